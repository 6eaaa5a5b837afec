// Package store is the models directory: <name>.tflite, beside it an optional <name>.yaml
// and an optional <name>.txt with labels. It tells what is there, and what is put there,
// replaced or removed, from the bytes of files alone: it decodes nothing. Models that ship
// inside the program stand behind the directory: a file of the same name wins.
//
// A file that is being written is left alone until it has not changed for the settle time,
// so cp, scp and editors may write in place; a rename is seen whole at once. A file that is
// caught half-written all the same (its writer paused) is announced again when it changes.
package store

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"edged/internal/lazy"
)

const (
	// NameRule is what a model's name must match.
	NameRule = `^[a-z0-9][a-z0-9._-]{0,63}$`
	// Extension ends the name of a model's file.
	Extension = ".tflite"

	yamlExtension   = ".yaml"
	labelsExtension = ".txt"

	// DefaultSettle is how long a file must not have changed, unless told otherwise.
	DefaultSettle = 250 * time.Millisecond
	// DefaultRescan is how often the directory is read through without a notice.
	DefaultRescan = 30 * time.Second
	// DefaultMaxBytes is the largest file that is read, unless told otherwise.
	DefaultMaxBytes = 1 << 30

	maxSideBytes  = 16 << 20 // of a YAML or labels file
	versionDigits = 12
	dirMode       = 0o755
)

var nameRule = lazy.Regexp(NameRule)

// ValidName tells whether a model may have this name.
func ValidName(name string) bool { return nameRule().MatchString(name) }

// Kind is what happened to a model.
type Kind int

// The kinds of events.
const (
	Added   Kind = iota // it was not there before
	Changed             // its bytes, its YAML or a file it names changed
	Removed             // it is gone
	Failed              // it cannot be read; one that was announced before stays as it was
)

var kindNames = [...]string{"added", "changed", "removed", "failed"}

// String returns the kind in one lower case word.
func (k Kind) String() string { return kindNames[k] }

// Event says what happened to one model.
type Event struct {
	Kind  Kind
	Name  string // of the model; of the file where it is not a model's; empty: the directory
	Model *Model // Added and Changed
	Err   error  // Failed
}

// Model is a model's files as they were read, all at one time. It belongs to whom it is
// announced to: the store keeps none of it.
type Model struct {
	Name    string
	Path    string // of the .tflite file, for messages; shipped:<file> inside the program
	Bytes   []byte
	Release func([]byte) // of parts of Bytes that may leave memory, where it is a mapping; else nil
	SHA256  string       // of Bytes, 64 hex digits
	Version string       // the first 12 of them
	YAML    []byte       // nil: none
	Labels  []byte       // of <name>.txt; nil: none
	Files   fs.FS        // the directory the model lies in, for files that its YAML names
	Shipped bool
}

// YAMLPath returns where the YAML lies or would lie, for messages.
func (m *Model) YAMLPath() string { return strings.TrimSuffix(m.Path, Extension) + yamlExtension }

// Options tune a store. The zero value is good.
type Options struct {
	Settle   time.Duration // 0: DefaultSettle
	Rescan   time.Duration // 0: DefaultRescan
	MaxBytes int64         // 0: DefaultMaxBytes
	Log      *slog.Logger  // nil: slog.Default()
}

// Store watches one directory. Its methods may be called from several goroutines.
type Store struct {
	dir     string
	files   fs.FS // of dir; nil without one
	shipped fs.FS
	o       Options

	mu       sync.Mutex
	known    map[string]*entry
	followed map[string][]string
	dirErr   string // the last error of reading the directory, reported once
}

// Open opens a models directory, which is made if it is missing. An empty dir leaves the
// shipped models alone; a nil shipped leaves the directory alone.
func Open(dir string, shipped fs.FS, o Options) (*Store, error) {
	if o.Settle == 0 {
		o.Settle = DefaultSettle
	}
	if o.Rescan == 0 {
		o.Rescan = DefaultRescan
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Store{dir: dir, shipped: shipped, o: o, known: map[string]*entry{}, followed: map[string][]string{}}
	if dir != "" {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return nil, fmt.Errorf("models directory: %w", err)
		}
		s.files = os.DirFS(dir)
	}
	return s, nil
}

// Follow names files beside the model, labels or others that its YAML mentions, whose
// change is the model's change. It replaces what was followed for the name.
func (s *Store) Follow(name string, files ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.followed[name] = slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !fs.ValidPath(f) })
}

// Scan reads the directory through and returns what happened since the last Scan, by
// name; the first returns everything there is. More is true when a file is still being
// written, so that another Scan after the settle time will tell more.
func (s *Store) Scan() (events []Event, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, err := s.find()
	if err != nil {
		return s.dirFailed(err), false
	}
	s.dirErr = ""
	names := make([]string, 0, len(found)+len(s.known))
	for name := range found {
		names = append(names, name)
	}
	for name := range s.known {
		if _, ok := found[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		e, wait := s.look(name, found[name])
		events = append(events, e...)
		more = more || wait
	}
	return events, more
}

// dirFailed reports an unreadable directory once. What was announced stays.
func (s *Store) dirFailed(err error) []Event {
	if s.dirErr == err.Error() {
		return nil
	}
	s.dirErr = err.Error()
	return []Event{{Kind: Failed, Err: fmt.Errorf("models directory: %w", err)}}
}

// find lists the models by name: those in the directory, then those shipped.
func (s *Store) find() (map[string]place, error) {
	found := map[string]place{}
	if s.files != nil {
		if err := list(found, s.files, s.dir+string(os.PathSeparator)); err != nil {
			return nil, err
		}
	}
	if s.shipped != nil {
		shipped := map[string]place{}
		if err := list(shipped, s.shipped, "shipped:"); err != nil {
			return nil, err
		}
		for name, p := range shipped {
			p.shipped = true
			if own, ok := found[name]; ok {
				own.behind = &p
				found[name] = own
			} else {
				found[name] = p
			}
		}
	}
	return found, nil
}

// place is where a model was found.
type place struct {
	files   fs.FS
	path    string
	shipped bool
	behind  *place // the shipped model of the same name
}

func list(found map[string]place, files fs.FS, prefix string) error {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), Extension)
		if ok && !strings.HasPrefix(name, ".") {
			found[name] = place{files: files, path: prefix + e.Name()}
		}
	}
	return nil
}

var errName = errors.New("a model's name has lower case letters, digits, '.', '_' and '-', at most 64, and begins with a letter or digit: rename the file")
