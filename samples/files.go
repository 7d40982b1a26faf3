package samples

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Form is a shape in which administrators have sign-ins as a file. Each holds every row, but for the portal's tables, of which
// two together do, and the groups, in which the rows of modern programs are not counted.
type Form string

// The forms that WriteSignIns writes.
const (
	// FormArray is one JSON array.
	FormArray Form = "array"
	// FormValue is a JSON object whose "value" is the array, as a saved answer of Graph.
	FormValue Form = "value"
	// FormLines is one JSON object a line.
	FormLines Form = "lines"
	// FormPortalCSV is InteractiveSignIns_*.csv of the portal in English: UTF-8 with a byte order mark, lines that end in CRLF.
	FormPortalCSV Form = "portal-csv"
	// FormPortalNonInteractiveCSV is NonInteractiveSignIns_*.csv, with the same columns.
	FormPortalNonInteractiveCSV Form = "portal-noninteractive-csv"
	// FormPortalJapaneseCSV and FormPortalJapaneseNonInteractiveCSV are the portal's two files in Japanese.
	FormPortalJapaneseCSV               Form = "portal-japanese-csv"
	FormPortalJapaneseNonInteractiveCSV Form = "portal-japanese-noninteractive-csv"
	// FormPortal2024CSV and FormPortal2024NonInteractiveCSV are the two files as the portal wrote them in 2024: two columns less, every cell in quotes.
	FormPortal2024CSV               Form = "portal-2024-csv"
	FormPortal2024NonInteractiveCSV Form = "portal-2024-noninteractive-csv"
	// FormPortalSpreadsheetCSV and FormPortalSpreadsheetNonInteractiveCSV are the two files after a spreadsheet program in Europe opened them and saved
	// them again: semicolons, and dates with the day first.
	FormPortalSpreadsheetCSV               Form = "portal-spreadsheet-csv"
	FormPortalSpreadsheetNonInteractiveCSV Form = "portal-spreadsheet-noninteractive-csv"
	// FormDiagnostics is PT1H.json of a storage account that diagnostic settings write to: one record a line.
	FormDiagnostics Form = "diagnostics"
	// FormEventHub is the same records as an event hub hands them on: an object with some of them a line.
	FormEventHub Form = "event-hub"
	// FormLogAnalyticsJSON is an array of rows of the two tables of a Log Analytics workspace: what one holds as objects, the other has as text.
	FormLogAnalyticsJSON Form = "log-analytics-json"
	// FormLogAnalyticsCSV is the same rows as the portal's page of logs exports them.
	FormLogAnalyticsCSV Form = "log-analytics-csv"
	// FormLogAnalyticsUnionJSON and FormLogAnalyticsUnionCSV are the answer to a plain union of the tables: where their types differ, there are two columns.
	FormLogAnalyticsUnionJSON Form = "log-analytics-union-json"
	FormLogAnalyticsUnionCSV  Form = "log-analytics-union-csv"
	// FormHuntingCSV is EntraIdSignInEvents as the Defender portal exports it, FormHuntingJSON as Graph answers a hunting query.
	FormHuntingCSV  Form = "hunting-csv"
	FormHuntingJSON Form = "hunting-json"
	// FormGroupsCSV is what the queries of inventory/kql return, exported from the portal's page of logs; FormGroupsJSON the output of az monitor
	// log-analytics query, in which every value is text.
	FormGroupsCSV  Form = "groups-csv"
	FormGroupsJSON Form = "groups-json"
	// FormAuditCSV is the unified audit log as Search-UnifiedAuditLog and Export-Csv give it, FormAuditJSON its records alone.
	FormAuditCSV  Form = "audit-csv"
	FormAuditJSON Form = "audit-json"
)

