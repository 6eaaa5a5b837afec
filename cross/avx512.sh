#!/usr/bin/env bash
# Runs the tests of the AVX-512 kernels on a processor that Bochs emulates:
#   cross/avx512.sh                     (or make avx512)
# With models, counts the instructions of their inferences instead, with and without VNNI:
#   cross/avx512.sh MODEL.tflite ...
# Takes some minutes. Needs Debian's bochs, bochs-term, bochsbios, vgabios, isolinux,
# syslinux-common, genisoimage and cpio, and a Linux kernel with drivers built in, as
# .cache/avx512/vmlinuz or $EDGED_VMLINUZ. Debian's cloud kernel 6.1 will do:
#   apt-get download linux-image-VERSION-cloud-amd64 && dpkg -x linux-image-*.deb somewhere
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/.cache/avx512
modules=/usr/lib/syslinux/modules/bios

mkdir -p "$work"
kernel=${EDGED_VMLINUZ:-$work/vmlinuz}
for file in /usr/bin/bochs-bin:bochs /usr/lib/x86_64-linux-gnu/bochs/plugins/libbx_term_gui.so:bochs-term \
	/usr/share/bochs/BIOS-bochs-latest:bochsbios /usr/share/vgabios/vgabios.bin:vgabios \
	/usr/lib/ISOLINUX/isolinux.bin:isolinux $modules/ldlinux.c32:syslinux-common \
	/usr/bin/genisoimage:genisoimage /usr/bin/cpio:cpio /usr/bin/script:bsdutils "$kernel:a kernel (see the script)"; do
	[ -e "${file%:*}" ] || { echo "cross/avx512.sh: no ${file%:*}; install ${file##*:}" >&2; exit 1; }
done

# The machine's only file system is made of the commands and what they run. Go's own
# AVX-512, in its garbage collector, is left out: Bochs 2.7 runs it wrong.
root=$work/root disc=$work/disc
rm -rf "$root" "$disc" "$work/serial.txt"
mkdir -p "$root" "$disc"
export CGO_ENABLED=0 GOARCH=amd64 GOEXPERIMENT=nogreenteagc
go build -trimpath -ldflags='-s -w' -o "$root/init" ./cross/avx512
n=0
if [ $# = 0 ]; then
	go test -c -o "$root/cpu" ./internal/cpu
	go test -c -o "$root/kernel" ./internal/kernel
	go test -c -o "$root/reference" ./delegates/reference
	echo '/cpu -test.v' >"$root/commands"
	echo '/kernel -test.v -test.short -test.run=TestMatrix$|TestPieces|TestRepackMatrix|FuzzMatrix' >>"$root/commands"
	echo '/reference -test.v -test.short -test.run=TestFeatures/(conv2d|fully_connected|batch_matmul|transpose_conv)/' >>"$root/commands"
else
	go build -trimpath -ldflags='-s -w' -o "$root/edged" ./cmd/edged
	for model in "$@"; do
		n=$((n + 1))
		cp "$model" "$root/$n.tflite"
		# Two runs more are four inferences more: edged bench times the operators as often.
		for off in '' GODEBUG=cpu.avx512vnni=off; do
			for runs in 1 3; do
				echo "$off /edged bench /$n.tflite --engine reference --runs $runs" >>"$root/commands"
			done
		done
	done
fi

cp "$kernel" "$disc/vmlinuz"
cp cross/avx512/isolinux.cfg /usr/lib/ISOLINUX/isolinux.bin $modules/ldlinux.c32 "$disc"
(cd "$root" && find . | cpio -o -H newc --quiet) >"$disc/initrd"
genisoimage -quiet -o "$work/boot.iso" -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table "$disc"

# Debian's Bochs starts in its debugger, and shows the screen on a terminal. It ends with an
# error when the machine is switched off.
cp cross/avx512/bochsrc "$work"
cd "$work"
echo c >continue
TERM=vt100 timeout 1200 script -qec 'bochs-bin -q -f bochsrc -rc continue' /dev/null </dev/null >screen.txt 2>&1 || true
if [ $n = 0 ]; then
	cat serial.txt
else
	awk '/million instructions: / {
		if (++n % 2) first = $1
		else printf "%9.1f million instructions of an inference:%s\n", ($1 - first) / 4, substr($0, index($0, ":") + 1)
	}' serial.txt
fi
tail -n 2 serial.txt | grep -q '^passed'
