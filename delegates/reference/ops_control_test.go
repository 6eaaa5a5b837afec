package reference_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// texts returns the strings of a tensor in TFLite's layout.
func texts(d []byte) (out []string) {
	for i := range int(binary.LittleEndian.Uint32(d)) {
		at := d[4+4*i:]
		out = append(out, string(d[binary.LittleEndian.Uint32(at):binary.LittleEndian.Uint32(at[4:])]))
	}
	return out
}

// ramp returns n floats of all signs and sizes.
func ramp(n int) (d []byte) {
	for i := range n {
		d = binary.LittleEndian.AppendUint32(d, math.Float32bits(float32(i*i%97-48)/64))
	}
	return d
}

// packed is the other way round.
func packed(s ...string) []byte {
	d := binary.LittleEndian.AppendUint32(nil, uint32(len(s)))
	at := 4 * (len(s) + 2)
	for _, x := range s {
		d = binary.LittleEndian.AppendUint32(d, uint32(at))
		at += len(x)
	}
	d = binary.LittleEndian.AppendUint32(d, uint32(at))
	return append(d, strings.Join(s, "")...)
}

func longs(d []byte) (out []int64) {
	for ; len(d) >= 8; d = d[8:] {
		out = append(out, int64(binary.LittleEndian.Uint64(d)))
	}
	return out
}

// run runs a session twice and returns what came last.
func run(t *testing.T, s delegates.Session, in []graph.Tensor) []graph.Tensor {
	t.Helper()
	out := make([]graph.Tensor, len(s.Signature().Outputs))
	for range 2 {
		if err := s.Invoke(context.Background(), in, out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestHashtable wants what TFLite's hashtable_*.cc say: the first of equal keys counts, a
// table is filled once.
func TestHashtable(t *testing.T) {
	c := enginetest.Unjudged()["hashtable"]
	s := load(t, c.Graph, delegates.Options{})
	for range 2 {
		out := run(t, s, c.Inputs)
		if got := longs(out[0].Data); !slices.Equal(got, []int64{0, -1, 1 << 40, 3}) || !slices.Equal(out[0].Shape, []int{2, 2}) {
			t.Errorf("numbers: got %v %v", out[0].Shape, got)
		}
		if got := texts(out[2].Data); !slices.Equal(got, []string{"worse", "bad\x00", "what?", "good", "good"}) {
			t.Errorf("strings: got %q", got)
		}
		if a, b := longs(out[1].Data), longs(out[3].Data); a[0] != 4 || b[0] != 5 {
			t.Errorf("sizes: got %v and %v", a, b)
		}
		s.(delegates.Resetter).Reset() // the second round fills them again
	}
}

func TestCall(t *testing.T) {
	c := enginetest.Unjudged()["call"]
	out := run(t, load(t, c.Graph, delegates.Options{}), c.Inputs)
	want := []byte{0, 0, 0x40, 0x40, 0, 0, 0xc0, 0x40} // 3, 6
	if !bytes.Equal(out[0].Data, want) {
		t.Errorf("got %x, want %x", out[0].Data, want)
	}
}

func TestStringsInLoop(t *testing.T) {
	c := enginetest.Unjudged()["while"]
	out := run(t, load(t, c.Graph, delegates.Options{}), c.Inputs)
	for i, want := range [][]string{{"x", "a longer string\x00"}, {"ab", ""}, {"stays"}} {
		if got := texts(out[i+1].Data); !slices.Equal(got, want) {
			t.Errorf("output %d: got %q, want %q", i, got, want)
		}
	}
}

// TestEndlessLoop wants a loop that never ends to end with its deadline.
func TestEndlessLoop(t *testing.T) {
	yes := graph.Tensor{Name: "yes", Type: graph.Bool, HasRank: true, Data: []byte{1}}
	state := graph.Tensor{Name: "state", Type: graph.Float32, Shape: []int{1}}
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{
		{Tensors: []graph.Tensor{state, state}, Inputs: []int{0}, Outputs: []int{1}, Ops: []graph.Op{{
			Code: graph.OpWhile, Inputs: []int{0}, Outputs: []int{1}, Options: &graph.WhileOptions{CondSubgraphIndex: 1, BodySubgraphIndex: 2}}}},
		{Tensors: []graph.Tensor{state, yes}, Inputs: []int{0}, Outputs: []int{1}},
		{Tensors: []graph.Tensor{state}, Inputs: []int{0}, Outputs: []int{0}},
	}}
	s := load(t, g, delegates.Options{})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := s.Invoke(ctx, []graph.Tensor{{Data: make([]byte, 4)}}, make([]graph.Tensor, 1))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
}

func TestRecursionIsRefused(t *testing.T) {
	x := graph.Tensor{Name: "x", Type: graph.Float32, Shape: []int{1}}
	call := func(i uint32) *graph.Subgraph {
		return &graph.Subgraph{Tensors: []graph.Tensor{x, x}, Inputs: []int{0}, Outputs: []int{1},
			Ops: []graph.Op{{Code: graph.OpCall, Inputs: []int{0}, Outputs: []int{1}, Options: &graph.CallOptions{Subgraph: i}}}}
	}
	for _, c := range []struct {
		graph *graph.Graph
		want  string
	}{
		{&graph.Graph{Subgraphs: []*graph.Subgraph{call(0)}}, "inside itself"},
		{&graph.Graph{Subgraphs: []*graph.Subgraph{call(1), call(2), call(1)}}, "inside itself"},
		{&graph.Graph{Subgraphs: []*graph.Subgraph{call(1)}}, "runs subgraph 1 of 1"},
	} {
		if err := (reference.Engine{}).Supports(c.graph); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Supports: got %v, want %q", err, c.want)
		}
		if err := runOnce(c.graph); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Load: got %v, want %q", err, c.want)
		}
	}
}

