#include "textflag.h"

// One column pair of one input times the 16 rows whose weights are in Y12 and Y13.
#define ROW(x, a, b) \
	VPBROADCASTD x, Y14; \
	VPMADDWD Y12, Y14, Y15; \
	VPMADDWD Y13, Y14, Y14; \
	VPADDD Y15, a, a; \
	VPADDD Y14, b, b

// The weights of one column pair.
#define WEIGHTS(at) \
	VPMOVSXBW at(R12), Y12; \
	VPMOVSXBW at+16(R12), Y13

// The same of three inputs from x on, which start R9 bytes apart.
#define ROWS3(at, x, a, b, c, d, e, f) \
	ROW((at)(x), a, b); \
	ROW((at)(x)(R9*1), c, d); \
	ROW((at)(x)(R9*2), e, f)

// The sums of three inputs go to memory, R8 bytes apart.
#define STORE(to, a, b) \
	VMOVDQU a, (to); \
	VMOVDQU b, 32(to)

#define STORE3(to, a, b, c, d, e, f) \
	STORE(to, a, b); \
	VMOVDQU c, (to)(R8*1); \
	VMOVDQU d, 32(to)(R8*1); \
	VMOVDQU e, (to)(R8*2); \
	VMOVDQU f, 32(to)(R8*2)

#define ZERO4(a, b, c, d) \
	VPXOR a, a, a; \
	VPXOR b, b, b; \
	VPXOR c, c, c; \
	VPXOR d, d, d

#define ARGS \
	MOVQ acc+0(FP), DI; \
	MOVQ accStride+8(FP), R8; \
	MOVQ x+16(FP), SI; \
	MOVQ xStride+24(FP), R9; \
	MOVQ w+32(FP), R12; \
	MOVQ quads+40(FP), CX; \
	MOVQ panels+48(FP), DX

// func mul6AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels, tiles int)
// Y0 to Y11 are the sums, two for each of six inputs; R13 and R15 are the first and the
// fourth input, R10 and R11 their sums.
TEXT ·mul6AVX2(SB), NOSPLIT, $0-64
	ARGS
	MOVQ tiles+56(FP), BX
	LEAQ (R9)(R9*2), R14
tile6:
	MOVQ DI, R10
	LEAQ (R8)(R8*2), R11
	ADDQ DI, R11
	MOVQ w+32(FP), R12
	MOVQ panels+48(FP), DX
panel6:
	MOVQ SI, R13
	LEAQ (SI)(R14*1), R15
	MOVQ CX, AX
	ZERO4(Y0, Y1, Y2, Y3)
	ZERO4(Y4, Y5, Y6, Y7)
	ZERO4(Y8, Y9, Y10, Y11)
	PCALIGN $32
quad6:
	WEIGHTS(0)
	ROWS3(0, R13, Y0, Y1, Y2, Y3, Y4, Y5)
	ROWS3(0, R15, Y6, Y7, Y8, Y9, Y10, Y11)
	WEIGHTS(32)
	ROWS3(4, R13, Y0, Y1, Y2, Y3, Y4, Y5)
	ROWS3(4, R15, Y6, Y7, Y8, Y9, Y10, Y11)
	ADDQ $64, R12
	ADDQ $8, R13
	ADDQ $8, R15
	DECQ AX
	JNZ quad6
	STORE3(R10, Y0, Y1, Y2, Y3, Y4, Y5)
	STORE3(R11, Y6, Y7, Y8, Y9, Y10, Y11)
	ADDQ $64, R10
	ADDQ $64, R11
	DECQ DX
	JNZ panel6
	LEAQ (DI)(R8*4), DI
	LEAQ (DI)(R8*2), DI
	LEAQ (SI)(R14*2), SI
	DECQ BX
	JNZ tile6
	VZEROUPPER
	RET

// func mul4AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels int)
TEXT ·mul4AVX2(SB), NOSPLIT, $0-56
	ARGS
	LEAQ (R9)(R9*2), R14
	LEAQ (R8)(R8*2), R11
	ADDQ DI, R11
