package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	abstractions "github.com/microsoft/kiota-abstractions-go"
)

// Error is an answer of Graph that is no success. RequestID is what Microsoft's support asks for.
type Error struct {
	Status          int
	Code            string
	Message         string
	RequestID       string
	ClientRequestID string
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

// page is one answer of Graph.
type page struct {
	records   []json.RawMessage
	next      string
	requestID string
}

const (
	// maxBody bounds one page; the largest seen are a few megabytes.
	maxBody = 256 << 20
	// pageTries is how often one page is asked for when the connection or the server fails.
	pageTries = 4
	// pageTimeout bounds one page with all its tries.
	pageTimeout = 15 * time.Minute
)

// pages reads a list page by page, following next links as they are given. After an error nothing more comes, and what came before it is
// incomplete.
func (c *Client) pages(ctx context.Context, first *url.URL, headers map[string]string) iter.Seq2[page, error] {
	return func(yield func(page, error) bool) {
		seen := map[string]bool{}
		for at := first; ; {
			p, err := c.readPage(ctx, at, headers)
			if !yield(p, err) || err != nil || p.next == "" {
				return
			}
			at, err = c.nextLink(at, p.next)
			if err == nil && seen[p.next] {
				err = fmt.Errorf("%w: a next link was given twice, so the list would never end (request id %s)", errAnswer, p.requestID)
			}
			if err != nil {
				yield(page{}, err)
				return
			}
			seen[p.next] = true
		}
	}
}

// nextLink takes a link only to the host that the user named: the token goes with the request.
func (c *Client) nextLink(from *url.URL, link string) (*url.URL, error) {
	u, err := from.Parse(link)
	if err != nil || u.Scheme != c.base.Scheme || !strings.EqualFold(u.Host, c.base.Host) {
		return nil, fmt.Errorf("%w: its next link leads to another host than %s", errAnswer, c.base.Host)
	}
	return u, nil
}

// readPage reads one page. The SDK waits out throttling; a server error, a broken connection and a cut body are tried again here. The answer that
// a tenant lacks Entra ID P1 is tried again too, since it is known to come by mistake.
func (c *Client) readPage(ctx context.Context, at *url.URL, headers map[string]string) (page, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTimeout)
	defer cancel()
	pause := c.backoff
	for try := 1; ; try++ {
		p, err := c.get(ctx, at, headers)
		if err == nil || try == pageTries || !passing(err) || ctx.Err() != nil {
			return p, err
		}
		c.log.Info("asking again", "path", at.Path, "try", try+1, "error", err)
		timer := time.NewTimer(pause + rand.N(pause/4+1))
		select {
		case <-ctx.Done():
			timer.Stop()
			return page{}, ctx.Err()
		case <-timer.C:
		}
		pause *= 2
	}
}

// passing reports whether an error may go away by itself.
func passing(err error) bool {
	var e *Error
	if errors.As(err, &e) {
		switch e.Status {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return false // the SDK's handler has waited for these as long as it does
		}
		return e.Status >= 500 || e.Status == http.StatusRequestTimeout || e.Code == codeNoPremium
	}
	return !errors.Is(err, errAnswer) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// get makes one request through the SDK's adapter and takes the raw answer.
func (c *Client) get(ctx context.Context, at *url.URL, headers map[string]string) (page, error) {
	info := abstractions.NewRequestInformation()
	info.Method = abstractions.GET
	info.SetUri(*at)
	info.Headers.TryAdd("Accept", "application/json")
	for name, value := range headers {
		info.Headers.TryAdd(name, value)
	}
	var p page
	option := abstractions.NewRequestHandlerOption()
	option.SetResponseHandler(func(response any, _ abstractions.ErrorMappings) (any, error) {
		res, ok := response.(*http.Response)
		if !ok {
			return nil, fmt.Errorf("the SDK gave a %T for an answer", response)
		}
		var err error
		p, err = readAnswer(res)
		return nil, err
	})
	info.AddRequestOptions([]abstractions.RequestOption{option})
	_, err := c.adapter.SendPrimitive(ctx, info, "[]byte", nil)
	return p, err
}

// readAnswer reads a whole answer and closes it.
func readAnswer(res *http.Response) (p page, err error) {
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	p.requestID = oneLine(res.Header.Get("request-id"))
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err != nil {
		return p, fmt.Errorf("reading the answer (request id %s): %w", p.requestID, err)
	}
	if len(body) > maxBody {
		return p, fmt.Errorf("%w: it is larger than %d bytes", errAnswer, maxBody)
	}
	if res.StatusCode != http.StatusOK {
		return p, errorOf(res, body)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	var list struct {
		Value    *[]json.RawMessage `json:"value"`
		NextLink string             `json:"@odata.nextLink"`
	}
	err = json.Unmarshal(body, &list)
	var syntax *json.SyntaxError
	switch {
	case err != nil && len(body) > 0 && !looksLikeJSON(body):
		return p, fmt.Errorf("%w: it is %s and not JSON (is the address Graph's? a proxy or sign-in page may be in between; request id %q)", errAnswer, kindOfBody(res, body), p.requestID)
	case errors.As(err, &syntax):
		return p, fmt.Errorf("the answer is cut or damaged (request id %q): %w", p.requestID, err) // passing: asked for again
	case err != nil:
		return p, fmt.Errorf("%w: %w (request id %q)", errAnswer, err, p.requestID)
	case list.Value == nil:
		return p, fmt.Errorf("%w: it holds no list (request id %q)", errAnswer, p.requestID)
	}
	p.records, p.next = *list.Value, list.NextLink
	return p, nil
}

func looksLikeJSON(body []byte) bool {
	text := strings.TrimSpace(string(body[:min(len(body), 64)]))
	return strings.HasPrefix(text, "{")
}

// kindOfBody says in a word or two what came instead of JSON.
func kindOfBody(res *http.Response, body []byte) string {
	if len(body) == 0 {
		return "empty"
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	if kind == "" {
		kind = "of no known type"
	}
	return oneLine(kind)
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
		e.Code, e.Message = oneLine(b.Error.Code), oneLine(b.Error.Message)
		if e.RequestID == "" {
			e.RequestID = b.Error.InnerError.RequestID
		}
		if e.ClientRequestID == "" {
			e.ClientRequestID = b.Error.InnerError.ClientRequestID
		}
	} else {
		e.Message = "the answer is " + kindOfBody(res, body)
		if res.StatusCode/100 == 3 {
			e.Message = "the answer leads to another address, which is not followed (is the address Graph's? a sign-in page may be in between)"
		}
	}
	e.RequestID, e.ClientRequestID = oneLine(e.RequestID), oneLine(e.ClientRequestID)
	return e
}
