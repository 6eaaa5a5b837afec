package task_test

import (
	"testing"

	"edged/models/graph"
	"edged/models/task"
	"edged/models/tflite"
)

func TestGuessRealModels(t *testing.T) {
	for path, want := range map[string]task.Kind{
		"vision/deeplabv3.tflite":                                   task.Segment,
		"vision/deeplabv3_mnv2_dm05_pascal_quant.tflite":            task.Segment,
		"vision/detect.tflite":                                      task.Detect,
		"vision/face_detection_front.tflite":                        task.Raw, // boxes of its own kind
		"vision/mnist_trained_lstm.tflite":                          task.Classify,
		"vision/mnist_trained_lstm_int8.tflite":                     task.Classify,
		"vision/mobilenet_v1_0.25_224_1_default_1.tflite":           task.Classify,
		"vision/mobilenet_v1_0.25_224_quant.tflite":                 task.Classify,
		"vision/mobilenet_v2_1.0_224_quant.tflite":                  task.Classify,
		"vision/movenet_single_pose_lightning_ptq.tflite":           task.Raw,
		"vision/person_detect.tflite":                               task.Classify,
		"vision/pretrainedResnet_quant.tflite":                      task.Classify,
		"vision/vww_96_float.tflite":                                task.Classify,
		"text/test_model_nl_classifier_with_regex_tokenizer.tflite": task.TextClass,
		"text/text_classification.tflite":                           task.Raw, // until a vocabulary is configured
		"audio/kws_ref_model.tflite":                                task.Raw,
		"audio/ad01_int8.tflite":                                    task.Raw,
		"audio/micro_speech_quantized.tflite":                       task.Raw,
		"audio/yamnet_audio_classifier_with_metadata.tflite":        task.Raw,
		"converted/resnet18_q_int8.tflite":                          task.Classify,
		"converted/tf_unet_int16x8.tflite":                          task.Segment,
		"converted/yolo_tiny_int8.tflite":                           task.Raw,
		"converted/bert_tiny_f32.tflite":                            task.Raw,
	} {
		_, g := model(t, path)
		info, err := tflite.Info(g)
		if err != nil {
			t.Fatal(err)
		}
		if got := task.Guess(g, info); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestGuessOdd(t *testing.T) {
	if got := task.Guess(&graph.Graph{}, nil); got != task.Raw {
		t.Error("no subgraph:", got)
	}
	b, _ := bundle(nil, nil)
	if got := task.Guess(b.Graph, nil); got != task.Raw {
		t.Error("no inputs:", got)
	}
	b, _ = bundle([]graph.Tensor{tensor("x", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{tensor("y", graph.Float32, 2, 7, 7)})
	if got := task.Guess(b.Graph, nil); got != task.Raw {
		t.Error("a picture in, no answer out:", got)
	}
}
