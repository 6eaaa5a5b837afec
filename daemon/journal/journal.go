// Package journal remembers requests by model and id, so that a request that is sent
// again gets the outcome it had, or will have, and does not run twice as long as it is
// remembered.
//
// Every request goes Accept, then Finish or Forget:
//
//	Accept = New       run it; Finish with what was answered, or Forget if it was refused
//	                   before it ran (BUSY, DEADLINE in the queue, NOT_READY), so that the
//	                   same request may be tried again
//	Accept = Running   do nothing: the first one's outcome is published for both
//	Accept = Finished  publish the outcome again
//	Accept = Conflict  DUPLICATE
//	Accept = Full      STORAGE
//
// The journal here keeps its entries in memory; one on disk, which also survives a power
// cut, has the same interface.
package journal

// Key names a request.
type Key struct{ Model, ID string }

// Verdict is what the journal knows about a request that arrives.
type Verdict int

// The verdicts.
const (
	New      Verdict = iota // it was kept: run it, then call Finish
	Running                 // the same request runs: its outcome will be published
	Finished                // the same request has run: here is its outcome
	Conflict                // another request has this id
	Full                    // there is no room to keep it
)

// Outcome is what was answered to a request, ready to be published.
type Outcome struct {
	Topic   string
	Payload []byte
}

// Journal keeps requests and outcomes. Its methods may be called from several goroutines.
type Journal interface {
	// Accept looks a request up and keeps it if it is new. Sum tells requests of the same
	// id apart. The outcome is set with Finished; its payload may not be changed.
	Accept(k Key, sum [32]byte) (Verdict, Outcome)
	// Finish stores the outcome of a request that Accept called New, and keeps its
	// payload. For a request that is finished or unknown it does nothing.
	Finish(k Key, o Outcome)
	// Forget drops a request that Accept called New and that was refused before it ran, so
	// that it may be sent again.
	Forget(k Key)
}
