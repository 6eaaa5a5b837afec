package proto_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"edged/daemon/proto"
)

var topics = proto.Topics{Device: "kitchen"}

func TestTopics(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{topics.Availability(), "edged/kitchen/availability"},
		{topics.Model("m"), "edged/kitchen/models/m"},
		{topics.Response("m", "7"), "edged/kitchen/models/m/response/7"},
		{topics.Requests(), "edged/kitchen/models/+/infer/#"},
		{topics.Admin(), "edged/kitchen/request/+"},
		{topics.AdminResponse("add"), "edged/kitchen/response/add"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		topic string
		want  proto.Address
	}{
		{"m/infer", proto.Address{Model: "m"}},
		{"m/infer/42", proto.Address{Model: "m", ID: "42"}},
		{"m/infer/raw", proto.Address{Model: "m", Form: proto.Raw}},
		{"m/infer/raw/42", proto.Address{Model: "m", Form: proto.Raw, ID: "42"}},
		{"m/infer/bin/ä b", proto.Address{Model: "m", Form: proto.Binary, ID: "ä b"}},
		{"a.b-c_9/infer/x", proto.Address{Model: "a.b-c_9", ID: "x"}},
		{"m/infer/" + strings.Repeat("ö", 128), proto.Address{Model: "m", ID: strings.Repeat("ö", 128)}},
	} {
		got, err := topics.Parse("edged/kitchen/models/" + c.topic)
		if err != nil {
			t.Errorf("%s: %v", c.topic, err)
		} else if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.topic, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, topic := range []string{
		"", "edged", "edged/other/models/m/infer", "edged/kitchen/models/m", "edged/kitchen/models/m/infer/a/b",
		"edged/kitchen/models/m/infer/raw/a/b", "edged/kitchen/models/M/infer", "edged/kitchen/models//infer",
		"edged/kitchen/models/.m/infer", "edged/kitchen/models/" + strings.Repeat("m", 65) + "/infer",
		"edged/kitchen/models/m/response/1", "edged/kitchen/models/m/infer/", "edged/kitchen/models/m/infer/a\x00",
		"edged/kitchen/models/m/infer/a\u0085", "edged/kitchen/models/m/infer/\xff", "edged/kitchen/models/m/infer/a+",
		"edged/kitchen/models/m/infer/#", "edged/kitchen/models/m/infer/" + strings.Repeat("x", 129),
	} {
		if a, err := topics.Parse(topic); err == nil {
			t.Errorf("%q was taken as %+v", topic, a)
		} else if strings.ContainsAny(err.Error(), "\n\x00") || len(err.Error()) > 400 {
			t.Errorf("%q: error %q", topic, err)
		}
		if r, err := (&proto.Decoder{Topics: topics}).Decode(topic, []byte("x"), false); r != nil || err == nil || errors.As(err, new(*proto.Error)) {
			t.Errorf("%q: there is nobody to answer, got %v %v", topic, r, err)
		}
	}
}

func TestParseAdmin(t *testing.T) {
	if verb, err := topics.ParseAdmin("edged/kitchen/request/model-add"); verb != "model-add" || err != nil {
		t.Errorf("got %q, %v", verb, err)
	}
	for _, topic := range []string{"edged/kitchen/request/", "edged/kitchen/request/a/b", "edged/other/request/a", "edged/kitchen/request/A", "edged/kitchen/response/a"} {
		if verb, err := topics.ParseAdmin(topic); err == nil {
			t.Errorf("%q was taken as %q", topic, verb)
		}
	}
}
