package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	stdimage "image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strings"

	"golang.org/x/image/bmp"
)

// DefaultMaxPixels is the largest picture that is decoded where nothing else is said:
// 64 Mpixel. Decoding takes up to 15 bytes of memory a pixel.
const DefaultMaxPixels = 64 << 20

// maxScans bounds the passes over a progressive JPEG's pixels. Encoders make about ten;
// a small file with thousands would keep a processor busy for minutes.
const maxScans = 100

// format is a picture format: how its files begin and who reads them.
type format struct {
	name, magic string
	config      func(io.Reader) (stdimage.Config, error)
	decode      func(io.Reader) (stdimage.Image, error)
}

var formats = [...]format{
	{"JPEG", "\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
	{"PNG", "\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"GIF", "GIF87a", gif.DecodeConfig, gif.Decode},
	{"GIF", "GIF89a", gif.DecodeConfig, gif.Decode},
	{"BMP", "BM", bmp.DecodeConfig, bmp.Decode},
}

// sniff returns the format a file begins like, nil if none.
func sniff(b []byte) *format {
	for i := range formats {
		if strings.HasPrefix(string(b[:min(len(b), 8)]), formats[i].magic) {
			return &formats[i]
		}
	}
	return nil
}

// Sniff returns the name of the format that the bytes begin like: JPEG, PNG, GIF or BMP;
// empty when they are no picture.
func Sniff(b []byte) string {
	if f := sniff(b); f != nil {
		return f.name
	}
	return ""
}

// Decode reads a picture, which format it is seen from its first bytes, and turns it
// upright as its EXIF orientation says. Pictures of more than maxPixels (0:
// DefaultMaxPixels) are refused before memory for them is taken; progressive JPEGs count
// double, because decoding holds all their coefficients. A file that ends early is an
// error.
func Decode(b []byte, maxPixels int) (*Picture, error) {
	s, err := decode(b, maxPixels)
	if err != nil {
		return nil, err
	}
	return s.upright(), nil
}

// stored is a picture as its file has it: an image on a canvas of that size, and EXIF's
// orientation.
type stored struct {
	stdimage.Image
	width, height, orientation int
}

// decode checks a file and reads it.
func decode(b []byte, maxPixels int) (s stored, err error) {
	f := sniff(b)
	if f == nil {
		return s, fmt.Errorf("picture: neither JPEG, PNG, BMP nor GIF (%s)", begins(b))
	}
	if maxPixels <= 0 {
		maxPixels = DefaultMaxPixels
	}
	width, height, err := f.size(b)
	if err != nil {
		return s, f.fail(err, b)
	}
	orientation, weight := 1, int64(1)
	switch f.name {
	case "JPEG":
		h := scanJPEG(b)
		orientation = h.orientation
		if h.progressive {
			weight = 2
		}
		if h.scans > maxScans {
			return s, fmt.Errorf("picture: the JPEG has %d scans, more than the limit of %d", h.scans, maxScans)
		}
	case "PNG":
		orientation = orientationPNG(b)
	}
	if err := f.check(width, height, weight, maxPixels); err != nil {
		return s, err
	}
	m, err := f.decode(bytes.NewReader(b))
	if err != nil {
		return s, f.fail(err, b)
	}
	return stored{m, int(width), int(height), orientation}, nil
}

// LimitError says that a picture is larger than the caller allows.
type LimitError struct{ text string }

// Error returns the sizes and the limit.
func (e *LimitError) Error() string { return e.text }

// size returns what the header says. PNG's and BMP's are read here: the libraries refuse
// large products on 32-bit machines without naming them.
func (f *format) size(b []byte) (width, height int64, err error) {
	switch {
	case f.name == "PNG" && len(b) >= 24 && string(b[12:16]) == "IHDR":
		return int64(binary.BigEndian.Uint32(b[16:])), int64(binary.BigEndian.Uint32(b[20:])), nil
	case f.name == "BMP" && len(b) >= 26 && binary.LittleEndian.Uint32(b[14:]) >= 40:
		height = int64(int32(binary.LittleEndian.Uint32(b[22:]))) // negative: from the top down
		return int64(int32(binary.LittleEndian.Uint32(b[18:]))), max(height, -height), nil
	}
	c, err := f.config(bytes.NewReader(b))
	return int64(c.Width), int64(c.Height), err
}

func (f *format) check(width, height, weight int64, maxPixels int) error {
	switch {
	case width <= 0 || height <= 0:
		return fmt.Errorf("picture: the %s is %d×%d pixels", f.name, width, height)
	case width > math.MaxInt32 || height > math.MaxInt32 || width*height > min(int64(maxPixels), math.MaxInt/3)/weight:
		kind := f.name
		if weight > 1 {
			kind = "progressive " + kind
		}
		return &LimitError{fmt.Sprintf("picture: the %s is %d×%d pixels (%.1f million), more than the limit of %.1f million",
			kind, width, height, float64(width)*float64(height)/1e6, float64(maxPixels)/float64(weight)/1e6)}
	}
	return nil
}

// fail words a decoder's error. The libraries' own prefix goes.
func (f *format) fail(err error, b []byte) error {
	if f.early(err, b) {
		return fmt.Errorf("picture: the %s ends early, after %d bytes", f.name, len(b))
	}
	reason := err.Error()
	if _, rest, ok := strings.Cut(reason, ": "); ok {
		reason = rest
	}
	return fmt.Errorf("picture: bad %s: %s", f.name, reason)
}

// early reports whether a decoder's error means that the file was cut off. Not all
// libraries wrap io.EOF, and each words it in its own way.
func (f *format) early(err error, b []byte) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return true
	}
	s := err.Error()
	switch f.name {
	case "GIF", "PNG":
		return strings.HasSuffix(s, "EOF") || strings.Contains(s, "not enough image data") || strings.HasSuffix(s, "not enough pixel data")
	case "JPEG":
		return strings.HasSuffix(s, "short Huffman data") && !strings.HasSuffix(string(b[len(b)-2:]), "\xff\xd9")
	}
	return false
}

// begins shows what a file that is no picture starts with.
func begins(b []byte) string {
	if len(b) == 0 {
		return "it is empty"
	}
	return fmt.Sprintf("it begins %q", b[:min(len(b), 12)])
}
