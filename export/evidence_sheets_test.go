package export

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/samples/population"
)

var testedOn = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// tenants are random ones with their plans.
var tenants = sync.OnceValue(func() map[string]tenant {
	all := map[string]tenant{}
	add := func(name string, in inventory.Input) {
		inv := inventory.Analyze(in)
		all[name] = tenant{inv, planOf(inv)}
	}
	for seed := range uint64(3) {
		people := population.New(seed, 30+20*int(seed), testedOn)
		in := people.Input()
		in.Rows = inventory.NewTally(&in.Window, nil)
		for row := range people.SignIns() {
			in.Rows.Add(row)
		}
		add(fmt.Sprint("population ", seed), in)
	}
	for seed := range uint64(6) {
		add(fmt.Sprint("licences ", seed), licenceTenant(rand.New(rand.NewPCG(seed, 1))))
	}
	return all
})

// planOf is a plan of a kind: these laws ask only who is in it.
func planOf(inv inventory.Inventory) plan.Plan {
	p := plan.Plan{AsOf: inv.AsOf}
	for i, s := range inv.Senders {
		why := plan.Unplanned{Sender: s.ID, UPN: s.UPN, Verdict: s.Verdict, Route: plan.RouteSecureAccount, Why: "nobody uses it"}
		switch {
		case s.Verdict == inventory.VerdictNoise:
			p.NeverPlanned = append(p.NeverPlanned, why)
		case i%5 == 4:
			p.Unplanned = append(p.Unplanned, why)
		case i%7 != 6:
			p.Items = append(p.Items, plan.Item{ID: "item of " + s.ID, Sender: s.ID, UPN: s.UPN, Wave: (i * 7) % 5, Route: plan.RouteInvestigate, Why: "an incident first"})
		}
	}
	return p
}

// licenceTenant is one in which many send without the licence that it takes, and seats are scarce. Every third has no subscriptions that were read, and
// some have no prices.
func licenceTenant(r *rand.Rand) inventory.Input {
	const e3, plan1, enterprise, standard = "05e9a617-0261-4cee-bb44-138d3ef5d965", "4b9405b0-7788-4568-add1-99614e613b69",
		"efb87545-963c-4e0d-99df-69c6916d9eb0", "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
	in := inventory.Input{AsOf: testedOn, Window: inventory.Window{Since: testedOn.AddDate(0, 0, -30), Until: testedOn}, UsersRead: true, Prices: map[string]float64{}}
	if r.IntN(3) > 0 {
		in.SKUsRead = true
		for _, sku := range []inventory.SKU{
			{ID: e3, PartNumber: "SPE_E3", CapabilityStatus: "Enabled", ServicePlanIDs: []string{enterprise}},
			{ID: plan1, PartNumber: "EXCHANGESTANDARD", CapabilityStatus: "Enabled", ServicePlanIDs: []string{standard}},
		} {
			if r.IntN(4) == 0 {
				continue
			}
			sku.Consumed = 20
			sku.Enabled = sku.Consumed + r.IntN(4)
			in.SKUs = append(in.SKUs, sku)
			if r.IntN(2) == 0 {
				in.Prices[sku.PartNumber] = float64(r.IntN(4000)) / 100
			}
		}
	}
	in.Rows = inventory.NewTally(&in.Window, nil)
	kinds := map[string]inventory.Kind{}
	for i := range 30 {
		id, upn := fmt.Sprintf("44444444-0000-4000-8000-%012d", i), fmt.Sprintf("person%d@contoso.com", i)
		user := inventory.User{ID: id, UPN: upn, UserType: "Member", PlansRead: true}
		kinds[upn] = []inventory.Kind{inventory.KindPerson, inventory.KindPerson, inventory.KindDevice}[r.IntN(3)]
		switch assigned := (inventory.LicenseAssignment{SKUID: []string{e3, plan1}[r.IntN(2)], State: "Active"}); r.IntN(4) {
		case 0:
			assigned.State, assigned.Error = "Error", []string{"CountViolation", "MutuallyExclusiveViolation"}[r.IntN(2)]
			user.Assignments = append(user.Assignments, assigned)
		case 1:
			assigned.DisabledPlans = []string{enterprise, standard}
			user.Assignments = append(user.Assignments, assigned)
		}
		in.Users = append(in.Users, user)
		for day := range r.IntN(4) {
			in.Rows.Add(inventory.SignIn{
				ID: fmt.Sprint(i, "/", day), Time: testedOn.AddDate(0, 0, -1-day), UserID: id, UPN: upn, ClientApp: "Authenticated SMTP", IP: "203.0.113.7", Country: "JP",
			})
		}
	}
	in.KindOf = func(upn, _ string) (inventory.Kind, bool) { kind, known := kinds[upn]; return kind, known }
	return in
}

