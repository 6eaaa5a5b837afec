#!/usr/bin/env bash
# Brings a TensorFlow Lite library with XNNPACK and external delegates, version 2.19, one with
# NNAPI, version 2.9, and LiteRT 2.3 with its GPU accelerator into bin/lib/<arch>, where edged-worker looks for them:
#   cross/runtime.sh             for this machine
#   cross/runtime.sh arm64       for a board
# Needs Debian's maven, unzip and npm, and pip; it says what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

bring() { # arch classifier sha256
	local dir=bin/lib/$1 work=.cache/runtime/$1
	local lib=$dir/libtensorflowlite_c.so
	if [ ! -e "$lib" ]; then
		for tool in mvn:maven unzip:unzip; do
			command -v "${tool%:*}" >/dev/null || { echo "cross/runtime.sh: no ${tool%:*}; install ${tool#*:}" >&2; exit 1; }
		done
		mkdir -p "$dir" "$work"
		mvn -q -B dependency:copy -Dartifact="org.bytedeco:tensorflow-lite:2.19.0-1.5.12:jar:$2" -DoutputDirectory="$work" -Dmdep.stripVersion=true >&2
		echo "$3  $work/tensorflow-lite-$2.jar" | sha256sum --check --quiet
		unzip -q -o -j "$work/tensorflow-lite-$2.jar" '*/libjnitensorflowlite.so' -d "$work"
		mv "$work/libjnitensorflowlite.so" "$lib"
		rm -r "$work"
	fi
	echo "$lib"
}

litert() { # arch platform sha256
	local dir=bin/lib/$1 work=.cache/runtime/litert-$1 lib
	if [ ! -e "$dir/libLiteRtWebGpuAccelerator.so" ] || [ ! -e "$dir/libLiteRt.so" ]; then
		local pip=(python3 -m pip)
		if [ -x .venv/bin/python ]; then pip=(.venv/bin/python -m pip); fi
		"${pip[@]}" --version >/dev/null 2>&1 || { echo "cross/runtime.sh: no pip; install python3-pip" >&2; exit 1; }
		mkdir -p "$dir" "$work"
		"${pip[@]}" download -q --disable-pip-version-check --no-deps --only-binary=:all: --platform "$2" --python-version 311 --dest "$work" ai-edge-litert==2.3.0 >&2
		local wheel=$work/ai_edge_litert-2.3.0-cp311-cp311-$2.whl
		echo "$3  $wheel" | sha256sum --check --quiet
		for lib in libLiteRt.so libLiteRtWebGpuAccelerator.so; do
			unzip -q -o -j "$wheel" "ai_edge_litert/$lib" -d "$work"
			mv "$work/$lib" "$dir/$lib"
		done
		rm -r "$work"
	fi
	printf '%s\n' "$dir"/libLiteRt{,WebGpuAccelerator}.so
}

# An Apache-2.0 package, whose archive holds the libraries of all processors.
bring_nnapi() { # arch
	local lib=bin/lib/$1/libtensorflowlite_c.so.2.9 work=.cache/runtime/nnapi-$1
	local archive=$work/tfjs-tflite-node-0.0.2.tgz
	if [ ! -e "$lib" ]; then
		command -v npm >/dev/null || { echo "cross/runtime.sh: no npm; install npm" >&2; exit 1; }
		mkdir -p "$work"
		npm pack --silent --pack-destination "$work" tfjs-tflite-node@0.0.2 >/dev/null
		echo "3be1632328a76a2475e5b6833253763c802c859433becb4d879ee1860e3b5284  $archive" | sha256sum --check --quiet
		tar -xzf "$archive" -C "$work" "package/cc_deps/linux_$1/libtensorflowlite_c.so"
		mv "$work/package/cc_deps/linux_$1/libtensorflowlite_c.so" "$lib"
		rm -r "$work"
	fi
	echo "$lib"
}

if [ $# = 0 ]; then set -- "$(go env GOHOSTARCH)"; fi
for arch in "$@"; do
	case $arch in
	amd64)
		bring amd64 linux-x86_64 5c02ff25114b4f69d0b79473135f3bb731f8ff4dd5cc5e1d0595e501c867071a
		litert amd64 manylinux_2_27_x86_64 1f15078a6725d2357d9de9221664c29afa0545d807559c5f7199ce5e40b96b23 ;;
	arm64)
		bring arm64 linux-arm64 c7dee4ca3a1cd663f43e2b5e088ba8add82d081e2b75477d40a8d6d71c2fa0a5
		litert arm64 manylinux_2_27_aarch64 853fc608f96da87bd5f3458465dfb9abbf18d5ae6b94eceacead407146f175ae ;;
	*) echo "cross/runtime.sh: no library is known for $arch; name one in native.library" >&2; exit 2 ;;
	esac
	bring_nnapi "$arch"
done
