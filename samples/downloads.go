package samples

import (
	"bufio"
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
)

// protocolWords are the report's words (assumed).
var protocolWords = map[inventory.Auth]string{inventory.AuthBasic: "Basic", inventory.AuthOAuth: "OAuth", inventory.AuthMixed: "Basic, OAuth"}

func (t *Tenant) writeSMTPReport(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Sender address", "Domain", "TLS 1.0", "TLS 1.1", "TLS 1.2", "Messages sent", "Authentication Protocol"})
	percent := func(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }
	sent := t.sentBy()
	for _, u := range t.everybody() {
		if r, ok := t.reported(u, sent[u.who]); ok {
			_, domain, _ := strings.Cut(u.who.upn, "@")
			table.row([]string{u.who.upn, domain, percent(r.older), percent(r.old), percent(100 - r.older - r.old), strconv.Itoa(r.messages),
				protocolWords[r.auth]})
		}
	}
}

func (t *Tenant) writeSMTPDetails(w *bufio.Writer) {
	table := tableWriter{w: w, separator: ",", end: "\r\n", quoteAll: true}
	table.row([]string{"date", "senderName", "senderDomain", "authMethod", "original_client_ip", "tls_version", "tls_cipher", "message_count", "message_id"})
	type place struct{ day, upn, address, auth string }
	counts, example := map[place]int{}, map[place]string{}
	for _, m := range t.messages() {
		auth := inventory.AuthBasic
		if upn := m.from.who.upn; upn == saidOAuth || upn == saidBoth && m.size%2 == 0 {
			auth = inventory.AuthOAuth
		}
		p := place{m.at.Format(time.DateOnly), m.from.who.upn, m.from.address, protocolWords[auth]}
		counts[p]++
		example[p] = m.messageID
	}
	for _, p := range slices.SortedFunc(maps.Keys(counts), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.upn, b.upn), cmp.Compare(a.address, b.address), cmp.Compare(a.auth, b.auth))
	}) {
		name, domain, _ := strings.Cut(p.upn, "@")
		table.row([]string{p.day, name, domain, p.auth, p.address, "TLS1_2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", strconv.Itoa(counts[p]), example[p]})
	}
}

// writeTraceSummary writes what the tenant sent, and some mail that it received, of which some bears its own senders' addresses: a service outside writes in
// their names. A row is a message with all of its recipients.
func (t *Tenant) writeTraceSummary(w *bufio.Writer) {
	var b bytes.Buffer
	inner := bufio.NewWriter(&b)
	table := tableWriter{w: inner, separator: ",", end: "\r\n"}
	table.row([]string{"origin_timestamp_utc", "sender_address", "recipient_status", "message_subject", "total_bytes", "message_id", "network_message_id",
		"original_client_ip", "directionality", "connector_id", "delivery_priority"})
	const form = "2006-01-02T15:04:05.0000000Z"
	for i, m := range t.messages() {
		status, address := "##Receive, Deliver", ""
		if m.failed {
			status = "##Receive, Fail"
		}
		recipients := m.to + status
		if second := secondRecipient(&m); second != "" {
			recipients += ";" + second + status
		}
		if t.isTraced(&m) {
			address = m.from.address
		}
		table.row([]string{m.at.Format(form), m.from.who.upn, recipients, m.subject, strconv.Itoa(m.size), m.messageID, m.id, address, "2", "", "Normal"})
		if i%10 != 0 {
			continue
		}
		outside := "customer-01@example.com"
		if i%20 == 0 {
			outside = m.from.who.upn
		}
		table.row([]string{m.at.Format(form), outside, m.from.who.upn + "##Receive, Deliver", "Re: " + m.subject, "5000",
			"<reply-" + m.messageID[1:], "reply-" + m.id, "", "1", "", "Normal"})
	}
	_ = inner.Flush() // a bytes.Buffer takes everything
	writeUTF16(w, b.String())
}

// productTitles are how the admin centre calls subscriptions.
var productTitles = map[*subscription]string{
	microsoft365E3: "Microsoft 365 E3", microsoft365F3: "Microsoft 365 F3", office365E1: "Office 365 E1", exchangePlan1: "Exchange Online (Plan 1)",
	businessBasic: "Microsoft 365 Business Basic", exchangeKiosk: "Exchange Online Kiosk", exchangePlan2: "Exchange Online (Plan 2)",
	microsoft365F1: "Microsoft 365 F1", teamsExploratory: "Microsoft Teams Exploratory", powerAutomateFree: "Microsoft Power Automate Free",
}

// writeAdminUsers writes the list with the columns that it had in files of 2025 (assumed). It names products and neither plans nor errors, and so can
// tell less of licences than Graph does.
func (t *Tenant) writeAdminUsers(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Block credential", "City", "Department", "DirSyncEnabled", "Display name", "First name", "Last name", "Licenses", "Object Id",
		"Office", "Password never expires", "Proxy addresses", "Soft deletion time stamp", "Title", "Usage location", "User principal name", "When created"})
	text := func(u *user, name string) string {
		value := string(u.properties[name])
		if value == "null" || value == "" {
			return ""
		}
		if unquoted, err := strconv.Unquote(value); err == nil {
			return unquoted
		}
		return value
	}
	put := func(u *user) {
		var products []string
		for _, s := range u.subscriptions {
			products = append(products, productTitles[s])
		}
		licences := strings.Join(products, "+")
		if licences == "" {
			licences = "Unlicensed"
		}
		synced := ""
		if text(u, "onPremisesSyncEnabled") == "true" {
			synced = "True"
		}
		table.row([]string{shellText(u.account.disabled), text(u, "officeLocation"), u.account.department, synced, u.account.name, text(u, "givenName"),
			text(u, "surname"), licences, u.id, "", shellText(text(u, "passwordPolicies") != ""), "SMTP:" + u.who.upn, text(u, "deletedDateTime"),
			u.account.title, text(u, "usageLocation"), u.upn, u.created.Format(stamp)})
	}
	for _, u := range slices.Concat(t.users, t.deleted) {
		put(u)
	}
}

func (t *Tenant) writeAdminLicenses(w *bufio.Writer) {
	w.WriteString("\ufeff")
	table := tableWriter{w: w, separator: ",", end: "\r\n"}
	table.row([]string{"Product Title", "Total Licenses", "Expired Licenses", "Assigned Licenses", "Status Message"})
	for _, s := range subscriptions {
		used := 0
		for _, u := range t.users {
			if slices.Contains(u.subscriptions, s) {
				used++
			}
		}
		total, expired, message := used+s.spare, 0, ""
		if s.status != "Enabled" {
			expired, message = used+s.spare, "Expired"
		}
		table.row([]string{productTitles[s], strconv.Itoa(total), strconv.Itoa(expired), strconv.Itoa(used), message})
	}
}

// usageForm writes a usage report over 180 days, as Graph serves it and the admin centre saves it.
func usageForm(which int) func(*Tenant, *bufio.Writer) {
	return func(t *Tenant, w *bufio.Writer) {
		w.Write(t.reportTable(usageReports[which], reportPeriod{periods["D180"], t.asOf.Add(-reportDelay)}, false))
	}
}