type tenant struct {
	inv  inventory.Inventory
	plan plan.Plan
}

// forTenants runs a law against random tenants and the hand-made one.
func forTenants(t *testing.T, law func(t *testing.T, inv inventory.Inventory, p plan.Plan, r Report)) {
	t.Helper()
	run := func(name string, inv inventory.Inventory, p plan.Plan) {
		t.Run(name, func(t *testing.T) { law(t, inv, p, NewReport(inv, p, Options{Language: inventory.English})) })
	}
	inv, p := readTenant(t)
	run("hand-made", inv, p)
	for name, tenant := range tenants() {
		run(name, tenant.inv, tenant.plan)
	}
}

// cellsOf gives one column of a sheet.
func cellsOf(t *testing.T, s Sheet, key string) []Cell {
	t.Helper()
	at := s.Column(key)
	if at < 0 {
		t.Fatalf("sheet %s has no column %s", s.Key, key)
	}
	list := make([]Cell, s.Rows.Len())
	for i, row := range s.Rows.All() {
		list[i] = row[at]
	}
	return list
}

func textsOf(t *testing.T, s Sheet, key string) []string {
	t.Helper()
	var list []string
	for _, c := range cellsOf(t, s, key) {
		list = append(list, c.Text())
	}
	return list
}

func TestEveryAccountThatSomebodyGuessesAtIsAnIncidentAndWhoeverGotInComesFirst(t *testing.T) {
	seen := 0
	forTenants(t, func(t *testing.T, inv inventory.Inventory, _ plan.Plan, r Report) {
		s := sheetOf(t, r, "incidents")
		kinds, ids, all := textsOf(t, s, "kind"), textsOf(t, s, "senderId"), map[string]bool{}
		of := map[string]string{}
		for i, id := range ids {
			if id != "" && of[id] == "" {
				of[id] = kinds[i]
			}
		}
		label := func(kind string) string { return words.IncidentKinds.Label(kind, inventory.English) }
		suspicious := 0
		for _, sender := range inv.Senders {
			want := map[inventory.Verdict]string{inventory.VerdictSuspicious: label(incidentGuessed), inventory.VerdictNoise: label(incidentGuessedAt)}[sender.Verdict]
			if want == label(incidentGuessed) {
				suspicious++
			}
			if want != "" && of[sender.ID] != want {
				t.Errorf("%s is %s, and Incidents has it as %q", sender.UPN, sender.Verdict, of[sender.ID])
			}
		}
		for i, kind := range kinds {
			if (kind == label(incidentGuessed)) != (i < suspicious) {
				t.Errorf("row %d of Incidents is %q: the %d suspicious senders are the first", i, kind, suspicious)
			}
		}
		ranks := -1
		for i, urgency := range textsOf(t, s, "urgency") {
			for rank, code := range words.Urgencies {
				if code.Label.In(inventory.English) == urgency {
					if rank < ranks {
						t.Errorf("row %d is %q, after what is less urgent", i, urgency)
					}
					ranks = rank
				}
			}
		}
		for _, id := range textsOf(t, s, "incident") {
			if id == "" || all[id] {
				t.Errorf("two incidents have the id %q", id)
			}
			all[id] = true
		}
		entered := 0
		for _, o := range inv.Guessing.List {
			if o.Entered > 0 {
				entered++
			}
		}
		for _, kind := range kinds {
			if kind == label(incidentEntered) {
				entered--
			}
		}
		if entered != 0 {
			t.Errorf("%d networks that got in are missing", entered)
		}
		for i, do := range textsOf(t, s, "doNow") {
			if do == "" {
				t.Errorf("row %d says nothing of what to do", i)
			}
		}
		seen += suspicious
	})
	if seen < 5 {
		t.Errorf("only %d suspicious senders: the test looks at nothing", seen)
	}
}

