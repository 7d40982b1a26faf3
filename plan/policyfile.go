package plan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// The largest figures that policy.yaml may ask for; beyond them a slip of the finger is likelier than a plan.
const (
	maxItemsPerWave = 1_000_000
	maxHoursPerWeek = 1_000_000
	maxWaveDays     = 366
	maxWaveNumber   = 100_000
	maxPrice        = 1_000_000
)

// ReadPolicy reads policy.yaml over a base: a key that the file does not name keeps the base's value. Every error is one line
// that names the line, and the key where there is one. An unknown key is an error with the nearest right key.
func ReadPolicy(data []byte, base Policy) (Policy, error) {
	p := base
	var document yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			return p, nil // nothing but comments
		}
		return Policy{}, fmt.Errorf("reading policy.yaml: %w", oneLine(err))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		if err != nil {
			return Policy{}, fmt.Errorf("reading policy.yaml: %w", oneLine(err))
		}
		return Policy{}, errors.New("reading policy.yaml: it holds more than one document: keep one, without a line of ---")
	}
	if err := p.read(document.Content[0]); err != nil {
		return Policy{}, fmt.Errorf("reading policy.yaml %w", err)
	}
	return p, nil
}

// oneLine keeps the first line of the YAML library's message and takes its name off.
func oneLine(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	return errors.New(strings.Join(strings.Fields(text), " "))
}

// read is the top of the file. What depends on several keys is checked at the end, at the line of the key that can repair it.
func (p *Policy) read(node *yaml.Node) error {
	if isNull(node) {
		return nil
	}
	rules := p.Calendar.Rules()
	var startLine, deadlineLine *yaml.Node
	err := fields(node, "", map[string]reader{
		"timeZone": func(at path, n *yaml.Node) error { return readTimeZone(at, n, &p.TimeZone) },
		"start": func(at path, n *yaml.Node) error {
			startLine = n
			return readDay(at, n, &p.Start)
		},
		"deadline": func(at path, n *yaml.Node) error {
			deadlineLine = n
			return readDay(at, n, &p.Deadline)
		},
		"workdays": func(at path, n *yaml.Node) error { return readWorkdays(at, n, &rules.Workdays) },
		"holidays": func(at path, n *yaml.Node) error { return readHolidays(at, n, &rules) },
		"freezes":  func(at path, n *yaml.Node) error { return readFreezes(at, n, &rules.Freezes) },
		"capacity": func(at path, n *yaml.Node) error { return readCapacity(at, n, &p.Capacity) },
		"waves":    func(at path, n *yaml.Node) error { return readWaves(at, n, &p.Waves) },
		"owners":   func(at path, n *yaml.Node) error { return readOwners(at, n, &p.Owners) },
		"senders":  func(at path, n *yaml.Node) error { return readSenders(at, n, &p.Senders) },
		"licences": func(at path, n *yaml.Node) error { return readLicenses(at, n, &p.Licenses) },
	})
	if err != nil {
		return err
	}
	if deadlineLine != nil && p.Deadline.IsZero() {
		return fail(deadlineLine, "deadline", "a day is needed, such as 2026-12-31")
	}
	if startLine != nil && deadlineLine != nil && p.Start.After(p.Deadline) {
		return fail(startLine, "start", "%s is after the deadline, %s: make one of them fit the other", p.Start, p.Deadline)
	}
	if p.Calendar, err = calendar.New(rules); err != nil {
		return fail(node, "holidays", "%v", err) // every part was checked at its own line before
	}
	return nil
}

// path is where in the file a value is, for messages: "waves.soakDays", "freezes[2].from".
type path string

func (at path) key(name string) path {
	if at == "" {
		return path(name)
	}
	return at + "." + path(name)
}

func (at path) index(i int) path { return at + path("["+strconv.Itoa(i+1)+"]") }

// reader reads one value.
type reader func(at path, node *yaml.Node) error

// fail words an error at a line. Values from the file are quoted by the callers, so a message stays one line.
func fail(node *yaml.Node, at path, format string, args ...any) error {
	return fmt.Errorf("line %d: %s: %s", node.Line, at, fmt.Sprintf(format, args...))
}

// fields reads a mapping whose keys are known. An empty value leaves everything as it is.
func fields(node *yaml.Node, at path, readers map[string]reader) error {
	known := make([]string, 0, len(readers))
	for name := range readers {
		known = append(known, name)
	}
	slices.Sort(known)
	return entries(node, at, func(key *yaml.Node, in path, value *yaml.Node) error {
		read, ok := readers[key.Value]
		if !ok {
			where := "policy.yaml"
			if at != "" {
				where = string(at)
			}
			return fmt.Errorf("line %d: unknown key %s in %s: did you mean %s?", key.Line, clip(key.Value), where, nearest(key.Value, known))
		}
		return read(in, value)
	})
}

