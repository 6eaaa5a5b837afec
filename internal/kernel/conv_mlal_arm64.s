#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"
#include "conv_arm64.h"

// Sixteen columns of four pixels, V0 to V3, times those of one channel, w. Two products
// are added in 16 bits before they are added to sums of 32.
#define MLAL4(w, t0, t1, t2, t3, s0, s1, s2, s3) \
	SMULL8(t0, 0, w); \
	SMULL8(t1, 1, w); \
	SMULL8(t2, 2, w); \
	SMULL8(t3, 3, w); \
	SMLAL8H(t0, 0, w); \
	SMLAL8H(t1, 1, w); \
	SMLAL8H(t2, 2, w); \
	SMLAL8H(t3, 3, w); \
	SADALP16(s0, t0); \
	SADALP16(s1, t1); \
	SADALP16(s2, t2); \
	SADALP16(s3, t3)

// MLAL4 for any weights: every product is added to 32 bits.
#define MUL4(w, t0, t1, t2, t3, s0, s1, s2, s3) \
	HALF4(w, t0, t1, t2, t3, s0, s1, s2, s3); \
	SMULL8H(t0, 0, w); \
	SMULL8H(t1, 1, w); \
	SMULL8H(t2, 2, w); \
	SMULL8H(t3, 3, w); \
	SADALP16(s0, t0); \
	SADALP16(s1, t1); \
	SADALP16(s2, t2); \
	SADALP16(s3, t3)

// The lower eight columns alone.
#define HALF4(w, t0, t1, t2, t3, s0, s1, s2, s3) \
	SMULL8(t0, 0, w); \
	SMULL8(t1, 1, w); \
	SMULL8(t2, 2, w); \
	SMULL8(t3, 3, w); \
	SADALP16(s0, t0); \
	SADALP16(s1, t1); \
	SADALP16(s2, t2); \
	SADALP16(s3, t3)

// One pixel, V0, times one channel.
#define MLAL1(w, t, s) \
	SMULL8(t, 0, w); \
	SMLAL8H(t, 0, w); \
	SADALP16(s, t)

#define MUL1(w, t, s) \
	SMULL8(t, 0, w); \
	SADALP16(s, t); \
	SMULL8H(t, 0, w); \
	SADALP16(s, t)

#define HALF1(w, t, s) \
	SMULL8(t, 0, w); \
	SADALP16(s, t)

// The four sums of a pixel's lanes, in a.
#define GATHER(a, b, c, d) \
	VADDP b, a, a; \
	VADDP d, c, c; \
	VADDP c, a, a

#define CLEAR(v) VEOR v, v, v

// func convMlal4(a *convArgs)
// Weights: for each panel of four channels, sixteen columns (or the last eight) of each.
// V16 to V31 are the sums of four pixels in four parts.
TEXT ·convMlal4(SB), NOSPLIT, $0-8
	ARGUMENTS
	MOVD convArgs_safe(R0), R16
tile:
	TILE4
panel:
	PIXELS4
	CLEAR(V16.B16)
	CLEAR(V17.B16)
	CLEAR(V18.B16)
	CLEAR(V19.B16)
	CLEAR(V20.B16)
	CLEAR(V21.B16)
	CLEAR(V22.B16)
	CLEAR(V23.B16)
	CLEAR(V24.B16)
	CLEAR(V25.B16)
	CLEAR(V26.B16)
	CLEAR(V27.B16)
	CLEAR(V28.B16)
	CLEAR(V29.B16)
	CLEAR(V30.B16)
	CLEAR(V31.B16)
segment:
	CBZ R12, tails
	MOVD R12, R11
	CBNZ R16, safe
	PCALIGN $16
