package samples

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
)

// The limits of a page of message traces.
const (
	usualTraces = 1000
	mostTraces  = 5000
)

// A message is one that was sent after a sign-in with SMTP.
type message struct {
	id, messageID string
	at            time.Time
	from          *signIn
	to, subject   string
	failed        bool
	size          int
}

// trace makes the messages of a log: one to three for each success with SMTP. Every account has its own stream of random numbers, as for
// its sign-ins.
func (g *generator) trace(rows []signIn) []message {
	var colleagues []string
	for _, u := range g.users {
		if u.account.modern && !u.account.guest {
			colleagues = append(colleagues, u.who.upn)
		}
	}
	streams := map[*identity]*rand.Rand{}
	var all []message
	for i := range rows {
		row := &rows[i]
		if row.code != 0 || !isSMTP(row.client) {
			continue
		}
		r := streams[row.who]
		if r == nil {
			r = g.stream("messages " + row.who.upn)
			streams[row.who] = r
		}
		for range 1 + r.IntN(3) {
			all = append(all, g.message(r, row, colleagues))
		}
	}
	slices.SortFunc(all, func(a, b message) int {
		if c := b.at.Compare(a.at); c != 0 {
			return c
		}
		return strings.Compare(a.id, b.id)
	})
	return all
}

// message makes one message: to somebody in the sender's own domain, or to a customer.
func (g *generator) message(r *rand.Rand, row *signIn, colleagues []string) message {
	m := message{id: newGUID(r), from: row, at: row.at.Truncate(time.Second).Add(time.Duration(1+r.IntN(5)) * time.Second),
		subject: subjectOf(row.who), size: 4_000 + r.IntN(40_000)}
	if !m.at.Before(g.asOf) {
		m.at = row.at
	}
	if row.who.kind == inventory.KindDevice {
		m.size += r.IntN(2_000_000) // what is scanned is bigger than what is written
	}
	_, domain, _ := strings.Cut(row.who.upn, "@")
	m.messageID = "<" + newGUID(r) + "@" + domain + ">"
	m.failed = r.IntN(60) == 0
	own := slices.DeleteFunc(slices.Clone(colleagues), func(upn string) bool { return !strings.HasSuffix(upn, "@"+domain) || upn == row.who.upn })
	if len(own) > 0 && r.IntN(4) > 0 {
		m.to = own[r.IntN(len(own))]
	} else {
		m.to = fmt.Sprintf("customer-%02d@example.com", 1+r.IntN(40))
	}
	return m
}

// subjectOf is what an account writes over its messages: it says what kind of thing sends.
func subjectOf(who *identity) string {
	japanese := strings.HasSuffix(who.upn, "@example.jp")
	subjects := map[inventory.Kind][2]string{
		inventory.KindDevice:      {"Scanned document", "スキャンデータ"},
		inventory.KindApplication: {"Automatic notification", "自動通知"},
		inventory.KindPerson:      {"Re: Meeting", "Re: 打ち合わせの件"},
	}
	if japanese {
		return subjects[who.kind][1]
	}
	return subjects[who.kind][0]
}

// traceNames are the properties of a message trace.
var traceNames = []string{"id", "messageId", "senderAddress", "recipientAddress", "subject", "status", "fromIP", "toIP", "size", "receivedDateTime"}

func (m *message) shape() *record {
	status, to := "delivered", any(nil)
	if m.failed {
		status = "failed"
	}
	if strings.HasSuffix(m.to, "@example.com") {
		to = "198.51.100.250"
	}
	e := &record{}
	for i, value := range []any{m.id, m.messageID, m.from.who.upn, m.to, m.subject, status, m.from.address, to, m.size, m.at.Format(stamp)} {
		e.set(traceNames[i], value)
	}
	return e
}

func (a *answer) messageTraces() *refusal {
	q, refused := readQuery(a.request, "$filter", "$select", "$top", "$skiptoken")
	if refused != nil {
		return refused
	}
	size, refused := q.pageSize(usualTraces, mostTraces, a.opts.PageSize)
	if refused != nil {
		return refused
	}
	chosen, refused := chooseProperties(q.selected(), traceNames, "microsoft.graph.exchangeMessageTrace")
	if refused != nil {
		return refused
	}
	wanted, refused := traceFilter(q)
	if refused != nil {
		return refused
	}
	offset, refused := q.offset()
	if refused != nil {
		return refused
	}
	messages := a.tenant.messages()
	var page [][]byte
	matched, more := 0, false
	for i := range messages {
		if !wanted(&messages[i]) {
			continue
		}
		if matched++; matched <= offset {
			continue
		}
		if len(page) == size {
			more = true
			break
		}
		page = append(page, messages[i].shape().put(nil, chosen))
	}
	a.writePage(q, "admin/exchange/tracing/messageTraces", page, offset, more)
	return nil
}

func traceFilter(q *query) (func(*message) bool, *refusal) {
	text, ok := q.options["$filter"]
	if !ok {
		return func(*message) bool { return true }, nil
	}
	wanted, err := parseTraceFilter(text)
	if err != nil {
		return nil, badRequest("Invalid filter clause: %v", err)
	}
	return wanted, nil
}

// parseTraceFilter reads conditions on the sender and the time that are joined with "and".
func parseTraceFilter(text string) (func(*message) bool, error) {
	tokens, err := scan(text)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	wanted, err := p.traceCondition()
	for err == nil && p.takes(wordToken, "and") {
		var right func(*message) bool
		left := wanted
		right, err = p.traceCondition()
		wanted = func(m *message) bool { return left(m) && right(m) }
	}
	if err != nil {
		return nil, err
	}
	return wanted, p.end()
}

func (p *parser) traceCondition() (func(*message) bool, error) {
	name, operator, value := p.next(), p.next(), p.next()
	if name.kind != wordToken || operator.kind != wordToken || value.kind != wordToken && value.kind != stringToken {
		return nil, complain("Syntax error at position %d: a property, an operator and a value were expected.", name.at)
	}
	switch name.text {
	case "senderAddress":
		if operator.text != "eq" {
			return nil, noOperator(operator.text, name.text)
		}
		if value.kind != stringToken {
			return nil, mistyped(value, name.text)
		}
		return func(m *message) bool { return strings.EqualFold(m.from.who.upn, value.text) }, nil
	case "receivedDateTime":
		return receivedAt(operator.text, value)
	}
	if slices.Contains(traceNames, name.text) {
		return nil, complain("Filter on property '%s' is not supported.", name.text)
	}
	return nil, noProperty(name.text, "microsoft.graph.exchangeMessageTrace")
}

func receivedAt(operator string, value token) (func(*message) bool, error) {
	at, err := time.Parse(time.RFC3339Nano, value.text)
	if err != nil || value.kind != wordToken {
		return nil, mistyped(value, "receivedDateTime")
	}
	switch operator {
	case "ge":
		return func(m *message) bool { return !m.at.Before(at) }, nil
	case "le":
		return func(m *message) bool { return !m.at.After(at) }, nil
	}
	return nil, noOperator(operator, "receivedDateTime")
}
