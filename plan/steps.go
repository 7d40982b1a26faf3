package plan

import (
	"slices"
	"strconv"

	"unbasic/plan/calendar"
)

// stepRow is one step of a route. Its id is the phrase of what is done; verify and who are phrases too. In a command, {mailbox} is the sender as a
// PowerShell literal; what only the administrator knows stands in <…>, which PowerShell and other shells refuse to run.
type stepRow struct {
	// day is counted in working days from the item's End.
	day     int
	id      string
	who     string
	verify  string
	command string
	// portal are menus in English, as Microsoft's portals show them.
	portal string
	// when are traits that the scene must have, all of them, and not those of which it must have none.
	when, not trait
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

// Where things are done by hand.
const (
	portalQuestions  = "Workbook > Plan > Questions"
	portalNotes      = "Workbook > Plan > Notes"
	portalComms      = "Workbook > Comms"
	portalClients    = "Workbook > Clients"
	portalIncidents  = "Workbook > Incidents"
	portalDevice     = "Web page or panel of the device, or settings of the program > Network or E-mail > SMTP"
	portalMail       = "Account settings of the mail program > Add account"
	portalSignIns    = "Entra admin center > Monitoring & health > Sign-in logs > User sign-ins; filters: User, Client app = Authenticated SMTP"
	portalReport     = "Exchange admin center > Reports > Mail flow > SMTP AUTH clients"
	portalTrace      = "Exchange admin center > Mail flow > Message trace"
	portalEmailApps  = "Microsoft 365 admin center > Users > Active users > the account > Mail > Manage email apps > Authenticated SMTP"
	portalAccount    = "Microsoft 365 admin center > Users > Active users > the account > Block sign-in"
	portalAccess     = "Entra admin center > Protection > Conditional Access > Policies; Entra admin center > Overview > Properties > Security defaults"
	portalRegister   = "Entra admin center > Applications > App registrations > New registration"
	portalPermission = portalRegister + "; then API permissions > Add a permission > "
	portalExchange   = portalPermission + "APIs my organization uses > Office 365 Exchange Online > "
	portalConsent    = " > Grant admin consent; then Certificates & secrets"
	portalConnectors = "Exchange admin center > Mail flow > Connectors"
	portalDomains    = "Microsoft 365 admin center > Settings > Domains > the domain > DNS records"
	portalDNS        = "DNS of the domain"
	portalService    = "Console of the service"
	portalRelay      = "Console of the relay"
	portalHVE        = "Exchange admin center > Mail flow > High Volume Email"
	portalAzureMail  = "Azure portal > Email Communication Services > Provision domains; Communication Services > Email > Domains"
	portalAzureUser  = "Azure portal > Communication Services > Access control (IAM); Communication Services > Email > SMTP Usernames"
	portalSessions   = "Entra admin center > Users > All users > the account > Revoke sessions, Reset password"
	portalDirectory  = "Active Directory Users and Computers > the account > Disable Account"
)

// Commands that several steps have.
const (
	readSwitch     = "Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled"
	readPolicy     = "Get-User -Identity {mailbox} | Format-List AuthenticationPolicy"
	readAccount    = "Get-MgUser -UserId {mailbox} -Property AccountEnabled | Format-List AccountEnabled"
	readDefault    = "Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy"
	readSMTP       = "Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"
	readDirectSend = "Get-OrganizationConfig | Format-List RejectDirectSend"
	readConnector  = "Get-InboundConnector -Identity {connector} | Format-List Enabled,SenderIPAddresses,SenderDomains"
	readSettings   = readSwitch + "\n" + readPolicy + "\n" + readSMTP + "\n" + readDefault
	openSwitch     = "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false"
	closeSwitch    = "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $true"
	assignPolicy   = "Set-User -Identity {mailbox} -AuthenticationPolicy {policy}"
	makePolicy     = "if (-not (Get-AuthenticationPolicy | Where-Object Name -eq {policy})) { New-AuthenticationPolicy -Name {policy} }\n" + lookPolicy
	lookPolicy     = "Get-AuthenticationPolicy -Identity {policy} | Format-List AllowBasicAuthSmtp"
	forgetTokens   = "Set-User -Identity {mailbox} -STSRefreshTokensValidFrom $([System.DateTime]::UtcNow)"
	blockAccount   = "Update-MgUser -UserId {mailbox} -AccountEnabled:$false"
	traceMail      = "Get-MessageTraceV2 -SenderAddress {mailbox} -StartDate (Get-Date).AddDays(-3) -EndDate (Get-Date)"
	findMX         = "Resolve-DnsName -Name {domain} -Type MX"
	tryPort25      = findMX + "\nTest-NetConnection -ComputerName <MX host> -Port 25"
	newApplication = "New-ServicePrincipal -AppId <application id> -ObjectId <enterprise application object id>"
)

// captureRows read what the way back puts back, before anything changes; where the evidence holds all of it they look that it is still so.
func captureRows(day int, command, portal string) []stepRow {
	return []stepRow{
		{day: day, id: "step.capture", who: whoExchange, verify: "check.captured", command: command, portal: portal, when: traitUncaptured},
		{day: day, id: "step.compare", who: whoExchange, verify: "check.same", command: command, portal: portal, not: traitUncaptured},
	}
}

var stepCaptureAccount = []stepRow{
	{-5, "step.capture-account", whoEntra, "check.captured", readAccount, portalAccount, traitAccountUnread, 0},
}

// closeRows close Basic alone for the account: SmtpClientAuthenticationDisabled would stop SMTP with OAuth too. Tokens are only forgotten where nothing signs in
// as the account any more: a device with a device code, or a person, would have to sign in again.
func closeRows(day int, forget bool, when, not trait) []stepRow {
	after := ""
	if forget {
		after = "\n" + forgetTokens
	}
	return []stepRow{
		{day, "step.under-policy", whoExchange, "check.policy-compared", "Get-AuthenticationPolicy | Format-List Name,AllowBasicAuth*", "",
			when | traitUnderPolicy, not | traitBasicClosed},
		{day, "step.close-basic", whoExchange, "check.basic-closed", makePolicy + "\n" + assignPolicy + after, "", when, not | traitPolicyExists | traitBasicClosed},
		{day, "step.close-basic-own", whoExchange, "check.basic-closed", lookPolicy + "\n" + assignPolicy + after, "", when | traitPolicyExists, not | traitBasicClosed},
	}
}

// tail is how every route that moves a sender ends: watch, then close Basic, but for scenes in which that was done before.
func tail(forget, trace bool, not trait) []stepRow {
	command := ""
	if trace {
		command = traceMail
	}
	watch := stepRow{1, "step.watch", whoExchange, "check.no-basic", command, portalSignIns + "; " + portalReport, 0, traitSeldom}
	seldom := watch
	seldom.id, seldom.when, seldom.not = "step.watch-seldom", traitSeldom, 0
	list := []stepRow{
		watch, seldom,
		{3, "step.last-client", whoExchange, "check.no-place-left", "", portalSignIns + "; " + portalClients, traitSeveral, not | traitBasicClosed},
	}
	list = append(list, closeRows(3, forget, 0, not)...)
	return append(list,
		stepRow{3, "step.closed-already", whoExchange, "check.policy-blocks", readPolicy, "", traitBasicClosed, 0},
		stepRow{5, "step.block-sign-in", whoEntra, "check.sign-in-blocked", blockAccount, portalAccount, traitNobody, 0},
	)
}

var (
	everyClient  = []stepRow{{0, "step.every-client", whoOwner, "check.every-client", "", portalClients, traitSeveral, 0}}
	lookAccess   = []stepRow{{-7, "step.look-access", whoEntra, "check.access", "", portalAccess, traitBlocked, 0}}
	askInternal  = []stepRow{{-7, "step.ask-internal", whoOwner, "check.all-internal", traceMail, portalTrace, 0, traitInternal}}
	askAddress   = []stepRow{{-7, "step.ask-address", whoNetwork, "check.address-own", "", "Firewall > outbound addresses and ports", 0, traitAddressSure}}
	spfAddress   = []stepRow{{-3, "step.spf-address", whoNetwork, "check.spf", "Resolve-DnsName -Name {domain} -Type TXT", portalDNS, 0, 0}}
	checkPort25  = []stepRow{{-1, "step.try-port-25", whoNetwork, "check.port-25", tryPort25, portalDomains, 0, 0}}
	testSettings = []stepRow{{-1, "step.test", whoOwner, "check.test-sent", "", portalDevice, 0, 0}}
)

// settingsRow and cutOverRow are done at the sender itself.
func settingsRow(id string, when, not trait) []stepRow {
	return []stepRow{{-1, id, whoOwner, "check.settings", "", portalDevice, when, not}}
}

func cutOverRow(id, verify string, when, not trait) []stepRow {
	return []stepRow{{0, id, whoOwner, verify, "", portalDevice, when, not}}
}

// steps are what is done on a route, in order. secure-account has no items, so it has steps only as advice elsewhere.
var steps = map[Route][]stepRow{
	RouteOAuthSMTP: slices.Concat(
		[]stepRow{
			{-7, "step.ask-oauth", whoOwner, "check.answered", "", portalQuestions, 0, traitOAuth},
		}, lookAccess,
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-5, "step.register-smtp", whoEntra, "check.consent", "", portalExchange + "Application permissions > SMTP.SendAsApp" + portalConsent, traitApplication, 0},
			{-5, "step.register-smtp-device", whoEntra, "check.consent", "",
				portalExchange + "Application permissions > SMTP.SendAsApp, or Microsoft Graph > Delegated permissions > SMTP.Send" + portalConsent +
					", or Authentication > Allow public client flows", 0, traitApplication},
			{-3, "step.grant-mailbox", whoExchange, "check.granted",
				newApplication + "\n" +
					"Add-MailboxPermission -Identity {mailbox} -User <service principal id> -AccessRights FullAccess\n" +
					"Get-MailboxPermission -Identity {mailbox} -User <service principal id>",
				"Entra admin center > Applications > Enterprise applications > the application > Overview > Application ID, Object ID", 0, 0},
		},
		// Where SMTP AUTH is closed now, Basic is closed first: opening the switch would open Basic with it.
		closeRows(-1, false, traitClosed, 0),
		[]stepRow{
			{-1, "step.open-smtp", whoExchange, "check.smtp-open", openSwitch + "\n" + readSwitch, portalEmailApps, traitClosed | traitSwitchOff, 0},
			{-1, "step.open-smtp-organization", whoExchange, "check.smtp-open", openSwitch + "\n" + readSwitch, portalEmailApps, traitClosed, traitSwitchOff},
			{-1, "step.keep-smtp-open", whoExchange, "check.smtp-open", openSwitch + "\n" + readSwitch, portalEmailApps, 0, traitClosed | traitSwitchOn},
		},
		settingsRow("step.settings-oauth", 0, 0), testSettings,
		cutOverRow("step.cut-over-oauth", "check.test-mail", 0, 0), everyClient, tail(false, true, traitClosed),
	),
	RouteGraphAPI: slices.Concat(
		[]stepRow{
			{-7, "step.ask-graph", whoOwner, "check.answered", "", portalQuestions, 0, 0},
		}, lookAccess,
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-5, "step.register-graph", whoEntra, "check.no-unscoped", "", portalRegister + "; then Certificates & secrets, and API permissions without Mail.Send", 0, 0},
			{-3, "step.scope-graph", whoExchange, "check.scoped",
				newApplication + " -DisplayName {object}\n" +
					"New-ManagementScope -Name {object} -RecipientRestrictionFilter {filter}\n" +
					"New-ManagementRoleAssignment -Name {object} -Role 'Application Mail.Send' -App <service principal id> -CustomResourceScope {object}\n" +
					"Test-ServicePrincipalAuthorization -Identity <service principal id> -Resource {mailbox}",
				"Entra admin center > Applications > Enterprise applications > the application > Overview > Application ID, Object ID", 0, 0},
		},
		settingsRow("step.settings-graph", 0, 0), testSettings,
		cutOverRow("step.cut-over-graph", "check.test-mail", 0, 0), everyClient, tail(false, true, 0),
	),
	RouteHVE: slices.Concat(
		askInternal,
		[]stepRow{
			{-7, "step.look-access-hve", whoEntra, "check.access-hve", "", portalAccess, traitBlocked, traitOAuth},
		},
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-5, "step.make-hve", whoExchange, "check.hve-active",
				"$password = Read-Host -AsSecureString\n" +
					"New-MailUser -HVEAccount -Name {object} -Password $password -PrimarySmtpAddress <HVE address>\n" +
					"Get-BillingPolicy -ResourceType HVE\n" +
					"Set-HVEAccountBillingPolicy -Identity <HVE address> -BillingPolicyId <billing policy id>\n" +
					"Set-HVEAccountSettings -Identity <HVE address> -ReplyTo {mailbox}", portalHVE, 0, 0},
			{-3, "step.hve-oauth", whoEntra, "check.consent", "Add-HVEAppAccess -Identity <HVE address> -AppIds <enterprise application object id>",
				portalExchange + "Application permissions > Mail.Send" + portalConsent, traitOAuth, 0},
			{-3, "step.hve-basic", whoExchange, "check.hve-basic", readDefault + "\n" +
				"Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp", portalAccess, 0, traitOAuth},
		},
		settingsRow("step.settings-hve-oauth", traitOAuth, 0), settingsRow("step.settings-hve", 0, traitOAuth), testSettings,
		cutOverRow("step.cut-over-hve", "check.test-mail-inside", 0, 0), everyClient, tail(true, true, 0),
		[]stepRow{
			{5, "step.hve-basic-ends", whoOwner, "check.hve-ends", "", portalNotes, traitHVEEnds, traitOAuth},
		},
	),
	RouteACS: slices.Concat(
		[]stepRow{
			{-10, "step.make-acs", whoAzure, "check.acs-ready", "", portalAzureMail, 0, 0},
			{-5, "step.dns-acs", whoNetwork, "check.dns", "", portalDNS + "; " + portalAzureMail, 0, 0},
		},
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-4, "step.register-acs", whoEntra, "check.secret-expiry", "", portalRegister + "; then Certificates & secrets", 0, 0},
			{-3, "step.acs-user", whoAzure, "check.acs-user",
				"az role assignment create --assignee <service principal object id> --role <role> --scope <ACS resource id>\n" +
					"az communication smtp-username create --comm-service-name <ACS resource> --resource-group <resource group> --smtp-username <name> " +
					"--username <user name> --entra-application-id <application id> --tenant-id {tenant}", portalAzureUser, 0, 0},
		},
		settingsRow("step.settings-acs", 0, 0), testSettings,
		cutOverRow("step.cut-over-acs", "check.test-mail-dmarc", 0, 0), everyClient, tail(true, false, 0),
	),
	RouteThirdParty: slices.Concat(
		[]stepRow{
			{-10, "step.choose-service", whoOwner, "check.service-chosen", "", portalService, 0, traitService},
			{-10, "step.open-service", whoOwner, "check.service-chosen", "", portalService, traitService, 0},
			{-5, "step.dns", whoNetwork, "check.dns", "", portalDNS + "; " + portalService, 0, traitServiceDNS},
			{-5, "step.dns-service", whoNetwork, "check.dns", "", portalDNS + "; " + portalService, traitServiceDNS, 0},
		},
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		settingsRow("step.settings-service", 0, traitService), settingsRow("step.settings-service-named", traitService, 0), testSettings,
		cutOverRow("step.cut-over-service", "check.test-mail-dmarc", 0, traitService),
		cutOverRow("step.cut-over-service-named", "check.test-mail-dmarc", traitService, 0), everyClient, tail(true, false, 0),
	),
	RouteRelayConnector: slices.Concat(
		askAddress,
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-3, "step.make-connector", whoExchange, "check.connector",
				"New-InboundConnector -Name {connector} -ConnectorType OnPremises -SenderDomains '*' -SenderIPAddresses {address} -Enabled $true",
				portalConnectors + " > Add a connector > From: Your organization's email server, To: Office 365", 0, traitConnector},
			{-3, "step.look-connector", whoExchange, "check.connector", readConnector, portalConnectors, traitConnector, traitConnectorOff},
			{-3, "step.enable-connector", whoExchange, "check.connector",
				readConnector + "\nSet-InboundConnector -Identity {connector} -Enabled $true", portalConnectors, traitConnectorOff, 0},
		},
		spfAddress, checkPort25, settingsRow("step.settings-relay", 0, 0), testSettings,
		cutOverRow("step.cut-over-relay", "check.test-mail", 0, 0), everyClient, tail(true, true, 0),
	),
	RouteDirectSend: slices.Concat(
		[]stepRow{
			{-7, "step.direct-send-refused", whoOwner, "check.route-changed", readDirectSend, portalNotes, traitDirectRefused, 0},
		},
		askInternal, askAddress,
		captureRows(-5, readSettings+",RejectDirectSend", portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{-3, "step.look-direct-send", whoExchange, "check.direct-send", readDirectSend, "", 0, traitDirectRefused},
		},
		spfAddress, checkPort25, settingsRow("step.settings-direct", 0, 0), testSettings,
		cutOverRow("step.cut-over-direct", "check.test-mail-inside", 0, 0), everyClient, tail(true, true, 0),
	),
	RouteOnPremisesRelay: slices.Concat(
		[]stepRow{
			{-7, "step.make-relay", whoNetwork, "check.relay-closed", "", portalRelay, 0, traitRelay},
			{-7, "step.use-relay", whoNetwork, "check.relay-closed", "", portalRelay, traitRelay, 0},
		},
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		settingsRow("step.settings-on-premises", 0, traitRelay), settingsRow("step.settings-on-premises-named", traitRelay, 0), testSettings,
		cutOverRow("step.cut-over-on-premises", "check.test-mail", 0, traitRelay),
		cutOverRow("step.cut-over-on-premises-named", "check.test-mail", traitRelay, 0), everyClient, tail(true, true, 0),
	),
	RouteModernClient: slices.Concat(
		[]stepRow{
			{-5, "step.look-access-person", whoEntra, "check.access-person", "", portalAccess, traitBlocked, 0},
			{-5, "step.tell-person", whoOwner, "check.told", "", portalComms, 0, 0},
		},
		captureRows(-5, readSettings, portalEmailApps), stepCaptureAccount,
		[]stepRow{
			{0, "step.cut-over-person", whoPerson, "check.person-sends", "", portalMail, 0, 0},
		}, everyClient,
		[]stepRow{
			{1, "step.remove-passwords", whoPerson, "check.passwords-gone", "",
				"Security info page of the person's own account; Entra admin center > Users > All users > the account > Authentication methods", 0, 0},
		},
		tail(false, true, 0),
	),
	RouteRetire: slices.Concat(
		[]stepRow{
			{-2, "step.ask-unused", whoOwner, "check.answered", "", portalQuestions, 0, 0},
		},
		captureRows(-1, readSwitch, portalEmailApps),
		[]stepRow{
			{-1, "step.capture-account", whoEntra, "check.captured", readAccount, portalAccount, traitAccountUnread, 0},
			{0, "step.close-smtp", whoExchange, "check.smtp-closed", closeSwitch + "\n" + readSwitch, portalEmailApps, 0, 0},
			{5, "step.listen", whoOwner, "check.nobody-misses", "", portalNotes, 0, 0},
			{5, "step.block-sign-in", whoEntra, "check.sign-in-blocked", blockAccount, portalAccount, traitNobody, 0},
		},
	),
	RouteInvestigate: slices.Concat(
		captureRows(0, readSwitch+"\n"+readAccount, portalEmailApps),
		[]stepRow{
			{0, "step.contain", whoSecurity, "check.contained", blockAccount + "\n" + closeSwitch, portalAccount + "; " + portalEmailApps, 0, 0},
			{0, "step.contain-directory", whoSecurity, "check.contained-directory", "", portalDirectory, traitSynchronised, 0},
			{0, "step.reset-password", whoSecurity, "check.sessions-revoked", "Revoke-MgUserSignInSession -UserId {mailbox}", portalSessions, 0, 0},
			{0, "step.look-around", whoSecurity, "check.no-rules",
				"Get-InboxRule -Mailbox {mailbox}\n" +
					"Get-Mailbox -Identity {mailbox} | Format-List ForwardingAddress,ForwardingSmtpAddress\n" + traceMail,
				portalSignIns + "; " + portalTrace, 0, 0},
			{1, "step.clear-incident", whoSecurity, "check.cleared", "", portalIncidents, 0, 0},
		},
	),
}

