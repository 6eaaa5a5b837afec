// What the convolution kernels share.

// R0 arguments; R1 image; R2 to R5 four pixels; R6 weights; R7 biases, multipliers and
// shifts; R8 panels left; R9 segments left; R10 steps; R11 counter; R12 blocks; R13 tails;
// R14 pixel; R15 its offset; R17 temporary; R19, R21, R23, R24 outputs of four pixels;
// R20 bytes between them; R22 limits; R25 pixels; R26 sums.
#define ARGUMENTS \
	MOVD a+0(FP), R0; \
	MOVD convArgs_image(R0), R1; \
	MOVD convArgs_outStride(R0), R20; \
	MOVD convArgs_pixels(R0), R25; \
	MOVD convArgs_blocks(R0), R12; \
	MOVD convArgs_tails(R0), R13; \
	ADD $convArgs_limits, R0, R22; \
	MOVD $0, R14

// The outputs of four pixels, and where their panels start.
#define TILE4 \
	MOVD convArgs_at(R0), R15; \
	ADD R14<<3, R15, R15; \
	MOVD convArgs_out(R0), R19; \
	MADD R14, R19, R20, R19; \
	ADD R20, R19, R21; \
	ADD R20, R21, R23; \
	ADD R20, R23, R24; \
	TILE

#define TILE \
	MOVD convArgs_sums(R0), R26; \
	MOVD convArgs_weights(R0), R6; \
	MOVD convArgs_quant(R0), R7; \
	MOVD convArgs_panels(R0), R8

#define PIXELS4 \
	LDP 0(R15), (R2, R3); \
	LDP 16(R15), (R4, R5); \
	ADD R1, R2, R2; \
	ADD R1, R3, R3; \
	ADD R1, R4, R4; \
	ADD R1, R5, R5; \
	MOVD convArgs_steps(R0), R10; \
	MOVD convArgs_segments(R0), R9

#define STEP4 \
	MOVD.P 8(R10), R17; \
	ADD R17, R2, R2; \
	ADD R17, R3, R3; \
	ADD R17, R4, R4; \
	ADD R17, R5, R5

// x * multiplier with both roundings of fixedpoint.Multiplier.Mul, for shifts s below 0.
#define FIXED(x, m, s) \
	SQRDMULH(x, x, m); \
	SSRA31(x, x); \
	SRSHL(x, x, s)

// x * multiplier in float32, rounded to nearest even.
#define FLOAT(x, m) \
	SCVTF32(x, x); \
	FMUL32(x, x, m); \
	FCVTNS32(x, x)

#define NARROW32(d, a, b) \
	SQXTN32(d, a); \
	SQXTN32H(d, b)

#define NARROW16(d, a, b) \
	SQXTN16(d, a); \
	SQXTN16H(d, b)

// Clamps bytes to the limits in V9 and V10 and adds 128 to unsigned ones.
#define CLAMP(x) \
	SMAX8(x, x, 9); \
	SMIN8(x, x, 10)
