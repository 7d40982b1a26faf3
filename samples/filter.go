package samples

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A filter is a $filter of signIns: what it lets through, whether it says which event types it wants (if it does not, Graph gives
// interactive rows only), and whether applications are among them by name.
type filter struct {
	matches        func(*signIn) bool
	saysEventTypes bool
	asksPrincipals bool
}

// A complaint is what Graph says of a filter that it does not take: a sentence of an answer, not of this program.
type complaint string

func (c complaint) Error() string { return string(c) }

func complain(format string, args ...any) error { return complaint(fmt.Sprintf(format, args...)) }

// parseEqual reads a filter that compares one property with a string: "property eq 'value'", and nothing else.
func parseEqual(text, property, kind string) (string, error) {
	tokens, err := scan(text)
	if err != nil {
		return "", err
	}
	p := &parser{tokens: tokens}
	name, operator, value := p.next(), p.next(), p.next()
	switch {
	case name.kind != wordToken || operator.kind != wordToken || value.kind == endToken:
		return "", complain("Syntax error at position %d: a property, an operator and a value were expected.", name.at)
	case name.text != property:
		return "", complain("Filter on property '%s' of type '%s' is not supported.", name.text, kind)
	case operator.text != "eq":
		return "", noOperator(operator.text, property)
	case value.kind != stringToken:
		return "", mistyped(value, property)
	}
	return value.text, p.end()
}

// end says what is wrong if there is more to read.
func (p *parser) end() error {
	if t := p.next(); t.kind != endToken {
		return complain("Syntax error at position %d: '%s' was not expected.", t.at, t.text)
	}
	return nil
}

// maxDepth bounds nested parentheses, so that a hostile filter can't exhaust the stack.
const maxDepth = 100

// parseFilter reads the part of OData's filter language that signIns takes: the properties and operators that Graph
// documents for time, client, user, resource, error code, event type and (on beta) application, joined with and, or and parentheses.
// Everything else is an error, because a filter that is ignored in silence would look like a tenant without rows.
func parseFilter(text string, beta bool) (filter, error) {
	tokens, err := scan(text)
	if err != nil {
		return filter{}, err
	}
	p := &parser{tokens: tokens, beta: beta}
	matches, err := p.either(p.comparison)
	if err != nil {
		return filter{}, err
	}
	if err := p.end(); err != nil {
		return filter{}, err
	}
	return filter{matches: matches, saysEventTypes: p.saysEventTypes, asksPrincipals: p.asksPrincipals}, nil
}

type tokenKind int

const (
	endToken tokenKind = iota
	wordToken
	stringToken
	markToken // one of ( ) : ,
)

type token struct {
	kind tokenKind
	text string
	at   int
}

// scan splits a filter into words, quoted strings and marks.
func scan(text string) ([]token, error) {
	var tokens []token
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '\t':
			i++
		case strings.IndexByte("():,", c) >= 0:
			tokens = append(tokens, token{markToken, text[i : i+1], i})
			i++
		case c == '\'':
			value, end, ok := quoted(text, i)
			if !ok {
				return nil, complain("There is an unterminated string literal at position %d in '%s'.", i, text)
			}
			tokens = append(tokens, token{stringToken, value, i})
			i = end
		default:
			stops := "():,' \t"
			if c == '-' || c >= '0' && c <= '9' {
				stops = "(),' \t" // a time holds colons
			}
			end := len(text)
			if n := strings.IndexAny(text[i:], stops); n >= 0 {
				end = i + n
			}
			tokens = append(tokens, token{wordToken, text[i:end], i})
			i = end
		}
	}
	return append(tokens, token{kind: endToken, at: len(text), text: "the end"}), nil
}

// quoted reads a string literal, in which a doubled quote is one, and gives the position after it.
func quoted(text string, start int) (value string, end int, ok bool) {
	var b strings.Builder
	for i := start + 1; i < len(text); i++ {
		if text[i] != '\'' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '\'' {
			b.WriteByte('\'')
			i++
			continue
		}
		return b.String(), i + 1, true
	}
	return "", 0, false
}

type parser struct {
	tokens         []token
	position       int
	depth          int
	beta           bool
	saysEventTypes bool
	asksPrincipals bool
}

func (p *parser) peek() token { return p.tokens[p.position] }

func (p *parser) next() token {
	t := p.tokens[p.position]
	if t.kind != endToken {
		p.position++
	}
	return t
}

func (p *parser) takes(kind tokenKind, text string) bool {
	if t := p.peek(); t.kind != kind || t.text != text {
		return false
	}
	p.next()
	return true
}

type predicate = func(*signIn) bool

// either reads terms joined with "or"; a term is made of parts joined with "and".
func (p *parser) either(part func() (predicate, error)) (predicate, error) {
	left, err := p.both(part)
	for err == nil && p.takes(wordToken, "or") {
		var right predicate
		l := left
		right, err = p.both(part)
		left = func(r *signIn) bool { return l(r) || right(r) }
	}
	return left, err
}

func (p *parser) both(part func() (predicate, error)) (predicate, error) {
	left, err := p.nested(part)
	for err == nil && p.takes(wordToken, "and") {
		var right predicate
		l := left
		right, err = p.nested(part)
		left = func(r *signIn) bool { return l(r) && right(r) }
	}
	return left, err
}

