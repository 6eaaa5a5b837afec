package reference

import (
	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// matrixF32 is matrix8 for float32 tensors. Windows are read where they are.
type matrixF32 struct {
	spatial
	in, out *value
	groups  []*loop.MatrixF32
	cols    int
	outC    int
	whole   bool // lines of windows are in one piece
	direct  bool // windows are pixels of the input
	windows windows[float32]
	block   int                    // pixels of a unit
	memory  *value                 // what products need, for each worker
	pieces  []loop.Pieces[float32] // one for each worker
}

// blockF32 is how many pixels make a unit; six divide best.
const blockF32 = 24

func newMatrixF32(p *prep, s spatial, groups int, a graph.Activation) (kernel, error) {
	f := p.in(1)
	m := &matrixF32{spatial: s, in: p.in(0), out: p.out(0), outC: f.Shape[0], block: blockF32}
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
		o := loop.OutputF32{Bias: b[from:to], Low: low, High: high}
		m.groups = append(m.groups, loop.PackMatrixF32(view[float32](f)[from*m.cols:to*m.cols], per, o, p.cpu))
	}
	m.direct = s.pointwise() && groups == 1
	m.whole = groups == 1 && s.dilationW == 1
	if !m.direct {
		m.windows = newWindows(p, &m.spatial, float32(0))
	}
	m.memory = p.scratchPerWorker(graph.Float32, m.groups[0].Scratch())
	m.pieces = make([]loop.Pieces[float32], p.threads)
	for i := range m.pieces {
		m.pieces[i].X = make([]*float32, loop.TableLen(s.taps()))
	}
	return m, nil
}

func (m *matrixF32) prepare() {
	if !m.direct {
		m.windows.prepare()
	}
}

func (m *matrixF32) units() int { return (m.pixels() + m.block - 1) / m.block }

func (m *matrixF32) macs() int64 {
	return int64(m.pixels()) * int64(m.outC) * int64(m.cols)
}

func (m *matrixF32) run(lo, hi, worker int) error {
	n := m.groups[0].Scratch()
	memory := view[float32](m.memory)[worker*n : (worker+1)*n]
	dst := view[float32](m.out)
	p := &m.pieces[worker]
	per := m.outC / len(m.groups)
	for g, w := range m.groups {
		for pixel := lo * m.block; pixel < min(hi*m.block, m.pixels()); pixel += p.N {
			m.find(p, pixel, min(hi*m.block, m.pixels())-pixel, g)
			w.Mul(dst[pixel*m.outC+g*per:], m.outC, p, memory)
		}
	}
	return nil
}

// find makes pieces of the windows of up to count pixels, at least one.
func (m *matrixF32) find(p *loop.Pieces[float32], pixel, count, g int) {
	src := view[float32](m.in)
	if m.direct {
		p.X[0], p.Step, p.N = &src[pixel*m.cols], m.cols, count
		p.Every, p.Count, p.Length = 1, 1, m.cols
		return
	}
	channels := m.inC / len(m.groups)
	n := m.windows.at(p.X, src, pixel, g*channels)
	p.Step, p.N = m.strideW*m.inC, min(max(n, 1), count)
	p.Every, p.Count, p.Length = 1, m.spatial.taps(), channels
	if n > 0 && m.whole {
		p.Every, p.Count, p.Length = m.filterW, m.filterH, m.filterW*channels
	}
}
