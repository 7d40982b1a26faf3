package files

import (
	"bytes"
	"fmt"
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

// formTenant is the tenant that is written in every form.
var formTenant = sync.OnceValue(func() *samples.Tenant { return samples.New(20261123, asOf) })

// formWindow is what the tenant's log covers. Files say nothing of what was asked for, so who imports them does.
var formWindow = inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf}

// formFile writes one form.
func formFile(t *testing.T, form samples.Form) part {
	t.Helper()
	var b bytes.Buffer
	if err := formTenant().WriteSignIns(&b, form); err != nil {
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

// imported is the inventory of files that were imported, each as a snapshot of its own, the newest first.
func imported(t *testing.T, newestFirst ...part) inventory.Inventory {
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
		if _, err := w.Commit(evidence.Manifest{Kind: importKind, AsOf: asOf.Add(-time.Duration(i) * time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	snapshots, err := evidence.List(ws)
	if err != nil {
		t.Fatal(err)
	}
	in, err := Load(snapshots, &formWindow)
	if err != nil {
		t.Fatal(err)
	}
	in.AsOf = asOf
	if in.Unreadable > 0 {
		t.Errorf("%d rows could not be read", in.Unreadable)
	}
	return inventory.Analyze(in)
}

// aForm is one way to bring the whole log, in one file or in two.
type aForm struct {
	format Format
	files  []samples.Form
}

var allForms = map[string]aForm{
	"graph, value":                      {GraphSignIns, []samples.Form{samples.FormValue}},
	"graph, lines":                      {GraphSignIns, []samples.Form{samples.FormLines}},
	"portal":                            {PortalCSV, []samples.Form{samples.FormPortalCSV, samples.FormPortalNonInteractiveCSV}},
	"portal, Japanese":                  {PortalCSV, []samples.Form{samples.FormPortalJapaneseCSV, samples.FormPortalJapaneseNonInteractiveCSV}},
	"portal, 2024":                      {PortalCSV, []samples.Form{samples.FormPortal2024CSV, samples.FormPortal2024NonInteractiveCSV}},
	"portal, saved by a spreadsheet":    {PortalCSV, []samples.Form{samples.FormPortalSpreadsheetCSV, samples.FormPortalSpreadsheetNonInteractiveCSV}},
	"storage account":                   {DiagnosticSignIns, []samples.Form{samples.FormDiagnostics}},
	"event hub":                         {DiagnosticSignIns, []samples.Form{samples.FormEventHub}},
	"Log Analytics, JSON":               {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsJSON}},
	"Log Analytics, CSV":                {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsCSV}},
	"Log Analytics, tables united":      {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsUnionJSON}},
	"Log Analytics, tables united, CSV": {LogAnalyticsSignIns, []samples.Form{samples.FormLogAnalyticsUnionCSV}},
	"hunting, CSV":                      {HuntingSignIns, []samples.Form{samples.FormHuntingCSV}},
	"hunting, JSON":                     {HuntingSignIns, []samples.Form{samples.FormHuntingJSON}},
	"groups, CSV":                       {SignInGroups, []samples.Form{samples.FormGroupsCSV}},
	"groups, JSON":                      {SignInGroups, []samples.Form{samples.FormGroupsJSON}},
}

func TestFormsGiveTheSameInventory(t *testing.T) {
	want := imported(t, formFile(t, samples.FormArray))
	for name, form := range allForms {
		t.Run(name, func(t *testing.T) {
			var parts []part
			for _, f := range form.files {
				p := formFile(t, f)
				if p.format != form.format {
					t.Errorf("%s is taken for %s, want %s", f, p.format, form.format)
				}
				parts = append(parts, p)
			}
			got := imported(t, parts...)
			if diff := cmp.Diff(want.Senders, got.Senders); diff != "" {
				t.Errorf("senders:\n%s", diff)
			}
			if diff := cmp.Diff(want.Records, got.Records); diff != "" {
				t.Logf("records:\n%s", diff)
			}
		})
	}
}

var _ = fmt.Sprint
var _ = strings.Cut
var _ = cmpopts.EquateEmpty
