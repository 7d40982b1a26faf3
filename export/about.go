package export

import (
	"cmp"
	"time"

	"unbasic/export/words"
)

// about says how the report was made, names dates with their sources, and explains every word that the sheets use.
func (b *book) about() Sheet {
	s := Sheet{
		Key: "about", Name: b.say(words.SheetAbout), Reader: ReaderAll, Purpose: b.say(words.PurposeAbout),
		Columns: []Column{
			b.column("topic", words.ColumnTopic, TypeText, WidthWide),
			b.column("entry", words.ColumnEntry, TypeText, WidthWide),
			b.column("value", words.ColumnValue, TypeText, WidthText),
			b.column("detail", words.ColumnDetail, TypeText, WidthText),
		},
	}
	var rows [][]Cell
	row := func(topic words.Word, entry, value, detail string) {
		rows = append(rows, []Cell{textCell(b.say(topic)), textCell(entry), textCell(value), textCell(detail)})
	}
	known := func(value string) string {
		if value == "" {
			return b.say(words.AboutUnknown)
		}
		return b.visible(value)
	}
	made := func(entry words.Word, value, detail string) { row(words.TopicMade, b.say(entry), value, detail) }

	made(words.AboutTool, b.say(words.AboutToolValue, "version", b.visible(b.inv.Tool.Version)), "")
	made(words.AboutTenantName, known(string(b.inv.Tenant.Name)), "")
	made(words.AboutTenantID, known(string(b.inv.Tenant.ID)), "")
	made(words.AboutTenantDomain, known(string(b.inv.Tenant.DefaultDomain)), "")
	made(words.AboutTenantCloud, cmp.Or(b.label(words.Clouds, string(b.inv.Tenant.Cloud)), b.say(words.AboutUnknown)), "")
	made(words.AboutWindow, b.say(words.AboutWindowValue, "since", b.stamp(b.inv.Window.Since), "until", b.stamp(b.inv.Window.Until)), "")
	made(words.AboutAsOf, b.stamp(b.inv.AsOf), "")
	made(words.AboutPlanAsOf, b.stamp(b.plan.AsOf), "")
	made(words.AboutTimeZone, known(b.plan.TimeZone), b.say(words.AboutTimesValue))
	made(words.AboutInventoryHash, known(b.plan.Inventory.SHA256), "")
	if b.plan.Policy.SHA256 == "" {
		made(words.AboutPolicyHash, b.say(words.AboutNoHash), b.say(words.AboutPolicyDefault))
	} else {
		made(words.AboutPolicyHash, b.visible(b.plan.Policy.SHA256), "")
	}
	made(words.AboutInventoryPolicy, known(string(b.inv.Policy.SHA256)), "")
	b.redaction(row)
	for i := range b.plan.Milestones {
		m := &b.plan.Milestones[i]
		row(words.TopicMilestones, m.Date.String(), b.milestone(m),
			b.say(words.MilestoneChecked, "source", b.visible(m.Source), "checked", m.Checked.String()))
	}
	for _, setting := range b.settings() {
		row(setting.topic, setting.entry, setting.value, setting.detail)
	}
	row(words.TopicTerms, b.say(words.AboutSignIn), b.say(words.AboutSignInMeaning), "")
	row(words.TopicTerms, b.say(words.AboutControl), b.say(words.AboutControlMeaning), "")
	for _, g := range []struct {
		topic words.Word
		codes words.Codes
	}{
		{words.TopicVerdicts, words.Verdicts}, {words.TopicFindings, words.Findings}, {words.TopicLicenceStates, words.LicenseStates},
		{words.TopicRoutes, words.Routes}, {words.TopicStatuses, words.Statuses}, {words.TopicWaveTypes, words.WaveTypes},
		{words.TopicRisks, words.Risks}, {words.TopicKinds, words.Kinds}, {words.TopicMailboxes, words.Mailboxes},
		{words.TopicAuths, words.Auths}, {words.TopicSwitches, words.Switches}, {words.TopicCoverage, words.CoverageStatuses},
		{words.TopicSources, words.Sources}, {words.TopicParts, words.SignInParts}, {words.TopicProtocols, words.Protocols},
		{words.TopicErrors, words.ErrorClasses}, {words.TopicExcluded, words.ExcludedReasons}, {words.TopicSubscriptions, words.SubscriptionStatuses},
		{words.TopicUrgencies, words.Urgencies}, {words.TopicIncidentKinds, words.IncidentKinds}, {words.TopicIncidentStates, words.IncidentStatuses},
		{words.TopicCures, words.CureActions}, {words.TopicGovernance, words.GovernanceRules}, {words.TopicGovernanceKinds, words.GovernanceKinds},
		{words.TopicPermissionTypes, words.PermissionTypes}, {words.TopicSecretTypes, words.SecretTypes}, {words.TopicPeriods, words.Periods},
		{words.TopicBlocks, words.BlockKinds}, {words.TopicPolicySources, words.PolicySources}, {words.TopicAccessStates, words.AccessStates},
		{words.TopicClientRules, words.ClientRules}, {words.TopicGuessRules, words.GuessRules},
	} {
		for _, code := range g.codes {
			// The code itself stands beside its meaning: it is what the files and the command line say.
			row(g.topic, code.Label.In(b.lang), b.say(code.Meaning, b.windowDays()...), code.Code)
		}
	}
	s.Rows = ready(rows)
	return b.finish(s, words.EmptyCoverage)
}

// windowDays are the values of a meaning that speaks of the days that were read.
func (b *book) windowDays() []string {
	day := func(t time.Time) string {
		if t.IsZero() {
			return b.say(words.AboutUnknown)
		}
		return t.UTC().Format(time.DateOnly)
	}
	return []string{"since", day(b.inv.Window.Since), "until", day(b.inv.Window.Until)}
}
