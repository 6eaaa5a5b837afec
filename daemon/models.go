package daemon

import (
	"context"
	"errors"
	"fmt"
	"path"
	"time"

	"edged/daemon/bus"
	"edged/daemon/model"
	"edged/daemon/place"
	"edged/daemon/pool"
	"edged/daemon/proto"
	"edged/delegates"
	"edged/models/store"
)

// served is a model that requests may name.
type served struct {
	deadline    time.Duration
	maxBytes    int64
	description proto.Description
	err         error // why it does not serve, or why its newest version does not
}

// event follows what happens in the models directory.
func (s *service) event(ctx context.Context, e store.Event) {
	switch e.Kind {
	case store.Added, store.Changed:
		s.put(ctx, e.Model)
	case store.Removed:
		s.remove(e.Name)
	case store.Failed:
		s.log.Error("models directory", "file", e.Name, "error", e.Err)
		if store.ValidName(e.Name) {
			s.failed(e.Name, nil, e.Err)
		}
	}
}

// put loads a model, beside its version before, and serves it from then on.
func (s *service) put(ctx context.Context, files *store.Model) {
	start := time.Now()
	m, err := model.Read(files)
	if err != nil {
		s.failed(files.Name, files, err)
		return
	}
	s.store.Follow(m.Name, m.Files()...)
	v := &served{deadline: m.Deadline(time.Duration(s.config.Queue.Deadline)), maxBytes: int64(m.YAML.Limits.MaxBytes)}
	if err = s.pool.Put(ctx, m.Name, s.loader(files, m, v)); err != nil {
		s.failed(m.Name, files, err)
		return
	}
	s.mu.Lock()
	s.models[m.Name] = v
	d := v.description
	s.mu.Unlock()
	s.d.metrics.ModelState(m.Name, true)
	s.publish(m.Name, d.Encode())
	s.log.Info("model ready", "model", m.Name, "version", m.Version, "task", m.Kind, "engine", d.Engine,
		"ms", time.Since(start).Milliseconds())
}

// loader returns what the pool loads the model with: at first as it was read, later, after
// the pool has dropped it, from its file again, so that a dropped model takes no memory.
func (s *service) loader(files *store.Model, m *model.Model, v *served) pool.Loader {
	name, path, shipped, sum := files.Name, files.Path, files.Shipped, files.SHA256
	return func(ctx context.Context) (*pool.Loaded, error) {
		read := m
		if m = nil; read == nil {
			var err error
			if read, err = s.reread(name, path, shipped, sum); err != nil {
				return nil, err
			}
		}
		read.Changed = func(st place.Status) { s.replaced(name, v, st) }
		l, err := read.Load(ctx, s.placer, s.config.Engines, delegates.Options{})
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		v.description = describe(read, l)
		s.mu.Unlock()
		return l.Pooled(read), nil
	}
}

func (s *service) reread(name, path string, shipped bool, sum string) (*model.Model, error) {
	var files *store.Model
	var err error
	if shipped {
		files, err = store.ReadShipped(s.d.opts.Shipped, name)
	} else {
		files, err = store.ReadFile(path)
	}
	switch {
	case err != nil:
		return nil, err
	case files.SHA256 != sum:
		return nil, fmt.Errorf("%s has changed and is being loaded anew", path)
	}
	return model.Read(files)
}

func describe(m *model.Model, l *model.Loaded) proto.Description {
	sig := l.Session.Signature()
	d := proto.Description{
		Name: m.Name, Version: m.Version, SHA256: m.SHA256, Task: string(m.Kind),
		State: proto.StateReady, Inputs: proto.Ports(sig.Inputs), Outputs: proto.Ports(sig.Outputs),
	}
	runs(&d, l.Status())
	return d
}

// runs writes down where a model runs.
func runs(d *proto.Description, st place.Status) {
	d.Engine, d.Kernels, d.Verified, d.Own, d.Pieces, d.Refused = st.Engine, st.Kernels, st.Verified, st.Own, st.Pieces, nil
	for _, r := range st.Refused {
		d.Refused = append(d.Refused, r.Error())
	}
}

// replaced retains the description of a model that another engine runs now.
func (s *service) replaced(name string, v *served, st place.Status) {
	s.mu.Lock()
	runs(&v.description, st)
	text, current := v.description.Encode(), s.models[name] == v
	s.mu.Unlock()
	s.log.Info("engine changed", "model", name, "engine", st.Engine)
	if current {
		s.publish(name, text)
	}
}

// failed notes why a model, or its newest version, does not serve. A version that served
// before goes on serving.
func (s *service) failed(name string, files *store.Model, err error) {
	var panicked *pool.PanicError
	if errors.As(err, &panicked) {
		s.log.Error("the engine panicked", "model", name, "stack", string(panicked.Stack))
	}
	s.log.Error("model does not load", "model", name, "error", err)
	s.mu.Lock()
	v := s.models[name]
	if v == nil {
		v = &served{description: proto.Description{Name: name, State: proto.StateFailed}}
		if files != nil {
			v.description.Version, v.description.SHA256 = files.Version, files.SHA256
		}
		s.models[name] = v
	}
	v.err = err
	v.description.Error = err.Error()
	text := v.description.Encode()
	s.mu.Unlock()
	s.d.metrics.ModelState(name, false)
	s.publish(name, text)
}

// remove takes a model out; requests that run finish.
func (s *service) remove(name string) {
	s.pool.Remove(name)
	s.mu.Lock()
	delete(s.models, name)
	s.mu.Unlock()
	s.d.metrics.ForgetModel(name)
	s.publish(name, nil) // an empty retained message removes the one before
	s.log.Info("model removed", "model", name)
}

// describeAll retains every model's description again: the broker may have lost them.
func (s *service) describeAll() {
	s.mu.Lock()
	texts := map[string][]byte{}
	for name, v := range s.models {
		texts[name] = v.description.Encode()
	}
	s.mu.Unlock()
	for name, text := range texts {
		s.publish(name, text)
	}
}

// publishTime bounds the wait for a place in the outbox.
const publishTime = time.Minute

// publish retains a model's description.
func (s *service) publish(name string, text []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), publishTime)
	defer cancel()
	err := s.bus.Publish(ctx, bus.Message{Topic: s.decoder.Topics.Model(name), Payload: text, QoS: 1, Retained: true})
	if err != nil {
		s.log.Warn("model description not sent", "model", name, "error", err)
	}
}

// lookup returns what is known of a model now.
func (s *service) lookup(name string) (v served, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.models[name]; p != nil {
		return *p, true
	}
	return served{}, false
}

// stale removes retained descriptions of models that are not here any more, left by a
// daemon that ran before.
func (s *service) stale(m bus.Message) error {
	name := path.Base(m.Topic)
	if _, known := s.lookup(name); m.Retained && len(m.Payload) > 0 && !known {
		s.publish(name, nil)
	}
	return nil
}
