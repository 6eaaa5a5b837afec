package verify_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"edged/delegates/verify"
	"edged/models/graph"
)

func floats(name string, v ...float32) graph.Tensor {
	t := graph.Tensor{Name: name, Type: graph.Float32, Shape: []int{1, len(v)}}
	for _, x := range v {
		b := math.Float32bits(x)
		t.Data = append(t.Data, byte(b), byte(b>>8), byte(b>>16), byte(b>>24))
	}
	return t
}

func bytesOf(name string, t graph.DType, q *graph.Quant, v ...int8) graph.Tensor {
	out := graph.Tensor{Name: name, Type: t, Shape: []int{len(v)}, Quant: q}
	for _, x := range v {
		out.Data = append(out.Data, byte(x))
	}
	return out
}

func one(t graph.Tensor) []graph.Tensor { return []graph.Tensor{t} }

func compare(t *testing.T, got, want graph.Tensor) verify.Figures {
	t.Helper()
	f, err := verify.Compare(one(got), one(want), nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var step = &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{-10}}

func TestCompareQuantized(t *testing.T) {
	want := bytesOf("y", graph.Int8, step, -10, 0, 20, -128)
	if f := compare(t, want, want); f != (verify.Figures{LSB: 0, SQNR: math.Inf(1), Agreement: 1}) || f.String() != "equal" {
		t.Errorf("%+v %v", f, f)
	}
	f := compare(t, bytesOf("y", graph.Int8, step, -10, 1, 20, -125), want)
	// Signal 10²+30²+118², noise 1²+3², all in steps.
	if db := 10 * math.Log10(float64(100+900+118*118)/10); f.LSB != 3 || math.Abs(f.SQNR-db) > 1e-9 || f.Differ != 2 || f.Output != "y" || f.Relative != 0 {
		t.Errorf("%+v, want %g dB", f, db)
	}
	silent := bytesOf("y", graph.Int8, step, -10, -10)
	if f := compare(t, bytesOf("y", graph.Int8, nil, -10, -9), silent); f.LSB != 1 || !math.IsInf(f.SQNR, 1) || f.Differ != 1 {
		t.Errorf("all zero: %+v", f)
	}
}

func TestComparePerChannel(t *testing.T) {
	q := &graph.Quant{Scale: []float32{1, 100}, Axis: 1}
	x := graph.Tensor{Type: graph.Int8, Shape: []int{2, 2}, Quant: q, Data: []byte{1, 1, 1, 1}}
	y := x
	y.Data = []byte{1, 1, 2, 1}
	f := compare(t, y, x)
	if db := 10 * math.Log10(20002); math.Abs(f.SQNR-db) > 1e-9 || f.LSB != 1 || f.Output != "0" {
		t.Errorf("%+v, want %g dB", f, db)
	}
}

func TestCompareReals(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for name, c := range map[string]struct {
		got, want graph.Tensor
		f         verify.Figures
	}{
		"relative":  {floats("y", 1, -4.5), floats("y", 1, -4), verify.Figures{Relative: 0.125, SQNR: 10 * math.Log10(17/0.25), Differ: 1}},
		"nan":       {floats("y", nan, 4), floats("y", 1, 4), verify.Figures{SQNR: math.Inf(1), Differ: 1, NonFinite: 1}},
		"both nan":  {floats("y", nan, 4), floats("y", nan, 5), verify.Figures{Relative: 0.2, SQNR: 10 * math.Log10(25), Differ: 1}},
		"finite":    {floats("y", 0, 4), floats("y", inf, 4), verify.Figures{Relative: math.Inf(1), SQNR: math.Inf(1), Differ: 1}},
		"other inf": {floats("y", -inf), floats("y", inf), verify.Figures{Relative: math.Inf(1), SQNR: math.Inf(1), Differ: 1}},
		"silent":    {floats("y", 0, 1e-9), floats("y", 0, 0), verify.Figures{Relative: 1e-3, SQNR: math.Inf(1), Differ: 1}},
		"zeros":     {floats("y", float32(math.Copysign(0, -1))), floats("y", 0), verify.Figures{SQNR: math.Inf(1)}},
	} {
		f := compare(t, c.got, c.want)
		c.f.LSB, c.f.Agreement = -1, 1
		if c.f.Differ > 0 {
			c.f.Output = "y"
		}
		near := func(a, b float64) bool { return a == b || math.Abs(a-b) < 1e-6*math.Abs(b) }
		if !near(f.Relative, c.f.Relative) || !near(f.SQNR, c.f.SQNR) {
			t.Errorf("%s: %+v, want %+v", name, f, c.f)
		}
		f.Relative, f.SQNR = c.f.Relative, c.f.SQNR
		if f != c.f {
			t.Errorf("%s: %+v, want %+v", name, f, c.f)
		}
		if _, err := json.Marshal(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is no quantity is the same or not; a task's own measure replaces that.
func TestCompareSymbols(t *testing.T) {
	want := bytesOf("class", graph.UInt8, nil, 1, 2, 3, 4)
	got := bytesOf("class", graph.UInt8, nil, 1, 2, 9, 4)
	if f := compare(t, got, want); f.Agreement != 0.75 || f.LSB != -1 || f.Differ != 1 {
		t.Errorf("%+v", f)
	}
	f, err := verify.Compare(one(got), one(want), func(got, want []graph.Tensor) float64 { return 0.5 })
	if err != nil || f.Agreement != 0.5 {
		t.Errorf("%+v, %v", f, err)
	}
	text := graph.Tensor{Type: graph.String, Shape: []int{1}, Data: []byte("a")}
	other := text
	other.Data = []byte("bc")
	if f := compare(t, other, text); f.Agreement != 0 {
		t.Errorf("%+v", f)
	}
	if f := compare(t, graph.Tensor{Type: graph.Int64, Shape: []int{0, 3}}, graph.Tensor{Type: graph.Int64, Shape: []int{0, 3}}); f.Differ != 0 || f.Agreement != 1 {
		t.Errorf("no elements: %+v", f)
	}
}

func TestCompareRefuses(t *testing.T) {
	x := bytesOf("y", graph.Int8, step, 1, 2)
	with := func(f func(*graph.Tensor)) []graph.Tensor {
		y := x
		f(&y)
		return one(y)
	}
	for want, got := range map[string][]graph.Tensor{
		"0 outputs, the reference has 1":   nil,
		"is uint8, the reference's int8":   with(func(t *graph.Tensor) { t.Type = graph.UInt8 }),
		"has shape [2 1]":                  with(func(t *graph.Tensor) { t.Shape = []int{2, 1} }),
		"has 1 bytes, int8 [2] takes 2":    with(func(t *graph.Tensor) { t.Data = t.Data[:1] }),
		"scale [0.25] and zero point [-9]": with(func(t *graph.Tensor) { t.Quant = &graph.Quant{Scale: []float32{0.25}, ZeroPoint: []int64{-9}} }),
	} {
		if _, err := verify.Compare(got, one(x), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	for _, q := range []graph.Quant{
		{Scale: []float32{1, 2}, Axis: 1}, {Scale: []float32{1, 2, 3}}, {Scale: []float32{float32(math.NaN())}},
		{Scale: []float32{-1}}, {Scale: []float32{1}, ZeroPoint: []int64{1, 2}},
	} {
		y := x
		y.Quant = &q
		if _, err := verify.Compare(one(y), one(y), nil); err == nil {
			t.Errorf("%+v passes", q)
		}
	}
}

func TestWorse(t *testing.T) {
	a := verify.Figures{LSB: 2, SQNR: 30, Agreement: 1, Differ: 5, Output: "a"}
	b := verify.Figures{LSB: -1, SQNR: 40, Relative: 0.5, Agreement: 0.5, Differ: 1, NonFinite: 1, Output: "b"}
	want := verify.Figures{LSB: 2, SQNR: 30, Relative: 0.5, Agreement: 0.5, Differ: 5, NonFinite: 1, Output: "b"}
	if f := verify.Worse(a, b); f != want || f != verify.Worse(b, a) {
		t.Errorf("%+v", f)
	}
	if f := verify.Worse(verify.Same(), a); f != a {
		t.Errorf("%+v", f)
	}
}
