//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// inUse tells the errors of a place that is held. Elsewhere than on Windows a file that is open can be replaced.
func inUse(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }
