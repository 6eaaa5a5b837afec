// Package lazy puts work off until somebody needs it: what packages do when a program starts
// costs time and memory in every command.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp returns what compiles a regular expression when it is called first. It panics then
// where the expression is wrong.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
