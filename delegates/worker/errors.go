package worker

import "edged/delegates"

// Failure is an error that the native library reported. Its worker lives.
type Failure struct{ Text string }

// Error is what the library said.
func (f *Failure) Error() string { return f.Text }

// Died is the error of a call that cost the worker its life: it ended, did not answer in
// time, or answered nonsense.
type Died struct {
	Reason string
	Cause  error // why nobody waited any longer: the context's; nil: it was the worker's fault
}

// Error is the reason.
func (d *Died) Error() string { return d.Reason }

// Unwrap makes it a delegates.ErrEngineDied, and the cause.
func (d *Died) Unwrap() []error {
	if d.Cause != nil {
		return []error{delegates.ErrEngineDied, d.Cause}
	}
	return []error{delegates.ErrEngineDied}
}
