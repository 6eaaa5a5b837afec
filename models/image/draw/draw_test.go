package draw_test

import (
	"bytes"
	"image/color"
	"math"
	"strings"
	"testing"

	"edged/models/image"
	"edged/models/image/draw"
)

func TestColor(t *testing.T) { // as in the development kit of PASCAL VOC
	for i, want := range map[int]color.NRGBA{
		0: {0, 0, 0, 255}, 1: {128, 0, 0, 255}, 2: {0, 128, 0, 255}, 3: {128, 128, 0, 255}, 4: {0, 0, 128, 255},
		8: {64, 0, 0, 255}, 15: {192, 128, 128, 255}, 20: {0, 64, 128, 255}, 255: {224, 224, 192, 255},
	} {
		if got := draw.Color(i); got != want {
			t.Errorf("%d: got %v, want %v", i, got, want)
		}
	}
}

func painted(p *image.Picture, c color.NRGBA) (n int) {
	for y := range p.Height {
		for x := range p.Width {
			if p.At(x, y) == c {
				n++
			}
		}
	}
	return n
}

func TestBox(t *testing.T) {
	p := image.New(100, 80)
	c := color.NRGBA{200, 0, 0, 255}
	draw.Box(p, 10, 20, 40, 30, "", c)
	for _, at := range [][2]int{{10, 20}, {49, 20}, {10, 49}, {49, 49}, {30, 21}, {11, 35}} {
		if p.At(at[0], at[1]) != c {
			t.Errorf("%v is not on the outline", at)
		}
	}
	if want := 40*30 - 36*26; painted(p, c) != want {
		t.Errorf("%d pixels painted, want %d", painted(p, c), want)
	}
	before := painted(p, c)
	draw.Box(p, 10, 20, 40, 30, "cat 0.64", c)
	if painted(p, c) <= before || painted(p, color.NRGBA{255, 255, 255, 255}) == 0 {
		t.Error("no label")
	}
}

// Whatever a model answers, nothing is drawn outside and nothing fails.
func TestBoxBeyond(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, b := range [][4]float32{{-50, -50, 500, 500}, {nan, nan, nan, nan}, {-inf, 0, inf, inf}, {90, 70, -30, -30}, {1e30, 1e30, 1, 1}} {
		draw.Box(image.New(100, 80), b[0], b[1], b[2], b[3], strings.Repeat("label é ", 500), color.NRGBA{A: 255})
	}
	draw.Box(image.New(1, 1), 0, 0, 1, 1, "x", color.NRGBA{255, 255, 255, 255})
}

func TestMask(t *testing.T) {
	p := image.New(4, 4)
	for i := range p.Pix {
		p.Pix[i] = 100
	}
	draw.Mask(p, []uint8{0, 1, 2, 0}, 2, 2)
	for _, c := range []struct {
		x, y int
		want color.NRGBA
	}{{0, 0, color.NRGBA{100, 100, 100, 255}}, {3, 1, color.NRGBA{114, 50, 50, 255}}, {1, 2, color.NRGBA{50, 114, 50, 255}}, {3, 3, color.NRGBA{100, 100, 100, 255}}} {
		if got := p.At(c.x, c.y); got != c.want {
			t.Errorf("%d,%d: got %v, want %v", c.x, c.y, got, c.want)
		}
	}
	draw.Mask(p, []uint8{1}, 2, 2) // no mask of that size: nothing happens
}

func TestCaptionAndPNG(t *testing.T) {
	p := image.New(700, 90)
	draw.Caption(p, []string{"military uniform 0.77", "bow tie 0.04"})
	if painted(p, color.NRGBA{255, 255, 255, 255}) < 100 {
		t.Error("no letters")
	}
	var b bytes.Buffer
	if err := draw.PNG(&b, p); err != nil {
		t.Fatal(err)
	}
	q, err := image.Decode(b.Bytes(), 0)
	if err != nil || !bytes.Equal(q.Pix, p.Pix) {
		t.Errorf("the PNG differs: %v", err)
	}
}
