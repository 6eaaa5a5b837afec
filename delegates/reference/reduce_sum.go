package reference

import (
	"edged/internal/cpu"
	loop "edged/internal/kernel"
)

// total is what sums are kept in.
type total interface{ int32 | int64 | float32 }

// summation is a reduction that adds up what goes to each output, in the order of the
// input, which is not empty.
type summation[T number, S total] struct {
	*reduction
	rows func(acc []S, x []T) // adds rows as long as acc
}

func newSummation[T number, S total](r *reduction, c cpu.Features) summation[T, S] {
	return summation[T, S]{r, rowAdder[T, S](c)}
}

// rowAdder returns loop.SumRows for the processor.
func rowAdder[T number, S total](c cpu.Features) func(acc []S, x []T) {
	var t T
	var add any
	switch any(t).(type) {
	case float32:
		add = func(acc, x []float32) { loop.SumRowsF32(acc, x, c) }
	case int8:
		add = func(acc []int32, x []int8) { loop.SumRowsInt8(acc, x, c) }
	case uint8:
		add = func(acc []int32, x []uint8) { loop.SumRowsUInt8(acc, x, c) }
	}
	if f, ok := add.(func([]S, []T)); ok {
		return f
	}
	return loop.SumRows[T, S]
}

func (s *summation[T, S]) sum(acc []S, x []T) {
	clear(acc)
	s.from(acc, x, 0)
}

// from adds the elements x of the dimensions from level on into acc, which starts at their
// output.
func (s *summation[T, S]) from(acc []S, x []T, level int) {
	switch last := len(s.dims) - 1; {
	case level == last && s.step[level] == 0:
		a := acc[0]
		for _, v := range x {
			a += S(v)
		}
		acc[0] = a
	case level == last:
		s.rows(acc[:len(x)], x)
	case level == last-1 && s.step[level] == 0:
		s.rows(acc[:s.dims[last]], x)
	default:
		n := len(x) / s.dims[level]
		for i := range s.dims[level] {
			s.from(acc[i*s.step[level]:], x[i*n:(i+1)*n], level+1)
		}
	}
}
