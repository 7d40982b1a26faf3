package samples

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
)

// A record is one entry of a list that Graph serves: its properties in JSON, in the order in which they are served.
type record struct {
	names      []string
	properties map[string]json.RawMessage
}

// set adds a property.
func (e *record) set(name string, value any) {
	if e.properties == nil {
		e.properties = map[string]json.RawMessage{}
	}
	e.names = append(e.names, name)
	e.properties[name] = mustMarshal(value)
}

// put writes an entry with the chosen properties.
func (e *record) put(b []byte, chosen []string) []byte {
	for i, name := range chosen {
		if i == 0 {
			b = append(b, '{')
		} else {
			b = append(b, ',')
		}
		b = putString(b, name)
		b = append(b, ':')
		b = append(b, e.properties[name]...)
	}
	return append(b, '}')
}

// A user is one entry of the directory, with what is asked for on its own.
type user struct {
	record
	id, upn       string
	mailbox       inventory.Mailbox
	subscriptions []*subscription // that take a seat
	account       *account
	who           *identity
	created       time.Time
	synchronised  bool // from the directory on the premises
}

// usualUserProperties are what v1.0 serves without $select.
var usualUserProperties = []string{
	"businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation", "preferredLanguage",
	"surname", "userPrincipalName", "id",
}

const stamp = "2006-01-02T15:04:05Z"

func (g *generator) user(r *rand.Rand, a *account, who *identity) *user {
	created := g.asOf.AddDate(0, 0, -200-r.IntN(1500)).Truncate(time.Second)
	assigned := created.AddDate(0, 0, 1).Format(stamp)
	u := &user{id: who.userID, upn: a.upn, mailbox: a.mailbox, account: a, who: who, created: created}
	address := strings.ToLower(a.upn)
	mail := any(address)
	proxies := []string{"SMTP:" + address}
	userType := "Member"
	language := "en-US"
	if a.office != nil && a.office.country == "JP" {
		language = "ja-JP"
	}
	if a.guest {
		mail, proxies, userType = who.upn, []string{"SMTP:" + who.upn}, "Guest"
	} else if a.mailbox == inventory.MailboxNone {
		mail, proxies = nil, []string{}
	}
	family, given := any(nil), any(nil)
	if a.kind == inventory.KindPerson && !a.guest {
		family, given = namesOf(a.name)
	}
	synced := any(nil)
	if strings.HasSuffix(address, "@example.jp") && a.kind == inventory.KindPerson {
		synced, u.synchronised = true, true
	}
	location := any(nil)
	if a.office != nil {
		location = a.office.city
	}
	u.set("id", who.userID)
	u.set("userPrincipalName", a.upn)
	u.set("displayName", a.name)
	u.set("givenName", given)
	u.set("surname", family)
	u.set("mail", mail)
	u.set("mailNickname", strings.SplitN(address, "@", 2)[0])
	u.set("department", blankIsNull(a.department))
	u.set("jobTitle", blankIsNull(a.title))
	u.set("officeLocation", location)
	u.set("companyName", "Contoso")
	u.set("accountEnabled", !a.disabled)
	u.set("userType", userType)
	u.set("usageLocation", a.office.country)
	u.set("preferredLanguage", language)
	u.set("businessPhones", []string{})
	u.set("mobilePhone", nil)
	u.set("createdDateTime", created.Format(stamp))
	u.set("lastPasswordChangeDateTime", created.Format(stamp))
	u.set("onPremisesSyncEnabled", synced)
	u.set("onPremisesImmutableId", nil)
	u.set("employeeId", nil)
	u.set("employeeType", nil)
	u.set("otherMails", []string{})
	u.set("proxyAddresses", proxies)
	u.set("showInAddressList", nil)
	g.setOnPremises(u, synced == true)
	u.setOrigin()
	g.setLicense(u, a.license, assigned)
	return u
}

// setOnPremises writes where an account comes from if it is synchronised, and that it does not if it is not.
func (g *generator) setOnPremises(u *user, synced bool) {
	if !synced {
		for _, name := range []string{"onPremisesLastSyncDateTime", "onPremisesDomainName", "onPremisesSamAccountName", "onPremisesUserPrincipalName",
			"onPremisesDistinguishedName"} {
			u.set(name, nil)
		}
		return
	}
	name, _, _ := strings.Cut(u.upn, "@")
	u.set("onPremisesLastSyncDateTime", g.asOf.Truncate(30*time.Minute).Add(-17*time.Minute).Format(stamp))
	u.set("onPremisesDomainName", "corp.example.jp")
	u.set("onPremisesSamAccountName", name)
	u.set("onPremisesUserPrincipalName", u.upn)
	u.set("onPremisesDistinguishedName", "CN="+u.account.name+",OU=Users,DC=corp,DC=example,DC=jp")
}

