package reference_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

var update = flag.Bool("update", false, "write docs/models.md anew")

// tableHead is what stands above the table of TestDataTable.
const tableHead = `# Models the reference engine was compared on

Every model of the test data, run on random inputs by the reference engine and by LiteRT ` + judge.Version + `'s reference
kernels. Made by ` + "`go test ./delegates/reference -run TestDataTable -update`" + `; the test fails when this file is out of date.

| file | operators | verdict |
|---|---|---|
`

// TestDataTable runs every model of the shared data folder and wants the verdicts that
// docs/models.md has.
func TestDataTable(t *testing.T) {
	if testing.Short() {
		t.Skip("the models in scope are tested one by one")
	}
	var out strings.Builder
	out.WriteString(tableHead)
	for _, path := range dataModels(t) {
		ops, verdict := judgeFile(t, path)
		rel, _ := filepath.Rel(testkit.DataDir(), path)
		line := fmt.Sprintf("| %s | %s | %s |\n", rel, ops, strings.ReplaceAll(verdict, "|", "/"))
		t.Log(line)
		out.WriteString(line)
	}
	doc := filepath.Join(testkit.Root(), "docs", "models.md")
	if *update {
		if err := os.WriteFile(doc, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	got, old := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(old)) {
		if i >= len(got) || i >= len(old) || got[i] != old[i] {
			t.Fatalf("docs/models.md is out of date from line %d; run this test with -update.\ngot  %s", i+1, at(got, i))
		}
	}
}

func at(lines []string, i int) string {
	if i >= len(lines) {
		return ""
	}
	return lines[i]
}

// dataModels returns the models of the folders of real models, valid or not.
func dataModels(t *testing.T) (paths []string) {
	dir := testkit.Data(t)
	for _, folder := range []string{"audio", "converted", "invalid", "ops", "text", "vision"} {
		all, err := filepath.Glob(filepath.Join(dir, folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			if b, err := os.ReadFile(p); err == nil && (filepath.Ext(p) == ".tflite" || len(b) > 8 && string(b[4:8]) == "TFL3") {
				paths = append(paths, p)
			}
		}
	}
	return paths
}

// judgeFile returns a model's operators and how the engine's answer compares with LiteRT's.
func judgeFile(t *testing.T, path string) (ops, verdict string) {
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, judgeErr := judge.Try(t, judge.Question{Model: file, Seed: 1})
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		return "", refused(err, judgeErr)
	}
	if err := graph.Validate(g); err != nil {
		return operatorsOf(g), refused(err, judgeErr)
	}
	if judgeErr != nil { // perhaps for want of small indices
		if in, err := smallInputs(g); err == nil {
			if a, err := judge.Try(t, judge.Question{Model: file, Inputs: in}); err == nil {
				want, judgeErr = a, nil
			}
		}
	}
	got, err := tryInvoke(g, want.Inputs)
	switch {
	case err != nil:
		return operatorsOf(g), refused(err, judgeErr)
	case judgeErr != nil:
		return operatorsOf(g), "runs; LiteRT does not"
	}
	return operatorsOf(g), compare(got, want.Outputs)
}

// smallInputs returns the engine's own random inputs for a model.
func smallInputs(g *graph.Graph) ([]graph.Tensor, error) {
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return delegates.RandomInputs(s.Signature()), nil
}

func refused(err, judgeErr error) string {
	if judgeErr != nil {
		return "refused, by LiteRT too: " + err.Error()
	}
	return "refused: " + err.Error()
}

func tryInvoke(g *graph.Graph, in []graph.Tensor) ([]graph.Tensor, error) {
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Threads: 2})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	sig := s.Signature()
	if len(in) == 0 { // LiteRT did not run it
		in = delegates.RandomInputs(sig)
	}
	out := make([]graph.Tensor, len(sig.Outputs))
	return out, s.Invoke(context.Background(), in, out)
}

// compare is the verdict on outputs.
func compare(got, want []graph.Tensor) string {
	if len(got) != len(want) {
		return fmt.Sprintf("differs: %d outputs, LiteRT has %d", len(got), len(want))
	}
	floats := false
	for i := range got {
		if string(got[i].Data) == string(want[i].Data) {
			continue
		}
		if err := enginetest.Diff(got[i], want[i], enginetest.Tolerance{}); err != nil {
			return fmt.Sprintf("differs: output %d: %v", i, err)
		}
		floats = true
	}
	if floats {
		return "floats within 1e-5"
	}
	return "equal"
}

// operatorsOf lists the operators of all subgraphs, each once.
func operatorsOf(g *graph.Graph) string {
	names := map[string]bool{}
	for _, s := range g.Subgraphs {
		for i := range s.Ops {
			names[s.Ops[i].Name()] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), " ")
}
