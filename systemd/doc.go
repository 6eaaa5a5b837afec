// Package systemd holds the unit that runs edged as a service, and the configuration that
// it starts with.
package systemd
