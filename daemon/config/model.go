package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Model is the YAML file beside a model. Zero values leave the choice to the model's
// metadata, then to the task and to Config.
type Model struct {
	Task   string `yaml:"task"`   // classify, detect, segment, textclass or tensor
	Labels string `yaml:"labels"` // a file beside this one, one label a line
	// Vocabulary is a file beside this one, for text models whose metadata has none: one
	// token a line, its number behind it or not.
	Vocabulary string    `yaml:"vocabulary"`
	Normalize  Normalize `yaml:"normalize"` // of pictures
	Engines    Names     `yaml:"engines"`   // in place of Config.Engines
	// Kernels is the TFLite kernel set that the reference engine equals: ref or xnnpack.
	Kernels  string   `yaml:"kernels"`
	Threads  Count    `yaml:"threads"`
	Deadline Duration `yaml:"deadline"` // in place of Config.Queue.Deadline
	// Tolerance is how far an engine's outputs may lie from the reference's. nil: the engine's
	// own.
	Tolerance *Tolerance `yaml:"tolerance"`
	Golden    string     `yaml:"golden"` // a directory beside this file, of .npy inputs and outputs
	Chain     Names      `yaml:"chain"`  // models that what this one finds is handed to
	Top       Count      `yaml:"top"`    // classes or objects in an answer at most
	// Threshold is the least score in an answer, from 0 to 1. nil: the task's default.
	Threshold *float64 `yaml:"threshold"`
	Limits    Limits   `yaml:"limits"`
}

// Normalize is input = (pixel - mean) / std, one value for all channels or one for each.
type Normalize struct {
	Mean Floats `yaml:"mean"`
	Std  Floats `yaml:"std"`
}

// Tolerance is how far an engine's outputs may lie from the reference's. What is 0 is not
// looked at.
type Tolerance struct {
	LSB       float64 `yaml:"lsb"`       // largest difference of quantized outputs, in steps
	Relative  float64 `yaml:"relative"`  // largest difference of floats, over the largest magnitude
	SQNR      float64 `yaml:"sqnr"`      // least signal to noise ratio, dB
	Agreement float64 `yaml:"agreement"` // least share of the task's answer, 0 to 1
}

// Limits bound what a request may bring.
type Limits struct {
	MaxPixels Count `yaml:"max_pixels"` // width times height of a picture
	MaxBytes  Size  `yaml:"max_bytes"`  // of a request
}

// Kernel sets that a model's YAML may name.
var kernelSets = []string{"ref", "xnnpack"}

// Tasks that a model's YAML may name.
var tasks = []string{"classify", "detect", "segment", "textclass", "tensor"}

// LoadModel reads the YAML file beside a model.
func LoadModel(path string) (*Model, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseModel(path, data)
}

// ParseModel reads the YAML file beside a model from memory. The path is for messages.
// Labels and Golden stay as they are written: relative to the directory of the file.
func ParseModel(path string, data []byte) (*Model, error) {
	m := &Model{}
	d, err := decode(path, data, m)
	if err != nil {
		return nil, err
	}
	for _, r := range []struct {
		key string
		err error
	}{
		{"task", oneOf(m.Task, tasks)},
		{"kernels", oneOf(m.Kernels, kernelSets)},
		{"labels", checkBeside(m.Labels)},
		{"vocabulary", checkBeside(m.Vocabulary)},
		{"normalize.std", m.Normalize.check()},
		{"engines", checkEngines(m.Engines)},
		{"tolerance", m.Tolerance.check()},
		{"golden", checkBeside(m.Golden)},
		{"threshold", share(m.Threshold)},
	} {
		if r.err != nil {
			return nil, d.at(r.key, r.err)
		}
	}
	return m, nil
}

// oneOf takes an empty name, too.
func oneOf(name string, names []string) error {
	if name != "" && !slices.Contains(names, name) {
		return fmt.Errorf("%q is not one of %v", name, names)
	}
	return nil
}

// checkBeside keeps a model from naming files outside its directory.
func checkBeside(path string) error {
	if path != "" && !filepath.IsLocal(path) {
		return fmt.Errorf("%q must lie beside the model", path)
	}
	return nil
}

func (n *Normalize) check() error {
	if slices.Contains(n.Std, 0) {
		return errors.New("must not be 0: pixels are divided by it")
	}
	if len(n.Mean) > 1 && len(n.Std) > 1 && len(n.Mean) != len(n.Std) {
		return fmt.Errorf("has %d values and mean has %d: give one, or one a channel", len(n.Std), len(n.Mean))
	}
	return nil
}

func (t *Tolerance) check() error {
	if t == nil {
		return nil
	}
	for _, v := range []float64{t.LSB, t.Relative, t.SQNR, t.Agreement} {
		if !(v >= 0) {
			return fmt.Errorf("%v must not be less than 0", v)
		}
	}
	return share(&t.Agreement)
}

func share(v *float64) error {
	if v != nil && !(*v >= 0 && *v <= 1) {
		return fmt.Errorf("%v must lie from 0 to 1", *v)
	}
	return nil
}
