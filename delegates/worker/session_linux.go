package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"edged/delegates"
	"edged/models/graph"
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
	if err := e.Supports(m.Graph); err != nil {
		return nil, err
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
	file, err := modelFile(m.File)
	if err != nil {
		return nil, err
	}
	if m.Release != nil {
		m.Release(m.File)
	}
	s := &session{program: program, setup: e.setup(program, o.Threads), file: file, sig: sig}
	if s.keeper, err = newKeeper(ctx, s.start); err != nil {
		file.Close()
		return nil, err
	}
	return s, nil
}

// Probe starts a worker that opens the library and says what it is, or why not. On a GPU it
// loads a small model: drivers show only then whether they work.
func (e Engine) Probe(ctx context.Context) (Loaded, error) {
	program, err := e.Find()
	if err != nil {
		return Loaded{}, err
	}
	setup := e.setup(program, 1)
	var model []byte
	if e.Kind == gpu {
		if model, err = smallModel(); err != nil {
			return Loaded{}, err
		}
	}
	setup.Probe = true
	file, err := modelFile(model)
	if err != nil {
		return Loaded{}, err
	}
	defer file.Close()
	p, err := start(program, setup, file)
	if err != nil {
		return Loaded{}, err
	}
	defer p.kill()
	err = p.hello(ctx)
	return p.loaded, err
}

// signature describes the first subgraph. All shapes must be known: a library allocates
// before it runs. Where the file leaves one open, operators before it decide.
func signature(g *graph.Graph) (sig graph.Signature, err error) {
	e, s, err := g.Entry("")
	if err != nil {
		return sig, err
	}
	shapes, unknown := g.Shapes(s)
	describe := func(list []graph.TensorMap) (out []graph.Tensor) {
		for _, m := range list {
			t := &s.Tensors[m.Tensor]
			shape := t.Shape
			if unknown == nil {
				shape = shapes[m.Tensor]
			}
			out = append(out, graph.Tensor{Name: m.Name, Type: t.Type, Shape: shape, Quant: t.Quant})
		}
		return out
	}
	return graph.Signature{Inputs: describe(e.Inputs), Outputs: describe(e.Outputs)}, nil
}

// session is a model in a worker. A worker that ended is replaced in the background.
type session struct {
	program string
	setup   Setup
	file    *os.File // the model, for every worker
	sig     graph.Signature
	keeper  *keeper

	took time.Duration // see Took
	// See Delegated and Taken.
	own, pieces, taken atomic.Int64
}

func (s *session) Signature() graph.Signature { return s.sig }

// Delegated implements delegates.Delegated, for the latest worker that loaded the model.
func (s *session) Delegated() (own, pieces int) {
	return int(s.own.Load()), int(s.pieces.Load())
}

// Ready implements delegates.Mender.
func (s *session) Ready() bool { return s.keeper.current().usable() }

// Taken implements delegates.Counted, for the latest worker that loaded the model.
func (s *session) Taken() int { return int(s.taken.Load()) }

// Took is how long the last invocation was in the library; the rest is ours.
func (s *session) Took() time.Duration { return s.took }

// start starts a worker that loads the model.
func (s *session) start(ctx context.Context) (*process, error) {
	p, err := start(s.program, s.setup, s.file)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, loading)
	defer cancel()
	if err := p.load(ctx, s.sizes()); err != nil {
		p.kill()
		return nil, err
	}
	s.own.Store(int64(p.loaded.Own))
	s.pieces.Store(int64(p.loaded.Pieces))
	s.taken.Store(int64(p.loaded.Taken))
	return p, nil
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

func (s *session) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	if err := s.fits(in, out); err != nil {
		return err
	}
	w, err := s.keeper.take(ctx)
	if err != nil {
		return err
	}
	defer w.p.release()
	for i, t := range in {
		copy(w.p.in[i], t.Data)
	}
	if err := s.call(ctx, w, kindInvoke); err != nil {
		return err
	}
	s.took, w.p.answered = w.p.took, true
	for i, t := range s.sig.Outputs {
		out[i].Type, out[i].Quant = t.Type, t.Quant
		out[i].Shape = append(out[i].Shape[:0], t.Shape...)
		out[i].Data = append(out[i].Data[:0], w.p.out[i]...)
	}
	return nil
}

// call asks the worker. Whatever is not the library's own error ends it.
func (s *session) call(ctx context.Context, w *slot, k kind) error {
	err := w.p.call(ctx, message{kind: k}, nil)
	var f *Failure
	if err != nil && !errors.As(err, &f) {
		s.keeper.drop(w)
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
	if !s.Ready() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), resetting)
	defer cancel()
	w, err := s.keeper.take(ctx)
	if err != nil {
		return
	}
	defer w.p.release()
	if err := s.call(ctx, w, kindReset); err != nil {
		s.keeper.drop(w) // a new worker has forgotten everything
	}
}

// Close ends the worker.
func (s *session) Close() error {
	gone := s.keeper.close()
	s.file.Close()
	if !gone {
		return errLost
	}
	return nil
}
