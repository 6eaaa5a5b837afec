package broker

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// logger hands the server's messages to slog: what it notices every day at debug level,
// the rest as warnings. A fatal message is kept, not obeyed.
type logger struct {
	log *slog.Logger

	mu    sync.Mutex
	first error
}

func (l *logger) Noticef(format string, v ...any) { l.debug(format, v) }
func (l *logger) Debugf(format string, v ...any)  { l.debug(format, v) }
func (l *logger) Tracef(format string, v ...any)  { l.debug(format, v) }

func (l *logger) Warnf(format string, v ...any) {
	if strings.HasPrefix(format, "Maximum payloads over") {
		return // pictures are larger than what NATS means to carry; that is known here
	}
	l.log.Warn("broker: " + fmt.Sprintf(format, v...))
}

// Errorf warns: what the server calls an error is mostly a client's.
func (l *logger) Errorf(format string, v ...any) {
	l.log.Warn("broker: " + fmt.Sprintf(format, v...))
}

func (l *logger) Fatalf(format string, v ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.first == nil {
		l.first = fmt.Errorf(format, v...)
	}
}

func (l *logger) debug(format string, v []any) {
	l.log.Debug("broker: " + fmt.Sprintf(format, v...))
}

// fatal returns the first fatal message, or nil.
func (l *logger) fatal() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.first
}
