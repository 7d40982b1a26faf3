package files

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A formTenant is a tenant that is written in every form.
type formTenant struct {
	*samples.Tenant
	asOf time.Time
	// array is the inventory of its sign-ins as Graph has them but for what a form can't tell, with which that form is compared.
	array func(*testing.T, untold) inventory.Inventory
}

// untold is what a form does not say of a sign-in. An inventory tells more with it than without, so a form is compared with Graph's rows from which it was taken.
type untold struct {
	system      bool // the number of the autonomous system
	certificate bool // that a certificate was handed over
	modern      bool // rows of modern programs: engines leave them where they are
}

var (
	aSystem      = regexp.MustCompile(`"autonomousSystemNumber":[0-9]+`)
	aCertificate = regexp.MustCompile(`"authenticationMethod":"X.509 Certificate"`)
)

// from takes it from Graph's rows.
func (u untold) from(t *testing.T, rows part) part {
	t.Helper()
	for unknown, text := range map[*regexp.Regexp]string{aSystem: `"autonomousSystemNumber":null`, aCertificate: `"authenticationMethod":null`} {
		if unknown == aSystem && !u.system || unknown == aCertificate && !u.certificate {
			continue
		}
		if !unknown.MatchString(rows.content) {
			t.Fatalf("%s has no %s", rows.name, unknown)
		}
		rows.content = unknown.ReplaceAllString(rows.content, text)
	}
	if u.modern {
		rows.content = withoutModern(rows.content)
	}
	return rows
}

