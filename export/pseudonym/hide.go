package pseudonym

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scan is a text that is being looked through. Scans are used again, with their buffers.
type scan struct {
	folded
	words []word
	spans []span
	// starts and ends are where an address may begin and end.
	starts, ends []int
	out          []byte
	// recent are texts with what was made of them, each in the place that its sum gives it: a report has the same ones again and again, step after step of an
	// account. What is hidden once stays so, so nothing here grows old.
	recent [recentTexts]struct{ text, hidden string }
}

const (
	recentTexts = 1024
	longestKept = 512 // bytes of a text that is remembered
)

// span is a part of the folded text that has the shape of an address, whether known or not.
type span struct {
	start, end int
	// known is the identity that it is, or one of the constants.
	known int32
	kind  Kind
	// text is what it is called by in the table, and stem the digits that it has by another, where it has.
	text, stem string
}

// longestPseudonym is more than any has, with all its digits and those of its domain.
const longestPseudonym = 192

// What a span is that is no identity.
const (
	unknown int32 = -1 - iota
	issued        // a pseudonym already
)

// Hide replaces the people, addresses and accounts in a text. Texts that differ in more than what folding takes away stay different where they are
// identifiers.
func (n *Names) Hide(text string) string {
	if text == "" {
		return text
	}
	s := n.buffer.Get().(*scan)
	defer n.buffer.Put(s)
	if len(text) > longestKept {
		return n.hide(s, text)
	}
	at := &s.recent[maphash.String(recentSeed, text)%recentTexts]
	if at.text != text {
		at.text, at.hidden = text, n.hide(s, text)
	}
	return at.hidden
}

// recentSeed decides only where a text is remembered.
var recentSeed = maphash.MakeSeed()

