// Package daemon is the way from a request on MQTT to its answer: the bus hears it, proto
// decodes it, the journal sees to it that it runs once, the scheduler says when, the
// pipeline runs it, and the answer goes back over the bus.
package daemon

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"runtime"
	"time"

	"edged/daemon/broker"
	"edged/daemon/bus"
	"edged/daemon/config"
	"edged/daemon/health"
	"edged/daemon/journal"
	"edged/daemon/metrics"
	"edged/delegates"
)

// Options are what a daemon is made of.
type Options struct {
	Config  *config.Config
	Engines func(*config.Config) []delegates.Engine // called at the start and after each reload
	Shipped fs.FS                                   // models that are part of the program; nil: none
	Version string
	// Faults of an engine in a minute which quarantine it for a model; 0: the default, 3.
	Faults int
	Log    *slog.Logger
	// OnReady is called whenever requests are answered from then on: after the start and
	// after each reload. nil: nobody is told.
	OnReady func(*Daemon)
}

const (
	drainTime = 20 * time.Second // for accepted requests and unsent answers at the end
	closeTime = 5 * time.Second  // for the rest
)

// Daemon is a running daemon.
type Daemon struct {
	opts    Options
	log     *slog.Logger
	journal journal.Journal
	metrics *metrics.Metrics
	systemd health.Systemd

	broker     *broker.Broker // nil: the configuration names another
	brokerConf config.Broker
	service    *service
}

// Run runs a daemon until the context ends, then finishes what was accepted. A value from
// reload is a new configuration: what was accepted under the old one is finished first,
// and requests that come meanwhile wait at the broker. A configuration that cannot be
// started is logged, and the old one goes on.
func Run(ctx context.Context, o Options, reload <-chan *config.Config) error {
	d := &Daemon{opts: o, log: o.Log, journal: journal.NewMemory(journal.Limits{}), metrics: metrics.New(o.Version)}
	defer d.closeBroker()
	if err := d.start(o.Config); err != nil {
		return err
	}
	d.log.Info("ready", "device", o.Config.Device, "broker", d.BrokerURL())
	alive, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	go func() {
		if err := d.systemd.Watchdog(alive, func() bool { return true }); err != nil {
			d.log.Warn("watchdog", "error", err)
		}
	}()
	for {
		select {
		case c := <-reload:
			if err := d.reload(c); err != nil {
				return err
			}
		case <-ctx.Done():
			d.log.Info("stopping")
			d.notify(d.systemd.Stopping())
			return d.service.stop()
		}
	}
}

// start starts the broker, if it is ours, and the service.
func (d *Daemon) start(c *config.Config) error {
	if err := d.startBroker(c); err != nil {
		return err
	}
	s, err := newService(d, c)
	if err != nil {
		return err
	}
	d.service = s
	d.opts.Config = c
	d.notify(d.systemd.Ready(fmt.Sprintf("device %s, broker %s", c.Device, d.BrokerURL())))
	if d.opts.OnReady != nil {
		d.opts.OnReady(d)
	}
	return nil
}

// reload replaces the service by one with another configuration, or goes back.
func (d *Daemon) reload(c *config.Config) error {
	d.notify(d.systemd.Reloading())
	old := d.opts.Config
	if err := d.service.stop(); err != nil {
		d.log.Warn("reload", "error", err)
	}
	err := d.start(c)
	if err == nil {
		d.log.Info("configuration reloaded")
		return nil
	}
	d.log.Error("the new configuration cannot be started, the old one goes on", "error", err)
	return d.start(old)
}

// startBroker starts the embedded broker unless it runs already as the configuration
// wants, or ends it where another broker is named.
func (d *Daemon) startBroker(c *config.Config) error {
	if c.MQTT.Broker != "" {
		d.closeBroker()
		return nil
	}
	if d.broker != nil && d.brokerConf == c.Broker {
		return nil
	}
	d.closeBroker()
	b, err := broker.Start(broker.Options{
		Listen: c.Broker.Listen, PasswordFile: c.Broker.PasswordFile,
		Dir: filepath.Join(c.StateDir, "broker"), Log: d.log,
	})
	if err != nil {
		return err
	}
	d.broker, d.brokerConf = b, c.Broker
	return nil
}

func (d *Daemon) closeBroker() {
	if d.broker == nil {
		return
	}
	if err := d.broker.Close(); err != nil {
		d.log.Warn("broker", "error", err)
	}
	d.broker = nil
}

// BrokerURL is where the daemon's broker listens.
func (d *Daemon) BrokerURL() string {
	if d.broker != nil {
		return d.broker.URL()
	}
	return d.opts.Config.MQTT.Broker
}

// HTTPAddr is where metrics and health are served, empty where they are not.
func (d *Daemon) HTTPAddr() string {
	if d.service == nil || d.service.http == nil {
		return ""
	}
	return d.service.http.Addr()
}

// busOptions say how to reach the broker.
func (d *Daemon) busOptions(c *config.Config) (bus.Options, error) {
	o := bus.Options{
		Broker: c.MQTT.Broker, ClientID: "edged-" + c.Device, Username: c.MQTT.Username,
		PasswordFile: c.MQTT.PasswordFile, Log: d.log,
	}
	if d.broker != nil {
		o.Broker = d.broker.URL()
		o.Username, o.Password = d.broker.Credentials()
		return o, nil
	}
	if c.MQTT.CAFile != "" || c.MQTT.CertFile != "" {
		t, err := bus.TLSConfig(c.MQTT.CAFile, c.MQTT.CertFile, c.MQTT.KeyFile)
		if err != nil {
			return o, err
		}
		o.TLS = t
	}
	return o, nil
}

func (d *Daemon) notify(err error) {
	if err != nil {
		d.log.Warn("systemd", "error", err)
	}
}

// cores is how many models run at once.
func cores() int { return runtime.GOMAXPROCS(0) }
