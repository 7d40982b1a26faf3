package samples

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

func TestEveryFormIsTheSameEachTimeAndPassesOnTheWritersError(t *testing.T) {
	again := New(testSeed, testAsOf)
	newest := *sample() // a few rows are more than there is room for, and a writer is told of it when all are made
	newest.rows = newest.rows[:500]
	for _, form := range Forms() {
		b := written(t, sample(), form)
		if !bytes.Equal(b, written(t, again, form)) {
			t.Errorf("%s is another file the second time", form)
		}
		if !utf8.Valid(b) {
			t.Errorf("%s is no UTF-8", form)
		}
		if err := newest.WriteSignIns(&brokenWriter{10_000}, form); !errors.Is(err, errFull) {
			t.Errorf("%s with room for 10000 bytes: err = %v", form, err)
		}
	}
}

// TestTablesHoldEveryRowOnce reads the tables with encoding/csv and nothing of the package's own.
func TestTablesHoldEveryRowOnce(t *testing.T) {
	for name, test := range map[string]struct {
		forms   []Form
		id      string
		columns int
		comma   rune
	}{
		"portal, Japanese": {[]Form{FormPortalJapaneseCSV, FormPortalJapaneseNonInteractiveCSV}, "要求 ID", 57, ','},
		"portal, 2024":     {[]Form{FormPortal2024CSV, FormPortal2024NonInteractiveCSV}, "Request ID", 55, ','},
		"spreadsheet":      {[]Form{FormPortalSpreadsheetCSV, FormPortalSpreadsheetNonInteractiveCSV}, "Request ID", 57, ';'},
		"Log Analytics":    {[]Form{FormLogAnalyticsCSV}, "Id", len(logAnalyticsColumns), ','},
		"union":            {[]Form{FormLogAnalyticsUnionCSV}, "Id", len(unionColumns()), ','},
		"hunting":          {[]Form{FormHuntingCSV}, "RequestId", len(huntingColumns), ','},
	} {
		left := map[string]bool{}
		for _, r := range rowsOfSample(t) {
			left[r.ID] = true
		}
		for _, form := range test.forms {
			reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(written(t, sample(), form), []byte("\xef\xbb\xbf"))))
			reader.Comma = test.comma
			records, err := reader.ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", form, err)
			}
			if len(records[0]) != test.columns {
				t.Errorf("%s has %d columns, want %d", form, len(records[0]), test.columns)
			}
			at := -1
			for i, head := range records[0] {
				if head == test.id {
					at = i
				}
			}
			if at < 0 {
				t.Fatalf("%s has no column %s: %q", form, test.id, records[0])
			}
			for _, cells := range records[1:] {
				if !left[cells[at]] {
					t.Fatalf("%s: row %s is not in the log, or twice", form, cells[at])
				}
				delete(left, cells[at])
			}
		}
		if len(left) > 0 {
			t.Errorf("%s: %d rows are in no file", name, len(left))
		}
	}
}

// TestPortalOf2024HasTheHeaderThatWasSeen compares with the header line of a public file.
func TestPortalOf2024HasTheHeaderThatWasSeen(t *testing.T) {
	line, _, _ := strings.Cut(strings.TrimPrefix(string(written(t, sample(), FormPortal2024CSV)), "\ufeff"), "\r\n")
	want := `"` + strings.ReplaceAll(strings.NewReplacer("App owner tenant ID,", "", "Resource owner tenant ID,", "").Replace(portalHead), ",", `","`) + `"`
	if diff := cmp.Diff(want, line); diff != "" {
		t.Error(diff)
	}
}

