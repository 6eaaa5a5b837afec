// Package model makes of a model's files something that answers requests: it reads the
// YAML, decodes and validates the graph, chooses an engine and binds the task.
package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"edged/daemon/config"
	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
	"edged/models/store"
	"edged/models/task"
	"edged/models/tflite"
)

// Model is a model that was read and checked, not loaded.
type Model struct {
	Name    string
	Version string
	SHA256  string
	Graph   *graph.Graph
	Info    *tflite.ModelInfo // nil: no metadata
	Kind    task.Kind
	YAML    *config.Model
	File    []byte
	Release func([]byte)       // see delegates.Model
	Changed func(place.Status) // called when another engine has taken over; nil: nobody
	files   fs.FS              // beside the model
	config  task.Config
	task    task.Task
}

// Read decodes and checks a model's files. The error names the file and what is wrong.
func Read(m *store.Model) (*Model, error) {
	out := &Model{Name: m.Name, Version: m.Version, SHA256: m.SHA256, File: m.Bytes, Release: m.Release, files: m.Files, YAML: &config.Model{}}
	var err error
	if m.YAML != nil {
		if out.YAML, err = config.ParseModel(m.YAMLPath(), m.YAML); err != nil {
			return nil, err
		}
	}
	if out.Graph, err = tflite.Decode(m.Bytes, tflite.Limits{}); err != nil {
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	}
	if err = graph.Validate(out.Graph); err != nil {
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	}
	if out.Info, err = tflite.Info(out.Graph); err != nil {
		return nil, fmt.Errorf("%s: %w", m.Path, err)
	}
	if out.config, err = taskConfig(m, out.YAML); err != nil {
		return nil, err
	}
	return out, out.SetTask(task.Kind(out.YAML.Task))
}

// SetTask chooses the task; an empty kind leaves it to the metadata and the signature.
func (m *Model) SetTask(k task.Kind) (err error) {
	if k == "" {
		k = task.Guess(m.Graph, m.Info)
	}
	m.Kind = k
	m.task, err = task.Find(k)
	return err
}

// SetLabels replaces the labels, one a class, that the files give.
func (m *Model) SetLabels(labels []string) { m.config.Labels = labels }

// Files returns the names of the files beside the model that its YAML names.
func (m *Model) Files() []string {
	var out []string
	for _, f := range []string{m.YAML.Labels, m.YAML.Vocabulary} {
		if f != "" {
			out = append(out, path.Clean(f))
		}
	}
	return out
}

// taskConfig is what the YAML and the labels file say to the task.
func taskConfig(m *store.Model, y *config.Model) (task.Config, error) {
	c := task.Config{
		Mean: y.Normalize.Mean, Std: y.Normalize.Std, Top: int(y.Top), MaxPixels: int(y.Limits.MaxPixels),
	}
	if y.Threshold != nil {
		// To the task 0 means its default; who writes 0 wants everything listed.
		if c.Threshold = float32(*y.Threshold); c.Threshold == 0 {
			c.Threshold = -1
		}
	}
	var err error
	if c.Labels, err = labels(m, y); err != nil {
		return c, err
	}
	if y.Vocabulary != "" {
		if c.Vocabulary, err = beside(m, y.Vocabulary); err != nil {
			return c, err
		}
	}
	return c, nil
}

// labels reads the file that the YAML names, else the one named like the model; nil: none.
func labels(m *store.Model, y *config.Model) ([]string, error) {
	from, text := strings.TrimSuffix(m.Path, store.Extension)+".txt", m.Labels
	if y.Labels != "" {
		var err error
		if text, err = beside(m, y.Labels); err != nil {
			return nil, err
		}
		from = m.YAMLPath() + ": " + y.Labels
	}
	if text == nil {
		return nil, nil
	}
	list, err := task.ParseLabels(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	return list, nil
}

// beside reads a file from the model's directory.
func beside(m *store.Model, name string) ([]byte, error) {
	b, err := fs.ReadFile(m.Files, path.Clean(name))
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fmt.Errorf("%s: %s: %w", m.YAMLPath(), name, err)
	}
	return b, nil
}

// Loaded is a model on an engine.
type Loaded struct {
	place.Placement
	Runner  task.Runner
	Kernels string
}

