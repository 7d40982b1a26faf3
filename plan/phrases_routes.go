package plan

import "unbasic/inventory"

var rulePhrases = map[string]inventory.Phrase{
	"route.incident": {
		En: "an incident first: somebody who guesses passwords had this one; no migration work until it is cleared",
		Ja: "まずインシデント対応: パスワード推測者がこのパスワードを入手済み。解決するまで移行作業は行わない",
	},
	"route.guessing": {
		En: "only failures that look like guessing: nothing to migrate; close SMTP AUTH for this account and see that its password is strong",
		Ja: "パスワード推測と見られる失敗のみ: 移行対象なし。このアカウントの SMTP AUTH を閉じ、パスワードの強度を確認する",
	},
	"route.already-oauth": {
		En: "already signs in with OAuth: nothing to migrate; its mailbox must keep SMTP AUTH open",
		Ja: "すでに OAuth でサインイン済み: 移行不要。メールボックスの SMTP AUTH は開けたままにする",
	},
	"route.gone-in-use": {
		En: "sends, and its account is not in the directory ({state}): it can't be moved as it is; find what sends with it, and give that another sender",
		Ja: "送信しているがアカウントがディレクトリに存在しない ({state}): このままでは移行できない。送信元を特定し、別の送信アカウントを割り当てる",
	},
	"route.gone": {
		En: "the account does not exist any more ({state}): find what still tries to sign in, and remove it there",
		Ja: "アカウントが存在しない ({state}): まだサインインを試みている機器・ソフトを特定し、設定を削除する",
	},
	"route.unused": {
		En: "no use seen in the days that were read, and it could send with Basic: switch SMTP AUTH off for this mailbox",
		Ja: "読み取った期間に利用は確認されず、基本認証で送信可能な状態: このメールボックスの SMTP AUTH を無効にする",
	},
	"route.disabled": {
		En: "only ever failed, because the account is disabled ({failures} failures): nothing is sent today; retire it unless the owner needs it",
		Ja: "アカウント無効による失敗のみ ({failures} 件): 現在は何も送信されていない。所有者が必要としない限り廃止する",
	},
	"route.person": {
		En: "a person: a mail program that signs in with OAuth needs no change in Exchange",
		Ja: "個人の利用: OAuth でサインインするメールソフトに切り替えれば Exchange 側の変更は不要",
	},
	"route.application": {
		En: "an application that sends as its own mailbox: it keeps SMTP and changes only how it signs in, and the permission is given on this one mailbox",
		Ja: "自身のメールボックスとして送信するアプリケーション: SMTP のままサインイン方式だけを変更し、権限もこのメールボックスのみに付与する",
	},
	"route.device": {
		En: "a device that sends as its own mailbox: OAuth keeps everything else as it is, if its model and firmware can; the owner is asked",
		Ja: "自身のメールボックスとして送信する機器: 機種とファームウェアが対応していれば、OAuth によりその他の設定は変えずに済む。所有者に確認する",
	},
	"route.unknown-kind": {
		En: "what this is was not clear from the evidence: OAuth SMTP changes least; the owner is asked what it is",
		Ja: "証跡からは種別が判別できない: 変更が最も少ない OAuth SMTP とし、何であるかを所有者に確認する",
	},
	"route.no-mailbox-address": {
		En: "has no licensed mailbox ({state}) and always came from {address} ({days} days): a connector trusts that address and needs no mailbox",
		Ja: "ライセンスされたメールボックスがなく ({state})、発信元は常に {address} ({days} 日間): コネクタはこのアドレスを信頼し、メールボックスを必要としない",
	},
	"route.no-mailbox-global": {
		En: "has no licensed mailbox ({state}) and no single fixed address was seen: Azure Communication Services sends without either",
		Ja: "ライセンスされたメールボックスがなく ({state})、固定の発信元アドレスも確認できない: Azure Communication Services はどちらも必要としない",
	},
	"route.no-mailbox": {
		En: "has no licensed mailbox ({state}) and no single fixed address was seen, and the tenant is not known to be in the global cloud: an SMTP service sends without any of these",
		Ja: "ライセンスされたメールボックスがなく ({state})、固定の発信元アドレスも、グローバル クラウドのテナントであることも確認できない: SMTP サービスはいずれも必要としない",
	},
	policyRule: {
		En: "policy.yaml names this route for the sender",
		Ja: "policy.yaml でこの送信元の移行方式が指定されている",
	},
	"wave.after-end": {
		En: "it does not fit before {day}, the last day for work in policy.yaml: set a later end, or allow more hours or items",
		Ja: "policy.yaml の作業最終日 {day} までに収まらない。end を延ばすか、工数・件数の上限を引き上げること",
	},
	"wave.no-room": {
		En: "the calendar has no working day left to plan it on: a year without one follows {day}. Shorten a freeze in policy.yaml",
		Ja: "計画できる稼働日が残っていない: {day} の後、1 年間稼働日がない。policy.yaml の凍結期間を短縮すること",
	},
}

