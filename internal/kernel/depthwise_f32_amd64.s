#include "textflag.h"

// func depthwise16F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride, taps int, bias *float32, clamp *[2]float32, from, step, n, blocks int)
// DI is where an input's sums go and BX where its channels start; in a block R10, DX, R9 and R8
// are its sums, channels, weights and bias.
TEXT ·depthwise16F32(SB), NOSPLIT, $0-96
	MOVQ dst+0(FP), DI
	MOVQ x+16(FP), SI
	MOVQ w+24(FP), R15
	MOVQ wStride+32(FP), R14
	MOVQ from+64(FP), BX
	MOVQ clamp+56(FP), AX
	VBROADCASTSS (AX), Y14
	VBROADCASTSS 4(AX), Y15
input:
	MOVQ BX, DX
	MOVQ DI, R10
	MOVQ R15, R9
	MOVQ bias+48(FP), R8
	MOVQ blocks+88(FP), R13
block:
	MOVQ SI, R11
	MOVQ R9, R12
	MOVQ taps+40(FP), AX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
tap:
	MOVQ (R11), CX
	ADDQ $8, R11
	VMOVUPS (CX)(DX*1), Y2
	VMOVUPS 32(CX)(DX*1), Y3
	VFMADD231PS (R12), Y2, Y0
	VFMADD231PS 32(R12), Y3, Y1
	ADDQ R14, R12
	DECQ AX
	JNZ tap
	VADDPS (R8), Y0, Y0
	VMAXPS Y0, Y14, Y0
	VMINPS Y0, Y15, Y0
	VMOVUPS Y0, (R10)
	VADDPS 32(R8), Y1, Y1
	VMAXPS Y1, Y14, Y1
	VMINPS Y1, Y15, Y1
	VMOVUPS Y1, 32(R10)
	ADDQ $64, R8
	ADDQ $64, R9
	ADDQ $64, R10
	ADDQ $64, DX
	DECQ R13
	JNZ block
	ADDQ step+72(FP), BX
	ADDQ dstStride+8(FP), DI
	DECQ n+80(FP)
	JNZ input
	VZEROUPPER
	RET

// func depthwise8F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride, taps int, bias *float32, clamp *[2]float32, from, step, n, blocks int)
TEXT ·depthwise8F32(SB), NOSPLIT, $0-96
	MOVQ dst+0(FP), DI
	MOVQ x+16(FP), SI
	MOVQ w+24(FP), R15
	MOVQ wStride+32(FP), R14
	MOVQ from+64(FP), BX
	MOVQ clamp+56(FP), AX
	VBROADCASTSS (AX), Y14
	VBROADCASTSS 4(AX), Y15
input:
	MOVQ BX, DX
	MOVQ DI, R10
	MOVQ R15, R9
	MOVQ bias+48(FP), R8
	MOVQ blocks+88(FP), R13
block:
	MOVQ SI, R11
	MOVQ R9, R12
	MOVQ taps+40(FP), AX
	VXORPS Y0, Y0, Y0
tap:
	MOVQ (R11), CX
	ADDQ $8, R11
	VMOVUPS (CX)(DX*1), Y2
	VFMADD231PS (R12), Y2, Y0
	ADDQ R14, R12
	DECQ AX
	JNZ tap
	VADDPS (R8), Y0, Y0
	VMAXPS Y0, Y14, Y0
	VMINPS Y0, Y15, Y0
	VMOVUPS Y0, (R10)
	ADDQ $32, R8
	ADDQ $32, R9
	ADDQ $32, R10
	ADDQ $32, DX
	DECQ R13
	JNZ block
	ADDQ step+72(FP), BX
	ADDQ dstStride+8(FP), DI
	DECQ n+80(FP)
	JNZ input
	VZEROUPPER
	RET

// func depthwise9F32(dst *float32, dstStride int, x unsafe.Pointer, w *float32, wStride int, bias *float32, clamp *[2]float32, from, step, n int)
// Y3 to Y11 are the weights and Y12 the bias of eight channels, other registers the taps.
TEXT ·depthwise9F32(SB), NOSPLIT, $0-80
	MOVQ w+24(FP), CX
	MOVQ wStride+32(FP), AX
	LEAQ (AX)(AX*2), BX
	VMOVUPS (CX), Y3
	VMOVUPS (CX)(AX*1), Y4
	VMOVUPS (CX)(AX*2), Y5
	ADDQ BX, CX
	VMOVUPS (CX), Y6
	VMOVUPS (CX)(AX*1), Y7
	VMOVUPS (CX)(AX*2), Y8
	ADDQ BX, CX
	VMOVUPS (CX), Y9
	VMOVUPS (CX)(AX*1), Y10
	VMOVUPS (CX)(AX*2), Y11
	MOVQ bias+40(FP), CX
	VMOVUPS (CX), Y12
	MOVQ clamp+48(FP), CX
	VBROADCASTSS (CX), Y13
	VBROADCASTSS 4(CX), Y14
	MOVQ x+16(FP), CX
	MOVQ (CX), AX
	MOVQ 8(CX), BX
	MOVQ 16(CX), SI
	MOVQ 24(CX), R8
	MOVQ 32(CX), R10
	MOVQ 40(CX), R11
	MOVQ 48(CX), R12
	MOVQ 56(CX), R13
	MOVQ 64(CX), R14
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), CX
	MOVQ from+56(FP), DX
	MOVQ step+64(FP), R9
	MOVQ n+72(FP), R15
	PCALIGN $32
input9:
	VMULPS (AX)(DX*1), Y3, Y0
	VMULPS (BX)(DX*1), Y4, Y1
	VFMADD231PS (SI)(DX*1), Y5, Y0
	VFMADD231PS (R8)(DX*1), Y6, Y1
	VFMADD231PS (R10)(DX*1), Y7, Y0
	VFMADD231PS (R11)(DX*1), Y8, Y1
	VFMADD231PS (R12)(DX*1), Y9, Y0
	VFMADD231PS (R13)(DX*1), Y10, Y1
	VFMADD231PS (R14)(DX*1), Y11, Y0
	VADDPS Y1, Y0, Y0
	VADDPS Y12, Y0, Y0
	VMAXPS Y0, Y13, Y0
	VMINPS Y0, Y14, Y0
	VMOVUPS Y0, (DI)
	ADDQ CX, DI
	ADDQ R9, DX
	DECQ R15
	JNZ input9
	VZEROUPPER
	RET
