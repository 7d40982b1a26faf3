package samples

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strings"

	"unbasic/inventory"
)

// HandlerOptions change how the tenant is served; the zero value serves it without faults.
type HandlerOptions struct {
	// PageSize is the most entries on a page, if it is positive and smaller than what Graph or the request would have.
	PageSize int
	// Fault is asked about every request with a token, before it is answered. A status other than 0 is the answer, with a Graph
	// error body made of code and message and with the header added; 0 lets the request through. It is called from several
	// goroutines at once if requests come so.
	// Each request within a batch is asked about like one that came by itself, besides the batch.
	Fault func(*http.Request) (status int, code, message string, header http.Header)
	// ReportsURL is where the files of usage reports are fetched from, without a slash at its end; a Handler of the same tenant has to
	// serve it. Empty is the origin that the request came to.
	ReportsURL string
	// Hunting changes how advanced hunting counts.
	Hunting EngineOptions
	// ConcealNames makes usage reports hold 32 hex digits instead of names, as Microsoft 365 does unless an administrator objects.
	ConcealNames bool
}

// The limits of Graph's pages.
const (
	mostSignIns  = 1000
	mostUsers    = 999
	usualUsers   = 100
	jsonWithMeta = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
)

// Handler serves the tenant as Microsoft Graph would, under /v1.0 and /beta:
//
//   - organization, domains, subscribedSkus, directory/subscriptions, groups, groups/{id}, groups/{id}/transitiveMembers
//   - users, users/{id}, users/{id}/mailboxSettings/userPurpose, directory/deletedItems/microsoft.graph.user
//   - auditLogs/signIns; on beta also those of applications, if $filter names the event type servicePrincipal
//   - reports/getEmailAppUsageUserDetail, getMailboxUsageDetail and getEmailActivityUserDetail (period='D7', 'D30', 'D90' or 'D180'),
//     admin/reportSettings
//   - reports/authenticationMethods/userRegistrationDetails
//   - identity/conditionalAccess/policies, policies/identitySecurityDefaultsEnforcementPolicy
//   - servicePrincipals, servicePrincipals/{id}, servicePrincipals/{id}/appRoleAssignedTo, oauth2PermissionGrants, applications
//   - admin/exchange/tracing/messageTraces
//   - security/runHuntingQuery, with POST: the program's own queries
//   - $batch, with POST: up to 20 of the above, answered in the reverse order
//
// Any bearer token is accepted; requests without one are refused. What a resource does not take is refused too, as Graph does. The
// files of reports are under /reportfiles: they want the signature that the report's redirect has, and no token. Answers depend on the
// request alone.
func (t *Tenant) Handler(opts HandlerOptions) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &answer{tenant: t, opts: opts, writer: w, request: r}
		a.serve()
	})
}

// An answer is one request being answered.
type answer struct {
	tenant  *Tenant
	opts    HandlerOptions
	writer  http.ResponseWriter
	request *http.Request
	beta    bool
	inner   bool // of a batch
}

