package pseudonym

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"unbasic/inventory"
	"unbasic/plan"
)

// Kind is what a pseudonym stands for.
type Kind string

// The kinds.
const (
	Address Kind = "address" // of an account
	Account Kind = "account" // its display name
	ID      Kind = "id"
	Item    Kind = "item"
	Mail    Kind = "mail"   // an address that is no account's
	Person  Kind = "person" // a name that is no account's
	Client  Kind = "client"
	Group   Kind = "group"
	Tenant  Kind = "tenant"
	Domain  Kind = "domain"
	Host    Kind = "host"
	IP      Kind = "ip"
	Network Kind = "network"
	Login   Kind = "login"
)

// Valid reports whether the kind is one of the constants.
func (k Kind) Valid() bool { return k == Address || forms[k] != "" }

// forms are the pseudonyms, with % for the digits. That of an address has its domain's behind it, that of a host in front of it.
var forms = map[Kind]string{
	Account: "Account %", ID: "id-%", Item: "item-%", Person: "Person %", Client: "client-%", Group: "group-%", Tenant: "tenant-%", Domain: "d-%.example",
	IP: "ip-%", Network: "net-%", Login: "login-%", Mail: "mail-%", Host: "host-%", Address: "user-%",
}

// Entry is one line of the table by which a pseudonym is led back.
type Entry struct {
	Pseudonym string `json:"pseudonym"`
	Kind      Kind   `json:"kind"`
	Original  string `json:"original"`
}

// SecretSize is how many bytes a secret has.
const SecretSize = 32

// The numbers of digits: of what is told apart from all others before the first text is seen, and of what turns up in a text. The second is long enough that
// two hardly ever share it, so that which of them came first makes no difference.
const (
	digitsKnown = 8
	digitsFound = 12
)

// Names gives pseudonyms. Its methods may be called at the same time.
type Names struct {
	// whole leads from the sum of a folded text to the first identity of that sum, parts from the sum of its words.
	whole, parts map[uint64]int32
	// first has a bit for every number of words that an identity beginning with this one has, the last bit for all numbers in long.
	first map[uint64]uint64
	long  []int
	// widest is the length of the longest identity.
	widest int
	words  []word // a buffer of put

	identities []identity
	// domains are those of the tenant, labels the first parts of them. What stands before @ in known addresses is in logins, and with the sum of its words
	// in locals, with the address.
	domains, labels, logins map[string]bool
	locals                  map[uint64]int32

	lock sync.Mutex
	mac  hash.Hash
	// message is a buffer of what is summed.
	message []byte
	taken   map[string]struct{} // all pseudonyms
	given   map[subject]string  // those of other tables and those found in texts
	found   map[subject]bool    // those found in texts
	known   []Entry
	digits  int
	buffer  sync.Pool
}

// subject is what has a pseudonym: no two texts with the same one differ in more than what folding takes away.
type subject struct {
	kind Kind
	text string
}

// identity is something known that is replaced.
type identity struct {
	subject
	pseudonym string
	original  string
	// nextWhole and nextParts are other identities of the same sum, -1 for none.
	nextWhole, nextParts int32
	// within says that it is replaced in other text too.
	within bool
	used   atomic.Bool
}

// New learns who is in an inventory and its plan. The secret has SecretSize bytes. Entries that an earlier call gave under the same secret stay as they are.
func New(secret []byte, inv inventory.Inventory, p plan.Plan, given []Entry) (*Names, error) {
	return build(secret, inv, p, given, digitsKnown)
}

func build(secret []byte, inv inventory.Inventory, p plan.Plan, given []Entry, digits int) (*Names, error) {
	if len(secret) != SecretSize {
		return nil, fmt.Errorf("a secret of %d bytes, not %d", len(secret), SecretSize)
	}
	size := len(p.Items) + len(p.Items)/4 // not far from what there is, so that tables seldom grow
	for i := range inv.Senders {
		size += 3 + len(inv.Senders[i].Clients)
	}
	n := &Names{
		whole: make(map[uint64]int32, size), parts: make(map[uint64]int32, size), first: make(map[uint64]uint64, size), identities: make([]identity, 0, size), locals: map[uint64]int32{},
		domains: map[string]bool{}, labels: map[string]bool{}, logins: map[string]bool{}, mac: hmac.New(sha256.New, secret),
		taken: make(map[string]struct{}, size), given: map[subject]string{}, found: map[subject]bool{}, known: slices.Clone(given), digits: digits,
	}
	n.buffer.New = func() any { return &scan{} }
	stands := map[string]subject{}
	for _, e := range given {
		s := subject{e.Kind, foldWhole(e.Original)}
		if other, twice := stands[e.Pseudonym]; twice && other != s {
			return nil, fmt.Errorf("pseudonym %s stands for two originals", e.Pseudonym)
		}
		if !e.Kind.Valid() || e.Pseudonym == "" || s.text == "" {
			return nil, fmt.Errorf("pseudonym %q has the kind %q and %d characters of original", e.Pseudonym, e.Kind, len(e.Original))
		}
		stands[e.Pseudonym], n.taken[e.Pseudonym], n.given[s] = s, struct{}{}, e.Pseudonym
	}
	n.learn(inv, p)
	return n, nil
}

