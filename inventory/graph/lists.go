package graph

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph/scan"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"github.com/microsoftgraph/msgraph-sdk-go/auditlogs"
	"github.com/microsoftgraph/msgraph-sdk-go/organization"
	"github.com/microsoftgraph/msgraph-sdk-go/subscribedskus"
	"golang.org/x/sync/errgroup"
)

// preferAll asks for enum words that are newer than the schema, which would come as unknownFutureValue otherwise.
var preferAll = map[string]string{"Prefer": "include-unknown-enum-members"}

// userFields are what the inventory asks of an account. assignedPlans, provisionedPlans and licenseAssignmentStates come only when they are asked for.
var userFields = []string{
	"id", "userPrincipalName", "displayName", "givenName", "surname", "jobTitle", "department", "mail", "proxyAddresses", "accountEnabled",
	"userType", "createdDateTime", "usageLocation", "assignedLicenses", "assignedPlans", "provisionedPlans", "licenseAssignmentStates",
	"onPremisesSyncEnabled", "onPremisesLastSyncDateTime", "onPremisesDomainName", "onPremisesSamAccountName", "onPremisesUserPrincipalName",
	"onPremisesDistinguishedName", "onPremisesImmutableId", "passwordPolicies", "lastPasswordChangeDateTime", "employeeType", "creationType",
	"externalUserState",
}

// resource gives the address of a path on a version of Graph.
func (c *Client) resource(version, path string, query url.Values) *url.URL {
	u := c.base.JoinPath(version)
	u.Path += "/" + path
	u.RawQuery = strings.ReplaceAll(query.Encode(), "+", "%20")
	return u
}

// Requests are made by the SDK's builders, each by itself. The client that gathers them all imports every package of the SDK, ninety megabytes of
// source, and the one for users is ten more for an address that [Client.resource] writes as well.

func (c *Client) organizationURL(ctx context.Context) (*url.URL, error) {
	info, err := organization.NewOrganizationRequestBuilderInternal(nil, c.adapter).ToGetRequestInformation(ctx, nil)
	return c.at(info, err, "v1.0")
}

func (c *Client) skusURL(ctx context.Context) (*url.URL, error) {
	info, err := subscribedskus.NewSubscribedSkusRequestBuilderInternal(nil, c.adapter).ToGetRequestInformation(ctx, nil)
	return c.at(info, err, "v1.0")
}

func (c *Client) usersURL(top int) *url.URL {
	return c.resource("v1.0", "users", url.Values{"$select": {strings.Join(userFields, ",")}, "$top": {strconv.Itoa(top)}})
}

func (c *Client) firstSignIns(ctx context.Context, version, filter string, top int32) (*url.URL, error) {
	info, err := auditlogs.NewSignInsRequestBuilderInternal(nil, c.adapter).ToGetRequestInformation(ctx, &auditlogs.SignInsRequestBuilderGetRequestConfiguration{
		QueryParameters: &auditlogs.SignInsRequestBuilderGetQueryParameters{Filter: &filter, Top: &top},
	})
	return c.at(info, err, version)
}

// at gives the address of a request of the SDK on a version of Graph.
func (c *Client) at(info *abstractions.RequestInformation, err error, version string) (*url.URL, error) {
	if err != nil {
		return nil, fmt.Errorf("building a request: %w", err)
	}
	info.PathParameters["baseurl"] = c.base.JoinPath(version).String()
	u, err := info.GetUri()
	if err != nil {
		return nil, fmt.Errorf("building a request: %w", err)
	}
	return u, nil
}

// directory reads what needs nothing but a request.
func (r *run) directory(ctx context.Context) error {
	skus, err := r.client.skusURL(ctx)
	if err != nil {
		return err
	}
	deleted := url.Values{"$select": {strings.Join(append(slices.Clone(userFields), "deletedDateTime"), ",")}, "$top": {"999"}}
	group, ctx := errgroup.WithContext(ctx)
	for _, list := range []struct {
		source Source
		at     *url.URL
	}{
		{Domains, r.client.resource("v1.0", "domains", nil)},
		{SubscribedSKUs, skus},
		{Subscriptions, r.client.resource("v1.0", "directory/subscriptions", nil)},
		{Users, r.client.usersURL(999)},
		{DeletedUsers, r.client.resource("v1.0", "directory/deletedItems/microsoft.graph.user", deleted)},
		{ConditionalAccess, r.client.resource("v1.0", "identity/conditionalAccess/policies", nil)},
		{MFARegistration, r.client.resource("v1.0", "reports/authenticationMethods/userRegistrationDetails", url.Values{"$top": {"999"}})},
	} {
		group.Go(func() error { return r.list(ctx, list.source, []call{{at: list.at}}, nil) })
	}
	group.Go(func() error {
		return r.object(ctx, SecurityDefaults, r.client.resource("v1.0", "policies/identitySecurityDefaultsEnforcementPolicy", nil))
	})
	return group.Wait()
}