func TestWhatAnIncidentSaysOfItsOriginIsTrue(t *testing.T) {
	inv, p := readTenant(t)
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "incidents")
	row := s.Rows.At(0)
	want := map[string]any{
		"sender": "j.doe@contoso.com", "origins": "203.0.113.0/24 (NL, AS64500): 57 accounts tried, the password of 2 known", "othersTried": 57, "successes": 2,
		"firstSeen": "2026-11-20T02:00:00Z", "lastSeen": "2026-11-20T04:00:00Z", "status": "Open", "handledBy": nil, "clearedOn": nil,
		"doNow": "Investigate: an incident first: no migration work until it is cleared",
	}
	for key, value := range want {
		got, err := json.Marshal(unlinked([]Cell{row[s.Column(key)].with(ToneNone)}, []int{0})[0])
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := json.Marshal(value); string(got) != string(text) {
			t.Errorf("%s is %s, want %s", key, got, text)
		}
	}
	for _, key := range []string{"status", "handledBy", "clearedOn"} {
		if !s.Columns[s.Column(key)].Editable {
			t.Errorf("%s is not people's to write in", key)
		}
	}
}

func TestEveryFindingThatIsNotOKHasItsRowAndSaysHowItIsCured(t *testing.T) {
	cured := 0
	forTenants(t, func(t *testing.T, inv inventory.Inventory, _ plan.Plan, r Report) {
		s := sheetOf(t, r, "licence-findings")
		want, got := map[string]bool{}, map[string]bool{}
		for _, sender := range inv.Senders {
			if sender.License.Finding != inventory.FindingOK {
				want[sender.ID] = true
			}
		}
		cures, how := textsOf(t, s, "cure"), textsOf(t, s, "cureHow")
		for i, id := range textsOf(t, s, "senderId") {
			got[id] = true
			sender := senderOf(inv, id)
			if (sender.License.Cure != nil) != (cures[i] != "") || how[i] == "" {
				t.Errorf("%s has the cure %+v, and its row says %q: %q", sender.UPN, sender.License.Cure, cures[i], how[i])
			}
			if sender.License.Cure != nil {
				cured++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || s.Rows.Len() != len(want) {
			t.Errorf("%d rows for %d findings (-want +got):\n%s", s.Rows.Len(), len(want), diff)
		}
	})
	if cured < 20 {
		t.Errorf("only %d cures: the test looks at nothing", cured)
	}
}

func senderOf(inv inventory.Inventory, id string) *inventory.Sender {
	for i := range inv.Senders {
		if inv.Senders[i].ID == id {
			return &inv.Senders[i]
		}
	}
	return &inventory.Sender{}
}

func TestEveryLinkLeadsToTheRowOfTheSameSender(t *testing.T) {
	forTenants(t, func(t *testing.T, inv inventory.Inventory, p plan.Plan, r Report) {
		items := map[string]string{}
		for _, item := range p.Items {
			items[item.ID] = item.Sender
		}
		senderAt := func(s Sheet, row []Cell) string {
			if at := s.Column("senderId"); at >= 0 {
				return row[at].Text()
			}
			return items[row[s.Column("item")].Text()]
		}
		links := map[string]int{}
		for _, key := range []string{"incidents", "senders", "clients", "licence-findings", "governance", "excluded"} {
			s := sheetOf(t, r, key)
			for i, row := range s.Rows.All() {
				for j, cell := range row {
					to, leads := cell.Leads()
					if !leads {
						continue
					}
					target := sheetOf(t, r, s.Columns[j].Link)
					if to >= target.Rows.Len() {
						t.Fatalf("%s row %d leads to row %d of %s, which has %d", key, i, to, target.Key, target.Rows.Len())
					}
					if from, there := senderAt(s, row), senderAt(target, target.Rows.At(to)); from != there || from == "" {
						t.Errorf("%s row %d column %s leads from %q to %q", key, i, s.Columns[j].Key, from, there)
					}
					links[key+" "+s.Columns[j].Key+" "+target.Key]++
				}
			}
		}
		// Both ways: whoever has a row elsewhere is led to from Senders, and back.
		findings, clients := 0, 0
		for _, sender := range inv.Senders {
			if sender.License.Finding != inventory.FindingOK {
				findings++
			}
			if len(sender.Clients) > 0 {
				clients++
			}
		}
		want := map[string]int{
			"senders finding licence-findings": findings, "licence-findings sender senders": findings, "senders planned plan": len(p.Items),
			"senders rhythm clients": clients, "governance name senders": len(inv.Senders), "clients sender senders": sheetOf(t, r, "clients").Rows.Len(),
		}
		for link, n := range want {
			if links[link] != n {
				t.Errorf("%d links %q, want %d", links[link], link, n)
			}
		}
	})
}

func TestTheRhythmOfASenderIsThatOfItsBusiestSMTPClient(t *testing.T) {
	forTenants(t, func(t *testing.T, inv inventory.Inventory, _ plan.Plan, r Report) {
		senders, clients := sheetOf(t, r, "senders"), sheetOf(t, r, "clients")
		ids := textsOf(t, senders, "senderId")
		for i, cell := range cellsOf(t, senders, "rhythm") {
			to, leads := cell.Leads()
			if !leads {
				continue
			}
			row, most, smtp := clients.Rows.At(to), -1, false
			for _, c := range senderOf(inv, ids[i]).Clients {
				if c.Protocol == inventory.ProtocolSMTP {
					most, smtp = max(most, c.Successes+c.Failures), true
				}
			}
			got := int(row[clients.Column("successes")].Int() + row[clients.Column("failures")].Int())
			if protocol := row[clients.Column("protocol")].Text(); smtp && (protocol != "SMTP" || got != most) {
				t.Errorf("%s: the rhythm is that of a client of %s with %d rows, want SMTP with %d", ids[i], protocol, got, most)
			}
		}
	})
}

func TestSeatsAddUpAndAreNeverNegativeAndUnknownStaysUnknown(t *testing.T) {
	needed, unknown, priced := 0, 0, 0
	forTenants(t, func(t *testing.T, inv inventory.Inventory, p plan.Plan, r Report) {
		s := sheetOf(t, r, "licences")
		b := newBook(inv, p, Options{Language: inventory.English})
		var list []*inventory.License
		for i := range inv.Licenses {
			list = append(list, &inv.Licenses[i])
		}
		_, rest := b.seatsBySubscription(list)
		sum := seats{rest.nowhere.needed, rest.nowhere.missing}
		cost := 0.0
		for _, c := range cellsOf(t, s, "needed") {
			sum.needed += int(c.Int())
		}
		for _, c := range cellsOf(t, s, "missing") {
			if c.Int() < 0 || c.Kind() == Empty && inv.Seats.Missing != nil {
				t.Errorf("missing is %v", c)
			}
			if c.Kind() != Empty && inv.Seats.Missing == nil {
				t.Errorf("missing is %v where nobody knows", c)
			}
			sum.missing += int(c.Int())
		}
		for _, c := range cellsOf(t, s, "cost") {
			cost += c.Float()
		}
		if sum.needed != inv.Seats.Needed {
			t.Errorf("the subscriptions need %d seats, the inventory %d", sum.needed, inv.Seats.Needed)
		}
		if inv.Seats.Missing == nil {
			unknown++
			if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, "unknown missing") {
				t.Errorf("the notes do not say that it is not known how many are missing: %s", notes)
			}
		} else if sum.missing != *inv.Seats.Missing {
			t.Errorf("the subscriptions miss %d seats, the inventory %d", sum.missing, *inv.Seats.Missing)
		}
		if inv.Seats.Cost != nil {
			priced++
			if math.Abs(cost-*inv.Seats.Cost) > 0.005 {
				t.Errorf("the missing seats cost %v, the inventory says %v", cost, *inv.Seats.Cost)
			}
		}
		needed += sum.needed
	})
	if needed < 5 || unknown == 0 || priced == 0 {
		t.Errorf("%d seats, %d tenants without subscriptions, %d with a price: the test looks at nothing", needed, unknown, priced)
	}
}

func TestAnInventoryThatCountsNoSeatsSaysSo(t *testing.T) {
	inv, p := readTenant(t)
	inv.Seats = inventory.Seats{}
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "licences")
	for _, key := range []string{"needed", "missing", "cost"} {
		for i, c := range cellsOf(t, s, key) {
			if c.Kind() != Empty {
				t.Errorf("%s of row %d is %v", key, i, c)
			}
		}
	}
	if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, "not known") {
		t.Errorf("the notes do not say so: %s", notes)
	}
}

