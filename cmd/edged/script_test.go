package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"edged/delegates/worker/workertest"
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

// TestNativeScripts have a worker with a TensorFlow Lite library, and a delegate whose RELU
// is wrong on demand ($FAULT).
func TestNativeScripts(t *testing.T) {
	data, e := testkit.Data(t), workertest.Faulty(t, nil)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "native"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("DATA", data)
			env.Setenv("EDGED_WORKER", e.Program)
			env.Setenv("EDGED_LIBRARY", e.Libraries[0])
			env.Setenv("FAULT", e.Delegate)
			return nil
		},
	})
}
