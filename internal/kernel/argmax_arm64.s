#include "textflag.h"
#include "neon_arm64.h"

// func argMaxVectors(x *byte, n int, flip byte) int
//
// Where elements equal the greatest, four bits of R4 for each of 16 are set.
TEXT ·argMaxVectors(SB), NOSPLIT, $0-32
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVBU flip+16(FP), R2
	VDUP R2, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	ADD R0, R1, R1
	SUB $16, R1, R1 // the last 16
	MOVD R0, R3
greatest:
	FMOVQ.P 16(R3), F2
	VEOR V0.B16, V2.B16, V2.B16
	VUMAX V2.B16, V1.B16, V1.B16
	CMP R1, R3
	BLO greatest
	FMOVQ (R1), F2
	VEOR V0.B16, V2.B16, V2.B16
	VUMAX V2.B16, V1.B16, V1.B16
	UMAXV8(1, 1)
	VDUP V1.B[0], V1.B16
	VEOR V0.B16, V1.B16, V1.B16
	MOVD R0, R3
find:
	FMOVQ (R3), F2
	VCMEQ V1.B16, V2.B16, V2.B16
	SHRN4(2, 2)
	FMOVD F2, R4
	CBNZ R4, found
	ADD $16, R3, R3
	CMP R1, R3
	CSEL HI, R1, R3, R3
	B find
found:
	RBIT R4, R4
	CLZ R4, R4
	SUB R0, R3, R3
	ADD R4>>2, R3, R3
	MOVD R3, ret+24(FP)
	RET
