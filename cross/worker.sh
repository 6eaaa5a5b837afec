#!/usr/bin/env bash
# Builds edged-worker, which runs native libraries, into bin/edged-worker (this machine) and
# dist/edged-worker-linux-<arch>:
#   cross/worker.sh              for this machine
#   cross/worker.sh arm64 arm    for boards
# Needs a C compiler for the target: gcc, or Debian's gcc-aarch64-linux-gnu and
# gcc-arm-linux-gnueabihf. The program opens the TensorFlow Lite library when it runs.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(go env GOHOSTARCH)
build() { # arch output
	local cc
	case $1 in
	"$host") cc=${CC:-gcc} ;;
	amd64) cc=x86_64-linux-gnu-gcc ;;
	arm64) cc=aarch64-linux-gnu-gcc ;;
	arm) cc=arm-linux-gnueabihf-gcc ;;
	*) echo "cross/worker.sh: no compiler is known for $1" >&2; exit 2 ;;
	esac
	command -v "$cc" >/dev/null || { echo "cross/worker.sh: no $cc; install gcc for $1 (Debian: gcc-${cc%-gcc})" >&2; exit 1; }
	local work=.cache/native/$1
	mkdir -p "$work" "$(dirname "$2")"
	"$cc" -O2 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -Idelegates/tflite/c -c delegates/tflite/c/trampolines.c -o "$work/trampolines.o"
	rm -f "$work/libtensorflowlite_c.a"
	ar rcs "$work/libtensorflowlite_c.a" "$work/trampolines.o"
	export CGO_ENABLED=1 GOARCH=$1 GOARM=7 CC=$cc CGO_CFLAGS="-O2 -I$PWD/delegates/tflite/c" CGO_LDFLAGS="-L$PWD/$work"
	go vet -tags native ./cmd/edged-worker ./delegates/tflite ./delegates/litert
	go build -tags native -trimpath -ldflags='-s -w' -o "$2" ./cmd/edged-worker
	echo "$2"
}

if [ $# = 0 ]; then
	build "$host" bin/edged-worker
fi
for arch in "$@"; do
	(build "$arch" "dist/edged-worker-linux-$arch")
done
