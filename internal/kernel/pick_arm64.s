#include "textflag.h"

// func pickNEON(dst, src *byte, ids *int32, count, n, size int) int
TEXT ·pickNEON(SB), NOSPLIT, $0-56
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD ids+16(FP), R2
	MOVD count+24(FP), R3
	MOVD n+32(FP), R4
	MOVD size+40(FP), R5
	MOVD R3, R6 // left
	LSR $4, R5, R7
slice:
	MOVW.P 4(R2), R8
	CMP R4, R8
	BHS end // as an unsigned number a negative one is too great
	MADD R5, R1, R8, R8
	MOVD R7, R9
	TBZ $0, R9, pairs
	VLD1.P 16(R8), [V0.B16]
	VST1.P [V0.B16], 16(R0)
	SUBS $1, R9, R9
	BEQ next
pairs:
	VLD1.P 32(R8), [V0.B16, V1.B16]
	VST1.P [V0.B16, V1.B16], 32(R0)
	SUBS $2, R9, R9
	BNE pairs
next:
	SUBS $1, R6, R6
	BNE slice
end:
	SUB R6, R3, R3
	MOVD R3, ret+48(FP)
	RET