// object reads a source that is one object.
func (r *run) object(ctx context.Context, s Source, at *url.URL) error {
	if r.already(s) {
		return nil
	}
	l, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	err = r.client.ask(ctx, call{at: at, pace: r.pace(l.quota)}, func(a answer) error {
		if err := checkObject(a); err != nil {
			return err
		}
		draft.Request(a.requestID)
		if err := draft.Record(onOneLine(a.body)); err != nil {
			return &storeError{err}
		}
		piece.Records = 1
		return nil
	})
	return r.end(ctx, piece, draft, err)
}

// checkObject refuses an answer that is no JSON object.
func checkObject(a answer) error {
	var object map[string]json.RawMessage
	switch err := json.Unmarshal(a.body, &object); {
	case err == nil:
		return nil
	case !looksLikeJSON(a.body):
		return fmt.Errorf("%w: it is %s and not JSON (is the address Graph's? request id %q)", errAnswer, kindOfBody(a.header, a.body), a.requestID)
	default:
		return fmt.Errorf("%w: %w (request id %q)", scan.ErrShape, err, a.requestID)
	}
}

// batchSize is how many requests Graph takes in one.
const batchSize = 20

// part is one request of a batch, and its answer.
type part struct {
	id, url string
}

// batch reads many small things in requests of twenty. The records are the answers as served, each with the id that the request had; those with a
// status in fine count as read. An answer that asks to wait is asked for again.
func (r *run) batch(ctx context.Context, s Source, parts []part, fine ...int) error {
	if r.already(s) {
		return nil
	}
	if len(parts) == 0 {
		r.tell(s, nil, inventory.Coverage{Source: s.Name, Part: s.Part, Status: inventory.CoverageComplete, Note: "there was nothing to ask for"})
		return nil
	}
	_, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	b := batching{run: r, source: s, draft: draft, fine: fine}
	for chunk := range slices.Chunk(parts, batchSize) {
		if err = b.send(ctx, chunk); err != nil {
			break
		}
		if b.records == 0 && refused(b.last) {
			break // all of the first ones were refused, and so would the others be
		}
	}
	piece.Records = b.records
	if err == nil && b.last != nil {
		err = fmt.Errorf("%d of %d were read, and the last one that was not says %w", b.records, len(parts), b.last)
	}
	return r.end(ctx, piece, draft, err)
}

// batching is the state of one batch source.
type batching struct {
	run     *run
	source  Source
	draft   Draft
	fine    []int
	records int
	last    error // of a part that was not answered in the end
}

// batchTries is how often one part of a batch is sent.
const batchTries = 8

// send sends one batch until each of its parts has an answer.
func (b *batching) send(ctx context.Context, parts []part) error {
	pace := b.run.pace(listingOf(b.source).quota)
	for try := 1; len(parts) > 0; try++ {
		body, err := batchBody(parts)
		if err != nil {
			return err
		}
		var again []part
		var wait time.Duration
		q := call{method: abstractions.POST, at: b.run.client.resource("v1.0", "$batch", nil), body: body, pace: pace}
		err = b.run.client.ask(ctx, q, func(a answer) error {
			again, wait, err = b.take(a, parts, try == batchTries)
			return err
		})
		if err != nil {
			return err
		}
		if parts = again; len(parts) > 0 {
			if err := sleep(ctx, max(wait, b.run.client.unit<<try)); err != nil {
				return err
			}
		}
	}
	return nil
}

func batchBody(parts []part) ([]byte, error) {
	type request struct {
		ID     string `json:"id"`
		Method string `json:"method"`
		URL    string `json:"url"`
	}
	var all struct {
		Requests []request `json:"requests"`
	}
	for _, p := range parts {
		all.Requests = append(all.Requests, request{p.id, http.MethodGet, p.url})
	}
	return json.Marshal(all)
}

