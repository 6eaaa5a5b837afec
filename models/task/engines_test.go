package task_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/task"
	"edged/models/tflite"
)

// judged is an Invoker that answers with what LiteRT answers.
type judged struct {
	t    testing.TB
	file []byte
	sig  graph.Signature
}

func (j *judged) Signature() graph.Signature { return j.sig }

func (j *judged) Invoke(_ context.Context, in, out []graph.Tensor) error {
	a := judge.Ask(j.t, judge.Question{Model: j.file, Inputs: in})
	for i := range out {
		out[i].Type, out[i].Shape = a.Outputs[i].Type, a.Outputs[i].Shape
		out[i].Data = append(out[i].Data[:0], a.Outputs[i].Data...)
	}
	return nil
}

// signature describes the first subgraph as an engine would.
func signature(t testing.TB, g *graph.Graph) graph.Signature {
	t.Helper()
	e, sub, err := g.Entry("")
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := g.Shapes(sub)
	if err != nil {
		t.Fatal(err)
	}
	list := func(maps []graph.TensorMap) (out []graph.Tensor) {
		for _, m := range maps {
			x := sub.Tensors[m.Tensor]
			out = append(out, graph.Tensor{Name: m.Name, Type: x.Type, Shape: shapes[m.Tensor], Quant: x.Quant})
		}
		return out
	}
	return graph.Signature{Inputs: list(e.Inputs), Outputs: list(e.Outputs)}
}

func model(t testing.TB, path string) ([]byte, *graph.Graph) {
	t.Helper()
	b := testkit.Read(t, filepath.FromSlash(path))
	g, err := tflite.Decode(b, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b, g
}

// bundles returns the model on the reference engine and on the judge. The judge's
// answers come out of its cache where no Python runs.
func bundles(t *testing.T, path string, c task.Config, run func(t *testing.T, b task.Bundle)) {
	file, g := model(t, path)
	name := strings.TrimSuffix(filepath.Base(path), ".tflite")
	t.Run("reference", func(t *testing.T) {
		s, err := reference.Engine{}.Load(t.Context(), delegates.Model{Name: name, Graph: g}, delegates.Options{Threads: 2})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		run(t, task.Bundle{Model: name, Graph: g, Invoker: s, Config: c})
	})
	t.Run("judge", func(t *testing.T) {
		run(t, task.Bundle{Model: name, Graph: g, Invoker: &judged{t, file, signature(t, g)}, Config: c})
	})
}

// ask binds the task and runs one medium.
func ask(t *testing.T, k task.Kind, b task.Bundle, media []byte) task.Result {
	t.Helper()
	r := bind(t, k, b)
	res, err := r.Run(t.Context(), task.Payload{Media: media})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func bind(t *testing.T, k task.Kind, b task.Bundle) task.Runner {
	t.Helper()
	x, err := task.Find(k)
	if err != nil {
		t.Fatal(err)
	}
	r, err := x.Bind(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func labels(t testing.TB, path string) []string {
	t.Helper()
	l, err := task.ParseLabels(testkit.Read(t, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return l
}
