package samples

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

const testSeed = 20261123

var testAsOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// A row is what tests read back of a sign-in, with encoding/json and nothing of the package's own.
type row struct {
	ID                string    `json:"id"`
	CreatedDateTime   time.Time `json:"createdDateTime"`
	UserID            string    `json:"userId"`
	UserPrincipalName string    `json:"userPrincipalName"`
	ClientAppUsed     string    `json:"clientAppUsed"`
	ResourceID        string    `json:"resourceId"`
	UserAgent         string    `json:"userAgent"`
	IPAddress         string    `json:"ipAddress"`
	IsInteractive     bool      `json:"isInteractive"`
	SignInEventTypes  []string  `json:"signInEventTypes"`
	Status            struct {
		ErrorCode int `json:"errorCode"`
	} `json:"status"`
}

// sample is the tenant that most tests look at. It does not change, so one is enough.
var sample = sync.OnceValue(func() *Tenant { return New(testSeed, testAsOf) })

func written(t *testing.T, tenant *Tenant, form Form) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tenant.WriteSignIns(&b, form); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var sampleRows = sync.OnceValues(func() ([]row, error) {
	var b bytes.Buffer
	if err := sample().WriteSignIns(&b, FormArray); err != nil {
		return nil, err
	}
	var rows []row
	return rows, json.Unmarshal(b.Bytes(), &rows)
})

// rowsOfSample are the rows of the sample as a reader of its file sees them. They are shared: don't change them.
func rowsOfSample(t *testing.T) []row {
	t.Helper()
	rows, err := sampleRows()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTheSameSeedAndMomentGiveTheSameBytes(t *testing.T) {
	a, b := sample(), New(testSeed, testAsOf.In(time.FixedZone("", 9*3600)).Add(400*time.Millisecond))
	if !bytes.Equal(written(t, a, FormArray), written(t, b, FormArray)) {
		t.Error("sign-ins differ between two tenants of the same seed and second")
	}
	for _, path := range []string{"/beta/users?$top=999", "/v1.0/subscribedSkus", "/v1.0/directory/subscriptions", "/v1.0/organization", "/v1.0/domains", "/v1.0/groups",
		"/beta/directory/deletedItems/microsoft.graph.user", "/v1.0/servicePrincipals", "/v1.0/servicePrincipals/" + a.registry.exchange.id + "/appRoleAssignedTo",
		"/v1.0/oauth2PermissionGrants", "/v1.0/applications", "/v1.0/identity/conditionalAccess/policies", "/v1.0/admin/exchange/tracing/messageTraces",
		"/v1.0/reports/authenticationMethods/userRegistrationDetails", "/beta/auditLogs/signIns?$filter=" + onlyPrincipals} {
		if diff := cmp.Diff(get(t, a, path).body, get(t, b, path).body); diff != "" {
			t.Errorf("%s differs:\n%s", path, diff)
		}
	}
	for _, kind := range usageReports {
		for _, days := range periods {
			p := reportPeriod{days, a.asOf.Add(-reportDelay)}
			if diff := cmp.Diff(a.reportTable(kind, p, false), b.reportTable(kind, p, false)); diff != "" {
				t.Errorf("%s of %d days differs:\n%s", kind.function, days, diff)
			}
		}
	}
	if diff := cmp.Diff(a.Truth(), b.Truth()); diff != "" {
		t.Errorf("truth differs:\n%s", diff)
	}
	if bytes.Equal(written(t, a, FormArray), written(t, New(testSeed+1, testAsOf), FormArray)) {
		t.Error("another seed gives the same sign-ins")
	}
}

// moments are ends of the log at which something could go wrong: month edges, weekends, year ends, hours within a day.
func moments() []time.Time {
	all := []time.Time{
		testAsOf,
		time.Date(2027, 3, 15, 13, 7, 9, 0, time.UTC),
		time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC),
		time.Date(2027, 3, 31, 5, 0, 0, 0, time.UTC),
		time.Date(2027, 8, 31, 5, 0, 0, 0, time.UTC),
		time.Date(2028, 2, 29, 23, 59, 59, 0, time.UTC),
		time.Date(2028, 3, 1, 0, 0, 0, 0, time.UTC),
	}
	// A year in steps that meet every weekday and hour.
	for at := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2027; at = at.Add(23*24*time.Hour + 5*time.Hour) {
		all = append(all, at)
	}
	return all
}

