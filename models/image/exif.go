package image

import (
	"bytes"
	"encoding/binary"
)

// The EXIF reader knows one tag, the orientation, in about 60 lines that check every
// bound. Libraries for the whole standard bring dependencies and read hundreds of tags
// out of bytes nobody trusts.

// jpegHead is what is read from a JPEG's segments before its first scan.
type jpegHead struct {
	orientation int // 1 to 8
	progressive bool
	scans       int // start-of-scan markers in the whole file; entropy-coded data has none
}

// scanJPEG walks the segments up to the first scan (ITU-T T.81 annex B). What it does
// not understand ends the walk: the decoder will say what is wrong.
func scanJPEG(b []byte) jpegHead {
	h := jpegHead{orientation: 1, scans: bytes.Count(b, []byte{0xff, 0xda})}
	for at := 2; at+4 <= len(b); {
		if b[at] != 0xff {
			return h
		}
		marker := b[at+1]
		if marker == 0xff { // fill byte
			at++
			continue
		}
		size := int(binary.BigEndian.Uint16(b[at+2:]))
		if marker == 0xda || size < 2 || at+2+size > len(b) {
			return h
		}
		body := b[at+4 : at+2+size]
		switch {
		case marker == 0xc2:
			h.progressive = true
		case marker == 0xe1 && len(body) > 6 && string(body[:6]) == "Exif\x00\x00":
			h.orientation = orientation(body[6:])
		}
		at += 2 + size
	}
	return h
}

// orientationPNG returns the orientation in a PNG's eXIf chunk, 1 if there is none
// before the pixels.
func orientationPNG(b []byte) int {
	for at := 8; at+8 <= len(b); {
		size := int64(binary.BigEndian.Uint32(b[at:]))
		kind := string(b[at+4 : at+8])
		if kind == "IDAT" || size > int64(len(b)-at-8) {
			return 1
		}
		if kind == "eXIf" {
			return orientation(b[at+8 : at+8+int(size)])
		}
		at += 12 + int(size)
	}
	return 1
}

// orientation reads tag 0x0112 of the first directory of a TIFF structure (EXIF 2.32,
// section 4.6). Anything out of order is 1, upright.
func orientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(b[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	entries := int(order.Uint16(b[at:]))
	for b = b[at+2:]; entries > 0 && len(b) >= 12; entries, b = entries-1, b[12:] {
		if order.Uint16(b) != 0x0112 {
			continue
		}
		// One value of type SHORT stands in the first two bytes of the value field.
		if o := int(order.Uint16(b[8:])); order.Uint16(b[2:]) == 3 && o >= 1 && o <= 8 {
			return o
		}
		return 1
	}
	return 1
}
