package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"edged/daemon/model"
	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
	"edged/models/task"
)

// keeping is an engine that remembers what its session was last given.
type keeping struct {
	delegates.Engine
	last []graph.Tensor
}

// Load implements delegates.Engine.
func (k *keeping) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	s, err := k.Engine.Load(ctx, m, o)
	return keptSession{s, k}, err
}

type keptSession struct {
	delegates.Session
	in *keeping
}

// Invoke implements delegates.Session.
func (s keptSession) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	s.in.last = slices.Clone(in)
	for i := range in {
		s.in.last[i].Data = slices.Clone(in[i].Data)
	}
	return s.Session.Invoke(ctx, in, out)
}

// Reset implements delegates.Resetter; the reference engine's sessions do.
func (s keptSession) Reset() { delegates.Reset(s.Session) }

// loadAny loads a model for its task, or for tensors where the task it was guessed to have
// does not fit.
func (m *opened) loadAny(ctx context.Context, e delegates.Engine, o delegates.Options) (*model.Loaded, error) {
	l, err := m.Load(ctx, place.First{e}, nil, o)
	if err == nil || m.YAML.Task != "" || m.Kind == task.Raw {
		return l, err
	}
	if err := m.SetTask(task.Raw); err != nil {
		return nil, err
	}
	return m.Load(ctx, place.First{e}, nil, o)
}

// inputs are the model's inputs that the command's make, or drawn ones.
func (c *verifyCmd) inputs(ctx context.Context, m *opened, ref *model.Loaded, kept *keeping) ([][]graph.Tensor, error) {
	sig := ref.Session.Signature()
	if len(c.Inputs) == 0 {
		return verify.InputsOf(m.Graph, sig, c.Drawn, c.Seed), nil
	}
	if info, err := os.Stat(c.Inputs[0]); err == nil && info.IsDir() {
		if len(c.Inputs) > 1 {
			return nil, usageError{fmt.Errorf("%s is a directory of inputs: it comes alone", c.Inputs[0])}
		}
		in, err := verify.Golden(os.DirFS(c.Inputs[0]), sig)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Inputs[0], err)
		}
		return in, nil
	}
	var list [][]graph.Tensor
	for _, name := range c.Inputs {
		media, err := readMedia(name, m.Kind)
		if err == nil {
			_, err = ref.Runner.Run(ctx, task.Payload{Media: media})
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, kept.last)
	}
	return list, nil
}
