#!/usr/bin/env bash
# Installs what the tests need beside Go: Mosquitto and its clients, QEMU's user-mode
# emulators, a C compiler for the race detector and edged-worker, Maven for a TensorFlow Lite
# library, a disassembler, and a Python environment with LiteRT, which judges the engine. Says
# what to install where it cannot.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
need() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || packages+=("$2"); }
need mosquitto mosquitto
need mosquitto_pub mosquitto-clients
need qemu-aarch64-static qemu-user-static
need qemu-aarch64 qemu-user # counts instructions, which the static one cannot
need gcc gcc
[ -e /usr/include/stdlib.h ] || packages+=(libc6-dev)
need mvn maven
need unzip unzip
need npm npm # brings a TensorFlow Lite library with NNAPI
need aarch64-linux-gnu-objdump binutils-aarch64-linux-gnu
need systemd-analyze systemd
need python3 python3
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)

if [ ${#packages[@]} -gt 0 ]; then
	as=()
	if [ "$(id -u)" != 0 ]; then as=(sudo -n); fi
	if ! command -v apt-get >/dev/null || ! { "${as[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >&2; then
		echo "setup: cannot install: ${packages[*]} (Debian's names); install them and run make test again" >&2
		exit 1
	fi
fi

# The environment is made anew when requirements.txt changes.
stamp=.venv/.made-for-$(sha256sum requirements.txt | cut -c1-16)
if [ ! -e "$stamp" ]; then
	rm -rf .venv
	python3 -m venv .venv
	if ! .venv/bin/python -m pip install -q -r requirements.txt; then
		echo "setup: pip cannot install requirements.txt into .venv" >&2
		exit 1
	fi
	touch "$stamp"
fi
