package metrics

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatal(w.Code)
	}
	return w.Body.String()
}

func TestMetrics(t *testing.T) {
	m := New("1.2.3")
	m.Answered("digits", OK)
	m.Answered("digits", OK)
	m.Answered("digits", "BUSY")
	m.Refused()
	m.Took("digits", Invoke, 3*time.Millisecond)
	m.Queued("digits", 4)
	ended := m.Began("digits")
	m.Began("digits")
	ended()
	m.ModelState("digits", true)
	m.ModelState("broken", false)
	m.Connected(true)
	m.Outbox(7)
	text := scrape(t, m)
	for _, want := range []string{
		`edged_requests_total{code="OK",model="digits"} 2`,
		`edged_requests_total{code="BUSY",model="digits"} 1`,
		`edged_requests_refused_total 1`,
		`edged_stage_duration_seconds_sum{model="digits",stage="invoke"} 0.003`,
		`edged_stage_duration_seconds_bucket{model="digits",stage="invoke",le="0.005"} 1`,
		`edged_queue_length{model="digits"} 4`,
		`edged_requests_in_flight{model="digits"} 1`,
		`edged_model_loaded{model="digits"} 1`,
		`edged_model_loaded{model="broken"} 0`,
		`edged_bus_connected 1`,
		`edged_bus_outbox_length 7`,
		`edged_build_info{version="1.2.3"} 1`,
		`process_resident_memory_bytes `,
		`go_goroutines `,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	m.Connected(false)
	m.ForgetModel("digits")
	if text = scrape(t, m); strings.Contains(text, "digits") || !strings.Contains(text, "edged_bus_connected 0") {
		t.Error(text)
	}
}

// Two daemons in one process do not share series.
func TestOwnRegistry(t *testing.T) {
	a, b := New("a"), New("b")
	a.Answered("m", OK)
	if strings.Contains(scrape(t, b), `model="m"`) {
		t.Error("a series of another registry")
	}
}

func TestConventions(t *testing.T) {
	m := New("v")
	m.Answered("m", OK)
	m.Took("m", Queue, time.Second)
	m.Queued("m", 1)
	m.Began("m")
	m.ModelState("m", true)
	problems, err := testutil.GatherAndLint(m.registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p.Metric, p.Text)
	}
}
