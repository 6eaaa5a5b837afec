#include "textflag.h"

// In products, DI is where the sums of a tile go and R10 those of a panel of it, R8 bytes
// apart; SI is the tile's first input, and R13, R15 and R11 what is next of its inputs 0, 4
// and 8, R9 bytes apart; R12 are weights, AX steps and DX panels left. R14 is 3*R9.
#define ARGS \
	MOVQ acc+0(FP), DI; \
	MOVQ accStride+8(FP), R8; \
	MOVQ x+16(FP), SI; \
	MOVQ xStride+24(FP), R9; \
	MOVQ w+32(FP), R12; \
	MOVQ steps+48(FP), CX; \
	MOVQ panels+56(FP), DX; \
	MOVQ DI, R10; \
	LEAQ (R9)(R9*2), R14

// The sums of four inputs begin.
#define START4(at, a, b, c, d) \
	VPBROADCASTD (at)(R11), a; \
	VPBROADCASTD (at+4)(R11), b; \
	VPBROADCASTD (at+8)(R11), c; \
	VPBROADCASTD (at+12)(R11), d

#define ZERO4(a, b, c, d) \
	VPXORD a, a, a; \
	VPXORD b, b, b; \
	VPXORD c, c, c; \
	VPXORD d, d, d

#define WEIGHTS(quad) \
	VMOVDQU32 (64*quad)(R12), Z31

// Four columns of four inputs from x on, times the 16 rows whose weights are in Z31.
#define DOT4(quad, x, a, b, c, d) \
	VPDPBUSD.BCST (4*quad)(x), Z31, a; \
	VPDPBUSD.BCST (4*quad)(x)(R9*1), Z31, b; \
	VPDPBUSD.BCST (4*quad)(x)(R9*2), Z31, c; \
	VPDPBUSD.BCST (4*quad)(x)(R14*1), Z31, d

// The sums of four inputs go to R13 and R13 to the next; R15 is 3*R8.
#define STORE4(a, b, c, d) \
	VMOVDQU32 a, (R13); \
	VMOVDQU32 b, (R13)(R8*1); \
	VMOVDQU32 c, (R13)(R8*2); \
	VMOVDQU32 d, (R13)(R15*1); \
	LEAQ (R13)(R8*4), R13

#define STORES \
	MOVQ R10, R13; \
	LEAQ (R8)(R8*2), R15

#define DOT12(quad) \
	WEIGHTS(quad); \
	DOT4(quad, R13, Z0, Z1, Z2, Z3); \
	DOT4(quad, R15, Z4, Z5, Z6, Z7); \
	DOT4(quad, R11, Z8, Z9, Z10, Z11)

#define DOT8(quad) \
	WEIGHTS(quad); \
	DOT4(quad, R13, Z0, Z1, Z2, Z3); \
	DOT4(quad, R15, Z4, Z5, Z6, Z7)

#define DOT1(quad, a) \
	WEIGHTS(quad); \
	VPDPBUSD.BCST (4*quad)(R13), Z31, a

// func mul12VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels, tiles int)
TEXT ·mul12VNNI(SB), NOSPLIT, $0-72
	ARGS
	MOVQ tiles+64(FP), BX
tile:
	MOVQ DI, R10
	MOVQ w+32(FP), R12
	MOVQ panels+56(FP), DX
panel:
	MOVQ starts+40(FP), R11
	START4(0, Z0, Z1, Z2, Z3)
	START4(16, Z4, Z5, Z6, Z7)
	START4(32, Z8, Z9, Z10, Z11)
	MOVQ SI, R13
	LEAQ (SI)(R9*4), R15
	LEAQ (SI)(R9*8), R11
	MOVQ CX, AX
	PCALIGN $32
step:
	DOT12(0)
	DOT12(1)
	ADDQ $128, R12
	ADDQ $8, R13
	ADDQ $8, R15
	ADDQ $8, R11
	DECQ AX
	JNZ step
	STORES
	STORE4(Z0, Z1, Z2, Z3)
	STORE4(Z4, Z5, Z6, Z7)
	STORE4(Z8, Z9, Z10, Z11)
	ADDQ $64, R10
	DECQ DX
	JNZ panel
	ADDQ $48, starts+40(FP)
	LEAQ (DI)(R8*8), DI
	LEAQ (DI)(R8*4), DI
	LEAQ (SI)(R14*4), SI
	DECQ BX
	JNZ tile
	VZEROUPPER
	RET

// func mul8VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels int)
TEXT ·mul8VNNI(SB), NOSPLIT, $0-64
	ARGS
	MOVQ starts+40(FP), R11
panel:
	START4(0, Z0, Z1, Z2, Z3)
	START4(16, Z4, Z5, Z6, Z7)
	MOVQ SI, R13
	LEAQ (SI)(R9*4), R15
	MOVQ CX, AX
	PCALIGN $32
step:
	DOT8(0)
	DOT8(1)
	ADDQ $128, R12
	ADDQ $8, R13
	ADDQ $8, R15
	DECQ AX
	JNZ step
	STORES
	STORE4(Z0, Z1, Z2, Z3)
	STORE4(Z4, Z5, Z6, Z7)
	ADDQ $64, R10
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET

