package daemon

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"edged/daemon/bus"
	"edged/daemon/config"
	"edged/daemon/health"
	"edged/daemon/metrics"
	"edged/daemon/pipeline"
	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/daemon/proto"
	"edged/daemon/sched"
	"edged/models/store"
)

// service is the daemon under one configuration.
type service struct {
	d      *Daemon
	config *config.Config
	log    *slog.Logger

	decoder  proto.Decoder
	bus      *bus.Client
	sched    *sched.Scheduler
	placer   *place.Placer
	pool     *pool.Pool
	pipeline pipeline.Pipeline
	store    *store.Store
	http     *health.Server // nil: off
	stopping atomic.Bool
	watching sync.WaitGroup
	refusing sync.WaitGroup     // answers to requests that did not run
	cancel   context.CancelFunc // ends what watches

	mu     sync.Mutex
	models map[string]*served
}

// newService starts a service: when it returns, the models are loaded and the bus connects.
func newService(d *Daemon, c *config.Config) (s *service, err error) {
	s = &service{
		d: d, config: c, log: d.log, pool: pool.New(int64(c.Models.Memory)), models: map[string]*served{},
		decoder: proto.Decoder{Topics: proto.Topics{Device: c.Device}, ReplyPrefixes: c.MQTT.ReplyPrefixes, MaxBytes: maxRequest},
	}
	s.placer = place.New(place.Options{
		Engines: d.opts.Engines(c), State: c.StateDir, Log: d.log, Every: int(c.Verify.Every), CPU: float64(c.Verify.CPU), Faults: d.opts.Faults,
		Fault: d.metrics.Fault, Compared: d.metrics.Compared, Quarantined: d.metrics.Quarantined,
	})
	defer func() {
		if err != nil {
			s.placer.Close()
		}
	}()
	s.pipeline = pipeline.Pipeline{Pool: s.pool, Log: d.log}
	if s.store, err = store.Open(c.Models.Dir, d.opts.Shipped, store.Options{Log: d.log}); err != nil {
		return nil, err
	}
	if s.bus, err = s.newBus(); err != nil {
		return nil, err
	}
	if c.HTTP.Listen != "" {
		if s.http, err = health.Serve(c.HTTP.Listen, d.metrics.Handler(), s.unready, d.log); err != nil {
			return nil, err
		}
	}
	s.sched = sched.New(sched.Options{Length: int(c.Queue.Length), Running: cores(), Waiting: d.metrics.Queued})
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.scan(ctx)
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	s.watching.Go(func() { s.store.Watch(ctx, func(e store.Event) { s.event(ctx, e) }) })
	s.watching.Go(func() { s.watchOutbox(ctx) })
	return s, nil
}

// listen subscribes and begins to connect.
func (s *service) listen() error {
	t := s.decoder.Topics
	if err := s.bus.Subscribe(t.Requests(), 1, s.receive); err != nil {
		return err
	}
	if err := s.bus.Subscribe(t.Model("+"), 1, s.stale); err != nil {
		return err
	}
	s.bus.Start()
	return nil
}

// maxRequest bounds a request: a picture of a good camera, with room to spare.
const maxRequest = 32 << 20

func (s *service) newBus() (*bus.Client, error) {
	o, err := s.d.busOptions(s.config)
	if err != nil {
		return nil, err
	}
	o.Availability = s.decoder.Topics.Availability()
	o.MaxPayload = maxRequest
	o.OnState = func(up bool) {
		s.d.metrics.Connected(up)
		if up {
			go s.describeAll()
		}
	}
	return bus.New(o)
}

// settleTime bounds the wait, at the start, for files that are being written; the watch
// picks up those that take longer.
const settleTime = time.Second

// scan loads what is in the models directory now.
func (s *service) scan(ctx context.Context) {
	for end := time.Now().Add(settleTime); ; time.Sleep(store.DefaultSettle / 4) {
		events, more := s.store.Scan()
		for _, e := range events {
			s.event(ctx, e)
		}
		if !more || time.Now().After(end) {
			return
		}
	}
}

// watchOutbox keeps the metric of unacknowledged messages.
func (s *service) watchOutbox(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.d.metrics.Outbox(s.bus.Pending())
		}
	}
}

// unready says why requests cannot be answered.
func (s *service) unready() (reasons []string) {
	if s.stopping.Load() {
		reasons = append(reasons, "the device is stopping")
	}
	if !s.bus.Connected() {
		reasons = append(reasons, "the broker is not connected")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, m := range s.models {
		if m.err != nil {
			reasons = append(reasons, "model "+name+": "+m.err.Error())
		}
	}
	return reasons
}

// stop finishes what was accepted, sends the answers and ends the service.
func (s *service) stop() error {
	s.stopping.Store(true)
	s.cancel()
	s.watching.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	s.sched.Stop(ctx)
	s.refusing.Wait()
	closing, cancelClosing := context.WithTimeout(context.Background(), closeTime)
	defer cancelClosing()
	err := s.bus.Close(closing)
	s.pool.Close()
	s.placer.Close()
	if s.http != nil {
		err = errors.Join(err, s.http.Close(closing))
	}
	s.forgetMetrics()
	return err
}

func (s *service) forgetMetrics() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name := range s.models {
		s.d.metrics.ForgetModel(name)
	}
	s.d.metrics.Connected(false)
}

// took adds a request's stages to the metrics.
func (s *service) took(model string, res *proto.Result, total time.Duration) {
	m, t := s.d.metrics, res.Answer.Timing
	m.Took(model, metrics.Queue, res.Queue)
	m.Took(model, metrics.Preprocess, t.Preprocess)
	m.Took(model, metrics.Invoke, t.Invoke)
	m.Took(model, metrics.Postprocess, t.Postprocess)
	m.Took(model, metrics.Total, total)
}
