package image

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"edged/models/graph"
)

// ramp is a picture whose pixels count up.
func ramp(w, h int) *Picture {
	p := New(w, h)
	for i := range p.Pix {
		p.Pix[i] = uint8(i * 7)
	}
	return p
}

func quant(scale float32, zero int64) *graph.Quant {
	return &graph.Quant{Scale: []float32{scale}, ZeroPoint: []int64{zero}}
}

func fill(t *testing.T, x graph.Tensor, n Normalization, p *Picture) []byte {
	t.Helper()
	in, err := NewInput(x, n)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]byte, x.Bytes())
	if err := in.Fill(dst, p); err != nil {
		t.Fatal(err)
	}
	return dst
}

func floatsOf(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// At the model's own size no pixel changes.
func TestFillRaw(t *testing.T) {
	p := ramp(5, 4)
	shape := []int{1, 4, 5, 3}
	if got := fill(t, graph.Tensor{Type: graph.UInt8, Shape: shape, Quant: quant(1/128., 128)}, Normalization{Mean: []float32{127.5}, Std: []float32{127.5}}, p); !slices.Equal(got, p.Pix) {
		t.Errorf("uint8 with metadata: got %v, want %v", got, p.Pix)
	}
	for _, q := range []*graph.Quant{nil, quant(1, -128), quant(1/255., -128), quant(1/127.5, -1)} {
		got := fill(t, graph.Tensor{Type: graph.Int8, Shape: shape, Quant: q}, Normalization{}, p)
		for i, v := range p.Pix {
			if int(int8(got[i])) != int(v)-128 {
				t.Fatalf("int8 %v: pixel %d became %d", q, v, int8(got[i]))
			}
		}
	}
}

func TestFillNormalized(t *testing.T) {
	p := &Picture{Width: 1, Height: 1, Pix: []uint8{0, 128, 255}}
	shape := []int{1, 1, 1, 3}
	zeroOne := Normalization{Mean: []float32{0}, Std: []float32{255}}
	imagenet := Normalization{Mean: []float32{123.675, 116.28, 103.53}, Std: []float32{58.395, 57.12, 57.375}}
	for _, c := range []struct {
		name string
		n    Normalization
		want []float32
	}{
		{"nothing known", Normalization{}, []float32{-1, 0.5 / 127.5, 1}},
		{"0 to 1", zeroOne, []float32{0, 128. / 255, 1}},
		{"std only", Normalization{Std: []float32{255}}, []float32{0, 128. / 255, 1}},
		{"mean only", Normalization{Mean: []float32{128}}, []float32{-128, 0, 127}},
		{"0 to 255", Normalization{Mean: []float32{0}, Std: []float32{1}}, []float32{0, 128, 255}},
		{"a channel each", imagenet, []float32{-123.675 / 58.395, (128 - 116.28) / 57.12, (255 - 103.53) / 57.375}},
	} {
		got := floatsOf(fill(t, graph.Tensor{Type: graph.Float32, Shape: shape}, c.n, p))
		for i := range got {
			if math.Abs(float64(got[i]-c.want[i])) > 1e-6 {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
	forced := zeroOne
	forced.Forced = true
	for _, c := range []struct {
		x    graph.Tensor
		n    Normalization
		want []byte
	}{
		{graph.Tensor{Type: graph.Int8, Shape: shape, Quant: quant(1/255., -128)}, zeroOne, []byte{0x80, 0, 0x7f}},
		{graph.Tensor{Type: graph.Int8, Shape: shape, Quant: quant(0.02, -10)}, imagenet, []byte{140, 0, 122}}, // 140 is -116
		{graph.Tensor{Type: graph.UInt8, Shape: shape, Quant: quant(1/510., 0)}, forced, []byte{0, 255, 255}},
		{graph.Tensor{Type: graph.Int16, Shape: shape, Quant: quant(1/32768., 0)}, Normalization{}, []byte{0, 0x80, 129, 0, 0xff, 0x7f}},
	} {
		if got := fill(t, c.x, c.n, p); !slices.Equal(got, c.want) {
			t.Errorf("%v scale %v: got %v, want %v", c.x.Type, c.x.Scale(), got, c.want)
		}
	}
}

func TestFillLayouts(t *testing.T) {
	p := ramp(4, 2)
	grey := make([]byte, 8)
	for i := range 8 {
		rgb := p.Pix[3*i:]
		grey[i] = uint8(math.Round(0.299*float64(rgb[0]) + 0.587*float64(rgb[1]) + 0.114*float64(rgb[2])))
	}
	for _, c := range []struct {
		shape []int
		want  []byte
	}{
		{[]int{1, 2, 4, 3}, p.Pix}, {[]int{2, 4, 3}, p.Pix}, {[]int{1, 2, 4, 1}, grey}, {[]int{1, 2, 4}, grey},
	} {
		if got := fill(t, graph.Tensor{Type: graph.UInt8, Shape: c.shape}, Normalization{}, p); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.shape, got, c.want)
		}
	}
	got := fill(t, graph.Tensor{Type: graph.UInt8, Shape: []int{1, 3, 2, 4}}, Normalization{}, p)
	for i := range 8 {
		for c := range 3 {
			if got[8*c+i] != p.Pix[3*i+c] {
				t.Fatalf("planar: got %v of %v", got, p.Pix)
			}
		}
	}
}

func TestNewInputErrors(t *testing.T) {
	ok := []int{1, 4, 4, 3}
	for _, c := range []struct {
		x    graph.Tensor
		n    Normalization
		want string
	}{
		{graph.Tensor{Type: graph.Float32, Shape: []int{1, 640}}, Normalization{}, "is not a picture's"},
		{graph.Tensor{Type: graph.Float32, Shape: []int{2, 4, 4, 3}}, Normalization{}, "is not a picture's"},
		{graph.Tensor{Type: graph.Float32, Shape: []int{1, 4, 4, 4}}, Normalization{}, "is not a picture's"},
		{graph.Tensor{Type: graph.Float32, Shape: []int{1, 0, 4, 3}}, Normalization{}, "open or zero"},
		{graph.Tensor{Type: graph.Float32, Shape: []int{1, -1, 4, 3}}, Normalization{}, "open or zero"},
		{graph.Tensor{Type: graph.Int32, Shape: ok}, Normalization{}, "given as int32"},
		{graph.Tensor{Type: graph.Int8, Shape: ok}, Normalization{Std: []float32{255}}, "needs one quantization scale"},
		{graph.Tensor{Type: graph.Int16, Shape: ok}, Normalization{}, "needs one quantization scale"},
		{graph.Tensor{Type: graph.Float32, Shape: ok}, Normalization{Std: []float32{0}}, "std is 0"},
		{graph.Tensor{Type: graph.Float32, Shape: ok}, Normalization{Mean: []float32{1, 2}}, "2 numbers for mean, the input has 3 channels"},
		{graph.Tensor{Type: graph.Float32, Shape: ok}, Normalization{Mean: []float32{float32(math.NaN())}}, "mean is not finite"},
	} {
		if _, err := NewInput(c.x, c.n); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v %v %v: got %v, want %q", c.x.Type, c.x.Shape, c.n, err, c.want)
		}
	}
}

func TestLooks(t *testing.T) {
	for _, c := range []struct {
		dtype graph.DType
		shape []int
		want  bool
	}{
		{graph.Float32, []int{1, 224, 224, 3}, true}, {graph.Int8, []int{1, 96, 96, 1}, true}, {graph.Float32, []int{1, 3, 96, 96}, true},
		{graph.Float32, []int{1, 28, 28}, true}, {graph.Int8, []int{1, 49, 10, 1}, false}, {graph.Float32, []int{1, 20, 64}, false},
		{graph.Int32, []int{1, 224, 224, 3}, false}, {graph.Float32, []int{1, 256}, false},
	} {
		if got := Looks(&graph.Tensor{Type: c.dtype, Shape: c.shape}); got != c.want {
			t.Errorf("%v %v: %v", c.dtype, c.shape, got)
		}
	}
}

// Extreme sizes stay inside the picture and the tensor.
func TestFillExtremes(t *testing.T) {
	for _, s := range [][4]int{{1, 1, 300, 300}, {1, 5000, 7, 3}, {20_000_000, 1, 5, 5}, {3, 2, 1, 1}} {
		x := graph.Tensor{Type: graph.UInt8, Shape: []int{1, s[3], s[2], 3}}
		p := New(s[0], s[1])
		for i := range p.Pix {
			p.Pix[i] = 255
		}
		for i, v := range fill(t, x, Normalization{}, p) {
			if v != 255 {
				t.Fatalf("%v: value %d is %d in a white picture", s, i, v)
			}
		}
	}
	in, err := NewInput(graph.Tensor{Type: graph.UInt8, Shape: []int{1, 2, 2, 3}}, Normalization{})
	if err != nil {
		t.Fatal(err)
	}
	if in.Fill(make([]byte, 5), ramp(2, 2)) == nil || in.Fill(make([]byte, 12), &Picture{}) == nil {
		t.Error("wrong sizes pass")
	}
}

// Once the tables stand, pictures of the same size allocate nothing.
func TestFillAllocates(t *testing.T) {
	in, err := NewInput(graph.Tensor{Type: graph.Float32, Shape: []int{1, 30, 30, 3}}, Normalization{})
	if err != nil {
		t.Fatal(err)
	}
	p, dst := ramp(50, 40), make([]byte, 30*30*3*4)
	if n := testing.AllocsPerRun(10, func() { _ = in.Fill(dst, p) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkFill(b *testing.B) {
	for _, d := range []graph.DType{graph.UInt8, graph.Float32} {
		b.Run(d.String(), func(b *testing.B) {
			x := graph.Tensor{Type: d, Shape: []int{1, 224, 224, 3}}
			in, err := NewInput(x, Normalization{})
			if err != nil {
				b.Fatal(err)
			}
			p, dst := ramp(640, 480), make([]byte, x.Bytes())
			for b.Loop() {
				_ = in.Fill(dst, p)
			}
		})
	}
}
