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

// traits are what a kind is told by.
type traits struct {
	rhythm
	// places are the clients that send, settled those of them at fixed lines.
	places, settled int
	// personal: the directory has a person's name or title. impersonal: it has the account, and neither.
	personal, impersonal bool
	// peak is the share of its rows in the twelve hours of the day that hold most: a half for what does not care about the hour.
	peak float64
	// factor is nil where it is not known whether a second factor is registered.
	factor *bool
	// modernDays are days on which it worked with modern programs.
	modernDays int
	// readsMail with an old protocol.
	readsMail bool
	mailbox   Mailbox
	names     map[Kind]string // hint words
}

// aroundTheClock reports whether it works at night and at weekends as in the day.
func (t *traits) aroundTheClock() bool { return len(t.hours) >= 18 && t.restShare > 0.1 }

// officeHours reports whether it rests at night and at weekends.
func (t *traits) officeHours() bool { return len(t.hours) <= 16 && t.restShare < 0.05 }

// scheduled reports whether it runs at few fixed hours, on days at one distance, equally often on each where it runs more than once.
func (t *traits) scheduled() bool {
	return t.days >= 3 && t.regular && (len(t.hours) <= 2 || len(t.hours) <= 4 && t.steady)
}

// bursts reports whether it sends very much on very few days.
func (t *traits) bursts() bool { return t.days <= 8 && t.perDay >= 50 }

// kindRule is one trait that speaks for a kind, and how much.
type kindRule struct {
	id     string
	kind   Kind
	points float64
	when   func(*traits) bool
}

// kindRules are weighed together. Behaviour and the directory weigh most and names least.
var kindRules = []kindRule{
	{"kind-clockwork", KindApplication, 3, func(t *traits) bool { return t.rows >= 10 && t.aroundTheClock() && t.steady && t.perDay >= 4 }},
	{"kind-steady", KindApplication, 2, func(t *traits) bool {
		return t.rows >= 10 && !t.aroundTheClock() && !t.scheduled() && t.restShare > 0.1 && t.steady && t.perDay >= 3
	}},
	{"kind-round-the-clock", KindApplication, 1.5, func(t *traits) bool { return t.rows >= 10 && t.aroundTheClock() && !t.steady && t.perDay >= 20 }},
	{"kind-alarms", KindDevice, 1.5, func(t *traits) bool {
		return t.rows >= 10 && len(t.hours) >= 6 && t.restShare > 0.1 && t.peak < 0.75 && !t.steady && t.perDay < 20
	}},
	{"kind-all-week", KindApplication, 1.5, func(t *traits) bool {
		return t.rows >= 10 && len(t.hours) >= 6 && t.restShare > 0.1 && t.peak >= 0.75 && !t.steady
	}},
	{"kind-fixed-hours", KindApplication, 2.5, func(t *traits) bool { return t.scheduled() && t.restShare > 0.1 }},
	{"kind-fixed-hour-workdays", KindApplication, 2, func(t *traits) bool { return t.scheduled() && t.restShare <= 0.1 && (t.steady || t.gap > 1) }},
	{"kind-month-end", KindApplication, 2, func(t *traits) bool { return t.days >= 1 && t.days <= 8 && t.monthEdge >= 0.99 && t.rows >= 2 }},
	{"kind-bursts", KindApplication, 2, (*traits).bursts},
	{"kind-office-place", KindDevice, 1.5, func(t *traits) bool {
		return t.rows >= 10 && t.officeHours() && !t.scheduled() && !t.bursts() && t.places == 1
	}},
	// A person is at one place at a time, and is known by name.
	{"kind-office-places", KindDevice, 1.5, func(t *traits) bool {
		return t.rows >= 10 && t.officeHours() && !t.scheduled() && !t.personal && t.settled > 1 && 2*t.settled >= t.places
	}},
	{"kind-rare", KindDevice, 0.5, func(t *traits) bool {
		return t.rows >= 3 && t.days >= 2 && t.rows < 10 && !t.scheduled() && !t.personal && t.monthEdge < 0.99
	}},
	{"kind-personal-data", KindPerson, 2, func(t *traits) bool { return t.personal }},
	{"kind-second-factor", KindPerson, 1.5, func(t *traits) bool { return t.factor != nil && *t.factor }},
	{"kind-modern", KindPerson, 2, func(t *traits) bool { return t.modernDays >= 3 }},
	{"kind-several-places", KindPerson, 1, func(t *traits) bool {
		return t.places > 1 && !t.aroundTheClock() && !t.impersonal && 2*t.settled < t.places
	}},
	{"kind-reads-mail", KindPerson, 1.5, func(t *traits) bool { return t.readsMail }},
	// Nobody owns such a mailbox, which says little of who sends from it: enough where two kinds weigh the same.
	{"kind-shared-mailbox", KindApplication, 0.1, func(t *traits) bool { return t.mailbox == MailboxShared }},
	{"kind-room", KindDevice, 0.1, func(t *traits) bool { return t.mailbox == MailboxRoom || t.mailbox == MailboxEquipment }},
	{"kind-name-device", KindDevice, 1.2, func(t *traits) bool { return t.names[KindDevice] != "" }},
	{"kind-name-application", KindApplication, 1.2, func(t *traits) bool { return t.names[KindApplication] != "" }},
}

