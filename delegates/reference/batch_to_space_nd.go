package reference

// buildBatchToSpaceND lays the pictures of a batch between each other's pixels and crops
// the result.
func buildBatchToSpaceND(p *prep) (kernel, error) {
	if err := p.moved(); err != nil {
		return nil, err
	}
	bh, bw, top, left := spaceBlocks(p)
	_, ih, iw := flat4(p.in(0).Shape)
	b, h, w := flat4(p.out(0).Shape)
	return pixels{batch: b, h: h, w: w, from: func(n, y, x int) int {
		y, x = y+top, x+left
		n += (y%bh*bw + x%bw) * b
		return (n*ih+y/bh)*iw + x/bw
	}}.kernel(p)
}
