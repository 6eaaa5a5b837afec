package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the command line: a field for each subcommand, which stands in a file of
// its own.
type commands struct {
	Version kong.VersionFlag `help:"Print the version."`

	Run     runCmd     `cmd:"" help:"Run the daemon."`
	Demo    demoCmd    `cmd:"" help:"Run the daemon, send it requests and print the answers."`
	Infer   inferCmd   `cmd:"" help:"Run a model once on pictures, texts or tensors."`
	Bench   benchCmd   `cmd:"" help:"Measure a model's latency, by operator."`
	Verify  verifyCmd  `cmd:"" help:"Compare an engine's answers with the reference engine's."`
	Inspect inspectCmd `cmd:"" help:"Show a model's graph, tensors, quantization, memory and labels."`
	Devices devicesCmd `cmd:"" help:"List the engines and what they run on."`
	Model   modelCmd   `cmd:"" help:"Models of the daemon."`
}

// streams are where a command writes.
type streams struct {
	out, err io.Writer
}

// usageError is an error in how the program was called.
type usageError struct{ error }

// run parses the arguments, runs the command and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := -1
	parser, err := kong.New(&commands{},
		kong.Name("edged"),
		kong.Description("Runs int8 vision and language models and answers over MQTT."),
		kong.Vars{"version": version},
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { code = c }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(streams{stdout, stderr}),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return fail(stderr, err, exitFailed)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if code >= 0 { // --help has printed itself
		return code
	}
	if err != nil {
		return fail(stderr, err, exitUsage)
	}
	if err := k.Run(); err != nil {
		var usage usageError
		if errors.As(err, &usage) {
			return fail(stderr, err, exitUsage)
		}
		return fail(stderr, err, exitFailed)
	}
	return exitDone
}

func fail(w io.Writer, err error, code int) int {
	fmt.Fprintf(w, "edged: %v\n", err)
	return code
}
