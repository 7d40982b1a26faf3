package plan

import "unbasic/inventory"

var rulePhrases = map[string]inventory.Phrase{
	"route.incident": {
		En: "an incident first: somebody who guesses passwords found this one; no migration work until it is cleared",
		Ja: "まずインシデント対応: パスワード推測者がこのパスワードを入手済み。解決するまで移行作業は行わない",
	},
	"route.guessing": {
		En: "only failures that look like guessing: nothing to migrate; close SMTP AUTH for this account and make sure that its password is strong",
		Ja: "パスワード推測と見られる失敗のみ: 移行対象なし。このアカウントの SMTP AUTH を閉じ、パスワードの強度を確認する",
	},
	"route.already-oauth": {
		En: "already signs in with OAuth: nothing to migrate; SMTP AUTH must stay on for its mailbox",
		Ja: "すでに OAuth でサインイン済み: 移行不要。メールボックスの SMTP AUTH は有効のままにする",
	},
	"route.gone-in-use": {
		En: "sends, but its account is not in the directory ({state}): it can't be moved as it is; find the device or program that sends with it and give that another sender",
		Ja: "送信しているがアカウントがディレクトリに存在しない ({state}): このままでは移行できない。送信している機器・ソフトを特定し、別の送信元を割り当てる",
	},
	"route.gone": {
		En: "the account no longer exists ({state}): find the device or program that still tries to sign in, and remove the account there",
		Ja: "アカウントが存在しない ({state}): まだサインインを試みている機器・ソフトを特定し、設定を削除する",
	},
	"route.unused": {
		En: "no use was seen in the days that were read, but it could send with Basic: switch SMTP AUTH off for this mailbox",
		Ja: "読み取った期間に利用は確認されず、基本認証で送信可能な状態: このメールボックスの SMTP AUTH を無効にする",
	},
	"route.disabled": {
		En: "has only failed, because the account is disabled ({failures} {failures|failure|failures}): nothing is sent today; retire it unless the owner needs it",
		Ja: "アカウント無効による失敗のみ ({failures} 件): 現在は何も送信されていない。責任者が必要としない限り廃止する",
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
		En: "a device that sends as its own mailbox: OAuth keeps everything else as it is, if its model and firmware support it; ask the owner",
		Ja: "自身のメールボックスとして送信する機器: 機種とファームウェアが対応していれば、OAuth によりその他の設定は変えずに済む。責任者に確認する",
	},
	"route.unknown-kind": {
		En: "the evidence does not show what this is: OAuth SMTP changes least; ask the owner what it is",
		Ja: "証跡からは種別が判別できない: 変更が最も少ない OAuth SMTP とし、何であるかを責任者に確認する",
	},
	"route.no-mailbox-address": {
		En: "has no licensed mailbox ({state}) and always sent from {address} ({days} {days|day|days}): a connector trusts that address and needs no mailbox",
		Ja: "ライセンスされたメールボックスがなく ({state})、発信元は常に {address} ({days} 日間): コネクタはこのアドレスを信頼し、メールボックスを必要としない",
	},
	"route.no-mailbox-global": {
		En: "has no licensed mailbox ({state}) and no single fixed address was seen: Azure Communication Services needs neither",
		Ja: "ライセンスされたメールボックスがなく ({state})、固定の発信元アドレスも確認できない: Azure Communication Services はどちらも必要としない",
	},
	"route.no-mailbox": {
		En: "has no licensed mailbox ({state}) and no single fixed address was seen, and the tenant is not known to be in the global cloud: an SMTP service needs none of these",
		Ja: "ライセンスされたメールボックスがなく ({state})、固定の発信元アドレスも、グローバル クラウドのテナントであることも確認できない: SMTP サービスはいずれも必要としない",
	},
	"route.person-oauth": {
		En: "a person, and policy.yaml avoids a change of mail program: the one in use signs in with OAuth instead, if it supports that",
		Ja: "個人の利用で、policy.yaml がメールソフトの変更を避けている: 現在のメールソフトが対応していれば、OAuth サインインに切り替える",
	},
	"route.bulk-trusted": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have, and always from {address}, which the connector {connector} already trusts",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超える。発信元は常に {address} で、既存のコネクタ {connector} が信頼済み",
	},
	"route.bulk-relay": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have: {relay} hands them to Exchange Online without a mailbox",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超える: {relay} はメールボックスなしで Exchange Online に引き渡す",
	},
	"route.bulk-inside": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have, and inside the organisation only: High Volume Email is made for that",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超えるが、宛先は組織内のみ: High Volume Email の用途に合致する",
	},
	"route.bulk-azure": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have: Azure Communication Services accepts {acsLimit} an hour, which is enough",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超える: Azure Communication Services は 1 時間 {acsLimit} 通まで受け付け、十分である",
	},
	"route.bulk-service": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have: {service}, which policy.yaml allows, is made for that",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超える: policy.yaml で許可された {service} の用途に合致する",
	},
	"route.bulk-address": {
		En: "sends {messages} {messages|message|messages} a day, more than the {mailboxLimit} recipients that a mailbox may have: a connector trusts its fixed address and has a higher limit",
		Ja: "1 日 {messages} 通を送信し、メールボックスの上限 ({mailboxLimit} 受信者) を超える: コネクタは固定アドレスを信頼し、上限がより高い",
	},
	"route.oauth": {
		En: "its software can sign in to SMTP with OAuth: it keeps its mailbox and changes only how it signs in",
		Ja: "ソフト・機器が SMTP の OAuth に対応: メールボックスはそのままで、サインイン方式だけを変更する",
	},
	"route.code": {
		En: "its code can be changed, and SMTP with OAuth is not possible or not wanted: it calls Microsoft Graph, limited to its own mailbox",
		Ja: "コードの改修が可能で、SMTP の OAuth は不可または不採用: 自身のメールボックスに限定した権限で Microsoft Graph を呼び出す",
	},
	"route.trusted": {
		En: "always sent from {address}, which the connector {connector} already trusts: mail is accepted there without a sign-in, and Exchange needs nothing new",
		Ja: "発信元は常に {address} で、既存のコネクタ {connector} が信頼済み: サインインなしで送信でき、Exchange 側の追加設定は不要",
	},
	"route.old-tls": {
		En: "some of its mail comes over TLS 1.0 or 1.1: the relay {relay} accepts that inside the network and sends on with TLS 1.2",
		Ja: "一部のメールが TLS 1.0/1.1 で送信されている: 中継サーバー {relay} が組織内で受け取り、TLS 1.2 で送り出す",
	},
	"route.inside": {
		En: "sends inside the organisation only, and OAuth as its own mailbox is not possible or not wanted: High Volume Email takes a password of its own and needs no mailbox",
		Ja: "宛先は組織内のみで、自身のメールボックスでの OAuth 送信は不可または不採用: High Volume Email は専用パスワードで送信でき、メールボックスを必要としない",
	},
	"route.fixed-address": {
		En: "its public address is fixed and your own, and port 25 is open: a connector trusts the address, and nothing signs in",
		Ja: "グローバル IP アドレスが固定かつ自組織専用で、ポート 25 も開いている: コネクタがアドレスを信頼し、サインインは不要",
	},
	"route.relay": {
		En: "OAuth as its own mailbox is not possible or not wanted, and {relay} is available: it accepts mail inside the network and hands it on to Exchange Online",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用で、{relay} がある: 組織内でメールを受け取り Exchange Online に引き渡す",
	},
	"route.outside-service": {
		En: "sends to people outside, and OAuth as its own mailbox is not possible or not wanted: {service}, which policy.yaml allows, delivers to everybody",
		Ja: "組織外にも送信し、自身のメールボックスでの OAuth 送信は不可または不採用: policy.yaml で許可された {service} は組織内外に配信できる",
	},
	"route.address": {
		En: "OAuth as its own mailbox is not possible or not wanted, and it always sent from {address} ({days} {days|day|days}): a connector can trust that address",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用で、発信元は常に {address} ({days} 日間): コネクタでこのアドレスを信頼できる",
	},
	"route.azure": {
		En: "OAuth as its own mailbox is not possible or not wanted, and there is an Azure subscription: Azure Communication Services needs neither a mailbox nor a fixed address",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用で、Azure サブスクリプションがある: Azure Communication Services はメールボックスも固定アドレスも必要としない",
	},
	"route.service": {
		En: "OAuth as its own mailbox is not possible or not wanted: {service}, which policy.yaml allows, needs neither a mailbox nor a fixed address",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用: policy.yaml で許可された {service} はメールボックスも固定アドレスも必要としない",
	},
	"route.no-oauth-global": {
		En: "OAuth as its own mailbox is not possible or not wanted, and no fixed address is known: Azure Communication Services needs neither",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用で、固定アドレスも確認できない: Azure Communication Services はどちらも必要としない",
	},
	"route.last-resort": {
		En: "sends inside the organisation only, no other route is left, and Direct Send is not rejected: anybody can forge such mail, so this is the last choice",
		Ja: "宛先は組織内のみで、他の方式がなく、Direct Send は拒否されていない: 誰でも偽装できるため最後の選択肢である",
	},
	"route.no-oauth": {
		En: "OAuth as its own mailbox is not possible or not wanted, and no suitable address, relay or subscription is known: an SMTP service needs none of these",
		Ja: "自身のメールボックスでの OAuth 送信は不可または不採用で、利用できるアドレス、中継サーバー、サブスクリプションも確認できない: SMTP サービスはいずれも必要としない",
	},
	"route.none-left": {
		En: "no route is left: each one that fits is avoided by policy.yaml or can't carry this sender's volume. Decide which may be used after all: take it off the list of avoided routes, or name it for this sender",
		Ja: "適用できる方式がない: 該当する方式はすべて policy.yaml で回避されているか、この送信元の送信数に対応できない。利用できる方式を決めて回避リストから外すか、この送信元に移行方式を指定すること",
	},
	policyRule: {
		En: "policy.yaml names this route for the sender",
		Ja: "policy.yaml でこの送信元の移行方式が指定されている",
	},
	"wave.after-end": {
		En: "it does not fit by {day}, the last day for work in policy.yaml: set a later end, or allow more hours or items",
		Ja: "policy.yaml の作業最終日 {day} までに収まらない。end を延ばすか、工数・件数の上限を引き上げること",
	},
	"wave.no-room": {
		En: "the calendar has no working day left for it: after {day} there is none for a year. Shorten a freeze in policy.yaml",
		Ja: "計画できる営業日が残っていない: {day} の後、1 年間営業日がない。policy.yaml の凍結期間を短縮すること",
	},
}

