package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"edged/delegates"
	"edged/models/graph"
)

// Back-off between starts of a worker that dies.
const (
	firstPause = 50 * time.Millisecond
	lastPause  = 30 * time.Second
	steady     = time.Minute // a worker that lived so long starts anew at once
)

// What a worker may take where nobody else sets a limit.
const (
	loading   = time.Minute
	resetting = 5 * time.Second
)

// Load starts a worker and makes it load the model. Weights and model are read there.
func (e Engine) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	if o.Signature != "" {
		return nil, fmt.Errorf("signature %q: the engine %s runs a model's first subgraph only", o.Signature, e.Kind)
	}
	if o.KeepAll {
		return nil, fmt.Errorf("the engine %s shows no tensors between operators", e.Kind)
	}
	if len(m.File) == 0 {
		return nil, errors.New("no file to load: native libraries read files")
	}
	program, err := e.Find()
	if err != nil {
		return nil, err
	}
	sig, err := signature(m.Graph)
	if err != nil {
		return nil, err
	}
	s := &session{program: program, setup: e.setup(program, o.Threads), model: m, sig: sig}
	return s, s.start(ctx)
}

// Probe starts a worker that opens the library and says what it is, or why not.
func (e Engine) Probe(ctx context.Context) (Loaded, error) {
	program, err := e.Find()
	if err != nil {
		return Loaded{}, err
	}
	setup := e.setup(program, 1)
	setup.Probe = true
	p, err := start(program, setup, nil)
	if err != nil {
		return Loaded{}, err
	}
	defer p.kill()
	err = p.hello(ctx)
	return p.loaded, err
}

// signature describes the first subgraph. All shapes must be known: a library allocates
// before it runs.
func signature(g *graph.Graph) (sig graph.Signature, err error) {
	e, s, err := g.Entry("")
	if err != nil {
		return sig, err
	}
	describe := func(list []graph.TensorMap) (out []graph.Tensor) {
		for _, m := range list {
			t := &s.Tensors[m.Tensor]
			out = append(out, graph.Tensor{Name: m.Name, Type: t.Type, Shape: t.Shape, Quant: t.Quant})
		}
		return out
	}
	return graph.Signature{Inputs: describe(e.Inputs), Outputs: describe(e.Outputs)}, nil
}

// session is a model in a worker. A worker that died is started again when it is needed.
type session struct {
	program string
	setup   Setup
	model   delegates.Model
	sig     graph.Signature

	p       *process      // nil: not running
	took    time.Duration // see Took
	started time.Time
	pause   time.Duration
	next    time.Time // no start before
	lost    bool      // a process could not be killed: its device is not to be trusted
}

// errLost is the error of a session whose worker does not die.
var errLost = errors.New("edged-worker does not die: the device it waits for is lost")

func (s *session) Signature() graph.Signature { return s.sig }

// Delegated implements delegates.Delegated.
func (s *session) Delegated() (own, pieces int) {
	if s.p == nil {
		return 0, 0
	}
	return s.p.loaded.Own, s.p.loaded.Pieces
}

// Took is how long the last invocation was in the library; the rest is ours.
func (s *session) Took() time.Duration { return s.took }

// start starts a worker, or says why there is none yet.
func (s *session) start(ctx context.Context) error {
	if s.lost {
		return errLost
	}
	if wait := time.Until(s.next); wait > 0 {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return fmt.Errorf("edged-worker starts again in %v: %w", wait.Round(time.Millisecond), ctx.Err())
		}
	}
	p, err := start(s.program, s.setup, s.model.File)
	if err != nil {
		s.failed()
		return err
	}
	s.p, s.started = p, time.Now()
	ctx, cancel := context.WithTimeout(ctx, loading)
	defer cancel()
	if err := p.load(ctx, s.sizes()); err != nil {
		s.end()
		return err
	}
	return nil
}

func (s *session) sizes() (z sizes) {
	for _, t := range s.sig.Inputs {
		z.Inputs = append(z.Inputs, t.Bytes())
	}
	for _, t := range s.sig.Outputs {
		z.Outputs = append(z.Outputs, t.Bytes())
	}
	return z
}

// end kills the worker and doubles the pause before the next.
func (s *session) end() {
	s.lost = !s.p.kill()
	if time.Since(s.started) > steady {
		s.pause = 0
	}
	s.p = nil
	s.failed()
}

func (s *session) failed() {
	s.next = time.Now().Add(s.pause)
	s.pause = min(max(2*s.pause, firstPause), lastPause)
}

func (s *session) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	if err := s.fits(in, out); err != nil {
		return err
	}
	if s.p == nil {
		if err := s.start(ctx); err != nil {
			return err
		}
	}
	for i, t := range in {
		copy(s.p.in[i], t.Data)
	}
	if err := s.call(ctx, kindInvoke); err != nil {
		return err
	}
	s.took = s.p.took
	for i, t := range s.sig.Outputs {
		out[i].Type, out[i].Quant = t.Type, t.Quant
		out[i].Shape = append(out[i].Shape[:0], t.Shape...)
		out[i].Data = append(out[i].Data[:0], s.p.out[i]...)
	}
	return nil
}

// call asks the worker. Whatever is not the library's own error ends it.
func (s *session) call(ctx context.Context, k kind) error {
	err := s.p.call(ctx, message{kind: k}, nil)
	var f *Failure
	if err != nil && !errors.As(err, &f) {
		s.end()
	}
	return err
}

func (s *session) fits(in, out []graph.Tensor) error {
	if len(in) != len(s.sig.Inputs) || len(out) != len(s.sig.Outputs) {
		return fmt.Errorf("got %d inputs and %d outputs, the model has %d and %d", len(in), len(out), len(s.sig.Inputs), len(s.sig.Outputs))
	}
	for i, t := range s.sig.Inputs {
		if len(in[i].Data) != t.Bytes() {
			return fmt.Errorf("input %q has %d bytes, the model takes %d", t.Name, len(in[i].Data), t.Bytes())
		}
	}
	return nil
}

// Reset makes the library set variable tensors to zero; a worker that is not running has
// none.
func (s *session) Reset() {
	if s.p == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), resetting)
	defer cancel()
	if err := s.call(ctx, kindReset); err != nil && s.p != nil {
		s.end() // a new worker has forgotten everything
	}
}

// Close ends the worker.
func (s *session) Close() error {
	if s.p == nil {
		return nil
	}
	gone := s.p.close()
	s.p = nil
	if !gone {
		return errLost
	}
	return nil
}
