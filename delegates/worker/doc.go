// Package worker runs models in edged-worker, a process of its own for each model and engine,
// so that native code which crashes or hangs is an error here and no more.
//
// The daemon's side is Engine and its sessions; the worker's side is Serve. They speak over
// a Unix socket of packets; tensors lie in shared memory. What the other side says of lengths
// and numbers is compared with what this side knows, and outputs are copied out before
// anybody looks at them.
//
//	daemon                                  worker
//	setup, as its argument; model as a file
//	                                     <- loaded: the library, or an error
//	attach, with the shared memory       ->
//	                                     <- done
//	invoke n                             ->
//	                                     <- done n, or an error
package worker
