package progress

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
)

func TestDiff(t *testing.T) {
	first, second := at(time.December, 1, 9), now
	early := at(time.November, 30, 8)
	with := func(s inventory.Sender, change func(*inventory.Sender)) inventory.Sender {
		change(&s)
		return s
	}
	switches := func(organization, mailbox, policy inventory.SwitchState) func(*inventory.Sender) {
		return func(s *inventory.Sender) {
			s.SMTPAuth = inventory.SMTPAuth{Organization: organization, Mailbox: mailbox, PolicyBasic: policy}
		}
	}
	finding := func(f inventory.Finding) func(*inventory.Sender) {
		return func(s *inventory.Sender) { s.License.State, s.License.Finding = inventory.LicenseUnlicensed, f }
	}
	uses := func(name string, last time.Time) inventory.Sender {
		return account(name, basic("203.0.113.7", "daily", last))
	}
	for name, test := range map[string]struct {
		before, after []inventory.Sender
		want          string
	}{
		"nothing changed":                              {[]inventory.Sender{uses("a", early)}, []inventory.Sender{uses("a", at(time.December, 20, 8))}, ""},
		"new, and on Basic":                            {nil, []inventory.Sender{uses("a", at(time.December, 20, 8))}, "new a, begun a 2026-12-20"},
		"new, and it was used before":                  {nil, []inventory.Sender{uses("a", early)}, "new a"},
		"gone, after a long silence":                   {[]inventory.Sender{uses("a", early)}, nil, "gone a, stopped a 2026-11-30"},
		"gone, and it may come back":                   {[]inventory.Sender{account("a", basic("203.0.113.7", "monthly", early))}, nil, "gone a"},
		"stopped":                                      {[]inventory.Sender{uses("a", early)}, []inventory.Sender{account("a", oauth("203.0.113.7", at(time.December, 20, 8)))}, "stopped a 2026-11-30"},
		"stopped, and the second still holds its last": {[]inventory.Sender{uses("a", early)}, []inventory.Sender{uses("a", early)}, "stopped a 2026-11-30"},
		"stopped six days ago":                         {[]inventory.Sender{uses("a", early)}, []inventory.Sender{uses("a", at(time.December, 14, 8))}, ""},
		"began with Basic":                             {[]inventory.Sender{account("a")}, []inventory.Sender{uses("a", at(time.December, 20, 8))}, "a idle>active, begun a 2026-12-20"},
		"stopped between the two":                      {[]inventory.Sender{uses("a", early)}, []inventory.Sender{uses("a", at(time.December, 9, 8))}, "stopped a 2026-12-09"},
		"had stopped before the first":                 {[]inventory.Sender{uses("a", at(time.November, 10, 8))}, []inventory.Sender{uses("a", at(time.November, 10, 8))}, ""},
		"came back":                                    {[]inventory.Sender{uses("a", at(time.November, 10, 8))}, []inventory.Sender{uses("a", at(time.December, 20, 8))}, "begun a 2026-12-20"},
		"came back, and its rhythm has a break by now": {[]inventory.Sender{uses("a", at(time.November, 10, 8))}, []inventory.Sender{account("a", basic("203.0.113.7", "monthly", at(time.December, 20, 8)))}, "begun a 2026-12-20"},
		"came back, and stopped":                       {[]inventory.Sender{uses("a", at(time.November, 10, 8))}, []inventory.Sender{uses("a", at(time.December, 4, 8))}, ""},
		"refused, and goes on trying":                  {[]inventory.Sender{uses("a", early)}, []inventory.Sender{account("a", refused("203.0.113.7", "daily", early, at(time.December, 20, 8)))}, ""},
		"seen once, as a monthly job is":               {[]inventory.Sender{account("a", basic("203.0.113.7", "unknown", early))}, []inventory.Sender{account("a", basic("203.0.113.7", "unknown", early))}, ""},
		"an intruder, seen once":                       {[]inventory.Sender{account("a", suspicious("203.0.113.9", early))}, []inventory.Sender{account("a", suspicious("203.0.113.9", early))}, ""},
		"a verdict":                                    {[]inventory.Sender{uses("a", early)}, []inventory.Sender{with(uses("a", at(time.December, 20, 8)), func(s *inventory.Sender) { s.Verdict = inventory.VerdictSuspicious })}, "a active>suspicious"},
		"a finding is cured":                           {[]inventory.Sender{with(account("a"), finding(inventory.FindingViolation))}, []inventory.Sender{account("a")}, "cured a violation>ok"},
		"a finding is new":                             {[]inventory.Sender{account("a")}, []inventory.Sender{with(account("a"), finding(inventory.FindingReview))}, "new a ok>review"},
		"a finding can't be read":                      {[]inventory.Sender{with(account("a"), finding(inventory.FindingReview))}, []inventory.Sender{with(account("a"), func(s *inventory.Sender) { s.License.State = inventory.LicenseUnknown })}, "unknown a review>unknown"},
		"switches": {
			[]inventory.Sender{with(account("a"), switches("enabled", "inherit", "enabled")), with(account("b"), switches("enabled", "enabled", "unknown"))},
			[]inventory.Sender{with(account("a"), switches("disabled", "inherit", "disabled")), with(account("b"), switches("disabled", "disabled", "unknown"))},
			"organization enabled>disabled, policy a enabled>disabled, mailbox b enabled>disabled",
		},
		"an id that was not known": {[]inventory.Sender{with(uses("a", early), func(s *inventory.Sender) { s.ID = "upn:a@contoso.com" })}, []inventory.Sender{uses("a", at(time.December, 20, 8))}, ""},
		"another account of that name": {[]inventory.Sender{with(uses("a", early), func(s *inventory.Sender) { s.ID = "id-former" })}, []inventory.Sender{uses("a", at(time.December, 20, 8))},
			"new a, gone a, begun a 2026-12-20, stopped a 2026-11-30"},
	} {
		before, after := inventoryOf(first, read(begin, first), test.before...), inventoryOf(second, read(at(time.November, 21, 0), second), test.after...)
		got := Diff(before, after)
		var all []string
		add := func(words ...string) { all = append(all, strings.TrimSpace(strings.Join(words, " "))) }
		for _, s := range got.New {
			add("new", s.UPN)
		}
		for _, s := range got.Gone {
			add("gone", s.UPN)
		}
		for _, c := range got.Verdicts {
			add(c.UPN, string(c.From)+">"+string(c.To))
		}
		for _, c := range got.Begun {
			add("begun", c.UPN, c.Last.Format(time.DateOnly))
		}
		for _, c := range got.Stopped {
			add("stopped", c.UPN, c.Last.Format(time.DateOnly))
		}
		for _, c := range got.Licences {
			add(string(c.Change), c.UPN, string(c.From)+">"+string(c.To))
		}
		for _, c := range got.Switches {
			add(strings.TrimSpace(c.Layer+" "+c.UPN), string(c.From)+">"+string(c.To))
		}
		if diff := cmp.Diff(test.want, strings.ReplaceAll(strings.Join(all, ", "), "@contoso.com", "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if len(got.Unsafe) != 0 {
			t.Errorf("%s is unsafe: %v", name, got.Unsafe)
		}
		text, err := json.Marshal(got)
		if err != nil || regexp.MustCompile(`"(unsafe|covered|newSenders|goneSenders|verdicts|basicBegun|basicStopped|licences|switches)":null`).Match(text) {
			t.Errorf("%s: %v %s", name, err, text)
		}
		same := Diff(after, after)
		if n := len(same.New) + len(same.Gone) + len(same.Verdicts) + len(same.Begun) + len(same.Licences) + len(same.Switches); n > 0 {
			t.Errorf("%s: an inventory differs from itself: %+v", name, same)
		}
	}
}

func TestDiffSaysWhyAComparisonIsUnsafe(t *testing.T) {
	first, second := at(time.December, 1, 9), now
	for name, test := range map[string]struct {
		before, after func(*inventory.Inventory)
		want          string
	}{
		"nothing":             {nil, nil, ""},
		"two tenants":         {nil, func(inv *inventory.Inventory) { inv.Tenant.ID = "other" }, "diff.tenants: the two are of different tenants: t and other"},
		"the wrong way round": {func(inv *inventory.Inventory) { inv.AsOf = now }, nil, "diff.order: the first, of 2026-12-21T09:00:00Z, is not older than the second, of 2026-12-21T09:00:00Z"},
		"days between": {nil, func(inv *inventory.Inventory) { inv.Coverage = read(at(time.December, 3, 0), second) },
			"diff.unread-days: no sign-in log was read whole from 2026-12-01T09:00:00Z to 2026-12-03T00:00:00Z, between what the one and the other cover: what happened then is not known"},
		"a gap in the second": {nil, func(inv *inventory.Inventory) {
			inv.Coverage = read(at(time.November, 21, 0), second, inventory.Window{Since: at(time.December, 4, 0), Until: at(time.December, 5, 0)})
		}, "diff.unread-days: no sign-in log was read whole from 2026-12-04T00:00:00Z to 2026-12-05T00:00:00Z, between what the one and the other cover: what happened then is not known"},
		"no sign-ins in the first":  {func(inv *inventory.Inventory) { inv.Coverage = inv.Coverage[2:] }, nil, "diff.no-sign-ins-before: the first covers no sign-ins, so that a sender is new in the second says nothing"},
		"no sign-ins in the second": {nil, func(inv *inventory.Inventory) { inv.Coverage = inv.Coverage[2:] }, "diff.no-sign-ins-after: the second covers no sign-ins, so that Basic is not seen in it says nothing"},
		"users in the first only": {nil, func(inv *inventory.Inventory) { inv.Coverage[2].Status = inventory.CoveragePartial },
			"diff.source-before: graph.users was read whole for the first and not for the second (partial): what only it tells seems to be gone"},
		"a report in the second only": {nil, func(inv *inventory.Inventory) {
			inv.Coverage = append(inv.Coverage, inventory.Coverage{Source: inventory.SourceSMTPReport, Status: inventory.CoverageComplete})
		}, "diff.source-after: exchange.smtpAuthReport was not read whole for the first (missing) and is for the second: what only it tells seems to be new"},
	} {
		before, after := inventoryOf(first, read(begin, first)), inventoryOf(second, read(at(time.November, 21, 0), second))
		if test.before != nil {
			test.before(&before)
		}
		if test.after != nil {
			test.after(&after)
		}
		var all []string
		for _, why := range Diff(before, after).Unsafe {
			all = append(all, why.ID+": "+why.Text)
		}
		if diff := cmp.Diff(test.want, strings.Join(all, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
