package verify

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"edged/models/graph"
)

// patterns fill an input with numbers from 0 to 1, each in a way of its own. They take turns
// from one set of inputs to the next.
var patterns = []func(*rand.Rand, shape) func(i int) float64{
	noise, waves, blocks, nearlyConstant, extremes, gradient,
}

// Inputs draws n sets of inputs from the ranges of their tensors, the same ones each time for
// a seed: noise, waves, blocks, one value with little beside it, least and largest values,
// gradients. Real numbers lie from -1 to 1, or where the file says; int32 and int64 are 0 or
// 1, as indices of small tables may be meant: InputsOf knows the tables. Strings are empty.
func Inputs(sig graph.Signature, n int, seed uint64) [][]graph.Tensor {
	return draw(sig, make([]int, len(sig.Inputs)), n, seed)
}

// InputsOf draws inputs as Inputs does; those that are indices of a table in the graph, token
// ids for example, over all its rows.
func InputsOf(g *graph.Graph, sig graph.Signature, n int, seed uint64) [][]graph.Tensor {
	return draw(sig, tableRows(g, sig), n, seed)
}

// draw fills n sets; rows are those of the table an input is an index of, 0: none.
func draw(sig graph.Signature, rows []int, n int, seed uint64) [][]graph.Tensor {
	rng := rand.New(rand.NewPCG(seed, 0))
	out := make([][]graph.Tensor, n)
	for i := range out {
		for j, t := range sig.Inputs {
			at := patterns[i%len(patterns)](rng, shapeOf(&t))
			low, high := span(&t, rows[j])
			t.Data = make([]byte, t.Bytes())
			for k := range t.Elems() {
				put(t, k, low+at(k)*(high-low))
			}
			out[i] = append(out[i], t)
		}
	}
	return out
}

// span is the range of an input's elements.
func span(t *graph.Tensor, rows int) (low, high float64) {
	if rows > 0 {
		return 0, float64(rows - 1)
	}
	switch t.Type {
	case graph.Int8:
		return math.MinInt8, math.MaxInt8
	case graph.UInt8:
		return 0, math.MaxUint8
	case graph.Int16:
		return math.MinInt16, math.MaxInt16
	case graph.UInt16:
		return 0, math.MaxUint16
	case graph.Float32, graph.Float16, graph.Float64:
		return realSpan(t.Quant)
	}
	return 0, 1
}

// realSpan is the range a converter saw, if it says.
func realSpan(q *graph.Quant) (low, high float64) {
	if q != nil && len(q.Min) == 1 && len(q.Max) == 1 {
		low, high = float64(q.Min[0]), float64(q.Max[0])
		if finite(low) && finite(high) && low < high {
			return low, high
		}
	}
	return -1, 1
}

// put writes element i of a tensor of numbers; other types stay zero.
func put(t graph.Tensor, i int, v float64) {
	d, n := t.Data, int64(math.Round(v))
	switch t.Type {
	case graph.Float32:
		binary.LittleEndian.PutUint32(d[4*i:], math.Float32bits(float32(v)))
	case graph.Float64:
		binary.LittleEndian.PutUint64(d[8*i:], math.Float64bits(v))
	case graph.Float16:
		binary.LittleEndian.PutUint16(d[2*i:], halfBits(v))
	case graph.Int8, graph.UInt8, graph.Bool:
		d[i] = byte(n)
	case graph.Int16, graph.UInt16:
		binary.LittleEndian.PutUint16(d[2*i:], uint16(n))
	case graph.Int32, graph.UInt32:
		binary.LittleEndian.PutUint32(d[4*i:], uint32(n))
	case graph.Int64, graph.UInt64:
		binary.LittleEndian.PutUint64(d[8*i:], uint64(n))
	}
}

// halfBits returns a number as IEEE 754 binary16, cut off to a multiple of 2^-10 from -1 to
// 1, which is precise enough for an input that was drawn.
func halfBits(v float64) uint16 {
	m := uint16(min(math.Abs(v), 1) * 1024)
	if m == 0 {
		return 0
	}
	exp := uint16(15)
	for ; m < 1024; m <<= 1 {
		exp--
	}
	sign := uint16(0)
	if v < 0 {
		sign = 1 << 15
	}
	return sign | exp<<10 | m&1023
}
