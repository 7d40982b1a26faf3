package samples

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reportHeads are the headers of the files, as Microsoft documents them, with the two columns that newer files of mailboxes have.
var reportHeads = map[string]string{
	"getEmailAppUsageUserDetail": "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Mail For Mac,Outlook For Mac," +
		"Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Period",
	"getMailboxUsageDetail": "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count," +
		"Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Deleted Item Count," +
		"Deleted Item Size (Byte),Deleted Item Quota (Byte),Has Archive,Report Period",
	"getEmailActivityUserDetail": "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count," +
		"Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period",
}

// fetch asks for a file as a client does that was redirected: without a token.
func fetch(h http.Handler, target string, headers ...string) response {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for _, value := range headers {
		r.Header.Set("Authorization", value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return response{w.Code, w.Header(), w.Body.Bytes()}
}

// reportOf follows the redirect of a report and gives its rows by user principal name, each by column.
func reportOf(t testing.TB, h http.Handler, function, period string) map[string]map[string]string {
	t.Helper()
	got := ask(t, h, http.MethodGet, "/v1.0/reports/"+function+"(period='"+period+"')", "Bearer token")
	if got.status != http.StatusFound {
		t.Fatalf("%d %s", got.status, got.body)
	}
	file := fetch(h, got.header.Get("Location"))
	if file.status != http.StatusOK || file.header.Get("Content-Type") != "application/octet-stream" {
		t.Fatalf("%d %v", file.status, file.header)
	}
	if !bytes.HasPrefix(file.body, []byte("\xef\xbb\xbf"+reportHeads[function]+"\r\n")) || !bytes.HasSuffix(file.body, []byte("\r\n")) {
		t.Fatalf("%s begins with %q", function, file.body[:min(len(file.body), 300)])
	}
	records, err := csv.NewReader(bytes.NewReader(file.body[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]string{}
	for _, cells := range records[1:] {
		entry := map[string]string{}
		for i, name := range records[0] {
			entry[name] = cells[i]
		}
		rows[entry["User Principal Name"]] = entry
	}
	return rows
}

func TestReportsAreFetchedWithoutTheToken(t *testing.T) {
	h := sample().Handler(HandlerOptions{})
	for _, version := range []string{"v1.0", "beta"} {
		for function := range reportHeads {
			got := ask(t, h, http.MethodGet, "/"+version+"/reports/"+function+"(period='D180')", "Bearer token")
			location := got.header.Get("Location")
			if got.status != http.StatusFound || !strings.HasPrefix(location, "http://example.com/reportfiles/"+function) {
				t.Fatalf("%s: %d %q", function, got.status, location)
			}
			u, err := url.Parse(location)
			if err != nil {
				t.Fatal(err)
			}
			cases := []struct {
				name, target string
				headers      []string
				status       int
				text         string
			}{
				{"as it is meant", location, nil, 200, reportHeads[function]},
				{"with the token", location, []string{"Bearer token"}, 400, "AuthorizationHeader not expected"},
				{"with an empty header", location, []string{""}, 400, "AuthorizationHeader not expected"},
				{"with another signature", location + "0", nil, 403, "AuthenticationFailed"},
				{"without a signature", u.Path, nil, 403, "AuthenticationFailed"},
				{"another file's signature", strings.Replace(location, "D180", "D90", 1), nil, 403, "AuthenticationFailed"},
				{"no file of this name", "/reportfiles/x.csv?" + u.RawQuery, nil, 403, "AuthenticationFailed"},
			}
			for _, c := range cases {
				if got := fetch(h, c.target, c.headers...); got.status != c.status || !strings.Contains(string(got.body), c.text) {
					t.Errorf("%s %s: %d %.80q", function, c.name, got.status, got.body)
				}
			}
		}
	}
	elsewhere := sample().Handler(HandlerOptions{ReportsURL: "http://192.0.2.80:8080"})
	got := ask(t, elsewhere, http.MethodGet, "/v1.0/reports/getMailboxUsageDetail(period='D7')", "Bearer token")
	if location := got.header.Get("Location"); !strings.HasPrefix(location, "http://192.0.2.80:8080/reportfiles/") {
		t.Errorf("redirected to %q", location)
	}
	r := httptest.NewRequest(http.MethodPost, got.header.Get("Location"), nil)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestTheAppReportSaysWhoUsesSMTP(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	cases := []struct{ name, upn, d7, d30, d90, d180 string }{
		{"scanner", "Scan-Osaka-3F@contoso.com", "Yes", "Yes", "Yes", "Yes"},
		{"scanner that stopped", "scan-nagoya-qa@example.jp", "No", "Yes", "Yes", "Yes"},
		{"device that was never let in", "mfp-tokyo-7f@example.jp", "No", "No", "No", "No"},
		{"shared mailbox", "support@contoso.com", "Yes", "Yes", "Yes", "Yes"},
		{"shared mailbox with its account blocked", "toiawase-old@example.jp", "No", "No", "No", "No"},
		{"modern person", "jiro.kamei@example.jp", "No", "No", "No", "No"},
		{"person who sent before the log begins", "lorem.ipsumson@contoso.com", "No", "No", "Yes", "Yes"},
		{"person whose password was guessed", "nemo.exampleton@contoso.com", "No", "No", "No", "No"},
		{"room", "room-tokyo-a@example.jp", "No", "No", "No", "No"},
	}
	for i, period := range []string{"D7", "D30", "D90", "D180"} {
		rows := reportOf(t, h, "getEmailAppUsageUserDetail", period)
		for _, c := range cases {
			want := []string{c.d7, c.d30, c.d90, c.d180}[i]
			if got := rows[c.upn]["SMTP App"]; got != want {
				t.Errorf("%s, %s: SMTP App %q, want %q", period, c.name, got, want)
			}
		}
		for upn, cells := range rows {
			if cells["Report Refresh Date"] != "2026-11-21" || cells["Last Activity Date"] > "2026-11-21" || cells["Report Period"] != strings.TrimPrefix(period, "D") {
				t.Errorf("%s: %v", upn, cells)
			}
		}
		if _, ok := rows["ups-tokyo@example.jp"]; ok {
			t.Error("an account without a mailbox is in the report")
		}
	}
	// Only the report knows of the one who stopped: neither the log nor the truth does.
	for _, truth := range tenant.Truth() {
		if truth.UPN == "lorem.ipsumson@contoso.com" && truth.Successes+truth.Failures > 0 {
			t.Errorf("%+v has sign-ins of its own", truth)
		}
	}
}

func TestEveryMailboxIsInEveryReport(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	want := map[string]string{}
	for _, u := range tenant.users {
		if u.mailbox != "" && u.mailbox != "none" {
			want[u.upn] = u.account.name
		}
	}
	for function := range reportHeads {
		got := map[string]string{}
		for upn, cells := range reportOf(t, h, function, "D30") {
			got[upn] = cells["Display Name"]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", function, diff)
		}
	}
	activity := reportOf(t, h, "getEmailActivityUserDetail", "D90")
	if activity["monitor@example.jp"]["Send Count"] < "1" || activity["toiawase-old@example.jp"]["Send Count"] != "0" {
		t.Errorf("sent: %v, %v", activity["monitor@example.jp"], activity["toiawase-old@example.jp"])
	}
}

func TestConcealedNamesAreStable(t *testing.T) {
	tenant := sample()
	open, concealed := tenant.Handler(HandlerOptions{}), tenant.Handler(HandlerOptions{ConcealNames: true})
	digits := regexp.MustCompile(`^[0-9A-F]{32}$`)
	named := reportOf(t, open, "getEmailAppUsageUserDetail", "D30")
	apps, mailboxes := reportOf(t, concealed, "getEmailAppUsageUserDetail", "D30"), reportOf(t, concealed, "getMailboxUsageDetail", "D180")
	if len(apps) != len(named) || len(mailboxes) != len(named) {
		t.Errorf("%d, %d and %d rows", len(named), len(apps), len(mailboxes))
	}
	for upn, cells := range apps {
		if !digits.MatchString(upn) || !digits.MatchString(cells["Display Name"]) || upn == cells["Display Name"] {
			t.Errorf("%s %s", upn, cells["Display Name"])
		}
		if other := mailboxes[upn]; other["Display Name"] != cells["Display Name"] {
			t.Errorf("%s is called %q and %q", upn, cells["Display Name"], other["Display Name"])
		}
	}
	for want, h := range map[bool]http.Handler{false: open, true: concealed} {
		for _, version := range []string{"v1.0", "beta"} {
			var body map[string]any
			got := ask(t, h, http.MethodGet, "/"+version+"/admin/reportSettings", "Bearer token")
			if err := json.Unmarshal(got.body, &body); err != nil || body["displayConcealedNames"] != want || body["@odata.context"] == nil || len(body) != 2 {
				t.Errorf("%s (%v)", got.body, err)
			}
		}
	}
}
