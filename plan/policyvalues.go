package plan

import (
	"fmt"
	"math"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"unbasic/plan/calendar"
)

// policyValue is what stands at a key of policy.yaml, bound to the place that it is read into. Reading, the schema and the template all come from it, so they
// can't know different keys.
type policyValue interface {
	read(at path, node *yaml.Node) error
	// schema tells an editor what may stand there, in the words of JSON Schema draft 7.
	schema() map[string]any
	// shown gives what is in the bound place as YAML in one line, "" for nothing.
	shown() string
	// inner gives the keys below it, nil for none.
	inner() mapping
}

// policyKey is a key of a mapping, and about explains it in a comment of the template and in an editor.
type policyKey struct {
	name  string
	about string
	value policyValue
	// needed: an entry without it is no entry.
	needed bool
	// example is YAML that may stand below the key.
	example string
}

// leaf is embedded by values without keys below them.
type leaf struct{}

func (leaf) inner() mapping { return nil }

// mapping is a value whose keys are known. An empty one leaves everything as it is.
type mapping []policyKey

func (m mapping) read(at path, node *yaml.Node) error {
	names := make([]string, len(m))
	for i, k := range m {
		names[i] = k.name
	}
	found := map[string]bool{}
	err := entries(node, at, func(name *yaml.Node, in path, n *yaml.Node) error {
		i := slices.Index(names, name.Value)
		if i < 0 {
			return fail(name, in, "unknown key, did you mean %s?", nearestKey(at, name.Value, names))
		}
		found[name.Value] = true
		return m[i].value.read(in, n)
	})
	if err != nil {
		return err
	}
	for _, k := range m {
		if k.needed && !found[k.name] {
			return fail(node, at.key(k.name), "the key is missing")
		}
	}
	return nil
}

// nearestKey looks among the keys of this place first. A word that is far from all of them may be right somewhere else.
func nearestKey(at path, name string, names []string) string {
	near, changes := Nearest(name, names)
	if changes > 1 && at.home != nil {
		if home := at.home(name); home != "" {
			return home
		}
	}
	return near
}

func (m mapping) schema() map[string]any {
	properties, needed := map[string]any{}, []string{}
	for _, k := range m {
		s := k.value.schema()
		s["description"] = k.about
		properties[k.name] = s
		if k.needed {
			needed = append(needed, k.name)
		}
	}
	s := map[string]any{"type": []string{"object", "null"}, "additionalProperties": false, "properties": properties}
	if len(needed) > 0 {
		s["type"], s["required"] = "object", needed
	}
	return s
}

func (m mapping) shown() string  { return "" }
func (m mapping) inner() mapping { return m }

// listValue is a sequence. It replaces what is in the bound place.
type listValue[T any] struct {
	to   *[]T
	item func(*T) policyValue
	// check looks at an item beside those before it; nil for nothing to check.
	check func(at path, node *yaml.Node, item T, before []T) error
}

func (l listValue[T]) read(at path, node *yaml.Node) error {
	*l.to = nil
	if isNull(node) {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		return fail(node, at, "%s where a list is needed, such as [a, b]", describe(node))
	}
	if len(node.Content) > maxListed {
		return fail(node, at, "the list has %d entries, and %d is the most", len(node.Content), maxListed)
	}
	var items []T
	for i, n := range node.Content {
		var item T
		in := at.index(i)
		if err := l.item(&item).read(in, n); err != nil {
			return err
		}
		if l.check != nil {
			if err := l.check(in, n, item, items); err != nil {
				return err
			}
		}
		items = append(items, item)
	}
	*l.to = items
	return nil
}

func (l listValue[T]) schema() map[string]any {
	return map[string]any{"type": []string{"array", "null"}, "items": l.item(new(T)).schema(), "maxItems": maxListed}
}

