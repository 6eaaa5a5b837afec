#include "textflag.h"

// One column of one input times the 16 rows whose weights are in Y12 and Y13.
#define ROW(x, a, b) \
	VBROADCASTSS x, Y14; \
	VFMADD231PS Y12, Y14, a; \
	VFMADD231PS Y13, Y14, b

// The sums of one input with the bias in Y12 and Y13, clamped to Y14 and Y15. What is not a
// number stays so.
#define CLAMP(a, b) \
	VADDPS Y12, a, a; \
	VADDPS Y13, b, b; \
	VMAXPS a, Y14, a; \
	VMAXPS b, Y14, b; \
	VMINPS a, Y15, a; \
	VMINPS b, Y15, b

#define BIAS \
	VMOVUPS (R15), Y12; \
	VMOVUPS 32(R15), Y13; \
	ADDQ $64, R15; \
	MOVQ clamp+72(FP), AX; \
	VBROADCASTSS (AX), Y14; \
	VBROADCASTSS 4(AX), Y15

// func mul6F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)
// SI and R10 are the first and the fourth input, R11 and R14 where their sums go; BX is where
// the inputs start in the pieces of the table R13.
TEXT ·mul6F32(SB), NOSPLIT, $0-104
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R8
	MOVQ step+48(FP), R9
	MOVQ from+88(FP), BX
tile:
	MOVQ DI, R11
	MOVQ w+56(FP), R12
	MOVQ bias+64(FP), R15
	MOVQ panels+80(FP), DX
panel:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11
	MOVQ x+16(FP), R13
	MOVQ count+32(FP), CX
piece:
	MOVQ (R13), SI
	ADDQ every+24(FP), R13
	ADDQ BX, SI
	LEAQ (SI)(R9*2), R10
	ADDQ R9, R10
	MOVQ length+40(FP), AX
	PCALIGN $32
column:
	VMOVUPS (R12), Y12
	VMOVUPS 32(R12), Y13
	ROW((SI), Y0, Y1)
	ROW((SI)(R9*1), Y2, Y3)
	ROW((SI)(R9*2), Y4, Y5)
	ROW((R10), Y6, Y7)
	ROW((R10)(R9*1), Y8, Y9)
	ROW((R10)(R9*2), Y10, Y11)
	ADDQ $64, R12
	ADDQ $4, SI
	ADDQ $4, R10
	DECQ AX
	JNZ column
	DECQ CX
	JNZ piece
	BIAS
	LEAQ (R11)(R8*2), R14
	ADDQ R8, R14
	CLAMP(Y0, Y1)
	CLAMP(Y2, Y3)
	CLAMP(Y4, Y5)
	CLAMP(Y6, Y7)
	CLAMP(Y8, Y9)
	CLAMP(Y10, Y11)
	VMOVUPS Y0, (R11)
	VMOVUPS Y1, 32(R11)
	VMOVUPS Y2, (R11)(R8*1)
	VMOVUPS Y3, 32(R11)(R8*1)
	VMOVUPS Y4, (R11)(R8*2)
	VMOVUPS Y5, 32(R11)(R8*2)
	VMOVUPS Y6, (R14)
	VMOVUPS Y7, 32(R14)
	VMOVUPS Y8, (R14)(R8*1)
	VMOVUPS Y9, 32(R14)(R8*1)
	VMOVUPS Y10, (R14)(R8*2)
	VMOVUPS Y11, 32(R14)(R8*2)
	ADDQ $64, R11
	DECQ DX
	JNZ panel
	LEAQ (R9)(R9*2), AX
	LEAQ (BX)(AX*2), BX
	LEAQ (R8)(R8*2), AX
	LEAQ (DI)(AX*2), DI
	DECQ tiles+96(FP)
	JNZ tile
	VZEROUPPER
	RET

// func mul4F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)
TEXT ·mul4F32(SB), NOSPLIT, $0-96
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R8
	MOVQ step+48(FP), R9
	MOVQ from+88(FP), BX
	MOVQ DI, R11
	MOVQ w+56(FP), R12
	MOVQ bias+64(FP), R15
	MOVQ panels+80(FP), DX
