package plan

import (
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// priorSwitch is the mailbox setting by its name in Exchange: true closes SMTP AUTH, false opens it, null leaves it to the organisation.
const priorSwitch = "SmtpClientAuthenticationDisabled"

// backRow is one command of a way back. A comment says what is done by hand in between.
type backRow struct {
	command string
	// when are traits that the scene must have, all of them, and not those of which it must have none.
	when, not trait
}

// Commands that put a captured value back.
const (
	backAccount   = "Update-MgUser -UserId {mailbox} -AccountEnabled:{priorAccount}"
	backPolicy    = "Set-User -Identity {mailbox} -AuthenticationPolicy {priorPolicy}"
	backSwitch    = "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled {priorSwitch}"
	backConnector = "Set-InboundConnector -Identity {connector} -Enabled {priorConnector}"
	backDirect    = "Set-OrganizationConfig -RejectDirectSend {priorReject}"
	byHand        = "# then by hand: the old host, port, TLS, account and password of the sender, as noted before the cut-over"
	byHandPerson  = "# then by hand: the account in the old mail program"
)

// undo takes back what a route set up, after Basic and the sender are as they were. Service principals stay: several senders can share one.
var undo = map[Route][]backRow{
	RouteOAuthSMTP: {
		{"Remove-MailboxPermission -Identity {mailbox} -User <service principal id> -AccessRights FullAccess -Confirm:$false", 0, 0},
		{"# then by hand: the secret and the consent of the application, unless another sender uses it", 0, 0},
	},
	RouteGraphAPI: {
		{"Remove-ManagementRoleAssignment -Identity {object} -Confirm:$false", 0, 0},
		{"Remove-ManagementScope -Identity {object} -Confirm:$false", 0, 0},
		{"# then by hand: the secret of the application, unless another sender uses it", 0, 0},
	},
	RouteHVE: {
		{"Remove-HVEAppAccess -Identity <HVE address> -AppIds <enterprise application object id>", traitOAuth, 0},
		{"Set-HVEAccountBillingPolicy -Identity <HVE address> -BillingPolicyId ''", 0, 0},
		{"Remove-MailUser -Identity <HVE address>", 0, 0},
	},
	RouteACS: {
		{"az communication smtp-username delete --comm-service-name <ACS resource> --resource-group <resource group> --smtp-username <name>", 0, 0},
		{"az role assignment delete --assignee <service principal object id> --role <role> --scope <ACS resource id>", 0, 0},
		{"az ad app credential delete --id <application id> --key-id <key id>", 0, 0},
	},
	RouteThirdParty: {{"# then by hand: revoke the key in the console of the service; the DNS records stay", 0, 0}},
	RouteRelayConnector: {
		{"Set-InboundConnector -Identity {connector} -Enabled $false", 0, traitConnector},
		{backConnector, traitConnector, 0},
		{"# then by hand: the old SPF record", 0, 0},
	},
	RouteDirectSend: {{backDirect, 0, 0}, {"# then by hand: the old SPF record", 0, 0}},
}

// back is a backRow, taken apart for filling.
type back struct {
	backRow
	command compiled
}

// backRows are the commands of each route in their order: Basic first, then the sender, then what the route set up.
var backRows = func() map[Route][]back {
	all := map[Route][]back{}
	for route := range steps {
		list := []backRow{{backAccount, traitNobody, 0}}
		switch route {
		case RouteInvestigate:
			list = []backRow{{backAccount, 0, 0}, {backSwitch, 0, 0}}
		case RouteRetire:
			list = append(list, backRow{backSwitch, 0, 0})
		case RouteModernClient:
			list = append(list, backRow{backPolicy, 0, 0}, backRow{forgetTokens, 0, 0}, backRow{backSwitch, 0, 0}, backRow{byHandPerson, 0, 0})
		default:
			list = append(list, backRow{backPolicy, 0, 0}, backRow{forgetTokens, 0, 0}, backRow{backSwitch, 0, 0}, backRow{byHand, 0, 0})
		}
		for _, b := range append(list, undo[route]...) {
			all[route] = append(all[route], back{b, compile(b.command)})
		}
	}
	return all
}()

// backReads are the commands that read each setting.
var backReads = func() (reads [settingCount]compiled) {
	for i, s := range settings {
		reads[i] = compile(s.read)
	}
	return reads
}()

// The sentences that call for going back: trigger.… where only the owner can say that mail is missed, and with this behind it where the sender's rhythm says after
// how long.
const afterSilence = ".silence"

// closedNow is behind the id of a sentence about how long a way back exists, for an account whose Basic is closed before it moves.
const closedNow = ".closed"

// triggers are the errors or silences that call for going back, by route.
var triggers = map[Route]string{
	RouteOAuthSMTP:       "trigger.oauth",
	RouteGraphAPI:        "trigger.graph",
	RouteHVE:             "trigger.hve",
	RouteACS:             "trigger.service",
	RouteThirdParty:      "trigger.service",
	RouteRelayConnector:  "trigger.relay",
	RouteDirectSend:      "trigger.direct",
	RouteOnPremisesRelay: "trigger.service",
	RouteModernClient:    "trigger.person",
	RouteRetire:          "trigger.retire",
	RouteInvestigate:     "trigger.investigate",
}

// triggerGone is for an account that no longer exists.
const triggerGone = "trigger.gone"

// alarm is a trigger, ready to be filled.
type alarm struct {
	id   string
	text compiled
}

// alarms are the triggers of each route, without and with silence.
var alarms = func() map[Route][2]alarm {
	all := map[Route][2]alarm{}
	for route, id := range triggers {
		quiet := id
		if _, ok := phrases[id+afterSilence]; ok {
			quiet += afterSilence
		}
		all[route] = [2]alarm{{id, compile(phrases[id].phrase.En)}, {quiet, compile(phrases[quiet].phrase.En)}}
	}
	return all
}()

// rollbackOf gives the way back of an item that ends on a day.
func rollbackOf(sc *scene, end calendar.Day) Rollback {
	r := Rollback{
		Prior: nothingHeld, NotCaptured: []string{}, Commands: []string{},
		Minutes: works[sc.route].minutes, DecidesID: "decides.owner", TestedOn: sc.override.RollbackTested,
	}
	if sc.route == RouteInvestigate {
		r.DecidesID = "decides.security"
	}
	r.Decides = sentence(r.DecidesID, nil)
	possible := &sc.regimes.gone
	if !sc.gone {
		possible = sc.regimes.of(end)
	}
	r.PossibleUntil, r.AdminFrom, r.PossibleID, r.PossibleWhy, r.PossibleArgs = possible.until, possible.adminFrom, possible.id, possible.text, possible.args
	if sc.sender.SMTPAuth.Basic == inventory.SwitchDisabled && possible.closedID != "" && closesBasic(sc.route) {
		r.PossibleID, r.PossibleWhy = possible.closedID, possible.closedText
	}
	if sc.gone {
		r.TriggerID, r.Trigger = triggerGone, sentence(triggerGone, nil)
		return r
	}
	sc.trigger(&r)
	r.Prior = sc.prior()
	r.NotCaptured = settingNames[sc.missing].list
	// Where Basic never comes back, neither does a sender that moved away from it; an account that was closed can still be opened.
	if possible != &sc.regimes.never || !closesBasic(sc.route) {
		r.Commands = sc.commands()
	}
	return r
}

// trigger says which error, or which silence after how long, calls for going back.
func (sc *scene) trigger(r *Rollback) {
	a := alarms[sc.route][0]
	if sc.silence > 0 {
		a = alarms[sc.route][1]
		hours := sc.silence
		r.SilenceHours = &hours
	}
	r.TriggerID, r.Trigger = a.id, a.text.tail
	if a.text.set != 0 {
		var buffer [512]byte
		r.Trigger, r.TriggerArgs = string(a.text.fill(buffer[:0], &sc.words)), sc.words.args(a.text.set)
	}
}

// nothingHeld is the way back of an account of which nothing can be set.
var nothingHeld = map[string]any{}

// prior holds what the evidence says of the settings that the way back needs. Most accounts of a tenant are set like others, and share it.
func (sc *scene) prior() map[string]any {
	p := prior{held: sc.relevant &^ sc.missing}
	for i := range settings {
		if !p.held.has(setting(i)) {
			continue
		}
		var value any
		switch setting(i) {
		case settingAccount:
			value = *sc.sender.AccountEnabled
		case settingPolicy:
			value = orNull(*sc.sender.AuthPolicy)
		case settingSwitch:
			switch sc.sender.SMTPAuth.Mailbox {
			case inventory.SwitchEnabled:
				value = false
			case inventory.SwitchDisabled:
				value = true
			}
		case settingConnector:
			value = *sc.connector.Enabled
		case settingDirectSend:
			value = *sc.exchange.RejectDirectSend
		case settingDefaultPolicy:
			value = orNull(*sc.exchange.DefaultPolicy)
		case settingOrganization:
			value = sc.sender.SMTPAuth.Organization == inventory.SwitchDisabled
		}
		p.values[i] = value
	}
	shared, known := sc.priors[p]
	if !known {
		shared = map[string]any{}
		for i, s := range settings {
			if p.held.has(setting(i)) {
				shared[s.name] = p.values[i]
			}
		}
		sc.priors[p] = shared
	}
	return shared
}

// orNull is nil, as Exchange has it, for a policy that is not there.
func orNull(name string) any {
	if name == "" {
		return nil
	}
	return name
}

// mostCommands is more than any route has.
const mostCommands = 24

// commands read what was not captured, and then put everything back. They are filled in one go.
func (sc *scene) commands() []string {
	var (
		buffer [2048]byte
		texts  = buffer[:0]
		ends   [mostCommands]int
		n      int
	)
	for i := range backReads {
		if sc.missing.has(setting(i)) {
			texts = backReads[i].fill(texts, &sc.words)
			ends[n] = len(texts)
			n++
		}
	}
	list := backRows[sc.route]
	for i := range list {
		b := &list[i]
		if b.when&^sc.traits != 0 || b.not&sc.traits != 0 {
			continue
		}
		texts = b.command.fill(texts, &sc.words)
		ends[n] = len(texts)
		n++
	}
	all, from := sc.text(texts), 0
	commands := make([]string, n)
	for i, end := range ends[:n] {
		commands[i] = all[from:end]
		from = end
	}
	return commands
}

// possible is how long a way back exists, in words too. closedID and closedText say so of an account for which Basic is closed before anything moves: going
// back brings it nothing. They are empty where there is nothing to go back to anyway.
type possible struct {
	until, adminFrom     calendar.Day
	id, text             string
	closedID, closedText string
	args                 map[string]string
}

// regimes say how long Basic is there to go back to, by when an item ends: before the default changes; after that, while administrators can turn it on; never,
// from the final removal on. They are the same for all items of a plan.
type regimes struct {
	// Zero days are milestones that the policy does not have.
	flip, announced, removal            calendar.Day
	before, after, never, unknown, gone possible
}

// regimesOf words the regimes by the milestones of a policy. The last day on which administrators are known to be able to turn Basic on is the one before the
// removal or, while that has no date, before the earliest day of its announcement.
func regimesOf(p *Policy) regimes {
	var r regimes
	for i := range p.Milestones {
		switch m := &p.Milestones[i]; m.ID {
		case milestoneDefaultOff:
			r.flip = m.Date
		case milestoneRemovalAnnounced:
			r.announced = m.Date
		case milestoneRemoval:
			r.removal = m.Date
		}
	}
	if !r.removal.IsZero() && !r.flip.IsZero() && !r.flip.Before(r.removal) {
		r.flip = calendar.Day{} // what is removed has no default
	}
	dayBefore := func(day calendar.Day) calendar.Day {
		if day.IsZero() {
			return day
		}
		return day.AddDays(-1)
	}
	word := func(id string, until, last calendar.Day) possible {
		p := possible{until: until, adminFrom: r.flip, id: id}
		values := map[string]string{"date": until.String(), "flip": r.flip.String(), "last": last.String()}
		p.text, p.args = say(id, values)
		if _, ok := phrases[id+closedNow]; ok {
			p.closedID, p.closedText = id+closedNow, sentence(id+closedNow, values)
		}
		return p
	}
	last, after := dayBefore(r.removal), "possible.before-removal"
	if r.removal.IsZero() {
		last, after = dayBefore(r.announced), "possible.while-admins"
	}
	r.before = word("possible.before-default", dayBefore(r.flip), last)
	if !last.IsZero() && last.After(r.flip) {
		r.before = word("possible.before-default-last", dayBefore(r.flip), last)
	}
	if r.flip.IsZero() {
		after += "-only"
	}
	r.after = word(after, last, last)
	r.unknown = word("possible.unknown", calendar.Day{}, last)
	r.never, r.gone = word("possible.never", calendar.Day{}, last), word("possible.gone", calendar.Day{}, last)
	r.never.adminFrom, r.gone.adminFrom = calendar.Day{}, calendar.Day{}
	return r
}

// of gives the regime of an item that ends on a day.
func (r *regimes) of(end calendar.Day) *possible {
	switch {
	case !r.removal.IsZero() && !end.Before(r.removal):
		return &r.never
	case !r.flip.IsZero() && end.Before(r.flip):
		return &r.before
	case !r.removal.IsZero(), !r.announced.IsZero() && end.Before(r.announced):
		return &r.after
	}
	return &r.unknown
}