// account is what belongs to one account.
type account struct {
	address, name, item string
	ids                 []string
	// key is what its digits are made from, folded.
	key, stem string
}

// learn collects who there is. Every list is put into an order of its own, so that the pseudonyms do not depend on that of the files.
func (n *Names) learn(inv inventory.Inventory, p plan.Plan) {
	n.learnDomains(inv, p)
	accounts, byID := []*account{}, map[string]*account{}
	add := func(id, upn string, name inventory.Optional, more ...string) *account {
		a := byID[id]
		if a == nil {
			a = &account{}
			byID[id], accounts = a, append(accounts, a)
		}
		a.address, a.name = cmp.Or(a.address, upn), cmp.Or(a.name, string(name))
		for _, id := range append([]string{id}, more...) {
			if id != "" && !slices.Contains(a.ids, id) {
				a.ids = append(a.ids, id)
			}
		}
		return a
	}
	for i := range inv.Senders {
		s := &inv.Senders[i]
		add(cmp.Or(s.ID, s.UPN), s.UPN, s.DisplayName, string(s.UserID))
	}
	for i := range p.Items {
		item := &p.Items[i]
		a := add(cmp.Or(item.Sender, item.UPN), item.UPN, item.DisplayName)
		a.item = cmp.Or(a.item, item.ID)
	}
	for _, list := range [][]plan.Unplanned{p.Unplanned, p.NeverPlanned} {
		for i := range list {
			add(cmp.Or(list[i].Sender, list[i].UPN), list[i].UPN, "")
		}
	}
	for i := range p.Moves {
		add(cmp.Or(p.Moves[i].Sender, p.Moves[i].UPN), p.Moves[i].UPN, "")
	}
	for _, a := range accounts {
		a.key = foldWhole(cmp.Or(a.address, a.ids[0]))
	}
	slices.SortStableFunc(accounts, func(a, b *account) int { return cmp.Or(cmp.Compare(a.key, b.key), slices.Compare(a.ids, b.ids)) })
	n.giveStems(accounts)

	for _, a := range accounts {
		if a.address != "" {
			n.put(Address, a.address, a.stem)
		}
	}
	for _, a := range accounts {
		for _, id := range a.ids {
			n.put(ID, id, a.stem)
		}
	}
	n.put(Tenant, string(inv.Tenant.ID), "")
	n.put(Tenant, string(p.Tenant.ID), "")
	bearers := map[string]int{}
	for _, a := range accounts {
		if a.name != "" {
			bearers[foldWhole(a.name)]++
		}
	}
	for _, a := range accounts {
		if a.name != "" && bearers[foldWhole(a.name)] == 1 {
			n.put(Account, a.name, a.stem)
		}
	}
	for _, a := range accounts { // those that several bear
		n.put(Account, a.name, "")
	}
	for _, a := range accounts {
		n.put(Item, a.item, a.stem)
	}
	var people, groups, clients []string
	for i := range p.Items {
		people, groups = append(people, string(p.Items[i].Owner)), append(groups, p.Items[i].MoveGroup)
	}
	for i := range p.Fallbacks {
		people = append(people, string(p.Fallbacks[i].Owner))
	}
	for i := range p.Load {
		people = append(people, string(p.Load[i].Owner))
	}
	for i := range p.MoveGroups {
		groups = append(groups, p.MoveGroups[i].ID)
	}
	for i := range inv.Senders {
		for j := range inv.Senders[i].Clients {
			clients = append(clients, inv.Senders[i].Clients[j].ID)
		}
	}
	n.putAll(Person, people)
	n.putAll(Group, groups)
	n.putAll(Client, clients)
	n.learnLocals(accounts)
	slices.SortFunc(n.long, func(a, b int) int { return cmp.Compare(b, a) })
	n.long = slices.Compact(n.long)
}

