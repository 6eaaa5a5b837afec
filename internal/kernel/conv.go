package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// Windows says where the elements of a convolution's window lie in an image of int8: in
// segments of Length elements each, segment i Starts[i] after the window's first element.
type Windows struct {
	Starts []int
	Length int
}

// Conv is a convolution of int8 images whose sums an Output stores, packed for a processor
// that computes it in one piece.
type Conv struct {
	rows    int
	windows Windows
	output  *Output
	zero    int32 // of the weights
	kernel  *convKernel
	panels  int
	bytes   int     // of a panel's weights
	weights []int8  // panel by panel
	quant   []int32 // of each panel: biases, multipliers, shifts
	steps   []int
	args    convArgs // what is the same for all pixels
}

// convKernel is what an instruction set has for convolutions. A panel of weights holds a
// number of channels; where that does not divide all of them, the last panel overlaps the
// one before.
type convKernel struct {
	rows  int // channels of a panel
	depth int // columns of a segment are padded to a multiple of it
	// place is where a panel has column c of padded ones of a segment, of row r.
	place func(r, c, padded int) int
}

// convArgs is what a kernel reads. Strides are in bytes.
type convArgs struct {
	image     *int8
	at        *int // of each pixel, where its window starts in the image
	pixels    int
	out       unsafe.Pointer // bytes, or int32 in mode inRaw
	outStride int
	weights   *int8
	quant     *int32
	panels    int
	lastBack  int  // how much the last panel overlaps the one before
	steps     *int // from the end of a segment to the start of the next
	segments  int
	blocks    int    // of 16 columns in a segment
	tails     int    // of depth columns after them
	sums      *int32 // of each pixel, what is added to its sums, or nil
	mode      int
	safe      int       // 1 where a sum of two products may overflow 16 bits
	limits    [64]uint8 // 16 bytes each: zero point as int16, low, high, what is flipped
}

// ConvPixels is how many pixels Run takes at most, ConvSlack how many bytes after an image
// it may read (and multiply by 0), and convPanels how many bytes of weights should meet all
// of them before the next.
const (
	ConvPixels = 64
	ConvSlack  = 16
	convPanels = 16 << 10
)

// NewConv packs weights with rows rows, given row by row, whose zero point is zero. It
// returns nil where the processor has no kernel.
func NewConv(w []int8, rows int, win Windows, zero int32, o *Output, f cpu.Features) *Conv {
	k := convKernelFor(f)
	if k == nil {
		return nil
	}
	c := &Conv{rows: rows, windows: win, output: o, zero: zero, kernel: k}
	padded := roundUp(win.Length, k.depth)
	c.panels = (rows + k.rows - 1) / k.rows
	c.bytes = k.rows * padded * len(win.Starts)
	c.pack(w, padded)
	for i := 1; i < len(win.Starts); i++ {
		c.steps = append(c.steps, win.Starts[i]-win.Starts[i-1]-padded)
	}
	c.steps = append(c.steps, 0)
	c.args = convArgs{
		segments: len(win.Starts), steps: &c.steps[0],
		blocks: padded / 16, tails: padded % 16 / k.depth, mode: inRaw,
	}
	if overflows(w, win.Length) {
		c.args.safe = 1
	}
	c.setOutput()
	return c
}

// overflows reports whether two products of columns eight apart can outgrow 16 bits.
func overflows(w []int8, segment int) bool {
	for i, v := range w {
		if v == -128 && i%segment+8 < segment && w[i+8] == -128 {
			return true
		}
	}
	return false
}

// start returns the first row of a panel.
func (c *Conv) start(panel int) int {
	return max(0, min(panel*c.kernel.rows, c.rows-c.kernel.rows))
}

func (c *Conv) pack(w []int8, padded int) {
	c.weights = make([]int8, c.panels*c.bytes)
	k, n := c.kernel, c.windows.Length
	cols := len(c.windows.Starts) * n
	for p := range c.panels {
		for r := range min(k.rows, c.rows) {
			row := w[(c.start(p)+r)*cols:][:cols]
			for i, v := range row {
				at := p*c.bytes + i/n*padded*k.rows + k.place(r, i%n, padded)
				c.weights[at] = v
			}
		}
	}
}

