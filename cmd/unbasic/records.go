package main

import (
	"encoding/csv"
	"strconv"
	"strings"

	"unbasic/export"
)

// records are senders, or items of a plan, as programs read them.
type records struct {
	names []string
	rows  [][]record
}

// record is one value. Text from outside may be anything; the rest are the program's own codes, numbers and times.
type record struct {
	text    string
	outside bool
}

func (r records) texts() [][]string {
	rows := make([][]string, len(r.rows))
	for i, row := range r.rows {
		rows[i] = make([]string, len(row))
		for j, value := range row {
			rows[i][j] = value.text
		}
	}
	return rows
}

func own(value string) record        { return record{text: value} }
func number(n int) record            { return record{text: strconv.Itoa(n)} }
func fromOutside(text string) record { return record{text: text, outside: true} }

func truth(b *bool) record {
	if b == nil {
		return record{}
	}
	return own(strconv.FormatBool(*b))
}

// csv writes records as RFC 4180 has them. What a spreadsheet would take for a formula gets an apostrophe, which spreadsheets and people
// read as "this is text".
func (u ui) csv(r records) error {
	w := csv.NewWriter(u.env.stdout)
	w.UseCRLF = true
	if err := w.Write(r.names); err != nil {
		return err
	}
	for _, row := range r.rows {
		cells := make([]string, len(row))
		for i, value := range row {
			cells[i] = visible(value.text)
			if value.outside && (export.ActsLikeFormula(value.text) || export.ActsLikeFormula(strings.TrimLeft(cells[i], " \u3000\u00a0"))) {
				cells[i] = "'" + cells[i]
			}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
