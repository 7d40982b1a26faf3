package main

import (
	"strconv"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan"
)

// step is what to do about a sender first: a code for programs, a short sentence for people. What comes after it is the plan's to say.
type step struct{ code, text string }

// today is the day on which steps are told.
type today struct {
	asOf time.Time
	// when ends a sentence with the day by which senders should have moved: "by 2026-12-31", or "at once" where it is past.
	when string
}

func todayOf(u ui, policy plan.Policy, asOf time.Time) today {
	day := policy.Deadline.String()
	if asOf.Format(time.DateOnly) > day { // days as text are in the order of days
		return today{asOf, u.word(wordAtOnce)}
	}
	return today{asOf, u.word(wordBy, "day", day)}
}

// firstStep goes by what hurts most: an intruder, a sender outside its licence's terms, one that fails, and then the move.
func (u ui) firstStep(s inventory.Sender, today today) step {
	tell := func(code string, p inventory.Phrase, args ...string) step {
		return step{code, u.word(p, append(args, "when", today.when)...)}
	}
	switch {
	case s.Verdict == inventory.VerdictSuspicious && entered(s):
		return tell("incident", stepIncident)
	case s.Verdict == inventory.VerdictSuspicious:
		return tell("incident", stepPasswordKnown)
	case s.License.Finding == inventory.FindingViolation && sends(s):
		return u.cureStep(s, tell)
	case s.Verdict == inventory.VerdictBroken:
		return u.repairStep(s, tell)
	case s.Verdict == inventory.VerdictActive:
		return u.moveStep(s, tell)
	case s.Verdict == inventory.VerdictSuspected:
		return tell("ask", stepAskOwner)
	case s.Verdict == inventory.VerdictModern:
		return tell("none", stepModern)
	case s.License.State == inventory.LicenseNotFound:
		return tell("none", stepNoAccount)
	case s.SMTPAuth.Basic == inventory.SwitchDisabled:
		return tell("none", stepIsOff)
	}
	return tell("switch-off", stepSwitchOff)
}

// teller words a step.
type teller func(code string, p inventory.Phrase, args ...string) step

// entered says that the guesser got in, and not only had the password right.
func entered(s inventory.Sender) bool {
	for _, c := range s.Clients {
		if c.Verdict == inventory.VerdictSuspicious && c.Successes > 0 {
			return true
		}
	}
	return false
}

func (u ui) cureStep(s inventory.Sender, tell teller) step {
	if s.License.Cure == nil {
		return tell("license", stepLicense)
	}
	switch cure := s.License.Cure; cure.Action {
	case inventory.CureAssign:
		if cure.SKU != "" {
			return tell("license", stepAssign, "sku", string(cure.SKU))
		}
		return tell("license", stepLicense)
	case inventory.CureEnablePlan:
		return tell("license", stepEnablePlan)
	case inventory.CureRepair:
		return tell("license", stepRepairLicense)
	case inventory.CureRenew:
		return tell("license", stepRenew)
	case inventory.CureLeave:
		return tell("move", stepLeave)
	}
	return tell("license", stepLicense)
}

// repairStep names the code that stops the broken client, because that is what an administrator looks for first.
func (u ui) repairStep(s inventory.Sender, tell teller) step {
	for _, c := range s.Clients {
		if c.Verdict != inventory.VerdictBroken || len(c.Errors) == 0 {
			continue
		}
		for _, known := range []struct {
			class inventory.ErrorClass
			code  string
			say   inventory.Phrase
		}{
			{inventory.ClassBlocked, "repair", stepBlocked}, {inventory.ClassExpired, "repair", stepExpired},
			{inventory.ClassDisabled, "find-client", stepDisabled}, {inventory.ClassWrong, "repair", stepWrong},
		} {
			for _, e := range c.Errors {
				if e.Class == known.class {
					return tell(known.code, known.say, "code", strconv.Itoa(e.Code))
				}
			}
		}
		return tell("repair", stepFails, "code", strconv.Itoa(c.Errors[0].Code))
	}
	return tell("repair", stepBroken)
}

