// Package judge asks LiteRT itself what a model answers, for tests. It runs a small
// Python script in the environment that make test prepares and keeps the answers in the
// repository's .cache directory, so that they are at hand where no Python runs, under
// an emulated processor for example.
package judge

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"edged/internal/testkit"
	"edged/models/graph"
)

//go:embed judge.py
var script []byte

// Version is the release of ai-edge-litert whose answers count.
const Version = "2.3.0"

// Question is a model and how to run it.
type Question struct {
	Model   []byte         // the .tflite file
	Kernels string         // ref, builtin or xnnpack; empty: ref
	Inputs  []graph.Tensor // in the model's order; those missing are drawn from Seed; their shapes may be others than the model's
	Seed    int
	Runs    int  // invocations on the same inputs; 0: 1
	All     bool // answer with every tensor, not only the outputs
	// Signatures are keys of signatures to run one after the other, once each, instead of
	// the model. Each takes those of Inputs, all of which have names, that it wants; the
	// answer has the outputs of each in turn, sorted by name.
	Signatures []string
}

// Answer holds the tensors of a run. Tensors (with All) is indexed by tensor number and
// lacks those the judge has no data for.
type Answer struct {
	Inputs  []graph.Tensor
	Outputs []graph.Tensor
	Tensors map[int]graph.Tensor
}

// Ask runs the model on LiteRT, or takes the answer from the cache. It skips the test
// when there is neither, and fails it when LiteRT does not run the model.
func Ask(t testing.TB, q Question) Answer {
	t.Helper()
	a, err := Try(t, q)
	if err != nil {
		t.Fatalf("judge: %v", err)
	}
	return a
}

// Try is Ask for models that LiteRT may not run: the error says why.
func Try(t testing.TB, q Question) (Answer, error) {
	t.Helper()
	if q.Kernels == "" {
		q.Kernels = "ref"
	}
	q.Runs = max(1, q.Runs)
	var files [][]byte
	for _, in := range q.Inputs {
		data, shape := encode(t, in)
		files = append(files, data, shape)
	}
	dir := filepath.Join(testkit.Root(), ".cache", "judge", q.key(files))
	if _, err := os.Stat(dir); err != nil {
		if err := run(t, q, files, dir); err != nil {
			return Answer{}, err
		}
	}
	return load(t, dir), nil
}

// key names the answer: everything it depends on, hashed.
func (q Question) key(files [][]byte) string {
	h := sha256.New()
	part := func(b []byte) { fmt.Fprintf(h, "%d:", len(b)); h.Write(b) }
	part(script)
	part([]byte(Version))
	part(q.Model)
	part([]byte(fmt.Sprint(q.Kernels, q.Seed, q.Runs, q.All)))
	part(q.signatures())
	for _, f := range files {
		part(f)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Python returns the interpreter that has LiteRT (testkit.Python), and skips the test where
// there is none.
func Python(t testing.TB) string {
	t.Helper()
	py := testkit.Python()
	if _, err := os.Stat(py); err != nil {
		testkit.Missing(t, "no Python with ai-edge-litert at "+py)
	}
	return py
}

func run(t testing.TB, q Question, files [][]byte, dir string) error {
	t.Helper()
	py := Python(t)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), "run-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	write := func(name string, b []byte) string {
		p := filepath.Join(tmp, name)
		if err := os.WriteFile(p, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	every := "0"
	if q.All {
		every = "1"
	}
	args := []string{write("model.tflite", q.Model), q.Kernels, tmp, every, strconv.Itoa(q.Seed), strconv.Itoa(q.Runs), string(q.signatures())}
	for i := 0; i < len(files); i += 2 {
		args = append(args, write(fmt.Sprintf("given_%d.npy", i/2), files[i]))
		if shape := files[i+1]; shape != nil {
			write(fmt.Sprintf("given_%d.shape.npy", i/2), shape)
		}
	}
	if err := litert.ask(py, args); err != nil {
		return err
	}
	os.Remove(args[0])
	// Another test may have asked the same meanwhile: its answer is as good.
	if err := os.Rename(tmp, dir); err != nil {
		if _, statErr := os.Stat(dir); statErr != nil {
			return err
		}
	}
	return nil
}

func load(t testing.TB, dir string) Answer {
	t.Helper()
	read := func(path string) graph.Tensor { return decode(t, path) }
	list := func(prefix string) (out []graph.Tensor) {
		for i := 0; ; i++ {
			p := filepath.Join(dir, fmt.Sprintf("%s_%d.npy", prefix, i))
			if _, err := os.Stat(p); err != nil {
				return out
			}
			out = append(out, read(p))
		}
	}
	a := Answer{Inputs: list("in"), Outputs: list("out"), Tensors: map[int]graph.Tensor{}}
	paths, _ := filepath.Glob(filepath.Join(dir, "t_*.npy"))
	for _, p := range paths {
		var i int
		if strings.HasSuffix(p, ".shape.npy") {
			continue
		}
		if _, err := fmt.Sscanf(filepath.Base(p), "t_%d.npy", &i); err == nil {
			a.Tensors[i] = read(p)
		}
	}
	return a
}
