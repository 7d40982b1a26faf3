package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"unbasic/inventory/graph/scan"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	abstractions "github.com/microsoft/kiota-abstractions-go"
)

// Error is an answer of Graph that is no success. RequestID is what Microsoft's support asks for.
type Error struct {
	Status          int
	Code            string
	Message         string
	RequestID       string
	ClientRequestID string
	// after is what the server said to wait; says is false where it said nothing.
	after time.Duration
	says  bool
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", e.Status)
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + strings.TrimRight(e.Message, ". "))
	}
	if e.RequestID != "" {
		b.WriteString(" (request id " + e.RequestID + ")")
	}
	return b.String()
}

// errAnswer is wrapped where a success is not what Graph gives: HTML, no list, a cut body.
var errAnswer = errors.New("the answer is not what Graph gives")

// errSlow is wrapped where an answer did not come in time.
var errSlow = errors.New("the answer did not come in time")

const (
	// maxBody bounds one answer; the largest seen are a few megabytes.
	maxBody = 256 << 20
	// askTries is how often one thing is asked for when the connection or the server fails.
	askTries = 4
	// patience is how long one thing is asked for in all, in units of the first pause: waiting out a throttle is part of it.
	patience = 1800
	// leastPatience is the same where the pauses are short: a busy machine is no slow server.
	leastPatience = 20 * time.Second
)

// call is one request, to be made as often as need be.
type call struct {
	method abstractions.HttpMethod // GET where it is not set
	at     *url.URL
	header map[string]string
	body   []byte
	pace   *pace
	rank   int
	// redirect: a 302 is the answer and is not followed.
	redirect bool
	// once: an answer that did not come in time is not asked for again.
	once bool
}

// answer is what came back. Its body is gone when the function that reads it returns.
type answer struct {
	status    int
	header    http.Header
	body      []byte
	requestID string
}

// bodies are buffers for answers, which are used again: a page of sign-ins takes three megabytes. One is taken when an answer begins, not while it is waited
// for, and only so many are read at once; the others wait on the wire. It is a list and no sync.Pool, which would let them go at every garbage collection.
var bodies = func() chan *bytes.Buffer {
	list := make(chan *bytes.Buffer, mostBodies)
	for range mostBodies {
		list <- new(bytes.Buffer)
	}
	return list
}()

// mostBodies is more than two cores can read at once.
const mostBodies = 6

func takeBody() *bytes.Buffer {
	b := <-bodies
	b.Reset()
	return b
}

func giveBody(b *bytes.Buffer) {
	const usual = 16 << 20
	if b.Cap() > usual {
		b = new(bytes.Buffer) // one large answer is no reason to hold its memory
	}
	bodies <- b
}

// ask makes a request until it is answered, or until asking on makes no sense. Refusals for coming too soon are waited out; a server error, a broken
// connection, a cut body and an answer that read can't use are asked for again. The answer that a tenant lacks Entra ID P1 is asked for again
// too, since it is known to come by mistake, and so is 401, since the credential may have a newer token by then.
func (c *Client) ask(ctx context.Context, q call, read func(answer) error) error {
	all, cancel := context.WithTimeout(ctx, max(patience*c.unit, leastPatience))
	defer cancel()
	pause := c.unit
	var last error
	for try := 1; ; try++ {
		sent, err := q.pace.enter(all, q.rank)
		if err != nil {
			if ctx.Err() == nil && last != nil {
				return last // the server would not have it in all that time
			}
			return cmp.Or(ctx.Err(), err)
		}
		err = c.once(all, q, read)
		var refusal *Error
		if errors.As(err, &refusal) && refusal.Status == http.StatusTooManyRequests {
			q.pace.refusal(sent, refusal.after, refusal.says)
			c.log.Info("Graph asks to wait", "path", q.at.Path, "retryAfter", refusal.after, "said", refusal.says)
			last = err
			try--
			continue
		}
		q.pace.answer(sent, err == nil || refusal != nil) // an error is an answer too
		if err == nil || ctx.Err() != nil {
			return cmp.Or(ctx.Err(), err)
		}
		if last = err; try >= triesFor(err) || q.once && slow(err) {
			return err
		}
		c.log.Info("asking again", "path", q.at.Path, "try", try+1, "error", err)
		wait := pause + rand.N(pause/4+1)
		if refusal != nil && refusal.says {
			wait = max(wait, refusal.after)
		}
		if sleep(all, wait) != nil {
			return cmp.Or(ctx.Err(), last)
		}
		pause *= 2
	}
}

// sleep waits, or gives the context's error.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// triesFor says how often an error is worth asking anew.
func triesFor(err error) int {
	var e *Error
	var store *storeError
	switch {
	case errors.As(err, &store):
		return 1
	case errors.As(err, &e) && e.Status == http.StatusUnauthorized:
		return 3
	case errors.As(err, &e):
		if e.Status >= 500 && e.Status != http.StatusNotImplemented || e.Status == http.StatusRequestTimeout || e.Code == codeNoPremium {
			return askTries
		}
		return 1
	case errors.Is(err, errAnswer) && !errors.Is(err, scan.ErrShape), errors.Is(err, ErrSignIn), errors.Is(err, context.Canceled):
		return 1
	}
	return askTries
}

