package task

import (
	"errors"

	"edged/models/graph"
)

// raw is the task that leaves tensors as they are.
type raw struct{}

// Kind returns Raw.
func (raw) Kind() Kind { return Raw }

// Bind accepts every model whose inputs have a known size.
func (raw) Bind(b Bundle) (Runner, error) {
	p, err := newPorts(b)
	if err != nil {
		return nil, err
	}
	return newRunner(Raw, b, p, rawAnswerer{}), nil
}

type rawAnswerer struct{}

func (rawAnswerer) read([]byte) error {
	return errors.New("the model takes tensors: send a .npy file, or JSON or binary with its inputs")
}

func (rawAnswerer) answer([]graph.Tensor, *Result, bool) error { return nil }
