#include "textflag.h"

// DI and SI are the sums and the first row at the columns that come next, CX how many of
// them are left.
#define ARGS \
	MOVQ acc+0(FP), DI; \
	MOVQ x+8(FP), SI; \
	MOVQ stride+16(FP), R8; \
	MOVQ columns+32(FP), CX

#define ROWS \
	MOVQ SI, R9; \
	MOVQ rows+24(FP), DX

#define LOAD4 \
	VMOVUPS (DI), Y0; \
	VMOVUPS 32(DI), Y1; \
	VMOVUPS 64(DI), Y2; \
	VMOVUPS 96(DI), Y3

#define STORE4 \
	VMOVUPS Y0, (DI); \
	VMOVUPS Y1, 32(DI); \
	VMOVUPS Y2, 64(DI); \
	VMOVUPS Y3, 96(DI); \
	ADDQ $128, DI

// func sumRowsF32AVX2(acc, x *float32, stride, rows, columns int)
TEXT ·sumRowsF32AVX2(SB), NOSPLIT, $0-40
	ARGS
	SHLQ $2, R8
	SUBQ $32, CX
	JLT eights
wide:
	ROWS
	LOAD4
row32:
	VADDPS (R9), Y0, Y0
	VADDPS 32(R9), Y1, Y1
	VADDPS 64(R9), Y2, Y2
	VADDPS 96(R9), Y3, Y3
	ADDQ R8, R9
	DECQ DX
	JNZ row32
	STORE4
	ADDQ $128, SI
	SUBQ $32, CX
	JGE wide
eights:
	ADDQ $32, CX
	JZ done
eight:
	ROWS
	VMOVUPS (DI), Y0
row8:
	VADDPS (R9), Y0, Y0
	ADDQ R8, R9
	DECQ DX
	JNZ row8
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ eight
done:
	VZEROUPPER
	RET

// Rows of bytes, which WIDEN makes integers of 32 bits.
#define BYTES(WIDEN) \
	ARGS; \
	SUBQ $32, CX; \
	JLT eights; \
wide: \
	ROWS; \
	LOAD4; \
row32: \
	WIDEN (R9), Y4; \
	WIDEN 8(R9), Y5; \
	WIDEN 16(R9), Y6; \
	WIDEN 24(R9), Y7; \
	VPADDD Y4, Y0, Y0; \
	VPADDD Y5, Y1, Y1; \
	VPADDD Y6, Y2, Y2; \
	VPADDD Y7, Y3, Y3; \
	ADDQ R8, R9; \
	DECQ DX; \
	JNZ row32; \
	STORE4; \
	ADDQ $32, SI; \
	SUBQ $32, CX; \
	JGE wide; \
eights: \
	ADDQ $32, CX; \
	JZ done; \
eight: \
	ROWS; \
	VMOVUPS (DI), Y0; \
row8: \
	WIDEN (R9), Y4; \
	VPADDD Y4, Y0, Y0; \
	ADDQ R8, R9; \
	DECQ DX; \
	JNZ row8; \
	VMOVUPS Y0, (DI); \
	ADDQ $32, DI; \
	ADDQ $8, SI; \
	SUBQ $8, CX; \
	JNZ eight; \
done: \
	VZEROUPPER; \
	RET

// func sumRowsInt8AVX2(acc *int32, x *int8, stride, rows, columns int)
TEXT ·sumRowsInt8AVX2(SB), NOSPLIT, $0-40
	BYTES(VPMOVSXBD)

// func sumRowsUInt8AVX2(acc *int32, x *uint8, stride, rows, columns int)
TEXT ·sumRowsUInt8AVX2(SB), NOSPLIT, $0-40
	BYTES(VPMOVZXBD)
