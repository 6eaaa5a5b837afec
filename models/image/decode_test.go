package image

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
)

var (
	red  = color.NRGBA{200, 40, 60, 255}
	blue = color.NRGBA{20, 90, 220, 255}
)

// halves draws a picture whose left half is red and right half blue.
func halves[T interface {
	stdimage.Image
	Set(x, y int, c color.Color)
}](m T) T {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			m.Set(x, y, red)
			if 2*x >= b.Max.X {
				m.Set(x, y, blue)
			}
		}
	}
	return m
}

func encoded(t testing.TB, f func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m stdimage.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, m) })
}

func jpegOf(t testing.TB, m stdimage.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 95}) })
}

func gifOf(t testing.TB, m stdimage.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, m, nil) })
}

func bmpOf(t testing.TB, m stdimage.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, m) })
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func near(a uint8, b uint8, tol int) bool { return int(a)-int(b) <= tol && int(b)-int(a) <= tol }

func TestDecodeKinds(t *testing.T) {
	box := stdimage.Rect(0, 0, 16, 8)
	pal := color.Palette{color.Black, red, blue}
	grey := color.NRGBAModel.Convert(color.GrayModel.Convert(red)).(color.NRGBA)
	greyBlue := color.NRGBAModel.Convert(color.GrayModel.Convert(blue)).(color.NRGBA)
	for _, c := range []struct {
		name        string
		file        []byte
		left, right color.NRGBA
		tol         int
	}{
		{"png rgb", pngOf(t, halves(stdimage.NewRGBA(box))), red, blue, 0},
		{"png 16 bit", pngOf(t, halves(stdimage.NewRGBA64(box))), red, blue, 0},
		{"png grey", pngOf(t, halves(stdimage.NewGray(box))), grey, greyBlue, 0},
		{"png grey 16 bit", pngOf(t, halves(stdimage.NewGray16(box))), grey, greyBlue, 1},
		{"png paletted", pngOf(t, halves(stdimage.NewPaletted(box, pal))), red, blue, 0},
		{"png palette with transparency", file(t, "palette.png"), red, blue, 0},
		{"gif", gifOf(t, halves(stdimage.NewPaletted(box, pal))), red, blue, 0},
		{"bmp rgb", bmpOf(t, halves(stdimage.NewRGBA(box))), red, blue, 0},
		{"bmp grey", bmpOf(t, halves(stdimage.NewGray(box))), grey, greyBlue, 0},
		{"bmp paletted", bmpOf(t, halves(stdimage.NewPaletted(box, pal))), red, blue, 0},
		{"jpeg", jpegOf(t, halves(stdimage.NewRGBA(box))), red, blue, 6},
		{"jpeg grey", jpegOf(t, halves(stdimage.NewGray(box))), grey, greyBlue, 6},
		{"jpeg 4:2:0", file(t, "subsampled.jpg"), red, blue, 12},
		{"jpeg progressive", file(t, "progressive.jpg"), red, blue, 6},
		{"jpeg cmyk", file(t, "cmyk.jpg"), red, blue, 6},
	} {
		p, err := Decode(c.file, 0)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if p.Width != 16 || p.Height != 8 {
			t.Errorf("%s: %d×%d", c.name, p.Width, p.Height)
			continue
		}
		for _, at := range []struct {
			x, y int
			want color.NRGBA
		}{{1, 1, c.left}, {6, 6, c.left}, {9, 1, c.right}, {14, 6, c.right}} {
			got := p.At(at.x, at.y).(color.NRGBA)
			if !near(got.R, at.want.R, c.tol) || !near(got.G, at.want.G, c.tol) || !near(got.B, at.want.B, c.tol) {
				t.Errorf("%s at %d,%d: got %v, want %v", c.name, at.x, at.y, got, at.want)
			}
		}
	}
}

