// Command unbasic finds what still sends mail through Exchange Online with a password, and plans its migration.
//
// It is one flat package: a file a command, each with its options, its flags and a plain function that does the work. Commands read
// and write files of a workspace and hold no decisions:
//
//	collect, import -> evidence/      what was served, or what was in the file
//	inventory       -> inventory.json who sends, how sure that is, who is licensed
//	plan            -> plan.json      where each sender goes, when, and how back
//	export          -> reports/       the workbook and other files
//	run, demo       all of these
//	explain                           what inventory.json and plan.json say of one sender; what a reply or a code means
//
// To follow one command through the code, read collect.go: flags become collectOptions, collectOptions go by value into runCollect,
// inventory/graph reads pages, and evidence keeps them. Only this file touches the process: arguments, exit, standard streams,
// environment and clock.
//
// Dependencies: cobra parses commands and writes help and completion; x/term tells a terminal from a pipe; go-pretty aligns tables by
// display width, which Japanese needs and the standard library's tabwriter does not do.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() {
	// Most memory is what was counted, which stays: looking for garbage seldom is a tenth of the time of a big inventory. The limit is soft.
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(300)
		debug.SetMemoryLimit(900 << 20)
	}
	os.Exit(run(time.Second))
}

// run is main without the exit, so that deferred work is done. retryPause is the first pause before a failed request is made again.
func run(retryPause time.Duration) int {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // under nohup it is, and stays so
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		width = 0 // no terminal, or one that does not say
	}
	return execute(ctx, &environment{
		stdout: os.Stdout, stderr: os.Stderr,
		stdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		stderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		width:          width,
		getenv:         os.Getenv,
		now:            time.Now,
		retryPause:     retryPause,
	}, os.Args[1:])
}
