package tflite

import "edged/models/graph"

// Slots of the Tensor table.
const (
	tensorShape = iota
	tensorType
	tensorBuffer
	tensorName
	tensorQuant
	tensorVariable
	tensorSparsity
	tensorSignature
	tensorHasRank
	tensorVariants
	tensorExternal
)

func (d *decoder) tensor(t table) graph.Tensor {
	out := graph.Tensor{
		Name: t.str(tensorName), Type: d.dtype(t, tensorType), Shape: t.ints(tensorShape),
		Signature: t.ints(tensorSignature), Variable: t.bool(tensorVariable), HasRank: t.bool(tensorHasRank),
	}
	if t.u32(tensorExternal) != 0 {
		d.r.fail("its data is in another file (external buffer)")
	}
	// A buffer without bytes means that the tensor is computed, except that a constant may
	// have no elements.
	if b := d.data(t.u32(tensorBuffer)); len(b) > 0 {
		out.Data = b
	} else if b != nil && t.u32(tensorBuffer) != 0 && hasZero(out.Shape) {
		out.Data = []byte{}
	}
	if q, ok := t.sub(tensorQuant); ok {
		out.Quant = d.quant(q)
	}
	if s, ok := t.sub(tensorSparsity); ok {
		out.Sparsity = d.sparsity(s)
	}
	t.tables(tensorVariants, "variant", func(_ int, t table) {
		out.Variants = append(out.Variants, graph.VariantSubType{Shape: t.ints(0), Type: d.dtype(t, 1), HasRank: t.bool(2)})
	})
	return out
}

func hasZero(shape []int) bool {
	for _, d := range shape {
		if d == 0 {
			return true
		}
	}
	return false
}

func (d *decoder) dtype(t table, slot int) graph.DType {
	v := graph.DType(t.i8(slot))
	if !v.Known() {
		d.r.fail("%v is not known", v)
	}
	return v
}

// Members of the union QuantizationDetails.
const (
	detailsCustom = 1 + iota
	detailsBlockwise
	detailsMultiAxis
)

// quant reads quantization parameters; nil where the table says nothing at all.
func (d *decoder) quant(t table) *graph.Quant {
	q := &graph.Quant{
		Min: t.f32s(0), Max: t.f32s(1), Scale: t.f32s(2), ZeroPoint: t.i64s(3), Axis: int(t.i32(6, 0)),
	}
	details, _ := t.sub(5)
	switch tag := t.u8(4); tag {
	case 0:
	case detailsCustom:
		q.Details = &graph.CustomQuantization{Custom: details.bytes(0)}
	case detailsBlockwise:
		q.Details = &graph.BlockwiseQuantization{Scales: details.i32(0, 0), ZeroPoints: details.i32(1, 0), BlockSize: details.i32(2, 0)}
	case detailsMultiAxis:
		q.Details = &graph.MultiAxisQuantization{
			Scales: details.i32(0, 0), ZeroPoints: details.i32(1, 0), BlockSize: details.i32(2, 0), Axes: details.i32s(3),
		}
	default:
		d.r.fail("quantization details of kind %d are not known", tag)
	}
	if len(q.Scale) == 0 && len(q.ZeroPoint) == 0 && len(q.Min) == 0 && len(q.Max) == 0 && q.Details == nil {
		return nil
	}
	return q
}

func (d *decoder) sparsity(t table) *graph.Sparsity {
	s := &graph.Sparsity{TraversalOrder: t.i32s(0), BlockMap: t.i32s(1)}
	t.tables(2, "sparse dimension", func(_ int, t table) {
		s.Dims = append(s.Dims, graph.DimensionMetadata{
			Sparse: t.i8(0) == 1, DenseSize: t.i32(1, 0),
			Segments: d.indexVector(t, 2), Indices: d.indexVector(t, 4),
		})
	})
	return s
}

// indexVector reads a member of the union SparseIndexVector, its tag in the slot given.
func (d *decoder) indexVector(t table, slot int) any {
	v, ok := t.sub(slot + 1)
	if !ok {
		return nil
	}
	switch tag := t.u8(slot); tag {
	case 1:
		return v.i32s(0)
	case 2:
		return scalars(v, 0, 2, func(x uint64) uint16 { return uint16(x) })
	case 3:
		return append([]uint8(nil), v.bytes(0)...)
	default:
		d.r.fail("sparse index of kind %d is not known", tag)
		return nil
	}
}