func (l listValue[T]) shown() string {
	if l.inner() != nil {
		return ""
	}
	items := make([]string, len(*l.to))
	for i := range *l.to {
		items[i] = l.item(&(*l.to)[i]).shown()
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func (l listValue[T]) element() policyValue { return l.item(new(T)) }

func (l listValue[T]) inner() mapping { return l.item(new(T)).inner() }

// namedValue is an entry of a mapping whose keys are names.
type namedValue[T any] struct {
	name  string
	key   *yaml.Node
	value T
}

// namesValue is a mapping whose keys are names. It replaces what is in the bound place.
type namesValue[T any] struct {
	rule textRule
	item func(*T) policyValue
	// check looks at an entry; nil for nothing to check.
	check func(at path, entry namedValue[T]) error
	set   func([]namedValue[T])
}

func (m namesValue[T]) read(at path, node *yaml.Node) error {
	var all []namedValue[T]
	lines := map[string]int{}
	err := entries(node, at, func(name *yaml.Node, in path, n *yaml.Node) error {
		entry := namedValue[T]{name: name.Value, key: name}
		if err := m.rule.check(in, name, name.Value); err != nil {
			return err
		}
		if m.rule.fold {
			entry.name = strings.ToLower(entry.name)
		}
		if line, twice := lines[entry.name]; twice {
			return fail(name, at, "%s is there twice, in another case: first in line %d", clip(name.Value), line)
		}
		lines[entry.name] = name.Line
		if m.rule.keep {
			entry.name = name.Value
		}
		if err := m.item(&entry.value).read(in, n); err != nil {
			return err
		}
		if m.check != nil {
			if err := m.check(in, entry); err != nil {
				return err
			}
		}
		all = append(all, entry)
		return nil
	})
	if err != nil {
		return err
	}
	m.set(all)
	return nil
}

func (m namesValue[T]) schema() map[string]any {
	name := m.rule.schema()
	delete(name, "type")
	return map[string]any{"type": []string{"object", "null"}, "propertyNames": name, "additionalProperties": m.item(new(T)).schema()}
}

func (m namesValue[T]) shown() string  { return "" }
func (m namesValue[T]) inner() mapping { return m.item(new(T)).inner() }

// textRule says which texts are good.
type textRule struct {
	what string
	most int
	// pattern is what the text must look like, for people in like; nil for any line.
	pattern *regexp.Regexp
	like    string
	// any: a name of the directory, which may hold what it likes. It is compared and never written.
	any bool
	// needed: an empty text is none.
	needed bool
	// fold: the same in any case of letters; keep: and yet kept as it was written.
	fold, keep bool
}

// The texts of policy.yaml.
var (
	ruleLine      = textRule{what: "text", most: 500}
	ruleName      = textRule{what: "name", most: 200, needed: true}
	ruleOwner     = textRule{what: "owner", most: 320}
	ruleOwnerName = textRule{what: "owner", most: 320, needed: true}
	// Names of people and devices in the directory are up to 113 characters, departments 64; an inventory by hand may hold others.
	ruleGroup   = textRule{what: "name", most: 1000, any: true, needed: true}
	rulePattern = textRule{what: "sender", most: 320, needed: true, fold: true, keep: true}
	ruleSender  = textRule{what: "sender", most: 320, needed: true, fold: true}
	rulePart    = textRule{what: "part number", most: 100, needed: true, fold: true}
	ruleHost    = textRule{what: "host name", most: 253, pattern: hostPattern, like: "smtp.example.com"}
	ruleDomain  = textRule{what: "domain", most: 253, pattern: hostPattern, like: "contoso.com", needed: true, fold: true}
	ruleTenant  = textRule{what: "id or a domain of a tenant", most: 253, pattern: hostPattern, like: "contoso.onmicrosoft.com"}
	ruleClock   = textRule{what: "time of day", most: 5, pattern: regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`), like: "22:00"}
	// Any three letters: which of them are money somewhere changes, and nothing is computed from it.
	ruleCurrency = textRule{what: "currency", most: 3, pattern: regexp.MustCompile(`^[A-Za-z]{3}$`), like: "EUR or JPY, in three letters"}
)

// hostPattern is the host name of RFC 1123: labels of letters, digits and hyphens. Names in other letters are written as xn--….
var hostPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$`)

func (r textRule) check(at path, node *yaml.Node, text string) error {
	if text == "" {
		if r.needed {
			return fail(node, at, "%s is needed", article(r.what))
		}
		return nil
	}
	if n := utf8.RuneCountInString(text); n > r.most {
		return fail(node, at, "the %s has %d characters, and %d is the most", r.what, n, r.most)
	}
	if r.pattern != nil && !r.pattern.MatchString(text) {
		return fail(node, at, "%s is not %s, such as %s", clip(text), article(r.what), r.like)
	}
	if r.any {
		return nil
	}
	if i := strings.IndexFunc(text, unprintable); i >= 0 {
		hidden, _ := utf8.DecodeRuneInString(text[i:])
		return fail(node, at, "%s holds the character U+%04X, which does not print: %s is one line", clip(text), hidden, article(r.what))
	}
	return nil
}

func article(noun string) string {
	if strings.ContainsRune("aeio", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// unprintable finds what ends a line, drives a terminal or turns the direction of writing around.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// linePattern is unprintable for editors. The characters stand in it as themselves, since regular expressions differ in how they are named.
const linePattern = "^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$"

func (r textRule) schema() map[string]any {
	// Numbers and the like are texts too: a project may be called 2027.
	s := map[string]any{"type": []string{"string", "number", "boolean", "null"}, "maxLength": r.most}
	if r.needed {
		s["type"], s["minLength"] = []string{"string", "number", "boolean"}, 1
	}
	switch {
	case r.pattern != nil && r.needed:
		s["pattern"] = r.pattern.String()
	case r.pattern != nil:
		s["pattern"] = "^$|" + r.pattern.String()
	case !r.any:
		s["pattern"] = linePattern
	}
	return s
}

// textValue is one line.
type textValue struct {
	leaf
	to   *string
	rule textRule
}

func (v textValue) read(at path, node *yaml.Node) error {
	var read string
	switch {
	case isNull(node):
	case node.Kind != yaml.ScalarNode:
		return fail(node, at, "%s where a text is needed", describe(node))
	default:
		read = node.Value
	}
	if err := v.rule.check(at, node, read); err != nil {
		return err
	}
	*v.to = read
	return nil
}

func (v textValue) schema() map[string]any { return v.rule.schema() }
func (v textValue) shown() string          { return quoteYAML(*v.to) }

// quoteYAML writes a text so that YAML reads the same text, without quotes where nobody would miss them.
func quoteYAML(text string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("@._/-", r)
	}
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case !unicode.IsLetter(first), strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }):
		return strconv.Quote(text)
	case slices.Contains([]string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(text)):
		return strconv.Quote(text)
	}
	return text
}

// wordValue is one of a few words.
type wordValue[T ~string] struct {
	leaf
	to    *T
	known []T
	// needed: an empty value is none.
	needed bool
	// numbers: YAML takes the words for numbers, and an editor must not mind.
	numbers bool
}

func (v wordValue[T]) words() []string {
	words := make([]string, len(v.known))
	for i, w := range v.known {
		words[i] = string(w)
	}
	return words
}

func (v wordValue[T]) read(at path, node *yaml.Node) error {
	known := strings.Join(v.words(), ", ")
	if isNull(node) && !v.needed {
		*v.to = ""
		return nil
	}
	if isNull(node) || node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a word is needed: known are %s", describe(node), known)
	}
	if !slices.Contains(v.known, T(node.Value)) {
		return fail(node, at, "%s is unknown, did you mean %s? known are %s", clip(node.Value), nearest(node.Value, v.words()), known)
	}
	*v.to = T(node.Value)
	return nil
}