// withoutModern takes the rows of modern programs from lines.
func withoutModern(lines string) string {
	var kept strings.Builder
	for line := range strings.Lines(lines) {
		if !strings.Contains(line, `"clientAppUsed":"Browser"`) && !strings.Contains(line, `"clientAppUsed":"Mobile Apps and Desktop clients"`) {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func newFormTenant(seed uint64, asOf time.Time) func() *formTenant {
	return sync.OnceValue(func() *formTenant {
		tenant := &formTenant{Tenant: samples.New(seed, asOf), asOf: asOf}
		arrays := map[untold]inventory.Inventory{}
		tenant.array = func(t *testing.T, u untold) inventory.Inventory {
			t.Helper()
			inv, ok := arrays[u]
			if !ok {
				inv = imported(t, tenant, u.from(t, formFile(t, tenant, samples.FormLines)))
				arrays[u] = inv
			}
			return inv
		}
		return tenant
	})
}

// The tenants. The log of the second one begins and ends within an hour, and many of its dates can be read with the day or the month first; those of its
// last ten days all can.
var (
	firstTenant  = newFormTenant(20261123, asOf)
	secondTenant = newFormTenant(1, time.Date(2026, 11, 11, 3, 17, 7, 0, time.UTC))
)

// formFile writes one form.
func formFile(t *testing.T, tenant *formTenant, form samples.Form) part {
	t.Helper()
	var b bytes.Buffer
	if err := tenant.WriteSignIns(&b, form); err != nil {
		t.Fatal(err)
	}
	return recognised(t, string(form), b.Bytes())
}

// recognised makes a file of a content whose format is told from nothing else.
func recognised(t *testing.T, name string, content []byte) part {
	t.Helper()
	format, err := Recognise(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return part{name, format, string(content)}
}

// accounted gives what import says became of a file's rows, each of which it must account for.
func accounted(t *testing.T, p part) Result {
	t.Helper()
	result, err := Scan(p.format, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(p.content)), nil }, nil)
	if err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	rows := result.Used
	for _, aside := range result.Aside {
		rows += aside.Rows
	}
	if n, first := result.Unreadable(); n > 0 || rows != result.Rows || rows == 0 || result.Ends != "" {
		t.Errorf("%s has %d rows, of which %d are accounted for and %d unreadable (%s); it ends with %q", p.name, result.Rows, rows, n, first, result.Ends)
	}
	return result
}

// imported is the inventory of files that were imported, each as a snapshot of its own, the newest first. Files say nothing of what was asked for, so who
// imports them does: it is what the tenant's log covers.
func imported(t *testing.T, tenant *formTenant, newestFirst ...part) inventory.Inventory {
	t.Helper()
	ws := t.TempDir()
	for i, p := range slices.Backward(newestFirst) {
		w, err := evidence.Create(ws)
		if err != nil {
			t.Fatal(err)
		}
		f, err := w.File(p.name, string(p.format), p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
		f.About(p.format.Source(), p.name)
		if _, err := w.Commit(evidence.Manifest{Kind: importKind, AsOf: tenant.asOf.Add(-time.Duration(i) * time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	snapshots, err := evidence.List(ws)
	if err != nil {
		t.Fatal(err)
	}
	in, err := Load(snapshots, &inventory.Window{Since: tenant.asOf.AddDate(0, 0, -30), Until: tenant.asOf})
	if err != nil {
		t.Fatal(err)
	}
	in.AsOf = tenant.asOf
	if in.Unreadable > 0 {
		t.Errorf("%d rows could not be read", in.Unreadable)
	}
	return inventory.Analyze(in)
}

// aForm is one way to bring the whole log, in one file or in two.
type aForm struct {
	format Format
	files  []samples.Form
	untold untold
}

// What forms do not tell: advanced hunting has no column for either, and the portal writes the steps of an authentication into a file of their own, which is not read.
var (
	noCertificate = untold{certificate: true}
	neither       = untold{system: true, certificate: true}
	noModern      = untold{modern: true}
)

var allForms = map[string]aForm{
	"graph, value":                      {GraphSignIns, []samples.Form{samples.FormValue}, untold{}},
	"graph, lines":                      {GraphSignIns, []samples.Form{samples.FormLines}, untold{}},
	"portal":                            {PortalCSV, []samples.Form{samples.FormPortalCSV, samples.FormPortalNonInteractiveCSV}, noCertificate},
	"portal, Japanese":                  {PortalCSV, []samples.Form{samples.FormPortalJapaneseCSV, samples.FormPortalJapaneseNonInteractiveCSV}, noCertificate},
	"portal, 2024":                      {PortalCSV, []samples.Form{samples.FormPortal2024CSV, samples.FormPortal2024NonInteractiveCSV}, noCertificate},
	"portal, saved by a spreadsheet":    {PortalCSV, []samples.Form{samples.FormPortalSpreadsheetCSV, samples.FormPortalSpreadsheetNonInteractiveCSV}, noCertificate},
	"storage account":                   {DiagnosticSignIns, []samples.Form{samples.FormDiagnostics}, untold{}},
	"event hub":                         {DiagnosticSignIns, []samples.Form{samples.FormEventHub}, untold{}},
	"Log Analytics, JSON":               {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsJSON}, untold{}},
	"Log Analytics, CSV":                {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsCSV}, untold{}},
	"Log Analytics, tables united":      {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsUnionJSON}, untold{}},
	"Log Analytics, tables united, CSV": {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsUnionCSV}, untold{}},
	"hunting, CSV":                      {HuntingSignIns, []samples.Form{samples.FormHuntingCSV}, neither},
	"hunting, JSON":                     {HuntingSignIns, []samples.Form{samples.FormHuntingJSON}, neither},
	"groups, CSV":                       {SignInGroups, []samples.Form{samples.FormGroupsCSV}, noModern},
	"groups, JSON":                      {SignInGroups, []samples.Form{samples.FormGroupsJSON}, noModern},
}

// everyForm writes all forms of sign-ins but the audit log's, in a fixed order.
func everyForm(t *testing.T, tenant *formTenant) []part {
	t.Helper()
	parts := []part{formFile(t, tenant, samples.FormArray)}
	for _, name := range slices.Sorted(maps.Keys(allForms)) {
		for _, f := range allForms[name].files {
			parts = append(parts, formFile(t, tenant, f))
		}
	}
	return parts
}

// TestFormsGiveTheSameInventory: whichever file an administrator exports, the senders are the same to the last figure and the last client's id.
//
// Where a form can't tell of what network a row is, or that a certificate was used, it is compared with Graph's rows that don't either. Whatever else a form can't
// tell does not show in senders, and this test would say if it did: the portal has whole seconds and the page of logs has milliseconds,
// and an inventory writes whole seconds; hunting has no protocol where LogonType is empty and no reason for a failure, and the sample's rows that need
// either have the mark of Basic in their user agent, and no failure 50053 for a malicious address; a table that ends its lines in CRLF has CRLF within
// cells too, and the one user agent with a line break is a guesser's. The groups don't tell of modern rows, which the query leaves where they
// are, so they are compared with rows without these.
func TestFormsGiveTheSameInventory(t *testing.T) {
	tested := map[samples.Form]bool{samples.FormArray: true, samples.FormAuditCSV: true, samples.FormAuditJSON: true}
	for which, tenant := range map[string]*formTenant{"first": firstTenant(), "second": secondTenant()} {
		want := tenant.array(t, untold{})
		if truth := tenant.Truth(); len(want.Senders) != len(truth) || want.Records.Counted == 0 || want.Records.Modern == 0 {
			t.Fatalf("the %s tenant has %d senders, want %d, and records %+v", which, len(want.Senders), len(truth), want.Records)
		}
		for name, form := range allForms {
			t.Run(which+", "+name, func(t *testing.T) {
				var parts []part
				rows, modern := 0, 0
				for _, f := range form.files {
					tested[f] = true
					p := formFile(t, tenant, f)
					if p.format != form.format {
						t.Errorf("%s is taken for %s, want %s", f, p.format, form.format)
					}
					parts = append(parts, p)
					result := accounted(t, p)
					rows += result.Rows
					for _, aside := range result.Aside {
						if aside.Reason != AsideModern {
							t.Errorf("%s: %d rows are left aside as %s", f, aside.Rows, aside.Reason)
						}
						modern += aside.Rows
					}
				}
				got := imported(t, tenant, parts...)
				want := tenant.array(t, form.untold)
				if diff := cmp.Diff(want.Senders, got.Senders); diff != "" {
					t.Errorf("senders:\n%s", diff)
				}
				if diff := cmp.Diff(want.Records, got.Records); diff != "" {
					t.Errorf("records:\n%s", diff)
				}
				if rows != want.Records.Read || modern != want.Records.Modern {
					t.Errorf("import says %d rows, of which %d are modern, want %d and %d", rows, modern, want.Records.Read, want.Records.Modern)
				}
			})
		}
	}
	for _, f := range samples.Forms() {
		if !tested[f] {
			t.Errorf("%s is tested nowhere", f)
		}
	}
}

// TestFormsTellNetworksAndCertificates: row by row as Graph has them, and of groups by account, address and client app.
func TestFormsTellNetworksAndCertificates(t *testing.T) {
	tenant := firstTenant()
	type told struct {
		asn         int
		certificate bool
	}
	byID, byPlace := map[string]told{}, map[string]told{}
	placeOf := func(s inventory.SignIn) string { return strings.Join([]string{s.UPN, s.IP, s.ClientApp}, " ") }
	for _, s := range readForm(t, formFile(t, tenant, samples.FormArray)) {
		byID[s.ID], byPlace[placeOf(s)] = told{s.ASN, s.Certificate}, told{s.ASN, s.Certificate}
	}
	for name, form := range allForms {
		certificates := 0
		for _, f := range form.files {
			for _, s := range readForm(t, formFile(t, tenant, f)) {
				want := byID[s.ID]
				if form.format == SignInGroups {
					want = byPlace[placeOf(s)]
				}
				if form.untold.system {
					want.asn = 0
				} else if want.asn == 0 {
					t.Fatalf("%s: %+v is not in the array", f, s)
				}
				if form.untold.certificate {
					want.certificate = false
				}
				if got := (told{s.ASN, s.Certificate}); got != want {
					t.Fatalf("%s: %+v, want %+v", f, s, want)
				}
				if s.Certificate {
					certificates++
				}
			}
		}
		if (certificates > 20) == form.untold.certificate {
			t.Errorf("%s: %d rows or groups by certificate", name, certificates)
		}
	}
}

// readForm reads all rows of a file, or the groups as rows.
func readForm(t *testing.T, p part) []inventory.SignIn {
	t.Helper()
	order, _, err := orderOf(p.format, opener(p.content))
	if err != nil {
		t.Fatal(err)
	}
	var rows []inventory.SignIn
	if p.format != SignInGroups {
		rows, left, end := collectIn(p.format, strings.NewReader(p.content), order)
		if len(rows) == 0 || left != nil || end != nil {
			t.Fatalf("%s: %d rows, left aside %v, %v", p.name, len(rows), left, end)
		}
		return rows
	}
	batches, err := groupsOf("s", strings.NewReader(p.content), order)
	if err != nil {
		t.Fatal(err)
	}
	for batch, err := range batches {
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		for _, g := range batch {
			rows = append(rows, g.SignIn)
		}
	}
	return rows
}

// TestFormsTogetherTellOneTruth: a sign-in that is in several files counts once, whichever is the newest, and groups beside rows add nothing. Where forms are mixed that do
// not tell all of it, the newest file has every row in a form that does.
func TestFormsTogetherTellOneTruth(t *testing.T) {
	tenant := firstTenant()
	all, want := everyForm(t, tenant), tenant.array(t, untold{})
	groups := slices.DeleteFunc(slices.Clone(all), func(p part) bool { return p.format != SignInGroups })
	reversed := slices.Clone(all)
	slices.Reverse(reversed)
	lines := strings.SplitAfter(formFile(t, tenant, samples.FormLines).content, "\n")
	// The newest rows, down to the beginning of a day.
	cut := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, `"createdDateTime":"2026-11-08`) })
	newest := part{"newest.jsonl", GraphSignIns, strings.Join(lines[:cut], "")}
	oldest := part{"oldest.jsonl", GraphSignIns, strings.Join(lines[cut-2000:], "")}
	someModern := part{"some.jsonl", GraphSignIns, newest.content + withoutModern(strings.Join(lines[cut:], ""))}
	for name, test := range map[string]struct {
		parts []part
		want  inventory.Inventory
	}{
		"all, rows first":                 {all, want},
		"all, rows last":                  {reversed, want},
		"one file twice":                  {[]part{all[0], all[0]}, want},
		"both groups":                     {groups, tenant.array(t, noModern)},
		"groups of it all, and some rows": {append(slices.Clone(groups), newest), imported(t, tenant, someModern)},
		"rows in two parts that overlap":  {[]part{newest, oldest}, want},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := imported(t, tenant, test.parts...), test.want
			if diff := cmp.Diff(want.Senders, got.Senders); diff != "" {
				t.Errorf("senders:\n%s", diff)
			}
			r := got.Records
			if r.Counted != want.Records.Counted || r.Excluded != want.Records.Excluded ||
				r.Read != r.Duplicates+r.OutsideWindow+r.Modern+r.OtherProtocols+r.Counted+r.Excluded {
				t.Errorf("records = %+v, want those of one file and the rest as duplicates: %+v", r, want.Records)
			}
		})
	}
}