// TestMissingInSubgraph wants the missing operator named with its subgraph.
func TestMissingInSubgraph(t *testing.T) {
	g := enginetest.Unjudged()["call"].Graph
	g.Subgraphs[1].Ops[0] = graph.Op{Code: graph.OpCustom, Custom: "Odd", Inputs: g.Subgraphs[1].Ops[0].Inputs, Outputs: g.Subgraphs[1].Ops[0].Outputs}
	var u *graph.UnsupportedError
	if err := (reference.Engine{}).Supports(g); !errors.As(err, &u) || u.Op != "Odd" || !strings.Contains(u.Subgraph, "branch") {
		t.Errorf("got %v", err)
	}
}

// TestSignaturesShare wants the sessions of one Load to share a variable: prefill sets it,
// decode adds to it.
func TestSignaturesShare(t *testing.T) {
	file, g := enginetest.TwoSignatures(t)
	x := graph.Tensor{Name: "x", Type: graph.Float32, Shape: []int{2}, Data: []byte{0, 0, 0x80, 0x3f, 0, 0, 0, 0x40}}
	want := judge.Ask(t, judge.Question{Model: file, Inputs: []graph.Tensor{x}, Signatures: []string{"prefill", "decode", "decode", "prefill", "decode"}})
	first, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Signature: "prefill"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := first.(delegates.Signer).Use("decode")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.(delegates.Signer).Use("nowhere"); err == nil {
		t.Error("a signature that is not there was opened")
	}
	out := make([]graph.Tensor, 1)
	for i, s := range []delegates.Session{first, second, second, first, second} {
		if err := s.Invoke(context.Background(), []graph.Tensor{x}, out); err != nil {
			t.Fatal(err)
		}
		enginetest.NoDiff(t, s.Signature().Key, out[0], want.Outputs[i], enginetest.Tolerance{})
	}
	first.Close()
	if err := second.Invoke(context.Background(), []graph.Tensor{x}, out); err != nil {
		t.Errorf("after the other was closed: %v", err)
	}
	second.(delegates.Resetter).Reset()
	if err := second.Invoke(context.Background(), []graph.Tensor{x}, out); err == nil {
		t.Error("a variable has a value after Reset")
	}
	second.Close()
}