var alternativePhrases = map[string]inventory.Phrase{
	"not.unused-oauth":   {En: "only if the owner names a use", Ja: "所有者が用途を示した場合のみ"},
	"not.disabled-oauth": {En: "only if the owner needs it: the account would have to be enabled again first", Ja: "所有者が必要とする場合のみ。先にアカウントを再度有効にする必要がある"},
	"not.person-script":  {En: "only if the mail comes from a script of this person", Ja: "この個人のスクリプトから送信している場合のみ"},
	"not.maybe-person":   {En: "if the owner says that a person uses it", Ja: "個人が使っていると所有者が回答した場合"},
	"not.graph": {
		En: "needs its code changed, and its permission reaches every mailbox until it is scoped; for software that can't do SMTP with OAuth",
		Ja: "コード変更が必要で、権限は範囲を限定するまで全メールボックスに及ぶ。SMTP の OAuth に対応できないソフト向け",
	},
	"not.relay": {
		En: "if OAuth is not possible: it always came from one address; but mail would be trusted by that address alone, and port 25 must be open",
		Ja: "OAuth が不可能な場合の候補 (発信元は常に同一アドレス)。ただしアドレスのみでメールを信頼することになり、ポート 25 の開放も必要",
	},
	"not.hve": {
		En: "High Volume Email delivers inside the organisation only and is billed by recipients; whether it writes to others is not known",
		Ja: "High Volume Email は組織内宛てのみ、受信者数による課金。組織外へ送信しているかは不明",
	},
	"not.acs": {
		En: "needs an Azure subscription and DNS records, its first limits are small, and its secret expires",
		Ja: "Azure サブスクリプションと DNS レコードが必要。初期の送信上限が小さく、シークレットに有効期限がある",
	},
	"not.third-party": {
		En: "mail would leave by another company's service: a contract and DNS records, and no copy in Sent Items, no transport rules, no message trace",
		Ja: "他社サービス経由となる: 契約と DNS レコードが必要で、送信済みアイテム、トランスポート ルール、メッセージ追跡の対象外になる",
	},
	"not.on-premises": {
		En: "needs a server to run, to patch and to keep from being an open relay",
		Ja: "サーバーの運用、更新、オープン リレー防止が必要",
	},
	"not.direct-send": {
		En: "reaches the own organisation only, and anybody can forge such mail: the last choice",
		Ja: "組織内宛てのみで、誰でも偽装できる: 最後の選択肢",
	},
	"not.no-mailbox": {
		En: "asks for a licensed mailbox, and this account has none ({state})",
		Ja: "ライセンスされたメールボックスが必要だが、このアカウントにはない ({state})",
	},
	"not.no-address": {
		En: "needs one fixed public address of your own, and none was seen",
		Ja: "自社の固定グローバル IP アドレスが必要だが、確認できない",
	},
	"not.policy": {
		En: "what the evidence alone leads to; policy.yaml decides otherwise",
		Ja: "証跡のみによる判定結果。policy.yaml の指定を優先",
	},
}

var questionPhrases = map[string]inventory.Phrase{
	"ask.owner":            {En: "who answers for {sender}?", Ja: "{sender} の責任者は誰か。"},
	"ask.incident":         {En: "were the sign-ins with the right password yours? If not, what was sent or read?", Ja: "正しいパスワードによるサインインは正規のものか。そうでなければ、何が送信・閲覧されたか。"},
	"ask.still-configured": {En: "where is this account still configured?", Ja: "このアカウントはどこに設定されたままか。"},
	"ask.still-needed":     {En: "is anything that this account should send still needed?", Ja: "このアカウントで送信すべきものはまだ必要か。"},
	"ask.rare-use":         {En: "is it used more seldom than the days that were read, for example at the end of a quarter or year?", Ja: "四半期末や年度末など、読み取った期間より低い頻度で使われていないか。"},
	"ask.mail-program":     {En: "which mail program sends, and on which devices?", Ja: "どのメールソフトを、どの端末で使っているか。"},
	"ask.license":          {En: "should this account have a mailbox licence?", Ja: "このアカウントにメールボックスのライセンスを割り当てるべきか。"},
	"ask.license-unknown":  {En: "has this account a licensed mailbox? Its licence could not be read", Ja: "このアカウントにライセンスされたメールボックスがあるか (ライセンス情報を読み取れなかった)。"},
	"ask.license-error":    {En: "can the failed licence assignment be repaired before the cut-over?", Ja: "切替までにライセンス割り当てのエラーを解消できるか。"},
	"ask.software-oauth":   {En: "can the software sign in to SMTP with OAuth 2.0 (XOAUTH2), in which version?", Ja: "このソフトは SMTP で OAuth 2.0 (XOAUTH2) に対応しているか。対応バージョンは。"},
	"ask.firmware-oauth":   {En: "can this very model and firmware sign in to SMTP with OAuth 2.0? Ask the maker, by model and firmware number", Ja: "この機種・ファームウェアは SMTP の OAuth 2.0 に対応しているか。型番とファームウェア番号を示してメーカーに確認のこと。"},
	"ask.software-graph":   {En: "who can change the software so that it calls Microsoft Graph, and until when?", Ja: "Microsoft Graph を呼び出すよう改修できるのは誰か。いつまでに可能か。"},
	"ask.kind":             {En: "what is this: a person, a device or an application?", Ja: "これは何か (個人、機器、アプリケーション)。"},
	"ask.recipients":       {En: "does it write to anybody outside the organisation?", Ja: "組織外にも送信しているか。"},
	"ask.port-25":          {En: "is port 25 open from there to the Internet?", Ja: "そこからインターネットへのポート 25 は開いているか。"},
	"ask.fixed-address":    {En: "is the public address fixed, and used by your organisation alone?", Ja: "グローバル IP アドレスは固定で、自組織専用か。"},
	"ask.azure":            {En: "is there an Azure subscription, and how many messages go out in an hour?", Ja: "Azure サブスクリプションはあるか。1 時間あたりの送信通数は。"},
	"ask.service":          {En: "which SMTP service is allowed, and where may its data lie?", Ja: "利用を許可する SMTP サービスはどれか。データの保管場所の条件は。"},
	"ask.billing":          {En: "which billing policy pays for High Volume Email?", Ja: "High Volume Email の課金ポリシーはどれか。"},
	"ask.server":           {En: "which server relays, and who runs it?", Ja: "中継サーバーはどれで、誰が運用するか。"},
}
