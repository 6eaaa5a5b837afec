package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// engines that --engine and the key engines take, beside external:PATH.
var engines = []string{"auto", "edgetpu", "external:PATH", "gpu", "nnapi", "reference", "tflite", "xnnpack"}

// check looks at the values that a file gave. Its errors carry the key's position.
func (c *Config) check(d *document) error {
	for _, r := range []struct {
		key string
		err error
	}{
		{"device", checkDevice(c.Device)},
		{"mqtt.broker", checkBroker(c.MQTT.Broker)},
		{"mqtt.username", c.MQTT.checkUser()},
		{"mqtt.ca_file", c.MQTT.needTLS(c.MQTT.CAFile)},
		{"mqtt.cert_file", c.MQTT.checkCert()},
		{"mqtt.reply_prefixes", checkPrefixes(c.MQTT.ReplyPrefixes)},
		{"broker", c.checkOneBroker()},
		{"broker.listen", checkListen(c.Broker.Listen)},
		{"models.memory", positive(int64(c.Models.Memory), "1MiB")},
		{"engines", checkEngines(c.Engines)},
		{"queue.length", positive(int64(c.Queue.Length), "64")},
		{"queue.deadline", positive(int64(c.Queue.Deadline), "5s")},
		{"http.listen", checkListen(c.HTTP.Listen)},
	} {
		if r.err != nil {
			return d.at(r.key, r.err)
		}
	}
	return nil
}

func checkDevice(name string) error {
	if name != "" && !deviceName().MatchString(name) {
		return fmt.Errorf("%q cannot be a level of a topic: use letters, digits, '.', '_' and '-', at most 64", name)
	}
	return nil
}

func checkBroker(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("%q: want tcp://host:port or ssl://host:port", s)
	}
	if !slices.Contains([]string{"tcp", "mqtt", "ssl", "tls", "mqtts"}, u.Scheme) {
		return fmt.Errorf("%q: scheme %q is not one of tcp, mqtt, ssl, tls, mqtts", s, u.Scheme)
	}
	return nil
}

func (m *MQTT) checkUser() error {
	if m.Username == "" && m.PasswordFile != "" {
		return errors.New("is missing beside password_file")
	}
	if m.Broker == "" && m.Username != "" {
		return errors.New("has no use without mqtt.broker: edged knows its own broker's password")
	}
	return nil
}

func (m *MQTT) checkCert() error {
	if (m.CertFile == "") != (m.KeyFile == "") {
		return errors.New("goes with key_file: give both or neither")
	}
	return m.needTLS(m.CertFile)
}

// needTLS says that a file of certificates has no use on a connection in the clear.
func (m *MQTT) needTLS(file string) error {
	scheme, _, _ := strings.Cut(m.Broker, "://")
	if file != "" && scheme != "ssl" && scheme != "tls" && scheme != "mqtts" {
		return errors.New("needs mqtt.broker: ssl://host:port")
	}
	return nil
}

func checkPrefixes(prefixes []string) error {
	for _, p := range prefixes {
		if p == "" || strings.ContainsAny(p, "+#\x00") || strings.HasPrefix(p, "$") {
			return fmt.Errorf("%q: want the beginning of a topic, without wildcards", p)
		}
	}
	return nil
}

func (c *Config) checkOneBroker() error {
	if c.MQTT.Broker != "" && c.Broker != (Broker{}) {
		return errors.New("is the embedded broker, which does not run beside mqtt.broker: remove one of them")
	}
	return nil
}

func checkListen(s string) error {
	if s == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return fmt.Errorf("%q: want host:port, like 127.0.0.1:8080", s)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q: port %q is not a number from 0 to 65535", s, port)
	}
	return nil
}

func checkEngines(names []string) error {
	for i, name := range names {
		kind, path, external := strings.Cut(name, ":")
		if external && kind == "external" && path != "" {
			continue
		}
		if external || !slices.Contains(engines, name) {
			return fmt.Errorf("no engine is called %q: want some of %s", name, strings.Join(engines, ", "))
		}
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%q is named twice", name)
		}
	}
	return nil
}

func positive(n int64, like string) error {
	if n <= 0 {
		return fmt.Errorf("must be more than 0, like %s", like)
	}
	return nil
}
