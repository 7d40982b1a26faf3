package plan

import (
	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// priorSwitch is the mailbox setting by its name in Exchange: true closes SMTP AUTH, false opens it, null leaves it to the organisation.
const priorSwitch = "SmtpClientAuthenticationDisabled"

// undo are the commands that take back what a route set up, after the old settings of Basic are restored. Service principals stay: several senders
// can share one.
var undo = map[Route][]string{
	RouteOAuthSMTP: {
		"Remove-MailboxPermission -Identity {mailbox} -User <service principal id> -AccessRights FullAccess -Confirm:$false",
	},
	RouteGraphAPI: {
		"Remove-ManagementRoleAssignment -Identity '<assignment>' -Confirm:$false",
		"Remove-ManagementScope -Identity '<scope>' -Confirm:$false",
	},
	RouteHVE: {
		"Set-HVEAccountBillingPolicy -Identity '<address>' -BillingPolicyId ''",
		"Remove-MailUser -Identity '<address>'",
	},
	RouteRelayConnector: {
		"Set-InboundConnector -Identity '<name>' -Enabled $false",
	},
}

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

// rollbackOf gives the way back of an item that ends on a day.
func rollbackOf(s *inventory.Sender, route Route, f facts, words map[string]string, end calendar.Day, p Policy) Rollback {
	back := Rollback{
		TriggerID: triggers[route], Prior: map[string]any{}, NotCaptured: []string{}, Commands: []string{},
		Minutes: works[route].minutes, DecidesID: "decides.owner",
	}
	gone := f.gone && route == RouteRetire
	if gone {
		back.TriggerID = triggerGone
	} else {
		back.Prior, back.Commands = wayBack(s, route, words)
	}
	if route == RouteInvestigate {
		back.DecidesID = "decides.security"
	}
	back.Trigger = sentence(back.TriggerID, nil)
	back.Decides = sentence(back.DecidesID, nil)
	var id string
	back.PossibleUntil, id = possibleUntil(end, p)
	if gone {
		back.PossibleUntil, id = calendar.Day{}, "possible.gone"
	}
	back.PossibleID = id
	back.PossibleWhy, back.PossibleArgs = say(id, map[string]string{"date": back.PossibleUntil.String()})
	return back
}

// wayBack gives the captured values and the commands that put them back. The authentication policy of an account is in no source that
// an inventory is made from, so it is always captured first where a route changes it.
func wayBack(s *inventory.Sender, route Route, words map[string]string) (prior map[string]any, commands []string) {
	prior = map[string]any{}
	literal := "<captured value>"
	switch s.SMTPAuth.Mailbox {
	case inventory.SwitchEnabled:
		prior[priorSwitch], literal = false, "$false"
	case inventory.SwitchDisabled:
		prior[priorSwitch], literal = true, "$true"
	case inventory.SwitchInherit:
		prior[priorSwitch], literal = nil, "$null"
	default:
		commands = append(commands, "Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled")
	}
	closesBasic := route != RouteRetire && route != RouteInvestigate
	if closesBasic {
		commands = append(commands,
			"Get-User -Identity {mailbox} | Format-List AuthenticationPolicy",
			"Set-User -Identity {mailbox} -AuthenticationPolicy <captured policy, or $null>",
			"Set-User -Identity {mailbox} -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)")
	}
	commands = append(commands, "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled "+literal)
	commands = append(commands, undo[route]...)
	for i, command := range commands {
		commands[i] = fill(command, words)
	}
	return prior, commands
}

// possibleUntil gives the last day on which Basic is known to be there to go back to from an item that ends on a day: until the default changes;
// then, while administrators can turn it on again, until the final removal or, while that has no date, the earliest day of its announcement.
// The day is zero where there is no way back, or no milestone to tell.
func possibleUntil(end calendar.Day, p Policy) (calendar.Day, string) {
	if removal, ok := p.milestone(milestoneRemoval); ok && !end.Before(removal.Date) {
		return calendar.Day{}, "possible.never"
	}
	if off, ok := p.milestone(milestoneDefaultOff); ok && end.Before(off.Date) {
		return off.Date.AddDays(-1), "possible.before-default"
	}
	if removal, ok := p.milestone(milestoneRemoval); ok {
		return removal.Date.AddDays(-1), "possible.before-removal"
	}
	if announced, ok := p.milestone(milestoneRemovalAnnounced); ok && end.Before(announced.Date) {
		return announced.Date.AddDays(-1), "possible.while-admins"
	}
	return calendar.Day{}, "possible.unknown"
}
