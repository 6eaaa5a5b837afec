#include "textflag.h"
#include "neon_arm64.h"

// func addRowsNEON(acc, x *float32, fours, rows, stride int)
TEXT ·addRowsNEON(SB), NOSPLIT, $0-40
	MOVD acc+0(FP), R0
	MOVD x+8(FP), R1
	MOVD fours+16(FP), R2
	MOVD rows+24(FP), R3
	MOVD stride+32(FP), R4
wide:
	CMP $4, R2
	BLT narrow
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	MOVD R1, R5
	MOVD R3, R6
row4:
	VLD1.P (R5)(R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	FADD32(0, 0, 4)
	FADD32(1, 1, 5)
	FADD32(2, 2, 6)
	FADD32(3, 3, 7)
	SUBS $1, R6, R6
	BNE row4
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	ADD $64, R1, R1
	SUB $4, R2, R2
	B wide
narrow:
	CBZ R2, done
	VLD1 (R0), [V0.S4]
	MOVD R1, R5
	MOVD R3, R6
row1:
	VLD1.P (R5)(R4), [V4.S4]
	FADD32(0, 0, 4)
	SUBS $1, R6, R6
	BNE row1
	VST1.P [V0.S4], 16(R0)
	ADD $16, R1, R1
	SUB $1, R2, R2
	B narrow
done:
	RET