// take keeps the answers of a batch, and gives the parts that are to be sent again.
func (b *batching) take(a answer, parts []part, lastTry bool) (again []part, wait time.Duration, err error) {
	var got struct {
		Responses *[]json.RawMessage `json:"responses"`
	}
	if err := json.Unmarshal(a.body, &got); err != nil || got.Responses == nil {
		return nil, 0, fmt.Errorf("%w: it holds no responses (request id %q)", errAnswer, a.requestID)
	}
	b.draft.Request(a.requestID)
	open := map[string]part{}
	for _, p := range parts {
		open[p.id] = p
	}
	for _, raw := range *got.Responses {
		var one struct {
			ID      string            `json:"id"`
			Status  int               `json:"status"`
			Headers map[string]string `json:"headers"`
			Body    json.RawMessage   `json:"body"`
		}
		if json.Unmarshal(raw, &one) != nil {
			return nil, 0, fmt.Errorf("%w: one of its responses is none (request id %q)", errAnswer, a.requestID)
		}
		p, asked := open[one.ID]
		if !asked {
			continue
		}
		delete(open, one.ID)
		header := http.Header{}
		for name, value := range one.Headers {
			header.Set(name, value)
		}
		switch failure := errorOf(&http.Response{StatusCode: one.Status, Header: header}, one.Body); {
		case one.Status/100 == 2 || slices.Contains(b.fine, one.Status):
			if err := b.draft.Record(onOneLine(raw)); err != nil {
				return nil, 0, &storeError{err}
			}
			b.records++
		case !lastTry && (one.Status == http.StatusTooManyRequests || one.Status >= 500):
			again, wait = append(again, p), max(wait, failure.after)
		case one.Status == http.StatusUnauthorized:
			return nil, 0, failure
		default:
			b.last = failure
		}
	}
	for _, p := range parts { // in order, so that the same answers give the same requests
		if _, missing := open[p.id]; missing {
			if lastTry {
				b.last = fmt.Errorf("%w: a batch leaves requests out (request id %q)", errAnswer, a.requestID)
				continue
			}
			again = append(again, p)
		}
	}
	b.run.report(Progress{Source: b.source, Records: len(parts) - len(again)})
	return again, wait, nil
}

// account is what the later sources ask of the users' list.
type account struct {
	ID       string
	UPN      string `json:"userPrincipalName"`
	Mail     string
	UserType string
	Enabled  *bool `json:"accountEnabled"`
	Licenses []any `json:"assignedLicenses"`
	States   []struct {
		Group string `json:"assignedByGroup"`
	} `json:"licenseAssignmentStates"`
}

// users gives the accounts that were read, as far as they can be decoded.
func (r *run) users(yield func(account) bool) error {
	for raw, err := range r.records(Users) {
		if err != nil {
			return err
		}
		var a account
		if json.Unmarshal(raw, &a) == nil && !yield(a) {
			return nil
		}
	}
	return nil
}

// groups reads the names of groups by which licences are given.
func (r *run) groups(ctx context.Context) error {
	ids := map[string]bool{}
	if len(r.kept(Users)) == 0 {
		r.tell(LicenseGroups, nil, inventory.Coverage{Source: LicenseGroups.Name, Status: inventory.CoverageMissing,
			Reason: "it needs " + Users.Name + ", which was not read to its end: see there"})
		return nil
	}
	err := r.users(func(a account) bool {
		for _, state := range a.States {
			if isPlainID(state.Group) {
				ids[state.Group] = true
			}
		}
		return true
	})
	if err != nil {
		return err
	}
	var parts []part
	for _, id := range sorted(ids) {
		parts = append(parts, part{id, "/groups/" + id + "?$select=id,displayName,description,mail,securityEnabled,groupTypes,assignedLicenses"})
	}
	return r.batch(ctx, LicenseGroups, parts, http.StatusNotFound)
}

