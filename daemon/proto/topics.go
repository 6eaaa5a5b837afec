// Package proto is the language edged speaks over MQTT: topics, requests, results and
// errors, in JSON (the Open Inference Protocol, version 2) and in a binary form. It reads
// and writes bytes; it knows no MQTT library.
package proto

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"edged/internal/lazy"
)

// Topics are those of one device: everything lies under edged/<device>.
type Topics struct{ Device string }

func (t Topics) base() string { return "edged/" + t.Device }

// Availability is where online and offline are retained.
func (t Topics) Availability() string { return t.base() + "/availability" }

// Model is where a model's description is retained.
func (t Topics) Model(model string) string { return t.base() + "/models/" + model }

// Response is where the answer to a request goes that names no other topic.
func (t Topics) Response(model, id string) string { return t.Model(model) + "/response/" + id }

// Requests is the filter that all requests to the device match.
func (t Topics) Requests() string { return t.base() + "/models/+/infer/#" }

// Admin is the filter that all administrative requests to the device match.
func (t Topics) Admin() string { return t.base() + "/request/+" }

// AdminResponse is where the answer to an administrative request goes.
func (t Topics) AdminResponse(verb string) string { return t.base() + "/response/" + verb }

// ParseAdmin returns the verb of an administrative request's topic: lower-case letters,
// digits, _ and -.
func (t Topics) ParseAdmin(topic string) (verb string, err error) {
	verb, ok := strings.CutPrefix(topic, t.base()+"/request/")
	if !ok || !verbName().MatchString(verb) {
		return "", fmt.Errorf("topic %.80q is not an administrative request", topic)
	}
	return verb, nil
}

// reserved reports whether a topic is the device's own and none that answers go to.
func (t Topics) reserved(topic string) bool {
	rest, own := strings.CutPrefix(topic, t.base()+"/")
	if !own {
		return topic == t.base()
	}
	levels := strings.Split(rest, "/")
	return len(levels) != 4 || levels[0] != "models" || levels[2] != "response"
}

// Form is how a request is written.
type Form int

// The forms of requests.
const (
	JSON   Form = iota // Open Inference Protocol
	Raw                // the medium itself
	Binary             // JSON with tensors' bytes behind it
)

// Address is what a request's topic says.
type Address struct {
	Model string
	Form  Form
	ID    string // empty: the request has none, or has it inside
}

var (
	modelName = lazy.Regexp(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	verbName  = lazy.Regexp(`^[a-z][a-z0-9_-]{0,63}$`)
)

// maxID bounds ids, in characters.
const maxID = 128

// validID reports whether an id can be a level of a topic.
func validID(id string) bool {
	n := utf8.RuneCountInString(id)
	return n >= 1 && n <= maxID && utf8.ValidString(id) && !strings.ContainsAny(id, "/+#") && !strings.ContainsFunc(id, unicode.IsControl)
}

// Parse takes a request's topic apart. An error is worth logging but not answering: there
// is nobody to answer to.
func (t Topics) Parse(topic string) (Address, error) {
	var a Address
	rest, ok := strings.CutPrefix(topic, t.base()+"/models/")
	if !ok {
		return a, fmt.Errorf("topic %.160q is not under %s/models/", topic, t.base())
	}
	levels := strings.Split(rest, "/")
	if len(levels) < 2 || levels[1] != "infer" {
		return a, fmt.Errorf("topic %.160q is not a request", topic)
	}
	a.Model = levels[0]
	if !modelName().MatchString(a.Model) {
		return a, fmt.Errorf("topic %.160q: %.80q is no model's name", topic, a.Model)
	}
	levels = levels[2:]
	if len(levels) > 0 {
		switch levels[0] {
		case "raw":
			a.Form, levels = Raw, levels[1:]
		case "bin":
			a.Form, levels = Binary, levels[1:]
		}
	}
	switch {
	case len(levels) > 1:
		return a, fmt.Errorf("topic %.160q has more levels than a request", topic)
	case len(levels) == 1 && !validID(levels[0]):
		return a, fmt.Errorf("topic %.160q: %.80q is no request's id", topic, levels[0])
	case len(levels) == 1:
		a.ID = levels[0]
	}
	return a, nil
}