// putAll puts texts in their order, as they come in any. Those that a scan of a text replaces as a whole are left to it, so that an owner's address is the same
// there and everywhere.
func (n *Names) putAll(kind Kind, texts []string) {
	slices.Sort(texts)
	for _, text := range slices.Compact(texts) {
		if !strings.ContainsAny(text, "@.:") || !patterned(text) {
			n.put(kind, text, "")
		}
	}
}

// giveStems gives each account its digits: those of an earlier table, by id before address, as an address can be given to somebody else, or the first of
// its sum that nobody shares.
func (n *Names) giveStems(accounts []*account) {
	claimed := map[string]string{} // digits to the key of their account
	claim := func(a *account, kind Kind, text string) {
		before, after, _ := strings.Cut(forms[kind], "%")
		given := n.given[subject{kind, foldWhole(text)}]
		stem, fits := strings.CutPrefix(given, before)
		if stem, _, _ = strings.Cut(strings.TrimSuffix(stem, after), "@"); !fits || stem == "" || a.stem != "" {
			return
		}
		if owner, taken := claimed[stem]; !taken || owner == a.key {
			claimed[stem], a.stem = a.key, stem
		}
	}
	if len(n.given) > 0 {
		for _, a := range accounts {
			for _, id := range a.ids {
				claim(a, ID, id)
			}
		}
		for _, a := range accounts {
			claim(a, Address, a.address)
		}
		for pseudonym := range n.taken {
			// Whatever follows the sign before the digits is reserved; what is no digits is never looked for.
			if at := strings.IndexAny(pseudonym, "- "); at >= 0 {
				stem, _, _ := strings.Cut(pseudonym[at+1:], "@")
				if _, taken := claimed[stem]; !taken {
					claimed[stem] = ""
				}
			}
		}
	}
	stems := map[string]string{}
	var pending []string
	for _, a := range accounts {
		if a.stem != "" {
			stems[a.key] = a.stem
		}
	}
	for _, a := range accounts {
		if stems[a.key] == "" {
			pending = append(pending, a.key)
		}
	}
	slices.Sort(pending)
	pending = slices.Compact(pending)
	for size := n.digits; len(pending) > 0; size += 4 {
		sharing := map[string]int{}
		digits := func(k string) string { return n.sum(Address, k, size) }
		for _, k := range pending {
			sharing[digits(k)]++
		}
		var again []string
		for _, k := range pending {
			stem := digits(k)
			if _, taken := claimed[stem]; taken || sharing[stem] > 1 {
				again = append(again, k)
				continue
			}
			stems[k] = stem
		}
		for stem := range sharing {
			claimed[stem] = ""
		}
		pending = again
	}
	for _, a := range accounts {
		a.stem = cmp.Or(a.stem, stems[a.key])
	}
}

// sum gives the first digits of what stands for a text.
func (n *Names) sum(kind Kind, text string, digits int) string {
	n.mac.Reset()
	n.message = append(append(append(n.message[:0], kind...), 0), text...)
	n.mac.Write(n.message)
	n.message = n.mac.Sum(n.message[:0])
	return hex.EncodeToString(n.message[:sha256.Size])[:min(digits, 2*sha256.Size)]
}

// twins are kinds that the same text can have at different times: somebody is an owner first and an account later.
var twins = map[Kind]Kind{Address: Mail, Mail: Address, Account: Person, Person: Account}

// pseudonymOf gives a text its pseudonym: the one that it has had before, or one with the digits, or one with digits of its own, at least so many.
func (n *Names) pseudonymOf(s subject, stem string, digits int) string {
	for _, kind := range []Kind{s.kind, twins[s.kind]} {
		if given := n.given[subject{kind, s.text}]; given != "" {
			return given
		}
	}
	tail := ""
	if domain := n.above(s); domain.text != "" {
		if n.given[domain] == "" {
			n.found[domain] = true
		}
		tail = n.pseudonymOf(domain, "", digits)
		if s.kind == Host {
			tail = "." + tail
		} else {
			tail = "@" + tail
		}
	}
	for ; ; digits, stem = digits+8, "" {
		if stem == "" {
			stem = n.sum(s.kind, s.text, digits)
		}
		pseudonym := strings.Replace(forms[s.kind], "%", stem, 1) + tail
		if _, taken := n.taken[pseudonym]; !taken {
			if n.taken[pseudonym] = struct{}{}; n.found[s] || s.kind == Domain { // an identity has its own with it
				n.given[s] = pseudonym
			}
			return pseudonym
		}
	}
}

