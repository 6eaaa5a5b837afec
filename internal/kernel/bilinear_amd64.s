#include "textflag.h"

DATA halfFloat<>+0(SB)/4, $0.5
GLOBL halfFloat<>(SB), RODATA|NOPTR, $4
DATA half20<>+0(SB)/4, $0x80000
GLOBL half20<>(SB), RODATA|NOPTR, $4

// A column's offsets and weights.
#define COLUMN \
	MOVLQSX 0(R8), AX; \
	MOVLQSX 4(R8), BX; \
	VBROADCASTSS 8(R8), Y0; \
	VBROADCASTSS 12(R8), Y1; \
	ADDQ $16, R8

// The next eight channels of a column, the last ones where less than eight are left.
#define NEXT(loop, done) \
	CMPQ AX, R14; \
	JEQ done; \
	ADDQ $8, AX; \
	CMPQ AX, R14; \
	CMOVQGT R14, AX; \
	JMP loop

// func bilinearFloatVectors(dst *byte, top, bottom *float32, cols *BilinearColumn[float32], n, depth int)
TEXT ·bilinearFloatVectors(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ top+8(FP), SI
	MOVQ bottom+16(FP), DX
	MOVQ cols+24(FP), R8
	MOVQ n+32(FP), CX
	MOVQ depth+40(FP), R9
	LEAQ -8(R9), R14
	VBROADCASTSS halfFloat<>(SB), Y6
column:
	COLUMN
	LEAQ (SI)(AX*4), R10
	LEAQ (DX)(AX*4), R11
	LEAQ (SI)(BX*4), R12
	LEAQ (DX)(BX*4), R13
	XORQ AX, AX
channels:
	VMULPS (R10)(AX*4), Y0, Y2
	VMULPS (R11)(AX*4), Y0, Y3
	VMULPS (R12)(AX*4), Y1, Y4
	VMULPS (R13)(AX*4), Y1, Y5
	VADDPS Y3, Y2, Y2
	VADDPS Y4, Y2, Y2
	VADDPS Y5, Y2, Y2
	VADDPS Y6, Y2, Y2
	VCVTTPS2DQ Y2, Y2
	VEXTRACTI128 $1, Y2, X3
	VPACKUSDW X3, X2, X2
	VPACKUSWB X2, X2, X2
	VMOVQ X2, (DI)(AX*1)
	NEXT(channels, done)
done:
	ADDQ R9, DI
	DECQ CX
	JNZ column
	VZEROUPPER
	RET

// func bilinearFixedVectors(dst *byte, row *int32, cols *BilinearColumn[int32], n, depth int)
TEXT ·bilinearFixedVectors(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ row+8(FP), SI
	MOVQ cols+16(FP), R8
	MOVQ n+24(FP), CX
	MOVQ depth+32(FP), R9
	LEAQ -8(R9), R14
	VPBROADCASTD half20<>(SB), Y6
column:
	COLUMN
	LEAQ (SI)(AX*4), R10
	LEAQ (SI)(BX*4), R12
	XORQ AX, AX
channels:
	VPMULLD (R10)(AX*4), Y0, Y2
	VPMULLD (R12)(AX*4), Y1, Y3
	VPADDD Y3, Y2, Y2
	VPSRAD $31, Y2, Y3
	VPADDD Y3, Y2, Y2
	VPADDD Y6, Y2, Y2
	VPSRAD $20, Y2, Y2
	VEXTRACTI128 $1, Y2, X3
	VPACKSSDW X3, X2, X2
	VPACKSSWB X2, X2, X2
	VMOVQ X2, (DI)(AX*1)
	NEXT(channels, done)
done:
	ADDQ R9, DI
	DECQ CX
	JNZ column
	VZEROUPPER
	RET

// func scaleBytesVectors(dst *float32, x *byte, by float32, n int)
TEXT ·scaleBytesVectors(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	VBROADCASTSS by+16(FP), Y0
	MOVQ n+24(FP), CX
	XORQ AX, AX
bytes:
	VPMOVZXBD (SI)(AX*1), Y1
	VCVTDQ2PS Y1, Y1
	VMULPS Y0, Y1, Y1
	VMOVUPS Y1, (DI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT bytes
	VZEROUPPER
	RET
