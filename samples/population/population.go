package population

import (
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"unbasic/inventory"
)

// A Population is a tenant. It does not change once made and may be used by several goroutines at once.
type Population struct {
	seed         uint64
	asOf, since  time.Time
	world        *world
	campaigns    []*campaign
	bruteBlock   uint16
	domain       string
	smtpDisabled bool
	// byAddress: Exchange's export names mailboxes by their addresses alone.
	byAddress bool
	groups    []string
	// members are the accounts, as archetypes: the senders' first and the bystanders' after them.
	members []uint8
	truth   func() []Truth
	rows    func() int
}

// Truth is what an inventory should find of an account that is a sender.
type Truth struct {
	// Key is the sender's id in an inventory: the account's id, or "upn:" and the name where it has none.
	Key, UserID, UPN string
	Archetype        string
	Verdict          inventory.Verdict
	// Kind is KindUnknown where nothing shows it: then it is not to be scored.
	Kind         inventory.Kind
	LicenseState inventory.LicenseState
	Finding      inventory.Finding
	// Successes and Failures are SMTP rows of the account's own, and the successes of somebody who guessed; ExcludedRows are that one's failures.
	Successes, Failures, ExcludedRows int
	// Stopped is true where the account was in use and has been silent for much longer than it ever was.
	Stopped bool
}

// New makes a tenant of so many senders, and some other accounts, as it is at a moment, with a log of the 30 days before. With fewer senders than there are
// archetypes some of these are left out.
func New(seed uint64, count int, asOf time.Time) *Population {
	asOf = asOf.UTC().Truncate(time.Second)
	r := rand.New(rand.NewPCG(seed, 0))
	p := &Population{seed: seed, asOf: asOf, since: asOf.AddDate(0, 0, -days), smtpDisabled: r.IntN(2) == 0}
	p.byAddress = r.IntN(3) == 0
	p.domain = []string{"contoso.com", "example.jp"}[r.IntN(2)]
	for n := range 2 + r.IntN(4) {
		p.groups = append(p.groups, guid(mix(seed, 3), uint64(n)))
	}
	var first, others []uint8
	for i := range senders {
		first = append(first, uint8(i))
	}
	r.Shuffle(len(first), func(i, j int) { first[i], first[j] = first[j], first[i] })
	first = first[:min(count, len(first))]
	for len(first) < count {
		first = append(first, draw(r, senders))
	}
	for range 1 + count/10 {
		others = append(others, uint8(len(senders))+draw(r, bystanders))
	}
	p.members = append(first, others...)
	p.world = newWorld(r, count, p.since, seed%5 == 4)
	p.campaigns = p.newCampaigns(r, len(p.members))
	p.bruteBlock = p.world.newBlock()
	// Providers of a country appear with its first office or traveller, so all are there before accounts are made.
	p.truth = sync.OnceValue(func() []Truth {
		var all []Truth
		for t := range p.accounts() {
			if t.sender {
				all = append(all, p.truthOf(t))
			}
		}
		slices.SortFunc(all, compareKeys)
		return all
	})
	p.rows = sync.OnceValue(func() int {
		n := 0
		for range p.SignIns() {
			n++
		}
		return n
	})
	return p
}

func draw(r *rand.Rand, from []archetype) uint8 {
	total := 0
	for _, a := range from {
		total += a.weight
	}
	n := r.IntN(total)
	for i, a := range from {
		if n -= a.weight; n < 0 {
			return uint8(i)
		}
	}
	panic("population: weights do not add up")
}

// account makes one account, the same each time.
func (p *Population) account(index int) *account {
	a := &account{
		index: index, seed: mix(p.seed, uint64(index)+1<<32), enabled: true, mailbox: inventory.MailboxUser, state: inventory.LicenseLicensed,
		sender: int(p.members[index]) < len(senders),
	}
	m := &maker{Population: p, r: rand.New(rand.NewPCG(p.seed, uint64(index)+1)), a: a}
	a.userID = guid(a.seed, 7)
	a.smtp = inventory.SwitchDisabled
	if p.smtpDisabled && m.r.IntN(3) > 0 {
		a.smtp = inventory.SwitchInherit
	}
	a.created = p.asOf.AddDate(0, 0, -60-m.r.IntN(3000))
	a.passwordChanged = a.created.AddDate(0, 0, m.r.IntN(int(p.since.Sub(a.created)/(24*time.Hour))))
	a.synchronised, a.admin = m.r.IntN(3) == 0, m.r.IntN(60) == 0
	if a.sender {
		kind := senders[p.members[index]]
		a.archetype = kind.name
		kind.make(m)
	} else {
		kind := bystanders[int(p.members[index])-len(senders)]
		a.archetype, a.exposure = kind.name, exposedMail
		kind.make(m)
	}
	if a.upn == "" {
		a.upn = a.name.upn(index, p.domain)
	}
	if a.nonexistent {
		a.name.display = a.upn
	}
	if a.use != nil {
		a.use.Address = a.upn
		if a.use.Source == inventory.SourceEmailAppUsage {
			a.use.DisplayName = a.name.display
		}
	}
	return a
}

func (p *Population) accounts() iter.Seq[*account] {
	return func(yield func(*account) bool) {
		for i := range p.members {
			if !yield(p.account(i)) {
				return
			}
		}
	}
}

