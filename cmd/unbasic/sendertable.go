package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
)

// inOrder sorts senders by what needs doing first. The order depends on the senders alone, not on the order in which they come.
func inOrder(senders []inventory.Sender) []inventory.Sender {
	sorted := slices.Clone(senders)
	slices.SortFunc(sorted, func(a, b inventory.Sender) int {
		return cmp.Or(
			cmp.Compare(urgency(a), urgency(b)),
			cmp.Compare(perDay(b.Successes, b), perDay(a.Successes, a)),
			cmp.Compare(perDay(b.Failures, b), perDay(a.Failures, a)),
			cmp.Compare(words.Findings.Rank(string(a.License.Finding)), words.Findings.Rank(string(b.License.Finding))),
			strings.Compare(a.UPN, b.UPN), strings.Compare(a.ID, b.ID),
		)
	})
	return sorted
}

// urgency is 0 for what can't wait. It differs from the verdict's rank: who sends outside the licence's terms, or fails already, has a trouble today,
// and who sends well has one at the milestone.
func urgency(s inventory.Sender) int {
	switch {
	case s.Verdict == inventory.VerdictSuspicious:
		return 0
	case s.License.Finding == inventory.FindingViolation && sends(s):
		return 1
	case s.Verdict == inventory.VerdictBroken:
		return 2
	case s.Verdict == inventory.VerdictActive && offAtMilestone(s):
		return 3
	case s.Verdict == inventory.VerdictActive:
		return 4
	case s.Verdict == inventory.VerdictSuspected:
		return 5
	case s.Verdict == inventory.VerdictIdle:
		return 6
	case s.Verdict == inventory.VerdictModern:
		return 7
	}
	return 8
}

// sends says that mail went out, be it by a sign-in that succeeded or by a report.
func sends(s inventory.Sender) bool {
	return s.Verdict != inventory.VerdictNoise && (s.Successes > 0 || s.Verdict == inventory.VerdictSuspected || s.Messages != nil && s.Messages.Count > 0)
}

// offAtMilestone says that a change of default would end this sender's Basic: nothing sets it on for this mailbox by itself.
func offAtMilestone(s inventory.Sender) bool {
	return s.SMTPAuth.Basic != inventory.SwitchDisabled && s.SMTPAuth.Mailbox != inventory.SwitchEnabled
}

// perDay is a count for each day on which the sender was seen.
func perDay(n int, s inventory.Sender) float64 { return float64(n) / float64(max(1, s.ActiveDays)) }

// isFolded says that a terminal gets a number instead of a line: there is nothing to do about this sender now.
func isFolded(s inventory.Sender) bool {
	return s.Verdict == inventory.VerdictNoise || s.Verdict == inventory.VerdictIdle && s.License.Finding != inventory.FindingViolation
}

// senderColumns fit in 100 columns, and read well in 120.
var senderColumns = []tableColumn{
	{headVerdict, 0, 0, 0},
	{headSender, 16, 26, 0},
	{headFrom, 10, 18, 3},
	{headUse, 0, 0, 1},
	{headBasic, 0, 0, 2},
	{headLicense, 10, 14, 0},
	{headFirstStep, 20, 30, 0},
}

// senders shows a person the senders, with a line each for those that need work.
func (u ui) senders(list []inventory.Sender, today today, all bool) error {
	var rows [][]string
	folded := map[inventory.Verdict]int{}
	for _, s := range inOrder(list) {
		if !all && isFolded(s) {
			folded[s.Verdict]++
			continue
		}
		rows = append(rows, u.senderRow(s, today))
	}
	if len(rows) > 0 {
		if err := u.table(senderColumns, rows, u.word(basicWords[inventory.SwitchUnknown])); err != nil {
			return err
		}
	}
	var counts []string
	for _, v := range []inventory.Verdict{inventory.VerdictIdle, inventory.VerdictNoise} {
		if folded[v] > 0 {
			counts = append(counts, u.word(wordCounted, "what", u.code(words.Verdicts, string(v)), "count", strconv.Itoa(folded[v])))
		}
	}
	if counts == nil {
		return nil
	}
	_, err := fmt.Fprintln(u.env.stdout, u.word(sayFolded, "counts", strings.Join(counts, u.word(wordComma))))
	return err
}

func (u ui) senderRow(s inventory.Sender, today today) []string {
	return []string{
		u.code(words.Verdicts, string(s.Verdict)), s.UPN, u.from(s), u.use(s, today), u.word(basicWords[s.SMTPAuth.Basic]), u.license(s.License),
		u.firstStep(s, today).text,
	}
}