// above is the domain of an address or of a host of the tenant.
func (n *Names) above(s subject) subject {
	switch s.kind {
	case Address, Mail:
		if _, domain, some := cutLast(s.text, '@'); some {
			return subject{Domain, domain}
		}
	case Host:
		for rest, more := s.text, true; more; {
			if _, rest, more = strings.Cut(rest, "."); n.domains[rest] {
				return subject{Domain, rest}
			}
		}
	}
	return subject{}
}

// cutLast cuts a text at the last of a sign.
func cutLast(text string, sign byte) (before, after string, some bool) {
	at := strings.LastIndexByte(text, sign)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+1:], true
}

// pseudonymFound is pseudonymOf for what turns up in a text.
func (n *Names) pseudonymFound(s subject, stem string) string {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.found[s] = true
	return n.pseudonymOf(s, stem, digitsFound)
}

// issued reports whether a text is a pseudonym that was given: what was hidden before is not hidden again.
func (n *Names) issued(text string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	_, issued := n.taken[text]
	return issued
}

// Used is the table by which the pseudonyms are led back that were given so far, by this Names and before, in their order.
func (n *Names) Used() []Entry {
	n.lock.Lock()
	defer n.lock.Unlock()
	list := slices.Clone(n.known)
	for i := range n.identities {
		if known := &n.identities[i]; known.used.Load() || known.kind == Domain {
			list = append(list, Entry{known.pseudonym, known.kind, known.original})
		}
	}
	for s := range n.found {
		pseudonym := n.given[s]
		if pseudonym == "" {
			pseudonym = n.given[subject{twins[s.kind], s.text}]
		}
		list = append(list, Entry{pseudonym, s.kind, s.text})
	}
	// Of what stands for one original, that of an earlier table comes first and stays.
	slices.SortStableFunc(list, func(a, b Entry) int { return cmp.Compare(a.Pseudonym, b.Pseudonym) })
	return slices.CompactFunc(list, func(a, b Entry) bool { return a.Pseudonym == b.Pseudonym })
}

// put makes a text known, with the digits of its account, or "". Of what is put twice, the first stays.
func (n *Names) put(kind Kind, original, stem string) {
	text := foldWhole(original)
	if text == "" || (kind == Account || kind == Person) && figure(text) || exactly(n, text) >= 0 {
		return
	}
	points, letters := weight(text)
	size := digitsFound
	if kind == Address || kind == ID || kind == Domain {
		size = n.digits
	}
	i := int32(len(n.identities))
	n.identities = append(n.identities, identity{
		subject: subject{kind, text}, pseudonym: n.pseudonymOf(subject{kind, text}, stem, size), original: original, nextWhole: -1, nextParts: -1,
		within: strings.Contains(text, "@") || points >= minWeight && letters || points >= 2*minWeight && kind != Account && kind != Person,
	})
	n.widest = max(n.widest, len(text))
	known := &n.identities[i]
	if head, some := n.whole[sumOf(text)]; some {
		known.nextWhole = head
	}
	n.whole[sumOf(text)] = i
	if !known.within {
		return
	}
	n.words = wordsOf(n.words[:0], text)
	if len(n.words) == 0 || len(n.words) > mostWords {
		known.within = false
		return
	}
	sum := n.reserve(n.words, text)
	if head, some := n.parts[sum]; some {
		known.nextParts = head
	}
	n.parts[sum] = i
	for _, other := range aliases(kind, original, text) {
		if n.words = wordsOf(n.words[:0], other); len(n.words) > 0 {
			if sum := n.reserve(n.words, other); !has(n.parts, sum) {
				n.parts[sum] = i
			}
		}
	}
}

func has(sums map[uint64]int32, sum uint64) bool {
	_, some := sums[sum]
	return some
}

// reserve makes a scan look at so many words from the first of these on, and gives the sum of all.
func (n *Names) reserve(words []word, text string) uint64 {
	sum := sumStart
	for i, w := range words {
		sum = sumWord(sum, text[w.start:w.end])
		if i > 0 {
			continue
		}
		if len(words) < longCount {
			n.first[sum] |= 1 << len(words)
		} else {
			n.first[sum] |= 1 << longCount
			n.long = append(n.long, len(words))
		}
	}
	return sum
}

// mostWords is more than a directory lets a name have. One with more, from a file that somebody made, is replaced as a whole value only.
const mostWords = 128

// longestShown is where the plan cuts names in its sentences, and longCount from how many words on a name has no bit of its own.
const (
	longestShown = 80
	longCount    = 63
)