func (a *answer) serve() {
	if name, ok := strings.CutPrefix(a.request.URL.Path, reportFiles); ok {
		a.reportFile(name)
		return
	}
	if method := a.method(); a.request.Method != method {
		a.writer.Header().Set("Allow", method)
		a.refuse(&refusal{http.StatusMethodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."})
		return
	}
	scheme, token, _ := strings.Cut(a.request.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || strings.TrimSpace(token) == "" {
		a.writer.Header().Set("WWW-Authenticate", "Bearer")
		a.refuse(&refusal{http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token is empty."})
		return
	}
	if a.opts.Fault != nil {
		if status, code, message, header := a.opts.Fault(a.request); status != 0 {
			for name, values := range header {
				a.writer.Header()[http.CanonicalHeaderKey(name)] = values
			}
			a.refuse(&refusal{status, code, message})
			return
		}
	}
	if refused := a.route(); refused != nil {
		a.refuse(refused)
	}
}

// split gives the version that a request is for and the path after it.
func (a *answer) split() (version, rest string) {
	version, rest, _ = strings.Cut(strings.Trim(a.request.URL.Path, "/"), "/")
	return version, rest
}

// method is the one that the resource takes.
func (a *answer) method() string {
	if _, rest := a.split(); (rest == "$batch" || rest == huntingQuery) && !a.inner {
		return http.MethodPost
	}
	return http.MethodGet
}

func (a *answer) route() *refusal {
	version, rest := a.split()
	a.beta = version == "beta"
	if version != "v1.0" && !a.beta {
		return &refusal{http.StatusNotFound, "ResourceNotFound", "Invalid version: " + version}
	}
	if rest == "$batch" && !a.inner {
		return a.batch()
	}
	if serve, ok := resources[rest]; ok {
		return serve(a)
	}
	segments := strings.Split(rest, "/")
	for shape, serve := range entities {
		if key, ok := keyOf(segments, strings.Split(shape, "/")); ok {
			return serve(a, key)
		}
	}
	if function, ok := strings.CutPrefix(rest, "reports/"); ok && strings.HasSuffix(function, ")") {
		return a.report(function)
	}
	return &refusal{http.StatusNotFound, "ResourceNotFound", fmt.Sprintf("Resource not found for the segment '%s'.", segments[len(segments)-1])}
}

// resources are those with a path of their own.
var resources = map[string]func(*answer) *refusal{
	"admin/exchange/tracing/messageTraces":        (*answer).messageTraces,
	"admin/reportSettings":                        (*answer).reportSettings,
	"applications":                                (*answer).applications,
	"auditLogs/signIns":                           (*answer).signIns,
	"directory/deletedItems/microsoft.graph.user": (*answer).deletedUsers,
	"directory/subscriptions":                     (*answer).companySubscriptions,
	"domains":                                     (*answer).domains,
	"groups":                                      (*answer).groups,
	"identity/conditionalAccess/policies":         (*answer).policies,
	"oauth2PermissionGrants":                      (*answer).permissionGrants,
	"organization":                                (*answer).organization,
	"policies/identitySecurityDefaultsEnforcementPolicy":    (*answer).securityDefaults,
	"reports/authenticationMethods/userRegistrationDetails": (*answer).registrations,
	huntingQuery:        (*answer).hunting,
	"servicePrincipals": (*answer).servicePrincipals,
	"subscribedSkus":    (*answer).skus,
	"users":             (*answer).userList,
}

// entities are the resources with a key in their path, where the shape has an asterisk. No path has two of these shapes.
var entities = map[string]func(*answer, string) *refusal{
	"groups/*":                              (*answer).oneGroup,
	"groups/*/transitiveMembers":            (*answer).groupMembers,
	"servicePrincipals/*":                   (*answer).oneServicePrincipal,
	"servicePrincipals/*/appRoleAssignedTo": (*answer).appRoleAssignedTo,
	"users/*":                               (*answer).oneUser,
	"users/*/mailboxSettings/userPurpose":   (*answer).userPurpose,
}

// keyOf gives the key of a path that has a shape.
func keyOf(segments, shape []string) (key string, ok bool) {
	if len(segments) != len(shape) {
		return "", false
	}
	for i, part := range shape {
		if part == "*" {
			key = segments[i]
		} else if part != segments[i] {
			return "", false
		}
	}
	return key, true
}

func (a *answer) signIns() *refusal {
	q, refused := readQuery(a.request, "$filter", "$orderby", "$select", "$top", "$skiptoken")
	if refused != nil {
		return refused
	}
	size, refused := q.pageSize(mostSignIns, mostSignIns, a.opts.PageSize)
	if refused != nil {
		return refused
	}
	chosen, refused := chooseSignInProperties(q.selected(), a.beta)
	if refused != nil {
		return refused
	}
	wanted, rows, refused := a.filter(q)
	if refused != nil {
		return refused
	}
	ascending, refused := signInOrder(q)
	if refused != nil {
		return refused
	}
	offset, refused := q.offset()
	if refused != nil {
		return refused
	}

	var page [][]byte
	matched, more := 0, false
	buffer := make([]byte, 0, 1<<16)
	for i := range rows {
		if ascending {
			i = len(rows) - 1 - i
		}
		row := &rows[i]
		if !wanted(row) {
			continue
		}
		matched++
		if matched <= offset {
			continue
		}
		if len(page) == size {
			more = true
			break
		}
		start := len(buffer)
		buffer = a.tenant.putRow(buffer, row, chosen)
		page = append(page, buffer[start:len(buffer):len(buffer)])
	}
	a.writePage(q, "auditLogs/signIns", page, offset, more)
	return nil
}

// filter is the filter of a request and the rows that it looks at, with what Graph adds by itself: without a word about event types
// only interactive rows are served, and v1.0 has no others. Applications' own sign-ins are looked at only if they are named.
func (a *answer) filter(q *query) (predicate, []signIn, *refusal) {
	isInteractive := func(r *signIn) bool { return r.event == interactive }
	rows := a.tenant.rows
	text, ok := q.options["$filter"]
	if !ok {
		return isInteractive, rows, nil
	}
	f, err := parseFilter(text, a.beta)
	if err != nil {
		return nil, nil, badRequest("Invalid filter clause: %v", err)
	}
	if f.asksPrincipals {
		rows = a.tenant.withPrincipals()
	}
	if f.saysEventTypes {
		return f.matches, rows, nil
	}
	return func(r *signIn) bool { return isInteractive(r) && f.matches(r) }, rows, nil
}

func signInOrder(q *query) (ascending bool, refused *refusal) {
	text, ok := q.options["$orderby"]
	if !ok {
		return false, nil
	}
	switch strings.Join(strings.Fields(text), " ") {
	case "createdDateTime desc":
		return false, nil
	case "createdDateTime", "createdDateTime asc":
		return true, nil
	}
	return false, badRequest("The $orderby '%s' is not supported: signIns can be ordered by createdDateTime only.", text)
}

func chooseSignInProperties(names []string, beta bool) ([]*property, *refusal) {
	all := signInProperties(beta)
	if names == nil {
		return all, nil
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(p *property) bool { return p.name == name }) {
			return nil, noSelect(name, "microsoft.graph.signIn")
		}
	}
	return slices.DeleteFunc(all, func(p *property) bool { return !slices.Contains(names, p.name) }), nil
}

func noSelect(name, of string) *refusal {
	return badRequest("Parsing OData Select and Expand failed: %v", noProperty(name, of))
}

func (a *answer) userList() *refusal { return a.listUsers("users", a.tenant.users) }

func (a *answer) deletedUsers() *refusal {
	return a.listUsers("directory/deletedItems/microsoft.graph.user", a.tenant.deleted)
}

func (a *answer) listUsers(name string, all []*user) *refusal {
	q, refused := readQuery(a.request, "$select", "$top", "$skiptoken")
	if refused != nil {
		return refused
	}
	size, refused := q.pageSize(usualUsers, mostUsers, a.opts.PageSize)
	if refused != nil {
		return refused
	}
	chosen, refused := a.chooseUserProperties(q.selected(), all[0].names)
	if refused != nil {
		return refused
	}
	offset, refused := q.offset()
	if refused != nil {
		return refused
	}
	users := all[min(offset, len(all)):]
	more := len(users) > size
	var page [][]byte
	for _, u := range users[:min(size, len(users))] {
		page = append(page, u.put(nil, chosen))
	}
	a.writePage(q, name, page, offset, more)
	return nil
}

func (a *answer) chooseUserProperties(names, all []string) ([]string, *refusal) {
	if names == nil && !a.beta {
		return usualUserProperties, nil
	}
	return chooseProperties(names, all, "microsoft.graph.user")
}

// chooseProperties gives the chosen ones of all properties in their own order, or all if none were chosen.
func chooseProperties(names, all []string, kind string) ([]string, *refusal) {
	if names == nil {
		return all, nil
	}
	for _, name := range names {
		if !slices.Contains(all, name) {
			return nil, noSelect(name, kind)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !slices.Contains(names, name) }), nil
}

// findUser finds an account by id or by name.
func (a *answer) findUser(key string) (*user, *refusal) {
	for _, u := range a.tenant.users {
		if strings.EqualFold(u.id, key) || strings.EqualFold(u.upn, key) {
			return u, nil
		}
	}
	return nil, notFound(key)
}

func (a *answer) oneUser(key string) *refusal {
	q, refused := readQuery(a.request, "$select")
	if refused != nil {
		return refused
	}
	chosen, refused := a.chooseUserProperties(q.selected(), a.tenant.users[0].names)
	if refused != nil {
		return refused
	}
	u, refused := a.findUser(key)
	if refused != nil {
		return refused
	}
	a.writeEntity(q, "users", "/$entity", &u.record, chosen)
	return nil
}

// userPurpose says what kind of mailbox an account has.
func (a *answer) userPurpose(key string) *refusal {
	if _, refused := readQuery(a.request); refused != nil {
		return refused
	}
	u, refused := a.findUser(key)
	if refused != nil {
		return refused
	}
	if u.mailbox == inventory.MailboxNone {
		return &refusal{http.StatusNotFound, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise."}
	}
	a.write(http.StatusOK, mustMarshal(struct {
		Context string `json:"@odata.context"`
		Value   string `json:"value"`
	}{a.metadata() + "users('" + u.id + "')/mailboxSettings/userPurpose", string(u.mailbox)}))
	return nil
}

func (a *answer) skus() *refusal {
	return a.wholeList("subscribedSkus", "microsoft.graph.subscribedSku", a.tenant.subscribedSKUs())
}

func (a *answer) companySubscriptions() *refusal {
	return a.wholeList("directory/subscriptions", "microsoft.graph.companySubscription", a.tenant.companySubscriptions())
}

func (a *answer) organization() *refusal {
	return a.wholeList("organization", "microsoft.graph.organization", []*record{a.tenant.organization()})
}

func (a *answer) domains() *refusal {
	return a.wholeList("domains", "microsoft.graph.domain", domains())
}

func (a *answer) groups() *refusal {
	return a.list(listing{name: "groups", kind: "microsoft.graph.group", entries: a.tenant.groups()})
}

func (a *answer) oneGroup(key string) *refusal {
	return a.oneOf("groups", "microsoft.graph.group", key, a.tenant.groups())
}

// groupMembers serves the ids of who is in a group.
func (a *answer) groupMembers(key string) *refusal {
	for _, id := range []string{a.tenant.group, a.tenant.registry.readers} {
		if strings.EqualFold(id, key) {
			return a.list(listing{name: "directoryObjects", kind: "microsoft.graph.directoryObject", properties: []string{"id"}, entries: a.tenant.members(id)})
		}
	}
	return notFound(key)
}

// wholeList serves a resource that has one page only and takes no option but $select.
func (a *answer) wholeList(name, kind string, entries []*record) *refusal {
	q, refused := readQuery(a.request, "$select")
	if refused != nil {
		return refused
	}
	chosen, refused := chooseProperties(q.selected(), entries[0].names, kind)
	if refused != nil {
		return refused
	}
	var page [][]byte
	for _, entry := range entries {
		page = append(page, entry.put(nil, chosen))
	}
	a.writePage(q, name, page, 0, false)
	return nil
}

func (a *answer) metadata() string {
	version := "v1.0"
	if a.beta {
		version = "beta"
	}
	// Graph names itself here, whatever address the request came to, so that one question has one answer.
	return "https://graph.example.com/" + version + "/$metadata#"
}

// context is the @odata.context of an answer: what it is a list of, and which properties were chosen.
func (a *answer) context(q *query, name, suffix string) string {
	context := a.metadata() + name
	if names := q.selected(); names != nil {
		context += "(" + strings.Join(names, ",") + ")"
	}
	return context + suffix
}

func (a *answer) writePage(q *query, name string, page [][]byte, offset int, more bool) {
	size := 1024
	for _, entry := range page {
		size += len(entry) + 1
	}
	body := make([]byte, 0, size)
	body = append(body, `{"@odata.context":`...)
	body = putString(body, a.context(q, name, ""))
	if more {
		body = append(body, `,"@odata.nextLink":`...)
		body = putString(body, q.nextLink(offset+len(page)))
	}
	body = append(body, `,"value":[`...)
	for i, entry := range page {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, entry...)
	}
	a.write(http.StatusOK, append(body, "]}"...))
}

// requestID is the same for the same request, so that a recorded run can be repeated.
func (a *answer) requestID() string {
	h := fnv.New128a()
	h.Write([]byte(a.request.Method + " " + a.request.URL.RequestURI()))
	sum := h.Sum(nil)
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:])
}

func (a *answer) clientRequestID() string {
	if id := a.request.Header.Get("client-request-id"); id != "" {
		return id
	}
	return a.requestID()
}

func (a *answer) refuse(r *refusal) {
	type inner struct {
		Date            string `json:"date"`
		RequestID       string `json:"request-id"`
		ClientRequestID string `json:"client-request-id"`
	}
	type body struct {
		Code       string `json:"code"`
		Message    string `json:"message"`
		InnerError inner  `json:"innerError"`
	}
	a.write(r.status, mustMarshal(map[string]body{"error": {r.code, r.message,
		inner{a.tenant.asOf.Format("2006-01-02T15:04:05"), a.requestID(), a.clientRequestID()}}}))
}

func (a *answer) write(status int, body []byte) {
	header := a.writer.Header()
	header.Set("Content-Type", jsonWithMeta)
	header.Set("request-id", a.requestID())
	header.Set("client-request-id", a.clientRequestID())
	a.writer.WriteHeader(status)
	// The reader has gone if this fails; there is nobody left to tell.
	_, _ = a.writer.Write(body)
}
