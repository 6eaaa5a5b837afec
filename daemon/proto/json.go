package proto

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"edged/models/graph"
)

// wireRequest is a request in the Open Inference Protocol's v2 form.
type wireRequest struct {
	ID         *string      `json:"id"`
	Parameters wireParams   `json:"parameters"`
	Inputs     []wireInput  `json:"inputs"`
	Outputs    []wireOutput `json:"outputs"`
}

type wireParams struct {
	DeadlineMS *float64 `json:"deadline_ms"`
	Priority   int      `json:"priority"`
	ReplyTo    string   `json:"reply_to"`
}

type wireInput struct {
	Name       string          `json:"name"`
	Shape      []int           `json:"shape"`
	Datatype   string          `json:"datatype"`
	Data       json.RawMessage `json:"data"`
	Parameters struct {
		ContentType string `json:"content_type"` // of BYTES: base64, or str
		BinarySize  *int   `json:"binary_data_size"`
	} `json:"parameters"`
}

type wireOutput struct {
	Name string `json:"name"`
}

// maxDeadline keeps deadlines meaningful: a day.
const maxDeadline = 24 * time.Hour

// decodeBinary reads u32 little-endian JSON length, JSON, tensor bytes.
func (d *Decoder) decodeBinary(r *Request, payload []byte) error {
	if len(payload) < 4 {
		return Errorf(BadRequest, "a binary request begins with the length of its JSON in 4 bytes, this one has %d", len(payload))
	}
	n := uint64(binary.LittleEndian.Uint32(payload))
	if n > uint64(len(payload)-4) {
		return Errorf(BadRequest, "the JSON of %d bytes is longer than the message of %d", n, len(payload))
	}
	return d.decodeJSON(r, payload[4:4+n], payload[4+n:])
}

// decodeJSON reads the v2 form; rest holds the bytes of binary tensors.
func (d *Decoder) decodeJSON(r *Request, doc, rest []byte) error {
	var w wireRequest
	malformed := unmarshal(doc, &w)
	// What could be read of a malformed request says where the answer goes.
	if err := d.decodeHead(r, &w); malformed == nil && err != nil {
		return err
	}
	if malformed != nil {
		return Errorf(BadRequest, "json: %w", malformed)
	}
	if len(w.Inputs) == 0 {
		return Errorf(BadRequest, "the request has no inputs")
	}
	for i := range w.Inputs {
		used, err := decodeInput(r, &w.Inputs[i], rest)
		if err != nil {
			return Errorf(BadRequest, "input %d %.80q: %w", i, w.Inputs[i].Name, err)
		}
		rest = rest[used:]
	}
	if len(rest) > 0 {
		return Errorf(BadRequest, "%d bytes follow the tensors", len(rest))
	}
	if r.Payload.Media != nil && len(w.Inputs) > 1 {
		return Errorf(BadRequest, "a BYTES input is a medium and comes alone, here are %d inputs", len(w.Inputs))
	}
	return nil
}

// unmarshal reads one JSON value and nothing behind it. Its errors are short whatever the
// document holds.
func unmarshal(doc []byte, v any) error {
	err := json.Unmarshal(doc, v)
	var at *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &at):
		return fmt.Errorf("%w at byte %d", err, at.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("a request is an object, not %.40s", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("%.80s cannot be %.40s", kind.Field, kind.Value)
	}
	return err
}

