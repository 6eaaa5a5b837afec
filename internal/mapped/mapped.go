// Package mapped shows files as memory without reading them first.
package mapped

import "os"

// File is a file as memory. The mapping lasts as long as the program: it is for programs
// that look at one file and end. Whoever shortens the file meanwhile ends the program; a
// program that must go on reads files instead.
type File struct{ Bytes []byte }

// Open maps a regular file for reading.
func Open(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return File{}, err
	}
	b, err := open(f, int(info.Size()))
	return File{b}, err
}
