package kql

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Group is one line of a result: what one account did from one address with one program with one result on one day.
type Group struct {
	values      []json.RawMessage // in the order of Columns
	day         time.Time
	first, last time.Time
	hours       [24]int
	// rows are the sign-ins in it, certificates those with a certificate.
	rows, certificates int
	// system is the number of the autonomous system; 0 where it is not known.
	system int64
}

// NewGroup makes a group of what an engine served for each column. Values stay as they were served, but that Hours, which engines write as text, become
// the object that they are, and so do numbers. What is no group is an error: a line that can't be counted must not be passed over.
func NewGroup(value func(column string) (json.RawMessage, bool)) (Group, error) {
	g := Group{values: make([]json.RawMessage, len(columns))}
	sum := 0
	for i, c := range columns {
		raw, ok := value(c.Name)
		if !ok {
			return g, fmt.Errorf("it has no column %s", c.Name)
		}
		var err error
		switch c.Name {
		case "Day":
			g.day, err = moment(raw)
		case "First":
			g.first, err = moment(raw)
		case "Last":
			g.last, err = moment(raw)
		case "Rows":
			var n int64
			raw, n, err = number(raw)
			g.rows = int(n)
		case "ErrorCode":
			raw, _, err = number(raw)
		case "CertificateRows":
			var n int64
			raw, n, err = number(raw)
			g.certificates = int(n)
		case "AutonomousSystemNumber":
			if text, n, wrong := number(raw); wrong == nil {
				raw, g.system = text, n
			} // else it is not known, as in null
		case "Hours":
			raw, sum, err = hoursOf(raw, &g.hours)
		}
		if err != nil {
			return g, fmt.Errorf("its column %s: %w", c.Name, err)
		}
		g.values[i] = raw
	}
	if g.rows < 1 || sum != g.rows {
		return g, fmt.Errorf("its %d Rows are %d by hour", g.rows, sum)
	}
	return g, nil
}

// key is what two groups have in common that are parts of one.
func (g *Group) key() string {
	var b strings.Builder
	for i, c := range columns {
		if c.isKey() {
			b.Write(g.values[i])
			b.WriteByte(0)
		}
	}
	return b.String()
}

// add joins another part of the same group to this one.
func (g *Group) add(o Group) {
	values := slices.Clone(g.values)
	if o.first.Before(g.first) {
		g.first, values[slices.Index(columns, firstColumn)] = o.first, o.values[slices.Index(columns, firstColumn)]
	}
	if o.last.After(g.last) {
		g.last, values[slices.Index(columns, lastColumn)] = o.last, o.values[slices.Index(columns, lastColumn)]
	}
	if o.system > g.system {
		g.system, values[slices.Index(columns, systemColumn)] = o.system, o.values[slices.Index(columns, systemColumn)]
	}
	g.rows += o.rows
	g.certificates += o.certificates
	hours := []byte{'{'}
	for hour, n := range o.hours {
		if g.hours[hour] += n; g.hours[hour] == 0 {
			continue
		}
		if len(hours) > 1 {
			hours = append(hours, ',')
		}
		hours = fmt.Appendf(hours, `"%d":%d`, hour, g.hours[hour])
	}
	values[slices.Index(columns, rowsColumn)] = strconv.AppendInt(nil, int64(g.rows), 10)
	values[slices.Index(columns, certificateColumn)] = strconv.AppendInt(nil, int64(g.certificates), 10)
	values[slices.Index(columns, hoursColumn)] = append(hours, '}')
	g.values = values
}

// line writes a group as one JSON object on one line.
func (g *Group) line() ([]byte, error) {
	text := []byte{'{'}
	for i, c := range columns {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(strconv.AppendQuote(text, c.Name), ':'), g.values[i]...)
	}
	var one bytes.Buffer
	if err := json.Compact(&one, append(text, '}')); err != nil {
		return nil, err
	}
	return one.Bytes(), nil
}

func moment(raw json.RawMessage) (time.Time, error) {
	var t time.Time
	if err := json.Unmarshal(raw, &t); err != nil || t.IsZero() {
		return t, fmt.Errorf("%s is no time", shown(raw))
	}
	return t, nil
}

// number takes a whole number, which some engines write as text.
func number(raw json.RawMessage) (json.RawMessage, int64, error) {
	text := raw
	if n := len(raw); n > 1 && raw[0] == '"' && raw[n-1] == '"' {
		text = raw[1 : n-1]
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return nil, 0, fmt.Errorf("%s is no whole number", shown(raw))
	}
	return text, n, nil
}

// hoursOf takes the rows by UTC hour, as an object or as text that holds one, and adds them up.
func hoursOf(raw json.RawMessage, into *[24]int) (json.RawMessage, int, error) {
	object := raw
	var text string
	if json.Unmarshal(raw, &text) == nil {
		object = json.RawMessage(text)
	}
	var hours map[string]int
	if err := json.Unmarshal(object, &hours); err != nil || hours == nil {
		return nil, 0, fmt.Errorf("%s is no object of rows by hour", shown(raw))
	}
	sum := 0
	for hour, rows := range hours {
		n, err := strconv.Atoi(hour)
		if err != nil || n < 0 || n > 23 || rows < 0 {
			return nil, 0, errors.New(strconv.Quote(hour) + " is no hour of a day, or has no rows")
		}
		into[n] = rows
		sum += rows
	}
	return object, sum, nil
}

// shown is a short piece of a value.
func shown(raw json.RawMessage) string {
	const most = 60
	if len(raw) > most {
		return strconv.Quote(string(raw[:most])) + "…"
	}
	return strconv.Quote(string(raw))
}

// open are the groups of days that are read in pieces. An inventory takes two lines of one group for two tellings of the same rows, so the pieces become
// one line.
type open struct {
	order  []string
	groups map[string]*Group
}

func (o *open) add(g Group) {
	key := g.key()
	if have, ok := o.groups[key]; ok {
		have.add(g)
		return
	}
	if o.groups == nil {
		o.groups = map[string]*Group{}
	}
	o.groups[key] = &g
	o.order = append(o.order, key)
}

// since hands on the groups of days that begin at or after a time: those are whole.
func (o *open) since(t time.Time, keep func(*Group) error) error {
	var left []string
	for _, key := range o.order {
		if g := o.groups[key]; g.day.Before(t) {
			left = append(left, key)
		} else if err := keep(g); err != nil {
			return err
		} else {
			delete(o.groups, key)
		}
	}
	o.order = left
	return nil
}