// TestManySizes runs a model with an open dimension on ever other sizes, within the budget
// that the largest takes twice.
func TestManySizes(t *testing.T) {
	open := func(name string) graph.Tensor {
		return graph.Tensor{Name: name, Type: graph.Float32, Shape: []int{1, 256}, Signature: []int{-1, 256}, HasRank: true}
	}
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{open("x"), open("y")}, Inputs: []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpTanh, Inputs: []int{0}, Outputs: []int{1}}},
	}}}
	s := load(t, g, delegates.Options{Arena: 4 * 1024 * 40})
	in, out := make([]graph.Tensor, 1), make([]graph.Tensor, 1)
	for i := range 60 {
		n := i*7%20 + 1
		in[0] = graph.Tensor{Shape: []int{n, 256}, Data: make([]byte, 4*n*256)}
		if err := s.Invoke(context.Background(), in, out); err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		if !slices.Equal(out[0].Shape, in[0].Shape) || len(out[0].Data) != len(in[0].Data) {
			t.Fatalf("%d rows: got %v", n, out[0].Shape)
		}
		if a := s.(delegates.Profiler).ArenaBytes(); a > 4*1024*40 {
			t.Fatalf("%d bytes are in use", a)
		}
	}
	for _, bad := range [][]int{{2, 128}, {-1, 256}, {1 << 29, 256}, {256}} {
		if err := s.Invoke(context.Background(), []graph.Tensor{{Shape: bad, Data: make([]byte, 1000)}}, out); err == nil {
			t.Errorf("shape %v was taken", bad)
		}
	}
}

// controlled are models with control flow, state, strings and open shapes.
var controlled = []struct {
	path []string
	runs int
	in   []graph.Tensor
}{
	{path: []string{"converted", "tf_gru_f32.tflite"}},
	{path: []string{"converted", "toy_kv_drq8.tflite"}},
	{path: []string{"invalid", "nested_while.bin"}},
	{path: []string{"ops", "odml_sdpa_composite_gqa.tflite.bin"}},
	{path: []string{"ops", "odml_sdpa_composite_mqa.tflite.bin"}},
	{path: []string{"ops", "sdpa_composite.tflite"}},
	{path: []string{"ops", "simple_group_norm_op.tflite"}},
	{path: []string{"ops", "simple_topk_op_runtime_k.tflite"}},
	{path: []string{"ops", "tflite__call_once_mul.bin"}, runs: 3},
	{path: []string{"ops", "tflite__converter__quantization__lite__resource_vars_calibrated.bin"}, runs: 3},
	{path: []string{"ops", "tflite__converter__quantization__lite__where.bin"}},
	{path: []string{"ops", "tflite__dynamic_shapes.bin"}, in: []graph.Tensor{
		{Type: graph.Float32, Shape: []int{8, 42, 1024}, Data: ramp(8 * 42 * 1024)},
		{Type: graph.Float32, Shape: []int{1, 90, 1024}, Data: ramp(90 * 1024)},
		{Type: graph.Float32, Shape: []int{1, 1}, Data: []byte{0, 0, 0xa0, 0x40}}, // 5
	}},
	{path: []string{"ops", "tflite__multi_subgraphs_while.bin"}},
	{path: []string{"ops", "gather_string.tflite"}, in: []graph.Tensor{
		{Type: graph.String, Shape: []int{10}, Data: packed("a", "", "three", "d", "e", "\x00f", "g", "h", "i", "the last")},
		{Type: graph.Int64, Shape: []int{3}, Data: []byte{9, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0}},
	}},
	{path: []string{"ops", "tflite__java__string.bin"}, in: []graph.Tensor{
		{Type: graph.String, Shape: []int{2, 8, 8, 3}, Data: packed(strings.SplitAfter(strings.Repeat("some words of text ", 96), " ")[:384]...)}}},
	{path: []string{"ops", "tflite__string_input_model.bin"}, in: []graph.Tensor{
		{Type: graph.String, Shape: []int{1, 3}, Data: packed("one", "", "three")}}},
	{path: []string{"ops", "two_signatures.tflite"}, in: []graph.Tensor{{Type: graph.Float32, Shape: []int{3}, Data: make([]byte, 12)}}},
}

