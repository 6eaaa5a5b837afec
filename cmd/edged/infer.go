package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"edged/daemon/model"
	"edged/daemon/place"
	"edged/internal/npy"
	"edged/internal/resident"
	"edged/models/graph"
	"edged/models/image"
	"edged/models/image/draw"
	"edged/models/task"
)

// inferCmd runs a model once for each input.
type inferCmd struct {
	Model  string            `arg:"" help:"A .tflite file, or the name of a shipped model."`
	Inputs []string          `arg:"" optional:"" name:"input" help:"Pictures, texts or .npy files; - is standard input. A text task takes what is no file as the text itself."`
	Task   string            `help:"classify, detect, segment, textclass or tensor, in place of what the model says."`
	Labels string            `type:"path" help:"File of labels, one a line, in place of the model's."`
	JSON   bool              `name:"json" help:"One JSON object per input."`
	Save   string            `type:"path" help:"Draw boxes, masks and classes into a copy of the picture, a PNG file."`
	Tensor map[string]string `placeholder:"NAME=FILE.npy" help:"An input as a tensor, by name or number. May be repeated."`
	Out    string            `type:"path" help:"With --tensor: directory for the outputs, out_<i>.npy."`

	engineFlags `embed:""`
}

// inference is what edged infer --json prints.
type inference struct {
	Model   string `json:"model"`
	Input   string `json:"input"`
	Engine  string `json:"engine"`
	Kernels string `json:"kernels,omitempty"`
	Ms      timing `json:"milliseconds"`
	task.Result
	Outputs []outputView `json:"outputs,omitempty"`
}

// timing is where the time of one input went.
type timing struct {
	Preprocess  float64 `json:"preprocess"`
	Invoke      float64 `json:"invoke"`
	Postprocess float64 `json:"postprocess"`
}

func timingOf(t task.Timing) timing {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }
	return timing{ms(t.Preprocess), ms(t.Invoke), ms(t.Postprocess)}
}

// outputView is an output of the task tensor, its data in a file or left out.
type outputView struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Shape []int  `json:"shape"`
	File  string `json:"file,omitempty"`
}

func (c *inferCmd) Run(ctx context.Context, s streams) error {
	if err := c.check(); err != nil {
		return usageError{err}
	}
	resident.Frugal()
	list, err := c.engine()
	if err != nil {
		return err
	}
	m, err := openModel(c.Model)
	if err != nil {
		return err
	}
	if err := c.configure(m); err != nil {
		return err
	}
	l, err := m.Load(ctx, place.First(list), nil, c.options())
	if err != nil {
		return err
	}
	defer l.Session.Close()
	resident.DropProgram() // what loading took of it
	if len(c.Tensor) > 0 {
		return c.runTensors(ctx, s, m, l)
	}
	for _, in := range c.Inputs {
		if err := c.runMedia(ctx, s, m, l, in); err != nil {
			return fmt.Errorf("%s: %w", in, err)
		}
	}
	return nil
}

// configure applies what the call says over what the model's files say.
func (c *inferCmd) configure(m *opened) error {
	kind := task.Kind(c.Task)
	if len(c.Tensor) > 0 && kind == "" {
		kind = task.Raw
	}
	if kind != "" {
		if err := m.SetTask(kind); err != nil {
			return usageError{err}
		}
	}
	if c.Labels == "" {
		return nil
	}
	b, err := os.ReadFile(c.Labels)
	if err != nil {
		return err
	}
	labels, err := task.ParseLabels(b)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Labels, err)
	}
	m.SetLabels(labels)
	return nil
}

// check finds mistakes in the call.
func (c *inferCmd) check() error {
	switch {
	case c.Threads < 1:
		return errors.New("--threads wants at least 1")
	case len(c.Tensor) > 0 && len(c.Inputs) > 0:
		return errors.New("inputs come as files or with --tensor, not both")
	case len(c.Tensor) == 0 && len(c.Inputs) == 0:
		return errors.New("no input: name a picture, a text or --tensor NAME=FILE.npy")
	case c.Save != "" && len(c.Inputs) != 1:
		return errors.New("--save draws into one picture: name one input")
	}
	return nil
}

