#include "textflag.h"

// What a byte of an input is above its zero point.
#define ABOVE(ptr, step, zero, y) \
	MOVQ step, R10; \
	IMULQ AX, R10; \
	VPMOVZXBD (ptr)(R10*1), y; \
	VPXOR Y6, y, y; \
	VPSUBD zero, y, y

DATA halfLine<>+0(SB)/4, $0x400000
GLOBL halfLine<>(SB), RODATA|NOPTR, $4

#define PAIRARGS \
	MOVQ acc+0(FP), DI; \
	MOVQ x+8(FP), SI; \
	MOVQ sx+16(FP), R8; \
	MOVQ y+24(FP), DX; \
	MOVQ sy+32(FP), R9; \
	MOVQ n+40(FP), CX; \
	MOVQ l+48(FP), BX; \
	VMOVDQU 0(BX), Y6; \
	VMOVDQU 32(BX), Y0; \
	VMOVDQU 256(BX), Y3; \
	SUBQ $8, CX; \
	XORQ AX, AX

// What eight bytes of an input become, in y; line is where its constants are, from BX on.
#define LINE(ptr, step, zero, line, y, t) \
	ABOVE(ptr, step, zero, y); \
	VPMULLD (line+64)(BX), y, t; \
	VPMULLD (line+32)(BX), y, y; \
	VPADDD Y7, t, t; \
	VPSRAD $23, t, t; \
	VPADDD t, y, y; \
	VPSRAD $31, y, t; \
	VPAND (line+128)(BX), t, t; \
	VPADDD (line+96)(BX), y, y; \
	VPADDD t, y, y; \
	VPSRAVD (line+160)(BX), y, y; \
	VPSIGND (line+192)(BX), y, y

#define LINES \
	VPBROADCASTD halfLine<>(SB), Y7; \
	LINE(SI, R8, Y0, 32, Y8, Y9); \
	LINE(DX, R9, Y3, 256, Y10, Y11)

// Stores the eight sums in Y8. The last ones overlap with those before.
#define STORE(loop, done) \
	VMOVDQU Y8, (DI)(AX*4); \
	CMPQ AX, CX; \
	JEQ done; \
	ADDQ $8, AX; \
	CMPQ AX, CX; \
	CMOVQGT CX, AX; \
	JMP loop

// func pairSumVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSumVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VPADDD Y10, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET

// func pairProductVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairProductVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	ABOVE(SI, R8, Y0, Y8)
	ABOVE(DX, R9, Y3, Y10)
	VPMULLD Y10, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET

// func pairSquareVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSquareVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VPADDD Y10, Y8, Y8
	VPMULLD Y8, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET
