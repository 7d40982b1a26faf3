package plan

import (
	"testing"

	"unbasic/inventory"
)

func priced(of Price, price float64) change {
	return func(sc *plot) {
		sc.policy.Routes.Currency = "EUR"
		if sc.policy.Routes.Prices == nil {
			sc.policy.Routes.Prices = map[Price]float64{}
		}
		sc.policy.Routes.Prices[of] = price
	}
}

func servicePrices(month, thousand *float64) change {
	return func(sc *plot) {
		hasService(sc)
		sc.policy.Routes.Currency = "JPY"
		sc.policy.Routes.Service.PerMonth, sc.policy.Routes.Service.PerThousand = month, thousand
	}
}

func cured(action inventory.CureAction, sku inventory.Optional, price *float64, seat bool) change {
	return func(sc *plot) {
		sc.policy.Licenses.Currency = "USD"
		sc.sender.License.State = inventory.LicenseUnlicensed
		sc.sender.License.Cure = &inventory.Cure{Action: action, SKU: sku, Price: price, FreeSeat: seat}
	}
}

func TestYearlyCost(t *testing.T) {
	said := map[string]bool{}
	is := func(x float64) *float64 { return &x }
	for _, tc := range []struct {
		name     string
		route    Route
		changes  []change
		want     *float64
		currency inventory.Optional
		why      string
	}{
		{"a mailbox that is there", RouteOAuthSMTP, nil, is(0), "", "nothing beyond the mailbox licence that it has"},
		{"a mailbox that needs a licence", RouteOAuthSMTP, []change{cured(inventory.CureAssign, "EXCHANGESTANDARD", is(4.2), false)}, is(50.4), "USD",
			"12 months × 4.20 for the licence EXCHANGESTANDARD = 50.40 USD"},
		{"a licence with a free seat", RouteModernClient, []change{cured(inventory.CureAssign, "EXCHANGESTANDARD", is(4.2), true)}, is(50.4), "USD",
			"12 months × 4.20 for the licence EXCHANGESTANDARD = 50.40 USD; a seat is free, so nothing more has to be bought"},
		{"a licence without a price", RouteGraphAPI, []change{cured(inventory.CureAssign, "SPE_E3", nil, false)}, nil, "USD",
			"needs the licence SPE_E3, for which policy.yaml gives no price"},
		{"no licence to be had", RouteOAuthSMTP, []change{cured(inventory.CureLeave, "", nil, false)}, nil, "USD",
			"needs a mailbox licence; which one is not known"},
		{"a plan that is switched on", RouteOAuthSMTP, []change{cured(inventory.CureEnablePlan, "SPE_E3", nil, false)}, is(0), "",
			"nothing beyond the mailbox licence that it has"},
		{"a licence that was not read", RouteOAuthSMTP, []change{licensed(inventory.LicenseUnknown)}, nil, "",
			"nothing beyond a mailbox licence; whether it has one could not be read"},
		{"Graph", RouteGraphAPI, nil, is(0), "", "no fee per message beyond the mailbox licence that it has; the cost of changing its code is not included"},
		{"HVE at Microsoft's price", RouteHVE, []change{sendsADay(1000)}, is(15.33), "USD",
			"365000 recipients a year × 42 for 1,000,000 (Microsoft's published price) = 15.33 USD, with one recipient a message"},
		{"HVE at the policy's price", RouteHVE, []change{sendsADay(1000), priced(PriceHVE, 40)}, is(14.6), "EUR",
			"365000 recipients a year × 40 for 1,000,000 = 14.60 EUR, with one recipient a message"},
		{"HVE, volume unknown", RouteHVE, nil, nil, "USD", "42 USD for 1,000,000 recipients (Microsoft's published price); how many messages it sends is not known"},
		{"HVE at the policy's price, volume unknown", RouteHVE, []change{priced(PriceHVE, 40)}, nil, "EUR", "40 EUR for 1,000,000 recipients; how many messages it sends is not known"},
		{"HVE, by a report", RouteHVE, []change{reports(100, 30)}, is(0.05), "USD",
			"1217 recipients a year × 42 for 1,000,000 (Microsoft's published price) = 0.05 USD, with one recipient a message"},
		{"ACS without a price", RouteACS, []change{sendsADay(10)}, nil, "", "billed by messages; policy.yaml gives no price for Azure Communication Services"},
		{"ACS", RouteACS, []change{sendsADay(100), priced(PriceACS, 0.25)}, is(9.13), "EUR", "36500 messages a year × 0.25 for 1,000 = 9.13 EUR"},
		{"ACS, volume unknown", RouteACS, []change{priced(PriceACS, 0.25)}, nil, "EUR", "0.25 EUR for 1,000 messages; how many it sends is not known"},
		{"no service", RouteThirdParty, []change{sendsADay(10)}, nil, "", "not known until an SMTP service is chosen"},
		{"a service without prices", RouteThirdParty, []change{servicePrices(nil, nil)}, nil, "JPY", "policy.yaml gives no price for SMTPget"},
		{"a service by the month", RouteThirdParty, []change{servicePrices(is(3300), nil)}, is(39_600), "JPY", "12 months × 3300 = 39600.00 JPY, paid once for all senders"},
		{"a service by messages", RouteThirdParty, []change{servicePrices(nil, is(100)), sendsADay(100)}, is(3650), "JPY", "36500 messages a year × 100 for 1,000 = 3650.00 JPY"},
		{"a service by both", RouteThirdParty, []change{servicePrices(is(3300), is(100)), sendsADay(100)}, is(43_250), "JPY",
			"12 months × 3300 + 36500 messages a year × 100 for 1,000 = 43250.00 JPY; the monthly price is paid once for all senders"},
		{"a service by both, volume unknown", RouteThirdParty, []change{servicePrices(is(3300), is(100))}, nil, "JPY", "100 JPY for 1,000 messages; how many it sends is not known"},
		{"a relay", RouteOnPremisesRelay, []change{priced(PriceRelay, 1200)}, is(1200), "EUR", "1200.00 EUR a year for the relay, according to policy.yaml, paid once for all senders"},
		{"a relay without a price", RouteOnPremisesRelay, nil, nil, "", "policy.yaml gives no price for the relay server and its upkeep"},
		{"a price without a currency", RouteACS, []change{sendsADay(100), priced(PriceACS, 1), func(sc *plot) { sc.policy.Routes.Currency = "" }}, is(36.5), "",
			"36500 messages a year × 1 for 1,000 = 36.50 ¤"},
		{"a connector", RouteRelayConnector, nil, is(0), "", "no fee to Microsoft; the fixed address is your own"},
		{"Direct Send", RouteDirectSend, nil, is(0), "", "no fee for this is known"},
		{"switched off", RouteRetire, nil, is(0), "", "nothing is paid for this"},
		{"guessing", RouteSecureAccount, nil, is(0), "", "nothing is paid for this"},
		{"an incident", RouteInvestigate, nil, is(0), "", "nothing is paid for this"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sc, around, f, _ := staged(tc.changes...)
			got := costOf(tc.route, sc.about(around, &f))
			said[got.Why.ID] = true
			if (got.Yearly == nil) != (tc.want == nil) || got.Yearly != nil && *got.Yearly != *tc.want {
				t.Errorf("costs %v, want %v", numberOr(got.Yearly), numberOr(tc.want))
			}
			if got.Currency != tc.currency || got.Why.Text != tc.why {
				t.Errorf("%s %q, want %s %q", got.Currency, got.Why.Text, tc.currency, tc.why)
			}
		})
	}
	for id := range costPhrases {
		if !said[id] {
			t.Errorf("no case says %s", id)
		}
	}
	for _, route := range append(overrideRoutes, RouteSecureAccount) {
		if routeCosts[route] == nil {
			t.Errorf("nothing computes the cost of %s", route)
		}
	}
}

func numberOr(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}
