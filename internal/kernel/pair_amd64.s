#include "textflag.h"

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
	VPBROADCASTD 0(BX), Y0; \
	VPBROADCASTD 4(BX), Y1; \
	VPBROADCASTD 8(BX), Y2; \
	VPBROADCASTD 12(BX), Y3; \
	VPBROADCASTD 16(BX), Y4; \
	VPBROADCASTD 20(BX), Y5; \
	VPBROADCASTD 24(BX), Y6; \
	VPBROADCASTD halfLine<>(SB), Y7; \
	SUBQ $8, CX; \
	XORQ AX, AX

// What eight bytes of an input become, in y.
#define LINE(ptr, step, zero, whole, part, y, t) \
	MOVQ step, R10; \
	IMULQ AX, R10; \
	VPMOVZXBD (ptr)(R10*1), y; \
	VPXOR Y6, y, y; \
	VPSUBD zero, y, y; \
	VPMULLD part, y, t; \
	VPMULLD whole, y, y; \
	VPADDD Y7, t, t; \
	VPSRAD $23, t, t; \
	VPADDD t, y, y

#define LINES \
	LINE(SI, R8, Y0, Y1, Y2, Y8, Y9); \
	LINE(DX, R9, Y3, Y4, Y5, Y10, Y11)

// Stores the eight sums in Y8. The last ones overlap with those before.
#define STORE(loop, done) \
	VMOVDQU Y8, (DI)(AX*4); \
	CMPQ AX, CX; \
	JEQ done; \
	ADDQ $8, AX; \
	CMPQ AX, CX; \
	CMOVQGT CX, AX; \
	JMP loop

// func pairSumAVX2(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSumAVX2(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VPADDD Y10, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET

// func pairProductAVX2(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairProductAVX2(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VPMULLD Y10, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET

// func pairSquareAVX2(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSquareAVX2(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VPADDD Y10, Y8, Y8
	VPMULLD Y8, Y8, Y8
	STORE(loop, done)
done:
	VZEROUPPER
	RET
