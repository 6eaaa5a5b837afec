#include "textflag.h"

#define SIX(a, b, c, d, e, f) \
	VPMADDWD Y14, Y15, Y6; \
	VPMADDWD Y14, Y15, Y7; \
	VPMADDWD Y14, Y15, Y8; \
	VPMADDWD Y14, Y15, Y9; \
	VPMADDWD Y14, Y15, Y10; \
	VPMADDWD Y14, Y15, Y11; \
	VPADDD Y6, a, a; \
	VPADDD Y7, b, b; \
	VPADDD Y8, c, c; \
	VPADDD Y9, d, d; \
	VPADDD Y10, e, e; \
	VPADDD Y11, f, f

// func peakAVX2(n int)
TEXT ·peakAVX2(SB), NOSPLIT, $0-8
	MOVQ n+0(FP), CX
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15
	PCALIGN $32
loop:
	SIX(Y0, Y1, Y2, Y3, Y4, Y5)
	SIX(Y0, Y1, Y2, Y3, Y4, Y5)
	DECQ CX
	JNZ loop
	VZEROUPPER
	RET
