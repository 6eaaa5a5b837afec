package bus

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// What Availability says.
const (
	Online  = "online"
	Offline = "offline"
)

const (
	connectTimeout = 10 * time.Second
	keepAlive      = 30 * time.Second
	pingTimeout    = 30 * time.Second // its answer may stand behind a large message
	writeTimeout   = 60 * time.Second // of one message, on a slow link
	ackTimeout     = 60 * time.Second // from sending to PUBACK; then the connection is given up
	subackTimeout  = 10 * time.Second

	minReconnect     = 100 * time.Millisecond
	defaultReconnect = 30 * time.Second
	steady           = 5 * time.Second // a connection that lasted so long was a good one

	defaultPayload     = 32 << 20
	defaultOutbox      = 1024
	defaultOutboxBytes = 64 << 20
	window             = 64   // messages in flight
	maxHandling        = 1024 // handlers at work before QoS 0 messages are dropped

	suspectAfter = 3  // lost connections after which a message is sent alone
	maxLost      = 10 // lost connections after which it is given up
)

// Options say how to reach the broker.
type Options struct {
	Broker       string // tcp://host:port or ssl://host:port; port 1883 or 8883 unless named
	ClientID     string // one of its kind at the broker, and the same at every start
	Username     string
	Password     string
	PasswordFile string      // in place of Password; its first line, read at each connect
	TLS          *tls.Config // for ssl://; nil: the system's authorities
	// Availability is the topic that says Online while connected and Offline after,
	// retained; empty: none.
	Availability string

	MaxPayload     int           // the largest payload that is read, in bytes; 0: 32 MiB
	OutboxMessages int           // that wait for the broker at most; 0: 1024
	OutboxBytes    int           // of their payloads; 0: 64 MiB
	MaxReconnect   time.Duration // between two attempts at most; 0: 30 s

	// OnState is called when the broker is connected and subscribed to, and when it is
	// lost: what a broker may have forgotten while it was away, retained messages, is to
	// be sent again then. It must not wait. nil: nobody is told.
	OnState func(connected bool)
	Log     *slog.Logger // nil: slog.Default()
}

// Client is the Bus that speaks to a broker. Its session at the broker outlives the
// connection: requests that come while it is away are delivered later.
type Client struct {
	o      Options
	url    *url.URL
	outbox *outbox

	cancel context.CancelFunc // of run; nil before Start
	done   chan struct{}      // closed when run has ended

	handling atomic.Int64
	current  atomic.Pointer[session] // the one that is connected and subscribed

	mu     sync.Mutex
	routes []route
	said   map[string]bool // reasons logged since it was connected last
}

type route struct {
	filter string
	qos    byte
	handle Handler
}

var _ Bus = (*Client)(nil)

// New makes a client. Subscribe what must not be missed before Start: the broker sends
// what it kept as soon as it is connected.
func New(o Options) (*Client, error) {
	u, err := brokerURL(o.Broker)
	if err != nil {
		return nil, err
	}
	if o.ClientID == "" {
		return nil, errors.New("mqtt: a session that outlives the connection needs a client id")
	}
	o.MaxPayload = orDefault(o.MaxPayload, defaultPayload)
	o.OutboxMessages = orDefault(o.OutboxMessages, defaultOutbox)
	o.OutboxBytes = orDefault(o.OutboxBytes, defaultOutboxBytes)
	o.MaxReconnect = orDefault(o.MaxReconnect, defaultReconnect)
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.OnState == nil {
		o.OnState = func(bool) {}
	}
	return &Client{o: o, url: u, outbox: newOutbox(o.OutboxMessages, o.OutboxBytes), done: make(chan struct{}),
		said: map[string]bool{}}, nil
}

func orDefault[T int | time.Duration](v, d T) T {
	if v == 0 {
		return d
	}
	return v
}

// Start begins to connect, and keeps at it until Close. A broker that is not there is no
// error: it is logged once, and tried again.
func (c *Client) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	go c.run(ctx)
}

// Connected tells whether the broker is connected and has accepted the subscriptions.
func (c *Client) Connected() bool { return c.current.Load() != nil }

// Pending returns how many messages wait for the broker's acknowledgement.
func (c *Client) Pending() int { return c.outbox.len() }

// Flush waits until the broker has acknowledged all that was published with QoS 1.
func (c *Client) Flush(ctx context.Context) error { return c.outbox.flush(ctx) }

// Close sends what waits as long as the context lasts, says Offline and disconnects. The
// error says what was left unsent.
func (c *Client) Close(ctx context.Context) error {
	c.outbox.close()
	if c.cancel == nil {
		return nil
	}
	err := c.outbox.flush(ctx)
	if s := c.current.Load(); s != nil {
		s.sayGoodbye(ctx)
	}
	c.cancel()
	<-c.done
	return err
}