// entries walks a mapping in the order of the file. A key that occurs twice and a value by reference are errors.
func entries(node *yaml.Node, at path, each func(key *yaml.Node, in path, value *yaml.Node) error) error {
	if isNull(node) {
		return nil
	}
	name := at
	if name == "" {
		name = "the file"
	}
	if node.Kind != yaml.MappingNode {
		return fail(node, name, "%s where keys and values are needed, such as \"key: value\"", describe(node))
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			return fail(key, name, "%s where a key is needed", describe(key))
		}
		if line, twice := seen[key.Value]; twice {
			return fail(key, name, "the key %s is there twice, first in line %d", clip(key.Value), line)
		}
		seen[key.Value] = key.Line
		if err := each(key, at.key(clipName(key.Value)), value); err != nil {
			return err
		}
	}
	return nil
}

// list walks a sequence.
func list(node *yaml.Node, at path, each reader) error {
	if isNull(node) {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		return fail(node, at, "%s where a list is needed, such as [a, b]", describe(node))
	}
	for i, item := range node.Content {
		if err := each(at.index(i), item); err != nil {
			return err
		}
	}
	return nil
}

func readText(at path, node *yaml.Node, to *string) error {
	if isNull(node) {
		*to = ""
		return nil
	}
	if node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a text is needed", describe(node))
	}
	*to = node.Value
	return nil
}

// readDay takes the characters as they stand: YAML's own dates also allow forms that swap day and month in a reader's mind.
func readDay(at path, node *yaml.Node, to *calendar.Day) error {
	if isNull(node) {
		*to = calendar.Day{}
		return nil
	}
	if node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a day is needed, such as 2026-12-31", describe(node))
	}
	day, err := calendar.ParseDay(node.Value)
	if err != nil {
		return fail(node, at, "%s is not a day that exists, written as 2026-12-31", clip(node.Value))
	}
	*to = day
	return nil
}

func readCount(at path, node *yaml.Node, low, high int, to *int) error {
	if node.Kind != yaml.ScalarNode || isNull(node) {
		return fail(node, at, "%s where a whole number is needed", describe(node))
	}
	n, err := strconv.Atoi(node.Value)
	if err != nil {
		return fail(node, at, "%s is not a whole number", clip(node.Value))
	}
	if n < low || n > high {
		return fail(node, at, "%d is not from %d to %d", n, low, high)
	}
	*to = n
	return nil
}

func readHours(at path, node *yaml.Node, to *float64) error {
	if node.Kind != yaml.ScalarNode || isNull(node) {
		return fail(node, at, "%s where a number of hours is needed", describe(node))
	}
	hours, err := strconv.ParseFloat(node.Value, 64)
	if err != nil || math.IsNaN(hours) {
		return fail(node, at, "%s is not a number of hours", clip(node.Value))
	}
	if hours <= 0 || hours > maxHoursPerWeek {
		return fail(node, at, "%s is not above 0 and up to %d", clip(node.Value), maxHoursPerWeek)
	}
	*to = hours
	return nil
}

// readWord reads one of a few words, and names the nearest where it is another.
func readWord[T ~string](at path, node *yaml.Node, known []T, to *T) error {
	if isNull(node) {
		*to = ""
		return nil
	}
	if node.Kind != yaml.ScalarNode {
		return fail(node, at, "%s where a word is needed", describe(node))
	}
	if slices.Contains(known, T(node.Value)) {
		*to = T(node.Value)
		return nil
	}
	names := make([]string, len(known))
	for i, word := range known {
		names[i] = string(word)
	}
	return fail(node, at, "%s is unknown, did you mean %s? known are %s", clip(node.Value), nearest(node.Value, names), strings.Join(names, ", "))
}

func readTimeZone(at path, node *yaml.Node, to *string) error {
	var name string
	if err := readText(at, node, &name); err != nil {
		return err
	}
	// "" and "Local" mean the computer's own zone to the library, which would make a plan depend on where it was made.
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return fail(node, at, "%s is not a time zone: use an IANA name such as Asia/Tokyo or UTC", clip(name))
	}
	*to = name
	return nil
}

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func readWorkdays(at path, node *yaml.Node, to *[]time.Weekday) error {
	var days []time.Weekday
	err := list(node, at, func(in path, item *yaml.Node) error {
		var name string
		if err := readWord(in, item, weekdays, &name); err != nil {
			return err
		}
		day := time.Weekday(slices.Index(weekdays, name))
		if day < 0 {
			return fail(item, in, "a weekday is needed, such as monday")
		}
		if slices.Contains(days, day) {
			return fail(item, in, "%s is there twice", name)
		}
		days = append(days, day)
		return nil
	})
	if err != nil {
		return err
	}
	if !isNull(node) && len(days) == 0 {
		return fail(node, at, "no day is left to work on: name at least one, such as [monday]")
	}
	*to = days
	return nil
}

