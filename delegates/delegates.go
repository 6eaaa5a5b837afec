// Package delegates says what an engine is: something that takes a graph and runs it.
// The engines themselves are the packages below it; all of them are listed in
// delegates/all.
package delegates

import (
	"context"
	"errors"

	"edged/models/graph"
)

// Engine runs models of one kind of hardware or library.
type Engine interface {
	// Name is what --engine takes: reference, xnnpack, gpu and so on.
	Name() string
	// Supports returns nil, or an error naming the first operator the engine lacks and why.
	Supports(*graph.Graph) error
	// Load prepares a model to run. The session keeps the model's graph and never changes it.
	Load(context.Context, Model, Options) (Session, error)
}

// Session is a loaded model. It takes one caller at a time; the pool sees to that.
type Session interface {
	// Signature describes inputs and outputs in the order Invoke takes them.
	Signature() graph.Signature
	// Invoke runs the model once. Every in[i].Data must hold exactly the bytes that its type
	// and shape ask for. The shape is the signature's, unless in[i].Shape differs from that
	// along dimensions alone for which the input's Signature has -1: then it is in[i].Shape,
	// where the engine can (the others refuse the size of the data). Strings are in TFLite's
	// layout; no data at all stands for empty ones. Each out[i] gets its type and shape,
	// which is the actual one where it depends on inputs, and its Data, which is reused where
	// its capacity is enough. in and out have the lengths of the signature. The error names
	// the operator that failed. A model that never ends ends with the context.
	Invoke(ctx context.Context, in, out []graph.Tensor) error
	// Close frees what the session holds. It may not be used afterwards.
	Close() error
}

// Model is what an engine loads: the decoded graph, and the file it came from for
// engines that read files themselves.
type Model struct {
	Name  string
	Graph *graph.Graph
	File  []byte
	// Release takes parts of File that were read and may not be needed for a while: where
	// File is a mapping, it can leave memory. nil: nobody wants to know.
	Release func([]byte)
}

// Options of loading. The zero value is right for most.
type Options struct {
	Threads   int    // at most that many cores; 0: 1
	Arena     int64  // budget in bytes for intermediate tensors, strings and state; 0: 1 GiB
	Signature string // key of the signature to run; empty: the first subgraph as it is
	KeepAll   bool   // keep every intermediate tensor, so that a Tapper shows all
	Kernels   string // TFLite kernel set to equal, for engines that are Exact: ref, xnnpack; empty: ref
}

// Tapper is a Session that can show every tensor an operator writes.
type Tapper interface {
	// Tap calls f after each operator with its index and outputs; nil ends it. The
	// tensors are valid during the call only.
	Tap(f func(op int, name string, outputs []graph.Tensor))
}

// Resetter is a Session whose model keeps state between invocations.
type Resetter interface {
	// Reset sets every variable tensor to zero and makes the model forget its resource
	// variables and tables, so that it is as it was when it was loaded.
	Reset()
}

// Reset makes a session forget its state, where it keeps any.
func Reset(s Session) {
	if r, ok := s.(Resetter); ok {
		r.Reset()
	}
}

// Signer is a Session of a model that may have several signatures, to prefill and to
// decode for example.
type Signer interface {
	// Use returns a session for the signature with that key, or the first subgraph as it is
	// for an empty one. Sessions of one Load share state, weights and memory, and together
	// take one caller at a time; each is closed for itself.
	Use(key string) (Session, error)
}

// Profiler is a Session that can time its operators.
type Profiler interface {
	// Profile starts (from zero) or stops timing.
	Profile(on bool)
	// Operators returns what was timed, in the order the operators run.
	Operators() []OpTime
	// ArenaBytes is the size of the memory for intermediate tensors.
	ArenaBytes() int64
}

// Delegated is a Session on a library with delegates.
type Delegated interface {
	// Delegated returns how many operators the library's own kernels run, and how many
	// pieces delegates took, each one operator or more.
	Delegated() (own, pieces int)
}

// Mender is a Session on something that may end by itself and is then replaced in the
// background.
type Mender interface {
	// Ready reports whether Invoke would run at once; it does not while what ended is being
	// replaced. It may be called at any time, also during Invoke. Invoke itself waits for the
	// replacement as long as its context lets it.
	Ready() bool
}

// ErrEngineDied is in the error of an Invoke during which the engine ended, did not answer
// before the context ended, or answered nonsense: the request may be the reason.
var ErrEngineDied = errors.New("the engine died")

// ErrNotReady is in the error of an Invoke that found no engine: what had ended before could
// not be replaced, or not soon enough. The request reached nobody.
var ErrNotReady = errors.New("the engine is not ready")

// Counted is a Session on a library with delegates that were looked into.
type Counted interface {
	// Taken returns how many operators are in the pieces that delegates took; 0: nobody
	// knows.
	Taken() int
}

// OpTime is the time one operator took over all profiled invocations.
type OpTime struct {
	Name        string // of the operator
	Output      string // name of its first output
	Invocations int
	Nanoseconds int64
	MACs        int64 // multiply-accumulates of one invocation; 0: not a matrix operator
	Float       bool  // they are of float32
}

// Exact is a Session whose integer outputs equal, byte for byte, those of a named TFLite
// kernel set.
type Exact interface {
	// Kernels names the set: ref or xnnpack.
	Kernels() string
}
