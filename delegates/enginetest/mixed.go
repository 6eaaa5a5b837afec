package enginetest

import (
	"encoding/binary"
	"math"

	"edged/models/graph"
)

// mix says which types meet in an operator with a filter, and what the model computes.
type mix struct {
	name             string
	in, filter, bias graph.DType
	computed         bool // filter and bias are inputs of the model
	noBias           bool
	perTensor        bool
	asymmetric       bool        // inputs quantized on the fly get a zero point
	out              graph.DType // where it is not in's; float32: it is
}

// filterMixes are those that convolutions share.
var filterMixes = []mix{
	{name: "float_computed", in: graph.Float32, filter: graph.Float32, bias: graph.Float32, computed: true},
	{name: "int8_computed", in: graph.Int8, filter: graph.Int8, bias: graph.Int32, computed: true},
	{name: "uint8_computed", in: graph.UInt8, filter: graph.UInt8, bias: graph.Int32, computed: true, perTensor: true},
	{name: "int8_int4", in: graph.Int8, filter: graph.Int4, bias: graph.Int32},
	{name: "int16", in: graph.Int16, filter: graph.Int8, bias: graph.Int64},
	{name: "int16_computed", in: graph.Int16, filter: graph.Int8, bias: graph.Int64, computed: true, perTensor: true},
}

// narrowMixes are 16-bit ones whose attributes give the bias 32 bits.
var narrowMixes = []mix{
	{name: "int16_narrow", in: graph.Int16, filter: graph.Int8, bias: graph.Int32},
	{name: "int16_int4", in: graph.Int16, filter: graph.Int4, bias: graph.Int64},
}

// deviation is the standard deviation of random elements of a type.
func deviation(t graph.DType) float64 {
	switch t {
	case graph.Int4:
		return 4.6
	case graph.Int2:
		return 1.1
	case graph.Int16:
		return 18900
	}
	return 74
}

// mixedOperands adds the input, the filter and the bias (-1: none) of an operator whose
// outputs sum up depth products each, and returns them with the output's quantization.
func (n *net) mixedOperands(m mix, w window, filter []int, axis, depth int) (in, f, b int, out *graph.Quant) {
	if m.in == graph.Float32 && m.filter == m.in {
		b = n.operand(m, graph.Float32, []int{filter[axis]}, nil)
		return n.input(m.in, w.in, nil), n.operand(m, m.filter, filter, nil), b, nil
	}
	fq := n.channelScales(filter[axis], axis, 0.01)
	if m.perTensor || w.perTensor {
		fq = affine(0.01, 0)
	}
	if m.filter == graph.UInt8 {
		fq.ZeroPoint[0] = 128
	}
	f = n.operand(m, m.filter, filter, fq)
	if m.in == graph.Float32 {
		return n.input(m.in, w.in, nil), f, n.bias(m, filter[axis], nil), nil
	}
	inScale := 1.5 / deviation(m.in)
	inQ, outQ := affine(float32(inScale), 0), affine(0, 0)
	spread := 1.5 * 0.01 * deviation(m.filter) * math.Sqrt(float64(depth))
	outQ.Scale[0] = float32(spread / (0.8 * deviation(m.in) * max(w.gain, 1)))
	if m.in != graph.Int16 {
		inQ.ZeroPoint[0], outQ.ZeroPoint[0] = zeroOf(m.in, w.zeroIn), zeroOf(m.in, w.zeroOut)
	}
	return n.input(m.in, w.in, inQ), f, n.bias(m, filter[axis], biasQuant(fq, inQ)), outQ
}

func biasQuant(filter, in *graph.Quant) *graph.Quant {
	q := &graph.Quant{ZeroPoint: make([]int64, len(filter.Scale))}
	for _, s := range filter.Scale {
		q.Scale = append(q.Scale, s*in.Scale[0])
	}
	return q
}

// operand adds a tensor that is constant or an input, of random elements.
func (n *net) operand(m mix, t graph.DType, shape []int, q *graph.Quant) int {
	if m.computed {
		return n.inputOf(t, shape, q, symmetric(t, n.random(t, shape)))
	}
	return n.constant(t, shape, q, symmetric(t, n.random(t, shape)))
}

// symmetric takes -128 out of int8 weights: no converter writes it, and the vector code
// behind LiteRT's hybrid kernels gets its sign wrong.
func symmetric(t graph.DType, data []byte) []byte {
	for i, v := range data {
		if t == graph.Int8 && v == 128 {
			data[i] = 129
		}
	}
	return data
}

// bias adds a bias of small elements, -1 where there is none.
func (n *net) bias(m mix, channels int, q *graph.Quant) int {
	if m.noBias {
		return -1
	}
	if m.bias == graph.Float32 {
		return n.operand(m, m.bias, []int{channels}, q)
	}
	top := 10000
	if m.in == graph.Int16 {
		top = 3000000
	}
	var data []byte
	for range channels {
		v := n.r.IntN(2*top) - top
		if m.bias == graph.Int64 {
			data = binary.LittleEndian.AppendUint64(data, uint64(v))
		} else {
			data = binary.LittleEndian.AppendUint32(data, uint32(v))
		}
	}
	if m.computed {
		return n.inputOf(m.bias, []int{channels}, q, data)
	}
	return n.constant(m.bias, []int{channels}, q, data)
}

// biasType is the attribute quantized_bias_type, which only narrow biases need.
func (m mix) biasType() graph.DType {
	if m.in == graph.Int16 && m.bias == graph.Int32 {
		return graph.Int32
	}
	return graph.Float32
}