// setOrigin writes how an account came to be and whether its password ages: whoever sets up a device sees to it that it does not.
func (u *user) setOrigin() {
	policies, creation, state := any(nil), any(nil), any(nil)
	if u.account.kind == inventory.KindDevice || u.account.kind == inventory.KindApplication {
		policies = "DisablePasswordExpiration"
	}
	if u.account.guest {
		creation, state = "Invitation", "Accepted"
	}
	u.set("passwordPolicies", policies)
	u.set("creationType", creation)
	u.set("externalUserState", state)
}

// delete moves an account to the deleted items, at a moment after its last sign-in. There its name begins with its id, so that
// somebody else can have the name.
func (g *generator) delete(u *user) {
	r := g.stream("deleted " + u.upn)
	at := g.asOf.AddDate(0, 0, -4).Add(-time.Duration(r.IntN(24*3600)) * time.Second)
	u.properties["userPrincipalName"] = mustMarshal(strings.ReplaceAll(u.id, "-", "") + u.upn)
	u.set("deletedDateTime", at.Format(stamp))
	g.deleted = append(g.deleted, u)
}

// setLicense writes what an account was given in the four shapes that Graph has for it.
func (g *generator) setLicense(u *user, l license, assigned string) {
	assignedLicenses, plans, provisioned, states := []object{}, []object{}, []object{}, []object{}
	plan := func(p plan, status string) {
		plans = append(plans, object{"assignedDateTime": assigned, "capabilityStatus": status, "service": p.service, "servicePlanId": p.id})
		provisioned = append(provisioned, object{"capabilityStatus": status, "provisioningStatus": "Success", "service": p.service})
	}
	// offEverywhere: Graph lists a plan as disabled in assignedLicenses only if every assignment of that subscription disables it.
	offEverywhere := func(s *subscription) []string {
		var off []string
		for _, p := range s.plans {
			if !slices.ContainsFunc(l.assignments, func(a assignment) bool {
				return a.subscription == s && a.failure == "" && !slices.Contains(a.off, p)
			}) {
				off = append(off, p.id)
			}
		}
		return off
	}
	for _, a := range l.assignments {
		state, failure, group := "Active", "None", any(nil)
		if a.failure != "" {
			state, failure = "Error", a.failure
		}
		if a.byGroup {
			group = g.group
		}
		off := []string{}
		for _, p := range a.off {
			off = append(off, p.id)
		}
		states = append(states, object{"skuId": a.subscription.id, "disabledPlans": off, "assignedByGroup": group, "state": state, "error": failure,
			"lastUpdatedDateTime": assigned})
		if a.failure != "" || slices.Contains(u.subscriptions, a.subscription) {
			continue
		}
		u.subscriptions = append(u.subscriptions, a.subscription)
		disabled := offEverywhere(a.subscription)
		assignedLicenses = append(assignedLicenses, object{"disabledPlans": append([]string{}, disabled...), "skuId": a.subscription.id})
		for _, p := range a.subscription.plans {
			switch {
			case slices.Contains(disabled, p.id):
				plan(p, "Deleted")
			default:
				plan(p, a.subscription.status)
			}
		}
	}
	for _, p := range l.stale {
		plan(p, "Deleted")
	}
	u.set("assignedLicenses", assignedLicenses)
	u.set("assignedPlans", plans)
	u.set("provisionedPlans", provisioned)
	u.set("licenseAssignmentStates", states)
}

// namesOf gives family and given name: the family comes first in Japanese.
func namesOf(name string) (family, given any) {
	first, second, found := strings.Cut(name, " ")
	switch {
	case !found:
		return nil, nil
	case first[0] >= 0x80:
		return first, second
	default:
		return second, first
	}
}

func blankIsNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// mustMarshal writes values of this package's own making, which are of kinds that can always be written.
func mustMarshal(value any) json.RawMessage {
	b, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("samples: encoding %v: %v", value, err))
	}
	return b
}

type object = map[string]any

// subscribedSKUs are the subscriptions as Graph shapes them, with the seats that the directory takes.
func (t *Tenant) subscribedSKUs() []*record {
	var all []*record
	for _, s := range subscriptions {
		used := t.seats(s)
		units := object{"enabled": 0, "suspended": 0, "warning": 0, "lockedOut": 0}
		units[strings.ToLower(s.status)] = used + s.spare
		plans := []object{}
		for _, p := range s.plans {
			plans = append(plans, object{"servicePlanId": p.id, "servicePlanName": p.name, "provisioningStatus": "Success", "appliesTo": "User"})
		}
		sku := &record{}
		sku.set("id", t.id+"_"+s.id)
		sku.set("accountId", t.id)
		sku.set("accountName", "Contoso")
		sku.set("appliesTo", "User")
		sku.set("capabilityStatus", s.status)
		sku.set("consumedUnits", used)
		sku.set("prepaidUnits", units)
		sku.set("skuId", s.id)
		sku.set("skuPartNumber", s.partNumber)
		sku.set("subscriptionIds", []string{t.purchase(s)})
		sku.set("servicePlans", plans)
		all = append(all, sku)
	}
	return all
}

// seats counts the accounts that take a seat of a subscription.
func (t *Tenant) seats(s *subscription) int {
	used := 0
	for _, u := range t.users {
		if slices.Contains(u.subscriptions, s) {
			used++
		}
	}
	return used
}

