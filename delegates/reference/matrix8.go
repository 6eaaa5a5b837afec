package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// matrix8 is a convolution of 8-bit tensors as products of matrices: CONV_2D, and
// FULLY_CONNECTED as its case of one tap. Its unit is a block of output pixels. Their
// windows are inputs of the product; no other copy of the image is made.
type matrix8 struct {
	spatial
	in, out    *value
	groups     []group8
	cols       int   // length of a window: taps times channels of a group
	outC       int   // of the whole output
	filterZero int32 // zero point of the weights as packed
	direct     bool  // windows are pixels of the input
	whole      bool  // lines of windows are in one piece
	windows    windows[int8]
	flip       bool         // the input is uint8
	block      int          // pixels of a unit
	memory     *value       // the blocks'
	blocks     []loop.Block // one for each worker
}

// group8 is the part of the output channels that sees the same input channels.
type group8 struct {
	weights *loop.Matrix
	output  *loop.Output
}

// plan8 is what a builder knows of the output: a range, and biases and scales by channel.
type plan8 struct {
	filter    *value
	zero      int32 // of the filter
	low, high int32
	bias      []int32
	scales    []float32 // of the filter
	output    func(bias []int32, from, to int) *loop.Output
}

func newMatrix8(p *prep, s spatial, groups int, q plan8) kernel {
	m := &matrix8{spatial: s, in: p.in(0), out: p.out(0), outC: len(q.bias)}
	m.cols = q.filter.Elems() / m.outC
	weights := signed(q.filter)
	inZero := p.in(0).ZeroPoint()
	m.direct = s.pointwise() && groups == 1
	m.whole = groups == 1 && s.dilationW == 1
	if m.in.Type == graph.UInt8 {
		inZero -= 128
	}
	m.filterZero = q.zero
	if q.filter.Type == graph.UInt8 {
		m.filterZero -= 128
	}
	per := m.outC / groups
	for g := range groups {
		from, to := g*per, (g+1)*per
		w := weights[from*m.cols : to*m.cols]
		o := q.output(foldZero(w, q.bias[from:to], inZero, m.filterZero), from, to).For(p.cpu)
		if groups == 1 && len(w) > 0 && m.pixels() > 0 {
			if c := newConv8(p, s, w, m.filterZero, o, inZero); c != nil {
				return c
			}
		}
		m.groups = append(m.groups, group8{p.packMatrix(q.filter, w, from*m.cols, per), o})
	}
	if !m.direct {
		m.windows = newWindows(p, &m.spatial, int8(p.in(0).ZeroPoint()))
	}
	m.flip = m.in.Type == graph.UInt8
	m.block = blockOf(m.groups[0].weights, m.pixels(), p.threads)
	most := min(m.block, m.pixels())
	m.blocks = m.groups[0].weights.Blocks(p.threads, most)
	m.memory = p.scratchPerWorker(graph.Int8, m.groups[0].weights.Scratch(most))
	return m
}

// unitsPerWorker is how many units a worker should have at least, for the last ones to
// end together, unless they have fewer products than unitProducts: microseconds of work.
const (
	unitsPerWorker = 8
	unitProducts   = 1 << 16
)

// blockOf returns how many pixels make a unit: as many as a block takes, or less where
// workers would have too few units.
func blockOf(w *loop.Matrix, pixels, threads int) int {
	if threads == 1 {
		return w.Inputs()
	}
	tiles := pixels / (threads * unitsPerWorker * w.Tile())
	least := (unitProducts-1)/max(w.Tile()*w.Products(), 1) + 1
	return min(w.Inputs(), max(tiles, least)*w.Tile())
}

// signed returns the elements of an 8-bit tensor as int8, uint8 ones 128 lower.
func signed(v *value) []int8 {
	if v.Type != graph.UInt8 {
		return view[int8](v)
	}
	out := value{Tensor: graph.Tensor{Data: make([]byte, len(v.Data))}}
	loop.Flip(out.Data, v.Data)
	return view[int8](&out)
}

// foldZero moves what the zero points zx of the input and zw of the weights w add to a
// sum into the bias: with x and w as stored, sum (x-zx)(w-zw) is
// sum xw - zx sum w - zw sum x + n zx zw. The term with sum x is left to the caller.
// Everything is modulo 2^32, as the sums are.
func foldZero(w []int8, bias []int32, zx, zw int32) []int32 {
	out := make([]int32, len(bias))
	cols := len(w) / len(bias)
	for i, b := range bias {
		out[i] = b - zx*loop.Sum(w[i*cols:(i+1)*cols]) + int32(int64(cols)*int64(zx)*int64(zw))
	}
	return out
}

func (m *matrix8) prepare() {
	if !m.direct {
		m.windows.prepare()
	}
}

func (m *matrix8) units() int { return (m.pixels() + m.block - 1) / m.block }

func (m *matrix8) macs() int64 {
	return int64(m.pixels()) * int64(m.outC) * int64(m.cols)
}

func (m *matrix8) run(lo, hi, worker int) error {
	b := &m.blocks[worker]
	n := len(m.memory.Data) / len(m.blocks)
	for g := range m.groups {
		b.Use(m.groups[g].weights, m.memory.Data[worker*n:(worker+1)*n])
		for first := lo * m.block; first < min(hi*m.block, m.pixels()); first += m.block {
			m.compute(b, first, min(m.block, m.pixels()-first), g, worker)
		}
	}
	return nil
}

// compute computes a group's channels of count output pixels from first on.
func (m *matrix8) compute(b *loop.Block, first, count, g, worker int) {
	m.load(b, first, count, g, worker)
	b.Mul(count)
	var add []int32
	if m.filterZero != 0 {
		add = b.Sums(count, -m.filterZero)
	}
	dst := m.out.Data[first*m.outC+g*m.outC/len(m.groups):]
	m.groups[g].output.StoreRows(dst, m.outC, b.Acc, b.Stride, count, add)
}

// load makes the windows of pixels the inputs of a block.
func (m *matrix8) load(b *loop.Block, first, count, g, worker int) {
	if m.direct {
		b.Load(0, m.in.Data[first*m.cols:], count, m.flip)
		return
	}
	pieces := &b.Pieces
	pieces.X, pieces.Step = m.windows.tables[worker], m.strideW*m.inC
	channels := m.inC / len(m.groups)
	for i := 0; i < count; i += pieces.N {
		n := m.windows.at(pieces.X, view[int8](m.in), first+i, g*channels)
		pieces.N = min(max(n, 1), count-i)
		if n > 0 && m.whole {
			pieces.Every, pieces.Count, pieces.Length = m.filterW, m.filterH, m.filterW*channels
		} else {
			pieces.Every, pieces.Count, pieces.Length = 1, m.spatial.taps(), channels
		}
		b.LoadPieces(i, pieces, m.flip)
	}
}
