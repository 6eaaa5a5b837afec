// Package rules holds the tests of how the repository is built: which package may import
// which, and that every package and exported name is documented.
package rules

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"edged/internal/testkit"
)

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath string
	Name       string
	Doc        string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
}

// layers go from the bottom up: a package may import its own layer and those below.
// delegates stands beside models, but models never import it.
var layers = []struct {
	prefix string
	level  int
}{
	{"edged/internal/judge", 99}, // for tests only: no shipped package may import it
	{"edged/internal/testkit", 99},
	{"edged/daemon/bus/bustest", 99},
	{"edged/delegates/enginetest", 99},
	{"edged/delegates/worker/workertest", 99},
	{"edged/internal", 1},
	{"edged/models/graph", 0},
	{"edged/models/flexbuf", 0}, // attributes of custom operators, which shapes depend on
	{"edged/models", 2},
	{"edged/delegates", 3},
	{"edged/quant", 4},
	{"edged/explain", 4},
	{"edged/sensors", 4},
	{"edged/daemon", 5},
	{"edged/cmd", 6},
	{"edged/bench", 99}, // ships nothing
	{"edged/cross", 7},
}

func level(path string) int {
	for _, l := range layers {
		if path == l.prefix || strings.HasPrefix(path, l.prefix+"/") {
			return l.level
		}
	}
	return -1
}

func list(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-tags", "native", "-json=ImportPath,Name,Doc,Dir,GoFiles,CgoFiles,Imports", "./...")
	cmd.Dir = testkit.Root()
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=1") // what is built with it counts, too
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func TestImportsGoDown(t *testing.T) {
	for _, p := range list(t) {
		own := level(p.ImportPath)
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, "edged/") {
				continue
			}
			if l := level(imp); l > own {
				t.Errorf("%s (layer %d) imports %s (layer %d)", p.ImportPath, own, imp, l)
			}
		}
	}
}

// forbidden are imports that one package may not have although its layer could.
var forbidden = []struct{ from, to, why string }{
	{"edged/models/task", "edged/delegates", "a task runs any Invoker and knows no engine"},
	{"edged/daemon", "edged/delegates/all", "only cmd knows the table of engines"},
	{"edged/daemon", "edged/delegates/reference", "the daemon runs the engines it is given"},
	{"edged/delegates/reference", "edged/models/tflite", "an engine sees graphs, not files"},
}

func TestForbiddenImports(t *testing.T) {
	for _, p := range list(t) {
		for _, f := range forbidden {
			if !under(p.ImportPath, f.from) {
				continue
			}
			for _, imp := range p.Imports {
				if under(imp, f.to) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imp, f.why)
				}
			}
		}
		if len(p.CgoFiles) > 0 && !under(p.ImportPath, "edged/delegates/tflite") && !under(p.ImportPath, "edged/delegates/litert") {
			t.Errorf("%s uses cgo", p.ImportPath)
		}
		if p.Name == "util" || p.Name == "utils" || p.Name == "common" {
			t.Errorf("%s: the name %s says nothing", p.ImportPath, p.Name)
		}
	}
}

func under(path, prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") }

// TestDocumented wants a comment on every package and on every exported function, type,
// method, constant group and variable group, and no init function.
func TestDocumented(t *testing.T) {
	for _, p := range list(t) {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("package %s has no comment", p.ImportPath)
		}
		for _, name := range p.GoFiles {
			path := filepath.Join(p.Dir, name)
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				for _, missing := range undocumented(d) {
					t.Errorf("%s/%s: %s", p.ImportPath, name, missing)
				}
			}
		}
	}
}

// undocumented returns what is wrong with a declaration.
func undocumented(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.Name == "init" && d.Recv == nil {
			return []string{"has an init function"}
		}
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			return []string{d.Name.Name + " has no comment"}
		}
	case *ast.GenDecl:
		return undocumentedSpecs(d)
	}
	return nil
}

func undocumentedSpecs(d *ast.GenDecl) (out []string) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				out = append(out, s.Name.Name+" has no comment")
			}
		case *ast.ValueSpec:
			if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
				out = append(out, s.Names[0].Name+" has no comment")
			}
		}
	}
	return out
}

// exportedReceiver reports whether a function is a method of an exported type, or no method.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	e := d.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}
