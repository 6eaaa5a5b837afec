// Package bustest has a real Mosquitto and a plain MQTT client for tests.
package bustest

import (
	"errors"
	"testing"

	"edged/internal/mosquitto"
	"edged/internal/testkit"
)

// Options say how Mosquitto is to run.
type Options = mosquitto.Options

// Mosquitto is a broker that runs until Stop or the end of the test.
type Mosquitto struct {
	*mosquitto.Mosquitto
	t testing.TB
}

// Start starts a Mosquitto on a free port of the loopback address.
func Start(t testing.TB, o Options) *Mosquitto {
	t.Helper()
	m, err := mosquitto.Start(t.TempDir(), o)
	if errors.Is(err, mosquitto.ErrMissing) {
		testkit.Missing(t, err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)
	return &Mosquitto{m, t}
}

// Restart stops Mosquitto where it runs and starts it on the port it had.
func (m *Mosquitto) Restart() {
	m.t.Helper()
	if err := m.Mosquitto.Restart(); err != nil {
		m.t.Fatal(err)
	}
}