// TestFormsOfTheAuditLog: the unified audit log knows no protocol and no application. Whoever signed in with the mark of Basic is suspected, and beside
// sign-ins the log changes nothing but that it is told.
func TestFormsOfTheAuditLog(t *testing.T) {
	tenant := firstTenant()
	want := tenant.array(t, untold{})
	for _, form := range []samples.Form{samples.FormAuditCSV, samples.FormAuditJSON} {
		p := formFile(t, tenant, form)
		if p.format != AuditLog {
			t.Fatalf("%s is taken for %s", form, p.format)
		}
		accounted(t, p)
		suspected := map[string]bool{}
		for _, s := range imported(t, tenant, p).Senders {
			suspected[s.UPN] = true
			if s.Verdict != inventory.VerdictSuspected || s.Auth != inventory.AuthBasic || s.Successes+s.Failures+len(s.Clients) != 0 ||
				!slices.Contains(rules(s), "use-audit-log") {
				t.Errorf("%s: %s is %s, %s, with %d successes, for %v", form, s.UPN, s.Verdict, s.Auth, s.Successes, rules(s))
			}
		}
		for _, truth := range tenant.Truth() {
			if suspected[truth.UPN] != (truth.Successes > 0) {
				t.Errorf("%s: %s with %d successes: suspected is %t", form, truth.UPN, truth.Successes, suspected[truth.UPN])
			}
		}
		beside := imported(t, tenant, formFile(t, tenant, samples.FormArray), p)
		for i, s := range beside.Senders {
			beside.Senders[i].Reasons = slices.DeleteFunc(s.Reasons, func(r inventory.Reason) bool { return r.Rule == "use-audit-log" })
		}
		if diff := cmp.Diff(want.Senders, beside.Senders); diff != "" {
			t.Errorf("%s beside sign-ins:\n%s", form, diff)
		}
	}
}

