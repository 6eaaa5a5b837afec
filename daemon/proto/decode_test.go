package proto_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"edged/daemon/proto"
	"edged/models/graph"
)

const at = "edged/kitchen/models/m/infer"

func decoder() *proto.Decoder {
	return &proto.Decoder{Topics: topics, ReplyPrefixes: []string{"home/", "plant", "edged"}, MaxBytes: 1 << 20}
}

func decode(t *testing.T, topic, payload string) *proto.Request {
	t.Helper()
	r, err := decoder().Decode(topic, []byte(payload), false)
	if err != nil {
		t.Fatalf("%s: %v", payload, err)
	}
	return r
}

// refused decodes what must be refused and returns the request and the error.
func refused(t *testing.T, topic, payload string) (*proto.Request, *proto.Error) {
	t.Helper()
	r, err := decoder().Decode(topic, []byte(payload), false)
	var e *proto.Error
	if !errors.As(err, &e) || r == nil || r.ID == "" || r.ReplyTo == "" {
		t.Fatalf("%.200s: got %+v, %v", payload, r, err)
	}
	if text := e.Error(); len(text) > 600 || strings.Contains(text, "\n") {
		t.Errorf("%.200s: the error is no short line: %.700q", payload, text)
	}
	return r, e
}

func TestDecodeHead(t *testing.T) {
	r := decode(t, at+"/7", `{"id":"7","parameters":{"deadline_ms":250.5,"priority":-3,"reply_to":"home/x"},
		"inputs":[{"name":"a","shape":[1,2],"datatype":"INT8","data":[1,2]}],"outputs":[{"name":"b"},{"name":"c"}]}`)
	want := proto.Request{
		Address: proto.Address{Model: "m", ID: "7"}, ReplyTo: "home/x", Outputs: []string{"b", "c"},
		Deadline: 250500 * time.Microsecond, Priority: -3, Sum: r.Sum,
	}
	want.Payload.Tensors = []graph.Tensor{{Name: "a", Type: graph.Int8, Shape: []int{1, 2}, HasRank: true, Data: []byte{1, 2}}}
	if d := cmp.Diff(want, *r); d != "" {
		t.Error(d)
	}
}

func TestIDs(t *testing.T) {
	body := `{%s"inputs":[{"name":"a","shape":[1],"datatype":"INT8","data":[1]}]}`
	with := fmt.Sprintf(body, `"id":"mine",`)
	if r := decode(t, at, with); r.ID != "mine" || r.ReplyTo != "edged/kitchen/models/m/response/mine" {
		t.Errorf("got %q, %q", r.ID, r.ReplyTo)
	}
	if r := decode(t, at+"/topic", fmt.Sprintf(body, "")); r.ID != "topic" {
		t.Errorf("got %q", r.ID)
	}
	a, b := decode(t, at, fmt.Sprintf(body, "")), decode(t, at, fmt.Sprintf(body, `"id":"",`))
	if len(a.ID) != 24 || a.ID == b.ID {
		t.Errorf("generated ids %q and %q", a.ID, b.ID)
	}
	if r, _ := refused(t, at+"/other", with); r.ID != "other" {
		t.Errorf("the answer goes to %q", r.ID)
	}
	for _, id := range []string{"a/b", "a+", "#", `a\u0000`, `\u0090`, strings.Repeat("x", 129)} {
		refused(t, at, fmt.Sprintf(body, `"id":"`+id+`",`))
	}
}

func TestSum(t *testing.T) {
	a, b := decode(t, at+"/raw/1", "x"), decode(t, at+"/raw/1", "x")
	if a.Sum != b.Sum {
		t.Error("the same request has two sums")
	}
	if a.Sum == decode(t, at+"/raw/1", "y").Sum {
		t.Error("two requests have one sum")
	}
	one := body("INT8", "[1]", "[1]")
	for _, topic := range []string{at + "/raw/1", at + "/2", "edged/kitchen/models/n/infer/1"} {
		if decode(t, at+"/1", one).Sum == decode(t, topic, one).Sum {
			t.Errorf("%s: two requests of the same bytes have one sum", topic)
		}
	}
}

