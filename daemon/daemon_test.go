package daemon_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"edged/daemon/bus/bustest"
	"edged/internal/testkit"
)

func TestPictureOverMosquitto(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	start(t, m.URL(), "queue: {deadline: 1m}", map[string][]byte{ // the race detector is slow
		"mobilenet.tflite": testkit.Read(t, "vision", "mobilenet_v2_1.0_224_quant.tflite"),
		"ssd.tflite":       testkit.Read(t, "vision", "detect.tflite"),
		"ssd.txt":          testkit.Read(t, "vision", "coco_labels.txt"),
	})
	c := client(t, m.URL())
	pub, err := exec.LookPath("mosquitto_pub")
	if err != nil {
		testkit.Missing(t, "no mosquitto_pub")
	}
	for _, q := range []struct{ topic, file, want string }{
		{"mobilenet/infer/raw/42", testkit.Data(t, "vision", "parrot.jpg"), `"label":"macaw"`},
		{"mobilenet/infer/raw/43", testkit.Data(t, "vision", "grace_hopper.bmp"), `"label":"military uniform"`},
		{"ssd/infer/raw/a b", testkit.Data(t, "vision", "cats_and_dogs.jpg"), `"label":"cat"`},
		{"digits/infer/raw/x", filepath.Join(testkit.Root(), "models/zoo/digits/samples/7.png"), `"label":"7"`},
	} {
		out, err := exec.Command(pub, "-p", fmt.Sprint(m.Port()), "-q", "1", "-t", "edged/dev/models/"+q.topic, "-f", q.file).CombinedOutput()
		if err != nil {
			t.Fatalf("mosquitto_pub: %v %s", err, out)
		}
		got := c.Next()
		if want := "edged/dev/models/" + strings.Replace(q.topic, "infer/raw", "response", 1); got.Topic() != want {
			t.Errorf("answered on %s, want %s", got.Topic(), want)
		}
		if !strings.Contains(string(got.Payload()), q.want) {
			t.Errorf("%s: %.400s", q.topic, got.Payload())
		}
	}
}

func TestForms(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, m.URL())
	c.Send("edged/dev/models/relu/infer/1", []byte(ask))
	r := parse(t, c.Next().Payload())
	if r.ID != "1" || r.Model != "relu" || len(r.Outputs) != 1 || fmt.Sprint(r.Outputs[0].Data) != "[0 2.5]" || r.Parameters.Engine != "reference" {
		t.Errorf("json: %+v", r)
	}
	doc := `{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}]}`
	bin := binary.LittleEndian.AppendUint32(nil, uint32(len(doc)))
	bin = append(bin, doc...)
	bin = binary.LittleEndian.AppendUint32(bin, math.Float32bits(-3))
	bin = binary.LittleEndian.AppendUint32(bin, math.Float32bits(7))
	c.Send("edged/dev/models/relu/infer/bin/2", bin)
	got := c.Next().Payload()
	n := binary.LittleEndian.Uint32(got)
	if r := parse(t, got[4:4+n]); r.ID != "2" || math.Float32frombits(binary.LittleEndian.Uint32(got[len(got)-4:])) != 7 {
		t.Errorf("bin: %s", got[4:4+n])
	}
	c.Send("edged/dev/models/relu/infer", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.ID == "" || r.Error != "" {
		t.Errorf("without an id: %+v", r)
	}
}

func TestReplyTo(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, m.URL())
	c.Hear("answers/#")
	c.Send("edged/dev/models/relu/infer/1", []byte(strings.Replace(ask, "{", `{"parameters":{"reply_to":"answers/mine"},`, 1)))
	if got := c.Next(); got.Topic() != "answers/mine" || parse(t, got.Payload()).ID != "1" {
		t.Errorf("%s: %s", got.Topic(), got.Payload())
	}
}

// TestBadRequests sends what is wrong, each in its own way, and wants one line and a code.
func TestBadRequests(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	start(t, m.URL(), "", map[string][]byte{
		"relu.tflite": relu(t, 2, ""), "small.tflite": relu(t, 2, "s"), "small.yaml": []byte("limits: {max_bytes: 16B}\n"),
		"mobilenet.tflite": testkit.Read(t, "vision", "mobilenet_v1_0.25_224_quant.tflite"),
		"broken.tflite":    []byte("no model"), "sinh.tflite": testkit.Read(t, "invalid", "custom_sinh.bin"),
	})
	c := client(t, m.URL())
	jpeg := testkit.Read(t, "vision", "parrot.jpg")
	huge := testkit.Read(t, "vision", "mnist", "sample0.png")
	binary.BigEndian.PutUint32(huge[16:], 250_000)
	binary.BigEndian.PutUint32(huge[20:], 200_000)
	with := func(params string) string { return strings.Replace(ask, "{", `{"parameters":`+params+`,`, 1) }
	for i, q := range []struct{ topic, payload, code, want string }{
		{"mobilenet/infer/raw", string(jpeg[:len(jpeg)/2]), "BAD_REQUEST", "JPEG"},
		{"mobilenet/infer/raw", string(huge), "TOO_LARGE", "250000×200000"},
		{"mobilenet/infer/raw", "what is this", "BAD_REQUEST", "neither JPEG"},
		{"mobilenet/infer/raw", "", "BAD_REQUEST", "empty"},
		{"relu/infer", `{"inputs":`, "BAD_REQUEST", "json: "},
		{"relu/infer", `{"inputs":[]}`, "BAD_REQUEST", "no inputs"},
		{"relu/infer", strings.Replace(ask, "[1,2]", "[2]", 1), "BAD_REQUEST", "wants float32 [1 2]"},
		{"relu/infer", strings.Replace(ask, "FP32", "FP64", 1), "BAD_REQUEST", "got float64"},
		{"relu/infer", strings.Replace(ask, `"x"`, `"z"`, 1), "BAD_REQUEST", `no input "z"`},
		{"relu/infer", strings.Replace(ask, "2.5]", "2.5,3]", 1), "BAD_REQUEST", "holds 2 elements"},
		{"relu/infer", with(`{"reply_to":"elsewhere/x"}`), "BAD_REQUEST", "reply_prefixes"},
		{"relu/infer", with(`{"reply_to":"answers/#"}`), "BAD_REQUEST", "wildcard"},
		{"nobody/infer", ask, "UNKNOWN_MODEL", `"nobody"`},
		{"small/infer", ask, "TOO_LARGE", "takes 16"},
		{"broken/infer", ask, "NOT_READY", "TFL3"},
		{"sinh/infer", ask, "UNSUPPORTED", "Sinh"},
	} {
		id := fmt.Sprintf("/bad-%d", i)
		c.Send("edged/dev/models/"+q.topic+id, []byte(q.payload))
		r := parse(t, c.Next().Payload())
		if "/"+r.ID != id || r.Code != q.code || !strings.Contains(r.Error, q.want) || strings.Contains(r.Error, "\n") {
			t.Errorf("%s %.60q: got %+v, want %s with %q", q.topic, q.payload, r, q.code, q.want)
		}
	}
	c.Wait(c.Publish("edged/dev/models/relu/infer/kept", 1, true, ask))
	// The daemon hears a retained request live as any other, and again, marked, when it
	// subscribes anew; the live one is answered.
	if r := parse(t, c.Next().Payload()); r.ID != "kept" {
		t.Errorf("retained: %+v", r)
	}
}

