package plan

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

func sendsFrom(n int) change {
	return func(sc *plot) {
		sc.sender.Clients = nil
		for i := range n {
			sc.sender.Clients = append(sc.sender.Clients, client("198.51.100."+itoa(i)))
		}
	}
}

func takes(perMonth, perHour int) change {
	return func(sc *plot) {
		hasService(sc)
		sc.policy.Routes.Service.MessagesPerMonth, sc.policy.Routes.Service.MessagesPerHour = perMonth, perHour
	}
}

// reports gives the sender messages that a report counts in some days.
func reports(messages, days int) change {
	return func(sc *plot) {
		since, until := asOf.AddDate(0, 0, -days), asOf
		sc.sender.Messages = &inventory.Messages{Source: inventory.SourceSMTPReport, Count: messages, Since: &since, Until: &until}
	}
}

func TestLimitsThatAVolumeBreaks(t *testing.T) {
	granted := func(sc *plot) { sc.policy.Routes.ACSPerHour = 1000 }
	for _, tc := range []struct {
		name    string
		route   Route
		changes []change
		want    []string
	}{
		{"a mailbox, volume unknown", RouteOAuthSMTP, nil, nil},
		{"a mailbox, a little", RouteOAuthSMTP, []change{sendsADay(7999), peaksAt(1439)}, nil},
		{"a mailbox, nearly", RouteOAuthSMTP, []change{sendsADay(8000), peaksAt(1440)}, []string{"limit.mailbox-day-near", "limit.mailbox-minute-near"}},
		{"a mailbox, just", RouteModernClient, []change{sendsADay(10_000), peaksAt(1800)}, []string{"limit.mailbox-day-near", "limit.mailbox-minute-near"}},
		{"a mailbox, more", RouteModernClient, []change{sendsADay(10_001), peaksAt(1801)}, []string{"limit.mailbox-day-over", "limit.mailbox-minute-over"}},
		{"a mailbox, by a report", RouteGraphAPI, []change{reports(240_000, 30), peaksAt(5000)}, []string{"limit.mailbox-day-near"}},
		{"a mailbox, by sign-ins", RouteOAuthSMTP, []change{func(sc *plot) { sc.sender.Successes = 160_000 }}, []string{"limit.mailbox-day-least"}},
		{"a mailbox, messages before sign-ins", RouteOAuthSMTP, []change{func(sc *plot) { sc.sender.Successes = 160_000 }, sendsADay(10)}, nil},
		{"three places", RouteOAuthSMTP, []change{sendsFrom(3)}, nil},
		{"four places", RouteOAuthSMTP, []change{sendsFrom(4)}, []string{"limit.mailbox-places"}},
		{"four places, Graph", RouteGraphAPI, []change{sendsFrom(4)}, nil},
		{"five places, Graph", RouteGraphAPI, []change{sendsFrom(5)}, []string{"limit.graph-places"}},
		{"ACS, volume unknown", RouteACS, nil, []string{"limit.acs-unknown"}},
		{"ACS, a whole day fits into an hour", RouteACS, []change{sendsADay(100)}, nil},
		{"ACS, a day that may come at once", RouteACS, []change{sendsADay(101)}, []string{"limit.acs-unknown"}},
		{"ACS, a day that can't fit", RouteACS, []change{sendsADay(2401)}, []string{"limit.acs-least"}},
		{"ACS, a peak that fits", RouteACS, []change{sendsADay(2401), peaksAt(79)}, nil},
		{"ACS, nearly", RouteACS, []change{peaksAt(80)}, []string{"limit.acs-near"}},
		{"ACS, more", RouteACS, []change{peaksAt(101)}, []string{"limit.acs-over"}},
		{"ACS, as granted", RouteACS, []change{granted, peaksAt(101)}, nil},
		{"HVE", RouteHVE, []change{says("oauth", true), says("external", false)}, []string{"limit.hve-message"}},
		{"HVE with a password, outside", RouteHVE, []change{noOAuth, says("external", true)}, []string{"limit.hve-outside", "limit.hve-message", "limit.hve-basic"}},
		{"HVE under security defaults", RouteHVE, []change{oldTLS(3), defaults(true)},
			[]string{"limit.hve-message", "limit.hve-basic", "limit.hve-blocked", "limit.old-tls"}},
		{"a service without limits", RouteThirdParty, []change{hasService, sendsADay(1e6)}, nil},
		{"a service, volume unknown", RouteThirdParty, []change{takes(30_000, 100)}, []string{"limit.service-hour-unknown", "limit.service-month-unknown"}},
		{"a service, nearly", RouteThirdParty, []change{takes(30_000, 100), sendsADay(800), peaksAt(80)}, []string{"limit.service-hour-near", "limit.service-month-near"}},
		{"a service, more", RouteThirdParty, []change{takes(30_000, 100), sendsADay(1001), peaksAt(101)}, []string{"limit.service-hour-over", "limit.service-month-over"}},
		{"a service, a day that can't fit", RouteThirdParty, []change{takes(0, 10), sendsADay(241)}, []string{"limit.service-hour-least"}},
		{"Direct Send", RouteDirectSend, []change{says("external", true), says("port25", false), rejects(true)},
			[]string{"limit.direct-outside", "limit.direct-refused", "limit.port-25"}},
		{"a connector", RouteRelayConnector, []change{says("port25", false), sendsADay(1e6)}, []string{"limit.port-25"}},
		{"a relay", RouteOnPremisesRelay, []change{sendsADay(1e6)}, nil},
		{"switched off", RouteRetire, []change{sendsADay(1e6)}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sc, around, f, _ := staged(tc.changes...)
			var got []string
			for _, s := range limitsOf(tc.route, sc.about(around, &f)) {
				got = append(got, s.ID)
				if s.Text == "" || strings.Contains(s.Text, "{") {
					t.Errorf("%s says %q", s.ID, s.Text)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("limits (-want +got):\n%s", diff)
			}
		})
	}
	sc, around, f, _ := staged(sendsADay(2500))
	if got := limitsOf(RouteACS, sc.about(around, &f))[0].Text; !strings.HasPrefix(got, "2500 messages a day are at least 104 in some hour, and Azure Communication Services accepts 100 an hour") {
		t.Error(got)
	}
}