var alternativePhrases = map[string]inventory.Phrase{
	"not.unused-oauth":   {En: "only if the owner names a use", Ja: "責任者が用途を示した場合のみ"},
	"not.disabled-oauth": {En: "only if the owner needs it: the account would have to be enabled again first", Ja: "責任者が必要とする場合のみ。先にアカウントを再度有効にする必要がある"},
	"not.person-script":  {En: "only if the mail comes from a script of this person", Ja: "この個人のスクリプトから送信している場合のみ"},
	"not.maybe-person":   {En: "if the owner says that a person uses it", Ja: "個人が使っていると責任者が回答した場合"},
	"not.graph": {
		En: "needs a code change, and its permission covers every mailbox until it is scoped; for software that does not support SMTP with OAuth",
		Ja: "コード変更が必要で、権限は範囲を限定するまで全メールボックスに及ぶ。SMTP の OAuth に対応できないソフト向け",
	},
	"not.relay": {
		En: "if OAuth is not possible: it always sent from one address. But mail would be trusted by that address alone, and port 25 must be open",
		Ja: "OAuth が不可能な場合の候補 (発信元は常に同一アドレス)。ただしアドレスのみでメールを信頼することになり、ポート 25 の開放も必要",
	},
	"not.hve": {
		En: "High Volume Email delivers inside the organisation only and is billed by recipients; whether it sends to others is not known",
		Ja: "High Volume Email は組織内宛てのみ、受信者数による課金。組織外へ送信しているかは不明",
	},
	"not.acs": {
		En: "needs an Azure subscription and DNS records; its initial limits are low, and its secret expires",
		Ja: "Azure サブスクリプションと DNS レコードが必要。初期の送信上限が小さく、シークレットに有効期限がある",
	},
	"not.third-party": {
		En: "mail would leave through another company's service: it needs a contract and DNS records, and there is no copy in Sent Items, no transport rule and no message trace",
		Ja: "他社サービス経由となる: 契約と DNS レコードが必要で、送信済みアイテム、トランスポート ルール、メッセージ追跡の対象外になる",
	},
	"not.on-premises": {
		En: "needs a server that is run, patched and kept from being an open relay",
		Ja: "サーバーの運用、更新、オープン リレー防止が必要",
	},
	"not.direct-send": {
		En: "reaches your own organisation only, and anybody can forge such mail: the last choice",
		Ja: "組織内宛てのみで、誰でも偽装できる: 最後の選択肢",
	},
	"not.no-mailbox": {
		En: "needs a licensed mailbox, and this account has none ({state})",
		Ja: "ライセンスされたメールボックスが必要だが、このアカウントにはない ({state})",
	},
	"not.no-address": {
		En: "needs one fixed public address of your own, and none was seen",
		Ja: "自組織の固定グローバル IP アドレスが必要だが、確認できない",
	},
	"not.avoided": {En: "policy.yaml avoids this route", Ja: "policy.yaml でこの方式は回避と指定されている"},
	"not.license": {
		En: "its software supports OAuth, and only the licensed mailbox is missing ({state})",
		Ja: "OAuth に対応しているが、ライセンスされたメールボックスがない ({state})",
	},
	"not.no-oauth":  {En: "its software or firmware does not support OAuth for SMTP", Ja: "ソフト・ファームウェアが SMTP の OAuth に対応していない"},
	"not.old-oauth": {En: "one of its clients uses TLS 1.0 or 1.1, and such a client does not support OAuth", Ja: "TLS 1.0/1.1 のクライアントがあり、OAuth には対応できない"},
	"not.mailbox-limit": {
		En: "it sends more than the {mailboxLimit} recipients a day that a mailbox may have",
		Ja: "メールボックスの上限 (1 日 {mailboxLimit} 受信者) を超えて送信している",
	},
	"not.no-code": {En: "its code can't be changed", Ja: "コードを改修できない"},
	"not.graph-there": {
		En: "needs a code change, and its permission covers every mailbox until it is scoped; {graphApps} already may send this way",
		Ja: "コード変更が必要で、権限は範囲を限定するまで全メールボックスに及ぶ。{graphApps} にはすでに送信権限がある",
	},
	"not.mail-program": {En: "only with a mail program that signs in with OAuth", Ja: "OAuth でサインインするメールソフトを使う場合のみ"},
	"not.hve-cloud":    {En: "High Volume Email is not known to be in the cloud {cloud}", Ja: "クラウド {cloud} で High Volume Email が提供されていることは確認できない"},
	"not.cloud-unknown": {
		En: "is in the global cloud only, and which cloud this tenant is in was not read",
		Ja: "グローバル クラウドのみで提供される。このテナントのクラウドは読み取られていない",
	},
	"not.hve-outside": {En: "it sends to people outside, but High Volume Email delivers inside the organisation only", Ja: "組織外にも送信しているが、High Volume Email は組織内宛てのみ"},
	"not.hve-billing": {En: "there is no billing policy for High Volume Email, and without one an account is not active", Ja: "High Volume Email の課金ポリシーがなく、ないとアカウントは有効にならない"},
	"not.hve-blocked": {
		En: "its password would be rejected: {blocker} also stops Basic for High Volume Email",
		Ja: "パスワードが拒否される: {blocker} が High Volume Email の基本認証も止める",
	},
	"not.hve-inside": {
		En: "would be possible, as it sends inside only; but it is billed by recipients, and one more account has to be managed",
		Ja: "宛先が組織内のみのため利用可能。ただし受信者数による課金があり、管理するアカウントが増える",
	},
	"not.acs-cloud": {En: "Azure Communication Services Email is not known to be in the cloud {cloud}", Ja: "クラウド {cloud} で Azure Communication Services のメールが提供されていることは確認できない"},
	"not.acs-azure": {En: "there is no Azure subscription", Ja: "Azure サブスクリプションがない"},
	"not.acs-tls":   {En: "one of its clients uses TLS 1.0 or 1.1, and this service requires TLS 1.2", Ja: "TLS 1.0/1.1 のクライアントがあるが、このサービスは TLS 1.2 を必要とする"},
	"not.acs-limit": {En: "it accepts {acsLimit} messages an hour, and this sender has more", Ja: "1 時間 {acsLimit} 通までだが、この送信元はそれを超える"},
	"not.acs-there": {
		En: "there is an Azure subscription; but this needs DNS records and accepts {acsLimit} messages an hour, and its secret expires",
		Ja: "Azure サブスクリプションはあるが、DNS レコードが必要で、1 時間 {acsLimit} 通までであり、シークレットに有効期限がある",
	},
	"not.service-limit": {En: "this sender has more messages than {service} accepts", Ja: "この送信元の通数は {service} の上限を超える"},
	"not.service": {
		En: "{service} is allowed; but mail would leave through another company: no copy in Sent Items, no transport rule, no message trace",
		Ja: "{service} の利用は許可されているが、他社経由となり、送信済みアイテム、トランスポート ルール、メッセージ追跡の対象外になる",
	},
	"not.port-25":        {En: "port 25 is closed from there", Ja: "そこからのポート 25 は閉じている"},
	"not.shared-address": {En: "its public address is not fixed, or not yours alone: others would be trusted with it", Ja: "グローバル IP アドレスが固定でないか自組織専用でない: 他者まで信頼することになる"},
	"not.relay-there": {
		En: "the connector {connector} already trusts its address; but mail would be trusted by that address alone",
		Ja: "コネクタ {connector} がアドレスを信頼済みだが、アドレスのみでメールを信頼することになる",
	},
	"not.relay-trust":    {En: "mail would be trusted by its address alone, and port 25 must be open", Ja: "アドレスのみでメールを信頼することになり、ポート 25 の開放も必要"},
	"not.direct-outside": {En: "it sends to people outside, but Direct Send reaches the own organisation only", Ja: "組織外にも送信しているが、Direct Send は組織内宛てのみ"},
	"not.direct-refused": {En: "the organisation rejects mail without a sign-in (RejectDirectSend)", Ja: "組織の設定 (RejectDirectSend) でサインインなしのメールを拒否している"},
	"not.relay-server": {
		En: "{relay} is available; but it would have to be kept patched, and kept from being an open relay, for this sender too",
		Ja: "{relay} はあるが、この送信元のためにも更新とオープン リレー防止を続ける必要がある",
	},
	"not.retire":        {En: "only if nothing that it sends is needed any longer", Ja: "送信内容がすべて不要になった場合のみ"},
	"not.retire-broken": {En: "no success was seen that proves a need: if the owner says so, it is switched off", Ja: "必要性を裏付ける成功は確認されていない: 責任者が不要と回答すれば無効にする"},
	"not.policy": {
		En: "what the evidence alone would suggest; policy.yaml decides otherwise",
		Ja: "証跡のみによる判定結果。policy.yaml の指定を優先",
	},
}

