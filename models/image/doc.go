// Package image turns picture files into what models take. It decodes JPEG, PNG, BMP and
// GIF (first frame) into upright RGB, resizes as TensorFlow does and writes the result
// straight into a model's input tensor.
//
// How a pixel v (0 to 255) becomes a value of the input:
//
//	input type      mean and std known              nothing known
//	float32         (v-mean)/std                    (v-127.5)/127.5, that is -1 to 1
//	uint8           v; a configuration's mean and   v
//	                std are obeyed as for int8
//	int8            ((v-mean)/std)/scale + zero     v-128
//	int16           the same                        as float32, then /scale + zero
//
// Without other knowledge the 256 pixel values go onto the 256 values of an 8-bit
// tensor: whether its parameters mean 0 to 1, -1 to 1 or 0 to 255, that is what
// quantizing a normalized pixel comes to. Metadata never changes a uint8 input, as in
// TFLite's task library, because it describes the float model. Models whose float input
// is not -1 to 1 and that carry no metadata need mean and std in their configuration
// (mean 0 and std 255 for 0 to 1, mean 0 and std 1 for 0 to 255).
//
// Pictures with an alpha channel lose it, uncomposed, as in TensorFlow's decode_image
// with three channels. Inputs with one channel get the luma of ITU-R BT.601.
package image
