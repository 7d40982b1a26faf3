package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph/scan"
	"unbasic/inventory/kql"

	abstractions "github.com/microsoft/kiota-abstractions-go"
)

// HuntRequest says which window of advanced hunting to count.
type HuntRequest struct {
	// Window is the span of sign-in time, UTC.
	Window inventory.Window
	// Progress is called after each answer and each wait; nil is allowed.
	Progress func(Progress)
}

// Hunted is the source that Hunt reads, and HuntingPath where.
var Hunted = Source{Name: inventory.SourceHunting}

// HuntingPath is the Graph path of advanced hunting.
const HuntingPath = "/v1.0/security/runHuntingQuery"

// The limits of one query. Source: Microsoft Defender XDR, "advanced hunting API": 100,000 rows, 50 MB, three minutes, 45 calls
// a minute of one tenant.
const mostHunted = 100_000

var (
	quotaHunting = &quota{requests: 45, window: time.Minute, strict: true}
	// huntingCutting begins with a day and stays far below 50 MB.
	huntingCutting = kql.Cutting{First: 24 * time.Hour, Least: time.Hour, Most: 8 * 24 * time.Hour, Few: 12_000}
)

// Hunt has advanced hunting count the sign-ins of a window and hands each group on as one line of JSON. What was not answered whole is a gap of the result.
// The error wraps ErrSignIn where the query is refused, is the context's when that ended, and keep's when that failed.
func (c *Client) Hunt(ctx context.Context, o HuntRequest, keep func([]byte) error) (kql.Result, error) {
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	h := &hunt{client: c, asked: o, pace: newPace(*quotaHunting, c.unit, 1, nil)}
	h.pace.waiting = func(wait time.Duration, why string) { o.Progress(Progress{Wait: wait, Why: why}) }
	held, id, err := h.reach(ctx)
	if err != nil {
		return kql.Result{}, err
	}
	var reach kql.Result
	reach.Hold(o.Window, held)
	result, err := huntingCutting.Read(ctx, reach.Held, h.ask, keep)
	result.Held, result.Tables = reach.Held, reach.Tables
	result.RequestIDs = append([]string{id}, result.RequestIDs...)
	return result, err
}

// huntingNeeds is said where sign-ins are not in advanced hunting.
const huntingNeeds = "that needs Entra ID P2 and Microsoft Defender XDR; read the sign-ins with unbasic collect instead"

// hunt is one Hunt.
type hunt struct {
	client   *Client
	asked    HuntRequest
	pace     *pace
	answered bool
}

// hunted is an answer: rows with a value for each column.
type hunted struct {
	Results   *[]map[string]json.RawMessage `json:"results"`
	requestID string
}

// query sends one query. One that is answered too late is not sent again: only a shorter span cures that.
func (h *hunt) query(ctx context.Context, text string, w inventory.Window) (hunted, error) {
	var got hunted
	body, err := json.Marshal(struct{ Query, Timespan string }{text, w.Since.UTC().Format(time.RFC3339) + "/" + w.Until.UTC().Format(time.RFC3339Nano)})
	if err != nil {
		return got, err
	}
	q := call{method: abstractions.POST, at: h.client.resource("v1.0", strings.TrimPrefix(HuntingPath, "/v1.0/"), nil), body: body, pace: h.pace, once: true}
	err = h.client.ask(ctx, q, func(a answer) error {
		got = hunted{requestID: a.requestID}
		switch err := json.Unmarshal(a.body, &got); {
		case err != nil && !looksLikeJSON(a.body):
			return fmt.Errorf("%w: it is %s and not JSON (is the address Graph's? request id %q)", errAnswer, kindOfBody(a.header, a.body), a.requestID)
		case err != nil:
			return fmt.Errorf("%w: %w (request id %q)", scan.ErrShape, err, a.requestID)
		case got.Results == nil:
			return fmt.Errorf("%w: it holds no results (request id %q)", errAnswer, a.requestID)
		}
		return nil
	})
	return got, err
}

