package main

import (
	"errors"
	"syscall"
)

// inUse tells the errors that Windows has for a file which another program holds open, Excel for one. A file that may not be written gives one of them
// too; then nothing can be put beside it either.
func inUse(err error) bool {
	const (
		sharingViolation = syscall.Errno(32)
		lockViolation    = syscall.Errno(33)
		userMappedFile   = syscall.Errno(1224)
	)
	var code syscall.Errno
	if !errors.As(err, &code) {
		return false
	}
	return code == sharingViolation || code == lockViolation || code == userMappedFile || code == syscall.ERROR_ACCESS_DENIED
}