// Alpha is dropped as TensorFlow drops it: the colour under a transparent pixel shows.
func TestAlphaDropped(t *testing.T) {
	for _, m := range []interface {
		stdimage.Image
		Set(x, y int, c color.Color)
	}{stdimage.NewNRGBA(stdimage.Rect(0, 0, 3, 1)), stdimage.NewNRGBA64(stdimage.Rect(0, 0, 3, 1))} {
		m.Set(0, 0, color.NRGBA{10, 20, 30, 0})
		m.Set(1, 0, color.NRGBA{200, 100, 50, 128})
		m.Set(2, 0, color.NRGBA{1, 2, 3, 255})
		if n, ok := m.(*stdimage.NRGBA); ok {
			copy(n.Pix, []uint8{10, 20, 30, 0, 200, 100, 50, 128})
		}
		p, err := Decode(pngOf(t, m), 0)
		if err != nil {
			t.Fatal(err)
		}
		want := []uint8{10, 20, 30, 200, 100, 50, 1, 2, 3}
		if _, deep := m.(*stdimage.NRGBA64); deep {
			want[0], want[1], want[2] = 0, 0, 0 // Set premultiplies away what is transparent
		}
		if !bytes.Equal(p.Pix, want) {
			t.Errorf("%T: got %v, want %v", m, p.Pix, want)
		}
	}
}

func TestGIFFirstFrameOnItsScreen(t *testing.T) {
	pal := color.Palette{red, blue}
	small := stdimage.NewPaletted(stdimage.Rect(2, 1, 4, 3), pal)
	g := gif.GIF{
		Image: []*stdimage.Paletted{small, stdimage.NewPaletted(stdimage.Rect(0, 0, 6, 4), pal)}, Delay: []int{0, 0},
		Config: stdimage.Config{Width: 6, Height: 4, ColorModel: pal},
	}
	p, err := Decode(encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, &g) }), 0)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 4 {
		for x := range 6 {
			want := color.NRGBA{0, 0, 0, 255}
			if x >= 2 && x < 4 && y >= 1 && y < 3 {
				want = red
			}
			if got := p.At(x, y); got != want {
				t.Errorf("%d,%d: got %v, want %v", x, y, got, want)
			}
		}
	}
}

// A frame larger than its screen would write past the canvas.
func TestGIFFrameBeyondScreen(t *testing.T) {
	b := gifOf(t, stdimage.NewPaletted(stdimage.Rect(0, 0, 4, 4), color.Palette{red, blue}))
	i := bytes.IndexByte(b, 0x2c) // image descriptor
	binary.LittleEndian.PutUint16(b[i+5:], 60000)
	if _, err := Decode(b, 0); err == nil || !strings.Contains(err.Error(), "larger than image bounds") {
		t.Errorf("got %v", err)
	}
}

// pngHeader is a PNG of that size that ends after its header.
func pngHeader(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(b, w)
	b = binary.BigEndian.AppendUint32(b, h)
	b = append(b, 8, 2, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

func bmpHeader(w, h uint32) []byte {
	b := append([]byte("BM"), make([]byte, 52)...)
	b[10], b[14], b[26], b[28] = 54, 40, 1, 24
	binary.LittleEndian.PutUint32(b[18:], w)
	binary.LittleEndian.PutUint32(b[22:], h)
	return b
}

func jpegHeader(marker byte, w, h uint16) []byte {
	b := []byte{0xff, 0xd8, 0xff, marker, 0, 11, 8}
	b = binary.BigEndian.AppendUint16(b, h)
	b = binary.BigEndian.AppendUint16(b, w)
	return append(b, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0)
}

func TestHugeRefusedBeforeAllocation(t *testing.T) {
	gifHead := append([]byte("GIF89a\xff\xff\xff\xff"), 0, 0, 0, 0x2c)
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"50 gigapixel png", pngHeader(223606, 223607), "223606×223607 pixels (49999.9 million)"},
		{"png of all bits", pngHeader(1<<32-1, 1<<32-1), "the PNG is 4294967295×4294967295"},
		{"png, one row", pngHeader(1<<31, 1), "more than the limit of 67.1 million"},
		{"gif", gifHead, "the GIF is 65535×65535 pixels"},
		{"jpeg", jpegHeader(0xc0, 65535, 65535), "the JPEG is 65535×65535 pixels"},
		{"progressive jpeg", jpegHeader(0xc2, 8000, 8000), "progressive JPEG is 8000×8000 pixels (64.0 million), more than the limit of 33.6 million"},
		{"bmp", bmpHeader(30000, 30000), "the BMP is 30000×30000"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Decode(c.file, 0)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%s: %d bytes allocated", c.name, n)
		}
	}
}

