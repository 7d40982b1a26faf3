package plan

import (
	"strconv"

	"unbasic/inventory"
)

// Microsoft's published price of High Volume Email: US$ for 1,000,000 expanded delivered recipients, since 2026-06-01 (MC1243552; the figure by
// c7solutions.com and facts 10.4).
const (
	hvePublished         = 42.0
	hvePublishedCurrency = "USD"
)

const monthsPerYear = 12

// routeCosts are how the yearly cost of each route is computed.
var routeCosts = map[Route]func(a *about) Cost{
	RouteOAuthSMTP:       func(a *about) Cost { return licenceCost(a, "cost.mailbox") },
	RouteModernClient:    func(a *about) Cost { return licenceCost(a, "cost.mailbox") },
	RouteGraphAPI:        func(a *about) Cost { return licenceCost(a, "cost.graph") },
	RouteHVE:             hveCost,
	RouteACS:             acsCost,
	RouteThirdParty:      serviceCost,
	RouteOnPremisesRelay: relayCost,
	RouteRelayConnector:  func(a *about) Cost { return freeCost(a, "cost.connector") },
	RouteDirectSend:      func(a *about) Cost { return freeCost(a, "cost.no-fee") },
	RouteRetire:          func(a *about) Cost { return freeCost(a, "cost.nothing") },
	RouteSecureAccount:   func(a *about) Cost { return freeCost(a, "cost.nothing") },
	RouteInvestigate:     func(a *about) Cost { return freeCost(a, "cost.nothing") },
}

// costOf is what a route costs a year for one sender. Prices of licences and of routes each have their own currency and are never added.
func costOf(route Route, a *about) Cost {
	return routeCosts[route](a)
}

// noFee is the cost of a route that nobody is paid for. Items share it, so nobody changes it.
var noFee = 0.0

// freeCost is a route that nobody is paid for. Nothing costs nothing in every currency.
func freeCost(a *about, id string) Cost {
	return Cost{Yearly: &noFee, Why: sayAbout(id, a)}
}

// yearly is a cost that is known, rounded to cents; values are those of its sentence.
func (a *about) yearly(cost float64, currency, id string, values map[string]string) Cost {
	cost = round2(cost)
	values["cost"], values["currency"] = cents(cost), orMark(currency)
	return Cost{Yearly: &cost, Currency: inventory.Optional(currency), Why: a.sayWith(id, values)}
}

// unpriced is a cost for which something is missing.
func (a *about) unpriced(currency, id string, values map[string]string) Cost {
	return Cost{Currency: inventory.Optional(currency), Why: a.sayWith(id, values)}
}

// perYear is how many messages a year the volume makes.
func (a *about) perYear() float64 { return a.volume.perDay * daysPerYear }

// licenceCost is that of the mailbox that a route sends from: nothing more where there is one, else the licence that cures its want.
func licenceCost(a *about, has string) Cost {
	cure := a.sender.License.Cure
	currency := a.around.licences.Currency
	switch {
	case cure != nil && cure.Price != nil && (cure.Action == inventory.CureAssign || cure.Action == inventory.CureRepair):
		id := "cost.licence"
		if cure.FreeSeat {
			id = "cost.licence-seat"
		}
		return a.yearly(monthsPerYear**cure.Price, currency, id, map[string]string{"sku": string(cure.SKU), "price": cents(*cure.Price)})
	case cure != nil && cure.Action == inventory.CureAssign && cure.SKU != "":
		return a.unpriced(currency, "cost.licence-price", map[string]string{"sku": string(cure.SKU)})
	case cure != nil && withoutCost[cure.Action], hasMailbox[a.sender.License.State] && a.sender.Mailbox != inventory.MailboxNone:
		return freeCost(a, has)
	case a.sender.License.State == inventory.LicenseUnknown || a.sender.License.State == "":
		return a.unpriced(currency, "cost.licence-unread", nil)
	}
	return a.unpriced(currency, "cost.licence-unknown", nil)
}

// withoutCost are the cures that take no seat; hasMailbox are the states of a mailbox that is there.
var (
	withoutCost = map[inventory.CureAction]bool{inventory.CureEnablePlan: true, inventory.CureRepair: true}
	hasMailbox  = map[inventory.LicenseState]bool{
		inventory.LicenseLicensed: true, inventory.LicenseGrace: true, inventory.LicenseAssignmentError: true,
	}
)

// hveCost goes by delivered recipients; a message counts as one, as how many it has is not known.
func hveCost(a *about) Cost {
	price, currency, id := hvePublished, hvePublishedCurrency, "cost.hve-published"
	if given, ok := a.around.routes.Prices[PriceHVE]; ok {
		price, currency, id = given, a.around.routes.Currency, "cost.hve"
	}
	values := map[string]string{"price": priceText(price), "currency": orMark(currency)}
	if a.volume.perDay == 0 {
		return a.unpriced(currency, id+"-volume", values)
	}
	values["year"] = figure(a.perYear())
	return a.yearly(a.perYear()*price/1e6, currency, id, values)
}

func acsCost(a *about) Cost {
	price, priced := a.around.routes.Prices[PriceACS]
	currency := a.around.routes.Currency
	values := map[string]string{"price": priceText(price), "currency": orMark(currency)}
	switch {
	case !priced:
		return a.unpriced(currency, "cost.acs-price", nil)
	case a.volume.perDay == 0:
		return a.unpriced(currency, "cost.acs-volume", values)
	}
	values["year"] = figure(a.perYear())
	return a.yearly(a.perYear()*price/1000, currency, "cost.acs", values)
}

// serviceCost is the fixed price, which is paid once however many senders use the service, and that of the messages.
func serviceCost(a *about) Cost {
	service, currency := &a.around.routes.Service, a.around.routes.Currency
	fixed, each := service.PerMonth, service.PerThousand
	values := map[string]string{"currency": orMark(currency)}
	if fixed != nil {
		values["month"] = priceText(*fixed)
	}
	if each != nil {
		values["price"], values["year"] = priceText(*each), figure(a.perYear())
	}
	switch {
	case service.Name == "":
		return a.unpriced(currency, "cost.service-none", nil)
	case fixed == nil && each == nil:
		return a.unpriced(currency, "cost.service-price", nil)
	case each == nil:
		return a.yearly(monthsPerYear**fixed, currency, "cost.service-fixed", values)
	case a.volume.perDay == 0:
		return a.unpriced(currency, "cost.service-volume", values)
	case fixed == nil:
		return a.yearly(a.perYear()**each/1000, currency, "cost.service-messages", values)
	}
	return a.yearly(monthsPerYear**fixed+a.perYear()**each/1000, currency, "cost.service", values)
}

func relayCost(a *about) Cost {
	price, priced := a.around.routes.Prices[PriceRelay]
	if !priced {
		return a.unpriced(a.around.routes.Currency, "cost.relay-price", nil)
	}
	return a.yearly(price, a.around.routes.Currency, "cost.relay", map[string]string{})
}

// cents writes an amount with its cents, priceText a price as it was given: some are fractions of a cent.
func cents(x float64) string     { return strconv.FormatFloat(x, 'f', 2, 64) }
func priceText(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// orMark stands in for a currency that the policy does not name.
func orMark(currency string) string {
	if currency == "" {
		return "¤"
	}
	return currency
}
