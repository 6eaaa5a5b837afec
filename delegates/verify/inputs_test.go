package verify_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates/verify"
	"edged/internal/element"
	"edged/models/graph"
)

func signature(in ...graph.Tensor) graph.Signature { return graph.Signature{Inputs: in} }

// Each set is another one, uses its range, and is the same again for the same seed.
func TestInputs(t *testing.T) {
	for _, x := range []graph.Tensor{
		{Type: graph.UInt8, Shape: []int{1, 16, 16, 3}}, {Type: graph.Int8, Shape: []int{1, 200}},
		{Type: graph.Float32, Shape: []int{1, 16, 16, 3}, Quant: &graph.Quant{Min: []float32{-3}, Max: []float32{5}}},
		{Type: graph.Float16, Shape: []int{1, 40, 8}}, {Type: graph.Int16, Shape: []int{77}}, {Type: graph.Float64, Shape: []int{4, 4}},
		{Type: graph.Int64, Shape: []int{1, 64}}, {Type: graph.Bool, Shape: []int{64}},
	} {
		sets := verify.Inputs(signature(x), 12, 1)
		seen := map[string]bool{}
		low, high := 1e9, -1e9
		for _, s := range sets {
			seen[string(s[0].Data)] = true
			for i := range s[0].Elems() {
				v := element.At(s[0], i)
				low, high = min(low, v), max(high, v)
			}
		}
		if len(sets) != 12 || len(seen) < 9 {
			t.Errorf("%v: %d different ones of %d", x.Type, len(seen), len(sets))
		}
		want := map[graph.DType][2]float64{
			graph.UInt8: {0, 255}, graph.Int8: {-128, 127}, graph.Float32: {-3, 5}, graph.Float16: {-1, 1},
			graph.Int16: {-32768, 32767}, graph.Float64: {-1, 1}, graph.Int64: {0, 1}, graph.Bool: {0, 1},
		}[x.Type]
		if low != want[0] || high != want[1] {
			t.Errorf("%v: from %g to %g, want %v", x.Type, low, high, want)
		}
		again, other := verify.Inputs(signature(x), 1, 1), verify.Inputs(signature(x), 1, 2)
		if !bytes.Equal(again[0][0].Data, sets[0][0].Data) || bytes.Equal(other[0][0].Data, sets[0][0].Data) {
			t.Errorf("%v: seeds do not decide", x.Type)
		}
	}
	if sets := verify.Inputs(signature(graph.Tensor{Type: graph.UInt8, Shape: []int{1, 0, 4, 3}}), 6, 0); len(sets[5][0].Data) != 0 {
		t.Error("an empty input has data")
	}
}

// Numbers of rows of a table reach over all its rows and not beyond.
func TestInputsOfTables(t *testing.T) {
	g := &graph.Graph{Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{
			{Name: "ids", Type: graph.Float32, Shape: []int{1, 300}}, {Type: graph.Int32, Shape: []int{1, 300}},
			{Type: graph.Float32, Shape: []int{40, 2}, Data: make([]byte, 320)}, {Type: graph.Float32, Shape: []int{1, 300, 2}},
			{Name: "mask", Type: graph.Int32, Shape: []int{1, 300}},
		},
		Inputs: []int{4, 0}, Outputs: []int{3},
		Ops: []graph.Op{
			{Code: graph.OpCast, Inputs: []int{0}, Outputs: []int{1}},
			{Code: graph.OpGather, Options: &graph.GatherOptions{}, Inputs: []int{2, 1}, Outputs: []int{3}},
		},
	}}}
	s := g.Subgraphs[0]
	var top, mask float64
	for _, set := range verify.InputsOf(g, signature(s.Tensors[4], s.Tensors[0]), 12, 3) {
		for i := range 300 {
			mask, top = max(mask, element.At(set[0], i)), max(top, element.At(set[1], i))
		}
	}
	if top != 39 || mask != 1 {
		t.Errorf("ids up to %g, mask up to %g", top, mask)
	}
}

func TestGolden(t *testing.T) {
	dir := t.TempDir()
	x := graph.Tensor{Name: "x", Type: graph.Int32, Shape: []int{2}, Data: binary.LittleEndian.AppendUint64(nil, 7)}
	y := graph.Tensor{Name: "y", Type: graph.Int8, Shape: []int{1}, Data: []byte{1}}
	sig := signature(x, y)
	for _, name := range []string{"b", "a", "b"} {
		if err := verify.Save(filepath.Join(dir, "kept", name), []graph.Tensor{x, y}); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := verify.Golden(os.DirFS(filepath.Join(dir, "kept")), sig)
	if err != nil || len(sets) != 2 || !bytes.Equal(sets[1][0].Data, x.Data) || sets[1][1].Name != "y" {
		t.Fatalf("%v, %v", sets, err)
	}
	_, err = verify.Golden(os.DirFS(filepath.Join(dir, "kept")), signature(x))
	wantError(t, err, "a/in_1.npy: the model has 1 inputs")
	_, err = verify.Golden(os.DirFS(filepath.Join(dir, "kept")), signature(y, x))
	wantError(t, err, `a/in_0.npy: int32 [2], the model's input "y" takes int8 [1]`)
	_, err = verify.Golden(os.DirFS(filepath.Join(dir, "kept")), signature(x, y, y))
	wantError(t, err, "a/in_2.npy: no such file")
	_, err = verify.Golden(os.DirFS(dir), sig)
	wantError(t, err, "kept/in_0.npy")

	// A model with one input takes the files themselves, in the order of their names.
	flat := filepath.Join(dir, "kept", "a")
	if err := os.Remove(filepath.Join(flat, "in_1.npy")); err != nil {
		t.Fatal(err)
	}
	if sets, err = verify.Golden(os.DirFS(flat), signature(x)); err != nil || len(sets) != 1 {
		t.Errorf("%v, %v", sets, err)
	}
	_, err = verify.Golden(os.DirFS(flat), sig)
	wantError(t, err, "in_0.npy: the model has 2 inputs")
	if err := os.WriteFile(filepath.Join(flat, "in_9.npy"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = verify.Golden(os.DirFS(flat), signature(x))
	wantError(t, err, "in_9.npy: npy: not a .npy file")
	_, err = verify.Golden(os.DirFS(t.TempDir()), sig)
	wantError(t, err, "no .npy files")
}

// An input whose size a caller chooses may have another one.
func TestGoldenOpenShape(t *testing.T) {
	dir := t.TempDir()
	if err := verify.Save(filepath.Join(dir, "0"), one(bytesOf("x", graph.Int8, nil, 1, 2, 3))); err != nil {
		t.Fatal(err)
	}
	x := graph.Tensor{Name: "x", Type: graph.Int8, Shape: []int{1}, Signature: []int{-1}}
	if _, err := verify.Golden(os.DirFS(dir), signature(x)); err != nil {
		t.Error(err)
	}
	x.Signature = nil
	_, err := verify.Golden(os.DirFS(dir), signature(x))
	wantError(t, err, "takes int8 [1]")
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}
