package samples

import (
	"fmt"
	"math/rand/v2"
	"time"
)

var (
	officePortal = &application{"4765445b-32c6-49b0-83e6-1d93765276ca", "OfficeHome", "4765445b-32c6-49b0-83e6-1d93765276ca", "OfficeHome", "oAuth2"}
	outlook      = &application{"d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office", exchangeOnline, exchangeOnlineName, "oAuth2"}
	teamsClient  = &application{"1fec8e78-bce4-4aaf-ab1b-5451cc387264", "Microsoft Teams", "00000003-0000-0000-c000-000000000000", "Microsoft Graph", "oAuth2"}
	// Thunderbird speaks SMTP with OAuth: in the log it looks like any other modern program.
	thunderbird = &application{"9e5f94bc-e8a4-4e73-b8be-63364c29d753", "Mozilla Thunderbird", exchangeOnline, exchangeOnlineName, "oAuth2"}
	// Exchange ActiveSync with a certificate: the log has no name for such a protocol, and says none.
	activeSync = &application{exchangeOnline, exchangeOnlineName, exchangeOnline, exchangeOnlineName, "none"}
)

const (
	edgeAgent        = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
	safariAgent      = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15"
	thunderbirdAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Thunderbird/140.4.0"
	phoneAgent       = "Apple-iPhone15C2/2206.76"
)

// useModern adds the sign-ins of somebody who works in a browser and in programs with modern authentication.
func (g *generator) useModern(r *rand.Rand, a *account, who *identity) {
	s := g.span(r)
	laptop := &deviceKind{id: newGUID(r), name: fmt.Sprintf("LAPTOP-%06X", r.IntN(1<<24)), system: "Windows 10", browser: "Edge 141.0.0", trust: "Azure AD joined", managed: true}
	agent := edgeAgent
	if r.IntN(4) == 0 {
		laptop.system, laptop.browser, agent = "MacOs", "Safari 26.0", safariAgent
	}
	mailer, mailAgent := outlook, ""
	if a.archetype == modernUser && r.IntN(5) == 0 {
		mailer, mailAgent = thunderbird, thunderbirdAgent
	}
	office := map[*place]string{tokyo: tokyoNAT, osaka: osakaNAT, nagoya: nagoyaNAT, phoenix: phoenixNAT, singapore: singaporeNAT}
	home := roaming(fmt.Sprintf("2001:db8:5%03x:1", r.IntN(1<<12)), a.office, 1)
	for _, at := range inOfficeHours(a.office.zone, 7, 22, 5, 11)(s) {
		row := signIn{at: at, who: who, client: clientApps, event: nonInteractive, app: mailer, agent: mailAgent, device: laptop,
			place: a.office, address: office[a.office], factors: 2}
		if r.IntN(3) == 0 {
			row.address = home.at(s.day(at), r)
		}
		switch r.IntN(5) {
		case 0:
			row.client, row.app, row.agent, row.event = clientBrowser, officePortal, agent, interactive
		case 1:
			row.app, row.agent = teamsClient, ""
		case 2:
			row.event = interactive
		}
		if row.event == interactive {
			switch r.IntN(30) {
			case 0, 1:
				row.code = 50074
			case 2:
				row.code = 50140
			case 3:
				row.code = 50126
			}
		}
		g.add(r, row, false)
		// Whoever was interrupted goes on a moment later.
		if row.code != 0 {
			row.at, row.code = at.Add(time.Duration(8+r.IntN(20))*time.Second), 0
			if s.contains(row.at) {
				g.add(r, row, false)
			}
		}
	}
}

// usePhone adds the sign-ins of a telephone whose mail program speaks Exchange ActiveSync and hands over a certificate.
func (g *generator) usePhone(r *rand.Rand, p *place, who *identity) {
	s := g.span(r)
	mobile := roaming(fmt.Sprintf("2001:db8:6%03x:1", r.IntN(1<<12)), p, 1)
	for _, at := range inOfficeHours(p.zone, 7, 22, 2, 5)(s) {
		row := signIn{at: at, who: who, client: clientActiveSync, agent: phoneAgent, event: interactive, app: activeSync, device: noDevice,
			address: mobile.at(s.day(at), r), place: p, factors: 1, certificate: true}
		if r.IntN(3) == 0 {
			row.event = nonInteractive
		}
		g.add(r, row, false)
	}
}
