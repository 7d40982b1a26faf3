package samples

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// portalHead is the header line of the Entra portal's file, as seen in files of about January 2026.
const portalHead = `Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Cross tenant access type,Incoming token type,Authentication Protocol,Unique token identifier,Original transfer method,Client credential type,Token Protection - Sign In Session,Token Protection - Sign In Session StatusCode,Application,Application ID ,App owner tenant ID,Resource,Resource ID ,Resource tenant ID,Resource owner tenant ID,Home tenant ID,Home tenant name,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Device ID,Browser,Operating System,Compliant,Managed,Join Type,Multifactor authentication result,Multifactor authentication auth method,Multifactor authentication auth detail,Authentication requirement,Sign-in identifier,Session ID,IP address (seen by resource),Through Global Secure Access,Global Secure Access IP address,Autonomous system  number,Flagged for review,Token issuer type,Incoming token type,Token issuer name,Latency,Conditional Access,Managed Identity type,Associated Resource Id,Federated Token Id,Federated Token Issuer`

func TestJSONFormsHoldTheSameRows(t *testing.T) {
	tenant := sample()
	want := rowsOfSample(t)

	var wrapped struct{ Value []row }
	if err := json.Unmarshal(written(t, tenant, FormValue), &wrapped); err != nil {
		t.Fatal(err)
	}
	// DeepEqual, because a diff of so many rows takes seconds even if there is none.
	if !reflect.DeepEqual(want, wrapped.Value) {
		t.Errorf("value holds other rows than array (%d and %d)", len(wrapped.Value), len(want))
	}

	var lines []row
	scanner := bufio.NewScanner(bytes.NewReader(written(t, tenant, FormLines)))
	for scanner.Scan() {
		var r row
		if err := json.Unmarshal(scanner.Bytes(), &r); err != nil {
			t.Fatalf("line %d: %v", len(lines)+1, err)
		}
		lines = append(lines, r)
	}
	if !reflect.DeepEqual(want, lines) || scanner.Err() != nil {
		t.Errorf("lines hold other rows than array (%d and %d, %v)", len(lines), len(want), scanner.Err())
	}

	entries, _ := all(t, tenant.Handler(HandlerOptions{}), "/beta/auditLogs/signIns?$select=id&$filter="+everyType)
	var ids []string
	for _, r := range want {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff(ids, idsOf(t, entries)); diff != "" {
		t.Errorf("served:\n%s", diff)
	}
}

func TestPortalFilesHoldEveryRowOnce(t *testing.T) {
	tenant := sample()
	rows := map[string]row{}
	for _, r := range rowsOfSample(t) {
		rows[r.ID] = r
	}
	success := map[string]bool{}
	for form, isInteractive := range map[Form]bool{FormPortalCSV: true, FormPortalNonInteractiveCSV: false} {
		b := written(t, tenant, form)
		if !bytes.HasPrefix(b, []byte("\xef\xbb\xbf"+portalHead+"\r\n")) || !bytes.HasSuffix(b, []byte("\r\n")) {
			t.Fatalf("%s begins with %q", form, b[:200])
		}
		records, err := csv.NewReader(bytes.NewReader(b[3:])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, name := range records[0] {
			at[name] = i
		}
		if len(records[0]) != 57 {
			t.Errorf("%s has %d columns", form, len(records[0]))
		}
		for _, cells := range records[1:] {
			cell := func(name string) string { return cells[at[name]] }
			r, ok := rows[cell("Request ID")]
			if !ok {
				t.Fatalf("%s: row %q is not in the log, or twice", form, cell("Request ID"))
			}
			delete(rows, r.ID)
			if r.IsInteractive != isInteractive {
				t.Errorf("%s holds row %s", form, r.ID)
			}
			code := strconv.Itoa(r.Status.ErrorCode)
			if cell("Sign-in error code") == "" {
				code = ""
			}
			got := []string{cell("Date (UTC)"), cell("User ID"), cell("Username"), cell("Client app"), cell("IP address"), cell("Sign-in error code")}
			want := []string{r.CreatedDateTime.Truncate(time.Second).Format(time.RFC3339), r.UserID, r.UserPrincipalName, r.ClientAppUsed, r.IPAddress, code}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s row %s:\n%s", form, r.ID, diff)
			}
			// encoding/csv reads a line break within a cell as LF, whichever way it was written.
			if agent := strings.ReplaceAll(r.UserAgent, "\r\n", "\n"); cell("User agent") != agent {
				t.Errorf("%s row %s: agent %q, want %q", form, r.ID, cell("User agent"), agent)
			}
			if (cell("Status") == "Success") != (r.Status.ErrorCode == 0) || r.Status.ErrorCode != 0 && code == "" {
				t.Errorf("%s row %s: status %q, code %q of %d", form, r.ID, cell("Status"), code, r.Status.ErrorCode)
			}
			success[cell("Status")] = true
			if strings.Count(cell("Location"), ", ") != 2 {
				t.Errorf("%s row %s: location %q", form, r.ID, cell("Location"))
			}
		}
	}
	if len(rows) > 0 {
		t.Errorf("%d rows are in no file", len(rows))
	}
	if diff := cmp.Diff(map[string]bool{"Success": true, "Failure": true, "Interrupted": true}, success); diff != "" {
		t.Errorf("statuses:\n%s", diff)
	}
}

type brokenWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *brokenWriter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteSignInsPassesOnTheWritersError(t *testing.T) {
	for _, form := range []Form{FormArray, FormValue, FormLines, FormPortalCSV, FormPortalNonInteractiveCSV} {
		for _, room := range []int{0, 10_000} {
			if err := sample().WriteSignIns(&brokenWriter{room}, form); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: err = %v", form, room, err)
			}
		}
	}
	if err := sample().WriteSignIns(&bytes.Buffer{}, "xml"); err == nil || !strings.Contains(err.Error(), `"xml"`) {
		t.Errorf("unknown form: err = %v", err)
	}
}
