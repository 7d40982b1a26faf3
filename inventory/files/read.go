package files

import (
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/files/jsonfile"
	"unbasic/inventory/files/table"
)

// Result is what became of a file's rows: Rows = Used + the rows of all of Aside.
type Result struct {
	Rows, Used int
	Aside      []Aside
	// First and Last are the span of time that the rows cover, UTC; zero where they tell of no time.
	First, Last time.Time
	// Ends says why the end of the file was not reached; empty where it was. The rows up to there are in Rows.
	Ends string
	// Notes are what was assumed, such as the order of day and month.
	Notes []string
}

// Aside is rows that were not used, for one reason.
type Aside struct {
	Reason AsideReason
	Rows   int
	// First says where the first one is, and what it was.
	First string
}

// AsideReason says why rows are not used.
type AsideReason string

// The reasons.
const (
	// AsideUnreadable rows make no sense, or are cut.
	AsideUnreadable AsideReason = "unreadable"
	// AsideModern rows are sign-ins of client apps that do not use passwords.
	AsideModern AsideReason = "modern-client-app"
	// AsideTwice rows are in the file more than once.
	AsideTwice AsideReason = "twice-in-the-file"
	// AsideNoUse rows say that SMTP was not used, or do not speak of it.
	AsideNoUse AsideReason = "no-smtp-use"
	// AsideApplications rows are sign-ins of applications in a file that mixes them with users'.
	AsideApplications AsideReason = "application-sign-in"
	// AsideOtherLog rows are of another log in a file of diagnostic settings.
	AsideOtherLog AsideReason = "another-log"
	// AsideConcealed rows have names that the tenant conceals in reports.
	AsideConcealed AsideReason = "concealed-name"
	// AsideOtherMail rows of a message trace are further recipients of a message that was counted, or mail that no client submitted.
	AsideOtherMail AsideReason = "counted-or-other-mail"
)

// Unreadable is how many rows make no sense, and where the first one is.
func (r Result) Unreadable() (rows int, first string) {
	for _, a := range r.Aside {
		if a.Reason == AsideUnreadable {
			return a.Rows, a.First
		}
	}
	return 0, ""
}

// leave counts rows that were not used.
func (r *Result) leave(reason AsideReason, rows int, first string) {
	if rows == 0 {
		return
	}
	for i := range r.Aside {
		if r.Aside[i].Reason == reason {
			r.Aside[i].Rows += rows
			return
		}
	}
	r.Aside = append(r.Aside, Aside{reason, rows, first})
}

// problem takes an error of a reader: nil for one that left a row aside or told of the file's end, else the error that ends everything.
func (r *Result) problem(err error) error {
	var row *rowError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &row):
		r.Rows++
		reason := AsideUnreadable
		switch {
		case errors.Is(err, errOtherRecord), errors.Is(err, errFailedSignIn), errors.Is(err, errDenied):
			reason = AsideNoUse
		case errors.Is(err, errConcealed):
			reason = AsideConcealed
		case errors.Is(err, errApplication):
			reason = AsideApplications
		case errors.Is(err, errOtherLog):
			reason = AsideOtherLog
		case errors.Is(err, errOtherMail):
			reason = AsideOtherMail
		}
		r.leave(reason, 1, err.Error())
		return nil
	case errors.Is(err, errEndless):
		if !errors.Is(err, jsonfile.ErrMore) { // the row that is cut is one too
			r.Rows++
			r.leave(AsideUnreadable, 1, err.Error())
		}
		r.Ends = err.Error()
		return nil
	}
	return err
}

// Opener opens a file from its beginning.
type Opener func() (io.ReadCloser, error)

// Scan reads an exported file to its end, as Load does later, and says what became of its rows. The text that is read goes through tee as it is on
// the way, which may be nil. The error is the reader's.
func Scan(format Format, open Opener, tee io.Writer) (result Result, err error) {
	space := &scratch{}
	defer func() { err = errors.Join(err, space.close()) }()
	in := inventory.Input{Rows: inventory.NewTally(nil, space)}
	order, note, err := orderOf(format, open)
	if err != nil {
		return result, err
	}
	r, err := open()
	if err != nil {
		return result, err
	}
	defer func() { _ = r.Close() }() // it is read to its end, or an error was given already
	var text io.Reader = r
	if tee != nil {
		text = io.TeeReader(r, tee)
	}
	if result, err = readFile(&in, format, "", "", text, order); err != nil {
		return result, err
	}
	if _, err := io.Copy(io.Discard, text); err != nil && result.Ends == "" { // what a reader that stopped early has not seen is evidence too
		return result, err
	}
	guess, err := charsetNote(open)
	if err != nil {
		return result, err
	}
	for _, n := range []string{guess, note} {
		if n != "" {
			result.Notes = append(result.Notes, n)
		}
	}
	if format.holdsSignIns() {
		if err := in.Rows.Settle(); err != nil {
			return result, err
		}
		records := in.Rows.Records()
		result.leave(AsideModern, records.Modern, "")
		result.leave(AsideTwice, records.Duplicates, "")
		result.Used -= records.Modern + records.Duplicates
	}
	return result, nil
}

