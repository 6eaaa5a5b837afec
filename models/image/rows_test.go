package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	stdimage "image"
	"image/color"
	"image/gif"
	"runtime"
	"testing"

	"edged/models/graph"
)

// sameAsFill holds that Input.Decode fills inputs larger and smaller than a picture as Fill
// does, and knows the picture's size.
func sameAsFill(t *testing.T, file []byte, p *Picture) {
	t.Helper()
	for _, shape := range [][]int{{1, 3, 4, 3}, {1, 40, 31, 3}, {1, 9, 9, 1}} {
		x := graph.Tensor{Type: graph.Float32, Shape: shape}
		in, err := NewInput(x, Normalization{})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, x.Bytes())
		w, h, err := in.Decode(got, file, 1<<20)
		if err != nil || w != p.Width || h != p.Height {
			t.Fatalf("%d×%d, %v, want %d×%d", w, h, err, p.Width, p.Height)
		}
		if !bytes.Equal(got, fill(t, x, Normalization{}, p)) {
			t.Errorf("%v: another picture", shape)
		}
	}
}

func TestInputDecode(t *testing.T) {
	box := stdimage.Rect(0, 0, 17, 9)
	shaded := stdimage.NewNRGBA(box)
	for i := range shaded.Pix {
		shaded.Pix[i] = uint8(i * 11)
	}
	frame := stdimage.NewPaletted(stdimage.Rect(1, 1, 3, 3), color.Palette{red, blue})
	g := gif.GIF{Image: []*stdimage.Paletted{frame}, Delay: []int{0}, Config: stdimage.Config{Width: 5, Height: 4}}
	files := map[string][]byte{
		"png": pngOf(t, shaded), "jpeg": jpegOf(t, shaded), "bmp": bmpOf(t, shaded), "cmyk": file(t, "cmyk.jpg"),
		"progressive": file(t, "progressive.jpg"), "palette": file(t, "palette.png"), "subsampled": file(t, "subsampled.jpg"),
		"part of a canvas": encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, &g) }),
	}
	for o := range uint16(9) {
		files[fmt.Sprint("orientation ", o)] = withExif(jpegOf(t, shaded), exif(binary.LittleEndian, o))
	}
	for name, b := range files {
		t.Run(name, func(t *testing.T) {
			p, err := Decode(b, 0)
			if err != nil {
				t.Fatal(err)
			}
			sameAsFill(t, b, p)
		})
	}
}

func TestInputDecodeErrors(t *testing.T) {
	in, err := NewInput(graph.Tensor{Type: graph.UInt8, Shape: []int{1, 2, 2, 3}}, Normalization{})
	if err != nil {
		t.Fatal(err)
	}
	b := pngOf(t, stdimage.NewRGBA(stdimage.Rect(0, 0, 5, 4)))
	for _, c := range []struct {
		file      []byte
		size, max int
	}{{b[:20], 12, 0}, {b, 11, 0}, {b, 12, 19}} {
		if _, _, err := in.Decode(make([]byte, c.size), c.file, c.max); err == nil {
			t.Errorf("%d bytes of a file, %d of an input, at most %d pixels: no error", len(c.file), c.size, c.max)
		}
	}
}

// An upright picture of a megapixel is decoded without a second one beside it.
func TestInputDecodeMemory(t *testing.T) {
	in, err := NewInput(graph.Tensor{Type: graph.UInt8, Shape: []int{1, 224, 224, 3}}, Normalization{})
	if err != nil {
		t.Fatal(err)
	}
	const side = 1024
	b, dst := bmpOf(t, stdimage.NewRGBA(stdimage.Rect(0, 0, side, side))), make([]byte, 224*224*3)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := in.Decode(dst, b, 0); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 5*side*side {
		t.Errorf("%d bytes for %d pixels", n, side*side)
	}
}