// kindOf weighs what the rows and the directory show; names come last and weigh least, since a name says what
// somebody once meant an account to be. Confidence is the winner's share of all weight, where one point stands for what was not seen.
func kindOf(t traits) guessedKind {
	weight := map[Kind]float64{}
	var reasons []Reason
	args := map[string]string{
		"hours": strconv.Itoa(len(t.hours)), "places": strconv.Itoa(t.places), "days": strconv.Itoa(t.modernDays), "perDay": strconv.Itoa(t.perDay),
		"device": t.names[KindDevice], "application": t.names[KindApplication],
	}
	for _, rule := range kindRules {
		if rule.when(&t) {
			weight[rule.kind] += rule.points
			reasons = append(reasons, reason(rule.id, args))
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

// byPolicy gives a sender that policy.yaml names the kind that it says. Who wrote it knows the machine, so
// the evidence has no say any more, and its reasons would only argue with the answer.
func byPolicy(kindOf func(upn, id string) (Kind, bool), s Sender) (guessedKind, bool) {
	if kindOf == nil {
		return guessedKind{}, false
	}
	kind, named := kindOf(s.UPN, s.ID)
	if !named {
		return guessedKind{}, false
	}
	g := guessedKind{kind: kind, confidence: 1, reasons: []Reason{reason("kind-policy", map[string]string{"kind": string(kind)})}}
	if kind == KindUnknown {
		g.confidence = 0 // nobody can be sure of not knowing
	}
	return g, true
}

// traitsOf looks at a sender. modern are its rows of modern programs, nil for none; found says that the directory has it.
func traitsOf(s Sender, user User, found bool, places []*place, total cell, pace rhythm, modern *cell, factor *bool) traits {
	t := traits{rhythm: pace, factor: factor, mailbox: s.Mailbox, names: map[Kind]string{}}
	for _, p := range places {
		switch {
		case p.treatment != use:
		case p.key.smtp:
			t.places++
			if p.settled() {
				t.settled++
			}
		case p.key.protocol == ProtocolIMAP || p.key.protocol == ProtocolPOP || p.key.protocol == ProtocolActiveSync:
			t.readsMail = true
		}
	}
	t.personal = user.GivenName != "" && user.Surname != "" || user.JobTitle != ""
	t.impersonal = found && user.GivenName == "" && user.Surname == "" && user.JobTitle == ""
	if modern != nil && modern.successes() > 0 {
		t.modernDays = len(modern.days())
	}
	busiest := uint32(0)
	for start := range 24 {
		sum := uint32(0)
		for hour := range 12 {
			sum += total.hours[(start+hour)%24]
		}
		busiest = max(busiest, sum)
	}
	if t.rows > 0 {
		t.peak = float64(busiest) / float64(t.rows)
	}
	device, application := nameHint(KindDevice, s.UPN, string(s.DisplayName)), nameHint(KindApplication, s.UPN, string(s.DisplayName))
	// 監視カメラ is a camera and no 監視.
	if application != "" && !(device != application && strings.Contains(device, application)) {
		t.names[KindApplication] = application
	}
	if device != "" && !(device != application && strings.Contains(application, device)) {
		t.names[KindDevice] = device
	}
	return t
}

// nameHints are words that people put into the names of accounts that are no people, in English and Japanese. ASCII words match whole
// words of the name, Japanese ones anywhere.
var nameHints = map[Kind][]string{
	KindDevice: {"scan", "scanner", "scans", "scantomail", "mfp", "mfd", "mfc", "multifunction", "printer", "copier", "copy", "fax", "plotter", "nas", "ups", "camera",
		"ipcam", "cctv", "nvr", "pbx", "label", "door", "kiosk", "handy", "ricoh", "xerox", "canon", "kyocera", "brother", "epson", "bizhub", "imagerunner", "apeos", "apeosport",
		"laserjet", "複合機", "複写機", "プリンタ", "スキャン", "スキャナ", "コピー機", "ファックス", "カメラ", "監視カメラ", "電話交換機", "ラベル", "ハンディ", "端末"},
	KindApplication: {"app", "application", "system", "server", "svc", "service", "erp", "crm", "payroll", "batch", "job", "jobs", "monitor",
		"monitoring", "alert", "alerts", "backup", "noreply", "no-reply", "donotreply", "notify", "notification", "notifications", "report",
		"reports", "web", "webshop", "shop", "cron", "mailer", "bot", "db", "sap", "invoice", "invoices", "billing", "newsletter", "ticket", "tickets", "workflow", "zabbix", "nagios",
		"jenkins", "grafana", "prtg", "veeam", "wordpress",
		"給与", "基幹", "バッチ", "システム", "サーバ", "監視", "通知", "自動", "月次", "夜間", "受注", "請求", "会計", "勤怠", "配信", "メルマガ", "アプリ", "バックアップ", "ワークフロー"},
}

// hintWords are the ASCII hints as a set, hintTexts the others.
var hintWords, hintTexts = func() (words map[Kind]map[string]bool, texts map[Kind][]string) {
	words, texts = map[Kind]map[string]bool{}, map[Kind][]string{}
	for kind, hints := range nameHints {
		words[kind] = map[string]bool{}
		for _, hint := range hints {
			if hint[0] < 0x80 {
				words[kind][hint] = true
			} else {
				texts[kind] = append(texts[kind], hint)
			}
		}
	}
	return words, texts
}()

// nameHint gives the longest hint word found in an account's name, the first of equals.
func nameHint(kind Kind, upn, displayName string) string {
	local, _, _ := strings.Cut(upn, "@")
	text := strings.ToLower(local + " " + displayName)
	longest, before := "", ""
	take := func(hint string) {
		if len(hint) > len(longest) && hintWords[kind][hint] {
			longest = hint
		}
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		take(word)
		take(before + "-" + word) // "no_reply" and "no.reply" are "no-reply" too
		before = word
	}
	for _, hint := range hintTexts[kind] {
		if len(hint) > len(longest) && strings.Contains(text, hint) {
			longest = hint
		}
	}
	return longest
}
