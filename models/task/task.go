// Package task turns media into a model's inputs and its outputs into answers: what is
// in a picture, where, what a sentence says. A task knows no engine; it runs whatever
// Invoker it is given.
package task

import (
	"context"
	"time"

	"edged/models/graph"
)

// Kind names a task in configurations, results and on the command line.
type Kind string

// The tasks.
const (
	Classify  Kind = "classify"  // a picture: what is in it
	Detect    Kind = "detect"    // a picture: what is in it and where
	Segment   Kind = "segment"   // a picture: which class each pixel shows
	TextClass Kind = "textclass" // a text: which class it belongs to
	Raw       Kind = "tensor"    // tensors in, tensors out
)

// Task makes runners for one kind of work.
type Task interface {
	Kind() Kind
	// Bind checks that the model can do the task, with everything that can be checked
	// before the first request, and returns what runs it. The error says what does not fit.
	Bind(Bundle) (Runner, error)
}

// Runner answers requests with one loaded model, one at a time.
type Runner interface {
	// Run answers one request. An error in what the request brought is a *InputError.
	Run(context.Context, Payload) (Result, error)
}

// Invoker is a loaded model. delegates.Session is one.
type Invoker interface {
	Signature() graph.Signature
	Invoke(ctx context.Context, in, out []graph.Tensor) error
}

// Bundle is everything a runner is made of.
type Bundle struct {
	Model   string // its name, for messages
	Graph   *graph.Graph
	Invoker Invoker
	Config  Config
}

// Config is what a model's YAML file may say about its task. What it says wins over the
// model's metadata; zero values leave the choice to the metadata, then to the task's
// default.
type Config struct {
	Labels    []string  // one a class, by index; from the labels file beside the YAML
	Mean      []float32 // one, or one a channel: input = (pixel - Mean) / Std
	Std       []float32
	Top       int     // how many classes or objects an answer lists at most
	Threshold float32 // the least score that is listed; below 0: list everything
	MaxPixels int     // of a picture that is decoded; 0: image.DefaultMaxPixels
	// Vocabulary is a file of tokens, one a line with or without ids, for text models
	// whose metadata has none.
	Vocabulary []byte
}

// Payload is what a request brings: a medium, or tensors.
type Payload struct {
	// Media is a JPEG, PNG, BMP or GIF picture, UTF-8 text, or a .npy tensor for the
	// model's only input; the task knows which by looking. nil: Tensors holds the inputs.
	Media []byte
	// Tensors are named like the signature's inputs; a single one may have no name.
	Tensors []graph.Tensor
}

// Result is an answer. Which of the fields are set depends on Kind.
type Result struct {
	Kind    Kind     `json:"task"`
	Classes []Class  `json:"classes,omitempty"` // best first
	Objects []Object `json:"objects,omitempty"` // best first
	Mask    *Mask    `json:"mask,omitempty"`

	// Outputs are the model's own outputs. They belong to the caller.
	Outputs []graph.Tensor `json:"-"`
	Timing  Timing         `json:"-"`
}

// Class is one class with its score, from 0 to 1 where the model gives probabilities.
type Class struct {
	Index int     `json:"index"`
	Label string  `json:"label,omitempty"`
	Score float32 `json:"score"`
}

// Object is a detected object. Its box is in pixels of the picture as a viewer shows it
// (EXIF orientation applied), from the top left corner.
type Object struct {
	Class
	X      float32 `json:"x"`
	Y      float32 `json:"y"`
	Width  float32 `json:"width"`
	Height float32 `json:"height"`
}

// Mask gives each pixel of a picture its class. Pixels are rows of class indices, width
// by height, at the model's own resolution.
type Mask struct {
	Width   int         `json:"width"`
	Height  int         `json:"height"`
	Pixels  []uint8     `json:"-"`
	Classes []MaskClass `json:"classes"` // those present, most pixels first
}

// MaskClass is one class of a mask and the share of pixels it covers, 0 to 1.
type MaskClass struct {
	Index int     `json:"index"`
	Label string  `json:"label,omitempty"`
	Share float32 `json:"share"`
}

// Timing is where a request's time went.
type Timing struct {
	Preprocess, Invoke, Postprocess time.Duration
}

// InputError says what is wrong with what a request brought.
type InputError struct{ Err error }

// Error returns the reason.
func (e *InputError) Error() string { return e.Err.Error() }

// Unwrap returns the reason as an error.
func (e *InputError) Unwrap() error { return e.Err }