func (n *Names) hide(s *scan, text string) string {
	s.fold(text, false)
	if whole := bytes.TrimSpace(s.text); len(whole) <= n.widest {
		if i := exactly(n, whole); i >= 0 {
			return n.use(i)
		}
	}
	if len(text) <= longestPseudonym && n.issued(text) {
		return text
	}
	if strings.ContainsAny(text, `%\`) {
		s.fold(text, true)
	}
	return n.replace(s, text)
}

func (n *Names) use(i int32) string {
	known := &n.identities[i]
	if !known.used.Load() { // most are, and a write would take the line from the other processors
		known.used.Store(true)
	}
	return known.pseudonym
}

// replace goes from word to word: at each, the longest known identifier counts, and what has the shape of an address is replaced whole or not at all.
func (n *Names) replace(s *scan, text string) string {
	s.words, s.out = wordsOf(s.words[:0], s.text), s.out[:0]
	n.findSpans(s, text)
	copied := 0
	put := func(start, end int, pseudonym string) {
		from, to := s.origin(start, end)
		from = max(from, copied)
		s.out = append(append(s.out, text[copied:from]...), pseudonym...)
		copied = max(to, copied)
	}
	w, at := 0, 0
	for w < len(s.words) || at < len(s.spans) {
		end := 0
		var pseudonym string
		switch {
		case at < len(s.spans) && (w == len(s.words) || s.spans[at].start <= int(s.words[w].start)):
			here := s.spans[at]
			if w < len(s.words) && int(s.words[w].start) == here.start {
				if pseudonym, end = n.longest(s, w, s.spans[at:]); end >= here.end {
					put(here.start, end, pseudonym)
					break
				}
			}
			end = here.end
			switch {
			case here.known >= 0:
				put(here.start, end, n.use(here.known))
			case here.known == unknown:
				put(here.start, end, n.pseudonymFound(subject{here.kind, here.text}, here.stem))
			}
		default:
			if pseudonym, end = n.longest(s, w, s.spans[at:]); end == 0 {
				w++
				continue
			}
			put(int(s.words[w].start), end, pseudonym)
		}
		for w < len(s.words) && int(s.words[w].start) < end {
			w++
		}
		for at < len(s.spans) && s.spans[at].start < end {
			at++
		}
	}
	if copied == 0 {
		return text
	}
	return string(append(s.out, text[copied:]...))
}

// widestGap is how many signs may stand between the words of an identifier, besides blanks.
const widestGap = 16

// longest gives the pseudonym of the longest identifier that begins with a word, and its end; 0 for none. It cuts no span.
func (n *Names) longest(s *scan, w int, spans []span) (pseudonym string, end int) {
	sum, counts := sumStart, uint64(0)
	start := int(s.words[w].start)
	for k := 0; w+k < len(s.words); k++ {
		here := s.words[w+k]
		if k > 0 && !near(s.text[s.words[w+k-1].end:here.start]) {
			break
		}
		sum = sumWord(sum, s.text[here.start:here.end])
		if k == 0 {
			if counts = n.first[sum]; counts == 0 {
				return "", 0
			}
		}
		count := k + 1
		if count < longCount {
			if counts>>count == 0 {
				break
			}
			if counts>>count&1 == 0 {
				continue
			}
		} else if len(n.long) == 0 || count > n.long[0] {
			break
		} else if !slices.Contains(n.long, count) {
			continue
		}
		if cuts(spans, int(here.end)) {
			continue
		}
		if i := n.best(sum, s.text[start:here.end]); i >= 0 {
			pseudonym, end = n.identities[i].pseudonym, int(here.end)
			n.use(i)
		} else if i, some := n.locals[sum]; some && inFileName(s.text, int(here.end)) {
			pseudonym, end = n.local(i, s.text[start:here.end]), int(here.end)
		}
	}
	return pseudonym, end
}

// best gives the identity with these words that the text is exactly, or else the one that was known last; -1 for none.
func (n *Names) best(sum uint64, text []byte) int32 {
	first, some := n.parts[sum]
	if !some {
		return -1
	}
	likely := int32(-1)
	for i := first; i >= 0; i = n.identities[i].nextParts {
		known := &n.identities[i]
		if known.text == string(text) {
			return i
		}
		// The words of a domain are ordinary ones: one sign each must be between them.
		if likely < 0 && (known.kind != Domain || len(known.text) == len(text)) {
			likely = i
		}
	}
	return likely
}

// local is the pseudonym of what stands before @ in an address.
func (n *Names) local(i int32, text []byte) string {
	if i == shared {
		return n.pseudonymFound(subject{Login, string(text)}, "")
	}
	pseudonym, _, _ := strings.Cut(n.use(i), "@")
	return pseudonym
}

func near(gap []byte) bool {
	signs := 0
	for _, c := range gap {
		if c != ' ' {
			signs++
		}
	}
	return signs <= widestGap
}

func cuts(spans []span, end int) bool {
	for _, p := range spans {
		if p.start >= end {
			return false
		}
		if p.end > end {
			return true
		}
	}
	return false
}

// fileEndings are those of the files that people export and the program writes.
var fileEndings = []string{
	".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xml", ".clixml", ".xlsx", ".xls", ".zip", ".gz", ".zst", ".7z", ".html", ".htm", ".log", ".pdf", ".md", ".yaml",
	".yml", ".eml", ".msg", ".pst", ".ps1", ".docx",
}

// inFileName reports whether what ends here is in the name of a file: the text ends like one, or the word up to the next blank or quote does.
func inFileName(text []byte, end int) bool {
	rest := text[end:min(len(text), end+longestMail)]
	if stop := bytes.IndexAny(rest, " \t\r\n\"'<>|,;:()"); stop >= 0 {
		if endsLikeFile(rest[:stop]) {
			return true
		}
	}
	return endsLikeFile(text)
}

func endsLikeFile(text []byte) bool {
	text = bytes.TrimRight(text, ". ")
	return slices.ContainsFunc(fileEndings, func(ending string) bool { return bytes.HasSuffix(text, []byte(ending)) })
}

// patterned reports whether a text as a whole has the shape of an address.
func patterned(text string) bool {
	var n Names
	var s scan
	s.fold(strings.TrimSpace(text), false)
	n.findMails(&s, "")
	findIPs(&s)
	return slices.ContainsFunc(s.spans, func(p span) bool { return p.start == 0 && p.end == len(s.text) })
}

// findSpans finds what has the shape of an address, in order and without overlap.
func (n *Names) findSpans(s *scan, text string) {
	s.spans = s.spans[:0]
	n.findMails(s, text)
	findIPs(s)
	n.findHosts(s)
	n.findLogins(s, text)
	if len(s.spans) < 2 {
		return
	}
	// The longer one counts of two that begin together.
	slices.SortFunc(s.spans, func(a, b span) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	kept := s.spans[:1]
	for _, p := range s.spans[1:] {
		if p.start >= kept[len(kept)-1].end {
			kept = append(kept, p)
		}
	}
	s.spans = kept
}

// longestMail bounds the parts of an address on both sides of its @, the domains that are looked for, and what of a file's name stands behind a match.
const longestMail = 256

// findMails finds addresses. How far one goes is known for known ones; others end at a sign that is seldom in one, and where Latin letters meet others,
// as a sentence goes on without a blank in Japanese.
func (n *Names) findMails(s *scan, text string) {
	last := 0
	for from := 0; ; {
		k := bytes.IndexByte(s.text[from:], '@')
		if k < 0 {
			return
		}
		k += from
		from = k + 1
		if n.recogniseAtOnce(s, k, last) {
			last, from = s.spans[len(s.spans)-1].end, s.spans[len(s.spans)-1].end
			continue
		}
		s.ends, s.starts = domainEnds(s.ends[:0], s.text, k+1), localStarts(s.starts[:0], s.text, k, last)
		starts, ends := s.starts, s.ends
		if len(ends) == 0 || len(starts) == 0 {
			continue
		}
		p := span{start: starts[len(starts)-1], end: ends[len(ends)-1], known: unknown, kind: Mail}
		if p.start == k {
			continue
		}
		n.recognise(s, &p, k, starts, ends)
		if p.known == unknown && p.text == "" {
			p.text = string(unquoted(s.text[p.start:p.end]))
			if a, b := s.origin(p.start, p.end); text != "" && n.issued(text[a:b]) {
				p.known = issued
			}
		}
		s.spans = append(s.spans, p)
		last, from = p.end, p.end
	}
}

// recogniseAtOnce finds the known address of plain letters around an @ where nothing beside it can belong to it: most of them are such.
func (n *Names) recogniseAtOnce(s *scan, k, last int) bool {
	start, end := k, k+1
	for start > last && (ascii(s.text[start-1]) || s.text[start-1] == '.' || s.text[start-1] == '-' || s.text[start-1] == '_') {
		start--
	}
	for end < len(s.text) && (ascii(s.text[end]) || s.text[end] == '.' || s.text[end] == '-') {
		end++
	}
	for _, beside := range [2]int{start - 1, end} {
		if beside >= last && beside < len(s.text) && s.text[beside] != ' ' && !(s.text[beside] == '\'' && (beside == end || beside == last || s.text[beside-1] == ' ')) {
			return false
		}
	}
	i := exactly(n, s.text[start:end])
	if i < 0 || start == k {
		return false
	}
	s.spans = append(s.spans, span{start: start, end: end, known: i, kind: Mail})
	return true
}

// recognise looks for a known address around an @, the longest first, and for one that is known without its +tag.
func (n *Names) recognise(s *scan, p *span, k int, starts, ends []int) {
	starts, ends = starts[:min(len(starts), mostStarts)], ends[:min(len(ends), mostEnds)]
	for _, start := range starts {
		for _, end := range ends {
			if i := exactly(n, unquoted(s.text[start:end])); start < k && i >= 0 {
				p.start, p.end, p.known = start, end, i
				return
			}
		}
	}
	for _, start := range starts {
		plus := bytes.IndexByte(s.text[start:k], '+')
		for _, end := range ends {
			if plus <= 0 {
				break
			}
			i := exactly(n, string(unquoted(s.text[start:start+plus]))+string(s.text[k:end]))
			if i < 0 || n.identities[i].kind != Address {
				continue
			}
			p.start, p.end, p.kind, p.text = start, end, Address, string(unquoted(s.text[start:end]))
			stem, _, _ := strings.Cut(n.identities[i].pseudonym, "@")
			n.lock.Lock()
			p.stem = strings.TrimPrefix(stem, "user-") + "+" + n.sum(Mail, p.text, digitsTag)
			n.lock.Unlock()
			return
		}
	}
}

// So many beginnings and ends of an address are tried: a text can be made to have very many.
const (
	mostStarts = 16
	mostEnds   = 8
)

// digitsTag are those of a +tag.
const digitsTag = 6

// unquoted takes the second of two quotes out, as they stand in commands.
func unquoted(text []byte) []byte {
	for _, twice := range quotes {
		if bytes.Contains(text, twice) {
			text = bytes.ReplaceAll(text, twice, twice[:len(twice)/2])
		}
	}
	return text
}

// quotes are those that PowerShell knows, twice each.
var quotes = [][]byte{[]byte("''"), []byte("\u2018\u2018"), []byte("\u2019\u2019"), []byte("\u201a\u201a"), []byte("\u201b\u201b")}

// domainEnds gives where the domain that begins at a place can end, the furthest first, the likeliest last.
func domainEnds(ends []int, text []byte, start int) []int {
	previous, likely := sign, 0
	lettered, i := false, start
	for i < len(text) && i < start+longestMail {
		r, size := utf8.DecodeRune(text[i:])
		c := classOf(r)
		if c == sign && (r != '.' && r != '-' || previous == sign) {
			break
		}
		if c != sign && previous != sign && (r < utf8.RuneSelf) != (text[i-1] < utf8.RuneSelf) && likely == 0 {
			likely = i
		}
		if (c == sign || likely == i) && i > start {
			ends = append(ends, i)
		}
		lettered = lettered || c != sign && (r < '0' || r > '9')
		previous = c
		i += size
	}
	if previous == sign {
		i--
	}
	if i <= start {
		return ends[:0]
	}
	if !lettered {
		if _, err := netip.ParseAddr(string(text[start:i])); err != nil {
			return ends[:0]
		}
	}
	ends = append(ends, i)
	slices.Sort(ends)
	ends = slices.Compact(ends)
	slices.Reverse(ends)
	if likely == 0 {
		likely = ends[0]
	}
	return append(ends, likely)
}

// localStarts gives where what ends at a place can begin, the furthest first, the likeliest last.
func localStarts(starts []int, text []byte, end, least int) []int {
	likely, previous := -1, rune(-1)
	i := end
	for i > least && i > end-longestMail {
		r, size := utf8.DecodeLastRune(text[:i])
		c := classOf(r)
		if c == sign && !strings.ContainsRune(".!#$%&'*+-/=?^_`{|}~\u2018\u2019\u201a\u201b", r) {
			break
		}
		cut := c == sign && strings.ContainsRune("/=?|{}*^$`", r) || c != sign && previous >= 0 && classOf(previous) != sign && (r < utf8.RuneSelf) != (previous < utf8.RuneSelf)
		if cut && likely < 0 {
			likely = i
		}
		if cut || c == sign {
			starts = append(starts, i)
		}
		previous = r
		i -= size
	}
	starts = append(starts, i)
	if likely < 0 {
		likely = i
	}
	for likely < end { // an address begins with no dot, and a quote there is the text's
		r, size := utf8.DecodeRune(text[likely:])
		if classOf(r) != sign || strings.ContainsRune("_#+", r) {
			break
		}
		likely += size
	}
	slices.Sort(starts)
	return append(slices.Compact(starts), likely)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