func TestEveryMomentGivesAWholeTenant(t *testing.T) {
	for _, asOf := range moments() {
		tenant := New(testSeed, asOf)
		since := asOf.Add(-30 * 24 * time.Hour)
		seen := map[string]bool{}
		legacy, modern := 0, 0
		for i := range tenant.rows {
			r := &tenant.rows[i]
			if r.at.Before(since) || !r.at.Before(asOf) {
				t.Errorf("asOf %v: a row at %v is outside the log", asOf, r.at)
			}
			if i > 0 && r.at.After(tenant.rows[i-1].at) {
				t.Errorf("asOf %v: row %d is newer than the one before", asOf, i)
			}
			if seen[r.id] {
				t.Errorf("asOf %v: id %s occurs twice", asOf, r.id)
			}
			seen[r.id] = true
			if r.app == basicMail {
				legacy++
			} else {
				modern++
			}
			if failedText[r.code] == "" {
				t.Errorf("code %d has no text", r.code)
			}
		}
		if legacy < 6000 || legacy > 12000 || modern < 2000 || modern > 4000 {
			t.Errorf("asOf %v: %d legacy and %d modern rows", asOf, legacy, modern)
		}
		archetypes := map[string]bool{}
		for _, truth := range tenant.Truth() {
			archetypes[truth.Archetype] = true
			checkTruth(t, asOf, truth)
		}
		for _, want := range []archetype{officeScanner, applicationServer, oldMailProgram, monthEndJob, sharedMailbox, disabledShared, licenseTrouble,
			policyBlocked, factorRequired, passwordExpired, stoppedScanner, guestAccount, deletedAccount, modernUser, room, incident, neverExisted} {
			if !archetypes[string(want)] {
				t.Errorf("asOf %v: nothing of archetype %s has SMTP rows", asOf, want)
			}
		}
	}
}

// checkTruth holds a line of the truth against the contract's definition of its verdict.
func checkTruth(t *testing.T, asOf time.Time, truth Truth) {
	t.Helper()
	ok := true
	switch truth.Verdict {
	case inventory.VerdictActive:
		ok = truth.Successes > 0
	case inventory.VerdictBroken:
		ok = truth.Failures > 0
	case inventory.VerdictSuspicious:
		ok = truth.Successes == 1 && truth.ExcludedRows > 0
	case inventory.VerdictNoise:
		ok = truth.Successes == 0 && truth.Failures == 0 && truth.ExcludedRows > 0
	case inventory.VerdictSuspected: // the log knows nothing of it but guesses
		ok = truth.Successes == 0 && truth.Failures == 0
	default:
		ok = false
	}
	if archetype(truth.Archetype) == stoppedScanner || archetype(truth.Archetype) == passwordExpired {
		ok = ok && truth.Successes > 0
	}
	if !ok {
		t.Errorf("asOf %v: %+v contradicts its verdict", asOf, truth)
	}
	if truth.Finding == inventory.FindingViolation && truth.Successes == 0 {
		t.Errorf("asOf %v: %+v is a violation without a success", asOf, truth)
	}
}

func TestTruthCountsEverySMTPRowOnce(t *testing.T) {
	tenant := sample()
	type figures struct{ Successes, Others int }
	found := map[string]figures{}
	total := 0
	for _, r := range rowsOfSample(t) {
		if !strings.Contains(strings.ToLower(r.ClientAppUsed), "smtp") {
			continue
		}
		total++
		f := found[r.UserPrincipalName]
		if r.Status.ErrorCode == 0 {
			f.Successes++
		} else {
			f.Others++
		}
		found[r.UserPrincipalName] = f
	}
	claimed := map[string]figures{}
	sum := 0
	for _, truth := range tenant.Truth() {
		claimed[truth.UPN] = figures{truth.Successes, truth.Failures + truth.ExcludedRows}
		sum += truth.Successes + truth.Failures + truth.ExcludedRows
	}
	if diff := cmp.Diff(found, claimed); diff != "" {
		t.Errorf("rows and truth differ (-rows +truth):\n%s", diff)
	}
	if sum != total {
		t.Errorf("truth counts %d rows, the log has %d", sum, total)
	}
}