// TestJSONOfLogsHoldsEveryRow reads the JSON of engines and of the audit log with encoding/json.
func TestJSONOfLogsHoldsEveryRow(t *testing.T) {
	rows := len(rowsOfSample(t))
	var analytics, union, audit, groups []map[string]any
	var hunting struct{ Schema, Results []map[string]any }
	for form, into := range map[Form]any{FormLogAnalyticsJSON: &analytics, FormLogAnalyticsUnionJSON: &union, FormAuditJSON: &audit, FormGroupsJSON: &groups,
		FormHuntingJSON: &hunting} {
		if err := json.Unmarshal(written(t, sample(), form), into); err != nil {
			t.Fatalf("%s: %v", form, err)
		}
	}
	if len(analytics) != rows || len(union) != rows || len(audit) != rows || len(hunting.Results) != rows || len(hunting.Schema) != len(hunting.Results[0]) {
		t.Errorf("%d, %d, %d and %d rows, want %d", len(analytics), len(union), len(audit), len(hunting.Results), rows)
	}
	for i, r := range analytics {
		_, object := r["Status"].(map[string]any)
		if object != (r["Type"] == "SigninLogs") {
			t.Fatalf("row %d of %v: Status is %T", i, r["Type"], r["Status"])
		}
		if (union[i]["Status_dynamic"] == nil) == object || (union[i]["Status_string"] == nil) != object {
			t.Fatalf("row %d of %v: Status_dynamic is %T and Status_string %T", i, r["Type"], union[i]["Status_dynamic"], union[i]["Status_string"])
		}
		created, _ := time.Parse(time.RFC3339Nano, r["CreatedDateTime"].(string))
		taken, err := time.Parse(time.RFC3339Nano, r["TimeGenerated"].(string))
		if err != nil || !taken.After(created) {
			t.Fatalf("row %d happened at %v and was taken in at %v", i, r["CreatedDateTime"], r["TimeGenerated"])
		}
	}
}

func TestExportsAreTheSameEachTimeAndOnlyInTheirContainers(t *testing.T) {
	again := New(testSeed, testAsOf)
	for _, export := range Exports() {
		if len(export.Containers()) == 0 {
			t.Errorf("%s is written in no container", export)
		}
		for _, container := range export.Containers() {
			var a, b bytes.Buffer
			if err := errors.Join(sample().WriteExport(&a, export, container), again.WriteExport(&b, export, container)); err != nil {
				t.Fatal(err)
			}
			if a.Len() == 0 || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("%s as %s is empty, or another file the second time", export, container)
			}
			if err := sample().WriteExport(&brokenWriter{50}, export, container); !errors.Is(err, errFull) {
				t.Errorf("%s as %s with room for 50 bytes: err = %v", export, container, err)
			}
			if container == ContainerJSON && !json.Valid(a.Bytes()) {
				t.Errorf("%s is no JSON", export)
			}
		}
	}
	for export, container := range map[Export]Container{ExportSMTPReport: ContainerJSON, ExportCASMailbox: ContainerDownload, "Get-Nothing": ContainerCSV} {
		if err := sample().WriteExport(&bytes.Buffer{}, export, container); err == nil || !strings.Contains(err.Error(), string(export)) {
			t.Errorf("%s as %s: err = %v", export, container, err)
		}
	}
}

// TestExchangeTruthAgreesWithTheLog: whoever succeeds and has a mailbox may send, but for the one who was switched off since; all states occur.
func TestExchangeTruthAgreesWithTheLog(t *testing.T) {
	successes := map[string]int{}
	for _, truth := range sample().Truth() {
		successes[truth.UPN] = truth.Successes
	}
	states := map[inventory.SwitchState]int{}
	contradictions := 0
	for _, x := range sample().ExchangeTruth() {
		states[x.Switch.Mailbox]++
		n := successes[x.UPN]
		mailbox := x.Mailbox != inventory.MailboxNone && x.Mailbox != inventory.MailboxUnknown
		switch {
		case (x.Switch.Mailbox == inventory.SwitchUnknown) == mailbox:
			t.Errorf("%s has the mailbox %s and the switch %s", x.UPN, x.Mailbox, x.Switch.Mailbox)
		case x.SwitchedOff || x.SaidOAuth:
			contradictions++
			if n == 0 || x.SwitchedOff == (x.Switch.Effective == inventory.SwitchEnabled) {
				t.Errorf("%s contradicts nothing: %+v", x.UPN, x)
			}
		case mailbox && n > 0 && (x.Switch.Effective != inventory.SwitchEnabled || x.Policy == blockingPolicy && x.UPN != "nemo.exampleton@contoso.com"):
			t.Errorf("%s succeeds: %+v", x.UPN, x)
		case n > 0 && (x.Reported != inventory.AuthBasic && x.UPN != saidBoth || x.Messages < n || x.Detailed < n):
			t.Errorf("%s signed in %d times and sent %d and %d messages, reported as %q", x.UPN, n, x.Messages, x.Detailed, x.Reported)
		}
		if n == 0 && x.Reported != "" && x.UPN != "lorem.ipsumson@contoso.com" {
			t.Errorf("%s never succeeded and is reported", x.UPN)
		}
	}
	for _, state := range []inventory.SwitchState{inventory.SwitchEnabled, inventory.SwitchDisabled, inventory.SwitchInherit, inventory.SwitchUnknown} {
		if states[state] < 5 {
			t.Errorf("only %d mailboxes are in the state %s: %v", states[state], state, states)
		}
	}
	if contradictions != 2 {
		t.Errorf("%d accounts contradict the log on purpose, want 2", contradictions)
	}
}

