package health

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// Systemd tells the service manager how the daemon is. Where none started the daemon, it
// does nothing.
type Systemd struct{}

// Ready says that requests are answered from now on; status is shown by systemctl status.
func (Systemd) Ready(status string) error { return notify(daemon.SdNotifyReady + "\nSTATUS=" + status) }

// Stopping says that no more requests are taken.
func (Systemd) Stopping() error { return notify(daemon.SdNotifyStopping) }

// Reloading says that a new configuration is read; Ready ends that.
func (Systemd) Reloading() error {
	return notify(daemon.SdNotifyReloading + "\n" + daemon.SdNotifyMonotonicUsec())
}

// Watchdog says at half the interval that the unit asks for that the daemon lives, until
// the context ends. It asks alive each time; while that is false it keeps silent, and is
// restarted. It returns at once where no watchdog is set.
func (Systemd) Watchdog(ctx context.Context, alive func() bool) error {
	interval, err := daemon.SdWatchdogEnabled(false)
	if err != nil || interval <= 0 {
		return err
	}
	ticks := time.NewTicker(interval / 2)
	defer ticks.Stop()
	for {
		if alive() {
			if err := notify(daemon.SdNotifyWatchdog); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

func notify(state string) error {
	if _, err := daemon.SdNotify(false, state); err != nil {
		return fmt.Errorf("systemd: %s: %w", os.Getenv("NOTIFY_SOCKET"), err)
	}
	return nil
}