func TestRetainedRequestIsRefused(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	early := bustest.Connect(t, m.URL(), "", "")
	early.Wait(early.Publish("edged/dev/models/relu/infer/old", 1, true, ask))
	early.Hear("edged/dev/models/+/response/#")
	start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	if r := parse(t, early.Next().Payload()); r.ID != "old" || r.Code != "BAD_REQUEST" || !strings.Contains(r.Error, "retain") {
		t.Errorf("%+v", r)
	}
}

func TestHugePayload(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, m.URL())
	c.Send("edged/dev/models/relu/infer/raw/1", make([]byte, 33<<20))
	if r := parse(t, c.Next().Payload()); r.Code != "TOO_LARGE" || r.ID != "1" {
		t.Errorf("%+v", r)
	}
	c.Send("edged/dev/models/relu/infer/2", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.ID != "2" || r.Error != "" {
		t.Errorf("after the huge one: %+v", r)
	}
}

func TestSameIDSameOutcome(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, m.URL())
	var first string
	for range 3 {
		c.Send("edged/dev/models/relu/infer/1", []byte(ask))
		got := string(c.Next().Payload())
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("got %s, first %s", got, first)
		}
	}
	if got := metric(t, n, `edged_requests_total{code="OK",model="relu"}`); got != "1" {
		t.Errorf("the request ran %s times", got)
	}
	c.Send("edged/dev/models/relu/infer/1", []byte(strings.Replace(ask, "2.5", "3.5", 1)))
	if r := parse(t, c.Next().Payload()); r.Code != "DUPLICATE" {
		t.Errorf("another request under the id: %+v", r)
	}
}

func get(t *testing.T, n *node, path string) (int, string) {
	t.Helper()
	r, err := http.Get("http://" + n.http + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// metric returns the value of a series.
func metric(t *testing.T, n *node, series string) string {
	t.Helper()
	_, text := get(t, n, "/metrics")
	for l := range strings.Lines(text) {
		if v, ok := strings.CutPrefix(l, series+" "); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func TestHealth(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	client(t, m.URL())
	if code, text := get(t, n, "/healthz"); code != 200 {
		t.Errorf("healthz: %d %s", code, text)
	}
	until(t, "ready", func() bool { code, _ := get(t, n, "/readyz"); return code == 200 })
	n.put("broken.tflite", []byte("no model"))
	until(t, "a broken model shows", func() bool {
		code, text := get(t, n, "/readyz")
		return code == 503 && strings.Contains(text, "broken")
	})
	m.Kill()
	until(t, "the lost broker shows", func() bool {
		_, text := get(t, n, "/readyz")
		return strings.Contains(text, "broker is not connected")
	})
}

// description returns the retained description of a model as it is now.
func description(t *testing.T, url, model string) map[string]any {
	t.Helper()
	c := bustest.Connect(t, url, "", "")
	c.Hear("edged/dev/models/" + model)
	var d map[string]any
	if err := json.Unmarshal(c.Next().Payload(), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDescriptions(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	client(t, m.URL())
	d := description(t, m.URL(), "relu")
	if d["state"] != "ready" || d["engine"] != "reference" || d["task"] != "tensor" || len(d["sha256"].(string)) != 64 {
		t.Errorf("%v", d)
	}
	c := bustest.Connect(t, m.URL(), "", "")
	c.Hear("edged/dev/availability")
	c.Next()
	if err := os.Remove(filepath.Join(n.dir, "relu.tflite")); err != nil {
		t.Fatal(err)
	}
	watch := bustest.Connect(t, m.URL(), "", "")
	watch.Hear("edged/dev/models/relu")
	for len(watch.Next().Payload()) > 0 {
	}
	if err := n.stop(); err != nil {
		t.Error(err)
	}
	if got := string(c.Next().Payload()); got != "offline" {
		t.Errorf("availability %q at the end", got)
	}
}
