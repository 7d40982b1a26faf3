package samples

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// A field is one property of an object of PowerShell's: nil, a string, a bool, an int, a list, a time or an enumeration.
type field struct {
	name  string
	value any
}

// An enumeration is a value that is a number with a name.
type enumeration struct {
	class, name string
	number      int64
}

// writeShellCSV writes objects as Export-Csv does: every cell in quotes, nothing for null, and the name of its class for a list.
func writeShellCSV(w *bufio.Writer, rows [][]field, windows bool) {
	end := "\n"
	if windows {
		end = "\r\n"
		w.WriteString("\ufeff#TYPE System.Management.Automation.PSCustomObject\r\n")
	}
	quote := func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
	for i, row := range rows {
		if i == 0 {
			for j, f := range row {
				if j > 0 {
					w.WriteByte(',')
				}
				w.WriteString(quote(f.name))
			}
			w.WriteString(end)
		}
		for j, f := range row {
			if j > 0 {
				w.WriteByte(',')
			}
			if f.value != nil {
				w.WriteString(quote(shellText(f.value)))
			}
		}
		w.WriteString(end)
	}
}

// shellText is a value as PowerShell turns it to text.
func shellText(value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int:
		return strconv.Itoa(v)
	case time.Time:
		return v.Format("1/2/2006 3:04:05 PM")
	case enumeration:
		return v.name
	case []string:
		return "System.Collections.ArrayList"
	}
	return fmt.Sprint(value)
}

// writeShellJSON writes objects as ConvertTo-Json does, with the numbers of enumerations.
func writeShellJSON(w *bufio.Writer, rows [][]field) {
	if len(rows) != 1 {
		w.WriteString("[\n")
	}
	for i, row := range rows {
		if i > 0 {
			w.WriteString(",\n")
		}
		w.WriteString("  {\n")
		for j, f := range row {
			if j > 0 {
				w.WriteString(",\n")
			}
			w.WriteString("    ")
			w.Write(putString(nil, f.name))
			w.WriteString(": ")
			switch v := f.value.(type) {
			case enumeration:
				w.WriteString(strconv.FormatInt(v.number, 10))
			case time.Time:
				w.Write(putString(nil, v.Format(time.RFC3339)))
			case string:
				w.Write(putString(nil, v))
			default:
				w.Write(mustMarshal(v))
			}
		}
		w.WriteString("\n  }")
	}
	if len(rows) != 1 {
		w.WriteString("\n]")
	}
	w.WriteString("\n")
}

// writeCLIXML writes objects as Export-Clixml does those that came over the wire.
func writeCLIXML(w *bufio.Writer, class string, rows [][]field) {
	var b bytes.Buffer
	b.WriteString(`<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">` + "\r\n")
	id, types := 0, map[string]int{}
	next := func() int { id++; return id - 1 }
	// typesOf names a class where it comes up first, and refers to it from then on.
	typesOf := func(names ...string) {
		if n, ok := types[names[0]]; ok {
			fmt.Fprintf(&b, `<TNRef RefId="%d" />`, n)
			return
		}
		types[names[0]] = len(types)
		fmt.Fprintf(&b, `<TN RefId="%d">`, types[names[0]])
		for _, name := range append(names, "System.Object") {
			b.WriteString("<T>Deserialized." + name + "</T>")
		}
		b.WriteString("</TN>")
	}
	for _, row := range rows {
		fmt.Fprintf(&b, `  <Obj RefId="%d">`, next())
		typesOf("Microsoft.Exchange.Data.Directory.Management." + class)
		b.WriteString("<ToString>" + class + "</ToString>\r\n    <Props>\r\n")
		for _, f := range row {
			switch v := f.value.(type) {
			case nil:
				fmt.Fprintf(&b, `      <Nil N="%s" />`, f.name)
			case bool:
				fmt.Fprintf(&b, `      <B N="%s">%t</B>`, f.name, v)
			case int:
				fmt.Fprintf(&b, `      <I32 N="%s">%d</I32>`, f.name, v)
			case time.Time:
				fmt.Fprintf(&b, `      <DT N="%s">%s</DT>`, f.name, v.Format(time.RFC3339))
			case string:
				fmt.Fprintf(&b, `      <S N="%s">%s</S>`, f.name, clixmlText(v))
			case enumeration:
				fmt.Fprintf(&b, `      <Obj N="%s" RefId="%d">`, f.name, next())
				typesOf("Microsoft.Exchange.Data.Directory.Recipient."+v.class, "System.Enum", "System.ValueType")
				fmt.Fprintf(&b, "<ToString>%s</ToString><I32>%d</I32></Obj>", v.name, v.number)
			case []string:
				fmt.Fprintf(&b, `      <Obj N="%s" RefId="%d">`, f.name, next())
				typesOf("System.Collections.ArrayList")
				b.WriteString("<LST>")
				for _, text := range v {
					b.WriteString("<S>" + clixmlText(text) + "</S>")
				}
				b.WriteString("</LST></Obj>")
			}
			b.WriteString("\r\n")
		}
		b.WriteString("    </Props>\r\n    <MS><S N=\"PSComputerName\">outlook.office365.com</S></MS>\r\n  </Obj>\r\n")
	}
	b.WriteString("</Objs>")
	writeUTF16(w, "\ufeff"+b.String())
}

// clixmlText writes text for CLIXML, which has its own escapes for what XML can't hold.
func clixmlText(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c < 0x20:
			fmt.Fprintf(&b, "_x%04X_", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// writeUTF16 writes text in little-endian UTF-16, as Windows does.
func writeUTF16(w *bufio.Writer, text string) {
	var two [2]byte
	for _, unit := range utf16.Encode([]rune(text)) {
		binary.LittleEndian.PutUint16(two[:], unit)
		w.Write(two[:])
	}
}