// stepsGone are for an account that no longer exists: nothing can be set in Exchange.
var stepsGone = []stepRow{
	{-1, "step.find-configured", whoNetwork, "check.found", "", portalSignIns, 0, 0},
	{0, "step.remove-configured", whoOwner, "check.attempts-stop", "", portalDevice, 0, 0},
}

// row is a step of a route, taken apart for filling.
type row struct {
	stepRow
	whoText, verifyText string
	// what is the sentence; timed the one that names the time of day too, under timedID, where the step is a cut-over.
	what, timed compiled
	timedID     string
	command     compiled
}

// rows are steps and rowsGone stepsGone, ready to be filled.
var (
	rows = func() map[Route][]row {
		all := make(map[Route][]row, len(steps))
		for route, list := range steps {
			all[route] = rowsOf(list)
		}
		return all
	}()
	rowsGone = rowsOf(stepsGone)
)

func rowsOf(list []stepRow) []row {
	result := make([]row, len(list))
	for i, s := range list {
		result[i] = row{
			stepRow: s, whoText: sentence(s.who, nil), verifyText: sentence(s.verify, nil),
			what: compile(phrases[s.id].phrase.En), command: compile(s.command),
		}
		if timed, ok := phrases[s.id+atTime]; ok {
			result[i].timedID, result[i].timed = s.id+atTime, compile(timed.phrase.En)
		}
	}
	return result
}