func TestWhatWasPutAsideAddsUp(t *testing.T) {
	rows, others := 0, 0
	forTenants(t, func(t *testing.T, inv inventory.Inventory, _ plan.Plan, r Report) {
		s := sheetOf(t, r, "excluded")
		sum, bySender := 0, map[string]int{}
		ids := textsOf(t, s, "senderId")
		for i, c := range cellsOf(t, s, "rows") {
			if c.Int() < 0 {
				t.Errorf("row %d counts %d", i, c.Int())
			}
			sum += int(c.Int())
			bySender[ids[i]] += int(c.Int())
		}
		if sum != inv.Records.Excluded {
			t.Errorf("the rows add up to %d, the inventory put %d aside", sum, inv.Records.Excluded)
		}
		for _, sender := range inv.Senders {
			if bySender[sender.ID] != sender.Excluded.Records {
				t.Errorf("the rows of %s add up to %d, want %d", sender.UPN, bySender[sender.ID], sender.Excluded.Records)
			}
		}
		rows, others = rows+sum, others+bySender[""]
	})
	if rows < 1000 || others == 0 {
		t.Errorf("%d rows, %d of other protocols: the test looks at nothing", rows, others)
	}
}

func TestAnInventoryThatDoesNotAddUpSaysSo(t *testing.T) {
	inv, p := readTenant(t)
	inv.Records.Excluded = 5
	s := sheetOf(t, NewReport(inv, p, Options{Language: inventory.English}), "excluded")
	if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, "does not add up: it puts 5 rows aside, and its senders have 1,832") {
		t.Errorf("the notes do not say so: %s", notes)
	}
}