// use is successes and failures, and when the last of either was: without the year where there is no doubt about it.
func (u ui) use(s inventory.Sender, today today) string {
	counts := strconv.Itoa(s.Successes) + "/" + strconv.Itoa(s.Failures)
	const sureOfYear = 300 * 24 * time.Hour
	switch {
	case s.Stopped:
		return counts + " " + u.word(wordStopped)
	case s.LastSeen == nil:
		return counts
	case today.asOf.Sub(*s.LastSeen) < sureOfYear:
		return counts + s.LastSeen.Format(" 01-02")
	}
	return counts + s.LastSeen.Format(" 2006-01-02")
}

// license is the finding, and the state that led to it unless it goes without saying.
func (u ui) license(l inventory.SenderLicense) string {
	finding := u.code(words.Findings, string(l.Finding))
	if l.State == inventory.LicenseLicensed && l.Finding == inventory.FindingOK {
		return finding
	}
	return finding + ": " + u.code(words.LicenseStates, string(l.State))
}

// from says what sends and from where: its address or network, or how many places there are.
func (u ui) from(s inventory.Sender) string {
	kind := u.code(words.Kinds, string(s.Kind))
	clients := smtpClients(s)
	switch {
	case len(clients) == 0:
		return kind
	case len(clients) == 1 && clients[0].Addresses == 1 && clients[0].IP != "":
		return kind + " " + string(clients[0].IP)
	case len(clients) == 1 && clients[0].Network != "":
		return kind + " " + string(clients[0].Network)
	case len(clients) == 1:
		return kind + u.word(wordOneClient)
	}
	return kind + u.word(wordClients, "count", strconv.Itoa(len(clients)))
}

func smtpClients(s inventory.Sender) []inventory.Client {
	return slices.DeleteFunc(slices.Clone(s.Clients), func(c inventory.Client) bool { return c.Protocol != inventory.ProtocolSMTP && !c.Probable })
}

// code is a code of the files as people read it.
func (u ui) code(codes words.Codes, code string) string {
	return codes.Within(code, u.lang)
}

// A recordColumn has the name under which its values are known everywhere: names are only ever added, at the end.
type recordColumn struct {
	name  string
	value func(inventory.Sender, step) record
}

// recordColumns are those of the tab-separated and the CSV form. Names are those of the workbook's columns, where it has them.
var recordColumns = []recordColumn{
	{"sender", func(s inventory.Sender, _ step) record { return fromOutside(s.UPN) }},
	{"verdict", func(s inventory.Sender, _ step) record { return own(string(s.Verdict)) }},
	{"kind", func(s inventory.Sender, _ step) record { return own(string(s.Kind)) }},
	{"successes", func(s inventory.Sender, _ step) record { return number(s.Successes) }},
	{"failures", func(s inventory.Sender, _ step) record { return number(s.Failures) }},
	{"lastSeen", func(s inventory.Sender, _ step) record { return own(timeText(s.LastSeen)) }},
	{"licenceState", func(s inventory.Sender, _ step) record { return own(string(s.License.State)) }},
	{"finding", func(s inventory.Sender, _ step) record { return own(string(s.License.Finding)) }},
	{"displayName", func(s inventory.Sender, _ step) record { return fromOutside(string(s.DisplayName)) }},
	{"firstStep", func(_ inventory.Sender, step step) record { return own(step.code) }},
	{"firstStepText", func(_ inventory.Sender, step step) record { return fromOutside(step.text) }}, // a subscription's name may be in it
	{"basic", func(s inventory.Sender, _ step) record { return own(string(s.SMTPAuth.Basic)) }},
	{"switchOrganization", func(s inventory.Sender, _ step) record { return own(string(s.SMTPAuth.Organization)) }},
	{"switchMailbox", func(s inventory.Sender, _ step) record { return own(string(s.SMTPAuth.Mailbox)) }},
	{"switchEffective", func(s inventory.Sender, _ step) record { return own(string(s.SMTPAuth.Effective)) }},
	{"clients", func(s inventory.Sender, _ step) record { return number(len(smtpClients(s))) }},
	{"network", func(s inventory.Sender, _ step) record {
		busiest := inventory.Client{}
		for i, c := range smtpClients(s) {
			if i == 0 || c.Successes+c.Failures > busiest.Successes+busiest.Failures {
				busiest = c
			}
		}
		return fromOutside(string(busiest.Network))
	}},
	{"firstSeen", func(s inventory.Sender, _ step) record { return own(timeText(s.FirstSeen)) }},
	{"lastSuccess", func(s inventory.Sender, _ step) record { return own(timeText(s.LastSuccess)) }},
	{"activeDays", func(s inventory.Sender, _ step) record { return number(s.ActiveDays) }},
	{"stopped", func(s inventory.Sender, _ step) record { return own(strconv.FormatBool(s.Stopped)) }},
	{"excluded", func(s inventory.Sender, _ step) record { return number(s.Excluded.Records) }},
	{"auth", func(s inventory.Sender, _ step) record { return own(string(s.Auth)) }},
	{"protocols", func(s inventory.Sender, _ step) record {
		list := make([]string, len(s.Protocols))
		for i, p := range s.Protocols {
			list[i] = string(p)
		}
		return own(strings.Join(list, ";"))
	}},
	{"kindConfidence", func(s inventory.Sender, _ step) record {
		return own(strconv.FormatFloat(s.KindConfidence, 'f', -1, 64))
	}},
	{"mailbox", func(s inventory.Sender, _ step) record { return own(string(s.Mailbox)) }},
	{"accountEnabled", func(s inventory.Sender, _ step) record { return truth(s.AccountEnabled) }},
	{"department", func(s inventory.Sender, _ step) record { return fromOutside(string(s.Department)) }},
	{"skus", func(s inventory.Sender, _ step) record { return fromOutside(strings.Join(s.License.SKUs, ";")) }},
	{"senderId", func(s inventory.Sender, _ step) record { return fromOutside(s.ID) }},
}

