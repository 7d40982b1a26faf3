package export

import "unbasic/export/words"

// A workbook looks through all rows of a sheet for each live value, so a very large plan would take minutes to open. Beyond these numbers values stay as they
// are on the day of the report, and the sheet says so.
const (
	liveLookups = 20_000_000 // rows that are counted, times the rows of the sheet looked at
	liveTakes   = 5_000      // rows that are each looked for in a sheet as long
)

// followsByWave reports whether values of each wave can be live, and followsByItem whether those of each item can.
func (b *book) followsByWave() bool { return len(b.plan.Waves)*len(b.plan.Items) <= liveLookups }
func (b *book) followsByItem() bool { return len(b.plan.Items) <= liveTakes }

// alike is a condition that a column holds what the column of the same key holds in the row itself.
func alike(column string) Condition { return Condition{Column: column, Is: "=", Same: column} }

// is compares a column with a constant; that of an empty cell is a row in which nothing ("=") or something ("<>") stands.
func is(column, how string, value Cell) Condition {
	return Condition{Column: column, Is: how, Value: value}
}

// labelled compares a column with the label of a code, and filledIn keeps rows in which something stands in a column: for an id, all of them.
func (b *book) labelled(column string, codes words.Codes, code string) Condition {
	return is(column, "=", textCell(b.label(codes, code)))
}

func filledIn(column string) Condition { return is(column, "<>", Cell{}) }

// counting is a live count of the rows of a sheet.
func counting(sheet string, where ...Condition) *Live {
	return &Live{Of: LiveCount, Sheet: sheet, Where: where}
}

// live makes a column one that is computed.
func live(l *Live) func(*Column) {
	return func(c *Column) { c.Live = l }
}

// take takes a column from the row of Plan with the same item.
func (b *book) take(column string) func(*Column) {
	return func(c *Column) {
		if b.followsByItem() {
			c.Live = &Live{Of: LiveTake, Sheet: "plan", Column: column, Where: []Condition{alike("item")}}
		}
	}
}

// follows makes a column live where there are few enough waves.
func (b *book) follows(live Live) func(*Column) {
	return func(c *Column) {
		if b.followsByWave() {
			c.Live = &live
		}
	}
}
