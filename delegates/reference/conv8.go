package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// conv8 is matrix8 for processors with a loop.Conv, without groups. Its unit is a number of
// output pixels. Where a window leaves the image, elements are uint8 or the kernel would
// read what lies after the image, it makes a copy of the image with a border.
type conv8 struct {
	spatial
	in, out *value
	outC    int
	conv    *loop.Conv
	zero    byte   // what stands outside the image
	image   *value // the copy, nil if none is needed
	fromH   int    // rows of the copy; those of the image otherwise
	fromW   int    // columns of it
	top     int    // rows before the image in the copy
	left    int    // columns
	unit    int    // pixels
	at      [][loop.ConvPixels]int
	memory  *value
}

// mostBorder is how many times as high and wide as the image a copy may be: dilations can
// make borders of any size.
const mostBorder = 16

// newConv8 returns nil where the processor has no loop.Conv.
func newConv8(p *prep, s spatial, w []int8, zero int32, o *loop.Output, inZero int32) kernel {
	c := &conv8{spatial: s, in: p.in(0), out: p.out(0), zero: byte(inZero)}
	c.outC = len(w) / (s.taps() * s.inC)
	c.fromH, c.fromW = s.inH, s.inW
	needH := (s.outH-1)*s.strideH + (s.filterH-1)*s.dilationH + 1
	needW := (s.outW-1)*s.strideW + (s.filterW-1)*s.dilationW + 1
	copied := s.padTop > 0 || s.padLeft > 0 || needH > s.inH || needW > s.inW || c.in.Type == graph.UInt8
	if needH > s.inH*mostBorder || needW > s.inW*mostBorder {
		return nil
	}
	if copied {
		c.fromH, c.fromW, c.top, c.left = needH, needW, s.padTop, s.padLeft
	}
	c.conv = loop.NewConv(w, c.outC, c.windows(), zero, o, p.cpu)
	if c.conv == nil {
		return nil
	}
	c.conv.Share(p.m.packs.share)
	if !copied && !c.conv.Whole() {
		copied = true
	}
	if copied {
		c.image = p.scratch(graph.Int8, s.batch*c.fromH*c.fromW*s.inC+loop.ConvSlack)
	}
	c.unit = max(4, min(loop.ConvPixels/2, s.pixels()/(p.threads*unitsPerWorker)&^3))
	c.at = make([][loop.ConvPixels]int, p.threads)
	c.memory = p.scratchPerWorker(graph.Int8, c.conv.Scratch())
	return c
}

// windows says where a window's elements are in the image or its copy.
func (c *conv8) windows() loop.Windows {
	row := c.fromW * c.inC
	win := loop.Windows{Length: c.filterW * c.inC}
	if c.dilationW > 1 {
		win.Length = c.inC
	}
	for y := range c.filterH {
		for x := 0; x < c.filterW*c.inC; x += win.Length {
			win.Starts = append(win.Starts, y*c.dilationH*row+x*c.dilationW)
		}
	}
	return win
}

// prepare makes the copy.
func (c *conv8) prepare() {
	if c.image == nil {
		return
	}
	row := c.fromW * c.inC
	dst := c.image.Data
	flip := c.in.Type == graph.UInt8
	if c.fromH == c.inH && c.fromW == c.inW && c.top == 0 && c.left == 0 {
		loop.CopyFlipped(dst[:len(c.in.Data)], c.in.Data, flip)
		return
	}
	for i := range c.batch * c.fromH {
		n, y := i/c.fromH, i%c.fromH-c.top
		line := dst[i*row : (i+1)*row]
		if y < 0 || y >= c.inH {
			loop.Fill(line, c.zero)
			continue
		}
		src := c.in.Data[(n*c.inH+y)*c.inW*c.inC:][:c.inW*c.inC]
		left := c.left * c.inC
		count := min(len(src), row-left)
		loop.Fill(line[:left], c.zero)
		loop.CopyFlipped(line[left:left+count], src[:count], flip)
		loop.Fill(line[left+count:], c.zero)
	}
}

func (c *conv8) units() int { return max(1, c.pixels()/c.unit) }

func (c *conv8) macs() int64 {
	return int64(c.pixels()) * int64(c.outC) * int64(c.taps()*c.inC)
}

func (c *conv8) run(lo, hi, worker int) error {
	src := view[int8](c.in)
	if c.image != nil {
		src = view[int8](c.image)
	}
	size := len(c.memory.Data) / len(c.at)
	memory := c.memory.Data[worker*size : (worker+1)*size]
	for u := lo; u < hi; u++ {
		first, count := u*c.unit, c.unit
		if u == c.units()-1 {
			count = c.pixels() - first
		}
		at := c.at[worker][:count]
		c.locate(at, first)
		c.conv.Run(c.out.Data[first*c.outC:(first+count)*c.outC], src, at, memory)
	}
	return nil
}

// locate finds where the windows of pixels from first on start.
func (c *conv8) locate(at []int, first int) {
	row := first / c.outW
	x := first - row*c.outW
	n, y := row/c.outH, row%c.outH
	step := c.strideW * c.inC
	from := func() int { return ((n*c.fromH+y*c.strideH)*c.fromW + x*c.strideW) * c.inC }
	place := from()
	for i := range at {
		at[i] = place
		place += step
		if x++; x == c.outW {
			x = 0
			if y++; y == c.outH {
				n, y = n+1, 0
			}
			place = from()
		}
	}
}
