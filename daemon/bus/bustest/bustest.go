// Package bustest starts a real Mosquitto for tests, stops it, kills it and starts it
// again on the same port.
package bustest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"edged/internal/testkit"
)

const startWithin = 10 * time.Second

// Options say how Mosquitto is to run.
type Options struct {
	NoDelay      bool   // set_tcp_nodelay true
	Username     string // with Password: nobody else may connect
	Password     string
	Persistence  bool // sessions and retained messages outlive Stop; Kill loses what is not saved yet
	MaxPacket    int  // max_packet_size in bytes; 0: no limit
	MessageLimit int  // message_size_limit in bytes; 0: no limit
	CertFile     string
	KeyFile      string // with CertFile: the port speaks TLS
	Lines        []string
}

// Mosquitto is a broker that runs until Stop or the end of the test.
type Mosquitto struct {
	t    testing.TB
	path string
	dir  string
	port int
	tls  bool
	cmd  *exec.Cmd
	done chan struct{}
}

// Start starts a Mosquitto on a free port of the loopback address.
func Start(t testing.TB, o Options) *Mosquitto {
	t.Helper()
	m := &Mosquitto{t: t, path: find(t, "mosquitto"), dir: t.TempDir(), port: freePort(t), tls: o.CertFile != ""}
	m.configure(o)
	t.Cleanup(m.Stop)
	m.Restart()
	return m
}

// find looks where Debian puts daemons, too.
func find(t testing.TB, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	path := filepath.Join("/usr/sbin", name)
	if _, err := os.Stat(path); err != nil {
		testkit.Missing(t, "no "+name)
	}
	return path
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (m *Mosquitto) configure(o Options) {
	m.t.Helper()
	lines := []string{
		fmt.Sprintf("listener %d 127.0.0.1", m.port),
		fmt.Sprintf("set_tcp_nodelay %v", o.NoDelay),
		fmt.Sprintf("allow_anonymous %v", o.Username == ""),
		fmt.Sprintf("persistence %v", o.Persistence),
		"persistence_location " + m.dir + "/",
		"user root", // where root runs the tests, the files are root's
		"log_dest none",
	}
	if o.Persistence {
		lines = append(lines, "autosave_interval 1", "autosave_on_changes true")
	}
	if o.Username != "" {
		lines = append(lines, "password_file "+m.passwords(o))
	}
	if o.MaxPacket > 0 {
		lines = append(lines, fmt.Sprintf("max_packet_size %d", o.MaxPacket))
	}
	if o.MessageLimit > 0 {
		lines = append(lines, fmt.Sprintf("message_size_limit %d", o.MessageLimit))
	}
	if m.tls {
		lines = append(lines, "certfile "+o.CertFile, "keyfile "+o.KeyFile)
	}
	lines = append(lines, o.Lines...)
	m.write("mosquitto.conf", strings.Join(lines, "\n")+"\n")
}

// passwords writes a password file and returns its path.
func (m *Mosquitto) passwords(o Options) string {
	m.t.Helper()
	path := m.write("passwords", o.Username+":"+o.Password+"\n")
	if out, err := exec.Command(find(m.t, "mosquitto_passwd"), "-U", path).CombinedOutput(); err != nil {
		m.t.Fatalf("mosquitto_passwd: %v: %s", err, out)
	}
	return path
}

func (m *Mosquitto) write(name, text string) string {
	m.t.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
	return path
}

// Addr returns host:port.
func (m *Mosquitto) Addr() string { return fmt.Sprintf("127.0.0.1:%d", m.port) }

// Port returns the port.
func (m *Mosquitto) Port() int { return m.port }

// URL returns what a client connects to.
func (m *Mosquitto) URL() string {
	if m.tls {
		return "ssl://" + m.Addr()
	}
	return "tcp://" + m.Addr()
}

// Restart starts Mosquitto, stopping it first where it runs, on the port it had. It
// returns when connections are accepted.
func (m *Mosquitto) Restart() {
	m.t.Helper()
	m.Stop()
	m.cmd = exec.Command(m.path, "-c", filepath.Join(m.dir, "mosquitto.conf"))
	var stderr strings.Builder
	m.cmd.Stderr = &stderr
	if err := m.cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.done = make(chan struct{})
	go func() {
		defer close(m.done)
		_ = m.cmd.Wait() // how it ended is of no interest
	}()
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	for {
		if c, err := net.Dial("tcp", m.Addr()); err == nil {
			c.Close()
			return
		}
		select {
		case <-m.done:
			m.t.Fatalf("mosquitto ended: %s", stderr.String())
		case <-ctx.Done():
			m.t.Fatal("mosquitto does not accept connections")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Stop ends Mosquitto as a system does that shuts down, and waits.
func (m *Mosquitto) Stop() { m.end(os.Interrupt) }

// Kill ends Mosquitto as a power cut does, and waits.
func (m *Mosquitto) Kill() { m.end(os.Kill) }

func (m *Mosquitto) end(s os.Signal) {
	if m.cmd == nil {
		return
	}
	_ = m.cmd.Process.Signal(s) // an error says that it has ended
	<-m.done
	m.cmd = nil
}
