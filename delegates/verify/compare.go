package verify

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"edged/internal/element"
	"edged/models/graph"
)

// Agree says what share of a task's answer two sets of outputs have in common, 0 to 1.
type Agree func(got, want []graph.Tensor) float64

// Compare returns how far an engine's outputs lie from the reference's. It fails where they
// cannot be compared: another number of outputs, other types, shapes or quantizations (an
// output without one has the reference's). A scalar and one element are the same shape.
//
// Agreement is what agree says. Without it, it is the least share of equal elements in the
// outputs that are neither real numbers nor quantized, 1 if there are none.
func Compare(got, want []graph.Tensor, agree Agree) (Figures, error) {
	total := Same()
	if len(got) != len(want) {
		return total, fmt.Errorf("%d outputs, the reference has %d", len(got), len(want))
	}
	for i := range want {
		f, err := compareOne(got[i], want[i])
		if err != nil {
			return total, fmt.Errorf("output %q: %w", outputName(want[i], i), err)
		}
		if f.Differ > 0 {
			f.Output = outputName(want[i], i)
		}
		total = Worse(total, f)
	}
	if agree != nil {
		total.Agreement = 1
		if total.Differ > 0 {
			total.Agreement = agree(got, want)
		}
	}
	return total, nil
}

func outputName(t graph.Tensor, i int) string {
	if t.Name == "" {
		return fmt.Sprint(i)
	}
	return t.Name
}

// compareOne compares two tensors. Agreement is the share of equal elements of what is no
// quantity, else 1.
func compareOne(got, want graph.Tensor) (Figures, error) {
	f := Same()
	if err := comparable(got, want); err != nil {
		return f, err
	}
	got, want = plain(got), plain(want)
	steps, err := stepsOf(want)
	if err != nil {
		return f, err
	}
	if steps != nil {
		f.LSB = 0
	}
	switch {
	case bytes.Equal(got.Data, want.Data):
	case steps != nil:
		f.quantized(got, want, steps)
	case real(want.Type):
		f.reals(got, want)
	default:
		f.symbols(got, want)
	}
	return f, nil
}

// comparable says why two tensors cannot be compared, nil if they can: both then hold the
// bytes that type and shape ask for.
func comparable(got, want graph.Tensor) error {
	switch {
	case got.Type != want.Type:
		return fmt.Errorf("is %v, the reference's %v", got.Type, want.Type)
	case !slices.Equal(dims(got.Shape), dims(want.Shape)):
		return fmt.Errorf("has shape %v, the reference's %v", got.Shape, want.Shape)
	case !sameQuant(got.Quant, want.Quant):
		return fmt.Errorf("is quantized by %s, the reference's by %s", quantText(got.Quant), quantText(want.Quant))
	}
	if want.Type.Bits() == 0 {
		return nil
	}
	n, err := graph.CheckedElems(want.Shape)
	if err != nil {
		return err
	}
	for _, t := range []graph.Tensor{got, want} {
		if bytes := t.Type.Bytes(n); len(t.Data) != bytes {
			return fmt.Errorf("has %d bytes, %v %v takes %d", len(t.Data), t.Type, t.Shape, bytes)
		}
	}
	return nil
}

// dims makes the shape of a scalar that of one element: native libraries give either.
func dims(shape []int) []int {
	if len(shape) == 0 {
		return []int{1}
	}
	return shape
}

func sameQuant(got, want *graph.Quant) bool {
	if got == nil || len(got.Scale) == 0 {
		return true
	}
	if want == nil {
		return false
	}
	zeros := func(q *graph.Quant) []int64 {
		if len(q.ZeroPoint) == 0 {
			return make([]int64, len(q.Scale))
		}
		return q.ZeroPoint
	}
	return slices.Equal(got.Scale, want.Scale) && slices.Equal(zeros(got), zeros(want)) &&
		(len(got.Scale) < 2 || got.Axis == want.Axis)
}

func quantText(q *graph.Quant) string {
	switch {
	case q == nil || len(q.Scale) == 0:
		return "nothing"
	case len(q.Scale) > 1:
		return fmt.Sprintf("%d scales along axis %d", len(q.Scale), q.Axis)
	}
	return fmt.Sprintf("scale %v and zero point %v", q.Scale, q.ZeroPoint)
}

// plain makes complex numbers pairs of real ones.
func plain(t graph.Tensor) graph.Tensor {
	switch t.Type {
	case graph.Complex64:
		t.Type, t.Shape = graph.Float32, []int{t.Elems(), 2}
	case graph.Complex128:
		t.Type, t.Shape = graph.Float64, []int{t.Elems(), 2}
	}
	return t
}

func real(t graph.DType) bool {
	return t == graph.Float32 || t == graph.Float64 || t == graph.Float16 || t == graph.BFloat16
}

// reals compares real numbers. Sums are of numbers divided by the largest magnitude, so that
// they do not overflow.
func (f *Figures) reals(got, want graph.Tensor) {
	n := want.Elems()
	top := 0.0
	for i := range n {
		if v := math.Abs(element.At(want, i)); !math.IsInf(v, 0) && v > top {
			top = v
		}
	}
	var s sums
	for i := range n {
		g, w := element.At(got, i), element.At(want, i)
		switch {
		case g == w || math.IsNaN(g) && math.IsNaN(w):
		case !finite(w):
			f.Differ, f.Relative = f.Differ+1, math.Inf(1)
		case !finite(g):
			f.Differ, f.NonFinite = f.Differ+1, f.NonFinite+1
		default:
			f.Differ++
			f.Relative = max(f.Relative, math.Abs(g-w)/max(top, faint))
		}
		if finite(g) && finite(w) && top > 0 {
			s.add(w/top, g/top-w/top)
		}
	}
	f.SQNR = s.ratio()
}

// faint is the least magnitude that differences are taken relative to: below it a tensor
// of an 8-bit model is nothing but rounding.
const faint = 1e-6

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// quantized compares integers that stand for real numbers.
func (f *Figures) quantized(got, want graph.Tensor, q *steps) {
	var s sums
	for i := range want.Elems() {
		g, w := element.At(got, i), element.At(want, i)
		scale, zero := q.at(i)
		if g != w {
			f.Differ++
			f.LSB = max(f.LSB, math.Abs(g-w))
		}
		s.add(scale*(w-zero), scale*(g-w))
	}
	f.SQNR = s.ratio()
}

// symbols counts equal elements; strings and what is packed below 8 bits count as one.
func (f *Figures) symbols(got, want graph.Tensor) {
	size := want.Type.Bits() / 8
	if size == 0 {
		f.Differ, f.Agreement = 1, 0
		return
	}
	for i := 0; i < len(want.Data); i += size {
		if !bytes.Equal(got.Data[i:i+size], want.Data[i:i+size]) {
			f.Differ++
		}
	}
	f.Agreement = 1 - float64(f.Differ)/float64(len(want.Data)/size)
}

// sums of the squares of what should be there and of what is wrong with it.
type sums struct{ signal, noise float64 }

func (s *sums) add(signal, noise float64) {
	s.signal += signal * signal
	s.noise += noise * noise
}

// ratio is in dB. Where there is no signal there is no ratio: other figures speak.
func (s *sums) ratio() float64 {
	if s.noise == 0 || s.signal == 0 {
		return math.Inf(1)
	}
	return 10 * (math.Log10(s.signal) - math.Log10(s.noise))
}
