package plan

import (
	"math/bits"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"unbasic/inventory"
)

// trait is a yes-or-no fact on which a step or a command hangs, a bit each.
type trait uint32

const (
	// traitUncaptured: a value that the way back needs is in no evidence.
	traitUncaptured trait = 1 << iota
	// traitOAuth, traitInternal and traitAddressSure are answers of the policy: the software does OAuth; nobody outside gets mail; the public address is fixed and
	// port 25 is open.
	traitOAuth
	traitInternal
	traitAddressSure
	traitApplication
	// traitSwitchOn and traitSwitchOff are the mailbox's own switch; traitClosed says that SMTP AUTH is off for it, by its own switch or the organisation's.
	traitSwitchOn
	traitSwitchOff
	traitClosed
	// traitUnderPolicy: the account has an authentication policy of its own; traitBasicClosed: a policy closes Basic for it already.
	traitUnderPolicy
	traitBasicClosed
	// traitPolicyExists: the tenant has an authentication policy that closes Basic for SMTP.
	traitPolicyExists
	traitSeveral
	traitBlocked
	// traitConnector: a connector for the address exists; traitConnectorOff: and is switched off.
	traitConnector
	traitConnectorOff
	traitDirectRefused
	// traitNobody: the mailbox is nobody's (shared, room, equipment), and its account can sign in; traitAccountUnread: or nobody knows whether it can.
	traitNobody
	traitAccountUnread
	traitService
	traitServiceDNS
	traitRelay
	// traitSeldom: the sender is silent for days as a rule.
	traitSeldom
	traitSynchronised
	traitHVEEnds
	traitSilence
	// traitTime: the policy says at what time of day cut-overs are.
	traitTime
)

// setting is a value that the way back puts back, or must know. The order is that of the commands that put them back.
type setting uint8

const (
	settingAccount setting = iota
	settingPolicy
	settingSwitch
	settingConnector
	settingDirectSend
	// These two are the organisation's. No item changes them, so none puts them back; but where an account follows them they say what its Basic hung on.
	settingDefaultPolicy
	settingOrganization
	settingCount
)

// settings are how each value is called in a plan and how it is read.
var settings = [settingCount]struct{ name, read string }{
	settingAccount:       {"accountEnabled", readAccount},
	settingPolicy:        {"AuthenticationPolicy", readPolicy},
	settingSwitch:        {priorSwitch, readSwitch},
	settingConnector:     {"InboundConnectorEnabled", readConnector},
	settingDirectSend:    {"RejectDirectSend", readDirectSend},
	settingDefaultPolicy: {"DefaultAuthenticationPolicy", readDefault},
	settingOrganization:  {"OrganizationSmtpClientAuthenticationDisabled", readSMTP},
}

// settingSet is a set of settings, a bit each.
type settingSet uint8

func (s settingSet) has(one setting) bool { return s>>one&1 == 1 }

// settingNames are the names of every set, made once, and shared by all items: as a list, in one line, and as the value of a sentence.
var settingNames = func() (names [1 << settingCount]struct {
	list []string
	line string
	args map[string]string
}) {
	for set := range names {
		list := []string{}
		for i, s := range settings {
			if settingSet(set).has(setting(i)) {
				list = append(list, s.name)
			}
		}
		names[set].list, names[set].line = slices.Clip(list), strings.Join(list, ", ")
		names[set].args = map[string]string{wordNames[wordMissing]: names[set].line}
	}
	return names
}()

// ground is what the scenes of all senders of a plan stand on. It is made once and then only read, but for what it keeps; so one value is for one goroutine (see
// apart).
type ground struct {
	exchange *inventory.ExchangeSettings // nil where no settings were read
	words    words
	traits   trait
	// connectors are those that trust an address, by address and by network; indices into exchange.Connectors.
	connectors map[netip.Addr]int
	networks   []connectorNetwork
	stages     map[Route][]stage
	removed    []stage // of an account that does not exist
	regimes    regimes

	// priors are the values that ways back put back, one map for all senders with the same.
	priors map[prior]map[string]any
	// texts and steps are the memory that those of many items lie in.
	texts strings.Builder
	steps []Step
}

// prior are the values of the settings that a way back needs and the evidence holds.
type prior struct {
	held   settingSet
	values [settingCount]any
}

// apart gives the same ground without what it keeps, for another goroutine.
func (g *ground) apart() *ground {
	other := *g
	other.priors, other.texts, other.steps = map[prior]map[string]any{}, strings.Builder{}, nil
	return &other
}

