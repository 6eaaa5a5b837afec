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
	VPADDD Y9, y, y

// y becomes the eight channels of one input: even ones in the low halves of Y10's
// quadwords, odd ones in Y11's.
#define FIXED(r, acc, y) \
	SUMS(r, acc, Y10); \
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

// func storeFixedAVX2(args *storeArgs, q *fixed8, blocks int)
TEXT ·storeFixedAVX2(SB), NOSPLIT, $0-24
	POINTERS
fixed:
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
	FIXED(0, R8, Y13)
	FIXED(1, R9, Y14)
	VPACKSSDW Y14, Y13, Y13
	FIXED(2, R10, Y14)
	FIXED(3, R11, Y15)
	VPACKSSDW Y15, Y14, Y14
	BYTES
	ADDQ $320, SI
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

// func storeRealAVX2(args *storeArgs, q *real8, blocks int)
TEXT ·storeRealAVX2(SB), NOSPLIT, $0-24
	POINTERS
	VBROADCASTSD LOWREAL, Y3
	VBROADCASTSD HIGHREAL, Y4
	VBROADCASTSD signbit<>(SB), Y5
	VBROADCASTSD half<>(SB), Y6
	VPBROADCASTD ZERO, Y8
real:
	VMOVDQU 0(SI), Y9
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
	ADDQ $96, SI
	ADDQ $8, AX
	DECQ BX
	JNZ real
	VZEROUPPER
	RET
