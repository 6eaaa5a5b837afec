package enginetest

import (
	"encoding/binary"
	"math"
	"slices"

	"edged/models/graph"
)

// lively adds an input of random elements that go to the ends: 8-bit types over their
// whole range, the ends often; floats over many magnitudes; wide integers small or, one
// in eight, anything.
func (n *net) lively(t graph.DType, shape []int, q *graph.Quant) int {
	return n.inputOf(t, shape, q, n.livelyData(t, shape))
}

func (n *net) livelyData(t graph.DType, shape []int) []byte {
	b := make([]byte, 0, t.Bytes(graph.Elems(shape)))
	for range graph.Elems(shape) {
		b, _ = binary.Append(b, binary.LittleEndian, n.number(t))
	}
	return b
}

func (n *net) number(t graph.DType) any {
	r := n.r
	any1in8 := r.IntN(8) == 0
	switch t {
	case graph.Float32:
		return float32(math.Ldexp(r.NormFloat64(), r.IntN(8)-3))
	case graph.Float64:
		return math.Ldexp(r.NormFloat64(), r.IntN(8)-3)
	case graph.Bool:
		return uint8(r.IntN(2))
	case graph.Int8, graph.UInt8:
		return [...]uint8{0, 127, 128, 255, uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32())}[r.IntN(8)]
	case graph.Float16:
		return uint16(r.IntN(2)<<15 | (11+r.IntN(8))<<10 | r.IntN(1024))
	case graph.Int16, graph.UInt16:
		return uint16(r.Uint32())
	case graph.Int64, graph.UInt64:
		if any1in8 {
			return int64(r.Uint64())
		}
		return int64(r.IntN(200) - 100)
	}
	if any1in8 {
		return int32(r.Uint32())
	}
	return int32(r.IntN(200) - 100)
}

// ops adds an operator with several outputs of one type and quantization.
func (n *net) ops(op graph.Op, t graph.DType, q *graph.Quant, outputs int) {
	outs := make([]graph.Tensor, outputs)
	for i := range outs {
		outs[i] = graph.Tensor{Type: t, Quant: q}
	}
	n.add(op, outs...)
}

// add adds an operator with outputs of the types and quantizations given; their shapes
// are inferred.
func (n *net) add(op graph.Op, outs ...graph.Tensor) {
	for _, t := range outs {
		t.Name = "out"
		i := n.tensor(t)
		op.Outputs = append(op.Outputs, i)
		n.sub.Outputs = append(n.sub.Outputs, i)
	}
	op.Version = max(op.Version, 1)
	n.sub.Ops = append(n.sub.Ops, op)
	shapes, err := n.Graph.Shapes(n.sub)
	if err != nil {
		panic(n.Name + ": " + err.Error()) // the suite itself is wrong
	}
	for _, i := range op.Outputs {
		n.sub.Tensors[i].Shape = shapes[i]
	}
}

// at8 is a quantization of an 8-bit type whose zero point is given for int8.
func at8(t graph.DType, scale float32, zero int64) *graph.Quant {
	switch t {
	case graph.Int8:
		return affine(scale, zero)
	case graph.UInt8:
		return affine(scale, zero+128)
	}
	return nil
}

// quantFor is at8, and for int16 a quantization of about the same range.
func quantFor(t graph.DType, scale float32, zero int64) *graph.Quant {
	if t == graph.Int16 {
		return affine(scale/256, 0)
	}
	return at8(t, scale, zero)
}

// perType builds a case for each type.
func perType(build func(n *net, t graph.DType), types ...graph.DType) []Case {
	var out []Case
	for _, t := range types {
		n := newNet(t.String())
		build(n, t)
		out = append(out, n.Case)
	}
	return out
}

// anyType are the types of operators that move elements without looking at them.
var anyType = []graph.DType{graph.Float32, graph.Int8, graph.UInt8, graph.Int16, graph.Int32, graph.Int64, graph.Bool}

// numbers are those of anyType that are numbers.
var numbers = anyType[:6]

// but returns the types of a list without some.
func but(types []graph.DType, without ...graph.DType) []graph.DType {
	return slices.DeleteFunc(slices.Clone(types), func(t graph.DType) bool { return slices.Contains(without, t) })
}

// quantOf is a quantization of an 8-bit or 16-bit type, nil for others. The zero point is
// given for int8; that of int16 is 0.
func quantOf(t graph.DType, scale float32, zero int64) *graph.Quant {
	if t == graph.Int16 {
		return affine(scale, 0)
	}
	return at8(t, scale, zero)
}

// scalar adds a constant of one element.
func (n *net) scalar(t graph.DType, data []byte) int { return n.constant(t, []int{}, nil, data) }
