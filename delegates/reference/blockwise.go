package reference

import (
	"errors"
	"fmt"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// blockwise is a fully connected layer of float32 rows and int4 weights that have a scale
// for each run of a row (TFLite's EvalBlockwise4Bit, fully_connected.cc). The reference
// kernels have none: they take such weights for zeros. Its unit is a block of channels of
// one row.
type blockwise struct {
	operands
	input    *onTheFly
	rows     int
	depth    int
	blockLen int       // elements of a run
	weights  []int8    // [channel][depth]
	scales   []float32 // [channel][run]
	zeroSums []float32 // by channel: what a zero point of 1 adds
	acc      [][]int32
}

// blocksOf returns a tensor's block-wise quantization, nil if it has none.
func blocksOf(v *value) *graph.BlockwiseQuantization {
	if v.Quant == nil {
		return nil
	}
	b, _ := v.Quant.Details.(*graph.BlockwiseQuantization)
	return b
}

func newBlockwise(p *prep, q *graph.BlockwiseQuantization, a graph.Activation) (kernel, error) {
	w, err := p.weights(1)
	if err != nil {
		return nil, err
	}
	b := &blockwise{operands: p.operands(0, 1, 2), depth: w.Shape[1], blockLen: int(q.BlockSize)}
	switch {
	case b.in.Type != graph.Float32 || w.Type != graph.Int4 || b.out.Type != graph.Float32 || b.bias != nil && b.bias.Type != graph.Float32:
		return nil, fmt.Errorf("%w with weights that have a scale for each block", p.noType())
	case a != graph.ActNone:
		return nil, fmt.Errorf("cannot fuse activation %v where weights have a scale for each block", a)
	case b.blockLen <= 0 || b.depth%b.blockLen != 0 || b.depth%2 != 0:
		return nil, fmt.Errorf("blocks of %d do not divide %d weights", b.blockLen, b.depth)
	}
	u, err := unpacked(w, graph.Int4)
	if err != nil {
		return nil, err
	}
	b.weights = view[int8](u)
	if b.scales, err = blockScales(p, q, len(b.weights)/b.blockLen); err != nil {
		return nil, err
	}
	b.sumZeros(w.Shape[0])
	b.rows = b.in.Elems() / b.depth
	b.input = newOnTheFly(p, b.in, b.rows, false)
	for range p.threads {
		b.acc = append(b.acc, make([]int32, columnBlock))
	}
	return b, nil
}

// blockScales returns the half-precision scales of n blocks.
func blockScales(p *prep, q *graph.BlockwiseQuantization, n int) ([]float32, error) {
	if q.Scales < 0 || int(q.Scales) >= len(p.vals) {
		return nil, errors.New("the scales of blocks are no tensor")
	}
	s := p.vals[q.Scales]
	if s.Type != graph.Float16 || !s.constant {
		return nil, fmt.Errorf("tensor %s: scales of blocks must be constant and float16", s.Name)
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	h := view[uint16](s)
	if len(h) != n {
		return nil, fmt.Errorf("tensor %s has %d scales, wants %d", s.Name, len(h), n)
	}
	out := make([]float32, n)
	for i, v := range h {
		out[i] = half(v)
	}
	return out, nil
}

func (b *blockwise) sumZeros(channels int) {
	b.zeroSums = make([]float32, channels)
	for i, s := range b.scales {
		b.zeroSums[i*b.blockLen/b.depth] += s * float32(loop.Sum(b.weights[i*b.blockLen:(i+1)*b.blockLen]))
	}
}

func (b *blockwise) prepare() { b.input.quantize() }

func (b *blockwise) perRow() int { return (len(b.zeroSums) + columnBlock - 1) / columnBlock }

func (b *blockwise) units() int { return b.rows * b.perRow() }

func (b *blockwise) macs() int64 { return int64(b.rows) * int64(len(b.weights)) }

func (b *blockwise) run(lo, hi, worker int) error {
	channels, runs := len(b.zeroSums), b.depth/b.blockLen
	for u := lo; u < hi; u++ {
		row, first := u/b.perRow(), u%b.perRow()*columnBlock
		x := view[int8](b.input.quantized)[row*b.depth:][:b.depth]
		acc := b.acc[worker][:min(columnBlock, channels-first)]
		dst := view[float32](b.out)[row*channels+first:][:len(acc)]
		clear(dst)
		for r := range runs {
			clear(acc)
			at := r * b.blockLen
			loop.Dots(acc, x[at:at+b.blockLen], b.weights[first*b.depth+at:], b.depth, 0, 0)
			for c, s := range acc {
				dst[c] += float32(s) * b.scales[(first+c)*runs+r]
			}
		}
		b.finish(dst, row, first)
	}
	return nil
}

// finish takes the zero point of a row out, scales it back and adds the bias.
func (b *blockwise) finish(dst []float32, row, first int) {
	zero, scale := float32(b.input.zeros[row]), b.input.scales[row]
	for c := range dst {
		dst[c] = (dst[c] - zero*b.zeroSums[first+c]) * scale
	}
	if b.bias == nil {
		return
	}
	for c, v := range view[float32](b.bias)[first:][:len(dst)] {
		dst[c] += v
	}
}