// How much memory is asked for at once. Plans can have very many items, and memory of their own for each text and each list of steps takes time, and room between them.
const (
	textsAtOnce = 64 << 10
	stepsAtOnce = 512
)

// text keeps a text beside those of other items.
func (g *ground) text(b []byte) string {
	if g.texts.Cap()-g.texts.Len() < len(b) {
		g.texts = strings.Builder{}
		g.texts.Grow(max(textsAtOnce, len(b)))
	}
	from := g.texts.Len()
	g.texts.Write(b)
	return g.texts.String()[from:]
}

// list gives room for some steps beside those of other items.
func (g *ground) list(n int) []Step {
	if len(g.steps) < n {
		g.steps = make([]Step, max(stepsAtOnce, n))
	}
	list := g.steps[:n:n]
	g.steps = g.steps[n:]
	return list
}

type connectorNetwork struct {
	network netip.Prefix
	index   int
}

// cloud is what only set-up needs to know of a national cloud, beside [hosts].
type cloud struct{ authority, graph, delegated string }

// clouds: the delegated scopes outside the global cloud follow the pattern of the others and are to be checked at set-up.
var clouds = map[inventory.Optional]cloud{
	"global":   {"https://login.microsoftonline.com", "https://graph.microsoft.com", "https://outlook.office.com/SMTP.Send"},
	"gcc-high": {"https://login.microsoftonline.us", "https://graph.microsoft.us", "https://outlook.office365.us/SMTP.Send"},
	"dod":      {"https://login.microsoftonline.us", "https://dod-graph.microsoft.us", "https://outlook-dod.office365.us/SMTP.Send"},
	"china":    {"https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn", "https://partner.outlook.cn/SMTP.Send"},
}

// blockingPolicy is the authentication policy that a plan makes where the tenant has none that closes Basic for SMTP.
const blockingPolicy = "Block Basic SMTP"

// newGround gathers what does not depend on the sender.
func newGround(inv *inventory.Inventory, p *Policy) *ground {
	g := &ground{exchange: inv.Exchange, regimes: regimesOf(p), priors: map[prior]map[string]any{}}
	names, known := clouds[inv.Tenant.Cloud]
	if !known {
		names = clouds["global"]
		names.authority, names.graph, names.delegated = names.authority+" (global)", names.graph+" (global)", names.delegated+" (global)"
	}
	w := &g.words
	w[wordHost], w[wordScope] = hostOf(inv.Tenant.Cloud).submission, hostOf(inv.Tenant.Cloud).scope
	w[wordAuthority], w[wordGraph], w[wordDelegated] = names.authority, names.graph, names.delegated
	w[wordTime], w[wordZone] = p.CutOverAt, p.TimeZone
	w[wordTenant] = "<tenant id>"
	if isGUID(string(inv.Tenant.ID)) {
		w[wordTenant] = string(inv.Tenant.ID)
	}
	g.set(traitTime, p.CutOverAt != "")
	g.routeWords(p)
	if ends, ok := p.milestone(milestoneHVEBasicEnds); ok {
		w[wordHVEEnds] = ends.Date.String()
		g.set(traitHVEEnds, true)
	}
	w[wordBlocking] = g.blocking()
	w[wordPolicy] = quote(w[wordBlocking])
	g.set(traitDirectRefused, g.exchange != nil && g.exchange.RejectDirectSend != nil && *g.exchange.RejectDirectSend)
	g.findConnectors()
	g.stages = make(map[Route][]stage, len(rows))
	for route, list := range rows {
		g.stages[route] = g.stagesOf(list)
	}
	g.removed = g.stagesOf(rowsGone)
	return g
}

func (g *ground) set(t trait, on bool) {
	if on {
		g.traits |= t
	}
}

// routeWords are what the policy says of the service and the relay; what it leaves out stays for the administrator, in <…>.
func (g *ground) routeWords(p *Policy) {
	or := func(text, unknown string) string {
		if text == "" {
			return unknown
		}
		return text
	}
	service, w := &p.Routes.Service, &g.words
	port := service.Port
	if port == 0 {
		port = 587
	}
	w[wordService], w[wordServiceHost] = service.Name, or(service.Host, "<host>")+":"+strconv.Itoa(port)
	w[wordSPF], w[wordDKIM] = or(service.SPF, "<include:…>"), or(service.DKIM, "<selector>")
	g.set(traitService, service.Name != "")
	g.set(traitServiceDNS, service.Name != "" && service.SPF+service.DKIM != "")
	port = p.Routes.RelayPort
	if port == 0 {
		port = 25
	}
	w[wordRelay] = p.Routes.Relay + ":" + strconv.Itoa(port)
	g.set(traitRelay, p.Routes.Relay != "")
}