func TestErrorsGoWhereTheAnswerWould(t *testing.T) {
	for _, c := range []struct{ body, id, to string }{
		{`{"id":"a","inputs":[]}`, "a", "edged/kitchen/models/m/response/a"},
		{`{"id":"a","parameters":{"reply_to":"home/x"},"inputs":[]}`, "a", "home/x"},
		{`{"id":"a","parameters":{"reply_to":"home/x","priority":"high"},"inputs":[{}]}`, "a", "home/x"},
		{`{"id":"a","parameters":{"reply_to":"other/x"},"inputs":[]}`, "a", "edged/kitchen/models/m/response/a"},
	} {
		if r, _ := refused(t, at, c.body); r.ID != c.id || r.ReplyTo != c.to {
			t.Errorf("%s: answered as %q to %q", c.body, r.ID, r.ReplyTo)
		}
	}
}

func TestReplyTo(t *testing.T) {
	body := `{"id":"1","parameters":{"reply_to":%q},"inputs":[{"name":"a","shape":[1],"datatype":"INT8","data":[1]}]}`
	for _, to := range []string{"home/a", "home", "plant/x/y", "edged/other/x", "edged/kitchen/models/m/response/2"} {
		if r := decode(t, at, fmt.Sprintf(body, to)); r.ReplyTo != to {
			t.Errorf("%s: got %s", to, r.ReplyTo)
		}
	}
	for _, to := range []string{
		"homes/a", "other", "home/+", "home/#", "$SYS/x", "home/" + strings.Repeat("x", 65536), "/home", "home/a\x00b",
		"edged/kitchen", "edged/kitchen/availability", "edged/kitchen/models/m/infer/raw", "edged/kitchen/models/m",
	} {
		body := strings.ReplaceAll(fmt.Sprintf(body, to), `\x00`, `\u0000`)
		if _, e := refused(t, at, body); e.Code != proto.BadRequest || !strings.HasPrefix(e.Error(), "reply_to") {
			t.Errorf("%.80q: %v", to, e)
		}
	}
	d := decoder()
	d.ReplyPrefixes = []string{""}
	if _, err := d.Decode(at, []byte(fmt.Sprintf(body, "/x")), false); err == nil {
		t.Error("an empty prefix allows every topic")
	}
}

func TestRefuses(t *testing.T) {
	if _, err := decoder().Decode(at+"/raw/1", []byte("x"), true); err == nil || !strings.Contains(err.Error(), "retain") {
		t.Errorf("retained: %v", err)
	}
	if _, e := refused(t, at+"/raw/1", strings.Repeat("x", 1<<20+1)); e.Code != proto.TooLarge {
		t.Errorf("large: %v", e)
	}
	one := `{"inputs":[{"name":"in","shape":%s,"datatype":"%s","data":%s}]}`
	for _, c := range []struct{ body, want string }{
		{"", "empty"},
		{"{", "json"},
		{"[]", "object"},
		{"{} x", "json"},
		{strings.Repeat("[", 20000), "json"},
		{`{"id":7}`, "id cannot be number"},
		{`{"parameters":{"priority":1` + strings.Repeat("0", 5000) + `}}`, "priority"},
		{`{"parameters":{"priority":101},"inputs":[{}]}`, "priority is 101"},
		{`{"parameters":{"deadline_ms":0},"inputs":[{}]}`, "deadline_ms"},
		{`{"parameters":{"deadline_ms":1e300},"inputs":[{}]}`, "deadline_ms"},
		{`{}`, "no inputs"},
		{fmt.Sprintf(one, "[1]", "INT4", "[1]"), `"INT4" is not known`},
		{fmt.Sprintf(one, "[-1]", "INT8", "[1]"), "negative"},
		{fmt.Sprintf(one, "[1000000,1000000,1000000]", "INT8", "[1]"), `input 0 "in"`},
		{fmt.Sprintf(one, "[1000000000]", "FP64", "[1]"), "1000000000 elements"},
		{fmt.Sprintf(one, "[1"+strings.Repeat(",1", 5000)+"]", "INT8", "[1]"), "5001 dimensions"},
		{fmt.Sprintf(one, "[2]", "INT8", "[1]"), "holds 2 elements, its data fewer"},
		{fmt.Sprintf(one, "[2]", "INT8", "[  1  ]"), "its data 1"},
		{fmt.Sprintf(one, "[1]", "INT8", "[1,2]"), "its data more"},
		{fmt.Sprintf(one, "[1]", "INT8", "1"), "no array"},
		{fmt.Sprintf(one, "[1]", "INT8", "null"), "no array"},
		{fmt.Sprintf(one, "[1]", "BYTES", "[1]"), "one string"},
		{fmt.Sprintf(one, "[1]", "BYTES", `[""]`), "empty"},
		{fmt.Sprintf(one, "[2]", "BYTES", `["a","b"]`), "one medium"},
		{`{"inputs":[{"shape":[1],"datatype":"BYTES","data":["a"]},{"shape":[1],"datatype":"INT8","data":[1]}]}`, "comes alone"},
		{`{"inputs":[{"shape":[1],"datatype":"BYTES","data":["!"],"parameters":{"content_type":"base64"}}]}`, "not base64"},
		{`{"inputs":[{"shape":[1],"datatype":"BYTES","data":["!"],"parameters":{"content_type":"hex"}}]}`, `"hex"`},
	} {
		if _, e := refused(t, at, c.body); e.Code != proto.BadRequest || !strings.Contains(e.Error(), c.want) {
			t.Errorf("%.100s: got %s %v, want %q", c.body, e.Code, e, c.want)
		}
	}
}

