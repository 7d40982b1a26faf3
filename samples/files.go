package samples

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Form is a shape in which administrators have sign-ins as a file. The JSON forms have beta's property names and hold every
// row; the CSV forms are the two files of the Entra portal and together hold every row.
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
)

// WriteSignIns writes the sign-in log as a file of a form, newest row first. Hostile text is written as the portal and Graph
// would write it, that is unchanged. The error is the writer's, or about a form that does not exist.
func (t *Tenant) WriteSignIns(w io.Writer, form Form) error {
	out := bufio.NewWriter(w)
	var err error
	switch form {
	case FormArray:
		err = t.writeJSON(out, "[\n", ",\n", "\n]\n")
	case FormValue:
		err = t.writeJSON(out, "{\"value\":[\n", ",\n", "\n]}\n")
	case FormLines:
		err = t.writeJSON(out, "", "\n", "\n")
	case FormPortalCSV:
		err = t.writeCSV(out, interactive)
	case FormPortalNonInteractiveCSV:
		err = t.writeCSV(out, nonInteractive)
	default:
		return fmt.Errorf("writing sign-ins: unknown form %q", form)
	}
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
