package kql_test

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// interpreter runs queries on rows, as far as the language goes that detections are written in. It is written from Microsoft's reference of KQL and knows nothing of
// what a detection means; whatever it does not know ends the test.
type interpreter struct {
	t      *testing.T
	now    time.Time
	tokens []string
	at     int
	tables map[string]table
}

type (
	row   map[string]any // nil, bool, int64, string, time.Time, time.Duration or []any
	table struct {
		columns []string
		rows    []row
	}
)

// tokenPattern takes a query apart: strings, moments, numbers with and without units, names, operators. Comments and blanks fall between.
var tokenPattern = regexp.MustCompile(`^(?:@"[^"]*"|"(?:\\.|[^"\\])*"|datetime\([^)]*\)|\d+[dhms]\b|\d+|!in~|!in|in~|mv-expand|[A-Za-z_]\w*~?|==|!=|=~|>=|<=|\.\.|[-+*|=<>()\[\],;:.])`)

// runQuery gives the result of a query over the tables of a workspace, with what its let statements name.
func runQuery(t *testing.T, now time.Time, tables map[string]table, query string) (table, map[string]table) {
	t.Helper()
	in := &interpreter{t: t, now: now, tables: map[string]table{}}
	for name, one := range tables {
		in.tables[name] = one
	}
	for rest := query; ; {
		rest = strings.TrimLeft(rest, " \t\n")
		if strings.HasPrefix(rest, "//") {
			_, rest, _ = strings.Cut(rest, "\n")
			continue
		}
		if rest == "" {
			break
		}
		token := tokenPattern.FindString(rest)
		if token == "" {
			t.Fatalf("no token begins %.40q", rest)
		}
		in.tokens, rest = append(in.tokens, token), rest[len(token):]
	}
	for in.accept("let") {
		name := in.next()
		in.want("=")
		in.tables[name] = in.pipeline()
		in.want(";")
	}
	result := in.pipeline()
	if in.at < len(in.tokens) {
		t.Fatalf("the query goes on with %q", in.tokens[in.at:])
	}
	return result, in.tables
}

func (in *interpreter) peek() string {
	if in.at < len(in.tokens) {
		return in.tokens[in.at]
	}
	return ""
}

func (in *interpreter) next() string { in.at++; return in.tokens[in.at-1] }

func (in *interpreter) accept(token string) bool {
	if in.peek() == token {
		in.at++
		return true
	}
	return false
}

func (in *interpreter) want(token string) {
	in.t.Helper()
	if !in.accept(token) {
		in.t.Fatalf("%q stands where %q is expected, behind %q", in.peek(), token, in.tokens[max(0, in.at-8):in.at])
	}
}

func (in *interpreter) pipeline() table {
	t := in.source()
	for in.accept("|") {
		t = in.operator(in.next(), t)
	}
	return t
}

func (in *interpreter) source() table {
	switch token := in.next(); token {
	case "(":
		t := in.pipeline()
		in.want(")")
		return t
	case "union":
		if in.accept("isfuzzy") {
			in.want("=")
			in.want("true")
		}
		var all table
		for first := true; first || in.accept(","); first = false {
			t := in.source()
			for _, c := range t.columns {
				if !slices.Contains(all.columns, c) {
					all.columns = append(all.columns, c)
				}
			}
			all.rows = append(all.rows, t.rows...)
		}
		return all
	case "datatable":
		return in.datatable()
	default:
		t, known := in.tables[token]
		if !known {
			in.t.Fatalf("there is no table %q", token)
		}
		return t
	}
}

func (in *interpreter) datatable() table {
	var t table
	in.want("(")
	for first := true; first || in.accept(","); first = false {
		t.columns = append(t.columns, in.next())
		in.want(":")
		in.next()
	}
	in.want(")")
	in.want("[")
	var values []any
	for !in.accept("]") {
		values = append(values, in.expression()(nil))
		in.accept(",")
	}
	for at := 0; at < len(values); at += len(t.columns) {
		r := row{}
		for i, c := range t.columns {
			r[c] = values[at+i]
		}
		t.rows = append(t.rows, r)
	}
	return t
}

type assignment struct {
	name string
	of   func(row) any
}

// assignments are a list of names with what they stand for; a bare name stands for itself.
func (in *interpreter) assignments() []assignment {
	var list []assignment
	for first := true; first || in.accept(","); first = false {
		name := in.peek()
		if in.at+1 < len(in.tokens) && in.tokens[in.at+1] == "=" {
			in.at += 2
		}
		list = append(list, assignment{name, in.expression()})
	}
	return list
}