func (v wordValue[T]) schema() map[string]any {
	var words []any
	for _, w := range v.words() {
		words = append(words, w)
		if number, err := strconv.ParseFloat(w, 64); err == nil && v.numbers {
			words = append(words, number)
		}
	}
	if !v.needed {
		words = append(words, nil)
	}
	return map[string]any{"enum": words}
}

func (v wordValue[T]) shown() string { return string(*v.to) }

// choiceValue is one of two words, and nothing where it is not known. YAML's own words for yes and no are taken for those.
type choiceValue struct {
	leaf
	to      **bool
	yes, no string
}

// answerWords are what stands for yes and no.
var answerWords = map[string]bool{"yes": true, "no": false, "true": true, "false": false}

func yesNo(to **bool) choiceValue { return choiceValue{to: to, yes: "yes", no: "no"} }

func (v choiceValue) words() []string { return []string{v.yes, v.no} }

func (v choiceValue) read(at path, node *yaml.Node) error {
	if isNull(node) {
		*v.to = nil
		return nil
	}
	if node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where %s or %s is needed", describe(node), v.yes, v.no)
	}
	answer, ok := node.Value == v.yes, node.Value == v.yes || node.Value == v.no
	if v.yes == "yes" {
		answer, ok = answerWords[strings.ToLower(node.Value)]
	}
	if !ok {
		return fail(node, at, "%s is neither %s nor %s: leave it empty where it is not known", clip(node.Value), v.yes, v.no)
	}
	*v.to = &answer
	return nil
}