func ascii(c byte) bool { return c >= 'a' && c <= 'z' || digit(c) }
func hexa(c byte) bool  { return c >= 'a' && c <= 'f' || digit(c) }

// findIPs finds addresses and networks of both families. An IPv4 address has nothing but signs around it: 1.2.3.4.5 and v1.2.3.4 are versions.
func findIPs(s *scan) {
	text := s.text
	if bytes.IndexByte(text, '.') >= 0 {
		for i := 0; i < len(text); i++ {
			if !digit(text[i]) || i > 0 && (ascii(text[i-1]) || text[i-1] == '.') {
				continue
			}
			end := i
			for end < len(text) && (digit(text[end]) || text[end] == '.') {
				end++
			}
			next := end
			for end > i && text[end-1] == '.' {
				end--
			}
			if next == len(text) || !ascii(text[next]) {
				if address, ok := ipv4(text[i:end]); ok {
					addIP(s, i, end, address, 32)
				}
			}
			i = next - 1
		}
	}
	if bytes.Count(text, []byte{':'}) < 2 {
		return
	}
	for i := 0; i < len(text); i++ {
		if !hexa(text[i]) && text[i] != ':' {
			continue
		}
		end, start := i, i
		for end < len(text) && (hexa(text[end]) || text[end] == ':' || text[end] == '.') {
			end++
		}
		next := end
		if start+1 < end && text[start] == ':' && text[start+1] != ':' {
			start++
		}
		for end > start && (text[end-1] == '.' || text[end-1] == ':' && (end < 2 || text[end-2] != ':')) {
			end--
		}
		before := start == 0 || !ascii(text[start-1]) && text[start-1] != ']'
		if before && (next == len(text) || !ascii(text[next])) && bytes.ContainsAny(text[start:end], "0123456789") && bytes.Count(text[start:end], []byte{':'}) > 1 {
			if address, err := netip.ParseAddr(string(text[start:end])); err == nil {
				addIP(s, start, end, address.Unmap(), 128)
			}
		}
		i = next - 1
		for i+1 < len(text) && ascii(text[i+1]) && !hexa(text[i+1]) {
			i++
		}
	}
}

