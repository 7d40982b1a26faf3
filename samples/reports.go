package samples

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
)

// reportFiles is the path under which the files of reports are.
const reportFiles = "/reportfiles/"

// reportDelay is how far usage reports are behind.
const reportDelay = 2 * 24 * time.Hour

// periods are the spans of a report in days, by their names.
var periods = map[string]int{"D7": 7, "D30": 30, "D90": 90, "D180": 180}

// A usageReport is one kind of report: its columns between the deletion of an account and the period, and what is in them.
type usageReport struct {
	function string
	columns  []string
	cells    func(t *Tenant, u *user, p reportPeriod) []string
}

var usageReports = []usageReport{
	{"getEmailAppUsageUserDetail", []string{"Last Activity Date", "Mail For Mac", "Outlook For Mac", "Outlook For Windows", "Outlook For Mobile",
		"Other For Mobile", "Outlook For Web", "POP3 App", "IMAP4 App", "SMTP App"}, appUsage},
	{"getMailboxUsageDetail", []string{"Created Date", "Last Activity Date", "Item Count", "Storage Used (Byte)", "Issue Warning Quota (Byte)",
		"Prohibit Send Quota (Byte)", "Prohibit Send/Receive Quota (Byte)", "Deleted Item Count", "Deleted Item Size (Byte)",
		"Deleted Item Quota (Byte)", "Has Archive"}, mailboxUsage},
	{"getEmailActivityUserDetail", []string{"Last Activity Date", "Send Count", "Receive Count", "Read Count", "Meeting Created Count",
		"Meeting Interacted Count", "Assigned Products"}, mailActivity},
}

// A reportPeriod is the span that a report covers.
type reportPeriod struct {
	days    int
	refresh time.Time
}

func (p reportPeriod) since() time.Time { return p.refresh.AddDate(0, 0, -p.days) }

// date writes the day of a moment as reports know it, which is not after their last refresh; nothing for no moment.
func (p reportPeriod) date(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if at.After(p.refresh) {
		at = p.refresh
	}
	return at.Format(time.DateOnly)
}

// report redirects to the file of a report, which is fetched without a token: the address is the permission.
func (a *answer) report(function string) *refusal {
	name, argument, _ := strings.Cut(strings.TrimSuffix(function, ")"), "(")
	if !slices.ContainsFunc(usageReports, func(r usageReport) bool { return r.function == name }) {
		return &refusal{http.StatusNotFound, "ResourceNotFound", fmt.Sprintf("Resource not found for the segment '%s'.", name)}
	}
	if _, refused := readQuery(a.request); refused != nil {
		return refused
	}
	value, ok := strings.CutPrefix(argument, "period='")
	value, closed := strings.CutSuffix(value, "'")
	if _, known := periods[value]; !ok || !closed || !known {
		return badRequest("Invalid parameter '%s'. Supported: period='D7', 'D30', 'D90' and 'D180'.", argument)
	}
	origin := a.opts.ReportsURL
	if origin == "" {
		origin = originOf(a.request)
	}
	file := name + "." + value + ".csv"
	header := a.writer.Header()
	header.Set("Location", origin+reportFiles+file+"?sig="+url.QueryEscape(a.tenant.sign(file)))
	header.Set("Content-Type", "text/plain")
	header.Set("request-id", a.requestID())
	header.Set("client-request-id", a.clientRequestID())
	a.writer.WriteHeader(http.StatusFound)
	return nil
}

// sign is the signature of a file's name: whoever has it was sent to the file.
func (t *Tenant) sign(name string) string {
	h := hmac.New(sha256.New, []byte("reports of "+t.id))
	h.Write([]byte(name)) // a hash never fails to write
	return hex.EncodeToString(h.Sum(nil))
}

// reportFile serves a file. A request with a token is refused, as the hosts of these files refuse it: a client that sends its token there
// gives it away.
func (a *answer) reportFile(name string) {
	refuse := func(status int, text string) {
		a.writer.Header().Set("Content-Type", "text/plain")
		a.writer.WriteHeader(status)
		_, _ = a.writer.Write([]byte(text)) // the reader has gone if this fails
	}
	switch {
	case a.request.Method != http.MethodGet:
		a.writer.Header().Set("Allow", http.MethodGet)
		refuse(http.StatusMethodNotAllowed, "MethodNotAllowed")
		return
	case len(a.request.Header.Values("Authorization")) > 0:
		refuse(http.StatusBadRequest, "AuthorizationHeader not expected")
		return
	case !hmac.Equal([]byte(a.request.URL.Query().Get("sig")), []byte(a.tenant.sign(name))):
		refuse(http.StatusForbidden, "AuthenticationFailed")
		return
	}
	// A name that was signed is one that report made.
	function, period, _ := strings.Cut(strings.TrimSuffix(name, ".csv"), ".")
	i := slices.IndexFunc(usageReports, func(r usageReport) bool { return r.function == function })
	body := a.tenant.reportTable(usageReports[i], reportPeriod{periods[period], a.tenant.asOf.Add(-reportDelay)}, a.opts.ConcealNames)
	header := a.writer.Header()
	header.Set("Content-Type", "application/octet-stream")
	header.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = a.writer.Write(body) // the reader has gone if this fails
}

