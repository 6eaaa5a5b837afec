package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"edged/daemon/model"
	"edged/delegates"
	"edged/delegates/all"
	"edged/delegates/reference"
	"edged/delegates/verify"
	"edged/delegates/worker"
	"edged/models/graph"
	"edged/models/task"
)

// verifyCmd compares an engine's answers with the reference engine's.
type verifyCmd struct {
	Model     string   `arg:"" help:"A .tflite file, or the name of a shipped model."`
	Inputs    []string `arg:"" optional:"" name:"input" help:"Pictures, texts, .npy files, or one directory of .npy inputs. Default: inputs are drawn."`
	JSON      bool     `name:"json" help:"One JSON object per engine."`
	Drawn     int      `default:"12" help:"How many inputs are drawn where none are given."`
	Seed      uint64   `default:"1" help:"What the inputs are drawn from."`
	Operators bool     `default:"true" negatable:"" help:"Compare operator by operator, too."`
	Exact     bool     `help:"Every output must be equal."`
	LSB       float64  `name:"lsb" help:"Largest difference of quantized outputs, in steps. This and the next three replace what is usual for the engine; 0 leaves it."`
	Relative  float64  `help:"Largest difference of real outputs, relative to the largest magnitude."`
	SQNR      float64  `name:"sqnr" help:"Least signal to noise ratio, dB."`
	Agreement float64  `help:"Least share of the task's answer that is the same, up to 1."`

	engineFlags `embed:""`
}

// verification is what edged verify --json prints.
type verification struct {
	Model     string           `json:"model"`
	Task      task.Kind        `json:"task"`
	Engine    string           `json:"engine"`
	Kernels   string           `json:"kernels"` // of the reference
	Inputs    int              `json:"inputs"`
	Passed    bool             `json:"passed"`
	Failed    string           `json:"failed,omitempty"` // the first figure outside the tolerance
	Tolerance verify.Tolerance `json:"tolerance"`
	Figures   verify.Figures   `json:"figures"`
	Latency   float64          `json:"latency_ms"` // median
	Delegated *delegated       `json:"delegated,omitempty"`
	Compared  int              `json:"operators_compared,omitempty"`
	Operator  *verify.Operator `json:"operator,omitempty"` // the first that leaves the tolerance
	Unseen    string           `json:"operators_unseen,omitempty"`
}

func (c *verifyCmd) Run(ctx context.Context, s streams) error {
	if c.Threads < 1 || c.Drawn < 1 {
		return usageError{errors.New("--threads and --drawn want at least 1")}
	}
	engines, err := c.engines(ctx)
	if err != nil {
		return err
	}
	m, err := openModel(c.Model)
	if err != nil {
		return err
	}
	var outside error
	for _, e := range engines {
		v, err := c.verify(ctx, s, m, e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Name(), err)
		}
		if err := c.print(s, v); err != nil {
			return err
		}
		if !v.Passed && outside == nil {
			outside = fmt.Errorf("%s on %s is outside its tolerance: %s", v.Model, v.Engine, v.Failed)
		}
	}
	return outside
}

