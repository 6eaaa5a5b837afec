package store

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const settle = 20 * time.Millisecond

func open(t *testing.T, dir string, shipped fs.FS) *Store {
	t.Helper()
	s, err := Open(dir, shipped, Options{Settle: settle, MaxBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// put writes files that have not changed for a minute.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(-time.Minute)
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
}

// scan returns what happened, one line an event, after all has settled.
func scan(t *testing.T, s *Store) []string {
	t.Helper()
	var all []Event
	for {
		events, more := s.Scan()
		all = append(all, events...)
		if !more {
			break
		}
		time.Sleep(settle)
	}
	slices.SortStableFunc(all, func(a, b Event) int { return strings.Compare(a.Name, b.Name) })
	var lines []string
	for _, e := range all {
		lines = append(lines, line(e))
	}
	return lines
}

func line(e Event) string {
	switch {
	case e.Err != nil:
		return fmt.Sprintf("%s %s: %v", e.Kind, e.Name, e.Err)
	case e.Model != nil:
		return fmt.Sprintf("%s %s: %s %s %s", e.Kind, e.Name, e.Model.Bytes, e.Model.YAML, e.Model.Labels)
	default:
		return fmt.Sprintf("%s %s", e.Kind, e.Name)
	}
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestScan(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "models")
	s := open(t, dir, nil)
	expect(t, scan(t, s))

	put(t, dir, map[string]string{"a.tflite": "A", "b.c-1_2.tflite": "B", "b.c-1_2.yaml": "top: 1", "b.c-1_2.txt": "cat", "README": "x", ".a.tflite": "x"})
	expect(t, scan(t, s), "added a: A", "added b.c-1_2: B top: 1 cat")
	expect(t, scan(t, s))

	put(t, dir, map[string]string{"a.tflite": "A2", "b.c-1_2.yaml": "top: 2"})
	expect(t, scan(t, s), "changed a: A2", "changed b.c-1_2: B top: 2 cat")

	put(t, dir, map[string]string{"c.tflite": "A3"})
	if err := os.Rename(filepath.Join(dir, "c.tflite"), filepath.Join(dir, "a.tflite")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "b.c-1_2.yaml")); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s), "changed a: A3", "changed b.c-1_2: B  cat")

	if err := os.Remove(filepath.Join(dir, "a.tflite")); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s), "removed a")
	put(t, dir, map[string]string{"a.tflite": "A3"})
	expect(t, scan(t, s), "added a: A3")
}

func TestModel(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "abc", "l.txt": "cat"})
	events, _ := open(t, dir, nil).Scan()
	if len(events) != 1 {
		t.Fatal(events)
	}
	m := events[0].Model
	labels, err := fs.ReadFile(m.Files, "l.txt")
	if m.SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" || m.Version != "ba7816bf8f01" ||
		m.Path != filepath.Join(dir, "a.tflite") || m.YAMLPath() != filepath.Join(dir, "a.yaml") ||
		m.YAML != nil || m.Labels != nil || m.Shipped || string(labels) != "cat" || err != nil {
		t.Errorf("%+v %s %v", m, labels, err)
	}
}

func TestSameBytesAgain(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "A"})
	s := open(t, dir, nil)
	expect(t, scan(t, s), "added a: A")
	now := time.Now()
	if err := os.Chtimes(filepath.Join(dir, "a.tflite"), now, now); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s))
}

func TestFollow(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "A", "l.lst": "cat"})
	s := open(t, dir, nil)
	expect(t, scan(t, s), "added a: A")
	s.Follow("a", "l.lst", "../out")
	expect(t, scan(t, s), "changed a: A")
	put(t, dir, map[string]string{"l.lst": "lynx"})
	expect(t, scan(t, s), "changed a: A")
	s.Follow("a", "l.lst")
	expect(t, scan(t, s))
}

func TestUnsettled(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, nil, Options{Settle: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{"a.tflite": "A"})
	if events, more := s.Scan(); len(events) != 0 || !more {
		t.Error("a file a minute old is announced before an hour has passed", events, more)
	}
	s.o.Settle = settle
	future := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "a.tflite"), future, future); err != nil {
		t.Fatal(err)
	}
	if events, more := s.Scan(); len(events) != 0 || !more {
		t.Error("a file from the future is announced at once", events, more)
	}
	expect(t, scan(t, s), "added a: A")
}

