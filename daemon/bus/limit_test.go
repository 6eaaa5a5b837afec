package bus

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
	"testing/iotest"

	"github.com/eclipse/paho.mqtt.golang/packets"
)

// wire is a connection that only reads.
type wire struct {
	net.Conn
	io.Reader
}

func (w wire) Read(p []byte) (int, error) { return w.Reader.Read(p) }

const marker = "0123456789abcdef"

func packet(topic string, qos byte, size int) *packets.PublishPacket {
	p := packets.NewControlPacket(packets.Publish).(*packets.PublishPacket)
	p.TopicName, p.Qos, p.MessageID, p.Payload = topic, qos, 77, bytes.Repeat([]byte("x"), size)
	return p
}

func TestLimitConn(t *testing.T) {
	var b bytes.Buffer
	sizes := []int{0, 10, 100, 101, 127, 128, 20_000, 99, 3_000_000, 5}
	for i, size := range sizes {
		if err := packet("some/topic", byte(i%2), size).Write(&b); err != nil {
			t.Fatal(err)
		}
		if err := packets.NewControlPacket(packets.Pingresp).Write(&b); err != nil {
			t.Fatal(err)
		}
	}
	for name, r := range map[string]io.Reader{"whole": bytes.NewReader(b.Bytes()), "bytes": iotest.OneByteReader(bytes.NewReader(b.Bytes()))} {
		c := newLimitConn(wire{Reader: r}, 100, []byte(marker))
		for i, size := range sizes {
			got, err := packets.ReadPacket(c)
			if err != nil {
				t.Fatalf("%s %d: %v", name, size, err)
			}
			p := got.(*packets.PublishPacket)
			want := packet("some/topic", byte(i%2), size).Payload
			if size > 100 {
				want = binary.LittleEndian.AppendUint32([]byte(marker), uint32(size))
			}
			if p.TopicName != "some/topic" || p.Qos != byte(i%2) || p.Qos == 1 && p.MessageID != 77 || !bytes.Equal(p.Payload, want) {
				t.Errorf("%s %d: %v %d bytes", name, size, p, len(p.Payload))
			}
			if got, err := packets.ReadPacket(c); err != nil {
				t.Errorf("%s %d: %v %v", name, size, got, err)
			}
		}
		if _, err := packets.ReadPacket(c); !errors.Is(err, io.EOF) {
			t.Error(name, err)
		}
	}
}

// FuzzLimitConn holds that packets within the limit pass unchanged and that no input
// makes it panic or give out more than it should.
func FuzzLimitConn(f *testing.F) {
	for _, size := range []int{0, 10, 200} {
		var b bytes.Buffer
		_ = packet("t", 1, size).Write(&b)
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()/2])
	}
	f.Add([]byte{0x30, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Add([]byte{0x30, 0xff, 0x7f, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := io.ReadAll(newLimitConn(wire{Reader: bytes.NewReader(data)}, 1<<28, []byte(marker)))
		if err == nil && !bytes.HasPrefix(data, out) {
			t.Errorf("%d bytes of %d are not those that came", len(out), len(data))
		}
		if out, _ = io.ReadAll(newLimitConn(wire{Reader: bytes.NewReader(data)}, 100, []byte(marker))); len(out) > len(data)+len(data)/50*(len(marker)+8) {
			t.Errorf("%d bytes of %d", len(out), len(data))
		}
	})
}
