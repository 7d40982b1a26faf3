// Package loganalytics has a Log Analytics workspace count the sign-ins that Entra's diagnostic settings send there. It only reads.
//
// The query and the cutting of a window are kql's.
//
// Dependency: azquery, which only this package imports, is Microsoft's client for the workspace's query API.
package loganalytics

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/kql"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/monitor/azquery"
)

// Request says which workspace to ask, for which window.
type Request struct {
	// WorkspaceID is the GUID of the workspace's Overview page.
	WorkspaceID string
	Window      inventory.Window
	Credential  azcore.TokenCredential
	// Cloud is global, gcc-high, dod or china; empty is global.
	Cloud string
	// Endpoint replaces the cloud's API by one on this machine, for tests.
	Endpoint  string
	UserAgent string
	// Backoff is the first pause before a failed request is tried again; 0 means one second.
	Backoff time.Duration
	Log     *slog.Logger
	// Progress is called after each answer; nil is allowed.
	Progress func(span inventory.Window, groups int)
}

// ErrUsage is wrapped by errors about a request that can't be right, ErrAccess by those of a workspace that may not be read.
var (
	ErrUsage  = errors.New("wrong option")
	ErrAccess = errors.New("access was refused")
)

// The limits of one query. Source: Azure Monitor, "service limits": 500,000 rows, about 100 MB and ten minutes.
const (
	mostRows = 500_000
	wait     = 600 // seconds
)

// cutting begins with a day. A group is some hundred bytes, so that the size is reached after some hundred thousand of them.
var cutting = kql.Cutting{First: 24 * time.Hour, Least: time.Hour, Most: 16 * 24 * time.Hour, Few: 30_000}

// clouds give each cloud's API and the audience of its tokens, which azquery knows.
var clouds = map[string]cloud.Configuration{
	"": cloud.AzurePublic, "global": cloud.AzurePublic, "gcc-high": cloud.AzureGovernment, "dod": cloud.AzureGovernment, "china": cloud.AzureChina,
}

var guid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// CheckWorkspaceID refuses what can be no workspace's id and says where that is found. The error wraps ErrUsage.
func CheckWorkspaceID(id string) error {
	const where = "it is the GUID \"Workspace ID\" on the Overview page of the Log Analytics workspace in the Azure portal"
	switch {
	case id == "":
		return fmt.Errorf("%w: --from %s needs --workspace-id: %s", ErrUsage, kql.LogAnalytics, where)
	case !guid.MatchString(id):
		return fmt.Errorf("%w: --workspace-id %q is no workspace's id: %s, not its name or resource id", ErrUsage, id, where)
	}
	return nil
}

// Collect asks a workspace for the groups of a window and hands each on as one line of JSON. What was not answered whole is a gap of the result; what the
// workspace does not hold is in its Held and Tables. The error wraps ErrUsage or ErrAccess, is the credential's where nobody could sign in, the context's when
// that ended, and keep's when that failed.
func Collect(ctx context.Context, r Request, keep func([]byte) error) (kql.Result, error) {
	if err := CheckWorkspaceID(r.WorkspaceID); err != nil {
		return kql.Result{}, err
	}
	c := &collection{Request: r, what: "reading Log Analytics workspace " + r.WorkspaceID}
	if c.Progress == nil {
		c.Progress = func(inventory.Window, int) {}
	}
	var err error
	if c.client, err = r.connect(); err != nil {
		return kql.Result{}, err
	}
	held, err := c.reach(ctx)
	if err != nil {
		return kql.Result{}, err
	}
	var reach kql.Result
	reach.Hold(r.Window, held)
	result, err := cutting.Read(ctx, reach.Held, c.ask, keep)
	result.Held, result.Tables = reach.Held, reach.Tables
	result.RequestIDs = append([]string{c.reachID}, result.RequestIDs...)
	return result, err
}

// collection is one Collect.
type collection struct {
	Request
	what     string // begins every error
	client   *azquery.LogsClient
	reachID  string
	answered bool
}

