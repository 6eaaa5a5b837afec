package task

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"edged/internal/npy"
	"edged/models/graph"
)

// ports are a model's inputs, with memory for their data, and its outputs.
type ports struct {
	in      []graph.Tensor // Data has the size that Invoke wants
	outputs []graph.Tensor // without data
}

// newPorts takes the signature apart and checks what every task needs of it.
func newPorts(b Bundle) (*ports, error) {
	if b.Graph == nil || b.Invoker == nil {
		return nil, fmt.Errorf("model %s: it is not loaded", b.Model)
	}
	sig := b.Invoker.Signature()
	if len(sig.Inputs) == 0 || len(sig.Outputs) == 0 {
		return nil, fmt.Errorf("model %s: it has %d inputs and %d outputs, a task needs at least one of each",
			b.Model, len(sig.Inputs), len(sig.Outputs))
	}
	p := &ports{in: slices.Clone(sig.Inputs), outputs: slices.Clone(sig.Outputs)}
	for i := range p.in {
		t := &p.in[i]
		if t.Type.Bits() == 0 {
			return nil, fmt.Errorf("model %s: input %q is of type %v, which no request can bring", b.Model, t.Name, t.Type)
		}
		if n, err := graph.CheckedElems(t.Shape); err != nil || n == 0 {
			return nil, fmt.Errorf("model %s: input %q: shape %v is open or empty", b.Model, t.Name, t.Shape)
		}
		t.Data = make([]byte, t.Bytes())
	}
	return p, nil
}

// one checks that the model has a single input, which a medium fills.
func (p *ports) one() error {
	if len(p.in) == 1 {
		return nil
	}
	return fmt.Errorf("it has %d inputs (%s), a medium fills one", len(p.in), p.names())
}

func (p *ports) names() string {
	s := make([]string, len(p.in))
	for i := range p.in {
		s[i] = p.in[i].Name
	}
	return strings.Join(s, ", ")
}

// take copies tensors into the inputs. Tensors are found by name, in any order; by the
// input's number where no input has the name; a single one may have no name.
func (p *ports) take(given []graph.Tensor) error {
	if len(given) == 1 && given[0].Name == "" && len(p.in) == 1 {
		return p.put(0, &given[0])
	}
	seen := make([]bool, len(p.in))
	for i := range given {
		at, err := p.find(given[i].Name)
		if err != nil {
			return err
		}
		if seen[at] {
			return fmt.Errorf("input %q is given twice", p.in[at].Name)
		}
		seen[at] = true
		if err := p.put(at, &given[i]); err != nil {
			return err
		}
	}
	if missing := slices.Index(seen, false); missing >= 0 {
		return fmt.Errorf("input %q is missing", p.in[missing].Name)
	}
	return nil
}

func (p *ports) find(name string) (int, error) {
	for i := range p.in {
		if p.in[i].Name == name && name != "" {
			return i, nil
		}
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 0 && n < len(p.in) {
		return n, nil
	}
	if name == "" {
		return 0, fmt.Errorf("an input has no name; the model has %s", p.names())
	}
	return 0, fmt.Errorf("no input %q; the model has %s", name, p.names())
}

// put copies one tensor, whose type and shape must be the input's.
func (p *ports) put(at int, t *graph.Tensor) error {
	want := &p.in[at]
	if t.Type != want.Type || !slices.Equal(t.Shape, want.Shape) {
		return fmt.Errorf("input %q: got %v %v, wants %v %v", want.Name, t.Type, t.Shape, want.Type, want.Shape)
	}
	if len(t.Data) != len(want.Data) {
		return fmt.Errorf("input %q: got %d bytes of data, %v %v takes %d", want.Name, len(t.Data), want.Type, want.Shape, len(want.Data))
	}
	copy(want.Data, t.Data)
	return nil
}

// isNpy reports whether a medium begins like a .npy file.
func isNpy(media []byte) bool {
	return strings.HasPrefix(string(media[:min(len(media), 6)]), "\x93NUMPY")
}

// takeNpy fills the only input from a .npy file.
func (p *ports) takeNpy(media []byte) error {
	if err := p.one(); err != nil {
		return errors.New("a .npy medium cannot run this model: " + err.Error())
	}
	t, err := npy.Decode(media)
	if err != nil {
		return err
	}
	return p.put(0, &t)
}
