package reference

// TFLite's recurrent kernels leave their activations to Eigen, which has functions of its
// own (its Core/arch/Default/GenericPacketMathFunctions.h and Core/functors/UnaryFunctors.h),
// here as they are compiled for x86-64: without fused multiply-add.

// tanhRational is a rational function within two units in the last place of the hyperbolic
// tangent. It is 1 from its limit on.
func tanhRational(x float32) float32 {
	const limit = 7.90738964080810547
	x = min(max(x, -limit), limit)
	square := float32(x * x)
	p := poly32(square, 1.340216100e-1, 3.520756727e-3, 2.102733560e-5, 1.394553628e-8)
	q := poly32(square, 1, 4.673548340e-1, 2.597254514e-2, 3.326951409e-4, 8.015776984e-7)
	return (float32(float32(square*x)*p) + x) / q
}

// logistic32 replaces each x by e/(1+e), e = exp(x), which is 1 from its limit on.
func logistic32(x []float32) {
	const limit = 16.6355324
	for i, v := range x {
		e := exp32(min(v, limit))
		x[i] = e / (1 + e)
	}
}
