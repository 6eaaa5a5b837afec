// Command avx512 is the first process of the machine that cross/avx512.sh emulates. It runs
// the commands of /commands, one a line, each after the variables it wants, and prints how
// many instructions they take. The last line says whether all succeeded.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

func main() {
	verdict := "passed"
	for dir, kind := range map[string]string{"/dev": "devtmpfs", "/proc": "proc", "/tmp": "tmpfs"} {
		_ = os.Mkdir(dir, 0o755)
		if err := syscall.Mount(kind, dir, kind, 0, ""); err != nil {
			fmt.Println(dir, err)
		}
	}
	commands, err := os.ReadFile("/commands")
	if err != nil {
		fmt.Println(err)
		verdict = "failed"
	}
	for line := range strings.Lines(string(commands)) {
		if err := run(strings.Fields(line)); err != nil {
			fmt.Println(err)
			verdict = "failed"
		}
	}
	fmt.Println(verdict)
	drain()
	_ = syscall.Reboot(syscall.LINUX_REBOOT_CMD_POWER_OFF)
}

func run(words []string) error {
	n := 0
	for strings.Contains(words[n], "=") {
		n++
	}
	c := exec.Command(words[n], words[n+1:]...)
	c.Env, c.Dir = words[:n], "/"
	from := ticks()
	out, err := c.CombinedOutput() // all of it first: the serial port is slow
	took := ticks() - from
	fmt.Printf("%s%.3f million instructions: %s\n", out, float64(took)/1e6, strings.Join(words, " "))
	return err
}

// drain waits for the serial port.
func drain() {
	const tcsbrk = 0x5409
	_, _, _ = syscall.Syscall(syscall.SYS_IOCTL, os.Stdout.Fd(), tcsbrk, 1)
}

// ticks is the processor's time stamp: in Bochs, how many instructions it has executed or
// could have while it waited.
func ticks() uint64
