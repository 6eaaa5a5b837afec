package worker

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Offsets in struct seccomp_data (seccomp(2)). Arguments are 64 bits; their lower half comes
// first on all processors edged runs on.
const (
	offsetNumber = 0
	offsetArch   = 4
	offsetArg0   = 16
	offsetArg2   = 32
)

// denied are system calls that a model has no use for: other programs, other processes, and
// ways around this list.
var denied = []uint32{
	unix.SYS_EXECVE, unix.SYS_EXECVEAT, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV,
	unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_SEND_SIGNAL, unix.SYS_TKILL, unix.SYS_IO_URING_SETUP, unix.SYS_UNSHARE,
	unix.SYS_SETNS, unix.SYS_MOUNT, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_KEYCTL, unix.SYS_ADD_KEY,
	unix.SYS_REQUEST_KEY, unix.SYS_USERFAULTFD, unix.SYS_RT_SIGQUEUEINFO, unix.SYS_RT_TGSIGQUEUEINFO,
}

// filterCalls makes those calls fail with EPERM in all threads, and also sockets that are
// not Unix ones, signals to other processes, and new processes; new threads are fine. With
// uevents, sockets of the kernel's news of devices pass, without which libusb does not start.
func filterCalls(uevents bool) error {
	program := filter(uint32(os.Getpid()), uevents)
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		return errno
	}
	return nil
}

const (
	load        = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	jumpIfEqual = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	jumpIfSet   = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	ret         = unix.BPF_RET | unix.BPF_K

	pass   = unix.SECCOMP_RET_ALLOW
	eperm  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	enosys = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
)

// filter is the program for a process: it leaves for the first rule that fits.
func filter(pid uint32, uevents bool) []unix.SockFilter {
	op := func(code int, k uint32, yes, no uint8) unix.SockFilter {
		return unix.SockFilter{Code: uint16(code), K: k, Jt: yes, Jf: no}
	}
	p := []unix.SockFilter{
		op(load, offsetArch, 0, 0),
		op(jumpIfEqual, auditArch, 1, 0),
		op(ret, unix.SECCOMP_RET_KILL_PROCESS, 0, 0), // another ABI's numbers
		op(load, offsetNumber, 0, 0),
	}
	for _, nr := range append(denied, forks...) {
		p = append(p, op(jumpIfEqual, nr, 0, 1), op(ret, eperm, 0, 0))
	}
	// The C library tries clone where clone3 is missing; clone's flags can be looked at.
	p = append(p, op(jumpIfEqual, unix.SYS_CLONE3, 0, 1), op(ret, enosys, 0, 0))
	// where looks at the first argument of one call: it passes if the test says so.
	where := func(nr uint32, test int, k uint32) {
		p = append(p, op(jumpIfEqual, nr, 0, 4), op(load, offsetArg0, 0, 0), op(test, k, 1, 0),
			op(ret, eperm, 0, 0), op(ret, pass, 0, 0))
	}
	if uevents {
		p = append(p, op(jumpIfEqual, unix.SYS_SOCKET, 0, 6), op(load, offsetArg0, 0, 0), op(jumpIfEqual, unix.AF_NETLINK, 0, 3),
			op(load, offsetArg2, 0, 0), op(jumpIfEqual, unix.NETLINK_KOBJECT_UEVENT, 0, 1), op(ret, pass, 0, 0),
			op(load, offsetNumber, 0, 0))
	}
	where(unix.SYS_CLONE, jumpIfSet, unix.CLONE_THREAD)
	where(unix.SYS_SOCKET, jumpIfEqual, unix.AF_UNIX)
	where(unix.SYS_KILL, jumpIfEqual, pid)
	where(unix.SYS_TGKILL, jumpIfEqual, pid)
	return append(p, op(ret, pass, 0, 0))
}