// rules are the rules that spoke of a sender, but for those on what kind of thing it is.
func rules(s inventory.Sender) []string {
	list := []string{}
	for _, r := range s.Reasons {
		if !strings.HasPrefix(r.Rule, "kind-") {
			list = append(list, r.Rule)
		}
	}
	return list
}

// exportFile writes one export.
func exportFile(t *testing.T, tenant *formTenant, export samples.Export, container samples.Container) part {
	t.Helper()
	var b bytes.Buffer
	if err := tenant.WriteExport(&b, export, container); err != nil {
		t.Fatal(err)
	}
	p := recognised(t, fmt.Sprintf("%s as %s", export, container), b.Bytes())
	p.name = fmt.Sprintf("%s.%s", strings.ToLower(string(export)), container)
	if want := exportFormats[export]; p.format != want {
		t.Errorf("%s as %s is taken for %s, want %s", export, container, p.format, want)
	}
	return p
}

var exportFormats = map[samples.Export]Format{
	samples.ExportTransportConfig: TransportConfigTable, samples.ExportCASMailbox: MailboxTable, samples.ExportMailbox: MailboxTable,
	samples.ExportUser: MailboxTable, samples.ExportAuthPolicies: AuthPolicyTable, samples.ExportOrganizationConfig: OrganizationConfigTable,
	samples.ExportInboundConnector: ConnectorTable, samples.ExportMessageTrace: MessageTraceTable, samples.ExportTraceSummary: MessageTraceTable,
	samples.ExportSMTPReport: SMTPReportTable, samples.ExportSMTPDetails: SMTPReportTable, samples.ExportUsers: AdminUserTable,
	samples.ExportLicenses: LicenceTable, samples.ExportAppUsage: EmailAppUsageCSV, samples.ExportMailboxUsage: MailboxUsageCSV,
	samples.ExportActivity: EmailActivityCSV, samples.ExportAccessPolicies: GraphConditionalAccess, samples.ExportDefaults: GraphSecurityDefaults,
	samples.ExportRegistrations: GraphMFARegistration,
}

