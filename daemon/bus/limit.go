package bus

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"net"
)

const (
	publishPacket   = 3
	maxLengthDigits = 4
	readBuffer      = 16 << 10
)

// limitConn reads a broker's packets and leaves out payloads above max: such a PUBLISH
// arrives with the marker and the payload's length (u32, little-endian) in its place. The
// packet is acknowledged and answered like any other, and never held in memory.
// (Packets: MQTT 3.1.1, sections 2.2 and 3.3.)
type limitConn struct {
	net.Conn
	r      *bufio.Reader // of Conn: the library asks for single bytes
	max    int
	marker []byte

	head []byte // bytes to give out before anything else
	pass int    // bytes of the packet that follow unchanged
}

func newLimitConn(c net.Conn, max int, marker []byte) *limitConn {
	return &limitConn{Conn: c, r: bufio.NewReaderSize(c, readBuffer), max: max, marker: marker}
}

// Read gives out the bytes of whole packets, never more than one packet's at a time.
func (l *limitConn) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(l.head) == 0 && l.pass == 0 {
		if err := l.next(); err != nil {
			return 0, err
		}
	}
	if len(l.head) > 0 {
		n := copy(p, l.head)
		l.head = l.head[n:]
		return n, nil
	}
	n, err := l.r.Read(p[:min(len(p), l.pass)])
	l.pass -= n
	return n, err
}

// next reads a packet's fixed header, and of a large PUBLISH the topic too.
func (l *limitConn) next() error {
	head := make([]byte, 1, 1+maxLengthDigits)
	if _, err := io.ReadFull(l.r, head); err != nil {
		return err
	}
	length := 0
	for shift := 0; ; shift += 7 {
		if shift == 7*maxLengthDigits {
			return errors.New("mqtt: malformed packet from the broker: its length has too many digits")
		}
		i := len(head)
		head = head[:i+1]
		if _, err := io.ReadFull(l.r, head[i:]); err != nil {
			return err
		}
		length |= int(head[i]&0x7f) << shift
		if head[i]&0x80 == 0 {
			break
		}
	}
	l.head, l.pass = head, length
	if head[0]>>4 == publishPacket && length > l.max {
		return l.large(head[0], length)
	}
	return nil
}

// large reads the topic of a PUBLISH that may be too large, and decides.
func (l *limitConn) large(flags byte, length int) error {
	var size [2]byte
	if _, err := io.ReadFull(l.r, size[:]); err != nil {
		return err
	}
	rest := int(binary.BigEndian.Uint16(size[:]))
	if flags&0x06 != 0 {
		rest += 2 // the packet identifier
	}
	payload := length - len(size) - rest
	if payload < 0 {
		return errors.New("mqtt: malformed packet from the broker: its topic is longer than itself")
	}
	if payload <= l.max {
		l.head = append(l.head, size[:]...)
		l.pass = length - len(size)
		return nil
	}
	return l.leaveOut(flags, size[:], rest, payload)
}

// leaveOut replaces the payload by the marker and its length.
func (l *limitConn) leaveOut(flags byte, size []byte, rest, payload int) error {
	body := append(make([]byte, 0, len(size)+rest+len(l.marker)+4), size...)
	body = body[:len(size)+rest]
	if _, err := io.ReadFull(l.r, body[len(size):]); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, l.r, int64(payload)); err != nil {
		return err
	}
	body = append(body, l.marker...)
	body = binary.LittleEndian.AppendUint32(body, uint32(payload))
	l.head = appendLength([]byte{flags}, len(body))
	l.head = append(l.head, body...)
	l.pass = 0
	return nil
}

// appendLength appends a packet's remaining length.
func appendLength(b []byte, n int) []byte {
	for ; n >= 0x80; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	return append(b, byte(n))
}
