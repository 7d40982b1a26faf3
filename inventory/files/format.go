package files

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Format says how a file's records are written. It is kept in the manifest of the evidence.
type Format string

// The formats.
const (
	// GraphSignIns is sign-ins as JSON in Graph's or the portal's names: an array, {"value":[…]}, one object a line, or any of these one
	// after the other.
	GraphSignIns Format = "graph-sign-ins"
	// PortalCSV is the Entra portal's sign-in file, interactive or non-interactive, with English headers.
	PortalCSV Format = "portal-sign-ins-csv"
	// GraphUsers, GraphSKUs and GraphOrganization are Graph's JSON, one object a line.
	GraphUsers        Format = "graph-users"
	GraphSKUs         Format = "graph-subscribed-skus"
	GraphOrganization Format = "graph-organization"
	// GraphDeletedUsers is as GraphUsers. GraphMailboxPurposes is the answers of a batch, one a line, each with the account's id.
	GraphDeletedUsers    Format = "graph-deleted-users"
	GraphMailboxPurposes Format = "graph-mailbox-purposes"

	// These are kept for the auditor and for later use; no verdict rests on them yet. The JSON ones hold one record a line as served, the CSV ones
	// are whole files, and message traces are counts, since traces name recipients and subjects.
	GraphDomains           Format = "graph-domains"
	GraphGroups            Format = "graph-groups"
	GraphAppSignIns        Format = "graph-service-principal-sign-ins"
	GraphConditionalAccess Format = "graph-conditional-access-policies"
	GraphSecurityDefaults  Format = "graph-security-defaults"
	GraphMFARegistration   Format = "graph-mfa-registration"
	GraphMailPermissions   Format = "graph-mail-permissions"
	MessageTraceCounts     Format = "message-trace-counts"
	EmailAppUsageCSV       Format = "email-app-usage-csv"
	MailboxUsageCSV        Format = "mailbox-usage-csv"
	EmailActivityCSV       Format = "email-activity-csv"
)

// keptOnly are the formats that Load passes over.
var keptOnly = []Format{
	GraphDomains, GraphGroups, GraphAppSignIns, GraphConditionalAccess, GraphSecurityDefaults, GraphMFARegistration, GraphMailPermissions,
	MessageTraceCounts, EmailAppUsageCSV, MailboxUsageCSV, EmailActivityCSV,
}

// ErrNotSignIns is wrapped by the error for a file that is no sign-in log.
var ErrNotSignIns = errors.New("not a sign-in log that this version reads")

// nextStep is said for every file that is refused.
const nextStep = "export the sign-in log as JSON or CSV from the Entra portal (Monitoring, Sign-in logs, Download), or use Graph's auditLogs/signIns"

// peekSize is how much of a file is looked at: more than any header line or first record seen.
const peekSize = 256 << 10

// utf8Reader turns UTF-16 into UTF-8, told by its byte order mark, and drops the mark.
func utf8Reader(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(transform.Nop))
}

