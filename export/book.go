package export

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/journal"
	"unbasic/plan/progress"
)

// Options say how a report is made.
type Options struct {
	Language inventory.Language
	// For orders and limits the sheets to what one reader needs, and events and scripts to readers who have a use for them; ReaderAll and the empty Reader keep
	// all of them, the sheets in the order of the contract.
	For Reader
	// Hide replaces people, addresses and accounts in a text from outside; nil leaves them as they are. Equal text must give equal text.
	Hide func(text string) string
	// Written is what people wrote into workbooks; nil for nothing. What of it is in the plan itself is taken from there.
	Written *journal.State
	// Journal are the entries behind Written, and Progress is how far the plan is by the evidence; nil before anybody has looked.
	Journal  []journal.Entry
	Progress *progress.Progress
}

// NewReport says what an inventory and the plan made from it contain. Equal input gives an equal report; neither input is changed, and both must stay as
// they are while the report is in use, because rows are made when they are asked for.
func NewReport(inv inventory.Inventory, p plan.Plan, o Options) Report {
	b := newBook(inv, p, o)
	sheets := []Sheet{
		b.waves(), b.items(), b.gantt(), b.runbook(), b.rollback(), b.goNoGo(), b.comms(),
		b.incidents(), b.senders(), b.clients(),
		b.licences(), b.licenceFindings(), b.governance(),
		b.excluded(), b.unplanned(), b.changes(),
		b.coverage(), b.evidence(), b.about(),
	}
	if b.progress != nil {
		columns := b.columnsOf(append(slices.Clone(sheets), b.signOff()))
		sheets = append(sheets, b.progressSheet(), b.conflicts(columns), b.journalSheet(columns))
	}
	sheets, left := b.limit(sheets)
	r := Report{
		Meta: b.meta(), Summary: b.summary(sheets), Sheets: sheets, Events: []Event{}, Scripts: []Script{}, Alerts: b.alerts,
		Interface: b.words(), subjects: b.subjects(),
	}
	if o.For.GetsEvents() {
		r.Events = b.events()
	}
	if o.For.GetsScripts() {
		r.Scripts = b.scripts()
	}
	b.dedicate(&r, left)
	detach(&r, b.say(words.NoteSheetsLeftOut))
	b.bound(&r)
	return r
}

// book holds what every sheet looks up.
type book struct {
	lang     inventory.Language
	hide     func(string) string
	reader   Reader
	written  *journal.State
	journal  []journal.Entry
	progress *progress.Progress
	places   places
	inv      inventory.Inventory
	plan     plan.Plan
	accounts map[string]*inventory.Sender
	// today is the plan's as-of as a day of its time zone.
	today calendar.Day
	zone  *time.Location
	// gaps are the sources that were not read completely.
	gaps []inventory.Coverage
	planned
}

func newBook(inv inventory.Inventory, p plan.Plan, o Options) *book {
	b := &book{lang: o.Language, hide: o.Hide, reader: o.For, written: o.Written, journal: o.Journal, progress: o.Progress, inv: inv, plan: p, accounts: make(map[string]*inventory.Sender, len(inv.Senders))}
	for i := range inv.Senders {
		b.accounts[inv.Senders[i].ID] = &inv.Senders[i]
	}
	for _, c := range inv.Coverage {
		if c.Status != inventory.CoverageComplete {
			b.gaps = append(b.gaps, c)
		}
	}
	asOf := p.AsOf
	if asOf.IsZero() {
		asOf = inv.AsOf
	}
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		zone = time.UTC // a zone that this computer does not know: off by a day at most, in the days left only
	}
	b.zone = zone
	b.today = calendar.DayOf(asOf.In(zone))
	b.findPlanned()
	return b
}

func (b *book) meta() Meta {
	tenant := b.tenant()
	title := b.say(words.ReportTitle)
	if tenant != "" {
		title = b.say(words.ReportTitleFor, "tenant", tenant)
	}
	if b.hide != nil {
		title = b.say(words.RedactedTitle, "title", title)
	}
	return Meta{
		Language:  b.lang,
		Title:     title,
		Subject:   b.say(words.ReportSubject),
		Keywords:  b.say(words.ReportKeywords),
		Tool:      b.say(words.AboutToolValue, "version", b.visible(b.inv.Tool.Version)),
		Tenant:    tenant,
		AsOf:      b.inv.AsOf.UTC(),
		Page:      b.say(words.PageFooter),
		Cut:       b.say(words.CutMark),
		Continued: b.say(words.SheetContinued), Continues: b.say(words.SheetContinues), Continuing: b.say(words.SheetContinuing),
		FromToday: b.say(words.FromToday, "date", b.today.String()), Suggested: b.say(words.Suggested), Lists: b.say(words.SheetLists),
		AsExported: b.say(words.ColumnExported),
		Separator:  b.say(words.ListSeparator),
		Redacted:   b.hide != nil,
	}
}