func (in *interpreter) operator(name string, from table) table {
	switch name {
	case "where":
		keep := in.expression()
		to := table{columns: from.columns}
		for _, r := range from.rows {
			if keep(r) == true {
				to.rows = append(to.rows, r)
			}
		}
		return to
	case "extend", "project":
		list := in.assignments()
		to := table{}
		if name == "extend" {
			to.columns = slices.Clone(from.columns)
		}
		for _, a := range list {
			if !slices.Contains(to.columns, a.name) {
				to.columns = append(to.columns, a.name)
			}
		}
		for _, r := range from.rows {
			made := row{}
			if name == "extend" {
				for c, v := range r {
					made[c] = v
				}
			}
			for _, a := range list {
				made[a.name] = a.of(r) // of the row as it came in: Kusto knows no order within one operator
			}
			to.rows = append(to.rows, made)
		}
		return to
	case "mv-expand":
		column := in.next()
		in.want("=")
		of := in.expression()
		for _, token := range []string{"to", "typeof", "(", "string", ")"} {
			in.want(token)
		}
		to := table{columns: append(slices.Clone(from.columns), column)}
		for _, r := range from.rows {
			for _, v := range of(r).([]any) {
				made := row{}
				for c, v := range r {
					made[c] = v
				}
				made[column] = v
				to.rows = append(to.rows, made)
			}
		}
		return to
	case "lookup":
		return in.lookup(from)
	case "summarize":
		return in.summarize(from)
	}
	in.t.Fatalf("the operator %q is not known", name)
	return from
}

func (in *interpreter) lookup(from table) table {
	in.want("kind")
	in.want("=")
	kind := in.next()
	other := in.source()
	in.want("on")
	key := in.next()
	to := table{columns: slices.Clone(from.columns)}
	for _, c := range other.columns {
		if !slices.Contains(to.columns, c) {
			to.columns = append(to.columns, c)
		}
	}
	for _, r := range from.rows {
		found := false
		for _, o := range other.rows {
			if o[key] != r[key] {
				continue
			}
			found = true
			made := row{}
			for c, v := range r {
				made[c] = v
			}
			for c, v := range o {
				made[c] = v
			}
			to.rows = append(to.rows, made)
		}
		if !found && kind == "leftouter" {
			to.rows = append(to.rows, r)
		}
	}
	return to
}

// aggregates give a value for the rows of a group.
type aggregate struct {
	name string
	of   func([]row) any
}

func (in *interpreter) summarize(from table) table {
	var list []aggregate
	for first := true; first || in.accept(","); first = false {
		name := in.next()
		in.want("=")
		list = append(list, aggregate{name, in.aggregate(in.next())})
	}
	in.want("by")
	keys := in.assignments()
	to := table{}
	for _, k := range keys {
		to.columns = append(to.columns, k.name)
	}
	for _, a := range list {
		to.columns = append(to.columns, a.name)
	}
	groups := map[string][]row{}
	made := map[string]row{}
	var order []string
	for _, r := range from.rows {
		one := row{}
		for _, k := range keys {
			one[k.name] = k.of(r)
		}
		id := fmt.Sprint(one)
		if made[id] == nil {
			made[id] = one
			order = append(order, id)
		}
		groups[id] = append(groups[id], r)
	}
	for _, id := range order {
		for _, a := range list {
			made[id][a.name] = a.of(groups[id])
		}
		to.rows = append(to.rows, made[id])
	}
	return to
}