block:
	FMOVQ.P 16(R2), F0
	FMOVQ.P 16(R3), F1
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	FMOVQ.P 16(R4), F2
	FMOVQ.P 16(R5), F3
	MLAL4(4, 8, 9, 10, 11, 16, 20, 24, 28)
	MLAL4(5, 12, 13, 14, 15, 17, 21, 25, 29)
	MLAL4(6, 8, 9, 10, 11, 18, 22, 26, 30)
	MLAL4(7, 12, 13, 14, 15, 19, 23, 27, 31)
	SUBS $1, R11, R11
	BNE block
tails:
	CBZ R13, next
	FMOVD.P 8(R2), F0
	FMOVD.P 8(R3), F1
	VLD1.P 32(R6), [V4.B8, V5.B8, V6.B8, V7.B8]
	FMOVD.P 8(R4), F2
	FMOVD.P 8(R5), F3
	HALF4(4, 8, 9, 10, 11, 16, 20, 24, 28)
	HALF4(5, 12, 13, 14, 15, 17, 21, 25, 29)
	HALF4(6, 8, 9, 10, 11, 18, 22, 26, 30)
	HALF4(7, 12, 13, 14, 15, 19, 23, 27, 31)
next:
	SUBS $1, R9, R9
	BEQ rescale
	STEP4
	B segment
safe:
	FMOVQ.P 16(R2), F0
	FMOVQ.P 16(R3), F1
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	FMOVQ.P 16(R4), F2
	FMOVQ.P 16(R5), F3
	MUL4(4, 8, 9, 10, 11, 16, 20, 24, 28)
	MUL4(5, 12, 13, 14, 15, 17, 21, 25, 29)
	MUL4(6, 8, 9, 10, 11, 18, 22, 26, 30)
	MUL4(7, 12, 13, 14, 15, 19, 23, 27, 31)
	SUBS $1, R11, R11
	BNE safe
	B tails
rescale:
	VLD1.P 48(R7), [V0.S4, V1.S4, V2.S4]
	GATHER(V16.S4, V17.S4, V18.S4, V19.S4)
	GATHER(V20.S4, V21.S4, V22.S4, V23.S4)
	GATHER(V24.S4, V25.S4, V26.S4, V27.S4)
	GATHER(V28.S4, V29.S4, V30.S4, V31.S4)
	VADD V0.S4, V16.S4, V16.S4
	VADD V0.S4, V20.S4, V20.S4
	VADD V0.S4, V24.S4, V24.S4
	VADD V0.S4, V28.S4, V28.S4
	CBZ R26, noSums
	ADD R14<<2, R26, R17
	VLD1R.P 4(R17), [V4.S4]
	VLD1R.P 4(R17), [V5.S4]
	VLD1R.P 4(R17), [V6.S4]
	VLD1R (R17), [V7.S4]
	VADD V4.S4, V16.S4, V16.S4
	VADD V5.S4, V20.S4, V20.S4
	VADD V6.S4, V24.S4, V24.S4
	VADD V7.S4, V28.S4, V28.S4
noSums:
	MOVD convArgs_mode(R0), R11
	CBNZ R11, other
	FIXED(16, 1, 2)
	FIXED(20, 1, 2)
	FIXED(24, 1, 2)
	FIXED(28, 1, 2)
store:
	VLD1 (R22), [V8.B16, V9.B16, V10.B16, V11.B16]
	NARROW32(16, 16, 20)
	NARROW32(24, 24, 28)
	SQADD16(16, 16, 8)
	SQADD16(24, 24, 8)
	NARROW16(16, 16, 24)
	CLAMP(16)
	VEOR V11.B16, V16.B16, V16.B16
	VST1.P V16.S[0], 4(R19)
	VST1.P V16.S[1], 4(R21)
	VST1.P V16.S[2], 4(R23)
	VST1.P V16.S[3], 4(R24)
	SUBS $1, R8, R8
	BEQ done
	CMP $1, R8
	BNE panel
	MOVD convArgs_lastBack(R0), R17
	SUB R17, R19, R19
	SUB R17, R21, R21
	SUB R17, R23, R23
	SUB R17, R24, R24
	B panel