// Publish implements Bus.
func (c *Client) Publish(ctx context.Context, m Message) error {
	if m.QoS > 0 {
		m.QoS = 1
		return c.outbox.add(ctx, m)
	}
	s := c.current.Load()
	if s == nil {
		return ErrOffline
	}
	return s.send(ctx, m)
}

// Subscribe implements Bus.
func (c *Client) Subscribe(filter string, qos byte, h Handler) error {
	r := route{filter, qos, h}
	c.mu.Lock()
	c.routes = append(slices.DeleteFunc(slices.Clone(c.routes), func(old route) bool { return old.filter == filter }), r)
	c.mu.Unlock()
	s := c.current.Load()
	if s == nil {
		return nil // the next connect does it
	}
	return s.subscribe([]route{r})
}

// run holds one session after the other.
func (c *Client) run(ctx context.Context) {
	defer close(c.done)
	wait := backoff{limit: c.o.MaxReconnect}
	for {
		began := time.Now()
		err := c.hold(ctx)
		if ctx.Err() != nil {
			return
		}
		c.down(err)
		if time.Since(began) >= steady {
			wait.reset()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait.next()):
		}
	}
}

// hold connects and stays until the connection is lost or the context ends.
func (c *Client) hold(ctx context.Context) error {
	s, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer s.end()
	if err := s.begin(); err != nil {
		return err
	}
	c.up(s)
	err = s.pump(ctx)
	c.current.Store(nil)
	c.o.OnState(false)
	for _, m := range c.outbox.lost() {
		c.o.Log.Error("mqtt: message given up: connections were lost whenever it was sent",
			"topic", m.Topic, "bytes", len(m.Payload), "times", maxLost)
	}
	return err
}

func (c *Client) up(s *session) {
	c.mu.Lock()
	clear(c.said)
	c.mu.Unlock()
	c.o.Log.Info("mqtt: connected", "broker", c.url.Redacted())
	c.current.Store(s)
	c.o.OnState(true)
}

// maxReasons bounds what is logged of one time without a connection: some reasons hold the
// time of day.
const maxReasons = 8

// down logs why there is no connection: each reason once, until there was one again.
func (c *Client) down(err error) {
	reason := plain(err).Error()
	c.mu.Lock()
	again := c.said[reason] || len(c.said) == maxReasons
	c.said[reason] = true
	c.mu.Unlock()
	if !again {
		c.o.Log.Warn("mqtt: not connected: trying again", "broker", c.url.Redacted(), "error", reason)
	}
}

// receive hands a message to its handler and acknowledges it when that has taken it.
func (c *Client) receive(m Message, ack func()) {
	defer c.handling.Add(-1)
	if c.handling.Add(1) > maxHandling && m.QoS == 0 {
		c.o.Log.Warn("mqtt: message dropped: too many at once", "topic", m.Topic)
		return
	}
	for _, r := range c.subscribed() {
		if !Match(r.filter, m.Topic) {
			continue
		}
		if err := r.handle(m); err != nil {
			c.o.Log.Warn("mqtt: message not taken", "topic", m.Topic, "error", err)
			return
		}
		break
	}
	ack()
}

func (c *Client) subscribed() []route {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.routes[:len(c.routes):len(c.routes)]
}

func (c *Client) pahoOptions(d *dialer, lost func(error)) (*mqtt.ClientOptions, error) {
	password := c.o.Password
	if c.o.PasswordFile != "" {
		var err error
		if password, err = readPassword(c.o.PasswordFile); err != nil {
			return nil, err
		}
	}
	o := mqtt.NewClientOptions().AddBroker(c.url.String()).
		SetProtocolVersion(4).SetClientID(c.o.ClientID).SetCleanSession(false).
		SetUsername(c.o.Username).SetPassword(password).
		SetAutoReconnect(false).SetConnectRetry(false). // run does both, with jitter
		SetConnectTimeout(connectTimeout).SetWriteTimeout(writeTimeout).
		SetKeepAlive(keepAlive).SetPingTimeout(pingTimeout).
		SetOrderMatters(false).SetAutoAckDisabled(true).
		SetConnectionLostHandler(func(_ mqtt.Client, err error) { lost(err) })
	o.SetCustomOpenConnectionFn(d.open)
	o.SetDefaultPublishHandler(func(_ mqtt.Client, m mqtt.Message) {
		c.receive(d.message(m), m.Ack)
	})
	if c.o.Availability != "" {
		o.SetWill(c.o.Availability, Offline, 1, true)
	}
	return o, nil
}

// Reasons that the library does not give.
var (
	errLost   = errors.New("connection lost")
	errHungUp = errors.New("the broker closed the connection")
)
