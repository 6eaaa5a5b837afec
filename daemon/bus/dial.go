package bus

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	mathrand "math/rand/v2"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// dialer opens connections that do not wait for delayed acknowledgements and do not hold
// payloads above the limit.
type dialer struct {
	ctx        context.Context // ends attempts, not connections
	tls        *tls.Config
	marker     []byte // stands for a payload that was too large; see limitConn
	maxPayload int

	mu   sync.Mutex
	conn net.Conn // the one that was opened
}

func (d *dialer) open(u *url.URL, _ mqtt.ClientOptions) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(d.ctx, connectTimeout)
	defer cancel()
	raw, err := (&net.Dialer{}).DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return nil, err
	}
	conn := quick(raw)
	if secure(u) {
		if conn, err = d.handshake(ctx, conn, u.Hostname()); err != nil {
			raw.Close()
			return nil, err
		}
	}
	d.mu.Lock()
	d.conn = conn
	d.mu.Unlock()
	return newLimitConn(conn, d.maxPayload, d.marker), nil
}

// abort closes the connection, for a broker that accepts it and then says nothing.
func (d *dialer) abort() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.conn != nil {
		d.conn.Close()
	}
}

func (d *dialer) handshake(ctx context.Context, conn net.Conn, host string) (net.Conn, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if d.tls != nil {
		config = d.tls.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	t := tls.Client(conn, config)
	return t, t.HandshakeContext(ctx)
}

// message turns a received message into ours.
func (d *dialer) message(m mqtt.Message) Message {
	r := Message{Topic: m.Topic(), Payload: m.Payload(), QoS: m.Qos(), Retained: m.Retained()}
	if size, ok := bytes.CutPrefix(r.Payload, d.marker); ok && len(size) == 4 {
		r.Truncated = int(binary.LittleEndian.Uint32(size))
		r.Payload = nil
	}
	return r
}

// newMarker returns bytes that no sender can guess.
func newMarker() []byte {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return b
}

// TLSConfig makes what Options.TLS wants from PEM files. No ca: the system's authorities.
// cert and key go together and prove who this client is; none: it proves nothing.
func TLSConfig(ca, cert, key string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return nil, fmt.Errorf("mqtt: ca_file: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("mqtt: ca_file %s: holds no PEM certificate", ca)
		}
	}
	if cert == "" && key == "" {
		return config, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("mqtt: cert_file %s, key_file %s: %w", cert, key, err)
	}
	config.Certificates = []tls.Certificate{pair}
	return config, nil
}

func brokerURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("mqtt: broker %q: want tcp://host:port or ssl://host:port", s)
	}
	switch u.Scheme {
	case "tcp", "mqtt", "ssl", "tls", "mqtts":
	default:
		return nil, fmt.Errorf("mqtt: broker %q: scheme %q is not one of tcp, mqtt, ssl, tls, mqtts", s, u.Scheme)
	}
	if u.Port() == "" {
		port := "1883"
		if secure(u) {
			port = "8883"
		}
		u.Host = net.JoinHostPort(u.Hostname(), port)
	}
	return u, nil
}

func secure(u *url.URL) bool { return u.Scheme == "ssl" || u.Scheme == "tls" || u.Scheme == "mqtts" }

// readPassword returns the first line of a file.
func readPassword(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("mqtt: password_file: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// plain is the reason at the bottom of a network error, without addresses that differ
// from attempt to attempt.
func plain(err error) error {
	var op *net.OpError
	switch {
	case err == nil || errors.Is(err, mqtt.ErrNotConnected):
		return errLost
	case errors.Is(err, io.EOF):
		return errHungUp
	case errors.As(err, &op) && op.Err != nil:
		return op.Err
	}
	return err
}

// backoff is the time between attempts: doubled each time up to limit, and jittered from
// half of that to all of it, so that a broker's clients do not come back all at once.
type backoff struct {
	limit time.Duration
	tries int
}

func (b *backoff) next() time.Duration {
	d := b.limit
	if b.tries < 30 {
		d = min(d, time.Duration(float64(minReconnect)*math.Exp2(float64(b.tries))))
	}
	b.tries++
	return d/2 + mathrand.N(d/2+1)
}

func (b *backoff) reset() { b.tries = 0 }
