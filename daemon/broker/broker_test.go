package broker_test

import (
	"bytes"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/crypto/bcrypt"

	"edged/daemon/broker"
	"edged/daemon/bus/bustest"
)

func start(t *testing.T, o broker.Options) *broker.Broker {
	t.Helper()
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	b, err := broker.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "passwords")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCarriesQoS012(t *testing.T) {
	b := start(t, broker.Options{})
	c := bustest.Connect(t, b.URL(), "", "")
	got := make(chan mqtt.Message, 1)
	c.Wait(c.Subscribe("edged/+/models/#", 2, func(_ mqtt.Client, m mqtt.Message) { got <- m }))
	for qos := range byte(3) {
		topic := "edged/k.1/models/a.b-c_d/infer"
		c.Wait(c.Publish(topic, qos, false, "x"))
		if m := <-got; m.Topic() != topic || m.Qos() != qos {
			t.Errorf("%s %d", m.Topic(), m.Qos())
		}
	}
}

func TestMaxPayload(t *testing.T) {
	b := start(t, broker.Options{MaxPayload: broker.MaxPayload})
	c := bustest.Connect(t, b.URL(), "", "")
	c.Hear("t")
	large := bytes.Repeat([]byte("x"), broker.MaxPayload-1000) // headers count, too
	c.Send("t", large)
	if got := c.Next().Payload(); !bytes.Equal(got, large) {
		t.Error(len(got))
	}
	t2 := c.Publish("t", 1, false, bytes.Repeat([]byte("x"), broker.MaxPayload+1))
	until := t2.WaitTimeout(bustest.Within)
	if until && t2.Error() == nil {
		t.Error("a payload above the limit was taken")
	}
}

// What a broker has retained, and what it keeps for a client that is away, outlives it.
func TestKeeps(t *testing.T) {
	dir := t.TempDir()
	b := start(t, broker.Options{Dir: dir})
	session := func(url string) mqtt.Client {
		return mqtt.NewClient(mqtt.NewClientOptions().AddBroker(url).SetClientID("away").SetCleanSession(false).SetAutoReconnect(false))
	}
	away := session(b.URL())
	c := bustest.Connect(t, b.URL(), "", "")
	c.Wait(away.Connect())
	c.Wait(away.Subscribe("t/+", 1, nil))
	away.Disconnect(100)
	c.Send("t/1", []byte("missed"))
	c.Wait(c.Publish("kept", 1, true, "kept"))
	c.Kept("kept")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	b = start(t, broker.Options{Dir: dir})
	back := session(b.URL())
	got := make(chan mqtt.Message, 1)
	back.AddRoute("t/+", func(_ mqtt.Client, m mqtt.Message) { got <- m })
	c = bustest.Connect(t, b.URL(), "", "")
	c.Wait(back.Connect())
	defer back.Disconnect(100)
	if m := <-got; string(m.Payload()) != "missed" {
		t.Errorf("%s", m.Payload())
	}
	if m := c.Kept("kept"); string(m.Payload()) != "kept" || !m.Retained() {
		t.Errorf("%s %v", m.Payload(), m.Retained())
	}
}

func TestTemporaryStoreIsRemoved(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	b := start(t, broker.Options{})
	if files, _ := os.ReadDir(tmp); len(files) != 1 {
		t.Error(files)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if files, _ := os.ReadDir(tmp); len(files) != 0 {
		t.Error(files)
	}
	if _, err := net.Dial("tcp", b.Addr()); err == nil {
		t.Error("still listening")
	}
}

func TestPasswords(t *testing.T) {
	hash, err := bcrypt.GenerateFromPassword([]byte("se:cret"), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, broker.Options{Listen: "0.0.0.0:0", PasswordFile: write(t, "# users\n\nplain:p:w\nhashed:"+string(hash)+"\n")})
	user, password := b.Credentials()
	for _, c := range []struct {
		user, password string
		want           bool
	}{
		{"plain", "p:w", true}, {"hashed", "se:cret", true}, {user, password, true},
		{"plain", "p", false}, {"hashed", string(hash), false}, {"", "", false}, {user, "", false}, {"nobody", "p:w", false},
	} {
		client := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(b.URL()).SetUsername(c.user).SetPassword(c.password).SetProtocolVersion(4))
		token := client.Connect()
		if !token.WaitTimeout(bustest.Within) || (token.Error() == nil) != c.want {
			t.Errorf("%s %s: %v", c.user, c.password, token.Error())
		}
		client.Disconnect(0)
	}
}

func TestStartErrors(t *testing.T) {
	taken := start(t, broker.Options{}).Addr()
	for _, c := range []struct {
		o    broker.Options
		want string
	}{
		{broker.Options{Listen: "1883"}, `broker: listen "1883": want host:port, like 127.0.0.1:1883`},
		{broker.Options{Listen: "127.0.0.1:mqtt"}, `port "mqtt" is not a number`},
		{broker.Options{Listen: "0.0.0.0:0"}, "broker: listen 0.0.0.0:0: other devices could connect: set broker.password_file"},
		{broker.Options{Listen: ":0"}, "other devices could connect"},
		{broker.Options{Listen: taken}, "address already in use"},
		{broker.Options{MaxPayload: broker.MaxPayload + 1}, "broker: max payload 31457281: must be from 1 to 31457280 bytes"},
		{broker.Options{PasswordFile: "none"}, "broker: password file: open none"},
		{broker.Options{PasswordFile: write(t, "#\n")}, "has no line user:password"},
		{broker.Options{PasswordFile: write(t, "a:b\nc\n")}, "passwords:2: want user:password"},
		{broker.Options{PasswordFile: write(t, "a:\n")}, `passwords:1: user "a" has no password`},
		{broker.Options{PasswordFile: write(t, "a:b\na:c\n")}, `passwords:2: user "a" is named twice`},
		{broker.Options{PasswordFile: write(t, "edged:b\n")}, `user "edged" is the daemon's own`},
		{broker.Options{Dir: filepath.Join(write(t, "x"), "store")}, "not a directory"},
	} {
		c.o.Log = slog.New(slog.DiscardHandler)
		if c.o.Listen == "" {
			c.o.Listen = "127.0.0.1:0"
		}
		b, err := broker.Start(c.o)
		if err == nil {
			b.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// BenchmarkStart is the time from nothing to a broker that accepts connections.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s, err := broker.Start(broker.Options{Listen: "127.0.0.1:0"})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