func TestTruthIsSortedAndCannotBeChanged(t *testing.T) {
	tenant := sample()
	first := tenant.Truth()
	for i := 1; i < len(first); i++ {
		if first[i].UPN < first[i-1].UPN {
			t.Errorf("%s comes after %s", first[i].UPN, first[i-1].UPN)
		}
	}
	first[0].UPN = "changed"
	if tenant.Truth()[0].UPN == "changed" {
		t.Error("a caller can change the truth")
	}
}

func TestGuessingComesFromNetworksOfItsOwn(t *testing.T) {
	// Otherwise an office would look like an attacker, and the truth would be wrong.
	network := func(address string) netip.Prefix {
		a := netip.MustParseAddr(address)
		bits := 64
		if a.Is4() {
			bits = 24
		}
		p, err := a.Prefix(bits)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	tenant := sample()
	guessers := map[*place]bool{}
	for _, p := range elsewhere {
		guessers[p] = true
	}
	bad, tried := map[netip.Prefix]bool{}, map[netip.Prefix]map[string]bool{}
	for i := range tenant.rows {
		if r := &tenant.rows[i]; guessers[r.place] {
			n := network(r.address)
			bad[n] = true
			if tried[n] == nil {
				tried[n] = map[string]bool{}
			}
			tried[n][r.who.upn] = true
		}
	}
	for i := range tenant.rows {
		if r := &tenant.rows[i]; !guessers[r.place] && bad[network(r.address)] {
			t.Fatalf("%s signs in from %s, where passwords are guessed", r.who.upn, r.address)
		}
	}
	wide, narrow := 0, 0
	for _, accounts := range tried {
		switch {
		case len(accounts) > 40:
			wide++
		case len(accounts) == 1:
			narrow++
		}
	}
	if wide != 2 || narrow < 100 {
		t.Errorf("%d networks try most accounts and %d try one; want 2 and at least 100", wide, narrow)
	}
}

func TestTheMonthEndJobRunsOnMonthEdgesOnly(t *testing.T) {
	for _, asOf := range moments() {
		count := 0
		for _, r := range New(testSeed, asOf).rows {
			if r.who.archetype != monthEndJob || r.code != 0 {
				continue
			}
			count++
			day := r.at.In(tokyo.zone)
			if earlier, later := workdaysInMonth(day); earlier > 0 && later > 0 {
				t.Errorf("asOf %v: a run on %v, with %d workdays of the month before it and %d after", asOf, day, earlier, later)
			}
		}
		if count == 0 || count > 20 {
			t.Errorf("asOf %v: %d runs", asOf, count)
		}
	}
}

// workdaysInMonth counts Mondays to Fridays of a day's month before and after it.
func workdaysInMonth(day time.Time) (earlier, later int) {
	y, m, d := day.Date()
	for other := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC); other.Month() == m; other = other.AddDate(0, 0, 1) {
		if wd := other.Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		if other.Day() < d {
			earlier++
		}
		if other.Day() > d {
			later++
		}
	}
	return earlier, later
}

func TestOfficeDevicesKeepOfficeHoursAndServersDoNot(t *testing.T) {
	weekend := map[archetype]int{}
	for _, r := range sample().rows {
		if r.app != basicMail || r.code != 0 || isGuesser(r.place) {
			continue
		}
		local := r.at.In(r.place.zone)
		if !workday(local) {
			weekend[r.who.archetype]++
		}
		if r.who.archetype == officeScanner && (local.Hour() < 8 || local.Hour() >= 19) {
			t.Errorf("%s scans at %v", r.who.upn, local)
		}
	}
	if weekend[officeScanner] > 0 || weekend[oldMailProgram] > 0 || weekend[applicationServer] < 1000 {
		t.Errorf("rows at weekends: %v", weekend)
	}
}

