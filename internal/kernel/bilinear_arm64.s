#include "textflag.h"
#include "neon_arm64.h"

// The last eight channels of a column may overlap those before: pointers to elements of
// four bytes and the output go back by as many as are too many in R12.
#define BACK(p) \
	ADD R12<<2, p, p

// func bilinearFloatVectors(dst *byte, top, bottom *float32, cols *BilinearColumn[float32], n, depth int)
// R6 to R9 are where the two pixels of both rows go on.
TEXT ·bilinearFloatVectors(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R0
	MOVD top+8(FP), R1
	MOVD bottom+16(FP), R2
	MOVD cols+24(FP), R3
	MOVD n+32(FP), R4
	MOVD depth+40(FP), R5
	FMOVS $0.5, F18
	VDUP V18.S[0], V18.S4
column:
	MOVW.P 4(R3), R10
	MOVW.P 4(R3), R11
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	ADD R10<<2, R1, R6
	ADD R10<<2, R2, R7
	ADD R11<<2, R1, R8
	ADD R11<<2, R2, R9
	MOVD R5, R12
eight:
	VLD1.P 32(R6), [V0.S4, V1.S4]
	VLD1.P 32(R7), [V2.S4, V3.S4]
	VLD1.P 32(R8), [V4.S4, V5.S4]
	VLD1.P 32(R9), [V6.S4, V7.S4]
	FMUL32(0, 0, 16)
	FMUL32(1, 1, 16)
	FMUL32(2, 2, 16)
	FMUL32(3, 3, 16)
	FMUL32(4, 4, 17)
	FMUL32(5, 5, 17)
	FMUL32(6, 6, 17)
	FMUL32(7, 7, 17)
	FADD32(0, 0, 2)
	FADD32(1, 1, 3)
	FADD32(0, 0, 4)
	FADD32(1, 1, 5)
	FADD32(0, 0, 6)
	FADD32(1, 1, 7)
	FADD32(0, 0, 18)
	FADD32(1, 1, 18)
	FCVTZS32(0, 0)
	FCVTZS32(1, 1)
	XTN32(0, 0)
	XTN32H(0, 1)
	XTN16(0, 0)
	VST1.P [V0.B8], 8(R0)
	SUBS $8, R12, R12
	BEQ next
	CMP $8, R12
	BGE eight
	SUB $8, R12, R12
	BACK(R6)
	BACK(R7)
	BACK(R8)
	BACK(R9)
	ADD R12, R0, R0
	MOVD $8, R12
	B eight
next:
	SUBS $1, R4, R4
	BNE column
	RET

// func bilinearFixedVectors(dst *byte, row *int32, cols *BilinearColumn[int32], n, depth int)
TEXT ·bilinearFixedVectors(SB), NOSPLIT, $0-40
	MOVD dst+0(FP), R0
	MOVD row+8(FP), R1
	MOVD cols+16(FP), R3
	MOVD n+24(FP), R4
	MOVD depth+32(FP), R5
column:
	MOVW.P 4(R3), R10
	MOVW.P 4(R3), R11
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	ADD R10<<2, R1, R6
	ADD R11<<2, R1, R7
	MOVD R5, R12
eight:
	VLD1.P 32(R6), [V0.S4, V1.S4]
	VLD1.P 32(R7), [V2.S4, V3.S4]
	MUL32(0, 0, 16)
	MUL32(1, 1, 16)
	MLA32(0, 2, 17)
	MLA32(1, 3, 17)
	SSRA31(0, 0)
	SSRA31(1, 1)
	SRSHR20(0, 0)
	SRSHR20(1, 1)
	XTN32(0, 0)
	XTN32H(0, 1)
	XTN16(0, 0)
	VST1.P [V0.B8], 8(R0)
	SUBS $8, R12, R12
	BEQ next
	CMP $8, R12
	BGE eight
	SUB $8, R12, R12
	BACK(R6)
	BACK(R7)
	ADD R12, R0, R0
	MOVD $8, R12
	B eight
next:
	SUBS $1, R4, R4
	BNE column
	RET

// func scaleBytesVectors(dst *float32, x *byte, by float32, n int)
TEXT ·scaleBytesVectors(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD x+8(FP), R1
	FMOVS by+16(FP), F4
	MOVD n+24(FP), R2
	VDUP V4.S[0], V4.S4
loop:
	VLD1.P 8(R1), [V0.B8]
	VUXTL V0.B8, V0.H8
	VUXTL2 V0.H8, V1.S4
	VUXTL V0.H4, V0.S4
	UCVTF32(0, 0)
	UCVTF32(1, 1)
	FMUL32(0, 0, 4)
	FMUL32(1, 1, 4)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R2, R2
	BNE loop
	RET