// ipv4 reads an address, with zeros before its numbers too.
func ipv4(text []byte) (netip.Addr, bool) {
	var parts [4]byte
	rest := text
	for i := range parts {
		part, after, more := bytes.Cut(rest, []byte{'.'})
		value, err := strconv.ParseUint(string(part), 10, 8)
		if err != nil || len(part) > 3 || more != (i < 3) {
			return netip.Addr{}, false
		}
		parts[i], rest = byte(value), after
	}
	return netip.AddrFrom4(parts), true
}

// addIP adds an address, with the bits of its network where they follow. What stands for every host, or for the very one, stays.
func addIP(s *scan, start, end int, address netip.Addr, bits int) {
	p := span{start: start, end: end, known: unknown, kind: IP, text: address.String()}
	if rest := s.text[end:]; len(rest) > 1 && rest[0] == '/' && digit(rest[1]) {
		n := 1
		for n < len(rest) && digit(rest[n]) {
			n++
		}
		if size, err := strconv.Atoi(string(rest[1:n])); err == nil && size <= bits && (n == len(rest) || !ascii(rest[n])) {
			p.end, p.kind, p.text = end+n, Network, address.String()+"/"+strconv.Itoa(size)
		}
	}
	if address.IsUnspecified() || address.IsLoopback() {
		p.known = issued
	}
	s.spans = append(s.spans, p)
}

