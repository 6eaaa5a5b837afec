package reference

// buildConv3DTranspose takes float32 (TFLite's reference/conv3d_transpose.h).
func buildConv3DTranspose(p *prep) (kernel, error) {
	c := convolution{operands: p.operands(2, 1, 3)}
	c.checkShape(p)
	return build3D(p, c, true)
}