// setOutput chooses the mode and fills in what it needs.
func (c *Conv) setOutput() {
	c.args.limits = c.output.limits()
	c.quant = make([]int32, c.panels*3*c.kernel.rows)
	mode, ok := c.output.inRegisters()
	if !ok {
		return
	}
	c.args.mode = mode
	for p := range c.panels {
		c.output.constants(c.quant[p*3*c.kernel.rows:], c.start(p), c.kernel.rows)
	}
}

// Scratch returns how many bytes of memory Run needs.
func (c *Conv) Scratch() int {
	stride := 4
	if c.args.mode != inRaw {
		stride = 1
	}
	return roundUp(ConvPixels*4, Align) + roundUp(ConvPixels*c.panels*c.kernel.rows*stride, Align)
}

// Whole reports whether segments need no padding: nothing after an image is read.
func (c *Conv) Whole() bool { return c.windows.Length%c.kernel.depth == 0 }

// Run computes up to ConvPixels pixels, one after the other in dst, whose windows start at
// places in image. With x[j] the elements of pixel i's window,
//
//	dst[i*rows+r] = output(sum over j of w[r][j] * x[j] - zero * sum over j of x[j])
func (c *Conv) Run(dst []byte, image []int8, at []int, memory []byte) {
	sums, memory := carve[int32](memory, ConvPixels)
	a := c.args
	a.image, a.at, a.pixels = &image[0], &at[0], len(at)
	if c.zero != 0 {
		c.sumWindows(sums, image, at)
		a.sums = &sums[0]
	}
	wide := c.panels * c.kernel.rows
	switch {
	case a.mode == inRaw:
		a.sums = nil
		acc, _ := carve[int32](memory, len(at)*wide)
		a.out, a.outStride = unsafe.Pointer(&acc[0]), wide*4
		c.run(&a, 4)
		c.storeRaw(dst, acc, sums, len(at))
	case c.rows < c.kernel.rows:
		a.out, a.outStride = unsafe.Pointer(&memory[0]), wide
		c.run(&a, 1)
		for i := range at {
			copy(dst[i*c.rows:(i+1)*c.rows], memory[i*wide:])
		}
	default:
		a.out, a.outStride = unsafe.Pointer(&dst[0]), c.rows
		c.run(&a, 1)
	}
}

// storeRaw stores sums. The last panel's follow the others', wherever it starts.
func (c *Conv) storeRaw(dst []byte, acc, sums []int32, n int) {
	wide, back := c.panels*c.kernel.rows, c.back()
	for i := range n {
		if last := acc[i*wide:][:wide]; back > 0 {
			copy(last[c.rows-c.kernel.rows:], last[wide-c.kernel.rows:])
		}
	}
	if c.zero == 0 {
		sums = nil
	}
	c.output.StoreRows(dst, c.rows, acc, wide, n, sums)
}

// back is how many rows the last panel shares with the one before.
func (c *Conv) back() int {
	if c.rows < c.kernel.rows {
		return 0
	}
	return c.panels*c.kernel.rows - c.rows
}

// run computes all panels, some at a time. size is that of an element of the output.
func (c *Conv) run(a *convArgs, size int) {
	group := max(1, convPanels/c.bytes)
	out := a.out
	for p := 0; p < c.panels; p += group {
		n := min(group, c.panels-p)
		a.weights, a.quant, a.panels = &c.weights[p*c.bytes], &c.quant[p*3*c.kernel.rows], n
		at := p * c.kernel.rows
		a.lastBack = 0
		if last := p+n == c.panels; last && a.mode != inRaw {
			a.lastBack = c.back()
			if n == 1 {
				at -= c.back()
			}
		}
		a.out = unsafe.Add(out, at*size)
		convCall(c.kernel, a)
	}
}

// sumWindows sets sums[i] to -zero times the sum of pixel i's window.
func (c *Conv) sumWindows(sums []int32, image []int8, at []int) {
	sumWindows(sums, image, at, &c.windows, -c.zero)
}