// reportTable is the file of a report: every account with a mailbox, as UTF-8 with a byte order mark and lines that end in CRLF.
func (t *Tenant) reportTable(kind usageReport, p reportPeriod, conceal bool) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	table := csv.NewWriter(&b)
	table.UseCRLF = true
	put := func(cells ...string) {
		_ = table.Write(cells) // a bytes.Buffer takes everything
	}
	head := []string{"Report Refresh Date", "User Principal Name", "Display Name", "Is Deleted", "Deleted Date"}
	put(slices.Concat(head, kind.columns, []string{"Report Period"})...)
	for _, u := range t.users {
		if u.mailbox == inventory.MailboxNone {
			continue
		}
		upn, name := u.upn, u.account.name
		if conceal {
			upn, name = t.conceal("name "+u.id), t.conceal("display name "+u.id)
		}
		put(slices.Concat([]string{p.refresh.Format(time.DateOnly), upn, name, "False", ""}, kind.cells(t, u, p), []string{strconv.Itoa(p.days)})...)
	}
	table.Flush()
	return b.Bytes()
}

// conceal gives 32 hex digits that stand for a text, and say nothing of it.
func (t *Tenant) conceal(text string) string {
	return strings.ToUpper(t.sign(text)[:32])
}

// usage gives the random numbers of an account's reports, which are the same for every period.
func (t *Tenant) usage(u *user) *rand.Rand {
	return rand.New(rand.NewPCG(t.seed, seedOf("usage "+u.upn)))
}

// appUsage says with which kinds of programs a mailbox was used. SMTP App knows neither Basic from OAuth nor how often.
func appUsage(t *Tenant, u *user, p reportPeriod) []string {
	r := t.usage(u)
	modern := u.account.modern
	return []string{p.date(u.who.lastSeen), "No", "No", yesNo(modern), yesNo(modern && r.IntN(2) == 0), "No", yesNo(modern), "No", "No",
		yesNo(t.usedSMTP(u, p))}
}

// usedSMTP reports whether an account of the tenant's own sent with SMTP in a period. Somebody who broke in and sent in its name is not
// its own.
func (t *Tenant) usedSMTP(u *user, p reportPeriod) bool {
	if n := u.account.beforeTheLog; n > 0 {
		return !t.asOf.AddDate(0, 0, -n).Before(p.since())
	}
	return u.account.sends != nil && !u.who.lastSMTP.Before(p.since()) && !u.who.lastSMTP.IsZero()
}

// mailboxUsage says how full a mailbox is, in quotas of its licence.
func mailboxUsage(t *Tenant, u *user, p reportPeriod) []string {
	r := t.usage(u)
	quota := int64(50) << 30
	switch {
	case slices.Contains(u.subscriptions, microsoft365E3):
		quota = 100 << 30
	case slices.Contains(u.subscriptions, exchangePlan1):
	case slices.Contains(u.subscriptions, microsoft365F3):
		quota = 2 << 30
	}
	items := 50 + r.Int64N(9_000)
	size, deleted := items*(20_000+r.Int64N(60_000)), r.Int64N(400)
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return []string{u.created.Format(time.DateOnly), p.date(u.who.lastSeen), number(items), number(min(size, quota*9/10)), number(quota * 98 / 100),
		number(quota * 99 / 100), number(quota), number(deleted), number(deleted * 30_000), number(30 << 30), "False"}
}

// mailActivity says how much an account sent and received. What it sent with SMTP is what its message traces say; the log has no more
// than 30 days of them, so a longer period is as many times as much.
func mailActivity(t *Tenant, u *user, p reportPeriod) []string {
	r := t.usage(u)
	sent := 0
	for _, m := range t.messages() {
		if m.from.who == u.who && !m.at.Before(p.since()) && m.at.Before(p.refresh) {
			sent++
		}
	}
	sent = sent * max(p.days, days) / days
	received, read, meetings := (1+r.IntN(8))*p.days, 0, 0
	if u.account.modern {
		sent += (2 + r.IntN(9)) * p.days
		read, meetings = received*3/4, p.days/7
	}
	number := strconv.Itoa
	return []string{p.date(u.who.lastSeen), number(sent), number(received), number(read), number(meetings), number(2 * meetings), productsOf(u)}
}

// productNames are how reports call subscriptions.
var productNames = map[*subscription]string{
	microsoft365E3: "MICROSOFT 365 E3", microsoft365F3: "MICROSOFT 365 F3", office365E1: "OFFICE 365 E1", exchangePlan1: "EXCHANGE ONLINE (PLAN 1)",
	businessBasic: "MICROSOFT 365 BUSINESS BASIC", exchangeKiosk: "EXCHANGE ONLINE KIOSK", exchangePlan2: "EXCHANGE ONLINE (PLAN 2)",
	microsoft365F1: "MICROSOFT 365 F1", teamsExploratory: "MICROSOFT TEAMS EXPLORATORY", powerAutomateFree: "MICROSOFT POWER AUTOMATE FREE",
}

func productsOf(u *user) string {
	var names []string
	for _, s := range u.subscriptions {
		names = append(names, productNames[s])
	}
	return strings.Join(names, "+")
}

// reportSettings says whether names are concealed.
func (a *answer) reportSettings() *refusal {
	e := &record{}
	e.set("displayConcealedNames", a.opts.ConcealNames)
	return a.single("admin/reportSettings/$entity", "", "microsoft.graph.adminReportSettings", e)
}