// nested reads one part, or an expression of parts in parentheses.
func (p *parser) nested(part func() (predicate, error)) (predicate, error) {
	if !p.takes(markToken, "(") {
		return part()
	}
	if p.depth++; p.depth > maxDepth {
		return nil, complain("The node count limit of the filter is exceeded.")
	}
	inner, err := p.either(part)
	if err != nil {
		return nil, err
	}
	p.depth--
	if t := p.peek(); !p.takes(markToken, ")") {
		return nil, complain("')' or operator expected at position %d.", t.at)
	}
	return inner, nil
}

// comparison reads "property operator value", or a question about event types.
func (p *parser) comparison() (predicate, error) {
	name := p.next()
	if name.kind != wordToken {
		return nil, complain("Syntax error at position %d: a property was expected.", name.at)
	}
	if name.text == "signInEventTypes/any" {
		return p.eventTypes()
	}
	operator, value := p.next(), p.next()
	if operator.kind != wordToken || value.kind != wordToken && value.kind != stringToken {
		return nil, complain("Syntax error at position %d: an operator and a value were expected.", operator.at)
	}
	switch name.text {
	case "createdDateTime":
		return compareTime(operator.text, value)
	case "clientAppUsed":
		return compareText(name.text, operator.text, value, func(r *signIn) string { return r.client })
	case "userId":
		return compareText(name.text, operator.text, value, func(r *signIn) string { return r.who.userID })
	case "resourceId":
		return compareText(name.text, operator.text, value, func(r *signIn) string { return r.app.resourceID })
	case "status/errorCode":
		return compareCode(operator.text, value)
	case "servicePrincipalId":
		if p.beta { // v1.0 has the property and no rows in which it says anything
			return compareText(name.text, operator.text, value, (*signIn).principalID)
		}
	}
	first, _, _ := strings.Cut(name.text, "/")
	for _, known := range signInProperties(p.beta) {
		if known.name == first {
			return nil, complain("Filter on property '%s' is not supported.", name.text)
		}
	}
	return nil, noProperty(name.text, "microsoft.graph.signIn")
}

func noProperty(name, of string) error {
	return complain("Could not find a property named '%s' on type '%s'.", name, of)
}

func noOperator(operator, property string) error {
	return complain("Operator '%s' is not supported for property '%s'.", operator, property)
}

func mistyped(value token, property string) error {
	return complain("The value at position %d is not of the type of property '%s'.", value.at, property)
}

func compareTime(operator string, value token) (predicate, error) {
	at, err := time.Parse(time.RFC3339Nano, value.text)
	if err != nil {
		at, err = time.Parse(time.DateOnly, value.text)
	}
	if err != nil || value.kind != wordToken {
		return nil, mistyped(value, "createdDateTime")
	}
	switch operator {
	case "eq":
		return func(r *signIn) bool { return r.at.Equal(at) }, nil
	case "ge":
		return func(r *signIn) bool { return !r.at.Before(at) }, nil
	case "le":
		return func(r *signIn) bool { return !r.at.After(at) }, nil
	}
	return nil, noOperator(operator, "createdDateTime")
}

func compareText(property, operator string, value token, of func(*signIn) string) (predicate, error) {
	if operator != "eq" {
		return nil, noOperator(operator, property)
	}
	if value.kind != stringToken {
		return nil, mistyped(value, property)
	}
	return func(r *signIn) bool { return strings.EqualFold(of(r), value.text) }, nil
}

func compareCode(operator string, value token) (predicate, error) {
	if operator != "eq" {
		return nil, noOperator(operator, "status/errorCode")
	}
	code, err := strconv.ParseInt(value.text, 10, 32)
	if err != nil || value.kind != wordToken {
		return nil, mistyped(value, "status/errorCode")
	}
	return func(r *signIn) bool { return r.code == int(code) }, nil
}

// eventTypes reads the rest of signInEventTypes/any(t: t eq '…' or t eq '…').
func (p *parser) eventTypes() (predicate, error) {
	if !p.beta {
		return nil, noProperty("signInEventTypes", "microsoft.graph.signIn")
	}
	p.saysEventTypes = true
	open := p.takes(markToken, "(")
	variable := p.next()
	if !open || variable.kind != wordToken || !p.takes(markToken, ":") {
		return nil, complain("Syntax error at position %d: 'any' takes a variable, a colon and a condition.", variable.at)
	}
	inner, err := p.either(func() (predicate, error) {
		name, operator, value := p.next(), p.next(), p.next()
		if name.kind != wordToken || name.text != variable.text || operator.kind != wordToken || value.kind != stringToken {
			return nil, complain("Syntax error at position %d: '%s eq' and a string were expected.", name.at, variable.text)
		}
		switch operator.text {
		case "eq":
			p.asksPrincipals = p.asksPrincipals || value.text == byPrincipal
			return func(r *signIn) bool { return r.event == value.text }, nil
		case "ne":
			return func(r *signIn) bool { return r.event != value.text }, nil
		}
		return nil, noOperator(operator.text, "signInEventTypes")
	})
	if err != nil {
		return nil, err
	}
	if t := p.peek(); !p.takes(markToken, ")") {
		return nil, complain("')' or operator expected at position %d.", t.at)
	}
	return inner, nil
}