func senderRecords(u ui, senders []inventory.Sender, today today) records {
	r := records{rows: make([][]record, 0, len(senders))}
	for _, c := range recordColumns {
		r.names = append(r.names, c.name)
	}
	for _, s := range inOrder(senders) {
		step := u.firstStep(s, today)
		row := make([]record, len(recordColumns))
		for i, c := range recordColumns {
			row[i] = c.value(s, step)
		}
		r.rows = append(r.rows, row)
	}
	return r
}

// summary says on a terminal what the senders come to, and what of the evidence is missing.
func (u ui) summary(inv inventory.Inventory, currency string) {
	if !u.env.stderrTerminal && !u.env.stdoutTerminal {
		return
	}
	verdicts, findings := map[string]int{}, map[string]int{}
	sending := 0
	for _, s := range inv.Senders {
		verdicts[string(s.Verdict)]++
		findings[string(s.License.Finding)]++
		if s.License.Finding == inventory.FindingViolation && sends(s) {
			sending++
		}
	}
	u.say(saySenders, "count", strconv.Itoa(len(inv.Senders)), "since", inv.Window.Since.Format("2006-01-02"), "until", inv.Window.Until.Format("2006-01-02"),
		"counts", u.counts(words.Verdicts, verdicts))
	if len(inv.Senders) > 0 {
		u.say(sayFindings, "counts", u.counts(words.Findings, findings), "sending", strconv.Itoa(sending))
	}
	if missing := inv.Seats.Missing; missing != nil && *missing > 0 {
		if cost := inv.Seats.Cost; cost != nil {
			u.say(saySeatsCost, "missing", strconv.Itoa(*missing), "cost", strings.TrimSpace(strconv.FormatFloat(*cost, 'f', 2, 64)+" "+currency))
		} else {
			u.say(saySeats, "missing", strconv.Itoa(*missing))
		}
	}
	var missing []string
	for _, c := range inv.Coverage {
		if c.Status != inventory.CoverageComplete && !slices.Contains(missing, c.Source) {
			missing = append(missing, c.Source)
		}
	}
	for _, n := range inv.NotRead {
		if !slices.Contains(missing, n.Source) {
			missing = append(missing, n.Source)
		}
	}
	if len(missing) > 0 {
		for i, source := range missing {
			missing[i] = words.SourceName(source, "", u.lang)
		}
		u.say(sayMissing, "sources", strings.Join(missing, u.word(wordComma)))
	}
}

// counts words how many there are of each code, in the order for people.
func (u ui) counts(codes words.Codes, counts map[string]int) string {
	var list []string
	for _, c := range codes {
		if n := counts[c.Code]; n > 0 {
			list = append(list, u.word(wordCounted, "what", u.code(codes, c.Code), "count", strconv.Itoa(n)))
		}
	}
	return strings.Join(list, u.word(wordComma))
}