// charsetNote says where a text was not taken for UTF-8 or UTF-16, since that is a guess.
func charsetNote(open Opener) (string, error) {
	r, err := open()
	if err != nil {
		return "", err
	}
	_, charset, err := table.Text(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return "", err
	}
	if strings.HasPrefix(charset, "UTF-") {
		return "", nil
	}
	return "the text is read as " + charset + ": save it as UTF-8 if names look wrong", nil
}

// orderOf looks through the times of a table whose dates don't tell day from month, which only the whole of it can tell.
func orderOf(format Format, open Opener) (order dateOrder, note string, err error) {
	if !format.holdsSignIns() {
		return dateUnknown, "", nil
	}
	r, err := open()
	if err != nil {
		return dateUnknown, "", err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	text, isJSON, err := textOf(r)
	if err != nil || isJSON {
		return dateUnknown, "", err
	}
	reader, err := table.NewReader(text)
	if err != nil {
		return dateUnknown, "", nil // whoever reads it for good says what is wrong
	}
	column := slices.IndexFunc(columnsOf(reader.Header()), func(f signInField) bool { return f == fieldTime })
	if column < 0 {
		column = slices.IndexFunc(columnsOf(reader.Header()), func(f signInField) bool { return f == fieldTaken })
	}
	if column < 0 {
		return dateUnknown, "", nil
	}
	var seen orderSeen
	for rows := 0; ; rows++ {
		row, err := reader.Next()
		if errors.As(err, new(*table.RowError)) {
			continue
		}
		if err != nil {
			break
		}
		seen.look(row.Cells[column])
		if rows > 100 && seen.slashes == 0 {
			break // ISO 8601
		}
	}
	order, note = seen.order()
	return order, both(localNote(reader.Header()), note), nil
}

var (
	errDenied    = errors.New("the report says that SMTP was not used")
	errOtherMail = errors.New("it is a message that was counted, or that no client submitted")
)

// readFile reads the records of a file into in. Everything but an error of the reader itself is in the result.
func readFile(in *inventory.Input, format Format, source, part string, r io.Reader, order dateOrder) (Result, error) {
	var result Result
	switch format {
	case GraphSignIns, PortalCSV, DiagnosticSignIns, LogAnalyticsSignIns, HuntingSignIns:
		return result, readSignIns(in, format, r, order, &result)
	case SignInGroups:
		return result, readGroups(in, source+" "+part, r, order, &result)
	}
	if format == ExchangeSummary {
		return result, readSummary(r, &result)
	}
	records, err := recordsOf(r)
	if err != nil {
		return result, result.problem(err)
	}
	take, done := taker(in, format, source, part, &result)
	row := 0
	for record, err := range records {
		if err != nil {
			if err := result.problem(err); err != nil {
				return result, err
			}
			continue
		}
		row++
		if err := take(record); err != nil {
			_ = result.problem(&rowError{row, err})
			continue
		}
		result.Rows++
		result.Used++
	}
	if done != nil {
		done()
	}
	return result, nil
}

func readSignIns(in *inventory.Input, format Format, r io.Reader, order dateOrder, result *Result) error {
	rows, err := signInsOf(format, r, order)
	if err != nil {
		return result.problem(err)
	}
	var s span
	var ids nameless
	defer func() { result.First, result.Last = s.first, s.last }()
	for batch, err := range rows {
		if err := result.problem(err); err != nil {
			return err
		}
		for i := range batch {
			ids.name(&batch[i])
			s.take(batch[i].Time)
			in.Rows.Add(batch[i])
		}
		result.Rows += len(batch)
		result.Used += len(batch)
	}
	return nil
}

func readGroups(in *inventory.Input, source string, r io.Reader, order dateOrder, result *Result) error {
	groups, err := groupsOf(source, r, order)
	if err != nil {
		return result.problem(err)
	}
	var s span
	defer func() { result.First, result.Last = s.first, s.last }()
	for batch, err := range groups {
		if err := result.problem(err); err != nil {
			return err
		}
		for _, g := range batch {
			s.take(g.Time)
			s.take(g.Last)
			in.Rows.AddGroup(g)
			result.Rows += g.Rows
			result.Used += g.Rows
		}
	}
	return nil
}

// taker gives what takes the records of a format into in, and what is to be done behind the last one.
func taker(in *inventory.Input, format Format, source, part string, result *Result) (take func(record) error, done func()) {
	var s span
	spanned := func() { result.First, result.Last = s.first, s.last }
	switch format {
	case GraphUsers:
		return decoded(&in.FileUsers, whole(decodeUser)), nil
	case GraphSKUs:
		return decoded(&in.SKUs, whole(decodeSKU)), nil
	case GraphConditionalAccess, GraphSecurityDefaults, GraphMFARegistration:
		return takeEntra(in, format, result)
	case AdminUserTable:
		return func(r record) error {
			u, licences, err := decodeAdminUser(r)
			if err != nil {
				return err
			}
			u.LicenseNames = licences
			if softDeleted(r) {
				in.Deleted = append(in.Deleted, u)
				return nil
			}
			in.FileUsers = append(in.FileUsers, u)
			return nil
		}, nil
	case LicenceTable:
		return decoded(&in.SKUs, decodeLicenceTable), nil
	case ActiveUserTable:
		return func(r record) error {
			u, err := decodeActiveUsers(r)
			if err != nil {
				return err
			}
			in.FileUsers = append(in.FileUsers, inventory.User{UPN: u.address, DisplayName: u.displayName, HasExchange: u.exchange})
			return nil
		}, nil
	case MailboxUsageCSV:
		return decoded(&in.MailboxSettings, decodeMailboxUsage), nil
	case MailboxTable:
		return decoded(&in.MailboxSettings, decodeMailboxSetting), nil
	case EmailActivityCSV:
		return func(r record) error {
			_, err := decodeEmailActivity(r)
			return err
		}, nil
	case TransportConfigTable:
		return func(r record) error { return decodeTransport(r, in.ExchangeSettings()) }, nil
	case OrganizationConfigTable:
		return func(r record) error { return decodeOrganization(r, in.ExchangeSettings()) }, nil
	case AuthPolicyTable:
		return decoded(&in.ExchangeSettings().Policies, decodeAuthPolicy), nil
	case ConnectorTable:
		return decoded(&in.ExchangeSettings().Connectors, decodeConnector), nil
	case SMTPReportTable, EmailAppUsageCSV, AuditLog:
		decode := map[Format]func(record) (inventory.Use, error){SMTPReportTable: decodeSMTPReport, EmailAppUsageCSV: decodeEmailAppUsage, AuditLog: decodeAudit}[format]
		uses := map[string]int{}
		return func(r record) error {
			u, err := decode(r)
			if err != nil {
				return err
			}
			u.Source, u.Part = source, part
			s.take(u.Since)
			s.take(u.Until)
			s.take(u.Last)
			// One account may have many rows: a day each in a report that was exported by day, a sign-in each in the audit log.
			key := strings.Join([]string{u.UserID, u.Address, string(u.Auth), u.IP, strconv.FormatBool(u.Denied)}, "\x00")
			if i, ok := uses[key]; ok {
				in.Uses[i] = in.Uses[i].And(u)
			} else {
				uses[key] = len(in.Uses)
				in.Uses = append(in.Uses, u)
			}
			if u.Denied {
				return errDenied
			}
			return nil
		}, spanned
	case MessageTraceTable:
		counts, seen, seed := map[[2]string]inventory.MessageCount{}, map[uint64]bool{}, maphash.MakeSeed()
		return func(r record) error {
				t, err := decodeMessageTrace(r)
				if err != nil {
					return err
				}
				id := maphash.String(seed, t.messageID+"\x00"+t.Address)
				if t.Messages == 0 || t.messageID != "" && seen[id] {
					return errOtherMail
				}
				seen[id] = true
				s.take(t.First)
				s.take(t.Last)
				t.Part = part
				key := [2]string{t.Address, t.IP}
				counts[key] = counts[key].And(t.MessageCount)
				return nil
			}, func() {
				spanned()
				in.Messages = slices.AppendSeq(in.Messages, maps.Values(counts))
				slices.SortFunc(in.Messages, func(a, b inventory.MessageCount) int {
					return cmp.Or(strings.Compare(a.Part, b.Part), strings.Compare(a.Address, b.Address), strings.Compare(a.IP, b.IP))
				})
			}
	}
	return func(record) error { return fmt.Errorf("format %q is not known to this version", format) }, nil
}

// decoded takes records into a list.
func decoded[T any](list *[]T, decode func(record) (T, error)) func(record) error {
	return func(r record) error {
		v, err := decode(r)
		if err == nil {
			*list = append(*list, v)
		}
		return err
	}
}
