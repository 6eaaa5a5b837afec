#!/usr/bin/env bash
# Counts the instructions of one inference on emulated arm64 processors, of edged and of
# TensorFlow Lite 2.19 with XNNPACK, and prints their ratio. cortex-a72 has no dot
# product, cortex-a76 has.
#   cross/count.sh [MODEL.tflite ...]    (or make count) the models of bench/, if none are named
#   cross/count.sh check                 what needs neither the library nor a cross compiler:
#                                        that counting works, on a small model
# Needs Debian's qemu-user, gcc, gcc-aarch64-linux-gnu and maven; it says what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

work=.cache/count

# need COMMAND:PACKAGE...
need() {
	local tool
	for tool; do
		command -v "${tool%:*}" >/dev/null || { echo "cross/count.sh: no ${tool%:*}; install ${tool#*:}" >&2; exit 1; }
	done
}

# plugin builds the counter and edged.
plugin() {
	need qemu-aarch64:qemu-user gcc:gcc
	mkdir -p $work
	gcc -O2 -shared -fPIC -o $work/count.so cross/count/count.c
	CGO_ENABLED=0 GOARCH=arm64 go build -trimpath -o $work/edged ./cmd/edged
}

# library builds what runs a model on TensorFlow Lite, and fetches that.
library() {
	need aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu
	lib=$(cross/runtime.sh arm64)
	aarch64-linux-gnu-gcc -O1 -w -o $work/tflite cross/count/tflite.c -ldl
}

# instructions CPU COMMAND... prints what the command executes.
instructions() {
	local cpu=$1
	shift
	qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu "$cpu" -plugin ./$work/count.so "$@" 2>&1 >/dev/null |
		awk '/^instructions / {print $2; found = 1} END {exit !found}'
}

# one CPU FEW MANY N COMMAND... prints the millions of instructions of one inference: what
# MANY runs take above FEW, N inferences, which cancels loading.
one() {
	local cpu=$1 few=$2 many=$3 n=$4 a b
	shift 4
	a=$(instructions "$cpu" "$@" "$few") || return 1
	b=$(instructions "$cpu" "$@" "$many") || return 1
	awk -v a="$a" -v b="$b" -v n="$n" 'BEGIN {printf "%.3f\n", (b - a) / n / 1e6}'
}

# own CPU MODEL is one of edged; of_tflite of TensorFlow Lite. What a runtime does beside is
# some thousand instructions, more or less each time: small models run often. edged bench
# times the operators in up to ten runs more.
own() {
	local bench=($work/edged bench "$2" --engine reference --runs)
	if small "$2"; then one "$1" 10 210 200 "${bench[@]}"; else one "$1" 1 2 2 "${bench[@]}"; fi
}

of_tflite() {
	if small "$2"; then one "$1" 1 201 200 $work/tflite $lib "$2"; else one "$1" 1 2 1 $work/tflite $lib "$2"; fi
}

small() { [ "$(stat -c %s "$1")" -lt 700000 ]; }


if [ "${1:-}" = check ]; then
	plugin
	gcc -O1 -w -o $work/tflite-here cross/count/tflite.c -ldl
	said=$($work/tflite-here no-such-library model 1 2>&1) && { echo "cross/count.sh: no library, no error" >&2; exit 1; }
	[[ $said == "tflite: "*no-such-library* ]] || { echo "cross/count.sh: without a library: $said" >&2; exit 1; }
	model=models/zoo/digits/digits.tflite
	a72=$(own cortex-a72 $model)
	a76=$(own cortex-a76 $model)
	echo "$(basename $model): $a72 M instructions, $a76 M with a dot product"
	# SDOT does what takes three instructions without, and no layer is free.
	awk -v a="$a72" -v b="$a76" 'BEGIN {exit !(b > 0.05 && b < a && a < 5)}' ||
		{ echo "cross/count.sh: that cannot be" >&2; exit 1; }
	exit
fi

if [ $# = 0 ]; then
	data=${EDGED_DATA:-../shared/data}
	set -- "$data"/vision/{mobilenet_v2_1.0_224_quant,tf2_mobilenet_v2_1.0_224_ptq,pretrainedResnet_quant,vww_96_int8}.tflite \
		"$data"/vision/{detect,deeplabv3_mnv2_dm05_pascal_quant,movenet_single_pose_lightning_ptq}.tflite \
		"$data"/audio/{kws_ref_model,ad01_int8,yamnet_audio_classifier_with_metadata}.tflite \
		"$data"/converted/bert_tiny_int8.tflite "$data"/text/text_classification.tflite
fi
plugin
library
printf '%-44s %-11s %12s %12s %7s\n' MODEL PROCESSOR EDGED TFLITE RATIO
for model in "$@"; do
	for cpu in cortex-a72 cortex-a76; do
		edged=$(own $cpu "$model")
		tflite=$(of_tflite $cpu "$model") || tflite= # it does not run everything
		awk -v m="$(basename "$model")" -v c=$cpu -v a="$edged" -v b="$tflite" 'BEGIN {
			printf "%-44s %-11s %10.3f M ", m, c, a
			if (b) printf "%10.3f M %7.2f\n", b, a / b
			else printf "%12s %7s\n", "fails", "-"
		}'
	done
done
