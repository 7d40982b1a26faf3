package graph

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"unbasic/inventory"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoftgraph/msgraph-sdk-go/auditlogs"
	"github.com/microsoftgraph/msgraph-sdk-go/users"
)

// Source is one list that is read.
type Source struct {
	// Name and Part are those of the coverage.
	Name, Part string
	// Origin is the Graph path, for the manifest.
	Origin string
}

// The lists that Collect reads.
var (
	Organization          = Source{Name: inventory.SourceOrganization, Origin: "/v1.0/organization"}
	SubscribedSKUs        = Source{Name: inventory.SourceSKUs, Origin: "/v1.0/subscribedSkus"}
	Users                 = Source{Name: inventory.SourceUsers, Origin: "/v1.0/users"}
	InteractiveSignIns    = Source{Name: inventory.SourceSignIns, Part: "interactiveUser", Origin: "/beta/auditLogs/signIns"}
	NonInteractiveSignIns = Source{Name: inventory.SourceSignIns, Part: "nonInteractiveUser", Origin: "/beta/auditLogs/signIns"}
)

// sources are read in this order: small lists first, so that a refusal shows at once.
var sources = []Source{Organization, SubscribedSKUs, Users, InteractiveSignIns, NonInteractiveSignIns}

// Sink takes records as they were served. Begin is called once a source, before its records.
type Sink interface {
	Begin(Source) error
	Record([]byte) error
	// Request is told the server's id of each request behind the records.
	Request(id string)
	// Progress is told after each page how many records of the source there are so far, and which slice of time is being read (nil where
	// there is none).
	Progress(records int, slice *inventory.Window)
	// End is called once a source, after its records, with what will be in the coverage.
	End(inventory.Coverage)
}

// sliceLength is how much time one query for sign-ins spans. Microsoft advises three days to begin with; wide windows time out.
const sliceLength = 3 * 24 * time.Hour

// sliceTries is how often a slice is read from its start: a page token can go stale, and only a new query helps.
const sliceTries = 3

// Collect reads all sources of a window into a sink and says what was read. A source that fails is in the coverage with the reason, and the
// others are read all the same. The error is nil then; it wraps ErrSignIn where the tenant refused everything, is the context's when it
// ended, and the sink's when that failed. Any error means that nothing should be kept.
func (c *Client) Collect(ctx context.Context, w inventory.Window, sink Sink) ([]inventory.Coverage, error) {
	var coverage []inventory.Coverage
	var failures []error
	for i, source := range sources {
		r := reader{client: c, sink: sink, source: source, seen: map[string]struct{}{}}
		if err := sink.Begin(source); err != nil {
			return nil, err
		}
		entry, err := r.read(ctx, w)
		var sinkErr *sinkError
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.As(err, &sinkErr):
			return nil, sinkErr.error
		case err != nil && i == 0 && !answered(err):
			return nil, fmt.Errorf("reading the tenant: %s: check the network, --cloud and --graph-url", describe(err)) // nothing is there to read
		case err != nil:
			failures = append(failures, err)
		}
		sink.End(entry)
		coverage = append(coverage, entry)
	}
	if err := nothingRead(coverage, failures); err != nil {
		return nil, err
	}
	return coverage, nil
}

// nothingRead makes an error of a run in which every source failed before its first record.
func nothingRead(coverage []inventory.Coverage, failures []error) error {
	if len(failures) < len(coverage) {
		return nil
	}
	for _, c := range coverage {
		if c.Records > 0 {
			return nil
		}
	}
	var e *Error
	if errors.As(failures[0], &e) && (e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden) {
		return fmt.Errorf("%w: %w: %s", ErrSignIn, failures[0], nextStep(failures[0]))
	}
	return fmt.Errorf("reading the tenant: %w: %s", failures[0], nextStep(failures[0]))
}

// answered reports whether a failure came from a server, and not from the way to it.
func answered(err error) bool {
	var e *Error
	return errors.As(err, &e) || errors.Is(err, errAnswer)
}

// sinkError tells a failure to keep a record from a failure to read one.
type sinkError struct{ error }

// reader reads one source.
type reader struct {
	client *Client
	sink   Sink
	source Source
	seen   map[string]struct{}
	count  int
	// answers counts the pages of the query that is being read.
	answers int
	// allApps is set once the server refused the filter on client apps: then more rows than needed are read, never fewer.
	allApps bool
}

