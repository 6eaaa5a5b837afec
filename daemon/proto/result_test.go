package proto_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"edged/daemon/place"
	"edged/daemon/proto"
	"edged/models/graph"
	"edged/models/task"
)

// answered is a result of the model m with those outputs.
func answered(k task.Kind, out ...graph.Tensor) *proto.Result {
	return &proto.Result{
		Model: "m", Version: "3", ID: "7", Run: place.Run{Engine: "reference", Kernels: "ref", Attempts: 1},
		Queue: 1500 * time.Microsecond,
		Answer: task.Result{
			Kind: k, Outputs: out,
			Timing: task.Timing{Preprocess: time.Millisecond, Invoke: 2 * time.Millisecond, Postprocess: 1234 * time.Nanosecond},
		},
	}
}

func tensor(name string, t graph.DType, data []byte, shape ...int) graph.Tensor {
	return graph.Tensor{Name: name, Type: t, Shape: shape, Data: data}
}

func encode(t *testing.T, r *proto.Request, res *proto.Result) []byte {
	t.Helper()
	b, err := proto.Encode(r, res)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodeTensors(t *testing.T) {
	got := encode(t, &proto.Request{}, answered(task.Raw, tensor("y", graph.Int8, []byte{1, 0xff}, 1, 2), tensor("s", graph.UInt8, []byte{255})))
	want := `{"model_name":"m","model_version":"3","id":"7",` +
		`"outputs":[{"name":"y","datatype":"INT8","shape":[1,2],"data":[1,-1]},{"name":"s","datatype":"UINT8","shape":[],"data":[255]}],` +
		`"parameters":{"engine":"reference","kernels":"ref","verified":false,"attempts":1,` +
		`"milliseconds":{"queue":1.5,"preprocess":1,"invoke":2,"postprocess":0.001}}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEncodeElements(t *testing.T) {
	le := binary.LittleEndian
	f32 := func(list ...float32) (b []byte) {
		for _, f := range list {
			b = le.AppendUint32(b, math.Float32bits(f))
		}
		return b
	}
	for _, c := range []struct {
		typ  graph.DType
		data []byte
		want string
	}{
		{graph.Bool, []byte{0, 1}, "[false,true]"},
		{graph.UInt16, []byte{255, 255}, "[65535]"},
		{graph.Int16, []byte{255, 255}, "[-1]"},
		{graph.UInt32, []byte{255, 255, 255, 255}, "[4294967295]"},
		{graph.Int32, []byte{0, 0, 0, 0x80}, "[-2147483648]"},
		{graph.UInt64, le.AppendUint64(nil, math.MaxUint64), "[18446744073709551615]"},
		{graph.Int64, le.AppendUint64(nil, 1<<63), "[-9223372036854775808]"},
		{graph.Float32, f32(0.1, 1e-7, 3e38, float32(math.NaN()), float32(math.Inf(-1))), "[0.1,1e-07,3e+38,null,null]"},
		{graph.Float64, le.AppendUint64(nil, math.Float64bits(0.1)), "[0.1]"},
		{graph.Int8, nil, "[]"},
	} {
		got := encode(t, &proto.Request{}, answered(task.Raw, tensor("y", c.typ, c.data, 1)))
		if want := `"data":` + c.want; !json.Valid(got) || !bytes.Contains(got, []byte(want)) {
			t.Errorf("%v: got %s, want %s", c.typ, got, want)
		}
	}
	var e *proto.Error
	if _, err := proto.Encode(&proto.Request{}, answered(task.Raw, tensor("y", graph.Float16, []byte{1, 2}, 1))); !errors.As(err, &e) || e.Code != proto.Unsupported {
		t.Errorf("float16: %v", err)
	}
}

func TestEncodeLeavesOutputsToTheRequest(t *testing.T) {
	res := answered(task.Classify, tensor("a", graph.Int8, []byte{1}, 1), tensor("b", graph.Int8, []byte{2}, 1))
	res.Answer.Classes = []task.Class{{Index: 3, Label: "cat", Score: 0.5}}
	got := string(encode(t, &proto.Request{}, res))
	if !strings.Contains(got, `"outputs":[]`) || !strings.Contains(got, `"result":{"task":"classify","classes":[{"index":3,"label":"cat","score":0.5}]}`) {
		t.Errorf("got %s", got)
	}
	got = string(encode(t, &proto.Request{Outputs: []string{"b"}}, res))
	if !strings.Contains(got, `"outputs":[{"name":"b","datatype":"INT8","shape":[1],"data":[2]}]`) {
		t.Errorf("got %s", got)
	}
	var e *proto.Error
	if _, err := proto.Encode(&proto.Request{Outputs: []string{"x"}}, res); !errors.As(err, &e) || e.Code != proto.BadRequest {
		t.Errorf("got %v", err)
	}
}

// What a model finds may hold no number: the answer stays JSON, in both forms.
func TestEncodeAnswersWithoutNumbers(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	res := answered(task.Detect)
	res.Answer.Objects = []task.Object{{Class: task.Class{Index: 1, Label: "cat", Score: nan}, X: inf, Y: -inf, Width: 12.5, Height: 2000000}, {X: 1, Y: 2, Width: 3, Height: 4}}
	res.Answer.Classes = []task.Class{{Index: 2, Score: inf}, {Index: 0, Score: 1e-7}}
	want := `"result":{"task":"detect","classes":[{"index":2,"score":null},{"index":0,"score":1e-7}],` +
		`"objects":[{"index":1,"label":"cat","score":null,"x":null,"y":null,"width":12.5,"height":2000000},` +
		`{"index":0,"score":0,"x":1,"y":2,"width":3,"height":4}]}`
	for _, f := range []proto.Form{proto.JSON, proto.Raw, proto.Binary} {
		got := encode(t, &proto.Request{Address: proto.Address{Form: f}}, res)
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("form %d: got %q, want %s", f, got, want)
		}
	}
}

// A binary result read back, input by input, is what went in.
func TestEncodeBinaryRoundTrip(t *testing.T) {
	in := []graph.Tensor{
		tensor("a", graph.Float32, []byte{0, 0, 0xc0, 0x7f, 1, 2, 3, 4}, 2, 1), // a NaN first
		tensor("b", graph.Int64, []byte{1, 2, 3, 4, 5, 6, 7, 8}, 1),
		tensor("c", graph.UInt8, nil, 0),
		tensor("d", graph.Bool, []byte{1}),
	}
	msg := encode(t, &proto.Request{Address: proto.Address{Form: proto.Binary}}, answered(task.Raw, in...))
	n := binary.LittleEndian.Uint32(msg)
	doc := bytes.Replace(msg[4:4+n], []byte(`"outputs"`), []byte(`"inputs"`), 1)
	doc = bytes.Replace(doc, []byte(`"id":"7"`), []byte(`"id":"8"`), 1)
	r := decode(t, at+"/bin/8", frame(string(doc), msg[4+n:]...))
	for i := range in {
		in[i].HasRank = true
		if in[i].Shape == nil {
			in[i].Shape = []int{}
		}
	}
	if d := cmp.Diff(in, r.Payload.Tensors, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestEncodeBinary(t *testing.T) {
	r := &proto.Request{Address: proto.Address{Form: proto.Binary}}
	got := encode(t, r, answered(task.Raw, tensor("a", graph.Int16, []byte{1, 2, 3, 4}, 2), tensor("b", graph.Float16, []byte{5, 6}, 1)))
	n := binary.LittleEndian.Uint32(got)
	doc, rest := got[4:4+n], got[4+n:]
	if !json.Valid(doc) || strings.Count(string(doc), `"parameters":{"binary_data_size":`) != 2 || bytes.Contains(doc, []byte(`"data"`)) {
		t.Errorf("json %s", doc)
	}
	if !bytes.Equal(rest, []byte{1, 2, 3, 4, 5, 6}) {
		t.Errorf("bytes %v", rest)
	}
}

func TestEncodeMask(t *testing.T) {
	res := answered(task.Segment)
	res.Answer.Mask = &task.Mask{Width: 3, Height: 2, Pixels: []uint8{0, 1, 2, 20, 255, 0}, Classes: []task.MaskClass{{Index: 1, Label: "cat", Share: 0.25}}}
	var got struct {
		Result struct {
			Mask struct {
				Width, Height int
				Classes       []task.MaskClass
				PNG           string
			}
		}
	}
	if err := json.Unmarshal(encode(t, &proto.Request{}, res), &got); err != nil {
		t.Fatal(err)
	}
	m := got.Result.Mask
	if d := cmp.Diff(res.Answer.Mask.Classes, m.Classes); d != "" || m.Width != 3 || m.Height != 2 {
		t.Errorf("got %+v", m)
	}
	b, err := base64.StdEncoding.DecodeString(m.PNG)
	if err != nil {
		t.Fatal(err)
	}
	p, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if pix := p.(*image.Paletted).Pix; !bytes.Equal(pix, res.Answer.Mask.Pixels) {
		t.Errorf("got %v, want %v", pix, res.Answer.Mask.Pixels)
	}
}

func TestEncodeError(t *testing.T) {
	got := string(proto.EncodeError("7", proto.Errorf(proto.Busy, "the queue of %q is full", "m")))
	if want := `{"id":"7","error":"the queue of \"m\" is full","code":"BUSY"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDescription(t *testing.T) {
	d := proto.Description{
		Name: "m", Version: "1", SHA256: "ab", Task: "classify", Engine: "reference", State: proto.StateReady,
		Inputs:  proto.Ports([]graph.Tensor{tensor("x", graph.UInt8, nil, 1, 224, 224, 3)}),
		Outputs: proto.Ports([]graph.Tensor{tensor("y", graph.String, nil)}),
	}
	want := `{"name":"m","version":"1","sha256":"ab","task":"classify","engine":"reference","verified":false,"state":"ready",` +
		`"inputs":[{"name":"x","datatype":"UINT8","shape":[1,224,224,3]}],"outputs":[{"name":"y","datatype":"BYTES","shape":[]}]}`
	if got := string(d.Encode()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
