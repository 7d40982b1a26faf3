package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"time"

	"unbasic/inventory"
)

// RowError is a row that was left aside. Reading goes on after it.
type RowError struct {
	// Row counts from 1; for CSV it is the line on which the row begins.
	Row int
	Err error
}

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, e.Err) }
func (e *RowError) Unwrap() error { return e.Err }

// ErrCut is wrapped by the error for a file that ends in the middle of a record.
var ErrCut = errors.New("the file ends in the middle of a record")

// ErrNextLink is given, once and last, for a page of Graph whose nextLink nobody followed: every row was read, and more exist.
var ErrNextLink = errors.New("the file holds a page of Graph with a nextLink: the pages after it are not in the file")

// SignIns gives the rows of a file in one of the sign-in formats. An error that is no *RowError and no ErrNextLink ends the iteration: the
// file is not what it should be, and what came before it must not be used as if it were all.
func SignIns(format Format, r io.Reader) iter.Seq2[inventory.SignIn, error] {
	switch format {
	case GraphSignIns:
		return jsonSignIns(utf8Reader(r))
	case PortalCSV:
		return portalSignIns(utf8Reader(r))
	}
	return func(yield func(inventory.SignIn, error) bool) {
		yield(inventory.SignIn{}, fmt.Errorf("format %q is no sign-in format", format))
	}
}

// signInRecord is what is read of Graph's signIn. Pointers and any are for fields that are null, missing or of two types in practice.
type signInRecord struct {
	ID                     string     `json:"id"`
	CreatedDateTime        *time.Time `json:"createdDateTime"`
	UserID                 string     `json:"userId"`
	UserPrincipalName      string     `json:"userPrincipalName"`
	UserDisplayName        string     `json:"userDisplayName"`
	AppDisplayName         string     `json:"appDisplayName"`
	ClientAppUsed          string     `json:"clientAppUsed"`
	UserAgent              string     `json:"userAgent"`
	AuthenticationProtocol string     `json:"authenticationProtocol"`
	IPAddress              string     `json:"ipAddress"`
	ServicePrincipalID     string     `json:"servicePrincipalId"`
	Status                 *struct {
		ErrorCode     *int   `json:"errorCode"`
		FailureReason string `json:"failureReason"`
	} `json:"status"`
	Location *struct {
		CountryOrRegion string `json:"countryOrRegion"`
	} `json:"location"`
}

// DecodeSignIn decodes one sign-in in Graph's JSON. Fields that it does not know are passed over.
func DecodeSignIn(record []byte) (inventory.SignIn, error) {
	var r signInRecord
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.SignIn{}, err
	}
	switch {
	case r.CreatedDateTime == nil:
		return inventory.SignIn{}, errors.New("createdDateTime is missing")
	case r.UserID == "" && r.UserPrincipalName == "":
		return inventory.SignIn{}, errors.New("userId and userPrincipalName are missing")
	case r.Status == nil || r.Status.ErrorCode == nil:
		return inventory.SignIn{}, errors.New("status.errorCode is missing")
	}
	at, err := moment(*r.CreatedDateTime)
	if err != nil {
		return inventory.SignIn{}, err
	}
	s := inventory.SignIn{
		ID: r.ID, Time: at, UserID: r.UserID, UPN: r.UserPrincipalName, DisplayName: r.UserDisplayName,
		App: r.AppDisplayName, ClientApp: r.ClientAppUsed, UserAgent: r.UserAgent, AuthProtocol: r.AuthenticationProtocol,
		IP: r.IPAddress, ErrorCode: *r.Status.ErrorCode, FailureReason: r.Status.FailureReason,
	}
	if r.Location != nil {
		s.Country = r.Location.CountryOrRegion
	}
	return s, nil
}

// moment takes a time to UTC, and refuses the one that programs write for "none" and those that no RFC 3339 text can hold in UTC.
func moment(t time.Time) (time.Time, error) {
	t = t.UTC()
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("the time %s is none", t.Format(time.RFC3339))
	}
	return t, nil
}