// told is what a sender has from sources other than sign-ins.
type told struct {
	Verdict   inventory.Verdict
	Auth      inventory.Auth
	SMTPAuth  inventory.SMTPAuth // the switch alone
	Mailbox   inventory.Mailbox
	Policy    string // "not read" where it was not
	Messages  int    // -1 where nobody counted
	From      string
	LegacyTLS float64 // -1 where nobody said
	License   inventory.LicenseState
	Rules     []string
}

func toldOf(s inventory.Sender) told {
	x := told{Verdict: s.Verdict, Auth: s.Auth, SMTPAuth: switchAlone(s.SMTPAuth), Mailbox: s.Mailbox, Policy: "not read", Messages: -1, LegacyTLS: -1,
		License: s.License.State, Rules: rules(s)}
	if s.AuthPolicy != nil {
		x.Policy = *s.AuthPolicy
	}
	if s.Messages != nil {
		x.Messages, x.From = s.Messages.Count, s.Messages.Source
		if s.Messages.LegacyTLSPercent != nil {
			x.LegacyTLS = *s.Messages.LegacyTLSPercent
		}
	}
	return x
}

func switchAlone(a inventory.SMTPAuth) inventory.SMTPAuth {
	return inventory.SMTPAuth{Organization: a.Organization, Mailbox: a.Mailbox, Effective: a.Effective}
}

// listedLicense is what the admin centre's list says of a licence state. It names products and neither plans that are switched off nor seats that lapse;
// a product without a mailbox it can't be told from one that is not known.
var listedLicense = map[inventory.LicenseState]inventory.LicenseState{
	inventory.LicenseLicensed: inventory.LicenseLicensed, inventory.LicenseGrace: inventory.LicenseLicensed, inventory.LicenseSuspended: inventory.LicenseLicensed,
	inventory.LicensePlanOff: inventory.LicenseLicensed, inventory.LicenseNoMailboxPlan: inventory.LicenseUnknown,
	inventory.LicenseAssignmentError: inventory.LicenseUnlicensed, inventory.LicenseUnlicensed: inventory.LicenseUnlicensed,
	inventory.LicenseGuest: inventory.LicenseGuest, inventory.LicenseDeleted: inventory.LicenseDeleted, inventory.LicenseNotFound: inventory.LicenseNotFound,
}

// learn adds to what the sign-ins say of a sender what an export says of it, by the truth of the tenant.
func (x *told) learn(export samples.Export, exchange samples.ExchangeTruth, truth samples.Truth) {
	say := func(rule string) {
		if !slices.Contains(x.Rules, rule) { // two files of one report say it once
			x.Rules = append(x.Rules, rule)
		}
	}
	// count takes the figures of a file where it knows more than those before: a report on SMTP AUTH before a trace of all mail, and the greater number.
	count := func(source string, messages int, share float64) {
		if x.From == "" || source != x.From && source == inventory.SourceSMTPReport || source == x.From && messages > x.Messages {
			x.Messages, x.From, x.LegacyTLS = messages, source, share
		}
	}
	lift := func(auth inventory.Auth) { // out of the noise, where a report that tells how is believed before one that does not
		if x.Verdict == inventory.VerdictNoise || x.Verdict == inventory.VerdictSuspected && x.Auth == inventory.AuthUnknown {
			x.Verdict, x.Auth = inventory.VerdictSuspected, auth
		}
	}
	effective := func() {
		if x.SMTPAuth.Effective = x.SMTPAuth.Mailbox; x.SMTPAuth.Mailbox == inventory.SwitchInherit {
			x.SMTPAuth.Effective = x.SMTPAuth.Organization
		}
	}
	switch export {
	case samples.ExportTransportConfig:
		x.SMTPAuth.Organization = exchange.Switch.Organization
		if exchange.UPN == "" {
			x.SMTPAuth.Organization = inventory.SwitchEnabled // of a name that does not exist too
		}
		effective()
	case samples.ExportCASMailbox:
		if exchange.UPN != "" {
			x.SMTPAuth.Mailbox = exchange.Switch.Mailbox
			effective()
		}
		if exchange.SwitchedOff {
			say("disagree-switch")
		}
	case samples.ExportMailbox:
		if exchange.Mailbox != inventory.MailboxNone && exchange.UPN != "" {
			x.Mailbox = exchange.Mailbox
		}
	case samples.ExportUser:
		if exchange.Mailbox != inventory.MailboxUnknown && exchange.UPN != "" {
			x.Mailbox, x.Policy = exchange.Mailbox, exchange.Policy
		}
	case samples.ExportSMTPReport, samples.ExportSMTPDetails:
		messages, share := exchange.Messages, exchange.LegacyTLS
		if export == samples.ExportSMTPDetails {
			messages, share = exchange.Detailed, 0
		}
		if messages == 0 {
			return
		}
		count(inventory.SourceSMTPReport, messages, share)
		lift(exchange.Reported)
		say("use-smtp-report-undated")
		switch {
		case exchange.SaidOAuth:
			say("disagree-auth")
		case exchange.Reported == inventory.AuthMixed:
			x.Auth = inventory.AuthMixed
			say("disagree-auth-both")
		}
	case samples.ExportMessageTrace, samples.ExportTraceSummary:
		messages := exchange.Traced
		if export == samples.ExportTraceSummary {
			messages = exchange.Detailed
		}
		if messages > 0 {
			count(inventory.SourceMessageTrace, messages, -1)
		}
	case samples.ExportAppUsage:
		switch {
		case exchange.UsedSMTP:
			lift(inventory.AuthUnknown)
			say("use-app-report")
		case truth.Successes > 0 && exchange.Mailbox != inventory.MailboxNone && exchange.Mailbox != inventory.MailboxUnknown:
			say("disagree-usage") // somebody who broke in sent, and the report tells of the account's own use
		}
	case samples.ExportUsers:
		x.License = listedLicense[truth.LicenseState]
	}
}

