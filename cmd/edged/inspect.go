package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/all"
	"edged/delegates/worker"
	"edged/models/graph"
)

// inspectCmd shows what is in a model.
type inspectCmd struct {
	Model string `arg:"" help:"A .tflite file, or the name of a shipped model."`
	JSON  bool   `name:"json" help:"One JSON object."`
}

// inspection is what edged inspect --json prints.
type inspection struct {
	Model       string            `json:"model"`
	SHA256      string            `json:"sha256"`
	Bytes       int               `json:"bytes"`
	Description string            `json:"description,omitempty"`
	Task        string            `json:"task"`
	Inputs      []tensorView      `json:"inputs"`
	Outputs     []tensorView      `json:"outputs"`
	Signatures  []string          `json:"signatures,omitempty"`
	Labels      []string          `json:"labels,omitempty"`
	Operators   []opView          `json:"operators"`
	Tensors     []tensorView      `json:"tensors"`
	Subgraphs   int               `json:"subgraphs"`
	Engines     map[string]string `json:"engines"` // by name: ok, or why not
	Arena       int64             `json:"arena_bytes,omitempty"`
	Weights     int64             `json:"weight_bytes"`
}

// opView is one operator of the first subgraph.
type opView struct {
	Index   int    `json:"index"`
	Name    string `json:"name"`
	Version int    `json:"version"`
	Inputs  []int  `json:"inputs"`
	Outputs []int  `json:"outputs"`
}

// tensorView is one tensor of the first subgraph.
type tensorView struct {
	Index    int        `json:"index"`
	Name     string     `json:"name"`
	Type     string     `json:"type"`
	Shape    []int      `json:"shape"`
	Constant bool       `json:"constant,omitempty"`
	Variable bool       `json:"variable,omitempty"`
	Quant    *quantView `json:"quantization,omitempty"`
}

// quantView holds quantization parameters; more than one scale: per channel along Axis.
type quantView struct {
	Scale     []float32 `json:"scale"`
	ZeroPoint []int64   `json:"zero_point"`
	Axis      int       `json:"axis"`
}

func (c *inspectCmd) Run(ctx context.Context, s streams) error {
	m, err := openModel(c.Model)
	if err != nil {
		return err
	}
	v := m.inspect(ctx)
	if c.JSON {
		return printJSON(s, []inspection{v})
	}
	return v.print(s)
}

func (m *opened) inspect(ctx context.Context) inspection {
	g := m.Graph.Subgraphs[0]
	shapes, err := m.Graph.Shapes(g)
	if err != nil { // an operator is unknown, or values decide: the file's own shapes must do
		shapes = make([][]int, len(g.Tensors))
		for i := range shapes {
			shapes[i] = g.Tensors[i].Shape
		}
	}
	v := inspection{
		Model: m.name, SHA256: m.SHA256, Bytes: len(m.File), Description: m.Graph.Description,
		Task: string(m.Kind), Subgraphs: len(m.Graph.Subgraphs), Engines: map[string]string{},
	}
	for i := range g.Tensors {
		v.Tensors = append(v.Tensors, viewTensor(g, shapes, i))
		v.Weights += int64(len(g.Tensors[i].Data))
	}
	for _, i := range g.Inputs {
		v.Inputs = append(v.Inputs, viewTensor(g, shapes, i))
	}
	for _, i := range g.Outputs {
		v.Outputs = append(v.Outputs, viewTensor(g, shapes, i))
	}
	for i := range g.Ops {
		op := &g.Ops[i]
		v.Operators = append(v.Operators, opView{i, op.Name(), op.Version, op.Inputs, op.Outputs})
	}
	for _, d := range m.Graph.Signatures {
		v.Signatures = append(v.Signatures, d.Key)
	}
	if m.Info != nil {
		for i := range m.Info.Outputs {
			if l := m.Info.Outputs[i].Labels(); v.Labels == nil {
				v.Labels = l
			}
		}
	}
	m.tryEngines(ctx, &v)
	return v
}

// tryEngines loads the model on each engine that is here to see what it says, and how much
// memory the reference engine plans.
func (m *opened) tryEngines(ctx context.Context, v *inspection) {
	for _, e := range all.Engines(all.Native{}) {
		if w, ok := e.(worker.Engine); ok {
			if _, err := w.Find(); err != nil {
				continue
			}
		}
		p, err := m.Place(ctx, place.First{e}, nil, delegates.Options{})
		if err != nil {
			v.Engines[e.Name()] = err.Error()
			continue
		}
		v.Engines[e.Name()] = "ok"
		if s, ok := p.Session.(delegates.Profiler); ok {
			v.Arena = s.ArenaBytes()
		}
		p.Session.Close()
	}
}

func viewTensor(g *graph.Subgraph, shapes [][]int, i int) tensorView {
	t := &g.Tensors[i]
	v := tensorView{Index: i, Name: t.Name, Type: t.Type.String(), Shape: append([]int{}, shapes[i]...), Constant: t.Const(), Variable: t.Variable}
	if q := t.Quant; q != nil && len(q.Scale) > 0 {
		v.Quant = &quantView{Scale: q.Scale, ZeroPoint: q.ZeroPoint, Axis: q.Axis}
	}
	return v
}

// shownLabels is how many labels are printed for people.
const shownLabels = 10

func (v *inspection) print(s streams) error {
	fmt.Fprintf(s.out, "%s  %s  sha256 %s\n", v.Model, bytesText(int64(v.Bytes)), v.SHA256)
	if v.Description != "" {
		fmt.Fprintf(s.out, "%s\n", v.Description)
	}
	fmt.Fprintf(s.out, "task     %s\nweights  %s\narena    %s\n", v.Task, bytesText(v.Weights), bytesText(v.Arena))
	for _, name := range slices.Sorted(maps.Keys(v.Engines)) {
		fmt.Fprintf(s.out, "engine   %s: %s\n", name, v.Engines[name])
	}
	if len(v.Signatures) > 0 {
		fmt.Fprintf(s.out, "signatures %s\n", strings.Join(v.Signatures, ", "))
	}
	if n := len(v.Labels); n > 0 {
		fmt.Fprintf(s.out, "labels   %d: %s\n", n, strings.Join(v.Labels[:min(n, shownLabels)], ", "))
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, list := range []struct {
		what    string
		tensors []tensorView
	}{{"input", v.Inputs}, {"output", v.Outputs}} {
		for _, t := range list.tensors {
			fmt.Fprintf(w, "%s\t%s\t%s %v\t%s\n", list.what, t.Name, t.Type, t.Shape, t.Quant.text())
		}
	}
	fmt.Fprintln(w, "\nOPERATOR\tNAME\tOUTPUT\tQUANTIZATION")
	for _, o := range v.Operators {
		t := v.Tensors[o.Outputs[0]]
		fmt.Fprintf(w, "%d\t%s@%d\t%s %v\t%s\n", o.Index, o.Name, o.Version, t.Type, t.Shape, t.Quant.text())
	}
	return w.Flush()
}

func (q *quantView) text() string {
	switch {
	case q == nil:
		return ""
	case len(q.Scale) > 1:
		return fmt.Sprintf("%d scales along axis %d", len(q.Scale), q.Axis)
	case len(q.ZeroPoint) == 0:
		return fmt.Sprintf("scale %g", q.Scale[0])
	}
	return fmt.Sprintf("scale %g zero point %d", q.Scale[0], q.ZeroPoint[0])
}
