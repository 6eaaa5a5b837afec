package model_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"edged/models/graph"
	"edged/models/task"
)

func TestReadAFileAlone(t *testing.T) {
	text := file(t, relu())
	m := files{"m.tflite": text}.model(t)
	sum := sha256.Sum256([]byte(text))
	if m.Name != "m" || m.SHA256 != hex.EncodeToString(sum[:]) || m.Version != m.SHA256[:12] || string(m.File) != text {
		t.Errorf("got %s, version %s, sum %s, %d bytes", m.Name, m.Version, m.SHA256, len(m.File))
	}
	if m.Kind != task.Raw || m.Graph == nil || m.YAML == nil || m.Files() != nil {
		t.Errorf("kind %q, graph %v, YAML %v, files %q", m.Kind, m.Graph, m.YAML, m.Files())
	}
	if d := m.Deadline(3 * time.Second); d != 3*time.Second {
		t.Errorf("deadline %v", d)
	}
}

func TestReadGuessesTheTask(t *testing.T) {
	if m := (files{"m.tflite": file(t, colours())}).model(t); m.Kind != task.Classify {
		t.Errorf("got %q", m.Kind)
	}
	m := files{"m.tflite": file(t, colours()), "m.yaml": "task: tensor\n"}.model(t)
	if m.Kind != task.Raw {
		t.Errorf("the YAML does not win: got %q", m.Kind)
	}
	if err := m.SetTask(""); err != nil || m.Kind != task.Classify {
		t.Errorf("without a kind: %q, %v", m.Kind, err)
	}
	if err := m.SetTask("sing"); err == nil || !strings.Contains(err.Error(), "sing") {
		t.Errorf("got %v", err)
	}
}

func TestReadYAML(t *testing.T) {
	m := files{
		"m.tflite": file(t, colours()), "lists/words.txt": "a\nb\n", "names.txt": "red\ngreen\nblue\n",
		"m.yaml": "task: classify\nlabels: ./names.txt\nvocabulary: lists/../lists/words.txt\ndeadline: 250ms\n",
	}.model(t)
	if got, want := m.Files(), []string{"names.txt", "lists/words.txt"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if d := m.Deadline(time.Second); d != 250*time.Millisecond {
		t.Errorf("deadline %v", d)
	}
}

// damaged is a file whose operator reads a tensor that is not there.
func damaged() *graph.Subgraph {
	s := relu()
	s.Ops[0].Inputs = []int{7}
	return s
}

func TestReadRefuses(t *testing.T) {
	good := file(t, colours())
	for _, c := range []struct {
		name  string
		files files
		want  []string // all of them; the first begins the error, behind the directory
	}{
		{"unknown key", files{"m.tflite": good, "m.yaml": "task: classify\nlables: x\n"}, []string{`m.yaml:2:1: unknown key "lables"`}},
		{"bad value", files{"m.tflite": good, "m.yaml": "deadline: soon\n"}, []string{"m.yaml:1:11: "}},
		{"bad YAML", files{"m.tflite": good, "m.yaml": "task: [\n"}, []string{"m.yaml:1:"}},
		{"unknown task", files{"m.tflite": good, "m.yaml": "task: sing\n"}, []string{"m.yaml:1:7: task: "}},
		{"labels elsewhere", files{"m.tflite": good, "m.yaml": "labels: ../x\n"}, []string{"m.yaml:1:9: labels: "}},
		{"no labels file", files{"m.tflite": good, "m.yaml": "labels: x.txt\n"}, []string{"m.yaml: x.txt: ", "no such file"}},
		{"labels directory", files{"m.tflite": good, "m.yaml": "labels: x\n", "x/y": ""}, []string{"m.yaml: x: ", "directory"}},
		{"no vocabulary", files{"m.tflite": good, "m.yaml": "vocabulary: v.txt\n"}, []string{"m.yaml: v.txt: ", "no such file"}},
		{"empty labels", files{"m.tflite": good, "m.yaml": "labels: x.txt\n", "x.txt": "\n"}, []string{"m.yaml: x.txt: ", "empty"}},
		{"binary labels", files{"m.tflite": good, "m.yaml": "labels: x.txt\n", "x.txt": "\xff\xfe"}, []string{"m.yaml: x.txt: ", "UTF-8"}},
		{"empty labels of its own", files{"m.tflite": good, "m.txt": " "}, []string{"m.txt: ", "empty"}},
		{"another file", files{"m.tflite": strings.Repeat("not a model ", 20)}, []string{"m.tflite: "}},
		{"half a file", files{"m.tflite": good[:len(good)/2]}, []string{"m.tflite: "}},
		{"tensor out of range", files{"m.tflite": file(t, damaged())}, []string{"m.tflite: ", "7"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, dir, err := c.files.read(t)
			if err == nil || m != nil {
				t.Fatalf("got %v, %v", m, err)
			}
			text := strings.TrimPrefix(err.Error(), dir+string(filepath.Separator))
			if !strings.HasPrefix(text, c.want[0]) || strings.Contains(text, "\n") || strings.Contains(text, dir) {
				t.Errorf("got %q, want %q", text, c.want)
			}
			for _, part := range c.want[1:] {
				if !strings.Contains(text, part) {
					t.Errorf("%q is not in %q", part, text)
				}
			}
		})
	}
}
