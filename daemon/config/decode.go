package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Error says what is wrong in a file, and where.
type Error struct {
	File         string
	Line, Column int    // from 1; 0 where it concerns the whole file
	Key          string // dotted, like mqtt.broker; empty where the text itself is wrong
	Err          error
}

// Error returns one line: file:line:column: key: what is wrong.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	if e.Key != "" {
		b.WriteString(": " + e.Key)
	}
	return b.String() + ": " + e.Err.Error()
}

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// document is a parsed file: it knows where its keys stand.
type document struct {
	file string
	ast  *ast.File
}

// decode reads one YAML document into v, which holds the defaults. The YAML library's
// panics on odd texts are errors here.
func decode(file string, data []byte, v any) (d *document, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Error{File: file, Err: fmt.Errorf("not readable as yaml: %v", p)}
		}
	}()
	d = &document{file: file}
	if d.ast, err = parser.ParseBytes(data, 0); err != nil {
		return nil, d.locate(err)
	}
	if len(d.ast.Docs) > 1 {
		return nil, d.locate(&valueError{d.ast.Docs[1].Body.GetToken(), errors.New("a second document: one file holds one")})
	}
	if len(d.ast.Docs) == 0 || d.ast.Docs[0].Body == nil || d.ast.Docs[0].Body.Type() == ast.NullType {
		return d, nil
	}
	if err := yaml.NodeToValue(d.ast.Docs[0].Body, v, yaml.Strict()); err != nil {
		return nil, d.locate(err)
	}
	return d, nil
}

// at gives a key's position to what is wrong with its value; a key that the file lacks
// takes its parent's.
func (d *document) at(key string, err error) error {
	e := &Error{File: d.file, Key: key, Err: err}
	for up := key; up != ""; {
		if t := d.find(up); t != nil {
			e.Line, e.Column = t.Position.Line, t.Position.Column
			break
		}
		up = up[:max(strings.LastIndexByte(up, '.'), 0)]
	}
	return e
}

func (d *document) find(key string) *token.Token {
	path, err := yaml.PathString("$." + key)
	if err != nil || len(d.ast.Docs) == 0 {
		return nil
	}
	node, err := path.FilterFile(d.ast)
	if err != nil || node == nil {
		return nil
	}
	return node.GetToken()
}

// locate turns the library's errors into ours.
func (d *document) locate(err error) error {
	e := &Error{File: d.file, Err: err}
	var bad *valueError
	var lib yaml.Error
	var at *token.Token
	switch {
	case errors.As(err, &bad):
		e.Err, at = bad.err, bad.at
	case errors.As(err, &lib):
		e.Err, at = errors.New(plain(lib)), lib.GetToken()
	}
	if at != nil && at.Position != nil {
		e.Line, e.Column = at.Position.Line, at.Position.Column
	}
	return e
}

// plain is the library's message in terms of the file, not of Go.
func plain(err yaml.Error) string {
	msg, _, _ := strings.Cut(err.GetMessage(), "\n")
	var t *yaml.TypeError
	if errors.As(err, &t) {
		return fmt.Sprintf("want a %s, not a %s", kindName(t.DstType), kindName(t.SrcType))
	}
	if name, ok := strings.CutPrefix(msg, "unknown field "); ok {
		return "unknown key " + name
	}
	return msg
}

// valueError is what our own types say of a value.
type valueError struct {
	at  *token.Token
	err error
}

func (e *valueError) Error() string { return e.err.Error() }
