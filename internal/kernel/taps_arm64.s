#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"
#include "conv_arm64.h"

// R0 arguments; R1 to R9 taps; R10 step; R11 pixels left; R12 output; R13 stride; R14 table
// of taps; R15 channel; R16 weights; R17 constants; R19 blocks left; R20 mode; R21 limits.
#define TAPS \
	MOVD a+0(FP), R0; \
	MOVD tapsArgs_step(R0), R10; \
	MOVD tapsArgs_stride(R0), R13; \
	MOVD tapsArgs_x(R0), R14; \
	MOVD tapsArgs_weights(R0), R16; \
	MOVD tapsArgs_quant(R0), R17; \
	MOVD tapsArgs_blocks(R0), R19; \
	MOVD tapsArgs_mode(R0), R20; \
	ADD $tapsArgs_limits, R0, R21; \
	MOVD $0, R15; \
	VLD1 (R21), [V12.B16, V13.B16, V14.B16, V15.B16]

// The pointers of nine taps, the output and the weights of a block of channels.
#define BLOCK \
	LDP 0(R14), (R1, R2); \
	LDP 16(R14), (R3, R4); \
	LDP 32(R14), (R5, R6); \
	LDP 48(R14), (R7, R8); \
	MOVD 64(R14), R9; \
	ADD R15, R1, R1; \
	ADD R15, R2, R2; \
	ADD R15, R3, R3; \
	ADD R15, R4, R4; \
	ADD R15, R5, R5; \
	ADD R15, R6, R6; \
	ADD R15, R7, R7; \
	ADD R15, R8, R8; \
	ADD R15, R9, R9; \
	MOVD tapsArgs_out(R0), R12; \
	ADD R15, R12, R12; \
	MOVD tapsArgs_n(R0), R11; \
	VLD1.P 64(R16), [V16.B16, V17.B16, V18.B16, V19.B16]; \
	VLD1.P 64(R16), [V20.B16, V21.B16, V22.B16, V23.B16]; \
	VLD1.P 16(R16), [V24.B16]

// Two taps of 16 channels, added in 16 bits.
#define PAIR(p, q, v, w) \
	VLD1.P (p)(R10), [V29.B16]; \
	VLD1.P (q)(R10), [V30.B16]; \
	SMULL8(31, 29, v); \
	SMULL8H(15, 29, v); \
	SMLAL8(31, 30, w); \
	SMLAL8H(15, 30, w)

#define WIDEN(a, b, c, d) \
	SADDW16(25, a, 31); \
	SADDW16H(26, b, 31); \
	SADDW16(27, c, 15); \
	SADDW16H(28, d, 15)

// func tapsNarrow(a *tapsArgs)
// Weights: for each block of 16 channels, the int8 of nine taps. V0 to V11 are biases,
// multipliers and shifts, V12 to V14 limits, V16 to V24 weights, V25 to V28 sums.
TEXT ·tapsNarrow(SB), NOSPLIT, $0-8
	TAPS
block:
	BLOCK
	VLD1.P 64(R17), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R17), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 64(R17), [V8.S4, V9.S4, V10.S4, V11.S4]
pixel:
	PAIR(R1, R2, 16, 17)
	WIDEN(0, 1, 2, 3)
	PAIR(R3, R4, 18, 19)
	WIDEN(25, 26, 27, 28)
	PAIR(R5, R6, 20, 21)
	WIDEN(25, 26, 27, 28)
	PAIR(R7, R8, 22, 23)
	WIDEN(25, 26, 27, 28)
	VLD1.P (R9)(R10), [V29.B16]
	SMULL8(31, 29, 24)
	SMULL8H(15, 29, 24)
	WIDEN(25, 26, 27, 28)
	CBNZ R20, float
	FIXED(25, 4, 8)
	FIXED(26, 5, 9)
	FIXED(27, 6, 10)
	FIXED(28, 7, 11)
store:
	NARROW32(25, 25, 26)
	NARROW32(27, 27, 28)
	SQADD16(25, 25, 12)
	SQADD16(27, 27, 12)
	NARROW16(25, 25, 27)
	SMAX8(25, 25, 13)
	SMIN8(25, 25, 14)
	VST1.P [V25.B16], (R12)(R13)
	SUBS $1, R11, R11
	BNE pixel
	SUBS $1, R19, R19
	BEQ done
	ADD $16, R15, R15
	CMP $1, R19
	BNE block
	MOVD tapsArgs_lastBack(R0), R11
	SUB R11, R15, R15
	B block
