package graph

import (
	"fmt"
	"math"
)

// StridedSliceOptions are the attributes of STRIDED_SLICE
// (schema.fbs, table StridedSliceOptions).
type StridedSliceOptions struct {
	BeginMask      int32
	EndMask        int32
	EllipsisMask   int32
	NewAxisMask    int32
	ShrinkAxisMask int32
	Offset         bool
}

// Slicing says which elements a strided slice takes: along dimension i of the input,
// Count[i] elements from Begin[i] on, Step[i] apart. Shape is the result's.
type Slicing struct {
	Begin, Step, Count []int
	Shape              []int
}

func inferStridedSlice(n *node) error {
	if err := n.arity(4, 4, 1); err != nil {
		return err
	}
	var v [3][]int
	for i := range v {
		ints, err := n.ints(i + 1)
		if err != nil {
			return err
		}
		v[i] = ints
	}
	s, err := n.op.Options.(*StridedSliceOptions).Resolve(n.shape(0), v[0], v[1], v[2])
	if err != nil {
		return err
	}
	n.set(0, s.Shape...)
	return nil
}

// Resolve applies begin, end, strides and the masks to an input's shape (TFLite's
// strided_slice.cc and strided_slice_logic.h).
func (o *StridedSliceOptions) Resolve(in, begin, end, strides []int) (Slicing, error) {
	if len(end) != len(begin) || len(strides) != len(begin) || len(begin) > 31 {
		return Slicing{}, fmt.Errorf("begin %v, end %v and strides %v differ in length", begin, end, strides)
	}
	specs, err := o.expand(len(begin), len(in))
	if err != nil {
		return Slicing{}, err
	}
	s := Slicing{Shape: []int{}}
	for _, i := range specs {
		switch {
		case i == specNew:
			s.Shape = append(s.Shape, 1)
			continue
		case i == specAll:
			d := in[len(s.Count)]
			s.Begin, s.Step, s.Count = append(s.Begin, 0), append(s.Step, 1), append(s.Count, d)
			s.Shape = append(s.Shape, d)
			continue
		}
		if err := o.take(&s, in[len(s.Count)], i, begin[i], end[i], strides[i]); err != nil {
			return Slicing{}, err
		}
	}
	return s, nil
}

// What a dimension of the result is when it is not entry i of begin.
const (
	specAll = -1 // a whole dimension
	specNew = -2 // a new dimension of size 1
)

// expand lists what the dimensions of the result before shrinking are.
func (o *StridedSliceOptions) expand(n, rank int) ([]int, error) {
	var specs []int
	used, ellipsis := 0, -1
	for i := range n {
		switch bit := int32(1) << i; {
		case o.EllipsisMask&bit != 0:
			if ellipsis >= 0 {
				return nil, fmt.Errorf("more than one ellipsis")
			}
			ellipsis = len(specs)
		case o.NewAxisMask&bit != 0:
			specs = append(specs, specNew)
		default:
			specs = append(specs, i)
			used++
		}
	}
	if used > rank {
		return nil, fmt.Errorf("%d indices into %d dimensions", used, rank)
	}
	if ellipsis < 0 {
		ellipsis = len(specs)
	}
	tail := append([]int(nil), specs[ellipsis:]...)
	specs = specs[:ellipsis]
	for range rank - used {
		specs = append(specs, specAll)
	}
	return append(specs, tail...), nil
}

// take adds a dimension of size d sliced by entry i.
func (o *StridedSliceOptions) take(s *Slicing, d, i, begin, end, step int) error {
	if step == 0 || step == math.MinInt32 {
		return fmt.Errorf("stride %d", step)
	}
	bit := int32(1) << i
	first, last := 0, d
	if step < 0 {
		first, last = d-1, -1
	}
	from := clampIndex(int64(begin), d, first, last, o.BeginMask&bit != 0)
	if o.ShrinkAxisMask&bit != 0 {
		if from < 0 || from >= d {
			return fmt.Errorf("index %d is outside a dimension of %d", begin, d)
		}
		s.Begin, s.Step, s.Count = append(s.Begin, from), append(s.Step, 1), append(s.Count, 1)
		return nil
	}
	stop := int64(end)
	if o.Offset {
		stop += int64(begin)
	}
	to := last
	if o.EndMask&bit == 0 {
		to = clampIndex(stop, d, first, last, false)
	}
	count := 0
	if (to > from) == (step > 0) && to != from {
		count = int((int64(to)-int64(from)-sign(step))/int64(step)) + 1
	}
	s.Begin, s.Step, s.Count = append(s.Begin, from), append(s.Step, step), append(s.Count, count)
	s.Shape = append(s.Shape, count)
	return nil
}

// clampIndex resolves an index, negative ones from the end, into [first, last], which may
// run downwards; masked indices are first.
func clampIndex(x int64, d, first, last int, masked bool) int {
	if masked {
		return first
	}
	if x < 0 {
		x += int64(d)
	}
	lo, hi := min(first, last), max(first, last)
	return int(min(max(x, int64(lo)), int64(hi)))
}

func sign(x int) int64 {
	if x < 0 {
		return -1
	}
	return 1
}
