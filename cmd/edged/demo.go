package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"text/tabwriter"
	"time"

	"edged/daemon"
	"edged/daemon/bus"
	"edged/daemon/config"
	"edged/daemon/proto"
	"edged/delegates/all"
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
		"device: demo\nstate_dir: %s\nbroker: {listen: 127.0.0.1:0}\nhttp: {listen: 127.0.0.1:0}\n", dir))
	if err != nil {
		return err
	}
	ready, ended := make(chan *daemon.Daemon, 1), make(chan error, 1)
	running, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		ended <- daemon.Run(running, daemon.Options{
			Config: conf, Engines: all.Engines(), Shipped: zoo.Flat(), Version: version,
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
	q, err := newAsker(ctx, broker)
	if err != nil {
		return err
	}
	defer q.close()
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if !c.JSON {
		fmt.Fprintln(w, "MODEL\tSAMPLE\tANSWER\tSCORE\tMS\tOF THEM IN THE MODEL")
	}
	first := time.Duration(0)
	for _, m := range models {
		for _, sample := range m.Samples {
			a, err := q.ask(ctx, m.Name, sample)
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

// asker is a client: it sends requests and waits for their answers.
type asker struct {
	bus     *bus.Client
	topics  proto.Topics
	answers chan bus.Message
	online  chan struct{}
	count   int
}

// newAsker connects and waits until the daemon says that it is online.
func newAsker(ctx context.Context, broker string) (*asker, error) {
	q := &asker{topics: proto.Topics{Device: "demo"}, answers: make(chan bus.Message, 1), online: make(chan struct{}, 1)}
	var err error
	q.bus, err = bus.New(bus.Options{Broker: broker, ClientID: "edged-demo-client", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	err = errors.Join(
		q.bus.Subscribe(q.topics.Response("+", "+"), 1, func(m bus.Message) error { q.answers <- m; return nil }),
		q.bus.Subscribe(q.topics.Availability(), 1, func(m bus.Message) error {
			if string(m.Payload) == bus.Online {
				select {
				case q.online <- struct{}{}:
				default:
				}
			}
			return nil
		}))
	if err != nil {
		return nil, err
	}
	q.bus.Start()
	select {
	case <-q.online:
		return q, nil
	case <-ctx.Done():
		q.close()
		return nil, fmt.Errorf("the daemon did not come online: %w", ctx.Err())
	}
}

func (q *asker) close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	q.bus.Close(ctx)
}

func (q *asker) ask(ctx context.Context, model string, sample zoo.Sample) (demoAnswer, error) {
	q.count++
	topic := fmt.Sprintf("%s/infer/raw/%d", q.topics.Model(model), q.count)
	start := time.Now()
	if err := q.bus.Publish(ctx, bus.Message{Topic: topic, Payload: sample.Media, QoS: 1}); err != nil {
		return demoAnswer{}, err
	}
	select {
	case m := <-q.answers:
		return readAnswer(model, sample.Name, m.Payload, time.Since(start))
	case <-ctx.Done():
		return demoAnswer{}, ctx.Err()
	}
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
