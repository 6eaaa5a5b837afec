package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"edged/daemon/place"
	"edged/delegates/all"
	"edged/delegates/worker"
	"edged/internal/cpu"
)

// devicesCmd lists the engines.
type devicesCmd struct {
	JSON   bool   `name:"json" help:"One JSON object per line."`
	Config string `type:"path" help:"The daemon's YAML file, in place of the flags: its engines, and which models each refused. Without one: those of a daemon without a file."`

	nativeFlags `embed:""`
}

// device is one line of edged devices. State is loaded, skipped or failed.
type device struct {
	Engine string `json:"engine"`
	State  string `json:"state"`
	Cores  int    `json:"cores"`
	Arch   string `json:"arch"`
	Detail string `json:"detail"`
	// Refused are models that the engine does not run for the daemon, and why.
	Refused []string `json:"refused,omitempty"`
}

func (c *devicesCmd) Run(ctx context.Context, s streams) error {
	conf, err := loadConfig(c.Config)
	if err != nil {
		return err
	}
	known := all.Engines(c.native())
	if c.Config != "" {
		known = engines(conf)
	}
	refused, err := refusals(conf.StateDir)
	if err != nil {
		return err
	}
	var list []device
	for _, e := range known {
		d := device{Engine: e.Name(), State: loaded, Cores: runtime.GOMAXPROCS(0), Arch: runtime.GOARCH, Detail: detail()}
		if w, ok := e.(worker.Engine); ok {
			d.State, d.Detail = native(ctx, w)
		}
		d.Refused = refused[d.Engine]
		list = append(list, d)
	}
	if c.JSON {
		return printJSON(s, list)
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENGINE\tSTATE\tCORES\tARCH\tDETAIL")
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", d.Engine, d.State, d.Cores, d.Arch, d.Detail)
		for _, r := range d.Refused {
			fmt.Fprintf(w, "\t\t\t\trefused %s\n", r)
		}
	}
	return w.Flush()
}

// refusals are the models that each engine does not run for the daemon with this state
// directory, and why.
func refusals(state string) (map[string][]string, error) {
	choices, quarantines, err := place.Remembered(state)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, c := range choices {
		for engine, v := range c.Engines {
			if v.Refused != "" {
				out[engine] = append(out[engine], c.Model+": "+v.Refused)
			}
		}
	}
	for _, q := range quarantines {
		out[q.Engine] = append(out[q.Engine], q.Model+": "+q.Error())
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out, nil
}

// What became of an engine.
const (
	loaded  = "loaded"
	skipped = "skipped" // what it needs is not here
	failed  = "failed"  // it is here and does not work
)

// probing is how long a worker may take to open its library.
const probing = 10 * time.Second

// native says whether a native engine can run and on what, or why not.
func native(ctx context.Context, e worker.Engine) (state, text string) {
	if _, err := e.Find(); err != nil {
		return skipped, err.Error()
	}
	ctx, cancel := context.WithTimeout(ctx, probing)
	defer cancel()
	l, err := e.Probe(ctx)
	switch {
	case err != nil && l.Error != "":
		return skipped, err.Error()
	case err != nil:
		return failed, err.Error()
	}
	text = "LiteRT, " + l.Library
	if l.Version != "" {
		text = fmt.Sprintf("TensorFlow Lite %s, %s", l.Version, l.Library)
	}
	if l.Device != "" {
		text += "; on " + l.Device
	}
	if len(l.Devices) > 0 {
		text += "; has " + strings.Join(l.Devices, ", ")
	}
	if len(l.Confined) > 0 {
		text += "; held by " + strings.Join(l.Confined, ", ")
	}
	return loaded, text
}

// detail says what the reference engine runs on.
func detail() string {
	if names := cpu.Host().Names(); len(names) > 0 {
		return "pure Go on the CPU with " + strings.Join(names, ", ")
	}
	return "pure Go on the CPU"
}

// printJSON writes one object per line.
func printJSON[T any](s streams, list []T) error {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, x := range list {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	return nil
}