func (r *reader) read(ctx context.Context, w inventory.Window) (inventory.Coverage, error) {
	entry := inventory.Coverage{Source: r.source.Name, Part: r.source.Part, Status: inventory.CoverageComplete}
	var err error
	some := false // something of it was read, be it that there is nothing
	if r.source.Name == inventory.SourceSignIns {
		entry.Since, entry.Until = &w.Since, &w.Until
		var missing []string
		missing, some, err = r.readSlices(ctx, w)
		if some = some || r.count > 0; some && err != nil {
			entry.Reason = "missing " + strings.Join(missing, ", ") + ": "
		}
	} else {
		err = r.readList(ctx)
		some = r.count > 0
	}
	entry.Records = r.count
	if err != nil {
		entry.Status = inventory.CoveragePartial
		if !some {
			entry.Status = statusOf(err)
		}
		entry.Reason += describe(err) + ": " + nextStep(err)
	}
	return entry, err
}

// readList reads a list that has no time.
func (r *reader) readList(ctx context.Context) error {
	first, err := r.client.listURL(ctx, r.source)
	if err != nil {
		return err
	}
	return r.readPages(ctx, first, nil, nil)
}

// readSlices reads sign-ins slice by slice, newest first. A slice that can't be read is named and the next one is tried, unless the answer will be
// the same for all. some says that one slice at least was read to its end.
func (r *reader) readSlices(ctx context.Context, w inventory.Window) (missing []string, some bool, last error) {
	silent := 0 // slices in a row of which nothing came
	for _, slice := range cut(w, sliceLength) {
		err := r.readSlice(ctx, slice)
		var sinkErr *sinkError
		if ctx.Err() != nil || errors.As(err, &sinkErr) {
			return nil, some, err
		}
		if r.answers > 0 {
			silent = 0
		}
		if err == nil {
			some = true
			continue
		}
		last = err
		missing = append(missing, slice.Since.Format(time.RFC3339)+" to "+slice.Until.Format(time.RFC3339))
		if r.answers == 0 {
			silent++
		}
		if silent == 2 || refused(err) {
			// The rest would fail in the same way, and asking on would only load the server.
			if rest := slice.Since; rest.After(w.Since) {
				missing = append(missing, w.Since.Format(time.RFC3339)+" to "+rest.Format(time.RFC3339))
			}
			return missing, some, last
		}
	}
	return missing, some, last
}

// cut gives a window as spans with closed ends, newest first. Neighbours share an instant, so that no row falls between them.
func cut(w inventory.Window, length time.Duration) []inventory.Window {
	var list []inventory.Window
	for until := w.Until; ; until = until.Add(-length) {
		since := until.Add(-length)
		if !since.After(w.Since) {
			return append(list, inventory.Window{Since: w.Since, Until: until})
		}
		list = append(list, inventory.Window{Since: since, Until: until})
	}
}

func (r *reader) readSlice(ctx context.Context, slice inventory.Window) error {
	headers := map[string]string{"Prefer": "include-unknown-enum-members"}
	for try := 1; ; try++ {
		first, err := r.client.signInsURL(ctx, r.source.Part, slice, r.allApps)
		if err != nil {
			return err
		}
		r.answers = 0
		err = r.readPages(ctx, first, headers, &slice)
		var sinkErr *sinkError
		var answer *Error
		if errors.As(err, &answer) && answer.Status == http.StatusBadRequest && r.answers == 0 && !r.allApps {
			r.client.log.Info("reading all client apps, since the server refused the filter", "error", err)
			r.allApps = true
			continue
		}
		// Only a query that Graph no longer knows is worth asking anew: other failures were tried again page by page.
		if err == nil || try == sliceTries || !errors.As(err, &answer) || answer.Status/100 != 4 || refused(err) || ctx.Err() != nil || errors.As(err, &sinkErr) {
			return err
		}
		r.client.log.Info("reading the slice again from its start", "since", slice.Since, "until", slice.Until, "error", err)
	}
}

// refused reports whether asking again, or for other days, would be answered in the same way.
func refused(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden || e.Status == http.StatusNotFound || e.Status == http.StatusNotImplemented
}

// readPages keeps each record once: slices share an instant, a slice read again repeats itself, and servers repeat rows.
func (r *reader) readPages(ctx context.Context, first *url.URL, headers map[string]string, slice *inventory.Window) error {
	for p, err := range r.client.pages(ctx, first, headers) {
		if err != nil {
			return err
		}
		r.answers++
		r.sink.Request(p.requestID)
		for _, raw := range p.records {
			id := recordID(raw)
			if _, dup := r.seen[id]; dup {
				continue
			}
			r.seen[id] = struct{}{}
			if err := r.sink.Record(onOneLine(raw)); err != nil {
				return &sinkError{err}
			}
			r.count++
		}
		r.sink.Progress(r.count, slice)
	}
	return nil
}

// recordID tells records apart: by id, and where there is none that is a word, by all that they say. What a record is worth is said when it is
// read back; here every one is kept.
func recordID(raw []byte) string {
	var record struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &record) == nil && record.ID != "" {
		return record.ID
	}
	sum := sha256.Sum256(raw)
	return string(sum[:])
}