// compareTold compares every sender of an inventory with what it should be when exports were read beside sign-ins.
func compareTold(t *testing.T, tenant *formTenant, base, got []inventory.Sender, exports ...samples.Export) {
	t.Helper()
	exchange, truths := map[string]samples.ExchangeTruth{}, map[string]samples.Truth{}
	for _, x := range tenant.ExchangeTruth() {
		exchange[x.UPN] = x
	}
	for _, x := range tenant.Truth() {
		truths[x.UPN] = x
	}
	if len(got) != len(base) {
		t.Fatalf("%d senders, want %d", len(got), len(base))
	}
	ignored := cmpopts.IgnoreFields(inventory.Sender{}, "Verdict", "Auth", "SMTPAuth", "Mailbox", "AuthPolicy", "Messages", "License", "Reasons", "DisplayName",
		"Department", "AccountEnabled", "Kind", "KindConfidence", "Governance")
	for i, s := range base {
		want := toldOf(s)
		for _, export := range exports {
			want.learn(export, exchange[s.UPN], truths[s.UPN])
		}
		slices.Sort(want.Rules)
		have := toldOf(got[i])
		slices.Sort(have.Rules)
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("%s:\n%s", s.UPN, diff)
		}
		if diff := cmp.Diff(s, got[i], ignored); diff != "" { // figures and clients are the sign-ins'
			t.Errorf("%s:\n%s", s.UPN, diff)
		}
	}
}

// TestFormsOfExports: every export is recognised in every container and says the same in all of them, and what it says is the truth.
func TestFormsOfExports(t *testing.T) {
	tenant := firstTenant()
	rows := formFile(t, tenant, samples.FormGroupsJSON)
	base := imported(t, tenant, rows)
	for _, export := range samples.Exports() {
		for _, container := range export.Containers() {
			t.Run(fmt.Sprintf("%s, %s", export, container), func(t *testing.T) {
				p := exportFile(t, tenant, export, container)
				accounted(t, p)
				got := imported(t, tenant, p, rows)
				compareTold(t, tenant, base.Senders, got.Senders, export)
				checkSettings(t, export, container, got)
			})
		}
	}
}

