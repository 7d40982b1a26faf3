package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"syscall"

	"unbasic/inventory/evidence"
	"unbasic/inventory/graph"
)

// The exit codes of the contract.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitIncomplete  = 3
	exitSignIn      = 4
	exitCondition   = 5
	exitInterrupted = 130
)

// exitHelp ends the help of every command.
const exitHelp = `

EXIT STATUS
  0    done
  1    failed; the workspace is as it was, but that the next collect goes on with what was read
  2    wrong usage
  3    done, but what was read is incomplete: see coverage
  4    sign-in or consent failed
  5    done, and a condition of --fail-on holds; where something is missing too, 5 is given and not 3
  130  interrupted; as with 1`

// errIncomplete says that the work is done and that something is missing from what was read. It has been told already.
var errIncomplete = errors.New("what was read is incomplete")

// conditionError says that the work is done and that conditions of --fail-on hold. It is told at the very end, when all there is to see was seen.
type conditionError struct{ held []string }

func (e conditionError) Error() string { return strings.Join(e.held, "; ") }

// heldIn gives the conditions that hold by any of several results joined, in their order.
func heldIn(err error) []string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var held []string
		for _, err := range joined.Unwrap() {
			held = append(held, heldIn(err)...)
		}
		return held
	}
	var condition conditionError
	if errors.As(err, &condition) {
		return condition.held
	}
	return nil
}

// isDone tells results that leave everything written and shown from failures. What is wrong has been told, or execute tells it. Of several results
// joined, one failure makes all of it one.
func isDone(err error) bool {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return !slices.ContainsFunc(joined.Unwrap(), func(err error) bool { return !isDone(err) })
	}
	var condition conditionError
	return err == nil || errors.Is(err, errIncomplete) || errors.As(err, &condition)
}

// usageError is a mistake in what was typed.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// exitCode turns the result of a command into an exit code. It is the only place that does.
func exitCode(ctx context.Context, err error) int {
	var usage usageError
	var condition conditionError
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &usage), errors.Is(err, graph.ErrUsage):
		return exitUsage
	case isDone(err) && errors.As(err, &condition): // what somebody asked for goes before what is always looked at
		return exitCondition
	case isDone(err):
		return exitIncomplete
	case errors.Is(err, graph.ErrSignIn):
		return exitSignIn
	}
	return exitFailed
}

// hintOf gives the next step of failures that any command can meet.
func hintOf(err error) string {
	var suspended suspendedError
	hint := nextStepOf(err)
	if errors.As(err, &suspended) {
		hint += ": what was read so far is kept, and unbasic collect goes on with it"
	}
	return hint
}

func nextStepOf(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return ": free some space and run it again"
	case errors.Is(err, evidence.ErrChanged):
		return ": put the file back from a copy, or move its snapshot out of evidence/ and read it again"
	}
	return ""
}
