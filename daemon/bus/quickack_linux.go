package bus

import (
	"net"
	"syscall"
)

// tcpQuickAck is TCP_QUICKACK of tcp(7).
const tcpQuickAck = 12

// quickConn acknowledges what it reads at once. Brokers that leave Nagle's algorithm on
// hold back the rest of a reply until the first part is acknowledged; a delayed
// acknowledgement makes that 40 ms. The kernel forgets the option, so it is set again
// after each read.
type quickConn struct {
	net.Conn
	raw syscall.RawConn
}

// quick wraps a TCP connection; another kind is returned as it is.
func quick(c net.Conn) net.Conn {
	t, ok := c.(*net.TCPConn)
	if !ok {
		return c
	}
	_ = t.SetNoDelay(true)
	raw, err := t.SyscallConn()
	if err != nil {
		return c
	}
	q := &quickConn{Conn: c, raw: raw}
	q.arm()
	return q
}

// Read reads and acknowledges.
func (q *quickConn) Read(p []byte) (int, error) {
	n, err := q.Conn.Read(p)
	q.arm()
	return n, err
}

// arm sets the option; without it all works, only later.
func (q *quickConn) arm() {
	_ = q.raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpQuickAck, 1)
	})
}