// jsonSignIns reads a stream of JSON values: records, arrays of records and objects with a "value" array, in any mixture.
func jsonSignIns(r io.Reader) iter.Seq2[inventory.SignIn, error] {
	return func(yield func(inventory.SignIn, error) bool) {
		row, more := 0, false
		record := func(raw []byte) bool {
			row++
			s, err := DecodeSignIn(raw)
			if err != nil {
				return yield(inventory.SignIn{}, &RowError{Row: row, Err: err})
			}
			return yield(s, nil)
		}
		decoder := json.NewDecoder(r)
		for {
			err := readValue(decoder, record, &more)
			switch {
			case err == nil:
				continue
			case errors.Is(err, errStop):
				return
			case errors.Is(err, io.EOF):
				if more {
					yield(inventory.SignIn{}, ErrNextLink)
				}
				return
			case errors.Is(err, io.ErrUnexpectedEOF):
				err = fmt.Errorf("after row %d: %w: download it again", row, ErrCut)
			case errors.As(err, new(*json.SyntaxError)):
				err = fmt.Errorf("after row %d, byte %d: %w", row, decoder.InputOffset(), err)
			}
			yield(inventory.SignIn{}, err)
			return
		}
	}
}

// errStop says that the reader of an iteration wants no more.
var errStop = errors.New("stop")

// readValue reads one top-level value. more becomes true or false with the last page's nextLink.
func readValue(d *json.Decoder, record func([]byte) bool, more *bool) error {
	if !d.More() {
		_, err := d.Token() // io.EOF, or what is wrong
		return err
	}
	switch next := compact(peek(d)); {
	case strings.HasPrefix(next, "["):
		return midway(readArray(d, record))
	case isPage(next):
		return midway(readObject(d, record, more))
	}
	// What the decoder holds already may be too little to tell; a value that is held as a whole is told in the same way.
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return midway(err)
	}
	if isPage(compact(raw[:min(len(raw), peekRecord)])) || listField.Match(raw) {
		return readObject(json.NewDecoder(bytes.NewReader(raw)), record, more)
	}
	return take(record, raw)
}

// isPage tells an answer of Graph by its first name; records begin with their id.
func isPage(beginning string) bool {
	return strings.HasPrefix(beginning, `{"value"`) || strings.HasPrefix(beginning, `{"@`)
}

// listField is in every page and hardly in a record, whose own fields named "value" hold words.
var listField = regexp.MustCompile(`"value"\s*:\s*\[`)

func take(record func([]byte) bool, records ...json.RawMessage) error {
	for _, raw := range records {
		if !record(raw) {
			return errStop
		}
	}
	return nil
}

// peekRecord is how many bytes tell a page from a record.
const peekRecord = 64

// peek gives the beginning of the next value, as far as the decoder holds it already.
func peek(d *json.Decoder) []byte {
	var head [peekRecord]byte
	n, _ := d.Buffered().Read(head[:])
	return head[:n]
}

// compact takes white space out of the beginning of a value.
func compact(head []byte) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, string(head))
}

// readObject reads an object field by field, so that a long list in it is never held as a whole. An object that has a list "value"
// is a page; any other is a record, even if it begins like a page, as one that was asked for alone does.
func readObject(d *json.Decoder, record func([]byte) bool, more *bool) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	whole := []byte{'{'}
	page, next := false, false
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if name == "value" && strings.HasPrefix(strings.TrimPrefix(compact(peek(d)), ":"), "[") {
			page = true
			if err := readArray(d, record); err != nil {
				return err
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		var list []json.RawMessage
		switch {
		case name == "@odata.nextLink":
			next = string(value) != "null" && string(value) != `""`
		case name == "value" && value[0] == '[': // the bracket was not in the decoder's hands yet
			page = true
			if err := json.Unmarshal(value, &list); err != nil {
				return err
			}
			if err := take(record, list...); err != nil {
				return err
			}
		}
		if len(whole) > 1 {
			whole = append(whole, ',')
		}
		whole = append(append(append(whole, quoted(name)...), ':'), value...)
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if page {
		*more = next
		return nil
	}
	return take(record, append(whole, '}'))
}

// quoted spells a field's name, which the decoder gives unquoted.
func quoted(name json.Token) []byte {
	b, _ := json.Marshal(name) // a string always marshals
	return b
}

// readArray reads the records of an array.
func readArray(d *json.Decoder, record func([]byte) bool) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if !record(raw) {
			return errStop
		}
	}
	_, err := d.Token()
	return err
}

// midway turns the end of a file inside a value into an unexpected one.
func midway(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
