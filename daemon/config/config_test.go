package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const full = `# everything that the design names
device: kitchen
state_dir: /var/lib/edged
mqtt: {broker: "ssl://broker.lan:8883", username: u, password_file: secrets/p, ca_file: ca.pem, cert_file: c.pem, key_file: k.pem, reply_prefixes: [home/, plant]}
models: {dir: models, memory: 1.5GiB}
engines: [edgetpu, "external:/usr/lib/libhx.so", reference]
queue: {length: 8, deadline: 250ms}
verify: {every: 0, cpu: 12.5%}
http: {listen: "127.0.0.1:8080"}
`

func TestParse(t *testing.T) {
	got, err := Parse("/etc/edged/edged.yaml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Device:   "kitchen",
		StateDir: "/var/lib/edged",
		MQTT: MQTT{
			Broker: "ssl://broker.lan:8883", Username: "u", PasswordFile: "/etc/edged/secrets/p",
			CAFile: "/etc/edged/ca.pem", CertFile: "/etc/edged/c.pem", KeyFile: "/etc/edged/k.pem",
			ReplyPrefixes: Names{"home/", "plant"},
		},
		Broker:  Broker{Listen: "127.0.0.1:1883"},
		Models:  Models{Dir: "/etc/edged/models", Memory: 3 << 29},
		Engines: Names{"edgetpu", "external:/usr/lib/libhx.so", "reference"},
		Native:  Native{External: map[string]map[string]string{"/usr/lib/libhx.so": {}}},
		Queue:   Queue{Length: 8, Deadline: Duration(250 * time.Millisecond)},
		Verify:  Verify{Every: 0, CPU: 0.125},
		HTTP:    HTTP{Listen: "127.0.0.1:8080"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDefaults(t *testing.T) {
	t.Setenv("STATE_DIRECTORY", "/var/lib/edged:/var/lib/other")
	for _, text := range []string{"", "# nothing\n", "queue:\n", "null\n"} {
		c, err := Parse("edged.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		d, err := Default()
		if err != nil {
			t.Fatal(err)
		}
		if want := (Names{"edgetpu", "gpu", "nnapi", "xnnpack", "reference"}); !slices.Equal(c.Engines, want) || !slices.Equal(d.Engines, Names{"reference"}) {
			t.Errorf("%q: engines %v, without a file %v", text, c.Engines, d.Engines)
		}
		d.Engines = c.Engines
		if diff := cmp.Diff(d, c); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		if c.StateDir != "/var/lib/edged" || c.Models.Dir != "/var/lib/edged/models" || c.Models.Memory != 256<<20 ||
			c.Queue.Length != 64 || time.Duration(c.Queue.Deadline) != 5*time.Second || c.Verify.CPU != 0.02 ||
			c.Broker.Listen != "127.0.0.1:1883" || c.HTTP.Listen != "" || !deviceName().MatchString(c.Device) {
			t.Errorf("%+v", c)
		}
	}
}

func TestStateDir(t *testing.T) {
	t.Setenv("STATE_DIRECTORY", "")
	t.Setenv("XDG_STATE_HOME", "/home/u/.state")
	if dir, err := stateDir(); dir != "/home/u/.state/edged" || err != nil {
		t.Error(dir, err)
	}
	t.Setenv("XDG_STATE_HOME", "")
	t.Setenv("HOME", "/home/u")
	if dir, err := stateDir(); dir != "/home/u/.local/state/edged" || err != nil {
		t.Error(dir, err)
	}
	t.Setenv("HOME", "")
	if _, err := stateDir(); err == nil || !strings.Contains(err.Error(), "set state_dir") {
		t.Error(err)
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"device: a\nqueue: {length: 64, deadlin: 5s}", `f.yaml:2:21: unknown key "deadlin"`},
		{"devise: a", `f.yaml:1:1: unknown key "devise"`},
		{"device: a\nqueue:\n  length: [1]", `f.yaml:3:11: want a single value, not a sequence`},
		{"queue: {length: abc}", `f.yaml:1:17: "abc": want a whole number from 0 to 2147483647`},
		{"queue: {length: 1.5}", `f.yaml:1:17: "1.5": want a whole number from 0 to 2147483647`},
		{"queue: {length: -1}", `f.yaml:1:17: "-1": want a whole number from 0 to 2147483647`},
		{"queue: {length: 99999999999999999999}", `f.yaml:1:17: "99999999999999999999": want a whole number from 0 to 2147483647`},
		{"queue: {length: 0}", `f.yaml:1:17: queue.length: must be more than 0, like 64`},
		{"queue: {deadline: 5x}", `f.yaml:1:19: "5x": want a duration, like 5s or 250ms`},
		{"queue: {deadline: 5}", `f.yaml:1:19: "5": want a duration, like 5s or 250ms`},
		{"queue: {deadline: -5s}", `f.yaml:1:19: "-5s": want a duration, like 5s or 250ms`},
		{"models: {memory: 256QB}", `f.yaml:1:18: "256QB": want a size, like 256MiB`},
		{"models: {memory: 9e99GiB}", `f.yaml:1:18: "9e99GiB": want a size, like 256MiB`},
		{"models: {memory: 0}", `f.yaml:1:18: models.memory: must be more than 0, like 1MiB`},
		{"verify: {cpu: 0.02}", `f.yaml:1:15: "0.02": want a percentage, like 2%`},
		{"verify: {cpu: 200%}", `f.yaml:1:15: "200%": want a percentage, like 2%`},
		{"device: [a]", `f.yaml:1:9: want a string, not a list`},
		{"device: a/b", `f.yaml:1:9: device: "a/b" cannot be a level of a topic: use letters, digits, '.', '_' and '-', at most 64`},
		{"mqtt: 7", `f.yaml:1:7: `},
		{"- a", `f.yaml:1:1: `},
		{"a: [", `f.yaml:1:4: `},
		{"device: a\ndevice: b", `f.yaml:2:1: mapping key "device" already defined at [1:1]`},
		{"device: a\n---\ndevice: b", `f.yaml:3:`},
		{"mqtt: {broker: \"http://x\"}", `f.yaml:1:16: mqtt.broker: "http://x": scheme "http" is not one of tcp, mqtt, ssl, tls, mqtts`},
		{"mqtt: {broker: broker}", `f.yaml:1:16: mqtt.broker: "broker": want tcp://host:port or ssl://host:port`},
		{"mqtt: {broker: \"tcp://u:p@x\"}", `f.yaml:1:16: mqtt.broker: `},
		{"mqtt:\n  broker: tcp://x\n  password_file: f", `f.yaml:2:9: mqtt.username: is missing beside password_file`},
		{"mqtt: {username: u}", `f.yaml:1:18: mqtt.username: has no use without mqtt.broker`},
		{"mqtt:\n  broker: tcp://x\n  ca_file: f", `f.yaml:3:12: mqtt.ca_file: needs mqtt.broker: ssl://host:port`},
		{"mqtt:\n  broker: ssl://x\n  cert_file: f", `f.yaml:3:14: mqtt.cert_file: goes with key_file: give both or neither`},
		{"mqtt: {reply_prefixes: [a/+]}", `f.yaml:1:24: mqtt.reply_prefixes: "a/+": want the beginning of a topic, without wildcards`},
		{"mqtt:\n  broker: tcp://x\nbroker:\n  listen: 127.0.0.1:1", `broker: is the embedded broker, which does not run beside mqtt.broker: remove one of them`},
		{"broker: {listen: \"1883\"}", `f.yaml:1:18: broker.listen: "1883": want host:port, like 127.0.0.1:8080`},
		{"http: {listen: \":http\"}", `f.yaml:1:16: http.listen: ":http": port "http" is not a number from 0 to 65535`},
		{"engines: [tpu]", `f.yaml:1:10: engines: no engine is called "tpu": want some of auto, edgetpu, external:PATH, gpu, nnapi, reference, tflite, xnnpack`},
		{"engines: [gpu, gpu]", `f.yaml:1:10: engines: "gpu" is named twice`},
		{"*a", `f.yaml:1:2: `},
	} {
		_, err := Parse("f.yaml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
			continue
		}
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: more than one line: %v", c.text, err)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "edged.yaml")
	if err := os.WriteFile(path, []byte("state_dir: state\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(path)
	if err != nil || c.Models.Dir != filepath.Join(dir, "state", "models") {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := Load(filepath.Join(dir, "none.yaml")); err == nil || !strings.Contains(err.Error(), "none.yaml") {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(fullModel))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("? [x]\n: !!binary y\n<<: {a: b}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Parse("f.yaml", data); err != nil && !strings.HasPrefix(err.Error(), "f.yaml") {
			t.Errorf("no file in %q", err)
		}
		if _, err := ParseModel("f.yaml", data); err != nil && !strings.HasPrefix(err.Error(), "f.yaml") {
			t.Errorf("no file in %q", err)
		}
	})
}