// checkSettings compares what an export says of the organisation.
func checkSettings(t *testing.T, export samples.Export, container samples.Container, inv inventory.Inventory) {
	t.Helper()
	yes, no := true, false
	byDefault := "Basic authentication for SMTP, old"
	want := &inventory.ExchangeSettings{Policies: []inventory.AuthPolicy{}, Connectors: []inventory.Connector{}}
	switch export {
	case samples.ExportTransportConfig:
		want.SMTPDisabled, want.LegacyTLS = &no, &yes
	case samples.ExportOrganizationConfig:
		want.DefaultPolicy, want.RejectDirectSend = &byDefault, &yes
	case samples.ExportAuthPolicies:
		want.Policies = []inventory.AuthPolicy{{Name: byDefault, AllowBasicSMTP: &yes}, {Name: "Block Basic authentication", AllowBasicSMTP: &no}}
	case samples.ExportInboundConnector:
		offices := inventory.Connector{Name: "Offices: scanners & printers", Enabled: &yes, Type: "OnPremises", SenderIPs: []string{"203.0.113.20", "203.0.113.10"},
			SenderDomains: []string{"*"}, RequireTLS: &no}
		partner := inventory.Connector{Name: "Partner", Enabled: &no, Type: "Partner", SenderIPs: []string{}, SenderDomains: []string{"example.com", "example.net"},
			Certificate: "mail.example.com", RequireTLS: &yes}
		want.Connectors = []inventory.Connector{offices, partner}
		for i := range want.Connectors {
			switch c := &want.Connectors[i]; container {
			case samples.ContainerJSON:
				c.Type = "" // a number of which nobody knows what it means
			case samples.ContainerCSV, samples.ContainerWindowsCSV:
				c.SenderIPs, c.SenderDomains = nil, nil // the name of their class is in their place
			}
		}
	default:
		want = nil
	}
	if diff := cmp.Diff(want, inv.Exchange); diff != "" {
		t.Errorf("settings of Exchange:\n%s", diff)
	}
	seats := map[string][2]int{}
	for _, l := range inv.Licenses {
		seats[l.SKUPartNumber] = [2]int{l.Enabled, l.Consumed}
	}
	if export != samples.ExportLicenses {
		return
	}
	// Every seat of this one is in use, and the free one has thousands to spare.
	if plan, free := seats["Exchange Online (Plan 1)"], seats["Microsoft Power Automate Free"]; len(seats) != 10 || plan[0] == 0 || plan[0] != plan[1] || free[0] < 9000 {
		t.Errorf("seats = %v", seats)
	}
}