func sorted(set map[string]bool) []string {
	var list []string
	for s := range set {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

// purposes reads mailbox types of the accounts that send, and of those that could: the usage report says that they used SMTP in half a year, or they
// are open, have an address and no licence, as a shared mailbox has whose account somebody opened.
func (r *run) purposes(ctx context.Context) error {
	ids := map[string]bool{}
	for _, id := range r.accounts() {
		ids[id] = true
	}
	used, err := r.usedSMTP()
	if err != nil {
		return err
	}
	err = r.users(func(a account) bool {
		open := a.Enabled != nil && *a.Enabled && a.Mail != "" && len(a.Licenses) == 0 && !strings.EqualFold(a.UserType, "Guest")
		if isPlainID(a.ID) && (open || used[strings.ToLower(a.UPN)]) {
			ids[a.ID] = true
		}
		return true
	})
	if err != nil {
		return err
	}
	var parts []part
	for _, id := range sorted(ids) {
		parts = append(parts, part{id, "/users/" + id + "/mailboxSettings/userPurpose"})
	}
	return r.batch(ctx, MailboxPurpose, parts, http.StatusNotFound) // 404: there is no mailbox
}

// usedSMTP gives the names of mailboxes that the usage report says used SMTP.
func (r *run) usedSMTP() (map[string]bool, error) {
	used := map[string]bool{}
	file, err := r.file(EmailAppUsage)
	if err != nil {
		return nil, err
	}
	rows, _, err := reportRows(file)
	if err != nil {
		return used, nil // there is none, or it was looked at when it was read
	}
	name, smtp := slices.Index(rows[0], "User Principal Name"), slices.Index(rows[0], "SMTP App")
	for _, row := range rows[1:] {
		if name >= 0 && smtp >= 0 && name < len(row) && smtp < len(row) && !slices.Contains([]string{"", "no", "false", "0"}, strings.ToLower(row[smtp])) {
			used[strings.ToLower(row[name])] = true
		}
	}
	return used, nil
}

// file gives a file that was kept whole.
func (r *run) file(s Source) ([]byte, error) {
	var file bytes.Buffer
	for line, err := range r.records(s) {
		if err != nil {
			return nil, err
		}
		file.Write(line)
		file.WriteByte('\n')
	}
	return file.Bytes(), nil
}

// reportRows reads a usage report; concealed says that its names are digests.
func reportRows(file []byte) (rows [][]string, concealed bool, err error) {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))))
	reader.FieldsPerRecord = -1
	if rows, err = reader.ReadAll(); err != nil {
		return nil, false, err
	}
	if len(rows) == 0 {
		return nil, false, errors.New("it is empty")
	}
	name := slices.Index(rows[0], "User Principal Name")
	if name < 0 {
		return nil, false, errors.New("it has no column User Principal Name")
	}
	named := 0
	for _, row := range rows[1:] {
		if name < len(row) && strings.Contains(row[name], "@") {
			named++
		}
	}
	return rows, len(rows) > 1 && named == 0, nil
}

// reports reads the usage reports of 180 days.
func (r *run) reports(ctx context.Context) error {
	for _, report := range []struct {
		source   Source
		function string
	}{
		{EmailAppUsage, "getEmailAppUsageUserDetail"}, {MailboxUsage, "getMailboxUsageDetail"}, {EmailActivity, "getEmailActivityUserDetail"},
	} {
		if err := r.usage(ctx, report.source, report.function); err != nil {
			return err
		}
	}
	return nil
}

// usage reads one report: Graph answers with an address that is authorised by itself, and the token does not go there.
func (r *run) usage(ctx context.Context, s Source, function string) error {
	if kept := r.kept(s); len(kept) > 0 {
		return r.tellUsage(ctx, s, kept[0].Records)
	}
	l, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	var location string
	q := call{at: r.client.resource("v1.0", "reports/"+function+"(period='D180')", nil), pace: r.pace(l.quota), redirect: true}
	err = r.client.ask(ctx, q, func(a answer) error {
		draft.Request(a.requestID)
		if a.status != http.StatusFound {
			return fmt.Errorf("%w: it is %s and not the address of a report (request id %q)", errAnswer, kindOfBody(a.header, a.body), a.requestID)
		}
		location = a.header.Get("Location")
		return nil
	})
	var file []byte
	if err == nil {
		file, err = r.client.download(ctx, location)
	}
	if err == nil {
		var rows [][]string
		if rows, _, err = reportRows(file); err != nil {
			err = fmt.Errorf("%w: the report is no table: %w", errAnswer, err)
		} else {
			piece.Records = len(rows) - 1
			if err := draft.Whole(file, piece.Records); err != nil {
				return &storeError{err}
			}
		}
	}
	if err != nil {
		return r.end(ctx, piece, draft, err)
	}
	if err := draft.Keep(piece); err != nil {
		return &storeError{err}
	}
	return r.tellUsage(ctx, s, piece.Records)
}