// findHosts finds the tenant's domains and the hosts in them.
func (n *Names) findHosts(s *scan) {
	text := s.text
	if len(n.domains) == 0 || bytes.IndexByte(text, '.') < 0 {
		return
	}
	for i := 0; i < len(text); i++ {
		if !ascii(text[i]) {
			continue
		}
		end := i
		for end < len(text) && (ascii(text[end]) || text[end] == '.' || text[end] == '-') {
			end++
		}
		run := bytes.TrimRight(text[i:end], ".-")
		for suffix := run; ; {
			dot := bytes.IndexByte(suffix, '.')
			if dot < 0 {
				break
			}
			if len(suffix) <= longestMail && n.domains[string(suffix)] {
				p := span{start: i, end: i + len(run), known: unknown, kind: Host, text: string(run)}
				if len(suffix) == len(run) {
					p.known = exactly(n, run)
				}
				s.spans = append(s.spans, p)
				break
			}
			suffix = suffix[dot+1:]
		}
		i = end - 1
	}
}

// notDomains stand before a backslash and are no domain of anybody.
var notDomains = []string{"hklm", "hkcu", "hkcr", "hku", "hkcc", "builtin", "authority", "localhost"}

// findLogins finds DOMAIN\user: of a user or a domain that is known, or of a domain in capitals.
func (n *Names) findLogins(s *scan, text string) {
	for i := 1; i+1 < len(s.text); i++ {
		if s.text[i] != '\\' {
			continue
		}
		start, end := i, i+1
		for start > 0 && (ascii(s.text[start-1]) || s.text[start-1] == '-') {
			start--
		}
		if end < len(s.text) && s.text[end] == '\\' { // as JSON has it
			end++
		}
		user := end
		for end < len(s.text) && (ascii(s.text[end]) || s.text[end] >= utf8.RuneSelf || strings.IndexByte("._$-", s.text[end]) >= 0) {
			end++
		}
		for end > user && s.text[end-1] == '.' {
			end--
		}
		if start == i || end == user || start > 0 && strings.IndexByte(`:\/.@_`, s.text[start-1]) >= 0 || end < len(s.text) && strings.IndexByte(`\@/`, s.text[end]) >= 0 {
			continue
		}
		domain, name := string(s.text[start:i]), string(s.text[user:end])
		from, to := s.origin(start, i)
		capitals := i-start > 1 && i-start <= 15 && text[from:to] == strings.ToUpper(text[from:to]) && !endsLikeFile([]byte(name))
		if slices.Contains(notDomains, domain) || !capitals && !n.logins[name] && !n.labels[domain] {
			continue
		}
		s.spans = append(s.spans, span{start: start, end: end, known: unknown, kind: Login, text: domain + `\` + name})
	}
}
