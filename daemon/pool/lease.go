package pool

import (
	"context"
	"time"
)

// Lease is a model in use by one caller.
type Lease struct {
	*Loaded
	pool *Pool
	m    *model
	r    *resident
}

// Borrow waits for the model's turn, and until it is loaded if it is not in memory. The
// caller has it alone until Return. The error is ErrUnknown, ErrClosed, the context's, or
// why the model does not load; after a failure it is tried again a second later, then ever
// more rarely. A load goes on when the caller's context ends: it serves the next one.
func (p *Pool) Borrow(ctx context.Context, name string) (*Lease, error) {
	for {
		m, err := p.await(name)
		if err != nil {
			return nil, err
		}
		var l *Lease
		select {
		case <-m.turn:
			l, err = p.take(name, m)
		case <-ctx.Done():
			err = ctx.Err()
		}
		p.leave(m)
		if l != nil || err != nil {
			return l, err
		}
		// The model is being loaded, or was replaced: its new version has a turn of its own.
	}
}

// await finds a model and notes that somebody waits for it.
func (p *Pool) await(name string) (*model, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.models[name]
	switch {
	case p.closed:
		return nil, ErrClosed
	case m == nil:
		return nil, ErrUnknown
	}
	m.waiting++
	return m, nil
}

func (p *Pool) leave(m *model) {
	p.mu.Lock()
	defer p.mu.Unlock()
	m.waiting--
}

// take makes a lease of the model, whose turn the caller has and gives up unless there is
// a lease. Without lease and error the caller asks again.
func (p *Pool) take(name string, m *model) (*Lease, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.models[name] != m:
		m.pass()
		return nil, nil
	case m.resident != nil:
		p.clock++
		m.used = p.clock
		m.resident.users++
		return &Lease{Loaded: m.resident.Loaded, pool: p, m: m, r: m.resident}, nil
	case m.err != nil && time.Now().Before(m.retry):
		m.pass()
		return nil, m.err
	}
	p.loads.Go(func() { p.reload(name, m) }) // passes the turn on
	return nil, nil
}

// reload loads a model that has the turn and is not in memory.
func (p *Pool) reload(name string, m *model) {
	p.mu.Lock()
	p.shrink(p.budget-m.bytes, m, true)
	p.mu.Unlock()
	l, err := p.load(p.ctx, name, m.load)
	p.mu.Lock()
	defer p.mu.Unlock()
	defer m.pass()
	switch {
	case err != nil:
		m.fail(err)
	case p.models[name] != m:
		l.Close()
	default:
		p.keep(m, l)
	}
}

// Return ends the lease; it is called once. A broken model is dropped and loaded anew for
// the next caller.
func (l *Lease) Return(broken bool) {
	p := l.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	l.r.users--
	if broken && l.m.resident == l.r {
		p.drop(l.m)
	} else {
		p.release(l.r)
	}
	p.shrink(p.budget, nil, false)
	l.m.pass()
}
