package inventory

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Stream reads a JSON object one of whose fields is a list that can be very long: its elements are decoded one by one, and everything else at once into rest, so that
// the file is never in memory as a whole.
func Stream[T any](r io.Reader, field string, rest any) (list []T, err error) {
	decoder := json.NewDecoder(r)
	if err := delimiter(decoder, '{'); err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := key.(string) // a key is nothing else
		if name != field {
			var value json.RawMessage
			if err := decoder.Decode(&value); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			fields[name] = value
			continue
		}
		if list, err = elements[T](decoder); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := delimiter(decoder, '}'); err != nil {
		return nil, err
	}
	small, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return list, json.Unmarshal(small, rest)
}

// elements reads a list, or null for none.
func elements[T any](decoder *json.Decoder) (list []T, err error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case nil:
		return nil, nil
	case json.Delim('['):
	default:
		return nil, errors.New("a list is needed")
	}
	list = []T{}
	for decoder.More() {
		var one T
		if err := decoder.Decode(&one); err != nil {
			return nil, fmt.Errorf("element %d: %w", len(list)+1, err)
		}
		list = append(list, one)
	}
	return list, delimiter(decoder, ']')
}

func delimiter(decoder *json.Decoder, want json.Delim) error {
	token, err := decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err == nil && token != want {
		err = fmt.Errorf("%v where %v is needed", token, want)
	}
	return err
}