func TestFailed(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"Upper.tflite": "x", "sp ace.tflite": "x", "empty.tflite": "", "huge.tflite": strings.Repeat("x", 1001),
		"good.tflite": "G", "sideways.tflite": "S",
	})
	for _, err := range []error{
		os.Mkdir(filepath.Join(dir, "dir.tflite"), 0o700),
		os.Mkdir(filepath.Join(dir, "sideways.yaml"), 0o700),
		os.Symlink("good.tflite", filepath.Join(dir, "link.tflite")),
		syscall.Mkfifo(filepath.Join(dir, "pipe.tflite"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir, nil)
	expect(t, scan(t, s),
		"Upper.tflite: a model's name has lower case letters",
		"failed dir: "+dir+"/dir.tflite: is a directory",
		"empty.tflite: is empty",
		"added good: G",
		"huge.tflite: has 1001 bytes, more than the limit of 1000",
		"link.tflite: is a symbolic link: put the file itself there",
		"pipe.tflite: is not a regular file",
		"failed sideways: "+dir+"/sideways.tflite: sideways.yaml is a directory",
		"sp ace.tflite: a model's name",
	)
	expect(t, scan(t, s)) // once each

	put(t, dir, map[string]string{"empty.tflite": "E", "good.tflite": ""})
	expect(t, scan(t, s), "added empty: E", "failed good: ")
	put(t, dir, map[string]string{"good.tflite": "G"})
	expect(t, scan(t, s)) // the one that was announced and stayed
	if err := os.Remove(filepath.Join(dir, "link.tflite")); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s)) // never announced
}

func TestDirectoryGone(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "A"})
	s := open(t, dir, nil)
	expect(t, scan(t, s), "added a: A")
	if err := os.Rename(dir, dir+"2"); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s), "failed : models directory: ")
	expect(t, scan(t, s))
	if err := os.Rename(dir+"2", dir); err != nil {
		t.Fatal(err)
	}
	expect(t, scan(t, s))
	if _, err := Open(filepath.Join(dir, "a.tflite"), nil, Options{}); err == nil || !strings.Contains(err.Error(), "models directory") {
		t.Error(err)
	}
}

func TestShipped(t *testing.T) {
	shipped := fstest.MapFS{
		"a.tflite": {Data: []byte("shipped a")}, "a.yaml": {Data: []byte("top: 1")},
		"b.tflite": {Data: []byte("shipped b")},
	}
	expect(t, scan(t, open(t, "", shipped)), "added a: shipped a top: 1", "added b: shipped b")

	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "own a", "b.tflite": ""})
	s := open(t, dir, shipped)
	expect(t, scan(t, s), "added a: own a  ", "failed b: ", "added b: shipped b")
	for _, f := range []string{"a.tflite", "b.tflite"} {
		if err := os.Remove(filepath.Join(dir, f)); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, scan(t, s), "changed a: shipped a top: 1")
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.tflite": "A"})
	s := open(t, dir, nil)
	expect(t, scan(t, s), "added a: A")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	events := make(chan Event)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Watch(ctx, func(e Event) { events <- e })
	}()
	next := func(want string) {
		t.Helper()
		select {
		case e := <-events:
			expect(t, []string{line(e)}, want)
		case <-ctx.Done():
			t.Fatal("no event for", want)
		}
	}
	put(t, dir, map[string]string{"b.tflite": "B"})
	next("added b: B")
	writeSlowly(t, filepath.Join(dir, "a.tflite"))
	next("changed a: 01234567")
	if err := os.Remove(filepath.Join(dir, "b.tflite")); err != nil {
		t.Fatal(err)
	}
	next("removed b")
	cancel()
	<-done
}

// writeSlowly writes in place, in pieces that follow faster than the settle time.
func writeSlowly(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range 8 {
		if _, err := fmt.Fprint(f, i); err != nil {
			t.Fatal(err)
		}
		time.Sleep(settle / 10)
	}
}

func TestValidName(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "0.a-b_c": true, strings.Repeat("a", 64): true,
		"": false, ".a": false, "A": false, "a/b": false, "a b": false, "é": false, strings.Repeat("a", 65): false,
	} {
		if ValidName(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
