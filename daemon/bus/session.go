package bus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// session is one connection. The library's client is used for this one only: its tokens
// then complete without error for one reason, the broker's acknowledgement, which is not
// so for a client that reconnects by itself.
type session struct {
	c    *Client
	mqtt mqtt.Client

	once sync.Once
	lost chan struct{} // closed when the connection is no more
	err  error         // why; to be read after lost is closed
}

// connect makes a connection, or says why there is none.
func (c *Client) connect(ctx context.Context) (*session, error) {
	s := &session{c: c, lost: make(chan struct{})}
	d := &dialer{ctx: ctx, tls: c.o.TLS, marker: newMarker(), maxPayload: c.o.MaxPayload}
	o, err := c.pahoOptions(d, s.fail)
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, d.abort)()
	s.mqtt = mqtt.NewClient(o)
	t := s.mqtt.Connect()
	<-t.Done() // bounded by the connect timeout
	return s, t.Error()
}

// ask calls the library in a goroutine of its own: it would wait for the write timeout
// where the connection is lost just then. It returns the token once the packet is handed
// over to be written.
func (s *session) ask(f func() mqtt.Token) (mqtt.Token, error) {
	handed := make(chan mqtt.Token, 1)
	go func() { handed <- f() }()
	select {
	case t := <-handed:
		return t, nil
	case <-s.lost:
		return nil, s.err
	}
}

func (s *session) publish(topic string, qos byte, retained bool, payload any) (mqtt.Token, error) {
	return s.ask(func() mqtt.Token { return s.mqtt.Publish(topic, qos, retained, payload) })
}

// fail ends the session for a reason.
func (s *session) fail(err error) {
	s.once.Do(func() {
		if err == nil {
			err = errLost
		}
		s.err = err
		close(s.lost)
	})
}

// begin subscribes, then says that we are here.
func (s *session) begin() error {
	if err := s.subscribe(s.c.subscribed()); err != nil {
		return err
	}
	if s.c.o.Availability == "" {
		return nil
	}
	t, err := s.publish(s.c.o.Availability, 1, true, Online)
	if err != nil {
		return err
	}
	return s.wait(t, ackTimeout)
}

func (s *session) subscribe(routes []route) error {
	for _, r := range routes {
		t, err := s.ask(func() mqtt.Token { return s.mqtt.Subscribe(r.filter, r.qos, nil) })
		if err == nil {
			err = s.wait(t, subackTimeout)
		}
		if err != nil {
			return fmt.Errorf("mqtt: subscribe %s: %w", r.filter, err)
		}
		for _, granted := range t.(*mqtt.SubscribeToken).Result() {
			if granted > 2 {
				s.c.o.Log.Error("mqtt: the broker refuses the subscription: see its access rules", "filter", r.filter)
			}
		}
	}
	return nil
}

// wait waits for the broker's answer on this connection.
func (s *session) wait(t mqtt.Token, limit time.Duration) error {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-t.Done():
		return t.Error()
	case <-s.lost:
		return s.err
	case <-timer.C:
		return fmt.Errorf("mqtt: no answer from the broker for %v", limit)
	}
}

// pump sends what is in the outbox until the connection is lost or the context ends.
func (s *session) pump(ctx context.Context) error {
	for {
		for it := s.c.outbox.take(window); it != nil; it = s.c.outbox.take(window) {
			t, err := s.publish(it.msg.Topic, it.msg.QoS, it.msg.Retained, it.msg.Payload)
			if err != nil {
				return err
			}
			go s.await(it, t)
		}
		select {
		case <-ctx.Done():
			s.fail(ctx.Err())
			return ctx.Err()
		case <-s.lost:
			return s.err
		case <-s.c.outbox.work:
		}
	}
}

// await takes a message out of the outbox when its PUBACK is here. Anything else is the
// end of the session; the message stays.
func (s *session) await(it *item, t mqtt.Token) {
	if err := s.wait(t, ackTimeout); err != nil {
		s.fail(err)
		return
	}
	s.c.outbox.acked(it)
}

// send sends a QoS 0 message.
func (s *session) send(ctx context.Context, m Message) error {
	t, err := s.publish(m.Topic, 0, m.Retained, m.Payload)
	if err != nil {
		return ErrOffline
	}
	select {
	case <-t.Done():
		return t.Error()
	case <-s.lost:
		return ErrOffline
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sayGoodbye replaces the last will, which the broker drops at a proper disconnect.
func (s *session) sayGoodbye(ctx context.Context) {
	if s.c.o.Availability == "" {
		return
	}
	t, err := s.publish(s.c.o.Availability, 1, true, Offline)
	if err != nil {
		return
	}
	select {
	case <-t.Done():
	case <-s.lost:
	case <-ctx.Done():
	}
}

// end closes the connection, properly where it still stands.
func (s *session) end() {
	s.fail(errors.New("closed"))
	s.mqtt.Disconnect(quiesce)
}

// quiesce is how long the DISCONNECT may take, in milliseconds.
const quiesce = 250