// onOneLine takes line breaks between a record's fields out, since evidence holds one record a line. Graph serves none.
func onOneLine(raw []byte) []byte {
	if !bytes.ContainsAny(raw, "\r\n") {
		return raw
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// userFields are what the inventory asks of an account. assignedPlans and licenseAssignmentStates come only when they are asked for.
var userFields = []string{
	"id", "userPrincipalName", "displayName", "givenName", "surname", "jobTitle", "department", "mail", "proxyAddresses", "accountEnabled",
	"userType", "createdDateTime", "onPremisesSyncEnabled", "assignedLicenses", "assignedPlans", "licenseAssignmentStates",
}

// listURL builds the first request of a list with the SDK's own builders.
func (c *Client) listURL(ctx context.Context, s Source) (*url.URL, error) {
	var info *abstractions.RequestInformation
	var err error
	switch s {
	case Organization:
		info, err = c.sdk.Organization().ToGetRequestInformation(ctx, nil)
	case SubscribedSKUs:
		info, err = c.sdk.SubscribedSkus().ToGetRequestInformation(ctx, nil)
	case Users:
		top := int32(999)
		info, err = c.sdk.Users().ToGetRequestInformation(ctx, &users.UsersRequestBuilderGetRequestConfiguration{
			QueryParameters: &users.UsersRequestBuilderGetQueryParameters{Select: userFields, Top: &top},
		})
	}
	if err != nil {
		return nil, fmt.Errorf("building the request for %s: %w", s.Origin, err)
	}
	return c.at(info, "v1.0")
}

// signInsURL builds the first request of a slice. Without the filter on signInEventTypes both versions of Graph give interactive rows only.
func (c *Client) signInsURL(ctx context.Context, part string, slice inventory.Window, allApps bool) (*url.URL, error) {
	filter := fmt.Sprintf("createdDateTime ge %s and createdDateTime le %s and signInEventTypes/any(t: t eq '%s')",
		slice.Since.UTC().Format(time.RFC3339), slice.Until.UTC().Format(time.RFC3339), part)
	if !allApps {
		apps := inventory.LegacyClientApps()
		for i, app := range apps {
			apps[i] = "clientAppUsed eq '" + app + "'"
		}
		filter += " and (" + strings.Join(apps, " or ") + ")"
	}
	top := int32(1000)
	info, err := c.sdk.AuditLogs().SignIns().ToGetRequestInformation(ctx, &auditlogs.SignInsRequestBuilderGetRequestConfiguration{
		QueryParameters: &auditlogs.SignInsRequestBuilderGetQueryParameters{Filter: &filter, Top: &top},
	})
	if err != nil {
		return nil, fmt.Errorf("building the request for sign-ins: %w", err)
	}
	return c.at(info, "beta")
}

// at gives the address of a request on a version of Graph.
func (c *Client) at(info *abstractions.RequestInformation, version string) (*url.URL, error) {
	info.PathParameters["baseurl"] = c.base.JoinPath(version).String()
	u, err := info.GetUri()
	if err != nil {
		return nil, fmt.Errorf("building a request: %w", err)
	}
	return u, nil
}

// codeNoPremium is what Graph answers where the tenant has no Entra ID P1 or P2.
const codeNoPremium = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"

// statusOf turns the failure of a whole source into a word of the contract.
func statusOf(err error) inventory.CoverageStatus {
	var e *Error
	if errors.As(err, &e) {
		switch {
		case e.Code == codeNoPremium:
			return inventory.CoverageNotLicensed
		case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
			return inventory.CoverageNotPermitted
		case e.Status == http.StatusNotFound, e.Status == http.StatusNotImplemented:
			return inventory.CoverageNotAvailable
		}
	}
	return inventory.CoverageMissing
}

func describe(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Code == codeNoPremium {
		return "the tenant has no Entra ID P1 or P2, which Graph's sign-in log needs (" + e.Error() + ")"
	}
	// The address of a request is long, and what went wrong stands behind it.
	var request *url.Error
	if errors.As(err, &request) {
		return oneLine(request.Err.Error())
	}
	return oneLine(err.Error())
}

// nextStep says what to do about a failure.
func nextStep(err error) string {
	var e *Error
	switch {
	case errors.Is(err, errAnswer):
		return "check the network, --cloud and --graph-url"
	case !errors.As(err, &e):
		return "check the network and run unbasic collect again"
	case e.Code == codeNoPremium:
		return "download the sign-in log in the Entra portal, which works in every edition, and run unbasic import"
	case e.Status == http.StatusUnauthorized:
		return "sign in again; the token was not accepted"
	case e.Status == http.StatusForbidden:
		return "grant the application the permissions of the README and admin consent, or give the signed-in person the role Reports Reader"
	case e.Status == http.StatusNotFound, e.Status == http.StatusNotImplemented:
		return "this cloud does not offer it; import an exported file instead"
	}
	return "run unbasic collect again, and give the request id to Microsoft's support if it goes on"
}
