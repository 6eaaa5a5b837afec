package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"edged/daemon"
	"edged/daemon/config"
	"edged/delegates"
	"edged/delegates/all"
	"edged/internal/resident"
	"edged/models/zoo"
)

// version is set by the linker: -X main.version=1.2.3.
var version = "devel"

// runCmd runs the daemon.
type runCmd struct {
	Config  string `type:"path" help:"YAML file. Without one: embedded broker on loopback, reference engine, shipped models."`
	Verbose bool   `short:"v" help:"Log at level debug."`
}

func (c *runCmd) Run(ctx context.Context, s streams) error {
	level := slog.LevelInfo
	if c.Verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: level}))
	conf, err := c.load()
	if err != nil {
		return err
	}
	return daemon.Run(ctx, daemon.Options{
		Config: conf, Shipped: zoo.Flat(), Version: version, Log: log,
		Engines: engines,
		OnReady: func(*daemon.Daemon) { resident.DropProgram() }, // what starting took of it
	}, c.reloads(ctx, log))
}

// engines are those of this program, as the configuration wants them.
func engines(c *config.Config) []delegates.Engine {
	n := c.Native
	return all.Engines(all.Native{
		Worker: n.Worker, Library: n.Library, NNAPI: n.NNAPI, EdgeTPU: n.EdgeTPU, EdgeTPUDevice: n.EdgeTPUDevice,
		LiteRT: n.LiteRT, GPUDelegate: n.GPUDelegate, External: n.External,
	})
}

func (c *runCmd) load() (*config.Config, error) { return loadConfig(c.Config) }

// loadConfig reads a configuration, or takes the defaults where there is no file.
func loadConfig(path string) (*config.Config, error) {
	if path == "" {
		return config.Default()
	}
	return config.Load(path)
}

// reloads reads the configuration again at each SIGHUP. One that is wrong is logged, and
// the daemon goes on as it is.
func (c *runCmd) reloads(ctx context.Context, log *slog.Logger) <-chan *config.Config {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	out := make(chan *config.Config)
	go func() {
		defer signal.Stop(hangups)
		for {
			select {
			case <-ctx.Done():
				return
			case <-hangups:
			}
			conf, err := c.load()
			if err != nil {
				log.Error("the new configuration is wrong, the old one goes on", "error", err)
				continue
			}
			select {
			case out <- conf:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
