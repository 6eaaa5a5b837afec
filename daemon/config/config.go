// Package config reads edged's configuration and the YAML file beside a model. An unknown
// key, a value of the wrong type and a value out of range are errors that name the file,
// the line, the column and the key. Paths in a file are relative to the file.
package config

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"edged/internal/lazy"
)

// Config is the whole configuration with its defaults filled in.
type Config struct {
	Device   string `yaml:"device"`    // one level of a topic; default: the host name
	StateDir string `yaml:"state_dir"` // default: $STATE_DIRECTORY, else the user's state directory
	MQTT     MQTT   `yaml:"mqtt"`
	Broker   Broker `yaml:"broker"`
	Models   Models `yaml:"models"`
	Engines  Names  `yaml:"engines"` // in order of preference
	Native   Native `yaml:"native"`
	Queue    Queue  `yaml:"queue"`
	Verify   Verify `yaml:"verify"`
	HTTP     HTTP   `yaml:"http"`
}

// Native says where native engines find what they run.
type Native struct {
	Worker  string `yaml:"worker"`  // edged-worker; empty: beside edged, then in PATH
	Library string `yaml:"library"` // TensorFlow Lite, a path or a name; empty: the usual ones
	// LiteRT is the library of the engine gpu, a path or a name; its accelerator lies beside it.
	LiteRT string `yaml:"litert"`
	// GPUDelegate is TensorFlow Lite's GPU delegate, which gpu takes instead of LiteRT.
	GPUDelegate   string `yaml:"gpu_delegate"`
	NNAPI         string `yaml:"nnapi"`          // libneuralnetworks.so, a path or a name
	EdgeTPU       string `yaml:"edgetpu"`        // libedgetpu.so.1, a path or a name
	EdgeTPUDevice string `yaml:"edgetpu_device"` // usb:0, pci:1, :0 or a path; empty: the first
	// External are options of external delegates, by the path of their library. Those that
	// engines names without being here have none.
	External map[string]map[string]string `yaml:"external"`
}

// MQTT is the broker that edged connects to.
type MQTT struct {
	Broker        string `yaml:"broker"` // tcp://host:port or ssl://host:port; empty: the embedded broker
	Username      string `yaml:"username"`
	PasswordFile  string `yaml:"password_file"` // its first line is the password
	CAFile        string `yaml:"ca_file"`       // PEM; empty: the system's
	CertFile      string `yaml:"cert_file"`     // PEM, with KeyFile
	KeyFile       string `yaml:"key_file"`
	ReplyPrefixes Names  `yaml:"reply_prefixes"` // where reply_to may point
}

// Broker is the embedded broker, which runs when MQTT.Broker is empty.
type Broker struct {
	Listen       string `yaml:"listen"`        // default 127.0.0.1:1883
	PasswordFile string `yaml:"password_file"` // lines user:password
}

// Models are the models on disk.
type Models struct {
	Dir    string `yaml:"dir"`    // default: models in StateDir
	Memory Size   `yaml:"memory"` // for resident models; default 256MiB
}

// Queue bounds each model's queue.
type Queue struct {
	Length   Count    `yaml:"length"`   // requests that wait at most; default 64
	Deadline Duration `yaml:"deadline"` // of a request that names none; default 5s
}

// Verify says how often answers are checked against the reference engine.
type Verify struct {
	Every Count   `yaml:"every"` // one answer in so many; 0: never; default 100
	CPU   Percent `yaml:"cpu"`   // of one core's time at most; default 2%
}

// HTTP is where metrics and health are served.
type HTTP struct {
	Listen string `yaml:"listen"` // empty: nowhere
}

// defaultEngines is the order that auto stands for, too.
var defaultEngines = Names{"edgetpu", "gpu", "nnapi", "xnnpack", "reference"}

const (
	defaultListen   = "127.0.0.1:1883"
	defaultMemory   = 256 << 20
	defaultQueue    = 64
	defaultDeadline = 5 * time.Second
	defaultEvery    = 100
	defaultCPU      = 0.02
)

// Default returns the configuration of a daemon that was given no file: it runs at once,
// everywhere, on the reference engine.
func Default() (*Config, error) {
	c := &Config{}
	c.preset()
	c.Engines = Names{"reference"}
	if err := c.complete(""); err != nil {
		return nil, err
	}
	return c, nil
}