func (in *interpreter) aggregate(name string) func([]row) any {
	in.want("(")
	var arguments []func(row) any
	for !in.accept(")") {
		arguments = append(arguments, in.expression())
		in.accept(",")
	}
	value := func(r row) any { return arguments[0](r) }
	extreme := func(wanted int, counts func(row) bool) func([]row) any {
		return func(rows []row) any {
			var best any
			for _, r := range rows {
				if v := value(r); v != nil && counts(r) && (best == nil || compare(in.t, v, best) == wanted) {
					best = v
				}
			}
			return best
		}
	}
	all := func(row) bool { return true }
	only := func(r row) bool { return arguments[1](r) == true }
	switch name {
	case "count":
		return func(rows []row) any { return int64(len(rows)) }
	case "countif":
		return func(rows []row) any {
			n := int64(0)
			for _, r := range rows {
				if value(r) == true {
					n++
				}
			}
			return n
		}
	case "sum":
		return func(rows []row) any {
			n := int64(0)
			for _, r := range rows {
				n += value(r).(int64)
			}
			return n
		}
	case "min":
		return extreme(-1, all)
	case "max":
		return extreme(1, all)
	case "minif":
		return extreme(-1, only)
	case "maxif":
		return extreme(1, only)
	case "take_any":
		return func(rows []row) any { return value(rows[0]) }
	case "take_anyif":
		return func(rows []row) any {
			for _, r := range rows {
				if only(r) {
					return value(r)
				}
			}
			return nil
		}
	case "make_set":
		return func(rows []row) any {
			var set []any
			for _, r := range rows {
				values, many := value(r).([]any)
				if !many {
					values = []any{value(r)}
				}
				for _, v := range values {
					if !slices.Contains(set, v) {
						set = append(set, v)
					}
				}
			}
			return set
		}
	}
	in.t.Fatalf("the aggregate %q is not known", name)
	return nil
}

func (in *interpreter) expression() func(row) any {
	left := in.conjunction()
	for in.accept("or") {
		a, b := left, in.conjunction()
		left = func(r row) any { return a(r) == true || b(r) == true }
	}
	return left
}

func (in *interpreter) conjunction() func(row) any {
	left := in.comparison()
	for in.accept("and") {
		a, b := left, in.comparison()
		left = func(r row) any { return a(r) == true && b(r) == true }
	}
	return left
}

func (in *interpreter) comparison() func(row) any {
	left := in.sum()
	operator := in.peek()
	switch operator {
	case "==", "!=", ">", "<", ">=", "<=":
		in.next()
		right := in.sum()
		return func(r row) any {
			a, b := left(r), right(r)
			if a == nil || b == nil {
				return nil
			}
			c := compare(in.t, a, b)
			return map[string]bool{"==": c == 0, "!=": c != 0, ">": c == 1, "<": c < 0, ">=": c >= 0, "<=": c <= 0}[operator]
		}
	case "contains":
		in.next()
		right := in.sum()
		return func(r row) any {
			return strings.Contains(strings.ToLower(left(r).(string)), strings.ToLower(right(r).(string)))
		}
	case "=~":
		in.next()
		right := in.sum()
		return func(r row) any { return strings.EqualFold(left(r).(string), right(r).(string)) }
	case "in", "!in", "in~", "!in~":
		in.next()
		in.want("(")
		var list []any
		for !in.accept(")") {
			list = append(list, in.expression()(nil))
			in.accept(",")
		}
		return func(r row) any {
			v := left(r)
			found := slices.ContainsFunc(list, func(one any) bool {
				a, text := v.(string)
				if b, _ := one.(string); text && strings.HasSuffix(operator, "~") {
					return strings.EqualFold(a, b)
				}
				return v == one
			})
			return found != strings.HasPrefix(operator, "!")
		}
	case "between":
		in.next()
		in.want("(")
		from := in.sum()
		in.want("..")
		to := in.sum()
		in.want(")")
		return func(r row) any { return compare(in.t, left(r), from(r)) >= 0 && compare(in.t, left(r), to(r)) <= 0 }
	}
	return left
}

func (in *interpreter) sum() func(row) any {
	left := in.primary()
	for in.accept("*") {
		a, b := left, in.primary()
		left = func(r row) any { return a(r).(int64) * b(r).(int64) }
	}
	return left
}

var unit = map[byte]time.Duration{'d': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute, 's': time.Second}

func (in *interpreter) primary() func(row) any {
	token := in.next()
	constant := func(v any) func(row) any { return func(row) any { return v } }
	switch c := token[0]; {
	case token == "(":
		inner := in.expression()
		in.want(")")
		return inner
	case token == "-":
		of := in.primary()
		return func(r row) any { return -of(r).(int64) }
	case strings.HasPrefix(token, `@"`):
		return constant(token[2 : len(token)-1])
	case c == '"':
		text, err := strconv.Unquote(token)
		if err != nil {
			in.t.Fatalf("%s is no string", token)
		}
		return constant(text)
	case strings.HasPrefix(token, "datetime("):
		at, err := time.Parse(time.RFC3339, strings.TrimSuffix(strings.TrimPrefix(token, "datetime("), ")"))
		if err != nil {
			in.t.Fatal(err)
		}
		return constant(at)
	case c >= '0' && c <= '9':
		digits := strings.TrimRight(token, "dhms")
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			in.t.Fatal(err)
		}
		if digits != token {
			return constant(time.Duration(n) * unit[token[len(token)-1]])
		}
		return constant(n)
	}
	if in.accept("(") {
		var arguments []func(row) any
		for !in.accept(")") {
			arguments = append(arguments, in.expression())
			in.accept(",")
		}
		return in.call(token, arguments)
	}
	return func(r row) any { return r[token] }
}

