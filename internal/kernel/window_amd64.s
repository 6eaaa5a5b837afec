#include "textflag.h"

// func linesAVX2(dst *int16, dstStride int, x unsafe.Pointer, xEvery int, lines, length, step, n int, flip byte)
// DI is where a window goes, R8 to where a line of it; R9 is the line's place in the table
// SI, R10 and CX what is left of it.
TEXT ·linesAVX2(SB), NOSPLIT, $0-65
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R14
	MOVQ x+16(FP), SI
	MOVQ xEvery+24(FP), R15
	MOVQ step+48(FP), R12
	MOVQ n+56(FP), R11
	VPBROADCASTB flip+64(FP), X2
	VMOVD X2, DX
	XORQ BX, BX
window:
	MOVQ DI, R8
	MOVQ SI, R9
	MOVQ lines+32(FP), R13
line:
	MOVQ (R9), R10
	ADDQ R15, R9
	ADDQ BX, R10
	MOVQ length+40(FP), CX
	SUBQ $16, CX
	JLT tail
sixteen:
	VPXOR (R10), X2, X0
	VPMOVSXBW X0, Y0
	VMOVDQU Y0, (R8)
	ADDQ $16, R10
	ADDQ $32, R8
	SUBQ $16, CX
	JGE sixteen
tail:
	TESTQ $8, CX
	JZ four
	VMOVQ (R10), X0
	VPXOR X2, X0, X0
	VPMOVSXBW X0, X0
	VMOVDQU X0, (R8)
	ADDQ $8, R10
	ADDQ $16, R8
four:
	TESTQ $4, CX
	JZ two
	VMOVD (R10), X0
	VPXOR X2, X0, X0
	VPMOVSXBW X0, X0
	VMOVQ X0, (R8)
	ADDQ $4, R10
	ADDQ $8, R8
two:
	TESTQ $2, CX
	JZ one
	MOVWLZX (R10), AX
	XORL DX, AX
	VMOVD AX, X0
	VPMOVSXBW X0, X0
	VMOVD X0, (R8)
	ADDQ $2, R10
	ADDQ $4, R8
one:
	TESTQ $1, CX
	JZ next
	MOVBLZX (R10), AX
	XORL DX, AX
	MOVBLSX AX, AX
	MOVW AX, (R8)
	ADDQ $2, R8
next:
	DECQ R13
	JNZ line
	ADDQ R12, BX
	ADDQ R14, DI
	DECQ R11
	JNZ window
	VZEROUPPER
	RET
