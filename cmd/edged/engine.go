package main

import (
	"edged/delegates"
	"edged/delegates/all"
)

// nativeFlags say where native engines find what they run.
type nativeFlags struct {
	Worker  string `type:"path" env:"EDGED_WORKER" help:"edged-worker, which runs native engines. Default: beside this program, then in PATH."`
	Library string `env:"EDGED_LIBRARY" help:"TensorFlow Lite library of native engines, a path or a name. Default: the usual ones."`
	NNAPI   string `name:"nnapi-library" env:"EDGED_NNAPI" help:"Library of the engine nnapi, a path or a name. Default: libneuralnetworks.so."`
	EdgeTPU string `name:"edgetpu-library" env:"EDGED_EDGETPU" help:"Library of the engine edgetpu, a path or a name. Default: libedgetpu.so.1."`
	LiteRT  string `name:"litert" env:"EDGED_LITERT" help:"LiteRT library of the engine gpu, a path or a name; its accelerator lies beside it. Default: libLiteRt.so."`
	GPU     string `name:"gpu-delegate" env:"EDGED_GPU_DELEGATE" help:"TensorFlow Lite's GPU delegate (libtensorflowlite_gpu_delegate.so), which the engine gpu takes instead of LiteRT."`
}

func (f nativeFlags) native() all.Native {
	return all.Native{Worker: f.Worker, Library: f.Library, NNAPI: f.NNAPI, EdgeTPU: f.EdgeTPU, LiteRT: f.LiteRT, GPUDelegate: f.GPU}
}

// engineFlags choose the engine of a command.
type engineFlags struct {
	Engine       string            `default:"auto" help:"Engine to run on: reference, edgetpu, gpu, nnapi, xnnpack, tflite or external:PATH."`
	EngineOption map[string]string `placeholder:"KEY=VALUE" help:"An option of an external delegate, or of edgetpu: device=usb:0. May be repeated."`
	Kernels      string            `default:"" enum:",ref,xnnpack" help:"TFLite kernel set that the reference engine equals: ref or xnnpack. Default: what the model's YAML says, else ref."`
	Threads      int               `default:"1" help:"Cores to use."`
	nativeFlags  `embed:""`
}

// engine returns the engine a command runs on.
func (f engineFlags) engine() ([]delegates.Engine, error) {
	e, err := all.Named(f.Engine, f.native(), f.EngineOption)
	if err != nil {
		return nil, usageError{err}
	}
	return []delegates.Engine{e}, nil
}

// options are the ones of loading.
func (f engineFlags) options() delegates.Options {
	return delegates.Options{Threads: f.Threads, Kernels: f.Kernels}
}
