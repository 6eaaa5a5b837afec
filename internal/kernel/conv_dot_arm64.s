#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"
#include "conv_arm64.h"

// Four columns of four pixels, lane i of V0 to V3, times 16 channels in a to d.
#define DOT4(i, a, b, c, d) \
	SDOT(16, a, 0, i); \
	SDOT(17, b, 0, i); \
	SDOT(18, c, 0, i); \
	SDOT(19, d, 0, i); \
	SDOT(20, a, 1, i); \
	SDOT(21, b, 1, i); \
	SDOT(22, c, 1, i); \
	SDOT(23, d, 1, i); \
	SDOT(24, a, 2, i); \
	SDOT(25, b, 2, i); \
	SDOT(26, c, 2, i); \
	SDOT(27, d, 2, i); \
	SDOT(28, a, 3, i); \
	SDOT(29, b, 3, i); \
	SDOT(30, c, 3, i); \
	SDOT(31, d, 3, i)

// The same of one pixel, in V0.
#define DOT1(i, a, b, c, d) \
	SDOT(16, a, 0, i); \
	SDOT(17, b, 0, i); \
	SDOT(18, c, 0, i); \
	SDOT(19, d, 0, i)

// Sixteen sums times the multipliers in V0 to V3, with the shifts in V4 to V7.
#define FIXED16(a, b, c, d) \
	FIXED(a, 0, 4); \
	FIXED(b, 1, 5); \
	FIXED(c, 2, 6); \
	FIXED(d, 3, 7)

#define FLOAT16(a, b, c, d) \
	FLOAT(a, 0); \
	FLOAT(b, 1); \
	FLOAT(c, 2); \
	FLOAT(d, 3)

// Sixteen rescaled sums become bytes in a.
#define BYTES(a, b, c, d) \
	NARROW32(a, a, b); \
	NARROW32(c, c, d); \
	SQADD16(a, a, 8); \
	SQADD16(c, c, 8); \
	NARROW16(a, a, c); \
	CLAMP(a)

// func convDot4(a *convArgs)
// Weights: for each panel of 16 channels and each four columns, four of each channel.
// V16 to V31 are the sums of four pixels.
TEXT ·convDot4(SB), NOSPLIT, $0-8
	ARGUMENTS
tile:
	TILE4
panel:
	PIXELS4
	VLD1.P 64(R7), [V16.S4, V17.S4, V18.S4, V19.S4]
	CBNZ R26, withSums
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
segment:
	CBZ R12, tails
	MOVD R12, R11
	PCALIGN $16
block:
	FMOVQ.P 16(R2), F0
	FMOVQ.P 16(R3), F1
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	FMOVQ.P 16(R4), F2
	FMOVQ.P 16(R5), F3
	DOT4(0, 4, 5, 6, 7)
	VLD1.P 64(R6), [V8.B16, V9.B16, V10.B16, V11.B16]
	DOT4(1, 8, 9, 10, 11)
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	DOT4(2, 4, 5, 6, 7)
	VLD1.P 64(R6), [V8.B16, V9.B16, V10.B16, V11.B16]
	DOT4(3, 8, 9, 10, 11)
	SUBS $1, R11, R11
	BNE block
tails:
	CBZ R13, next
	MOVD R13, R11
tail:
	FMOVS.P 4(R2), F0
	FMOVS.P 4(R3), F1
	FMOVS.P 4(R4), F2
	FMOVS.P 4(R5), F3
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	DOT4(0, 4, 5, 6, 7)
	SUBS $1, R11, R11
	BNE tail
next:
	SUBS $1, R9, R9
	BEQ rescale
	STEP4
	B segment
rescale:
	MOVD convArgs_mode(R0), R11
	CMP $2, R11
	BEQ raw
	VLD1.P 64(R7), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R7), [V4.S4, V5.S4, V6.S4, V7.S4]
	CBNZ R11, float
	FIXED16(16, 17, 18, 19)
	FIXED16(20, 21, 22, 23)
	FIXED16(24, 25, 26, 27)
	FIXED16(28, 29, 30, 31)
