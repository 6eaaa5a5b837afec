package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReadFile reads one model by the path of its .tflite file, with what lies beside it. The
// file's name need not follow NameRule.
func ReadFile(path string) (*Model, error) {
	name := strings.TrimSuffix(filepath.Base(path), Extension)
	return read(os.DirFS(filepath.Dir(path)), filepath.Base(path), name, path)
}

// ReadShipped reads one of the shipped models by name.
func ReadShipped(shipped fs.FS, name string) (*Model, error) {
	m, err := read(shipped, name+Extension, name, "shipped:"+name+Extension)
	if m != nil {
		m.Shipped = true
	}
	return m, err
}

func read(files fs.FS, file, name, path string) (*Model, error) {
	m := &Model{Name: name, Path: path, Files: files}
	for _, f := range []struct {
		name  string
		dst   *[]byte
		limit int64
	}{
		{file, &m.Bytes, DefaultMaxBytes}, {name + yamlExtension, &m.YAML, maxSideBytes}, {name + labelsExtension, &m.Labels, maxSideBytes},
	} {
		info, err := fs.Stat(files, f.name)
		if errors.Is(err, fs.ErrNotExist) && f.dst != &m.Bytes {
			continue
		}
		if err == nil {
			err = regular(info, f.limit)
		}
		if err == nil {
			*f.dst, err = fs.ReadFile(files, f.name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(filepath.Dir(path), f.name), cause(err))
		}
	}
	sum := sha256.Sum256(m.Bytes)
	m.SHA256 = hex.EncodeToString(sum[:])
	m.Version = m.SHA256[:versionDigits]
	return m, nil
}
