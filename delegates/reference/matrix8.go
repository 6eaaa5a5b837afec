package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// matrix8 is a convolution of 8-bit tensors as products of matrices: CONV_2D, and
// FULLY_CONNECTED as its case of one tap. Its unit is a tile of loop.Pixels output
// pixels. A tile's windows are gathered into rows of int8, uint8 made signed on the way;
// no other copy of the image is made.
type matrix8 struct {
	spatial
	in, out    *value
	groups     []group8
	cols       int    // length of a row: taps times channels of a group
	outC       int    // of the whole output
	filterZero int32  // zero point of the weights as packed
	pad        []int8 // what stands outside the image, a line of the window
	inPlace    bool   // rows are the input's own
	rows       *value // for each worker Pixels rows
	acc        *value // for each worker Pixels rows of sums
	lanes      *value // for each worker, for loop.Weights.Mul3
	accLen     int
	lanesLen   int
}

// group8 is the part of the output channels that sees the same input channels.
type group8 struct {
	weights *loop.Weights
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

func newMatrix8(p *prep, s spatial, groups int, q plan8) *matrix8 {
	m := &matrix8{spatial: s, in: p.in(0), out: p.out(0), outC: len(q.bias)}
	m.cols = q.filter.Elems() / m.outC
	signed := signedCopy(q.filter)
	inZero := p.in(0).ZeroPoint()
	m.pad = fill(int8(inZero), s.filterW*s.inC/groups)
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
		w := signed[from*m.cols : to*m.cols]
		folded := foldZero(w, q.bias[from:to], inZero, m.filterZero)
		m.groups = append(m.groups, group8{loop.Pack(w, per), q.output(folded, from, to)})
	}
	m.inPlace = s.pointwise() && groups == 1 && m.in.Type == graph.Int8
	m.reserve(p)
	return m
}

func (m *matrix8) reserve(p *prep) {
	w := m.groups[0].weights
	m.accLen, m.lanesLen = w.PaddedRows(), w.Entries()
	if !m.inPlace {
		m.rows = p.scratchPerWorker(graph.Int8, loop.Pixels*m.cols)
	}
	m.acc = p.scratchPerWorker(graph.Int32, loop.Pixels*m.accLen)
	m.lanes = p.scratchPerWorker(graph.Int64, loop.Steps*m.lanesLen)
}

// signedCopy returns the elements of an 8-bit tensor as int8, uint8 ones 128 lower.
func signedCopy(v *value) []int8 {
	out := value{Tensor: graph.Tensor{Data: make([]byte, len(v.Data))}}
	if v.Type == graph.UInt8 {
		loop.Flip(out.Data, v.Data)
	} else {
		copy(out.Data, v.Data)
	}
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

func (m *matrix8) units() int { return (m.pixels() + loop.Pixels - 1) / loop.Pixels }

func (m *matrix8) macs() int64 {
	return int64(m.pixels()) * int64(m.outC) * int64(m.cols)
}

func (m *matrix8) run(lo, hi, worker int) error {
	var t tile8
	accs := view[int32](m.acc)[worker*loop.Pixels*m.accLen:]
	for i := range t.acc {
		t.acc[i] = accs[i*m.accLen : (i+1)*m.accLen]
	}
	t.lanes = view[[loop.Steps]int64](m.lanes)[worker*m.lanesLen : (worker+1)*m.lanesLen]
	if !m.inPlace {
		rows := view[int8](m.rows)[worker*loop.Pixels*m.cols:]
		for i := range t.x {
			t.x[i] = rows[i*m.cols : (i+1)*m.cols]
		}
	}
	for u := lo; u < hi; u++ {
		m.tile(&t, u*loop.Pixels)
	}
	return nil
}

// tile8 is a worker's memory.
type tile8 struct {
	x     [loop.Pixels][]int8
	acc   [loop.Pixels][]int32
	lanes [][loop.Steps]int64
}

// tile computes the output pixels from first on, Pixels of them or what is left.
func (m *matrix8) tile(t *tile8, first int) {
	count := min(loop.Pixels, m.pixels()-first)
	per := m.outC / len(m.groups)
	for g := range m.groups {
		group := &m.groups[g]
		for i := range loop.Pixels {
			m.load(t, i, first+min(i, count-1), g)
		}
		if count == 1 {
			group.weights.Mul1(t.acc[0], t.x[0])
		} else {
			group.weights.Mul3(&t.acc, &t.x, t.lanes)
		}
		for i := range count {
			var add int32
			if m.filterZero != 0 {
				add = -m.filterZero * loop.Sum(t.x[i])
			}
			at := (first+i)*m.outC + g*per
			group.output.Store(m.out.Data[at:at+per], t.acc[i], add)
		}
	}
}

// load makes row i of the tile the window of a pixel.
func (m *matrix8) load(t *tile8, i, pixel, g int) {
	if m.inPlace {
		t.x[i] = view[int8](m.in)[pixel*m.cols : (pixel+1)*m.cols]
		return
	}
	row := bytesOf(t.x[i])
	if m.pointwise() && len(m.groups) == 1 {
		loop.Flip(row, m.in.Data[pixel*m.cols:(pixel+1)*m.cols])
		return
	}
	count := m.inC / len(m.groups)
	gather(&m.spatial, t.x[i], view[int8](m.in), m.pad, pixel, g*count, count)
	if m.in.Type == graph.UInt8 {
		loop.Flip(row, row)
	}
}
