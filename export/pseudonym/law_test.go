package pseudonym_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"unbasic/export"
	"unbasic/export/flat"
	"unbasic/export/pseudonym"
	"unbasic/export/xlsx"
	"unbasic/inventory"
	"unbasic/plan"
)

var (
	secret = bytes.Repeat([]byte{7}, pseudonym.SecretSize)
	asOf   = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
)

// awkward are names that are hard to find, or easy to find where they are not. Those that are in words of the program, or are too light, may stand in
// other text; light says so.
var awkward = []struct {
	name  string
	light bool
}{
	{"Xanthippe Quux", false}, {"Quux", false}, {"Quuxley-Smythe", false}, {"QUUXLEY", false}, {"Ωmega Zulu", false}, {"Zoë Ångström", false}, {"ＷＩＤＥ Ｎａｍｅ", false},
	{"田中 太郎", false}, {"田中", false}, {"髙橋様式係", false}, {"ﾀﾅｶﾀﾛｳ", false}, {"O'Zymandias", false}, {`Zed "Quoted" Man`, false}, {"Zed ’typo’ Man", false},
	{"=HYPERLINK(\"http://q.example/z\",\"Zq\")", false}, {"@Zsumming", false}, {"-Zminus+Plus", false}, {"Zline\nBreak", false}, {"Zinvis\u200bible\u202eX", false},
	{"Zed & Söhne <b>", false}, {"zz@elsewhere.example.net", false}, {"Zorro (203.0.113.99)", false}, {"김철수", false}, {"Zebra]]>", false}, {"Z%41rg", false},
	{"IT", true}, {"a", true}, {"active", true}, {"Plan", true}, {"Scan", true}, {"Exchange", true}, {"計画", true}, {"Low", true}, {"T0", true},
}

