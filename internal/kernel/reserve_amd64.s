#include "textflag.h"

// func interleaveAVX2(dst, src *int8, step, pairs int)
TEXT ·interleaveAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ step+16(FP), DX
	MOVQ pairs+24(FP), CX
pair:
	VMOVDQU (SI), X0
	VMOVDQU (SI)(DX*1), X1
	VPUNPCKLBW X1, X0, X2
	VPUNPCKHBW X1, X0, X3
	VMOVDQU X2, (DI)
	VMOVDQU X3, 16(DI)
	LEAQ (SI)(DX*2), SI
	ADDQ $32, DI
	DECQ CX
	JNZ pair
	RET
