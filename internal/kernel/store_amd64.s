#include "textflag.h"

DATA rows4<>+0(SB)/4, $0
DATA rows4<>+4(SB)/4, $4
DATA rows4<>+8(SB)/4, $1
DATA rows4<>+12(SB)/4, $5
DATA rows4<>+16(SB)/4, $2
DATA rows4<>+20(SB)/4, $6
DATA rows4<>+24(SB)/4, $3
DATA rows4<>+28(SB)/4, $7
GLOBL rows4<>(SB), RODATA|NOPTR, $32

DATA zeros<>+0(SB)/8, $0
DATA zeros<>+8(SB)/8, $0
GLOBL zeros<>(SB), RODATA|NOPTR, $16

// Fields of storeArgs, at DI.
#define LOW 64(DI)
#define HIGH 96(DI)
#define FLIP 128(DI)
#define MAGIC 160(DI)
#define LOWREAL 168(DI)
#define HIGHREAL 176(DI)
#define ZERO 184(DI)

// BX counts blocks and AX is the channel that one starts at. In a block, CX counts groups of
// four rows, or is 0 for one row: R8 and R10 are the sums of its first and last row, R12 and R14 where its bytes
// go, and R15 what is added to its rows.
#define BLOCKS \
	MOVQ args+0(FP), DI; \
	MOVQ q+8(FP), SI; \
	MOVQ blocks+16(FP), BX; \
	MOVQ 8(DI), R13; \
	MOVQ 24(DI), R9; \
	XORQ AX, AX

#define GROUPS \
	MOVQ 0(DI), R12; \
	ADDQ AX, R12; \
	LEAQ (R12)(R13*2), R14; \
	ADDQ R13, R14; \
	MOVQ 16(DI), R8; \
	LEAQ (R8)(AX*4), R8; \
	LEAQ (R8)(R9*2), R10; \
	ADDQ R9, R10; \
	LEAQ zeros<>(SB), R15; \
	MOVQ 32(DI), CX; \
	TESTQ CX, CX; \
	CMOVQNE CX, R15; \
	MOVQ 48(DI), CX

#define NEXTGROUP \
	LEAQ (R12)(R13*4), R12; \
	LEAQ (R14)(R13*4), R14; \
	LEAQ (R8)(R9*4), R8; \
	LEAQ (R10)(R9*4), R10; \
	ADDQ 40(DI), R15; \
	DECQ CX

#define NEXTBLOCK \
	ADDQ step+24(FP), SI; \
	ADDQ $8, AX; \
	DECQ BX

// Eight channels of four rows, words in Y13 (rows 0 and 1) and Y14 (2 and 3), become bytes,
// are clamped, and go to where they belong.
#define BYTES \
	VPACKSSWB Y14, Y13, Y13; \
	VMOVDQU rows4<>(SB), Y15; \
	VPMAXSB LOW, Y13, Y13; \
	VPMINSB HIGH, Y13, Y13; \
	VPXOR FLIP, Y13, Y13; \
	VPERMD Y13, Y15, Y13; \
	VEXTRACTI128 $1, Y13, X14; \
	VMOVQ X13, (R12); \
	VMOVHPS X13, (R12)(R13*1); \
	VMOVQ X14, (R12)(R13*2); \
	VMOVHPS X14, (R14)

// The sums of row r with bias.
#define SUMS(r, acc, bias, y) \
	VPBROADCASTD (4*r)(R15), y; \
	VPADDD acc, y, y; \
	VPADDD bias, y, y

#define FOUR(KIND) \
	KIND(0, (R8), Y13); \
	KIND(1, (R8)(R9*1), Y14); \
	VPACKSSDW Y14, Y13, Y13; \
	KIND(2, (R8)(R9*2), Y14); \
	KIND(3, (R10), Y15); \
	VPACKSSDW Y15, Y14, Y14; \
	BYTES

// One row.
#define ONE(KIND) \
	KIND(0, (R8), Y13); \
	VPACKSSDW Y13, Y13, Y13; \
	VPACKSSWB Y13, Y13, Y13; \
	VEXTRACTI128 $1, Y13, X14; \
	VPUNPCKLDQ X14, X13, X13; \
	VPMAXSB LOW, X13, X13; \
	VPMINSB HIGH, X13, X13; \
	VPXOR FLIP, X13, X13; \
	VMOVQ X13, (R12)

// The rest of a function, from the label block on: all groups, or one row where there is none.
#define STORE(KIND) \
	TESTQ CX, CX; \
	JZ single; \
