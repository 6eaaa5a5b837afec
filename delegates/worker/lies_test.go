//go:build linux

package worker_test

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"edged/delegates"
	"edged/delegates/worker"
)

// TestMain is also a worker that lies: Engine starts this program with a setup.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && strings.HasPrefix(os.Args[1], "{") {
		lie(os.Args[1])
		return
	}
	goleak.VerifyTestMain(m)
}

// packet is a message as package worker writes it.
func packet(kind, status uint32, seq uint64, payload string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, kind)
	b = binary.LittleEndian.AppendUint32(b, status)
	b = binary.LittleEndian.AppendUint64(b, seq)
	return append(b, payload...)
}

const (
	loaded = 1
	done   = 5
)

// lies are what a worker says first, and then to every question.
var lies = map[string]struct {
	first, then []byte
	want        string
}{
	"nothing":      {nil, nil, "edged-worker ended: exit status 0"},
	"short":        {[]byte("abc"), nil, "a packet of 3 bytes"},
	"kind":         {packet(done, 0, 0, "{}"), nil, "message 5"},
	"empty":        {packet(loaded, 0, 0, ""), nil, "an empty payload"},
	"json":         {packet(loaded, 0, 0, `{"own": "7"}`), nil, "nonsense: json"},
	"status":       {packet(loaded, 9, 0, "{}"), nil, "status 9"},
	"lines":        {packet(loaded, 0, 0, `{"error": "a\nb"}`), nil, "a b"},
	"sequence":     {packet(loaded, 0, 0, "{}"), packet(done, 0, 7, ""), "number 7 instead of 1"},
	"wrong answer": {packet(loaded, 0, 0, "{}"), packet(loaded, 0, 1, ""), "message 1"},
	"refusal":      {packet(loaded, 0, 0, "{}"), packet(done, 1, 1, "no memory\nat all"), "no memory at all"},
	"then short":   {packet(loaded, 0, 0, "{}"), []byte("x"), "a packet of 1 bytes"},
	"long":         {packet(loaded, 0, 0, strings.Repeat("x", 100<<10)), nil, "nonsense"},
}

func lie(text string) {
	var setup worker.Setup
	if err := json.Unmarshal([]byte(text), &setup); err != nil {
		panic(err)
	}
	c, err := net.FileConn(os.NewFile(3, "socket"))
	if err != nil {
		panic(err)
	}
	l := lies[setup.Engine]
	if l.first == nil {
		return
	}
	c.Write(l.first)
	for buf := make([]byte, 64<<10); ; {
		if n, err := c.Read(buf); n == 0 || err != nil || l.then == nil {
			return
		}
		c.Write(l.then)
	}
}

// What a worker says is checked, whatever it is; the error is one line.
func TestLies(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, l := range lies {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		_, err := worker.Engine{Kind: name, Program: program}.Load(ctx, reluModel(t, 8), delegates.Options{})
		cancel()
		if err == nil || !strings.Contains(err.Error(), l.want) || strings.Contains(err.Error(), "\n") || len(err.Error()) > 1000 {
			t.Errorf("%s: %v, want %s", name, err, l.want)
		}
	}
}

// A session that is closed while its worker is stopped does not wait for it.
func TestCloseStopped(t *testing.T) {
	s := open(t, faultyAfter(t, "stop", "1"), reluModel(t, 8))
	if _, err := ask(t, s, 100*time.Millisecond); err == nil {
		t.Error("a stopped worker answered")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
