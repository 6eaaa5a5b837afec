#include "textflag.h"
#include "go_asm.h"
#include "neon_arm64.h"

// The constants of a line that starts at R7: its zero point in z; whole, part, mask, the
// shift below 0 and sign. flag becomes 0 where only a multiplication by whole is left.
#define CONSTANTS(z, whole, part, mask, right, sign, w, s, flag) \
	MOVW line_zero(R7), R8; \
	VDUP R8, z; \
	ADD $line_whole, R7, R8; \
	VLD1R (R8), [whole]; \
	ADD $line_part, R7, R8; \
	VLD1R (R8), [part]; \
	ADD $line_mask, R7, R8; \
	VLD1R (R8), [mask]; \
	MOVW line_right(R7), R9; \
	NEG R9, R8; \
	VDUP R8, right; \
	ADD $line_sign, R7, R8; \
	VLD1R (R8), [sign]; \
	MOVW line_part(R7), flag; \
	ORR R9, flag, flag; \
	CBNZ flag, 2(PC); \
	MUL32(w, w, s)

#define PAIRARGS \
	MOVD acc+0(FP), R0; \
	MOVD x+8(FP), R1; \
	MOVD sx+16(FP), R2; \
	MOVD y+24(FP), R3; \
	MOVD sy+32(FP), R4; \
	MOVD n+40(FP), R5; \
	MOVD l+48(FP), R6; \
	MOVW pairLine_flip(R6), R7; \
	VDUP R7, V4.B16; \
	ADD $pairLine_x, R6, R7; \
	CONSTANTS(V5.B16, V8.S4, V9.S4, V10.S4, V11.S4, V12.S4, 8, 12, R10); \
	ADD $pairLine_y, R6, R7; \
	CONSTANTS(V6.B16, V13.S4, V14.S4, V15.S4, V16.S4, V17.S4, 13, 17, R11); \
	LSL $3, R2, R12; \
	LSL $3, R4, R13

// What eight bytes are above a zero point, in a and b.
#define ABOVE(p, step, zero, v, a, b) \
	VLD1.P (p)(step), [v.B8]; \
	VEOR V4.B8, v.B8, v.B8; \
	USUBL8(b, a, zero); \
	SXTL16(a, b); \
	SXTL16H(b, b)

// What four numbers above a zero point, in x, become; V18 and V19 are temporary.
#define LINE(x, whole, part, mask, right, sign) \
	MUL32(18, x, part); \
	SRSHR23(18, 18); \
	MLA32(18, x, whole); \
	SSHR31(19, 18); \
	VAND mask, V19.B16, V19.B16; \
	VADD V19.S4, V18.S4, V18.S4; \
	SRSHL(18, 18, right); \
	MUL32(x, 18, sign)

// What eight pairs become, in V0 to V3.
#define LINES \
	ABOVE(R1, R12, 5, V0, 0, 1); \
	ABOVE(R3, R13, 6, V2, 2, 3); \
	CBNZ R10, 4(PC); \
	MUL32(0, 0, 8); \
	MUL32(1, 1, 8); \
	JMP 17(PC); \
	LINE(0, 8, 9, V10.B16, 11, 12); \
	LINE(1, 8, 9, V10.B16, 11, 12); \
	CBNZ R11, 4(PC); \
	MUL32(2, 2, 13); \
	MUL32(3, 3, 13); \
	JMP 17(PC); \
	LINE(2, 13, 14, V15.B16, 16, 17); \
	LINE(3, 13, 14, V15.B16, 16, 17)

// Stores the eight numbers in V0 and V1. The last eight may overlap those before.
#define STORE(loop, done) \
	VST1.P [V0.S4, V1.S4], 32(R0); \
	SUBS $8, R5, R5; \
	BEQ done; \
	CMP $8, R5; \
	BGE loop; \
	SUB $8, R5, R5; \
	ADD R5<<2, R0, R0; \
	MADD R2, R1, R5, R1; \
	MADD R4, R3, R5, R3; \
	MOVD $8, R5; \
	B loop

// func pairSumVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSumVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VADD V2.S4, V0.S4, V0.S4
	VADD V3.S4, V1.S4, V1.S4
	STORE(loop, done)
done:
	RET

// func pairProductVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairProductVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	MUL32(0, 0, 2)
	MUL32(1, 1, 3)
	STORE(loop, done)
done:
	RET

// func pairSquareVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)
TEXT ·pairSquareVectors(SB), NOSPLIT, $0-56
	PAIRARGS
loop:
	LINES
	VADD V2.S4, V0.S4, V0.S4
	VADD V3.S4, V1.S4, V1.S4
	MUL32(0, 0, 0)
	MUL32(1, 1, 1)
	STORE(loop, done)
done:
	RET
