package plan

import "unbasic/inventory"

var stepPhrases = map[string]inventory.Phrase{
	"step.ask-oauth": {
		En: "get the answers to this item's questions; without OAuth in the software, choose one of the alternatives now",
		Ja: "この項目の質問への回答を得る。ソフト・機器が OAuth に対応していなければ、この時点で代替方式を選ぶ",
	},
	"step.ask-graph": {
		En: "get the answers to this item's questions, and the day on which the changed software is ready",
		Ja: "この項目の質問への回答と、改修版の完成日を確認する",
	},
	"step.ask-internal": {
		En: "make sure that every recipient is in the own organisation",
		Ja: "宛先がすべて組織内であることを確認する",
	},
	"step.ask-address": {
		En: "make sure that the public address is fixed and your own, and that port 25 is open from there",
		Ja: "グローバル IP アドレスが固定かつ自社専用であること、ポート 25 が開いていることを確認する",
	},
	"step.ask-unused": {
		En: "ask the owner whether {sender} is still needed for sending, rare jobs included",
		Ja: "{sender} による送信がまだ必要か (低頻度の処理も含めて) 所有者に確認する",
	},
	"step.capture": {
		En: "read the settings of {sender} and keep them with this item: the rollback puts them back",
		Ja: "{sender} の現在の設定を読み取り、この項目に記録する (切り戻しで元に戻す値)",
	},
	"step.capture-switch": {
		En: "read the SMTP AUTH setting of {sender} and keep it with this item: the rollback puts it back",
		Ja: "{sender} の SMTP AUTH 設定を読み取り、この項目に記録する (切り戻しで元に戻す値)",
	},
	"step.dns": {
		En: "add the SPF and DKIM records that the service asks for, for a subdomain of its own if possible",
		Ja: "サービスが指定する SPF・DKIM レコードを追加する (可能なら専用サブドメイン)",
	},
	"step.register-smtp": {
		En: "register an application in Entra, add the application permission SMTP.SendAsApp of Office 365 Exchange Online, give admin consent, and make a secret or certificate; for a device that signs in as its user, the delegated permission SMTP.Send instead",
		Ja: "Entra にアプリケーションを登録し、Office 365 Exchange Online のアプリケーション許可 SMTP.SendAsApp を追加して管理者の同意を与え、シークレットまたは証明書を作成する。ユーザーとしてサインインする機器の場合は委任許可 SMTP.Send とする",
	},
	"step.grant-mailbox": {
		En: "make the service principal known to Exchange and give it this mailbox only; the object id is that of the enterprise application",
		Ja: "サービス プリンシパルを Exchange に登録し、このメールボックスのみの権限を与える。オブジェクト ID はエンタープライズ アプリケーションのもの",
	},
	"step.keep-smtp-open": {
		En: "open SMTP AUTH on the mailbox of {sender}: OAuth needs it too, and a mailbox of its own setting does not follow the organisation's",
		Ja: "{sender} のメールボックスで SMTP AUTH を有効にする: OAuth にも必要。個別設定により組織の設定に左右されなくなる",
	},
	"step.cut-over-oauth": {
		En: "set the sender to {host}, STARTTLS, OAuth 2.0 (token for {scope}), take the password out, and send a test mail to one inside and one outside",
		Ja: "送信元を {host}、STARTTLS、OAuth 2.0 (トークンの対象 {scope}) に設定し、パスワードを削除して、組織内外に 1 通ずつテスト送信する",
	},
	"step.register-graph": {
		En: "register an application in Entra for sending by Microsoft Graph, without consent to Mail.Send for all mailboxes: permissions add up, so that consent would undo the scope",
		Ja: "Microsoft Graph 送信用のアプリケーションを Entra に登録する。全メールボックスへの Mail.Send には同意しない (権限は加算されるため、範囲の限定が無効になる)",
	},
	"step.scope-graph": {
		En: "allow the application to send as {sender} only; a change can take two hours to act",
		Ja: "アプリケーションが {sender} としてのみ送信できるようにする。反映に 2 時間かかることがある",
	},
	"step.cut-over-graph": {
		En: "put the changed software into use, take the password out, and send a test mail to one inside and one outside",
		Ja: "改修版に切り替え、パスワードを削除して、組織内外に 1 通ずつテスト送信する",
	},
	"step.make-hve": {
		En: "make a High Volume Email account with a billing policy",
		Ja: "課金ポリシー付きの High Volume Email アカウントを作成する",
	},
	"step.cut-over-hve": {
		En: "set the sender to smtp.hve.mx.microsoft, port 587, with the High Volume Email account, and send a test mail inside",
		Ja: "送信元を smtp.hve.mx.microsoft のポート 587 と High Volume Email アカウントに設定し、組織内にテスト送信する",
	},
	"step.make-acs": {
		En: "make the Communication Services and Email resources, verify the domain, and ask for a limit that fits the volume",
		Ja: "Communication Services と Email のリソースを作成し、ドメインを検証し、送信量に見合う上限引き上げを申請する",
	},
	"step.acs-user": {
		En: "make the SMTP user name and secret of the resource, with a role that may only send",
		Ja: "リソースの SMTP ユーザー名とシークレットを、送信のみ可能なロールで作成する",
	},
	"step.cut-over-acs": {
		En: "set the sender to smtp.azurecomm.net, port 587, STARTTLS, with the new user name, and send a test mail to one inside and one outside",
		Ja: "送信元を smtp.azurecomm.net のポート 587、STARTTLS、新しいユーザー名に設定し、組織内外に 1 通ずつテスト送信する",
	},
	"step.choose-service": {
		En: "open the account at the SMTP service that was chosen, with a key for this sender alone; note its host, port, limits and where data lie",
		Ja: "選定した SMTP サービスのアカウントを開設し、この送信元専用のキーを作成する。ホスト、ポート、上限、データの保管場所を記録する",
	},
	"step.cut-over-service": {
		En: "note the old host, port, TLS and account, set the sender to the service, and send a test mail to one inside and one outside",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録してから送信元をサービスに切り替え、組織内外に 1 通ずつテスト送信する",
	},
	"step.make-connector": {
		En: "make an inbound connector that trusts this address and no other",
		Ja: "このアドレスだけを信頼する受信コネクタを作成する",
	},
	"step.spf-address": {
		En: "add the public address to the SPF record of the domain that mail is from; note the old record",
		Ja: "送信元ドメインの SPF レコードにグローバル IP アドレスを追加する。旧レコードを記録しておく",
	},
	"step.cut-over-relay": {
		En: "note the old settings, set the sender to the MX host of the tenant's domain, port 25, TLS, without sign-in, and send a test mail to one inside and one outside",
		Ja: "旧設定を記録してから、送信元をテナントのドメインの MX ホスト、ポート 25、TLS、認証なしに設定し、組織内外に 1 通ずつテスト送信する",
	},
	"step.look-direct-send": {
		En: "see that the tenant does not refuse Direct Send, and that SPF names the address",
		Ja: "テナントが Direct Send を拒否していないこと、SPF にアドレスがあることを確認する",
	},
	"step.cut-over-direct": {
		En: "note the old settings, set the sender to the MX host of the tenant's domain, port 25, without sign-in, and send a test mail inside",
		Ja: "旧設定を記録してから、送信元をテナントのドメインの MX ホスト、ポート 25、認証なしに設定し、組織内にテスト送信する",
	},
	"step.make-relay": {
		En: "prepare the relay: it takes mail from this sender's address only, is patched, and goes out by TLS 1.2",
		Ja: "中継サーバーを準備する: この送信元のアドレスのみ受け付け、更新済みで、外向きは TLS 1.2 を使う",
	},
	"step.cut-over-on-premises": {
		En: "note the old settings, set the sender to the relay, and send a test mail to one inside and one outside",
		Ja: "旧設定を記録してから送信元を中継サーバーに切り替え、組織内外に 1 通ずつテスト送信する",
	},
	"step.tell-person": {
		En: "tell the person behind {sender} what changes, when, and whom to call",
		Ja: "{sender} の利用者に、変更内容、日時、問い合わせ先を知らせる",
	},
	"step.cut-over-person": {
		En: "add the account again in a mail program that signs in with OAuth, with MFA, and send a test mail",
		Ja: "OAuth でサインインするメールソフトにアカウントを追加し直し (MFA を含む)、テスト送信する",
	},
	"step.remove-passwords": {
		En: "take the account out of the old mail program, and delete stored passwords and app passwords",
		Ja: "旧メールソフトからアカウントを削除し、保存済みパスワードとアプリ パスワードを消す",
	},
	"step.watch": {
		En: "watch the sign-in log of {sender} and what it sends",
		Ja: "{sender} のサインイン ログと送信状況を監視する",
	},
	"step.close-basic": {
		En: "when nothing of {sender} signs in with Basic any more, close Basic alone with an authentication policy (made once for all); the SMTP AUTH switch stays as it is, because it would stop OAuth too",
		Ja: "{sender} の基本認証サインインがすべてなくなったら、認証ポリシー (全体で 1 度だけ作成) で基本認証のみを閉じる。SMTP AUTH のスイッチは OAuth も止めるため変更しない",
	},
	"step.close-smtp": {
		En: "switch SMTP AUTH off for the mailbox of {sender}",
		Ja: "{sender} のメールボックスの SMTP AUTH を無効にする",
	},
	"step.listen": {
		En: "hear from the owner and the service desk whether mail is missed",
		Ja: "届かなくなったメールがないか、所有者とサービス デスクに確認する",
	},
	"step.contain": {
		En: "block sign-in of {sender} in the Entra admin center, note its SMTP AUTH setting and switch it off",
		Ja: "Entra 管理センターで {sender} のサインインをブロックし、SMTP AUTH 設定を記録して無効にする",
	},
	"step.reset-password": {
		En: "set a new password and revoke every session of the account",
		Ja: "パスワードを変更し、アカウントの全セッションを失効させる",
	},
	"step.look-around": {
		En: "look at what the origin of the successes did elsewhere, and at inbox rules and forwarding of {sender}",
		Ja: "成功した発信元の他の活動と、{sender} の受信トレイ ルールおよび転送設定を調べる",
	},
	"step.clear-incident": {
		En: "write down what was found; when it is cleared, collect again and plan the sender like any other",
		Ja: "調査結果を記録する。解決後に再収集し、通常の送信元として計画する",
	},
	"step.find-configured": {
		En: "find the device or program that still holds {sender}, by the addresses in the sign-in log",
		Ja: "サインイン ログのアドレスから、{sender} が設定されたままの機器・ソフトを特定する",
	},
	"step.remove-configured": {
		En: "remove the account there, or give it another sender that is in this plan",
		Ja: "そこからアカウントを削除するか、この計画にある別の送信アカウントに変更する",
	},
}

