package place

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// Reference is the name of the engine that the others are compared with. It is always
// possible, and what serves where nothing else is right.
const Reference = "reference"

// Options are what a Placer is made of.
type Options struct {
	Engines []delegates.Engine
	State   string // directory for what is remembered over restarts; empty: nothing is
	Log     *slog.Logger
	Every   int     // one answer in so many is compared while engines serve; 0: none
	CPU     float64 // most of one core's time for that, 0 to 1
	Faults  int     // in FaultTime, which quarantine an engine for a model; 0: 3
	// Fault, Compared and Quarantined are told what happens, by model and engine; nil: nobody
	// is. They must not wait for anything.
	Fault       func(model, engine string)
	Compared    func(model, engine string, right bool)
	Quarantined func(model, engine string, out bool)
}

// What an engine may do before it is quarantined, and how long the least deadline of an
// invocation is.
const (
	defaultFaults = 3
	FaultTime     = time.Minute
	LeastDeadline = time.Second
)

// goldenInputs is how many inputs an engine answers before it serves.
const goldenInputs = 8

// Job is a model that wants an engine.
type Job struct {
	Model   delegates.Model
	SHA256  string
	Order   []string // engines, by name; empty: all
	Options delegates.Options
	Kind    string // of the task, which the default tolerance depends on
	// Tolerance is the model's own; nil: the engine's for this kind of task.
	Tolerance *verify.Tolerance
	// Golden returns inputs for a model of this signature; too few are filled up with drawn
	// ones. nil: all are drawn.
	Golden func(graph.Signature) ([][]graph.Tensor, error)
	// Agree makes what compares the task's answers, for a model of this signature; nil: none.
	Agree func(graph.Signature) (verify.Agree, error)
	// Changed is called after another engine has taken over; nil: nobody wants to know.
	Changed func(Status)
}

// Placer chooses engines for models and watches them while they serve. Its methods may be
// called from several goroutines.
type Placer struct {
	o       Options
	memory  *memory
	auditor *auditor

	mu         sync.Mutex
	identities map[string]identity
}

// identity is what an engine's answers depend on beside the model, or why it is not here.
type identity struct {
	text string
	err  error
}

// New makes a Placer; Close ends it. What cannot be remembered is logged.
func New(o Options) *Placer {
	if o.Faults == 0 {
		o.Faults = defaultFaults
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p := &Placer{o: o, identities: map[string]identity{}}
	path := ""
	if o.State != "" {
		path = filepath.Join(o.State, memoryFile)
	}
	p.memory = remember(path, o.Log)
	p.auditor = newAuditor(o.CPU)
	return p
}

// Close ends what runs in the background. Sessions are closed before.
func (p *Placer) Close() { p.auditor.close() }

// identify returns what an engine is, asked for once.
func (p *Placer) identify(ctx context.Context, e delegates.Engine) (string, error) {
	i, ok := e.(delegates.Identified)
	if !ok {
		return e.Name(), nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.identities[e.Name()]
	if !ok {
		known.text, known.err = i.Identity(ctx)
		if ctx.Err() == nil {
			p.identities[e.Name()] = known
		}
	}
	return known.text, known.err
}

// Choose puts a model on the fastest engine of the order that answers right, and keeps it
// there: the placement's session is a *Session. A model that the reference engine cannot
// run, one that was compiled for a device, goes to the first engine that takes it, and is not
// verified.
func (p *Placer) Choose(ctx context.Context, j Job) (Placement, error) {
	if e := named(p.o.Engines, Reference); e != nil && e.Supports(j.Model.Graph) != nil {
		return First(p.o.Engines).Choose(ctx, j) // nobody knows what is right
	}
	s := &Session{p: p, job: j, turn: newLock(), auditing: newLock(), audits: map[string]delegates.Session{}}
	if err := s.prepare(ctx); err != nil {
		return Placement{}, err
	}
	if err := s.trial(ctx); err != nil {
		s.Close()
		return Placement{}, err
	}
	s.serving.Store(true)
	for _, c := range slices.Clone(s.slots) {
		if q, ok := c.err.(Quarantine); ok {
			s.out(c, q)
		}
	}
	st := s.Status()
	return Placement{Session: s, Engine: st.Engine, Refused: st.Refused}, nil
}

// prepare loads the reference engine, which knows the signature and answers the golden
// inputs.
func (s *Session) prepare(ctx context.Context) error {
	e := named(s.p.o.Engines, Reference)
	if e == nil {
		return errors.New("this program has no reference engine")
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.ref = &slot{name: Reference, engine: e, trusted: true, using: newLock()}
	var err error
	if s.ref.session, err = e.Load(ctx, s.job.Model, s.job.Options); err != nil {
		s.cancel()
		return fmt.Errorf("%w (%w)", ErrNone, Refusal{Reference, err})
	}
	s.ref.state = ready
	s.sig = s.ref.session.Signature()
	s.stateful = s.job.Model.Graph.KeepsState()
	if err := s.questions(); err != nil {
		s.Close()
		return err
	}
	return nil
}

// questions finds what engines are asked before they serve, and what compares the answers.
func (s *Session) questions() (err error) {
	if s.job.Agree != nil {
		if s.agree, err = s.job.Agree(s.sig); err != nil {
			return err
		}
	}
	if s.job.Golden != nil {
		if s.golden, err = s.job.Golden(s.sig); err != nil {
			return err
		}
	}
	return nil
}

// draw fills up the golden inputs.
func (s *Session) draw() {
	if n := goldenInputs - len(s.golden); n > 0 {
		s.golden = append(s.golden, verify.InputsOf(s.job.Model.Graph, s.sig, n, 1)...)
	}
}
