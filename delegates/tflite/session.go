//go:build native

package tflite

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"

	tflite "github.com/mattn/go-tflite"
	"github.com/mattn/go-tflite/delegates"
)

// Options of loading.
type Options struct {
	Threads     int    // of the library's own kernels and of XNNPACK; 0: 1
	XNNPACK     bool   // whether the XNNPACK delegate is used
	WeightCache string // a file for XNNPACK's packed weights; empty: none
	// Delegate is a library with an external delegate, and what it is told; empty: none.
	Delegate        string
	DelegateOptions map[string]string
	GPU             bool     // it is a GPU delegate's
	NNAPI           *NNAPI   // nil: not used
	EdgeTPU         *EdgeTPU // nil: not used
}

// Tensor is an input or an output of a session.
type Tensor struct {
	Name  string
	Shape []int
	Data  []byte // the library's own memory, valid until Close
}

// Session is a loaded model.
type Session struct {
	Inputs, Outputs []Tensor
	// Own is how many operators the library's own kernels run; Pieces are what delegates
	// took, each one operator or more; Taken is how many operators these are.
	Own, Pieces, Taken int

	model       *tflite.Model
	options     *tflite.InterpreterOptions
	interpreter *tflite.Interpreter
	delegates   []delegates.Delegater
	said        []string // by the library, while it was asked
}

// Load loads a model from a file, which the library maps.
func (l *Library) Load(path string, o Options) (*Session, error) {
	s := &Session{}
	if err := s.load(l, path, o); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Session) load(l *Library, path string, o Options) error {
	if s.model = tflite.NewModelFromFile(path); s.model == nil {
		return errors.New("the library does not read the model")
	}
	s.options = tflite.NewInterpreterOptions()
	s.options.SetNumThread(max(o.Threads, 1))
	s.options.SetErrorReporter(func(text string, _ any) { s.said = append(s.said, sentence(text)) }, nil)
	if o.XNNPACK {
		x, err := newXNNPACK(l, max(o.Threads, 1), o.WeightCache)
		if err != nil {
			return err
		}
		s.add(x)
	}
	if o.GPU {
		g, err := newGPU(o.Delegate)
		if err != nil {
			return err
		}
		s.add(g)
	} else if o.Delegate != "" {
		e, err := newExternal(o.Delegate, o.DelegateOptions)
		if err != nil {
			return err
		}
		s.add(e)
	}
	if o.EdgeTPU != nil {
		d, err := o.EdgeTPU.delegate(o.DelegateOptions)
		if err != nil {
			return err
		}
		s.add(d)
	}
	if o.NNAPI != nil {
		s.options.SetUseNNAPI(true)
	}
	count := NewCounter()
	if !since(l.Version, 2, 11) {
		count.Old()
	}
	s.add(count)
	if s.interpreter = tflite.NewInterpreter(s.model, s.options); s.interpreter == nil {
		return s.fails("the library makes no interpreter of the model")
	}
	if s.interpreter.AllocateTensors() != tflite.OK {
		return s.fails("the library cannot prepare the model")
	}
	n := count.Read()
	s.Own, s.Pieces, s.Taken = n.Own, n.Pieces, n.Taken
	if o.NNAPI != nil && n.NNAPI == 0 {
		return fmt.Errorf("%s runs none of the model's operators", o.NNAPI.Path)
	}
	return s.tensors()
}

func (s *Session) add(d delegates.Delegater) {
	s.options.AddDelegate(d)
	s.delegates = append(s.delegates, d)
}

func (s *Session) tensors() error {
	for i := range s.interpreter.GetInputTensorCount() {
		s.Inputs = append(s.Inputs, view(s.interpreter.GetInputTensor(i)))
	}
	for i := range s.interpreter.GetOutputTensorCount() {
		s.Outputs = append(s.Outputs, view(s.interpreter.GetOutputTensor(i)))
	}
	for _, t := range append(s.Inputs, s.Outputs...) {
		if t.Data == nil && size(t.Shape) > 0 {
			return fmt.Errorf("tensor %q has no place before the model runs: its shape depends on values", t.Name)
		}
	}
	return nil
}

func size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func view(t *tflite.Tensor) Tensor {
	v := Tensor{Name: t.Name(), Shape: t.Shape()}
	if p := t.Data(); p != nil {
		v.Data = unsafe.Slice((*byte)(p), t.ByteSize())
	}
	return v
}

// Invoke runs the model once on what is in the inputs' Data. The error is what the library
// said.
func (s *Session) Invoke() error {
	s.said = s.said[:0]
	if s.interpreter.Invoke() != tflite.OK {
		return s.fails("the library failed")
	}
	return s.sameSizes()
}

// sameSizes finds outputs anew, which may have moved, and refuses other sizes than before:
// whoever reads them has room for those.
func (s *Session) sameSizes() error {
	for i := range s.Outputs {
		now := view(s.interpreter.GetOutputTensor(i))
		if len(now.Data) != len(s.Outputs[i].Data) {
			return fmt.Errorf("the library changed output %d from %d to %d bytes", i, len(s.Outputs[i].Data), len(now.Data))
		}
		s.Outputs[i].Data = now.Data
	}
	return nil
}

// Reset sets variable tensors to zero.
func (s *Session) Reset() error {
	if err := opened.lib.Has("state"); err != nil {
		return err
	}
	if s.interpreter.ResetVariableTensors() != tflite.OK {
		return s.fails("the library failed to reset the model")
	}
	return nil
}

// fails is an error with what the library said about it.
func (s *Session) fails(what string) error {
	if len(s.said) == 0 {
		return errors.New(what)
	}
	return fmt.Errorf("%s: %s", what, strings.Join(s.said, "; "))
}

// Close frees everything. Delegates go after the interpreter that uses them.
func (s *Session) Close() {
	if s.interpreter != nil {
		s.interpreter.Delete()
	}
	for _, d := range s.delegates {
		d.Delete()
	}
	if s.options != nil {
		s.options.Delete()
	}
	if s.model != nil {
		s.model.Delete()
	}
	*s = Session{}
}