func TestControlledModels(t *testing.T) {
	for _, c := range controlled {
		t.Run(c.path[1], func(t *testing.T) {
			file := testkit.Read(t, c.path...)
			g, err := tflite.Decode(file, tflite.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			want := judge.Ask(t, judge.Question{Model: file, Inputs: c.in, Runs: c.runs})
			got := enginetest.Invoke(t, reference.Engine{}, delegates.Model{Graph: g}, want.Inputs, max(1, c.runs), enginetest.Tolerance{})
			for i := range got {
				enginetest.NoDiff(t, g.Subgraphs[0].Tensors[g.Subgraphs[0].Outputs[i]].Name, got[i], want.Outputs[i], enginetest.Tolerance{})
			}
			if again, err := tflite.Decode(file, tflite.Limits{}); err != nil || !reflect.DeepEqual(g, again) {
				t.Errorf("the graph was changed (%v)", err)
			}
		})
	}
}

// TestDecode runs the second signature of a model beside its first.
func TestDecode(t *testing.T) {
	file := testkit.Read(t, "converted", "toy_kv_drq8.tflite")
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := load(t, g, delegates.Options{Signature: "prefill"}).(delegates.Signer).Use("decode")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sig := s.Signature()
	in := delegates.RandomInputs(sig)
	for i := range in {
		in[i].Name = sig.Inputs[i].Name
		if in[i].Type == graph.Int32 {
			clear(in[i].Data)
			in[i].Data[0] = 7 // a token, a position
		}
	}
	want := judge.Ask(t, judge.Question{Model: file, Inputs: in, Signatures: []string{"decode"}})
	out := run(t, s, in)
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(sig.Outputs[a].Name, sig.Outputs[b].Name) })
	for i, o := range order {
		enginetest.NoDiff(t, sig.Outputs[o].Name, out[o], want.Outputs[i], enginetest.Tolerance{})
	}
}

// TestMasks runs one session on masks of many counts, forth and back.
func TestMasks(t *testing.T) {
	cases := enginetest.CasesOf("dynamic")
	c := cases[slices.IndexFunc(cases, func(c enginetest.Case) bool { return c.Name == "selected" })]
	file, err := tflite.Encode(c.Graph)
	if err != nil {
		t.Fatal(err)
	}
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s := load(t, g, delegates.Options{Threads: 2})
	for _, mask := range [][]byte{{1, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1}, {0, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 1}, {1, 1, 1, 1, 1, 1}} {
		in := slices.Clone(c.Inputs)
		in[0].Data = mask
		out := make([]graph.Tensor, len(s.Signature().Outputs))
		if err := s.Invoke(context.Background(), in, out); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(mask, 1) { // LiteRT's Python cannot show what is empty
			if !slices.Equal(out[0].Shape, []int{0, 1}) || !slices.Equal(out[1].Shape, []int{0, 3}) {
				t.Errorf("no rows: got shapes %v and %v", out[0].Shape, out[1].Shape)
			}
			continue
		}
		want := judge.Ask(t, judge.Question{Model: file, Inputs: in})
		for i := range out {
			enginetest.NoDiff(t, fmt.Sprintf("mask %v, output %d", mask, i), out[i], want.Outputs[i], enginetest.Tolerance{})
		}
	}
	if again, err := tflite.Decode(file, tflite.Limits{}); err != nil || !reflect.DeepEqual(g, again) {
		t.Errorf("the graph was changed (%v)", err)
	}
}
