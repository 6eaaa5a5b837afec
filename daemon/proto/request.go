package proto

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"edged/models/task"
)

// Request is a request as it was decoded. Payload aliases the message.
type Request struct {
	Address
	// ReplyTo is the topic the answer goes to.
	ReplyTo  string
	Payload  task.Payload
	Outputs  []string      // names of outputs the answer shall hold; nil: the task's choice
	Deadline time.Duration // from arrival; 0: the model's
	Priority int           // higher runs first; -100 to 100
	// Sum tells a repetition of a request from another one under the same id: it is over
	// the message byte by byte, and over where the answer goes.
	Sum [sha256.Size]byte
}

// Decoder decodes the requests of one device.
type Decoder struct {
	Topics Topics
	// ReplyPrefixes are the topics under which reply_to may lie.
	ReplyPrefixes []string
	// MaxBytes bounds a message; 0: no bound.
	MaxBytes int
}

// Decode reads a request. With an *Error the request holds what is needed to answer it, as
// far as it could be read: its id, or a new one, and where the answer goes. With any other
// error the request is nil: there is nobody to answer.
func (d *Decoder) Decode(topic string, payload []byte, retained bool) (*Request, error) {
	a, err := d.Topics.Parse(topic)
	if err != nil {
		return nil, err
	}
	r := &Request{Address: a}
	err = d.decode(r, payload, retained)
	if r.ID == "" {
		r.ID = newID()
	}
	if r.ReplyTo == "" {
		r.ReplyTo = d.Topics.Response(r.Model, r.ID)
	}
	if err != nil {
		return r, err
	}
	h := sha256.New()
	h.Write([]byte(r.ReplyTo))
	h.Write([]byte{0, byte(r.Form)})
	h.Write(payload)
	h.Sum(r.Sum[:0])
	return r, nil
}

func (d *Decoder) decode(r *Request, payload []byte, retained bool) error {
	switch {
	case retained:
		return Errorf(BadRequest, "a retained request would run again at every start: send it without retain")
	case d.MaxBytes > 0 && len(payload) > d.MaxBytes:
		return Errorf(TooLarge, "the request has %d bytes, more than the limit of %d", len(payload), d.MaxBytes)
	case len(payload) == 0:
		return Errorf(BadRequest, "the request is empty")
	}
	switch r.Form {
	case Raw:
		r.Payload.Media = payload
		return nil
	case Binary:
		return d.decodeBinary(r, payload)
	}
	return d.decodeJSON(r, payload, nil)
}

// checkReplyTo refuses topics the daemon has no business writing to.
func (d *Decoder) checkReplyTo(topic string) error {
	switch {
	case strings.ContainsAny(topic, "+#"):
		return Errorf(BadRequest, "reply_to %.80q has a wildcard", topic)
	case len(topic) > maxTopic:
		return Errorf(BadRequest, "reply_to has %d bytes, a topic at most %d", len(topic), maxTopic)
	case strings.HasPrefix(topic, "$") || !utf8.ValidString(topic) || strings.ContainsFunc(topic, unicode.IsControl):
		return Errorf(BadRequest, "reply_to %.80q is not a topic to publish on", topic)
	case d.Topics.reserved(topic):
		return Errorf(BadRequest, "reply_to %.80q is one of the device's own topics", topic)
	}
	for _, p := range d.ReplyPrefixes {
		p = strings.TrimSuffix(p, "/")
		if p != "" && (topic == p || strings.HasPrefix(topic, p+"/")) {
			return nil
		}
	}
	return Errorf(BadRequest, "reply_to %.80q is not under one of mqtt.reply_prefixes %q", topic, d.ReplyPrefixes)
}

// maxTopic is the longest topic that MQTT can carry.
const maxTopic = 65535

// newID is a random id for requests that bring none.
func newID() string {
	var b [12]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
