package worker

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sys/unix"
)

// confined is the first argument of a worker whose limits stand.
const confined = "confined"

// Confine gives the worker's process its limits, before any native code is loaded. It is
// called first of all with the program's arguments and returns those of the program's own,
// and what protects it.
//
// Landlock and no-new-privileges hold for the thread that asks for them and all it starts,
// so one thread asks and executes the program again; the system call filter then is for all
// threads at once. A kernel without one of them leaves the others.
func Confine(args []string, setup func(args []string) (Setup, error)) (Setup, []string, error) {
	if len(args) == 0 || args[0] != confined {
		s, err := setup(args)
		if err != nil {
			return s, nil, err
		}
		return s, nil, restart(s, args)
	}
	landlock := args[1]
	s, err := setup(args[2:])
	if err != nil {
		return s, nil, err
	}
	protections := []string{landlock}
	if err := filterCalls(s.UEvents); err != nil {
		return s, append(protections, "no system call filter: "+err.Error()), nil
	}
	return s, append(protections, "system call filter"), nil
}

// restart limits this thread and executes the program again on it. It returns an error only.
func restart(s Setup, args []string) error {
	runtime.LockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no new privileges: %w", err)
	}
	if err := limits(s); err != nil {
		return err
	}
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return err
	}
	landlock, err := restrictPaths(paths(s, program))
	if err != nil {
		landlock = "no landlock: " + err.Error()
	}
	err = unix.Exec(program, append([]string{Program, confined, landlock}, args...), s.variables())
	return fmt.Errorf("%s: %w", program, err)
}

// limits bounds memory, and what a crash leaves behind.
func limits(s Setup) error {
	for _, l := range []struct {
		what     string
		resource int
		most     uint64
	}{
		{"core files", unix.RLIMIT_CORE, 0},
		{"memory", unix.RLIMIT_DATA, uint64(s.Memory)},
		{"open files", unix.RLIMIT_NOFILE, 256},
	} {
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return fmt.Errorf("limit of %s: %w", l.what, err)
		}
	}
	return nil
}

// paths are what a worker may open: itself, libraries, what libraries read of the processor
// and the kernel, its devices and its cache.
func paths(s Setup, program string) (list []allowed) {
	list = append(list, allowed{program, execute})
	for _, dir := range []string{"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"} {
		list = append(list, allowed{dir, execute}) // the dynamic loader is in there
	}
	for _, path := range []string{"/etc/ld.so.cache", "/proc", "/sys/devices", "/dev/urandom", "/etc/localtime"} {
		list = append(list, allowed{path, read})
	}
	if s.Engine == gpu {
		for _, path := range s.driverPaths() {
			list = append(list, allowed{path, read})
		}
	}
	for _, library := range append(s.Libraries, s.Delegate, s.Driver) {
		if filepath.IsAbs(library) {
			list = append(list, allowed{filepath.Dir(library), read})
		}
	}
	for _, path := range s.Reads {
		list = append(list, allowed{path, read})
	}
	for _, device := range append(matching(s.Devices), "/dev/null") {
		list = append(list, allowed{device, use})
	}
	if s.Shared {
		list = append(list, allowed{"/dev/shm", keep})
	}
	if s.Cache != "" {
		list = append(list, allowed{filepath.Dir(s.Cache), keep})
	}
	return list
}

// matching are the paths that are there of these patterns.
func matching(patterns []string) (list []string) {
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err == nil { // the patterns are ours
			list = append(list, paths...)
		}
	}
	return list
}