// tellUsage looks at a report that was kept: where its names are digests, nothing in it can be joined to an account.
func (r *run) tellUsage(ctx context.Context, s Source, records int) error {
	entry := inventory.Coverage{Source: s.Name, Part: s.Part, Status: inventory.CoverageComplete, Records: records}
	file, err := r.file(s)
	if err != nil {
		return err
	}
	if _, concealed, err := reportRows(file); err == nil && concealed {
		entry.Status = inventory.CoveragePartial
		entry.Reason = "names are concealed, so no row can be joined to an account" + r.whyConcealed(ctx) +
			": an administrator can show them in the Microsoft 365 admin center under Settings, Org settings, Services, Reports"
	}
	r.tell(s, nil, entry)
	return nil
}

// whyConcealed asks the setting, where that is allowed; it is an explanation and no source.
func (r *run) whyConcealed(ctx context.Context) string {
	var setting struct {
		Concealed *bool `json:"displayConcealedNames"`
	}
	q := call{at: r.client.resource("v1.0", "admin/reportSettings", nil), pace: r.pace(quotaDirectory)}
	err := r.client.ask(ctx, q, func(a answer) error { return json.Unmarshal(a.body, &setting) })
	switch {
	case err != nil || setting.Concealed == nil:
		return " (the setting itself could not be read)"
	case *setting.Concealed:
		return " (displayConcealedNames is on in the report settings)"
	}
	return " (displayConcealedNames is off by now: the report is older)"
}

// download fetches a file from an address that is authorised by itself, without a token.
func (c *Client) download(ctx context.Context, location string) ([]byte, error) {
	u, err := c.base.Parse(location)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("%w: the report's address is none that a report can be fetched from", errAnswer)
	}
	pause := c.unit
	for try := 1; ; try++ {
		file, err := c.fetch(ctx, u)
		if err == nil || try == askTries || ctx.Err() != nil {
			return file, err
		}
		c.log.Info("fetching a report again", "host", u.Host, "try", try+1, "error", err)
		if err := sleep(ctx, pause); err != nil {
			return nil, err
		}
		pause *= 2
	}
}

// fetch makes the request. Its errors do not show the address, which is a key to the report.
func (c *Client) fetch(ctx context.Context, u *url.URL) (file []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: the report's address is none", errAnswer)
	}
	guard := newStallGuard(ctx, c.stall)
	defer guard.stop()
	res, err := c.plain.Do(req.WithContext(guard.ctx))
	if err != nil {
		return nil, fmt.Errorf("fetching a report from %s: %s", u.Host, withoutAddress(err))
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	guard.alive()
	file, err = io.ReadAll(io.LimitReader(guardedBody{res.Body, guard}, maxBody+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetching a report from %s: %s", u.Host, withoutAddress(err))
	case len(file) > maxBody:
		return nil, fmt.Errorf("%w: the report is larger than %d bytes", errAnswer, maxBody)
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("fetching a report from %s: status %d", u.Host, res.StatusCode)
	case bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))), []byte("<")):
		return nil, fmt.Errorf("fetching a report from %s: it is %s and no table", u.Host, kindOfBody(res.Header, file))
	}
	return file, nil
}

func withoutAddress(err error) error {
	var e *url.Error
	var op *net.OpError
	switch {
	case errors.As(err, &op):
		return op
	case errors.As(err, &e):
		return e.Err
	}
	return err
}

// sendPermissions are the permissions that let an application send mail.
var sendPermissions = []string{"SMTP.SendAsApp", "SMTP.Send", "Mail.Send", "Mail.Send.Shared"}

// mailResources are the applications that offer them: Exchange Online and Graph itself.
var mailResources = []string{exchangeOnline, "00000003-0000-0000-c000-000000000000"}

