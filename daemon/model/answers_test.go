package model_test

import (
	"math"
	"slices"
	"testing"

	"edged/internal/testkit"
	"edged/models/task"
)

func labelsOf(list []task.Class) (out []string) {
	for _, c := range list {
		out = append(out, c.Label)
	}
	return out
}

// The labels are those of the file that the YAML names, else of the one named like the model.
func TestLabels(t *testing.T) {
	for _, c := range []struct {
		name  string
		files files
		want  []string
	}{
		{"none", files{}, []string{"", "", ""}},
		{"its own", files{"m.txt": "red\ngreen\nblue\n"}, []string{"green", "red", "blue"}},
		{"the YAML's", files{"m.txt": "red\n", "m.yaml": "labels: de/farben.txt\n", "de/farben.txt": "rot\ngrün\nblau"}, []string{"grün", "rot", "blau"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.files["m.tflite"] = file(t, colours())
			res := run(t, c.files.model(t), task.Payload{Media: green(t)})
			if got := labelsOf(res.Classes); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A threshold of 0 lists every box of the detector, where none leaves it to the task.
func TestThresholdZero(t *testing.T) {
	detect, picture := string(testkit.Read(t, "vision", "detect.tflite")), testkit.Read(t, "vision", "cats_and_dogs.jpg")
	count := func(yaml string) int {
		m := files{"m.tflite": detect, "m.yaml": "top: 100\n" + yaml}.model(t)
		return len(run(t, m, task.Payload{Media: picture}).Objects)
	}
	if some, all := count(""), count("threshold: 0\n"); some < 4 || all <= some {
		t.Errorf("%d objects by default, %d of any score", some, all)
	}
}

// What the YAML says reaches the task. Green's scores are 1, red's 0.2, blue's 0.
func TestTheYAMLReachesTheTask(t *testing.T) {
	for _, c := range []struct {
		yaml string
		want int
	}{
		{"task: classify\n", 3},
		{"top: 1\n", 1},
		{"threshold: 0.1\n", 2},
		{"threshold: 0.5\n", 1},
		{"threshold: 0\n", 3}, // everything
	} {
		m := files{"m.tflite": file(t, colours()), "m.yaml": c.yaml}.model(t)
		if got := run(t, m, task.Payload{Media: green(t)}).Classes; len(got) != c.want || got[0].Index != 1 || got[0].Score != 1 {
			t.Errorf("%q: got %+v, want %d", c.yaml, got, c.want)
		}
	}
	m := files{"m.tflite": file(t, colours()), "m.yaml": "limits: {max_pixels: 255}\n"}.model(t)
	if res, err := load(t, m).Runner.Run(ctx, task.Payload{Media: green(t)}); err == nil {
		t.Errorf("256 pixels were taken where 255 are the limit: %+v", res.Classes)
	}
}

func TestMovieReviews(t *testing.T) {
	m := files{
		"m.tflite":   string(testkit.Read(t, "text", "text_classification.tflite")),
		"m.yaml":     "task: textclass\nlabels: labels.txt\nvocabulary: vocab.txt\n",
		"labels.txt": string(testkit.Read(t, "text", "labels.txt")),
		"vocab.txt":  string(testkit.Read(t, "text", "vocab.txt")),
	}.model(t)
	for _, c := range []struct {
		text, label string
		score       float64
	}{
		{"What a waste of my time.", "Negative", 0.699430},
		{"This is the best movie I’ve seen in recent years. Strongly recommend it!", "Positive", 0.766271},
	} {
		got := run(t, m, task.Payload{Media: []byte(c.text)}).Classes
		if len(got) != 2 || got[0].Label != c.label || math.Abs(float64(got[0].Score)-c.score) > 1e-5 {
			t.Errorf("%s: got %+v, want %s %v", c.text, got, c.label, c.score)
		}
	}
}

func TestCatsAndDogs(t *testing.T) {
	m := files{
		"m.tflite":     string(testkit.Read(t, "vision", "detect.tflite")),
		"m.yaml":       "labels: labelmap.txt\nthreshold: 0.5\n",
		"labelmap.txt": string(testkit.Read(t, "vision", "labelmap.txt")),
	}.model(t)
	if m.Kind != task.Detect {
		t.Fatalf("got task %q", m.Kind)
	}
	l := load(t, m)
	if l.Bytes(m) <= int64(len(m.File)) {
		t.Errorf("%d bytes in memory of a file of %d", l.Bytes(m), len(m.File))
	}
	res, err := l.Runner.Run(ctx, task.Payload{Media: testkit.Read(t, "vision", "cats_and_dogs.jpg")})
	if err != nil {
		t.Fatal(err)
	}
	var got []task.Class
	for _, o := range res.Objects {
		got = append(got, o.Class)
	}
	if want := []string{"cat", "cat", "cat", "dog"}; !slices.Equal(labelsOf(got), want) {
		t.Errorf("got %+v, want %q", res.Objects, want)
	}
}