func (v choiceValue) schema() map[string]any {
	if v.yes != "yes" {
		return map[string]any{"enum": []any{v.yes, v.no, nil}}
	}
	return map[string]any{"anyOf": []any{
		map[string]any{"enum": []any{"yes", "no", true, false, nil}},
		map[string]any{"type": "string", "pattern": "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"},
	}}
}

func (v choiceValue) shown() string {
	switch {
	case *v.to == nil:
		return ""
	case **v.to:
		return v.yes
	}
	return v.no
}

// dayValue is taken by its characters: YAML's own dates also allow forms that swap day and month in a reader's mind.
type dayValue struct {
	leaf
	to     *calendar.Day
	needed bool
}

func (v dayValue) read(at path, node *yaml.Node) error {
	if isNull(node) && !v.needed {
		*v.to = calendar.Day{}
		return nil
	}
	if isNull(node) || node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a day is needed, such as 2026-12-31", describe(node))
	}
	read, err := calendar.ParseDay(node.Value)
	if err != nil {
		return fail(node, at, "%s is not a day that exists, written as 2026-12-31", clip(node.Value))
	}
	*v.to = read
	return nil
}

func (v dayValue) schema() map[string]any {
	s := map[string]any{"type": []string{"string", "null"}, "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`}
	if v.needed {
		s["type"] = "string"
	}
	return s
}

func (v dayValue) shown() string { return v.to.String() }

// countValue is a whole number.
type countValue struct {
	leaf
	to        *int
	low, high int
	// empty: it may be left empty, which is 0.
	empty bool
	// hint is said where the number is too low.
	hint string
}

func (v countValue) read(at path, node *yaml.Node) error {
	if isNull(node) && v.empty {
		*v.to = 0
		return nil
	}
	if isNull(node) || node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a whole number is needed", describe(node))
	}
	n, err := strconv.Atoi(node.Value)
	if err != nil {
		return fail(node, at, "%s is not a whole number", clip(node.Value))
	}
	if n < v.low || n > v.high {
		return fail(node, at, "%d is not from %d to %d%s", n, v.low, v.high, hintBelow(n < v.low, v.hint))
	}
	*v.to = n
	return nil
}

func hintBelow(below bool, hint string) string {
	if below && hint != "" {
		return ": " + hint
	}
	return ""
}

