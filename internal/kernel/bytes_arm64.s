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
