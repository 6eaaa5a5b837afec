package health

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func text(s string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, s) })
}

func TestServe(t *testing.T) {
	var reasons []string
	s, err := Serve("127.0.0.1:0", text("edged_x 1"), func() []string { return reasons }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	get := func(method, path string, code int, want string) {
		t.Helper()
		r, err := http.NewRequest(method, "http://"+s.Addr()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != code || strings.TrimSpace(string(body)) != want {
			t.Errorf("%s %s: %d %s, want %d %s", method, path, resp.StatusCode, body, code, want)
		}
	}
	get("GET", "/metrics", 200, "edged_x 1")
	get("GET", "/healthz", 200, "ok")
	get("GET", "/readyz", 200, `{"ready":true}`)
	reasons = []string{"mqtt: not connected", "model digits: not loaded"}
	get("GET", "/readyz", 503, `{"ready":false,"reasons":["mqtt: not connected","model digits: not loaded"]}`)
	get("GET", "/healthz", 200, "ok")
	get("GET", "/", 404, "404 page not found")
	get("POST", "/readyz", 405, "Method Not Allowed")

	if _, err := Serve(s.Addr(), text(""), nil, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "http: listen "+s.Addr()) {
		t.Error(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", s.Addr()); err == nil {
		t.Error("still listening")
	}
}

func TestCloseDoesNotWaitForever(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(entered); <-leave })
	s, err := Serve("127.0.0.1:0", slow, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error)
	go func() {
		_, err := http.Get("http://" + s.Addr() + "/metrics")
		got <- err
	}()
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Close(ctx); err == nil {
		t.Error("a request in service, and no error")
	}
	if err := <-got; err == nil {
		t.Error("the request was answered")
	}
	close(leave)
}

// manager listens as systemd does.
func manager(t *testing.T) *net.UnixConn {
	t.Helper()
	dir, err := os.MkdirTemp("", "notify") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "s")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	t.Setenv("NOTIFY_SOCKET", path)
	return conn
}

func expect(t *testing.T, conn *net.UnixConn, want string) {
	t.Helper()
	b := make([]byte, 4096)
	n, err := conn.Read(b)
	if err != nil || !strings.HasPrefix(string(b[:n]), want) {
		t.Fatalf("%q, %v, want %q", b[:n], err, want)
	}
}

func TestSystemd(t *testing.T) {
	conn := manager(t)
	var s Systemd
	for _, c := range []struct {
		err  error
		want string
	}{
		{s.Ready("3 models"), "READY=1\nSTATUS=3 models"},
		{s.Reloading(), "RELOADING=1\nMONOTONIC_USEC="},
		{s.Stopping(), "STOPPING=1"},
	} {
		if c.err != nil {
			t.Error(c.err)
		}
		expect(t, conn, c.want)
	}
	conn.Close()
	if err := s.Stopping(); err == nil || !strings.Contains(err.Error(), "systemd: ") {
		t.Error(err)
	}
}

func TestWatchdog(t *testing.T) {
	conn := manager(t)
	t.Setenv("WATCHDOG_USEC", "2000")
	var dead atomic.Bool
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- Systemd{}.Watchdog(ctx, func() bool { return !dead.Load() }) }()
	expect(t, conn, "WATCHDOG=1")
	expect(t, conn, "WATCHDOG=1")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestNoSystemd(t *testing.T) {
	t.Setenv("NOTIFY_SOCKET", "")
	t.Setenv("WATCHDOG_USEC", "")
	if err := (Systemd{}).Ready("x"); err != nil {
		t.Error(err)
	}
	if err := (Systemd{}).Watchdog(t.Context(), func() bool { return true }); err != nil {
		t.Error(err)
	}
}
