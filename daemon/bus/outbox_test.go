package bus

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func msg(topic string, size int) Message {
	return Message{Topic: topic, QoS: 1, Payload: make([]byte, size)}
}

func add(t *testing.T, o *outbox, m Message) {
	t.Helper()
	if err := o.add(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

func take(t *testing.T, o *outbox, window int, want string) *item {
	t.Helper()
	it := o.take(window)
	if it == nil && want == "" {
		return nil
	}
	if it == nil || it.msg.Topic != want {
		t.Fatalf("took %+v, want %q", it, want)
	}
	return it
}

func TestOutboxOrder(t *testing.T) {
	o := newOutbox(10, 100)
	for i := range 3 {
		add(t, o, msg(fmt.Sprint(i), 1))
	}
	first := take(t, o, 2, "0")
	second := take(t, o, 2, "1")
	take(t, o, 2, "") // the window is full
	o.acked(second)
	take(t, o, 2, "2")
	if dropped := o.lost(); dropped != nil {
		t.Error(dropped)
	}
	add(t, o, msg("3", 1))
	o.acked(first) // late, but the broker has it
	take(t, o, 2, "2")
	take(t, o, 2, "3")
}

func TestOutboxFull(t *testing.T) {
	o := newOutbox(2, 100)
	if err := o.add(t.Context(), msg("a", 101)); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	add(t, o, msg("a", 60))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := o.add(ctx, msg("b", 60)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	add(t, o, msg("b", 40))
	if err := o.add(ctx, msg("c", 0)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	waited := make(chan error)
	go func() { waited <- o.add(context.Background(), msg("c", 60)) }()
	o.acked(take(t, o, 9, "a"))
	if err := <-waited; err != nil {
		t.Error(err)
	}
	go func() { waited <- o.add(context.Background(), msg("d", 60)) }()
	o.close()
	if err := <-waited; !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestOutboxRetained(t *testing.T) {
	o := newOutbox(3, 100)
	kept := func(text string) Message {
		return Message{Topic: "kept", Payload: []byte(text), QoS: 1, Retained: true}
	}
	add(t, o, kept("1"))
	flying := take(t, o, 9, "kept")
	add(t, o, kept("2")) // does not replace what may have been sent
	add(t, o, msg("a", 1))
	for range 5 {
		add(t, o, kept("3"))
	}
	if o.len() != 3 || o.bytes != 3 {
		t.Error(o.len(), o.bytes)
	}
	o.acked(flying)
	take(t, o, 9, "a")
	if it := take(t, o, 9, "kept"); string(it.msg.Payload) != "3" {
		t.Errorf("%s", it.msg.Payload)
	}
}

// A message under which connections are lost flies alone in the end, and then not at all;
// the others arrive.
func TestOutboxSuspect(t *testing.T) {
	o := newOutbox(10, 100)
	for _, topic := range []string{"good", "bad", "fine"} {
		add(t, o, msg(topic, 1))
	}
	var dropped []Message
	for o.len() > 0 {
		for it := o.take(9); it != nil; it = o.take(9) {
			if it.msg.Topic == "bad" {
				dropped = append(dropped, o.lost()...)
				break
			}
			if it.msg.Topic == "fine" || it.lost >= suspectAfter {
				o.acked(it)
			}
		}
	}
	if len(dropped) != 1 || dropped[0].Topic != "bad" {
		t.Error(dropped)
	}
}

func TestBackoff(t *testing.T) {
	b := backoff{limit: 30 * 1e9}
	for i, most := range []float64{.1, .2, .4, .8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30} {
		d := b.next().Seconds()
		if d < most/2 || d > most {
			t.Errorf("wait %d: %v s, want from %v to %v", i, d, most/2, most)
		}
	}
	b.reset()
	if d := b.next().Seconds(); d > .1 {
		t.Error(d)
	}
	b.tries = 1 << 30
	if d := b.next().Seconds(); d > 30 || d < 15 {
		t.Error(d)
	}
}
