package bus_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"edged/daemon/broker"
	"edged/daemon/bus"
	"edged/daemon/bus/bustest"
)

// server is a broker that the suite starts, kills and starts again.
type server interface {
	URL() string
	Addr() string
	Kill()
	Restart()
}

// embedded is edged's own broker as a server. It cannot be killed like a process; Kill is
// its end.
type embedded struct {
	t      testing.TB
	o      broker.Options
	broker *broker.Broker
	addr   string
}

func (e *embedded) URL() string  { return "tcp://" + e.addr }
func (e *embedded) Addr() string { return e.addr }

func (e *embedded) Kill() {
	if e.broker == nil {
		return
	}
	if err := e.broker.Close(); err != nil {
		e.t.Error(err)
	}
	e.broker = nil
}

func (e *embedded) Restart() {
	e.t.Helper()
	e.Kill()
	b, err := broker.Start(e.o)
	if err != nil {
		e.t.Fatal(err)
	}
	e.broker, e.addr, e.o.Listen = b, b.Addr(), b.Addr()
}

// both runs a test with either broker.
func both(t *testing.T, f func(*testing.T, server)) {
	t.Run("mosquitto", func(t *testing.T) { f(t, bustest.Start(t, bustest.Options{})) })
	t.Run("embedded", func(t *testing.T) {
		e := &embedded{t: t, o: broker.Options{Listen: "127.0.0.1:0", Dir: t.TempDir()}}
		e.Restart()
		t.Cleanup(e.Kill)
		f(t, e)
	})
}

// client starts a client of ours that is closed at the end of the test.
func client(t *testing.T, o bus.Options, subscribe func(*bus.Client)) *bus.Client {
	t.Helper()
	if o.ClientID == "" {
		o.ClientID = strings.ReplaceAll(t.Name(), "/", "-")
	}
	o.MaxReconnect = 200 * time.Millisecond
	c, err := bus.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if subscribe != nil {
		subscribe(c)
	}
	c.Start()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = c.Close(ctx) // a test that wants to know closes it itself
	})
	return c
}

// up waits until a client is connected.
func up(t *testing.T, c *bus.Client) {
	t.Helper()
	until(t, "connected", c.Connected)
}

func until(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(bustest.Within); !f(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never came: " + what)
		}
	}
}

func publish(t *testing.T, c *bus.Client, m bus.Message) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), bustest.Within)
	defer cancel()
	if err := c.Publish(ctx, m); err != nil {
		t.Error(err)
	}
}

func flush(t *testing.T, c *bus.Client) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), bustest.Within)
	defer cancel()
	if err := c.Flush(ctx); err != nil {
		t.Fatal(err)
	}
}

// proxy stands between a client and a broker, and cuts the wire.
type proxy struct {
	l      net.Listener
	target string
	mu     sync.Mutex
	conns  []net.Conn
}

func startProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{l: l, target: target}
	t.Cleanup(func() { l.Close(); p.cut() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.join(c)
		}
	}()
	return p
}

func (p *proxy) url() string { return "tcp://" + p.l.Addr().String() }

func (p *proxy) join(in net.Conn) {
	out, err := net.Dial("tcp", p.target)
	if err != nil {
		in.Close()
		return
	}
	p.mu.Lock()
	p.conns = append(p.conns, in, out)
	p.mu.Unlock()
	go func() { _, _ = io.Copy(out, in); out.Close() }()
	_, _ = io.Copy(in, out)
	in.Close()
}

func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

func TestAvailability(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		see := bustest.Connect(t, s.URL(), "", "")
		see.Hear("edged/k.1/availability")
		expect := func(want string) {
			t.Helper()
			if m := see.Next(); string(m.Payload()) != want {
				t.Fatalf("%q, want %q", m.Payload(), want)
			}
		}
		p := startProxy(t, s.Addr())
		c := client(t, bus.Options{Broker: p.url(), Availability: "edged/k.1/availability"}, nil)
		expect(bus.Online)
		p.cut()
		expect(bus.Offline) // the last will
		expect(bus.Online)
		up(t, c)
		until(t, "online is what a new client hears", func() bool {
			m := bustest.Connect(t, s.URL(), "", "").Kept("edged/+/availability")
			return string(m.Payload()) == bus.Online && m.Retained()
		})
		if err := c.Close(t.Context()); err != nil {
			t.Error(err)
		}
		expect(bus.Offline)
	})
}

