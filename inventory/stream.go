package inventory

import (
	"bufio"
	"bytes"
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

// WriteStream writes what [Stream] reads: rest, in which the field is a list without elements, with one line an element of the list in it, two blanks of indent and a
// line feed at the end. Equal values give equal bytes. A line an element makes two files comparable with common tools, and a very long list is never in memory
// as text.
func WriteStream[T any](w io.Writer, field string, rest any, list []T) error {
	var around bytes.Buffer
	encoder := json.NewEncoder(&around)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(rest); err != nil {
		return err
	}
	place := "\n  \"" + field + "\": " // no text can hold this: line breaks in texts are escaped
	head, tail, found := bytes.Cut(around.Bytes(), []byte(place+"null"))
	if !found {
		return fmt.Errorf("writing JSON: no place for %s", field)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	_, _ = out.Write(head) // a bufio.Writer keeps its error for the end
	_, _ = out.WriteString(place + "[")
	// A block of elements is encoded on all processors and then written in order.
	const block = 1024
	lines, errs := make([]bytes.Buffer, block), make([]error, block)
	for at := 0; at < len(list); at += block {
		part := list[at:min(at+block, len(list))]
		InParallel(len(part), func(i int) {
			lines[i].Reset()
			encoder := json.NewEncoder(&lines[i])
			encoder.SetEscapeHTML(false)
			errs[i] = encoder.Encode(&part[i])
		})
		for i := range part {
			if errs[i] != nil {
				return errs[i]
			}
			if at+i > 0 {
				_, _ = out.WriteString(",")
			}
			_, _ = out.WriteString("\n    ")
			_, _ = out.Write(bytes.TrimSuffix(lines[i].Bytes(), []byte("\n")))
		}
	}
	if len(list) > 0 {
		_, _ = out.WriteString("\n  ")
	}
	_, _ = out.WriteString("]")
	_, _ = out.Write(tail)
	return out.Flush()
}
