#include "textflag.h"
#include "neon_arm64.h"

// One column of 16 rows in V<a> and the following, times element i of an input, V<x>, is
// added to s0 to s3.
#define COLUMN(x, i, a, b, c, d, s0, s1, s2, s3) \
	FMLA32(s0, a, x, i); \
	FMLA32(s1, b, x, i); \
	FMLA32(s2, c, x, i); \
	FMLA32(s3, d, x, i)

#define COLUMN4(i, a, b, c, d) \
	COLUMN(0, i, a, b, c, d, 16, 17, 18, 19); \
	COLUMN(1, i, a, b, c, d, 20, 21, 22, 23); \
	COLUMN(2, i, a, b, c, d, 24, 25, 26, 27); \
	COLUMN(3, i, a, b, c, d, 28, 29, 30, 31)

// Sixteen sums between the limits in V0 and V1. What is not a number stays so.
#define LIMIT(a, b, c, d) \
	FMAX32(a, a, 0); \
	FMAX32(b, b, 0); \
	FMAX32(c, c, 0); \
	FMAX32(d, d, 0); \
	FMIN32(a, a, 1); \
	FMIN32(b, b, 1); \
	FMIN32(c, c, 1); \
	FMIN32(d, d, 1)

// R0 and R15 outputs; R1 bytes between them; R2 table of pieces, R19 bytes between two of
// its entries; R3 to R6 inputs; R7 bytes between them; R8 weights; R9 biases; R10 panels
// left; R11 where the inputs start in a piece; R12 tiles left; R13 pieces left; R14 columns
// left, of R20; R16 limits; R17 temporary.
#define ARGS \
	MOVD dst+0(FP), R0; \
	MOVD dstStride+8(FP), R1; \
	MOVD every+24(FP), R19; \
	MOVD length+40(FP), R20; \
	MOVD step+48(FP), R7; \
	MOVD from+88(FP), R11; \
	MOVD tiles+96(FP), R12

#define TILE \
	MOVD R0, R15; \
	MOVD w+56(FP), R8; \
	MOVD bias+64(FP), R9; \
	MOVD panels+80(FP), R10

#define PIECES \
	MOVD x+16(FP), R2; \
	MOVD count+32(FP), R13; \
	VLD1.P 64(R9), [V16.S4, V17.S4, V18.S4, V19.S4]

#define PIECE \
	MOVD (R2), R3; \
	ADD R19, R2, R2; \
	ADD R11, R3, R3

#define LIMITS \
	MOVD clamp+72(FP), R16; \
	VLD1R.P 4(R16), [V0.S4]; \
	VLD1R (R16), [V1.S4]

// func mul4F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)
// V16 to V31 are the sums of four inputs.
TEXT ·mul4F32(SB), NOSPLIT, $0-104
	ARGS
tile:
	TILE
panel:
	PIECES
	VMOV V16.B16, V20.B16
	VMOV V17.B16, V21.B16
	VMOV V18.B16, V22.B16
	VMOV V19.B16, V23.B16
	VMOV V16.B16, V24.B16
	VMOV V17.B16, V25.B16
	VMOV V18.B16, V26.B16
	VMOV V19.B16, V27.B16
	VMOV V16.B16, V28.B16
	VMOV V17.B16, V29.B16
	VMOV V18.B16, V30.B16
	VMOV V19.B16, V31.B16
piece:
	PIECE
	ADD R7, R3, R4
	ADD R7, R4, R5
	ADD R7, R5, R6
	SUBS $4, R20, R14
	BLT rest
	PCALIGN $16
four:
	FMOVQ.P 16(R3), F0
	FMOVQ.P 16(R4), F1
	VLD1.P 64(R8), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMOVQ.P 16(R5), F2
	FMOVQ.P 16(R6), F3
	COLUMN4(0, 4, 5, 6, 7)
	VLD1.P 64(R8), [V8.S4, V9.S4, V10.S4, V11.S4]
	COLUMN4(1, 8, 9, 10, 11)
	VLD1.P 64(R8), [V4.S4, V5.S4, V6.S4, V7.S4]
	COLUMN4(2, 4, 5, 6, 7)
	VLD1.P 64(R8), [V8.S4, V9.S4, V10.S4, V11.S4]
	COLUMN4(3, 8, 9, 10, 11)
	SUBS $4, R14, R14
	BGE four
rest:
	ADDS $4, R14, R14
	BEQ next
one:
	FMOVS.P 4(R3), F0
	FMOVS.P 4(R4), F1
	FMOVS.P 4(R5), F2
	FMOVS.P 4(R6), F3
	VLD1.P 64(R8), [V4.S4, V5.S4, V6.S4, V7.S4]
	COLUMN4(0, 4, 5, 6, 7)
	SUBS $1, R14, R14
	BNE one
next:
	SUBS $1, R13, R13
	BNE piece
	LIMITS
	LIMIT(16, 17, 18, 19)
	LIMIT(20, 21, 22, 23)
	LIMIT(24, 25, 26, 27)
	LIMIT(28, 29, 30, 31)
	ADD R1, R15, R16
	ADD R1, R16, R17
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R16)
	ADD R1, R17, R16
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R17)
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R16)
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R15)
	SUBS $1, R10, R10
	BNE panel
	ADD R1<<2, R0, R0
	ADD R7<<2, R11, R11
	SUBS $1, R12, R12
	BNE tile
	RET

// func mul1F32(dst *float32, dstStride int, x unsafe.Pointer, every, count, length, step int, w, bias *float32, clamp *[2]float32, panels, from, tiles int)
TEXT ·mul1F32(SB), NOSPLIT, $0-104
	ARGS
tile:
	TILE
panel:
	PIECES
piece:
	PIECE
	SUBS $4, R20, R14
	BLT rest
	PCALIGN $16
four:
	FMOVQ.P 16(R3), F0
	VLD1.P 64(R8), [V4.S4, V5.S4, V6.S4, V7.S4]
	COLUMN(0, 0, 4, 5, 6, 7, 16, 17, 18, 19)
	VLD1.P 64(R8), [V20.S4, V21.S4, V22.S4, V23.S4]
	COLUMN(0, 1, 20, 21, 22, 23, 16, 17, 18, 19)
	VLD1.P 64(R8), [V24.S4, V25.S4, V26.S4, V27.S4]
	COLUMN(0, 2, 24, 25, 26, 27, 16, 17, 18, 19)
	VLD1.P 64(R8), [V28.S4, V29.S4, V30.S4, V31.S4]
	COLUMN(0, 3, 28, 29, 30, 31, 16, 17, 18, 19)
	SUBS $4, R14, R14
	BGE four
rest:
	ADDS $4, R14, R14
	BEQ next
one:
	FMOVS.P 4(R3), F0
	VLD1.P 64(R8), [V4.S4, V5.S4, V6.S4, V7.S4]
	COLUMN(0, 0, 4, 5, 6, 7, 16, 17, 18, 19)
	SUBS $1, R14, R14
	BNE one
next:
	SUBS $1, R13, R13
	BNE piece
	LIMITS
	LIMIT(16, 17, 18, 19)
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R15)
	SUBS $1, R10, R10
	BNE panel
	ADD R1, R0, R0
	ADD R7, R11, R11
	SUBS $1, R12, R12
	BNE tile
	RET