// randomTenant has accounts with awkward names and addresses in every place where a report can show them.
func randomTenant(rng *rand.Rand) (inventory.Inventory, plan.Plan) {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	first, last := asOf.AddDate(0, 0, -28), asOf.AddDate(0, 0, -1)
	locals := []string{"q.xylo", "Q-Zed", "o'zed", "zed&zed", "zkana", "zed+tag", "z_9", "z", "zit", "ｚwide", "zö", "ZED.#ext#", "active", "zplan"}
	domains := []string{"contoso.com", "Contoso.onmicrosoft.com", "sub.contoso.com", "gmail.com", "日本.example.org"}
	inv := inventory.Inventory{
		Schema: inventory.Schema, Tool: inventory.Tool{Version: "1.2"}, AsOf: asOf, Window: inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf},
		Tenant: inventory.Tenant{ID: "9a9a9a9a-0000-4000-8000-00000000beef", Name: "Fabrikam", DefaultDomain: "contoso.com", Cloud: "global"},
	}
	for i := range 5 + rng.IntN(20) {
		address := fmt.Sprintf("%s%d@%s", pick(locals...), i, pick(domains...))
		ip := pick("203.0.113.%d", "198.51.100.%d", "2001:db8::%d")
		ip = fmt.Sprintf(ip, 10+rng.IntN(200))
		id := fmt.Sprintf("%08x-1234-4000-8000-%012x", rng.Uint32(), i)
		s := inventory.Sender{
			ID: id, UserID: inventory.Optional(id), UPN: address, DisplayName: inventory.Optional(awkward[rng.IntN(len(awkward))].name), Department: inventory.Optional(pick("", "Sales", "経理部")),
			Mailbox: inventory.MailboxUser, Kind: inventory.Kind(pick("person", "device", "application", "unknown")), Auth: inventory.AuthBasic,
			Verdict:   inventory.Verdict(pick("active", "active", "broken", "suspected", "suspicious", "noise", "idle", "modern")),
			Protocols: []inventory.Protocol{inventory.ProtocolSMTP}, Successes: rng.IntN(900), FirstSeen: &first, LastSeen: &last, ActiveDays: 9,
			License: inventory.SenderLicense{State: inventory.LicenseUnlicensed, Finding: inventory.FindingViolation, Rule: "?", Text: "no licence for " + address},
			Clients: []inventory.Client{{
				ID: fmt.Sprintf("%016x", rng.Uint64()|1<<63|0xa), Protocol: inventory.ProtocolSMTP, IP: inventory.Optional(ip), Network: inventory.Optional(ip + "/64"), Addresses: 1,
				UserAgent: inventory.Optional("Mailer of " + strings.ToUpper(address)), App: inventory.Optional(pick("ERP", "mailer@"+ip)), Verdict: inventory.VerdictActive,
			}},
			Reasons: []inventory.Reason{{Rule: "?", Text: fmt.Sprintf("%s signs in from %s as %s", address, ip, `CORP\`+strings.Split(address, "@")[0])}},
		}
		s.Reasons = append(s.Reasons, inventory.Reason{Rule: "?", Text: fmt.Sprintf("it is %s, by Get-User '%s'", s.DisplayName, strings.ReplaceAll(string(s.DisplayName), "'", "''"))})
		if strings.Contains(ip, ".") {
			s.Clients[0].Network = inventory.Optional(ip + "/24")
		}
		if rng.IntN(5) == 0 {
			s.ID, s.UserID = "upn:"+strings.ToLower(address), ""
		}
		inv.Senders = append(inv.Senders, s)
		inv.Evidence = append(inv.Evidence, inventory.EvidenceFile{Snapshot: "s", Name: "signins-" + address + ".csv"})
	}
	inv.Coverage = []inventory.Coverage{{Source: "file.signIns", Part: "export of " + inv.Senders[0].UPN + ".csv", Status: inventory.CoveragePartial, Reason: "refused for " + inv.Senders[1].UPN}}
	policy := plan.DefaultPolicy(asOf)
	policy.Owners = plan.Owners{Default: pick("", "Zacharias Zorn", inv.Senders[0].UPN, "zowner@elsewhere.example.net"), ByDepartment: map[string]string{"Sales": "山田花子"}}
	return inv, plan.Make(inv, policy, plan.Digests{}, nil)
}

// plainly is how a text is searched: without case, width, escapes of formats, and characters that can't be seen.
func plainly(text string) string {
	return strings.ToLower(norm.NFKC.String(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, text)))
}

// needles are what may be nowhere.
func needles(inv inventory.Inventory, p plan.Plan) []string {
	var list []string
	add := func(texts ...string) {
		for _, text := range texts {
			if text != "" {
				list = append(list, plainly(text), strings.ReplaceAll(plainly(text), "'", "''"))
			}
		}
	}
	for i := range inv.Senders {
		s := &inv.Senders[i]
		add(s.UPN, s.ID, string(s.UserID), s.Clients[0].ID, string(s.Clients[0].IP))
		for _, name := range awkward {
			if name.name == string(s.DisplayName) && !name.light {
				add(name.name)
			}
		}
	}
	for i := range p.Items {
		add(p.Items[i].ID)
		if owner := string(p.Items[i].Owner); len(owner) > 4 {
			add(owner)
		}
	}
	add("contoso.com", "zacharias", "山田花子", "elsewhere.example.net", string(inv.Tenant.ID), `corp\`)
	return list
}

func mustReport(t testing.TB, inv inventory.Inventory, p plan.Plan, lang inventory.Language, n *pseudonym.Names) export.Report {
	t.Helper()
	o := export.Options{Language: lang}
	if n != nil {
		o.Hide = n.Hide
	}
	return export.NewReport(inv, p, o)
}

func mustNames(t testing.TB, secret []byte, inv inventory.Inventory, p plan.Plan, given []pseudonym.Entry) *pseudonym.Names {
	t.Helper()
	n, err := pseudonym.New(secret, inv, p, given)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func asJSON(t testing.TB, r export.Report) string {
	t.Helper()
	var b bytes.Buffer
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	strungTogether(&b, tree)
	return b.String()
}

// strungTogether writes every text of decoded JSON, without its escapes.
func strungTogether(b *bytes.Buffer, tree any) {
	switch v := tree.(type) {
	case string:
		b.WriteString(v + "\n")
	case []any:
		for _, e := range v {
			strungTogether(b, e)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			b.WriteString(key + ": ")
			strungTogether(b, v[key])
		}
	}
}

// parts gives every part of a workbook with its name, as text.
func parts(t testing.TB, r export.Report) string {
	t.Helper()
	var book bytes.Buffer
	if err := xlsx.Write(&book, r, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	files, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(f.Name + " " + f.Comment + "\n" + html.UnescapeString(string(data)) + "\n")
	}
	return all.String()
}

func TestNobodyIsLeftInAReport(t *testing.T) {
	for seed := range uint64(16) {
		inv, p := randomTenant(rand.New(rand.NewPCG(seed, 1)))
		n := mustNames(t, secret, inv, p, nil)
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			report := mustReport(t, inv, p, lang, n)
			forms := map[string]string{"the report": asJSON(t, report)}
			if seed%8 == 0 { // a workbook takes its time
				forms["the workbook"] = parts(t, report)
			}
			for form, text := range forms {
				searched := plainly(strings.NewReplacer("[U+200B]", "", "[U+202E]", "").Replace(text))
				for _, needle := range needles(inv, p) {
					if at := strings.Index(searched, needle); at >= 0 {
						t.Errorf("seed %d, %s: %q is in %s: …%s…", seed, lang, needle, form, searched[max(0, at-60):min(len(searched), at+60)])
					}
				}
			}
			if t.Failed() {
				return
			}
		}
	}
}

// The same search finds them in a report that hides nothing: it can see.
func TestTheSearchFindsThemWithoutPseudonyms(t *testing.T) {
	inv, p := randomTenant(rand.New(rand.NewPCG(1, 1)))
	report := mustReport(t, inv, p, inventory.English, nil)
	for form, text := range map[string]string{"the report": asJSON(t, report), "the workbook": parts(t, report)} {
		for _, s := range inv.Senders {
			if !strings.Contains(plainly(text), plainly(s.UPN)) {
				t.Errorf("%s lacks %s", form, s.UPN)
			}
		}
	}
}

// identifying are the columns whose whole values are identifiers.
var identifying = map[string]bool{
	"sender": true, "displayName": true, "owner": true, "item": true, "senderId": true, "clientId": true, "ip": true, "network": true, "moveGroup": true,
}

func TestEqualCellsStayEqualAndOthersDifferent(t *testing.T) {
	for seed := range uint64(8) {
		inv, p := randomTenant(rand.New(rand.NewPCG(seed, 2)))
		plain := mustReport(t, inv, p, inventory.English, nil)
		hidden := mustReport(t, inv, p, inventory.English, mustNames(t, secret, inv, p, nil))
		to, from := map[string]string{}, map[string]string{}
		seen := 0
		for i, s := range plain.Sheets {
			for row, cells := range s.Rows.All() {
				for j, cell := range hidden.Sheets[i].Rows.At(row) {
					if !identifying[s.Columns[j].Key] || cell.Text() == "" && cells[j].Text() == "" {
						continue
					}
					before, after := strings.TrimSpace(plainly(strings.NewReplacer("[U+200B]", "", "[U+202E]", "").Replace(cells[j].Text()))), cell.Text()
					if known, twice := to[before]; twice && known != after {
						t.Errorf("seed %d: %q is %q and %q", seed, before, known, after)
					}
					if known, twice := from[after]; twice && known != before {
						t.Errorf("seed %d: %q and %q are both %q", seed, known, before, after)
					}
					if before == plainly(after) {
						t.Errorf("seed %d: sheet %s, column %s still says %q", seed, s.Key, s.Columns[j].Key, after)
					}
					to[before], from[after] = after, before
					seen++
				}
			}
		}
		if seen < 20 {
			t.Fatalf("seed %d: only %d cells were compared", seed, seen)
		}
	}
}

func TestWordsOfTheProgramStay(t *testing.T) {
	inv, p := randomTenant(rand.New(rand.NewPCG(3, 3)))
	for i := range inv.Senders { // everybody is called as the program calls something
		inv.Senders[i].DisplayName = inventory.Optional([]string{"Active", "Plan", "Sender", "Not started", "Device", "有効", "送信元", "計画"}[i%8])
	}
	p = plan.Make(inv, plan.DefaultPolicy(asOf), plan.Digests{}, nil)
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		plain, hidden := mustReport(t, inv, p, lang, nil), mustReport(t, inv, p, lang, mustNames(t, secret, inv, p, nil))
		for i, s := range plain.Sheets {
			h := hidden.Sheets[i]
			if s.Name != h.Name || s.Purpose != h.Purpose || s.Empty != h.Empty {
				t.Errorf("%s: sheet %q has become %q, its purpose %q, its emptiness %q", lang, s.Name, h.Name, h.Purpose, h.Empty)
			}
			for j, c := range s.Columns {
				if c.Header != h.Columns[j].Header {
					t.Errorf("%s: column %q has become %q", lang, c.Header, h.Columns[j].Header)
				}
				switch c.Key {
				case "verdict", "status", "route", "kind", "risk", "finding", "licenceState", "type", "category", "auth":
					for row, cells := range s.Rows.All() {
						if got := h.Rows.At(row)[j]; got != cells[j] {
							t.Errorf("%s: sheet %s, column %s: %q has become %q", lang, s.Key, c.Key, cells[j].Text(), got.Text())
						}
					}
				}
			}
		}
		if !hidden.Meta.Redacted || plain.Meta.Redacted || hidden.Meta.Title == plain.Meta.Title {
			t.Errorf("%s: the report does not say that it is redacted: %q", lang, hidden.Meta.Title)
		}
	}
}

func TestReportsAreTheSameUnderOneSecretOnly(t *testing.T) {
	inv, p := randomTenant(rand.New(rand.NewPCG(4, 4)))
	n := mustNames(t, secret, inv, p, nil)
	first := asJSON(t, mustReport(t, inv, p, inventory.English, n))
	if second := asJSON(t, mustReport(t, inv, p, inventory.English, mustNames(t, secret, inv, p, n.Used()))); first != second {
		t.Error("a second export with the first one's table differs")
	}
	other := mustReport(t, inv, p, inventory.English, mustNames(t, bytes.Repeat([]byte{8}, pseudonym.SecretSize), inv, p, nil))
	if first == asJSON(t, other) {
		t.Error("another secret gives the same report")
	}
}

// Pseudonyms must not double the time of a large report; the two benchmarks are read together.
var size = flag.Int("size", 5_000, "accounts of the tenants of the benchmarks")

func BenchmarkReport(b *testing.B) {
	inv, p := largeTenant(b, *size)
	for _, hide := range []bool{false, true} {
		b.Run(map[bool]string{false: "plain", true: "redacted"}[hide], func(b *testing.B) {
			for b.Loop() {
				var n *pseudonym.Names
				if hide {
					n = mustNames(b, secret, inv, p, nil)
				}
				for _, s := range mustReport(b, inv, p, inventory.English, n).Sheets {
					for range s.Rows.All() {
					}
				}
			}
		})
	}
}

// BenchmarkRedaction says how many times as long a report of -size accounts takes with pseudonyms as without, from the records to the last byte of a JSON file
// (the format that adds least of its own). Both are made in turn, and the fastest of each counts, because a busy machine slows either.
func BenchmarkRedaction(b *testing.B) {
	inv, p := largeTenant(b, *size)
	made := func(hide bool) time.Duration {
		runtime.GC()
		started := time.Now()
		var n *pseudonym.Names
		if hide {
			n = mustNames(b, secret, inv, p, nil)
		}
		if err := flat.JSON(io.Discard, mustReport(b, inv, p, inventory.English, n)); err != nil {
			b.Fatal(err)
		}
		return time.Since(started)
	}
	plain, hidden := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for b.Loop() {
		plain, hidden = min(plain, made(false)), min(hidden, made(true))
	}
	b.ReportMetric(hidden.Seconds()/plain.Seconds(), "x-plain")
	b.ReportMetric(float64(len(p.Items)), "items")
}

func BenchmarkNew(b *testing.B) {
	inv, p := largeTenant(b, *size)
	b.ReportAllocs()
	for b.Loop() {
		mustNames(b, secret, inv, p, nil)
	}
}

func BenchmarkHide(b *testing.B) {
	inv, p := largeTenant(b, *size)
	n := mustNames(b, secret, inv, p, nil)
	for _, c := range []struct{ name, text string }{
		{"address", "user777@contoso.com"},
		{"command", "Set-CASMailbox -Identity 'user777@contoso.com' -SmtpClientAuthenticationDisabled $true"},
		{"sentence", "412 sign-ins with a password succeeded on 22 days from 2026-10-25 to 2026-11-22, from 1 client"},
		{"Japanese", "田中 太郎が 203.0.113.7 から送信"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				n.Hide(c.text)
			}
		})
	}
}

// largeTenant is a tenant of so many accounts. A plan is made for 2,000 of them at most and repeated under the others' names, because planning takes minutes.
func largeTenant(b *testing.B, size int) (inventory.Inventory, plan.Plan) {
	b.Helper()
	inv := manyAccounts(size)
	few := inv
	few.Senders = inv.Senders[:min(size, 2000)]
	policy := plan.DefaultPolicy(asOf)
	policy.Capacity = plan.Capacity{ItemsPerWave: size, HoursPerWeek: 1e9}
	p := plan.Make(few, policy, plan.Digests{}, nil)
	planned, places := p.Items, map[string]int{}
	for i, s := range few.Senders {
		places[s.ID] = i
	}
	p.Items = nil
	for from := 0; from < size; from += len(few.Senders) {
		for _, item := range planned {
			at := from + places[item.Sender]
			if at >= size {
				continue
			}
			old, s := item.UPN, inv.Senders[at]
			item.ID, item.Sender, item.UPN, item.DisplayName = fmt.Sprintf("%016x", at*2654435761), s.ID, s.UPN, s.DisplayName
			item.Steps = slices.Clone(item.Steps)
			for i := range item.Steps {
				step := &item.Steps[i]
				step.What, step.Command = strings.ReplaceAll(step.What, old, s.UPN), strings.ReplaceAll(step.Command, old, s.UPN)
				step.Args = maps.Clone(step.Args)
				for name, value := range step.Args {
					step.Args[name] = strings.ReplaceAll(value, old, s.UPN)
				}
			}
			item.Rollback.Commands = slices.Clone(item.Rollback.Commands)
			for i, command := range item.Rollback.Commands {
				item.Rollback.Commands[i] = strings.ReplaceAll(command, old, s.UPN)
			}
			p.Items = append(p.Items, item)
		}
	}
	return inv, p
}

func manyAccounts(size int) inventory.Inventory {
	small, _ := randomTenant(rand.New(rand.NewPCG(5, 5)))
	sample := small.Senders[0]
	inv := small
	inv.Senders, inv.Evidence = nil, nil
	for i := range size {
		s := sample
		s.ID = fmt.Sprintf("%08x-1234-4000-8000-%012x", i*2654435761, i)
		s.UserID, s.UPN = inventory.Optional(s.ID), fmt.Sprintf("user%d@contoso.com", i)
		s.DisplayName, s.Verdict = inventory.Optional(fmt.Sprintf("Taro%d Tanaka%d", i%3000, i)), inventory.VerdictActive
		s.Clients = []inventory.Client{sample.Clients[0]}
		s.Clients[0].ID, s.Clients[0].IP = fmt.Sprintf("%016x", i*40503), inventory.Optional(fmt.Sprintf("203.0.%d.%d", i>>8&255, i&255))
		s.Reasons = []inventory.Reason{{Rule: "?", Text: "signs in from " + string(s.Clients[0].IP)}}
		s.License.Text = "no licence for " + s.UPN
		inv.Senders = append(inv.Senders, s)
	}
	return inv
}
