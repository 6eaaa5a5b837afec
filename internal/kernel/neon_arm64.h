// Instructions that Go's assembler does not have. Arguments are register numbers and
// immediates; the line above each macro is what a disassembler calls it, and a test holds
// the two together.

// sdot v<d>.4s, v<n>.16b, v<m>.4b[<i>]
#define SDOT(d, n, m, i) WORD $(0x4f80e000 | (i&1)<<21 | (m)<<16 | (i>>1)<<11 | (n)<<5 | (d))

// smull v<d>.8h, v<n>.8b, v<m>.8b
#define SMULL8(d, n, m) WORD $(0x0e20c000 | (m)<<16 | (n)<<5 | (d))

// smull2 v<d>.8h, v<n>.16b, v<m>.16b
#define SMULL8H(d, n, m) WORD $(0x4e20c000 | (m)<<16 | (n)<<5 | (d))

// smlal v<d>.8h, v<n>.8b, v<m>.8b
#define SMLAL8(d, n, m) WORD $(0x0e208000 | (m)<<16 | (n)<<5 | (d))

// smlal2 v<d>.8h, v<n>.16b, v<m>.16b
#define SMLAL8H(d, n, m) WORD $(0x4e208000 | (m)<<16 | (n)<<5 | (d))

// smlal v<d>.4s, v<n>.4h, v<m>.4h
#define SMLAL16(d, n, m) WORD $(0x0e608000 | (m)<<16 | (n)<<5 | (d))

// smlal2 v<d>.4s, v<n>.8h, v<m>.8h
#define SMLAL16H(d, n, m) WORD $(0x4e608000 | (m)<<16 | (n)<<5 | (d))

// sadalp v<d>.4s, v<n>.8h
#define SADALP16(d, n) WORD $(0x4e606800 | (n)<<5 | (d))

// saddlp v<d>.8h, v<n>.16b
#define SADDLP8(d, n) WORD $(0x4e202800 | (n)<<5 | (d))

// saddw v<d>.4s, v<n>.4s, v<m>.4h
#define SADDW16(d, n, m) WORD $(0x0e601000 | (m)<<16 | (n)<<5 | (d))

// saddw2 v<d>.4s, v<n>.4s, v<m>.8h
#define SADDW16H(d, n, m) WORD $(0x4e601000 | (m)<<16 | (n)<<5 | (d))

// sxtl v<d>.8h, v<n>.8b
#define SXTL8(d, n) WORD $(0x0f08a400 | (n)<<5 | (d))

// sxtl2 v<d>.8h, v<n>.16b
#define SXTL8H(d, n) WORD $(0x4f08a400 | (n)<<5 | (d))

// sxtl v<d>.2d, v<n>.2s
#define SXTL32(d, n) WORD $(0x0f20a400 | (n)<<5 | (d))

// sxtl2 v<d>.2d, v<n>.4s
#define SXTL32H(d, n) WORD $(0x4f20a400 | (n)<<5 | (d))

// sqrdmulh v<d>.4s, v<n>.4s, v<m>.4s
#define SQRDMULH(d, n, m) WORD $(0x6ea0b400 | (m)<<16 | (n)<<5 | (d))

// ssra v<d>.4s, v<n>.4s, #31
#define SSRA31(d, n) WORD $(0x4f211400 | (n)<<5 | (d))

// sshr v<d>.4s, v<n>.4s, #31
#define SSHR31(d, n) WORD $(0x4f210400 | (n)<<5 | (d))

// srshl v<d>.4s, v<n>.4s, v<m>.4s
#define SRSHL(d, n, m) WORD $(0x4ea05400 | (m)<<16 | (n)<<5 | (d))

// sshl v<d>.4s, v<n>.4s, v<m>.4s
#define SSHL(d, n, m) WORD $(0x4ea04400 | (m)<<16 | (n)<<5 | (d))

// sqxtn v<d>.4h, v<n>.4s
#define SQXTN32(d, n) WORD $(0x0e614800 | (n)<<5 | (d))

// sqxtn2 v<d>.8h, v<n>.4s
#define SQXTN32H(d, n) WORD $(0x4e614800 | (n)<<5 | (d))

// sqxtn v<d>.8b, v<n>.8h
#define SQXTN16(d, n) WORD $(0x0e214800 | (n)<<5 | (d))

// sqxtn2 v<d>.16b, v<n>.8h
#define SQXTN16H(d, n) WORD $(0x4e214800 | (n)<<5 | (d))

// sqxtn v<d>.2s, v<n>.2d
#define SQXTN64(d, n) WORD $(0x0ea14800 | (n)<<5 | (d))

// sqxtn2 v<d>.4s, v<n>.2d
#define SQXTN64H(d, n) WORD $(0x4ea14800 | (n)<<5 | (d))

// sqadd v<d>.8h, v<n>.8h, v<m>.8h
#define SQADD16(d, n, m) WORD $(0x4e600c00 | (m)<<16 | (n)<<5 | (d))

// smax v<d>.16b, v<n>.16b, v<m>.16b
#define SMAX8(d, n, m) WORD $(0x4e206400 | (m)<<16 | (n)<<5 | (d))

// smin v<d>.16b, v<n>.16b, v<m>.16b
#define SMIN8(d, n, m) WORD $(0x4e206c00 | (m)<<16 | (n)<<5 | (d))

// scvtf v<d>.4s, v<n>.4s
#define SCVTF32(d, n) WORD $(0x4e21d800 | (n)<<5 | (d))

// scvtf v<d>.2d, v<n>.2d
#define SCVTF64(d, n) WORD $(0x4e61d800 | (n)<<5 | (d))

// fmul v<d>.4s, v<n>.4s, v<m>.4s
#define FMUL32(d, n, m) WORD $(0x6e20dc00 | (m)<<16 | (n)<<5 | (d))

