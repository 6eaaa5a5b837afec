package place

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"edged/delegates/verify"
	"edged/models/graph"
)

// How long an engine is away before it is probed again: twice as long each time.
const (
	FirstProbe = time.Minute
	LastProbe  = time.Hour
)

// What is kept of inputs that engines answered wrong.
const (
	keptDirectory = "quarantine"
	keptBytes     = 16 << 20 // of one
	keptMost      = 8
)

var errClosed = errors.New("the model was unloaded")

// Quarantine is an engine that does not run a model any more.
type Quarantine struct {
	Model    string    `json:"model"`
	SHA256   string    `json:"sha256"`
	Engine   string    `json:"engine"`
	Identity string    `json:"identity"`
	Reason   string    `json:"reason"`
	Since    time.Time `json:"since"`
	Next     time.Time `json:"next"` // when it is probed
	Wait     int       `json:"wait_seconds"`
	Input    string    `json:"input,omitempty"` // directory of what it answered wrong, in the state directory
}

func (q Quarantine) later() Quarantine {
	wait := min(max(2*time.Duration(q.Wait)*time.Second, FirstProbe), LastProbe)
	q.Wait, q.Next = int(wait/time.Second), time.Now().Add(wait)
	return q
}

// Error says why and until when.
func (q Quarantine) Error() string {
	return fmt.Sprintf("quarantined since %s: %s; probed again after %s",
		q.Since.UTC().Format(time.RFC3339), q.Reason, q.Next.UTC().Format(time.RFC3339))
}

// quarantine takes an engine out of the model's service, at once and until it answers right
// again. in is what it answered wrong, which is kept, nil where that is not known.
func (s *Session) quarantine(c *slot, reason string, in []graph.Tensor) {
	s.mu.Lock()
	already := c.state == away
	c.state = away
	s.mu.Unlock()
	if already {
		return
	}
	if size(in) > keptBytes {
		in = nil
	}
	q := Quarantine{
		Model: s.job.Model.Name, SHA256: s.job.SHA256, Engine: c.name, Identity: c.identity, Reason: reason, Since: time.Now(),
		Input: s.p.keepInput(s.job.Model.Name, c.name, in),
	}
	if before, ok := s.p.memory.quarantined(q.SHA256, q.Engine, q.Identity); ok {
		q.Since, q.Wait = before.Since, before.Wait
	}
	q = q.later()
	s.p.memory.keepQuarantine(q)
	s.p.o.Log.Error("the engine is quarantined", "model", q.Model, "engine", q.Engine, "reason", reason)
	if in != nil {
		s.mu.Lock()
		c.kept = [][]graph.Tensor{in}
		s.mu.Unlock()
	}
	s.out(c, q)
	s.standby()
	s.changed()
}

// out marks a slot as quarantined, closes its session when nobody uses it, and probes it
// when its time has come.
func (s *Session) out(c *slot, q Quarantine) {
	s.mu.Lock()
	c.state, c.right, c.err = away, false, q
	s.mu.Unlock()
	if told := s.p.o.Quarantined; told != nil {
		told(q.Model, q.Engine, true)
	}
	s.background(func() {
		s.drop(c)
		s.probation(c, q)
	})
}

// drop closes a slot's session.
func (s *Session) drop(c *slot) {
	s.turn.Lock()
	defer s.turn.Unlock()
	c.using.Lock()
	defer c.using.Unlock()
	s.mu.Lock()
	session := c.session
	c.session = nil
	s.mu.Unlock()
	if session != nil {
		session.Close()
	}
}

// probation probes an engine until it is right.
func (s *Session) probation(c *slot, q Quarantine) {
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-time.After(time.Until(q.Next)):
		}
		err := s.probe(c)
		if s.ctx.Err() != nil {
			return
		}
		if err == nil {
			break
		}
		q.Reason = err.Error()
		q = q.later()
		s.p.memory.keepQuarantine(q)
		s.mu.Lock()
		c.err = q
		s.mu.Unlock()
		s.changed()
	}
	s.p.memory.release(q.SHA256, q.Engine)
	s.p.o.Log.Info("the engine serves again", "model", q.Model, "engine", q.Engine)
	if told := s.p.o.Quarantined; told != nil {
		told(q.Model, q.Engine, false)
	}
	s.changed()
}

// probe loads an engine and asks it the golden questions, and the one it answered wrong. It
// serves again where it is right.
func (s *Session) probe(c *slot) error {
	session, latency, err := s.ask(s.ctx, c)
	if err != nil {
		return err
	}
	s.mu.Lock()
	c.session, c.latency, c.right, c.err, c.state = session, latency, true, nil, ready
	c.faults, c.times, c.seen = nil, times{}, seen{}
	s.sort()
	s.mu.Unlock()
	return nil
}

// keepInput writes what an engine answered wrong and returns the directory's name. The
// oldest of many go.
func (p *Placer) keepInput(model, engine string, in []graph.Tensor) string {
	if p.o.State == "" || in == nil {
		return ""
	}
	base := filepath.Join(p.o.State, keptDirectory)
	name := fmt.Sprintf("%s-%s-%s", time.Now().UTC().Format("20060102T150405.000"), model, filepath.Base(strings.ReplaceAll(engine, ":", "-")))
	if err := verify.Save(filepath.Join(base, name, "0"), in); err != nil {
		p.o.Log.Warn("the input is not kept", "model", model, "error", err)
		return ""
	}
	if list, err := os.ReadDir(base); err == nil && len(list) > keptMost {
		slices.SortFunc(list, func(a, b os.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		for _, old := range list[:len(list)-keptMost] {
			os.RemoveAll(filepath.Join(base, old.Name()))
		}
	}
	return filepath.Join(keptDirectory, name)
}

func size(list []graph.Tensor) (n int) {
	for _, t := range list {
		n += len(t.Data)
	}
	return n
}
