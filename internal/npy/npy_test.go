package npy

import (
	"bytes"
	"strings"
	"testing"

	"edged/models/graph"
)

func TestRoundTrip(t *testing.T) {
	for _, d := range descrs {
		for _, shape := range [][]int{nil, {3}, {2, 3}, {1, 0, 4}} {
			n := d.t.Bytes(graph.Elems(shape))
			data := make([]byte, n)
			for i := range data {
				data[i] = byte(i + 1)
			}
			b, err := Encode(graph.Tensor{Type: d.t, Shape: shape, Data: data})
			if err != nil {
				t.Fatal(err)
			}
			if (len(b)-n)%64 != 0 {
				t.Errorf("%v %v: data starts at %d", d.t, shape, len(b)-n)
			}
			got, err := Decode(b)
			if err != nil {
				t.Fatalf("%v %v: %v", d.t, shape, err)
			}
			if got.Type != d.t || len(got.Shape) != len(shape) || !bytes.Equal(got.Data, data) {
				t.Errorf("%v %v came back as %v %v", d.t, shape, got.Type, got.Shape)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	good, err := Encode(graph.Tensor{Type: graph.Int32, Shape: []int{2}, Data: make([]byte, 8)})
	if err != nil {
		t.Fatal(err)
	}
	with := func(old, new string) []byte { return bytes.Replace(good, []byte(old), []byte(new), 1) }
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"empty":       {nil, "not a .npy file"},
		"version":     {with("\x01\x00", "\x09\x00"), "version 9"},
		"short":       {good[:40], "ends in its header"},
		"data":        {good[:len(good)-1], "takes 8"},
		"fortran":     {with("False", "True "), "Fortran"},
		"type":        {with("<i4", "<U4"), "<U4"},
		"header":      {with("'shape'", "'shapf'"), "not understood"},
		"large shape": {with("(2,), }                    ", "(2147483647, 2147483647), }"), "larger than"},
	} {
		if _, err := Decode(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	b, _ := Encode(graph.Tensor{Type: graph.Float32, Shape: []int{1, 2}, Data: make([]byte, 8)})
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Encode(x)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Decode(again); err != nil {
			t.Fatal(err)
		}
	})
}
