package place

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// memoryFile is where choices and quarantines are remembered, in the state directory.
const memoryFile = "placement.json"

// mostChoices bounds what is remembered; the oldest go.
const mostChoices = 256

// Choice is an engine that was chosen, and what became of the others.
type Choice struct {
	Model   string             `json:"model"`
	SHA256  string             `json:"sha256"`
	Engine  string             `json:"engine"`
	At      time.Time          `json:"at"`
	Engines map[string]Verdict `json:"engines"`
}

// Verdict is what a trial found about an engine.
type Verdict struct {
	Latency time.Duration `json:"latency_ns,omitempty"`
	Right   bool          `json:"right"`
	Refused string        `json:"refused,omitempty"`
}

// memory is what is remembered over restarts. Its methods may be called from several
// goroutines.
type memory struct {
	path string // empty: it is forgotten with the process
	log  *slog.Logger

	mu         sync.Mutex
	Choices    map[string]Choice `json:"choices"`
	Quarantine []Quarantine      `json:"quarantine"`
}

// Remembered returns what a Placer with this state directory knows: the latest choice for
// each model, and quarantines. A directory without a memory knows nothing.
func Remembered(state string) ([]Choice, []Quarantine, error) {
	m := &memory{path: filepath.Join(state, memoryFile)}
	if err := m.read(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	list := slices.SortedFunc(maps.Values(m.Choices), func(a, b Choice) int {
		return cmp.Or(cmp.Compare(a.Model, b.Model), b.At.Compare(a.At))
	})
	list = slices.CompactFunc(list, func(a, b Choice) bool { return a.Model == b.Model })
	return list, m.Quarantine, nil
}

// remember reads a memory. One that cannot be read is put aside: engines are tried again.
func remember(path string, log *slog.Logger) *memory {
	m := &memory{path: path, log: log}
	if path != "" {
		if err := m.read(); err != nil && !errors.Is(err, fs.ErrNotExist) {
			log.Warn("placements are not remembered, engines are tried again", "error", err)
			os.Rename(path, path+".bad")
			m.Choices, m.Quarantine = nil, nil
		}
	}
	if m.Choices == nil {
		m.Choices = map[string]Choice{}
	}
	return m
}

func (m *memory) read() error {
	b, err := os.ReadFile(m.path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%s: %w", m.path, err)
	}
	return nil
}

// save writes the memory, so that a power cut leaves the old or the new one.
func (m *memory) save() {
	if m.path == "" {
		return
	}
	if err := m.write(); err != nil {
		m.log.Warn("placements are not remembered", "error", err)
	}
}

func (m *memory) write() error {
	b, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(m.path), 0o750); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(m.path), memoryFile+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), m.path)
}

func (m *memory) choice(key string) (Choice, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, ok := m.Choices[key]
	return c, ok
}

func (m *memory) keepChoice(key string, c Choice) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Choices[key] = c
	for len(m.Choices) > mostChoices {
		oldest := ""
		for k, c := range m.Choices {
			if oldest == "" || c.At.Before(m.Choices[oldest].At) {
				oldest = k
			}
		}
		delete(m.Choices, oldest)
	}
	m.save()
}

// quarantined finds an engine's quarantine for a model. One of another library or device
// does not count.
func (m *memory) quarantined(sum, engine, identity string) (Quarantine, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, q := range m.Quarantine {
		if q.SHA256 == sum && q.Engine == engine && q.Identity == identity {
			return q, true
		}
	}
	return Quarantine{}, false
}

func (m *memory) keepQuarantine(q Quarantine) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.forget(q.SHA256, q.Engine)
	m.Quarantine = append(m.Quarantine, q)
	m.save()
}

// release ends a quarantine.
func (m *memory) release(sum, engine string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.forget(sum, engine) {
		m.save()
	}
}

func (m *memory) forget(sum, engine string) bool {
	n := len(m.Quarantine)
	m.Quarantine = slices.DeleteFunc(m.Quarantine, func(q Quarantine) bool { return q.SHA256 == sum && q.Engine == engine })
	return len(m.Quarantine) < n
}
