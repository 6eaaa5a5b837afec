package task

import (
	"fmt"
	"slices"

	"edged/models/graph"
)

// segment is the task that gives every pixel its class.
type segment struct{}

// Kind returns Segment.
func (segment) Kind() Kind { return Segment }

// Bind wants a model from one picture to scores [1 height width classes], of which each
// pixel gets the best, or to class indices [1 height width]. One float score a pixel
// ([1 height width 1]) is the probability of class 1; a half decides.
func (segment) Bind(b Bundle) (Runner, error) {
	p, known, err := prepare(b)
	if err != nil {
		return nil, err
	}
	s, err := newSegmenter(b, p, known)
	if err != nil {
		return nil, fmt.Errorf("model %s cannot segment: %w", b.Model, err)
	}
	return newRunner(Segment, b, p, s), nil
}

// maskLayout is how an output holds a mask.
type maskLayout struct {
	width, height int
	classes       int // scores a pixel; 0: class indices
}

// maskLayoutOf reads an output's type and shape as a mask's. Masks are at least 2 pixels
// each way.
func maskLayoutOf(t *graph.Tensor) (maskLayout, error) {
	d := t.Shape
	integers := t.Type == graph.Int64 || t.Type == graph.Int32 || ((t.Type == graph.UInt8 || t.Type == graph.Int8) && t.Scale() == 0)
	var l maskLayout
	switch {
	case len(d) == 3 && d[0] == 1 && integers:
		l = maskLayout{d[2], d[1], 0}
	case len(d) == 4 && d[0] == 1 && d[3] == 1 && integers:
		l = maskLayout{d[2], d[1], 0}
	case len(d) == 4 && d[0] == 1:
		l = maskLayout{d[2], d[1], d[3]}
	}
	if l.width < 2 || l.height < 2 || l.classes > 256 {
		return l, fmt.Errorf("output %q, %v %v, is no mask; [1 height width classes] with at most 256 classes is, and integers [1 height width]",
			t.Name, t.Type, t.Shape)
	}
	return l, nil
}

type segmenter struct {
	*picture
	maskLayout
	dtype  graph.DType
	reals  *reals
	labels []string
}

func newSegmenter(b Bundle, p *ports, known *facts) (*segmenter, error) {
	pic, err := newPicture(b, p, known.normalization(b.Config))
	if err != nil {
		return nil, err
	}
	l, err := maskLayoutOf(&p.outputs[0])
	if err != nil {
		return nil, err
	}
	s := &segmenter{picture: pic, maskLayout: l, dtype: p.outputs[0].Type, labels: known.labels(b.Config, 0)}
	if s.reals, err = newReals(&p.outputs[0]); err != nil {
		return nil, err
	}
	if l.classes > 1 {
		return s, checkLabels(s.labels, l.classes)
	}
	return s, nil
}

func (s *segmenter) answer(out []graph.Tensor, r *Result, _ bool) error {
	m := &Mask{Width: s.width, Height: s.height, Pixels: make([]uint8, s.width*s.height)}
	data := out[0].Data
	if want := s.dtype.Bytes(len(m.Pixels) * max(1, s.classes)); len(data) != want {
		return fmt.Errorf("the model's output has %d bytes, a mask of %d×%d takes %d", len(data), s.width, s.height, want)
	}
	switch s.classes {
	case 0:
		if err := indices(m.Pixels, data, s.dtype); err != nil {
			return err
		}
	case 1:
		for i, v := range s.reals.read(data) {
			if v >= 0.5 {
				m.Pixels[i] = 1
			}
		}
	default:
		best(m.Pixels, s.reals.read(data), s.classes)
	}
	m.Classes = shares(m.Pixels, s.labels)
	r.Mask = m
	return nil
}

// indices copies class numbers.
func indices(pixels []uint8, data []byte, t graph.DType) error {
	size := t.Bytes(1)
	for i := range pixels {
		v := integer(t, data[i*size:])
		if v < 0 || v > 255 {
			return fmt.Errorf("the model gave a pixel class %d, a mask holds 0 to 255", v)
		}
		pixels[i] = uint8(v)
	}
	return nil
}

// best gives each pixel the class with the highest score, the first of equal ones.
func best(pixels []uint8, v []float32, classes int) {
	for i := range pixels {
		row := v[i*classes : (i+1)*classes]
		at := 0
		for c, x := range row {
			if x > row[at] {
				at = c
			}
		}
		pixels[i] = uint8(at)
	}
}

// shares lists the classes present, most pixels first.
func shares(pixels []uint8, labels []string) []MaskClass {
	var count [256]int
	for _, p := range pixels {
		count[p]++
	}
	var list []MaskClass
	for i, n := range count {
		if n > 0 {
			list = append(list, MaskClass{Index: i, Label: label(labels, i), Share: float32(n) / float32(len(pixels))})
		}
	}
	slices.SortStableFunc(list, func(a, b MaskClass) int { return better(a.Share, b.Share, 0, 0) })
	return list
}

// Resize returns the mask's pixels stretched to another size, nearest neighbour, for
// laying it over the picture.
func (m *Mask) Resize(width, height int) []uint8 {
	out := make([]uint8, width*height)
	for y := range height {
		row := m.Pixels[int(int64(y)*int64(m.Height)/int64(height))*m.Width:][:m.Width]
		for x := range width {
			out[y*width+x] = row[int(int64(x)*int64(m.Width)/int64(width))]
		}
	}
	return out
}
