package proto_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"edged/daemon/proto"
	"edged/models/task"
)

// held checks what every decoded request holds to.
func held(t *testing.T, r *proto.Request, err error) {
	var e *proto.Error
	switch {
	case r == nil && (err == nil || errors.As(err, &e)):
		t.Fatalf("nobody can answer, but %v", err)
	case r == nil:
		return
	case err != nil && !errors.As(err, &e):
		t.Fatalf("an error without a code: %v", err)
	}
	if r.ID == "" || strings.ContainsAny(r.ID, "/+#\x00") || !utf8.ValidString(r.ID) {
		t.Fatalf("id %q", r.ID)
	}
	if r.ReplyTo == "" || len(r.ReplyTo) > 65535 || strings.ContainsAny(r.ReplyTo, "+#\x00") || !utf8.ValidString(r.ReplyTo) {
		t.Fatalf("reply_to %q", r.ReplyTo)
	}
	if err != nil {
		if n := len(e.Error()); n > 1000 || !json.Valid(proto.EncodeError(r.ID, e)) {
			t.Fatalf("an error of %d bytes", n)
		}
		return
	}
	for _, x := range r.Payload.Tensors {
		if len(x.Data) != x.Bytes() {
			t.Fatalf("tensor %q of %v %v has %d bytes", x.Name, x.Type, x.Shape, len(x.Data))
		}
	}
	if (r.Payload.Media == nil) == (len(r.Payload.Tensors) == 0) {
		t.Fatalf("payload %+v", r.Payload)
	}
}

func FuzzDecodeTopic(f *testing.F) {
	f.Add(at + "/7")
	f.Add(at + "/raw/7")
	f.Add(at + "/bin")
	f.Add("edged/kitchen/models/m/infer/ü")
	f.Fuzz(func(t *testing.T, topic string) {
		r, err := decoder().Decode(topic, []byte("x"), false)
		held(t, r, err)
		topics.ParseAdmin(topic)
	})
}

func FuzzDecodeJSON(f *testing.F) {
	f.Add(`{"id":"7","parameters":{"deadline_ms":9,"priority":1,"reply_to":"home/x"},"inputs":[{"name":"a","shape":[2,2],"datatype":"INT8","data":[[1,2],[3,4]]}],"outputs":[{"name":"y"}]}`)
	f.Add(body("FP32", "[3]", "[0.1,-1e-7,3]"))
	f.Add(body("BOOL", "[2]", "[true,0]"))
	f.Add(body("BYTES", "[1]", `["text"]`))
	f.Add(`{"inputs":[{"shape":[1],"datatype":"BYTES","parameters":{"content_type":"base64"},"data":["AAAA"]}]}`)
	f.Fuzz(func(t *testing.T, payload string) {
		r, err := decoder().Decode(at, []byte(payload), false)
		held(t, r, err)
		if err != nil || r.Payload.Media != nil {
			return
		}
		// Tensors go out as they came in.
		res := answered(task.Raw, r.Payload.Tensors...)
		r.Outputs = nil
		if b, err := proto.Encode(r, res); err != nil || !json.Valid(b) {
			t.Fatalf("encoded as %s, %v", b, err)
		}
	})
}

func FuzzDecodeBinary(f *testing.F) {
	f.Add([]byte(frame(`{"inputs":[{"name":"a","shape":[2],"datatype":"INT16","parameters":{"binary_data_size":4}}]}`, 1, 2, 3, 4)))
	f.Add([]byte(frame(`{"inputs":[{"name":"a","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":6}}]}`, 2, 0, 0, 0, 'h', 'i')))
	f.Add([]byte(frame(body("INT8", "[1]", "[1]"))))
	f.Fuzz(func(t *testing.T, payload []byte) {
		r, err := decoder().Decode(at+"/bin/7", payload, false)
		held(t, r, err)
	})
}