func TestVolume(t *testing.T) {
	for _, tc := range []struct {
		name    string
		changes []change
		perDay  float64
	}{
		{"sign-ins are no messages", nil, 0},
		{"the policy goes first", []change{reports(600, 30), sendsADay(5)}, 5},
		{"a report", []change{reports(600, 30)}, 20},
		{"a report of a part of a day", []change{reports(7, 0)}, 7},
		{"a report that does not say of which days", []change{func(sc *plot) { sc.sender.Messages = &inventory.Messages{Count: 600} }}, 0},
	} {
		sc := plot{sender: sender("scan")}
		for _, c := range tc.changes {
			c(&sc)
		}
		if got := volumeOf(&sc.sender, sc.override).perDay; got != tc.perDay {
			t.Errorf("%s: %v a day, want %v", tc.name, got, tc.perDay)
		}
	}
}

func TestTheTenantsLimit(t *testing.T) {
	// The figures are Microsoft's own examples.
	for licences, want := range map[int]float64{1: 10_000, 100: 22_059, 1000: 72_446, 10_000: 324_979, 100_000: 1_590_639} {
		if got := math.Round(tenantLimitOf(licences)); got != want {
			t.Errorf("%d licences: %v, want %v", licences, got, want)
		}
	}
	outside := true
	for _, tc := range []struct {
		name     string
		perDay   int
		external *bool
		route    Route
		plan     inventory.Optional
		want     string
	}{
		{"little", 17_000, &outside, "", "EXCHANGE_S_STANDARD", ""},
		{"nearly", 17_700, &outside, "", "EXCHANGE_S_STANDARD", "tenant-limit-near"},
		{"more", 22_100, &outside, "", "EXCHANGE_S_STANDARD", "tenant-limit-over"},
		{"whether it goes outside is not known", 22_100, nil, "", "EXCHANGE_S_STANDARD", ""},
		{"by a service", 22_100, &outside, RouteThirdParty, "EXCHANGE_S_STANDARD", ""},
		{"by ACS", 22_100, &outside, RouteACS, "EXCHANGE_S_STANDARD", ""},
		{"no licences were read", 22_100, &outside, "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			inv := inventoryOf(sender("scan"), sender("other"))
			inv.Licenses = []inventory.License{{Enabled: 100, MailboxPlan: tc.plan}, {Enabled: 5000}, {Enabled: 7000, MailboxPlan: tc.plan, Status: "Suspended"}}
			policy := DefaultPolicy(asOf)
			policy.Senders = []Override{{Pattern: "scan@*", External: tc.external, MessagesPerDay: tc.perDay, Route: tc.route}}
			around := surroundingsOf(&inv, policy)
			got, told := tenantLimit(&inv, around, made(inv, policy, Digests{}, nil).Items)
			if got.ID != tc.want || told != (tc.want != "") || strings.Contains(got.Text, "{") {
				t.Errorf("%q, %v, want %q: %s", got.ID, told, tc.want, got.Text)
			}
		})
	}
}

func TestAddressesOfConnectors(t *testing.T) {
	for text, want := range map[string]string{
		"203.0.113.7": "203.0.113.7 203.0.113.7", " 203.0.113.7 ": "203.0.113.7 203.0.113.7", "203.0.113.77/28": "203.0.113.64 203.0.113.79",
		"203.0.113.1-203.0.113.9": "203.0.113.1 203.0.113.9", "2001:db8::/125": "2001:db8:: 2001:db8::7", "System.Object[]": "", "": "", "203.0.113.1-": "",
	} {
		got := ""
		if s, ok := readSpan(text); ok {
			got = s.from.String() + " " + s.to.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func BenchmarkRoutes(b *testing.B) {
	for name, changes := range map[string][]change{
		"nothing known": nil,
		"answers":       {noOAuth, says("external", true), hasService, sendsADay(500), trustsAt("203.0.113.7"), billing(true)},
		"acs":           {licensed(inventory.LicenseUnlicensed), roams},
	} {
		b.Run(name, func(b *testing.B) {
			sc, around, _, _ := staged(changes...)
			b.ReportAllocs()
			for b.Loop() {
				f := factsOf(&sc.sender, around, sc.override)
				chosen, _ := decideWith(&f, around, &sc.override)
				around.share(chosen)
				a := sc.about(around, &f)
				whyOf(chosen.rule, a)
				answersOf(chosen.rule, a)
				limitsOf(chosen.rule.route, a)
				costOf(chosen.rule.route, a)
			}
		})
	}
}