// permissions reads which applications may send already: what Exchange and Graph offer, who holds it, and who the holders are.
func (r *run) permissions(ctx context.Context) error {
	var resources []call
	for _, id := range mailResources {
		resources = append(resources, call{at: r.client.resource("v1.0", "servicePrincipals", url.Values{"$filter": {"appId eq '" + id + "'"},
			"$select": {"id,appId,displayName,appRoles,oauth2PermissionScopes"}})})
	}
	if err := r.list(ctx, MailResources, resources, nil); err != nil {
		return err
	}
	ids, roles, err := r.offers()
	if err != nil {
		return err
	}
	var assignments, grants []call
	for _, id := range ids {
		assignments = append(assignments, call{at: r.client.resource("v1.0", "servicePrincipals/"+id+"/appRoleAssignedTo", url.Values{"$top": {"999"}})})
		grants = append(grants, call{at: r.client.resource("v1.0", "oauth2PermissionGrants", url.Values{"$filter": {"resourceId eq '" + id + "'"}})})
	}
	if len(ids) == 0 {
		// Without the resources there is nothing to ask after; why not, their own entry says.
		for _, s := range []Source{MailAssignments, MailGrants, MailHolders, MailApplications} {
			r.tell(s, nil, inventory.Coverage{Source: s.Name, Part: s.Part, Status: inventory.CoverageMissing, Reason: "it needs " + MailResources.Name + " " + MailResources.Part + ", which was not read: see there"})
		}
		return nil
	}
	holders := map[string]bool{}
	err = r.list(ctx, MailAssignments, assignments, func(row *scan.Record) bool {
		var a struct{ AppRoleID, PrincipalID string }
		return json.Unmarshal(row.Raw, &a) == nil && roles[a.AppRoleID]
	})
	if err == nil {
		err = r.list(ctx, MailGrants, grants, func(row *scan.Record) bool {
			var g struct{ Scope string }
			return json.Unmarshal(row.Raw, &g) == nil && slices.ContainsFunc(strings.Fields(g.Scope), func(s string) bool { return slices.Contains(sendPermissions, s) })
		})
	}
	if err == nil {
		err = r.holders(holders)
	}
	if err != nil {
		return err
	}
	var parts []part
	for _, id := range sorted(holders) {
		parts = append(parts, part{id, "/servicePrincipals/" + id + "?$select=id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId,passwordCredentials,keyCredentials"})
	}
	if err := r.batch(ctx, MailHolders, parts, http.StatusNotFound); err != nil {
		return err
	}
	return r.applications(ctx)
}

// applications reads the registrations behind the holders, which have the secrets and when they expire. An application of another tenant has none here.
func (r *run) applications(ctx context.Context) error {
	ids := map[string]bool{}
	for raw, err := range r.records(MailHolders) {
		if err != nil {
			return err
		}
		var one struct{ Body struct{ AppID string } }
		if json.Unmarshal(raw, &one) == nil && isPlainID(one.Body.AppID) {
			ids[one.Body.AppID] = true
		}
	}
	var parts []part
	for _, id := range sorted(ids) {
		query := url.Values{"$filter": {"appId eq '" + id + "'"}, "$select": {"id,appId,displayName,passwordCredentials,keyCredentials"}}
		parts = append(parts, part{id, "/applications?" + strings.ReplaceAll(query.Encode(), "+", "%20")})
	}
	return r.batch(ctx, MailApplications, parts)
}

// offers gives the ids of the resources, and of the roles in them that let an application send.
func (r *run) offers() (ids []string, roles map[string]bool, err error) {
	roles = map[string]bool{}
	for raw, err := range r.records(MailResources) {
		if err != nil {
			return nil, nil, err
		}
		var resource struct {
			ID       string
			AppRoles []struct{ ID, Value string }
		}
		if json.Unmarshal(raw, &resource) != nil || !isPlainID(resource.ID) {
			continue
		}
		ids = append(ids, resource.ID)
		for _, role := range resource.AppRoles {
			if slices.Contains(sendPermissions, role.Value) {
				roles[role.ID] = true
			}
		}
	}
	return ids, roles, nil
}

// holders adds who holds an assignment or a grant.
func (r *run) holders(into map[string]bool) error {
	for _, s := range []Source{MailAssignments, MailGrants} {
		for raw, err := range r.records(s) {
			if err != nil {
				return err
			}
			// An assignment has a principal; a grant has a client, and its principal is the person who gave it.
			var one struct{ PrincipalID, ClientID string }
			_ = json.Unmarshal(raw, &one) // what can't be decoded names nobody
			for _, id := range []string{one.PrincipalID, one.ClientID} {
				if isPlainID(id) && (s == MailAssignments || id == one.ClientID) {
					into[id] = true
				}
			}
		}
	}
	return nil
}

// Message traces are counted in spans that the service takes at once, and as far back as the sign-ins go by default.
const (
	traceSpan  = 10 * 24 * time.Hour
	traceReach = 30 * 24 * time.Hour
)

