package worker

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Files that a worker finds open.
const (
	socketFD = 3
	modelFD  = 4
)

// ModelPath is where a worker opens its model.
const ModelPath = "/proc/self/fd/4"

// Runtime runs the model of a worker.
type Runtime interface {
	// Inputs and Outputs are the library's own memory for the tensors.
	Inputs() [][]byte
	Outputs() [][]byte
	Invoke() error
	Reset() error
}

// Load makes a runtime of the model at ModelPath, or none for a setup without an engine.
// Loaded says what it found, also where there is an error.
type Load func(Setup) (Runtime, Loaded, error)

// Serve is the worker's side: it loads the model, says so, and answers until the daemon
// closes the socket.
func Serve(setup Setup, load Load) error {
	c, err := net.FileConn(os.NewFile(socketFD, "socket"))
	if err != nil {
		return fmt.Errorf("edged-worker is started by edged: no socket: %w", err)
	}
	conn, ok := c.(*net.UnixConn)
	if !ok {
		return errors.New("edged-worker is started by edged: no socket")
	}
	rt, loaded, err := load(setup)
	if err != nil {
		loaded.Error = cmp.Or(err.Error(), "an error without a text")
	}
	if _, err := conn.Write(message{kind: kindLoaded, payload: marshal(loaded)}.append(nil)); err != nil || rt == nil {
		return err
	}
	s := &server{conn: conn, rt: rt, buf: make([]byte, maxMessage)}
	return s.serve()
}

// server answers the daemon.
type server struct {
	conn    *net.UnixConn
	rt      Runtime
	buf     []byte
	in, out [][]byte      // of the shared memory; nil before attach
	took    time.Duration // of the last invocation, in the library
	nanos   [8]byte
}

func (s *server) serve() error {
	oob := make([]byte, unix.CmsgSpace(4))
	for {
		n, nOOB, _, _, err := s.conn.ReadMsgUnix(s.buf, oob)
		if n == 0 || errors.Is(err, io.EOF) {
			return nil // the daemon is done with us
		}
		if err != nil {
			return err
		}
		m, err := parse(s.buf[:n])
		if err != nil {
			return err
		}
		answer := message{kind: kindDone, seq: m.seq}
		if err := s.do(m, oob[:nOOB]); err != nil {
			answer.failed, answer.payload = true, []byte(err.Error())
		} else {
			answer.payload = binary.LittleEndian.AppendUint64(s.nanos[:0], uint64(s.took))
		}
		if _, err := s.conn.Write(answer.append(s.buf[:0])); err != nil {
			return err
		}
	}
}

func (s *server) do(m message, oob []byte) error {
	switch m.kind {
	case kindAttach:
		return s.attach(m.payload, oob)
	case kindInvoke:
		return s.invoke()
	case kindReset:
		return s.rt.Reset()
	}
	return fmt.Errorf("unknown message %d", m.kind)
}

func (s *server) attach(payload, oob []byte) error {
	var z sizes
	if err := json.Unmarshal(payload, &z); err != nil {
		return err
	}
	if err := errors.Join(fits("input", z.Inputs, s.rt.Inputs()), fits("output", z.Outputs, s.rt.Outputs())); err != nil {
		return err
	}
	f, err := received(oob)
	if err != nil {
		return err
	}
	defer f.Close()
	in, out, total := z.places()
	memory, err := mapMemory(f, total)
	if err != nil {
		return err
	}
	s.in, s.out = slices(memory, in), slices(memory, out)
	return nil
}

// fits compares the sizes that the daemon expects with the library's.
func fits(what string, want []int, have [][]byte) error {
	if len(want) != len(have) {
		return fmt.Errorf("the library has %d %ss, the model %d", len(have), what, len(want))
	}
	for i, n := range want {
		if n != len(have[i]) {
			return fmt.Errorf("%s %d has %d bytes in the library, %d in the model", what, i, len(have[i]), n)
		}
	}
	return nil
}

// received is the file that came with a message.
func received(oob []byte) (*os.File, error) {
	list, err := unix.ParseSocketControlMessage(oob)
	if err != nil || len(list) != 1 {
		return nil, errors.New("no shared memory came")
	}
	fds, err := unix.ParseUnixRights(&list[0])
	if err != nil || len(fds) != 1 {
		return nil, errors.New("no shared memory came")
	}
	return os.NewFile(uintptr(fds[0]), "shared memory"), nil
}

func (s *server) invoke() error {
	if s.in == nil && s.out == nil {
		return errors.New("no shared memory was attached")
	}
	for i, b := range s.rt.Inputs() {
		copy(b, s.in[i])
	}
	began := time.Now()
	if err := s.rt.Invoke(); err != nil {
		return err
	}
	s.took = time.Since(began)
	for i, b := range s.rt.Outputs() {
		copy(s.out[i], b)
	}
	return nil
}
