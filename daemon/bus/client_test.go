package bus_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"edged/daemon/bus"
	"edged/daemon/bus/bustest"
)

// journal collects log lines.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) count(s string) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Count(j.b.String(), s)
}

func (j *journal) logger() *slog.Logger { return slog.New(slog.NewTextHandler(j, nil)) }

// A broker that is not there at the start is waited for, quietly; what was said meanwhile
// is sent when it comes.
func TestBrokerComesLater(t *testing.T) {
	s := bustest.Start(t, bustest.Options{})
	s.Stop()
	var log journal
	attempts := make(chan struct{}, 1000)
	l, err := net.Listen("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	go func() { // hangs up at once, and counts
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Close()
			attempts <- struct{}{}
		}
	}()
	var mu sync.Mutex
	var states []bool
	c := client(t, bus.Options{Broker: s.URL(), Log: log.logger(), OnState: func(up bool) {
		mu.Lock()
		defer mu.Unlock()
		states = append(states, up)
	}}, nil)
	publish(t, c, bus.Message{Topic: "kept", Payload: []byte("old"), QoS: 1, Retained: true})
	publish(t, c, bus.Message{Topic: "a", Payload: []byte("1"), QoS: 1})
	publish(t, c, bus.Message{Topic: "kept", Payload: []byte("new"), QoS: 1, Retained: true})
	if err := c.Publish(t.Context(), bus.Message{Topic: "a"}); !errors.Is(err, bus.ErrOffline) {
		t.Error(err)
	}
	if c.Connected() || c.Pending() != 2 {
		t.Error(c.Connected(), c.Pending())
	}
	for range 4 {
		<-attempts
	}
	l.Close()
	s.Restart()
	up(t, c)
	flush(t, c)
	see := bustest.Connect(t, s.URL(), "", "")
	see.Hear("kept")
	if m := see.Next(); string(m.Payload()) != "new" {
		t.Errorf("%q", m.Payload())
	}
	if n := log.count("not connected"); n < 1 || n > 3 { // hung up, reset, refused
		t.Errorf("%d lines: %s", n, log.b.String())
	}
	s.Kill()
	until(t, "lost", func() bool { return !c.Connected() })
	mu.Lock()
	defer mu.Unlock()
	if len(states) == 0 || !states[0] {
		t.Error(states)
	}
}

func TestCloseWithoutBroker(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, addr := range []string{l.Addr().String(), "127.0.0.1:1"} {
		c, err := bus.New(bus.Options{Broker: "tcp://" + addr, ClientID: "c"})
		if err != nil {
			t.Fatal(err)
		}
		c.Start()
		publish(t, c, bus.Message{Topic: "a", QoS: 1})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		err = c.Close(ctx)
		cancel()
		if err == nil || !strings.Contains(err.Error(), "1 messages were not acknowledged") {
			t.Error(err)
		}
		if err := c.Publish(t.Context(), bus.Message{Topic: "a", QoS: 1}); !errors.Is(err, bus.ErrClosed) {
			t.Error(err)
		}
	}
}

func TestPassword(t *testing.T) {
	s := bustest.Start(t, bustest.Options{Username: "u", Password: "p ss"})
	file := filepath.Join(t.TempDir(), "password")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("wrong\n")
	var log journal
	c := client(t, bus.Options{Broker: s.URL(), Username: "u", PasswordFile: file, Log: log.logger()}, nil)
	until(t, "refused", func() bool { return log.count("not Authorized") == 1 })
	write("p ss\r\nmore\n")
	up(t, c)
}

// A payload above the limit is not held; its handler knows how large it was.
func TestTruncated(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		got := make(chan bus.Message, 4)
		c := client(t, bus.Options{Broker: s.URL(), MaxPayload: 1000}, func(c *bus.Client) {
			_ = c.Subscribe("in/#", 1, func(m bus.Message) error { got <- m; return nil })
		})
		up(t, c)
		plain := bustest.Connect(t, s.URL(), "", "")
		for _, size := range []int{1000, 1001, 5_000_000, 3} {
			plain.Send("in/x", bytes.Repeat([]byte("x"), size))
			m := <-got
			if size <= 1000 && (len(m.Payload) != size || m.Truncated != 0) ||
				size > 1000 && (len(m.Payload) != 0 || m.Truncated != size) || m.Topic != "in/x" {
				t.Errorf("%d: %s %d bytes, truncated %d", size, m.Topic, len(m.Payload), m.Truncated)
			}
		}
	})
}

