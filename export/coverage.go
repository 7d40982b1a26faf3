package export

import (
	"strconv"
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// coverage is what was asked for, read and missing; then what enters no verdict; then what became of every row.
func (b *book) coverage() Sheet {
	s := Sheet{
		Key: "coverage", Name: b.say(words.SheetCoverage), Reader: ReaderAll, Purpose: b.say(words.PurposeCoverage), Notes: b.caution(),
		Columns: []Column{
			b.column("section", words.ColumnSection, TypeText, WidthMedium),
			b.column("source", words.ColumnSource, TypeText, WidthWide),
			b.column("part", words.ColumnPart, TypeText, WidthWide),
			b.column("status", words.ColumnCoverage, TypeText, WidthMedium),
			b.column("since", words.ColumnSince, TypeDateTime, WidthMedium),
			b.column("until", words.ColumnUntil, TypeDateTime, WidthMedium),
			b.column("records", words.ColumnRecords, TypeNumber, WidthMedium),
			b.column("gaps", words.ColumnGaps, TypeText, WidthMedium),
			b.column("missing", words.ColumnMissing, TypeText, WidthText),
		},
	}
	var rows [][]Cell
	section := textCell(b.say(words.SectionSource))
	for _, c := range b.inv.Coverage {
		rows = append(rows, []Cell{
			section, textCell(b.label(words.Sources, c.Source)), textCell(b.label(words.SignInParts, c.Part)),
			b.coded(words.CoverageStatuses, string(c.Status)), timeCell(c.Since), timeCell(c.Until), intCell(int64(c.Records)), textCell(b.windows(c.Gaps)), b.outside(missingOf(c)),
		})
	}
	if len(b.inv.Coverage) == 0 && len(b.inv.NotRead) == 0 {
		return b.finish(s, words.EmptyCoverage)
	}
	section = textCell(b.say(words.SectionNotAsked))
	for _, n := range b.inv.NotRead {
		rows = append(rows, []Cell{
			section, textCell(b.label(words.Sources, n.Source)), {}, textCell(b.say(words.NotAsked)).with(ToneMuted), {}, {}, {}, {},
			textCell(b.sentence(n.Effect, n.Text, nil)),
		})
	}
	r := b.inv.Records
	section = textCell(b.say(words.SectionRows))
	for _, row := range []struct {
		label, why words.Word
		count      int
	}{
		{words.RowsRead, words.RowsReadWhy, r.Read},
		{words.RowsDuplicates, words.RowsDuplicatesWhy, r.Duplicates},
		{words.RowsOutside, words.RowsOutsideWhy, r.OutsideWindow},
		{words.RowsModern, words.RowsModernWhy, r.Modern},
		{words.RowsOther, words.RowsOtherWhy, r.OtherProtocols},
		{words.RowsCounted, words.RowsCountedWhy, r.Counted},
		{words.RowsExcluded, words.RowsExcludedWhy, r.Excluded},
		{words.RowsUnreadable, words.RowsUnreadableWhy, r.Unreadable},
	} {
		rows = append(rows, []Cell{section, textCell(b.say(row.label)), {}, {}, {}, {}, intCell(int64(row.count)), {}, textCell(b.say(row.why))})
	}
	s.Rows = ready(rows)
	return b.finish(s, words.EmptyCoverage)
}

// windows are spans of time, one a line.
func (b *book) windows(list []inventory.Window) string {
	lines := make([]string, len(list))
	for i, w := range list {
		lines[i] = b.say(words.AboutWindowValue, "since", b.stamp(w.Since), "until", b.stamp(w.Until))
	}
	return strings.Join(lines, "\n")
}

// missingOf is what a source lacks, and in what way it was read that was not read as usual.
func missingOf(c inventory.Coverage) string {
	if c.Reason == "" || c.Note == "" {
		return c.Reason + c.Note
	}
	return c.Reason + "; " + c.Note
}

// evidence is the files behind every figure.
func (b *book) evidence() Sheet {
	s := Sheet{
		Key: "evidence", Name: b.say(words.SheetEvidence), Reader: ReaderAuditor, Purpose: b.say(words.PurposeEvidence),
		Columns: []Column{
			b.column("snapshot", words.ColumnSnapshot, TypeText, WidthWide),
			b.column("file", words.ColumnFile, TypeText, WidthWide),
			b.column("sha256", words.ColumnSHA256, TypeText, WidthText, codeColumn),
			b.column("bytes", words.ColumnBytes, TypeNumber, WidthMedium),
			b.column("records", words.ColumnRecords, TypeNumber, WidthMedium),
		},
	}
	files := sortedBy(b.inv.Evidence, func(x, y *inventory.EvidenceFile) bool {
		if x.Snapshot != y.Snapshot {
			return x.Snapshot < y.Snapshot
		}
		return x.Name < y.Name
	})
	if len(files) > 0 {
		records, bytes := 0, int64(0)
		for _, f := range files {
			records, bytes = records+f.Records, bytes+f.Bytes
		}
		s.Notes = append(s.Notes, b.say(words.NoteEvidence,
			"files", grouped(len(files)), "records", grouped(records), "bytes", strconv.FormatInt(bytes, 10)))
	}
	if hash := b.plan.Inventory.SHA256; hash != "" {
		s.Notes = append(s.Notes, b.say(words.NoteInventory, "hash", b.visible(hash)))
	}
	s.Rows = lazily(files, func(at **inventory.EvidenceFile) []Cell {
		f := *at
		return []Cell{b.outside(f.Snapshot), b.outside(f.Name), b.outside(f.SHA256), intCell(f.Bytes), intCell(int64(f.Records))}
	})
	return b.finish(s, words.EmptyEvidence)
}