func (u ui) moveStep(s inventory.Sender, tell teller) step {
	switch {
	case s.License.State == inventory.LicenseDeleted, s.License.State == inventory.LicenseNotFound:
		return tell("find-client", stepFindClient, "state", u.code(words.LicenseStates, string(s.License.State)))
	case s.Stopped && s.LastSeen != nil:
		return tell("ask", stepStopped, "day", s.LastSeen.Format(time.DateOnly))
	case s.SMTPAuth.Basic == inventory.SwitchDisabled:
		return tell("ask", stepOffNow)
	case s.License.State == inventory.LicenseGrace && s.License.Ends != nil:
		return tell("renew", stepGrace, "day", s.License.Ends.Format(time.DateOnly))
	}
	return tell("move", stepMove)
}

// What to do first. {when} is "by 2026-12-31" or "at once".
var (
	wordBy     = inventory.Phrase{En: "by {day}", Ja: "{day} まで"}
	wordAtOnce = inventory.Phrase{En: "at once", Ja: "至急"}

	stepIncident      = inventory.Phrase{En: "incident: reset the password, check origins", Ja: "インシデント: パスワード再設定、発信元調査"}
	stepPasswordKnown = inventory.Phrase{En: "incident: reset the password, it was guessed", Ja: "インシデント: パスワード再設定 (推測済み)"}
	stepLicense       = inventory.Phrase{En: "license or move {when}", Ja: "ライセンス付与/移行 ({when})"}
	stepAssign        = inventory.Phrase{En: "assign {sku} or move {when}", Ja: "{sku} の割り当て/移行 ({when})"}
	stepEnablePlan    = inventory.Phrase{En: "enable mailbox plan, move {when}", Ja: "プラン有効化後に移行 ({when})"}
	stepRepairLicense = inventory.Phrase{En: "repair licence, move {when}", Ja: "割り当てエラー解消後に移行 ({when})"}
	stepRenew         = inventory.Phrase{En: "renew licence or move {when}", Ja: "サブスクリプション更新/移行 ({when})"}
	stepLeave         = inventory.Phrase{En: "move off the mailbox {when} (relay, HVE)", Ja: "中継・HVE などへ移行 ({when})"}
	stepBlocked       = inventory.Phrase{En: "repair or move: {code}, blocked by policy", Ja: "修復/移行: {code} ポリシーで阻止"}
	stepExpired       = inventory.Phrase{En: "repair or move: {code}, password expired", Ja: "修復/移行: {code} パスワード期限切れ"}
	stepDisabled      = inventory.Phrase{En: "find the client: {code}, account disabled", Ja: "クライアント特定: {code} アカウント無効"}
	stepWrong         = inventory.Phrase{En: "repair or move: {code}, wrong password", Ja: "修復/移行: {code} パスワード誤り"}
	stepFails         = inventory.Phrase{En: "repair or move: {code}", Ja: "修復/移行: {code}"}
	stepBroken        = inventory.Phrase{En: "repair or move: it fails now", Ja: "修復/移行: 現在失敗中"}
	stepFindClient    = inventory.Phrase{En: "find the client: account {state}", Ja: "クライアント特定: アカウント{state}"}
	stepStopped       = inventory.Phrase{En: "still needed? silent since {day}", Ja: "要否を確認: 最終 {day}"}
	stepOffNow        = inventory.Phrase{En: "still sending? switched off now", Ja: "要否を確認: 現在は無効"}
	stepGrace         = inventory.Phrase{En: "renew before {day}, move {when}", Ja: "{day} までに更新、移行 ({when})"}
	stepMove          = inventory.Phrase{En: "move {when}", Ja: "移行 ({when})"}
	stepAskOwner      = inventory.Phrase{En: "ask its owner what sends", Ja: "責任者に用途を確認"}
	stepModern        = inventory.Phrase{En: "nothing: it uses OAuth", Ja: "対応不要 (OAuth)"}
	stepNoAccount     = inventory.Phrase{En: "nothing: there is no such account", Ja: "対応不要 (アカウントなし)"}
	stepIsOff         = inventory.Phrase{En: "nothing: it is switched off", Ja: "対応不要 (無効化済み)"}
	stepSwitchOff     = inventory.Phrase{En: "switch SMTP AUTH off for this mailbox", Ja: "SMTP AUTH を無効化 (メールボックス単位)"}
)
