package metrics

import "github.com/prometheus/client_golang/prometheus"

// placement makes the metrics of engines.
func (m *Metrics) placement() {
	m.faults = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "edged_engine_faults_total", Help: "Requests on which an engine failed, by model and engine.",
	}, []string{"model", "engine"})
	m.compared = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "edged_answers_compared_total", Help: "Answers compared with the reference engine's, by model, engine and verdict: right or wrong.",
	}, []string{"model", "engine", "verdict"})
	m.quarantined = prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "edged_engine_quarantined", Help: "1 while an engine is quarantined for a model.",
	}, []string{"model", "engine"})
	m.registry.MustRegister(m.faults, m.compared, m.quarantined)
}

// Fault counts a request on which an engine failed.
func (m *Metrics) Fault(model, engine string) { m.faults.WithLabelValues(model, engine).Inc() }

// Compared counts an answer that was compared with the reference engine's.
func (m *Metrics) Compared(model, engine string, right bool) {
	verdict := "wrong"
	if right {
		verdict = "right"
	}
	m.compared.WithLabelValues(model, engine, verdict).Inc()
}

// Quarantined tells whether an engine is quarantined for a model.
func (m *Metrics) Quarantined(model, engine string, out bool) {
	m.quarantined.WithLabelValues(model, engine).Set(number(out))
}
