package main

import (
	"strings"
	"testing"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
)

func TestFirstSteps(t *testing.T) {
	yesterday := scriptClock.AddDate(0, 0, -1)
	violation := inventory.SenderLicense{State: inventory.LicenseUnlicensed, Finding: inventory.FindingViolation}
	cure := func(action inventory.CureAction, sku inventory.Optional) inventory.Sender {
		l := violation
		l.Cure = &inventory.Cure{Action: action, SKU: sku}
		return inventory.Sender{Verdict: inventory.VerdictActive, Successes: 1, License: l}
	}
	fails := func(errors ...inventory.ClientError) inventory.Sender {
		return inventory.Sender{Verdict: inventory.VerdictBroken, Clients: []inventory.Client{
			{Verdict: inventory.VerdictActive, Errors: []inventory.ClientError{{Code: 1, Class: inventory.ClassBlocked}}},
			{Verdict: inventory.VerdictBroken, Errors: errors},
		}}
	}
	off := inventory.SMTPAuth{Basic: inventory.SwitchDisabled}
	for _, tc := range []struct {
		name         string
		sender       inventory.Sender
		code, en, ja string
	}{
		{"an intruder", inventory.Sender{Verdict: inventory.VerdictSuspicious, Clients: []inventory.Client{{Verdict: inventory.VerdictSuspicious, Successes: 1}}},
			"incident", "incident: reset the password, check origins", "インシデント: パスワード再設定、発信元調査"},
		{"an intruder who was stopped", inventory.Sender{Verdict: inventory.VerdictSuspicious, License: violation, Clients: []inventory.Client{{Verdict: inventory.VerdictSuspicious}, {Verdict: inventory.VerdictActive, Successes: 9}}},
			"incident", "incident: reset the password, it was guessed", "インシデント: パスワード再設定 (推測済み)"},
		{"outside its licence", inventory.Sender{Verdict: inventory.VerdictActive, Successes: 1, License: violation}, "license", "license or move by 2026-12-31", "ライセンス付与/移行 (2026-12-31 まで)"},
		{"cure: assign", cure(inventory.CureAssign, "SPE_E3"), "license", "assign SPE_E3 or move by 2026-12-31", "SPE_E3 の割り当て/移行 (2026-12-31 まで)"},
		{"cure: assign what has to be bought", cure(inventory.CureAssign, ""), "license", "license or move by 2026-12-31", "ライセンス付与/移行 (2026-12-31 まで)"},
		{"cure: enable", cure(inventory.CureEnablePlan, ""), "license", "enable mailbox plan, move by 2026-12-31", "プラン有効化後に移行 (2026-12-31 まで)"},
		{"cure: repair", cure(inventory.CureRepair, ""), "license", "repair licence, move by 2026-12-31", "割り当てエラー解消後に移行 (2026-12-31 まで)"},
		{"cure: renew", cure(inventory.CureRenew, ""), "license", "renew licence or move by 2026-12-31", "サブスクリプション更新/移行 (2026-12-31 まで)"},
		{"cure: leave", cure(inventory.CureLeave, ""), "move", "move off the mailbox by 2026-12-31 (relay, HVE)", "中継・HVE などへ移行 (2026-12-31 まで)"},
		{"cure: investigate", cure(inventory.CureInvestigate, ""), "license", "license or move by 2026-12-31", "ライセンス付与/移行 (2026-12-31 まで)"},
		{"blocked, among other errors", fails(inventory.ClientError{Code: 50126, Class: inventory.ClassWrong, Count: 9}, inventory.ClientError{Code: 53003, Class: inventory.ClassBlocked, Count: 1}),
			"repair", "repair or move: 53003, blocked by policy", "修復/移行: 53003 ポリシーで阻止"},
		{"expired", fails(inventory.ClientError{Code: 50055, Class: inventory.ClassExpired}), "repair", "repair or move: 50055, password expired", "修復/移行: 50055 パスワード期限切れ"},
		{"disabled", fails(inventory.ClientError{Code: 50057, Class: inventory.ClassDisabled}), "find-client", "find the client: 50057, account disabled", "クライアント特定: 50057 アカウント無効"},
		{"wrong password", fails(inventory.ClientError{Code: 50126, Class: inventory.ClassWrong}), "repair", "repair or move: 50126, wrong password", "修復/移行: 50126 パスワード誤り"},
		{"another error", fails(inventory.ClientError{Code: 90033, Class: inventory.ClassOther}), "repair", "repair or move: 90033", "修復/移行: 90033"},
		{"no error is known", fails(), "repair", "repair or move: it fails now", "修復/移行: 現在失敗中"},
		{"in use", inventory.Sender{Verdict: inventory.VerdictActive}, "move", "move by 2026-12-31", "移行 (2026-12-31 まで)"},
		{"in use by a deleted account", inventory.Sender{Verdict: inventory.VerdictActive, License: inventory.SenderLicense{State: inventory.LicenseDeleted}},
			"find-client", "find the client: account deleted", "クライアント特定: アカウント削除済み"},
		{"silent of late", inventory.Sender{Verdict: inventory.VerdictActive, Stopped: true, LastSeen: &yesterday}, "ask", "still needed? silent since 2026-11-22", "要否を確認: 最終 2026-11-22"},
		{"switched off since", inventory.Sender{Verdict: inventory.VerdictActive, SMTPAuth: off}, "ask", "still sending? switched off now", "要否を確認: 現在は無効"},
		{"licence in grace", inventory.Sender{Verdict: inventory.VerdictActive, License: inventory.SenderLicense{State: inventory.LicenseGrace, Finding: inventory.FindingReview, Ends: &yesterday}},
			"renew", "renew before 2026-11-22, move by 2026-12-31", "2026-11-22 までに更新、移行 (2026-12-31 まで)"},
		{"only a report knows", inventory.Sender{Verdict: inventory.VerdictSuspected}, "ask", "ask its owner what sends", "責任者に用途を確認"},
		{"unused", inventory.Sender{Verdict: inventory.VerdictIdle}, "switch-off", "switch SMTP AUTH off for this mailbox", "SMTP AUTH を無効化 (メールボックス単位)"},
		{"unused without a licence", inventory.Sender{Verdict: inventory.VerdictIdle, License: violation}, "switch-off", "switch SMTP AUTH off for this mailbox", "SMTP AUTH を無効化 (メールボックス単位)"},
		{"unused and off", inventory.Sender{Verdict: inventory.VerdictIdle, SMTPAuth: off}, "none", "nothing: it is switched off", "対応不要 (無効化済み)"},
		{"tokens", inventory.Sender{Verdict: inventory.VerdictModern}, "none", "nothing: it uses OAuth", "対応不要 (OAuth)"},
		{"guesses at nobody", inventory.Sender{Verdict: inventory.VerdictNoise, License: inventory.SenderLicense{State: inventory.LicenseNotFound}}, "none", "nothing: there is no such account", "対応不要 (アカウントなし)"},
		{"guesses at an open door", inventory.Sender{Verdict: inventory.VerdictNoise}, "switch-off", "switch SMTP AUTH off for this mailbox", "SMTP AUTH を無効化 (メールボックス単位)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for lang, want := range map[inventory.Language]string{inventory.English: tc.en, inventory.Japanese: tc.ja} {
				u := ui{lang: lang}
				got := u.firstStep(tc.sender, todayOf(u, plan.DefaultPolicy(scriptClock), scriptClock))
				if got != (step{tc.code, want}) || strings.Contains(got.text, "{") {
					t.Errorf("%s: %v, want %v", lang, got, step{tc.code, want})
				}
			}
		})
	}
}

func TestADayThatIsPastIsAtOnce(t *testing.T) {
	policy := plan.DefaultPolicy(scriptClock)
	u := ui{lang: inventory.English}
	for day, want := range map[string]string{"2026-12-31T23:59:59Z": "by 2026-12-31", "2027-01-01T00:00:00Z": "at once"} {
		now, err := time.Parse(time.RFC3339, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := todayOf(u, policy, now).when; got != want {
			t.Errorf("at %s: %q, want %q", day, got, want)
		}
	}
}
