package export

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
)

// governed is one row of Governance: an account or an application.
type governed struct {
	sender *inventory.Sender
	app    *inventory.Application
}

func (g governed) findings() []inventory.Reason {
	if g.sender != nil {
		return g.sender.Governance.Findings
	}
	return g.app.Findings
}

// rank is the place of the weightiest finding in the order for people; after all others where there is none.
func (g governed) rank() int {
	rank := len(words.GovernanceRules) + 1
	for _, r := range g.findings() {
		rank = min(rank, words.GovernanceRules.Rank(r.Rule))
	}
	return rank
}

// governedInOrder puts findings first, by their weight; of equal ones accounts before applications. senders are in the order of their sheet.
func (b *book) governedInOrder(senders []*inventory.Sender) []governed {
	apps := applicationsInOrder(b.inv.Applications)
	type ranked struct {
		governed
		rank int
	}
	list := make([]ranked, 0, len(senders)+len(apps))
	add := func(g governed) { list = append(list, ranked{g, g.rank()}) }
	for _, s := range senders {
		add(governed{sender: s})
	}
	for _, a := range apps {
		add(governed{app: a})
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return cmp.Compare(x.rank, y.rank) })
	sorted := make([]governed, len(list))
	for i := range list {
		sorted[i] = list[i].governed
	}
	return sorted
}

// applicationsInOrder sorts by name.
func applicationsInOrder(list []inventory.Application) []*inventory.Application {
	return sortedBy(list, func(x, y *inventory.Application) bool {
		return cmp.Or(strings.Compare(string(x.Name), string(y.Name)), strings.Compare(x.ID, y.ID)) < 0
	})
}

// governance is the auditor's list of accounts that send and applications that may.
func (b *book) governance() Sheet {
	s := Sheet{
		Key: "governance", Name: b.say(words.SheetGovernance), Reader: ReaderAuditor, Purpose: b.say(words.PurposeGovernance), Notes: b.caution(),
		Columns: []Column{
			b.column("kind", words.ColumnGoverned, TypeText, WidthMedium),
			b.column("name", words.ColumnName, TypeText, WidthWide, linkColumn("senders")),
			b.column("displayName", words.ColumnDisplayName, TypeText, WidthMedium),
			b.column("finding", words.ColumnGovernFindings, TypeText, WidthMedium),
			b.column("findings", words.ColumnGovernSentences, TypeText, WidthText),
			b.column("verdict", words.ColumnVerdict, TypeText, WidthMedium),
			b.column("planned", words.ColumnPlanned, TypeText, WidthMedium, linkColumn("plan")),
			b.column("enabled", words.ColumnGovernEnabled, TypeText, WidthNarrow),
			b.column("admin", words.ColumnAdmin, TypeText, WidthNarrow),
			b.column("mfa", words.ColumnMFA, TypeText, WidthNarrow),
			b.column("passwordDays", words.ColumnPasswordDays, TypeNumber, WidthNarrow),
			b.column("passwordChanged", words.ColumnPasswordSet, TypeDateTime, WidthMedium),
			b.column("neverExpires", words.ColumnNeverExpires, TypeText, WidthNarrow),
			b.column("modernSignIns", words.ColumnModernSignIns, TypeNumber, WidthNarrow),
			b.column("lastModern", words.ColumnLastModern, TypeDateTime, WidthMedium),
			b.column("stale", words.ColumnStale, TypeText, WidthNarrow),
			b.column("created", words.ColumnCreated, TypeDateTime, WidthMedium),
			b.column("synchronised", words.ColumnSynchronised, TypeText, WidthNarrow),
			b.column("own", words.ColumnOwn, TypeText, WidthNarrow),
			b.column("permissions", words.ColumnPermissions, TypeText, WidthWide),
			b.column("secrets", words.ColumnSecrets, TypeText, WidthWide),
			b.column("nextExpiry", words.ColumnNextExpiry, TypeDateTime, WidthMedium),
			b.column("appId", words.ColumnApplicationID, TypeText, WidthMedium, codeColumn),
			b.column("objectId", words.ColumnObjectID, TypeText, WidthMedium, codeColumn),
			b.column("senderId", words.ColumnSenderID, TypeText, WidthMedium, hiddenColumn, codeColumn),
		},
	}
	if b.inv.Applications == nil {
		s.Notes = append(s.Notes, b.say(words.NoteApplicationsNotRead))
	}
	s.Rows = lazily(b.placed().governed, func(g *governed) []Cell {
		if g.sender != nil {
			return b.governedAccount(g.sender)
		}
		return b.governedApplication(g.app)
	})
	return b.finish(s, words.EmptyGovernance)
}

