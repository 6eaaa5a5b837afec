package journal

import (
	"container/list"
	"sync"
	"time"
)

// Limits bound what a Memory keeps. Requests that run are bounded by the queues; outcomes
// go, the oldest first, when they are too many or too old.
type Limits struct {
	Bytes   int64         // of outcomes; 0: 16 MiB
	Age     time.Duration // of an outcome; 0: 10 minutes
	Running int           // requests that have no outcome yet; 0: 1 Mi
}

// entryBytes is what an entry takes beside its texts and payload.
const entryBytes = 256

// Memory is a Journal in memory.
type Memory struct {
	limits Limits

	mu      sync.Mutex
	entries map[Key]*entry
	done    list.List // of *entry with an outcome, oldest first
	bytes   int64     // of those in done
	running int
}

type entry struct {
	key      Key
	sum      [32]byte
	outcome  Outcome
	finished time.Time // zero: it runs
}

func (e *entry) size() int64 {
	return entryBytes + int64(len(e.key.Model)+len(e.key.ID)+len(e.outcome.Topic)+len(e.outcome.Payload))
}

// NewMemory makes an empty journal.
func NewMemory(l Limits) *Memory {
	if l.Bytes == 0 {
		l.Bytes = 16 << 20
	}
	if l.Age == 0 {
		l.Age = 10 * time.Minute
	}
	if l.Running == 0 {
		l.Running = 1 << 20
	}
	return &Memory{limits: l, entries: map[Key]*entry{}}
}

// Accept implements Journal.
func (m *Memory) Accept(k Key, sum [32]byte) (Verdict, Outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	e := m.entries[k]
	switch {
	case e == nil && m.running >= m.limits.Running:
		return Full, Outcome{}
	case e == nil:
		m.entries[k] = &entry{key: k, sum: sum}
		m.running++
		return New, Outcome{}
	case e.sum != sum:
		return Conflict, Outcome{}
	case e.finished.IsZero():
		return Running, Outcome{}
	}
	return Finished, e.outcome
}

// Finish implements Journal. An outcome larger than the whole budget is not kept.
func (m *Memory) Finish(k Key, o Outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entries[k]
	if e == nil || !e.finished.IsZero() {
		return
	}
	m.running--
	e.outcome, e.finished = o, time.Now()
	if e.size() > m.limits.Bytes {
		delete(m.entries, k) // rather than all the others
		return
	}
	m.bytes += e.size()
	m.done.PushBack(e)
	m.expire()
}

// Forget implements Journal.
func (m *Memory) Forget(k Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.entries[k]; e != nil && e.finished.IsZero() {
		delete(m.entries, k)
		m.running--
	}
}

// expire drops outcomes until the limits are kept.
func (m *Memory) expire() {
	now := time.Now()
	for front := m.done.Front(); front != nil; front = m.done.Front() {
		e := front.Value.(*entry)
		if m.bytes <= m.limits.Bytes && now.Sub(e.finished) < m.limits.Age {
			return
		}
		m.done.Remove(front)
		m.bytes -= e.size()
		delete(m.entries, e.key)
	}
}
