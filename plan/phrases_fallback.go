package plan

import "unbasic/inventory"

var fallbackPhrases = map[string]inventory.Phrase{
	"fallback.what": {
		En: "keep Basic on for {count} {count|sender that ends|senders that end} on or after {date}, the day assumed for Microsoft's change of default, and undo this by {expires}",
		Ja: "Microsoft による既定値の変更日とみなす {date} 以降に完了する送信元 {count} 件について基本認証を維持し、{expires} までに元に戻す",
	},
	"fallback.what-open": {
		En: "keep Basic on for {count} {count|sender that ends|senders that end} on or after {date}, the day assumed for Microsoft's change of default; by when this is undone has still to be set",
		Ja: "Microsoft による既定値の変更日とみなす {date} 以降に完了する送信元 {count} 件について基本認証を維持する (元に戻す期限は未定)",
	},
	"fallback.why-moved": {
		En: "until {expires}: the last of them ends on {last} and is then watched for {soak} {soak|working day|working days}",
		Ja: "{expires} まで: 最後の送信元が {last} に完了し、その後 {soak} 営業日の経過観察を行う",
	},
	"fallback.why-announced": {
		En: "until {expires}, the last working day on which Basic is known to be available to administrators, although the last sender ends on {last}: Microsoft announces the final removal after that; check then whether it may be kept on longer",
		Ja: "{expires} まで (管理者が基本認証を有効にできることが分かっている最後の営業日)。最後の送信元の完了は {last} だが、その後 Microsoft が最終廃止日を発表するため、その時点で延長の可否を確認する",
	},
	"fallback.why-removal": {
		En: "until {expires}, the last working day before Basic is removed for good: the last sender ends on {last}, and a sender that has not moved by then stops sending",
		Ja: "{expires} まで (基本認証の完全廃止前の最後の営業日)。最後の送信元の完了は {last} で、それまでに移行しない送信元は送信できなくなる",
	},
	"fallback.why-unknown": {
		En: "no day is known: the final removal may have been announced by now; check Microsoft's dates first and set a day before anything is turned on (the last sender ends on {last})",
		Ja: "期限は不明: 最終廃止日が既に発表されている可能性がある。先に Microsoft の期日を確認し、有効化の前に期限を定める (最後の送信元の完了は {last})",
	},

	"fallback.read": {
		En: "read and keep the settings of the organisation, and those of {shown} of {count} {count|sender|senders}; they are restored at the end",
		Ja: "組織の設定と、送信元 {count} 件中 {shown} 件の設定を読み取り、記録する (最後に元へ戻す値)",
	},
	"fallback.news": {
		En: "check whether Microsoft has announced how the default changes: it can be the SMTP AUTH setting of the organisation, the default authentication policy, or a new setting, so the commands below may differ from what is needed",
		Ja: "既定値の変更方法が発表されたか確認する。組織の SMTP AUTH 設定、既定の認証ポリシー、新しい設定のいずれもあり得るため、以下のコマンドと必要な操作が異なる可能性がある",
	},
	"fallback.open": {
		En: "open SMTP AUTH on the mailboxes themselves, so that they do not follow the organisation's setting: {shown} of {count} {count|sender is|senders are} listed; do the same for the others. Whether this outlasts the change has not been announced",
		Ja: "組織の設定に左右されないよう、メールボックス個別に SMTP AUTH を有効にする ({count} 件中 {shown} 件を記載、残りも同様に行う)。変更後も有効かは未発表",
	},
	"fallback.allow": {
		En: "only if the default authentication policy blocks Basic, or is announced to: create the policy \"{policy}\" and assign it to these senders, since an account's own policy takes precedence over the default; {shown} of {count} are listed; do the same for the others. Skip accounts whose own policy already allows Basic",
		Ja: "既定の認証ポリシーが基本認証をブロックする (または発表された) 場合のみ: ポリシー「{policy}」を作成して送信元に割り当てる。アカウント個別のポリシーは既定より優先される ({count} 件中 {shown} 件を記載、残りも同様に行う)。個別ポリシーで許可済みのアカウントには行わない",
	},
	"fallback.check": {
		En: "read the settings of the organisation again, compare them with those kept, and check that {count|the sender still sends|all # senders still send}. If not, look up the setting that Microsoft announced. Turning on the organisation's setting opens every mailbox that inherits it, so decide that with the security team",
		Ja: "組織の設定を再度読み取って記録と比較し、送信元 {count} 件が送信を続けているか確認する。送信できない場合は、Microsoft が発表した設定を調べる。組織の設定を有効にすると、継承する全メールボックスが有効になるため、セキュリティ担当と判断する",
	},
	"fallback.disallow": {
		En: "restore the authentication policy of every account that still has \"{policy}\"; {shown} of {count} {count|sender is|senders are} listed. Accounts that have moved keep the policy that closes Basic. Then remove \"{policy}\"",
		Ja: "「{policy}」が残るアカウントの認証ポリシーを元に戻す ({count} 件中 {shown} 件を記載)。移行済みのアカウントは、基本認証を閉じるポリシーのままにする。その後「{policy}」を削除する",
	},
	"fallback.restore": {
		En: "restore the SMTP AUTH setting of {count} {count|sender|senders} ({shown} listed). People and senders that moved to OAuth over SMTP are left out: they need it on",
		Ja: "送信元 {count} 件の SMTP AUTH 設定を元に戻す (うち {shown} 件を記載)。SMTP で OAuth に移行した送信元と個人の利用者は、有効のままにする必要があるため除く",
	},
	"fallback.account-open": {
		En: "set an end for the exception: name each sender that still signs in with Basic, and have management decide on it, with an end date",
		Ja: "例外措置の終了期限を定める。なお基本認証でサインインする送信元を挙げ、期限とともに管理職が判断する",
	},
	"fallback.account": {
		En: "end the exception by {expires}: name each sender that still signs in with Basic, and have management decide on it, with a new end date",
		Ja: "{expires} までに例外措置を終了する。なお基本認証でサインインする送信元を挙げ、新しい期限とともに管理職が判断する",
	},

	"check.fallback-captured":   {En: "the values are in the notes of this fallback", Ja: "値がこの例外措置の備考にある"},
	"check.fallback-news":       {En: "the notes say what was announced, and on which day that was checked", Ja: "発表内容と確認日が備考にある"},
	"check.fallback-open":       {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as False for each of them", Ja: "各メールボックスで Get-CASMailbox の SmtpClientAuthenticationDisabled が False"},
	"check.fallback-allowed":    {En: "Get-User shows the policy, and the sender still sends; a change can take 24 hours to take effect", Ja: "Get-User にポリシーが表示され、送信が継続している (反映に最大 24 時間)"},
	"check.fallback-sends":      {En: "the sign-in log shows successes of each sender after the change", Ja: "変更後もサインイン ログに各送信元の成功がある"},
	"check.fallback-disallowed": {En: "Get-User shows the policy for nobody", Ja: "Get-User でこのポリシーが割り当てられたユーザーがいない"},
	"check.fallback-restored":   {En: "Get-CASMailbox shows the values that were kept", Ja: "Get-CASMailbox の値が記録と一致する"},
	"check.fallback-ended":      {En: "no Basic sign-in of these senders since then, and no exception without an end date", Ja: "以後これらの送信元の基本認証サインインがなく、期限のない例外が残っていない"},
}