float:
	FLOAT(25, 4)
	FLOAT(26, 5)
	FLOAT(27, 6)
	FLOAT(28, 7)
	B store
done:
	RET

#define LONG8(x, d) SXTL8(d, d)
#define ULONG8(x, d) VUXTL x.B8, x.H8

// One tap of eight channels.
#define TAP(p, x, d, w, LONG) \
	VLD1.P (p)(R10), [x.B8]; \
	LONG(x, d); \
	SMLAL16(25, d, w); \
	SMLAL16H(26, d, w)

#define TAPS9(LONG) \
	TAP(R1, V29, 29, 16, LONG); \
	TAP(R2, V30, 30, 17, LONG); \
	TAP(R3, V29, 29, 18, LONG); \
	TAP(R4, V30, 30, 19, LONG); \
	TAP(R5, V29, 29, 20, LONG); \
	TAP(R6, V30, 30, 21, LONG); \
	TAP(R7, V29, 29, 22, LONG); \
	TAP(R8, V30, 30, 23, LONG); \
	TAP(R9, V29, 29, 24, LONG)

// func tapsWide(a *tapsArgs)
// tapsNarrow for any weights, which are int16, in blocks of eight channels, of int8 or
// uint8.
TEXT ·tapsWide(SB), NOSPLIT, $0-8
	TAPS
	MOVD tapsArgs_unsigned(R0), R22
block:
	BLOCK
	VLD1.P 32(R17), [V0.S4, V1.S4]
	VLD1.P 32(R17), [V2.S4, V3.S4]
	VLD1.P 32(R17), [V4.S4, V5.S4]
pixel:
	VMOV V0.B16, V25.B16
	VMOV V1.B16, V26.B16
	CBNZ R22, unsigned
	TAPS9(LONG8)
rescale:
	CBNZ R20, float
	FIXED(25, 2, 4)
	FIXED(26, 3, 5)
store:
	NARROW32(25, 25, 26)
	SQADD16(25, 25, 12)
	SQXTN16(25, 25)
	SMAX8(25, 25, 13)
	SMIN8(25, 25, 14)
	VEOR V15.B16, V25.B16, V25.B16
	VST1.P [V25.B8], (R12)(R13)
	SUBS $1, R11, R11
	BNE pixel
	SUBS $1, R19, R19
	BEQ done
	ADD $8, R15, R15
	CMP $1, R19
	BNE block
	MOVD tapsArgs_lastBack(R0), R11
	SUB R11, R15, R15
	B block
float:
	FLOAT(25, 2)
	FLOAT(26, 3)
	B store
unsigned:
	TAPS9(ULONG8)
	B rescale
done:
	RET

#define SUM8(LONG) \
	LONG(V29, 29); \
	SMLAL16(25, 29, 16); \
	SMLAL16H(26, 29, 16)

// func tapsSums(a *tapsArgs)
// Sums of any number of taps, eight channels at a time. out and stride are of int32.
TEXT ·tapsSums(SB), NOSPLIT, $0-8
	TAPS
	MOVD tapsArgs_unsigned(R0), R22
	MOVD tapsArgs_taps(R0), R23
block:
	MOVD tapsArgs_out(R0), R12
	ADD R15<<2, R12, R12
	MOVD tapsArgs_n(R0), R11
	MOVD R15, R24 // offset of the pixel's channels
pixel:
	VEOR V25.B16, V25.B16, V25.B16
	VEOR V26.B16, V26.B16, V26.B16
	MOVD R14, R1
	MOVD R16, R2
	MOVD R23, R3
tap:
	MOVD.P 8(R1), R4
	FMOVQ.P 16(R2), F16
	FMOVD (R4)(R24), F29
	CBNZ R22, unsigned
	SUM8(LONG8)
	B more
unsigned:
	SUM8(ULONG8)
more:
	SUBS $1, R3, R3
	BNE tap
	VST1 [V25.S4, V26.S4], (R12)
	ADD R13, R12, R12
	ADD R10, R24, R24
	SUBS $1, R11, R11
	BNE pixel
	MOVD R2, R16
	SUBS $1, R19, R19
	BEQ done
	ADD $8, R15, R15
	CMP $1, R19
	BNE block
	MOVD tapsArgs_lastBack(R0), R11
	SUB R11, R15, R15
	B block
done:
	RET
