package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"unbasic/samples"
)

var long = flag.Bool("long", false, "also run the tests that take minutes")

// TestProject takes the sample tenant through eight weeks, in which senders move, come back, are refused, are replaced and run once a month. It types what people
// type every Monday, and edits the workbook as they do.
func TestProject(t *testing.T) {
	if !*long {
		t.Skip("it collects nine times; -long runs it")
	}
	params := scriptParams("testdata/project")
	params.Cmds["monday"] = cmdMonday
	testscript.Run(t, params)
}

// move is what becomes of a sender from a day on.
type move struct {
	day          time.Time
	sender, what string
	// other is the sender that goes on in its place.
	other string
}

// cmdMonday makes it a morning, on which the evidence is brought up to date: monday DAY FILE. The sample tenant is as it is by then, and its senders did what the file
// says. A line is a day, a sender, and "stops", "oauth" (it signs in with a token from then on), "refused", "basic" (as before) or "becomes OTHER".
func cmdMonday(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: monday DAY FILE")
	}
	now, err := time.Parse(time.DateOnly, args[0])
	ts.Check(err)
	serveMoves(ts, now, args[1])
	ts.Setenv("UNBASIC_AS_OF", now.Format(time.RFC3339))
	for _, stage := range []string{"collect", "inventory"} {
		ts.Check(ts.Exec("unbasic", stage, "-w", "w", "-q"))
	}
}

// serveMoves serves the sample tenant for the rest of the script.
func serveMoves(ts *testscript.TestScript, now time.Time, file string) {
	var list []move
	lines := bufio.NewScanner(strings.NewReader(ts.ReadFile(file)))
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 3 {
			ts.Fatalf("%s: %q", file, lines.Text())
		}
		day, err := time.Parse(time.DateOnly, words[0])
		ts.Check(err)
		list = append(list, move{day, words[1], words[2], strings.Join(words[3:], "")})
	}
	next := samples.New(1, now).Handler(samples.HandlerOptions{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/signIns") {
			next.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		if answer.Code == http.StatusOK {
			body = moved(body, list)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body) // a client that has gone away is none of the server's business
	}))
	ts.Defer(server.Close)
	ts.Setenv("UNBASIC_GRAPH_URL", server.URL)
	ts.Setenv("UNBASIC_ACCESS_TOKEN", "sekrit-token-of-the-test")
}

// moved is a page of sign-ins with what became of the senders by then.
func moved(page []byte, moves []move) []byte {
	var list map[string]json.RawMessage
	if json.Unmarshal(page, &list) != nil || list["value"] == nil {
		return page
	}
	var rows, kept []map[string]any
	decoder := json.NewDecoder(bytes.NewReader(list["value"]))
	decoder.UseNumber()
	if decoder.Decode(&rows) != nil {
		return page
	}
	for _, row := range rows {
		if row = movedRow(row, moves); row != nil {
			kept = append(kept, row)
		}
	}
	value, err := json.Marshal(append([]map[string]any{}, kept...))
	if err != nil {
		return page
	}
	list["value"] = value
	if out, err := json.Marshal(list); err == nil {
		return out
	}
	return page
}

// movedRow is a sign-in as it is after the moves of its sender; nil for none.
func movedRow(row map[string]any, moves []move) map[string]any {
	text := func(key string) string { s, _ := row[key].(string); return s }
	at, err := time.Parse(time.RFC3339, text("createdDateTime"))
	if err != nil {
		return row
	}
	// The tenant of another day has the same ids for other sign-ins.
	if id := text("id"); len(id) == 36 {
		row["id"] = fmt.Sprintf("%s%012x", id[:24], at.UnixMilli())
	}
	if text("clientAppUsed") != "Authenticated SMTP" {
		return row
	}
	var last move
	for _, m := range moves {
		if m.sender == strings.ToLower(text("userPrincipalName")) && !at.Before(m.day) {
			last = m
		}
	}
	switch last.what {
	case "stops":
		return nil
	case "oauth":
		row["authenticationProtocol"], row["userAgent"], row["appDisplayName"] = "oAuth2", "Mail Program/2.0", "Mail Program"
	case "refused":
		if status, _ := row["status"].(map[string]any); fmt.Sprint(status["errorCode"]) != "0" {
			return row // somebody guesses
		}
		row["status"] = map[string]any{"errorCode": 53003, "failureReason": "Access has been blocked by Conditional Access policies.", "additionalDetails": nil}
	case "becomes":
		row["userPrincipalName"], row["userId"], row["userDisplayName"] = last.other, "0f9e8d7c-0000-4000-8000-0123456789ab", last.other
	}
	return row
}