func (c *inferCmd) runMedia(ctx context.Context, s streams, m *opened, l *model.Loaded, in string) error {
	media, err := readMedia(in, m.Kind)
	if err != nil {
		return err
	}
	r, err := l.Runner.Run(ctx, task.Payload{Media: media})
	if err != nil {
		return err
	}
	if err := c.report(s, m, l, in, r); err != nil {
		return err
	}
	if c.Save == "" {
		return nil
	}
	p, err := image.Decode(media, 0)
	if err != nil {
		return fmt.Errorf("--save: %w", err)
	}
	task.Draw(p, r)
	var out bytes.Buffer
	if err := draw.PNG(&out, p); err != nil {
		return err
	}
	return os.WriteFile(c.Save, out.Bytes(), 0o644)
}

// readMedia reads an input: standard input, a file, or for a text task the text itself.
func readMedia(in string, kind task.Kind) ([]byte, error) {
	if in == "-" {
		return io.ReadAll(os.Stdin)
	}
	b, err := os.ReadFile(in)
	if err != nil && kind == task.TextClass && !strings.ContainsRune(in, filepath.Separator) {
		return []byte(in), nil
	}
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return b, err
}

func (c *inferCmd) runTensors(ctx context.Context, s streams, m *opened, l *model.Loaded) error {
	var p task.Payload
	for name, file := range c.Tensor {
		t, err := readTensor(file)
		if err != nil {
			return err
		}
		t.Name = name
		p.Tensors = append(p.Tensors, t)
	}
	r, err := l.Runner.Run(ctx, p)
	if err != nil {
		return err
	}
	return c.report(s, m, l, "", r)
}

func readTensor(file string) (graph.Tensor, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return graph.Tensor{}, err
	}
	t, err := npy.Decode(b)
	if err != nil {
		return t, fmt.Errorf("%s: %w", file, err)
	}
	return t, nil
}

// report writes the outputs where --out says and prints the answer.
func (c *inferCmd) report(s streams, m *opened, l *model.Loaded, in string, r task.Result) error {
	v := inference{Model: m.name, Input: in, Engine: l.Engine, Kernels: l.Kernels, Ms: timingOf(r.Timing), Result: r}
	if r.Kind == task.Raw || c.Out != "" {
		var err error
		if v.Outputs, err = c.writeOutputs(r.Outputs); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(s, []inference{v})
	}
	v.print(s)
	return nil
}

func (c *inferCmd) writeOutputs(outputs []graph.Tensor) ([]outputView, error) {
	var views []outputView
	if c.Out != "" {
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return nil, err
		}
	}
	for i, t := range outputs {
		v := outputView{Name: t.Name, Type: t.Type.String(), Shape: append([]int{}, t.Shape...)}
		if c.Out != "" {
			b, err := npy.Encode(t)
			if err != nil {
				return nil, err
			}
			v.File = filepath.Join(c.Out, fmt.Sprintf("out_%d.npy", i))
			if err := os.WriteFile(v.File, b, 0o644); err != nil {
				return nil, err
			}
		}
		views = append(views, v)
	}
	return views, nil
}

// print writes the answer for people.
func (v *inference) print(s streams) {
	if v.Input != "" {
		fmt.Fprintf(s.out, "%s: ", v.Input)
	}
	fmt.Fprintf(s.out, "%s on %s, %.1f ms (%.1f before and %.1f after the model)\n",
		v.Model, v.Engine, v.Ms.Invoke, v.Ms.Preprocess, v.Ms.Postprocess)
	for _, line := range answerLines(&v.Result) {
		fmt.Fprintf(s.out, "  %s\n", line)
	}
	for _, o := range v.Outputs {
		fmt.Fprintf(s.out, "  %s: %s %v  %s\n", o.Name, o.Type, o.Shape, o.File)
	}
}

// answerLines says what a task found, a line for each class, object or part.
func answerLines(r *task.Result) (out []string) {
	for _, c := range r.Classes {
		out = append(out, fmt.Sprintf("%6.2f %%  %s", 100*c.Score, label(c.Index, c.Label)))
	}
	for _, o := range r.Objects {
		out = append(out, fmt.Sprintf("%6.2f %%  %s at %.0f,%.0f size %.0f×%.0f", 100*o.Score, label(o.Index, o.Label), o.X, o.Y, o.Width, o.Height))
	}
	if r.Mask != nil {
		for _, c := range r.Mask.Classes {
			out = append(out, fmt.Sprintf("%6.2f %%  of the picture: %s", 100*c.Share, label(c.Index, c.Label)))
		}
	}
	return out
}

func label(index int, text string) string {
	if text == "" {
		return fmt.Sprintf("class %d", index)
	}
	return text
}