func (b *book) governedAccount(s *inventory.Sender) []Cell {
	g := &s.Governance
	return []Cell{
		textCell(b.label(words.GovernanceKinds, "account")), b.senderCell(s), b.optional(s.DisplayName),
		b.governanceLabels(g.Findings), textCell(b.reasonsOf(g.Findings, "")), b.coded(words.Verdicts, string(s.Verdict)), b.plannedCell(s.ID),
		b.flag(s.AccountEnabled, ToneNone, ToneNone), b.flag(g.Admin, ToneWarn, ToneNone), b.flag(g.MFARegistered, ToneNone, ToneWarn),
		countCell(g.PasswordDays), timeCell(g.PasswordChanged), b.flag(g.PasswordNeverExpires, ToneNone, ToneNone),
		countCell(g.ModernSignIns), timeCell(g.LastModern), b.flag(g.Stale, ToneWarn, ToneNone), timeCell(g.Created), b.flag(g.Synchronised, ToneNone, ToneNone),
		{}, {}, {}, {}, {}, b.optional(s.UserID), b.outside(s.ID),
	}
}

func (b *book) governedApplication(a *inventory.Application) []Cell {
	return []Cell{
		textCell(b.label(words.GovernanceKinds, "application")), textCell(b.applicationName(a)), {},
		b.governanceLabels(a.Findings), textCell(b.reasonsOf(a.Findings, "")), {}, {}, b.flag(a.Enabled, ToneNone, ToneNone),
		{}, {}, {}, {}, {}, {}, {}, {}, {}, {},
		b.flag(a.Own, ToneNone, ToneNone), textCell(b.permissions(a.Permissions)), textCell(b.secrets(a.Secrets)), timeCell(a.NextExpiry),
		b.optional(a.AppID), b.outside(a.ID), {},
	}
}

// applicationName is the best name of an application that is known.
func (b *book) applicationName(a *inventory.Application) string {
	return b.visible(cmp.Or(string(a.Name), string(a.AppID), a.ID))
}

// urgentGovernance are the findings that call for something soon.
var urgentGovernance = map[string]bool{ruleAdminSends: true, "application-sends-as-anybody": true, "application-secret-expired": true}

// governanceLabels names findings in a few words each, to be filtered by.
func (b *book) governanceLabels(findings []inventory.Reason) Cell {
	var labels []string
	tone := ToneWarn
	for _, r := range findings {
		if label := b.label(words.GovernanceRules, r.Rule); !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
		if urgentGovernance[r.Rule] {
			tone = ToneBad
		}
	}
	if len(labels) == 0 {
		return Cell{}
	}
	return textCell(strings.Join(labels, "\n")).with(tone)
}

func (b *book) permissions(list []inventory.AppPermission) string {
	lines := make([]string, len(list))
	for i, p := range list {
		lines[i] = b.say(words.PermissionOf, "permission", b.visible(p.Value), "resource", b.visible(p.Resource), "type", b.label(words.PermissionTypes, p.Type))
		if p.Everybody {
			lines[i] = b.say(words.PermissionForAll, "permission", lines[i])
		}
	}
	return strings.Join(lines, "\n")
}

func (b *book) secrets(list []inventory.AppSecret) string {
	if len(list) == 0 {
		return b.say(words.SecretsNone)
	}
	lines := make([]string, len(list))
	for i, s := range list {
		secret := b.label(words.SecretTypes, s.Type)
		if s.Name != "" {
			secret = b.say(words.SecretNamed, "type", secret, "name", b.visible(string(s.Name)))
		}
		switch {
		case s.Expires == nil:
			lines[i] = b.say(words.SecretEndsUnknown, "secret", secret)
		case s.Expired:
			lines[i] = b.say(words.SecretEnded, "secret", secret, "date", dateOf(s.Expires))
		default:
			lines[i] = b.say(words.SecretEnds, "secret", secret, "date", dateOf(s.Expires))
		}
	}
	return strings.Join(lines, "\n")
}

// flag words what may be unknown, each answer with its own tone.
func (b *book) flag(flag *bool, yes, no Tone) Cell {
	switch {
	case flag == nil:
		return textCell(b.say(words.NotRead)).with(ToneMuted)
	case *flag:
		return textCell(b.say(words.Yes)).with(yes)
	}
	return textCell(b.say(words.No)).with(no)
}

// countCell is a count that may be unknown.
func countCell(n *int) Cell {
	if n == nil {
		return Cell{}
	}
	return intCell(int64(*n))
}

// priceCell is a price that may be unknown.
func priceCell(x *float64) Cell {
	if x == nil {
		return Cell{}
	}
	return floatCell(*x)
}

// dateOf is a day within a sentence, in UTC.
func dateOf(t *time.Time) string { return t.UTC().Format(time.DateOnly) }
