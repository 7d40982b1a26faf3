package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"unbasic/inventory/evidence"
	"unbasic/samples"

	"github.com/spf13/cobra"
)

type demoOptions struct {
	globalOptions
	dir string
}

// demoSeed is the seed of the sample tenant: any number would do, and the same one gives the same tenant.
const demoSeed = 1

// demoKind marks snapshots of the sample tenant, so that they are never mixed with a real one's.
const demoKind = "demo"

const demoHelp = `demo serves a synthetic tenant on a loopback address and reads it as a real one: through the same collector and
SDK, into evidence/, inventory.json, plan.json and a workbook under reports/. It needs no account and no
network. DIR is unbasic-demo if it is not given; an earlier demo in it is replaced.` + exitHelp

func newDemoCommand(env *environment, global *globalOptions) *cobra.Command {
	opts := demoOptions{dir: "unbasic-demo"}
	return &cobra.Command{
		Use: "demo [DIR]", Short: "Do all of it on a sample tenant, without an account", Long: demoHelp, Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.globalOptions = *global
			if len(args) == 1 {
				opts.dir = args[0]
			}
			if opts.dir == "" {
				return usageError{errors.New("DIR is empty: name a folder, or leave it out")}
			}
			opts.workspace = opts.dir
			return inWorkspace(opts.globalOptions, "demo", func(ws *workspace) error {
				return runDemo(cmd.Context(), env, ws, opts)
			})
		},
	}
}

// runDemo serves the sample tenant and runs every stage on it.
func runDemo(ctx context.Context, env *environment, ws *workspace, o demoOptions) (err error) {
	if err := onlyDemo(ws); err != nil {
		return err
	}
	now := o.now(env)
	o.asOf = moment{now} // one clock for the tenant and for all stages
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serving the sample tenant: %w", err)
	}
	server := &http.Server{Handler: samples.New(demoSeed, now).Handler(samples.HandlerOptions{}), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, server.Close())
		if serveErr := <-served; !errors.Is(serveErr, http.ErrServerClosed) {
			err = errors.Join(err, fmt.Errorf("serving the sample tenant: %w", serveErr))
		}
	}()
	err = runAll(ctx, env, ws, runOptions{collectOptions: collectOptions{
		globalOptions: o.globalOptions, kind: demoKind, token: "sample",
		signIn: signInOptions{graphURL: "http://" + listener.Addr().String()},
	}}, true)
	if err != nil {
		return err
	}
	for _, path := range []string{ws.inventoryPath(), ws.planPath()} {
		if _, err := fmt.Fprintln(env.stdout, path); err != nil {
			return err
		}
	}
	return nil
}

// onlyDemo makes sure that nothing but an earlier demo is in the workspace, because the demo takes its place.
func onlyDemo(ws *workspace) error {
	snapshots, err := evidence.List(ws.dir)
	if err != nil {
		return err
	}
	for _, s := range snapshots {
		if s.Manifest.Kind != demoKind {
			return fmt.Errorf("%s holds evidence that is no demo (%s): choose another folder", ws.dir, s.Name)
		}
	}
	if len(snapshots) == 0 && (exists(ws.inventoryPath()) || exists(ws.planPath())) {
		return fmt.Errorf("%s holds an inventory or a plan that is no demo: choose another folder", ws.dir)
	}
	return nil
}
