package enginetest

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"testing"

	"edged/internal/element"
	"edged/models/graph"
)

// Tolerance says how far an engine's answers may be from LiteRT's.
type Tolerance struct {
	Kernels  string  // the kernel set to compare with: ref (the default), builtin or xnnpack
	LSB      int     // for integers: the largest difference
	Relative float64 // for floats: the largest difference, in parts of the tensor's largest magnitude; 0: 1e-5
	ULP      int     // for floats, if it is not 0: the largest difference in units in the last place of each
}

// engine is the kernel set to ask an engine for: builtin is asked about what ref lacks.
func (t Tolerance) engine() string {
	if t.Kernels == "builtin" {
		return ""
	}
	return t.Kernels
}

// NoDiff fails the test and returns false where got and want differ in type, shape or by
// more than the tolerance.
func NoDiff(t testing.TB, name string, got, want graph.Tensor, tol Tolerance) bool {
	t.Helper()
	if err := Diff(got, want, tol); err != nil {
		t.Errorf("%s: %v", name, err)
		return false
	}
	return true
}

// Diff says where got and want differ in type, shape or by more than the tolerance; nil: nowhere.
func Diff(got, want graph.Tensor, tol Tolerance) error {
	switch {
	case got.Type != want.Type:
		return fmt.Errorf("is %v, wants %v", got.Type, want.Type)
	case !slices.Equal(dims(got.Shape), dims(want.Shape)):
		return fmt.Errorf("has shape %v, wants %v", got.Shape, want.Shape)
	case len(got.Data) != len(want.Data):
		return fmt.Errorf("has %d bytes, wants %d", len(got.Data), len(want.Data))
	}
	if got.Type == graph.String {
		if !bytes.Equal(got.Data, want.Data) {
			return fmt.Errorf("has strings %q, wants %q", got.Data, want.Data)
		}
		return nil
	}
	if got.Type.Bits() < 8 {
		if !bytes.Equal(got.Data, want.Data) {
			return fmt.Errorf("has bytes %x, wants %x", got.Data, want.Data)
		}
		return nil
	}
	got, want = reals(got), reals(want)
	same, limit := tol.same(want)
	count, first := 0, -1
	for i := range want.Elems() {
		if same(got, want, i) {
			continue
		}
		if count++; first < 0 {
			first = i
		}
	}
	if count > 0 {
		return fmt.Errorf("%d of %d elements differ by more than %s, the first at %d: %v, wants %v",
			count, want.Elems(), limit, first, element.At(got, first), element.At(want, first))
	}
	return nil
}

// same returns what compares elements i of two tensors of the type of want, and its limit
// in words.
func (t Tolerance) same(want graph.Tensor) (same func(got, want graph.Tensor, i int) bool, limit string) {
	switch {
	case want.Type == graph.Float32 && t.ULP > 0:
		return func(got, want graph.Tensor, i int) bool {
			g, w := element.At(got, i), element.At(want, i)
			return g == w || math.IsNaN(g) && math.IsNaN(w) || unitsApart(float32(g), float32(w)) <= int64(t.ULP)
		}, fmt.Sprint(t.ULP, " ULP")
	case want.Type == graph.Float32:
		return within(floatLimit(want, t.Relative))
	case t.LSB == 0 && want.Type != graph.Float16:
		size := want.Type.Bits() / 8
		return func(got, want graph.Tensor, i int) bool {
			return bytes.Equal(got.Data[size*i:size*(i+1)], want.Data[size*i:size*(i+1)])
		}, "0"
	}
	return within(float64(t.LSB))
}

func within(limit float64) (same func(got, want graph.Tensor, i int) bool, words string) {
	return func(got, want graph.Tensor, i int) bool {
		g, w := element.At(got, i), element.At(want, i)
		return g == w || math.Abs(g-w) <= limit || math.IsNaN(g) && math.IsNaN(w)
	}, fmt.Sprint(limit)
}

// unitsApart returns how many float32 numbers lie from one number to the other.
func unitsApart(x, y float32) int64 {
	if x != x || y != y {
		return math.MaxInt64
	}
	place := func(v float32) int64 {
		b := int64(math.Float32bits(v))
		if b >= 1<<31 {
			return 1<<31 - b
		}
		return b
	}
	d := place(x) - place(y)
	return max(d, -d)
}

// dims makes the shape of a scalar that of a vector of one element: NumPy, which carries
// LiteRT's answers, does not keep them apart.
func dims(shape []int) []int {
	if len(shape) == 0 {
		return []int{1}
	}
	return shape
}

func floatLimit(want graph.Tensor, relative float64) float64 {
	if relative == 0 {
		relative = 1e-5
	}
	var top float64
	for i := range want.Elems() {
		if v := math.Abs(element.At(want, i)); v > top && !math.IsInf(v, 0) {
			top = v
		}
	}
	return top * relative
}