// TestFormsOfReportsAlone: without a sign-in, a report makes suspects of those it lists, and no more than that.
func TestFormsOfReportsAlone(t *testing.T) {
	tenant := firstTenant()
	for export, verdictOf := range map[samples.Export]func(samples.ExchangeTruth) inventory.Verdict{
		samples.ExportSMTPReport: func(x samples.ExchangeTruth) inventory.Verdict {
			return map[inventory.Auth]inventory.Verdict{inventory.AuthBasic: inventory.VerdictSuspected, inventory.AuthMixed: inventory.VerdictSuspected,
				inventory.AuthOAuth: inventory.VerdictModern}[x.Reported]
		},
		samples.ExportAppUsage: func(x samples.ExchangeTruth) inventory.Verdict {
			return map[bool]inventory.Verdict{true: inventory.VerdictSuspected}[x.UsedSMTP]
		},
	} {
		want, got := map[string]inventory.Verdict{}, map[string]inventory.Verdict{}
		for _, x := range tenant.ExchangeTruth() {
			if v := verdictOf(x); v != "" {
				want[x.UPN] = v
			}
		}
		for _, s := range imported(t, tenant, exportFile(t, tenant, export, samples.ContainerDownload)).Senders {
			got[s.UPN] = s.Verdict
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 20 {
			t.Errorf("%s: %d accounts:\n%s", export, len(want), diff)
		}
	}
	// Beside sign-ins, in which this account is only guessed at, the reports are the only ones to know that it sends.
	const quiet = "lorem.ipsumson@contoso.com"
	rows := formFile(t, tenant, samples.FormGroupsJSON)
	for export, want := range map[samples.Export]inventory.Verdict{
		samples.ExportSMTPReport: inventory.VerdictSuspected, samples.ExportAppUsage: inventory.VerdictSuspected,
		samples.ExportActivity: inventory.VerdictNoise,
	} {
		inv := imported(t, tenant, exportFile(t, tenant, export, samples.ContainerDownload), rows)
		i := slices.IndexFunc(inv.Senders, func(s inventory.Sender) bool { return s.UPN == quiet })
		if i < 0 || inv.Senders[i].Verdict != want {
			t.Errorf("%s beside %s is not %s", quiet, export, want)
		}
	}
}

// TestFormsAndExportsTogether: everything that can be exported in one workspace, every export in all of its containers. Which of them is the newest makes no
// difference, nor does it that the same messages are in many files.
func TestFormsAndExportsTogether(t *testing.T) {
	everything := func(tenant *formTenant) (exports []part) {
		for _, export := range samples.Exports() {
			for _, container := range export.Containers() {
				exports = append(exports, exportFile(t, tenant, export, container))
			}
		}
		return exports
	}
	first, second := firstTenant(), secondTenant()
	rows := formFile(t, second, samples.FormGroupsJSON)
	backward := append(everything(second), rows)
	slices.Reverse(backward)
	for name, test := range map[string]struct {
		tenant *formTenant
		parts  []part
	}{
		"first tenant, with all forms": {first, append(everyForm(t, first), everything(first)...)},
		"second tenant":                {second, append(everything(second), rows)},
		"second tenant, backward":      {second, backward},
	} {
		t.Run(name, func(t *testing.T) {
			got := imported(t, test.tenant, test.parts...)
			compareTold(t, test.tenant, test.tenant.array(t, untold{}).Senders, got.Senders, samples.Exports()...)
			found := map[string][]string{}
			for _, s := range got.Senders {
				for _, rule := range rules(s) {
					if strings.HasPrefix(rule, "disagree-") {
						found[rule] = append(found[rule], s.UPN)
					}
				}
			}
			want := map[string][]string{
				"disagree-auth": {"alerts@contoso.com"}, "disagree-auth-both": {"karina.namae@example.jp"},
				"disagree-switch": {"mfp-sin-reception@contoso.com"}, "disagree-usage": {"nemo.exampleton@contoso.com"},
			}
			if diff := cmp.Diff(want, found); diff != "" {
				t.Errorf("disagreements:\n%s", diff)
			}
		})
	}
}

// TestFormsOfSettingsAtTwoTimes: of two exports of the organisation's settings the newer one stands, and the older one fills in what it lacks.
func TestFormsOfSettingsAtTwoTimes(t *testing.T) {
	yes, no, older, newer := true, false, "older", "newer"
	got := imported(t, firstTenant(),
		recognised(t, "transport.csv", []byte("SmtpClientAuthenticationDisabled\nFalse\n")),
		recognised(t, "transport-old.csv", []byte("SmtpClientAuthenticationDisabled,AllowLegacyTLSClients\nTrue,True\n")),
		recognised(t, "org.csv", []byte("DefaultAuthenticationPolicy,EwsEnabled\nnewer,\n")),
		recognised(t, "org-old.csv", []byte("DefaultAuthenticationPolicy,RejectDirectSend\nolder,True\n")),
		recognised(t, "policies.csv", []byte("Name,AllowBasicAuthSmtp\nnewer,False\n")),
		recognised(t, "policies-old.csv", []byte("Name,AllowBasicAuthSmtp\nolder,True\nnewer,True\n")))
	want := &inventory.ExchangeSettings{SMTPDisabled: &no, LegacyTLS: &yes, DefaultPolicy: &newer, RejectDirectSend: &yes,
		Policies: []inventory.AuthPolicy{{Name: newer, AllowBasicSMTP: &no}, {Name: older, AllowBasicSMTP: &yes}}, Connectors: []inventory.Connector{}}
	if diff := cmp.Diff(want, got.Exchange); diff != "" {
		t.Error(diff)
	}
}

// TestFormsOfEntra: of an exported list of policies each sender's blocks are told, but for who is in a group, and of registrations who has a second factor.
func TestFormsOfEntra(t *testing.T) {
	tenant := firstTenant()
	inv := imported(t, tenant, exportFile(t, tenant, samples.ExportAccessPolicies, samples.ContainerDownload), exportFile(t, tenant, samples.ExportDefaults, samples.ContainerDownload),
		exportFile(t, tenant, samples.ExportRegistrations, samples.ContainerDownload), formFile(t, tenant, samples.FormGroupsJSON))
	truths := map[string]samples.GovernanceTruth{}
	for _, truth := range tenant.GovernanceTruth() {
		truths[truth.UPN] = truth
	}
	for _, s := range inv.Senders {
		truth := truths[s.UPN]
		if truth.UPN == "" {
			continue // a name that does not exist
		}
		for what, pair := range map[string][2]*bool{"second factor": {s.Governance.MFARegistered, truth.MFARegistered}, "administrator": {s.Governance.Admin, truth.Admin}} {
			if diff := cmp.Diff(pair[1], pair[0]); diff != "" && !truth.Deleted {
				t.Errorf("%s: %s (-want +got):\n%s", s.UPN, what, diff)
			}
		}
		var blocks []string
		for _, b := range s.SMTPAuth.Blocks {
			if b.Name == "Block IMAP and POP" {
				if b.Applies != "maybe" {
					t.Errorf("%s: nobody knows who is in the group, and %s", s.UPN, b.Text)
				}
				continue
			}
			blocks = append(blocks, fmt.Sprintf("%s, %v", b.Name, b.InForce))
		}
		var want []string
		for _, b := range truth.Blocks {
			if !strings.HasPrefix(b, "Block IMAP and POP") {
				want = append(want, b)
			}
		}
		if diff := cmp.Diff(want, blocks); diff != "" {
			t.Errorf("%s: blocks (-want +got):\n%s", s.UPN, diff)
		}
	}
	if on := inv.Protection.SecurityDefaults; on == nil || *on || len(inv.Protection.Policies) != 3 {
		t.Errorf("protection = %+v", inv.Protection)
	}
}
