// Package bus is edged's MQTT 3.1.1 client. It keeps trying to reach the broker, keeps
// what it has to say until the broker has acknowledged it, and acknowledges what it hears
// after a handler has taken it.
package bus

import (
	"context"
	"errors"
	"strings"
)

// Message is an MQTT message. QoS is 0 or 1: 2 is heard as sent, and never sent.
type Message struct {
	Topic   string
	Payload []byte
	QoS     byte
	// Retained: of a message to send, that the broker keeps it for who subscribes later;
	// of one received, that it was kept, not sent just now.
	Retained bool
	// Truncated is how many bytes a payload received had where it was larger than
	// Options.MaxPayload, and so was not read: Payload is empty then. Else 0.
	Truncated int
}

// Handler takes a message that was received. It may be called from many goroutines at
// once and may call Publish; it should not wait for long. With nil the message is
// acknowledged; with an error it is not, and the broker sends it again after the next
// connect. The payload belongs to the handler.
type Handler func(Message) error

// Bus is what the daemon's parts speak through.
type Bus interface {
	// Publish sends a message. With QoS 1 it returns as soon as the message has a place in
	// the outbox, where it stays until the broker acknowledges it, over any number of
	// connections; it waits for a place until the context ends. A retained one replaces
	// an unsent retained one of the same topic. With QoS 0 it returns ErrOffline where no
	// broker is connected.
	Publish(context.Context, Message) error
	// Subscribe calls the handler for every message that the filter matches, from now on
	// and after each connect. Filters should not overlap: the first that was subscribed
	// and matches takes the message. The same filter again replaces the handler, and makes
	// the broker send its retained messages again.
	Subscribe(filter string, qos byte, h Handler) error
}

// What Publish returns, beside the context's error.
var (
	ErrOffline  = errors.New("mqtt: not connected to the broker")
	ErrClosed   = errors.New("mqtt: the connection was closed")
	ErrTooLarge = errors.New("mqtt: the message is larger than the outbox")
)

// Match tells whether a topic filter matches a topic (MQTT 3.1.1, section 4.7). A shared
// filter, $share/group/filter, matches as filter does.
func Match(filter, topic string) bool {
	if rest, ok := strings.CutPrefix(filter, "$share/"); ok {
		_, filter, _ = strings.Cut(rest, "/")
	}
	if strings.HasPrefix(topic, "$") && !strings.HasPrefix(filter, "$") {
		return false // a wildcard does not reach the broker's own topics
	}
	for {
		f, filterRest, moreFilter := strings.Cut(filter, "/")
		if f == "#" {
			return true
		}
		t, topicRest, moreTopic := strings.Cut(topic, "/")
		if f != "+" && f != t {
			return false
		}
		if !moreFilter || !moreTopic {
			return moreFilter == moreTopic || filterRest == "#" && moreFilter
		}
		filter, topic = filterRest, topicRest
	}
}
