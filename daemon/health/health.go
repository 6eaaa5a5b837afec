// Package health says how the daemon is: over HTTP to people and probes, and to systemd
// where that started it.
//
//	GET /metrics   Prometheus
//	GET /healthz   200 while the process serves
//	GET /readyz    200 when requests can be answered, else 503; JSON {"ready", "reasons"}
package health

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 60 * time.Second
	maxHeader     = 16 << 10
)

// Check returns why requests cannot be answered now; none when they can. It must not wait.
type Check func() (reasons []string)

// Server serves metrics and health. Close stops it.
type Server struct {
	http *http.Server
	addr string
	done chan error
}

// Serve listens on host:port (port 0: a free one) and serves until Close.
func Serve(listen string, metrics http.Handler, ready Check, log *slog.Logger) (*Server, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("http: listen %s: %w", listen, err)
	}
	s := &Server{
		http: &http.Server{
			Handler:           Handler(metrics, ready),
			ReadHeaderTimeout: headerTimeout,
			ReadTimeout:       readTimeout,
			WriteTimeout:      writeTimeout,
			IdleTimeout:       idleTimeout,
			MaxHeaderBytes:    maxHeader,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		},
		addr: l.Addr().String(),
		done: make(chan error, 1),
	}
	go func() {
		err := s.http.Serve(l)
		if !errors.Is(err, http.ErrServerClosed) {
			log.Error("http: stopped", "error", err)
		}
		s.done <- err
	}()
	return s, nil
}

// Addr returns host:port as it is listened on.
func (s *Server) Addr() string { return s.addr }

// Close stops listening and waits for what is being served, as long as the context lasts.
func (s *Server) Close(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	if err != nil {
		s.http.Close()
	}
	<-s.done
	return err
}

// Handler returns what Serve serves.
func Handler(metrics http.Handler, ready Check) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { readyz(w, ready()) })
	return mux
}

func readyz(w http.ResponseWriter, reasons []string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if len(reasons) > 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(struct {
		Ready   bool     `json:"ready"`
		Reasons []string `json:"reasons,omitempty"`
	}{len(reasons) == 0, reasons})
}
