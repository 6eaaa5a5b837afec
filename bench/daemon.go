package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"edged/daemon/client"
	"edged/daemon/proto"
	"edged/internal/measure"
)

// tinyRequest is a request to the model tiny.
const tinyRequest = `{"inputs":[{"name":"x","shape":[1,16],"datatype":"FP32","data":[1,-2,3,-4,5,-6,7,-8,9,-10,11,-12,13,-14,15,-16]}]}`

// patience is how long an answer may take before something is wrong.
const patience = 10 * time.Second

// benchDaemon measures what a daemon adds to the model: the time from sending a request of
// 64 bytes of tensor to its answer, less the time in the model, one request after the
// other, QoS 1, through a Mosquitto that sends small packets at once and one that does not.
func benchDaemon(ctx context.Context, o *options) error {
	fmt.Fprintf(o.out, "daemon: round trip of %d requests through Mosquitto less the time in the model, ms\n", o.requests)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "DAEMON\tNODELAY\tP50\tP99\tP99.9\tMIB IDLE\tMIB LOADED\t")
	for _, noDelay := range []bool{true, false} {
		for _, c := range contenders {
			r, err := timeDaemon(ctx, o, c, noDelay)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			fmt.Fprintf(w, "%s\t%v\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t\n", c.name, noDelay,
				p50(r.over), measure.Percentile(r.over, 0.99), measure.Percentile(r.over, 0.999), mebibytes(r.idle), mebibytes(r.loaded))
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// measured are the milliseconds of each request and the daemon's memory in bytes.
type measured struct {
	over         []float64
	idle, loaded int64
}

func timeDaemon(ctx context.Context, o *options, c contender, noDelay bool) (r measured, err error) {
	m, models, err := surroundings(o, noDelay)
	if err != nil {
		return r, err
	}
	defer m.Stop()
	p, err := c.start(ctx, o, m.Addr(), models)
	if err != nil {
		return r, err
	}
	defer p.stop()
	q, err := client.Connect(m.URL(), device, "bench")
	if err != nil {
		return r, err
	}
	defer q.Close()
	if err := warmUp(ctx, q); err != nil {
		return r, err
	}
	if r.idle, err = measure.Memory(p.cmd.Process.Pid, "VmRSS"); err != nil {
		return r, err
	}
	for i := range o.requests {
		ms, err := askTiny(ctx, q, strconv.Itoa(i))
		if err != nil {
			return r, err
		}
		r.over = append(r.over, ms)
	}
	r.loaded, err = measure.Memory(p.cmd.Process.Pid, "VmHWM")
	return r, err
}

// warmUp asks until there is an answer: the client may not hear answers yet when the first
// is sent.
func warmUp(ctx context.Context, q *client.Client) error {
	for i := range 20 {
		once, cancel := context.WithTimeout(ctx, time.Second)
		_, err := askTiny(once, q, fmt.Sprintf("warm-%d", i))
		cancel()
		if err == nil {
			return nil
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return errors.New("no answer")
}

// askTiny asks the model tiny and returns the milliseconds that were not the model's.
func askTiny(ctx context.Context, q *client.Client, id string) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	start := time.Now()
	b, err := q.Ask(ctx, tiny, proto.JSON, id, []byte(tinyRequest))
	took := milliseconds(time.Since(start))
	if err != nil {
		return 0, err
	}
	var a struct {
		Error      string `json:"error"`
		Parameters struct {
			Milliseconds struct {
				Invoke float64 `json:"invoke"`
			} `json:"milliseconds"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return 0, err
	}
	if a.Error != "" {
		return 0, errors.New(a.Error)
	}
	return took - a.Parameters.Milliseconds.Invoke, nil
}
