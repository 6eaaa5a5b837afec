package verify

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"edged/internal/npy"
	"edged/models/graph"
)

const npyExtension = ".npy"

// headerBytes is more than a .npy file has beside its data.
const headerBytes = 64 << 10

// Golden reads inputs from a directory. Each subdirectory is one set of inputs,
// in_<i>.npy in the signature's order; for a model with one input so is each .npy file. They
// come in the order of their names. Names that begin with a dot are left alone. The error
// names the file and what does not fit.
func Golden(fsys fs.FS, sig graph.Signature) ([][]graph.Tensor, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	var out [][]graph.Tensor
	for _, e := range entries {
		var in []graph.Tensor
		switch {
		case strings.HasPrefix(e.Name(), "."):
			continue
		case e.IsDir():
			in, err = goldenSet(fsys, e.Name(), sig)
		case path.Ext(e.Name()) != npyExtension:
			continue
		case len(sig.Inputs) != 1:
			err = fmt.Errorf("%s: the model has %d inputs: they come in a directory of in_<i>.npy", e.Name(), len(sig.Inputs))
		default:
			in, err = goldenFile(fsys, e.Name(), &sig.Inputs[0])
		}
		if err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	if len(out) == 0 {
		return nil, errors.New("no .npy files in the directory")
	}
	return out, nil
}

// goldenSet reads one input each from in_0.npy, in_1.npy and so on.
func goldenSet(fsys fs.FS, dir string, sig graph.Signature) (in []graph.Tensor, err error) {
	for i := range sig.Inputs {
		t, err := goldenFile(fsys, path.Join(dir, inputFile(i)), &sig.Inputs[i])
		if err != nil {
			return nil, err
		}
		in = append(in, t...)
	}
	extra := path.Join(dir, inputFile(len(sig.Inputs)))
	if _, err := fs.Stat(fsys, extra); err == nil {
		return nil, fmt.Errorf("%s: the model has %d inputs", extra, len(sig.Inputs))
	}
	return in, nil
}

func inputFile(i int) string { return fmt.Sprintf("in_%d%s", i, npyExtension) }

// goldenFile reads one input.
func goldenFile(fsys fs.FS, name string, want *graph.Tensor) ([]graph.Tensor, error) {
	t, err := readNpy(fsys, name, want)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t.Name, t.Quant = want.Name, want.Quant
	return []graph.Tensor{t}, nil
}

func readNpy(fsys fs.FS, name string, want *graph.Tensor) (graph.Tensor, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return graph.Tensor{}, err
	}
	if info.Size() > graph.MaxTensorBytes+headerBytes {
		return graph.Tensor{}, fmt.Errorf("%d bytes are no input", info.Size())
	}
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return graph.Tensor{}, err
	}
	t, err := npy.Decode(b)
	if err != nil {
		return t, err
	}
	if t.Type != want.Type || !shapeFits(t.Shape, want) {
		return t, fmt.Errorf("%v %v, the model's input %q takes %v %v", t.Type, t.Shape, want.Name, want.Type, want.Shape)
	}
	return t, nil
}

// shapeFits reports whether an input may have a shape: its own, or another along the
// dimensions that a caller may choose.
func shapeFits(shape []int, want *graph.Tensor) bool {
	if slices.Equal(shape, want.Shape) {
		return true
	}
	return len(want.Signature) > 0 && slices.EqualFunc(shape, want.Signature, func(d, open int) bool {
		return d == open || open == -1
	})
}

// Save writes a set of inputs as in_<i>.npy into the directory dir, which is made, in place
// of an older one: a subdirectory of what Golden reads. Nobody sees it half written.
func Save(dir string, in []graph.Tensor) error {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(parent, ".saving-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil {
		return err
	}
	for i, t := range in {
		b, err := npy.Encode(t)
		if err != nil {
			return fmt.Errorf("input %q: %w", t.Name, err)
		}
		if err := os.WriteFile(filepath.Join(tmp, inputFile(i)), b, 0o644); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(tmp, dir)
}