// traceCount is a record of the source of message traces: traces name recipients and subjects, which nobody needs here, so they are counted and not
// kept.
type traceCount struct {
	SenderAddress string    `json:"senderAddress"`
	FromIP        string    `json:"fromIP"`
	Messages      int       `json:"messages"`
	Recipients    int       `json:"recipients"`
	First         time.Time `json:"first"`
	Last          time.Time `json:"last"`
	messageIDs    map[string]bool
}

var plainAddress = regexp.MustCompile(`^[^\s'"<>()]+@[^\s'"<>()]+$`)

// traces counts the messages of each sender by address.
func (r *run) traces(ctx context.Context) error {
	s := MessageTraces
	if r.already(s) {
		return nil
	}
	if r.withoutSignIns(s) {
		return nil
	}
	addresses := map[string]bool{}
	for _, id := range r.accounts() {
		name := r.senders[id] // nothing is added by now
		if plainAddress.MatchString(name) {
			addresses[strings.ToLower(name)] = true
		}
	}
	until := r.window.Until
	since := later(r.window.Since, until.Add(-traceReach))
	entry := inventory.Coverage{Source: s.Name, Since: &since, Until: &until, Status: inventory.CoverageComplete}
	if len(addresses) == 0 {
		entry.Note = "no account was seen that sends with a password"
		r.tell(s, nil, entry)
		return nil
	}
	_, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	chosen, more := upTo(sorted(addresses))
	if more != "" {
		entry.Status, entry.Reason = inventory.CoveragePartial, more+"import a message trace of the Exchange admin center for the rest"
	}
	for _, address := range chosen {
		var counts map[string]*traceCount
		if counts, err = r.trace(ctx, address, inventory.Window{Since: since, Until: until}, draft); err != nil {
			break
		}
		for _, ip := range sortedKeys(counts) {
			line, err := json.Marshal(counts[ip])
			if err != nil {
				return fmt.Errorf("counting messages of %s: %w", oneLine(address), err)
			}
			if err := draft.Record(line); err != nil {
				return &storeError{err}
			}
			piece.Records++
		}
	}
	if err != nil {
		return r.end(ctx, piece, draft, err)
	}
	if err := draft.Keep(piece); err != nil {
		return &storeError{err}
	}
	entry.Records = piece.Records
	r.tell(s, nil, entry)
	return nil
}

func sortedKeys(m map[string]*traceCount) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// trace counts one sender's messages.
func (r *run) trace(ctx context.Context, address string, w inventory.Window, draft Draft) (map[string]*traceCount, error) {
	counts := map[string]*traceCount{}
	seen := map[uint64]struct{}{}
	for until := w.Until; until.After(w.Since); until = until.Add(-traceSpan) {
		filter := fmt.Sprintf("senderAddress eq '%s' and receivedDateTime ge %s and receivedDateTime le %s", address,
			later(w.Since, until.Add(-traceSpan)).Format(time.RFC3339), until.Format(time.RFC3339))
		q := call{at: r.client.resource("v1.0", "admin/exchange/tracing/messageTraces", url.Values{"$filter": {filter}, "$top": {"5000"}}), pace: r.pace(quotaMail)}
		err := r.client.each(ctx, q, func(p page) error {
			draft.Request(p.requestID)
			for i := range p.records {
				row := &p.records[i]
				// The trace lists a message once a recipient, and spans share an instant.
				key := maphash.Bytes(sliceSeed, row.Raw)
				if _, dup := seen[key]; dup {
					continue
				}
				seen[key] = struct{}{}
				var t struct {
					MessageID, FromIP string
					ReceivedDateTime  time.Time
				}
				if err := json.Unmarshal(row.Raw, &t); err != nil {
					return fmt.Errorf("%w: a message trace is none: %w", errAnswer, err)
				}
				count := counts[t.FromIP]
				if count == nil {
					count = &traceCount{SenderAddress: address, FromIP: t.FromIP, First: t.ReceivedDateTime, Last: t.ReceivedDateTime, messageIDs: map[string]bool{}}
					counts[t.FromIP] = count
				}
				count.add(t.MessageID, t.ReceivedDateTime)
			}
			r.report(Progress{Source: MessageTraces, Records: len(p.records)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

func (c *traceCount) add(id string, at time.Time) {
	c.Recipients++
	if !c.messageIDs[id] {
		c.messageIDs[id] = true
		c.Messages++
	}
	c.First, c.Last = earlier(c.First, at), later(c.Last, at)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
