package reference

// buildSpaceToBatchND pads pictures and takes every block's pixels apart into pictures of
// their own.
func buildSpaceToBatchND(p *prep) (kernel, error) {
	if err := p.moved(); err != nil {
		return nil, err
	}
	in, out := p.in(0), p.out(0)
	bh, bw, top, left := spaceBlocks(p)
	ib, ih, iw := flat4(in.Shape)
	b, h, w := flat4(out.Shape)
	m := pixels{batch: b, h: h, w: w, from: func(n, y, x int) int {
		shift := n / ib
		y, x = y*bh+shift/bw-top, x*bw+shift%bw-left
		if y < 0 || y >= ih || x < 0 || x >= iw {
			return -1
		}
		return (n%ib*ih+y)*iw + x
	}}
	if is8bit(out.Type) {
		m.pad = byte(out.ZeroPoint())
	}
	return m.kernel(p)
}
