package inventory

import "strings"

// licenseRule is one way to judge an account's licences. Rules are asked in order, and the first that holds speaks.
type licenseRule struct {
	id    string
	state LicenseState
	say   Phrase
	holds func(licenseFacts) bool
}

// licenseRules hold for every account between them: the last one always does.
var licenseRules = []licenseRule{
	// The account itself.
	{"license-deleted", LicenseDeleted, Phrase{
		"the account was deleted from the directory",
		"アカウントはディレクトリから削除済み",
	}, func(f licenseFacts) bool { return !f.found && f.deleted }},
	{"license-not-listed", LicenseNotFound, Phrase{
		"the account is in none of the exported lists, which hold {listed} of the {accounts} {accounts|account|accounts} that know their password: it was deleted or is not of this tenant, unless the lists were filtered",
		"出力されたどの一覧にもないアカウント。一覧は、正しいパスワードでのサインインがある {accounts} アカウント中 {listed} 件を含む。絞り込んで出力されたのでなければ、削除済みまたは他テナントのアカウント",
	}, func(f licenseFacts) bool { return !f.found && !f.usersRead && 2*f.listed > f.accounts }},
	{"license-not-read", LicenseUnknown, Phrase{
		"the directory was not read",
		"ディレクトリが読み取られていない",
	}, func(f licenseFacts) bool { return !f.found && !f.usersRead }},
	{"license-not-found", LicenseNotFound, Phrase{
		"the account is not in the directory (deleted, or never existed)",
		"ディレクトリに存在しない (削除済み、または元々存在しない)",
	}, func(f licenseFacts) bool { return !f.found }},
	{"license-guest", LicenseGuest, Phrase{
		"a guest: its mailbox, if any, is in another tenant",
		"ゲスト。メールボックスがあるとしても別テナント",
	}, func(f licenseFacts) bool { return strings.EqualFold(f.user.UserType, "Guest") }},

	// A mailbox plan that the account has, by its best status.
	{"license-plan-works", LicenseLicensed, Phrase{
		"mailbox plan {plan} is assigned and enabled",
		"メールボックス プラン {plan} が割り当て済みで有効",
	}, func(f licenseFacts) bool { return f.best.status == statusEnabled }},
	{"license-grace-until", LicenseGrace, Phrase{
		"mailbox plan {plan} works in its grace period only, until {ends} (Warning)",
		"メールボックス プラン {plan} は猶予期間中 (Warning、{ends} まで)",
	}, func(f licenseFacts) bool { return f.best.status == statusWarning && !f.ends.IsZero() }},
	{"license-grace", LicenseGrace, Phrase{
		"mailbox plan {plan} works in its grace period only (Warning); when that ends was not read",
		"メールボックス プラン {plan} は猶予期間中 (Warning)。期限は読み取られていない",
	}, func(f licenseFacts) bool { return f.best.status == statusWarning }},
	{"license-suspended-until", LicenseSuspended, Phrase{
		"mailbox plan {plan} is no longer usable ({status}); unless it is renewed, the subscription goes over to its next state on {ends}, and in the end its data are deleted",
		"メールボックス プラン {plan} は利用停止 ({status})。更新しない場合は {ends} に次の状態へ移行し、最終的にデータは削除される",
	}, func(f licenseFacts) bool { return f.best.stopped() && !f.ends.IsZero() }},
	{"license-suspended", LicenseSuspended, Phrase{
		"mailbox plan {plan} is no longer usable ({status}); until when its data are kept was not read",
		"メールボックス プラン {plan} は利用停止 ({status})。データの保持期限は読み取られていない",
	}, func(f licenseFacts) bool { return f.best.stopped() }},

	// Accounts of which only an admin centre's list or a usage report was read: products by their names, or a yes or no.
	{"license-by-name", LicenseLicensed, Phrase{
		"the product {name} carries a mailbox plan; whether the plan is switched off for the account is not in an exported list",
		"製品 {name} にはメールボックス プランが含まれる (アカウント単位で無効化されているかは一覧からは不明)",
	}, func(f licenseFacts) bool { return f.byName() && f.product != "" }},
	{"license-by-report", LicenseLicensed, Phrase{
		"the active user report says that the account has a licence with Exchange",
		"アクティブ ユーザー レポートによれば Exchange を含むライセンスがある",
	}, func(f licenseFacts) bool { return f.byName() && f.user.HasExchange != nil && *f.user.HasExchange }},
	{"license-none-by-report", LicenseNoMailboxPlan, Phrase{
		"the active user report says that the account has no licence with Exchange",
		"アクティブ ユーザー レポートによれば Exchange を含むライセンスがない",
	}, func(f licenseFacts) bool { return f.byName() && f.user.HasExchange != nil }},
	{"license-names-unknown", LicenseUnknown, Phrase{
		"of {names} no product is known to carry a mailbox plan, and a list of names can't prove that none does: bring the users as Graph has them",
		"{names} にメールボックス プランを含む製品は確認できないが、製品名の一覧だけでは判断できない。Graph のユーザー情報を用意すること",
	}, func(f licenseFacts) bool { return f.byName() && len(f.user.LicenseNames) > 0 }},
	{"license-plans-not-read", LicenseUnknown, Phrase{
		"the account's licences were not read",
		"アカウントのライセンスが読み取られていない",
	}, licenseFacts.byName},

	// No licence at all. A shared, room or equipment mailbox needs none as long as nobody signs in as it (Learn, "About shared mailboxes"): the finding
	// weighs that.
	{"license-none-shared", LicenseUnlicensed, Phrase{
		"a shared, room or equipment mailbox without a licence: within its terms until somebody signs in as it to send",
		"ライセンスのない共有・会議室・備品メールボックス。メールボックスとしてはライセンス条項の範囲内だが、サインインして送信すると範囲外になる",
	}, func(f licenseFacts) bool { return f.bare() && f.mailbox.isShared() }},
	{"license-none", LicenseUnlicensed, Phrase{
		"the account has no licence at all",
		"ライセンスの割り当てなし",
	}, licenseFacts.bare},

	// Licences none of which gives a mailbox.
	{"license-sku-not-read", LicenseUnknown, Phrase{
		"subscription {unknown} was not read, so its plans are not known",
		"サブスクリプション {unknown} が読み取られておらず、プランが不明",
	}, func(f licenseFacts) bool {
		return f.unknown != "" && (!f.user.PlansRead || !f.carried) // the unknown one may carry a plan that works
	}},
	{"license-group-error", LicenseAssignmentError, Phrase{
		"the licence that would carry the mailbox plan is not in force: group {group} gives {sku}, and the assignment fails ({problem})",
		"メールボックス プランを含むライセンスの割り当てがエラー: グループ「{group}」による {sku} ({problem})",
	}, func(f licenseFacts) bool { return f.failed != nil && !f.failed.Direct }},
	{"license-direct-error", LicenseAssignmentError, Phrase{
		"the licence that would carry the mailbox plan is not in force: the assignment of {sku} fails ({problem})",
		"メールボックス プランを含むライセンスの割り当てがエラー: {sku} ({problem})",
	}, func(f licenseFacts) bool { return f.failed != nil }},
	{"license-not-provisioned", LicenseAssignmentError, Phrase{
		"{sku} is assigned and carries a mailbox plan, and the account does not have that plan: it was not provisioned",
		"メールボックス プランを含む {sku} が割り当て済みだが、アカウントにプランがない (プロビジョニングされていない)",
	}, func(f licenseFacts) bool { return f.waiting != nil }},
	{"license-plan-off", LicensePlanOff, Phrase{
		"{sku} carries a mailbox plan, and it is switched off in every assignment",
		"{sku} にはメールボックス プランが含まれるが、すべての割り当てで無効化されている",
	}, func(f licenseFacts) bool { return f.off != nil }},
	{"license-no-plan", LicenseNoMailboxPlan, Phrase{
		"licensed, and no licence carries a mailbox plan",
		"ライセンスはあるが、メールボックス プランを含むものがない",
	}, func(licenseFacts) bool { return true }},
}