// slow reports whether an answer did not come in time: a gateway's word for it, or our own.
func slow(err error) bool {
	var e *Error
	var timeout net.Error
	return errors.As(err, &e) && (e.Status == http.StatusGatewayTimeout || e.Status == http.StatusRequestTimeout) ||
		errors.Is(err, errSlow) || errors.As(err, &timeout) && timeout.Timeout()
}

// once makes one request through the SDK's adapter and takes the raw answer.
func (c *Client) once(ctx context.Context, q call, read func(answer) error) error {
	info := abstractions.NewRequestInformation()
	info.Method = q.method
	info.SetUri(*q.at)
	info.Headers.TryAdd("Accept", "application/json")
	for name, value := range q.header {
		info.Headers.TryAdd(name, value)
	}
	if q.body != nil {
		info.SetStreamContentAndContentType(q.body, "application/json")
	}
	stalled := newStallGuard(ctx, c.stall)
	defer stalled.stop()
	answered := false
	option := abstractions.NewRequestHandlerOption()
	option.SetResponseHandler(func(response any, _ abstractions.ErrorMappings) (any, error) {
		res, ok := response.(*http.Response)
		if !ok {
			return nil, fmt.Errorf("the SDK gave a %T for an answer", response)
		}
		answered = true
		return nil, readAnswer(res, q.redirect, stalled, read)
	})
	info.AddRequestOptions([]abstractions.RequestOption{option})
	_, err := c.adapter.SendPrimitive(stalled.ctx, info, "[]byte", nil)
	switch {
	case err == nil && !answered:
		return fmt.Errorf("%w: the SDK gave none", errAnswer)
	case err != nil && stalled.fired() && ctx.Err() == nil:
		return fmt.Errorf("%w: nothing came for %s", errSlow, c.stall)
	case err != nil && !answered && isCredential(err):
		return fmt.Errorf("%w: %s", ErrSignIn, oneLine(err.Error()))
	}
	return err
}

// isCredential recognises a credential that can't give a token any more.
func isCredential(err error) bool {
	var failed *azidentity.AuthenticationFailedError
	var required *azidentity.AuthenticationRequiredError
	return errors.As(err, &failed) || errors.As(err, &required)
}

// stallGuard ends a request of which nothing comes for a while, however long it may take in all.
type stallGuard struct {
	ctx    context.Context
	cancel context.CancelFunc
	limit  time.Duration
	timer  *time.Timer
	over   atomic.Bool
}

func newStallGuard(ctx context.Context, limit time.Duration) *stallGuard {
	g := &stallGuard{limit: limit}
	g.ctx, g.cancel = context.WithCancel(ctx)
	// The first byte may take longer: wide queries for sign-ins have been seen to take five minutes.
	g.timer = time.AfterFunc(5*limit, func() { g.over.Store(true); g.cancel() })
	return g
}

func (g *stallGuard) alive()      { g.timer.Reset(g.limit) }
func (g *stallGuard) fired() bool { return g.over.Load() }
func (g *stallGuard) stop()       { g.timer.Stop(); g.cancel() }

// guardedBody tells the guard of each read.
type guardedBody struct {
	io.Reader
	guard *stallGuard
}

func (b guardedBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if n > 0 {
		b.guard.alive()
	}
	return n, err
}

// readAnswer reads a whole answer and closes it.
func readAnswer(res *http.Response, redirect bool, guard *stallGuard, read func(answer) error) (err error) {
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	guard.alive()
	a := answer{status: res.StatusCode, header: res.Header, requestID: said(res, res.Header.Get("request-id"))}
	body := takeBody()
	defer giveBody(body)
	if res.ContentLength > 0 && res.ContentLength < maxBody {
		body.Grow(int(res.ContentLength) + bytes.MinRead)
	}
	if _, err := body.ReadFrom(io.LimitReader(guardedBody{res.Body, guard}, maxBody+1)); err != nil {
		return fmt.Errorf("reading the answer (request id %s): %w", a.requestID, err)
	}
	if body.Len() > maxBody {
		return fmt.Errorf("%w: it is larger than %d bytes", errAnswer, maxBody)
	}
	a.body = bytes.TrimPrefix(body.Bytes(), []byte("\xef\xbb\xbf"))
	if a.status != http.StatusOK && !(redirect && a.status == http.StatusFound) {
		return errorOf(res, a.body)
	}
	return read(a)
}

// page is one part of a list. Its records lie in the answer's body.
type page struct {
	records   []scan.Record
	next      string
	requestID string
	date      time.Time
}

