package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"edged/delegates"
	"edged/models/graph"
	"edged/models/tflite"
)

// Tracer compares two engines operator by operator. Each is given copies of the model whose
// outputs are tensors between operators, so any engine can be looked into; one that fuses
// operators has to leave them apart for it.
type Tracer struct {
	Engine, Reference delegates.Engine
	Model             delegates.Model // its File is not used
	Options           delegates.Options
	Kernels           string    // of the reference
	Tolerance         Tolerance // of each tensor; Agreement is of indices and the like
	Progress          func(done, total int)
}

// Operator is what became of one operator's outputs.
type Operator struct {
	Index   int     `json:"index"` // in the order they run
	Name    string  `json:"name"`
	Figures Figures `json:"figures"` // of its outputs, as the engine's own inputs made them
	// Alone are the figures of the operator alone, on the reference's inputs; nil: it was not
	// tried, or cannot be.
	Alone *Figures `json:"alone,omitempty"`
	Wrong bool     `json:"wrong,omitempty"` // alone it is outside the tolerance, too
	Left  error    `json:"-"`               // how it left the tolerance; nil: it did not
}

// Trace is what a Tracer found.
type Trace struct {
	Operators []Operator // those whose outputs can be seen
	// First is the first operator in Operators that leaves the tolerance while its inputs were
	// within it, or the first of those that is wrong alone; nil: none leaves it.
	First *Operator
}

// Limits of one copy of a model.
const (
	chunkTensors = 128
	chunkBytes   = 64 << 20
	tried        = 8 // operators that are run alone
)

// Run compares what the engines make of one set of inputs.
func (t Tracer) Run(ctx context.Context, in []graph.Tensor) (*Trace, error) {
	if len(t.Model.Graph.Subgraphs) == 0 {
		return nil, errors.New("the model has no operators")
	}
	s := t.Model.Graph.Subgraphs[0]
	seen, err := t.visible(s)
	if err != nil {
		return nil, err
	}
	figures := map[int]Figures{}
	for list := seen; len(list) > 0; {
		n := chunk(s, list)
		if err := t.compare(ctx, list[:n], in, figures); err != nil {
			return nil, err
		}
		list = list[n:]
		if t.Progress != nil {
			t.Progress(len(seen)-len(list), len(seen))
		}
	}
	tr := &Trace{}
	left := t.judge(s, figures, tr)
	return tr, t.alone(ctx, tr, left, in)
}

// visible lists the outputs of operators that an engine can give as outputs of the model:
// their size is known, and they are no state.
func (t Tracer) visible(s *graph.Subgraph) (list []int, err error) {
	shapes, err := t.Model.Graph.Shapes(s)
	if err != nil {
		return nil, fmt.Errorf("tensors between operators: %w", err)
	}
	for i := range s.Ops {
		for _, x := range s.Ops[i].Outputs {
			v := &s.Tensors[x]
			if v.Type.Bits() > 0 && !v.Variable && slices.Equal(dims(shapes[x]), dims(v.Shape)) && v.Elems() > 0 && !slices.Contains(list, x) {
				list = append(list, x)
			}
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no tensor between operators has a size that is known beforehand")
	}
	return list, nil
}

// chunk says how many tensors of the list one copy of the model shows.
func chunk(s *graph.Subgraph, list []int) int {
	bytes := 0
	for n, x := range list {
		if bytes += s.Tensors[x].Bytes(); n > 0 && (n == chunkTensors || bytes > chunkBytes) {
			return n
		}
	}
	return len(list)
}

// compare compares tensors of both engines.
func (t Tracer) compare(ctx context.Context, list []int, in []graph.Tensor, figures map[int]Figures) error {
	s := *t.Model.Graph.Subgraphs[0]
	s.Outputs = list
	got, want, err := t.ask(ctx, &s, in)
	if err != nil {
		return err
	}
	for i, x := range list {
		if figures[x], err = Compare(got[i:i+1], want[i:i+1], nil); err != nil {
			return err
		}
	}
	return nil
}

// ask runs a variant of the model's first subgraph on both engines.
func (t Tracer) ask(ctx context.Context, s *graph.Subgraph, in []graph.Tensor) (got, want []graph.Tensor, err error) {
	m, err := t.variant(s)
	if err != nil {
		return nil, nil, err
	}
	if want, err = once(ctx, t.Reference, m, t.refOptions(), in); err != nil {
		return nil, nil, &ReferenceError{err}
	}
	got, err = once(ctx, t.Engine, m, t.Options, in)
	return got, want, err
}

func (t Tracer) refOptions() delegates.Options {
	return delegates.Options{Threads: t.Options.Threads, Kernels: t.Kernels}
}

// variant is the model with another first subgraph, without signatures and metadata.
func (t Tracer) variant(s *graph.Subgraph) (delegates.Model, error) {
	g := *t.Model.Graph
	g.Subgraphs = slices.Clone(g.Subgraphs)
	g.Subgraphs[0], g.Signatures, g.Metadata, g.Packed = s, nil, nil, nil
	file, err := tflite.Encode(&g)
	if err != nil {
		return delegates.Model{}, err
	}
	// What is not encoded as it was is not what the engines would see.
	decoded, err := tflite.Decode(file, tflite.Limits{})
	if err == nil {
		err = graph.Validate(decoded)
	}
	return delegates.Model{Name: t.Model.Name, Graph: decoded, File: file}, err
}

// once loads a model, runs it once and returns outputs that are the caller's.
func once(ctx context.Context, e delegates.Engine, m delegates.Model, o delegates.Options, in []graph.Tensor) ([]graph.Tensor, error) {
	s, err := e.Load(ctx, m, o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	sig := s.Signature()
	out := make([]graph.Tensor, len(sig.Outputs))
	if _, err := invoke(ctx, s, in, out); err != nil {
		return nil, err
	}
	describe(out, sig.Outputs)
	for i := range out {
		out[i].Data = slices.Clone(out[i].Data)
	}
	return out, nil
}
