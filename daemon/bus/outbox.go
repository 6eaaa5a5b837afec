package bus

import (
	"context"
	"fmt"
	"sync"
)

// outbox keeps QoS 1 messages in order from Publish until their PUBACK. A message is
// waiting, or in flight on the connection that sends it; when that is lost, it waits again
// at its old place.
type outbox struct {
	maxCount, maxBytes int

	mu     sync.Mutex
	items  []*item
	bytes  int
	closed bool
	work   chan struct{} // holds one value when an item may be waiting
	room   chan struct{} // closed and replaced when items leave
}

// item is a message with how often a connection was lost under it.
type item struct {
	msg      Message
	inFlight bool
	lost     int
}

func newOutbox(maxCount, maxBytes int) *outbox {
	return &outbox{maxCount: maxCount, maxBytes: maxBytes, work: make(chan struct{}, 1), room: make(chan struct{})}
}

// add puts a message at the end, once there is room for it.
func (o *outbox) add(ctx context.Context, m Message) error {
	size := len(m.Payload)
	if size > o.maxBytes {
		return ErrTooLarge
	}
	for {
		room, err := o.tryAdd(m, size)
		if room == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("mqtt: the outbox is full: %w", ctx.Err())
		case <-room:
		}
	}
}

// tryAdd returns nil when it is done, else a channel that is closed when to try again.
func (o *outbox) tryAdd(m Message, size int) (room <-chan struct{}, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil, ErrClosed
	}
	if m.Retained {
		o.forget(m.Topic)
	}
	if len(o.items) >= o.maxCount || o.bytes+size > o.maxBytes {
		return o.room, nil
	}
	o.items = append(o.items, &item{msg: m})
	o.bytes += size
	o.wake()
	return nil, nil
}

// forget drops a retained message of the topic that is waiting: its successor is here.
func (o *outbox) forget(topic string) {
	for i, it := range o.items {
		if it.msg.Retained && !it.inFlight && it.msg.Topic == topic {
			o.remove(i)
			return
		}
	}
}

// take returns the first waiting item and marks it in flight; nil when there is none, or
// when window items are in flight.
func (o *outbox) take(window int) *item {
	o.mu.Lock()
	defer o.mu.Unlock()
	flying := 0
	for _, it := range o.items {
		switch {
		case it.inFlight:
			flying++
		case it.lost >= suspectAfter && flying > 0:
			return nil // it may be what the broker hangs up on: it flies alone
		default:
			it.inFlight = true
			return it
		}
		if flying >= window || it.lost >= suspectAfter {
			return nil
		}
	}
	return nil
}

// acked removes an item that the broker has, or that it never will have.
func (o *outbox) acked(done *item) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, it := range o.items {
		if it == done {
			o.remove(i)
			break
		}
	}
	o.wake()
}

// lost makes what was in flight wait again. Items that were in flight on maxLost lost
// connections leave; they are returned.
func (o *outbox) lost() (dropped []Message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := 0; i < len(o.items); {
		it := o.items[i]
		if it.inFlight {
			it.inFlight = false
			it.lost++
		}
		if it.lost >= maxLost {
			dropped = append(dropped, it.msg)
			o.remove(i)
			continue
		}
		i++
	}
	o.wake()
	return dropped
}

// remove takes an item out and tells who waits for room. The lock is held.
func (o *outbox) remove(i int) {
	o.bytes -= len(o.items[i].msg.Payload)
	o.items = append(o.items[:i], o.items[i+1:]...)
	close(o.room)
	o.room = make(chan struct{})
}

func (o *outbox) wake() {
	select {
	case o.work <- struct{}{}:
	default:
	}
}

// flush waits until the outbox is empty.
func (o *outbox) flush(ctx context.Context) error {
	for {
		o.mu.Lock()
		n, room := len(o.items), o.room
		o.mu.Unlock()
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("mqtt: %d messages were not acknowledged: %w", n, ctx.Err())
		case <-room:
		}
	}
}

// close refuses what is still to be added.
func (o *outbox) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	close(o.room)
	o.room = make(chan struct{})
}

func (o *outbox) len() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.items)
}
