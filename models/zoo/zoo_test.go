package zoo_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/internal/judge"
	"edged/models/graph"
	"edged/models/task"
	"edged/models/tflite"
	"edged/models/zoo"
)

// largest is what a shipped model may weigh, in bytes.
const largest = 150 << 10

var modelName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

func models(t *testing.T) []zoo.Model {
	t.Helper()
	all, err := zoo.Models()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func find(t *testing.T, name string) zoo.Model {
	t.Helper()
	all := models(t)
	i := slices.IndexFunc(all, func(m zoo.Model) bool { return m.Name == name })
	if i < 0 {
		t.Fatalf("no model %s", name)
	}
	return all[i]
}

// open loads a model into the reference engine and binds its task.
func open(t *testing.T, m zoo.Model) (task.Runner, delegates.Session, *graph.Graph) {
	t.Helper()
	g, err := tflite.Decode(m.File, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := reference.Engine{}.Load(t.Context(), delegates.Model{Name: m.Name, Graph: g}, delegates.Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	k, err := task.Find(m.Task)
	if err != nil {
		t.Fatal(err)
	}
	r, err := k.Bind(task.Bundle{Model: m.Name, Graph: g, Invoker: s})
	if err != nil {
		t.Fatal(err)
	}
	return r, s, g
}

func TestModels(t *testing.T) {
	all := models(t)
	if len(all) < 2 || !slices.IsSortedFunc(all, func(a, b zoo.Model) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("%d models, or not sorted", len(all))
	}
	for _, m := range all {
		t.Run(m.Name, func(t *testing.T) {
			if !modelName.MatchString(m.Name) {
				t.Error("the name cannot be a topic level")
			}
			if len(m.File) > largest {
				t.Errorf("%d bytes, more than %d", len(m.File), largest)
			}
			if len(m.Samples) < 2 {
				t.Errorf("%d samples", len(m.Samples))
			}
			if want := fmt.Sprintf("%d bytes", len(m.File)); !strings.Contains(m.Card, want) {
				t.Errorf("the card is of another file: it lacks %q", want)
			}
			for _, part := range []string{"## Data", "## Accuracy", "## Use and limits", "## Training", "make zoo", "CC BY 4.0"} {
				if !strings.Contains(m.Card, part) {
					t.Errorf("the card lacks %q", part)
				}
			}
		})
	}
}

// TestFS wants every shipped file to be reached through Models.
func TestFS(t *testing.T) {
	known := map[string]bool{}
	for _, m := range models(t) {
		known[path.Join(m.Name, m.Name+".tflite")] = true
		known[path.Join(m.Name, "card.md")] = true
		for _, s := range m.Samples {
			known[path.Join(m.Name, "samples", s.Name)] = true
		}
	}
	err := fs.WalkDir(zoo.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[p] {
			t.Errorf("%s is shipped and belongs to no model", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWholeInt8 wants int8 at every place where a model computes.
func TestWholeInt8(t *testing.T) {
	for _, m := range models(t) {
		_, _, g := open(t, m)
		for _, op := range g.Subgraphs[0].Ops {
			for _, o := range op.Outputs {
				if typ := g.Subgraphs[0].Tensors[o].Type; typ != graph.Int8 {
					t.Errorf("%s: %s writes %v", m.Name, op.Name(), typ)
				}
			}
		}
	}
}

func TestSamples(t *testing.T) {
	for _, m := range models(t) {
		t.Run(m.Name, func(t *testing.T) {
			r, _, _ := open(t, m)
			for _, s := range m.Samples {
				res, err := r.Run(t.Context(), task.Payload{Media: s.Media})
				if err != nil {
					t.Fatalf("%s: %v", s.Name, err)
				}
				if len(res.Classes) == 0 || res.Classes[0].Label != s.Want {
					t.Errorf("%s: got %+v, want %s", s.Name, res.Classes, s.Want)
				}
			}
		})
	}
}

// watched is an Invoker that keeps the input it was asked last.
type watched struct {
	delegates.Session
	in []graph.Tensor
}

func (w *watched) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	w.in = w.in[:0]
	for _, x := range in {
		x.Data = bytes.Clone(x.Data)
		w.in = append(w.in, x)
	}
	return w.Session.Invoke(ctx, in, out)
}

// TestJudge wants the bytes that LiteRT's reference kernels answer, for every sample.
func TestJudge(t *testing.T) {
	for _, m := range models(t) {
		t.Run(m.Name, func(t *testing.T) {
			_, s, g := open(t, m)
			w := &watched{Session: s}
			k, err := task.Find(m.Task)
			if err != nil {
				t.Fatal(err)
			}
			r, err := k.Bind(task.Bundle{Model: m.Name, Graph: g, Invoker: w})
			if err != nil {
				t.Fatal(err)
			}
			for _, sample := range m.Samples {
				res, err := r.Run(t.Context(), task.Payload{Media: sample.Media})
				if err != nil {
					t.Fatal(err)
				}
				a := judge.Ask(t, judge.Question{Model: m.File, Inputs: w.in})
				if !bytes.Equal(res.Outputs[0].Data, a.Outputs[0].Data) {
					t.Errorf("%s: got %v, LiteRT answers %v", sample.Name, res.Outputs[0].Data, a.Outputs[0].Data)
				}
			}
		})
	}
}
