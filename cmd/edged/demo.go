package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"edged/daemon"
	"edged/daemon/client"
	"edged/daemon/config"
	"edged/daemon/proto"
	"edged/models/task"
	"edged/models/zoo"
)

// demoCmd runs the daemon and a client of it.
type demoCmd struct {
	JSON    bool `name:"json" help:"One JSON object per answer."`
	Verbose bool `short:"v" help:"Show the daemon's log."`
}

// demoAnswer is one line of edged demo. Ms is the whole way: to the broker, to the daemon,
// through the model and back.
type demoAnswer struct {
	Model  string  `json:"model"`
	Sample string  `json:"sample"`
	Answer string  `json:"answer"`
	Score  float32 `json:"score"`
	Ms     float64 `json:"ms"`
	Invoke float64 `json:"invoke_ms"`
}

const demoDevice = "demo"

// demoTime bounds the demo: it is a matter of seconds.
const demoTime = time.Minute

func (c *demoCmd) Run(ctx context.Context, s streams) error {
	ctx, cancel := context.WithTimeout(ctx, demoTime)
	defer cancel()
	start := time.Now()
	dir, err := os.MkdirTemp("", "edged-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	conf, err := config.Parse("demo", fmt.Appendf(nil,
		"device: %s\nstate_dir: %s\nbroker: {listen: 127.0.0.1:0}\nhttp: {listen: 127.0.0.1:0}\n", demoDevice, dir))
	if err != nil {
		return err
	}
	ready, ended := make(chan *daemon.Daemon, 1), make(chan error, 1)
	running, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		ended <- daemon.Run(running, daemon.Options{
			Config: conf, Engines: engines, Shipped: zoo.Flat(), Version: version,
			Log: c.log(s.err), OnReady: func(d *daemon.Daemon) { ready <- d },
		}, nil)
	}()
	select {
	case err := <-ended:
		return err
	case d := <-ready:
		if !c.JSON {
			fmt.Fprintf(s.out, "edged runs. Broker: %s  Metrics and health: http://%s/metrics\n\n", d.BrokerURL(), d.HTTPAddr())
		}
		err := c.ask(ctx, s, d.BrokerURL(), start)
		stop()
		return errors.Join(err, <-ended)
	}
}

func (c *demoCmd) log(w io.Writer) *slog.Logger {
	if !c.Verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// ask sends every sample of every shipped model through the broker, one after the other.
func (c *demoCmd) ask(ctx context.Context, s streams, broker string, start time.Time) error {
	models, err := zoo.Models()
	if err != nil {
		return err
	}
	q, err := client.Connect(broker, demoDevice, "edged-demo-client")
	if err != nil {
		return err
	}
	defer q.Close()
	if err := q.Online(ctx); err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if !c.JSON {
		fmt.Fprintln(w, "MODEL\tSAMPLE\tANSWER\tSCORE\tMS\tOF THEM IN THE MODEL")
	}
	first, count := time.Duration(0), 0
	for _, m := range models {
		for _, sample := range m.Samples {
			count++
			a, err := askSample(ctx, q, m.Name, sample, strconv.Itoa(count))
			if err != nil {
				return fmt.Errorf("model %s, sample %s: %w", m.Name, sample.Name, err)
			}
			if first == 0 {
				first = time.Since(start)
			}
			if c.JSON {
				err = printJSON(s, []demoAnswer{a})
			} else {
				_, err = fmt.Fprintf(w, "%s\t%s\t%s\t%.1f %%\t%.2f\t%.2f\n", a.Model, a.Sample, a.Answer, 100*a.Score, a.Ms, a.Invoke)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := w.Flush(); err != nil || c.JSON {
		return err
	}
	_, err = fmt.Fprintf(s.out, "\nFirst answer %d ms after the start.\n", first.Milliseconds())
	return err
}

func askSample(ctx context.Context, q *client.Client, model string, sample zoo.Sample, id string) (demoAnswer, error) {
	start := time.Now()
	b, err := q.Ask(ctx, model, proto.Raw, id, sample.Media)
	if err != nil {
		return demoAnswer{}, err
	}
	return readAnswer(model, sample.Name, b, time.Since(start))
}

func readAnswer(model, sample string, payload []byte, took time.Duration) (demoAnswer, error) {
	var v struct {
		Error      string      `json:"error"`
		Result     task.Result `json:"result"`
		Parameters struct {
			Milliseconds struct {
				Invoke float64 `json:"invoke"`
			} `json:"milliseconds"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(payload, &v); err != nil {
		return demoAnswer{}, err
	}
	if v.Error != "" {
		return demoAnswer{}, errors.New(v.Error)
	}
	if len(v.Result.Classes) == 0 {
		return demoAnswer{}, errors.New("the answer names no class")
	}
	best := v.Result.Classes[0]
	return demoAnswer{
		Model: model, Sample: sample, Answer: label(best.Index, best.Label), Score: best.Score,
		Ms: float64(took.Microseconds()) / 1e3, Invoke: v.Parameters.Milliseconds.Invoke,
	}, nil
}
