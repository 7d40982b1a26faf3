package samples

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// The limits of a batch.
const (
	mostInBatch  = 20
	mostOfABatch = 1 << 20 // bytes
)

// A batchRequest is one request of a batch. Bodies and dependencies are read to refuse them, because what is only read needs neither.
type batchRequest struct {
	ID        string            `json:"id"`
	Method    string            `json:"method"`
	URL       string            `json:"url"`
	Headers   map[string]string `json:"headers"`
	Body      map[string]any    `json:"body"`
	DependsOn []string          `json:"dependsOn"`
}

type batchResponse struct {
	ID      string            `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body,omitempty"`
}

// batch answers several requests at once. The answers come in the reverse order: Graph promises none, and a client that relies on one
// should fail here and not in a tenant.
func (a *answer) batch() *refusal {
	if _, refused := readQuery(a.request); refused != nil {
		return refused
	}
	requests, refused := a.readBatch()
	if refused != nil {
		return refused
	}
	responses := make([]batchResponse, len(requests))
	for i, r := range requests {
		responses[len(requests)-1-i] = a.answerInner(r)
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false) // an inner answer is the bytes that it would be alone
	if err := encoder.Encode(map[string][]batchResponse{"responses": responses}); err != nil {
		panic("samples: encoding a batch: " + err.Error()) // every body is JSON of this package's own
	}
	a.write(http.StatusOK, body.Bytes())
	return nil
}

// readBatch reads and checks the requests of a batch: one that is wrong spoils them all.
func (a *answer) readBatch() ([]batchRequest, *refusal) {
	var batch struct {
		Requests []batchRequest `json:"requests"`
	}
	decoder := json.NewDecoder(io.LimitReader(a.request.Body, mostOfABatch))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&batch); err != nil {
		return nil, badRequest("Invalid batch payload format: %v", err)
	}
	switch n := len(batch.Requests); {
	case n == 0:
		return nil, badRequest("Invalid batch payload format: there are no requests.")
	case n > mostInBatch:
		return nil, badRequest("Number of batch request steps exceeds the maximum value of %d.", mostInBatch)
	}
	seen := map[string]bool{}
	for _, r := range batch.Requests {
		switch {
		case r.ID == "":
			return nil, badRequest("Invalid batch payload format: a request has no id.")
		case seen[r.ID]:
			return nil, badRequest("Request Id '%s' has to be unique in a batch.", r.ID)
		case len(r.Body) > 0 || len(r.DependsOn) > 0:
			return nil, badRequest("Request '%s' has a body or depends on another: only plain reading is served.", r.ID)
		case r.Method == "" || r.URL == "":
			return nil, badRequest("Request '%s' has no method or no url.", r.ID)
		}
		seen[r.ID] = true
	}
	return batch.Requests, nil
}

// answerInner answers one request of a batch as if it had come by itself, to the version and with the token of the batch.
func (a *answer) answerInner(r batchRequest) batchResponse {
	target, err := url.Parse(r.URL)
	w := &recorder{header: http.Header{}}
	inner := a.request.Clone(a.request.Context())
	inner.Method, inner.Body, inner.ContentLength = r.Method, http.NoBody, 0
	inner.Header = http.Header{}
	for name, value := range r.Headers {
		inner.Header.Set(name, value)
	}
	inner.Header.Set("Authorization", a.request.Header.Get("Authorization"))
	answered := &answer{tenant: a.tenant, opts: a.opts, writer: w, request: inner, inner: true}
	if err != nil || target.Scheme != "" || target.Host != "" {
		answered.refuse(badRequest("Invalid request url '%s': a url of a batch is relative to its version.", r.URL))
	} else {
		version, _ := a.split()
		inner.URL = target
		inner.URL.Path = "/" + version + "/" + strings.TrimPrefix(target.Path, "/")
		inner.URL.RawPath = ""
		inner.RequestURI = inner.URL.RequestURI()
		answered.serve()
	}
	return batchResponse{ID: r.ID, Status: w.status, Headers: w.headers(), Body: w.body}
}

// A recorder keeps an answer instead of sending it.
type recorder struct {
	header http.Header
	status int
	body   []byte
}

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) { w.status = status }

func (w *recorder) Write(b []byte) (int, error) {
	w.body = append(w.body, b...)
	return len(b), nil
}

// headers are those of an answer within a batch, in Graph's spelling and with one value each.
func (w *recorder) headers() map[string]string {
	all := map[string]string{}
	for name, values := range w.header {
		switch name {
		case "Request-Id", "Client-Request-Id":
			name = strings.ToLower(name)
		}
		all[name] = strings.Join(values, ",")
	}
	if all["Content-Type"] == jsonWithMeta {
		all["Content-Type"] = "application/json"
	}
	return all
}
