#include "textflag.h"

// DI is where an input's sums go and DX where its channels start in every tap of the table
// SI, to which R10 points; R9 are the weights.
#define ARGS \
	MOVQ acc+0(FP), DI; \
	MOVQ accStride+8(FP), R8; \
	MOVQ x+16(FP), SI; \
	MOVQ w+24(FP), R15; \
	MOVQ pairs+32(FP), R14; \
	MOVQ from+40(FP), BX; \
	MOVQ step+48(FP), R12; \
	MOVQ n+56(FP), R11

// Sixteen channels of two taps, widened by EXTEND, times their weights.
#define PAIR16(EXTEND) \
	MOVQ (R10), AX; \
	MOVQ 8(R10), CX; \
	VMOVDQU (AX)(DX*1), X2; \
	VMOVDQU (CX)(DX*1), X3; \
	VPUNPCKLBW X3, X2, X4; \
	VPUNPCKHBW X3, X2, X5; \
	EXTEND X4, Y4; \
	EXTEND X5, Y5; \
	VPMADDWD (R9), Y4, Y4; \
	VPMADDWD 32(R9), Y5, Y5; \
	VPADDD Y4, Y0, Y0; \
	VPADDD Y5, Y1, Y1; \
	ADDQ $64, R9; \
	ADDQ $16, R10

// The same for eight channels.
#define PAIR8(EXTEND) \
	MOVQ (R10), AX; \
	MOVQ 8(R10), CX; \
	VMOVQ (AX)(BX*1), X2; \
	VMOVQ (CX)(BX*1), X3; \
	VPUNPCKLBW X3, X2, X4; \
	EXTEND X4, Y4; \
	VPMADDWD (R9), Y4, Y4; \
	VPADDD Y4, Y0, Y0; \
	ADDQ $32, R9; \
	ADDQ $16, R10

// func depthwise16S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n, blocks int)
TEXT ·depthwise16S8AVX2(SB), NOSPLIT, $16-72
	ARGS
input:
	MOVQ R15, R9
	MOVQ BX, DX
	MOVQ DI, acc-8(SP)
	MOVQ blocks+64(FP), R13
block:
	MOVQ R13, left-16(SP)
	MOVQ SI, R10
	MOVQ R14, R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
pair:
	PAIR16(VPMOVSXBW)
	DECQ R13
	JNZ pair
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $16, DX
	MOVQ left-16(SP), R13
	DECQ R13
	JNZ block
	MOVQ acc-8(SP), DI
	ADDQ R8, DI
	ADDQ R12, BX
	DECQ R11
	JNZ input
	VZEROUPPER
	RET

// func depthwise8S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n int)
TEXT ·depthwise8S8AVX2(SB), NOSPLIT, $0-64
	ARGS
input:
	MOVQ R15, R9
	MOVQ SI, R10
	MOVQ R14, R13
	VPXOR Y0, Y0, Y0
pair:
	PAIR8(VPMOVSXBW)
	DECQ R13
	JNZ pair
	VMOVDQU Y0, (DI)
	ADDQ R8, DI
	ADDQ R12, BX
	DECQ R11
	JNZ input
	VZEROUPPER
	RET

// func depthwise16U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n, blocks int)
TEXT ·depthwise16U8AVX2(SB), NOSPLIT, $16-72
	ARGS
input:
	MOVQ R15, R9
	MOVQ BX, DX
	MOVQ DI, acc-8(SP)
	MOVQ blocks+64(FP), R13
block:
	MOVQ R13, left-16(SP)
	MOVQ SI, R10
	MOVQ R14, R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
pair:
	PAIR16(VPMOVZXBW)
	DECQ R13
	JNZ pair
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, DI
	ADDQ $16, DX
	MOVQ left-16(SP), R13
	DECQ R13
	JNZ block
	MOVQ acc-8(SP), DI
	ADDQ R8, DI
	ADDQ R12, BX
	DECQ R11
	JNZ input
	VZEROUPPER
	RET

// func depthwise8U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, pairs, from, step, n int)
TEXT ·depthwise8U8AVX2(SB), NOSPLIT, $0-64
	ARGS
input:
	MOVQ R15, R9
	MOVQ SI, R10
	MOVQ R14, R13
	VPXOR Y0, Y0, Y0
pair:
	PAIR8(VPMOVZXBW)
	DECQ R13
	JNZ pair
	VMOVDQU Y0, (DI)
	ADDQ R8, DI
	ADDQ R12, BX
	DECQ R11
	JNZ input
	VZEROUPPER
	RET
