package proto

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"time"
	"unicode/utf8"

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
		ContentType string `json:"content_type"`
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
	if err := unmarshal(doc, &w); err != nil {
		return Errorf(BadRequest, "json: %w", err)
	}
	if err := d.decodeHead(r, &w); err != nil {
		return err
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

// unmarshal reads one JSON value and nothing behind it.
func unmarshal(doc []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(doc))
	if err := dec.Decode(v); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return errors.New("it ends too early")
		}
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the object")
	}
	return nil
}

// decodeHead reads everything but the inputs. The id comes first, so that what is wrong
// after it can be answered under it.
func (d *Decoder) decodeHead(r *Request, w *wireRequest) error {
	if w.ID != nil && *w.ID != "" {
		switch {
		case r.ID != "" && r.ID != *w.ID:
			return Errorf(BadRequest, "the topic's id is %q, the request's %.80q", r.ID, *w.ID)
		case !requestID.MatchString(*w.ID):
			return Errorf(BadRequest, "id %.80q: an id has 1 to 128 characters, no /, + or #", *w.ID)
		}
		r.ID = *w.ID
	}
	if p := w.Parameters.DeadlineMS; p != nil {
		if !(*p > 0) || *p > float64(maxDeadline/time.Millisecond) {
			return Errorf(BadRequest, "deadline_ms is %v, wants more than 0 and at most a day", *p)
		}
		r.Deadline = time.Duration(*p * float64(time.Millisecond))
	}
	if r.Priority = w.Parameters.Priority; r.Priority < -100 || r.Priority > 100 {
		return Errorf(BadRequest, "priority is %d, wants -100 to 100", r.Priority)
	}
	if to := w.Parameters.ReplyTo; to != "" {
		if err := d.checkReplyTo(to); err != nil {
			return err
		}
		r.ReplyTo = to
	}
	for _, o := range w.Outputs {
		r.Outputs = append(r.Outputs, o.Name)
	}
	return nil
}

// decodeInput reads one input into the payload and returns how many bytes of rest it took.
func decodeInput(r *Request, in *wireInput, rest []byte) (int, error) {
	if in.Datatype == "BYTES" {
		media, used, err := decodeMedia(in, rest)
		r.Payload.Media = media
		return used, err
	}
	dt, ok := datatypes[in.Datatype]
	if !ok {
		return 0, Errorf(BadRequest, "datatype %.20q is not known", in.Datatype)
	}
	n, err := graph.CheckedElems(in.Shape)
	if err != nil {
		return 0, err
	}
	t := graph.Tensor{Name: in.Name, Type: dt, Shape: in.Shape, HasRank: true}
	if size := in.Parameters.BinarySize; size != nil {
		if *size != dt.Bytes(n) || *size > len(rest) {
			return 0, Errorf(BadRequest, "binary_data_size is %d, %s %v takes %d and %d are left", *size, in.Datatype, in.Shape, dt.Bytes(n), len(rest))
		}
		t.Data = rest[:*size]
		r.Payload.Tensors = append(r.Payload.Tensors, t)
		return *size, nil
	}
	if t.Data, err = parseNumbers(in.Data, dt, n); err != nil {
		return 0, err
	}
	r.Payload.Tensors = append(r.Payload.Tensors, t)
	return 0, nil
}

// decodeMedia reads a BYTES input: one medium, as bytes behind the JSON, as base64 where
// content_type says so, or as the text itself.
func decodeMedia(in *wireInput, rest []byte) (media []byte, used int, err error) {
	if size := in.Parameters.BinarySize; size != nil {
		if *size <= 0 || *size > len(rest) {
			return nil, 0, Errorf(BadRequest, "binary_data_size is %d, %d bytes are left", *size, len(rest))
		}
		return rest[:*size], *size, nil
	}
	var items []string
	if err := json.Unmarshal(in.Data, &items); err != nil || len(items) != 1 {
		return nil, 0, Errorf(BadRequest, "data of datatype BYTES wants one string in an array")
	}
	if in.Parameters.ContentType != "base64" {
		if !utf8.ValidString(items[0]) || items[0] == "" {
			return nil, 0, Errorf(BadRequest, "data is no text; say content_type base64 for other bytes")
		}
		return []byte(items[0]), 0, nil
	}
	media, err = base64.StdEncoding.DecodeString(items[0])
	if err != nil || len(media) == 0 {
		return nil, 0, Errorf(BadRequest, "data is not base64")
	}
	return media, 0, nil
}
