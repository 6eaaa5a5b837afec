package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"edged/daemon/pipeline"
	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/daemon/proto"
	"edged/daemon/sched"
	"edged/models/graph"
	"edged/models/image"
	"edged/models/task"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// runner is a task of one function.
type runner func(context.Context, task.Payload) (task.Result, error)

func (r runner) Run(ctx context.Context, p task.Payload) (task.Result, error) { return r(ctx, p) }

// with makes a pipeline whose model m runs f, and counts loads.
func with(t *testing.T, f runner) (p *pipeline.Pipeline, log *bytes.Buffer, loads *int) {
	log, loads = &bytes.Buffer{}, new(int)
	p = &pipeline.Pipeline{Pool: pool.New(0), Log: slog.New(slog.NewTextHandler(log, nil))}
	t.Cleanup(p.Pool.Close)
	err := p.Pool.Put(context.Background(), "m", func(context.Context) (*pool.Loaded, error) {
		*loads++
		return &pool.Loaded{Runner: f, Version: "v", Close: func() error { return nil }}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, log, loads
}

func request(model string) *proto.Request {
	return &proto.Request{Address: proto.Address{Model: model, ID: "7"}}
}

func TestRun(t *testing.T) {
	p, _, _ := with(t, func(context.Context, task.Payload) (task.Result, error) {
		return task.Result{Kind: task.Raw}, nil
	})
	res, err := p.Run(context.Background(), request("m"), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if res.Model != "m" || res.ID != "7" || res.Version != "v" || res.Queue != time.Second {
		t.Errorf("got %+v", res)
	}
}

func TestCodes(t *testing.T) {
	unsupported := &graph.UnsupportedError{Op: "CONV_2D"}
	for _, c := range []struct {
		err  error
		want proto.Code
	}{
		{proto.Errorf(proto.Storage, "x"), proto.Storage},
		{&task.InputError{Err: errors.New("x")}, proto.BadRequest},
		{&task.InputError{Err: fmt.Errorf("x: %w", &image.LimitError{})}, proto.TooLarge},
		{fmt.Errorf("x: %w", unsupported), proto.Unsupported},
		{errors.Join(place.ErrNone, unsupported), proto.Unsupported},
		{place.ErrNone, proto.NotReady},
		{fmt.Errorf("x: %w", context.DeadlineExceeded), proto.Deadline},
		{context.Canceled, proto.NotReady},
		{sched.ErrBusy, proto.Busy},
		{sched.ErrDeadline, proto.Deadline},
		{sched.ErrStopping, proto.NotReady},
		{pool.ErrUnknown, proto.UnknownModel},
		{pool.ErrClosed, proto.NotReady},
		{&pool.PanicError{Value: "x"}, proto.EngineFailed},
		{errors.New("x"), proto.EngineFailed},
	} {
		if got := pipeline.Classify(c.err, proto.EngineFailed); got.Code != c.want || got.Error() != c.err.Error() {
			t.Errorf("%v: got %s %v, want %s", c.err, got.Code, got, c.want)
		}
		p, _, _ := with(t, func(context.Context, task.Payload) (task.Result, error) { return task.Result{}, c.err })
		var e *proto.Error
		if _, err := p.Run(context.Background(), request("m"), 0); !errors.As(err, &e) || e.Code != c.want {
			t.Errorf("%v: run: got %v", c.err, err)
		}
	}
}

func TestModelErrors(t *testing.T) {
	p, log, _ := with(t, nil)
	var e *proto.Error
	if _, err := p.Run(context.Background(), request("x"), 0); !errors.As(err, &e) || e.Code != proto.UnknownModel {
		t.Errorf("got %v", err)
	}
	for _, load := range []pool.Loader{
		func(context.Context) (*pool.Loaded, error) { return nil, errors.New("bad file") },
		func(context.Context) (*pool.Loaded, error) { panic("boo") },
	} {
		p.Pool.Remove("bad")
		if p.Pool.Put(context.Background(), "bad", load) == nil {
			t.Error("it loaded")
		}
		if _, err := p.Run(context.Background(), request("bad"), 0); !errors.As(err, &e) || e.Code != proto.NotReady {
			t.Errorf("got %v", err)
		}
	}
	if !strings.Contains(log.String(), "pipeline_test.go") {
		t.Errorf("the stack is not logged: %s", log)
	}
}

// The deadline counts while the model is somebody else's, and while it runs; neither costs
// the session.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _, loads := with(t, func(ctx context.Context, _ task.Payload) (task.Result, error) {
			<-ctx.Done()
			return task.Result{}, ctx.Err()
		})
		lease, err := p.Pool.Borrow(context.Background(), "m")
		if err != nil {
			t.Fatal(err)
		}
		for _, free := range []bool{false, true} {
			if free {
				lease.Return(false)
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			begin := time.Now()
			var e *proto.Error
			if _, err := p.Run(ctx, request("m"), 0); !errors.As(err, &e) || e.Code != proto.Deadline || time.Since(begin) != time.Second {
				t.Errorf("free %t: got %v after %v", free, err, time.Since(begin))
			}
			cancel()
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // the device stops
		var e *proto.Error
		if _, err := p.Run(ctx, request("m"), 0); !errors.As(err, &e) || e.Code != proto.NotReady || *loads != 1 {
			t.Errorf("got %v, %d loads", err, *loads)
		}
	})
}

// elsewhere is a panic that brings the stack of another goroutine.
type elsewhere struct{}

func (elsewhere) String() string { return "boo" }
func (elsewhere) Stack() []byte  { return []byte("another goroutine") }

func TestPanic(t *testing.T) {
	for _, c := range []struct {
		value any
		stack string
	}{{"boo", "pipeline_test.go"}, {elsewhere{}, "another goroutine"}} {
		bad := true
		p, log, loads := with(t, func(context.Context, task.Payload) (task.Result, error) {
			if bad {
				panic(c.value)
			}
			return task.Result{}, nil
		})
		var e *proto.Error
		_, err := p.Run(context.Background(), request("m"), 0)
		if !errors.As(err, &e) || e.Code != proto.EngineFailed || e.Error() != "the engine panicked: boo" {
			t.Errorf("got %v", err)
		}
		if !strings.Contains(log.String(), c.stack) || !strings.Contains(log.String(), "model=m") {
			t.Errorf("logged %s", log)
		}
		bad = false
		if _, err = p.Run(context.Background(), request("m"), 0); err != nil || *loads != 2 {
			t.Errorf("after it: %v, %d loads", err, *loads)
		}
	}
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))
