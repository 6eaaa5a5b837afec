package bustest

import (
	"context"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Within is how long the helpers wait for what must come, before they fail the test.
const Within = 30 * time.Second

// Client is a plain MQTT client for tests: another program than the one under test.
type Client struct {
	t testing.TB
	mqtt.Client
	messages chan mqtt.Message
}

// Connect connects a client to a broker; it is disconnected when the test ends. Username
// and password may be empty.
func Connect(t testing.TB, url, username, password string) *Client {
	t.Helper()
	c := &Client{t: t, messages: make(chan mqtt.Message, 4096)}
	c.Client = mqtt.NewClient(mqtt.NewClientOptions().AddBroker(url).
		SetUsername(username).SetPassword(password).SetProtocolVersion(4).SetAutoReconnect(false))
	c.Wait(c.Client.Connect())
	t.Cleanup(func() { c.Disconnect(100) })
	return c
}

// Wait waits for a token and fails the test with its error.
func (c *Client) Wait(token mqtt.Token) {
	c.t.Helper()
	if !token.WaitTimeout(Within) {
		c.t.Fatal("no answer from the broker")
	}
	if err := token.Error(); err != nil {
		c.t.Fatal(err)
	}
}

// Send publishes with QoS 1 and waits for the broker's acknowledgement.
func (c *Client) Send(topic string, payload []byte) {
	c.t.Helper()
	c.Wait(c.Publish(topic, 1, false, payload))
}

// Hear subscribes with QoS 1; Next returns what comes.
func (c *Client) Hear(filter string) {
	c.t.Helper()
	c.Wait(c.Subscribe(filter, 1, func(_ mqtt.Client, m mqtt.Message) { c.messages <- m }))
}

// Kept subscribes with QoS 1 until the broker gives it the retained message of a topic, and
// returns that. nats-server acknowledges a retained message shortly before it gives it to
// new subscribers.
func (c *Client) Kept(topic string) mqtt.Message {
	c.t.Helper()
	for end := time.Now().Add(Within); time.Now().Before(end); {
		c.Hear(topic)
		select {
		case m := <-c.messages:
			return m
		case <-time.After(time.Second):
		}
	}
	c.t.Fatal("the broker keeps no message of ", topic)
	return nil
}

// Next returns the next message that was heard, and fails the test if none comes.
func (c *Client) Next() mqtt.Message {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Within)
	defer cancel()
	select {
	case m := <-c.messages:
		return m
	case <-ctx.Done():
		c.t.Fatal("no message came")
		return nil
	}
}