var questionPhrases = map[string]inventory.Phrase{
	"ask.owner":            {En: "who is responsible for {sender}?", Ja: "{sender} の責任者は誰か。"},
	"ask.incident":         {En: "were the sign-ins with the right password yours? If not, what was sent or read?", Ja: "正しいパスワードによるサインインは正規のものか。そうでなければ、何が送信・閲覧されたか。"},
	"ask.still-configured": {En: "where is this account still configured?", Ja: "このアカウントはどこに設定されたままか。"},
	"ask.still-needed":     {En: "is anything that this account should send still needed?", Ja: "このアカウントで送信すべきものはまだ必要か。"},
	"ask.rare-use":         {En: "is it used less often than the days that were read can show, for example at the end of a quarter or year?", Ja: "四半期末や年度末など、読み取った期間より低い頻度で使われていないか。"},
	"ask.mail-program":     {En: "which mail program sends, and on which devices?", Ja: "どのメールソフトを、どの端末で使っているか。"},
	"ask.license":          {En: "should this account have a mailbox licence?", Ja: "このアカウントにメールボックスのライセンスを割り当てるべきか。"},
	"ask.license-unknown":  {En: "does this account have a licensed mailbox? Its licence could not be read", Ja: "このアカウントにライセンスされたメールボックスがあるか (ライセンス情報を読み取れなかった)。"},
	"ask.license-error":    {En: "can the failed licence assignment be repaired before the cut-over?", Ja: "切替までにライセンス割り当てのエラーを解消できるか。"},
	"ask.software-oauth":   {En: "does the software support OAuth 2.0 for SMTP (XOAUTH2), and from which version?", Ja: "このソフトは SMTP で OAuth 2.0 (XOAUTH2) に対応しているか。対応バージョンは。"},
	"ask.firmware-oauth":   {En: "does this exact model and firmware support OAuth 2.0 for SMTP? Ask the manufacturer, quoting model and firmware numbers", Ja: "この機種・ファームウェアは SMTP の OAuth 2.0 に対応しているか。型番とファームウェア番号を示してメーカーに確認のこと。"},
	"ask.software-graph":   {En: "who can change the software so that it calls Microsoft Graph, and by when?", Ja: "Microsoft Graph を呼び出すよう改修できるのは誰か。いつまでに可能か。"},
	"ask.kind":             {En: "what is this: a person, a device or an application?", Ja: "これは何か (個人、機器、アプリケーション)。"},
	"ask.recipients":       {En: "does it send to anybody outside the organisation?", Ja: "組織外にも送信しているか。"},
	"ask.port-25":          {En: "is port 25 open from there to the Internet?", Ja: "そこからインターネットへのポート 25 は開いているか。"},
	"ask.fixed-address":    {En: "is the public address fixed, and used by your organisation alone?", Ja: "グローバル IP アドレスは固定で、自組織専用か。"},
	"ask.azure":            {En: "is there an Azure subscription?", Ja: "Azure サブスクリプションはあるか。"},
	"ask.service":          {En: "which SMTP service is allowed, and where may its data be stored?", Ja: "利用を許可する SMTP サービスはどれか。データの保管場所の条件は。"},
	"ask.billing":          {En: "which billing policy pays for High Volume Email?", Ja: "High Volume Email の課金ポリシーはどれか。"},
	"ask.volume":           {En: "how many messages does it send a day?", Ja: "1 日の送信数は。"},
	"ask.peak":             {En: "how many messages does it send in its busiest hour?", Ja: "最も多い 1 時間の送信数は。"},
	"ask.software-ready":   {En: "when will the changed software be ready, and who tests it?", Ja: "改修版はいつ完成し、誰がテストするか。"},
	"ask.hve-blocked":      {En: "do security defaults or a policy for everybody stop sign-ins with a password? They stop High Volume Email with a password too", Ja: "セキュリティの既定値群または全員対象のポリシーがパスワードのサインインを止めていないか (High Volume Email のパスワード送信も止まる)。"},
	"ask.direct-send":      {En: "does the organisation accept mail without a sign-in (RejectDirectSend)?", Ja: "組織の設定 (RejectDirectSend) でサインインなしのメールを受け付けているか。"},
	"ask.relay-open":       {En: "from which addresses does {relay} accept mail, and who keeps it patched?", Ja: "{relay} はどのアドレスからメールを受け付け、誰が更新しているか。"},
	"ask.service-host":     {En: "which host and port does the SMTP service use?", Ja: "SMTP サービスのホストとポートは。"},
	"ask.service-tls":      {En: "what is the oldest version of TLS that the SMTP service accepts?", Ja: "SMTP サービスが受け付ける最も古い TLS のバージョンは。"},
	"ask.service-keys":     {En: "how are keys of the SMTP service issued and renewed (one for each device)?", Ja: "SMTP サービスのキーの発行・更新方法は (機器ごとに発行するか)。"},
	"ask.service-logs":     {En: "how long does the SMTP service keep its logs, and who reads them?", Ja: "SMTP サービスのログの保存期間は。誰が確認するか。"},
	"ask.service-spf":      {En: "what must the SPF record include for the SMTP service?", Ja: "SMTP サービスのために SPF レコードへ追加する内容は。"},
	"ask.service-dkim":     {En: "which DKIM selectors does the SMTP service sign with?", Ja: "SMTP サービスが署名に使う DKIM セレクターは。"},
	"ask.service-dmarc":    {En: "is the visible From aligned for DMARC, with a bounce domain of your own?", Ja: "DMARC で表示上の From が整合するか (自組織のバウンス ドメインを使うか)。"},
	"ask.service-data":     {En: "in which country does the SMTP service store data?", Ja: "SMTP サービスのデータ保管国は。"},
	"ask.service-limits":   {En: "how many messages a month does the contract allow, and what happens beyond that?", Ja: "契約上の月間通数の上限と、超過時の扱いは。"},
	"ask.service-hour":     {En: "how many messages an hour does the SMTP service accept?", Ja: "SMTP サービスが 1 時間に受け付ける通数は。"},
	"ask.service-support":  {En: "when and in which languages does the SMTP service offer support?", Ja: "SMTP サービスのサポート時間と対応言語は。"},
	"ask.server":           {En: "which server relays, and who runs it?", Ja: "中継サーバーはどれで、誰が運用するか。"},
}

