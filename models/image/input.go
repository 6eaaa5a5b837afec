package image

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"edged/models/graph"
)

// Normalization is what is known about a model's input: input = (pixel - Mean) / Std,
// one number or one a channel. Both empty: nothing is known.
type Normalization struct {
	Mean, Std []float32
	// Forced marks numbers from a configuration, which are obeyed on uint8 inputs too.
	Forced bool
}

// known reports whether there are numbers that an input of that type heeds.
func (n Normalization) known(t graph.DType) bool {
	return (len(n.Mean) > 0 || len(n.Std) > 0) && (t != graph.UInt8 || n.Forced)
}

// Input writes pictures into one input of a model. It keeps tables and a row between
// calls, so one caller at a time.
type Input struct {
	Layout
	dtype  graph.DType
	resize bilinear
	values []float32 // a row
	write  writer
}

// writer converts the row of values into the tensor's elements for row y.
type writer func(in *Input, dst []byte, y int)

// NewInput checks that the tensor can take pictures and prepares for it.
func NewInput(t graph.Tensor, n Normalization) (*Input, error) {
	l, err := LayoutOf(t.Shape)
	if err != nil {
		return nil, err
	}
	in := &Input{Layout: l, dtype: t.Type, resize: bilinear{channels: l.Channels}}
	in.values = make([]float32, l.Width*l.Channels)
	raw := !n.known(t.Type) && (t.Type == graph.UInt8 || t.Type == graph.Int8)
	mean, std, err := n.channels(l.Channels)
	if err != nil {
		return nil, err
	}
	scale, zero := t.Scale(), float32(t.ZeroPoint())
	switch {
	case t.Type == graph.Float32:
		in.write = floats(mean, std)
	case raw && t.Type == graph.UInt8:
		in.write = pixels(0)
	case raw:
		in.write = pixels(0x80)
	case t.Type != graph.UInt8 && t.Type != graph.Int8 && t.Type != graph.Int16:
		return nil, fmt.Errorf("a picture cannot be given as %v; float32, uint8, int8 and int16 can", t.Type)
	case !(scale > 0) || t.PerChannel():
		return nil, fmt.Errorf("normalizing for a %v input needs one quantization scale", t.Type)
	default:
		in.write = quantized(t.Type, mean, std, scale, zero)
	}
	return in, nil
}

// channels returns one mean and one std for each channel; -1 to 1 where nothing is known.
func (n Normalization) channels(c int) (mean, std []float32, err error) {
	if len(n.Mean) == 0 && len(n.Std) == 0 {
		n.Mean, n.Std = []float32{127.5}, []float32{127.5}
	}
	if mean, err = each(n.Mean, 0, c, "mean"); err != nil {
		return nil, nil, err
	}
	if std, err = each(n.Std, 1, c, "std"); err != nil {
		return nil, nil, err
	}
	for _, s := range std {
		if s == 0 {
			return nil, nil, errors.New("normalize: std is 0")
		}
	}
	return mean, std, nil
}

func each(v []float32, missing float32, c int, name string) ([]float32, error) {
	switch len(v) {
	case 0:
		v = []float32{missing}
	case 1, c:
	default:
		return nil, fmt.Errorf("normalize: %d numbers for %s, the input has %d channels", len(v), name, c)
	}
	out := make([]float32, c)
	for i := range out {
		out[i] = v[i%len(v)]
		if math.IsNaN(float64(out[i])) || math.IsInf(float64(out[i]), 0) {
			return nil, fmt.Errorf("normalize: %s is not finite", name)
		}
	}
	return out, nil
}

// Fill resizes the picture to the input's size and writes it to dst, which must have the
// size of the tensor.
func (in *Input) Fill(dst []byte, p *Picture) error {
	if p.Width < 1 || p.Height < 1 || len(p.Pix) != 3*p.Width*p.Height {
		return errors.New("picture: it has no pixels")
	}
	return in.fill(dst, p, p.Width, p.Height)
}

// Decode is Fill for a picture in a file, which the function Decode describes; it returns
// the picture's size. No copy of an upright picture is made, only the rows that are needed.
func (in *Input) Decode(dst, file []byte, maxPixels int) (width, height int, err error) {
	s, err := decode(file, maxPixels)
	if err != nil {
		return 0, 0, err
	}
	if l := newLines(&s); l != nil {
		return s.width, s.height, in.fill(dst, l, s.width, s.height)
	}
	p := s.upright()
	return p.Width, p.Height, in.Fill(dst, p)
}

func (in *Input) fill(dst []byte, p rows, width, height int) error {
	if want := in.dtype.Bytes(in.Width * in.Height * in.Channels); len(dst) != want {
		return fmt.Errorf("picture: the tensor has %d bytes, wants %d", len(dst), want)
	}
	in.resize.x.prepare(width, in.Width)
	in.resize.y.prepare(height, in.Height)
	for y := range in.Height {
		in.resize.row(in.values, p, y)
		in.write(in, dst, y)
	}
	return nil
}

// place calls put for every value of row y with its channel and its element in the
// tensor.
func (in *Input) place(y int, put func(c, element int, v float32)) {
	pixel, channel := in.Channels, 1
	if in.Planar {
		pixel, channel = 1, in.Width*in.Height
	}
	at := y * in.Width * pixel
	for i := 0; i < len(in.values); i += in.Channels {
		for c, v := range in.values[i : i+in.Channels] {
			put(c, at+c*channel, v)
		}
		at += pixel
	}
}

// pixels writes rounded pixels, their bits flipped by mask (0x80 makes v-128 of v).
func pixels(mask uint8) writer {
	return func(in *Input, dst []byte, y int) {
		in.place(y, func(_, e int, v float32) { dst[e] = uint8(min(v+0.5, 255)) ^ mask })
	}
}

func floats(mean, std []float32) writer {
	return func(in *Input, dst []byte, y int) {
		in.place(y, func(c, e int, v float32) {
			binary.LittleEndian.PutUint32(dst[4*e:], math.Float32bits((v-mean[c])/std[c]))
		})
	}
}

// quantized writes round(x/scale)+zero, half away from zero as TFLite's QUANTIZE, within
// the type's range.
func quantized(t graph.DType, mean, std []float32, scale, zero float32) writer {
	lo, hi := limits(t)
	return func(in *Input, dst []byte, y int) {
		in.place(y, func(c, e int, v float32) {
			x := (v - mean[c]) / std[c] / scale
			q := int32(min(max(float32(math.Round(float64(x)))+zero, lo), hi))
			if t == graph.Int16 {
				binary.LittleEndian.PutUint16(dst[2*e:], uint16(q))
			} else {
				dst[e] = uint8(q)
			}
		})
	}
}

func limits(t graph.DType) (lo, hi float32) {
	switch t {
	case graph.UInt8:
		return 0, 255
	case graph.Int8:
		return -128, 127
	}
	return -32768, 32767
}
