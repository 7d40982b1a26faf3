package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/samples"

	"github.com/google/go-cmp/cmp"
)

// TestTheSampleTenantIsGoverned goes the whole way: what Entra's policies, registrations and permissions say of the sample tenant is in the inventory.
func TestTheSampleTenantIsGoverned(t *testing.T) {
	for _, until := range []time.Time{asOf, time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC)} {
		tenant := samples.New(3, until)
		inv := analyze(t, tenant, until, samples.HandlerOptions{})
		checkProtection(t, inv)
		checkApplications(t, inv, until)
		truths := map[string]samples.GovernanceTruth{}
		for _, truth := range tenant.GovernanceTruth() {
			truths[truth.UPN] = truth
		}
		for _, s := range inv.Senders {
			checkGovernance(t, s, truths[s.UPN])
		}
	}
}

func checkProtection(t *testing.T, inv inventory.Inventory) {
	t.Helper()
	if on := inv.Protection.SecurityDefaults; on == nil || *on {
		t.Errorf("security defaults are %v", on)
	}
	var policies []string
	for _, p := range inv.Protection.Policies {
		policies = append(policies, fmt.Sprintf("%s: %s %v", p.Name, p.State, p.Controls))
	}
	want := []string{
		"Block IMAP and POP: enabled [block]", "Block legacy authentication: enabled [block]",
		"Block legacy authentication (applications, report-only): enabledForReportingButNotEnforced [block]",
	}
	if diff := cmp.Diff(want, policies); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
	if slices.ContainsFunc(inv.NotRead, func(n inventory.NotRead) bool { return n.Source == inventory.SourceConditionalAccess }) {
		t.Error("Conditional Access is among what was not read")
	}
}

func checkApplications(t *testing.T, inv inventory.Inventory, until time.Time) {
	t.Helper()
	var applications []string
	for _, a := range inv.Applications {
		line := fmt.Sprintf("%s, own %v:", a.Name, *a.Own)
		for _, p := range a.Permissions {
			line += fmt.Sprintf(" %s of %s (%s, everybody %v)", p.Value, p.Resource, p.Type, p.Everybody)
		}
		if a.NextExpiry != nil {
			line += fmt.Sprintf(", %d days", int(a.NextExpiry.Sub(until)/(24*time.Hour)))
		}
		for _, f := range a.Findings {
			line += " " + f.Rule
		}
		applications = append(applications, line)
	}
	want := []string{
		"Invoice mailer, own true: SMTP.SendAsApp of Office 365 Exchange Online (application, everybody false), 20 days application-sends-smtp application-secret-expires",
		"Ticket system, own true: Mail.Send of Microsoft Graph (application, everybody false), 300 days application-sends-as-anybody",
		"Mozilla Thunderbird, own false: SMTP.Send of Office 365 Exchange Online (delegated, everybody true) application-sends-for-everybody",
	}
	if diff := cmp.Diff(want, applications); diff != "" {
		t.Errorf("applications (-want +got):\n%s", diff)
	}
}