// func mul4VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels int)
// Odd and even quads have sums of their own, to wait less for one another.
TEXT ·mul4VNNI(SB), NOSPLIT, $0-64
	ARGS
	MOVQ starts+40(FP), R11
panel:
	START4(0, Z0, Z1, Z2, Z3)
	ZERO4(Z4, Z5, Z6, Z7)
	MOVQ SI, R13
	MOVQ CX, AX
	PCALIGN $32
step:
	WEIGHTS(0)
	DOT4(0, R13, Z0, Z1, Z2, Z3)
	WEIGHTS(1)
	DOT4(1, R13, Z4, Z5, Z6, Z7)
	ADDQ $128, R12
	ADDQ $8, R13
	DECQ AX
	JNZ step
	VPADDD Z4, Z0, Z0
	VPADDD Z5, Z1, Z1
	VPADDD Z6, Z2, Z2
	VPADDD Z7, Z3, Z3
	STORES
	STORE4(Z0, Z1, Z2, Z3)
	ADDQ $64, R10
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET

// func mul1VNNI(acc *int32, x *int8, w *int8, starts *int32, steps, panels int)
// Two steps at a time have four sums, and one that is left has two of them.
TEXT ·mul1VNNI(SB), NOSPLIT, $0-48
	MOVQ acc+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), R12
	MOVQ starts+24(FP), R11
	MOVQ steps+32(FP), CX
	MOVQ panels+40(FP), DX
panel:
	MOVQ SI, R13
	ZERO4(Z0, Z1, Z2, Z3)
	VPBROADCASTD (R11), Z0
	MOVQ CX, AX
	SUBQ $2, AX
	JLT last
	PCALIGN $32
steps:
	DOT1(0, Z0)
	DOT1(1, Z1)
	DOT1(2, Z2)
	DOT1(3, Z3)
	ADDQ $256, R12
	ADDQ $16, R13
	SUBQ $2, AX
	JGE steps
last:
	CMPQ AX, $-1
	JNE store
	DOT1(0, Z0)
	DOT1(1, Z1)
	ADDQ $128, R12
store:
	VPADDD Z1, Z0, Z0
	VPADDD Z3, Z2, Z2
	VPADDD Z2, Z0, Z0
	VMOVDQU32 Z0, (DI)
	ADDQ $64, DI
	DECQ DX
	JNZ panel
	VZEROUPPER
	RET

// DX, a number of bytes, becomes that of the whole vectors in them, and K1 a mask for the
// rest.
#define VECTORS \
	MOVQ DX, CX; \
	ANDQ $63, CX; \
	SUBQ CX, DX; \
	MOVQ $-1, AX; \
	SHLQ CX, AX; \
	NOTQ AX; \
	KMOVQ AX, K1

// func sumsVNNI(sums *int32, x *int8, xStride, cols, n int, factor uint8)
TEXT ·sumsVNNI(SB), NOSPLIT, $0-41
	MOVQ sums+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ xStride+16(FP), R9
	MOVQ cols+24(FP), DX
	MOVQ n+32(FP), R11
	VPBROADCASTB factor+40(FP), Z1
	VECTORS
input:
	VPXORD Z0, Z0, Z0
	XORQ BX, BX
	CMPQ BX, DX
	JEQ tail
whole:
	VPDPBUSD (SI)(BX*1), Z1, Z0
	ADDQ $64, BX
	CMPQ BX, DX
	JNE whole
tail:
	VMOVDQU8.Z (SI)(BX*1), K1, Z2
	VPDPBUSD Z2, Z1, Z0
	VEXTRACTI64X4 $1, Z0, Y2
	VPADDD Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X2
	VPADDD X2, X0, X0
	VPSHUFD $0x4E, X0, X2
	VPADDD X2, X0, X0
	VPSHUFD $0xB1, X0, X2
	VPADDD X2, X0, X0
	VMOVD X0, AX
	NEGL AX
	MOVL AX, (DI)
	ADDQ $4, DI
	ADDQ R9, SI
	DECQ R11
	JNZ input
	VZEROUPPER
	RET

// func copyVNNI(dst *int8, dstStride int, src *byte, srcStride, length, n int, flip byte)
TEXT ·copyVNNI(SB), NOSPLIT, $0-49
	MOVQ dst+0(FP), DI
	MOVQ dstStride+8(FP), R8
	MOVQ src+16(FP), SI
	MOVQ srcStride+24(FP), R9
	MOVQ length+32(FP), DX
	MOVQ n+40(FP), R11
	VPBROADCASTB flip+48(FP), Z1
	VECTORS
row:
	XORQ BX, BX
	CMPQ BX, DX
	JEQ tail
whole:
	VPXORD (SI)(BX*1), Z1, Z0
	VMOVDQU32 Z0, (DI)(BX*1)
	ADDQ $64, BX
	CMPQ BX, DX
	JNE whole
tail:
	VMOVDQU8.Z (SI)(BX*1), K1, Z0
	VPXORD Z1, Z0, Z0
	VMOVDQU8 Z0, K1, (DI)(BX*1)
	ADDQ R8, DI
	ADDQ R9, SI
	DECQ R11
	JNZ row
	VZEROUPPER
	RET