// needsOf are the words that the steps and the way back of a route are filled with.
var needsOf = func() map[Route]wordSet {
	needs := make(map[Route]wordSet, len(rows))
	for route, list := range rows {
		for _, r := range list {
			needs[route] |= r.what.set | r.command.set
		}
		for _, b := range backRows[route] {
			needs[route] |= b.command.set
		}
	}
	return needs
}()

// stage is a row with all of it that is the same for every sender of a plan.
type stage struct {
	*row
	id string
	// what and command are nil where text and line say it all; args are those of text.
	what, command *compiled
	text, line    string
	args          map[string]string
	same          *StepText
}

// stagesOf fills rows as far as the sender has no part in them.
func (g *ground) stagesOf(list []row) []stage {
	stages := make([]stage, 0, len(list))
	for i := range list {
		r := &list[i]
		s := stage{row: r, id: r.id, what: &r.what, command: &r.command}
		if r.timedID != "" && g.traits&traitTime != 0 {
			s.id, s.what = r.timedID, &r.timed
		}
		if s.what.set&^planWords == 0 {
			s.text, s.args, s.what = string(s.what.fill(nil, &g.words)), g.words.args(s.what.set), nil
		}
		if s.command.set&^planWords == 0 {
			s.line, s.command = string(s.command.fill(nil, &g.words)), nil
		}
		s.same = &StepText{ID: s.id, Portal: s.portal, Who: s.whoText, WhoID: s.who, Verify: s.verifyText, VerifyID: s.verify}
		stages = append(stages, s)
	}
	return stages
}

