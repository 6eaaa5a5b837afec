// Command gen makes what lets edged-worker start without a native library, from the list of C
// functions in functions.txt of the directory it runs in: declarations, which for TensorFlow
// Lite are the headers that go-tflite includes, and trampolines that jump to the library once it
// is opened. Its argument is the library: tflite or litert.
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

// target is a library, and where its files lie below its package.
type target struct {
	prefix       string // of the names in C
	declarations string // the header with the functions
	types        string // what that includes
	include      string // how the trampolines include it
	dir          string // of the trampolines
	table        string // the header with their addresses
	tag          string // what a C file in a Go package begins with
	more         map[string]string
}

var targets = map[string]target{
	"tflite": {
		prefix: "tflite", declarations: "c/tensorflow/lite/c/c_api.h",
		types: "<tensorflow/lite/c/common.h>", include: "<tensorflow/lite/c/c_api.h>", dir: "c/", table: "trampolines.h",
		more: map[string]string{"c/tensorflow/lite/c/c_api_experimental.h": header + "#include <tensorflow/lite/c/c_api.h>\n"},
	},
	"litert": {
		prefix: "litert", declarations: "functions.h",
		types: "\"types.h\"", include: "\"functions.h\"", table: "table.h", tag: "//go:build native\n\n",
	},
}

func main() {
	if len(os.Args) != 2 || targets[os.Args[1]].prefix == "" {
		fmt.Fprintln(os.Stderr, "gen: the argument is tflite or litert")
		os.Exit(2)
	}
	if err := run(".", targets[os.Args[1]]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run reads functions.txt of a directory and writes the C files below it.
func run(dir string, t target) error {
	text, err := os.ReadFile(filepath.Join(dir, "functions.txt"))
	if err != nil {
		return err
	}
	list, err := parse(string(text))
	if err != nil {
		return err
	}
	for name, content := range t.files(list) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files are the contents of what is made, by path.
func (t target) files(list []function) map[string][]byte {
	out := map[string][]byte{
		t.declarations:          t.declare(list),
		t.dir + t.table:         []byte(strings.NewReplacer("PREFIX", strings.ToUpper(t.prefix), "prefix", t.prefix).Replace(table)),
		t.dir + "trampolines.c": t.trampolines(list),
	}
	for name, text := range t.more {
		out[name] = []byte(text)
	}
	return out
}

// table declares what the trampolines jump through.
const table = header + `/* Addresses of the library's functions, and their names. */
#ifndef EDGED_PREFIX_TRAMPOLINES_H
#define EDGED_PREFIX_TRAMPOLINES_H

struct edged_prefix_function {
	const char *name;
	const char *section; /* base, or the feature that needs it */
};

#pragma GCC visibility push(hidden)

extern void *edged_prefix_address[]; /* NULL until the library is open, or where it lacks it */
extern const struct edged_prefix_function edged_prefix_functions[];
extern const int edged_prefix_count;

#pragma GCC visibility pop

#endif
`

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

func (t target) declare(list []function) []byte {
	var b bytes.Buffer
	guard := "EDGED_" + strings.ToUpper(t.prefix) + "_FUNCTIONS_H"
	fmt.Fprintf(&b, "%s#ifndef %s\n#define %s\n\n#include %s\n\n", header, guard, guard, t.types)
	for _, f := range list {
		fmt.Fprintf(&b, "%s %s(%s);\n", f.result, f.name, f.params)
	}
	b.WriteString("\n#endif\n")
	return b.Bytes()
}

// trampolines are hidden: a library that is opened later must not find them when it binds
// its own calls. The table of names is what the opener looks up.
func (t target) trampolines(list []function) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%s#include %q\n\n#include %s\n\n#pragma GCC visibility push(hidden)\n\n", t.tag, header, t.table, t.include)
	fmt.Fprintf(&b, "void *edged_%s_address[%d];\n\nconst struct edged_%s_function edged_%s_functions[] = {\n", t.prefix, len(list), t.prefix, t.prefix)
	for _, f := range list {
		fmt.Fprintf(&b, "\t{%q, %q},\n", f.name, f.section)
	}
	fmt.Fprintf(&b, "};\n\nconst int edged_%s_count = %d;\n", t.prefix, len(list))
	for i, f := range list {
		back := "return "
		if f.result == "void" {
			back = ""
		}
		fmt.Fprintf(&b, "\n%s %s(%s)\n{\n\t%s((__typeof__(&%s))edged_%s_address[%d])(%s);\n}\n",
			f.result, f.name, f.params, back, f.name, t.prefix, i, f.args)
	}
	b.WriteString("\n#pragma GCC visibility pop\n")
	return b.Bytes()
}
