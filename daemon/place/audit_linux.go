package place

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// leastPriority is the nice value of what gives way to everything else.
const leastPriority = 19

// yieldToOthers keeps this goroutine on a thread that runs when others do not want to. The
// thread ends with the goroutine.
func yieldToOthers() {
	runtime.LockOSThread()
	unix.Setpriority(unix.PRIO_PROCESS, unix.Gettid(), leastPriority) // refused: as urgent as the others
}

// threadTime is the processor time of this thread.
func threadTime() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_THREAD, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
