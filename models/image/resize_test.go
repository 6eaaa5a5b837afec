package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"edged/internal/judge"
	"edged/models/graph"
	"edged/models/tflite"
)

// resizeModel is a model of one RESIZE_BILINEAR with half-pixel centres.
func resizeModel(t *testing.T, d graph.DType, w, h, channels, toW, toH int) []byte {
	t.Helper()
	size := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, uint32(toH)), uint32(toW))
	var q *graph.Quant
	if d != graph.Float32 {
		q = quant(1, 0)
	}
	b, err := tflite.Encode(&graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{
			{Name: "picture", Type: d, Quant: q, Shape: []int{1, h, w, channels}},
			{Name: "size", Type: graph.Int32, Shape: []int{2}, Data: size},
			{Name: "out", Type: d, Quant: q, Shape: []int{1, toH, toW, channels}},
		},
		Inputs: []int{0}, Outputs: []int{2},
		Ops: []graph.Op{{
			Code: graph.OpResizeBilinear, Version: 3, Inputs: []int{0, 1}, Outputs: []int{2},
			Options: &graph.ResizeBilinearOptions{HalfPixelCenters: true},
		}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Resized pictures equal TFLite's RESIZE_BILINEAR bit for bit.
func TestResizeAsTFLite(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct{ w, h, toW, toH int }{
		{7, 5, 7, 5}, {7, 5, 14, 10}, {64, 48, 24, 24}, {640, 480, 224, 224}, {3, 4, 31, 17},
		{1, 1, 5, 5}, {101, 7, 3, 13}, {1200, 600, 300, 300}, {257, 257, 513, 96},
	} {
		for _, channels := range []int{3, 1} {
			t.Run(fmt.Sprint(c, channels), func(t *testing.T) {
				p := New(c.w, c.h)
				given := graph.Tensor{Type: graph.Float32, Shape: []int{1, c.h, c.w, channels}}
				for i := 0; i < len(p.Pix); i += 3 {
					for k := range 3 {
						p.Pix[i+k] = uint8(rng.Uint32())
					}
					if channels == 1 {
						p.Pix[i+1], p.Pix[i+2] = p.Pix[i], p.Pix[i]
					}
					given.Data = append(given.Data, le32(p.Pix[i:i+channels])...)
				}
				x := graph.Tensor{Type: graph.Float32, Shape: []int{1, c.toH, c.toW, channels}}
				got := fill(t, x, Normalization{Mean: []float32{0}, Std: []float32{1}}, p)
				want := judge.Ask(t, judge.Question{Model: resizeModel(t, graph.Float32, c.w, c.h, channels, c.toW, c.toH), Inputs: []graph.Tensor{given}})
				if !bytes.Equal(got, want.Outputs[0].Data) {
					t.Error(firstDifference(floatsOf(got), floatsOf(want.Outputs[0].Data)))
				}
			})
		}
	}
}

// So do 8-bit pixels, rounded.
func TestResizeAsTFLiteUint8(t *testing.T) {
	p := ramp(640, 427)
	given := graph.Tensor{Type: graph.UInt8, Shape: []int{1, 427, 640, 3}, Data: p.Pix}
	x := graph.Tensor{Type: graph.UInt8, Shape: []int{1, 96, 300, 3}}
	got := fill(t, x, Normalization{}, p)
	want := judge.Ask(t, judge.Question{Model: resizeModel(t, graph.UInt8, 640, 427, 3, 300, 96), Inputs: []graph.Tensor{given}})
	if !bytes.Equal(got, want.Outputs[0].Data) {
		t.Error("the pixels differ")
	}
}

func le32(pixels []uint8) (b []byte) {
	for _, v := range pixels {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
	}
	return b
}

func firstDifference(got, want []float32) string {
	n := 0
	first := ""
	for i := range got {
		if got[i] != want[i] {
			if n++; n == 1 {
				first = fmt.Sprintf("value %d is %v, want %v", i, got[i], want[i])
			}
		}
	}
	return fmt.Sprintf("%d of %d values differ; %s", n, len(got), first)
}
