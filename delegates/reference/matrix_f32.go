package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// matrixF32 is matrix8 for float32 tensors.
type matrixF32 struct {
	spatial
	in, out *value
	groups  []groupF32
	cols    int
	outC    int
	pad     []float32
	inPlace bool
	rows    *value
	acc     *value
	accLen  int
}

type groupF32 struct {
	weights *loop.WeightsF32
	output  loop.OutputF32
}

func newMatrixF32(p *prep, s spatial, groups int, a graph.Activation) (kernel, error) {
	f := p.in(1)
	m := &matrixF32{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[0]}
	m.cols = f.Elems() / m.outC
	b, err := bias[float32](p, 2, graph.Float32, m.outC)
	if err != nil {
		return nil, err
	}
	low, high, err := fixedpoint.ActivationRangeFloat(a)
	if err != nil {
		return nil, err
	}
	per := m.outC / groups
	for g := range groups {
		from, to := g*per, (g+1)*per
		w := loop.PackF32(view[float32](f)[from*m.cols:to*m.cols], per)
		m.groups = append(m.groups, groupF32{w, loop.OutputF32{Bias: b[from:to], Low: low, High: high}})
	}
	m.pad = make([]float32, s.filterW*s.inC/groups)
	m.inPlace = s.pointwise() && groups == 1
	m.accLen = m.groups[0].weights.PaddedRows()
	if !m.inPlace {
		m.rows = p.scratchPerWorker(graph.Float32, loop.Pixels*m.cols)
	}
	m.acc = p.scratchPerWorker(graph.Float32, loop.Pixels*m.accLen)
	return m, nil
}

func (m *matrixF32) units() int { return (m.pixels() + loop.Pixels - 1) / loop.Pixels }

func (m *matrixF32) macs() int64 {
	return int64(m.pixels()) * int64(m.outC) * int64(m.cols)
}

func (m *matrixF32) run(lo, hi, worker int) error {
	var t tileF32
	accs := view[float32](m.acc)[worker*loop.Pixels*m.accLen:]
	for i := range t.acc {
		t.acc[i] = accs[i*m.accLen : (i+1)*m.accLen]
	}
	if !m.inPlace {
		rows := view[float32](m.rows)[worker*loop.Pixels*m.cols:]
		for i := range t.x {
			t.x[i] = rows[i*m.cols : (i+1)*m.cols]
		}
	}
	for u := lo; u < hi; u++ {
		m.tile(&t, u*loop.Pixels)
	}
	return nil
}

// tileF32 is a worker's memory.
type tileF32 struct {
	x, acc [loop.Pixels][]float32
}

// tile computes the output pixels from first on, Pixels of them or what is left.
func (m *matrixF32) tile(t *tileF32, first int) {
	count := min(loop.Pixels, m.pixels()-first)
	per := m.outC / len(m.groups)
	channels := m.inC / len(m.groups)
	src, dst := view[float32](m.in), view[float32](m.out)
	for g := range m.groups {
		group := &m.groups[g]
		for i := range loop.Pixels {
			pixel := first + min(i, count-1)
			if m.inPlace {
				t.x[i] = src[pixel*m.cols : (pixel+1)*m.cols]
			} else {
				gather(&m.spatial, t.x[i], src, m.pad, pixel, g*channels, channels)
			}
		}
		if count == 1 {
			group.weights.Mul1(t.acc[0], t.x[0])
		} else {
			group.weights.Mul3(&t.acc, &t.x)
		}
		for i := range count {
			at := (first+i)*m.outC + g*per
			group.output.Store(dst[at:at+per], t.acc[i])
		}
	}
}