// blocking chooses the authentication policy that closes Basic: one that the tenant has, the organisation's default before others, or a new one.
func (g *ground) blocking() string {
	if g.exchange == nil {
		return blockingPolicy
	}
	found, taken := "", false
	for _, a := range g.exchange.Policies {
		if a.AllowBasicSMTP == nil || *a.AllowBasicSMTP {
			// One that was exported without the column is looked at in the step; one that lets Basic through is in the way of its name.
			taken = taken || strings.EqualFold(a.Name, blockingPolicy) && a.AllowBasicSMTP != nil
			continue
		}
		best := g.exchange.DefaultPolicy != nil && strings.EqualFold(a.Name, *g.exchange.DefaultPolicy)
		if found == "" || best || strings.EqualFold(a.Name, blockingPolicy) && !strings.EqualFold(found, deref(g.exchange.DefaultPolicy)) {
			found = a.Name
		}
	}
	switch {
	case found != "":
		g.set(traitPolicyExists, true)
		return found
	case taken:
		return blockingPolicy + " (unbasic)"
	}
	return blockingPolicy
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// findConnectors keeps the connectors for an organisation's own servers by the addresses that they trust: those that are enabled go first.
func (g *ground) findConnectors() {
	if g.exchange == nil {
		return
	}
	g.connectors = map[netip.Addr]int{}
	for _, enabled := range []bool{true, false} {
		for i := range g.exchange.Connectors {
			c := &g.exchange.Connectors[i]
			if !strings.EqualFold(string(c.Type), "OnPremises") || c.Enabled == nil || *c.Enabled != enabled {
				continue
			}
			for _, text := range c.SenderIPs {
				if network, err := netip.ParsePrefix(text); err == nil {
					g.networks = append(g.networks, connectorNetwork{network, i})
				} else if address, err := netip.ParseAddr(text); err == nil {
					if _, there := g.connectors[address.Unmap()]; !there {
						g.connectors[address.Unmap()] = i
					}
				}
			}
		}
	}
}

// connectorOf gives the connector that trusts an address, nil where none does.
func (g *ground) connectorOf(address netip.Addr) *inventory.Connector {
	best := -1
	consider := func(i int) {
		if best < 0 || *g.exchange.Connectors[i].Enabled && !*g.exchange.Connectors[best].Enabled {
			best = i
		}
	}
	if i, ok := g.connectors[address]; ok {
		consider(i)
	}
	for _, n := range g.networks {
		if n.network.Contains(address) {
			consider(n.index)
		}
	}
	if best < 0 {
		return nil
	}
	return &g.exchange.Connectors[best]
}

// isGUID reports whether a text is nothing but an id's digits and hyphens, which no shell reads as anything else.
func isGUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') ||
			!dash && (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}

// scene is all that the steps and the way back of one item are made from.
type scene struct {
	*ground
	sender   *inventory.Sender
	route    Route
	gone     bool // the account does not exist, so nothing of it can be set
	traits   trait
	words    words
	override Override
	// relevant are the settings that the way back needs, missing those of them that the evidence does not hold.
	relevant, missing settingSet
	connector         *inventory.Connector
	silence           int // hours, 0 where no rhythm says
}

// newScene looks at what the route of a sender needs and no more, since there can be very many senders.
func newScene(g *ground, s *inventory.Sender, route Route, f facts, override Override) scene {
	sc := scene{
		ground: g, sender: s, route: route, gone: f.gone && route == RouteRetire, traits: g.traits, words: g.words, override: override,
	}
	w := &sc.words
	w[wordSender] = s.UPN
	if sc.gone {
		return sc
	}
	w[wordMailbox] = quote(s.UPN)
	sc.set(traitApplication, f.kind == inventory.KindApplication)
	sc.set(traitNobody, s.AccountEnabled == nil || *s.AccountEnabled)
	switch s.Mailbox {
	case inventory.MailboxShared, inventory.MailboxRoom, inventory.MailboxEquipment:
	default:
		sc.traits &^= traitNobody
	}
	sc.set(traitSynchronised, isTrue(s.Governance.Synchronised))
	sc.answers()
	sc.switches()
	sc.places()
	sc.names()
	sc.capture()
	return sc
}

func isTrue(b *bool) bool { return b != nil && *b }

func (sc *scene) set(t trait, on bool) {
	if on {
		sc.traits |= t
	}
}

// answers are those that the policy gives to what would be asked.
func (sc *scene) answers() {
	o := &sc.override
	sc.set(traitOAuth, isTrue(o.OAuth))
	sc.set(traitInternal, o.External != nil && !*o.External)
	sc.set(traitAddressSure, isTrue(o.FixedAddress) && isTrue(o.Port25))
}

// switches are what closes SMTP AUTH, or Basic alone, for the account now.
func (sc *scene) switches() {
	a := &sc.sender.SMTPAuth
	sc.set(traitSwitchOn, a.Mailbox == inventory.SwitchEnabled)
	sc.set(traitSwitchOff, a.Mailbox == inventory.SwitchDisabled)
	sc.set(traitClosed, a.Effective == inventory.SwitchDisabled)
	sc.set(traitBasicClosed, a.PolicyBasic == inventory.SwitchDisabled)
	if deref(sc.sender.AuthPolicy) != "" {
		sc.set(traitUnderPolicy, true)
		sc.words[wordPolicyNow] = *sc.sender.AuthPolicy
	} else if sc.traits&traitBasicClosed != 0 {
		sc.words[wordPolicyNow] = string(a.Policy)
	}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if b.Applies != "yes" || b.Kind != "conditional-access" && b.Kind != "security-defaults" {
			continue
		}
		name := string(b.Name)
		if name == "" {
			name = b.Kind
		}
		if sc.traits&traitBlocked != 0 {
			name = sc.words[wordBlocks] + ", " + name
		}
		sc.words[wordBlocks] = name
		sc.set(traitBlocked, true)
	}
}

