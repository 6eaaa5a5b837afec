#include "textflag.h"

// 2 to the power of 31.
DATA beyond32<>+0(SB)/4, $0x4F000000
GLOBL beyond32<>(SB), RODATA|NOPTR, $4

// func truncateAVX2(dst *int32, x *float32, eights int)
// The conversion gives the least integer for all that it cannot express. Its bits inverted
// are the greatest: for what is not below 2^31 (predicate 5).
TEXT ·truncateAVX2(SB), NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ eights+16(FP), CX
	VBROADCASTSS beyond32<>(SB), Y2
loop:
	VMOVUPS (SI), Y0
	VCMPPS $5, Y2, Y0, Y1
	VCVTTPS2DQ Y0, Y0
	VPXOR Y1, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	DECQ CX
	JNZ loop
	VZEROUPPER
	RET
