package text

import (
	"fmt"
	"regexp"
	"strings"
)

// WordDelimiter is the expression that TFLite's average-word-vector models split by:
// everything but ASCII letters, digits, underscores and apostrophes.
const WordDelimiter = `[^\w\']+`

// Regex splits text by a regular expression and looks the pieces up in a vocabulary, as
// the NLClassifier of TFLite's task library does with RegexTokenizerOptions: the start
// token first if the vocabulary has one, unknown words as the unknown token, letters as
// they are.
type Regex struct {
	delimiter    *regexp.Regexp
	vocabulary   *Vocabulary
	start        int32
	hasStart     bool
	pad, unknown int32
	lower        bool
}

// NewRegex makes a tokenizer. The expression has RE2's syntax. The vocabulary must have
// the pad and the unknown token. lower turns text to lower case first, which the task
// library never does, but Model Maker did when it trained models that come without
// metadata.
func NewRegex(delimiter string, v *Vocabulary, lower bool) (*Regex, error) {
	// RE2 takes escapes of any punctuation inside classes; so does Go.
	re, err := regexp.Compile(delimiter)
	if err != nil {
		return nil, fmt.Errorf("tokenizer: delimiter: %w", err)
	}
	r := &Regex{delimiter: re, vocabulary: v, lower: lower}
	r.start, r.hasStart = v.Lookup(StartToken)
	var ok bool
	if r.pad, ok = v.Lookup(PadToken); !ok {
		return nil, fmt.Errorf("tokenizer: the vocabulary has no %s", PadToken)
	}
	if r.unknown, ok = v.Lookup(UnknownToken); !ok {
		return nil, fmt.Errorf("tokenizer: the vocabulary has no %s", UnknownToken)
	}
	return r, nil
}

// Pad returns the id of <PAD>.
func (r *Regex) Pad() int32 { return r.pad }

// Encode implements Tokenizer. A delimiter that matches nothing (an empty match) splits
// nothing.
func (r *Regex) Encode(text string) []int32 {
	if r.lower {
		text = strings.ToLower(text)
	}
	var ids []int32
	if r.hasStart {
		ids = append(ids, r.start)
	}
	at := 0
	for _, m := range r.delimiter.FindAllStringIndex(text, -1) {
		if m[0] == m[1] {
			continue
		}
		ids = r.word(ids, text[at:m[0]])
		at = m[1]
	}
	return r.word(ids, text[at:])
}

func (r *Regex) word(ids []int32, word string) []int32 {
	if word == "" {
		return ids
	}
	if id, ok := r.vocabulary.Lookup(word); ok {
		return append(ids, id)
	}
	return append(ids, r.unknown)
}
