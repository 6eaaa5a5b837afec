package daemon

import (
	"context"
	"errors"
	"time"

	"edged/daemon/bus"
	"edged/daemon/journal"
	"edged/daemon/metrics"
	"edged/daemon/pipeline"
	"edged/daemon/proto"
	"edged/daemon/sched"
)

// receive takes a message that may be a request. It is acknowledged when it returns nil:
// by then the request has its place in a queue or its answer is on the way.
func (s *service) receive(m bus.Message) error {
	if s.stopping.Load() {
		return sched.ErrStopping // not acknowledged: the broker keeps it for the next start
	}
	arrived := time.Now()
	r, err := s.decoder.Decode(m.Topic, m.Payload, m.Retained)
	if r == nil {
		s.d.metrics.Refused()
		s.log.Warn("not a request", "error", err)
		return nil
	}
	if m.Truncated > 0 {
		err = proto.Errorf(proto.TooLarge, "the request has %d bytes, more than the limit of %d", m.Truncated, maxRequest)
	}
	v, known := s.lookup(r.Model)
	switch {
	case err != nil:
	case !known:
		err = proto.Errorf(proto.UnknownModel, "no model %q on this device", r.Model)
	default:
		err = check(&v, r, len(m.Payload))
	}
	if err != nil {
		s.refuse(r, known, err)
		return nil
	}
	s.accept(r, &v, arrived)
	return nil
}

// check refuses a request by what is known of its model.
func check(v *served, r *proto.Request, size int) error {
	switch {
	case v.maxBytes > 0 && int64(size) > v.maxBytes:
		return proto.Errorf(proto.TooLarge, "the request has %d bytes, model %s takes %d", size, r.Model, v.maxBytes)
	case v.description.State != proto.StateReady:
		return pipeline.Classify(v.err, proto.NotReady)
	}
	return nil
}

// accept looks a request up in the journal and queues it if it is new.
func (s *service) accept(r *proto.Request, v *served, arrived time.Time) {
	key := journal.Key{Model: r.Model, ID: r.ID}
	verdict, outcome := s.d.journal.Accept(key, r.Sum)
	switch verdict {
	case journal.Finished:
		s.send(outcome)
	case journal.Conflict:
		s.refuse(r, true, proto.Errorf(proto.Duplicate, "another request has the id %q", r.ID))
	case journal.Full:
		s.refuse(r, true, proto.Errorf(proto.Storage, "too many requests are under way"))
	case journal.New:
		s.queue(key, r, v, arrived)
	}
}

func (s *service) queue(key journal.Key, r *proto.Request, v *served, arrived time.Time) {
	deadline := v.deadline
	if r.Deadline > 0 {
		deadline = r.Deadline
	}
	refuse := func(err error) {
		// It did not run: sent again, it may.
		s.d.journal.Forget(key)
		s.refuse(r, true, pipeline.Classify(err, proto.NotReady))
	}
	err := s.sched.Submit(&sched.Job{
		Model: r.Model, Priority: r.Priority, Deadline: arrived.Add(deadline),
		Run: func(ctx context.Context) { s.run(ctx, key, r, arrived) },
		// The scheduler must not wait for a full outbox; the queues bound how many do.
		Refuse: func(err error) { s.refusing.Go(func() { refuse(err) }) },
	})
	if err != nil {
		refuse(err)
	}
}

// run answers one request.
func (s *service) run(ctx context.Context, key journal.Key, r *proto.Request, arrived time.Time) {
	ended := s.d.metrics.Began(r.Model)
	defer ended()
	res, err := s.pipeline.Run(ctx, r, time.Since(arrived))
	var text []byte
	if err == nil {
		text, err = proto.Encode(r, res)
	}
	code := metrics.OK
	if err != nil {
		e := pipeline.Classify(err, proto.EngineFailed)
		code, text = string(e.Code), proto.EncodeError(r.ID, e)
	} else {
		s.took(r.Model, res, time.Since(arrived))
	}
	s.d.metrics.Answered(r.Model, code)
	o := journal.Outcome{Topic: r.ReplyTo, Payload: text}
	s.d.journal.Finish(key, o)
	s.send(o)
}

// refuse answers a request that does not run.
func (s *service) refuse(r *proto.Request, known bool, err error) {
	e := pipeline.Classify(err, proto.BadRequest)
	if known {
		s.d.metrics.Answered(r.Model, string(e.Code))
	} else {
		s.d.metrics.Refused()
	}
	s.send(journal.Outcome{Topic: r.ReplyTo, Payload: proto.EncodeError(r.ID, e)})
}

// send publishes an outcome. It stays in the outbox until the broker has it.
func (s *service) send(o journal.Outcome) {
	ctx, cancel := context.WithTimeout(context.Background(), publishTime)
	defer cancel()
	err := s.bus.Publish(ctx, bus.Message{Topic: o.Topic, Payload: o.Payload, QoS: 1})
	if err != nil && !errors.Is(err, bus.ErrClosed) {
		s.log.Error("answer not sent", "topic", o.Topic, "error", err)
	}
}
