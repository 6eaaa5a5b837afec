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

// Fields of storeArgs, at DI.
#define ADD(r) (64+4*r)(DI)
#define LOW 80(DI)
#define HIGH 84(DI)
#define FLIP 88(DI)
#define ZERO 92(DI)
#define LOWREAL 96(DI)
#define HIGHREAL 104(DI)

#define POINTERS \
	MOVQ args+0(FP), DI; \
	MOVQ q+8(FP), SI; \
	MOVQ blocks+16(FP), BX; \
	MOVQ step+24(FP), CX; \
	MOVQ 0(DI), R12; \
	MOVQ 8(DI), R13; \
	MOVQ 16(DI), R14; \
	MOVQ 24(DI), R15; \
	MOVQ 32(DI), R8; \
	MOVQ 40(DI), R9; \
	MOVQ 48(DI), R10; \
	MOVQ 56(DI), R11; \
	XORQ AX, AX

// Eight channels of four inputs, words in Y13 (inputs 0 and 1) and Y14 (2 and 3), become
// bytes, are clamped, and go to where they belong.
#define BYTES \
	VPACKSSWB Y14, Y13, Y13; \
	VMOVDQU rows4<>(SB), Y10; \
	VPBROADCASTD LOW, Y11; \
	VPBROADCASTD HIGH, Y12; \
	VPBROADCASTD FLIP, Y15; \
	VPERMD Y13, Y10, Y13; \
	VPMAXSB Y11, Y13, Y13; \
	VPMINSB Y12, Y13, Y13; \
	VPXOR Y15, Y13, Y13; \
	VEXTRACTI128 $1, Y13, X14; \
	VMOVQ X13, (R12)(AX*1); \
	VMOVHPS X13, (R13)(AX*1); \
	VMOVQ X14, (R14)(AX*1); \
	VMOVHPS X14, (R15)(AX*1)

// The sums of one input with bias.
#define SUMS(r, acc, y) \
	VPBROADCASTD ADD(r), y; \
	VPADDD (acc)(AX*4), y, y; \
	VPADDD 0(SI), y, y

// The sums of two inputs, in Y7 and Y10, become eight channels of each. Of quadwords, even
// channels are in Y7 and Y10 and odd ones in Y8 and Y11; what is added to a product is
// chosen by its sign.
#define FIXED(r, acc, s, acc2, y, z) \
	SUMS(r, acc, Y7); \
	SUMS(s, acc2, Y10); \
	VPSRLQ $32, Y7, Y8; \
	VPSRLQ $32, Y10, Y11; \
	VPMULDQ Y0, Y7, Y7; \
	VPMULDQ Y0, Y10, Y10; \
	VPMULDQ Y1, Y8, Y8; \
	VPMULDQ Y1, Y11, Y11; \
	VBLENDVPD Y7, Y3, Y2, Y9; \
	VBLENDVPD Y10, Y3, Y2, Y12; \
	VPADDQ Y9, Y7, Y7; \
	VPADDQ Y12, Y10, Y10; \
	VBLENDVPD Y8, Y5, Y4, Y9; \
	VBLENDVPD Y11, Y5, Y4, Y12; \
	VPADDQ Y9, Y8, Y8; \
	VPADDQ Y12, Y11, Y11; \
	VPSRLVQ 224(SI), Y7, Y7; \
	VPSRLVQ 224(SI), Y10, Y10; \
	VPSRLVQ 256(SI), Y8, Y8; \
	VPSRLVQ 256(SI), Y11, Y11; \
	VPSLLQ $32, Y8, Y8; \
	VPSLLQ $32, Y11, Y11; \
	VPBLENDD $0xAA, Y8, Y7, Y7; \
	VPBLENDD $0xAA, Y11, Y10, Y10; \
	VPADDD Y6, Y7, y; \
	VPADDD Y6, Y10, z

// func storeFixedAVX2(args *storeArgs, q *fixed8, blocks, step int)
TEXT ·storeFixedAVX2(SB), NOSPLIT, $0-32
	POINTERS
fixed:
	VMOVDQU 32(SI), Y0
	VMOVDQU 64(SI), Y1
	VMOVDQU 96(SI), Y2
	VMOVDQU 128(SI), Y4
	VMOVDQU 160(SI), Y3
	VMOVDQU 192(SI), Y5
	VMOVDQU 288(SI), Y6
	FIXED(0, R8, 1, R9, Y13, Y14)
	VPACKSSDW Y14, Y13, Y13
	FIXED(2, R10, 3, R11, Y14, Y15)
	VPACKSSDW Y15, Y14, Y14
	BYTES
	ADDQ CX, SI
	ADDQ $8, AX
	DECQ BX
	JNZ fixed
	VZEROUPPER
	RET

// Four real products rounded, halves away from zero: the largest number
// below 1/2 is added with the product's sign, and the fraction dropped.
#define ROUND(y, x) \
	VMAXPD Y3, y, y; \
	VMINPD Y4, y, y; \
	VANDPD Y5, y, Y12; \
	VORPD Y6, Y12, Y12; \
	VADDPD Y12, y, y; \
	VCVTTPD2DQY y, x

#define REAL(r, acc, y) \
	SUMS(r, acc, y); \
	VEXTRACTI128 $1, y, X11; \
	VCVTDQ2PD X11, Y11; \
	VCVTDQ2PD X10, Y10; \
	VMULPD Y0, Y10, Y10; \
	VMULPD Y1, Y11, Y11; \
	ROUND(Y10, X10); \
	ROUND(Y11, X11); \
	VINSERTI128 $1, X11, Y10, Y10; \
	VPADDD Y8, Y10, Y10

DATA signbit<>+0(SB)/8, $0x8000000000000000
GLOBL signbit<>(SB), RODATA|NOPTR, $8
DATA half<>+0(SB)/8, $0x3FDFFFFFFFFFFFFF
GLOBL half<>(SB), RODATA|NOPTR, $8

// func storeRealAVX2(args *storeArgs, q *real8, blocks, step int)
TEXT ·storeRealAVX2(SB), NOSPLIT, $0-32
	POINTERS
	VBROADCASTSD LOWREAL, Y3
	VBROADCASTSD HIGHREAL, Y4
	VBROADCASTSD signbit<>(SB), Y5
	VBROADCASTSD half<>(SB), Y6
	VPBROADCASTD ZERO, Y8
real:
	VMOVDQU 32(SI), Y0
	VMOVDQU 64(SI), Y1
	REAL(0, R8, Y10)
	VMOVDQA Y10, Y13
	REAL(1, R9, Y10)
	VPACKSSDW Y10, Y13, Y13
	REAL(2, R10, Y10)
	VMOVDQA Y10, Y14
	REAL(3, R11, Y10)
	VPACKSSDW Y10, Y14, Y14
	BYTES
	ADDQ CX, SI
	ADDQ $8, AX
	DECQ BX
	JNZ real
	VZEROUPPER
	RET
