package samples

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type innerAnswer struct {
	ID      string
	Status  int
	Headers map[string]string
	Body    json.RawMessage
}

func post(t testing.TB, h http.Handler, target, body string) response {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer token")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return response{w.Code, w.Header(), w.Body.Bytes()}
}

func innerAnswers(t testing.TB, got response) []innerAnswer {
	t.Helper()
	var body struct{ Responses []innerAnswer }
	if err := json.Unmarshal(got.body, &body); err != nil || got.status != http.StatusOK {
		t.Fatalf("%d %s (%v)", got.status, got.body, err)
	}
	return body.Responses
}

// batchOf makes the body of a batch that asks for urls, with the ids 1, 2 and so on.
func batchOf(urls ...string) string {
	requests := []object{}
	for i, url := range urls {
		requests = append(requests, object{"id": fmt.Sprint(i + 1), "method": "GET", "url": url, "headers": object{}})
	}
	return string(mustMarshal(object{"requests": requests}))
}

func TestABatchIsAnsweredInTheReverseOrder(t *testing.T) {
	tenant := sample()
	h := tenant.Handler(HandlerOptions{})
	urls := []string{"/users/taro.mihon@example.jp/mailboxSettings/userPurpose", "users/consultant_example.com%23EXT%23@contoso.com?$select=id,userType",
		"/users?%24top=2&%24select=id", "/users/nobody@contoso.com", "/reports/getEmailAppUsageUserDetail(period='D7')", "/users?$skip=1", "/$batch",
		"https://example.com/users"}
	got := innerAnswers(t, post(t, h, "/v1.0/$batch", batchOf(urls...)))
	var ids []string
	var statuses []int
	for _, a := range got {
		ids, statuses = append(ids, a.ID), append(statuses, a.Status)
		if a.Headers["request-id"] == "" {
			t.Errorf("request %s has no request-id: %v", a.ID, a.Headers)
		}
		if want := "application/json"; a.Status != http.StatusFound && a.Headers["Content-Type"] != want {
			t.Errorf("request %s has Content-Type %q", a.ID, a.Headers["Content-Type"])
		}
	}
	if diff := cmp.Diff([]string{"8", "7", "6", "5", "4", "3", "2", "1"}, ids); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{400, 404, 400, 302, 404, 200, 200, 200}, statuses); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	slices.Reverse(got)
	for i, url := range urls[:4] {
		alone := get(t, tenant, "/v1.0/"+strings.TrimPrefix(url, "/"))
		if diff := cmp.Diff(string(alone.body), string(got[i].Body)); diff != "" {
			t.Errorf("%s differs from a plain request (-plain +batch):\n%s", url, diff)
		}
	}
	if !strings.HasPrefix(got[4].Headers["Location"], "http://example.com/reportfiles/") || got[4].Body != nil {
		t.Errorf("report: %v %s", got[4].Headers, got[4].Body)
	}
}

func TestABatchIsForItsVersion(t *testing.T) {
	h := sample().Handler(HandlerOptions{})
	target := strings.NewReplacer(" ", "%20").Replace("/auditLogs/signIns?$top=1&$filter=" + everyType)
	for version, want := range map[string]int{"beta": http.StatusOK, "v1.0": http.StatusBadRequest} {
		if got := innerAnswers(t, post(t, h, "/"+version+"/$batch", batchOf(target))); got[0].Status != want {
			t.Errorf("%s: %d %s, want %d", version, got[0].Status, got[0].Body, want)
		}
	}
	if got := post(t, h, "/v2.0/$batch", batchOf(target)); got.status != http.StatusNotFound {
		t.Errorf("v2.0: %d", got.status)
	}
}

func TestRefusedBatches(t *testing.T) {
	h := sample().Handler(HandlerOptions{})
	urls := slices.Repeat([]string{"/organization"}, 21)
	if got := innerAnswers(t, post(t, h, "/v1.0/$batch", batchOf(urls[:20]...))); len(got) != 20 {
		t.Errorf("20 requests: %d answers", len(got))
	}
	cases := []struct{ name, body, text string }{
		{"too many", batchOf(urls...), "maximum value of 20"},
		{"none", batchOf(), "no requests"},
		{"no JSON", "requests", "Invalid batch payload format"},
		{"id missing", `{"requests":[{"method":"GET","url":"/users"}]}`, "no id"},
		{"id a number", `{"requests":[{"id":1,"method":"GET","url":"/users"}]}`, "Invalid batch payload format"},
		{"id twice", `{"requests":[{"id":"1","method":"GET","url":"/users"},{"id":"1","method":"GET","url":"/users"}]}`, "unique"},
		{"url missing", `{"requests":[{"id":"1","method":"GET"}]}`, "no url"},
		{"method missing", `{"requests":[{"id":"1","url":"/users"}]}`, "no method"},
		{"unknown member", `{"requests":[{"id":"1","method":"GET","url":"/users","x":1}]}`, "unknown field"},
		{"dependency", `{"requests":[{"id":"1","method":"GET","url":"/users","dependsOn":["2"]}]}`, "depends on another"},
		{"body", `{"requests":[{"id":"1","method":"POST","url":"/users","body":{"displayName":"x"}}]}`, "body"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := post(t, h, "/v1.0/$batch", c.body)
			if got.status != http.StatusBadRequest {
				t.Fatalf("%d %s", got.status, got.body)
			}
			checkError(t, got, "BadRequest", c.text)
		})
	}
	if got := post(t, h, "/v1.0/$batch?$select=id", batchOf("/users")); got.status != http.StatusBadRequest {
		t.Errorf("with an option: %d", got.status)
	}
	if got := ask(t, h, "GET", "/v1.0/$batch", "Bearer token"); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "POST" {
		t.Errorf("GET: %d %v", got.status, got.header)
	}
	if got := ask(t, h, "POST", "/v1.0/$batch", ""); got.status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", got.status)
	}
	writing := `{"requests":[{"id":"1","method":"DELETE","url":"/users/x","body":null,"dependsOn":[]}]}`
	if got := innerAnswers(t, post(t, h, "/v1.0/$batch", writing)); got[0].Status != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", got[0].Status)
	}
}

func TestFaultsWithinABatch(t *testing.T) {
	var asked []string
	h := sample().Handler(HandlerOptions{Fault: func(r *http.Request) (int, string, string, http.Header) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
		if strings.HasPrefix(r.URL.Path, "/v1.0/users/support@contoso.com") {
			return http.StatusTooManyRequests, "TooManyRequests", "Please retry again later.", http.Header{"retry-after": {"7"}}
		}
		return 0, "", "", nil
	}})
	got := innerAnswers(t, post(t, h, "/v1.0/$batch", batchOf("/users/support@contoso.com/mailboxSettings/userPurpose", "/organization?$select=id")))
	if got[0].Status != http.StatusOK || got[1].Status != http.StatusTooManyRequests || got[1].Headers["Retry-After"] != "7" ||
		!strings.Contains(string(got[1].Body), `"TooManyRequests"`) {
		t.Errorf("answers: %+v", got)
	}
	want := []string{"POST /v1.0/$batch Bearer token", "GET /v1.0/users/support@contoso.com/mailboxSettings/userPurpose Bearer token",
		"GET /v1.0/organization Bearer token"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}
