package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"

	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/internal/cpu"
	"edged/internal/kernel"
	"edged/internal/measure"
	"edged/models/graph"
)

// benchCmd measures a model's latency.
type benchCmd struct {
	Model string `arg:"" help:"A .tflite file, or the name of a shipped model."`
	Runs  int    `default:"50" help:"Measured invocations, after three more to warm up."`
	JSON  bool   `name:"json" help:"One JSON object."`

	engineFlags `embed:""`
}

// benchReport is what edged bench --json prints.
type benchReport struct {
	Model     string      `json:"model"`
	Engine    string      `json:"engine"`
	Kernels   string      `json:"kernels,omitempty"`
	Threads   int         `json:"threads"`
	Runs      int         `json:"runs"`
	Latency   latency     `json:"latency_ms"`
	Delegated *delegated  `json:"delegated,omitempty"`
	Peak      float64     `json:"peak_gmacs,omitempty"`
	PeakF32   float64     `json:"peak_f32_gmacs,omitempty"`
	Operators []operators `json:"operators"`
	Arena     int64       `json:"arena_bytes"`
	RSS       int64       `json:"rss_bytes"`
}

// delegated says who runs a model's operators.
type delegated struct {
	Own    int `json:"own_operators"`
	Pieces int `json:"delegated_pieces"`
	Taken  int `json:"delegated_operators,omitempty"` // in those pieces; 0: not known
}

// delegatedOf asks a session; nil: nothing in it delegates.
func delegatedOf(s delegates.Session) *delegated {
	d, ok := s.(delegates.Delegated)
	if !ok {
		return nil
	}
	out := &delegated{}
	out.Own, out.Pieces = d.Delegated()
	if c, ok := s.(delegates.Counted); ok {
		out.Taken = c.Taken()
	}
	return out
}

// latency holds percentiles in milliseconds.
type latency struct {
	Min float64 `json:"min"`
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

// operators sums up the operators of one name: how many there are, the milliseconds all
// of them take in one invocation, their multiply-accumulates per second in 1e9, and what
// share that is of the peak for their type.
type operators struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Ms    float64 `json:"ms"`
	GMACs float64 `json:"gmacs"`
	Share float64 `json:"of_peak,omitempty"`
}

func (c *benchCmd) Run(ctx context.Context, s streams) error {
	if c.Runs < 1 || c.Threads < 1 {
		return usageError{errors.New("--runs and --threads want at least 1")}
	}
	m, err := openModel(c.Model)
	if err != nil {
		return err
	}
	e, sess, err := m.load(ctx, c.engineFlags)
	if err != nil {
		return err
	}
	defer sess.Close()
	r := benchReport{Model: m.name, Engine: e, Kernels: place.Kernels(sess), Threads: c.Threads, Runs: c.Runs}
	if e == (reference.Engine{}).Name() {
		r.Peak = kernel.Peak(cpu.Host()) * float64(c.Threads)
		r.PeakF32 = kernel.PeakF32(cpu.Host()) * float64(c.Threads)
	}
	r.Delegated = delegatedOf(sess)
	if err := c.measure(ctx, s, sess, &r); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, []benchReport{r})
	}
	return r.print(s)
}

// measure fills in the report: first the latencies, then with profiling the operators.
func (c *benchCmd) measure(ctx context.Context, s streams, sess delegates.Session, r *benchReport) error {
	sig := sess.Signature()
	in, out := delegates.RandomInputs(sig), make([]graph.Tensor, len(sig.Outputs))
	var times []float64
	bar := progress(s, c.Runs, "running")
	for i := range c.Runs + 3 {
		start := time.Now()
		if err := sess.Invoke(ctx, in, out); err != nil {
			return err
		}
		if i >= 3 {
			times = append(times, float64(time.Since(start).Nanoseconds())/1e6)
			bar.Add(1)
		}
	}
	bar.Finish()
	r.Latency = latency{Min: slices.Min(times), P50: measure.Percentile(times, 0.50), P99: measure.Percentile(times, 0.99)}
	r.RSS, _ = measure.Memory(os.Getpid(), "VmRSS") // 0 where the system does not say
	p, ok := sess.(delegates.Profiler)
	if !ok {
		return nil
	}
	r.Arena = p.ArenaBytes()
	p.Profile(true)
	for range min(c.Runs, 10) {
		if err := sess.Invoke(ctx, in, out); err != nil {
			return err
		}
	}
	r.Operators = r.sumOperators(p.Operators())
	p.Profile(false)
	return nil
}

// sumOperators adds up operators of the same name, the costliest first.
func (r *benchReport) sumOperators(list []delegates.OpTime) []operators {
	sums := map[string]*operators{}
	for _, o := range list {
		sum := sums[o.Name]
		if sum == nil {
			sum = &operators{Name: o.Name}
			sums[o.Name] = sum
		}
		sum.Count++
		sum.Ms += float64(o.Nanoseconds) / float64(max(1, o.Invocations)) / 1e6
		sum.GMACs += float64(o.MACs) // divided by the time below
		peak := r.Peak
		if o.Float {
			peak = r.PeakF32
		}
		if peak > 0 {
			sum.Share += float64(o.MACs) / peak // as is this
		}
	}
	var out []operators
	for _, sum := range sums {
		if sum.Ms > 0 {
			sum.GMACs, sum.Share = sum.GMACs/sum.Ms/1e6, sum.Share/sum.Ms/1e6
		}
		out = append(out, *sum)
	}
	slices.SortFunc(out, func(a, b operators) int {
		return cmp.Or(cmp.Compare(b.Ms, a.Ms), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (r *benchReport) print(s streams) error {
	fmt.Fprintf(s.out, "%s on %s", r.Model, r.Engine)
	if r.Kernels != "" {
		fmt.Fprintf(s.out, " (kernels %s)", r.Kernels)
	}
	fmt.Fprintf(s.out, ", %d thread(s), %d runs\n", r.Threads, r.Runs)
	fmt.Fprintf(s.out, "latency  min %.3f ms  p50 %.3f ms  p99 %.3f ms\n", r.Latency.Min, r.Latency.P50, r.Latency.P99)
	if r.Delegated != nil {
		fmt.Fprintf(s.out, "on delegates: %d operator(s) in %d piece(s); on the CPU otherwise: %d operator(s)\n", r.Delegated.Taken, r.Delegated.Pieces, r.Delegated.Own)
	}
	if len(r.Operators) == 0 {
		return nil
	}
	fmt.Fprintf(s.out, "memory   arena %s  resident %s\n\n", bytesText(r.Arena), bytesText(r.RSS))
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "OPERATOR\tCOUNT\tMS\tGMAC/S\tOF PEAK\t")
	for _, o := range r.Operators {
		share := "-"
		if o.Share > 0 {
			share = fmt.Sprintf("%.0f%%", 100*o.Share)
		}
		fmt.Fprintf(w, "%s\t%d\t%.4f\t%.2f\t%s\t\n", o.Name, o.Count, o.Ms, o.GMACs, share)
	}
	if r.Peak > 0 {
		fmt.Fprintf(w, "\npeak of products in registers: int8 %.1f GMAC/s, float32 %.1f GMAC/s\n", r.Peak, r.PeakF32)
	}
	return w.Flush()
}

// progress is a bar on a terminal and nothing elsewhere.
func progress(s streams, steps int, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(s.err),
		progressbar.OptionSetVisibility(isTerminal(s.err)),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
	)
}