// forms says how each form is written.
var forms = map[Form]func(*Tenant, *bufio.Writer) error{
	FormArray: func(t *Tenant, w *bufio.Writer) error { return t.writeJSON(w, "[\n", ",\n", "\n]\n") },
	FormValue: func(t *Tenant, w *bufio.Writer) error { return t.writeJSON(w, "{\"value\":[\n", ",\n", "\n]}\n") },
	FormLines: func(t *Tenant, w *bufio.Writer) error { return t.writeJSON(w, "", "\n", "\n") },

	FormPortalCSV:                          func(t *Tenant, w *bufio.Writer) error { return t.writeCSV(w, interactive) },
	FormPortalNonInteractiveCSV:            func(t *Tenant, w *bufio.Writer) error { return t.writeCSV(w, nonInteractive) },
	FormPortalJapaneseCSV:                  portalForm(portalInJapanese, interactive),
	FormPortalJapaneseNonInteractiveCSV:    portalForm(portalInJapanese, nonInteractive),
	FormPortal2024CSV:                      portalForm(portalOf2024, interactive),
	FormPortal2024NonInteractiveCSV:        portalForm(portalOf2024, nonInteractive),
	FormPortalSpreadsheetCSV:               portalForm(portalSavedAgain, interactive),
	FormPortalSpreadsheetNonInteractiveCSV: portalForm(portalSavedAgain, nonInteractive),

	FormDiagnostics:           (*Tenant).writeDiagnostics,
	FormEventHub:              (*Tenant).writeEventHub,
	FormLogAnalyticsJSON:      logForm(logAnalyticsColumns, (*logTable).writeJSON),
	FormLogAnalyticsCSV:       logForm(logAnalyticsColumns, (*logTable).writeCSV),
	FormLogAnalyticsUnionJSON: logForm(unionColumns(), (*logTable).writeJSON),
	FormLogAnalyticsUnionCSV:  logForm(unionColumns(), (*logTable).writeCSV),
	FormHuntingCSV:            logForm(huntingColumns, (*logTable).writeCSV),
	FormHuntingJSON:           logForm(huntingColumns, (*logTable).writeResults),
	FormGroupsCSV:             (*Tenant).writeGroupsCSV,
	FormGroupsJSON:            (*Tenant).writeGroupsJSON,
	FormAuditCSV:              (*Tenant).writeAuditCSV,
	FormAuditJSON:             (*Tenant).writeAuditJSON,
}

// Forms are all forms, sorted.
func Forms() []Form { return slices.Sorted(maps.Keys(forms)) }

// WriteSignIns writes the sign-in log as a file of a form, newest row first. Hostile text is written as the portal and Graph
// would write it, that is unchanged. The error is the writer's, or about a form that does not exist.
func (t *Tenant) WriteSignIns(w io.Writer, form Form) error {
	out := bufio.NewWriter(w)
	write := forms[form]
	if write == nil {
		return fmt.Errorf("writing sign-ins: unknown form %q", form)
	}
	err := write(t, out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("writing sign-ins as %s: %w", form, err)
	}
	return nil
}

func (t *Tenant) writeJSON(w *bufio.Writer, begin, between, end string) error {
	chosen := signInProperties(true)
	w.WriteString(begin) // a bufio.Writer keeps its error for the end
	var b []byte
	for i := range t.rows {
		if i > 0 {
			w.WriteString(between)
		}
		b = t.putRow(b[:0], &t.rows[i], chosen)
		w.Write(b)
	}
	_, err := w.WriteString(end)
	return err
}

// A column is one column of the portal's file.
type column struct {
	head string
	cell func(t *Tenant, r *signIn) string
}

func same(head, value string) column {
	return column{head, func(*Tenant, *signIn) string { return value }}
}