// cureRule is one sentence about how a licence finding is repaired. Of those of one action the first that holds speaks.
type cureRule struct {
	id     string
	action CureAction
	say    Phrase
	holds  func(cureFacts) bool
}

func anyCure(cureFacts) bool { return true }

// cureRules have a last rule for every action that always holds. What an assignment's errors ask for is by Learn, "Identify and resolve license
// assignment problems for a group in Microsoft Entra ID".
var cureRules = []cureRule{
	{"cure-enable-plan", CureEnablePlan, Phrase{
		"switch the mailbox plan on in the account's licence of {sku}: no further seat is needed",
		"アカウントの {sku} ライセンスでメールボックス プランを有効にする (追加のライセンスは不要)",
	}, func(f cureFacts) bool { return f.path.Direct }},
	{"cure-enable-plan-group", CureEnablePlan, Phrase{
		"switch the mailbox plan on where group {group} gives {sku}: no further seat is needed, and all of its members get the plan; or move the account to a group that has it on",
		"グループ「{group}」による {sku} でメールボックス プランを有効にする (追加のライセンスは不要。グループの全員に適用される)。または有効なグループへ移す",
	}, anyCure},

	{"cure-repair-seat", CureRepair, Phrase{
		"a seat of {sku} is free by now: have the assignment processed again (reprocess the account's licences)",
		"{sku} に空きライセンスがある。割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem(countViolation) && f.seat.free && f.seat.sku == f.sku }},
	{"cure-repair-other", CureRepair, Phrase{
		"no seat of {own} is free, and one of {sku} is: give the account that licence instead, or take a seat of {own} back from somebody who does not need it",
		"{own} に空きライセンスはないが、{sku} にはあるので代わりに割り当てる。または不要な {own} の割り当てを回収する",
	}, func(f cureFacts) bool { return f.isProblem(countViolation) && f.seat.free }},
	{"cure-repair-buy", CureRepair, Phrase{
		"no seat of {sku} is free: buy one or take one back from somebody who does not need it, then have the assignment processed again",
		"{sku} に空きライセンスがない。追加購入するか不要な割り当てを回収し、割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem(countViolation) }},
	{"cure-repair-conflict", CureRepair, Phrase{
		"another licence of the account excludes {sku}: take one of the two away, or switch the conflicting plan off in one, then have the assignment processed again",
		"{sku} は別のライセンスと競合している。どちらかを外すか競合するプランを無効にし、割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem("MutuallyExclusiveViolation") }},
	{"cure-repair-dependency", CureRepair, Phrase{
		"a plan of {sku} needs another one that the account does not have: give it that one or switch the dependent plan off, then have the assignment processed again",
		"{sku} のプランが依存する別のプランがない。依存先を割り当てるか依存するプランを無効にし、割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem("DependencyViolation") }},
	{"cure-repair-location", CureRepair, Phrase{
		"{sku} is not offered in the account's usage location: correct the usage location, then have the assignment processed again",
		"アカウントの利用場所では {sku} を利用できない。利用場所を修正し、割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem("ProhibitedInUsageLocationViolation") }},
	{"cure-repair-address", CureRepair, Phrase{
		"an address of the account is another's already: correct the proxy addresses, then have the assignment of {sku} processed again",
		"アカウントのアドレスが他と重複している。プロキシ アドレスを修正し、{sku} の割り当てを再処理する",
	}, func(f cureFacts) bool { return f.isProblem("UniquenessViolation") }},
	{"cure-repair-provisioning", CureRepair, Phrase{
		"have the assignment of {sku} processed again, and look a day later whether the account has the mailbox plan",
		"{sku} の割り当てを再処理し、翌日にメールボックス プランが付いたか確認する",
	}, func(f cureFacts) bool { return !f.path.fails() }},
	{"cure-repair", CureRepair, Phrase{
		"look at the assignment of {sku} in the Microsoft 365 admin center, clear what it complains of ({problem}), and have it processed again",
		"Microsoft 365 管理センターで {sku} の割り当てを確認し、エラー ({problem}) を解消して再処理する",
	}, anyCure},

	{"cure-renew-grace-by", CureRenew, Phrase{
		"renew {sku} before {ends}, or give the account a licence of another subscription",
		"{ends} までに {sku} を更新するか、別のサブスクリプションのライセンスを割り当てる",
	}, func(f cureFacts) bool { return f.state == LicenseGrace && f.dated }},
	{"cure-renew-grace", CureRenew, Phrase{
		"renew {sku} before its grace period ends, or give the account a licence of another subscription; the date is in the Microsoft 365 admin center under Billing, Your products",
		"猶予期間が終わる前に {sku} を更新するか、別のサブスクリプションのライセンスを割り当てる (期限は Microsoft 365 管理センターの「課金情報」→「お使いの製品」)",
	}, func(f cureFacts) bool { return f.state == LicenseGrace }},
	{"cure-renew", CureRenew, Phrase{
		"renew {sku}, or give the account a licence of another subscription: it sends without one",
		"{sku} を更新するか、別のサブスクリプションのライセンスを割り当てる (有効なライセンスなしで送信している)",
	}, func(f cureFacts) bool { return f.violation }},
	{"cure-renew-trying", CureRenew, Phrase{
		"renew {sku}, give the account a licence of another subscription, or stop what tries to send with it",
		"{sku} を更新するか、別のサブスクリプションのライセンスを割り当てるか、送信を試みているものを止める",
	}, anyCure},

	{"cure-assign-frontline", CureAssign, Phrase{
		"give the account a licence of {sku}, of which a seat is free: make sure first that its user is a frontline worker, whom that product is for",
		"空きライセンスのある {sku} を割り当てる。事前に、利用者が対象 (現場担当者) であることを確認する",
	}, func(f cureFacts) bool { return f.seat.frontline && f.seat.free }},
	{"cure-assign-free", CureAssign, Phrase{
		"give the account a licence of {sku}, of which a seat is free",
		"空きライセンスのある {sku} を割り当てる",
	}, func(f cureFacts) bool { return f.seat.free }},
	{"cure-assign-frontline-buy", CureAssign, Phrase{
		"no seat that carries a mailbox is free: buy one of {sku}, and make sure first that the account's user is a frontline worker, whom that product is for",
		"メールボックスを含む空きライセンスがない。{sku} を追加購入して割り当てる。事前に、利用者が対象 (現場担当者) であることを確認する",
	}, func(f cureFacts) bool { return f.seat.frontline }},
	{"cure-assign-buy", CureAssign, Phrase{
		"no seat that carries a mailbox is free: buy one of {sku} and give it to the account",
		"メールボックスを含む空きライセンスがない。{sku} を追加購入して割り当てる",
	}, func(f cureFacts) bool { return f.seat.sku != "" }},
	{"cure-assign-unread", CureAssign, Phrase{
		"give the account a licence with an Exchange Online mailbox; the subscriptions were not read, so which one has a seat left is not known",
		"Exchange Online メールボックスを含むライセンスを割り当てる (サブスクリプションが読み取られておらず、空きライセンスは不明)",
	}, func(f cureFacts) bool { return !f.skusRead }},
	{"cure-assign-unowned", CureAssign, Phrase{
		"buy a licence with an Exchange Online mailbox and give it to the account: none of the tenant's subscriptions in force has one to give",
		"Exchange Online メールボックスを含むライセンスを購入して割り当てる (テナントの有効なサブスクリプションに該当なし)",
	}, anyCure},

	{"cure-leave-shared", CureLeave, Phrase{
		"nobody should sign in as a shared, room or equipment mailbox: let the program sign in as itself with OAuth (SMTP.SendAsApp or Mail.Send) and block the account's sign-in, or send by relay, High Volume Email (own tenant only) or a third-party service; else it needs a licence",
		"共有・会議室・備品メールボックスへのサインインは避ける。アプリ自身の OAuth (SMTP.SendAsApp または Mail.Send) に切り替えて直接サインインを無効にするか、リレー、High Volume Email (テナント内宛てのみ)、外部サービスで送信する。続ける場合はライセンスが必要",
	}, func(f cureFacts) bool { return f.mailbox.isShared() }},
	{"cure-leave-machine", CureLeave, Phrase{
		"a machine needs no mailbox to send: let it send by relay connector, High Volume Email (own tenant only) or a third-party service; else it needs a licence with a mailbox",
		"機器やシステムの送信にメールボックスは不要。リレー コネクタ、High Volume Email (テナント内宛てのみ)、外部サービスで送信する。続ける場合はメールボックスを含むライセンスが必要",
	}, anyCure},

	{"cure-investigate-on-premises", CureInvestigate, Phrase{
		"find out first whether the mailbox is on premises: then the account needs no licence here and sends through its own server",
		"まずメールボックスがオンプレミスにないか確認する。オンプレミスであればここでのライセンスは不要で、自組織のサーバー経由で送信する",
	}, func(f cureFacts) bool { return f.onPremises }},
	{"cure-investigate-guest", CureInvestigate, Phrase{
		"ask who invited the guest and why it signs in to SMTP here: its licence is its own tenant's, and here it has nothing to send from",
		"ゲストを招待した担当者に、ここで SMTP にサインインする理由を確認する (ライセンスは所属テナントのもので、ここには送信元がない)",
	}, func(f cureFacts) bool { return f.state == LicenseGuest }},
	{"cure-investigate-deleted", CureInvestigate, Phrase{
		"find what still signs in with the deleted account and switch it off or give it a sender of its own: the account can be restored for 30 days only",
		"削除済みアカウントでサインインを続けているものを特定し、停止するか別の送信元を用意する (アカウントの復元は 30 日以内のみ)",
	}, func(f cureFacts) bool { return f.state == LicenseDeleted }},
	{"cure-investigate-not-found", CureInvestigate, Phrase{
		"find what signs in with a name that the directory does not have, and switch it off or correct the name",
		"ディレクトリに存在しない名前でサインインしているものを特定し、停止するか名前を修正する",
	}, func(f cureFacts) bool { return f.state == LicenseNotFound }},
	{"cure-investigate-unread", CureInvestigate, Phrase{
		"read what is missing before anything is bought: run unbasic collect, or import users and subscriptions as Graph has them",
		"購入の前に不足している情報を読み取る。unbasic collect を実行するか、Graph のユーザーとサブスクリプションを取り込む",
	}, func(f cureFacts) bool { return f.state == LicenseUnknown }},
	{"cure-investigate-kind", CureInvestigate, Phrase{
		"find out what sends: a person needs a licence with a mailbox, a machine is better off without a mailbox (relay connector, High Volume Email, a third-party service); policy.yaml takes the answer",
		"送信元が何かを確認する。人であればメールボックスを含むライセンスが必要、機器やシステムであればメールボックスなし (リレー コネクタ、High Volume Email、外部サービス) が適切。結果は policy.yaml に記入できる",
	}, anyCure},
}

// licensePhrases are the sentences about licences.
func licensePhrases() map[string]Phrase {
	list := map[string]Phrase{
		// What else is to be said of an account's licences.
		"license-on-premises": {
			"the account comes from an on-premises directory and has no mailbox plan here: its mailbox may be on premises, and then a licence is not what is missing",
			"オンプレミスから同期されたアカウントで、ここにメールボックス プランがない。メールボックスがオンプレミスにある可能性があり、その場合は不足しているのはライセンスではない"},
		"license-no-right": {
			"the mailbox plan comes with {sku} alone, and Microsoft 365 F1 is said to give no right to use the mailbox: make sure before the account goes on sending (F3 and Exchange Online Plan 1 do)",
			"メールボックス プランは {sku} のみによるもので、Microsoft 365 F1 にはメールボックスの利用権がないとされる。送信を続ける前に確認すること (F3 や Exchange Online Plan 1 には利用権がある)"},
	}
	for _, rule := range licenseRules {
		list[rule.id] = rule.say
	}
	for _, rule := range cureRules {
		list[rule.id] = rule.say
	}
	return list
}
