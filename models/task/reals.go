package task

import (
	"encoding/binary"
	"fmt"
	"math"

	"edged/models/graph"
)

// reals converts a tensor's elements to real numbers: scale*(q-zero) where it is
// quantized, the elements themselves where not.
type reals struct {
	dtype  graph.DType
	scale  float32
	zero   int32
	values []float32
}

// newReals checks that tensors of that type can be read.
func newReals(t *graph.Tensor) (*reals, error) {
	switch t.Type {
	case graph.Float32, graph.UInt8, graph.Int8, graph.Int16, graph.Int32, graph.Int64:
	default:
		return nil, fmt.Errorf("output %q is %v, which is no score", t.Name, t.Type)
	}
	if t.PerChannel() {
		return nil, fmt.Errorf("output %q is quantized per channel", t.Name)
	}
	r := &reals{dtype: t.Type, scale: 1}
	if s := t.Scale(); s != 0 && t.Type != graph.Float32 {
		r.scale, r.zero = s, t.ZeroPoint()
	}
	return r, nil
}

// read returns the tensor's values. They are valid until the next call.
func (r *reals) read(data []byte) []float32 {
	size := r.dtype.Bytes(1)
	n := len(data) / size
	if cap(r.values) < n {
		r.values = make([]float32, n)
	}
	r.values = r.values[:n]
	if r.dtype == graph.Float32 {
		for i := range r.values {
			r.values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		}
		return r.values
	}
	for i := range r.values {
		r.values[i] = r.scale * float32(integer(r.dtype, data[i*size:])-int64(r.zero))
	}
	return r.values
}

// integer reads one element of an integer type.
func integer(t graph.DType, b []byte) int64 {
	switch t {
	case graph.UInt8:
		return int64(b[0])
	case graph.Int8:
		return int64(int8(b[0]))
	case graph.Int16:
		return int64(int16(binary.LittleEndian.Uint16(b)))
	case graph.Int32:
		return int64(int32(binary.LittleEndian.Uint32(b)))
	}
	return int64(binary.LittleEndian.Uint64(b))
}
