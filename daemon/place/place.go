// Package place decides which engine a model gets: the first of an order that takes it. Why
// those before it did not is kept, to be shown where the model is described.
package place

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"edged/delegates"
)

// Refusal is an engine that did not take a model, and why.
type Refusal struct {
	Engine string
	Err    error
}

// Error names the engine and the reason.
func (r Refusal) Error() string { return r.Engine + ": " + r.Err.Error() }

// Unwrap returns the reason.
func (r Refusal) Unwrap() error { return r.Err }

// Placement is a model on an engine.
type Placement struct {
	Session delegates.Session
	Engine  string
	Refused []Refusal // engines that come earlier in the order
}

// Status returns where the model runs now.
func (p *Placement) Status() Status {
	if s, ok := p.Session.(*Session); ok {
		return s.Status()
	}
	st := Status{Engine: p.Engine, Verified: p.Engine == Reference, Refused: p.Refused}
	st.Kernels, st.Own, st.Pieces = facts(p.Session)
	return st
}

// Chooser finds an engine for a model: a Placer, or First.
type Chooser interface {
	Choose(context.Context, Job) (Placement, error)
}

// ErrNone is in the error when no engine took a model, and so are the refusals.
var ErrNone = errors.New("no engine takes the model")

// First chooses the first engine of an order that takes the model, without asking whether
// it is right.
type First []delegates.Engine

// Choose loads a model on the first engine of the order that takes it. Names in the order
// that are not among the engines are refusals; an empty order is that of the engines.
func (engines First) Choose(ctx context.Context, j Job) (Placement, error) {
	var p Placement
	order := j.Order
	if len(order) == 0 {
		for _, e := range engines {
			order = append(order, e.Name())
		}
	}
	for _, name := range order {
		e := named(engines, name)
		if e == nil {
			p.Refused = append(p.Refused, Refusal{name, errors.New("not in this program")})
			continue
		}
		s, err := load(ctx, e, j.Model, j.Options)
		if err == nil {
			p.Session, p.Engine = s, name
			return p, nil
		}
		p.Refused = append(p.Refused, Refusal{name, err})
		if ctx.Err() != nil {
			break
		}
	}
	return p, refusedByAll(p.Refused)
}

func named(engines []delegates.Engine, name string) delegates.Engine {
	for _, e := range engines {
		if e.Name() == name {
			return e
		}
	}
	return nil
}

func load(ctx context.Context, e delegates.Engine, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	if err := e.Supports(m.Graph); err != nil {
		return nil, err
	}
	return e.Load(ctx, m, o)
}

// refusedByAll is the error of a model that no engine takes. errors.Is finds ErrNone and
// what the engines said; where one is here and lacks an operator, errors.As finds the
// *graph.UnsupportedError.
type refusedByAll []Refusal

// Error names every engine and its reason.
func (list refusedByAll) Error() string {
	texts := make([]string, len(list))
	for i, r := range list {
		texts[i] = r.Error()
	}
	return fmt.Sprintf("%v (%s)", ErrNone, strings.Join(texts, "; "))
}

// Unwrap returns ErrNone and the refusals.
func (list refusedByAll) Unwrap() []error {
	out := []error{ErrNone}
	for _, r := range list {
		out = append(out, r)
	}
	return out
}
