package task

import (
	"context"
	"errors"
	"slices"
	"time"

	"edged/models/graph"
)

// answerer is the part of a runner in which the tasks differ.
type answerer interface {
	// read turns a medium into the model's inputs.
	read(media []byte) error
	// answer finds what the outputs say. tensors is set when the request brought no medium.
	answer(out []graph.Tensor, r *Result, tensors bool) error
}

// runner runs a model between an answerer's two halves. Its buffers serve one request
// after the other.
type runner struct {
	kind    Kind
	invoker Invoker
	ports   *ports
	out     []graph.Tensor
	// stateful models start every request from zero state: requests come from anyone
	// in any order.
	stateful bool
	answerer
}

// resetter is an Invoker whose model keeps state; delegates.Resetter.
type resetter interface{ Reset() }

func newRunner(k Kind, b Bundle, p *ports, a answerer) Runner {
	r := &runner{
		kind: k, invoker: b.Invoker, ports: p, out: make([]graph.Tensor, len(p.outputs)),
		stateful: stateful(b.Graph), answerer: a,
	}
	if c, ok := a.(agreer); ok {
		return agreeing{r, c}
	}
	return r
}

// stateful reports whether the model keeps values between invocations.
func stateful(g *graph.Graph) bool {
	for _, s := range g.Subgraphs {
		if slices.ContainsFunc(s.Tensors, func(t graph.Tensor) bool { return t.Variable }) {
			return true
		}
	}
	return false
}

// Run implements Runner.
func (r *runner) Run(ctx context.Context, p Payload) (Result, error) {
	res := Result{Kind: r.kind}
	start := time.Now()
	tensors, err := r.fill(p)
	if err != nil {
		return Result{}, &InputError{err}
	}
	filled := time.Now()
	if s, ok := r.invoker.(resetter); ok && r.stateful {
		s.Reset()
	}
	if err := r.invoker.Invoke(ctx, r.ports.in, r.out); err != nil {
		return Result{}, err
	}
	invoked := time.Now()
	if err := r.answer(r.out, &res, tensors); err != nil {
		return Result{}, err
	}
	res.Outputs = r.copied()
	res.Timing = Timing{Preprocess: filled.Sub(start), Invoke: invoked.Sub(filled), Postprocess: time.Since(invoked)}
	return res, nil
}

// fill gives the model its inputs and reports whether they came as tensors.
func (r *runner) fill(p Payload) (tensors bool, err error) {
	switch {
	case p.Media == nil && len(p.Tensors) == 0:
		return false, errors.New("the request has neither a medium nor tensors")
	case p.Media != nil && len(p.Tensors) > 0:
		return false, errors.New("the request has a medium and tensors; one of them is enough")
	case p.Media == nil:
		return true, r.ports.take(p.Tensors)
	case isNpy(p.Media):
		return true, r.ports.takeNpy(p.Media)
	}
	return false, r.read(p.Media)
}

// copied returns outputs that the caller may keep.
func (r *runner) copied() []graph.Tensor {
	out := slices.Clone(r.out)
	for i := range out {
		out[i].Name = r.ports.outputs[i].Name
		out[i].Data, out[i].Shape = slices.Clone(out[i].Data), slices.Clone(out[i].Shape)
	}
	return out
}
