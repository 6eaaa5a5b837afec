package delegates

import "context"

// Identified is an Engine whose answers depend on more than the model: on libraries,
// drivers and devices, which may change between two starts.
type Identified interface {
	// Identity names all of that, or says why the engine cannot run here.
	Identity(context.Context) (string, error)
}
