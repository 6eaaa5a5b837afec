package text

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The special tokens of TFLite's average-word-vector models.
const (
	StartToken   = "<START>"
	PadToken     = "<PAD>"
	UnknownToken = "<UNKNOWN>"
)

// Vocabulary maps tokens to ids.
type Vocabulary struct {
	ids map[string]int32
}

// ParseVocabulary reads a vocabulary file: a token a line, with its id behind a space
// or, on every line without exception, without ids, which are then the line numbers from
// 0. The first of equal tokens counts. Empty lines are passed over where ids are written.
func ParseVocabulary(b []byte) (*Vocabulary, error) {
	if !utf8.Valid(b) {
		return nil, errors.New("vocabulary: it is not UTF-8 text")
	}
	lines := strings.Split(strings.TrimRight(strings.TrimPrefix(string(b), "\ufeff"), "\r\n"), "\n")
	v := &Vocabulary{ids: make(map[string]int32, len(lines))}
	numbered := false
	for i, line := range lines {
		line = strings.TrimSuffix(line, "\r")
		token, number, has := strings.Cut(line, " ")
		if i == 0 {
			numbered = has
		}
		switch {
		case !numbered:
			v.add(line, int32(i))
			continue
		case line == "":
			continue
		case !has:
			return nil, fmt.Errorf("vocabulary: line %d: %q has no id, others have", i+1, line)
		}
		id, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
		if err != nil || id < 0 {
			return nil, fmt.Errorf("vocabulary: line %d: %q is not an id", i+1, number)
		}
		v.add(token, int32(id))
	}
	if len(lines) == 1 && lines[0] == "" {
		return nil, errors.New("vocabulary: it is empty")
	}
	return v, nil
}

func (v *Vocabulary) add(token string, id int32) {
	if _, has := v.ids[token]; !has {
		v.ids[token] = id
	}
}

// Lookup returns a token's id and whether it has one.
func (v *Vocabulary) Lookup(token string) (int32, bool) {
	id, ok := v.ids[token]
	return id, ok
}

// Len returns how many tokens there are.
func (v *Vocabulary) Len() int { return len(v.ids) }

// Max returns the largest id.
func (v *Vocabulary) Max() int32 {
	var m int32
	for _, id := range v.ids {
		m = max(m, id)
	}
	return m
}

// Lower reports whether no token but those in angle brackets has an upper-case letter:
// the model has seen lower-case text only.
func (v *Vocabulary) Lower() bool {
	for token := range v.ids {
		if strings.HasPrefix(token, "<") && strings.HasSuffix(token, ">") {
			continue
		}
		if strings.ContainsFunc(token, unicode.IsUpper) {
			return false
		}
	}
	return true
}
