#!/usr/bin/env bash
# Counts the instructions of one inference on emulated arm64 processors, of edged and of
# TensorFlow Lite 2.19 with XNNPACK, and prints their ratio. cortex-a72 has no dot
# product, cortex-a76 has.
#   cross/count.sh MODEL.tflite ...      (or make count)
# Needs Debian's qemu-user, gcc, gcc-aarch64-linux-gnu and maven; it says what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

lib_artifact=org.bytedeco:tensorflow-lite:2.19.0-1.5.12:jar:linux-arm64
lib_sha256=c7dee4ca3a1cd663f43e2b5e088ba8add82d081e2b75477d40a8d6d71c2fa0a5
work=.cache/count

for tool in qemu-aarch64:qemu-user gcc:gcc aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu mvn:maven unzip:unzip; do
	command -v "${tool%:*}" >/dev/null || { echo "cross/count.sh: no ${tool%:*}; install ${tool#*:}" >&2; exit 1; }
done
if [ $# = 0 ]; then
	data=${EDGED_DATA:-../shared/data}
	set -- "$data"/vision/{tf2_mobilenet_v2_1.0_224_ptq,mobilenet_v2_1.0_224_quant,pretrainedResnet_quant,vww_96_int8}.tflite \
		"$data"/audio/{kws_ref_model,ad01_int8}.tflite
fi

mkdir -p $work
lib=$work/lib/org/bytedeco/tensorflowlite/linux-arm64/libjnitensorflowlite.so
if [ ! -e $lib ]; then
	mvn -q -B dependency:copy -Dartifact=$lib_artifact -DoutputDirectory=$work -Dmdep.stripVersion=true >&2
	echo "$lib_sha256  $work/tensorflow-lite-linux-arm64.jar" | sha256sum --check --quiet
	unzip -q -o $work/tensorflow-lite-linux-arm64.jar -d $work/lib
fi
gcc -O2 -shared -fPIC -o $work/count.so cross/count/count.c
aarch64-linux-gnu-gcc -O1 -w -o $work/tflite cross/count/tflite.c -ldl
CGO_ENABLED=0 GOARCH=arm64 go build -trimpath -o $work/edged ./cmd/edged

# instructions CPU COMMAND... prints what the command executes.
instructions() {
	local cpu=$1
	shift
	qemu-aarch64 -L /usr/aarch64-linux-gnu -cpu "$cpu" -plugin ./$work/count.so "$@" 2>&1 >/dev/null |
		awk '/^instructions / {print $2; found = 1} END {exit !found}'
}

# one CPU RUNS MORE COMMAND... prints the millions of instructions of one inference: what
# MORE runs take above RUNS, which cancels loading.
one() {
	local cpu=$1 few=$2 many=$3
	shift 3
	local a b
	a=$(instructions "$cpu" "$@" "$few")
	b=$(instructions "$cpu" "$@" "$many")
	awk -v a="$a" -v b="$b" -v n=$((many - few)) 'BEGIN {printf "%.3f\n", (b - a) / n / 1e6}'
}

printf '%-44s %-11s %12s %12s %7s\n' MODEL PROCESSOR EDGED TFLITE RATIO
for model in "$@"; do
	# What a runtime does beside is some thousand instructions, more or less each time: small
	# models run often.
	more=4
	if [ "$(stat -c %s "$model")" -lt 1000000 ]; then more=400; fi
	for cpu in cortex-a72 cortex-a76; do
		# edged bench times its operators in up to ten runs more, so both numbers are above.
		own=$(one $cpu 10 $((10 + more)) $work/edged bench "$model" --engine reference --runs)
		theirs=$(one $cpu 1 $((1 + more)) $work/tflite $lib "$model")
		awk -v m="$(basename "$model")" -v c=$cpu -v a="$own" -v b="$theirs" \
			'BEGIN {printf "%-44s %-11s %10.3f M %10.3f M %7.2f\n", m, c, a, b, a / b}'
	done
done
