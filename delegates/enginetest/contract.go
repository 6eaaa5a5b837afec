package enginetest

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"edged/delegates"
	"edged/models/graph"
	"edged/models/tflite"
)

// contract holds an engine to what delegates.Engine and delegates.Session promise.
func contract(t *testing.T, e delegates.Engine) {
	c := softmaxCases()[0]
	file, err := tflite.Encode(c.Graph)
	if err != nil {
		t.Fatal(err)
	}
	m := delegates.Model{Name: "contract", Graph: c.Graph, File: file}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if s, err := e.Load(cancelled, m, delegates.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("load with a cancelled context: %v, %v", s, err)
	}
	if _, err := e.Load(context.Background(), m, delegates.Options{Signature: "nowhere"}); err == nil {
		t.Error("a signature that is not there was loaded")
	}
	s, err := e.Load(context.Background(), m, delegates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sig := s.Signature()
	if len(sig.Inputs) != len(c.Inputs) || len(sig.Outputs) != len(c.Graph.Subgraphs[0].Outputs) {
		t.Fatalf("signature has %d inputs and %d outputs", len(sig.Inputs), len(sig.Outputs))
	}
	badCalls(t, s, c.Inputs, len(sig.Outputs))
	goodCalls(t, s, c.Inputs, len(sig.Outputs))
	if err := s.Invoke(cancelled, c.Inputs, make([]graph.Tensor, len(sig.Outputs))); !errors.Is(err, context.Canceled) {
		t.Errorf("invoke with a cancelled context: %v", err)
	}
}

func badCalls(t *testing.T, s delegates.Session, in []graph.Tensor, outs int) {
	t.Helper()
	call := func(what string, in []graph.Tensor, outs int) {
		if err := s.Invoke(context.Background(), in, make([]graph.Tensor, outs)); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	call("no inputs", nil, outs)
	call("an output too many", in, outs+1)
	short := append([]graph.Tensor(nil), in...)
	short[0].Data = short[0].Data[1:]
	call("an input with a byte too few", short, outs)
	short[0].Data = append([]byte{0, 0}, short[0].Data...)
	call("an input with a byte too many", short, outs)
}

// goodCalls wants the same answer twice, and outputs' memory used again.
func goodCalls(t *testing.T, s delegates.Session, in []graph.Tensor, outs int) {
	t.Helper()
	a, b := make([]graph.Tensor, outs), make([]graph.Tensor, outs)
	for _, out := range [][]graph.Tensor{a, b, b} {
		if err := s.Invoke(context.Background(), in, out); err != nil {
			t.Fatal(err)
		}
	}
	first := &b[0].Data[0]
	if err := s.Invoke(context.Background(), in, b); err != nil {
		t.Fatal(err)
	}
	if first != &b[0].Data[0] {
		t.Error("an output with enough capacity was allocated anew")
	}
	for i := range a {
		if !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("output %d differs from one call to the next", i)
		}
	}
}
