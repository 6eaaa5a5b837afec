package place_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"edged/daemon/place"
	"edged/delegates"
	"edged/models/graph"
)

// engine supports and loads, or says why not.
type engine struct {
	name           string
	supports, load error
	loads          int
}

func (e *engine) Name() string                { return e.name }
func (e *engine) Supports(*graph.Graph) error { return e.supports }

func (e *engine) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	e.loads++
	if err := errors.Join(ctx.Err(), e.load); err != nil {
		return nil, err
	}
	return session{e.name, m, o}, nil
}

// session knows what it was made of.
type session struct {
	engine string
	model  delegates.Model
	opts   delegates.Options
}

func (session) Signature() graph.Signature                                   { return graph.Signature{} }
func (session) Invoke(context.Context, []graph.Tensor, []graph.Tensor) error { return nil }
func (session) Close() error                                                 { return nil }

func engines() []delegates.Engine {
	return []delegates.Engine{
		&engine{name: "npu", supports: &graph.UnsupportedError{Op: "CONV_2D", Index: 3}},
		&engine{name: "gpu", load: errors.New("no such device")},
		&engine{name: "cpu"},
		&engine{name: "slow"},
	}
}

func TestChoose(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		order   string
		want    string
		refused []string
	}{
		{"", "cpu", []string{"npu: ", "gpu: no such device"}},
		{"cpu npu", "cpu", nil},
		{"gpu slow cpu", "slow", []string{"gpu: no such device"}},
		{"edgetpu cpu", "cpu", []string{"edgetpu: not in this program"}},
	} {
		p, err := place.First(engines()).Choose(ctx, place.Job{Order: strings.Fields(c.order), Model: delegates.Model{Name: "m"}, Options: delegates.Options{Threads: 2}})
		if err != nil || p.Engine != c.want {
			t.Errorf("%s: got %q, %v", c.order, p.Engine, err)
			continue
		}
		if s := p.Session.(session); s.engine != c.want || s.model.Name != "m" || s.opts.Threads != 2 {
			t.Errorf("%s: session %+v", c.order, s)
		}
		if !slices.EqualFunc(p.Refused, c.refused, func(r place.Refusal, want string) bool { return strings.HasPrefix(r.Error(), want) }) {
			t.Errorf("%s: refused %v, want %v", c.order, p.Refused, c.refused)
		}
	}
}

func TestNoEngine(t *testing.T) {
	p, err := place.First(engines()).Choose(context.Background(), place.Job{Order: []string{"gpu", "npu", "x"}})
	var op *graph.UnsupportedError
	if !errors.Is(err, place.ErrNone) || !errors.As(err, &op) || op.Op != "CONV_2D" || p.Session != nil || len(p.Refused) != 3 {
		t.Errorf("got %+v, %v", p, err)
	}
	for _, part := range []string{"no engine takes the model (", "gpu: no such device; ", "npu: ", "x: not in this program)"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
	if _, err = place.First(nil).Choose(context.Background(), place.Job{}); !errors.Is(err, place.ErrNone) {
		t.Errorf("without engines: %v", err)
	}
}

func TestTheContextEndsTheSearch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	list := engines()
	_, err := place.First(list).Choose(ctx, place.Job{Order: []string{"cpu", "slow"}})
	if !errors.Is(err, context.Canceled) || list[3].(*engine).loads != 0 {
		t.Errorf("got %v, the next engine was asked %d times", err, list[3].(*engine).loads)
	}
}