// mostPlaces is how many addresses a sentence names.
const mostPlaces = 4

// places are where the account still sends from with a password, and how often the busiest of them does.
func (sc *scene) places() {
	var busiest *inventory.Client
	clients := 0
	for i := range sc.sender.Clients {
		c := &sc.sender.Clients[i]
		if !sends(c) {
			continue
		}
		clients++
		if busiest == nil || c.Successes > busiest.Successes {
			busiest = c
		}
	}
	if clients > 1 {
		sc.set(traitSeveral, true)
		sc.words[wordClients], sc.words[wordPlaces] = strconv.Itoa(clients), placesOf(sc.sender)
	}
	if busiest == nil {
		return
	}
	if every := busiest.Rhythm.EveryDays; every != nil && *every > 3 {
		sc.set(traitSeldom, true)
		sc.words[wordEvery] = strconv.Itoa(*every)
	}
	switch sc.route {
	case RouteRetire, RouteInvestigate, RouteModernClient:
	default:
		if sc.silence = silenceOf(&busiest.Rhythm); sc.silence > 0 {
			sc.set(traitSilence, true)
			sc.words[wordHours] = strconv.Itoa(sc.silence)
		}
	}
}

// placesOf names the first addresses of the clients that send.
func placesOf(s *inventory.Sender) string {
	var b []byte
	n := 0
	for i := range s.Clients {
		c := &s.Clients[i]
		if !sends(c) || c.IP == "" {
			continue
		}
		if n++; n > mostPlaces {
			b = append(b, ", …"...)
			break
		}
		if n > 1 {
			b = append(b, ", "...)
		}
		b = append(b, c.IP...)
	}
	if n == 0 {
		return "-"
	}
	return string(b)
}

// longestObject is what Exchange allows for the names of scopes and assignments.
const longestObject = 64

// names are those of the objects that the route makes: the same in every plan, and told from others by their first word.
func (sc *scene) names() {
	w := &sc.words
	needs := needsOf[sc.route]
	if needs&setOf(wordFilter) != 0 {
		// A literal in a literal: the name is quoted for the filter's own syntax first and the whole for PowerShell then.
		w[wordFilter] = quote("PrimarySmtpAddress -eq " + w[wordMailbox])
	}
	if needs&setOf(wordObject, wordConnector) != 0 {
		name := "unbasic " + sc.sender.UPN
		if utf8.RuneCountInString(name) > longestObject {
			name = "unbasic " + itemID(senderKey(sc.sender))
		}
		w[wordObject] = quote(name)
	}
	if needs&setOf(wordDomain) != 0 {
		w[wordDomain] = quote(sc.sender.UPN[strings.LastIndexByte(sc.sender.UPN, '@')+1:])
	}
	if needs&setOf(wordAddress, wordConnector) == 0 {
		return
	}
	w[wordAddress], w[wordConnector] = "<public ip>", w[wordObject]
	address := soleAddress(sc.sender)
	if !isPublic(address) {
		return
	}
	w[wordAddress], w[wordConnector] = "'"+address.String()+"'", "'unbasic "+address.String()+"'"
	if sc.exchange == nil || sc.route != RouteRelayConnector {
		return
	}
	if sc.connector = sc.connectorOf(address); sc.connector != nil {
		w[wordConnector], w[wordConnectorNow] = quote(sc.connector.Name), sc.connector.Name
		sc.set(traitConnector, true)
		sc.set(traitConnectorOff, !*sc.connector.Enabled)
	}
}

