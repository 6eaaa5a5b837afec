// Package client asks an edged daemon through a broker, one request at a time.
package client

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"edged/daemon/bus"
	"edged/daemon/proto"
)

// Client is a connection to a broker that a device's daemon is connected to.
type Client struct {
	bus     *bus.Client
	topics  proto.Topics
	answers chan bus.Message
	online  chan struct{}
}

// forms are the levels of a request's topic for each form.
var forms = map[proto.Form]string{proto.JSON: "", proto.Raw: "raw/", proto.Binary: "bin/"}

// Connect connects to the broker (tcp://host:port or ssl://host:port) as id and hears
// what the device answers to anybody.
func Connect(broker, device, id string) (*Client, error) {
	c := &Client{topics: proto.Topics{Device: device}, answers: make(chan bus.Message, 64), online: make(chan struct{}, 1)}
	var err error
	c.bus, err = bus.New(bus.Options{Broker: broker, ClientID: id, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	err = errors.Join(
		c.bus.Subscribe(c.topics.Response("+", "+"), 1, func(m bus.Message) error { c.answers <- m; return nil }),
		c.askAvailability())
	if err != nil {
		return nil, err
	}
	c.bus.Start()
	return c, nil
}

// askAvailability makes the broker send what it keeps of the availability.
func (c *Client) askAvailability() error {
	return c.bus.Subscribe(c.topics.Availability(), 1, c.available)
}

func (c *Client) available(m bus.Message) error {
	if string(m.Payload) == bus.Online {
		select {
		case c.online <- struct{}{}:
		default:
		}
	}
	return nil
}

// Online waits until the daemon says that it is online. It asks again every second: the
// embedded broker acknowledges a retained message shortly before it gives it to new
// subscribers, so that one who subscribes just then gets it neither way.
func (c *Client) Online(ctx context.Context) error {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for {
		select {
		case <-c.online:
			return nil
		case <-ctx.Done():
			return fmt.Errorf("the daemon did not come online: %w", ctx.Err())
		case <-again.C:
			_ = c.askAvailability() // asked anew when it is connected again
		}
	}
}

// Ask sends a request with QoS 1 under an id and returns the payload of its answer, a
// result or an error of the daemon's (see package proto). Answers to other requests are
// passed over.
func (c *Client) Ask(ctx context.Context, model string, form proto.Form, id string, payload []byte) ([]byte, error) {
	topic := c.topics.Model(model) + "/infer/" + forms[form] + id
	if err := c.bus.Publish(ctx, bus.Message{Topic: topic, Payload: payload, QoS: 1}); err != nil {
		return nil, err
	}
	for want := c.topics.Response(model, id); ; {
		select {
		case m := <-c.answers:
			if m.Topic == want {
				return m.Payload, nil
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Close disconnects.
func (c *Client) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	c.bus.Close(ctx)
}