// engines are the one that is named, or all that are here but the reference.
func (c *verifyCmd) engines(ctx context.Context) ([]delegates.Engine, error) {
	if c.Engine != "auto" {
		return c.engine()
	}
	var list []delegates.Engine
	for _, e := range all.Engines(c.native()) {
		if w, ok := e.(worker.Engine); ok {
			if state, _ := native(ctx, w); state == loaded {
				list = append(list, e)
			}
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no engine but the reference is here: there is nothing to compare; edged devices says why")
	}
	return list, nil
}

// verify compares one engine.
func (c *verifyCmd) verify(ctx context.Context, s streams, m *opened, e delegates.Engine) (verification, error) {
	v := verification{Model: m.name, Engine: e.Name(), Kernels: c.kernels(m, e)}
	opts := delegates.Options{Threads: c.Threads, Kernels: v.Kernels}
	kept := &keeping{Engine: reference.New()}
	m.YAML.Engines = nil // what serves is not asked here
	ref, err := m.loadAny(ctx, kept, opts)
	if err != nil {
		return v, err
	}
	defer ref.Session.Close()
	v.Task = m.Kind
	inputs, err := c.inputs(ctx, m, ref, kept)
	if err != nil {
		return v, err
	}
	sess, err := e.Load(ctx, delegates.Model{Name: m.Name, Graph: m.Graph, File: m.File, Release: m.Release}, opts)
	if err != nil {
		return v, err
	}
	defer sess.Close()
	v.Tolerance = c.tolerance(e.Name(), v.Kernels, string(m.Kind))
	r, err := compareAll(ctx, s, sess, ref, inputs, v.Tolerance)
	if err != nil {
		return v, err
	}
	v.Inputs, v.Figures, v.Passed, v.Latency = r.Runs, r.Worst, r.Failed == nil, float64(r.Latency.Microseconds())/1e3
	if r.Failed != nil {
		v.Failed = r.Failed.Error()
	}
	v.Delegated = delegatedOf(sess)
	if c.Operators {
		c.trace(ctx, s, m, e, &v, inputs[max(r.First, 0)])
	}
	return v, nil
}

// kernels is the reference's kernel set: the one asked for, the model's, or the engine's.
func (c *verifyCmd) kernels(m *opened, e delegates.Engine) string {
	switch {
	case c.Kernels != "":
		return c.Kernels
	case m.YAML.Kernels != "":
		return m.YAML.Kernels
	}
	return verify.Kernels(e.Name())
}

// tolerance is the engine's, with what the call says.
func (c *verifyCmd) tolerance(engine, kernels, kind string) verify.Tolerance {
	t := verify.Default(engine, kernels, kind)
	t.Exact = t.Exact || c.Exact
	for _, o := range []struct {
		to   *float64
		from float64
	}{{&t.LSB, c.LSB}, {&t.Relative, c.Relative}, {&t.SQNR, c.SQNR}, {&t.Agreement, c.Agreement}} {
		if o.from > 0 {
			*o.to = o.from
		}
	}
	return t
}

// compareAll runs both engines on all inputs, with a bar on a terminal.
func compareAll(ctx context.Context, s streams, sess delegates.Session, ref *model.Loaded, inputs [][]graph.Tensor, tol verify.Tolerance) (verify.Report, error) {
	var agree verify.Agree
	if a, ok := ref.Runner.(task.Agreer); ok {
		agree = a.Agree
	}
	bar := progress(s, len(inputs), "comparing")
	defer bar.Finish()
	return verify.Run(ctx, counted{sess, bar.Add}, ref.Session, inputs, tol, agree)
}

// counted tells of each invocation.
type counted struct {
	delegates.Session
	add func(int) error
}

// Invoke implements delegates.Session.
func (c counted) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	defer c.add(1)
	return c.Session.Invoke(ctx, in, out)
}

// Reset implements delegates.Resetter where the session does.
func (c counted) Reset() { delegates.Reset(c.Session) }

// trace looks for the operator that differs, on one set of inputs.
func (c *verifyCmd) trace(ctx context.Context, s streams, m *opened, e delegates.Engine, v *verification, in []graph.Tensor) {
	bar := progress(s, 1, "operators")
	defer bar.Finish()
	t := verify.Tracer{
		Engine: e, Reference: reference.New(), Model: delegates.Model{Name: m.Name, Graph: m.Graph},
		Options: delegates.Options{Threads: c.Threads}, Kernels: v.Kernels,
		Tolerance: c.tolerance(e.Name(), v.Kernels, string(task.Raw)),
		Progress:  func(done, total int) { bar.ChangeMax(total); bar.Set(done) },
	}
	ctx, cancel := context.WithTimeout(ctx, tracing)
	defer cancel()
	tr, err := t.Run(ctx, in)
	if tr != nil {
		v.Compared, v.Operator = len(tr.Operators), tr.First
	}
	if err != nil {
		v.Unseen = err.Error()
	}
}

// tracing bounds the comparison of operators.
const tracing = 10 * time.Minute

func (c *verifyCmd) print(s streams, v verification) error {
	if c.JSON {
		return printJSON(s, []verification{v})
	}
	verdict := "within"
	if !v.Passed {
		verdict = "outside"
	}
	fmt.Fprintf(s.out, "%s on %s beside the reference (kernels %s), %d inputs: %s the tolerance (%v)\n", v.Model, v.Engine, v.Kernels, v.Inputs, verdict, v.Tolerance)
	fmt.Fprintf(s.out, "  worst     %v\n", v.Figures)
	if d := v.Delegated; d != nil {
		fmt.Fprintf(s.out, "  ran       %d piece(s) on delegates, %d operator(s) on the library's own kernels, %.3f ms\n", d.Pieces, d.Own, v.Latency)
	}
	if v.Compared > 0 {
		fmt.Fprintf(s.out, "  operators %d compared: %s\n", v.Compared, operatorText(v.Operator))
	}
	if v.Unseen != "" {
		fmt.Fprintf(s.out, "  operators not all compared: %s\n", v.Unseen)
	}
	return nil
}

// operatorText says what became of the first operator that differs.
func operatorText(o *verify.Operator) string {
	if o == nil {
		return "none leaves the tolerance"
	}
	text := fmt.Sprintf("operator %d, %s, is the first outside the tolerance: %v", o.Index, o.Name, o.Figures)
	switch {
	case o.Alone == nil:
		return text
	case o.Wrong:
		return text + fmt.Sprintf("; it is wrong alone, too: %v", *o.Alone)
	}
	return text + fmt.Sprintf("; alone it is right (%v): rounding adds up", *o.Alone)
}
