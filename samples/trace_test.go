package samples

import (
	"encoding/json"
	"testing"
	"time"
)

type servedTrace struct {
	ID, MessageID, SenderAddress, RecipientAddress, Subject, Status string
	FromIP                                                          string
	ToIP                                                            *string
	Size                                                            int
	ReceivedDateTime                                                time.Time
}

func traces(t testing.TB, tenant *Tenant, limit int, target string) []servedTrace {
	t.Helper()
	entries, _ := all(t, tenant.Handler(HandlerOptions{PageSize: limit}), "/v1.0/admin/exchange/tracing/messageTraces"+target)
	var found []servedTrace
	for _, e := range entries {
		var m servedTrace
		if err := json.Unmarshal(e, &m); err != nil {
			t.Fatal(err)
		}
		found = append(found, m)
	}
	return found
}

func TestEverySuccessWithSMTPSendsOneToThreeMessages(t *testing.T) {
	tenant := sample()
	sent, seen := map[string]int{}, map[string]bool{}
	last := testAsOf
	for _, m := range traces(t, tenant, 0, "?$top=5000") {
		sent[m.SenderAddress]++
		if seen[m.ID] || seen[m.MessageID] || !reserved(m.FromIP) || m.ToIP != nil && !reserved(*m.ToIP) || m.Size <= 0 || m.Subject == "" ||
			m.RecipientAddress == m.SenderAddress {
			t.Fatalf("%+v", m)
		}
		seen[m.ID], seen[m.MessageID] = true, true
		if m.ReceivedDateTime.After(last) || !m.ReceivedDateTime.Before(testAsOf) {
			t.Fatalf("%+v comes after one at %v", m, last)
		}
		last = m.ReceivedDateTime
	}
	for _, truth := range tenant.Truth() {
		if n := sent[truth.UPN]; n < truth.Successes || n > 3*truth.Successes {
			t.Errorf("%s has %d messages for %d successes", truth.UPN, n, truth.Successes)
		}
		delete(sent, truth.UPN)
	}
	if len(sent) > 0 {
		t.Errorf("senders without a sign-in: %v", sent)
	}
}

func TestMessageTracesAreFiltered(t *testing.T) {
	tenant := sample()
	everything := traces(t, tenant, 0, "?$top=5000")
	since, until := time.Date(2026, 11, 9, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)
	from := func(upn string) func(servedTrace) bool {
		return func(m servedTrace) bool { return m.SenderAddress == upn }
	}
	within := func(m servedTrace) bool { return !m.ReceivedDateTime.Before(since) && !m.ReceivedDateTime.After(until) }
	cases := []struct {
		name, target string
		limit        int
		want         func(servedTrace) bool
	}{
		{"sender", "?$filter=senderAddress eq 'monitor@example.jp'", 0, from("monitor@example.jp")},
		{"sender in capitals", "?$filter=senderAddress eq 'ERP-Notify@contoso.com'", 0, from("erp-notify@contoso.com")},
		{"span", "?$top=5000&$filter=receivedDateTime ge 2026-11-09T00:00:00Z and receivedDateTime le 2026-11-19T00:00:00Z", 0, within},
		{"from a moment on", "?$filter=receivedDateTime ge 2026-11-09T09:00:00%2B09:00", 0, func(m servedTrace) bool { return !m.ReceivedDateTime.Before(since) }},
		{"all three in small pages",
			"?$filter=receivedDateTime ge 2026-11-09T00:00:00Z and receivedDateTime le 2026-11-19T00:00:00Z and senderAddress eq 'support@contoso.com'", 7,
			func(m servedTrace) bool { return within(m) && m.SenderAddress == "support@contoso.com" }},
		{"nobody", "?$filter=senderAddress eq 'nobody@contoso.com'", 0, from("nobody@contoso.com")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := traces(t, tenant, c.limit, c.target)
			var want []string
			for _, m := range everything {
				if c.want(m) {
					want = append(want, m.ID)
				}
			}
			if len(got) != len(want) || (len(want) == 0) != (c.name == "nobody") {
				t.Fatalf("%d messages, want %d", len(got), len(want))
			}
			for i := range got {
				if got[i].ID != want[i] {
					t.Fatalf("message %d is %s, want %s", i, got[i].ID, want[i])
				}
			}
		})
	}
}