// reach asks which span the table holds.
func (h *hunt) reach(ctx context.Context) ([]kql.Held, string, error) {
	w := h.asked.Window
	got, err := h.query(ctx, kql.Reach(kql.Hunting, w), w)
	if err != nil {
		return nil, "", h.fail(ctx, err)
	}
	var held []kql.Held
	for _, row := range *got.Results {
		var one kql.Held
		for name, into := range map[string]any{"Table": &one.Table, "Oldest": &one.Since, "Newest": &one.Until} {
			if json.Unmarshal(row[name], into) != nil {
				return nil, "", fmt.Errorf("advanced hunting: the answer's column %s is not what was asked for (request id %s)", name, got.requestID)
			}
		}
		held = append(held, one)
	}
	if len(held) == 0 {
		return nil, "", fmt.Errorf("advanced hunting: EntraIdSignInEvents holds no sign-in of any kind from %s to %s (request id %s): "+huntingNeeds, w.Since.Format(time.RFC3339), w.Until.Format(time.RFC3339), got.requestID)
	}
	return held, got.requestID, nil
}

// ask asks for one span.
func (h *hunt) ask(ctx context.Context, span inventory.Window) (kql.Answer, error) {
	got, err := h.query(ctx, kql.SignInGroups(kql.Hunting, span), span)
	answer := kql.Answer{RequestID: got.requestID}
	switch {
	case err == nil:
	case ctx.Err() == nil && !isFatal(err) && (slow(err) || tooMuch(err)):
		answer.Cut = errors.New(explainHunt(err))
		h.client.log.Info("a span is not answered whole", "since", span.Since, "until", span.Until, "error", err)
		return answer, nil
	case ctx.Err() == nil && h.answered && !isFatal(err) && !refusedHunt(err):
		answer.Cut, answer.Stop = errors.New(explainHunt(err)), true
		return answer, nil
	default:
		return answer, h.fail(ctx, err)
	}
	h.answered = true
	if len(*got.Results) >= mostHunted {
		answer.Cut = fmt.Errorf("the answer has the %d rows that the API gives at most (request id %s)", mostHunted, got.requestID)
		if huntingCutting.Shortens(span) {
			return answer, nil
		}
	}
	for _, row := range *got.Results {
		g, err := kql.NewGroup(func(column string) (json.RawMessage, bool) { value, ok := row[column]; return value, ok })
		if err != nil {
			return answer, fmt.Errorf("advanced hunting: the answer is not what was asked for: %w (request id %s)", err, got.requestID)
		}
		answer.Groups = append(answer.Groups, g)
	}
	h.asked.Progress(Progress{Source: Hunted, Slice: &span, Records: len(answer.Groups)})
	return answer, nil
}

// tooMuch recognises a failure that a shorter span cures: limits of rows, size, time and memory are told as bad requests.
func tooMuch(err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Status != http.StatusBadRequest && e.Status != http.StatusRequestEntityTooLarge {
		return false
	}
	text := strings.ToLower(e.Code + " " + e.Message)
	for _, sign := range []string{"exceed", "too large", "too_large", "limit", "timed out", "timeout", "e_low_memory", "e_runaway"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return e.Status == http.StatusRequestEntityTooLarge
}

// refusedHunt reports whether a failure stays what it is, whatever the span.
func refusedHunt(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status/100 == 4 && e.Status != http.StatusTooManyRequests
}

// explainHunt says what went wrong in a span, and what to do about it.
func explainHunt(err error) string { return describe(err) + ": run it again" }

// fail gives a failure that ends the hunt its next step.
func (h *hunt) fail(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *Error
	switch {
	case !errors.As(err, &e):
		return fmt.Errorf("advanced hunting: %w: %s", err, nextStep(err))
	case e.Status == http.StatusUnauthorized:
		return signedOut(err)
	case e.Status == http.StatusForbidden:
		return fmt.Errorf("%w: advanced hunting: %w: grant the application ThreatHunting.Read.All and admin consent, and a signed-in person the role Security Reader",
			ErrSignIn, err)
	case e.Status == http.StatusNotFound, e.Status == http.StatusNotImplemented:
		return fmt.Errorf("advanced hunting: %w: this tenant or cloud does not offer it: read the sign-ins with unbasic collect instead", err)
	case e.Status == http.StatusBadRequest && strings.Contains(strings.ToLower(e.Message), "failed to resolve"):
		return fmt.Errorf("advanced hunting: it has no table EntraIdSignInEvents: %w: "+huntingNeeds, err)
	}
	return fmt.Errorf("advanced hunting: %w: %s", err, nextStep(err))
}
