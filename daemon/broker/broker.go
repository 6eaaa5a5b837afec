// Package broker is the MQTT broker inside edged, for a device that has none: a
// nats-server with only its MQTT 3.1.1 listener open. It keeps sessions, retained
// messages and unacknowledged QoS 1 messages in a directory.
//
// What it carries: QoS 0, 1 and 2, retained messages, last wills, sessions that outlive a
// connection, '.' in topics, payloads up to MaxPayload. What it does not: white space and
// DEL in topics, and $share/ subscriptions, which MQTT 3.1.1 does not know; a pool of
// devices needs another broker. A PUBLISH that is too large closes its connection.
package broker

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

const (
	// DefaultListen is where the broker listens unless told otherwise.
	DefaultListen = "127.0.0.1:1883"
	// DefaultMaxPayload is the largest message it carries unless told otherwise, in bytes.
	DefaultMaxPayload = 16 << 20
	// MaxPayload is the most that Options.MaxPayload may ask for: the message store
	// cannot read longer records back.
	MaxPayload = 30 << 20

	defaultStore    = 512 << 20
	memoryStore     = 8 << 20
	pendingPerConn  = 64 << 20
	readyWithin     = 10 * time.Second
	forgetSession   = 24 * time.Hour
	redeliverAfter  = 5 * time.Second // what a client has not acknowledged, connected anew or not
	internalUser    = "edged"
	authWithin      = 5 // seconds
	serverName      = "edged"
	storeDirMode    = 0o700
	tempDirTemplate = "edged-broker-"
)

// Options say where the broker listens and what it may use. The zero value listens on
// DefaultListen and keeps nothing when it stops.
type Options struct {
	// Listen is host:port; port 0 takes a free one. Any host but a loopback one needs
	// PasswordFile.
	Listen string
	// PasswordFile has a line "user:password" for each user; the password may be a bcrypt
	// hash. Empty: anybody may connect, from this device only.
	PasswordFile string
	// Dir holds the message store. Empty: a temporary directory, removed at Close.
	Dir string
	// MaxPayload is the largest message in bytes; 0: DefaultMaxPayload.
	MaxPayload int
	// MaxStore bounds the message store in bytes; 0: 512 MiB. When it is full, QoS 1
	// messages are refused by closing the sender's connection.
	MaxStore int64
	// Log receives the broker's own messages; nil: slog.Default().
	Log *slog.Logger
}

// Broker is a running broker. Close stops it.
type Broker struct {
	server   *server.Server
	addr     string
	username string
	password string
	temp     string // removed at Close
}

// Start starts a broker. It accepts connections when Start returns.
func Start(o Options) (*Broker, error) {
	host, port, err := splitListen(o.Listen)
	if err != nil {
		return nil, err
	}
	b := &Broker{}
	opts, err := b.options(o, host, port)
	if err != nil {
		return nil, err
	}
	if err := b.start(o, opts); err != nil {
		b.Close()
		return nil, fmt.Errorf("broker: %w", err)
	}
	return b, nil
}

func (b *Broker) options(o Options, host string, port int) (*server.Options, error) {
	payload := o.MaxPayload
	if payload == 0 {
		payload = DefaultMaxPayload
	}
	if payload < 0 || payload > MaxPayload {
		return nil, fmt.Errorf("broker: max payload %d: must be from 1 to %d bytes", payload, MaxPayload)
	}
	store := o.MaxStore
	if store == 0 {
		store = defaultStore
	}
	opts := &server.Options{
		ServerName: serverName,
		DontListen: true, // no NATS port: MQTT is the only way in
		NoSigs:     true,
		MaxPayload: int32(payload),
		MaxPending: pendingPerConn,

		JetStream:          true,
		JetStreamMaxMemory: memoryStore,
		JetStreamMaxStore:  store,
		NoSystemAccount:    true,
		MQTT: server.MQTTOpts{
			Host: host,
			Port: port,
			// What a client that stays away has subscribed to must not fill the store.
			ConsumerInactiveThreshold: forgetSession,
			AckWait:                   redeliverAfter,
			AuthTimeout:               authWithin,
		},
	}
	if o.PasswordFile == "" {
		if !isLoopback(host) {
			return nil, fmt.Errorf("broker: listen %s: other devices could connect: set broker.password_file, or listen on 127.0.0.1", o.Listen)
		}
		return opts, nil
	}
	return opts, b.users(opts, o.PasswordFile)
}

func (b *Broker) start(o Options, opts *server.Options) error {
	var err error
	if opts.StoreDir, err = b.storeDir(o.Dir); err != nil {
		return err
	}
	if b.server, err = server.NewServer(opts); err != nil {
		return err
	}
	log := o.Log
	if log == nil {
		log = slog.Default()
	}
	l := &logger{log: log}
	b.server.SetLoggerV2(l, false, false, false)
	b.server.Start() // returns when all is up: there is no NATS listener to serve
	if err := l.fatal(); err != nil {
		return err
	}
	if !b.server.ReadyForConnections(readyWithin) {
		return errors.New("the mqtt listener did not start")
	}
	b.addr = net.JoinHostPort(opts.MQTT.Host, strconv.Itoa(mqttPort(b.server, opts)))
	return nil
}

func (b *Broker) storeDir(dir string) (string, error) {
	if dir != "" {
		return dir, os.MkdirAll(dir, storeDirMode)
	}
	var err error
	b.temp, err = os.MkdirTemp("", tempDirTemplate)
	return b.temp, err
}

// mqttPort returns the port that is listened on; the server writes a chosen one into its
// options, which may be a copy of ours.
func mqttPort(s *server.Server, o *server.Options) int {
	if v, err := s.Varz(nil); err == nil && v.MQTT.Port > 0 {
		return v.MQTT.Port
	}
	return o.MQTT.Port
}

// Addr returns host:port as it is listened on.
func (b *Broker) Addr() string { return b.addr }

// URL returns what a client on this device connects to, like tcp://127.0.0.1:1883.
func (b *Broker) URL() string {
	host, port, err := net.SplitHostPort(b.addr)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	return "tcp://" + net.JoinHostPort(host, port)
}

// Credentials are for the daemon's own connection: made at start, known to this process
// only. Both are empty when the broker asks nobody for a password.
func (b *Broker) Credentials() (username, password string) { return b.username, b.password }

// Close stops the broker, waits until it has stopped, and removes a temporary store.
func (b *Broker) Close() error {
	if b.server != nil {
		b.server.Shutdown()
		b.server.WaitForShutdown()
	}
	if b.temp == "" {
		return nil
	}
	return os.RemoveAll(b.temp)
}

func splitListen(listen string) (host string, port int, err error) {
	if listen == "" {
		listen = DefaultListen
	}
	host, text, err := net.SplitHostPort(listen)
	if err != nil {
		return "", 0, fmt.Errorf("broker: listen %q: want host:port, like %s", listen, DefaultListen)
	}
	port, err = strconv.Atoi(text)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("broker: listen %q: port %q is not a number from 0 to 65535", listen, text)
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	return host, port, nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