// limitPhrases tell limits that a volume comes near to or breaks, and what is true of a route for every sender.
var limitPhrases = map[string]inventory.Phrase{
	"limit.mailbox-day-near": {
		En: "{messages} {messages|message|messages} a day come close to the {limit} recipients that a mailbox may have in 24 hours",
		Ja: "1 日 {messages} 通は、メールボックスの上限 (24 時間で {limit} 受信者) に近い",
	},
	"limit.mailbox-day-over": {
		En: "{messages} {messages|message|messages} a day are more than the {limit} recipients that a mailbox may have in 24 hours: the rest is refused",
		Ja: "1 日 {messages} 通は、メールボックスの上限 (24 時間で {limit} 受信者) を超える: 超過分は拒否される",
	},
	"limit.mailbox-day-least": {
		En: "how many messages it sends is not known; {signIns} {signIns|sign-in|sign-ins} on a day with use may mean more than the {limit} recipients that a mailbox may have in 24 hours",
		Ja: "送信数は不明。利用日あたり {signIns} 件のサインインがあり、メールボックスの上限 (24 時間で {limit} 受信者) を超える可能性がある",
	},
	"limit.mailbox-minute-near": {
		En: "{peak} messages in the busiest hour come close to the {limit} a minute that a mailbox may send",
		Ja: "最も多い 1 時間の {peak} 通は、メールボックスの上限 (毎分 {limit} 通) に近い",
	},
	"limit.mailbox-minute-over": {
		En: "{peak} messages in the busiest hour are more than the {limit} a minute that a mailbox may send: the rest waits",
		Ja: "最も多い 1 時間の {peak} 通は、メールボックスの上限 (毎分 {limit} 通) を超える: 超過分は待たされる",
	},
	"limit.mailbox-places": {
		En: "{clients} {clients|place sends|places send} as this mailbox, and more than {limit} connections at once are reported to be deferred (432 4.3.2)",
		Ja: "{clients} か所からこのメールボックスとして送信している。同時 {limit} 接続を超えると一時的に拒否されるとの報告がある (432 4.3.2)",
	},
	"limit.graph-places": {
		En: "{clients} {clients|place sends|places send} as this mailbox, and Graph accepts {limit} requests at once for an application and a mailbox",
		Ja: "{clients} か所からこのメールボックスとして送信しているが、Graph はアプリケーションとメールボックスごとに同時 {limit} 要求まで",
	},
	"limit.acs-near": {
		En: "{peak} messages in the busiest hour come close to the {limit} an hour that Azure Communication Services accepts",
		Ja: "最も多い 1 時間の {peak} 通は、Azure Communication Services の上限 (1 時間 {limit} 通) に近い",
	},
	"limit.acs-over": {
		En: "{peak} messages in the busiest hour are more than the {limit} an hour that Azure Communication Services accepts: ask Azure for more before the cut-over",
		Ja: "最も多い 1 時間の {peak} 通は、Azure Communication Services の上限 (1 時間 {limit} 通) を超える: 切替前に引き上げを申請する",
	},
	"limit.acs-least": {
		En: "{messages} {messages|message|messages} a day are at least {least} in some hour, and Azure Communication Services accepts {limit} an hour: ask Azure for more before the cut-over",
		Ja: "1 日 {messages} 通では、いずれかの 1 時間に少なくとも {least} 通となる。Azure Communication Services の上限は 1 時間 {limit} 通: 切替前に引き上げを申請する",
	},
	"limit.acs-unknown": {
		En: "Azure Communication Services accepts {limit} messages an hour for the whole subscription; how many this sender has in its busiest hour is not known",
		Ja: "Azure Communication Services の上限はサブスクリプション全体で 1 時間 {limit} 通だが、この送信元の最も多い 1 時間の通数は不明",
	},
	"limit.service-hour-near": {
		En: "{peak} messages in the busiest hour come close to the {limit} an hour that {service} accepts",
		Ja: "最も多い 1 時間の {peak} 通は、{service} の上限 (1 時間 {limit} 通) に近い",
	},
	"limit.service-hour-over": {
		En: "{peak} messages in the busiest hour are more than the {limit} an hour that {service} accepts",
		Ja: "最も多い 1 時間の {peak} 通は、{service} の上限 (1 時間 {limit} 通) を超える",
	},
	"limit.service-hour-least": {
		En: "{messages} {messages|message|messages} a day are at least {least} in some hour, and {service} accepts {limit} an hour",
		Ja: "1 日 {messages} 通では、いずれかの 1 時間に少なくとも {least} 通となる。{service} の上限は 1 時間 {limit} 通",
	},
	"limit.service-hour-unknown": {
		En: "{service} accepts {limit} messages an hour; how many this sender has in its busiest hour is not known",
		Ja: "{service} の上限は 1 時間 {limit} 通だが、この送信元の最も多い 1 時間の通数は不明",
	},
	"limit.service-month-near": {
		En: "{volume} messages in 30 days come close to the {limit} a month that {service} accepts from all senders together",
		Ja: "30 日で {volume} 通は、{service} の上限 (全送信元の合計で月 {limit} 通) に近い",
	},
	"limit.service-month-over": {
		En: "{volume} messages in 30 days are more than the {limit} a month that {service} accepts from all senders together",
		Ja: "30 日で {volume} 通は、{service} の上限 (全送信元の合計で月 {limit} 通) を超える",
	},
	"limit.service-month-unknown": {
		En: "{service} accepts {limit} messages a month from all senders together; how many this one has is not known",
		Ja: "{service} の上限は全送信元の合計で月 {limit} 通だが、この送信元の通数は不明",
	},
	"limit.hve-outside": {En: "it sends to people outside, whom High Volume Email rejects", Ja: "組織外にも送信しているが、High Volume Email では拒否される"},
	"limit.hve-message": {
		En: "High Volume Email accepts 50 recipients a message and, as reported, 10 MB; recipients in your own organisation only",
		Ja: "High Volume Email は 1 通あたり 50 受信者まで、サイズは 10 MB までと報告されている。宛先は組織内のみ",
	},
	"limit.hve-basic": {
		En: "High Volume Email is reported to stop accepting passwords in September 2028: plan the next move before that",
		Ja: "High Volume Email のパスワード送信は 2028 年 9 月に終了すると報告されている: それまでに次の移行を計画する",
	},
	"limit.hve-blocked": {
		En: "{blocker} stops sign-ins with a password, including those of High Volume Email",
		Ja: "{blocker} がパスワードによるサインインを止めており、High Volume Email も対象になる",
	},
	"limit.old-tls":        {En: "one of its clients uses TLS 1.0 or 1.1, and this route is believed to accept only TLS 1.2 and later", Ja: "TLS 1.0/1.1 のクライアントがあるが、この方式は TLS 1.2 以降のみと考えられる"},
	"limit.direct-outside": {En: "it sends to people outside, but Direct Send does not reach them", Ja: "組織外にも送信しているが、Direct Send では届かない"},
	"limit.direct-refused": {En: "the organisation currently rejects Direct Send (RejectDirectSend)", Ja: "現在は組織の設定 (RejectDirectSend) で Direct Send を拒否している"},
	"limit.port-25":        {En: "this route needs port 25, which is closed from there", Ja: "この方式にはポート 25 が必要だが、そこからは閉じている"},
	"tenant-limit-near": {
		En: "{volume} messages a day of {count} {count|sender|senders} that send outside come close to the tenant's limit of about {limit} outside recipients in 24 hours ({licences} mailbox licences; trials count less)",
		Ja: "組織外に送信する {count} 件の送信元の 1 日 {volume} 通は、テナントの外部受信者の上限 (24 時間で約 {limit}、メールボックス ライセンス {licences} 件。試用版は少なくなる) に近い",
	},
	"tenant-limit-over": {
		En: "{volume} messages a day of {count} {count|sender|senders} that send outside are more than the tenant's limit of about {limit} outside recipients in 24 hours ({licences} mailbox licences; trials count less)",
		Ja: "組織外に送信する {count} 件の送信元の 1 日 {volume} 通は、テナントの外部受信者の上限 (24 時間で約 {limit}、メールボックス ライセンス {licences} 件。試用版は少なくなる) を超える",
	},
}

