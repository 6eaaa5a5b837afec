package store

import (
	"context"
	"time"

	"github.com/fsnotify/fsnotify"
)

// pollWithout is how often the directory is read where the system gives no notices.
const pollWithout = 2 * time.Second

// Watch calls f for everything that happens from now on, one event at a time, until the
// context ends. What a Scan has returned before is not told again.
func (s *Store) Watch(ctx context.Context, f func(Event)) {
	rescan := s.o.Rescan
	w, err := fsnotify.NewWatcher()
	if err == nil {
		defer w.Close()
		err = s.follow(w)
	} else {
		w = &fsnotify.Watcher{} // its channels are nil: nothing comes
	}
	if err != nil {
		s.o.Log.Warn("models directory is polled: no notices of changes", "error", err)
		rescan = min(rescan, pollWithout)
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	soon := true
	noticed := func() {
		if !soon { // a file that is written slowly must not put off the others
			timer.Reset(s.o.Settle)
		}
		soon = true
	}
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-w.Events:
			if !ok {
				w.Events = nil
			}
			noticed()
		case _, ok := <-w.Errors: // too many notices at once: look for ourselves
			if !ok {
				w.Errors = nil
			}
			noticed()
		case <-timer.C:
			next := rescan
			if soon = s.tell(ctx, f); soon {
				next = s.o.Settle
			}
			_ = s.follow(w) // the directory may have been replaced
			timer.Reset(next)
		}
	}
}

// tell scans once and hands the events on.
func (s *Store) tell(ctx context.Context, f func(Event)) (more bool) {
	events, more := s.Scan()
	for _, e := range events {
		if ctx.Err() != nil {
			return false
		}
		f(e)
	}
	return more
}

func (s *Store) follow(w *fsnotify.Watcher) error {
	if s.dir == "" || w.Events == nil {
		return nil
	}
	return w.Add(s.dir)
}
