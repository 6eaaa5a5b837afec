// Package mapped shows files as memory without reading them first.
package mapped

import "os"

// Open maps a regular file for reading. The mapping lasts as long as the program: it is
// for programs that look at one file and end. Whoever shortens the file meanwhile ends the
// program; a program that must go on reads files instead.
func Open(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return nil, err
	}
	return open(f, int(info.Size()))
}
