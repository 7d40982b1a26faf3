package inventory

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"
)

// The tests' tenant: thirty days of sign-ins, an office, and addresses from which others guess.
const (
	office   = "203.0.113.7"
	attacker = "198.51.100.66"
	basicUA  = "BAV2ROPC"
)

var (
	until      = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	thirtyDays = Window{Since: until.AddDate(0, 0, -30), Until: until}
)

// idOf makes the Graph id of an account from its name.
func idOf(upn string) string {
	sum := sha256.Sum256([]byte(upn))
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// try is one SMTP sign-in with a password; its id and time are filled in by at.
func try(upn, ip string, code int) SignIn {
	return SignIn{
		UserID: idOf(upn), UPN: upn, DisplayName: "Name of " + upn, App: "Office 365 Exchange Online", ClientApp: "Authenticated SMTP",
		UserAgent: basicUA, AuthProtocol: "ropc", IP: ip, Country: "JP", ErrorCode: code,
	}
}

// at gives copies of a row at hours of one day, counted back from the window's end. Equal rows at one hour get the same id.
func at(s SignIn, daysAgo int, hours ...int) []SignIn {
	var rows []SignIn
	for _, hour := range hours {
		s.Time = until.AddDate(0, 0, -daysAgo).Add(time.Duration(hour) * time.Hour)
		s.ID = fmt.Sprintf("%s|%s|%s|%s|%s|%s|%d|%s", s.UserID, s.UPN, s.IP, s.UserAgent, s.ClientApp, s.AuthProtocol, s.ErrorCode, s.Time)
		rows = append(rows, s)
	}
	return rows
}

// daily gives copies of a row at hours of every day from one day to another, counted back.
func daily(s SignIn, from, to int, hours ...int) []SignIn {
	var rows []SignIn
	for day := from; day >= to; day-- {
		rows = append(rows, at(s, day, hours...)...)
	}
	return rows
}

func all(lists ...[]SignIn) []SignIn {
	var rows []SignIn
	for _, list := range lists {
		rows = append(rows, list...)
	}
	return rows
}

// tallyOf adds rows to a new tally of the tests' window.
func tallyOf(rows []SignIn) *Tally {
	tally := NewTally(&thirtyDays, nil)
	for _, row := range rows {
		tally.Add(row)
	}
	return tally
}

// analyzeRows makes an inventory of rows alone.
func analyzeRows(rows []SignIn) Inventory {
	return Analyze(Input{AsOf: until, Window: thirtyDays, Rows: tallyOf(rows)})
}

// written gives the bytes of inventory.json.
func written(t testing.TB, inv Inventory) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, inv); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// senderOf finds a sender by its name.
func senderOf(t testing.TB, inv Inventory, upn string) Sender {
	t.Helper()
	for _, s := range inv.Senders {
		if s.UPN == upn {
			return s
		}
	}
	t.Fatalf("%s is not among the %d senders", upn, len(inv.Senders))
	return Sender{}
}