// TestMailboxesAgreeWithGraph: Get-Mailbox lists the accounts that Graph says have a mailbox, each as the kind that Graph says.
func TestMailboxesAgreeWithGraph(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteExport(&b, ExportMailbox, ContainerJSON); err != nil {
		t.Fatal(err)
	}
	var mailboxes []struct {
		ExternalDirectoryObjectID string `json:"ExternalDirectoryObjectId"`
		RecipientTypeDetails      int
	}
	if err := json.Unmarshal(b.Bytes(), &mailboxes); err != nil {
		t.Fatal(err)
	}
	got, want := map[string]string{}, map[string]string{}
	for _, m := range mailboxes {
		got[m.ExternalDirectoryObjectID] = map[int]string{1: "user", 4: "shared", 16: "room", 32: "equipment"}[m.RecipientTypeDetails]
	}
	for id := range objects(t, sample(), "/v1.0/users?$select=id", "id") {
		if answer := get(t, sample(), "/v1.0/users/"+id+"/mailboxSettings/userPurpose"); answer.status == 200 {
			want[id] = entity(t, sample(), "/v1.0/users/"+id+"/mailboxSettings/userPurpose")["value"].(string)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 40 {
		t.Errorf("%d mailboxes:\n%s", len(want), diff)
	}
}

// TestReportsNameEveryWayToSignIn: the reports on SMTP AUTH have Basic, OAuth and one account with both, and agree on who is which.
func TestReportsNameEveryWayToSignIn(t *testing.T) {
	read := func(export Export, address func([]string) string, auth int) map[string]map[string]bool {
		var b bytes.Buffer
		if err := sample().WriteExport(&b, export, ContainerDownload); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\xef\xbb\xbf")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		ways := map[string]map[string]bool{}
		for _, cells := range records[1:] {
			upn := address(cells)
			if ways[upn] == nil {
				ways[upn] = map[string]bool{}
			}
			for _, way := range strings.Split(cells[auth], ", ") {
				ways[upn][way] = true
			}
		}
		return ways
	}
	report := read(ExportSMTPReport, func(cells []string) string { return cells[0] }, 6)
	details := read(ExportSMTPDetails, func(cells []string) string { return cells[1] + "@" + cells[2] }, 3)
	for _, x := range sample().ExchangeTruth() {
		want := map[inventory.Auth]map[string]bool{inventory.AuthBasic: {"Basic": true}, inventory.AuthOAuth: {"OAuth": true},
			inventory.AuthMixed: {"Basic": true, "OAuth": true}}[x.Reported]
		if diff := cmp.Diff(want, report[x.UPN]); diff != "" {
			t.Errorf("%s in the report:\n%s", x.UPN, diff)
		}
		if x.Detailed == 0 {
			want = nil
		}
		if diff := cmp.Diff(want, details[x.UPN]); diff != "" {
			t.Errorf("%s in the details:\n%s", x.UPN, diff)
		}
	}
}