func (v countValue) schema() map[string]any {
	return map[string]any{"type": typeOrNull("integer", v.empty), "minimum": v.low, "maximum": v.high}
}

func typeOrNull(name string, null bool) any {
	if null {
		return []string{name, "null"}
	}
	return name
}

func (v countValue) shown() string {
	if v.empty && *v.to == 0 {
		return ""
	}
	return strconv.Itoa(*v.to)
}

// waveValue is the number of a wave, nil for none.
type waveValue struct {
	leaf
	to **int
}

func (v waveValue) number(to *int) countValue { return countValue{to: to, high: maxWaveNumber} }

func (v waveValue) read(at path, node *yaml.Node) error {
	*v.to = nil
	if isNull(node) {
		return nil
	}
	n := new(int)
	if err := v.number(n).read(at, node); err != nil {
		return err
	}
	*v.to = n
	return nil
}

func (v waveValue) schema() map[string]any {
	s := v.number(nil).schema()
	s["type"] = typeOrNull("integer", true)
	return s
}

func (v waveValue) shown() string {
	if *v.to == nil {
		return ""
	}
	return strconv.Itoa(**v.to)
}

// numberValue is a number with a point, as what ("a price").
type numberValue struct {
	leaf
	to   *float64
	what string
	like string
	most float64
	// above: 0 itself is too little.
	above bool
	// empty: it may be left empty, which is 0.
	empty bool
	hint  string
}

func hoursOf(to *float64) numberValue {
	return numberValue{to: to, what: "a number of hours", like: "7.5", most: maxHoursPerWeek, above: true, hint: "without an hour nothing can be planned"}
}

func priceOf(to *float64) numberValue {
	return numberValue{to: to, what: "a price", like: "4.20", most: maxPrice}
}

func (v numberValue) read(at path, node *yaml.Node) error {
	if isNull(node) && v.empty {
		*v.to = 0
		return nil
	}
	if isNull(node) || node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where %s is needed, such as %s", describe(node), v.what, v.like)
	}
	// ParseFloat also takes hexadecimal digits and underscores, which nobody means.
	x, err := strconv.ParseFloat(node.Value, 64)
	if err != nil && !math.IsInf(x, 0) || math.IsNaN(x) || strings.ContainsAny(node.Value, "xX_") {
		return fail(node, at, "%s is not %s: write a number such as %s", clip(node.Value), v.what, v.like)
	}
	if low := x < 0 || x == 0 && v.above; low || x > v.most {
		limit := "from 0 to"
		if v.above {
			limit = "above 0 and up to"
		}
		return fail(node, at, "%s is not %s %v%s", clip(node.Value), limit, strconv.FormatFloat(v.most, 'f', -1, 64), hintBelow(low, v.hint))
	}
	*v.to = x + 0 // -0 is 0
	return nil
}

func (v numberValue) schema() map[string]any {
	s := map[string]any{"type": typeOrNull("number", v.empty), "maximum": v.most}
	if v.above {
		s["exclusiveMinimum"] = 0
	} else {
		s["minimum"] = 0
	}
	return s
}

func (v numberValue) shown() string {
	if v.empty && *v.to == 0 {
		return ""
	}
	return strconv.FormatFloat(*v.to, 'f', -1, 64)
}

// priceValue is a price that may be unknown.
type priceValue struct {
	leaf
	to **float64
}

func (v priceValue) read(at path, node *yaml.Node) error {
	*v.to = nil
	if isNull(node) {
		return nil
	}
	x := new(float64)
	if err := priceOf(x).read(at, node); err != nil {
		return err
	}
	*v.to = x
	return nil
}

func (v priceValue) schema() map[string]any {
	s := priceOf(nil).schema()
	s["type"] = typeOrNull("number", true)
	return s
}

func (v priceValue) shown() string {
	if *v.to == nil {
		return ""
	}
	return priceOf(*v.to).shown()
}

