// Command edged runs int8 vision and language models on ARM Linux devices and answers
// requests that come over MQTT.
package main

import (
	"os"

	"edged/internal/resident"
)

func main() {
	resident.Start()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
