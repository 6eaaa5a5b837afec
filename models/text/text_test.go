package text_test

import (
	"slices"
	"strings"
	"testing"

	"edged/internal/testkit"
	"edged/models/text"
)

const small = "<PAD> 0\n<START> 1\n<UNKNOWN> 2\nthe 4\nbest 7\nisn't 9\nbest 99\n"

func regex(t testing.TB, vocab string, lower bool) *text.Regex {
	t.Helper()
	v, err := text.ParseVocabulary([]byte(vocab))
	if err != nil {
		t.Fatal(err)
	}
	r, err := text.NewRegex(text.WordDelimiter, v, lower)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRegexEncode(t *testing.T) {
	for _, c := range []struct {
		in    string
		lower bool
		want  []int32
	}{
		{"", false, []int32{1}},
		{"the best", false, []int32{1, 4, 7}},
		{"...the,  best!", false, []int32{1, 4, 7}},
		{"The best", false, []int32{1, 2, 7}},
		{"The BEST", true, []int32{1, 4, 7}},
		{"isn't", false, []int32{1, 9}},
		{"isn’t", false, []int32{1, 2, 2}}, // a typographic apostrophe splits
		{"thé best", false, []int32{1, 2, 7}},
		{"\xff\xfethe", false, []int32{1, 4}},
		{"!?", false, []int32{1}},
	} {
		if got := regex(t, small, c.lower).Encode(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%q (lower %v): got %v, want %v", c.in, c.lower, got, c.want)
		}
	}
}

func TestRegexWithoutStart(t *testing.T) {
	if got := regex(t, "<PAD> 5\n<UNKNOWN> 6\na 7", false).Encode("a b"); !slices.Equal(got, []int32{7, 6}) {
		t.Error(got)
	}
}

func TestNewRegexErrors(t *testing.T) {
	for _, c := range []struct{ vocab, delimiter, want string }{
		{"<PAD>\na", " ", "no <UNKNOWN>"},
		{"<UNKNOWN>\na", " ", "no <PAD>"},
		{small, "[", "delimiter: error parsing regexp"},
	} {
		v, err := text.ParseVocabulary([]byte(c.vocab))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = text.NewRegex(c.delimiter, v, false); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

func TestParseVocabulary(t *testing.T) {
	for _, c := range []struct {
		in, token string
		id        int32
	}{
		{small, "best", 7}, {"a\nb\nc", "c", 2}, {"a\r\nb\r\n", "b", 1}, {"\ufeffa 3\n\nb 4", "a", 3}, {"a 3\n\nb 4", "b", 4},
	} {
		v, err := text.ParseVocabulary([]byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if id, ok := v.Lookup(c.token); !ok || id != c.id {
			t.Errorf("%q: %s is %d, %v", c.in, c.token, id, ok)
		}
	}
	for in, want := range map[string]string{
		"": "empty", "\xff": "not UTF-8", "a 1\nb": "line 2", "a x": "not an id", "a 99999999999": "not an id", "a -1": "not an id",
	} {
		if _, err := text.ParseVocabulary([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
}

func TestVocabularyOfTheMovieReviews(t *testing.T) {
	v, err := text.ParseVocabulary(testkit.Read(t, "text", "vocab.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if v.Len() != 10000 || v.Max() != 9999 || !v.Lower() {
		t.Errorf("%d tokens, largest id %d, lower %v", v.Len(), v.Max(), v.Lower())
	}
}

func TestFit(t *testing.T) {
	dst := []int32{9, 9, 9}
	text.Fit(dst, []int32{1}, 7)
	if !slices.Equal(dst, []int32{1, 7, 7}) {
		t.Error(dst)
	}
	text.Fit(dst, []int32{1, 2, 3, 4}, 7)
	if !slices.Equal(dst, []int32{1, 2, 3}) {
		t.Error(dst)
	}
}

func FuzzTokenizer(f *testing.F) {
	f.Add(small, text.WordDelimiter, "The best, isn’t it?")
	f.Add("<PAD>\n<UNKNOWN>", "", "a b")
	f.Add("<PAD>\n<UNKNOWN>", "x*", "axb")
	f.Fuzz(func(t *testing.T, vocab, delimiter, in string) {
		v, err := text.ParseVocabulary([]byte(vocab))
		if err != nil {
			return
		}
		r, err := text.NewRegex(delimiter, v, true)
		if err != nil {
			return
		}
		for _, id := range r.Encode(in) {
			if id < 0 || id > v.Max() {
				t.Fatal(id)
			}
		}
	})
}
