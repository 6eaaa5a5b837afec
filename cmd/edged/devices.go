package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"text/tabwriter"

	"edged/delegates/all"
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
			Detail: "pure Go on the CPU",
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
