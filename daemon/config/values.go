package config

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// Duration is a time like 5s, 1m30s or 250ms.
type Duration time.Duration

// Size is a number of bytes like 256MiB, 10MB or 4096.
type Size int64

// Percent is a share like 2% (0.02). It lies from 0 to 1.
type Percent float64

// Count is a whole number from 0.
type Count int

// Names is a list of words; a single word stands for a list of one.
type Names []string

// Floats is a list of numbers; a single number stands for a list of one.
type Floats []float32

// UnmarshalYAML reads a duration.
func (d *Duration) UnmarshalYAML(n ast.Node) error {
	text, err := scalar(n)
	if err != nil {
		return err
	}
	v, err := time.ParseDuration(text)
	if err != nil || v < 0 {
		return wrong(n, "%q: want a duration, like 5s or 250ms", text)
	}
	*d = Duration(v)
	return nil
}

// units of sizes; the longer of two endings stands first.
var units = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
	{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1},
}

// UnmarshalYAML reads a size.
func (s *Size) UnmarshalYAML(n ast.Node) error {
	text, err := scalar(n)
	if err != nil {
		return err
	}
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.name)
		if !ok {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if v *= u.bytes; err != nil || !(v >= 0 && v < math.MaxInt64) {
			break
		}
		*s = Size(v)
		return nil
	}
	return wrong(n, "%q: want a size, like 256MiB", text)
}

// UnmarshalYAML reads a percentage.
func (p *Percent) UnmarshalYAML(n ast.Node) error {
	text, err := scalar(n)
	if err != nil {
		return err
	}
	number, ok := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !ok || !(v >= 0 && v <= 100) {
		return wrong(n, "%q: want a percentage, like 2%%", text)
	}
	*p = Percent(v / 100)
	return nil
}

// UnmarshalYAML reads a whole number.
func (c *Count) UnmarshalYAML(n ast.Node) error {
	text, err := scalar(n)
	if err != nil {
		return err
	}
	v, err := strconv.ParseInt(text, 10, 32)
	if err != nil || v < 0 {
		return wrong(n, "%q: want a whole number from 0 to %d", text, math.MaxInt32)
	}
	*c = Count(v)
	return nil
}

// UnmarshalYAML reads a word or a list of words.
func (s *Names) UnmarshalYAML(n ast.Node) error {
	*s = nil
	return each(n, func(text string, _ ast.Node) error {
		*s = append(*s, text)
		return nil
	})
}

// UnmarshalYAML reads a number or a list of numbers.
func (f *Floats) UnmarshalYAML(n ast.Node) error {
	*f = nil
	return each(n, func(text string, at ast.Node) error {
		v, err := strconv.ParseFloat(text, 32)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return wrong(at, "%q: want a number", text)
		}
		*f = append(*f, float32(v))
		return nil
	})
}

// each calls f for each scalar of a sequence, or for the scalar itself.
func each(n ast.Node, f func(text string, at ast.Node) error) error {
	nodes := []ast.Node{n}
	if list, ok := n.(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	for _, node := range nodes {
		text, err := scalar(node)
		if err != nil {
			return err
		}
		if err := f(text, node); err != nil {
			return err
		}
	}
	return nil
}

// scalar returns the text of a plain or quoted value.
func scalar(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode, *ast.BoolNode:
		return n.GetToken().Value, nil
	case nil:
		return "", fmt.Errorf("want a value")
	default:
		return "", wrong(n, "want a single value, not a %s", strings.ToLower(n.Type().String()))
	}
}

func wrong(n ast.Node, format string, args ...any) error {
	return &valueError{n.GetToken(), fmt.Errorf(format, args...)}
}

// kindName names a Go type as a reader of YAML would.
func kindName(t reflect.Type) string {
	if t == nil {
		return "null"
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return "list"
	case reflect.Map, reflect.Struct:
		return "mapping"
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	default:
		return "number"
	}
}
