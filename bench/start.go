package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"text/tabwriter"
	"time"

	"edged/daemon/client"
)

// coldStarts is how often each is started.
const coldStarts = 5

// benchStart measures from starting a program to its first answer, and sizes.
func benchStart(ctx context.Context, o *options) error {
	info, err := os.Stat(o.edged)
	if err != nil {
		return fmt.Errorf("%w; make build builds it", err)
	}
	fmt.Fprintf(o.out, "start: to the first answer, p50 of %d, ms; size of the program and, of the script, of what it imports\n", coldStarts)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "DAEMON\tMS\tMIB\t")
	demo, err := repeat(func() (float64, error) { return demoStart(ctx, o) })
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "edged demo, with its broker\t%.0f\t%.1f\t\n", demo, mebibytes(info.Size()))
	for _, c := range contenders {
		ms, err := repeat(func() (float64, error) { return brokerStart(ctx, o, c) })
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		size := info.Size()
		if c.name != "edged" {
			size = sizeOf(filepath.Join(filepath.Dir(filepath.Dir(o.python)), "lib"))
		}
		fmt.Fprintf(w, "%s, Mosquitto running\t%.0f\t%.1f\t\n", c.name, ms, mebibytes(size))
	}
	fmt.Fprintln(w)
	return w.Flush()
}

func mebibytes(n int64) float64 { return float64(n) / (1 << 20) }

func repeat(f func() (float64, error)) (float64, error) {
	var all []float64
	for range coldStarts {
		ms, err := f()
		if err != nil {
			return 0, err
		}
		all = append(all, ms)
	}
	return p50(all), nil
}

// demoStart runs edged demo until it prints its first answer.
func demoStart(ctx context.Context, o *options) (float64, error) {
	cmd := exec.CommandContext(ctx, o.edged, "demo", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	r := bufio.NewReader(out)
	_, first := r.ReadString('\n')
	ms := milliseconds(time.Since(start))
	io.Copy(io.Discard, r)
	return ms, errors.Join(first, cmd.Wait())
}

// brokerStart starts a daemon against a running Mosquitto and asks it.
func brokerStart(ctx context.Context, o *options, c contender) (float64, error) {
	m, models, err := surroundings(o, true)
	if err != nil {
		return 0, err
	}
	defer m.Stop()
	q, err := client.Connect(m.URL(), device, "bench")
	if err != nil {
		return 0, err
	}
	defer q.Close()
	start := time.Now()
	p, err := c.start(ctx, o, m.Addr(), models)
	if err != nil {
		return 0, err
	}
	defer p.stop()
	if c.online {
		if err := q.Online(ctx); err != nil {
			return 0, err
		}
	}
	if _, err := askTiny(ctx, q, "first"); err != nil {
		return 0, err
	}
	return milliseconds(time.Since(start)), nil
}

// sizeOf adds up the files below a folder.
func sizeOf(dir string) (n int64) {
	filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be read counts nothing
		}
		if i, err := d.Info(); err == nil {
			n += i.Size()
		}
		return nil
	})
	return n
}
