// Package metrics counts what the daemon does, for Prometheus. Names follow its
// conventions: base units, _total on counters, a label where the same thing is counted
// for several models, outcomes or stages.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// OK is the outcome of a request that was answered with a result; the others are the
// error codes of the protocol.
const OK = "OK"

// Stage is a part of a request's way that takes time.
type Stage string

// The stages, in the order a request passes them.
const (
	Queue       Stage = "queue"
	Preprocess  Stage = "preprocess"
	Invoke      Stage = "invoke"
	Postprocess Stage = "postprocess"
	Total       Stage = "total" // from the request's arrival to its answer's way out
)

// buckets reach from a keyword spotter on a desktop to a segmentation on a small board.
var buckets = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// Metrics are the daemon's. Their methods may be called from several goroutines.
type Metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	queued    *prometheus.GaugeVec
	inFlight  *prometheus.GaugeVec
	loaded    *prometheus.GaugeVec
	connected prometheus.Gauge
	outbox    prometheus.Gauge
	refused   prometheus.Counter

	faults      *prometheus.CounterVec
	compared    *prometheus.CounterVec
	quarantined *prometheus.GaugeVec
}

// New makes metrics in a registry of their own, with those of the process (its resident
// memory among them) and of the Go runtime.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "edged_requests_total", Help: "Requests answered, by model and outcome: OK or an error code.",
		}, []string{"model", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "edged_stage_duration_seconds", Help: "Time that a request spends in each stage, by model.", Buckets: buckets,
		}, []string{"model", "stage"}),
		queued: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "edged_queue_length", Help: "Requests that wait, by model.",
		}, []string{"model"}),
		inFlight: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "edged_requests_in_flight", Help: "Requests that are being worked on, by model.",
		}, []string{"model"}),
		loaded: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "edged_model_loaded", Help: "1 where a model is ready, 0 where it could not be loaded.",
		}, []string{"model"}),
		connected: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "edged_bus_connected", Help: "1 while the MQTT broker is connected.",
		}),
		outbox: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "edged_bus_outbox_length", Help: "Messages that the MQTT broker has not acknowledged.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "edged_requests_refused_total", Help: "Requests that named no model of this device or could not be read.",
		}),
	}
	m.placement()
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "edged_build_info", Help: "1, with the version as a label.", ConstLabels: prometheus.Labels{"version": version},
	})
	info.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.queued, m.inFlight, m.loaded, m.connected, m.outbox, m.refused, info,
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewGoCollector())
	return m
}

// Handler serves the metrics in the formats that Prometheus asks for.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Answered counts a request of a loaded model by its outcome: OK or an error code. A
// label takes memory for good, so a name that a stranger sent must not be one: see Refused.
func (m *Metrics) Answered(model, code string) { m.requests.WithLabelValues(model, code).Inc() }

// Refused counts a request that has no model to be counted under.
func (m *Metrics) Refused() { m.refused.Inc() }

// Took adds the time that one request spent in a stage.
func (m *Metrics) Took(model string, s Stage, d time.Duration) {
	m.seconds.WithLabelValues(model, string(s)).Observe(d.Seconds())
}

// Queued tells how many requests wait for a model.
func (m *Metrics) Queued(model string, n int) { m.queued.WithLabelValues(model).Set(float64(n)) }

// Began counts a request into those being worked on; the function it returns counts it out.
func (m *Metrics) Began(model string) (ended func()) {
	g := m.inFlight.WithLabelValues(model)
	g.Inc()
	return g.Dec
}

// ModelState tells whether a model is ready.
func (m *Metrics) ModelState(model string, ready bool) {
	m.loaded.WithLabelValues(model).Set(number(ready))
}

// ForgetModel drops the series of a model that was removed.
func (m *Metrics) ForgetModel(model string) {
	labels := prometheus.Labels{"model": model}
	m.requests.DeletePartialMatch(labels)
	m.seconds.DeletePartialMatch(labels)
	m.queued.DeletePartialMatch(labels)
	m.inFlight.DeletePartialMatch(labels)
	m.loaded.DeletePartialMatch(labels)
	m.faults.DeletePartialMatch(labels)
	m.compared.DeletePartialMatch(labels)
	m.quarantined.DeletePartialMatch(labels)
}

// Connected tells whether the broker is connected.
func (m *Metrics) Connected(up bool) { m.connected.Set(number(up)) }

// Outbox tells how many messages wait for the broker.
func (m *Metrics) Outbox(n int) { m.outbox.Set(float64(n)) }

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