// mostSteps is more than any route has.
const mostSteps = 32

// stepsOf gives the steps of an item. at tells where an offset of working days from the item's End is shown, and its date: work that would lie before the
// plan's first day is pulled to it. Args of steps with the same values are one map.
func stepsOf(sc *scene, at func(offset int) (shown int, day calendar.Day)) []Step {
	stages := sc.stages[sc.route]
	if sc.gone {
		stages = sc.removed
	}
	// All sentences and commands of an item are filled in one go.
	var (
		buffer [4096]byte
		texts  = buffer[:0]
		ends   [mostSteps][2]int
		chosen [mostSteps]*stage
		n      int
	)
	for i := range stages {
		s := &stages[i]
		if s.when&^sc.traits != 0 || s.not&sc.traits != 0 {
			continue
		}
		if s.what != nil {
			texts = s.what.fill(texts, &sc.words)
		}
		ends[n][0] = len(texts)
		if s.command != nil {
			texts = s.command.fill(texts, &sc.words)
		}
		ends[n][1] = len(texts)
		chosen[n] = s
		n++
	}
	all, from := sc.text(texts), 0
	result := sc.list(n)
	var (
		sets  [4]wordSet
		maps  [4]map[string]string
		known int
	)
	for i, s := range chosen[:n] {
		shown, day := at(s.day)
		step := &result[i]
		step.T, step.Date, step.StepText, step.What, step.Command, step.Args = offset(shown), day, s.same, s.text, s.line, s.args
		if s.what != nil {
			step.What = all[from:ends[i][0]]
			same := -1
			for j, set := range sets[:known] {
				if set == s.what.set {
					same = j
				}
			}
			switch {
			case same >= 0:
				step.Args = maps[same]
			case s.what.set == setOf(wordMissing):
				step.Args = settingNames[sc.missing].args
			default:
				step.Args = sc.words.args(s.what.set)
				if known < len(sets) {
					sets[known], maps[known] = s.what.set, step.Args
					known++
				}
			}
		}
		if s.command != nil {
			step.Command = all[ends[i][0]:ends[i][1]]
		}
		from = ends[i][1]
	}
	return result
}

// offsets are the usual ones, made once.
var offsets = func() (texts [41]string) {
	for i := range texts {
		texts[i] = writeOffset(i - len(texts)/2)
	}
	return texts
}()

// offset writes "T-7", "T0", "T+3".
func offset(days int) string {
	if i := days + len(offsets)/2; i >= 0 && i < len(offsets) {
		return offsets[i]
	}
	return writeOffset(days)
}

func writeOffset(days int) string {
	switch {
	case days == 0:
		return "T0"
	case days > 0:
		return "T+" + strconv.Itoa(days)
	}
	return "T" + strconv.Itoa(days)
}
