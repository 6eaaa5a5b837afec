// Bench measures edged beside what else a user might take, and prints ratios from one
// run: the reference engine beside LiteRT, the daemon beside a Python script with paho and
// LiteRT that does the same job.
//
//	go run ./bench [-only SECTION] [-runs N] [-requests N] [-inputs N] [-models PART] [-edged FILE] [-worker FILE]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"edged/delegates/worker"
	"edged/internal/testkit"
)

// options of a run.
type options struct {
	out      io.Writer
	runs     int    // measured invocations of a model
	requests int    // measured requests to a daemon
	inputs   int    // drawn to compare engines on
	models   string // part of the paths of models to compare engines on
	edged    string // the program
	worker   string // edged-worker
	python   string
	data     string // the shared data folder
	dir      string // for files of the run
}

// sections are what can be measured, in order.
var sections = []struct {
	name string
	run  func(context.Context, *options) error
}{
	{"engine", benchEngine},
	{"arena", benchArena},
	{"daemon", benchDaemon},
	{"start", benchStart},
	{"memory", benchMemory},
	{"worker", benchWorker},
	{"verify", benchVerify},
}

func main() {
	o := options{out: os.Stdout, python: testkit.Python(), data: testkit.DataDir()}
	only := flag.String("only", "", "one section: "+strings.Join(sectionNames(), ", "))
	flag.IntVar(&o.runs, "runs", 20, "measured invocations of a model")
	flag.IntVar(&o.requests, "requests", 2000, "measured requests to a daemon")
	flag.IntVar(&o.inputs, "inputs", 12, "drawn inputs to compare engines on")
	flag.StringVar(&o.models, "models", "", "part of the paths of the models to compare engines on")
	flag.StringVar(&o.edged, "edged", filepath.Join("bin", "edged"), "the program to measure")
	flag.StringVar(&o.worker, "worker", filepath.Join("bin", worker.Program), "the worker to measure")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if err := run(ctx, o, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, only string) error {
	dir, err := os.MkdirTemp("", "edged-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	o.dir = dir
	for _, s := range sections {
		if only != "" && only != s.name {
			continue
		}
		if err := s.run(ctx, &o); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if only != "" && !slices.Contains(sectionNames(), only) {
		return fmt.Errorf("no section %q; there are %s", only, strings.Join(sectionNames(), ", "))
	}
	return nil
}

func sectionNames() (names []string) {
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

// script returns the path of a Python program beside this one.
func script(name string) string { return filepath.Join(testkit.Root(), "bench", name) }