// tenant is the best name of the tenant that is known.
func (b *book) tenant() string {
	for _, name := range []inventory.Optional{b.inv.Tenant.Name, b.inv.Tenant.DefaultDomain, b.inv.Tenant.ID} {
		if name != "" {
			return b.visible(string(name))
		}
	}
	return ""
}

// visible makes a text from outside safe to show, without the people in it where they are to be hidden.
func (b *book) visible(s string) string {
	if b.hide != nil {
		s = b.hide(s)
	}
	return visible(s)
}

// visibleLines is visible for text of several lines.
func (b *book) visibleLines(s string) string {
	if b.hide != nil {
		s = b.hide(s)
	}
	return visibleLines(s)
}

// say words a sentence of the program in the report's language. Values must have passed visible.
func (b *book) say(w words.Word, namesAndValues ...string) string {
	return w.In(b.lang, namesAndValues...)
}

// label words a code in the report's language. A code that this version does not know is text from outside; one that it knows is not, whoever has its name.
func (b *book) label(codes words.Codes, code string) string {
	if codes.Rank(code) < len(codes) {
		return codes.Label(code, b.lang)
	}
	return b.visible(code)
}

// sentence renders a rule of the inventory or the plan in the report's language. The English text of the file speaks where it is
// asked for and has no codes in it, and where this version does not know the rule, or not with these values: the file can be of another version. Where people are hidden, the
// English sentence is rendered too, so that only its values are looked through.
func (b *book) sentence(rule, text string, args map[string]string) string {
	return b.rendered(rule, text, args, b.visible)
}

// rendered is sentence, with what makes texts from outside safe.
func (b *book) rendered(rule, text string, args map[string]string, safe func(string) string) string {
	said := words.Worded(args, b.lang)
	if b.lang != inventory.English || text == "" || b.hide != nil || !maps.Equal(said, args) {
		for _, phraseOf := range []func(string) (inventory.Phrase, bool){plan.PhraseOf, progress.PhraseOf, inventory.PhraseOf} {
			if phrase, known := phraseOf(rule); known && filled(phrase.In(inventory.English, nil), args) {
				return phrase.In(b.lang, safeArgs(said, safe))
			}
		}
	}
	return safe(text)
}

// filled reports whether there is a value for every {name} in a text.
func filled(text string, args map[string]string) bool {
	for {
		_, rest, found := strings.Cut(text, "{")
		if !found {
			return true
		}
		inside, after, closed := strings.Cut(rest, "}")
		if _, given := args[inventory.ValueName(inside)]; closed && !given {
			return false
		}
		text = after
	}
}

func safeArgs(args map[string]string, safe func(string) string) map[string]string {
	if len(args) == 0 {
		return nil
	}
	made := make(map[string]string, len(args))
	for name, value := range args {
		made[name] = safe(value)
	}
	return made
}

// optional is a text from outside, empty where it is not known.
func (b *book) optional(o inventory.Optional) Cell { return textCell(b.visible(string(o))) }

// outside is a text from outside.
func (b *book) outside(s string) Cell { return textCell(b.visible(s)) }

// coded is a code as a label with the tone that it calls for.
func (b *book) coded(codes words.Codes, code string) Cell {
	return textCell(b.label(codes, code)).with(toneOf(code))
}

// yesNo words a flag that may be unknown.
func (b *book) yesNo(flag *bool) Cell {
	switch {
	case flag == nil:
		return textCell(b.say(words.NotRead)).with(ToneMuted)
	case *flag:
		return textCell(b.say(words.Yes))
	}
	return textCell(b.say(words.No)).with(ToneWarn)
}

// list joins texts from outside.
func (b *book) list(texts []string) string {
	safe := make([]string, len(texts))
	for i, text := range texts {
		safe[i] = b.visible(text)
	}
	return strings.Join(safe, b.say(words.ListSeparator))
}

// column makes a column; options add to it.
func (b *book) column(key string, header words.Word, t Type, w Width, options ...func(*Column)) Column {
	c := Column{Key: key, Header: b.say(header), Type: t, Width: w}
	for _, option := range options {
		option(&c)
	}
	return c
}

func hiddenColumn(c *Column)   { c.Hidden = true }
func editableColumn(c *Column) { c.Editable = true }
func codeColumn(c *Column)     { c.Code = true }
func detailColumn(c *Column)   { c.Detail = true }
func barColumn(c *Column)      { c.Bar = true }

// linkColumn leads to the rows of another sheet.
func linkColumn(sheet string) func(*Column) { return func(c *Column) { c.Link = sheet } }