func (in *interpreter) call(name string, arguments []func(row) any) func(row) any {
	text := func(r row, i int) string { s, _ := arguments[i](r).(string); return s }
	switch name {
	case "ago":
		return func(r row) any { return in.now.Add(-arguments[0](r).(time.Duration)) }
	case "ingestion_time":
		return func(r row) any { return r["_ingested"] }
	case "column_ifexists":
		column := strings.Trim(in.tokens[in.at-4], `"`) // its name is a literal, which stands before the comma and the other value
		return func(r row) any {
			if v, there := r[column]; there {
				return v
			}
			return arguments[1](r)
		}
	case "tostring", "int":
		return arguments[0]
	case "tolower":
		return func(r row) any { return strings.ToLower(text(r, 0)) }
	case "toint":
		return func(r row) any {
			n, err := strconv.ParseInt(text(r, 0), 10, 32)
			if err != nil {
				return nil
			}
			return n
		}
	case "coalesce":
		return func(r row) any {
			for _, a := range arguments {
				if v := a(r); v != nil {
					return v
				}
			}
			return nil
		}
	case "trim":
		return func(r row) any {
			return regexp.MustCompile("^(?:"+text(r, 0)+")|(?:"+text(r, 0)+")$").ReplaceAllString(text(r, 1), "")
		}
	case "extract":
		return func(r row) any {
			if found := regexp.MustCompile(text(r, 0)).FindStringSubmatch(text(r, 2)); found != nil {
				return found[arguments[1](r).(int64)]
			}
			return ""
		}
	case "strcat":
		return func(r row) any {
			all := ""
			for i := range arguments {
				all += text(r, i)
			}
			return all
		}
	case "pack_array":
		return func(r row) any {
			var list []any
			for _, a := range arguments {
				list = append(list, a(r))
			}
			return list
		}
	case "iff":
		return func(r row) any {
			if arguments[0](r) == true {
				return arguments[1](r)
			}
			return arguments[2](r)
		}
	case "case":
		return func(r row) any {
			for i := 0; i+1 < len(arguments); i += 2 {
				if arguments[i](r) == true {
					return arguments[i+1](r)
				}
			}
			return arguments[len(arguments)-1](r)
		}
	case "not":
		return func(r row) any {
			if v, known := arguments[0](r).(bool); known {
				return !v
			}
			return nil
		}
	case "isnull":
		return func(r row) any { return arguments[0](r) == nil }
	case "isnotnull":
		return func(r row) any { return arguments[0](r) != nil }
	case "isnotempty":
		return func(r row) any { return text(r, 0) != "" }
	case "startofday":
		return func(r row) any { return arguments[0](r).(time.Time).Truncate(24 * time.Hour) }
	case "format_ipv4_mask":
		return func(r row) any {
			prefix, err := netip.ParsePrefix(text(r, 0) + "/" + fmt.Sprint(arguments[1](r)))
			if err != nil {
				return ""
			}
			return prefix.Masked().String()
		}
	case "parse_ipv6_mask":
		return func(r row) any {
			prefix, err := netip.ParsePrefix(text(r, 0) + "/" + fmt.Sprint(arguments[1](r)))
			if err != nil {
				return ""
			}
			sixteen := prefix.Masked().Addr().As16()
			var words []string
			for i := 0; i < len(sixteen); i += 2 {
				words = append(words, fmt.Sprintf("%04x", binary.BigEndian.Uint16(sixteen[i:])))
			}
			return strings.Join(words, ":")
		}
	}
	in.t.Fatalf("the function %q is not known", name)
	return nil
}

func compare(t *testing.T, a, b any) int {
	t.Helper()
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return int(max(-1, min(1, x-y)))
		}
	case string: // equal or not: aggregates find no greatest text
		if y, ok := b.(string); ok && x != y {
			return 2
		} else if ok {
			return 0
		}
	case time.Time:
		if y, ok := b.(time.Time); ok {
			return x.Compare(y)
		}
	}
	t.Fatalf("%T is compared with %T", a, b)
	return 0
}