// Recognise tells the format of a sign-in file from its beginning. The error wraps ErrNotSignIns and says what the file seems to be.
func Recognise(r io.Reader) (Format, error) {
	head := make([]byte, peekSize)
	n, err := io.ReadFull(utf8Reader(r), head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	head = head[:n]
	text := bytes.TrimSpace(head)
	lower := bytes.ToLower(text[:min(len(text), 512)])
	refuse := func(what string) (Format, error) {
		return "", fmt.Errorf("%s: %w: %s", what, ErrNotSignIns, nextStep)
	}
	switch {
	case len(text) == 0:
		return refuse("the file is empty")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return refuse("the file is a zip archive or an Office document")
	case bytes.HasPrefix(text, []byte("\x1f\x8b")), bytes.HasPrefix(text, []byte("\x28\xb5\x2f\xfd")):
		return refuse("the file is compressed")
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		return refuse("the file is a web page")
	case bytes.IndexByte(text, 0) >= 0:
		return refuse("the file is binary")
	case text[0] == '{' || text[0] == '[':
		return recogniseJSON(text, refuse)
	}
	return recogniseCSV(text, refuse)
}

// recogniseJSON looks at the names in the first record, as far as it was peeked at. Names are compared without case, as they are when a
// record is decoded: PowerShell writes them in capitals.
func recogniseJSON(text []byte, refuse func(string) (Format, error)) (Format, error) {
	names, err := firstRecord(json.NewDecoder(bytes.NewReader(text)))
	has := func(name string) bool { return names[name] }
	switch {
	case errors.Is(err, io.EOF):
		return GraphSignIns, nil // lists of nothing, which a quiet tenant's export is
	case err != nil && len(names) == 0:
		return refuse("the file begins like JSON and is none")
	case has("createddatetime") && (has("clientappused") || has("appdisplayname") || has("ipaddress")):
		return GraphSignIns, nil
	case has("operationname") && has("properties"):
		return refuse("the JSON holds diagnostic-settings records")
	case has("skupartnumber"):
		return refuse("the JSON holds licences")
	case has("activitydatetime"):
		return refuse("the JSON holds audit records")
	}
	return refuse("the JSON holds no sign-in records (no createdDateTime beside clientAppUsed)")
}

// firstRecord gives the names of the first record's fields in lower case: of an object, or of the first one in an array or in a list that
// is called "value" or "records". The error is io.EOF where the text ends behind empty lists; with any other, names are what could
// be read.
func firstRecord(d *json.Decoder) (map[string]bool, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		page := token == json.Delim('{')
		if page {
			if names, isPage, err := fieldNames(d); !isPage {
				return names, err
			}
		} else if token != json.Delim('[') {
			return nil, fmt.Errorf("%v is no record", token)
		}
		if d.More() {
			if token, err = d.Token(); err != nil || token != json.Delim('{') {
				return nil, midway(err)
			}
			names, _, err := fieldNames(d)
			return names, err
		}
		_, err = d.Token() // the bracket
		for page && err == nil && d.More() {
			var value json.RawMessage
			if _, err = d.Token(); err == nil {
				err = d.Decode(&value)
			}
		}
		if page && err == nil {
			_, err = d.Token()
		}
		if err != nil {
			return nil, midway(err)
		}
	}
}

// fieldNames reads an object, whose brace was read, up to a list of records in it, if there is one.
func fieldNames(d *json.Decoder) (names map[string]bool, isPage bool, err error) {
	names = map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return names, false, midway(err)
		}
		name := token.(string)
		names[strings.ToLower(name)] = true
		if name == "value" || name == "records" {
			if token, err := d.Token(); err != nil || token == json.Delim('[') {
				return names, err == nil, midway(err)
			} else if _, nested := token.(json.Delim); nested {
				return names, false, nil
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return names, false, midway(err)
		}
	}
	_, err = d.Token()
	return names, false, midway(err)
}

func recogniseCSV(text []byte, refuse func(string) (Format, error)) (Format, error) {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	header, err := reader.Read()
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	switch {
	case err != nil || len(header) < 3 && bytes.Count(line, []byte{';'}) < 2 && bytes.Count(line, []byte{'\t'}) < 2:
		return refuse("the file is neither JSON nor a table with commas")
	case len(header) < 3:
		return refuse("the table has semicolons or tabs between its cells, as a spreadsheet program saves it: only commas are read, take the file as it was downloaded")
	}
	columns := columnsOf(header)
	missing := columns.missing()
	switch {
	case len(missing) == 0:
		return PortalCSV, nil
	case columns.has("service principal id"):
		return refuse("the table holds sign-ins of applications, not of users")
	case columns.has("request id") && columns.has("authentication method"):
		return refuse("the table is the AuthDetails companion of a sign-in file")
	case len(missing) < len(requiredColumns):
		return refuse("the table lacks the columns " + strings.Join(missing, ", ") + englishOnly)
	}
	return refuse("the table has none of the columns of a sign-in file: " + strings.Join(missing, ", ") + englishOnly)
}

// englishOnly is said with missing columns, since the portal translates its headers.
const englishOnly = " (the portal must be set to English when the file is downloaded)"
