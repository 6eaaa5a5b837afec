#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"
#include "conv_arm64.h"

// Shifts to the left, both roundings with masked signs, shifts to the right.
#define GENERAL(x, m, l, r, vx, vs) \
	SSHL(x, x, l); \
	SQRDMULH(x, x, m); \
	SSHR31(18, x); \
	VAND vs, V18.B16, V18.B16; \
	VADD V18.S4, vx, vx; \
	SRSHL(x, x, r)

// func storeNEON(a *storeArgs)
// V0, V1 biases; V2 to V9 see store8; V10 zero point; V11, V12 limits.
TEXT ·storeNEON(SB), NOSPLIT, $0-8
	MOVD a+0(FP), R0
	MOVD storeArgs_q(R0), R6
	MOVD storeArgs_blocks(R0), R7
	MOVD storeArgs_accStride(R0), R2
	MOVD storeArgs_stride(R0), R4
	MOVD storeArgs_mode(R0), R9
	MOVD $0, R15
	ADD $storeArgs_limits, R0, R10
	VLD1R.P 4(R10), [V10.S4]
	VLD1R.P 4(R10), [V11.S4]
	VLD1R.P 4(R10), [V12.S4]
	VDUP V10.H[0], V13.H8
	VDUP V11.H[0], V14.H8
	VDUP V12.H[0], V15.H8
block:
	VLD1.P 64(R6), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R6), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 32(R6), [V8.S4, V9.S4]
	MOVD storeArgs_acc(R0), R1
	MOVD storeArgs_dst(R0), R3
	MOVD storeArgs_add(R0), R5
	MOVD storeArgs_n(R0), R8
	ADD R15<<2, R1, R1
	ADD R15, R3, R3
	CMP $3, R9
	BEQ belowHalf
row:
	VLD1.P (R1)(R2), [V16.S4, V17.S4]
	VADD V0.S4, V16.S4, V16.S4
	VADD V1.S4, V17.S4, V17.S4
	CBZ R5, scale
	VLD1R.P 4(R5), [V18.S4]
	VADD V18.S4, V16.S4, V16.S4
	VADD V18.S4, V17.S4, V17.S4
scale:
	CBNZ R9, real
	GENERAL(16, 2, 4, 6, V16.S4, V8.B16)
	GENERAL(17, 3, 5, 7, V17.S4, V9.B16)
	VADD V10.S4, V16.S4, V16.S4
	VADD V10.S4, V17.S4, V17.S4
clamp:
	SMAX32(16, 16, 11)
	SMAX32(17, 17, 11)
	SMIN32(16, 16, 12)
	SMIN32(17, 17, 12)
	VUZP1 V17.H8, V16.H8, V16.H8
	VUZP1 V16.B16, V16.B16, V16.B16
	VST1.P [V16.B8], (R3)(R4)
	SUBS $1, R8, R8
	BNE row
next:
	SUBS $1, R7, R7
	BEQ done
	ADD $8, R15, R15
	CMP $1, R7
	BNE block
	MOVD storeArgs_lastBack(R0), R11
	SUB R11, R15, R15
	B block
real:
	CMP $2, R9
	BNE float
	SXTL32H(18, 16)
	SXTL32(16, 16)
	SXTL32H(19, 17)
	SXTL32(17, 17)
	SCVTF64(16, 16)
	SCVTF64(18, 18)
	SCVTF64(17, 17)
	SCVTF64(19, 19)
	FMUL64(16, 16, 2)
	FMUL64(18, 18, 3)
	FMUL64(17, 17, 4)
	FMUL64(19, 19, 5)
	FCVTAS64(16, 16)
	FCVTAS64(18, 18)
	FCVTAS64(17, 17)
	FCVTAS64(19, 19)
	SQXTN64(16, 16)
	SQXTN64H(16, 18)
	SQXTN64(17, 17)
	SQXTN64H(17, 19)
	B shift
float:
	FLOAT(16, 2)
	FLOAT(17, 3)
shift:
	SQADD32(16, 16, 10)
	SQADD32(17, 17, 10)
	B clamp
belowHalf:
	CBNZ R5, general
short:
	VLD1.P (R1)(R2), [V16.S4, V17.S4]
	VADD V0.S4, V16.S4, V16.S4
	VADD V1.S4, V17.S4, V17.S4
	FIXED(16, 2, 6)
	FIXED(17, 3, 7)
	NARROW32(16, 16, 17)
	SQADD16(16, 16, 13)
	SMAX16(16, 16, 14)
	SMIN16(16, 16, 15)
	XTN16(16, 16)
	VST1.P [V16.B8], (R3)(R4)
	SUBS $1, R8, R8
	BNE short
	B next
general:
	MOVD $0, R9
	B row
done:
	RET
