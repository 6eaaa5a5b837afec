package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// tailBytes is how much of what a worker printed last is kept.
const tailBytes = 4 << 10

// dying is how long a killed process may take to be gone: one that waits inside a driver
// may stay for ever.
const dying = 500 * time.Millisecond

// process is a worker that runs.
type process struct {
	conn   *net.UnixConn
	loaded Loaded
	in     [][]byte // of the shared memory
	out    [][]byte
	memory []byte

	took     time.Duration // the last invocation, in the library
	answered bool          // an invocation at least
	using    sync.Mutex    // held by who uses the memory

	pid   int
	ended chan struct{} // closed when the process is gone
	state error         // how it ended; read after ended is closed
	said  *tail

	buf []byte
	seq uint64
}

// start starts a worker, which finds the model's file open. The caller kills it.
func start(program string, setup Setup, model *os.File) (*process, error) {
	ours, theirs, err := sockets()
	if err != nil {
		return nil, err
	}
	defer theirs.Close()
	p := &process{conn: ours, ended: make(chan struct{}), said: &tail{}, buf: make([]byte, maxMessage)}
	cmd := exec.Command(program, string(marshal(setup)))
	cmd.Stdout, cmd.Stderr = p.said, p.said
	cmd.ExtraFiles = []*os.File{theirs}
	if model != nil {
		cmd.ExtraFiles = append(cmd.ExtraFiles, model)
	}
	cmd.Env = []string{} // nothing of ours is its business
	cmd.WaitDelay = dying
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := p.run(cmd); err != nil {
		ours.Close()
		return nil, fmt.Errorf("%s: %w", program, err)
	}
	return p, nil
}

// run starts the command and waits for it in a goroutine that keeps its thread: the kernel
// takes the end of the thread that started a process for the end of its parent.
func (p *process) run(cmd *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if err == nil {
			p.pid = cmd.Process.Pid
		}
		started <- err
		if err != nil {
			return
		}
		p.state = cmd.Wait()
		close(p.ended)
	}()
	return <-started
}

func sockets() (ours *net.UnixConn, theirs *os.File, err error) {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("socket: %w", err)
	}
	f := os.NewFile(uintptr(fds[0]), "socket")
	defer f.Close()
	theirs = os.NewFile(uintptr(fds[1]), "socket")
	c, err := net.FileConn(f)
	if err != nil {
		theirs.Close()
		return nil, nil, fmt.Errorf("socket: %w", err)
	}
	return c.(*net.UnixConn), theirs, nil
}

// load waits until the model is loaded and gives the worker its memory.
func (p *process) load(ctx context.Context, z sizes) error {
	if err := p.hello(ctx); err != nil {
		return err
	}
	in, out, total := z.places()
	f, memory, err := newMemory("edged-tensors", total)
	if err != nil {
		return err
	}
	defer f.Close()
	p.memory, p.in, p.out = memory, slices(memory, in), slices(memory, out)
	return p.call(ctx, message{kind: kindAttach, payload: marshal(z)}, unix.UnixRights(int(f.Fd())))
}

// hello waits for what the worker says when it has loaded the model.
func (p *process) hello(ctx context.Context) error {
	m, err := p.receive(ctx)
	if err != nil {
		return err
	}
	if m.kind != kindLoaded {
		return nonsense("message %d", m.kind)
	}
	if p.loaded, err = unmarshal[Loaded](m.payload); err != nil {
		return nonsense("%v", err)
	}
	if p.loaded.Error != "" {
		return errors.New(oneLine(p.loaded.Error))
	}
	return nil
}

// call sends a message and waits for its answer. An error of the worker's is a *Failure;
// after any other, a *Died, the process is of no use any more.
func (p *process) call(ctx context.Context, m message, oob []byte) error {
	p.seq++
	m.seq = p.seq
	if _, _, err := p.conn.WriteMsgUnix(m.append(p.buf[:0]), oob, nil); err != nil {
		return p.died(err)
	}
	answer, err := p.receive(ctx)
	if err != nil {
		return err
	}
	if answer.kind != kindDone || answer.seq != m.seq {
		return nonsense("message %d, number %d instead of %d", answer.kind, answer.seq, m.seq)
	}
	if answer.failed {
		return &Failure{oneLine(string(answer.payload))}
	}
	if len(answer.payload) == 8 {
		p.took = time.Duration(binary.LittleEndian.Uint64(answer.payload))
	}
	return nil
}

// receive waits for a packet, until the context ends or the process is gone.
func (p *process) receive(ctx context.Context) (message, error) {
	stop := context.AfterFunc(ctx, func() { p.conn.SetReadDeadline(time.Unix(1, 0)) })
	n, err := p.conn.Read(p.buf)
	if !stop() {
		return message{}, hung(ctx)
	}
	if err != nil || n == 0 {
		return message{}, p.died(err)
	}
	m, err := parse(p.buf[:n])
	if err != nil {
		return m, nonsense("%v", err)
	}
	return m, nil
}

// died says how the process ended, as far as is known soon.
func (p *process) died(err error) error {
	how := "closed its socket"
	select {
	case <-p.ended:
		how = "ended: exit status 0"
		if p.state != nil {
			how = "ended: " + p.state.Error()
		}
	case <-time.After(dying):
	}
	if said := p.said.last(); said != "" {
		how += " (" + said + ")"
	}
	return &Died{Reason: "edged-worker " + how}
}

func nonsense(format string, args ...any) error {
	return &Died{Reason: oneLine("edged-worker answered nonsense: " + fmt.Sprintf(format, args...))}
}

func hung(ctx context.Context) error {
	cause := context.Cause(ctx)
	return &Died{Reason: "edged-worker did not answer: " + cause.Error(), Cause: cause}
}

// gone reports whether the process has ended.
func (p *process) gone() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// hold keeps the memory mapped until release, or reports that there is no worker any more.
func (p *process) hold() bool {
	p.using.Lock()
	if p.memory == nil || p.gone() {
		p.using.Unlock()
		return false
	}
	return true
}

func (p *process) release() { p.using.Unlock() }

// kill ends the process, and everything it started, and frees its memory. It reports whether
// the process is gone; one that is not is left alone: nobody waits for it.
func (p *process) kill() bool {
	p.conn.Close()
	gone := true
	select {
	case <-p.ended:
	default:
		syscall.Kill(-p.pid, syscall.SIGKILL)
		select {
		case <-p.ended:
		case <-time.After(dying):
			gone = false
		}
	}
	p.using.Lock()
	defer p.using.Unlock()
	if p.memory != nil {
		unix.Munmap(p.memory)
		p.memory = nil
	}
	return gone
}

// close lets the process end by itself, then ends it.
func (p *process) close() bool {
	p.conn.CloseWrite()
	select {
	case <-p.ended:
	case <-time.After(dying):
	}
	return p.kill()
}

// tail keeps the last bytes that were written.
type tail struct {
	mu sync.Mutex
	b  []byte
}

// Write keeps the end of what was written.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, b[max(0, len(b)-tailBytes):]...)
	t.b = append(t.b[:0], t.b[max(0, len(t.b)-tailBytes):]...)
	return len(b), nil
}

// last is the last line.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := bytes.TrimSpace(t.b)
	return oneLine(string(text[bytes.LastIndexByte(text, '\n')+1:]))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
