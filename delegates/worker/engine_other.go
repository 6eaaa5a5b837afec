//go:build !linux

package worker

import (
	"context"
	"errors"

	"edged/delegates"
)

// Probe returns an error: workers need Linux.
func (e Engine) Probe(context.Context) (Loaded, error) {
	return Loaded{}, errors.New("native engines need Linux")
}

// Load returns an error: workers need Linux.
func (e Engine) Load(context.Context, delegates.Model, delegates.Options) (delegates.Session, error) {
	return nil, errors.New("native engines need Linux")
}