// Load reads the configuration in a file.
func Load(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := Parse(path, data)
	if err != nil {
		return nil, err
	}
	if !reflect.ValueOf(c.Native).IsZero() {
		if err := trusted(path); err != nil {
			return nil, &Error{File: path, Key: "native", Err: err}
		}
	}
	return c, nil
}

// Parse reads a configuration. The path is for messages and for relative paths in it.
func Parse(path string, data []byte) (*Config, error) {
	c := &Config{}
	c.preset()
	d, err := decode(path, data, c)
	if err != nil {
		return nil, err
	}
	if err := c.check(d); err != nil {
		return nil, err
	}
	if err := c.complete(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return c, nil
}

// preset sets the defaults that a file overrides.
func (c *Config) preset() {
	c.Models.Memory = defaultMemory
	c.Engines = Names{"auto"}
	c.Queue = Queue{Length: defaultQueue, Deadline: Duration(defaultDeadline)}
	c.Verify = Verify{Every: defaultEvery, CPU: defaultCPU}
}

// complete fills in what depends on the machine and on other keys, and makes the paths
// absolute or relative to the working directory, as dir is.
func (c *Config) complete(dir string) error {
	for _, p := range []*string{&c.StateDir, &c.Models.Dir, &c.MQTT.PasswordFile, &c.MQTT.CAFile,
		&c.MQTT.CertFile, &c.MQTT.KeyFile, &c.Broker.PasswordFile, &c.Native.Worker, &c.Native.GPUDelegate} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	if c.Device == "" {
		c.Device = hostName()
	}
	if c.StateDir == "" {
		state, err := stateDir()
		if err != nil {
			return err
		}
		c.StateDir = state
	}
	if c.Models.Dir == "" {
		c.Models.Dir = filepath.Join(c.StateDir, "models")
	}
	if c.Broker.Listen == "" {
		c.Broker.Listen = defaultListen
	}
	c.Engines = c.engines()
	return nil
}

// externalEngine begins the name of an engine that is an external delegate.
const externalEngine = "external:"

// engines is the order with auto spelled out: the default one, with the external delegates
// of the configuration before xnnpack. Delegates that are named there only are among
// Native.External from then on: a model's YAML may name no others.
func (c *Config) engines() (list Names) {
	for _, name := range c.Engines {
		if name != "auto" {
			list = append(list, name)
			continue
		}
		for _, usual := range defaultEngines {
			if usual == "xnnpack" {
				for _, path := range slices.Sorted(maps.Keys(c.Native.External)) {
					list = append(list, externalEngine+path)
				}
			}
			list = append(list, usual)
		}
	}
	for _, name := range list {
		if path, ok := strings.CutPrefix(name, externalEngine); ok && c.Native.External[path] == nil {
			if c.Native.External == nil {
				c.Native.External = map[string]map[string]string{}
			}
			c.Native.External[path] = map[string]string{}
		}
	}
	return list
}

// stateDir is systemd's, or the XDG base directory specification's.
func stateDir() (string, error) {
	if dir, _, _ := strings.Cut(os.Getenv("STATE_DIRECTORY"), ":"); dir != "" {
		return dir, nil
	}
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "edged"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &homeError{err}
	}
	return filepath.Join(home, ".local", "state", "edged"), nil
}

// homeError says that there is no default for the state directory.
type homeError struct{ err error }

func (e *homeError) Error() string {
	return "config: no place for state: set state_dir, STATE_DIRECTORY or HOME: " + e.err.Error()
}

func (e *homeError) Unwrap() error { return e.err }

var (
	deviceName  = lazy.Regexp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	notInDevice = lazy.Regexp(`[^A-Za-z0-9._-]+`)
)

// hostName is the host's name with what a topic cannot hold replaced.
func hostName() string {
	name, err := os.Hostname()
	if err != nil {
		return "edged"
	}
	name = strings.TrimLeft(notInDevice().ReplaceAllString(name, "-"), "._-")
	if name = name[:min(len(name), 64)]; name == "" {
		return "edged"
	}
	return name
}
