// Package fixedpoint is the integer arithmetic that TFLite's quantized kernels share:
// multiplication by a real number held as a 31-bit mantissa and a shift, and elementary
// functions on fixed-point numbers. Everything here rounds exactly as TFLite's reference
// kernels and gemmlowp's fixedpoint.h do; that is the point of the package.
//
// A fixed-point number with n integer bits is an int32 whose value is raw * 2^(n-31), so
// one with none covers [-1, 1).
package fixedpoint
