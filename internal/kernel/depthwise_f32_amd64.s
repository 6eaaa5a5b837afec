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
