package files

import (
	"bytes"
	"encoding/csv"
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
)

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

// recogniseJSON looks at names only, so that a first record longer than what was peeked at is still known.
func recogniseJSON(text []byte, refuse func(string) (Format, error)) (Format, error) {
	has := func(name string) bool { return bytes.Contains(text, []byte(`"`+name+`"`)) }
	switch {
	case has("createdDateTime") && (has("clientAppUsed") || has("appDisplayName") || has("ipAddress")):
		return GraphSignIns, nil
	case isEmptyList(text):
		return GraphSignIns, nil
	case has("operationName") && has("properties"):
		return refuse("the JSON holds diagnostic-settings records")
	case has("skuPartNumber"):
		return refuse("the JSON holds licences")
	case has("activityDateTime"):
		return refuse("the JSON holds audit records")
	}
	return refuse("the JSON holds no sign-in records (no createdDateTime beside clientAppUsed)")
}

// isEmptyList reports whether JSON is a list of nothing, which a quiet tenant's export is.
func isEmptyList(text []byte) bool {
	compact := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, string(text))
	return compact == "[]" || strings.HasPrefix(compact, `{`) && strings.HasSuffix(compact, `"value":[]}`)
}

func recogniseCSV(text []byte, refuse func(string) (Format, error)) (Format, error) {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	header, err := reader.Read()
	if err != nil || len(header) < 3 {
		return refuse("the file is neither JSON nor a table with commas")
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
		return refuse("the table lacks the columns " + strings.Join(missing, ", ") + " (the portal must be set to English when the file is downloaded)")
	}
	return refuse("the table has none of the columns of a sign-in file (the portal must be set to English when the file is downloaded)")
}
