// What the convolution kernels share: see convArgs for the arguments.

#define X_BASE 0
#define OFFSETS 8
#define PIXELS 16
#define OUT 24
#define OUT_STRIDE 32
#define WEIGHTS 40
#define QUANT 48
#define PANELS 56
#define LAST_BACK 64
#define STEPS 72
#define SEGMENTS 80
#define BLOCKS 88
#define TAILS 96
#define SUMS 104
#define MODE 112
#define SAFE 120
#define LIMITS 128

// R0 arguments; R1 image; R2 to R5 four pixels; R6 weights; R7 biases, multipliers and
// shifts; R8 panels left; R9 segments left; R10 steps; R11 counter; R12 blocks; R13 tails;
// R14 pixel; R15 its offset; R17 temporary; R19, R21, R23, R24 outputs of four pixels;
// R20 bytes between them; R22 limits; R25 pixels; R26 sums.
#define ARGUMENTS \
	MOVD a+0(FP), R0; \
	MOVD X_BASE(R0), R1; \
	MOVD OUT_STRIDE(R0), R20; \
	MOVD PIXELS(R0), R25; \
	MOVD BLOCKS(R0), R12; \
	MOVD TAILS(R0), R13; \
	ADD $LIMITS, R0, R22; \
	MOVD $0, R14

// The outputs of four pixels, and where their panels start.
#define TILE4 \
	MOVD OFFSETS(R0), R15; \
	ADD R14<<3, R15, R15; \
	MOVD OUT(R0), R19; \
	MADD R14, R19, R20, R19; \
	ADD R20, R19, R21; \
	ADD R20, R21, R23; \
	ADD R20, R23, R24; \
	TILE

#define TILE \
	MOVD SUMS(R0), R26; \
	MOVD WEIGHTS(R0), R6; \
	MOVD QUANT(R0), R7; \
	MOVD PANELS(R0), R8

#define PIXELS4 \
	LDP 0(R15), (R2, R3); \
	LDP 16(R15), (R4, R5); \
	ADD R1, R2, R2; \
	ADD R1, R3, R3; \
	ADD R1, R4, R4; \
	ADD R1, R5, R5; \
	MOVD STEPS(R0), R10; \
	MOVD SEGMENTS(R0), R9

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
