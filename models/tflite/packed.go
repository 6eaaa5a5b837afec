package tflite

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// zipMagic starts a ZIP's end of central directory record (APPNOTE 4.3.16).
const zipMagic = "PK\x05\x06"

// unpack returns the files of a ZIP appended to a model, where TFLite metadata keeps
// labels and vocabularies; nil without one.
func unpack(file []byte, limit int64) (map[string][]byte, error) {
	tail := file[max(0, len(file)-(1<<16+22)):]
	if !bytes.Contains(tail, []byte(zipMagic)) {
		return nil, nil
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		// The bytes may as well be weights that look like it.
		return nil, nil
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		b, err := unpackFile(f, limit)
		if err != nil {
			return nil, fmt.Errorf("packed file %q: %w", f.Name, err)
		}
		limit -= int64(len(b))
		files[f.Name] = b
	}
	return files, nil
}

// unpackFile reads one packed file of at most limit bytes.
func unpackFile(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("larger than the limit of %d bytes", limit)
	}
	return b, nil
}

// lines splits a text file into lines without their ends; an empty last line does not
// count.
func lines(b []byte) []string {
	var out []string
	for l := range strings.Lines(string(b)) {
		out = append(out, strings.TrimRight(l, "\r\n"))
	}
	return out
}
