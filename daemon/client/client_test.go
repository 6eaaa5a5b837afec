package client_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"edged/daemon/bus"
	"edged/daemon/bus/bustest"
	"edged/daemon/client"
	"edged/daemon/proto"
)

// TestAsk asks a daemon of three lines: each form has its topic, and answers to others'
// requests are passed over.
func TestAsk(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	d := bustest.Connect(t, m.URL(), "", "")
	d.Hear("edged/dev/models/m/infer/#")
	c, err := client.Connect(m.URL(), "dev", "client")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	d.Wait(d.Publish("edged/dev/availability", 1, true, bus.Online))
	ctx, cancel := context.WithTimeout(context.Background(), bustest.Within)
	defer cancel()
	if err := c.Online(ctx); err != nil {
		t.Fatal(err)
	}
	for form, topic := range map[proto.Form]string{
		proto.JSON: "edged/dev/models/m/infer/1", proto.Raw: "edged/dev/models/m/infer/raw/1", proto.Binary: "edged/dev/models/m/infer/bin/1",
	} {
		var answering sync.WaitGroup
		answering.Go(func() {
			if got := d.Next(); got.Topic() != topic || string(got.Payload()) != "question" {
				t.Errorf("%s: %s", got.Topic(), got.Payload())
			}
			d.Send("edged/dev/models/m/response/2", []byte("another's"))
			d.Send("edged/dev/models/m/response/1", []byte("answer"))
		})
		got, err := c.Ask(ctx, "m", form, "1", []byte("question"))
		if err != nil || string(got) != "answer" {
			t.Errorf("got %q, %v", got, err)
		}
		answering.Wait()
	}
}

func TestNoDaemon(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	c, err := client.Connect(m.URL(), "dev", "client")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if err := c.Online(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := c.Ask(ctx, "m", proto.Raw, "1", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := client.Connect("nonsense", "dev", "client"); err == nil {
		t.Error("a broker without a scheme was taken")
	}
}