group: \
	FOUR(KIND); \
	NEXTGROUP; \
	JNZ group; \
next: \
	NEXTBLOCK; \
	JNZ block; \
	VZEROUPPER; \
	RET; \
single: \
	ONE(KIND); \
	JMP next

// y becomes the eight channels of a row: even ones in the low halves of Y10's quadwords, odd
// ones in Y11's. What is added to a product is chosen by its sign.
#define LONG(r, acc, y) \
	SUMS(r, acc, Y9, Y10); \
	VPSRLQ $32, Y10, Y11; \
	VPMULDQ Y0, Y10, Y10; \
	VPMULDQ Y1, Y11, Y11; \
	VBLENDVPD Y10, Y3, Y2, Y12; \
	VPADDQ Y12, Y10, Y10; \
	VBLENDVPD Y11, Y5, Y4, Y12; \
	VPADDQ Y12, Y11, Y11; \
	VPSRLVQ Y6, Y10, Y10; \
	VPSRLVQ Y7, Y11, Y11; \
	VPSLLQ $32, Y11, Y11; \
	VPBLENDD $0xAA, Y11, Y10, Y10; \
	VPADDD Y8, Y10, y

// func storeLongAVX2(args *storeArgs, q *long8, blocks, step int)
TEXT ·storeLongAVX2(SB), NOSPLIT, $0-32
	BLOCKS
block:
	VMOVDQU 0(SI), Y9
	VMOVDQU 32(SI), Y0
	VMOVDQU 64(SI), Y1
	VMOVDQU 96(SI), Y2
	VMOVDQU 128(SI), Y4
	VMOVDQU 160(SI), Y3
	VMOVDQU 192(SI), Y5
	VMOVDQU 224(SI), Y6
	VMOVDQU 256(SI), Y7
	VMOVDQU 288(SI), Y8
	GROUPS
	STORE(LONG)

DATA signs<>+0(SB)/8, $0x8000000080000000
DATA signs<>+8(SB)/8, $0x8000000080000000
DATA signs<>+16(SB)/8, $0x8000000080000000
DATA signs<>+24(SB)/8, $0x8000000080000000
GLOBL signs<>(SB), RODATA|NOPTR, $32
DATA exponent<>+0(SB)/4, $0x43300000
GLOBL exponent<>(SB), RODATA|NOPTR, $4
DATA offset<>+0(SB)/8, $0x4330000080000000
DATA offset<>+8(SB)/8, $0x4330000080000000
DATA offset<>+16(SB)/8, $0x4330000080000000
DATA offset<>+24(SB)/8, $0x4330000080000000
GLOBL offset<>(SB), RODATA|NOPTR, $32

// Y10 and Y11 become the sums of row r as float64: the channels 0, 1, 4, 5 and the others. The
// bias has made them unsigned; with the exponent of 2^52 they are 2^52 and 2^31 too large.
#define DOUBLES(r, acc) \
	SUMS(r, acc, Y0, Y9); \
	UNSIGNED

#define UNSIGNED \
	VPUNPCKLDQ Y8, Y9, Y10; \
	VPUNPCKHDQ Y8, Y9, Y11; \
	VSUBPD offset<>(SB), Y10, Y10; \
	VSUBPD offset<>(SB), Y11, Y11

// Sums with the large number in Y7 have integers in their low halves.
#define INTEGERS(y) \
	VADDPD Y7, Y10, Y10; \
	VADDPD Y7, Y11, Y11; \
	VSHUFPS $0x88, Y11, Y10, y

#define DOUBLE(r, acc, y) \
	DOUBLES(r, acc); \
	SCALE(y)

// Sums are shifted left before they are made unsigned.
#define LEFT(r, acc, y) \
	SUMS(r, acc, Y0, Y9); \
	VPSLLVD 224(SI), Y9, Y9; \
	VPXOR signs<>(SB), Y9, Y9; \
	UNSIGNED; \
	SCALE(y)

#define SCALE(y) \
	VBLENDVPD Y10, Y5, Y3, Y12; \
	VBLENDVPD Y11, Y6, Y4, Y9; \
	VFMADD213PD Y12, Y1, Y10; \
	VFMADD213PD Y9, Y2, Y11; \
	INTEGERS(y)

#define POSITIVE(r, acc, y) \
	DOUBLES(r, acc); \
	VFMADD213PD Y3, Y1, Y10; \
	VFMADD213PD Y4, Y2, Y11; \
	INTEGERS(y)