panel:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	MOVQ x+16(FP), R13
	MOVQ count+32(FP), CX
piece:
	MOVQ (R13), SI
	ADDQ every+24(FP), R13
	ADDQ BX, SI
	LEAQ (SI)(R9*2), R10
	ADDQ R9, R10
	MOVQ length+40(FP), AX
	PCALIGN $32
column:
	VMOVUPS (R12), Y12
	VMOVUPS 32(R12), Y13
	ROW((SI), Y0, Y1)
	ROW((SI)(R9*1), Y2, Y3)
	ROW((SI)(R9*2), Y4, Y5)
	ROW((R10), Y6, Y7)
	ADDQ $64, R12
	ADDQ $4, SI
	ADDQ $4, R10
	DECQ AX
	JNZ column
	DECQ CX
	JNZ piece
	BIAS
	LEAQ (R11)(R8*2), R14
	ADDQ R8, R14
	CLAMP(Y0, Y1)
	CLAMP(Y2, Y3)
	CLAMP(Y4, Y5)
	CLAMP(Y6, Y7)
	VMOVUPS Y0, (R11)
	VMOVUPS Y1, 32(R11)
	VMOVUPS Y2, (R11)(R8*1)
	VMOVUPS Y3, 32(R11)(R8*1)
	VMOVUPS Y4, (R11)(R8*2)
	VMOVUPS Y5, 32(R11)(R8*2)
	VMOVUPS Y6, (R14)
	VMOVUPS Y7, 32(R14)
	ADDQ $64, R11
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET

// func mul2F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)
TEXT ·mul2F32(SB), NOSPLIT, $0-96
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R8
	MOVQ step+48(FP), R9
	MOVQ from+88(FP), BX
	MOVQ DI, R11
	MOVQ w+56(FP), R12
	MOVQ bias+64(FP), R15
	MOVQ panels+80(FP), DX
panel:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	MOVQ x+16(FP), R13
	MOVQ count+32(FP), CX
piece:
	MOVQ (R13), SI
	ADDQ every+24(FP), R13
	ADDQ BX, SI
	MOVQ length+40(FP), AX
	PCALIGN $32
column:
	VMOVUPS (R12), Y12
	VMOVUPS 32(R12), Y13
	ROW((SI), Y0, Y1)
	ROW((SI)(R9*1), Y2, Y3)
	ADDQ $64, R12
	ADDQ $4, SI
	DECQ AX
	JNZ column
	DECQ CX
	JNZ piece
	BIAS
	CLAMP(Y0, Y1)
	CLAMP(Y2, Y3)
	VMOVUPS Y0, (R11)
	VMOVUPS Y1, 32(R11)
	VMOVUPS Y2, (R11)(R8*1)
	VMOVUPS Y3, 32(R11)(R8*1)
	ADDQ $64, R11
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET

// func mul1F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from int)
TEXT ·mul1F32(SB), NOSPLIT, $0-96
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R8
	MOVQ step+48(FP), R9
	MOVQ from+88(FP), BX
	MOVQ DI, R11
	MOVQ w+56(FP), R12
	MOVQ bias+64(FP), R15
	MOVQ panels+80(FP), DX
panel:
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	MOVQ x+16(FP), R13
	MOVQ count+32(FP), CX
piece:
	MOVQ (R13), SI
	ADDQ every+24(FP), R13
	ADDQ BX, SI
	MOVQ length+40(FP), AX
	PCALIGN $32
column:
	VMOVUPS (R12), Y12
	VMOVUPS 32(R12), Y13
	ROW((SI), Y0, Y1)
	ADDQ $64, R12
	ADDQ $4, SI
	DECQ AX
	JNZ column
	DECQ CX
	JNZ piece
	BIAS
	CLAMP(Y0, Y1)
	VMOVUPS Y0, (R11)
	VMOVUPS Y1, 32(R11)
	ADDQ $64, R11
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET
