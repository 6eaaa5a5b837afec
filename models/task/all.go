package task

import (
	"fmt"
	"strings"
)

// All returns every task there is, sorted by kind.
func All() []Task {
	return []Task{classify{}, detect{}, segment{}, raw{}, textClass{}}
}

// Find returns the task of that kind. The error lists the kinds there are.
func Find(k Kind) (Task, error) {
	var kinds []string
	for _, t := range All() {
		if t.Kind() == k {
			return t, nil
		}
		kinds = append(kinds, string(t.Kind()))
	}
	return nil, fmt.Errorf("no task %q; there are %s", k, strings.Join(kinds, ", "))
}
