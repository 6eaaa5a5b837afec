package place

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// Believed is how long a choice is remembered where nothing changes: what was refused may
// have been in the way of something that passes.
const Believed = 24 * time.Hour

// trial finds the engines that answer right and puts the fastest first. What was found
// before, by the same engines for the same model, is believed but for the engine that is to
// serve, which is asked again.
func (s *Session) trial(ctx context.Context) error {
	list := s.candidates(ctx)
	others := slices.ContainsFunc(s.slots, func(c *slot) bool { return c.state == away })
	if len(list) == 0 && !others {
		return nil
	}
	key := s.key(list)
	s.draw()
	if len(list) == 0 {
		return s.timeReference(ctx) // they may come back, and be faster
	}
	if c, ok := s.p.memory.choice(key); ok && time.Since(c.At) < Believed && s.recall(ctx, list, c) {
		return nil
	}
	if err := s.timeReference(ctx); err != nil {
		return err
	}
	for _, c := range list {
		s.try(ctx, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	s.rank()
	s.p.memory.keepChoice(key, s.chosen())
	return nil
}

// candidates are slots of the engines that may run the model; why others may not is kept.
func (s *Session) candidates(ctx context.Context) (list []*slot) {
	order := s.job.Order
	if len(order) == 0 {
		for _, e := range s.p.o.Engines {
			order = append(order, e.Name())
		}
	}
	for i, name := range order {
		if name == Reference {
			break // what is behind it is never reached
		}
		c := &slot{name: name, place: i, kernels: verify.Kernels(name), using: newLock()}
		if c.err = s.fit(ctx, c); c.err == nil {
			list = append(list, c)
		}
		s.slots = append(s.slots, c)
	}
	s.slots = append(s.slots, s.ref)
	return list
}

// fit finds a slot's engine and says why it cannot run the model.
func (s *Session) fit(ctx context.Context, c *slot) error {
	if c.engine = named(s.p.o.Engines, c.name); c.engine == nil {
		return errors.New("not in this program, or not in its configuration")
	}
	var err error
	if c.identity, err = s.p.identify(ctx, c.engine); err != nil {
		return err
	}
	if err := c.engine.Supports(s.job.Model.Graph); err != nil {
		return err
	}
	c.tolerance = verify.Default(c.name, c.kernels, s.job.Kind)
	if s.job.Tolerance != nil {
		c.tolerance = *s.job.Tolerance
	}
	if q, ok := s.p.memory.quarantined(s.job.SHA256, c.name, c.identity); ok && time.Now().Before(q.Next) {
		c.state = away
		return q
	}
	return nil
}

// key names everything that a choice depends on. Drawn inputs do not: they are the same each
// time.
func (s *Session) key(list []*slot) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	enc.Encode([]any{s.job.SHA256, s.job.Options.Threads, s.job.Options.Kernels, s.job.Kind, s.job.Tolerance, s.golden})
	for _, c := range list {
		enc.Encode([]string{c.name, c.identity})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// recall takes up a choice that was made before. It reports whether the engine that was
// chosen is still right.
func (s *Session) recall(ctx context.Context, list []*slot, c Choice) bool {
	for _, l := range list {
		r := c.Engines[l.name]
		l.latency, l.right = r.Latency, r.Right
		if r.Refused != "" {
			l.err = errors.New(r.Refused)
		}
	}
	s.ref.latency = c.Engines[Reference].Latency
	i := slices.IndexFunc(list, func(l *slot) bool { return l.name == c.Engine })
	if i >= 0 && !s.try(ctx, list[i]) {
		return false
	}
	s.rank()
	return true
}

// try loads a slot's engine and asks it the golden questions. It reports whether it is right.
func (s *Session) try(ctx context.Context, c *slot) bool {
	session, latency, err := s.ask(ctx, c)
	c.right, c.err = err == nil, err
	if err != nil {
		return false
	}
	c.session, c.latency, c.state = session, latency, ready
	s.p.memory.release(s.job.SHA256, c.name)
	return true
}

// ask loads an engine and asks it the golden questions, and the one it answered wrong before.
// There is a session only where all answers are right.
func (s *Session) ask(ctx context.Context, c *slot) (session delegates.Session, latency time.Duration, err error) {
	if session, err = c.engine.Load(ctx, s.job.Model, s.job.Options); err != nil {
		return nil, 0, err
	}
	s.mu.Lock()
	questions := append(slices.Clip(s.golden), c.kept...)
	s.mu.Unlock()
	r, err := s.compareAll(ctx, c, session, questions)
	if err != nil {
		session.Close()
		return nil, 0, err
	}
	return session, r.Latency, nil
}

// compareAll asks a slot's engine and the reference. The error also is of a wrong answer, and
// then the report says so.
func (s *Session) compareAll(ctx context.Context, c *slot, session delegates.Session, questions [][]graph.Tensor) (verify.Report, error) {
	ref, done, err := s.borrowAudit(ctx, c)
	if err != nil {
		return verify.Report{}, err
	}
	defer done()
	ctx, cancel := context.WithTimeout(ctx, trialTime)
	defer cancel()
	r, err := verify.Run(ctx, session, ref, questions, c.tolerance, s.agree)
	if err == nil {
		err = r.Failed
	}
	return r, err
}

// trialTime bounds what an engine may take for all golden inputs.
const trialTime = time.Minute

// timeReference finds the median time of the engine that everything is measured against.
func (s *Session) timeReference(ctx context.Context) error {
	out := make([]graph.Tensor, len(s.sig.Outputs))
	var times []time.Duration
	for _, in := range s.golden {
		delegates.Reset(s.ref.session)
		start := time.Now()
		if err := s.ref.session.Invoke(ctx, in, out); err != nil {
			return fmt.Errorf("%s: %w", Reference, err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	s.ref.latency = times[len(times)/2]
	return nil
}

// clearly is how much faster an engine must be than one before it in the order.
const clearly = 0.95

// rank puts the slots in the order in which they are used: those that are right and faster
// than the reference engine, the fastest first; then the reference; then the others. Only
// the first keeps its session.
func (s *Session) rank() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sort()
	for i, c := range s.slots {
		if i > 0 && !c.trusted && c.state == ready {
			c.session.Close()
			c.session, c.state = nil, idle
		}
	}
}

// sort puts the slots in order; with mu.
func (s *Session) sort() {
	level := func(c *slot) int {
		switch {
		case c.trusted:
			return 1
		case c.right && float64(c.latency) < clearly*float64(s.ref.latency):
			return 0
		}
		return 2
	}
	slices.SortStableFunc(s.slots, func(a, b *slot) int {
		if l := cmp.Compare(level(a), level(b)); l != 0 {
			return l
		}
		if level(a) == 0 && float64(a.latency) < clearly*float64(b.latency) {
			return -1
		}
		if level(a) == 0 && float64(b.latency) < clearly*float64(a.latency) {
			return 1
		}
		return cmp.Compare(a.place, b.place)
	})
}

// chosen is what the trial found.
func (s *Session) chosen() Choice {
	c := Choice{Model: s.job.Model.Name, SHA256: s.job.SHA256, Engine: s.slots[0].name, At: time.Now(), Engines: map[string]Verdict{}}
	for _, l := range s.slots {
		v := Verdict{Latency: l.latency, Right: l.right}
		if l.err != nil && l.state != away { // quarantines are remembered for themselves
			v.Refused = l.err.Error()
		}
		c.Engines[l.name] = v
	}
	return c
}
