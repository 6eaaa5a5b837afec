package tflite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"edged/internal/testkit"
	"edged/models/graph"
)

// FuzzDecode decodes, validates, encodes and decodes again: no bytes may panic, and what
// is valid stays what it is.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("\x08\x00\x00\x00TFL3\x00\x00\x00\x00"))
	f.Add(tiny(f))
	for _, pattern := range []string{"invalid/*", "ops/*"} {
		paths, _ := filepath.Glob(filepath.Join(testkit.Root(), "..", "shared", "data", pattern))
		for _, p := range paths {
			if b, err := os.ReadFile(p); err == nil && len(b) < 8<<10 {
				f.Add(b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := Decode(b, Limits{Packed: 1 << 20})
		if err != nil || graph.Validate(g) != nil {
			return
		}
		first, err := Encode(g)
		if err != nil {
			t.Fatalf("a valid graph does not encode: %v", err)
		}
		again, err := Decode(first, Limits{})
		if err != nil {
			t.Fatalf("an encoded graph does not decode: %v", err)
		}
		if err := graph.Validate(again); err != nil {
			t.Fatalf("an encoded graph is not valid: %v", err)
		}
		second, err := Encode(again)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatal("encoding is not stable")
		}
	})
}

// tiny is a model with one of everything a file can hold.
func tiny(t testing.TB) []byte {
	t.Helper()
	g := &graph.Graph{
		Version: 3, Description: "tiny",
		Subgraphs: []*graph.Subgraph{{
			Name:   "main",
			Inputs: []int{0}, Outputs: []int{3},
			Tensors: []graph.Tensor{
				{Name: "x", Type: graph.Int8, Shape: []int{1, 2, 2, 1}, Signature: []int{-1, 2, 2, 1}, Quant: &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{-3}, Min: []float32{-1}, Max: []float32{1}}},
				{Name: "w", Type: graph.Int8, Shape: []int{2, 1, 1, 1}, Data: []byte{1, 255}, Quant: &graph.Quant{Scale: []float32{0.5, 0.25}, ZeroPoint: []int64{0, 0}}},
				{Name: "b", Type: graph.Int32, Shape: []int{2}, Data: []byte{1, 0, 0, 0, 2, 0, 0, 0}},
				{Name: "y", Type: graph.Int8, Shape: []int{1, 2, 2, 2}, Quant: &graph.Quant{Scale: []float32{1}, ZeroPoint: []int64{0}}},
			},
			Ops: []graph.Op{{
				Code: graph.OpConv2D, Version: 3, Inputs: []int{0, 1, 2}, Outputs: []int{3},
				Options: &graph.Conv2DOptions{Padding: graph.PaddingValid, StrideW: 1, StrideH: 1, DilationWFactor: 1, DilationHFactor: 1},
			}},
		}},
		Signatures: []graph.SignatureDef{{Key: "serve", Inputs: []graph.TensorMap{{Name: "in", Tensor: 0}}, Outputs: []graph.TensorMap{{Name: "out", Tensor: 3}}}},
		Metadata:   []graph.Metadata{{Name: "note", Data: []byte("hello")}},
		Packed:     map[string][]byte{"labels.txt": []byte("a\nb\n")},
	}
	if err := graph.Validate(g); err != nil {
		t.Fatal(err)
	}
	b, err := Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
