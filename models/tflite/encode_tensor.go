package tflite

import (
	"fmt"
	"math"
	"reflect"

	"edged/models/graph"
)

func (e *encoder) tensor(t *graph.Tensor) (ref, error) {
	quant, err := e.quant(t.Quant)
	if err != nil {
		return 0, err
	}
	sparsity, err := e.sparsity(t.Sparsity)
	if err != nil {
		return 0, err
	}
	var variants []ref
	for _, v := range t.Variants {
		variants = append(variants, e.table(e.ints(0, v.Shape, true), i8(1, int8(v.Type)), flag(2, v.HasRank)))
	}
	return e.table(
		e.ints(tensorShape, t.Shape, true),
		i8(tensorType, int8(t.Type)),
		u32(tensorBuffer, e.buffer(t.Data)),
		e.str(tensorName, t.Name),
		reference(tensorQuant, quant),
		flag(tensorVariable, t.Variable),
		reference(tensorSparsity, sparsity),
		e.ints(tensorSignature, t.Signature, false),
		flag(tensorHasRank, t.HasRank),
		e.vector(tensorVariants, variants),
	), nil
}

func (e *encoder) quant(q *graph.Quant) (ref, error) {
	if q == nil {
		return 0, nil
	}
	tag, details := int8(0), ref(0)
	switch d := q.Details.(type) {
	case nil:
	case *graph.CustomQuantization:
		tag, details = detailsCustom, e.table(e.aligned(0, d.Custom))
	case *graph.BlockwiseQuantization:
		tag, details = detailsBlockwise, e.table(i32(0, d.Scales, 0), i32(1, d.ZeroPoints, 0), i32(2, d.BlockSize, 0))
	case *graph.MultiAxisQuantization:
		tag, details = detailsMultiAxis, e.table(i32(0, d.Scales, 0), i32(1, d.ZeroPoints, 0), i32(2, d.BlockSize, 0), e.i32s(3, d.Axes))
	default:
		return 0, fmt.Errorf("quantization details %T are not known", d)
	}
	return e.table(
		e.f32s(0, q.Min), e.f32s(1, q.Max), e.f32s(2, q.Scale), e.i64s(3, q.ZeroPoint),
		i8(4, tag), reference(5, details), i32(6, int32(q.Axis), 0),
	), nil
}

func (e *encoder) sparsity(s *graph.Sparsity) (ref, error) {
	if s == nil {
		return 0, nil
	}
	var dims []ref
	for _, d := range s.Dims {
		segTag, seg, err := e.indexVector(d.Segments)
		if err != nil {
			return 0, err
		}
		idxTag, idx, err := e.indexVector(d.Indices)
		if err != nil {
			return 0, err
		}
		format := int8(0)
		if d.Sparse {
			format = 1
		}
		dims = append(dims, e.table(i8(0, format), i32(1, d.DenseSize, 0),
			i8(2, segTag), reference(3, seg), i8(4, idxTag), reference(5, idx)))
	}
	return e.table(e.i32s(0, s.TraversalOrder), e.i32s(1, s.BlockMap), e.vector(2, dims)), nil
}

func (e *encoder) indexVector(v any) (tag int8, r ref, err error) {
	switch v := v.(type) {
	case nil:
		return 0, 0, nil
	case []int32:
		return 1, e.table(e.i32s(0, v)), nil
	case []uint16:
		return 2, e.table(vectorOf(e, 0, 2, v, func(x uint16) uint64 { return uint64(x) })), nil
	case []uint8:
		return 3, e.table(e.bytes(0, v, 4)), nil
	}
	return 0, 0, fmt.Errorf("sparse index %T is not known", v)
}

// options writes an operator's attributes and returns the fields of the union that holds
// them.
func (e *encoder) options(op *graph.Op) ([]field, error) {
	o, known := optionTable[op.Code]
	if !known {
		return nil, nil
	}
	slots := unionSlots[o.union]
	fields := func(r ref) []field { return []field{i8(slots[0], int8(o.tag)), reference(slots[1], r)} }
	if o.new == nil {
		return fields(e.table()), nil
	}
	want := reflect.TypeOf(o.new())
	if reflect.TypeOf(op.Options) != want {
		return nil, fmt.Errorf("%v has options %T, wants %v", op.Code, op.Options, want)
	}
	v := reflect.ValueOf(op.Options)
	if v.IsNil() {
		return nil, fmt.Errorf("%v has no options", op.Code)
	}
	var list []field
	for slot := range v.Elem().NumField() {
		if f := v.Elem().Type().Field(slot); f.Name != "_" {
			list = append(list, e.option(slot, v.Elem().Field(slot), fieldDefault(f)))
		}
	}
	return fields(e.table(list...)), nil
}

func (e *encoder) option(slot int, v reflect.Value, def uint64) field {
	switch x := v.Interface().(type) {
	case string:
		return e.str(slot, x)
	case []int32:
		return e.i32s(slot, x)
	case []int64:
		return e.i64s(slot, x)
	case []float32:
		return e.f32s(slot, x)
	case []bool:
		return e.bools(slot, x)
	case []uint32:
		if x == nil {
			return field{}
		}
		return vectorOf(e, slot, 4, x, func(x uint32) uint64 { return uint64(x) })
	case []byte:
		return e.bytes(slot, x, 1)
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return scalarField(slot, 1, 1, def)
		}
		return scalarField(slot, 1, 0, def)
	case reflect.Int8:
		return scalarField(slot, 1, uint64(uint8(v.Int())), def)
	case reflect.Int32:
		return scalarField(slot, 4, uint64(uint32(v.Int())), def)
	case reflect.Int64:
		return scalarField(slot, 8, uint64(v.Int()), def)
	case reflect.Uint32:
		return scalarField(slot, 4, v.Uint(), def)
	case reflect.Float32:
		return scalarField(slot, 4, uint64(math.Float32bits(float32(v.Float()))), def)
	}
	panic("tflite: no attribute is a " + v.Type().String()) // held by a test
}
