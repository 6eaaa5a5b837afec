package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"edged/internal/testkit"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"edged": main,
	})
}

// TestScripts runs the command line as a user does; each file of testdata/script is one
// story. $DATA is the shared data folder; stories that need it lie in testdata/data.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script")})
}

func TestDataScripts(t *testing.T) {
	data := testkit.Data(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "data"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("DATA", data)
			return os.MkdirAll(filepath.Join(env.WorkDir, "out"), 0o755)
		},
	})
}