// fmul v<d>.2d, v<n>.2d, v<m>.2d
#define FMUL64(d, n, m) WORD $(0x6e60dc00 | (m)<<16 | (n)<<5 | (d))

// fcvtns v<d>.4s, v<n>.4s
#define FCVTNS32(d, n) WORD $(0x4e21a800 | (n)<<5 | (d))

// fcvtas v<d>.2d, v<n>.2d
#define FCVTAS64(d, n) WORD $(0x4e61c800 | (n)<<5 | (d))

// sqadd v<d>.4s, v<n>.4s, v<m>.4s
#define SQADD32(d, n, m) WORD $(0x4ea00c00 | (m)<<16 | (n)<<5 | (d))

// smax v<d>.4s, v<n>.4s, v<m>.4s
#define SMAX32(d, n, m) WORD $(0x4ea06400 | (m)<<16 | (n)<<5 | (d))

// smin v<d>.4s, v<n>.4s, v<m>.4s
#define SMIN32(d, n, m) WORD $(0x4ea06c00 | (m)<<16 | (n)<<5 | (d))

// fadd v<d>.4s, v<n>.4s, v<m>.4s
#define FADD32(d, n, m) WORD $(0x4e20d400 | (m)<<16 | (n)<<5 | (d))

// fsub v<d>.4s, v<n>.4s, v<m>.4s
#define FSUB32(d, n, m) WORD $(0x4ea0d400 | (m)<<16 | (n)<<5 | (d))

// fdiv v<d>.4s, v<n>.4s, v<m>.4s
#define FDIV32(d, n, m) WORD $(0x6e20fc00 | (m)<<16 | (n)<<5 | (d))

// fmax v<d>.4s, v<n>.4s, v<m>.4s
#define FMAX32(d, n, m) WORD $(0x4e20f400 | (m)<<16 | (n)<<5 | (d))

// fmin v<d>.4s, v<n>.4s, v<m>.4s
#define FMIN32(d, n, m) WORD $(0x4ea0f400 | (m)<<16 | (n)<<5 | (d))

// fmla v<d>.4s, v<n>.4s, v<m>.s[<i>]
#define FMLA32(d, n, m, i) WORD $(0x4f801000 | (i&1)<<21 | (m)<<16 | (i>>1)<<11 | (n)<<5 | (d))

// ucvtf v<d>.4s, v<n>.4s
#define UCVTF32(d, n) WORD $(0x6e21d800 | (n)<<5 | (d))

// fcvtzs v<d>.4s, v<n>.4s
#define FCVTZS32(d, n) WORD $(0x4ea1b800 | (n)<<5 | (d))

// fcvtzu v<d>.4s, v<n>.4s
#define FCVTZU32(d, n) WORD $(0x6ea1b800 | (n)<<5 | (d))

// fcvtas v<d>.4s, v<n>.4s
#define FCVTAS32(d, n) WORD $(0x4e21c800 | (n)<<5 | (d))

// xtn v<d>.4h, v<n>.4s
#define XTN32(d, n) WORD $(0x0e612800 | (n)<<5 | (d))

// xtn2 v<d>.8h, v<n>.4s
#define XTN32H(d, n) WORD $(0x4e612800 | (n)<<5 | (d))

// xtn v<d>.8b, v<n>.8h
#define XTN16(d, n) WORD $(0x0e212800 | (n)<<5 | (d))

// uqxtn v<d>.4h, v<n>.4s
#define UQXTN32(d, n) WORD $(0x2e614800 | (n)<<5 | (d))

// uqxtn2 v<d>.8h, v<n>.4s
#define UQXTN32H(d, n) WORD $(0x6e614800 | (n)<<5 | (d))

// uqxtn v<d>.8b, v<n>.8h
#define UQXTN16(d, n) WORD $(0x2e214800 | (n)<<5 | (d))

// shrn v<d>.8b, v<n>.8h, #4
#define SHRN4(d, n) WORD $(0x0f0c8400 | (n)<<5 | (d))

// umaxv b<d>, v<n>.16b
#define UMAXV8(d, n) WORD $(0x6e30a800 | (n)<<5 | (d))

// usubl v<d>.8h, v<n>.8b, v<m>.8b
#define USUBL8(d, n, m) WORD $(0x2e202000 | (m)<<16 | (n)<<5 | (d))

// sxtl v<d>.4s, v<n>.4h
#define SXTL16(d, n) WORD $(0x0f10a400 | (n)<<5 | (d))

// sxtl2 v<d>.4s, v<n>.8h
#define SXTL16H(d, n) WORD $(0x4f10a400 | (n)<<5 | (d))

// mul v<d>.4s, v<n>.4s, v<m>.4s
#define MUL32(d, n, m) WORD $(0x4ea09c00 | (m)<<16 | (n)<<5 | (d))

// mla v<d>.4s, v<n>.4s, v<m>.4s
#define MLA32(d, n, m) WORD $(0x4ea09400 | (m)<<16 | (n)<<5 | (d))

// srshr v<d>.4s, v<n>.4s, #23
#define SRSHR23(d, n) WORD $(0x4f292400 | (n)<<5 | (d))

// srshr v<d>.4s, v<n>.4s, #20
#define SRSHR20(d, n) WORD $(0x4f2c2400 | (n)<<5 | (d))

// smax v<d>.8h, v<n>.8h, v<m>.8h
#define SMAX16(d, n, m) WORD $(0x4e606400 | (m)<<16 | (n)<<5 | (d))

// smin v<d>.8h, v<n>.8h, v<m>.8h
#define SMIN16(d, n, m) WORD $(0x4e606c00 | (m)<<16 | (n)<<5 | (d))
