package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// entry is what is known of one name.
type entry struct {
	seen     []fs.FileInfo // as of the last look: the model, its YAML, labels, followed files
	since    time.Time     // when seen was first seen so
	done     bool          // seen has been announced or reported
	announce [sha256.Size]byte
	live     bool // announced, and not removed since
}

// look compares one name with what is known of it. A name that is not found is gone.
func (s *Store) look(name string, p place) (events []Event, more bool) {
	k := s.known[name]
	if p.files == nil {
		delete(s.known, name)
		if !k.live {
			return nil, false
		}
		return []Event{{Kind: Removed, Name: name}}, false
	}
	if k == nil {
		k = &entry{}
		s.known[name] = k
	}
	seen, err := s.stat(name, p)
	if k.since.IsZero() || !same(k.seen, seen) {
		k.seen, k.since, k.done = seen, time.Now(), false
	}
	switch {
	case k.done:
		return nil, false
	case !p.shipped && !k.settled(s.o.Settle):
		return nil, true
	case err != nil:
		k.done = true
		return s.fail(name, k, p, err), false
	}
	return s.read(name, k, p)
}

// read reads a settled model and announces it if it is another than before.
func (s *Store) read(name string, k *entry, p place) (events []Event, more bool) {
	m, err := s.load(name, p, k.seen)
	if errors.Is(err, errMoving) {
		k.since = time.Now()
		return nil, true
	}
	k.done = true
	if err != nil {
		return s.fail(name, k, p, err), false
	}
	return k.announced(name, m), false
}

// fail reports a model that cannot be read. A shipped one behind it serves in its place,
// unless one of that name serves already.
func (s *Store) fail(name string, k *entry, p place, err error) []Event {
	events := []Event{{Kind: Failed, Name: name, Err: fmt.Errorf("%s: %w", p.path, err)}}
	if k.live || p.behind == nil {
		return events
	}
	seen, err := s.stat(name, *p.behind)
	if err != nil {
		return events
	}
	m, err := s.load(name, *p.behind, seen)
	if err != nil {
		return events
	}
	return append(events, k.announced(name, m)...)
}

// announced returns the event for a model that was read, none where nothing changed.
func (k *entry) announced(name string, m loaded) []Event {
	kind := Added
	if k.live {
		kind = Changed
		if m.sum == k.announce {
			return nil
		}
	}
	k.live, k.announce = true, m.sum
	return []Event{{Kind: kind, Name: name, Model: m.model}}
}

// stat looks at a model's files in order; a side file that is missing is nil.
func (s *Store) stat(name string, p place) ([]fs.FileInfo, error) {
	if !nameRule().MatchString(name) {
		return nil, errName
	}
	files := append([]string{name + Extension, name + yamlExtension, name + labelsExtension}, s.followed[name]...)
	infos := make([]fs.FileInfo, len(files))
	for i, file := range files {
		info, err := fs.Lstat(p.files, file)
		if i > 0 && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return infos, cause(err)
		}
		infos[i] = info
		limit := int64(maxSideBytes)
		if i == 0 {
			limit = s.o.MaxBytes
		}
		if err := regular(info, limit); i < 3 && err != nil {
			if i > 0 {
				err = fmt.Errorf("%s %w", file, err)
			}
			return infos, err
		}
	}
	return infos, nil
}

func regular(info fs.FileInfo, limit int64) error {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		return errors.New("is a symbolic link: put the file itself there")
	case mode.IsDir():
		return errors.New("is a directory")
	case !mode.IsRegular():
		return errors.New("is not a regular file")
	case info.Size() == 0:
		return errors.New("is empty")
	case info.Size() > limit:
		return fmt.Errorf("has %d bytes, more than the limit of %d", info.Size(), limit)
	}
	return nil
}

// settled tells whether none of the files is being written any more: the last change is
// long enough ago by the files' own times, or by how long it has been looked at where
// those lie in the future.
func (k *entry) settled(settle time.Duration) bool {
	now := time.Now()
	if now.Sub(k.since) >= settle {
		return true
	}
	for _, info := range k.seen {
		if info != nil && (info.ModTime().After(now) || now.Sub(info.ModTime()) < settle) {
			return false
		}
	}
	return true
}

// errMoving says that a file changed while it was read.
var errMoving = errors.New("changed while it was read")

type loaded struct {
	model *Model
	sum   [sha256.Size]byte // of all files together
}

// load reads a model's files once and makes sure that they are those seen.
func (s *Store) load(name string, p place, seen []fs.FileInfo) (loaded, error) {
	m := &Model{Name: name, Path: p.path, Files: p.files, Shipped: p.shipped}
	all := sha256.New()
	for i, dst := range []*[]byte{&m.Bytes, &m.YAML, &m.Labels} {
		if seen[i] == nil {
			all.Write([]byte{byte(i)})
			continue
		}
		data, err := readAll(p.files, seen[i])
		if err != nil {
			return loaded{}, cause(err)
		}
		sum := sha256.Sum256(data)
		all.Write(sum[:])
		if *dst = data; i == 0 {
			m.SHA256 = hex.EncodeToString(sum[:])
		}
	}
	for _, file := range s.followed[name] {
		data, _ := fs.ReadFile(p.files, file) // what is wrong with it, its reader says
		sum := sha256.Sum256(data)
		all.Write(sum[:])
	}
	if after, err := s.stat(name, p); err != nil || !same(seen, after) {
		return loaded{}, errMoving
	}
	m.Version = m.SHA256[:versionDigits]
	return loaded{m, [sha256.Size]byte(all.Sum(nil))}, nil
}

// readAll reads the file that was seen, not a byte more.
func readAll(files fs.FS, seen fs.FileInfo) ([]byte, error) {
	f, err := files.Open(seen.Name())
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	b.Grow(int(seen.Size()) + bytes.MinRead)
	if _, err := io.Copy(&b, io.LimitReader(f, seen.Size()+1)); err != nil {
		return nil, err
	}
	if int64(b.Len()) != seen.Size() {
		return nil, errMoving
	}
	return b.Bytes(), nil
}

// same tells whether two looks saw the same files unchanged.
func same(a, b []fs.FileInfo) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if (a[i] == nil) != (b[i] == nil) {
			return false
		}
		if a[i] != nil && !sameFile(a[i], b[i]) {
			return false
		}
	}
	return true
}

// sameFile compares by identity where the file system has one: a shipped file has none.
func sameFile(a, b fs.FileInfo) bool {
	if a.Name() != b.Name() || a.Size() != b.Size() || !a.ModTime().Equal(b.ModTime()) || a.Mode() != b.Mode() {
		return false
	}
	return a.Sys() == nil || os.SameFile(a, b)
}

// cause leaves out the path, which the message has already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
