package task

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ParseLabels reads a labels file: a label a line, in the order of the classes. Blank
// lines at the end do not count.
func ParseLabels(b []byte) ([]string, error) {
	if !utf8.Valid(b) {
		return nil, errors.New("labels: the file is not UTF-8 text")
	}
	s := strings.TrimRight(strings.TrimPrefix(string(b), "\ufeff"), "\r\n\t ")
	if s == "" {
		return nil, errors.New("labels: the file is empty")
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return lines, nil
}

// checkLabels refuses labels that are not one a class: a list that is off by one names
// everything wrongly. No labels at all are fine.
func checkLabels(labels []string, classes int) error {
	switch n := len(labels); {
	case n == 0 || n == classes:
		return nil
	case n == classes-1:
		return fmt.Errorf("labels: %d for %d classes; one is missing, often the first (background)", n, classes)
	case n == classes+1:
		return fmt.Errorf("labels: %d for %d classes; one is too many, often the first (background, ???)", n, classes)
	default:
		return fmt.Errorf("labels: %d for %d classes", n, classes)
	}
}

// label returns the label of a class, empty where there is none.
func label(labels []string, i int) string {
	if i < 0 || i >= len(labels) {
		return ""
	}
	return labels[i]
}
