#include "textflag.h"

#define ARGS \
	MOVQ dst+0(FP), DI; \
	MOVQ x+8(FP), SI; \
	MOVQ xStep+16(FP), R8; \
	MOVQ y+24(FP), DX; \
	MOVQ yStep+32(FP), R9; \
	MOVQ eights+40(FP), CX; \
	MOVQ clamp+48(FP), AX; \
	VBROADCASTSS (AX), Y2; \
	VBROADCASTSS 4(AX), Y3

// Eight elements, OP of the two, clamped. What is not a number stays so.
#define EIGHT(OP) \
	VMOVUPS (SI), Y0; \
	OP (DX), Y0, Y0; \
	VMAXPS Y0, Y2, Y0; \
	VMINPS Y0, Y3, Y0; \
	VMOVUPS Y0, (DI); \
	ADDQ $32, DI; \
	ADDQ R8, SI; \
	ADDQ R9, DX; \
	DECQ CX

// func addF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·addF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VADDPS)
	JNZ loop
	VZEROUPPER
	RET

// func subF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·subF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VSUBPS)
	JNZ loop
	VZEROUPPER
	RET

// func mulF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·mulF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VMULPS)
	JNZ loop
	VZEROUPPER
	RET

// func clampF32Vectors(dst, x *float32, eights int, clamp *[2]float32)
TEXT ·clampF32Vectors(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ eights+16(FP), CX
	MOVQ clamp+24(FP), AX
	VBROADCASTSS (AX), Y2
	VBROADCASTSS 4(AX), Y3
loop:
	VMOVUPS (SI), Y0
	VMAXPS Y0, Y2, Y0
	VMINPS Y0, Y3, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ loop
	VZEROUPPER
	RET

// func lerpF32Vectors(dst, a, b, c, d *float32, eights int, w *[4]float32)
TEXT ·lerpF32Vectors(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), R8
	MOVQ b+16(FP), R9
	MOVQ c+24(FP), R10
	MOVQ d+32(FP), R11
	MOVQ eights+40(FP), CX
	MOVQ w+48(FP), AX
	VBROADCASTSS (AX), Y4
	VBROADCASTSS 4(AX), Y5
	VBROADCASTSS 8(AX), Y6
	VBROADCASTSS 12(AX), Y7
	XORQ DX, DX
loop:
	VMULPS (R8)(DX*1), Y4, Y0
	VMULPS (R9)(DX*1), Y5, Y1
	VMULPS (R10)(DX*1), Y4, Y2
	VMULPS (R11)(DX*1), Y5, Y3
	VMULPS Y6, Y0, Y0
	VMULPS Y6, Y1, Y1
	VMULPS Y7, Y2, Y2
	VMULPS Y7, Y3, Y3
	VADDPS Y1, Y0, Y0
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y0, Y0
	VMOVUPS Y0, (DI)(DX*1)
	ADDQ $32, DX
	DECQ CX
	JNZ loop
	VZEROUPPER
	RET

DATA halfF32<>+0(SB)/4, $0x3F000000
GLOBL halfF32<>(SB), RODATA|NOPTR, $4

// Eight bytes as floats times two weights.
#define MIX(x, v, w, y) \
	VPMOVZXBD (x)(DX*1), y; \
	VCVTDQ2PS y, y; \
	VMULPS v, y, y; \
	VMULPS w, y, y

// func lerpBytesVectors(dst, a, b, c, d *byte, from, n int, w *[4]float32)
TEXT ·lerpBytesVectors(SB), NOSPLIT, $0-64
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), R8
	MOVQ b+16(FP), R9
	MOVQ c+24(FP), R10
	MOVQ d+32(FP), R11
	MOVQ from+40(FP), DX
	MOVQ n+48(FP), CX
	MOVQ w+56(FP), AX
	VBROADCASTSS (AX), Y4
	VBROADCASTSS 4(AX), Y5
	VBROADCASTSS 8(AX), Y6
	VBROADCASTSS 12(AX), Y7
	VBROADCASTSS halfF32<>(SB), Y8
loop:
	MIX(R8, Y4, Y6, Y0)
	MIX(R9, Y5, Y6, Y1)
	MIX(R10, Y4, Y7, Y2)
	MIX(R11, Y5, Y7, Y3)
	VADDPS Y1, Y0, Y0
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y0, Y0
	VADDPS Y8, Y0, Y0
	VCVTTPS2DQ Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSDW X1, X0, X0
	VPACKUSWB X0, X0, X0
	VMOVQ X0, (DI)(DX*1)
	ADDQ $8, DX
	CMPQ DX, CX
	JLT loop
	VZEROUPPER
	RET
