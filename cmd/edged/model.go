package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"edged/daemon/model"
	"edged/daemon/place"
	"edged/delegates"
	"edged/models/store"
	"edged/models/zoo"
)

// opened is a model as a command was given it.
type opened struct {
	*model.Model
	name string // as the command was given it
}

// openModel reads a model: a file, or the name of a shipped one.
func openModel(arg string) (*opened, error) {
	files, err := findModel(arg)
	if err != nil {
		return nil, err
	}
	m, err := model.Read(files)
	if err != nil {
		return nil, err
	}
	return &opened{m, files.Name}, nil
}

func findModel(arg string) (*store.Model, error) {
	if _, err := os.Stat(arg); err == nil {
		return store.MapFile(arg)
	}
	m, err := store.ReadShipped(zoo.Flat(), arg)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, fmt.Errorf("%s: no such file, and no shipped model of that name", arg)
	}
	return m, err
}

// load loads the model without a task: tensors in, tensors out.
func (m *opened) load(ctx context.Context, f engineFlags) (string, delegates.Session, error) {
	list, err := f.engine()
	if err != nil {
		return "", nil, err
	}
	p, err := m.Place(ctx, place.First(list), nil, f.options())
	if err != nil {
		return "", nil, err
	}
	return p.Engine, p.Session, nil
}