// certificate writes a certificate for 127.0.0.1 that signs itself.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "broker"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	save := func(name, kind string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return save("cert.pem", "CERTIFICATE", der), save("key.pem", "EC PRIVATE KEY", secret)
}

func TestTLS(t *testing.T) {
	cert, key := certificate(t)
	s := bustest.Start(t, bustest.Options{CertFile: cert, KeyFile: key,
		Lines: []string{"cafile " + cert, "require_certificate true"}})
	config, err := bus.TLSConfig(cert, cert, key)
	if err != nil {
		t.Fatal(err)
	}
	c := client(t, bus.Options{Broker: s.URL(), TLS: config}, nil)
	up(t, c)
	publish(t, c, bus.Message{Topic: "a", Payload: bytes.Repeat([]byte("x"), 1<<20), QoS: 1})
	flush(t, c)

	var log journal
	client(t, bus.Options{Broker: s.URL(), ClientID: "stranger", Log: log.logger()}, nil)
	until(t, "refused", func() bool { return log.count("certificate signed by unknown authority") == 1 })
}

func TestTLSConfigErrors(t *testing.T) {
	cert, _ := certificate(t)
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ ca, cert, key, want string }{
		{"none.pem", "", "", "mqtt: ca_file: open none.pem"},
		{empty, "", "", "holds no PEM certificate"},
		{cert, cert, empty, "mqtt: cert_file"},
	} {
		if _, err := bus.TLSConfig(c.ca, c.cert, c.key); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestNewErrors(t *testing.T) {
	for _, c := range []struct{ broker, id, want string }{
		{"", "c", "want tcp://host:port"},
		{"localhost:1883", "c", "want tcp://host:port"},
		{"ws://localhost:1883", "c", `scheme "ws" is not one of`},
		{"tcp://localhost", "", "needs a client id"},
	} {
		if _, err := bus.New(bus.Options{Broker: c.broker, ClientID: c.id}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A message that a broker refuses by hanging up does not stop the others.
func TestTooLargeForBroker(t *testing.T) {
	s := bustest.Start(t, bustest.Options{MaxPacket: 1000})
	var log journal
	c := client(t, bus.Options{Broker: s.URL(), Log: log.logger()}, nil)
	for _, size := range []int{10, 100_000, 20} {
		publish(t, c, bus.Message{Topic: "a", Payload: bytes.Repeat([]byte("x"), size), QoS: 1})
	}
	flush(t, c)
	if log.count("message given up") != 1 {
		t.Error(log.b.String())
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		filter, topic string
		want          bool
	}{
		{"a/b", "a/b", true}, {"a/b", "a/bc", false}, {"a/b", "a", false}, {"a", "a/b", false},
		{"a/+", "a/b", true}, {"a/+", "a/", true}, {"a/+", "a", false}, {"a/+", "a/b/c", false}, {"+/+", "/x", true},
		{"a/#", "a", true}, {"a/#", "a/b/c", true}, {"#", "a/b", true}, {"#", "$SYS/x", false}, {"+/x", "$SYS/x", false},
		{"$SYS/#", "$SYS/x", true}, {"a/+/c/#", "a/b/c", true}, {"a/+/c/#", "a/b/c/d/e", true}, {"a/+/c/#", "a/b/d", false},
		{"$share/g/a/#", "a/b", true}, {"$share/g/a/+", "b/c", false}, {"a.b/+", "a.b/c", true}, {"a.b/+", "axb/c", false},
	} {
		if bus.Match(c.filter, c.topic) != c.want {
			t.Errorf("%s %s: %v", c.filter, c.topic, !c.want)
		}
	}
}

// BenchmarkRoundTrip is one QoS 1 message from the client to itself.
func BenchmarkRoundTrip(b *testing.B) {
	for name, noDelay := range map[string]bool{"nodelay": true, "default": false} {
		b.Run(name, func(b *testing.B) {
			s := bustest.Start(b, bustest.Options{NoDelay: noDelay})
			got := make(chan struct{}, 1)
			c, err := bus.New(bus.Options{Broker: s.URL(), ClientID: "c", Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				b.Fatal(err)
			}
			_ = c.Subscribe("t", 1, func(bus.Message) error { got <- struct{}{}; return nil })
			c.Start()
			for !c.Connected() {
				time.Sleep(time.Millisecond)
			}
			for b.Loop() {
				_ = c.Publish(b.Context(), bus.Message{Topic: "t", Payload: make([]byte, 64), QoS: 1})
				<-got
			}
			_ = c.Close(context.Background())
		})
	}
}
