package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	stdimage "image"
	"image/color"
	"testing"
)

// exif is a TIFF structure with an orientation among other tags.
func exif(order binary.ByteOrder, orientation uint16) []byte {
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, order, v) }
	if order == binary.ByteOrder(binary.LittleEndian) {
		b.WriteString("II*\x00")
	} else {
		b.WriteString("MM\x00*")
	}
	put(uint32(8))
	put(uint16(2))
	put([]uint16{0x010f, 2, 0, 4, 0x4141, 0}) // maker: not ours to read
	put([]uint16{0x0112, 3})
	put(uint32(1))
	put([]uint16{orientation, 0})
	put(uint32(0))
	return b.Bytes()
}

// withExif puts a TIFF structure into a JPEG, as its first segment.
func withExif(jpeg, tiff []byte) []byte {
	body := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, byte((len(body)+2)>>8), byte(len(body)+2))
	return append(append(out, body...), jpeg[2:]...)
}

// The stored picture has four quarters A B over C D; what a viewer shows follows from
// where EXIF says the first row and column belong.
func TestOrientations(t *testing.T) {
	quarters := map[byte]color.NRGBA{'A': {250, 10, 10, 255}, 'B': {10, 250, 10, 255}, 'C': {10, 10, 250, 255}, 'D': {250, 250, 10, 255}}
	m := stdimage.NewNRGBA(stdimage.Rect(0, 0, 48, 32))
	for y := range 32 {
		for x := range 48 {
			m.Set(x, y, quarters["ABCD"[x/24+2*(y/16)]])
		}
	}
	plain := jpegOf(t, m)
	shown := []string{"ABCD", "ABCD", "BADC", "DCBA", "CDAB", "ACBD", "CADB", "DBCA", "BDAC", "ABCD"}
	for o, want := range shown {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			t.Run(fmt.Sprint(o, order), func(t *testing.T) {
				p, err := Decode(withExif(plain, exif(order, uint16(o))), 0)
				if err != nil {
					t.Fatal(err)
				}
				w, h := 48, 32
				if o >= 5 && o <= 8 {
					w, h = h, w
				}
				if p.Width != w || p.Height != h {
					t.Fatalf("%d×%d, want %d×%d", p.Width, p.Height, w, h)
				}
				for i := range 4 {
					got := p.At(w/4+i%2*w/2, h/4+i/2*h/2).(color.NRGBA)
					c := quarters[want[i]]
					if !near(got.R, c.R, 12) || !near(got.G, c.G, 12) || !near(got.B, c.B, 12) {
						t.Errorf("quarter %d is %v, want %c", i, got, want[i])
					}
				}
			})
		}
	}
}

func TestOrientationPNG(t *testing.T) {
	b := pngOf(t, stdimage.NewRGBA(stdimage.Rect(0, 0, 3, 2)))
	x := exif(binary.BigEndian, 6)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(x)))
	chunk = append(append(append(chunk, "eXIf"...), x...), 0, 0, 0, 0)
	with := append(append(append([]byte{}, b[:33]...), chunk...), b[33:]...)
	if o := orientationPNG(with); o != 6 {
		t.Errorf("got %d, want 6", o)
	}
	if o := orientationPNG(b); o != 1 {
		t.Errorf("got %d, want 1", o)
	}
}

// Broken EXIF never fails a picture: it is shown as stored.
func TestOrientationBroken(t *testing.T) {
	whole := exif(binary.LittleEndian, 6)
	for n := range len(whole) {
		if o := orientation(whole[:n]); o != 1 && n < 32 {
			t.Errorf("cut to %d bytes: %d", n, o)
		}
	}
	edit := func(at int, v ...byte) []byte { b := bytes.Clone(whole); copy(b[at:], v); return b }
	for name, b := range map[string][]byte{
		"offset beyond": edit(4, 0xff, 0xff, 0xff, 0xff), "type long": edit(24, 4), "value 9": edit(30, 9),
		"bad magic": edit(2, 0), "no tag": edit(22, 0x13),
	} {
		if o := orientation(b); o != 1 {
			t.Errorf("%s: %d", name, o)
		}
	}
	if o := orientation(edit(8, 0xff, 0xff)); o != 6 {
		t.Errorf("too many entries announced: %d", o)
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(exif(binary.LittleEndian, 6))
	f.Add(exif(binary.BigEndian, 8))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o := orientation(b); o < 1 || o > 8 {
			t.Fatal(o)
		}
		scanJPEG(append([]byte{0xff, 0xd8}, b...))
		orientationPNG(append([]byte("\x89PNG\r\n\x1a\n"), b...))
	})
}