func TestGovernanceHasEveryAccountAndApplicationFindingsFirst(t *testing.T) {
	findings := 0
	forTenants(t, func(t *testing.T, inv inventory.Inventory, _ plan.Plan, r Report) {
		s := sheetOf(t, r, "governance")
		labels, sentences := textsOf(t, s, "finding"), textsOf(t, s, "findings")
		found := 0
		for found < len(labels) && labels[found] != "" {
			found++
		}
		for i := range labels {
			if (labels[i] == "") != (sentences[i] == "") {
				t.Errorf("row %d is called %q, and says %q", i, labels[i], sentences[i])
			}
		}
		want := 0
		for _, sender := range inv.Senders {
			if len(sender.Governance.Findings) > 0 {
				want++
			}
		}
		for _, app := range inv.Applications {
			if len(app.Findings) > 0 {
				want++
			}
		}
		if found != want || s.Rows.Len() != len(inv.Senders)+len(inv.Applications) {
			t.Errorf("the first %d of %d rows have findings, want %d of %d", found, s.Rows.Len(), want, len(inv.Senders)+len(inv.Applications))
		}
		if (inv.Applications == nil) != strings.Contains(strings.Join(s.Notes, "\n"), "permissions of applications were not read") {
			t.Errorf("applications are %v, and the notes say %q", inv.Applications, s.Notes)
		}
		findings += found
	})
	if findings < 10 {
		t.Errorf("only %d findings: the test looks at nothing", findings)
	}
}