func readHolidays(at path, node *yaml.Node, rules *calendar.Rules) error {
	return fields(node, at, map[string]reader{
		"countries": func(at path, n *yaml.Node) error {
			rules.Countries = nil
			return list(n, at, func(in path, item *yaml.Node) error {
				var country string
				if err := readWord(in, item, calendar.Countries(), &country); err != nil {
					return err
				}
				if country == "" {
					return fail(item, in, "a country code is needed, such as JP")
				}
				rules.Countries = append(rules.Countries, country)
				return nil
			})
		},
		"add":    func(at path, n *yaml.Node) error { return readDays(at, n, &rules.Add) },
		"remove": func(at path, n *yaml.Node) error { return readDays(at, n, &rules.Remove) },
	})
}

func readDays(at path, node *yaml.Node, to *[]calendar.Day) error {
	*to = nil
	return list(node, at, func(in path, item *yaml.Node) error {
		var day calendar.Day
		if err := readDay(in, item, &day); err != nil {
			return err
		}
		if day.IsZero() {
			return fail(item, in, "a day is needed, such as 2026-12-31")
		}
		*to = append(*to, day)
		return nil
	})
}

func readFreezes(at path, node *yaml.Node, to *[]calendar.Freeze) error {
	*to = nil
	return list(node, at, func(in path, item *yaml.Node) error {
		var freeze calendar.Freeze
		err := fields(item, in, map[string]reader{
			"from":   func(at path, n *yaml.Node) error { return readDay(at, n, &freeze.From) },
			"to":     func(at path, n *yaml.Node) error { return readDay(at, n, &freeze.To) },
			"reason": func(at path, n *yaml.Node) error { return readText(at, n, &freeze.Reason) },
		})
		switch {
		case err != nil:
			return err
		case freeze.From.IsZero():
			return fail(item, in.key("from"), "the first day of the freeze is missing")
		case freeze.To.IsZero():
			return fail(item, in.key("to"), "the last day of the freeze is missing")
		case freeze.To.Before(freeze.From):
			return fail(item, in, "the freeze ends on %s, before it begins on %s", freeze.To, freeze.From)
		}
		*to = append(*to, freeze)
		return nil
	})
}

func readCapacity(at path, node *yaml.Node, to *Capacity) error {
	return fields(node, at, map[string]reader{
		"itemsPerWave": func(at path, n *yaml.Node) error { return readCount(at, n, 1, maxItemsPerWave, &to.ItemsPerWave) },
		"hoursPerWeek": func(at path, n *yaml.Node) error { return readHours(at, n, &to.HoursPerWeek) },
	})
}

func readWaves(at path, node *yaml.Node, to *WaveRules) error {
	return fields(node, at, map[string]reader{
		"prepareDays": func(at path, n *yaml.Node) error { return readCount(at, n, 1, maxWaveDays, &to.PrepareDays) },
		"pilotItems":  func(at path, n *yaml.Node) error { return readCount(at, n, 0, maxItemsPerWave, &to.PilotItems) },
		"pilotDays":   func(at path, n *yaml.Node) error { return readCount(at, n, 1, maxWaveDays, &to.PilotDays) },
		"soakDays":    func(at path, n *yaml.Node) error { return readCount(at, n, 0, maxWaveDays, &to.SoakDays) },
		"regularDays": func(at path, n *yaml.Node) error { return readCount(at, n, 1, maxWaveDays, &to.RegularDays) },
		"groupBy": func(at path, n *yaml.Node) error {
			if isNull(n) {
				return fail(n, at, "department or none is needed")
			}
			return readWord(at, n, []GroupBy{GroupByDepartment, GroupByNone}, &to.GroupBy)
		},
	})
}

func readOwners(at path, node *yaml.Node, to *Owners) error {
	return fields(node, at, map[string]reader{
		"default":      func(at path, n *yaml.Node) error { return readText(at, n, &to.Default) },
		"byDepartment": func(at path, n *yaml.Node) error { return readNames(at, n, false, &to.ByDepartment) },
		"byDomain":     func(at path, n *yaml.Node) error { return readNames(at, n, true, &to.ByDomain) },
		"bySender":     func(at path, n *yaml.Node) error { return readNames(at, n, true, &to.BySender) },
	})
}

