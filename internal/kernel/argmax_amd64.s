#include "textflag.h"

// func argMaxVectors(x *byte, n int, flip byte) int
//
// Elements are turned around, so that the greatest is the least: VPHMINPOSUW finds that
// of eight words, here of the lesser of each pair of bytes.
TEXT ·argMaxVectors(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VPBROADCASTB flip+16(FP), X0
	VPCMPEQB X1, X1, X1
	VPXOR X1, X0, X0
	VMOVDQA X1, X2
	SUBQ $16, CX
	XORQ AX, AX
least:
	VPXOR (SI)(AX*1), X0, X3
	VPMINUB X3, X2, X2
	ADDQ $16, AX
	CMPQ AX, CX
	JLT least
	VPXOR (SI)(CX*1), X0, X3
	VPMINUB X3, X2, X2
	VPSRLW $8, X2, X3
	VPMINUB X3, X2, X2
	VPHMINPOSUW X2, X2
	VPBROADCASTB X2, X2
	VPXOR X0, X2, X2
	XORQ AX, AX
find:
	VPCMPEQB (SI)(AX*1), X2, X3
	VPMOVMSKB X3, DX
	TESTL DX, DX
	JNZ found
	ADDQ $16, AX
	CMPQ AX, CX
	CMOVQGT CX, AX
	JMP find
found:
	BSFL DX, DX
	ADDQ DX, AX
	MOVQ AX, ret+24(FP)
	VZEROUPPER
	RET
