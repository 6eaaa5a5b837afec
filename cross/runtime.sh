#!/usr/bin/env bash
# Brings a TensorFlow Lite library with XNNPACK and external delegates, version 2.19, and one
# with NNAPI, version 2.9, into bin/lib/<arch>, where edged-worker looks for them:
#   cross/runtime.sh             for this machine
#   cross/runtime.sh arm64       for a board
# Needs Debian's maven, unzip and npm; it says what is missing.
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

# An Apache-2.0 package, whose archive holds the libraries of all processors.
bring_nnapi() { # arch
	local lib=bin/lib/$1/libtensorflowlite_c.so.2.9 work=.cache/runtime/nnapi-$1
	local archive=$work/tfjs-tflite-node-0.0.2.tgz
	if [ ! -e "$lib" ]; then
		command -v npm >/dev/null || { echo "cross/runtime.sh: no npm; install npm" >&2; exit 1; }
		mkdir -p "$work"
		npm pack --silent --pack-destination "$work" tfjs-tflite-node@0.0.2 >&2
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
	amd64) bring amd64 linux-x86_64 5c02ff25114b4f69d0b79473135f3bb731f8ff4dd5cc5e1d0595e501c867071a ;;
	arm64) bring arm64 linux-arm64 c7dee4ca3a1cd663f43e2b5e088ba8add82d081e2b75477d40a8d6d71c2fa0a5 ;;
	*) echo "cross/runtime.sh: no library is known for $arch; name one in native.library" >&2; exit 2 ;;
	esac
	bring_nnapi "$arch"
done