// columns are the portal's of about January 2026. The portal's own slips are kept: one name occurs twice, two end with a blank
// and one holds two.
var columns = []column{
	{"Date (UTC)", func(_ *Tenant, r *signIn) string { return r.at.Format("2006-01-02T15:04:05Z") }},
	{"Request ID", func(_ *Tenant, r *signIn) string { return r.id }},
	{"User agent", func(_ *Tenant, r *signIn) string { return r.agent }},
	{"Correlation ID", func(_ *Tenant, r *signIn) string { return r.correlation }},
	{"User ID", func(_ *Tenant, r *signIn) string { return r.who.userID }},
	{"User", func(_ *Tenant, r *signIn) string { return r.who.name }},
	{"Username", func(_ *Tenant, r *signIn) string { return r.who.upn }},
	{"User type", func(_ *Tenant, r *signIn) string {
		if r.who.guest {
			return "Guest"
		}
		return "Member"
	}},
	{"Cross tenant access type", func(_ *Tenant, r *signIn) string {
		if r.who.guest {
			return "B2B collaboration"
		}
		return "None"
	}},
	same("Incoming token type", "None"),
	{"Authentication Protocol", func(_ *Tenant, r *signIn) string {
		if r.app.protocol == "ropc" {
			return "ROPC"
		}
		return "None"
	}},
	{"Unique token identifier", func(_ *Tenant, r *signIn) string { return strings.ReplaceAll(r.id, "-", "")[:22] }},
	same("Original transfer method", "None"),
	same("Client credential type", "None"),
	same("Token Protection - Sign In Session", "Unbound"),
	same("Token Protection - Sign In Session StatusCode", "1002"),
	{"Application", func(_ *Tenant, r *signIn) string { return r.app.name }},
	{"Application ID ", func(_ *Tenant, r *signIn) string { return r.app.id }},
	same("App owner tenant ID", microsoftTenant),
	{"Resource", func(_ *Tenant, r *signIn) string { return r.app.resourceName }},
	{"Resource ID ", func(_ *Tenant, r *signIn) string { return r.app.resourceID }},
	{"Resource tenant ID", func(t *Tenant, _ *signIn) string { return t.id }},
	same("Resource owner tenant ID", microsoftTenant),
	{"Home tenant ID", func(t *Tenant, r *signIn) string { return t.homeOf(r) }},
	same("Home tenant name", ""),
	{"IP address", func(_ *Tenant, r *signIn) string { return r.address }},
	{"Location", func(_ *Tenant, r *signIn) string {
		return r.place.city + ", " + r.place.state + ", " + r.place.country
	}},
	{"Status", func(_ *Tenant, r *signIn) string {
		switch {
		case r.code == 0:
			return "Success"
		case interrupted(r.code):
			return "Interrupted"
		default:
			return "Failure"
		}
	}},
	{"Sign-in error code", func(_ *Tenant, r *signIn) string {
		// The portal leaves the cell of a success blank in some places and writes 0 in others.
		if r.code == 0 && r.app.protocol != "ropc" {
			return ""
		}
		return strconv.Itoa(r.code)
	}},
	{"Failure reason", func(_ *Tenant, r *signIn) string { return failedText[r.code] }},
	{"Client app", func(_ *Tenant, r *signIn) string { return r.client }},
	{"Device ID", func(_ *Tenant, r *signIn) string { return r.device.id }},
	{"Browser", func(_ *Tenant, r *signIn) string { return r.device.browser }},
	{"Operating System", func(_ *Tenant, r *signIn) string { return r.device.system }},
	{"Compliant", func(_ *Tenant, r *signIn) string { return yesNo(r.device.managed) }},
	{"Managed", func(_ *Tenant, r *signIn) string { return yesNo(r.device.managed) }},
	{"Join Type", func(_ *Tenant, r *signIn) string { return r.device.trust }},
	same("Multifactor authentication result", ""),
	same("Multifactor authentication auth method", ""),
	same("Multifactor authentication auth detail", ""),
	{"Authentication requirement", func(_ *Tenant, r *signIn) string {
		if r.requirement() == "multiFactorAuthentication" {
			return "Multifactor authentication"
		}
		return "Single-factor authentication"
	}},
	{"Sign-in identifier", func(_ *Tenant, r *signIn) string { return r.who.upn }},
	same("Session ID", ""),
	same("IP address (seen by resource)", ""),
	same("Through Global Secure Access", "No"),
	same("Global Secure Access IP address", ""),
	{"Autonomous system  number", func(_ *Tenant, r *signIn) string { return strconv.Itoa(r.place.system) }},
	same("Flagged for review", "No"),
	same("Token issuer type", "Microsoft Entra ID"),
	same("Incoming token type", "None"),
	same("Token issuer name", ""),
	{"Latency", func(_ *Tenant, r *signIn) string { return strconv.Itoa(r.latency) + "ms" }},
	{"Conditional Access", func(_ *Tenant, r *signIn) string {
		return map[string]string{"failure": "Failure", "success": "Success", "notApplied": "Not Applied"}[r.caStatus()]
	}},
	same("Managed Identity type", "None"),
	same("Associated Resource Id", ""),
	same("Federated Token Id", ""),
	same("Federated Token Issuer", ""),
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

func (t *Tenant) writeCSV(w *bufio.Writer, event string) error {
	w.WriteString("\ufeff") // a bufio.Writer keeps its error for the end
	table := csv.NewWriter(w)
	table.UseCRLF = true
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.head
	}
	if err := table.Write(cells); err != nil {
		return err
	}
	for i := range t.rows {
		if t.rows[i].event != event {
			continue
		}
		for j, c := range columns {
			cells[j] = c.cell(t, &t.rows[i])
		}
		if err := table.Write(cells); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}
