package samples

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A refusal is an answer that is not 200, in Graph's words.
type refusal struct {
	status        int
	code, message string
}

func (r *refusal) Error() string { return r.code + ": " + r.message }

func badRequest(format string, args ...any) *refusal {
	return &refusal{http.StatusBadRequest, "BadRequest", fmt.Sprintf(format, args...)}
}

// A query is the OData options of one request.
type query struct {
	options map[string]string // by name, with the dollar sign
	path    string
	origin  string // scheme and host that the request came to
}

// readQuery reads the options of a request and refuses those that the resource does not take.
func readQuery(r *http.Request, allowed ...string) (*query, *refusal) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("The query string is not valid: %v", err)
	}
	q := &query{options: map[string]string{}, path: r.URL.EscapedPath(), origin: originOf(r)}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch {
		case !strings.HasPrefix(name, "$"):
			// Options without a dollar sign mean nothing to these resources.
		case name == "$skip":
			return nil, badRequest("Query option 'Skip' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.")
		case !slices.Contains(allowed, name):
			return nil, badRequest("The query specified in the URI is not valid. Query option '%s' is not allowed.", name)
		case len(values[name]) > 1:
			return nil, badRequest("Query option '%s' was specified more than once.", name)
		default:
			q.options[name] = values[name][0]
		}
	}
	return q, nil
}

func originOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// pageSize is the number of entries a page: what the request asks for, within what the service and the emulation allow.
func (q *query) pageSize(usual, most, limit int) (int, *refusal) {
	size := usual
	if text, ok := q.options["$top"]; ok {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > most {
			return 0, badRequest("Invalid page size specified: '%s'. Must be between 1 and %d inclusive.", text, most)
		}
		size = n
	}
	if limit > 0 && size > limit {
		size = limit
	}
	return size, nil
}

// selected is the list of properties that the request chose; nil if it chose none.
func (q *query) selected() []string {
	text, ok := q.options["$select"]
	if !ok || strings.TrimSpace(text) == "" {
		return nil
	}
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	return names
}

// digest tells one query from another, so that a page token is good only for the query that it was given for.
func (q *query) digest(offset uint64) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", q.path, offset)
	for _, name := range []string{"$filter", "$orderby", "$select", "$top"} {
		fmt.Fprintf(h, " %q", q.options[name])
	}
	return h.Sum64()
}

// offset is the number of entries before the page that is asked for.
func (q *query) offset() (int, *refusal) {
	text, ok := q.options["$skiptoken"]
	if !ok {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) != 16 {
		return 0, badRequest("Invalid Skip Token.")
	}
	offset := binary.BigEndian.Uint64(b)
	if binary.BigEndian.Uint64(b[8:]) != q.digest(offset) {
		return 0, badRequest("Invalid Skip Token.")
	}
	return int(offset), nil
}

// nextLink is the address of the page that begins after a number of entries.
func (q *query) nextLink(offset int) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(offset))
	b = binary.BigEndian.AppendUint64(b, q.digest(uint64(offset)))
	var parts []string
	for _, name := range []string{"$filter", "$orderby", "$select", "$top"} {
		if value, ok := q.options[name]; ok {
			parts = append(parts, name+"="+url.QueryEscape(value))
		}
	}
	parts = append(parts, "$skiptoken="+base64.RawURLEncoding.EncodeToString(b))
	return q.origin + q.path + "?" + strings.Join(parts, "&")
}
