#include "textflag.h"
#include "neon_arm64.h"

// func flipNEON(dst, src *byte, blocks int)
TEXT ·flipNEON(SB), NOSPLIT, $0-24
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD blocks+16(FP), R2
	MOVD $0x80, R3
	VDUP R3, V4.B16
block:
	VLD1.P 64(R1), [V0.B16, V1.B16, V2.B16, V3.B16]
	VEOR V4.B16, V0.B16, V0.B16
	VEOR V4.B16, V1.B16, V1.B16
	VEOR V4.B16, V2.B16, V2.B16
	VEOR V4.B16, V3.B16, V3.B16
	VST1.P [V0.B16, V1.B16, V2.B16, V3.B16], 64(R0)
	SUBS $1, R2, R2
	BNE block
	RET

// func sumNEON(x *int8, blocks int) int32
TEXT ·sumNEON(SB), NOSPLIT, $0-20
	MOVD x+0(FP), R0
	MOVD blocks+8(FP), R1
	VEOR V1.B16, V1.B16, V1.B16
block:
	FMOVQ.P 16(R0), F0
	SADDLP8(0, 0)
	SADALP16(1, 0)
	SUBS $1, R1, R1
	BNE block
	VADDV V1.S4, V1
	FMOVS F1, ret+16(FP)
	RET

// Adds up the 16 bytes of V1.
#define ADD16 \
	SADDLP8(1, 1); \
	SADALP16(0, 1)

// func sumWindowsNEON(sums *int32, image *int8, at *int, n int, starts *int, segments, length int, by int32)
// R9 is a segment; V0 and R12 are sums.
TEXT ·sumWindowsNEON(SB), NOSPLIT, $0-60
	MOVD sums+0(FP), R0
	MOVD image+8(FP), R1
	MOVD at+16(FP), R2
	MOVD n+24(FP), R3
	MOVD starts+32(FP), R4
	MOVD segments+40(FP), R5
	MOVD length+48(FP), R6
	MOVW by+56(FP), R7
	AND $3, R6, R13
window:
	MOVD.P 8(R2), R8
	ADD R1, R8, R8
	MOVD R4, R10
	MOVD R5, R11
	VEOR V0.B16, V0.B16, V0.B16
	MOVD $0, R12
segment:
	MOVD.P 8(R10), R9
	ADD R8, R9, R9
	SUBS $16, R6, R14
	BLT tail
block:
	FMOVQ.P 16(R9), F1
	ADD16
	SUBS $16, R14, R14
	BGE block
tail:
	TBZ $3, R6, four
	FMOVD.P 8(R9), F1
	ADD16
four:
	TBZ $2, R6, few
	FMOVS.P 4(R9), F1
	ADD16
few:
	CBZ R13, next
	MOVD R13, R14
one:
	MOVB.P 1(R9), R15
	ADD R15, R12, R12
	SUBS $1, R14, R14
	BNE one
next:
	SUBS $1, R11, R11
	BNE segment
	VADDV V0.S4, V0
	FMOVS F0, R14
	ADDW R14, R12, R12
	MULW R7, R12, R12
	MOVW.P R12, 4(R0)
	SUBS $1, R3, R3
	BNE window
	RET
