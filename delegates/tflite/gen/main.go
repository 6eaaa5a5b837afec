// Command gen makes what lets edged-worker start without a TensorFlow Lite library, from the
// list of C functions in functions.txt: the headers that go-tflite includes, and trampolines
// that jump to the library once it is opened.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const header = "/* Made by gen from functions.txt: change that, and run go generate. */\n"

// function is one line of the list.
type function struct {
	section string
	result  string // its type, with the * of a pointer
	name    string
	params  string
	args    string // names of the parameters
}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run reads functions.txt of a directory and writes the C files below it.
func run(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "functions.txt"))
	if err != nil {
		return err
	}
	list, err := parse(string(text))
	if err != nil {
		return err
	}
	for name, content := range files(list) {
		if err := os.WriteFile(filepath.Join(dir, "c", name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files are the contents of what is made, by path below c/.
func files(list []function) map[string][]byte {
	return map[string][]byte{
		"tensorflow/lite/c/c_api.h":              declarations(list),
		"tensorflow/lite/c/c_api_experimental.h": []byte(header + "#include <tensorflow/lite/c/c_api.h>\n"),
		"trampolines.c":                          trampolines(list),
	}
}

func parse(text string) ([]function, error) {
	var list []function
	section := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			section = strings.Trim(line, "[]")
			continue
		}
		f, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("functions.txt:%d: %w", i+1, err)
		}
		f.section = section
		list = append(list, f)
	}
	return list, nil
}

func parseLine(line string) (f function, err error) {
	before, params, ok := strings.Cut(strings.TrimSuffix(line, ")"), "(")
	at := strings.LastIndexAny(before, " *") + 1
	if !ok || at == 0 || !strings.HasSuffix(line, ")") {
		return f, fmt.Errorf("%q is no declaration of a function", line)
	}
	f = function{result: strings.TrimSpace(before[:at]), name: before[at:], params: params}
	if params == "void" {
		return f, nil
	}
	var names []string
	for p := range strings.SplitSeq(params, ",") {
		names = append(names, p[strings.LastIndexAny(p, " *")+1:])
	}
	f.args = strings.Join(names, ", ")
	return f, nil
}

func declarations(list []function) []byte {
	var b bytes.Buffer
	b.WriteString(header)
	b.WriteString("#ifndef EDGED_TFLITE_C_API_H\n#define EDGED_TFLITE_C_API_H\n\n#include <tensorflow/lite/c/common.h>\n\n")
	for _, f := range list {
		fmt.Fprintf(&b, "%s %s(%s);\n", f.result, f.name, f.params)
	}
	b.WriteString("\n#endif\n")
	return b.Bytes()
}

// trampolines are hidden: a library that is opened later must not find them when it binds
// its own calls. The table of names is what the opener looks up.
func trampolines(list []function) []byte {
	var b bytes.Buffer
	b.WriteString(header)
	b.WriteString("#include \"trampolines.h\"\n\n#include <tensorflow/lite/c/c_api.h>\n\n#pragma GCC visibility push(hidden)\n\n")
	fmt.Fprintf(&b, "void *edged_tflite_address[%d];\n\nconst struct edged_tflite_function edged_tflite_functions[] = {\n", len(list))
	for _, f := range list {
		fmt.Fprintf(&b, "\t{%q, %q},\n", f.name, f.section)
	}
	fmt.Fprintf(&b, "};\n\nconst int edged_tflite_count = %d;\n", len(list))
	for i, f := range list {
		back := "return "
		if f.result == "void" {
			back = ""
		}
		fmt.Fprintf(&b, "\n%s %s(%s)\n{\n\t%s((__typeof__(&%s))edged_tflite_address[%d])(%s);\n}\n",
			f.result, f.name, f.params, back, f.name, i, f.args)
	}
	b.WriteString("\n#pragma GCC visibility pop\n")
	return b.Bytes()
}