func TestWhatWasNotReadOfAnAccountIsSaidToBeUnknown(t *testing.T) {
	inv, p := readTenant(t)
	r := NewReport(inv, p, Options{Language: inventory.English})
	for _, at := range []struct{ sheet, column string }{
		{"governance", "mfa"}, {"governance", "admin"}, {"governance", "stale"}, {"governance", "neverExpires"}, {"governance", "own"}, {"senders", "basic"}, {"senders", "authPolicy"},
	} {
		unknown := 0
		for _, text := range textsOf(t, sheetOf(t, r, at.sheet), at.column) {
			if strings.EqualFold(text, "unknown") {
				unknown++
			}
		}
		if unknown == 0 {
			t.Errorf("%s %s never says that it is not known", at.sheet, at.column)
		}
	}
}

func TestHoursAndWeekdaysInARowAreOne(t *testing.T) {
	all := make([]int, 24)
	for i := range all {
		all[i] = i
	}
	minutes, day, week := 15, 1, 7
	en, ja := &book{lang: inventory.English}, &book{lang: inventory.Japanese}
	for _, c := range []struct{ name, got, want string }{
		{"hours in a row", en.hoursOfDay([]int{7, 8, 9, 13, 18, 19}), "7–9, 13, 18, 19"},
		{"all hours", en.hoursOfDay(all), "all"},
		{"no hours", en.hoursOfDay(nil), ""},
		{"working days", en.weekdays([]int{1, 2, 3, 4, 5}), "Mon–Fri"},
		{"a weekend, from Monday", en.weekdays([]int{0, 6}), "Sat, Sun"},
		{"over the weekend", en.weekdays([]int{0, 1, 5, 6}), "Mon, Fri–Sun"},
		{"all days", en.weekdays([]int{0, 1, 2, 3, 4, 5, 6}), "all"},
		{"days that there are not", en.weekdays([]int{9}), ""},
		{"in Japanese", ja.weekdays([]int{1, 2, 3, 5}), "月～水、金"},
		{"around the clock", en.rhythm(&inventory.Rhythm{Period: "continuous", EveryMinutes: &minutes, EveryDays: &day, Hours: all}), "Around the clock; every 15 min"},
		{"daily", en.rhythm(&inventory.Rhythm{Period: "daily", EveryDays: &day, Hours: []int{3}}), "Daily; 3 h UTC"},
		{"weekly", en.rhythm(&inventory.Rhythm{Period: "weekly", EveryDays: &week, Weekdays: []int{1}}), "Weekly; every 7 days; Mon"},
		{"not said", en.rhythm(&inventory.Rhythm{}), "Too few days"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

// fill puts a text into every string of a value, but for those that say what kind of file it is.
func fill(v reflect.Value, text func() string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text())
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), text)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() != reflect.String {
			return
		}
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.ValueOf(text()))
		}
	}
}

