// Package pipeline answers one request: it borrows the model, runs its task, and makes of
// what comes out a result or an error with a code. It neither queues nor publishes, and it
// holds the model no longer than its task runs.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/daemon/proto"
	"edged/daemon/sched"
	"edged/models/graph"
	"edged/models/image"
	"edged/models/task"
)

// Pipeline answers requests with the models of a pool. Both fields are needed. Its methods
// may be called from several goroutines.
type Pipeline struct {
	Pool *pool.Pool
	Log  *slog.Logger
}

// Run answers a request that waited so long. The error is always a *proto.Error: what went
// wrong with the request, the deadline, the model or the engine.
func (p *Pipeline) Run(ctx context.Context, r *proto.Request, waited time.Duration) (*proto.Result, error) {
	lease, err := p.Pool.Borrow(ctx, r.Model)
	if err != nil {
		return nil, Classify(p.logged(r, err), proto.NotReady)
	}
	ctx, ran := place.Record(ctx)
	answer, broken, err := p.run(ctx, lease.Runner, r)
	lease.Return(broken)
	if err != nil {
		return nil, Classify(err, proto.EngineFailed)
	}
	return &proto.Result{
		Model: r.Model, Version: lease.Version, ID: r.ID, Queue: waited, Run: *ran, Answer: answer,
	}, nil
}

// run runs the task. A panic in there is the engine's failure, and the session that may
// have been left half-written is not used again.
func (p *Pipeline) run(ctx context.Context, runner task.Runner, r *proto.Request) (answer task.Result, broken bool, err error) {
	defer func() {
		if v := recover(); v != nil {
			stack := debug.Stack()
			if s, ok := v.(interface{ Stack() []byte }); ok { // it was in a goroutine of the engine's
				stack = s.Stack()
			}
			p.Log.Error("the engine panicked", "model", r.Model, "id", r.ID, "panic", v, "stack", string(stack))
			broken, err = true, fmt.Errorf("the engine panicked: %.200s", fmt.Sprint(v))
		}
	}()
	answer, err = runner.Run(ctx, r.Payload)
	return answer, false, err
}

// logged logs where a loader panicked.
func (p *Pipeline) logged(r *proto.Request, err error) error {
	var e *pool.PanicError
	if errors.As(err, &e) {
		p.Log.Error("the model's loading panicked", "model", r.Model, "panic", e.Value, "stack", string(e.Stack))
	}
	return err
}

// codes says which code an error has, the first that fits.
var codes = []struct {
	is   error
	code proto.Code
}{
	{pool.ErrUnknown, proto.UnknownModel},
	{pool.ErrClosed, proto.NotReady},
	{sched.ErrBusy, proto.Busy},
	{sched.ErrDeadline, proto.Deadline},
	{sched.ErrStopping, proto.NotReady},
	{context.DeadlineExceeded, proto.Deadline},
	{context.Canceled, proto.NotReady},
	{place.ErrNone, proto.NotReady},
}

// Classify gives an error its code: what it has already, what its kind says, or fallback.
func Classify(err error, fallback proto.Code) *proto.Error {
	var done *proto.Error
	if errors.As(err, &done) {
		return done
	}
	var large *image.LimitError
	if errors.As(err, &large) {
		return &proto.Error{Code: proto.TooLarge, Err: err}
	}
	var input *task.InputError
	if errors.As(err, &input) {
		return &proto.Error{Code: proto.BadRequest, Err: err}
	}
	var op *graph.UnsupportedError
	if errors.As(err, &op) {
		return &proto.Error{Code: proto.Unsupported, Err: err}
	}
	for _, c := range codes {
		if errors.Is(err, c.is) {
			return &proto.Error{Code: c.code, Err: err}
		}
	}
	return &proto.Error{Code: fallback, Err: err}
}
