package plan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxFile is the most that a file may hold. Ten thousand senders with all their keys take a quarter of it.
const maxFile = 8 << 20

// document is a YAML file while it is read.
type document struct {
	// nodes are the values of keys by their path, for checks that look at several of them.
	nodes map[string]*yaml.Node
	// home names the place of a key that stands somewhere else in the file, or "".
	home func(name string) string
}

// path is where in a file a value is, for messages: "waves.soakDays", "freezes[2].from".
type path struct {
	*document
	name string
}

func (at path) key(name string) path {
	if at.name != "" {
		name = at.name + "." + name
	}
	return path{at.document, name}
}

func (at path) index(i int) path { return path{at.document, at.name + "[" + strconv.Itoa(i+1) + "]"} }

// node gives the value of a key below a mapping, or the mapping itself where it has no such key.
func (at path) node(name string, mapping *yaml.Node) *yaml.Node {
	if node := at.nodes[at.key(name).name]; node != nil {
		return node
	}
	return mapping
}

// fail words an error at a place in the file. Values from the file are quoted by the callers, so a message stays one line.
func fail(node *yaml.Node, at path, format string, args ...any) error {
	name := at.name
	if name == "" {
		name = "the file"
	}
	return fmt.Errorf("line %d, column %d: %s: %s", node.Line, node.Column, name, fmt.Sprintf(format, args...))
}

// parseYAML gives the one document of a file, nil where there is nothing but comments. Every error names a line.
func parseYAML(data []byte) (*yaml.Node, error) {
	data = fromUTF16(data)
	if len(data) > maxFile {
		return nil, fmt.Errorf("line 1, column 1: the file has %d bytes, and %d is the most that is read", len(data), maxFile)
	}
	if err := checkCharacters(data); err != nil {
		return nil, err
	}
	var first, second yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&first); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, oneLine(err)
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, fmt.Errorf("line %d, column %d: more than one document: keep one, without a line of ---", second.Line, second.Column)
	case !errors.Is(err, io.EOF):
		return nil, oneLine(err)
	}
	return first.Content[0], nil
}

// fromUTF16 turns what some editors on Windows call Unicode into UTF-8, so that lines and columns can be counted.
func fromUTF16(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// checkCharacters finds what the YAML library refuses without saying where it is.
func checkCharacters(data []byte) error {
	for n, line := range bytes.Split(data, []byte("\n")) {
		column := 0
		for len(line) > 0 {
			r, size := utf8.DecodeRune(line)
			column++
			switch {
			case r == utf8.RuneError && size == 1:
				return fmt.Errorf("line %d, column %d: the byte 0x%02x is no text: save the file as UTF-8", n+1, column, line[0])
			case r < ' ' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
				return fmt.Errorf("line %d, column %d: the character U+%04X does not print: take it out", n+1, column, r)
			}
			line = line[size:]
		}
	}
	return nil
}

// oneLine keeps the YAML library's message in one line, with a line number, and takes its name off.
func oneLine(err error) error {
	text := strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "yaml: ")), " ")
	if !strings.HasPrefix(text, "line ") {
		text = "line 1: " + text
	}
	if strings.HasSuffix(text, "cannot start any token") {
		text += ": indent with blanks instead of tabs, and put quotes around a text that begins with a sign"
	}
	return errors.New(text)
}

// entries walks a mapping in the order of the file. A key that occurs twice is an error. An empty value has no entries.
func entries(node *yaml.Node, at path, each func(key *yaml.Node, in path, value *yaml.Node) error) error {
	if isNull(node) {
		return nil
	}
	if node.Kind != yaml.MappingNode {
		return fail(node, at, "%s where keys and values are needed, such as \"key: value\"", describe(node))
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			return fail(key, at, "%s where a key is needed", describe(key))
		}
		if line, twice := seen[key.Value]; twice {
			return fail(key, at, "the key %s is there twice, first in line %d", clip(key.Value), line)
		}
		seen[key.Value] = key.Line
		if isNull(value) && value.Value == "" {
			value.Line, value.Column = key.Line, key.Column // the library puts it where the next thing begins
		}
		in := at.key(clipName(key.Value))
		at.nodes[in.name] = value
		if err := each(key, in, value); err != nil {
			return err
		}
	}
	return nil
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null"
}

// describe says what stands at a place in the file.
func describe(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a reference (*), which is not supported,"
	}
	if isNull(node) {
		return "nothing"
	}
	return clip(node.Value)
}

// clip quotes a value from the file and keeps it short, so that a message stays one readable line.
func clip(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return strconv.Quote(value)
}

// clipName is clip for the path of a message: names that need no quotes get none.
func clipName(name string) string {
	quoted := clip(name)
	if quoted == `"`+name+`"` {
		return name
	}
	return quoted
}
