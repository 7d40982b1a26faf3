//go:build !unix

package evidence

import "errors"

func limitFileSize(uint64) error            { return errors.ErrUnsupported }
func limitFromEnvironment() (uint64, error) { return 0, errors.ErrUnsupported }
