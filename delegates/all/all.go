// Package all is the one table of engines.
package all

import (
	"fmt"
	"strings"

	"edged/delegates"
	"edged/delegates/reference"
)

// Engines returns every engine of this program, in the order they are preferred.
func Engines() []delegates.Engine {
	return []delegates.Engine{
		reference.New(),
	}
}

// Named returns the engine of that name; auto is the first that supports any model.
func Named(name string) (delegates.Engine, error) {
	var names []string
	for _, e := range Engines() {
		if e.Name() == name || name == "auto" {
			return e, nil
		}
		names = append(names, e.Name())
	}
	return nil, fmt.Errorf("no engine %q in this program; it has %s", name, strings.Join(names, ", "))
}
