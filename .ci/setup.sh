#!/usr/bin/env bash
# Installs what the tests need beside Go: Mosquitto and its clients, QEMU's user-mode
# emulators, a C compiler for the race detector and edged-worker, Maven for a TensorFlow Lite
# library, a disassembler, a Vulkan loader and a driver in software for the engine gpu, and a
# Python environment with LiteRT, which judges the engine. Says what to install where it cannot.
set -euo pipefail
cd "$(dirname "$0")/.."

root=()
if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi

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
compgen -G '/usr/lib*/*/libvulkan.so.1' >/dev/null || packages+=(libvulkan1)
need python3 python3
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)

if [ ${#packages[@]} -gt 0 ]; then
	if ! command -v apt-get >/dev/null || ! { "${root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >&2; then
		echo "setup: cannot install: ${packages[*]} (Debian's names); install them and run make test again" >&2
		exit 1
	fi
fi

# Chromium's driver in software, out of Debian's package, which is not installed: the tests look
# for it here.
driver=.cache/swiftshader
if [ ! -e "$driver/vk_swiftshader_icd.json" ]; then
	rm -rf "$driver"
	mkdir -p "$driver/package"
	if ! (cd "$driver/package" && { apt-get download -qq chromium-common || { "${root[@]}" apt-get update -qq && apt-get download -qq chromium-common; }; }) >&2; then
		echo "setup: cannot download chromium-common (Debian's name), whose Vulkan driver the tests run on" >&2
		exit 1
	fi
	dpkg-deb --fsys-tarfile "$driver"/package/chromium-common_*.deb |
		tar -x -C "$driver" --strip-components=4 ./usr/lib/chromium/libvk_swiftshader.so ./usr/lib/chromium/vk_swiftshader_icd.json
	rm -r "$driver/package"
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
