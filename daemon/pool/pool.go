// Package pool keeps loaded models in memory, within a budget. A model is loaded when it
// is put or first used, dropped when others need its memory and it is idle, and replaced
// without disturbing whoever uses the version before.
package pool

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"edged/models/task"
)

// Loaded is a model in memory.
type Loaded struct {
	Runner  task.Runner
	Version string
	Engine  string
	Kernels string       // see delegates.Exact
	Bytes   int64        // of memory, about
	Close   func() error // called once, when nobody uses the model
}

// Loader loads one version of a model.
type Loader func(context.Context) (*Loaded, error)

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

	mu     sync.Mutex
	models map[string]*model
	bytes  int64 // of all resident models
	clock  uint64
	closed bool
}

// model is one name: its current version and the one resident.
type model struct {
	load     Loader
	turn     chan struct{} // holds one token: whoever has it may load or use the model
	resident *resident     // nil: not in memory
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
func New(budget int64) *Pool { return &Pool{budget: budget, models: map[string]*model{}} }

// Put loads a model and puts it under its name, in place of the version before, which
// serves until then and whose users finish on it. When the new version does not load, the
// one before stays and the error is returned; a name without one remembers the error, and
// Borrow tries again later.
func (p *Pool) Put(ctx context.Context, name string, load Loader) error {
	l, err := load(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		if l != nil {
			l.Close()
		}
		return ErrClosed
	}
	m := p.models[name]
	if err != nil {
		if m == nil {
			p.models[name] = failed(load, err)
		}
		return err
	}
	if m != nil {
		p.drop(m)
	}
	m = &model{load: load, turn: make(chan struct{}, 1)}
	m.turn <- struct{}{}
	p.models[name] = m
	return p.keep(name, m, l)
}

func failed(load Loader, err error) *model {
	m := &model{load: load, turn: make(chan struct{}, 1)}
	m.turn <- struct{}{}
	m.fail(err)
	return m
}

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

// Close removes all models; those in use are closed when they are returned.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for name, m := range p.models {
		p.drop(m)
		delete(p.models, name)
	}
}

// Bytes returns the memory of all resident models.
func (p *Pool) Bytes() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bytes
}

// drop takes a model's resident version out of the pool.
func (p *Pool) drop(m *model) {
	r := m.resident
	if r == nil {
		return
	}
	m.resident = nil
	r.dropped = true
	p.release(r)
}

// release closes a dropped version that nobody uses.
func (p *Pool) release(r *resident) {
	if r.dropped && r.users == 0 {
		p.bytes -= r.Bytes
		r.Close()
	}
}

// keep makes a loaded version resident, after dropping idle models, those used longest ago
// first, until there is room.
func (p *Pool) keep(name string, m *model, l *Loaded) error {
	m.err, m.wait = nil, 0
	if p.budget > 0 && l.Bytes > p.budget {
		l.Close()
		m.fail(fmt.Errorf("model %s takes %d bytes, models.memory allows %d", name, l.Bytes, p.budget))
		return m.err
	}
	p.bytes += l.Bytes
	m.resident = &resident{Loaded: l}
	p.clock++
	m.used = p.clock
	for p.budget > 0 && p.bytes > p.budget {
		idle := p.idlest(m)
		if idle == nil {
			break // all others are in use: they make room when they are returned
		}
		p.drop(idle)
	}
	return nil
}

// idlest returns the model that is resident, not in use and used longest ago, nil without
// one; except is not considered.
func (p *Pool) idlest(except *model) *model {
	var best *model
	for _, m := range p.models {
		if m == except || m.resident == nil || m.resident.users > 0 {
			continue
		}
		if best == nil || m.used < best.used {
			best = m
		}
	}
	return best
}