// Whatever stands in whatever field of the inventory, no character acts unseen, and where people are hidden nothing passes by.
func TestHostileTextInEveryFieldOfTheInventory(t *testing.T) {
	const secret = "s3cret"
	inv, p := readTenant(t)
	n := 0
	fill(reflect.ValueOf(&inv).Elem(), func() string {
		n++
		return secret + "\u202e\x00\xed\xa0\x80=" + strconv.Itoa(n)
	})
	// Codes that decide which text is shown stay, so that no branch is missed.
	own, _ := readTenant(t)
	for i := range inv.Senders {
		s, was := &inv.Senders[i], &own.Senders[i]
		s.ID, s.Verdict, s.License.Finding = was.ID, was.Verdict, was.License.Finding
		for j := range s.Clients {
			s.Clients[j].Verdict = was.Clients[j].Verdict
		}
		for j := range s.Governance.Findings {
			s.Governance.Findings[j].Rule = was.Governance.Findings[j].Rule
		}
	}
	inv.Guessing.List[1].Entered = 1 // one without a country
	for i := range inv.Applications {
		for j := range inv.Applications[i].Findings {
			inv.Applications[i].Findings[j].Rule = own.Applications[i].Findings[j].Rule
		}
	}
	for _, lang := range languages {
		seen := 0
		visit := func(hiding bool) func(string) {
			return func(text string) {
				for _, r := range text {
					if r != '\n' && hidden(r) {
						t.Fatalf("%s: %q has U+%04X in it", lang, text, r)
					}
				}
				if strings.Contains(text, secret) {
					if seen++; hiding {
						t.Fatalf("%s: %q is not hidden", lang, text)
					}
				}
			}
		}
		walk(t, reflect.ValueOf(NewReport(inv, p, Options{Language: lang})), visit(false))
		if seen < 300 {
			t.Errorf("%s: only %d texts from outside were seen", lang, seen)
		}
		hide := func(text string) string { return strings.ReplaceAll(text, secret, "x") }
		walk(t, reflect.ValueOf(NewReport(inv, p, Options{Language: lang, Hide: hide})), visit(true))
	}
}

// sourceOf parses a package once, tests apart.
var sourceOf = func() func(t *testing.T, folder string) []*ast.File {
	known := map[string][]*ast.File{}
	return func(t *testing.T, folder string) []*ast.File {
		t.Helper()
		if known[folder] != nil {
			return known[folder]
		}
		names, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			known[folder] = append(known[folder], file)
		}
		return known[folder]
	}
}()

// What is passed over for speed must be nothing that acts.
func TestEveryEastAsianCharacterCanBeSeen(t *testing.T) {
	for r := rune(firstEastAsian); r <= lastEastAsian; r++ {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs) {
			t.Errorf("U+%04X acts without being seen", r)
		}
	}
}

// stringsIn finds text in the source of the inventory: see the callers for what each looks at.
func stringsIn(t *testing.T, folder string, take func(n ast.Node, found func(ast.Expr))) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, file := range sourceOf(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			take(n, func(e ast.Expr) {
				if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					all[text] = true
				}
			})
			return true
		})
	}
	return all
}

// constantsNamed are those whose names begin so.
func constantsNamed(prefix string) func(ast.Node, func(ast.Expr)) {
	return func(n ast.Node, found func(ast.Expr)) {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for i, name := range spec.Names {
				if rest, begins := strings.CutPrefix(name.Name, prefix); begins && rest != "" && i < len(spec.Values) && rest[0] >= 'A' && rest[0] <= 'Z' {
					found(spec.Values[i])
				}
			}
		}
	}
}

// assigned are what a field is set to.
func assigned(field string) func(ast.Node, func(ast.Expr)) {
	return func(n ast.Node, found func(ast.Expr)) {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == field {
				found(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if s, ok := left.(*ast.SelectorExpr); ok && s.Sel.Name == field && len(n.Rhs) == len(n.Lhs) {
					found(n.Rhs[i])
				}
			}
		}
	}
}

// firstsOf are the first values of the elements of a list, or the keys of a map, of that name.
func firstsOf(list string) func(ast.Node, func(ast.Expr)) {
	return func(n ast.Node, found func(ast.Expr)) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Names) == 0 || spec.Names[0].Name != list || len(spec.Values) == 0 {
			return
		}
		elements, ok := spec.Values[0].(*ast.CompositeLit)
		if !ok {
			return
		}
		for _, e := range elements.Elts {
			switch e := e.(type) {
			case *ast.KeyValueExpr:
				found(e.Key)
			case *ast.CompositeLit:
				found(e.Elts[0])
			}
		}
	}
}