// decodeHead reads everything but the inputs. Id and reply_to come first, so that what is
// wrong after them can be answered to who waits for it.
func (d *Decoder) decodeHead(r *Request, w *wireRequest) error {
	if w.ID != nil && *w.ID != "" {
		switch {
		case r.ID != "" && r.ID != *w.ID:
			return Errorf(BadRequest, "the topic's id is %q, the request's %.80q", r.ID, *w.ID)
		case !validID(*w.ID):
			return Errorf(BadRequest, "id %.80q: an id has 1 to 128 characters, no /, + or # and no control characters", *w.ID)
		}
		r.ID = *w.ID
	}
	if to := w.Parameters.ReplyTo; to != "" {
		if err := d.checkReplyTo(to); err != nil {
			return err
		}
		r.ReplyTo = to
	}
	if p := w.Parameters.DeadlineMS; p != nil {
		if !(*p > 0) || *p > float64(maxDeadline/time.Millisecond) {
			return Errorf(BadRequest, "deadline_ms is %v, wants more than 0 and at most a day", *p)
		}
		r.Deadline = max(1, time.Duration(*p*float64(time.Millisecond)))
	}
	if r.Priority = w.Parameters.Priority; r.Priority < -100 || r.Priority > 100 {
		return Errorf(BadRequest, "priority is %d, wants -100 to 100", r.Priority)
	}
	for _, o := range w.Outputs {
		r.Outputs = append(r.Outputs, o.Name)
	}
	return nil
}

// decodeInput reads one input into the payload and returns how many bytes of rest it took.
func decodeInput(r *Request, in *wireInput, rest []byte) (int, error) {
	if len(in.Shape) > maxDepth {
		return 0, fmt.Errorf("shape has %d dimensions, more than %d", len(in.Shape), maxDepth)
	}
	n, err := graph.CheckedElems(in.Shape)
	if err != nil {
		return 0, err
	}
	if in.Datatype == "BYTES" {
		if n != 1 {
			return 0, fmt.Errorf("shape %v: a BYTES input is one medium", in.Shape)
		}
		media, used, err := decodeMedia(in, rest)
		r.Payload.Media = media
		return used, err
	}
	dt, ok := datatypes[in.Datatype]
	if !ok {
		return 0, fmt.Errorf("datatype %.20q is not known", in.Datatype)
	}
	t := graph.Tensor{Name: in.Name, Type: dt, Shape: in.Shape, HasRank: true}
	used := 0
	if size := in.Parameters.BinarySize; size != nil {
		if want := int64(n) * int64(dt.Bits()/8); int64(*size) != want || *size > len(rest) {
			return 0, fmt.Errorf("binary_data_size is %d, %s %v takes %d and %d bytes are left", *size, in.Datatype, in.Shape, want, len(rest))
		}
		used = *size
		t.Data = rest[:used]
	} else if t.Data, err = parseNumbers(in.Data, dt, in.Shape, n); err != nil {
		return 0, err
	}
	r.Payload.Tensors = append(r.Payload.Tensors, t)
	return used, nil
}

// decodeMedia reads a BYTES input: one medium, as bytes behind the JSON, as base64 where
// content_type says so, or as the text itself.
func decodeMedia(in *wireInput, rest []byte) (media []byte, used int, err error) {
	if size := in.Parameters.BinarySize; size != nil {
		return binaryMedia(*size, rest)
	}
	var items []string
	if err := json.Unmarshal(in.Data, &items); err != nil || len(items) != 1 {
		return nil, 0, errors.New("data of datatype BYTES wants one string in an array")
	}
	switch in.Parameters.ContentType {
	case "", "str":
		if items[0] == "" {
			return nil, 0, errors.New("data is an empty text")
		}
		return []byte(items[0]), 0, nil
	case "base64":
		media, err = base64.StdEncoding.DecodeString(items[0])
		if err != nil || len(media) == 0 {
			return nil, 0, errors.New("data is not base64")
		}
		return media, 0, nil
	}
	return nil, 0, fmt.Errorf("content_type %.40q is not known: base64 or str", in.Parameters.ContentType)
}

// binaryMedia reads one element as the binary extension writes those of datatype BYTES:
// u32 little-endian length, bytes.
func binaryMedia(size int, rest []byte) (media []byte, used int, err error) {
	if size <= 4 || size > len(rest) {
		return nil, 0, fmt.Errorf("binary_data_size is %d, wants more than 4 and %d bytes are left", size, len(rest))
	}
	if n := binary.LittleEndian.Uint32(rest); uint64(n) != uint64(size-4) {
		return nil, 0, fmt.Errorf("the medium's first 4 bytes are its length, little-endian: they say %d, binary_data_size leaves %d", n, size-4)
	}
	return rest[4:size], size, nil
}