// costPhrases say how a yearly cost was computed, or what is missing.
var costPhrases = map[string]inventory.Phrase{
	"cost.nothing":   {En: "nothing is paid for this", Ja: "費用は発生しない"},
	"cost.no-fee":    {En: "no fee for this is known", Ja: "料金の情報なし"},
	"cost.connector": {En: "no fee to Microsoft; the fixed address is your own", Ja: "Microsoft の料金はなし。固定アドレスは自組織のもの"},
	"cost.mailbox":   {En: "nothing beyond the mailbox licence that it has", Ja: "既存のメールボックス ライセンス以外の費用はなし"},
	"cost.graph":     {En: "no fee per message beyond the mailbox licence that it has; the cost of changing its code is not included", Ja: "既存のメールボックス ライセンス以外に通数による料金はなし。コード改修費は含まない"},
	"cost.licence": {
		En: "12 months × {price} for the licence {sku} = {cost} {currency}",
		Ja: "12 か月 × {price} (ライセンス {sku}) = {cost} {currency}",
	},
	"cost.licence-seat": {
		En: "12 months × {price} for the licence {sku} = {cost} {currency}; a seat is free, so nothing more has to be bought",
		Ja: "12 か月 × {price} (ライセンス {sku}) = {cost} {currency}。空きがあるため追加購入は不要",
	},
	"cost.licence-price":   {En: "needs the licence {sku}, for which policy.yaml gives no price", Ja: "ライセンス {sku} が必要だが、policy.yaml に価格がない"},
	"cost.licence-unread":  {En: "nothing beyond a mailbox licence; whether it has one could not be read", Ja: "メールボックス ライセンス以外の費用はないが、ライセンスの有無を読み取れなかった"},
	"cost.licence-unknown": {En: "needs a mailbox licence; which one is not known", Ja: "メールボックス ライセンスが必要だが、どのライセンスになるかは不明"},
	"cost.hve": {
		En: "{year} recipients a year × {price} for 1,000,000 = {cost} {currency}, with one recipient a message",
		Ja: "年 {year} 受信者 × 1,000,000 あたり {price} = {cost} {currency} (1 通 1 受信者として)",
	},
	"cost.hve-volume": {
		En: "{price} {currency} for 1,000,000 recipients; how many messages it sends is not known",
		Ja: "1,000,000 受信者あたり {price} {currency}。送信数は不明",
	},
	"cost.hve-published": {
		En: "{year} recipients a year × {price} for 1,000,000 (Microsoft's published price) = {cost} {currency}, with one recipient a message",
		Ja: "年 {year} 受信者 × 1,000,000 あたり {price} (Microsoft の公表価格) = {cost} {currency} (1 通 1 受信者として)",
	},
	"cost.hve-published-volume": {
		En: "{price} {currency} for 1,000,000 recipients (Microsoft's published price); how many messages it sends is not known",
		Ja: "1,000,000 受信者あたり {price} {currency} (Microsoft の公表価格)。送信数は不明",
	},
	"cost.acs":        {En: "{year} messages a year × {price} for 1,000 = {cost} {currency}", Ja: "年 {year} 通 × 1,000 通あたり {price} = {cost} {currency}"},
	"cost.acs-volume": {En: "{price} {currency} for 1,000 messages; how many it sends is not known", Ja: "1,000 通あたり {price} {currency}。送信数は不明"},
	"cost.acs-price":  {En: "billed by messages; policy.yaml gives no price for Azure Communication Services", Ja: "通数による課金だが、policy.yaml に Azure Communication Services の価格がない"},
	"cost.service": {
		En: "12 months × {month} + {year} messages a year × {price} for 1,000 = {cost} {currency}; the monthly price is paid once for all senders",
		Ja: "12 か月 × {month} + 年 {year} 通 × 1,000 通あたり {price} = {cost} {currency}。月額は全送信元で 1 回分",
	},
	"cost.service-fixed": {
		En: "12 months × {month} = {cost} {currency}, paid once for all senders",
		Ja: "12 か月 × {month} = {cost} {currency} (全送信元で 1 回分)",
	},
	"cost.service-messages": {En: "{year} messages a year × {price} for 1,000 = {cost} {currency}", Ja: "年 {year} 通 × 1,000 通あたり {price} = {cost} {currency}"},
	"cost.service-volume":   {En: "{price} {currency} for 1,000 messages; how many it sends is not known", Ja: "1,000 通あたり {price} {currency}。送信数は不明"},
	"cost.service-price":    {En: "policy.yaml gives no price for {service}", Ja: "policy.yaml に {service} の価格がない"},
	"cost.service-none":     {En: "not known until an SMTP service is chosen", Ja: "SMTP サービスが決まるまで不明"},
	"cost.relay":            {En: "{cost} {currency} a year for the relay, according to policy.yaml, paid once for all senders", Ja: "policy.yaml による中継サーバーの費用は年 {cost} {currency} (全送信元で 1 回分)"},
	"cost.relay-price":      {En: "policy.yaml gives no price for the relay server and its upkeep", Ja: "policy.yaml に中継サーバーとその維持の価格がない"},
}