other:
	CMP $2, R11
	BEQ raw
	FLOAT(16, 1)
	FLOAT(20, 1)
	FLOAT(24, 1)
	FLOAT(28, 1)
	B store
raw:
	VST1.P [V16.S4], 16(R19)
	VST1.P [V20.S4], 16(R21)
	VST1.P [V24.S4], 16(R23)
	VST1.P [V28.S4], 16(R24)
	SUBS $1, R8, R8
	BNE panel
done:
	// The last four pixels may overlap those before them.
	ADD $4, R14, R14
	SUB $4, R25, R17
	CMP R17, R14
	BLE tile
	CMP R25, R14
	BGE end
	MOVD R17, R14
	B tile
end:
	RET

// func convMlal1(a *convArgs)
// convMlal4 for one pixel at a time.
TEXT ·convMlal1(SB), NOSPLIT, $0-8
	ARGUMENTS
	MOVD convArgs_safe(R0), R16
tile:
	TILE
	MOVD convArgs_at(R0), R15
	ADD R14<<3, R15, R15
	MADD R14, ZR, R20, R21
	MOVD convArgs_out(R0), R19
	ADD R21, R19, R19
panel:
	MOVD (R15), R2
	ADD R1, R2, R2
	MOVD convArgs_steps(R0), R10
	MOVD convArgs_segments(R0), R9
	CLEAR(V16.B16)
	CLEAR(V17.B16)
	CLEAR(V18.B16)
	CLEAR(V19.B16)
segment:
	CBZ R12, tails
	MOVD R12, R11
	CBNZ R16, safe
	PCALIGN $16
block:
	FMOVQ.P 16(R2), F0
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	MLAL1(4, 8, 16)
	MLAL1(5, 9, 17)
	MLAL1(6, 10, 18)
	MLAL1(7, 11, 19)
	SUBS $1, R11, R11
	BNE block
tails:
	CBZ R13, next
	FMOVD.P 8(R2), F0
	VLD1.P 32(R6), [V4.B8, V5.B8, V6.B8, V7.B8]
	HALF1(4, 8, 16)
	HALF1(5, 9, 17)
	HALF1(6, 10, 18)
	HALF1(7, 11, 19)
next:
	SUBS $1, R9, R9
	BEQ rescale
	MOVD.P 8(R10), R17
	ADD R17, R2, R2
	B segment
safe:
	FMOVQ.P 16(R2), F0
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	MUL1(4, 8, 16)
	MUL1(5, 9, 17)
	MUL1(6, 10, 18)
	MUL1(7, 11, 19)
	SUBS $1, R11, R11
	BNE safe
	B tails
rescale:
	VLD1.P 48(R7), [V0.S4, V1.S4, V2.S4]
	GATHER(V16.S4, V17.S4, V18.S4, V19.S4)
	VADD V0.S4, V16.S4, V16.S4
	CBZ R26, noSums
	ADD R14<<2, R26, R17
	VLD1R (R17), [V4.S4]
	VADD V4.S4, V16.S4, V16.S4
noSums:
	MOVD convArgs_mode(R0), R11
	CBNZ R11, other
	FIXED(16, 1, 2)
store:
	VLD1 (R22), [V8.B16, V9.B16, V10.B16, V11.B16]
	SQXTN32(16, 16)
	SQADD16(16, 16, 8)
	SQXTN16(16, 16)
	CLAMP(16)
	VEOR V11.B16, V16.B16, V16.B16
	FMOVS.P F16, 4(R19)
	SUBS $1, R8, R8
	BEQ done
	CMP $1, R8
	BNE panel
	MOVD convArgs_lastBack(R0), R17
	SUB R17, R19, R19
	B panel
other:
	CMP $2, R11
	BEQ raw
	FLOAT(16, 1)
	B store
raw:
	VST1.P [V16.S4], 16(R19)
	SUBS $1, R8, R8
	BNE panel
done:
	ADD $1, R14, R14
	CMP R25, R14
	BLT tile
	RET
