package proto

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"edged/models/task"
)

// wireAnswer is the task's answer; a mask carries its pixels as a PNG whose values are
// class indices.
type wireAnswer struct {
	task.Result
	Classes []wireClass  `json:"classes,omitempty"`
	Objects []wireObject `json:"objects,omitempty"`
	Mask    *wireMask    `json:"mask,omitempty"`
}

type wireClass struct {
	Index int    `json:"index"`
	Label string `json:"label,omitempty"`
	Score number `json:"score"`
}

type wireObject struct {
	wireClass
	X      number `json:"x"`
	Y      number `json:"y"`
	Width  number `json:"width"`
	Height number `json:"height"`
}

type wireMask struct {
	*task.Mask
	PNG string `json:"png"`
}

// number is a float that a model found. JSON has no NaN and no infinity: they become null.
type number float32

// MarshalJSON implements json.Marshaler.
func (n number) MarshalJSON() ([]byte, error) {
	if f := float64(n); math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float32(n))
}

func answer(a *task.Result) (*wireAnswer, error) {
	w := &wireAnswer{Result: *a}
	for _, c := range a.Classes {
		w.Classes = append(w.Classes, class(c))
	}
	for _, o := range a.Objects {
		w.Objects = append(w.Objects, wireObject{class(o.Class), number(o.X), number(o.Y), number(o.Width), number(o.Height)})
	}
	if a.Mask == nil {
		return w, nil
	}
	b, err := maskPNG(a.Mask)
	if err != nil {
		return nil, fmt.Errorf("mask: %w", err)
	}
	w.Mask = &wireMask{Mask: a.Mask, PNG: base64.StdEncoding.EncodeToString(b)}
	return w, nil
}

func class(c task.Class) wireClass { return wireClass{c.Index, c.Label, number(c.Score)} }

// maskPNG writes a mask as an 8-bit paletted picture: palette index = class index.
func maskPNG(m *task.Mask) ([]byte, error) {
	palette := make(color.Palette, 256)
	for i := range palette {
		v := uint8(i)
		palette[i] = color.RGBA{v * 67, v * 131, v * 193, 255} // distinct colours for low indices
	}
	p := image.NewPaletted(image.Rect(0, 0, m.Width, m.Height), palette)
	copy(p.Pix, m.Pixels)
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, p)
	return out.Bytes(), err
}