// answerPhrases tell preconditions that are known, and from where.
var answerPhrases = map[string]inventory.Phrase{
	"known.oauth-yes":     {En: "it supports OAuth for SMTP ({policy})", Ja: "SMTP の OAuth に対応している ({policy})"},
	"known.oauth-no":      {En: "it does not support OAuth for SMTP ({policy})", Ja: "SMTP の OAuth に対応していない ({policy})"},
	"known.oauth-tls":     {En: "{percent}% of its messages came over TLS 1.0 or 1.1: a client as old as that does not support OAuth (SMTP AUTH report)", Ja: "メッセージの {percent}% が TLS 1.0/1.1 で送信されている: このように古いクライアントは OAuth に対応していない (SMTP AUTH レポート)"},
	"known.oauth-client":  {En: "a client already signs in to SMTP with OAuth: {client} (sign-in log)", Ja: "すでに OAuth で SMTP にサインインしているクライアントがある: {client} (サインイン ログ)"},
	"known.oauth-mixed":   {En: "besides Basic it already uses SMTP with OAuth (inventory)", Ja: "基本認証のほかに、すでに OAuth でも SMTP を利用している (インベントリ)"},
	"known.outside-yes":   {En: "it sends to people outside the organisation ({policy})", Ja: "組織外にも送信している ({policy})"},
	"known.outside-no":    {En: "it sends inside the organisation only ({policy})", Ja: "宛先は組織内のみ ({policy})"},
	"known.port-25-yes":   {En: "port 25 is open from there ({policy})", Ja: "そこからのポート 25 は開いている ({policy})"},
	"known.port-25-no":    {En: "port 25 is closed from there ({policy})", Ja: "そこからのポート 25 は閉じている ({policy})"},
	"known.fixed-yes":     {En: "its public address is fixed and your own ({policy})", Ja: "グローバル IP アドレスは固定で自組織専用 ({policy})"},
	"known.fixed-no":      {En: "its public address is not fixed, or not yours alone ({policy})", Ja: "グローバル IP アドレスは固定でないか、自組織専用でない ({policy})"},
	"known.code-yes":      {En: "its code can be changed ({policy})", Ja: "コードを改修できる ({policy})"},
	"known.code-no":       {En: "its code can't be changed ({policy})", Ja: "コードを改修できない ({policy})"},
	"known.volume-policy": {En: "{messages} {messages|message|messages} a day ({policy})", Ja: "1 日 {messages} 通 ({policy})"},
	"known.volume":        {En: "{messages} {messages|message|messages} a day: {count} in {volumeDays} {volumeDays|day|days} ({source})", Ja: "1 日 {messages} 通: {volumeDays} 日間で {count} 通 ({source})"},
	"known.peak":          {En: "{peak} messages in the busiest hour ({policy})", Ja: "最も多い 1 時間に {peak} 通 ({policy})"},
	"known.connector":     {En: "the connector {connector} already trusts its address {address} (inbound connectors)", Ja: "コネクタ {connector} がアドレス {address} を信頼済み (受信コネクタ)"},
	"known.direct-yes":    {En: "RejectDirectSend is off: the organisation accepts mail without a sign-in (organisation settings)", Ja: "RejectDirectSend はオフ: サインインなしのメールを受け付けている (組織の設定)"},
	"known.direct-no":     {En: "RejectDirectSend is on: the organisation rejects mail without a sign-in (organisation settings)", Ja: "RejectDirectSend はオン: サインインなしのメールを拒否している (組織の設定)"},
	"known.relay":         {En: "the relay is {relay} (policy.yaml)", Ja: "中継サーバーは {relay} (policy.yaml)"},
	"known.hybrid":        {En: "the connector {relay} trusts a server of your own by its certificate (inbound connectors)", Ja: "コネクタ {relay} が証明書により自組織のサーバーを信頼している (受信コネクタ)"},
	"known.smtp-apps":     {En: "some applications may already send by SMTP with OAuth: {smtpApps} (permissions)", Ja: "すでに OAuth による SMTP 送信の権限を持つアプリケーションがある: {smtpApps} (アクセス許可)"},
	"known.graph-apps":    {En: "some applications may already send through Graph: {graphApps} (permissions)", Ja: "すでに Graph による送信の権限を持つアプリケーションがある: {graphApps} (アクセス許可)"},
	"known.azure-yes":     {En: "there is an Azure subscription (policy.yaml)", Ja: "Azure サブスクリプションがある (policy.yaml)"},
	"known.azure-no":      {En: "there is no Azure subscription (policy.yaml)", Ja: "Azure サブスクリプションがない (policy.yaml)"},
	"known.acs-granted":   {En: "Azure has granted {acsLimit} messages an hour (policy.yaml)", Ja: "Azure から 1 時間 {acsLimit} 通の承認を得ている (policy.yaml)"},
	"known.billing-yes":   {En: "there is a billing policy for High Volume Email (policy.yaml)", Ja: "High Volume Email の課金ポリシーがある (policy.yaml)"},
	"known.billing-no":    {En: "there is no billing policy for High Volume Email (policy.yaml)", Ja: "High Volume Email の課金ポリシーがない (policy.yaml)"},

	"known.service-host":    {En: "{service} is at {value} (policy.yaml)", Ja: "{service} のホスト: {value} (policy.yaml)"},
	"known.service-tls":     {En: "{service} accepts TLS {value} and later (policy.yaml)", Ja: "{service} は TLS {value} 以降を受け付ける (policy.yaml)"},
	"known.service-keys":    {En: "keys of {service}: {value} (policy.yaml)", Ja: "{service} のキー: {value} (policy.yaml)"},
	"known.service-logs":    {En: "logs of {service}: {value} (policy.yaml)", Ja: "{service} のログ: {value} (policy.yaml)"},
	"known.service-spf":     {En: "SPF for {service}: {value} (policy.yaml)", Ja: "{service} の SPF: {value} (policy.yaml)"},
	"known.service-dkim":    {En: "DKIM selectors of {service}: {value} (policy.yaml)", Ja: "{service} の DKIM セレクター: {value} (policy.yaml)"},
	"known.service-dmarc":   {En: "DMARC with {service}: {value} (policy.yaml)", Ja: "{service} の DMARC: {value} (policy.yaml)"},
	"known.service-data":    {En: "data of {service} are stored in: {value} (policy.yaml)", Ja: "{service} のデータ保管場所: {value} (policy.yaml)"},
	"known.service-month":   {En: "{service} accepts {value} messages a month (policy.yaml)", Ja: "{service} の上限は月 {value} 通 (policy.yaml)"},
	"known.service-hour":    {En: "{service} accepts {value} messages an hour (policy.yaml)", Ja: "{service} の上限は 1 時間 {value} 通 (policy.yaml)"},
	"known.service-support": {En: "support of {service}: {value} (policy.yaml)", Ja: "{service} のサポート: {value} (policy.yaml)"},
}