func TestMedia(t *testing.T) {
	if r := decode(t, at+"/raw/1", "hello"); string(r.Payload.Media) != "hello" {
		t.Errorf("raw: %q", r.Payload.Media)
	}
	text := `{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":["grüße"]}]}`
	if r := decode(t, at, text); string(r.Payload.Media) != "grüße" {
		t.Errorf("text: %q", r.Payload.Media)
	}
	picture := []byte{0xff, 0xd8, 0xff, 0}
	coded := `{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","parameters":{"content_type":"base64"},"data":["` +
		base64.StdEncoding.EncodeToString(picture) + `"]}]}`
	if r := decode(t, at, coded); !bytes.Equal(r.Payload.Media, picture) {
		t.Errorf("base64: %x", r.Payload.Media)
	}
}

// frame writes a binary request.
func frame(doc string, rest ...byte) string {
	return string(append(append(binary.LittleEndian.AppendUint32(nil, uint32(len(doc))), doc...), rest...))
}

func TestBinary(t *testing.T) {
	two := `{"inputs":[{"name":"a","shape":[2],"datatype":"INT16","parameters":{"binary_data_size":4}},
		{"name":"b","shape":[1],"datatype":"UINT8","data":[9]},
		{"name":"c","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":4}}]}`
	r := decode(t, at+"/bin/1", frame(two, 1, 2, 3, 4, 5, 6, 7, 8))
	for i, want := range [][]byte{{1, 2, 3, 4}, {9}, {5, 6, 7, 8}} {
		if got := r.Payload.Tensors[i].Data; !bytes.Equal(got, want) {
			t.Errorf("tensor %d: got %v, want %v", i, got, want)
		}
	}
	medium := `{"inputs":[{"name":"a","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":6}}]}`
	if r := decode(t, at+"/bin/1", frame(medium, 2, 0, 0, 0, 'h', 'i')); string(r.Payload.Media) != "hi" {
		t.Errorf("medium: %q", r.Payload.Media)
	}
	for _, c := range []struct{ payload, want string }{
		{"abc", "4 bytes"},
		{"\xff\xff\xff\xff{}", "longer than the message"},
		{"\x03\x00\x00\x00{}", "longer than the message"},
		{frame(two, 1, 2, 3, 4, 5, 6, 7), `input 2 "c"`},
		{frame(two, 1, 2, 3, 4, 5, 6, 7, 8, 9), "1 bytes follow"},
		{frame(strings.Replace(two, `size":4`, `size":2`, 1), make([]byte, 8)...), "takes 4"},
		{frame(strings.Replace(two, `size":4`, `size":-4`, 1), make([]byte, 8)...), "binary_data_size is -4"},
		{frame(medium, 3, 0, 0, 0, 'h', 'i'), "little-endian"},
		{frame(medium, 2, 0, 0, 0, 'h'), "are left"},
		{frame(medium), "are left"},
	} {
		if _, e := refused(t, at+"/bin/1", c.payload); !strings.Contains(e.Error(), c.want) {
			t.Errorf("%.60q: got %v, want %q", c.payload, e, c.want)
		}
	}
}
