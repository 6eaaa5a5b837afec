//go:build native

package litert

/*
#include "functions.h"
*/
import "C"

import (
	"errors"
	"fmt"

	"edged/delegates/tflite"
)

// Session is a model compiled for the GPU.
type Session struct {
	// Device is the accelerator, as LiteRT calls it.
	Device string
	// CPU is how many operators run on the CPU because the GPU lacks them; Pieces are what the
	// GPU runs, each one operator or more, and GPU how many operators these are.
	CPU, Pieces, GPU int

	in, out []*buffer // in the order of the model's first subgraph

	environment *environment
	model       *model
	compiled    C.LiteRtCompiledModel
	counter     tflite.Counter
	bound       binding
}

// Load loads the model at path and compiles it for the GPU with the accelerator library of a
// directory; for the CPU, too, where it has operators that the GPU lacks.
func (l *Library) Load(path, accelerators string) (*Session, error) {
	s := &Session{counter: tflite.NewCounter()}
	if err := s.load(path, accelerators); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Session) load(path, accelerators string) (err error) {
	if s.environment, err = newEnvironment(accelerators); err != nil {
		return err
	}
	if s.Device, err = s.environment.gpu(); err != nil {
		return err
	}
	if err := s.environment.watch(s.counter.Ptr()); err != nil {
		return err
	}
	if s.model, err = newModel(s.environment, path); err != nil {
		return err
	}
	if err := s.compile(); err != nil {
		return err
	}
	return s.buffers()
}

// compile asks for the GPU, and for the CPU where that lacks an operator: LiteRT gives the GPU
// all it can first. Asking for the GPU alone before would take twice the time and memory.
func (s *Session) compile() error {
	said, err := listen(s.create)
	if err != nil {
		return because(err, said)
	}
	if name := adapter(said); name != "" {
		s.Device += ", " + name
	}
	if s.count(); s.Pieces == 0 {
		return because(errors.New("the GPU runs none of the model's operators"), said)
	}
	return nil
}

func (s *Session) create() error {
	var o C.LiteRtOptions
	if err := check("LiteRT makes no options", C.LiteRtCreateOptions(&o)); err != nil {
		return err
	}
	defer C.LiteRtDestroyOptions(o)
	if err := check("LiteRT does not take the hardware", C.LiteRtSetOptionsHardwareAccelerators(o, C.kLiteRtGpu|C.kLiteRtCpu)); err != nil {
		return err
	}
	return check("LiteRT does not compile the model for the GPU", C.LiteRtCreateCompiledModel(s.environment.e, s.model.m, o, &s.compiled))
}

func (s *Session) count() {
	n := s.counter.Read()
	s.CPU, s.Pieces, s.GPU = n.Own+n.XNNPACK, n.Pieces-n.XNNPACKPieces, n.Taken-n.XNNPACK
}

func (s *Session) buffers() (err error) {
	if err = s.fixed(); err != nil {
		return err
	}
	if s.in, err = s.makeBuffers("input", s.model.inputs, false); err != nil {
		return err
	}
	if s.out, err = s.makeBuffers("output", s.model.outputs, true); err != nil {
		return err
	}
	s.bound = bind(s.in, s.out)
	return nil
}

// Inputs returns memory for the inputs, which Invoke gives to the library.
func (s *Session) Inputs() [][]byte { return data(s.in) }

// Outputs returns memory that Invoke fills.
func (s *Session) Outputs() [][]byte { return data(s.out) }

// Invoke runs the model once.
func (s *Session) Invoke() error {
	for i, b := range s.in {
		if err := b.write(); err != nil {
			return fmt.Errorf("input %d: %w", i, err)
		}
	}
	if err := s.bound.run(s.compiled, s.model.signature); err != nil {
		return err
	}
	for i, b := range s.out {
		if err := b.read(); err != nil {
			return fmt.Errorf("output %d: %w", i, err)
		}
	}
	return nil
}

// Reset does nothing: LiteRT's C API does not set variables to zero, so edged gives it no model
// that has some.
func (s *Session) Reset() error { return nil }

// Close frees everything.
func (s *Session) Close() {
	s.bound.close()
	for _, b := range append(s.in, s.out...) {
		b.close()
	}
	if s.compiled != nil {
		C.LiteRtDestroyCompiledModel(s.compiled)
	}
	if s.model != nil {
		s.model.close()
	}
	if s.environment != nil {
		s.environment.close()
	}
	s.counter.Delete()
	*s = Session{}
}
