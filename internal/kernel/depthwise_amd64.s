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

// Sixteen channels of two taps, widened by EXTEND and interleaved, times their weights. Y0
// gets the channels 0 to 3 and 8 to 11, Y1 the others.
#define TAPS16(EXTEND, first, second, at) \
	EXTEND (first)(DX*1), Y2; \
	EXTEND (second)(DX*1), Y3; \
	VPUNPCKLWD Y3, Y2, Y4; \
	VPUNPCKHWD Y3, Y2, Y5; \
	VPMADDWD at(R9), Y4, Y4; \
	VPMADDWD 32+at(R9), Y5, Y5; \
	VPADDD Y4, Y0, Y0; \
	VPADDD Y5, Y1, Y1

#define PAIR16(EXTEND) \
	MOVQ (R10), AX; \
	MOVQ 8(R10), CX; \
	TAPS16(EXTEND, AX, CX, 0); \
	ADDQ $64, R9; \
	ADDQ $16, R10

// Four channels each of Y0 and Y1 go to their places.
#define STORE16(to) \
	VMOVDQU X0, (to); \
	VMOVDQU X1, 16(to); \
	VEXTRACTI128 $1, Y0, 32(to); \
	VEXTRACTI128 $1, Y1, 48(to)

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

// Registers hold nine taps. A tenth, of weight 0, is the ninth again.
#define NINE \
	MOVQ x+16(FP), CX; \
	MOVQ (CX), AX; \
	MOVQ 8(CX), BX; \
	MOVQ 16(CX), SI; \
	MOVQ 24(CX), R8; \
	MOVQ 32(CX), R10; \
	MOVQ 40(CX), R11; \
	MOVQ 48(CX), R12; \
	MOVQ 56(CX), R13; \
	MOVQ 64(CX), R14; \
	MOVQ accStride+8(FP), CX; \
	MOVQ step+32(FP), R9

// Two taps, as TAPS16, with weights in registers.
#define HELD16(EXTEND, first, second, low, high) \
	EXTEND (first)(DX*1), Y2; \
	EXTEND (second)(DX*1), Y3; \
	VPUNPCKLWD Y3, Y2, Y4; \
	VPUNPCKHWD Y3, Y2, Y5; \
	VPMADDWD low, Y4, Y4; \
	VPMADDWD high, Y5, Y5; \
	VPADDD Y4, Y0, Y0; \
	VPADDD Y5, Y1, Y1

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
	STORE16(DI)
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
	STORE16(DI)
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

// func depthwise9S8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, step, n, blocks int)
// For each block, whose sums start at sums-8(SP), the weights are in Y6 to Y15.
TEXT ·depthwise9S8AVX2(SB), NOSPLIT, $16-56
	NINE
	MOVQ acc+0(FP), DI
	MOVQ DI, sums-8(SP)
	XORQ DX, DX
block9:
	MOVQ DX, channel-16(SP)
	MOVQ w+24(FP), R15
	VMOVDQU (R15), Y6
	VMOVDQU 32(R15), Y7
	VMOVDQU 64(R15), Y8
	VMOVDQU 96(R15), Y9
	VMOVDQU 128(R15), Y10
	VMOVDQU 160(R15), Y11
	VMOVDQU 192(R15), Y12
	VMOVDQU 224(R15), Y13
	VMOVDQU 256(R15), Y14
	VMOVDQU 288(R15), Y15
	ADDQ $320, R15
	MOVQ R15, w+24(FP)
	MOVQ n+40(FP), R15
	PCALIGN $32
input9:
	VPMOVSXBW (AX)(DX*1), Y2
	VPMOVSXBW (BX)(DX*1), Y3
	VPUNPCKLWD Y3, Y2, Y4
	VPUNPCKHWD Y3, Y2, Y5
	VPMADDWD Y6, Y4, Y0
	VPMADDWD Y7, Y5, Y1
	HELD16(VPMOVSXBW, SI, R8, Y8, Y9)
	HELD16(VPMOVSXBW, R10, R11, Y10, Y11)
	HELD16(VPMOVSXBW, R12, R13, Y12, Y13)
	HELD16(VPMOVSXBW, R14, R14, Y14, Y15)
	STORE16(DI)
	ADDQ CX, DI
	ADDQ R9, DX
	DECQ R15
	JNZ input9
	MOVQ sums-8(SP), DI
	ADDQ $64, DI
	MOVQ DI, sums-8(SP)
	MOVQ channel-16(SP), DX
	ADDQ $16, DX
	DECQ blocks+48(FP)
	JNZ block9
	VZEROUPPER
	RET

// func depthwise9U8AVX2(acc *int32, accStride int, x unsafe.Pointer, w *int16, step, n, blocks int)
// For each block, whose sums start at sums-8(SP), the weights are in Y6 to Y15.
TEXT ·depthwise9U8AVX2(SB), NOSPLIT, $16-56
	NINE
	MOVQ acc+0(FP), DI
	MOVQ DI, sums-8(SP)
	XORQ DX, DX
block9:
	MOVQ DX, channel-16(SP)
	MOVQ w+24(FP), R15
	VMOVDQU (R15), Y6
	VMOVDQU 32(R15), Y7
	VMOVDQU 64(R15), Y8
	VMOVDQU 96(R15), Y9
	VMOVDQU 128(R15), Y10
	VMOVDQU 160(R15), Y11
	VMOVDQU 192(R15), Y12
	VMOVDQU 224(R15), Y13
	VMOVDQU 256(R15), Y14
	VMOVDQU 288(R15), Y15
	ADDQ $320, R15
	MOVQ R15, w+24(FP)
	MOVQ n+40(FP), R15
	PCALIGN $32
input9:
	VPMOVZXBW (AX)(DX*1), Y2
	VPMOVZXBW (BX)(DX*1), Y3
	VPUNPCKLWD Y3, Y2, Y4
	VPUNPCKHWD Y3, Y2, Y5
	VPMADDWD Y6, Y4, Y0
	VPMADDWD Y7, Y5, Y1
	HELD16(VPMOVZXBW, SI, R8, Y8, Y9)
	HELD16(VPMOVZXBW, R10, R11, Y10, Y11)
	HELD16(VPMOVZXBW, R12, R13, Y12, Y13)
	HELD16(VPMOVZXBW, R14, R14, Y14, Y15)
	STORE16(DI)
	ADDQ CX, DI
	ADDQ R9, DX
	DECQ R15
	JNZ input9
	MOVQ sums-8(SP), DI
	ADDQ $64, DI
	MOVQ DI, sums-8(SP)
	MOVQ channel-16(SP), DX
	ADDQ $16, DX
	DECQ blocks+48(FP)
	JNZ block9
	VZEROUPPER
	RET