func TestReceive(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		plain := bustest.Connect(t, s.URL(), "", "")
		plain.Wait(plain.Publish("models/a.b-c/kept", 1, true, "old"))
		bustest.Connect(t, s.URL(), "", "").Kept("models/a.b-c/kept")
		got := make(chan bus.Message, 16)
		c := client(t, bus.Options{Broker: s.URL()}, func(c *bus.Client) {
			for _, filter := range []string{"models/+/infer/#", "models/+/kept"} {
				if err := c.Subscribe(filter, 1, func(m bus.Message) error { got <- m; return nil }); err != nil {
					t.Error(err)
				}
			}
		})
		next := func(topic, payload string, retained bool) {
			t.Helper()
			select {
			case m := <-got:
				if m.Topic != topic || string(m.Payload) != payload || m.Retained != retained || m.QoS != 1 {
					t.Fatalf("%s %d bytes retained %v qos %d", m.Topic, len(m.Payload), m.Retained, m.QoS)
				}
			case <-time.After(bustest.Within):
				t.Fatal("nothing came to", topic)
			}
		}
		next("models/a.b-c/kept", "old", true)
		up(t, c)
		plain.Send("models/a.b-c/kept", []byte("new"))
		next("models/a.b-c/kept", "new", false)
		for _, topic := range []string{"models/m/infer", "models/m/infer/42", "models/0.a_b-c/infer/raw/x.y"} {
			plain.Send(topic, []byte(topic))
			next(topic, topic, false)
		}
		large := bytes.Repeat([]byte("picture "), 1<<20)
		plain.Send("models/m/infer/raw/large", large)
		next("models/m/infer/raw/large", string(large), false)
	})
}

// A filter that is subscribed again has one handler, the last, and brings what is retained.
func TestSubscribeAgain(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		plain := bustest.Connect(t, s.URL(), "", "")
		plain.Wait(plain.Publish("kept", 1, true, "x"))
		plain.Kept("kept")
		first, second := newSet(), newSet()
		c := client(t, bus.Options{Broker: s.URL()}, func(c *bus.Client) {
			_ = c.Subscribe("kept", 1, func(m bus.Message) error { first.add(string(m.Payload)); return nil })
		})
		until(t, "the retained message", func() bool { return first.len() == 1 })
		up(t, c)
		if err := c.Subscribe("kept", 1, func(m bus.Message) error { second.add(string(m.Payload)); return nil }); err != nil {
			t.Fatal(err)
		}
		until(t, "the retained message, again", func() bool { return second.len() == 1 })
		plain.Send("kept", []byte("y"))
		until(t, "the new message", func() bool { return second.len() == 2 })
		if first.len() != 1 {
			t.Error("the replaced handler was called")
		}
	})
}

func TestPublish(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		plain := bustest.Connect(t, s.URL(), "", "")
		plain.Hear("out/#")
		c := client(t, bus.Options{Broker: s.URL()}, nil)
		up(t, c)
		large := bytes.Repeat([]byte("picture "), 1<<20)
		for _, m := range []bus.Message{
			{Topic: "out/0", Payload: []byte("zero")},
			{Topic: "out/a.b/1", Payload: []byte("one"), QoS: 1},
			{Topic: "out/kept", Payload: []byte("kept"), QoS: 1, Retained: true},
			{Topic: "out/large", Payload: large, QoS: 1},
			{Topic: "out/empty", QoS: 1},
		} {
			publish(t, c, m)
			if got := plain.Next(); got.Topic() != m.Topic || !bytes.Equal(got.Payload(), m.Payload) {
				t.Errorf("%s: got %s, %d bytes", m.Topic, got.Topic(), len(got.Payload()))
			}
		}
		flush(t, c)
		if c.Pending() != 0 {
			t.Error(c.Pending())
		}
		if m := bustest.Connect(t, s.URL(), "", "").Kept("out/kept"); string(m.Payload()) != "kept" || !m.Retained() {
			t.Errorf("%q, retained %v", m.Payload(), m.Retained())
		}
	})
}