// purchase is the id of the purchase behind a subscription: it ends as the subscription's does.
func (t *Tenant) purchase(s *subscription) string {
	return "5ab5c000-0000-4000-8000" + s.id[strings.LastIndexByte(s.id, '-'):]
}

// statusDays are how long a subscription stays in its status from now, unless somebody renews it.
var statusDays = map[string]int{"Enabled": 210, "Warning": 19, "Suspended": 61, "LockedOut": 8}

func (s *subscription) endOfStatus(asOf time.Time) time.Time {
	return asOf.Truncate(24*time.Hour).AddDate(0, 0, statusDays[s.status])
}

// endOf is when a grace period or a suspension goes over; zero for licences in any other state.
func (g *generator) endOf(l license) time.Time {
	if l.state != inventory.LicenseGrace && l.state != inventory.LicenseSuspended {
		return time.Time{}
	}
	return l.assignments[0].subscription.endOfStatus(g.asOf)
}

// companySubscriptions are the purchases behind the subscriptions as Graph shapes them.
func (t *Tenant) companySubscriptions() []*record {
	var all []*record
	for _, s := range subscriptions {
		plans := []object{}
		for _, p := range s.plans {
			plans = append(plans, object{"servicePlanId": p.id, "servicePlanName": p.name, "provisioningStatus": "Success", "appliesTo": "User"})
		}
		e := &record{}
		e.set("id", t.purchase(s))
		e.set("commerceSubscriptionId", t.purchase(s))
		e.set("createdDateTime", t.asOf.AddDate(-3, 0, 0).Format(stamp))
		e.set("isTrial", false)
		e.set("nextLifecycleDateTime", s.endOfStatus(t.asOf).Format(stamp))
		e.set("ownerId", nil)
		e.set("ownerTenantId", nil)
		e.set("ownerType", nil)
		e.set("serviceStatus", plans)
		e.set("skuId", s.id)
		e.set("skuPartNumber", s.partNumber)
		e.set("status", s.status)
		e.set("totalLicenses", t.seats(s)+s.spare)
		all = append(all, e)
	}
	return all
}

// organization is the tenant as Graph shapes it.
func (t *Tenant) organization() *record {
	o := &record{}
	o.set("id", t.id)
	o.set("displayName", "Contoso")
	o.set("countryLetterCode", "JP")
	o.set("city", nil)
	o.set("country", nil)
	o.set("createdDateTime", t.asOf.AddDate(-8, 0, 0).Format(stamp))
	o.set("defaultUsageLocation", nil)
	o.set("onPremisesSyncEnabled", true)
	o.set("preferredLanguage", "en")
	o.set("tenantType", "AAD")
	o.set("technicalNotificationMails", []string{"it@contoso.com"})
	o.set("assignedPlans", []object{})
	domains := []object{}
	for _, d := range verifiedDomains {
		domains = append(domains, object{"capabilities": strings.Join(d.services, ", "), "isDefault": d.first, "isInitial": d.first, "name": d.name,
			"type": "Managed"})
	}
	o.set("verifiedDomains", domains)
	return o
}

// A domain is one that the tenant has proven to be its own.
type domain struct {
	name     string
	services []string
	first    bool // with which the tenant began, and which new accounts are given
}

var verifiedDomains = []domain{
	{"contoso.com", []string{"Email", "OfficeCommunicationsOnline"}, true},
	{"example.jp", []string{"Email"}, false},
}

// domains are the verified domains as Graph shapes them on their own.
func domains() []*record {
	var all []*record
	for _, d := range verifiedDomains {
		e := &record{}
		e.set("id", d.name)
		e.set("authenticationType", "Managed")
		e.set("isAdminManaged", true)
		e.set("isDefault", d.first)
		e.set("isInitial", d.first)
		e.set("isRoot", true)
		e.set("isVerified", true)
		e.set("supportedServices", d.services)
		e.set("passwordValidityPeriodInDays", 2147483647) // never
		all = append(all, e)
	}
	return all
}

// groups are the group that licences are given by and the one that a policy names, as Graph shapes them.
func (t *Tenant) groups() []*record {
	group := func(id, name, description string, licenses []object) *record {
		e := &record{}
		e.set("id", id)
		e.set("displayName", name)
		e.set("description", description)
		e.set("mail", nil)
		e.set("securityEnabled", true)
		e.set("groupTypes", []string{})
		e.set("assignedLicenses", licenses)
		return e
	}
	given := []object{}
	for _, s := range subscriptions {
		if slices.ContainsFunc(t.users, func(u *user) bool { return u.account.license.byGroup(s) }) {
			given = append(given, object{"disabledPlans": []string{}, "skuId": s.id})
		}
	}
	return []*record{
		group(t.group, "Licences: Exchange Plan 1 (devices)", "Members are given licences, most of them Exchange Online Plan 1.", given),
		group(t.registry.readers, "Mail readers", "Mail programs that read with IMAP or POP.", []object{}),
	}
}
