// Package zoo holds the models that ship inside edged: small, int8, trained by the
// scripts in train, each with samples to try it on and a card that says what it was
// trained on, how often it is right and what it is not for.
package zoo

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"edged/models/task"
)

//go:embed digits/digits.tflite digits/card.md digits/samples
//go:embed sentiment/sentiment.tflite sentiment/card.md sentiment/samples
var files embed.FS

// Model is a shipped model with everything that goes with it.
type Model struct {
	Name    string    // also the name of its .tflite file
	Task    task.Kind // what it does
	File    []byte    // the .tflite file; labels and the like are in its metadata
	Card    string    // Markdown
	Samples []Sample  // in the order to show them
}

// Sample is something to ask a model.
type Sample struct {
	Name  string // file name
	Media []byte // a PNG picture, or UTF-8 text
	Want  string // label of the best class in the right answer, which the model gives
}

// entry is a line of the table: a model and its samples with their right answers.
type entry struct {
	name    string
	task    task.Kind
	samples [][2]string
}

var table = [...]entry{
	{"digits", task.Classify, [][2]string{
		{"0.png", "0"}, {"1.png", "1"}, {"2.png", "2"}, {"3.png", "3"}, {"4.png", "4"}, {"5.png", "5"},
		{"6.png", "6"}, {"7.png", "7"}, {"8.png", "8"}, {"9.png", "9"}, {"none.png", "none"},
	}},
	{"sentiment", task.TextClass, [][2]string{
		{"speaker.txt", "Positive"}, {"broken.txt", "Negative"}, {"film.txt", "Positive"}, {"plot.txt", "Negative"},
	}},
}

// FS returns the shipped files: a directory a model, with <name>.tflite, card.md and
// samples/.
func FS() fs.FS { return files }

// Models returns the shipped models, sorted by name. What is in them belongs to the
// caller. An error means that the program was built from an incomplete source tree.
func Models() ([]Model, error) {
	models := make([]Model, 0, len(table))
	for _, e := range table {
		m, err := e.load()
		if err != nil {
			return nil, fmt.Errorf("shipped model %s: %w", e.name, err)
		}
		models = append(models, m)
	}
	return models, nil
}

func (e *entry) load() (Model, error) {
	m := Model{Name: e.name, Task: e.task}
	var err error
	if m.File, err = files.ReadFile(path.Join(e.name, e.name+".tflite")); err != nil {
		return Model{}, err
	}
	card, err := files.ReadFile(path.Join(e.name, "card.md"))
	if err != nil {
		return Model{}, err
	}
	m.Card = string(card)
	for _, s := range e.samples {
		media, err := files.ReadFile(path.Join(e.name, "samples", s[0]))
		if err != nil {
			return Model{}, err
		}
		m.Samples = append(m.Samples, Sample{Name: s[0], Media: media, Want: s[1]})
	}
	return m, nil
}

// Flat returns the shipped models as one directory of .tflite files, which is how
// models/store reads them.
func Flat() fs.FS { return flat{files} }

// flat shows <dir>/<dir>.tflite of each directory as <dir>.tflite.
type flat struct{ fs.FS }

// Open implements fs.FS.
func (f flat) Open(name string) (fs.File, error) {
	if name == "." {
		return f.FS.Open(name)
	}
	dir, _, _ := strings.Cut(name, ".")
	return f.FS.Open(path.Join(dir, name))
}

// ReadDir implements fs.ReadDirFS.
func (f flat) ReadDir(string) ([]fs.DirEntry, error) {
	var out []fs.DirEntry
	for _, e := range table {
		info, err := fs.Stat(f, e.name+".tflite")
		if err != nil {
			return nil, err
		}
		out = append(out, fs.FileInfoToDirEntry(info))
	}
	return out, nil
}
