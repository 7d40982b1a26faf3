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
	Fault func(*http.Request) (status int, code, message string, header http.Header)
}

// The limits of Graph's pages.
const (
	mostSignIns  = 1000
	mostUsers    = 999
	usualUsers   = 100
	jsonWithMeta = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
)

// Handler serves the tenant as Microsoft Graph would, under /v1.0 and /beta: auditLogs/signIns, users, users/{id},
// users/{id}/mailboxSettings/userPurpose, subscribedSkus and organization. Any bearer token is accepted; requests without one
// are refused. Answers depend on the request alone.
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
}

func (a *answer) serve() {
	if a.request.Method != http.MethodGet {
		a.writer.Header().Set("Allow", http.MethodGet)
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

func (a *answer) route() *refusal {
	version, rest, _ := strings.Cut(strings.Trim(a.request.URL.Path, "/"), "/")
	a.beta = version == "beta"
	segments := strings.Split(rest, "/")
	switch {
	case version != "v1.0" && version != "beta":
		return &refusal{http.StatusNotFound, "ResourceNotFound", "Invalid version: " + version}
	case rest == "auditLogs/signIns":
		return a.signIns()
	case rest == "users":
		return a.userList()
	case rest == "subscribedSkus":
		return a.skus()
	case rest == "organization":
		return a.organization()
	case segments[0] == "users" && len(segments) == 2:
		return a.oneUser(segments[1])
	case segments[0] == "users" && len(segments) == 4 && segments[2] == "mailboxSettings" && segments[3] == "userPurpose":
		return a.userPurpose(segments[1])
	}
	return &refusal{http.StatusNotFound, "ResourceNotFound", fmt.Sprintf("Resource not found for the segment '%s'.", segments[len(segments)-1])}
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
	wanted, refused := a.filter(q)
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
	for i := range a.tenant.rows {
		if ascending {
			i = len(a.tenant.rows) - 1 - i
		}
		row := &a.tenant.rows[i]
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

// filter is the filter of a request, with what Graph adds by itself: without a word about event types only interactive rows
// are served, and v1.0 has no others.
func (a *answer) filter(q *query) (predicate, *refusal) {
	isInteractive := func(r *signIn) bool { return r.event == interactive }
	text, ok := q.options["$filter"]
	if !ok {
		return isInteractive, nil
	}
	f, err := parseFilter(text, a.beta)
	if err != nil {
		return nil, badRequest("Invalid filter clause: %v", err)
	}
	if f.saysEventTypes {
		return f.matches, nil
	}
	return func(r *signIn) bool { return isInteractive(r) && f.matches(r) }, nil
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

func (a *answer) userList() *refusal {
	q, refused := readQuery(a.request, "$select", "$top", "$skiptoken")
	if refused != nil {
		return refused
	}
	size, refused := q.pageSize(usualUsers, mostUsers, a.opts.PageSize)
	if refused != nil {
		return refused
	}
	chosen, refused := a.chooseUserProperties(q.selected())
	if refused != nil {
		return refused
	}
	offset, refused := q.offset()
	if refused != nil {
		return refused
	}
	users := a.tenant.users[min(offset, len(a.tenant.users)):]
	more := len(users) > size
	var page [][]byte
	for _, u := range users[:min(size, len(users))] {
		page = append(page, u.put(nil, chosen))
	}
	a.writePage(q, "users", page, offset, more)
	return nil
}

func (a *answer) chooseUserProperties(names []string) ([]string, *refusal) {
	if names == nil && !a.beta {
		return usualUserProperties, nil
	}
	return chooseProperties(names, a.tenant.users[0].names, "microsoft.graph.user")
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
	return nil, &refusal{http.StatusNotFound, "Request_ResourceNotFound",
		fmt.Sprintf("Resource '%s' does not exist or one of its queried reference-property objects are not present.", key)}
}

func (a *answer) oneUser(key string) *refusal {
	q, refused := readQuery(a.request, "$select")
	if refused != nil {
		return refused
	}
	chosen, refused := a.chooseUserProperties(q.selected())
	if refused != nil {
		return refused
	}
	u, refused := a.findUser(key)
	if refused != nil {
		return refused
	}
	body := append([]byte(`{"@odata.context":`), putString(nil, a.context(q, "users", "/$entity"))...)
	body = append(body, ',')
	a.write(http.StatusOK, append(body, u.put(nil, chosen)[1:]...))
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

func (a *answer) organization() *refusal {
	return a.wholeList("organization", "microsoft.graph.organization", []*record{a.tenant.organization()})
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
	return originOf(a.request) + "/" + version + "/$metadata#"
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