#define DOUBLEBLOCK \
	VMOVDQU 0(SI), Y0; \
	VMOVUPD 32(SI), Y1; \
	VMOVUPD 64(SI), Y2; \
	VMOVUPD 96(SI), Y3; \
	VMOVUPD 128(SI), Y4; \
	VMOVUPD 160(SI), Y5; \
	VMOVUPD 192(SI), Y6; \
	GROUPS

// func storeDoubleAVX2(args *storeArgs, q *double8, blocks, step int)
TEXT ·storeDoubleAVX2(SB), NOSPLIT, $0-32
	BLOCKS
	VBROADCASTSD MAGIC, Y7
	VPBROADCASTD exponent<>(SB), Y8
block:
	DOUBLEBLOCK
	STORE(DOUBLE)

// func storeLeftAVX2(args *storeArgs, q *double8, blocks, step int)
TEXT ·storeLeftAVX2(SB), NOSPLIT, $0-32
	BLOCKS
	VBROADCASTSD MAGIC, Y7
	VPBROADCASTD exponent<>(SB), Y8
block:
	DOUBLEBLOCK
	STORE(LEFT)

// func storePositiveAVX2(args *storeArgs, q *double8, blocks, step int)
TEXT ·storePositiveAVX2(SB), NOSPLIT, $0-32
	BLOCKS
	VBROADCASTSD MAGIC, Y7
	VPBROADCASTD exponent<>(SB), Y8
block:
	DOUBLEBLOCK
	STORE(POSITIVE)

#define FLOAT(r, acc, y) \
	SUMS(r, acc, Y0, y); \
	VCVTDQ2PS y, y; \
	VMULPS Y1, y, y; \
	VMAXPS Y2, y, y; \
	VMINPS Y3, y, y; \
	VADDPS Y4, y, y; \
	VPSUBD Y5, y, y

DATA roundMagic<>+0(SB)/4, $0x4B400000
GLOBL roundMagic<>(SB), RODATA|NOPTR, $4

// func storeFloatAVX2(args *storeArgs, q *float8, blocks, step int)
TEXT ·storeFloatAVX2(SB), NOSPLIT, $0-32
	BLOCKS
	VBROADCASTSS LOWREAL, Y2
	VBROADCASTSS HIGHREAL, Y3
	VBROADCASTSS roundMagic<>(SB), Y4
	VPBROADCASTD ZERO, Y5
block:
	VMOVDQU 0(SI), Y0
	VMOVUPS 32(SI), Y1
	GROUPS
	STORE(FLOAT)

DATA signbit<>+0(SB)/8, $0x8000000000000000
GLOBL signbit<>(SB), RODATA|NOPTR, $8
DATA half<>+0(SB)/8, $0x3FDFFFFFFFFFFFFF
GLOBL half<>(SB), RODATA|NOPTR, $8

// Four real products rounded, halves away from zero: the largest number below 1/2 is added
// with the product's sign, and the fraction dropped.
#define ROUND(y, x) \
	VMAXPD Y3, y, y; \
	VMINPD Y4, y, y; \
	VANDPD Y5, y, Y12; \
	VORPD Y6, Y12, Y12; \
	VADDPD Y12, y, y; \
	VCVTTPD2DQY y, x

#define REAL(r, acc, y) \
	SUMS(r, acc, Y9, Y10); \
	VEXTRACTI128 $1, Y10, X11; \
	VCVTDQ2PD X11, Y11; \
	VCVTDQ2PD X10, Y10; \
	VMULPD Y0, Y10, Y10; \
	VMULPD Y1, Y11, Y11; \
	ROUND(Y10, X10); \
	ROUND(Y11, X11); \
	VINSERTI128 $1, X11, Y10, Y10; \
	VPADDD Y8, Y10, y

// func storeRealAVX2(args *storeArgs, q *real8, blocks, step int)
TEXT ·storeRealAVX2(SB), NOSPLIT, $0-32
	BLOCKS
	VBROADCASTSD LOWREAL, Y3
	VBROADCASTSD HIGHREAL, Y4
	VBROADCASTSD signbit<>(SB), Y5
	VBROADCASTSD half<>(SB), Y6
	VPBROADCASTD ZERO, Y8
block:
	VMOVDQU 0(SI), Y9
	VMOVUPD 32(SI), Y0
	VMOVUPD 64(SI), Y1
	GROUPS
	STORE(REAL)
