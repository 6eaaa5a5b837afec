package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"text/tabwriter"

	"edged/delegates/all"
	"edged/internal/cpu"
)

// devicesCmd lists the engines.
type devicesCmd struct {
	JSON bool `name:"json" help:"One JSON object per line."`
}

// device is one line of edged devices. State is loaded, skipped or failed.
type device struct {
	Engine string `json:"engine"`
	State  string `json:"state"`
	Cores  int    `json:"cores"`
	Arch   string `json:"arch"`
	Detail string `json:"detail"`
}

func (c *devicesCmd) Run(s streams) error {
	var list []device
	for _, e := range all.Engines() {
		list = append(list, device{
			Engine: e.Name(), State: "loaded", Cores: runtime.GOMAXPROCS(0), Arch: runtime.GOARCH,
			Detail: detail(),
		})
	}
	if c.JSON {
		return printJSON(s, list)
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ENGINE\tSTATE\tCORES\tARCH\tDETAIL")
	for _, d := range list {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", d.Engine, d.State, d.Cores, d.Arch, d.Detail)
	}
	return w.Flush()
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