// Every code that the inventory writes and these sheets show has a label: a new one there fails here.
func TestEveryCodeOfTheInventoryHasALabel(t *testing.T) {
	from := func(take func(ast.Node, func(ast.Expr))) map[string]bool { return stringsIn(t, "../inventory", take) }
	only := func(list map[string]bool, prefixes ...string) map[string]bool {
		kept := map[string]bool{}
		for text := range list {
			for _, prefix := range prefixes {
				if strings.HasPrefix(text, prefix) {
					kept[text] = true
				}
			}
		}
		return kept
	}
	for name, c := range map[string]struct {
		codes words.Codes
		want  map[string]bool
	}{
		"cures":             {words.CureActions, constantsOf(t, "../inventory", "CureAction")},
		"rhythms":           {words.Periods, from(assigned("Period"))},
		"blocks":            {words.BlockKinds, from(constantsNamed("block"))},
		"client rules":      {words.ClientRules, from(firstsOf("placeRules"))},
		"guess rules":       {words.GuessRules, from(firstsOf("asideRules"))},
		"governance rules":  {words.GovernanceRules, only(from(firstsOf("governancePhrases")), "governance-", "application-")},
		"policy sources":    {words.PolicySources, from(assigned("PolicyFrom"))},
		"access states":     {words.AccessStates, only(from(constantsNamed("policy")), "enabled")},
		"permission types":  {words.PermissionTypes, from(constantsNamed("Permission"))},
		"secret types":      {words.SecretTypes, only(stringsIn(t, "../inventory/files", assigned("Type")), "secret", "certificate")},
		"kinds of incident": {words.IncidentKinds, stringsIn(t, ".", constantsNamed("incident"))},
	} {
		got := map[string]bool{}
		for _, code := range c.codes {
			got[code.Code] = true
		}
		if diff := cmp.Diff(c.want, got); diff != "" || len(got) < 2 {
			t.Errorf("%s (-inventory +words):\n%s", name, diff)
		}
	}
	for _, kind := range words.IncidentKinds {
		if urgency := urgencies[kind.Code]; words.Urgencies.Rank(urgency) == len(words.Urgencies) || urgencyTones[urgency] == ToneNone {
			t.Errorf("incident %s has the urgency %q, without a label or a tone", kind.Code, urgency)
		}
	}
	for _, of := range applicationIncidents {
		if _, known := inventory.PhraseOf(of.rule); !known {
			t.Errorf("incidents look for %q, which is no rule of the inventory", of.rule)
		}
	}
	for code := range from(constantsNamed("Source")) {
		if words.Sources.Rank(code) == len(words.Sources) {
			t.Errorf("source %q has no label", code)
		}
	}
}

func TestEveryPlaceOfAWeekdayIsNamed(t *testing.T) {
	for day := range 7 {
		if words.Weekdays.Rank(strconv.Itoa(day)) == len(words.Weekdays) {
			t.Errorf("weekday %d has no label", day)
		}
	}
}

// BenchmarkLargeTenant makes every row of the sheets about the inventory of 141,000 senders.
func BenchmarkLargeTenant(b *testing.B) {
	inv, p := readTenant(b)
	few := inv.Senders
	inv.Senders = nil
	for i := range 141_000 {
		s := few[i%len(few)]
		s.ID, s.UPN = fmt.Sprint(s.ID, "-", i), fmt.Sprint(i, s.UPN)
		inv.Senders = append(inv.Senders, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		cells := 0
		for _, s := range NewReport(inv, p, Options{Language: inventory.Japanese}).Sheets {
			for _, row := range s.Rows.All() {
				cells += len(row)
			}
		}
		b.ReportMetric(float64(cells), "cells")
	}
}