// choices are the labels of codes, each with its tone.
func (b *book) choices(codes words.Codes) func(*Column) {
	return func(c *Column) {
		c.Editable, c.codes = true, codes
		for _, code := range codes {
			c.Choices = append(c.Choices, Choice{Code: code.Code, Label: code.Label.In(b.lang), Tone: toneOf(code.Code)})
		}
	}
}

// caution is what has to be known before a sheet made from sign-ins is trusted.
func (b *book) caution() []string {
	notes := []string{}
	if !b.inv.Window.Since.IsZero() {
		notes = append(notes, b.say(words.NoteWindow, "since", b.stamp(b.inv.Window.Since), "until", b.stamp(b.inv.Window.Until)))
	}
	if len(b.gaps) > 0 {
		notes = append(notes, b.say(words.NoteIncomplete, "gaps", strconv.Itoa(len(b.gaps)), "sources", strconv.Itoa(len(b.inv.Coverage))))
	}
	return notes
}

// planNotes is caution for sheets with dates of the plan.
func (b *book) planNotes() []string {
	notes := b.caution()
	if b.plan.TimeZone != "" {
		notes = append([]string{b.say(words.NoteDates, "zone", b.visible(b.plan.TimeZone))}, notes...)
	}
	return notes
}

// finish says why a sheet has no rows.
func (b *book) finish(s Sheet, why words.Word) Sheet {
	if s.Notes == nil {
		s.Notes = []string{}
	}
	if s.Rows.Len() == 0 {
		s.Empty = b.say(why)
	}
	return s
}

// signInsRead reports whether any sign-in log was read, and whether all that was asked for was: an empty sheet means something else in each case.
func (b *book) signInsRead() (any, whole bool) {
	whole = true
	for i := range b.inv.Coverage {
		switch c := &b.inv.Coverage[i]; c.Source {
		case inventory.SourceSignIns, inventory.SourceFileSignIns, inventory.SourceLogAnalytics, inventory.SourceHunting:
			any = any || c.Status == inventory.CoverageComplete || c.Status == inventory.CoveragePartial
			whole = whole && c.Status == inventory.CoverageComplete
		}
	}
	return any, any && whole
}

// unlessUnread is why a sheet that is made from sign-ins has no rows: quiet where they were read, and not known where none was.
func (b *book) unlessUnread(quiet, unread words.Word) words.Word {
	if any, _ := b.signInsRead(); !any {
		return unread
	}
	return quiet
}

// lazily makes a row for each of a list when it is asked for.
func lazily[T any](list []T, row func(*T) []Cell) Rows {
	return Rows{len(list), func(i int) []Cell { return row(&list[i]) }}
}

// ready are rows that are few enough to be made at once.
func ready(rows [][]Cell) Rows {
	return Rows{len(rows), func(i int) []Cell { return slices.Clone(rows[i]) }}
}

// stamp is a moment within a sentence, in UTC; the zero time is not known.
func (b *book) stamp(t time.Time) string {
	if t.IsZero() {
		return b.say(words.AboutUnknown)
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// hours is an effort within a sentence.
func hours(h float64) string { return strconv.FormatFloat(h, 'f', -1, 64) }

// toneOf is what a code calls for. Codes of different kinds that share a spelling share a tone.
func toneOf(code string) Tone {
	switch code {
	case string(inventory.VerdictBroken), string(inventory.VerdictSuspicious), string(inventory.FindingViolation),
		string(inventory.CoverageMissing), string(inventory.CoverageNotPermitted), string(inventory.CoverageNotLicensed),
		string(plan.RiskHigh), decisionNoGo, string(plan.StatusBlocked), string(plan.StatusRolledBack), string(inventory.LicenseSuspended), "Suspended", "LockedOut":
		return ToneBad
	case string(inventory.VerdictActive), string(inventory.FindingReview), string(inventory.CoveragePartial),
		string(inventory.CoverageNotAvailable), string(plan.RiskMedium), string(plan.StatusValidating), "Warning":
		return ToneWarn
	case string(inventory.VerdictSuspected), string(plan.StatusReady), string(plan.StatusInProgress):
		return ToneInfo
	case string(inventory.VerdictModern), string(inventory.FindingOK), string(inventory.CoverageComplete), string(plan.StatusDone), decisionGo:
		return ToneGood
	case string(inventory.VerdictNoise), string(inventory.VerdictIdle), string(inventory.KindUnknown), checkSkipped:
		return ToneMuted
	}
	return ToneNone
}

// sortedBy points to the elements of a list in order. The list itself stays as it is.
func sortedBy[T any](list []T, less func(a, b *T) bool) []*T {
	sorted := make([]*T, len(list))
	for i := range list {
		sorted[i] = &list[i]
	}
	sort.SliceStable(sorted, func(i, j int) bool { return less(sorted[i], sorted[j]) })
	return sorted
}
