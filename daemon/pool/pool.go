// Package pool keeps loaded models in memory, within a budget. A model is loaded when it
// is put or first used, dropped when others need its memory and it is idle, and replaced
// without disturbing whoever uses the version before.
//
// The budget counts what is resident, by the loaders' estimates. Models in use are never
// dropped, a new version is loaded beside the old one, and versions on their way out do not
// count, so that for a while there may be more; as soon as models are returned, there is
// not.
package pool

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"edged/models/task"
)

// Loaded is a model in memory.
type Loaded struct {
	Runner  task.Runner
	Version string
	Bytes   int64        // of memory, about
	Close   func() error // called once, when nobody uses the model
}

// Loader loads one version of a model; it is called again after the model was dropped. A
// panic in there is an error, a *PanicError.
type Loader func(context.Context) (*Loaded, error)

// PanicError is a panic while a model was loaded.
type PanicError struct {
	Value any
	Stack []byte
}

// Error says what the panic said.
func (e *PanicError) Error() string { return fmt.Sprintf("loading the model panicked: %v", e.Value) }

// The errors of Borrow, beside those of loaders.
var (
	ErrUnknown = errors.New("no model of that name")
	ErrClosed  = errors.New("the models were unloaded")
)

const (
	firstRetry = time.Second
	lastRetry  = time.Minute
)

// Pool holds models by name. Its methods may be called from several goroutines.
type Pool struct {
	budget int64
	ctx    context.Context // of loads that Borrow starts
	cancel context.CancelFunc
	loads  sync.WaitGroup

	mu      sync.Mutex
	models  map[string]*model
	bytes   int64 // of all resident models
	leaving int64 // of versions that were dropped and are still in use
	clock   uint64
	closed  bool
}

// model is one name: its current version and the one resident.
type model struct {
	load     Loader
	turn     chan struct{} // holds one token: whoever has it may load or use the model
	waiting  int           // borrowers without a lease
	resident *resident     // nil: not in memory
	bytes    int64         // when it was resident last
	err      error         // of the last load
	retry    time.Time     // not before
	wait     time.Duration
	used     uint64
}

// resident is a loaded model with the number of its users.
type resident struct {
	*Loaded
	users   int
	dropped bool // closed after its last user
}

// New makes a pool for so many bytes; 0: no bound.
func New(budget int64) *Pool {
	p := &Pool{budget: budget, models: map[string]*model{}}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	return p
}

// Put loads a model and puts it under its name, in place of the version before, which
// serves until then and whose users finish on it. When the new version does not load, the
// one before stays and the error is returned; a name without one that ever loaded
// remembers the error, and Borrow tries again later.
func (p *Pool) Put(ctx context.Context, name string, loader Loader) error {
	l, err := p.load(ctx, name, loader)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		if l != nil {
			l.Close()
		}
		return ErrClosed
	}
	before := p.models[name]
	m := &model{load: loader, turn: make(chan struct{}, 1)}
	m.pass()
	if err != nil {
		if before == nil || before.resident == nil && before.err != nil {
			m.fail(err)
			p.models[name] = m
		}
		return err
	}
	if before != nil {
		p.drop(before)
	}
	p.models[name] = m
	p.keep(m, l)
	return nil
}

// load calls a loader. What it loads fits the budget.
func (p *Pool) load(ctx context.Context, name string, f Loader) (l *Loaded, err error) {
	defer func() {
		if v := recover(); v != nil {
			l, err = nil, &PanicError{v, debug.Stack()}
		}
	}()
	if l, err = f(ctx); err != nil {
		return nil, err
	}
	if p.budget > 0 && l.Bytes > p.budget {
		l.Close()
		return nil, fmt.Errorf("model %s takes %d bytes, models.memory allows %d", name, l.Bytes, p.budget)
	}
	return l, nil
}

// pass gives up the turn.
func (m *model) pass() { m.turn <- struct{}{} }

func (m *model) fail(err error) {
	m.err = err
	m.wait = min(max(2*m.wait, firstRetry), lastRetry)
	m.retry = time.Now().Add(m.wait)
}

// Remove takes a model out. Its users finish.
func (p *Pool) Remove(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m := p.models[name]; m != nil {
		p.drop(m)
		delete(p.models, name)
	}
}

// Close removes all models and waits for loads to end; models in use are closed when they
// are returned.
func (p *Pool) Close() {
	p.cancel()
	p.mu.Lock()
	p.closed = true
	for name, m := range p.models {
		p.drop(m)
		delete(p.models, name)
	}
	p.mu.Unlock()
	p.loads.Wait()
}

// Bytes returns the memory of all models that are loaded, versions on their way out
// included.
func (p *Pool) Bytes() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bytes + p.leaving
}

// drop takes a model's resident version out of the pool. It is closed after its last user.
func (p *Pool) drop(m *model) {
	r := m.resident
	if r == nil {
		return
	}
	m.resident = nil
	r.dropped = true
	p.bytes -= r.Bytes
	p.leaving += r.Bytes
	p.release(r)
}

// release closes a dropped version that nobody uses.
func (p *Pool) release(r *resident) {
	if r.dropped && r.users == 0 {
		p.leaving -= r.Bytes
		r.Close()
	}
}

// keep makes a loaded version resident and drops idle models until there is room for it.
func (p *Pool) keep(m *model, l *Loaded) {
	m.err, m.wait = nil, 0
	m.bytes = l.Bytes
	m.resident = &resident{Loaded: l}
	p.bytes += l.Bytes
	p.clock++
	m.used = p.clock
	p.shrink(p.budget, m, true)
}

// shrink drops idle models, those used longest ago first, until what is resident takes at
// most so many bytes or all others are in use. One model is excepted, and those somebody
// waits for where they are spared.
func (p *Pool) shrink(to int64, except *model, spare bool) {
	for p.budget > 0 && p.bytes > to {
		var idlest *model
		for _, m := range p.models {
			if m == except || m.resident == nil || m.resident.users > 0 || spare && m.waiting > 0 {
				continue
			}
			if idlest == nil || m.used < idlest.used {
				idlest = m
			}
		}
		if idlest == nil {
			return
		}
		p.drop(idlest)
	}
}