// pageOf makes a page of an answer. scratch is used again for the records.
func pageOf(a answer, scratch []scan.Record) (page, error) {
	p := page{requestID: a.requestID, records: scratch}
	p.date, _ = http.ParseTime(a.header.Get("Date"))
	var found bool
	var err error
	p.records, p.next, found, err = scan.Page(a.body, scratch)
	switch {
	case err != nil && len(a.body) > 0 && !looksLikeJSON(a.body):
		return p, fmt.Errorf("%w: it is %s and not JSON (is the address Graph's? a proxy or sign-in page may be in between; request id %q)", errAnswer, kindOfBody(a.header, a.body), a.requestID)
	case err != nil:
		return p, fmt.Errorf("%w (request id %q)", err, a.requestID) // asked for again
	case !found:
		return p, fmt.Errorf("%w: it holds no list (request id %q)", errAnswer, a.requestID)
	}
	return p, nil
}

// each reads a list page by page, following next links as they are given, and hands every page on. After an error what came before is incomplete.
func (c *Client) each(ctx context.Context, q call, take func(page) error) error {
	seen := map[string]bool{}
	scratch := scratches.Get().(*[]scan.Record)
	defer scratches.Put(scratch)
	for {
		var next, requestID string
		err := c.ask(ctx, q, func(a answer) error {
			p, err := pageOf(a, *scratch)
			*scratch = p.records
			if err != nil {
				return err
			}
			next, requestID = p.next, p.requestID
			return take(p)
		})
		if err != nil || next == "" {
			return err
		}
		if seen[next] {
			return fmt.Errorf("%w: a next link was given twice, so the list would never end (request id %s)", errRepeated, requestID)
		}
		seen[next] = true
		if q.at, err = c.nextLink(q.at, next); err != nil {
			return err
		}
	}
}

// scratches are lists of records to be used again.
var scratches = sync.Pool{New: func() any { return &[]scan.Record{} }}

// errRepeated is wrapped where a list goes round in circles.
var errRepeated = fmt.Errorf("%w: it was given before", errAnswer)

// nextLink takes a link only to the host that the user named: the token goes with the request.
func (c *Client) nextLink(from *url.URL, link string) (*url.URL, error) {
	u, err := from.Parse(link)
	if err != nil || u.Scheme != c.base.Scheme || !strings.EqualFold(u.Host, c.base.Host) {
		return nil, fmt.Errorf("%w: its next link leads to another host than %s", errAnswer, c.base.Host)
	}
	return u, nil
}

func looksLikeJSON(body []byte) bool {
	text := strings.TrimSpace(string(body[:min(len(body), 64)]))
	return strings.HasPrefix(text, "{")
}

// kindOfBody says in a word or two what came instead of JSON.
func kindOfBody(header http.Header, body []byte) string {
	if len(body) == 0 {
		return "empty"
	}
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	if kind == "" {
		kind = "of no known type"
	}
	return oneLine(bearer.ReplaceAllString(kind, "(withheld)"))
}

// errorOf decodes an error body. Whatever it is, status and request id stay.
func errorOf(res *http.Response, body []byte) *Error {
	var b struct {
		Error struct {
			Code       string `json:"code"`
			Message    string `json:"message"`
			InnerError struct {
				RequestID       string `json:"request-id"`
				ClientRequestID string `json:"client-request-id"`
			} `json:"innerError"`
		} `json:"error"`
	}
	e := &Error{Status: res.StatusCode, RequestID: res.Header.Get("request-id"), ClientRequestID: res.Header.Get("client-request-id")}
	if json.Unmarshal(body, &b) == nil && b.Error.Code != "" {
		e.Code, e.Message = said(res, b.Error.Code), said(res, b.Error.Message)
		if e.RequestID == "" {
			e.RequestID = b.Error.InnerError.RequestID
		}
		if e.ClientRequestID == "" {
			e.ClientRequestID = b.Error.InnerError.ClientRequestID
		}
	} else {
		e.Message = "the answer is " + kindOfBody(res.Header, body)
		if res.StatusCode/100 == 3 {
			e.Message = "the answer leads to another address, which is not followed (is the address Graph's? a sign-in page may be in between)"
		}
	}
	e.RequestID, e.ClientRequestID = said(res, e.RequestID), said(res, e.ClientRequestID)
	e.after, e.says = retryAfter(res.Header.Get("Retry-After"))
	return e
}

// bearer finds a token in a text.
var bearer = regexp.MustCompile(`(?i)bearer\s+[^\s"']+|eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*`)

// said is a text of the server, on one line, and without the token where the server sends that back.
func said(res *http.Response, text string) string {
	if res.Request != nil {
		if _, token, ok := strings.Cut(res.Request.Header.Get("Authorization"), " "); ok && token != "" {
			text = strings.ReplaceAll(text, token, "(withheld)")
		}
	}
	return oneLine(bearer.ReplaceAllString(text, "(withheld)"))
}

// retryAfter reads how long to wait: in seconds, or until a time.
func retryAfter(text string) (time.Duration, bool) {
	if seconds, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil && seconds >= 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second)), true
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, time.Until(at)), true
	}
	return 0, false
}
