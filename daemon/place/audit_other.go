//go:build !linux

package place

import "time"

var began = time.Now()

// yieldToOthers does nothing: threads have no priority of their own here.
func yieldToOthers() {}

// threadTime is the time that passes: there is no other measure of a thread here.
func threadTime() time.Duration { return time.Since(began) }