// capture finds the settings that the way back needs, and what the evidence holds of them.
func (sc *scene) capture() {
	w, s := &sc.words, sc.sender
	need := func(one setting, held bool) {
		sc.relevant |= 1 << one
		if !held {
			sc.missing |= 1 << one
		}
	}
	if sc.route == RouteInvestigate || sc.traits&traitNobody != 0 {
		w[wordPriorAccount] = literalOf(s.AccountEnabled)
		need(settingAccount, s.AccountEnabled != nil)
	}
	if closesBasic(sc.route) {
		switch {
		case s.AuthPolicy == nil:
			w[wordPriorPolicy] = "<captured policy, or $null>"
		case *s.AuthPolicy == "":
			w[wordPriorPolicy] = "$null"
		default:
			w[wordPriorPolicy] = quote(*s.AuthPolicy)
		}
		need(settingPolicy, s.AuthPolicy != nil)
		if deref(s.AuthPolicy) == "" {
			need(settingDefaultPolicy, sc.exchange != nil && sc.exchange.DefaultPolicy != nil)
		}
	}
	state := s.SMTPAuth.Mailbox
	switch state {
	case inventory.SwitchEnabled:
		w[wordPriorSwitch] = "$false"
	case inventory.SwitchDisabled:
		w[wordPriorSwitch] = "$true"
	case inventory.SwitchInherit:
		w[wordPriorSwitch] = "$null"
	default:
		w[wordPriorSwitch] = "<captured value>"
	}
	need(settingSwitch, w[wordPriorSwitch][0] == '$')
	if closesBasic(sc.route) && state != inventory.SwitchEnabled && state != inventory.SwitchDisabled {
		organization := s.SMTPAuth.Organization
		need(settingOrganization, organization == inventory.SwitchEnabled || organization == inventory.SwitchDisabled)
	}
	if sc.connector != nil {
		w[wordPriorConnector] = literalOf(sc.connector.Enabled)
		need(settingConnector, true)
	}
	if sc.route == RouteDirectSend {
		var reject *bool
		if sc.exchange != nil {
			reject = sc.exchange.RejectDirectSend
		}
		w[wordPriorReject] = literalOf(reject)
		need(settingDirectSend, reject != nil)
	}
	sc.set(traitUncaptured, sc.missing != 0)
	sc.set(traitAccountUnread, sc.missing.has(settingAccount))
	w[wordMissing] = settingNames[sc.missing].line
}

// literalOf writes a switch for PowerShell.
func literalOf(b *bool) string {
	switch {
	case b == nil:
		return "<captured value>"
	case *b:
		return "$true"
	}
	return "$false"
}

// closesBasic reports whether a route ends with an authentication policy that closes Basic for the account.
func closesBasic(route Route) bool { return route != RouteRetire && route != RouteInvestigate }

// silenceOf gives the hours after which no mail means that a sender does not work: one usual distance more than the longest that its rhythm explains; 0 where
// it has none. For a sender around the clock, and for one of every day, that is twice the usual distance; for one of workdays the weekend is explained.
func silenceOf(r *inventory.Rhythm) int {
	switch {
	case r.EveryMinutes != nil && *r.EveryMinutes > 0:
		return max(1, (2**r.EveryMinutes+59)/60)
	case r.EveryDays != nil && *r.EveryDays > 0:
		longest := *r.EveryDays
		if longest < 7 {
			longest = max(longest, restOf(r.Weekdays))
		}
		if r.Period == "workdays" {
			longest = max(longest, 3)
		}
		return 24 * (longest + *r.EveryDays)
	}
	return 0
}

// restOf gives the most days from one weekday of a list to the next one; 0 for an empty list.
func restOf(weekdays []int) int {
	on := 0
	for _, day := range weekdays {
		if day >= 0 && day < 7 {
			on |= 1 << day
		}
	}
	if on == 0 {
		return 0
	}
	on |= on << 7 // the same week once more
	first, longest := bits.TrailingZeros(uint(on)), 0
	for day, last := first, first; day <= first+7; day++ {
		if on>>day&1 == 1 {
			longest, last = max(longest, day-last), day
		}
	}
	return longest
}
