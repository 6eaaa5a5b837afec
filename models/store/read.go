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
	"path/filepath"
	"strings"

	"edged/internal/mapped"
)

// ReadFile reads one model by the path of its .tflite file, with what lies beside it. The
// file's name need not follow NameRule.
func ReadFile(path string) (*Model, error) {
	return newModel(path).readWhole(filepath.Base(path))
}

// ReadShipped reads one of the shipped models by name.
func ReadShipped(shipped fs.FS, name string) (*Model, error) {
	m := &Model{Name: name, Path: "shipped:" + name + Extension, Files: shipped, Shipped: true}
	return m.readWhole(name + Extension)
}

// MapFile is ReadFile for commands that look at one model and end: Bytes is the file itself,
// mapped.
func MapFile(path string) (*Model, error) {
	m := newModel(path)
	info, err := os.Stat(path)
	if err == nil {
		err = regular(info, DefaultMaxBytes)
	}
	var file mapped.File
	if err == nil {
		file, err = mapped.Open(path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	m.Bytes, m.Release = file.Bytes, file.Release
	if err := m.readSides(m.Name); err != nil {
		return nil, err
	}
	// Hashed through a small buffer: the mapping stays untouched.
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return m, m.hash(f)
}

func newModel(path string) *Model {
	return &Model{Name: strings.TrimSuffix(filepath.Base(path), Extension), Path: path, Files: os.DirFS(filepath.Dir(path))}
}

// readWhole reads the model's file, of that name, and what lies beside it.
func (m *Model) readWhole(file string) (*Model, error) {
	if err := m.read(file, &m.Bytes, DefaultMaxBytes); err != nil {
		return nil, err
	}
	if err := m.readSides(m.Name); err != nil {
		return nil, err
	}
	return m, m.hash(bytes.NewReader(m.Bytes))
}

// readSides reads what may lie beside a model.
func (m *Model) readSides(name string) error {
	for file, dst := range map[string]*[]byte{name + yamlExtension: &m.YAML, name + labelsExtension: &m.Labels} {
		err := m.read(file, dst, maxSideBytes)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (m *Model) read(name string, dst *[]byte, limit int64) error {
	info, err := fs.Stat(m.Files, name)
	if err == nil {
		err = regular(info, limit)
	}
	if err == nil {
		*dst, err = fs.ReadFile(m.Files, name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(filepath.Dir(m.Path), name), cause(err))
	}
	return nil
}

func (m *Model) hash(r io.Reader) error {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return fmt.Errorf("%s: %w", m.Path, cause(err))
	}
	m.SHA256 = hex.EncodeToString(h.Sum(nil))
	m.Version = m.SHA256[:versionDigits]
	return nil
}