store:
	VLD1 (R22), [V8.B16, V9.B16, V10.B16, V11.B16]
	BYTES(16, 17, 18, 19)
	BYTES(20, 21, 22, 23)
	BYTES(24, 25, 26, 27)
	BYTES(28, 29, 30, 31)
	VEOR V11.B16, V16.B16, V16.B16
	VEOR V11.B16, V20.B16, V20.B16
	VEOR V11.B16, V24.B16, V24.B16
	VEOR V11.B16, V28.B16, V28.B16
	FMOVQ.P F16, 16(R19)
	FMOVQ.P F20, 16(R21)
	FMOVQ.P F24, 16(R23)
	FMOVQ.P F28, 16(R24)
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
raw:
	ADD $128, R7, R7
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R19)
	VST1.P [V20.S4, V21.S4, V22.S4, V23.S4], 64(R21)
	VST1.P [V24.S4, V25.S4, V26.S4, V27.S4], 64(R23)
	VST1.P [V28.S4, V29.S4, V30.S4, V31.S4], 64(R24)
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
float:
	FLOAT16(16, 17, 18, 19)
	FLOAT16(20, 21, 22, 23)
	FLOAT16(24, 25, 26, 27)
	FLOAT16(28, 29, 30, 31)
	B store
withSums:
	ADD R14<<2, R26, R17
	VLD1R.P 4(R17), [V0.S4]
	VLD1R.P 4(R17), [V1.S4]
	VLD1R.P 4(R17), [V2.S4]
	VLD1R (R17), [V3.S4]
	VADD V16.S4, V1.S4, V20.S4
	VADD V17.S4, V1.S4, V21.S4
	VADD V18.S4, V1.S4, V22.S4
	VADD V19.S4, V1.S4, V23.S4
	VADD V16.S4, V2.S4, V24.S4
	VADD V17.S4, V2.S4, V25.S4
	VADD V18.S4, V2.S4, V26.S4
	VADD V19.S4, V2.S4, V27.S4
	VADD V16.S4, V3.S4, V28.S4
	VADD V17.S4, V3.S4, V29.S4
	VADD V18.S4, V3.S4, V30.S4
	VADD V19.S4, V3.S4, V31.S4
	VADD V16.S4, V0.S4, V16.S4
	VADD V17.S4, V0.S4, V17.S4
	VADD V18.S4, V0.S4, V18.S4
	VADD V19.S4, V0.S4, V19.S4
	B segment

// func convDot1(a *convArgs)
// convDot4 for one pixel at a time.
TEXT ·convDot1(SB), NOSPLIT, $0-8
	ARGUMENTS
	MOVD convArgs_out(R0), R19
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
	VLD1.P 64(R7), [V16.S4, V17.S4, V18.S4, V19.S4]
	CBZ R26, segment
	ADD R14<<2, R26, R17
	VLD1R (R17), [V0.S4]
	VADD V16.S4, V0.S4, V16.S4
	VADD V17.S4, V0.S4, V17.S4
	VADD V18.S4, V0.S4, V18.S4
	VADD V19.S4, V0.S4, V19.S4
segment:
	CBZ R12, tails
	MOVD R12, R11
	PCALIGN $16
block:
	FMOVQ.P 16(R2), F0
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	VLD1.P 64(R6), [V8.B16, V9.B16, V10.B16, V11.B16]
	DOT1(0, 4, 5, 6, 7)
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	DOT1(1, 8, 9, 10, 11)
	VLD1.P 64(R6), [V8.B16, V9.B16, V10.B16, V11.B16]
	DOT1(2, 4, 5, 6, 7)
	DOT1(3, 8, 9, 10, 11)
	SUBS $1, R11, R11
	BNE block
tails:
	CBZ R13, next
	MOVD R13, R11
tail:
	FMOVS.P 4(R2), F0
	VLD1.P 64(R6), [V4.B16, V5.B16, V6.B16, V7.B16]
	DOT1(0, 4, 5, 6, 7)
	SUBS $1, R11, R11
	BNE tail
next:
	SUBS $1, R9, R9
	BEQ rescale
	MOVD.P 8(R10), R17
	ADD R17, R2, R2
	B segment
rescale:
	MOVD convArgs_mode(R0), R11
	CMP $2, R11
	BEQ raw
	VLD1.P 64(R7), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R7), [V4.S4, V5.S4, V6.S4, V7.S4]
	CBNZ R11, float
	FIXED16(16, 17, 18, 19)
store:
	VLD1 (R22), [V8.B16, V9.B16, V10.B16, V11.B16]
	BYTES(16, 17, 18, 19)
	VEOR V11.B16, V16.B16, V16.B16
	FMOVQ.P F16, 16(R19)
	SUBS $1, R8, R8
	BEQ done
	CMP $1, R8
	BNE panel
	MOVD convArgs_lastBack(R0), R17
	SUB R17, R19, R19
	B panel
raw:
	ADD $128, R7, R7
	VST1.P [V16.S4, V17.S4, V18.S4, V19.S4], 64(R19)
	SUBS $1, R8, R8
	BNE panel
done:
	ADD $1, R14, R14
	CMP R25, R14
	BLT tile
	RET
float:
	FLOAT16(16, 17, 18, 19)
	B store