func checkGovernance(t *testing.T, s inventory.Sender, truth samples.GovernanceTruth) {
	t.Helper()
	g := s.Governance
	said := func(b *bool) string {
		if b == nil {
			return "unknown"
		}
		return fmt.Sprint(*b)
	}
	if truth.UPN == "" { // a name that does not exist
		if g.MFARegistered != nil || g.Created != nil || len(s.SMTPAuth.Blocks) > 0 || len(g.Findings) > 0 {
			t.Errorf("%s does not exist, and its governance is %+v, its blocks %+v", s.UPN, g, s.SMTPAuth.Blocks)
		}
		return
	}
	if truth.Deleted {
		return
	}
	for what, pair := range map[string][2]string{
		"mfa":           {said(g.MFARegistered), said(truth.MFARegistered)},
		"admin":         {said(g.Admin), said(truth.Admin)},
		"never expires": {said(g.PasswordNeverExpires), fmt.Sprint(truth.PasswordNeverExpires)},
		"synchronised":  {said(g.Synchronised), fmt.Sprint(truth.Synchronised)},
		"created":       {fmt.Sprint(g.Created), fmt.Sprint(&truth.Created)},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s is %s, want %s", s.UPN, what, pair[0], pair[1])
		}
	}
	var blocks []string
	for _, b := range s.SMTPAuth.Blocks {
		blocks = append(blocks, fmt.Sprintf("%s, %v", b.Name, b.InForce))
		if b.Applies != "yes" {
			t.Errorf("%s: it is not known whether %s applies", s.UPN, b.Name)
		}
	}
	if diff := cmp.Diff(truth.Blocks, blocks); diff != "" {
		t.Errorf("%s: blocks (-want +got):\n%s", s.UPN, diff)
	}
	wantBasic := inventory.SwitchUnknown // Exchange's own settings were not exported
	if slices.ContainsFunc(truth.Blocks, func(b string) bool { return strings.HasSuffix(b, ", true") }) {
		wantBasic = inventory.SwitchDisabled
	}
	if s.SMTPAuth.Basic != wantBasic {
		t.Errorf("%s: Basic is %s by %s, want %s", s.UPN, s.SMTPAuth.Basic, s.SMTPAuth.Now.Rule, wantBasic)
	}
}

// TestEveryLayerOfTheSwitch puts Exchange's settings beside what was collected: then it is known of every mailbox whether Basic works, and why.
func TestEveryLayerOfTheSwitch(t *testing.T) {
	tenant := tenantOf(4)
	inv := analyze(t, tenant, asOf, samples.HandlerOptions{}, samples.ExportTransportConfig, samples.ExportCASMailbox, samples.ExportUser,
		samples.ExportOrganizationConfig, samples.ExportAuthPolicies)
	exchange, entra := map[string]samples.ExchangeTruth{}, map[string]samples.GovernanceTruth{}
	for _, x := range tenant.ExchangeTruth() {
		exchange[x.UPN] = x
	}
	for _, x := range tenant.GovernanceTruth() {
		entra[x.UPN] = x
	}
	rules, disagree := map[string]int{}, map[string]int{}
	for _, s := range inv.Senders {
		x, known := exchange[s.UPN]
		basic, milestone := inventory.SwitchEnabled, "milestone-inherits"
		switch blocked := slices.ContainsFunc(entra[s.UPN].Blocks, func(b string) bool { return strings.HasSuffix(b, ", true") }); {
		case known && (x.Switch.Effective == inventory.SwitchDisabled || x.Policy == "Block Basic authentication" && !entra[s.UPN].Deleted || blocked):
			basic, milestone = inventory.SwitchDisabled, "milestone-off-already"
		case !known || x.Mailbox == inventory.MailboxNone || entra[s.UPN].Deleted:
			basic, milestone = inventory.SwitchUnknown, "milestone-unknown" // Exchange lists no mailbox
		case x.Switch.Mailbox == inventory.SwitchEnabled:
			milestone = "milestone-explicit-on"
		}
		if a := s.SMTPAuth; a.Basic != basic || a.Milestone.Rule != milestone {
			t.Errorf("%s: %s by %s, %s; want %s, %s", s.UPN, a.Basic, a.Now.Rule, a.Milestone.Rule, basic, milestone)
		}
		rules[s.SMTPAuth.Now.Rule]++
		for _, r := range s.Reasons {
			if strings.HasPrefix(r.Rule, "disagree-") {
				disagree[r.Rule+" "+s.UPN]++
			}
		}
	}
	for _, rule := range []string{"switch-on", "switch-off-mailbox", "switch-off-policy", "switch-off-conditional-access", "switch-unknown-mailbox"} {
		if rules[rule] == 0 {
			t.Errorf("no sender led to %s: %v", rule, rules)
		}
	}
	// A guesser got in, a switch was turned off since: both are told and nothing else is.
	want := map[string]int{"disagree-switch mfp-sin-reception@contoso.com": 1, "disagree-usage nemo.exampleton@contoso.com": 1}
	if diff := cmp.Diff(want, disagree); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
}
