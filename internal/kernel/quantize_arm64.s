#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"
#include "conv_arm64.h"

// func quantizeVectors(dst *byte, x *float32, n int, args *quantizeArgs)
// The limits are whole numbers; zero points are added to them and to what x becomes in 16
// bits, which saturate.
TEXT ·quantizeVectors(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2
	MOVD args+24(FP), R3
	VLD1R.P 4(R3), [V4.S4]
	VLD1R.P 4(R3), [V5.S4]
	VLD1R.P 4(R3), [V6.S4]
	VLD1R.P 4(R3), [V7.S4]
	VLD1R (R3), [V8.S4]
	FCVTNS32(5, 5)
	FCVTNS32(6, 6)
	VADD V7.S4, V5.S4, V5.S4
	VADD V7.S4, V6.S4, V6.S4
	SQXTN32(5, 5)
	VDUP V5.H[0], V5.H8
	SQXTN32(6, 6)
	VDUP V6.H[0], V6.H8
	SQXTN32(7, 7)
	VDUP V7.H[0], V7.H8
loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	FDIV32(0, 0, 4)
	FDIV32(1, 1, 4)
	FCVTAS32(0, 0)
	FCVTAS32(1, 1)
	NARROW32(0, 0, 1)
	SQADD16(0, 0, 7)
	SMAX16(0, 0, 5)
	SMIN16(0, 0, 6)
	XTN16(0, 0)
	VEOR V8.B8, V0.B8, V0.B8
	VST1.P [V0.B8], 8(R0)
	SUBS $8, R2, R2
	BNE loop
	RET
