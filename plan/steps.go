package plan

import (
	"strconv"
)

// stepRow is one step of a route. Its id is the phrase of what is done; verify and who are phrases too. In a command, {mailbox} is
// the sender as a PowerShell literal; what only the administrator knows stands in <…>, which PowerShell refuses to run.
type stepRow struct {
	// day is counted in working days from the item's End.
	day     int
	id      string
	who     string
	verify  string
	command string
}

// The people of a step.
const (
	whoOwner    = "who.owner"
	whoExchange = "who.exchange"
	whoEntra    = "who.entra"
	whoAzure    = "who.azure"
	whoNetwork  = "who.network"
	whoSecurity = "who.security"
	whoPerson   = "who.person"
)

// The steps that several routes share.
var (
	stepCapture = stepRow{-5, "step.capture", whoExchange, "check.captured",
		"Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled\n" +
			"Get-User -Identity {mailbox} | Format-List AuthenticationPolicy"}
	stepDNS   = stepRow{-5, "step.dns", whoNetwork, "check.dns", ""}
	stepWatch = stepRow{1, "step.watch", whoExchange, "check.no-basic", ""}
	// Only Basic is closed: SmtpClientAuthenticationDisabled would stop SMTP with OAuth too.
	stepCloseBasic = stepRow{3, "step.close-basic", whoExchange, "check.basic-closed",
		"New-AuthenticationPolicy -Name 'Block Basic SMTP'\n" +
			"Set-User -Identity {mailbox} -AuthenticationPolicy 'Block Basic SMTP'"}
)