// currencyValue is written in upper case whatever the file says.
type currencyValue struct{ textValue }

func (v currencyValue) read(at path, node *yaml.Node) error {
	if err := v.textValue.read(at, node); err != nil {
		return err
	}
	*v.to = strings.ToUpper(*v.to)
	return nil
}

// zoneValue is the name of a time zone.
type zoneValue struct{ textValue }

func (v zoneValue) read(at path, node *yaml.Node) error {
	var name string
	if err := (textValue{to: &name, rule: v.rule}).read(at, node); err != nil {
		return err
	}
	// "" and "Local" mean the computer's own zone to the library, which would make a plan depend on where it was made.
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return fail(node, at, "%s is not a time zone: use an IANA name such as Asia/Tokyo or UTC", clip(name))
	}
	*v.to = name
	return nil
}

// weekdayValue is a day of the week. Sunday is 0, so nothing can be left empty.
type weekdayValue struct {
	leaf
	to *time.Weekday
}

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func (v weekdayValue) read(at path, node *yaml.Node) error {
	var name string
	if err := (wordValue[string]{to: &name, known: weekdays, needed: true}).read(at, node); err != nil {
		return err
	}
	*v.to = time.Weekday(slices.Index(weekdays, name))
	return nil
}

func (v weekdayValue) schema() map[string]any {
	return wordValue[string]{known: weekdays, needed: true}.schema()
}

func (v weekdayValue) shown() string { return weekdays[*v.to] }

// networkValue is a range of addresses; a single address is a range of one.
type networkValue struct {
	leaf
	to *netip.Prefix
}

func (v networkValue) read(at path, node *yaml.Node) error {
	if isNull(node) || node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a network is needed, such as 203.0.113.0/24", describe(node))
	}
	prefix, err := netip.ParsePrefix(node.Value)
	if err != nil {
		var address netip.Addr
		if address, err = netip.ParseAddr(node.Value); err == nil {
			prefix = netip.PrefixFrom(address.WithZone(""), address.BitLen())
		}
	}
	if err != nil || prefix.Addr().Is4In6() || strings.Contains(node.Value, "%") {
		return fail(node, at, "%s is not a network, such as 203.0.113.0/24 or 2001:db8::/32", clip(node.Value))
	}
	*v.to = prefix.Masked()
	return nil
}

func (v networkValue) schema() map[string]any {
	return map[string]any{"type": "string", "pattern": `^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$`}
}

func (v networkValue) shown() string { return quoteYAML(v.to.String()) }

// mapOf turns entries into a map, nil for none.
func mapOf[T any](all []namedValue[T]) map[string]T {
	if len(all) == 0 {
		return nil
	}
	m := make(map[string]T, len(all))
	for _, entry := range all {
		m[entry.name] = entry.value
	}
	return m
}

// ownersBy is a mapping from names to owners; an empty owner is nobody.
func ownersBy(rule textRule, to *map[string]string) policyValue {
	return namesValue[string]{
		rule: rule, item: func(owner *string) policyValue { return textValue{to: owner, rule: ruleOwner} },
		set: func(all []namedValue[string]) { *to = mapOf(all) },
	}
}

// once refuses an item that is in the list before.
func once[T comparable](at path, node *yaml.Node, item T, before []T) error {
	if slices.Contains(before, item) {
		return fail(node, at, "%s is there twice", clipName(fmt.Sprint(item)))
	}
	return nil
}

// homesOf gives the places of every key, by its name in lower case.
func homesOf(m mapping, prefix string, homes map[string][]string) map[string][]string {
	for _, k := range m {
		name := prefix + k.name
		homes[strings.ToLower(k.name)] = append(homes[strings.ToLower(k.name)], name)
		if _, known := k.value.(mapping); !known && k.value.inner() != nil {
			name += ".…"
		}
		homesOf(k.value.inner(), name+".", homes)
	}
	return homes
}