// SignIns makes the rows of the log, account by account and within one in no order of time.
func (p *Population) SignIns() iter.Seq[inventory.SignIn] {
	return func(yield func(inventory.SignIn) bool) {
		for a := range p.accounts() {
			if _, more := p.play(a, func(s inventory.SignIn, _ *line) bool { return yield(s) }); !more {
				return
			}
		}
	}
}

// Truth says what is true of every account that is a sender, sorted by key.
func (p *Population) Truth() []Truth { return slices.Clone(p.truth()) }

func (p *Population) truthOf(a *account) Truth {
	t, _ := p.play(a, func(inventory.SignIn, *line) bool { return true })
	truth := Truth{
		Key: a.key(), UserID: a.userID, UPN: a.upn, Archetype: a.archetype, Verdict: a.verdict, Kind: a.kind, LicenseState: a.state,
		Finding:   findingOf(a.state, a.verdict, t.successes),
		Successes: t.successes, Failures: t.failures, ExcludedRows: t.excluded, Stopped: a.stopped,
	}
	if a.nonexistent {
		truth.UserID = ""
	}
	return truth
}

// Input is what of the tenant an inventory is made from, all but the rows.
func (p *Population) Input() inventory.Input {
	yes, no, none := true, false, ""
	in := inventory.Input{
		AsOf: p.asOf, Window: inventory.Window{Since: p.since, Until: p.asOf}, UsersRead: true, SKUsRead: true,
		Mailboxes: map[string]inventory.Mailbox{}, GroupNames: map[string]string{},
		Exchange: &inventory.ExchangeSettings{
			SMTPDisabled: &p.smtpDisabled, LegacyTLS: &no, DefaultPolicy: &none, RejectDirectSend: &yes,
			Policies: []inventory.AuthPolicy{}, Connectors: []inventory.Connector{},
		},
	}
	for i, id := range p.groups {
		in.GroupNames[id] = []string{"Licences A", "ライセンス B", "Frontline", "All Staff", "拠点"}[i]
	}
	consumed := map[string]int{}
	for a := range p.accounts() {
		if a.missing || a.nonexistent {
			continue
		}
		l := licensor{r: rand.New(rand.NewPCG(a.seed, 5)), groups: p.groups, asOf: p.asOf}
		h := l.hold(a.state)
		counted := map[string]bool{}
		for _, x := range h.assignments {
			if x.State == "Active" && !counted[x.SKUID] {
				consumed[x.SKUID]++
				counted[x.SKUID] = true
			}
		}
		enabled, synchronised, never, mfa, admin := a.enabled, a.synchronised, a.neverExpires, a.mfa, a.admin
		user := inventory.User{
			ID: a.userID, UPN: a.directoryUPN(), DisplayName: a.name.display, GivenName: a.name.given, Surname: a.name.surname, JobTitle: a.name.title,
			Department: a.name.department, AccountEnabled: &enabled, UserType: "Member", PlansRead: true, Plans: h.plans, Assignments: h.assignments,
			Created: a.created, PasswordChanged: a.passwordChanged, PasswordNeverExpires: &never, Synchronised: &synchronised,
		}
		if a.guest {
			user.UserType = "Guest"
		}
		if a.deleted {
			in.Deleted = append(in.Deleted, user)
			continue
		}
		in.Users = append(in.Users, user)
		if a.enabled {
			in.Registrations = append(in.Registrations, inventory.Registration{UserID: a.userID, MFA: &mfa, Admin: &admin})
		}
		if !a.guest {
			in.Mailboxes[a.userID] = a.mailbox
			in.MailboxSettings = append(in.MailboxSettings, inventory.MailboxSetting{
				UserID: a.userID, Address: a.directoryUPN(), DisplayName: a.name.display, SMTP: a.smtp, Type: a.mailbox, PolicyRead: true,
			})
			if p.byAddress {
				in.MailboxSettings[len(in.MailboxSettings)-1].UserID = ""
			}
		}
		if a.use != nil {
			in.Uses = append(in.Uses, *a.use)
		}
	}
	for _, x := range products {
		sku := inventory.SKU{ID: x.id, PartNumber: x.partNumber, CapabilityStatus: x.status, Consumed: consumed[x.id], ServicePlanIDs: x.all()}
		switch x.status {
		case "Warning":
			sku.Warning = sku.Consumed
		case "Suspended":
			sku.Suspended = sku.Consumed
		case "LockedOut":
			sku.LockedOut = sku.Consumed
		default:
			sku.Enabled = sku.Consumed + int(mix(p.seed, 11)%20)
		}
		in.SKUs = append(in.SKUs, sku)
	}
	for _, source := range []string{
		inventory.SourceSignIns, inventory.SourceUsers, inventory.SourceSKUs, inventory.SourceDeletedUsers, inventory.SourceEmailAppUsage,
		inventory.SourceMFARegistration, inventory.SourceMailboxPurpose, inventory.SourceTransport, inventory.SourceMailboxes,
	} {
		c := inventory.Coverage{Source: source, Status: inventory.CoverageComplete}
		if source == inventory.SourceSignIns {
			for _, part := range []string{"interactiveUser", "nonInteractiveUser"} {
				since, until := p.since, p.asOf
				in.Coverage = append(in.Coverage, inventory.Coverage{Source: source, Part: part, Since: &since, Until: &until, Status: inventory.CoverageComplete})
			}
			continue
		}
		in.Coverage = append(in.Coverage, c)
	}
	return in
}