func TestManyScans(t *testing.T) {
	b := file(t, "progressive.jpg")
	at := bytes.LastIndex(b, []byte{0xff, 0xda})
	scan := bytes.TrimSuffix(b[at:], []byte{0xff, 0xd9})
	b = append(b[:at:at], bytes.Repeat(scan, 101)...)
	if _, err := Decode(b, 0); err == nil || !strings.Contains(err.Error(), "scans, more than the limit of 100") {
		t.Errorf("got %v", err)
	}
}

func TestMaxPixels(t *testing.T) {
	b := pngOf(t, stdimage.NewRGBA(stdimage.Rect(0, 0, 10, 10)))
	if _, err := Decode(b, 100); err != nil {
		t.Error(err)
	}
	if _, err := Decode(b, 99); err == nil {
		t.Error("100 pixels pass a limit of 99")
	}
}

// Wherever a file is cut there is an error and never half a picture.
func TestTruncated(t *testing.T) {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, 40, 30))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * i >> 3)
	}
	pal := stdimage.NewPaletted(stdimage.Rect(0, 0, 40, 30), color.Palette{red, blue, color.Black})
	for i := range pal.Pix {
		pal.Pix[i] = uint8(i * i % 3)
	}
	for name, c := range map[string]struct {
		file  []byte
		slack int // bytes at the end that carry nothing
	}{
		"png": {pngOf(t, m), 0}, "bmp": {bmpOf(t, m), 0}, "jpeg": {jpegOf(t, m), 0},
		"progressive": {file(t, "progressive.jpg"), 0}, "gif": {gifOf(t, pal), 1},
	} {
		for n := range len(c.file) - c.slack {
			_, err := Decode(c.file[:n], 0)
			if err == nil {
				t.Errorf("%s cut to %d of %d bytes decodes", name, n, len(c.file))
				break
			}
			if n > 100 && !strings.Contains(err.Error(), "ends early, after") {
				t.Errorf("%s cut to %d of %d bytes: %v", name, n, len(c.file), err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: more than one line: %q", name, err)
			}
		}
	}
}

func TestNoPicture(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "it is empty",
		"II*\x00 a tiff":    "neither JPEG, PNG, BMP nor GIF",
		"hello":             `it begins "hello"`,
		"\xff\xd8\xff":      "the JPEG ends early",
		"BM":                "the BMP ends early",
		"\x89PNG\r\n\x1a\n": "the PNG ends early",
		"GIF89a":            "the GIF ends early",
	} {
		if _, err := Decode([]byte(in), 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	box := stdimage.Rect(0, 0, 5, 4)
	f.Add(pngOf(f, stdimage.NewNRGBA64(box)))
	f.Add(gifOf(f, stdimage.NewPaletted(box, color.Palette{red, blue})))
	f.Add(bmpOf(f, stdimage.NewPaletted(box, color.Palette{red, blue})))
	f.Add(withExif(jpegOf(f, stdimage.NewRGBA(box)), exif(binary.LittleEndian, 6)))
	f.Add(file(f, "cmyk.jpg"))
	f.Add(file(f, "progressive.jpg"))
	f.Add(pngHeader(3, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Decode(b, 1<<20)
		if err == nil && len(p.Pix) != 3*p.Width*p.Height {
			t.Fatal("pixels missing")
		}
		if err == nil {
			sameAsFill(t, b, p)
		}
	})
}
