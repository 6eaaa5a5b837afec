// Package mosquitto runs a real Mosquitto on loopback, for tests and benchmarks: it can be
// stopped, killed and started again on the same port.
package mosquitto

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const startWithin = 10 * time.Second

// ErrMissing says that a program of Mosquitto's is not installed.
var ErrMissing = errors.New("not installed")

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

// Mosquitto is a broker that runs until Stop.
type Mosquitto struct {
	path string
	dir  string
	port int
	tls  bool
	cmd  *exec.Cmd
	done chan struct{}
}

// Start starts a Mosquitto on a free port of the loopback address, with its files in dir.
// The error is ErrMissing where there is no Mosquitto.
func Start(dir string, o Options) (*Mosquitto, error) {
	path, err := find("mosquitto")
	if err != nil {
		return nil, err
	}
	m := &Mosquitto{path: path, dir: dir, tls: o.CertFile != ""}
	if m.port, err = freePort(); err != nil {
		return nil, err
	}
	if err := m.configure(o); err != nil {
		return nil, err
	}
	return m, m.Restart()
}

// find looks where Debian puts daemons, too.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	path := filepath.Join("/usr/sbin", name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%s is %w", name, ErrMissing)
	}
	return path, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (m *Mosquitto) configure(o Options) error {
	lines := []string{
		fmt.Sprintf("listener %d 127.0.0.1", m.port),
		fmt.Sprintf("set_tcp_nodelay %v", o.NoDelay),
		fmt.Sprintf("allow_anonymous %v", o.Username == ""),
		fmt.Sprintf("persistence %v", o.Persistence),
		"persistence_location " + m.dir + "/",
		"user root", // where root starts it, the files are root's
		"log_dest none",
	}
	if o.Persistence {
		lines = append(lines, "autosave_interval 1", "autosave_on_changes true")
	}
	if o.Username != "" {
		path, err := m.passwords(o)
		if err != nil {
			return err
		}
		lines = append(lines, "password_file "+path)
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
	return os.WriteFile(m.conf(), []byte(strings.Join(lines, "\n")+"\n"), 0o600)
}

func (m *Mosquitto) conf() string { return filepath.Join(m.dir, "mosquitto.conf") }

// passwords writes a password file and returns its path.
func (m *Mosquitto) passwords(o Options) (string, error) {
	tool, err := find("mosquitto_passwd")
	if err != nil {
		return "", err
	}
	path := filepath.Join(m.dir, "passwords")
	if err := os.WriteFile(path, []byte(o.Username+":"+o.Password+"\n"), 0o600); err != nil {
		return "", err
	}
	if out, err := exec.Command(tool, "-U", path).CombinedOutput(); err != nil {
		return "", fmt.Errorf("mosquitto_passwd: %w: %s", err, out)
	}
	return path, nil
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
func (m *Mosquitto) Restart() error {
	m.Stop()
	m.cmd = exec.Command(m.path, "-c", m.conf())
	var stderr strings.Builder
	m.cmd.Stderr = &stderr
	if err := m.cmd.Start(); err != nil {
		m.cmd = nil
		return err
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
			return c.Close()
		}
		select {
		case <-m.done:
			return fmt.Errorf("mosquitto ended: %s", stderr.String())
		case <-ctx.Done():
			m.Kill()
			return errors.New("mosquitto does not accept connections")
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
