// Package proto is the language edged speaks over MQTT: topics, requests, results and
// errors, in JSON (the Open Inference Protocol, version 2) and in a binary form. It reads
// and writes bytes; it knows no MQTT library.
package proto

import (
	"fmt"
	"regexp"
	"strings"
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
	modelName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	// requestID keeps an id usable as a level of a topic.
	requestID = regexp.MustCompile(`^[^/+#\x00-\x1f\x7f]{1,128}$`)
)

// Parse takes a request's topic apart. An error is worth logging but not answering: there
// is nobody to answer to.
func (t Topics) Parse(topic string) (Address, error) {
	var a Address
	rest, ok := strings.CutPrefix(topic, t.base()+"/models/")
	if !ok {
		return a, fmt.Errorf("topic %q is not under %s/models/", topic, t.base())
	}
	levels := strings.Split(rest, "/")
	if len(levels) < 2 || levels[1] != "infer" {
		return a, fmt.Errorf("topic %q is not a request", topic)
	}
	a.Model = levels[0]
	if !modelName.MatchString(a.Model) {
		return a, fmt.Errorf("topic %q: %q is no model's name", topic, a.Model)
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
		return a, fmt.Errorf("topic %q has more levels than a request", topic)
	case len(levels) == 1 && !requestID.MatchString(levels[0]):
		return a, fmt.Errorf("topic %q: %q is no request's id", topic, levels[0])
	case len(levels) == 1:
		a.ID = levels[0]
	}
	return a, nil
}