// Place finds an engine for the model; the order is that of the chooser's engines where it
// is empty.
func (m *Model) Place(ctx context.Context, c place.Chooser, order []string, o delegates.Options) (place.Placement, error) {
	if o.Threads == 0 {
		o.Threads = int(m.YAML.Threads)
	}
	if o.Kernels == "" {
		o.Kernels = m.YAML.Kernels
	}
	p, err := c.Choose(ctx, place.Job{
		Model:  delegates.Model{Name: m.Name, Graph: m.Graph, File: m.File, Release: m.Release},
		SHA256: m.SHA256, Order: order, Options: o, Kind: string(m.Kind), Tolerance: m.tolerance(), Golden: m.golden,
		Agree: m.agree, Changed: m.Changed,
	})
	if err != nil {
		return p, fmt.Errorf("model %s: %w", m.Name, err)
	}
	return p, nil
}

// golden reads the inputs that engines are compared on.
func (m *Model) golden(sig graph.Signature) ([][]graph.Tensor, error) {
	if m.YAML.Golden == "" {
		return nil, nil
	}
	files, err := fs.Sub(m.files, path.Clean(m.YAML.Golden))
	if err == nil {
		var in [][]graph.Tensor
		if in, err = verify.Golden(files, sig); err == nil {
			return in, nil
		}
	}
	return nil, fmt.Errorf("golden: %s: %w", m.YAML.Golden, err)
}

// tolerance is what the YAML says of it.
func (m *Model) tolerance() *verify.Tolerance {
	t := m.YAML.Tolerance
	if t == nil {
		return nil
	}
	return &verify.Tolerance{LSB: t.LSB, Relative: t.Relative, SQNR: t.SQNR, Agreement: t.Agreement}
}

// agree returns what compares the task's answers to a model of this signature.
func (m *Model) agree(sig graph.Signature) (verify.Agree, error) {
	r, err := m.bind(described(sig))
	if err != nil {
		return nil, err
	}
	if a, ok := r.(task.Agreer); ok {
		return a.Agree, nil
	}
	return nil, nil
}

// described is a model that is not loaded yet: nobody invokes it.
type described graph.Signature

// Signature implements task.Invoker.
func (d described) Signature() graph.Signature { return graph.Signature(d) }

// Invoke implements task.Invoker.
func (d described) Invoke(context.Context, []graph.Tensor, []graph.Tensor) error {
	return errors.New("the model is not loaded")
}

func (m *Model) bind(i task.Invoker) (task.Runner, error) {
	return m.task.Bind(task.Bundle{Model: m.Name, Graph: m.Graph, Invoker: i, Config: m.config})
}

// Load places the model and binds its task. The YAML's order of engines wins.
func (m *Model) Load(ctx context.Context, c place.Chooser, order []string, o delegates.Options) (*Loaded, error) {
	if len(m.YAML.Engines) > 0 {
		order = m.YAML.Engines
	}
	p, err := m.Place(ctx, c, order, o)
	if err != nil {
		return nil, err
	}
	runner, err := m.bind(p.Session)
	if err != nil {
		p.Session.Close()
		return nil, err
	}
	return &Loaded{Placement: p, Runner: runner, Kernels: p.Status().Kernels}, nil
}

// perModel is what a loaded model takes beside its file, weights and arena.
const perModel = 256 << 10

// Bytes estimates the memory of the loaded model: its file, its weights once more, packed,
// and the arena.
func (l *Loaded) Bytes(m *Model) int64 {
	n := 2*int64(len(m.File)) + perModel
	if p, ok := l.Session.(interface{ ArenaBytes() int64 }); ok {
		n += p.ArenaBytes()
	}
	return n
}

// Pooled returns the loaded model as the pool keeps it.
func (l *Loaded) Pooled(m *Model) *pool.Loaded {
	return &pool.Loaded{
		Runner: l.Runner, Version: m.Version, Bytes: l.Bytes(m), Close: l.Session.Close,
	}
}

// Deadline returns the model's own deadline, or the default.
func (m *Model) Deadline(otherwise time.Duration) time.Duration {
	if d := time.Duration(m.YAML.Deadline); d > 0 {
		return d
	}
	return otherwise
}
