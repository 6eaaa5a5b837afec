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

// func addF32AVX2(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·addF32AVX2(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VADDPS)
	JNZ loop
	VZEROUPPER
	RET

// func subF32AVX2(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·subF32AVX2(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VSUBPS)
	JNZ loop
	VZEROUPPER
	RET

// func mulF32AVX2(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·mulF32AVX2(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(VMULPS)
	JNZ loop
	VZEROUPPER
	RET

// func clampF32AVX2(dst, x *float32, eights int, clamp *[2]float32)
TEXT ·clampF32AVX2(SB), NOSPLIT, $0-32
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
