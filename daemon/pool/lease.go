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

// Borrow waits for the model's turn and loads it if it is not in memory. The caller has it
// alone until Return. The error is ErrUnknown, the context's, or why the model does not
// load; after a failure it is tried again a second later, then ever more rarely.
func (p *Pool) Borrow(ctx context.Context, name string) (*Lease, error) {
	for {
		p.mu.Lock()
		m, closed := p.models[name], p.closed
		p.mu.Unlock()
		switch {
		case closed:
			return nil, ErrClosed
		case m == nil:
			return nil, ErrUnknown
		}
		select {
		case <-m.turn:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		l, stale, err := p.take(ctx, name, m)
		if l != nil {
			return l, nil
		}
		m.turn <- struct{}{}
		if !stale {
			return nil, err
		}
		// The model was replaced while this caller waited: its new version has a queue of
		// its own.
	}
}

// take makes a lease of the model, whose turn the caller has.
func (p *Pool) take(ctx context.Context, name string, m *model) (l *Lease, stale bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.models[name] != m {
		return nil, true, nil
	}
	if m.resident == nil {
		if m.err != nil && time.Now().Before(m.retry) {
			return nil, false, m.err
		}
		if stale, err := p.reload(ctx, name, m); stale || err != nil {
			return nil, stale, err
		}
	}
	p.clock++
	m.used = p.clock
	m.resident.users++
	return &Lease{Loaded: m.resident.Loaded, pool: p, m: m, r: m.resident}, false, nil
}

// reload loads the model again, without the lock: others go on meanwhile.
func (p *Pool) reload(ctx context.Context, name string, m *model) (stale bool, err error) {
	p.mu.Unlock()
	loaded, err := m.load(ctx)
	p.mu.Lock()
	if err != nil {
		if ctx.Err() == nil {
			m.fail(err)
		}
		return false, err
	}
	if p.models[name] != m {
		loaded.Close()
		return true, nil
	}
	return false, p.keep(name, m, loaded)
}

// Return ends the lease. A broken model is dropped and loaded anew for the next caller.
func (l *Lease) Return(broken bool) {
	p := l.pool
	p.mu.Lock()
	l.r.users--
	if broken && l.m.resident == l.r {
		p.drop(l.m)
	} else {
		p.release(l.r)
	}
	for p.budget > 0 && p.bytes > p.budget {
		idle := p.idlest(nil)
		if idle == nil {
			break
		}
		p.drop(idle)
	}
	p.mu.Unlock()
	l.m.turn <- struct{}{}
}
