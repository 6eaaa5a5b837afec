package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"edged/internal/testkit"
)

// verifyFolders of the shared data hold models; ops are of one operator or a few.
var verifyFolders = []string{"vision", "audio", "text", "converted", "ops"}

// realMedia are given to the models of a folder beside drawn inputs.
var realMedia = map[string][]string{
	"vision": {"bird_segmentation.bmp", "burger.jpg", "cat.bmp", "cats_and_dogs.jpg", "face.jpg", "grace_hopper.bmp", "multi_objects.jpg", "parrot.jpg", "person.bmp"},
}

// verdict is what is read of edged verify --json.
type verdict struct {
	Task    string
	Inputs  int
	Passed  bool
	Failed  string
	Figures struct {
		LSB       *float64
		Relative  float64
		SQNR      *float64 `json:"sqnr_db"`
		Agreement float64
		Differ    int
	}
}

// benchVerify asks edged verify how far native engines lie from the reference with each of
// its kernel sets, on drawn inputs and on pictures.
func benchVerify(ctx context.Context, o *options) error {
	fmt.Fprintf(o.out, "native engines beside the reference: worst of %d drawn inputs, and of pictures (+)\n", o.inputs)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "MODEL\tTASK\tENGINE\tKERNELS\tLSB\tRELATIVE\tSQNR dB\tAGREEMENT\tTOLERANCE")
	for _, m := range verifyModels(o) {
		for _, engine := range []string{"xnnpack", "tflite"} {
			for _, kernels := range []string{"xnnpack", "ref"} {
				name, err := filepath.Rel(o.data, m.path)
				if err != nil || strings.HasPrefix(name, "..") {
					name = "zoo/" + filepath.Base(m.path)
				}
				args := []string{"verify", m.path, "--json", "--no-operators", "--engine", engine, "--kernels", kernels}
				row := fmt.Sprintf("%s\t%%s\t%s\t%s\t", name, engine, kernels)
				verifyRow(ctx, o, w, row, append(args, "--drawn", fmt.Sprint(o.inputs)))
				if len(m.media) > 0 {
					verifyRow(ctx, o, w, strings.Replace(row, "\t", " +\t", 1), append(args, m.media...))
				}
			}
		}
	}
	fmt.Fprintln(w)
	return errors.Join(w.Flush(), ctx.Err())
}

// verified is a model with real media to give it.
type verified struct {
	path  string
	media []string
}

// verifyModels are the shipped models and those of the data whose path fits -models.
func verifyModels(o *options) (list []verified) {
	zoo := filepath.Join(testkit.Root(), "models", "zoo")
	shipped, _ := filepath.Glob(filepath.Join(zoo, "*", "*.tflite"))
	for _, path := range shipped {
		samples, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "samples", "*"))
		list = append(list, verified{path, samples})
	}
	for _, folder := range verifyFolders {
		var media []string
		for _, name := range realMedia[folder] {
			media = append(media, filepath.Join(o.data, folder, name))
		}
		found, _ := filepath.Glob(filepath.Join(o.data, folder, "*.tflite"))
		bins, _ := filepath.Glob(filepath.Join(o.data, folder, "*.bin"))
		for _, path := range append(found, bins...) {
			if folder == "ops" || filepath.Ext(path) == ".tflite" {
				list = append(list, verified{path, media})
			}
		}
	}
	fits := list[:0]
	for _, m := range list {
		if strings.Contains(m.path, o.models) {
			fits = append(fits, m)
		}
	}
	return fits
}

// verifyRow writes a line about one comparison; row takes the task.
func verifyRow(ctx context.Context, o *options, w *tabwriter.Writer, row string, args []string) {
	cmd := exec.CommandContext(ctx, o.edged, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	runErr := cmd.Run() // 1 where an answer is outside the tolerance
	var v verdict
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		text := strings.TrimSpace(said.String())
		if text == "" && runErr != nil {
			text = runErr.Error()
		}
		if strings.Contains(row, " +\t") && strings.Contains(text, "the model takes tensors") {
			return // pictures are not for this model
		}
		fmt.Fprintf(w, row+"\t\t\t\t%.120s\n", "-", text)
		return
	}
	outside := "within"
	if !v.Passed {
		outside = "outside"
	}
	f := v.Figures
	if f.Differ == 0 {
		fmt.Fprintf(w, row+"equal\t\t\t\t%s\n", v.Task, outside)
		return
	}
	fmt.Fprintf(w, row+"%s\t%.2g\t%s\t%.4g\t%s\n", v.Task, number(f.LSB), f.Relative, number(f.SQNR), f.Agreement, outside)
}

func number(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%.4g", *v)
}
