package reference

// pixels fills an NHWC output pixel by pixel from an input of the same depth.
type pixels struct {
	batch, h, w int // of the output
	// from returns which pixel of the input stands at an output pixel; none is below 0.
	from func(b, y, x int) int
	pad  byte // every byte of a pixel that stands nowhere in the input
}

// kernel makes the kernel; a unit is a row of pixels.
func (m pixels) kernel(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type || in.Type.Bits() < 8 {
		return nil, p.noType()
	}
	n := out.Type.Bytes(out.Shape[len(out.Shape)-1])
	return parallel{out.unless0(m.batch * m.h), func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			row := out.Data[u*m.w*n : (u+1)*m.w*n]
			for x := range m.w {
				pixel := row[x*n : (x+1)*n]
				if at := m.from(u/m.h, u%m.h, x); at >= 0 {
					copy(pixel, in.Data[at*n:])
				} else {
					repeat(pixel, m.pad)
				}
			}
		}
		return nil
	}}, nil
}

// flat4 returns batch, height and width of a shape [batch, height, width, depth] or
// [batch, height, depth].
func flat4(shape []int) (b, h, w int) {
	if len(shape) == 3 {
		return shape[0], shape[1], 1
	}
	return shape[0], shape[1], shape[2]
}

// spaceBlocks returns the block's height and width in input 1 of an operator between space
// and batch, and what is put or cut before the first row and column.
func spaceBlocks(p *prep) (bh, bw, top, left int) {
	block, sizes := p.in(1).Ints(), p.in(2).Ints()
	if len(block) == 1 {
		return block[0], 1, sizes[0], 0
	}
	return block[0], block[1], sizes[0], sizes[2]
}