// aliases are other ways in which a known text stands within others: a name in the other order, a text with a mark in place of what can't be seen, and one
// that was cut.
func aliases(kind Kind, original, text string) []string {
	var list []string
	if first, last, two := strings.Cut(text, " "); two && (kind == Account || kind == Person) && !strings.Contains(last, " ") {
		list = append(list, last+" "+first)
	}
	marked := strings.Map(func(r rune) rune {
		if (r < ' ' || r >= 0x7f) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return utf8.RuneError
		}
		return r
	}, original)
	var resolved folded // a text is looked through without its escapes, so a name that looks like one is known without them too
	if !strings.ContainsAny(original, `%\`) {
	} else if resolved.fold(original, true); string(bytes.TrimSpace(resolved.text)) != text {
		list = append(list, string(bytes.TrimSpace(resolved.text)))
	}
	if marked != original {
		list = append(list, foldWhole(marked))
	}
	if len(marked) > longestShown {
		if runes := []rune(marked); len(runes) > longestShown {
			list = append(list, foldWhole(string(runes[:longestShown])))
		}
	}
	return list
}

// exactly gives the identity that a folded text is as a whole, -1 for none.
func exactly[T string | []byte](n *Names, text T) int32 {
	i, some := n.whole[sumOf(text)]
	for ; some && i >= 0; i = n.identities[i].nextWhole {
		if n.identities[i].text == string(text) {
			return i
		}
	}
	return -1
}

// The sums are FNV-1a: what is found by one is compared, or at worst hidden though it is something else.
const (
	sumStart uint64 = 14695981039346656037
	sumPrime uint64 = 1099511628211
)

func sumOf[T string | []byte](text T) uint64 {
	sum := sumStart
	for i := 0; i < len(text); i++ {
		sum = (sum ^ uint64(text[i])) * sumPrime
	}
	return sum
}

func sumWord[T string | []byte](sum uint64, word T) uint64 {
	for i := 0; i < len(word); i++ {
		sum = (sum ^ uint64(word[i])) * sumPrime
	}
	return (sum ^ 0xff) * sumPrime
}

// publicDomains are those in which anybody has addresses, or Microsoft its hosts: they say nothing of a tenant, and commands and portals need them.
var publicDomains = []string{
	"gmail.com", "googlemail.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.com", "live.jp", "msn.com", "icloud.com", "yahoo.com", "yahoo.co.jp",
	"microsoft.com", "office.com", "office365.com", "office365.us", "office.us", "outlook.office.com", "microsoftonline.com", "microsoftonline.us", "onmicrosoft.com",
	"azure.com", "azure.us", "azure.cn", "azurecomm.net", "windows.net", "protection.outlook.com", "partner.outlook.cn", "sendgrid.net", "example",
}

// learnDomains takes the tenant's domains from its default domain and from the addresses of its accounts.
func (n *Names) learnDomains(inv inventory.Inventory, p plan.Plan) {
	all := map[string]bool{}
	add := func(domain string) {
		if domain = foldWhole(domain); domain != "" {
			all[domain] = true
		}
	}
	address := func(upn string) {
		_, domain, _ := cutLast(upn, '@')
		add(domain)
	}
	add(string(inv.Tenant.DefaultDomain))
	add(string(p.Tenant.DefaultDomain))
	for i := range inv.Senders {
		address(inv.Senders[i].UPN)
	}
	for i := range p.Items {
		address(p.Items[i].UPN)
	}
	for _, domain := range slices.Sorted(maps.Keys(all)) {
		if !strings.Contains(domain, ".") || slices.Contains(publicDomains, domain) {
			continue
		}
		n.domains[domain] = true
		label, _, _ := strings.Cut(domain, ".")
		n.labels[label] = true
		n.put(Domain, domain, "")
	}
}

// learnLocals makes known what stands before @ in the addresses of accounts, for the names of files.
func (n *Names) learnLocals(accounts []*account) {
	for _, a := range accounts {
		address := foldWhole(a.address)
		local, _, some := cutLast(address, '@')
		points, letters := weight(local)
		if n.logins[local] = some; !some || points < minWeight || !letters {
			continue
		}
		sum, i := n.reserve(wordsOf(nil, local), local), exactly(n, address)
		if other, some := n.locals[sum]; some && other != i {
			i = shared
		}
		n.locals[sum] = i
	}
}

// shared marks what stands before @ in the addresses of several accounts.
const shared int32 = -1
