package plan

import (
	"testing"

	"unbasic/inventory"
)

func TestWhatStopsHVEWithAPassword(t *testing.T) {
	on, off := true, false
	block := inventory.AccessPolicy{Name: "Block legacy", State: "enabled", Everybody: true}
	report, group, except := block, block, block
	report.State, group.Everybody, except.Exceptions = "enabledForReportingButNotEnforced", false, true
	for _, tc := range []struct {
		name     string
		defaults *bool
		policies []inventory.AccessPolicy
		want     truth
		blocker  string
	}{
		{"nothing was read", nil, nil, unknown, ""},
		{"defaults", &on, nil, yes, "security defaults"},
		{"no defaults, policies not read", &off, nil, unknown, ""},
		{"no defaults, no policies", &off, []inventory.AccessPolicy{}, no, ""},
		{"a policy for everybody", &off, []inventory.AccessPolicy{group, block}, yes, "Block legacy"},
		{"a policy in report-only mode", &off, []inventory.AccessPolicy{report}, no, ""},
		{"a policy for some", &off, []inventory.AccessPolicy{group}, unknown, ""},
		{"a policy with exceptions", &off, []inventory.AccessPolicy{except}, unknown, ""},
	} {
		inv := inventoryOf()
		inv.Protection = inventory.Protection{SecurityDefaults: tc.defaults, Policies: tc.policies}
		around := surroundingsOf(&inv, DefaultPolicy(asOf))
		if got := around.base.hveBlocked; got != tc.want || around.blocker != tc.blocker {
			t.Errorf("%s: %d %q, want %d %q", tc.name, got, around.blocker, tc.want, tc.blocker)
		}
	}
}

func TestApplicationsThatMaySend(t *testing.T) {
	off := false
	app := func(name, permission, kind string) inventory.Application {
		return inventory.Application{Name: inventory.Optional(name), Permissions: []inventory.AppPermission{{Value: permission, Type: kind}}}
	}
	stopped := app("Stopped", "Mail.Send", inventory.PermissionApplication)
	stopped.Enabled = &off
	inv := inventoryOf()
	inv.Applications = []inventory.Application{
		app("Mailer", "SMTP.SendAsApp", inventory.PermissionApplication), app("A program of a person", "SMTP.Send", inventory.PermissionDelegated), stopped,
		app("One", "Mail.Send", inventory.PermissionApplication), app("Two", "Mail.Send", inventory.PermissionApplication),
		app("Three", "Mail.Send", inventory.PermissionApplication), app("Four", "Mail.Send", inventory.PermissionApplication),
	}
	around := surroundingsOf(&inv, DefaultPolicy(asOf))
	if around.smtpApps != "Mailer" || around.graphApps != "One, Two, Three, …" || !around.base.smtpApp || !around.base.graphApp {
		t.Errorf("%q and %q", around.smtpApps, around.graphApps)
	}
}

// TestSharedSlicesAreNotChanged puts two senders with the same facts into one plan: what one of them is asked besides must not reach the other.
func TestSharedSlicesAreNotChanged(t *testing.T) {
	inv := inventoryOf(sender("a"), sender("b"))
	policy := DefaultPolicy(asOf)
	policy.Owners.BySender = map[string]string{"a@contoso.com": "it@contoso.com"}
	asked := map[string]int{}
	for _, item := range made(inv, policy, Digests{}, nil).Items {
		asked[item.UPN] = len(item.Questions)
	}
	if asked["b@contoso.com"] != asked["a@contoso.com"]+1 {
		t.Errorf("questions: %v", asked)
	}
}
