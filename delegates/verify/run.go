package verify

import (
	"context"
	"fmt"
	"time"

	"edged/delegates"
	"edged/internal/measure"
	"edged/models/graph"
)

// Report is what became of a comparison on several inputs.
type Report struct {
	Runs    int           // inputs both engines answered
	Worst   Figures       // over all of them
	Failed  error         // the first answer that was outside the tolerance; nil: none was
	First   int           // number of the input of that answer; -1: none
	Latency time.Duration // median of the engine's invocations
}

// ReferenceError is an error of the reference engine: it says nothing about the other one.
type ReferenceError struct{ Err error }

// Error returns the reference engine's error.
func (e *ReferenceError) Error() string { return "reference: " + e.Err.Error() }

// Unwrap returns the reference engine's error.
func (e *ReferenceError) Unwrap() error { return e.Err }

// Run asks both engines for the answers to all inputs and compares them; agree may be nil.
// Sessions that keep state are reset before each input. Answers that cannot be compared are
// outside the tolerance. The error is that of an engine which failed, a *ReferenceError if
// the reference did; the report says what was before it.
func Run(ctx context.Context, engine, ref delegates.Session, inputs [][]graph.Tensor, tol Tolerance, agree Agree) (Report, error) {
	r := Report{Worst: Same(), First: -1}
	sig := ref.Signature()
	got, want := make([]graph.Tensor, len(engine.Signature().Outputs)), make([]graph.Tensor, len(sig.Outputs))
	var times []float64
	for i, in := range inputs {
		if _, err := invoke(ctx, ref, in, want); err != nil {
			return r, &ReferenceError{fmt.Errorf("input %d: %w", i, err)}
		}
		took, err := invoke(ctx, engine, in, got)
		if err != nil {
			return r, fmt.Errorf("input %d: %w", i, err)
		}
		times = append(times, float64(took))
		r.Runs++
		r.Latency = time.Duration(measure.Percentile(times, 0.5))
		Describe(want, sig.Outputs)
		r.compare(i, got, want, tol, agree)
	}
	return r, nil
}

func (r *Report) compare(i int, got, want []graph.Tensor, tol Tolerance, agree Agree) {
	f, err := Compare(got, want, agree)
	if err == nil {
		r.Worst = Worse(r.Worst, f)
		err = tol.Check(f)
	}
	if err != nil && r.Failed == nil {
		r.Failed, r.First = fmt.Errorf("input %d: %w", i, err), i
	}
}

// invoke runs a session from zero state.
func invoke(ctx context.Context, s delegates.Session, in, out []graph.Tensor) (time.Duration, error) {
	delegates.Reset(s)
	start := time.Now()
	err := s.Invoke(ctx, in, out)
	return time.Since(start), err
}

// Describe gives outputs the names and quantization of the signature where they have none.
func Describe(out, sig []graph.Tensor) {
	for i := range out {
		if out[i].Name == "" {
			out[i].Name = sig[i].Name
		}
		if out[i].Quant == nil {
			out[i].Quant = sig[i].Quant
		}
	}
}
