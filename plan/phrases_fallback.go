package plan

import "unbasic/inventory"

var fallbackPhrases = map[string]inventory.Phrase{
	"fallback.what": {
		En: "keep Basic on for {count} sender(s) that end on {date} or later, the day taken for Microsoft's change of default, and take it back by {expires}",
		Ja: "Microsoft による既定値の変更日とみなす {date} 以降に完了する送信元 {count} 件について基本認証を維持し、{expires} までに元に戻す",
	},
	"fallback.why-moved": {
		En: "until {expires}: the last of them ends on {last} and is watched for {soak} working day(s)",
		Ja: "{expires} まで: 最後の送信元が {last} に完了し、その後 {soak} 営業日様子を見る",
	},
	"fallback.why-announced": {
		En: "until {expires}, the last working day on which Basic is known to be available to administrators, although the last sender ends on {last}: Microsoft announces the final removal after that; look then whether it may be kept longer",
		Ja: "{expires} まで (管理者が基本認証を有効にできることが分かっている最後の稼働日)。最後の送信元の完了は {last} だが、その後 Microsoft が最終廃止日を発表するため、その時点で延長の可否を確認する",
	},
	"fallback.why-removal": {
		En: "until {expires}, the last working day before Basic is removed for good: the last sender ends on {last}, and what has not moved by then can't be helped",
		Ja: "{expires} まで (基本認証の完全廃止前の最後の稼働日)。最後の送信元の完了は {last} で、それまでに移行しないものは救済できない",
	},
	"fallback.why-unknown": {
		En: "no day is known: the final removal may have been announced by now; look at the milestones first and set a day before anything is turned on (the last sender ends on {last})",
		Ja: "期限は不明: 最終廃止日が既に発表されている可能性がある。先にマイルストーンを確認し、有効化の前に期限を定める (最後の送信元の完了は {last})",
	},

	"fallback.read": {
		En: "read and keep the settings of the organisation, and those of {shown} of {count} sender(s): they are put back at the end",
		Ja: "組織の設定と、送信元 {count} 件中 {shown} 件の設定を読み取り、記録する (最後に元へ戻す値)",
	},
	"fallback.news": {
		En: "look whether Microsoft has announced how the default changes: it can be the SMTP AUTH switch of the organisation, the default authentication policy, or a new setting, so the commands below can differ from what is needed",
		Ja: "既定値の変更方法が発表されたか確認する。組織の SMTP AUTH スイッチ、既定の認証ポリシー、新しい設定のいずれもあり得るため、以下のコマンドと必要な操作が異なる可能性がある",
	},
	"fallback.open": {
		En: "open SMTP AUTH on the mailboxes themselves, so that they do not follow the organisation's switch: {shown} of {count} sender(s) are listed, do the same for the others; whether that outlasts the change is not announced",
		Ja: "組織のスイッチに左右されないよう、メールボックス個別に SMTP AUTH を有効にする ({count} 件中 {shown} 件を記載、残りも同様に行う)。変更後も有効かは未発表",
	},
	"fallback.allow": {
		En: "only where the default authentication policy blocks Basic, or is announced to: make the policy \"{policy}\" and assign it to these senders, since an account's own policy goes before the default; {shown} of {count} are listed, do the same for the others. Leave it out for accounts whose own policy allows Basic",
		Ja: "既定の認証ポリシーが基本認証をブロックする (または発表された) 場合のみ: ポリシー「{policy}」を作成して送信元に割り当てる。アカウント個別のポリシーは既定より優先される ({count} 件中 {shown} 件を記載、残りも同様に行う)。個別ポリシーで許可済みのアカウントには行わない",
	},
	"fallback.check": {
		En: "read the settings of the organisation again, compare them with those kept, and see that the {count} sender(s) still send. If they do not, look up the setting that Microsoft announced; opening the organisation's switch opens every mailbox that inherits it, so decide that with the security team",
		Ja: "組織の設定を再度読み取って記録と比較し、送信元 {count} 件が送信を続けているか確認する。送信できない場合は、Microsoft が発表した設定を調べる。組織のスイッチを有効にすると、継承する全メールボックスが有効になるため、セキュリティ担当と判断する",
	},
	"fallback.disallow": {
		En: "put back the authentication policy of whoever still has \"{policy}\"; {shown} of {count} sender(s) are listed. Accounts that have moved keep the policy that closes Basic. Then remove \"{policy}\"",
		Ja: "「{policy}」が残るアカウントの認証ポリシーを元に戻す ({count} 件中 {shown} 件を記載)。移行済みのアカウントは、基本認証を閉じるポリシーのままにする。その後「{policy}」を削除する",
	},
	"fallback.restore": {
		En: "put back the SMTP AUTH switch of {count} sender(s), {shown} of them listed. Senders that went to OAuth over SMTP, and people, are left out: they need it open",
		Ja: "送信元 {count} 件の SMTP AUTH スイッチを元に戻す (うち {shown} 件を記載)。SMTP で OAuth に移行した送信元と個人の利用者は、有効のままにする必要があるため除く",
	},
	"fallback.account": {
		En: "end the exception by {expires}: name each sender that still signs in with Basic, and let the management decide about it with a new day",
		Ja: "{expires} までに例外措置を終了する。なお基本認証でサインインする送信元を挙げ、新しい期限とともに管理者層が判断する",
	},

	"check.fallback-captured":   {En: "the values are in the notes of this fallback", Ja: "値がこの例外措置の備考にある"},
	"check.fallback-news":       {En: "the notes say what was announced, and on which day that was looked at", Ja: "発表内容と確認日が備考にある"},
	"check.fallback-open":       {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as False for each of them", Ja: "各メールボックスで Get-CASMailbox の SmtpClientAuthenticationDisabled が False"},
	"check.fallback-allowed":    {En: "Get-User shows the policy, and the sender still sends; it can take 24 hours to act", Ja: "Get-User にポリシーが表示され、送信が継続している (反映に最大 24 時間)"},
	"check.fallback-sends":      {En: "the sign-in log shows successes of each sender after the change", Ja: "変更後もサインイン ログに各送信元の成功がある"},
	"check.fallback-disallowed": {En: "Get-User shows the policy for nobody", Ja: "Get-User でこのポリシーが割り当てられたユーザーがいない"},
	"check.fallback-restored":   {En: "Get-CASMailbox shows the values that were kept", Ja: "Get-CASMailbox の値が記録と一致する"},
	"check.fallback-ended":      {En: "no Basic sign-in of these senders since, and no exception without a day", Ja: "以後これらの送信元の基本認証サインインがなく、期限のない例外が残っていない"},
}
