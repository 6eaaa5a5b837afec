package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"edged/daemon/config"
	"edged/daemon/model"
	"edged/daemon/place"
	"edged/models/store"
	"edged/models/task"
	"edged/models/zoo"
)

// modelCmd is about the models of a daemon.
type modelCmd struct {
	List modelListCmd `cmd:"" help:"List the models, where they run and why not elsewhere."`
}

// modelListCmd lists models.
type modelListCmd struct {
	Config string `type:"path" help:"The daemon's YAML file. Without one: its defaults."`
	JSON   bool   `name:"json" help:"One JSON object per model."`
}

// listedModel is a line of edged model list.
type listedModel struct {
	Name    string    `json:"name"`
	Version string    `json:"version,omitempty"`
	Task    task.Kind `json:"task,omitempty"`
	Shipped bool      `json:"shipped,omitempty"`
	Error   string    `json:"error,omitempty"`  // why the file is no model
	Engine  string    `json:"engine,omitempty"` // that the daemon chose; empty: none but the reference was tried
	Refused []string  `json:"refused,omitempty"`
}

func (c *modelListCmd) Run(_ context.Context, s streams) error {
	conf, err := loadConfig(c.Config)
	if err != nil {
		return err
	}
	list, err := listModels(conf)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, list)
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "MODEL\tVERSION\tTASK\tENGINE\tNOTES")
	for _, m := range list {
		engine := m.Engine
		if engine == "" && m.Error == "" {
			engine = place.Reference
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", m.Name, m.Version, m.Task, engine, strings.Join(append(m.notes(), m.Refused...), "; "))
	}
	return w.Flush()
}

func (m *listedModel) notes() (list []string) {
	if m.Shipped {
		list = append(list, "shipped")
	}
	if m.Error != "" {
		list = append(list, m.Error)
	}
	return list
}

// listModels finds the models and what the daemon remembers of them.
func listModels(conf *config.Config) (list []listedModel, err error) {
	files, err := store.Open(conf.Models.Dir, zoo.Flat(), store.Options{})
	if err != nil {
		return nil, err
	}
	choices, quarantines, err := place.Remembered(conf.StateDir)
	if err != nil {
		return nil, err
	}
	events, more := files.Scan()
	for more { // a file was written just now
		time.Sleep(store.DefaultSettle)
		var next []store.Event
		next, more = files.Scan()
		events = append(events, next...)
	}
	for _, e := range events {
		m := listedModel{Name: e.Name}
		if e.Err != nil {
			m.Error = e.Err.Error()
		}
		if e.Model != nil {
			m.Version, m.Shipped = e.Model.Version, e.Model.Shipped
			if read, err := model.Read(e.Model); err != nil {
				m.Error = err.Error()
			} else {
				m.Task = read.Kind
			}
			m.placed(e.Model.SHA256, choices, quarantines)
		}
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b listedModel) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// placed adds what is remembered of a model.
func (m *listedModel) placed(sum string, choices []place.Choice, quarantines []place.Quarantine) {
	out := map[string]string{}
	if i := slices.IndexFunc(choices, func(c place.Choice) bool { return c.Model == m.Name && c.SHA256 == sum }); i >= 0 {
		m.Engine = choices[i].Engine
		for name, v := range choices[i].Engines {
			if v.Refused != "" {
				out[name] = v.Refused
			}
		}
	}
	for _, q := range quarantines {
		if q.SHA256 == sum {
			out[q.Engine] = q.Error()
		}
		if q.SHA256 == sum && q.Engine == m.Engine {
			m.Engine = "" // whichever is next
		}
	}
	for _, name := range slices.Sorted(maps.Keys(out)) {
		m.Refused = append(m.Refused, name+": "+out[name])
	}
}
