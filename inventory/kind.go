package inventory

import (
	"strconv"
	"strings"
	"unicode"
)

// guessedKind is what a sender probably is, and why.
type guessedKind struct {
	kind       Kind
	confidence float64
	reasons    []Reason
}

// kindOf weighs what the rows and the directory show; names come last and weigh least, since a name says what
// somebody once meant an account to be. Confidence is the winner's share of all weight, where one point stands for what was not seen. modern are
// rows of modern programs, nil for none.
func kindOf(s Sender, user User, places []*place, total cell, modern *cell) guessedKind {
	weight := map[Kind]float64{}
	var reasons []Reason
	say := func(kind Kind, points float64, rule string, args map[string]string) {
		weight[kind] += points
		reasons = append(reasons, reason(rule, args))
	}
	r := rhythmOf(&total)
	networks, others := map[string]bool{}, false
	for _, p := range places {
		if p.key.smtp {
			networks[p.key.ip] = true
		} else if p.key.protocol == ProtocolIMAP || p.key.protocol == ProtocolPOP || p.key.protocol == ProtocolActiveSync {
			others = true
		}
	}
	hours := map[string]string{"hours": strconv.Itoa(len(r.hours))}
	if r.rows >= 10 {
		switch {
		case len(r.hours) >= 18 && r.restShare > 0.1:
			say(KindApplication, 3, "kind-round-the-clock", hours)
		case len(r.hours) <= 3 && r.restShare > 0.1:
			say(KindApplication, 2.5, "kind-fixed-hours", hours)
		case len(r.hours) <= 2 && r.steady && r.regular:
			say(KindApplication, 2, "kind-fixed-hour-workdays", hours)
		case len(r.hours) <= 16 && r.restShare < 0.05 && len(networks) == 1:
			say(KindDevice, 1.5, "kind-office-place", nil)
		}
	}
	if user.GivenName != "" && user.Surname != "" || user.JobTitle != "" {
		say(KindPerson, 2, "kind-personal-data", nil)
	}
	if modern != nil && len(modern.days()) >= 3 && modern.successes() > 0 {
		say(KindPerson, 2, "kind-modern", map[string]string{"days": strconv.Itoa(len(modern.days()))})
	}
	if len(networks) > 1 && len(r.hours) <= 18 {
		say(KindPerson, 1, "kind-several-places", map[string]string{"places": strconv.Itoa(len(networks))})
	}
	if others {
		say(KindPerson, 1.5, "kind-reads-mail", nil)
	}
	for _, kind := range []Kind{KindDevice, KindApplication} {
		if word := nameHint(kind, s.UPN, string(s.DisplayName)); word != "" {
			say(kind, 2, "kind-name", map[string]string{"word": word})
		}
	}
	best, sum := KindUnknown, 1.0
	for _, kind := range []Kind{KindPerson, KindDevice, KindApplication} {
		sum += weight[kind]
		if weight[kind] > weight[best] {
			best = kind
		}
	}
	for _, kind := range []Kind{KindPerson, KindDevice, KindApplication} {
		if kind != best && weight[kind] == weight[best] {
			return guessedKind{kind: KindUnknown} // two answers are no answer
		}
	}
	return guessedKind{kind: best, confidence: round2(weight[best] / sum), reasons: reasons}
}

// nameHints are words that people put into the names of accounts that are no people, in English and Japanese. ASCII words match whole
// words of the name, Japanese ones anywhere.
var nameHints = map[Kind][]string{
	KindDevice: {"scan", "scanner", "scans", "mfp", "mfd", "printer", "copier", "copy", "fax", "nas", "ups", "camera", "cctv", "nvr", "pbx",
		"複合機", "プリンタ", "スキャン", "スキャナ", "コピー機", "ファックス", "カメラ", "電話交換機"},
	KindApplication: {"app", "application", "system", "server", "svc", "service", "erp", "crm", "payroll", "batch", "job", "jobs", "monitor",
		"monitoring", "alert", "alerts", "backup", "noreply", "no-reply", "donotreply", "notify", "notification", "notifications", "report",
		"reports", "web", "cron", "mailer", "bot", "db", "sap",
		"給与", "基幹", "バッチ", "システム", "サーバ", "監視", "通知", "自動", "月次", "受注", "配信", "アプリ", "バックアップ"},
}

// nameHint gives the first hint word found in an account's name.
func nameHint(kind Kind, upn, displayName string) string {
	local, _, _ := strings.Cut(upn, "@")
	text := strings.ToLower(local + " " + displayName)
	// Joined again, "no_reply" and "no.reply" are "no-reply" too.
	words := "-" + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }), "-") + "-"
	for _, hint := range nameHints[kind] {
		if hint[0] < 0x80 && strings.Contains(words, "-"+hint+"-") || hint[0] >= 0x80 && strings.Contains(text, hint) {
			return hint
		}
	}
	return ""
}