func isGuesser(p *place) bool {
	for _, e := range elsewhere {
		if e == p {
			return true
		}
	}
	return false
}

var (
	reservedDomain = regexp.MustCompile(`^([a-z0-9-]+\.)*(contoso\.com|example\.com|example\.jp)$`)
	anyDomain      = regexp.MustCompile(`(?i)[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|jp|net|org|io|dev|info|biz|us|uk|cn|microsoft)\b`)
	anyIPv4        = regexp.MustCompile(`[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+`)
	reservedRanges = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32")}
)

func reserved(address string) bool {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	for _, p := range reservedRanges {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func TestOnlyReservedDomainsAndAddressesOccur(t *testing.T) {
	tenant := sample()
	all := map[string][]byte{
		"sign-ins":     written(t, tenant, FormArray),
		"portal file":  written(t, tenant, FormPortalCSV),
		"users":        get(t, tenant, "/beta/users?$top=999").body,
		"subscribed":   get(t, tenant, "/beta/subscribedSkus").body,
		"organization": get(t, tenant, "/beta/organization").body,
		"domains":      get(t, tenant, "/beta/domains").body,
		"deleted":      get(t, tenant, "/beta/directory/deletedItems/microsoft.graph.user").body,
		"principals":   get(t, tenant, "/beta/servicePrincipals").body,
		"applications": get(t, tenant, "/beta/applications").body,
		"own sign-ins": get(t, tenant, "/beta/auditLogs/signIns?$filter="+onlyPrincipals).body,
		"traces":       get(t, tenant, "/v1.0/admin/exchange/tracing/messageTraces?$top=5000").body,
		"report":       tenant.reportTable(usageReports[0], reportPeriod{180, tenant.asOf}, false),
	}
	for name, b := range all {
		// Most strings occur thousands of times; each is looked at once.
		seen := map[string]bool{}
		for part := range bytes.FieldsFuncSeq(b, func(r rune) bool { return r == '"' || r == ',' }) {
			if !bytes.Contains(part, []byte{'.'}) || seen[string(part)] {
				continue
			}
			seen[string(part)] = true
			for _, domain := range anyDomain.FindAllString(string(part), -1) {
				if !reservedDomain.MatchString(strings.ToLower(domain)) {
					t.Errorf("%s: domain %s", name, domain)
				}
			}
			for _, at := range anyIPv4.FindAllIndex(part, -1) {
				// Versions of browsers look like addresses, after a slash.
				if version := at[0] > 0 && part[at[0]-1] == '/'; !version && !reserved(string(part[at[0]:at[1]])) {
					t.Errorf("%s: address %s", name, part[at[0]:at[1]])
				}
			}
		}
	}
	for _, r := range rowsOfSample(t) {
		if !reserved(r.IPAddress) {
			t.Errorf("row %s comes from %s", r.ID, r.IPAddress)
		}
	}
	if !strings.Contains(string(all["users"]), "大阪支店") {
		t.Error("the scan has not read the users")
	}
}

func TestHostileTextIsThere(t *testing.T) {
	tenant := sample()
	var users struct {
		Value []struct{ DisplayName, Department string }
	}
	if err := json.Unmarshal(get(t, tenant, "/beta/users?$top=999").body, &users); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, u := range users.Value {
		found["name ="] = found["name ="] || strings.HasPrefix(u.DisplayName, "=HYPERLINK(")
		found["department +"] = found["department +"] || strings.HasPrefix(u.Department, "+")
		found["department @"] = found["department @"] || strings.HasPrefix(u.Department, "@")
	}
	for _, r := range rowsOfSample(t) {
		found["agent escape"] = found["agent escape"] || strings.Contains(r.UserAgent, "\x1b[2J")
		found["agent markup"] = found["agent markup"] || strings.Contains(r.UserAgent, "<script>")
	}
	want := map[string]bool{"name =": true, "department +": true, "department @": true, "agent escape": true, "agent markup": true}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("hostile texts (-want +got):\n%s", diff)
	}
}