panel4:
	MOVQ SI, R13
	LEAQ (SI)(R14*1), R15
	MOVQ CX, AX
	ZERO4(Y0, Y1, Y2, Y3)
	ZERO4(Y4, Y5, Y6, Y7)
	PCALIGN $32
quad4:
	WEIGHTS(0)
	ROWS3(0, R13, Y0, Y1, Y2, Y3, Y4, Y5)
	ROW(0(R15), Y6, Y7)
	WEIGHTS(32)
	ROWS3(4, R13, Y0, Y1, Y2, Y3, Y4, Y5)
	ROW(4(R15), Y6, Y7)
	ADDQ $64, R12
	ADDQ $8, R13
	ADDQ $8, R15
	DECQ AX
	JNZ quad4
	STORE3(DI, Y0, Y1, Y2, Y3, Y4, Y5)
	STORE(R11, Y6, Y7)
	ADDQ $64, DI
	ADDQ $64, R11
	DECQ DX
	JNZ panel4
	VZEROUPPER
	RET

// func mul2AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels int)
TEXT ·mul2AVX2(SB), NOSPLIT, $0-56
	ARGS
panel2:
	MOVQ SI, R13
	MOVQ CX, AX
	ZERO4(Y0, Y1, Y2, Y3)
	PCALIGN $32
quad2:
	WEIGHTS(0)
	ROW(0(R13), Y0, Y1)
	ROW(0(R13)(R9*1), Y2, Y3)
	WEIGHTS(32)
	ROW(4(R13), Y0, Y1)
	ROW(4(R13)(R9*1), Y2, Y3)
	ADDQ $64, R12
	ADDQ $8, R13
	DECQ AX
	JNZ quad2
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, (DI)(R8*1)
	VMOVDQU Y3, 32(DI)(R8*1)
	ADDQ $64, DI
	DECQ DX
	JNZ panel2
	VZEROUPPER
	RET

// func mul1AVX2(acc *int32, x *int16, w *int8, quads, panels int)
// Odd and even columns have sums of their own, to wait less for one another.
TEXT ·mul1AVX2(SB), NOSPLIT, $0-40
	MOVQ acc+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), R12
	MOVQ quads+24(FP), CX
	MOVQ panels+32(FP), DX
panel1:
	MOVQ SI, R13
	MOVQ CX, AX
	ZERO4(Y0, Y1, Y2, Y3)
	PCALIGN $32
quad1:
	WEIGHTS(0)
	ROW(0(R13), Y0, Y1)
	WEIGHTS(32)
	ROW(4(R13), Y2, Y3)
	ADDQ $64, R12
	ADDQ $8, R13
	DECQ AX
	JNZ quad1
	VPADDD Y2, Y0, Y0
	VPADDD Y3, Y1, Y1
	STORE(DI, Y0, Y1)
	ADDQ $64, DI
	DECQ DX
	JNZ panel1
	VZEROUPPER
	RET

// func widenAVX2(dst *int16, src *byte, flip byte, n int)
TEXT ·widenAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	VPBROADCASTB flip+16(FP), X2
	MOVQ n+24(FP), CX
widen:
	VPXOR (SI), X2, X0
	VPMOVSXBW X0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $16, SI
	ADDQ $32, DI
	SUBQ $16, CX
	JNZ widen
	VZEROUPPER
	RET

DATA ones16<>+0(SB)/8, $0x0001000100010001
GLOBL ones16<>(SB), RODATA|NOPTR, $8

// func sum16AVX2(x *int16, quads int) int32
TEXT ·sum16AVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ quads+8(FP), CX
	VPBROADCASTQ ones16<>(SB), Y2
	VPXOR Y0, Y0, Y0
	SUBQ $4, CX
	JLT rest
four:
	VPMADDWD (SI), Y2, Y1
	VPADDD Y1, Y0, Y0
	ADDQ $32, SI
	SUBQ $4, CX
	JGE four
rest:
	ADDQ $4, CX
	JZ done
one:
	VMOVQ (SI), X1
	VPMADDWD X1, X2, X1
	VPADDD Y1, Y0, Y0
	ADDQ $8, SI
	DECQ CX
	JNZ one
done:
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, AX
	MOVL AX, ret+16(FP)
	VZEROUPPER
	RET