// connect sets up azquery. A refusal for coming too soon and a passing failure are asked again by azcore; a query that runs into the server's time limit is
// not, since only a shorter span cures that.
func (r Request) connect() (*azquery.LogsClient, error) {
	at, ok := clouds[r.Cloud]
	if !ok {
		return nil, fmt.Errorf("%w: --cloud %q has no Log Analytics that is known here", ErrUsage, r.Cloud)
	}
	send := &sender{log: r.Log, client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if r.Endpoint != "" {
		u, err := url.Parse(r.Endpoint)
		if err != nil || u.Scheme != "http" || !isLoopback(u.Hostname()) {
			return nil, fmt.Errorf("%w: %q is no address on this machine, which is all that may stand for the Log Analytics API", ErrUsage, r.Endpoint)
		}
		send.plain = true
		service := at.Services[azquery.ServiceNameLogs]
		service.Endpoint = "https://" + u.Host + "/v1" // azcore gives a token to no other scheme; see sender
		at = cloud.Configuration{Services: map[cloud.ServiceName]cloud.ServiceConfiguration{azquery.ServiceNameLogs: service}}
	}
	backoff := r.Backoff
	if backoff == 0 {
		backoff = time.Second
	}
	client, err := azquery.NewLogsClient(credential{r.Credential}, &azquery.LogsClientOptions{ClientOptions: azcore.ClientOptions{
		Cloud: at, Transport: send, Telemetry: policy.TelemetryOptions{ApplicationID: r.UserAgent},
		Retry: policy.RetryOptions{
			MaxRetries: 4, RetryDelay: backoff, MaxRetryDelay: 60 * backoff, TryTimeout: (wait + 120) * time.Second,
			StatusCodes: []int{http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable},
		},
	}})
	if err != nil {
		return nil, fmt.Errorf("setting up azquery: %w", err)
	}
	return client, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// sender sends requests. It follows no redirect, since a token goes with each; and where the API is one on this machine, the wire is plain.
type sender struct {
	client *http.Client
	log    *slog.Logger
	plain  bool
}

func (s *sender) Do(req *http.Request) (*http.Response, error) {
	if s.plain {
		req = req.Clone(req.Context())
		req.URL.Scheme = "http"
	}
	res, err := s.client.Do(req)
	if err == nil {
		err = readWhole(res)
	}
	if s.log != nil && (err != nil || res.StatusCode != http.StatusOK) {
		status := 0
		if res != nil {
			status = res.StatusCode
		}
		s.log.Info("Log Analytics does not answer as asked", "path", req.URL.Path, "status", status, "error", err)
	}
	return res, err
}

// mostBytes bounds one answer, whose limit is about 100 MB.
const mostBytes = 256 << 20

// readWhole reads the body before azcore does, so that a cut one is a failure of the connection, which azcore asks again; of one that is cut in its own
// hands it says that nothing helps.
func readWhole(res *http.Response) (err error) {
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	var body bytes.Buffer
	if _, err := body.ReadFrom(io.LimitReader(res.Body, mostBytes+1)); err != nil {
		return fmt.Errorf("reading the answer (request id %s): %w", requestID(res), err)
	}
	if body.Len() > mostBytes {
		return fmt.Errorf("the answer is larger than %d bytes (request id %s)", mostBytes, requestID(res))
	}
	res.Body = io.NopCloser(&body)
	return nil
}

// credential tells a failure to sign in from all others; it is not tried again.
type credential struct{ azcore.TokenCredential }

func (c credential) GetToken(ctx context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, err := c.TokenCredential.GetToken(ctx, o)
	if err != nil {
		err = &signInError{err}
	}
	return token, err
}

type signInError struct{ error }

func (*signInError) NonRetriable()   {} // azcore's mark
func (e *signInError) Unwrap() error { return e.error }

// query sends one query and gives its table.
func (c *collection) query(ctx context.Context, text string) (answered, error) {
	var res *http.Response
	seconds := wait
	got, err := c.client.QueryWorkspace(runtime.WithCaptureResponse(ctx, &res), c.WorkspaceID, azquery.Body{Query: &text},
		&azquery.LogsClientQueryWorkspaceOptions{Options: &azquery.LogsQueryOptions{Wait: &seconds}})
	a := answered{requestID: requestID(res)}
	if err != nil {
		return a, errorOf(res, a.requestID, err)
	}
	if got.Error != nil {
		a.partial = errors.New(said(res, "the answer is partial: "+innermost([]byte(got.Error.Error()), got.Error.Code)))
	}
	if len(got.Tables) == 0 || got.Tables[0] == nil {
		return a, fmt.Errorf("the answer holds no table (request id %s)", a.requestID)
	}
	a.rows = got.Tables[0].Rows
	a.columns = map[string]int{}
	for i, column := range got.Tables[0].Columns {
		if column != nil && column.Name != nil {
			a.columns[*column.Name] = i
		}
	}
	return a, nil
}

// answered is the table of an answer.
type answered struct {
	requestID string
	columns   map[string]int
	rows      []azquery.Row
	partial   error
}

// value gives one value of a row as JSON.
func (a answered) value(row azquery.Row, column string) (json.RawMessage, bool) {
	i, ok := a.columns[column]
	if !ok || i >= len(row) {
		return nil, false
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(row[i]) != nil {
		return nil, false
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), true
}

// reach asks which span each table holds.
func (c *collection) reach(ctx context.Context) ([]kql.Held, error) {
	a, err := c.query(ctx, kql.Reach(kql.LogAnalytics, c.Window))
	if err == nil && a.partial != nil {
		err = fmt.Errorf("%w (request id %s): run it again", a.partial, a.requestID)
	}
	if err != nil {
		return nil, c.fail(ctx, err)
	}
	c.reachID = a.requestID
	var held []kql.Held
	for _, row := range a.rows {
		var h kql.Held
		for name, into := range map[string]any{"Table": &h.Table, "Oldest": &h.Since, "Newest": &h.Until} {
			value, ok := a.value(row, name)
			if !ok || json.Unmarshal(value, into) != nil {
				return nil, fmt.Errorf("%s: the answer's column %s is not what was asked for (request id %s)", c.what, name, a.requestID)
			}
		}
		held = append(held, h)
	}
	if len(held) == 0 {
		return nil, fmt.Errorf("%s: it holds no sign-in of any kind from %s to %s (request id %s): %s", c.what,
			c.Window.Since.Format(time.RFC3339), c.Window.Until.Format(time.RFC3339), a.requestID, sendThere)
	}
	return held, nil
}

// sendThere is said where the tables are not there or empty.
const sendThere = "look in the Entra admin center, Monitoring, Diagnostic settings, which workspace SigninLogs and NonInteractiveUserSignInLogs are sent to, " +
	"and give its --workspace-id"

// ask asks for one span.
func (c *collection) ask(ctx context.Context, span inventory.Window) (kql.Answer, error) {
	a, err := c.query(ctx, kql.SignInGroups(kql.LogAnalytics, span))
	answer := kql.Answer{RequestID: a.requestID}
	if err != nil {
		if isTooMuch(err) {
			answer.Cut = err
			c.note(span, err)
			return answer, nil
		}
		if c.answered && passes(ctx, err) {
			answer.Cut, answer.Stop = fmt.Errorf("%w: run it again", err), true
			return answer, nil
		}
		return answer, c.fail(ctx, err)
	}
	c.answered = true
	switch {
	case a.partial != nil:
		answer.Cut = fmt.Errorf("%w (request id %s)", a.partial, a.requestID)
	case len(a.rows) >= mostRows:
		answer.Cut = fmt.Errorf("the answer has the %d rows that the API gives at most (request id %s)", mostRows, a.requestID)
	}
	if answer.Cut != nil {
		if c.note(span, answer.Cut); cutting.Shortens(span) {
			return answer, nil
		}
	}
	answer.Groups = make([]kql.Group, 0, len(a.rows))
	for _, row := range a.rows {
		g, err := kql.NewGroup(func(column string) (json.RawMessage, bool) { return a.value(row, column) })
		if err != nil {
			return answer, fmt.Errorf("%s: the answer is not what was asked for: %w (request id %s)", c.what, err, a.requestID)
		}
		answer.Groups = append(answer.Groups, g)
	}
	c.Progress(span, len(answer.Groups))
	return answer, nil
}

func (c *collection) note(span inventory.Window, why error) {
	if c.Log != nil {
		c.Log.Info("a span is not answered whole", "since", span.Since, "until", span.Until, "error", why)
	}
}

// Error is an answer of the API that is no success.
type Error struct {
	Status        int
	Code, Message string
	RequestID     string
}

func (e *Error) Error() string {
	text := fmt.Sprint(e.Status)
	if e.Code != "" {
		text += " " + e.Code
	}
	if e.Message != "" {
		text += ": " + strings.TrimRight(e.Message, ". ")
	}
	return text + " (request id " + e.RequestID + ")"
}

// errorOf decodes a failure. Whatever it is, status and request id stay.
func errorOf(res *http.Response, id string, err error) error {
	var failed *azcore.ResponseError
	if !errors.As(err, &failed) {
		return err
	}
	e := &Error{Status: failed.StatusCode, Code: said(res, failed.ErrorCode), RequestID: id}
	if failed.RawResponse != nil && failed.RawResponse.Body != nil {
		body, _ := io.ReadAll(io.LimitReader(failed.RawResponse.Body, 1<<20)) // azcore has read it; what can't be read leaves the status
		var wrapped struct{ Error json.RawMessage }
		if json.Unmarshal(body, &wrapped) == nil && len(wrapped.Error) > 0 {
			e.Message = said(res, innermost(wrapped.Error, failed.ErrorCode))
		} else {
			e.Message = "the answer is no JSON: is a proxy or sign-in page in between?"
		}
	}
	return e
}

// innermost gives the sentences of an error that nests others: what is inside says more. code is one that is told already.
func innermost(body []byte, code string) string {
	var e struct {
		Code, Message string
		InnerError    json.RawMessage
		Details       []json.RawMessage
	}
	if json.Unmarshal(body, &e) != nil {
		return code
	}
	text := e.Message
	if e.Code != "" && code == "" {
		text = e.Code + ": " + text
	}
	for _, inner := range append(e.Details, e.InnerError) {
		if len(inner) > 0 {
			text += " " + innermost(inner, "")
		}
	}
	return strings.TrimSpace(text)
}

// requestID is what Microsoft's support asks for: the server's id of a request, else the one that azcore gave it.
func requestID(res *http.Response) string {
	if res == nil {
		return ""
	}
	for _, name := range []string{"x-ms-request-id", "request-id", "x-ms-correlation-request-id", "x-ms-client-request-id"} {
		if id := res.Header.Get(name); id != "" {
			return said(res, id)
		}
	}
	if res.Request != nil {
		return said(res, res.Request.Header.Get("x-ms-client-request-id"))
	}
	return ""
}

// bearer finds a token in a text.
var bearer = regexp.MustCompile(`(?i)bearer\s+[^\s"']+|eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*`)

// said is a text of the server, on one line, at a length that a person reads, and without the token where the server sends that back.
func said(res *http.Response, text string) string {
	if res != nil && res.Request != nil {
		if _, token, ok := strings.Cut(res.Request.Header.Get("Authorization"), " "); ok && token != "" {
			text = strings.ReplaceAll(text, token, "(withheld)")
		}
	}
	text = strings.Join(strings.FieldsFunc(bearer.ReplaceAllString(text, "(withheld)"), func(r rune) bool {
		return r <= ' ' || r >= 0x7f && r < 0xa0
	}), " ")
	if runes := []rune(text); len(runes) > 400 {
		text = string(runes[:400]) + "…"
	}
	return text
}

// isTooMuch recognises a failure that a shorter span cures.
func isTooMuch(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Status {
	case http.StatusGatewayTimeout, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge:
		return true
	case http.StatusBadRequest:
		text := strings.ToLower(e.Message)
		for _, sign := range []string{"too_large", "e_low_memory", "e_runaway", "exceeded", "timed out", "timeout"} {
			if strings.Contains(text, sign) {
				return true
			}
		}
	}
	return false
}

// passes reports whether a failure may be gone later: the server's own, one for coming too soon, or one of the network.
func passes(ctx context.Context, err error) bool {
	var e *Error
	var signIn *signInError
	switch {
	case ctx.Err() != nil, errors.As(err, &signIn):
		return false
	case errors.As(err, &e):
		return e.Status >= 500 || e.Status == http.StatusTooManyRequests
	}
	return true
}

// fail names the workspace and the next step of a failure that ends the collection.
func (c *collection) fail(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *Error
	var signIn *signInError
	switch {
	case errors.As(err, &signIn):
		return signIn.error // which says what to do
	case !errors.As(err, &e):
		return fmt.Errorf("%s: %w: check the network and --cloud", c.what, err)
	}
	switch e.Status {
	case http.StatusUnauthorized:
		return fmt.Errorf("%w: %s: %w: sign in again with a token for %s", ErrAccess, c.what, err, clouds[c.Cloud].Services[azquery.ServiceNameLogs].Audience)
	case http.StatusForbidden:
		return fmt.Errorf("%w: %s: %w: give the signed-in person or application the role Log Analytics Reader on the workspace "+
			"(Azure portal, the workspace, Access control), and wait some minutes", ErrAccess, c.what, err)
	case http.StatusNotFound:
		return fmt.Errorf("%s: %w: check --workspace-id, which is the GUID on the workspace's Overview page, and --cloud", c.what, err)
	case http.StatusBadRequest:
		if strings.Contains(strings.ToLower(e.Message), "failed to resolve") {
			return fmt.Errorf("%s: it has neither table of sign-ins: %w: %s", c.what, err, sendThere)
		}
	}
	return fmt.Errorf("%s: %w: run it again, and give the request id to Microsoft's support if it goes on", c.what, err)
}