var checkPhrases = map[string]inventory.Phrase{
	"check.answered":         {En: "every question has an answer in the notes", Ja: "すべての質問の回答が備考にある"},
	"check.captured":         {En: "the values are in the notes of this item", Ja: "値がこの項目の備考にある"},
	"check.consent":          {En: "Entra shows the permission as granted, and somebody owns the renewal of the secret", Ja: "Entra で許可が付与済みと表示され、シークレット更新の担当者が決まっている"},
	"check.granted":          {En: "Get-MailboxPermission shows the service principal", Ja: "Get-MailboxPermission にサービス プリンシパルが表示される"},
	"check.smtp-open":        {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as False", Ja: "Get-CASMailbox の SmtpClientAuthenticationDisabled が False"},
	"check.test-mail":        {En: "the test mail arrived, and the next real mail too", Ja: "テスト メールと、その後の実際のメールが届いた"},
	"check.test-mail-dmarc":  {En: "the test mail arrived with SPF, DKIM and DMARC passed", Ja: "テスト メールが SPF・DKIM・DMARC 合格で届いた"},
	"check.no-unscoped":      {En: "Entra shows no consent to Mail.Send for the application", Ja: "Entra でこのアプリケーションに Mail.Send の同意がない"},
	"check.scoped":           {En: "the test says True for this mailbox and False for another", Ja: "このメールボックスでは True、他のメールボックスでは False と表示される"},
	"check.all-internal":     {En: "a message trace of the sender shows the own domains only", Ja: "送信元のメッセージ追跡に自組織のドメインのみが表示される"},
	"check.hve-active":       {En: "the account is shown as active", Ja: "アカウントが有効と表示される"},
	"check.acs-ready":        {En: "the domain is verified and the limit is granted", Ja: "ドメインが検証済みで、上限引き上げが承認済み"},
	"check.secret-expiry":    {En: "the day on which the secret expires has an owner", Ja: "シークレットの有効期限に担当者が決まっている"},
	"check.dns":              {En: "the records are answered from outside", Ja: "レコードが外部から参照できる"},
	"check.service-chosen":   {En: "contract, limits and place of data are agreed", Ja: "契約、上限、データ保管場所が合意済み"},
	"check.address-own":      {En: "the address is in the company's own list, not a shared one", Ja: "アドレスが自社の一覧にあり、共有のものでない"},
	"check.connector":        {En: "Get-InboundConnector shows it enabled, with this address only", Ja: "Get-InboundConnector で有効、かつこのアドレスのみと表示される"},
	"check.spf":              {En: "the record is answered from outside, old entries included", Ja: "旧エントリを含むレコードが外部から参照できる"},
	"check.direct-send":      {En: "RejectDirectSend is False", Ja: "RejectDirectSend が False"},
	"check.relay-closed":     {En: "mail from another address is refused", Ja: "他のアドレスからのメールが拒否される"},
	"check.told":             {En: "the person has confirmed", Ja: "利用者が了承した"},
	"check.person-sends":     {En: "the person can send and receive", Ja: "利用者が送受信できる"},
	"check.passwords-gone":   {En: "no app password is left on the account", Ja: "アカウントにアプリ パスワードが残っていない"},
	"check.no-basic":         {En: "no Basic sign-in since the cut-over, and mail goes out at its usual rhythm", Ja: "切替後に基本認証のサインインがなく、通常どおり送信されている"},
	"check.basic-closed":     {En: "Get-User shows the policy, and mail still goes out; it can take 24 hours to act", Ja: "Get-User にポリシーが表示され、送信も継続している (反映に最大 24 時間)"},
	"check.smtp-closed":      {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as True", Ja: "Get-CASMailbox の SmtpClientAuthenticationDisabled が True"},
	"check.nobody-misses":    {En: "nobody misses mail", Ja: "届かないメールの申告がない"},
	"check.contained":        {En: "new sign-ins are refused", Ja: "新たなサインインが拒否される"},
	"check.sessions-revoked": {En: "the old password is refused", Ja: "旧パスワードが拒否される"},
	"check.no-rules":         {En: "no rule or forwarding is there that the owner does not know", Ja: "所有者の知らないルールや転送がない"},
	"check.cleared":          {En: "security has signed it off", Ja: "セキュリティ担当が承認した"},
	"check.found":            {En: "the place is named in the notes", Ja: "設定箇所が備考にある"},
	"check.attempts-stop":    {En: "the sign-in log shows no further attempts", Ja: "サインイン ログに新たな試行がない"},
}

var whoPhrases = map[string]inventory.Phrase{
	whoOwner:    {En: "owner of the item", Ja: "項目の責任者"},
	whoExchange: {En: "Exchange administrator", Ja: "Exchange 管理者"},
	whoEntra:    {En: "Entra application administrator", Ja: "Entra アプリケーション管理者"},
	whoAzure:    {En: "Azure administrator", Ja: "Azure 管理者"},
	whoNetwork:  {En: "network administrator", Ja: "ネットワーク管理者"},
	whoSecurity: {En: "security team", Ja: "セキュリティ担当"},
	whoPerson:   {En: "the person, with the service desk", Ja: "利用者本人 (サービス デスク支援)"},
}

var rollbackPhrases = map[string]inventory.Phrase{
	"trigger.oauth":       {En: "535 5.7.3 or 5.7.139 at sign-in, 5.7.60 on sending, or no mail for twice the usual gap", Ja: "サインイン時の 535 5.7.3 / 5.7.139、送信時の 5.7.60、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.graph":       {En: "403 or 429 from Graph that does not pass, or no mail for twice the usual gap", Ja: "Graph の 403 / 429 が解消しない、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.hve":         {En: "535 5.7.139 at sign-in, a refused outside recipient, or no mail for twice the usual gap", Ja: "サインイン時の 535 5.7.139、組織外宛ての拒否、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.service":     {En: "sign-in or mail refused by the service, mail in junk, or no mail for twice the usual gap", Ja: "サービスによるサインインまたは送信の拒否、迷惑メール判定、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.relay":       {En: "5.7.64 or 5.7.57 (no connector matched), mail in junk, or no mail for twice the usual gap", Ja: "5.7.64 / 5.7.57 (コネクタ不一致)、迷惑メール判定、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.direct":      {En: "5.7.68 (Direct Send refused), mail in junk, or no mail for twice the usual gap", Ja: "5.7.68 (Direct Send 拒否)、迷惑メール判定、または通常の 2 倍の間隔にわたりメールが出ない場合"},
	"trigger.person":      {En: "the person can't send at the end of the appointment", Ja: "作業終了時点で利用者が送信できない場合"},
	"trigger.retire":      {En: "the owner or the service desk reports mail that is missed", Ja: "所有者またはサービス デスクから、届かないメールの申告があった場合"},
	"trigger.investigate": {En: "security has cleared the account and its mail is needed before it is planned", Ja: "アカウントの安全が確認され、移行計画前に送信が必要な場合"},
	triggerGone:           {En: "mail is missed: the account can't come back, so give the device another sender", Ja: "届かないメールがある場合: アカウントは戻せないため、別の送信アカウントを設定する"},

	"decides.owner":    {En: "the owner of the item, with the Exchange administrator", Ja: "項目の責任者と Exchange 管理者"},
	"decides.security": {En: "the security team", Ja: "セキュリティ担当"},

	"possible.before-default": {En: "until {date}: Microsoft then switches Basic off by default, on a day not announced exactly; administrators can turn it on again after that, until the final removal", Ja: "{date} まで: その後 Microsoft が既定で基本認証を無効にする (正確な日付は未発表)。以降も最終廃止までは管理者が再度有効にできる"},
	"possible.while-admins":   {En: "until {date}, while administrators can still turn Basic on: Microsoft announces the final removal after that", Ja: "{date} まで (管理者が基本認証を再度有効にできる間): その後 Microsoft が最終廃止日を発表する"},
	"possible.before-removal": {En: "until {date}, if an administrator turns Basic on: after that it is removed for good", Ja: "{date} まで (管理者が基本認証を有効にした場合): その後は完全に廃止される"},
	"possible.never":          {En: "not possible: Basic is removed for good by then", Ja: "切り戻し不可: その時点で基本認証は完全に廃止されている"},
	"possible.unknown":        {En: "not known: the final removal may have a date by then; look at the milestones before the cut-over", Ja: "不明: その時点で最終廃止日が決まっている可能性がある。切替前にマイルストーンを確認する"},
	"possible.gone":           {En: "not possible: the account does not exist any more", Ja: "切り戻し不可: アカウントが存在しない"},
}