// What is published while the wire is cut again and again arrives, all of it.
func TestNothingLostOverCuts(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		const messages = 500
		seen := newSet()
		receiver := client(t, bus.Options{Broker: s.URL(), ClientID: "receiver"}, func(c *bus.Client) {
			_ = c.Subscribe("n/+", 1, func(m bus.Message) error { seen.add(m.Topic); return nil })
		})
		up(t, receiver) // what is published before it has subscribed is not for it
		p := startProxy(t, s.Addr())
		c := client(t, bus.Options{Broker: p.url(), OutboxMessages: 100}, nil)
		for i := range messages {
			if i%97 == 50 {
				p.cut()
			}
			publish(t, c, bus.Message{Topic: fmt.Sprintf("n/%d", i), Payload: []byte("x"), QoS: 1})
		}
		flush(t, c)
		until(t, "all messages", func() bool { return seen.len() == messages })
	})
}

// Requests and answers over a broker that is killed in the middle. It may forget what it
// has acknowledged: who asks asks again.
func TestNothingLostOverKill(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		const requests = 500
		client(t, bus.Options{Broker: s.URL(), ClientID: "answers"}, func(c *bus.Client) {
			_ = c.Subscribe("ask/+", 1, func(m bus.Message) error {
				return c.Publish(t.Context(), bus.Message{Topic: "answer/" + m.Topic[4:], Payload: m.Payload, QoS: 1})
			})
		})
		answered := newSet()
		asks := client(t, bus.Options{Broker: s.URL(), ClientID: "asks"}, func(c *bus.Client) {
			_ = c.Subscribe("answer/+", 1, func(m bus.Message) error { answered.add(m.Topic[7:]); return nil })
		})
		up(t, asks)
		for try := 0; answered.len() < requests; try++ {
			if try == 100 {
				t.Fatalf("%d of %d were answered", answered.len(), requests)
			}
			for i := range requests {
				id := fmt.Sprint(i)
				if try == 0 && i == requests/2 {
					s.Kill()
					s.Restart()
				}
				if !answered.has(id) {
					publish(t, asks, bus.Message{Topic: "ask/" + id, Payload: []byte(id), QoS: 1})
				}
			}
			flush(t, asks)
			time.Sleep(100 * time.Millisecond)
		}
	})
}

// A request that was not taken comes again after the next connect.
func TestNotTakenComesAgain(t *testing.T) {
	both(t, func(t *testing.T, s server) {
		p := startProxy(t, s.Addr())
		var mu sync.Mutex
		refused, taken := 0, 0
		c := client(t, bus.Options{Broker: p.url()}, func(c *bus.Client) {
			_ = c.Subscribe("r", 1, func(bus.Message) error {
				mu.Lock()
				defer mu.Unlock()
				if refused == 0 {
					refused++
					return errors.New("no room")
				}
				taken++
				return nil
			})
		})
		up(t, c)
		count := func(n *int) func() bool {
			return func() bool { mu.Lock(); defer mu.Unlock(); return *n == 1 }
		}
		bustest.Connect(t, s.URL(), "", "").Send("r", []byte("x"))
		until(t, "refused", count(&refused))
		p.cut()
		until(t, "taken", count(&taken))
	})
}

type set struct {
	mu sync.Mutex
	m  map[string]bool
}

func newSet() *set { return &set{m: map[string]bool{}} }

func (s *set) add(v string)      { s.mu.Lock(); defer s.mu.Unlock(); s.m[v] = true }
func (s *set) has(v string) bool { s.mu.Lock(); defer s.mu.Unlock(); return s.m[v] }
func (s *set) len() int          { s.mu.Lock(); defer s.mu.Unlock(); return len(s.m) }
