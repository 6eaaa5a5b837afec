#include "textflag.h"
#include "neon_arm64.h"

#define ARGS \
	MOVD dst+0(FP), R0; \
	MOVD x+8(FP), R1; \
	MOVD xStep+16(FP), R2; \
	MOVD y+24(FP), R3; \
	MOVD yStep+32(FP), R4; \
	MOVD eights+40(FP), R5; \
	MOVD clamp+48(FP), R6; \
	VLD1R.P 4(R6), [V4.S4]; \
	VLD1R (R6), [V5.S4]

// Eight elements in V0 and V1, clamped. What is not a number stays so.
#define CLAMPED \
	FMAX32(0, 0, 4); \
	FMAX32(1, 1, 4); \
	FMIN32(0, 0, 5); \
	FMIN32(1, 1, 5); \
	VST1.P [V0.S4, V1.S4], 32(R0); \
	SUBS $1, R5, R5

#define EIGHT(OP) \
	VLD1.P (R1)(R2), [V0.S4, V1.S4]; \
	VLD1.P (R3)(R4), [V2.S4, V3.S4]; \
	OP(0, 0, 2); \
	OP(1, 1, 3); \
	CLAMPED

// func addF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·addF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(FADD32)
	BNE loop
	RET

// func subF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·subF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(FSUB32)
	BNE loop
	RET

// func mulF32Vectors(dst, x *float32, xStep int, y *float32, yStep, eights int, clamp *[2]float32)
TEXT ·mulF32Vectors(SB), NOSPLIT, $0-56
	ARGS
loop:
	EIGHT(FMUL32)
	BNE loop
	RET

// func clampF32Vectors(dst, x *float32, eights int, clamp *[2]float32)
TEXT ·clampF32Vectors(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD x+8(FP), R1
	MOVD eights+16(FP), R5
	MOVD clamp+24(FP), R6
	VLD1R.P 4(R6), [V4.S4]
	VLD1R (R6), [V5.S4]
loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	CLAMPED
	BNE loop
	RET

// Four weights in V16 to V19.
#define WEIGHTS \
	VLD1R.P 4(R6), [V16.S4]; \
	VLD1R.P 4(R6), [V17.S4]; \
	VLD1R.P 4(R6), [V18.S4]; \
	VLD1R (R6), [V19.S4]

// V0 to V7 are eight elements of each slice: mixed, in V0 and V1.
#define MIX \
	FMUL32(0, 0, 16); \
	FMUL32(1, 1, 16); \
	FMUL32(2, 2, 17); \
	FMUL32(3, 3, 17); \
	FMUL32(4, 4, 16); \
	FMUL32(5, 5, 16); \
	FMUL32(6, 6, 17); \
	FMUL32(7, 7, 17); \
	FMUL32(0, 0, 18); \
	FMUL32(1, 1, 18); \
	FMUL32(2, 2, 18); \
	FMUL32(3, 3, 18); \
	FMUL32(4, 4, 19); \
	FMUL32(5, 5, 19); \
	FMUL32(6, 6, 19); \
	FMUL32(7, 7, 19); \
	FADD32(0, 0, 2); \
	FADD32(1, 1, 3); \
	FADD32(0, 0, 4); \
	FADD32(1, 1, 5); \
	FADD32(0, 0, 6); \
	FADD32(1, 1, 7)

// func lerpF32Vectors(dst, a, b, c, d *float32, eights int, w *[4]float32)
TEXT ·lerpF32Vectors(SB), NOSPLIT, $0-56
	MOVD dst+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD c+24(FP), R3
	MOVD d+32(FP), R4
	MOVD w+48(FP), R6
	WEIGHTS
	MOVD eights+40(FP), R5
loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VLD1.P 32(R2), [V2.S4, V3.S4]
	VLD1.P 32(R3), [V4.S4, V5.S4]
	VLD1.P 32(R4), [V6.S4, V7.S4]
	MIX
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $1, R5, R5
	BNE loop
	RET

// Eight bytes as floats.
#define FLOATS(p, x, y, d, e) \
	FMOVD (p)(R7), F20; \
	VUXTL V20.B8, V20.H8; \
	VUXTL V20.H4, x; \
	VUXTL2 V20.H8, y; \
	UCVTF32(d, d); \
	UCVTF32(e, e)

// func lerpBytesVectors(dst, a, b, c, d *byte, from, n int, w *[4]float32)
TEXT ·lerpBytesVectors(SB), NOSPLIT, $0-64
	MOVD dst+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD c+24(FP), R3
	MOVD d+32(FP), R4
	MOVD w+56(FP), R6
	WEIGHTS
	MOVD from+40(FP), R7
	MOVD n+48(FP), R8
	FMOVS $0.5, F21
	VDUP V21.S[0], V21.S4
loop:
	FLOATS(R1, V0.S4, V1.S4, 0, 1)
	FLOATS(R2, V2.S4, V3.S4, 2, 3)
	FLOATS(R3, V4.S4, V5.S4, 4, 5)
	FLOATS(R4, V6.S4, V7.S4, 6, 7)
	MIX
	FADD32(0, 0, 21)
	FADD32(1, 1, 21)
	FCVTZU32(0, 0)
	FCVTZU32(1, 1)
	UQXTN32(0, 0)
	UQXTN32H(0, 1)
	UQXTN16(0, 0)
	FMOVD F0, (R0)(R7)
	ADD $8, R7, R7
	CMP R8, R7
	BLT loop
	RET