// readNames reads a mapping from a name to an owner. Mail names are the same in any case, departments are not.
func readNames(at path, node *yaml.Node, fold bool, to *map[string]string) error {
	names := map[string]string{}
	err := entries(node, at, func(key *yaml.Node, in path, value *yaml.Node) error {
		name := key.Value
		if fold {
			name = strings.ToLower(name)
		}
		if _, twice := names[name]; twice {
			return fail(key, at, "%s is there twice, in another case", clip(key.Value))
		}
		var owner string
		if err := readText(in, value, &owner); err != nil {
			return err
		}
		names[name] = owner
		return nil
	})
	if err != nil {
		return err
	}
	*to = nil
	if len(names) > 0 {
		*to = names
	}
	return nil
}

func readSenders(at path, node *yaml.Node, to *[]Override) error {
	senders, seen := []Override(nil), map[string]bool{}
	err := entries(node, at, func(key *yaml.Node, in path, value *yaml.Node) error {
		name := strings.ToLower(key.Value)
		if seen[name] {
			return fail(key, at, "%s is there twice, in another case", clip(key.Value))
		}
		seen[name] = true
		o := Override{Pattern: Pattern(key.Value), Line: key.Line}
		err := fields(value, in, map[string]reader{
			"route": func(at path, n *yaml.Node) error { return readWord(at, n, overrideRoutes, &o.Route) },
			"kind": func(at path, n *yaml.Node) error {
				return readWord(at, n, []inventory.Kind{
					inventory.KindPerson, inventory.KindDevice, inventory.KindApplication, inventory.KindUnknown,
				}, &o.Kind)
			},
			"wave": func(at path, n *yaml.Node) error {
				if isNull(n) {
					return nil
				}
				o.Wave = new(int)
				return readCount(at, n, 0, maxWaveNumber, o.Wave)
			},
		})
		senders = append(senders, o)
		return err
	})
	if err != nil {
		return err
	}
	*to = senders
	return nil
}

func readLicenses(at path, node *yaml.Node, to *Licenses) error {
	return fields(node, at, map[string]reader{
		"currency": func(at path, n *yaml.Node) error { return readCurrency(at, n, &to.Currency) },
		"prices":   func(at path, n *yaml.Node) error { return readPrices(at, n, &to.Prices) },
	})
}

// readCurrency takes any three letters: which of them are money somewhere changes, and nothing is computed from it.
func readCurrency(at path, node *yaml.Node, to *string) error {
	var text string
	if err := readText(at, node, &text); err != nil {
		return err
	}
	letters := func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }
	if text != "" && (len(text) != 3 || strings.ContainsFunc(text, func(r rune) bool { return !letters(r) })) {
		return fail(node, at, "%s is not a currency: use three letters such as EUR or JPY", clip(text))
	}
	*to = strings.ToUpper(text)
	return nil
}

// readPrices reads a mapping from part number to price. A subscription that costs nothing has the price 0; one without a price is left out.
func readPrices(at path, node *yaml.Node, to *map[string]float64) error {
	prices := map[string]float64{}
	err := entries(node, at, func(key *yaml.Node, in path, value *yaml.Node) error {
		part := strings.ToUpper(strings.TrimSpace(key.Value))
		if part == "" {
			return fail(key, at, "a part number is needed, such as EXCHANGESTANDARD")
		}
		if _, twice := prices[part]; twice {
			return fail(key, at, "%s is there twice, in another case", clip(key.Value))
		}
		price := 0.0
		if err := readPrice(in, value, &price); err != nil {
			return err
		}
		prices[part] = price
		return nil
	})
	if err != nil {
		return err
	}
	*to = nil
	if len(prices) > 0 {
		*to = prices
	}
	return nil
}

func readPrice(at path, node *yaml.Node, to *float64) error {
	if node.Kind != yaml.ScalarNode || isNull(node) {
		return fail(node, at, "%s where a price is needed, such as 4.20", describe(node))
	}
	price, err := strconv.ParseFloat(node.Value, 64)
	if err != nil || math.IsNaN(price) {
		return fail(node, at, "%s is not a price: write a number such as 4.20", clip(node.Value))
	}
	if price < 0 || price > maxPrice {
		return fail(node, at, "%s is not from 0 to %d", clip(node.Value), maxPrice)
	}
	*to = price + 0 // -0 is 0
	return nil
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null"
}

// describe says what stands at a place in the file.
func describe(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a reference (*), which is not supported,"
	}
	if isNull(node) {
		return "nothing"
	}
	return clip(node.Value)
}

// clip quotes a value from the file and keeps it short, so that a message stays one readable line.
func clip(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return strconv.Quote(value)
}

// clipName is clip for the path of a message: names that need no quotes get none.
func clipName(name string) string {
	quoted := clip(name)
	if quoted == `"`+name+`"` {
		return name
	}
	return quoted
}
