package zoo_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/image"
	"edged/models/task"
	"edged/models/zoo"
)

// figure returns what a card says of int8 on one set: samples and percent.
func figure(t *testing.T, m zoo.Model, set string) (samples int, percent float64) {
	t.Helper()
	row := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(set) + ` \| (\d+) \| [\d.]+ % \| ([\d.]+) % \|$`).FindStringSubmatch(m.Card)
	if row == nil {
		t.Fatalf("the card of %s has no row %q", m.Name, set)
	}
	samples, err := strconv.Atoi(row[1])
	if err != nil {
		t.Fatal(err)
	}
	percent, err = strconv.ParseFloat(row[2], 64)
	if err != nil {
		t.Fatal(err)
	}
	return samples, percent
}

// hold compares the share of right answers with the card's figure, tol in percent points.
func hold(t *testing.T, m zoo.Model, set string, right, samples int, tol float64) {
	t.Helper()
	n, want := figure(t, m, set)
	got := 100 * float64(right) / float64(samples)
	t.Logf("%s: %d of %d right, %.1f %%; the card says %.1f %%", set, right, samples, got, want)
	if n != samples {
		t.Errorf("%s: %d samples, the card says %d", set, samples, n)
	}
	if math.Abs(got-want) > tol {
		t.Errorf("%s: %.2f %% right, the card says %.1f %%", set, got, want)
	}
}

// side of a picture on the sheet, in pixels.
const side = 32

// TestDigitsAccuracy reads testdata/digits.jpg: pictures of held-out fonts, displays and
// handwriting, a row a class.
func TestDigitsAccuracy(t *testing.T) {
	m := find(t, "digits")
	b, err := os.ReadFile("testdata/digits.jpg")
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := image.Decode(b, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, _, _ := open(t, m)
	step, tol := 1, 0.5 // JPEG decoders differ in the last bit, which may turn an answer
	if testing.Short() {
		step, tol = 6, 5
	}
	right, asked := 0, 0
	for row := range sheet.Height / side {
		for column := 0; column < sheet.Width/side; column += step {
			if best(t, r, task.Payload{Tensors: []graph.Tensor{tile(sheet, row, column)}}).Index == row {
				right++
			}
			asked++
		}
	}
	if testing.Short() {
		if _, want := figure(t, m, "the sheet in testdata"); 100*float64(right)/float64(asked) < want-tol {
			t.Errorf("%d of %d right, the card says %.1f %%", right, asked, want)
		}
		return
	}
	hold(t, m, "the sheet in testdata", right, asked, tol)
}

// tile cuts a picture out of the sheet as the model's input: q = pixel - 128.
func tile(sheet *image.Picture, row, column int) graph.Tensor {
	x := graph.Tensor{Type: graph.Int8, Shape: []int{1, side, side, 3}, Data: make([]byte, 0, side*side*3)}
	for y := range side {
		from := 3 * ((row*side+y)*sheet.Width + column*side)
		for _, p := range sheet.Pix[from : from+3*side] {
			x.Data = append(x.Data, p^0x80)
		}
	}
	return x
}

func best(t *testing.T, r task.Runner, p task.Payload) task.Class {
	t.Helper()
	res, err := r.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Classes) == 0 {
		t.Fatal("no class")
	}
	return res.Classes[0]
}

// TestSentimentAccuracy asks the sentences in testdata, which are ours.
func TestSentimentAccuracy(t *testing.T) {
	m := find(t, "sentiment")
	r, _, _ := open(t, m)
	right, lines := 0, lines(t, "testdata/sentiment_own.tsv")
	for _, line := range lines {
		label, text, _ := strings.Cut(line, "\t")
		if best(t, r, task.Payload{Media: []byte(text)}).Label == label {
			right++
		}
	}
	hold(t, m, "sentences of ours", right, len(lines), 0.05)
}

// TestSentimentHeldOut asks the UCI sentences that training left out.
func TestSentimentHeldOut(t *testing.T) {
	m := find(t, "sentiment")
	r, _, _ := open(t, m)
	files := map[string][]string{}
	right, held := 0, lines(t, "testdata/sentiment_held_out.tsv")
	for _, line := range held {
		name, number, _ := strings.Cut(line, "\t")
		if files[name] == nil {
			files[name] = lines(t, testkit.Data(t, "text", name))
		}
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(files[name]) {
			t.Fatalf("%s has no line %s", name, number)
		}
		text, class, _ := strings.Cut(files[name][n-1], "\t")
		if got := best(t, r, task.Payload{Media: []byte(strings.TrimSpace(text))}); fmt.Sprint(got.Index) == class {
			right++
		}
	}
	hold(t, m, "UCI, both", right, len(held), 0.05)
}

// lines returns a file's lines. They end at a line feed only: the UCI files have other
// characters that Unicode counts as line ends.
func lines(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}