// steps are what is done on a route, in order. secure-account has no items, so it has steps only as advice elsewhere.
var steps = map[Route][]stepRow{
	RouteOAuthSMTP: {
		{-7, "step.ask-oauth", whoOwner, "check.answered", ""},
		stepCapture,
		{-5, "step.register-smtp", whoEntra, "check.consent", ""},
		{-3, "step.grant-mailbox", whoExchange, "check.granted",
			"New-ServicePrincipal -AppId <application id> -ObjectId <enterprise application object id>\n" +
				"Add-MailboxPermission -Identity {mailbox} -User <service principal id> -AccessRights FullAccess"},
		{-1, "step.keep-smtp-open", whoExchange, "check.smtp-open",
			"Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false"},
		{0, "step.cut-over-oauth", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteGraphAPI: {
		{-7, "step.ask-graph", whoOwner, "check.answered", ""},
		stepCapture,
		{-5, "step.register-graph", whoEntra, "check.no-unscoped", ""},
		{-3, "step.scope-graph", whoExchange, "check.scoped",
			"New-ServicePrincipal -AppId <application id> -ObjectId <enterprise application object id> -DisplayName '<name>'\n" +
				"New-ManagementScope -Name '<scope>' -RecipientRestrictionFilter {filter}\n" +
				"New-ManagementRoleAssignment -Name '<assignment>' -Role 'Application Mail.Send' -App <service principal id> -CustomResourceScope '<scope>'\n" +
				"Test-ServicePrincipalAuthorization -Identity <service principal id> -Resource {mailbox}"},
		{0, "step.cut-over-graph", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteHVE: {
		{-7, "step.ask-internal", whoOwner, "check.all-internal", ""},
		stepCapture,
		{-5, "step.make-hve", whoExchange, "check.hve-active",
			"New-MailUser -HVEAccount -Name '<name>' -Password $password -PrimarySmtpAddress '<address>'\n" +
				"Get-BillingPolicy -ResourceType HVE\n" +
				"Set-HVEAccountBillingPolicy -Identity '<address>' -BillingPolicyId '<billing policy id>'\n" +
				"Set-HVEAccountSettings -Identity '<address>' -ReplyTo {mailbox}"},
		{0, "step.cut-over-hve", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteACS: {
		{-10, "step.make-acs", whoAzure, "check.acs-ready", ""},
		stepDNS, stepCapture,
		{-3, "step.acs-user", whoAzure, "check.secret-expiry", ""},
		{0, "step.cut-over-acs", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteThirdParty: {
		{-10, "step.choose-service", whoOwner, "check.service-chosen", ""},
		stepDNS, stepCapture,
		{0, "step.cut-over-service", whoOwner, "check.test-mail-dmarc", ""},
		stepWatch, stepCloseBasic,
	},
	RouteRelayConnector: {
		{-7, "step.ask-address", whoNetwork, "check.address-own", ""},
		stepCapture,
		{-3, "step.make-connector", whoExchange, "check.connector",
			"New-InboundConnector -Name '<name>' -ConnectorType OnPremises -SenderDomains '*' -SenderIPAddresses {address} -Enabled $true"},
		{-3, "step.spf-address", whoNetwork, "check.spf", ""},
		{0, "step.cut-over-relay", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteDirectSend: {
		{-7, "step.ask-internal", whoOwner, "check.all-internal", ""},
		stepCapture,
		{-3, "step.look-direct-send", whoExchange, "check.direct-send",
			"Get-OrganizationConfig | Format-List RejectDirectSend"},
		{0, "step.cut-over-direct", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteOnPremisesRelay: {
		{-7, "step.make-relay", whoNetwork, "check.relay-closed", ""},
		stepCapture,
		{0, "step.cut-over-on-premises", whoOwner, "check.test-mail", ""},
		stepWatch, stepCloseBasic,
	},
	RouteModernClient: {
		{-5, "step.tell-person", whoOwner, "check.told", ""},
		stepCapture,
		{0, "step.cut-over-person", whoPerson, "check.person-sends", ""},
		{1, "step.remove-passwords", whoPerson, "check.passwords-gone", ""},
		stepWatch, stepCloseBasic,
	},
	RouteRetire: {
		{-2, "step.ask-unused", whoOwner, "check.answered", ""},
		{-1, "step.capture-switch", whoExchange, "check.captured",
			"Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled"},
		{0, "step.close-smtp", whoExchange, "check.smtp-closed",
			"Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $true"},
		{5, "step.listen", whoOwner, "check.nobody-misses", ""},
	},
	RouteInvestigate: {
		{0, "step.contain", whoSecurity, "check.contained",
			"Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled\n" +
				"Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $true"},
		{0, "step.reset-password", whoSecurity, "check.sessions-revoked", ""},
		{0, "step.look-around", whoSecurity, "check.no-rules",
			"Get-InboxRule -Mailbox {mailbox}\n" +
				"Get-Mailbox -Identity {mailbox} | Format-List ForwardingAddress,ForwardingSmtpAddress"},
		{1, "step.clear-incident", whoSecurity, "check.cleared", ""},
	},
}

// stepsGone are for an account that no longer exists: nothing can be set in Exchange.
var stepsGone = []stepRow{
	{-1, "step.find-configured", whoNetwork, "check.found", ""},
	{0, "step.remove-configured", whoOwner, "check.attempts-stop", ""},
}

// stepRowsOf gives the steps of an item; an account that is gone can only be removed from what still tries it.
func stepRowsOf(route Route, f facts) []stepRow {
	if f.gone && route == RouteRetire {
		return stepsGone
	}
	return steps[route]
}

// commandWords are the literals that commands of a sender are filled with. The filter is a literal in a literal: the name is quoted for
// the filter's own syntax first and the whole for PowerShell then.
func commandWords(values map[string]string) map[string]string {
	words := map[string]string{
		"mailbox": quote(values["sender"]),
		"filter":  quote("PrimarySmtpAddress -eq " + quote(values["sender"])),
		"address": "<public ip>",
	}
	if values["address"] != "" {
		words["address"] = quote(values["address"])
	}
	return words
}

// stepsOf fills the steps of an item; words are those of its commands. lead is how many working days there are from the plan's first one to the item's End: work
// that would lie before that is pulled to it.
func stepsOf(rows []stepRow, values, words map[string]string, lead int) []Step {
	result := make([]Step, 0, len(rows))
	for _, row := range rows {
		text, args := say(row.id, values)
		result = append(result, Step{
			T: offset(max(row.day, -lead)), ID: row.id, What: text, Args: args,
			Command: fill(row.command, words),
			WhoID:   row.who, Who: sentence(row.who, nil),
			VerifyID: row.verify, Verify: sentence(row.verify, nil),
		})
	}
	return result
}

// offset writes "T-7", "T0", "T+3".
func offset(days int) string {
	switch {
	case days == 0:
		return "T0"
	case days > 0:
		return "T+" + strconv.Itoa(days)
	}
	return "T" + strconv.Itoa(days)
}
