package plan

import (
	"maps"
	"strings"

	"unbasic/inventory"
)

// atTime is behind the id of a cut-over in the sentence that names the time of day too.
const atTime = ".at"

// timed adds to every cut-over the sentence that names the time of day.
func timed(table map[string]inventory.Phrase) map[string]inventory.Phrase {
	all := maps.Clone(table)
	for id, p := range table {
		if strings.HasPrefix(id, "step.cut-over-") {
			all[id+atTime] = inventory.Phrase{En: "at {time} ({zone}): " + p.En, Ja: "{time} ({zone}) に実施: " + p.Ja}
		}
	}
	return all
}

var stepPhrases = timed(map[string]inventory.Phrase{
	// Questions and answers before anything is set up.
	"step.ask-oauth": {
		En: "get the answers to this item's questions; if the software does not support OAuth, choose one of the alternatives now",
		Ja: "この項目の質問への回答を得る。ソフト・機器が OAuth に対応していなければ、この時点で代替の移行方式を選ぶ",
	},
	"step.ask-graph": {
		En: "get the answers to this item's questions, and the day on which the changed software will be ready",
		Ja: "この項目の質問への回答と、改修版の完成日を確認する",
	},
	"step.ask-internal": {
		En: "make sure that every recipient is inside the organisation",
		Ja: "宛先がすべて組織内であることを確認する",
	},
	"step.ask-address": {
		En: "make sure that the public address is fixed and your own, and that port 25 is open from there",
		Ja: "グローバル IP アドレスが固定かつ自組織専用であること、ポート 25 が開いていることを確認する",
	},
	"step.ask-unused": {
		En: "ask the owner whether {sender} is still needed for sending, rare jobs included",
		Ja: "{sender} による送信がまだ必要か (低頻度の処理も含めて) 責任者に確認する",
	},
	"step.look-access": {
		En: "check what stops this account's password now, or will do so once it is switched on ({blocks}): an application that signs in as itself is not stopped by a policy for users; a device or program that signs in as the account, by device code, must satisfy it or needs an exception",
		Ja: "このアカウントのパスワード サインインを現在または有効化後に止めるもの ({blocks}) を確認する。アプリケーション自身としてのサインインはユーザー向けポリシーの対象外。デバイス コードでアカウントとしてサインインする機器・ソフトは、条件を満たすか例外設定が必要",
	},
	"step.look-access-hve": {
		En: "check what stops passwords in this tenant ({blocks}): High Volume Email accepts a password only where security defaults are off and no Conditional Access policy blocks it; otherwise use OAuth for it",
		Ja: "このテナントでパスワードを止めるもの ({blocks}) を確認する。High Volume Email でパスワードを使えるのは、セキュリティの既定値群が無効で、条件付きアクセスにもブロックされない場合のみ。それ以外は OAuth を使う",
	},
	"step.look-access-person": {
		En: "check what the new sign-in must satisfy ({blocks}): the person needs a second factor, or a device, that these accept",
		Ja: "新しいサインインが満たすべき条件 ({blocks}) を確認する。利用者には、これらが認める多要素認証の手段または端末が必要",
	},
	"step.direct-send-refused": {
		En: "the organisation rejects Direct Send (RejectDirectSend is True), which should not be changed for one sender: give this address a connector (route relay-connector), or name another route in policy.yaml, and plan again",
		Ja: "組織が Direct Send を拒否している (RejectDirectSend が True)。1 件の送信元のためにこの設定は変更しない。このアドレスにコネクタを用意する (relay-connector) か、policy.yaml で別の方式を指定して計画し直す",
	},

	// Prior values.
	"step.capture": {
		En: "read the settings that the evidence does not hold ({missing}) and record them in the notes of this item: the rollback restores them",
		Ja: "証跡にない設定値 ({missing}) を読み取り、この項目に記録する (切り戻しで元に戻す値)",
	},
	"step.compare": {
		En: "the evidence holds every setting that the rollback restores: read them again and check that they match the rollback",
		Ja: "切り戻しで元に戻す設定値はすべて証跡にある。再度読み取り、切り戻し欄の値と一致することを確認する",
	},
	"step.capture-account": {
		En: "read whether the account of {sender} can sign in, and record it in the notes of this item",
		Ja: "{sender} のアカウントがサインイン可能かを読み取り、この項目に記録する",
	},

	// OAuth for SMTP.
	"step.register-smtp": {
		En: "register an application in Entra, add the application permission SMTP.SendAsApp of Office 365 Exchange Online, grant admin consent, and create a certificate or a secret; note when it expires",
		Ja: "Entra にアプリケーションを登録し、Office 365 Exchange Online のアプリケーションの許可 SMTP.SendAsApp を追加して管理者の同意を与え、証明書またはシークレットを作成する。有効期限を記録する",
	},
	"step.register-smtp-device": {
		En: "register an application in Entra as the manual of the device or program asks. Where it signs in as itself: application permission SMTP.SendAsApp of Office 365 Exchange Online, admin consent, and a certificate or secret whose expiry is noted. Where somebody signs in at it by device code: delegated permission SMTP.Send, admin consent, and public client flows allowed",
		Ja: "機器・ソフトの説明書に従い Entra にアプリケーションを登録する。アプリケーション自身としてサインインする場合: Office 365 Exchange Online のアプリケーションの許可 SMTP.SendAsApp、管理者の同意、証明書またはシークレット (有効期限を記録)。デバイス コードでサインインする場合: 委任されたアクセス許可 SMTP.Send、管理者の同意、パブリック クライアント フローの許可",
	},
	"step.grant-mailbox": {
		En: "register the service principal in Exchange and give it access to this mailbox only. The object ID is that of the enterprise application, not of the app registration. Not needed where somebody signs in by device code. Where the From address is not the mailbox's own, it needs SendAs there too (Add-RecipientPermission)",
		Ja: "サービス プリンシパルを Exchange に登録し、このメールボックスのみの権限を与える。オブジェクト ID は「アプリの登録」ではなくエンタープライズ アプリケーションのもの。デバイス コードでサインインする場合は不要。差出人がメールボックスと異なる場合は、その差出人への SendAs も必要 (Add-RecipientPermission)",
	},
	"step.keep-smtp-open": {
		En: "turn SMTP AUTH on for the mailbox of {sender} itself: OAuth needs it too, and the mailbox then no longer follows the organisation's setting",
		Ja: "{sender} のメールボックスで SMTP AUTH を個別に有効にする: OAuth にも必要。以後、組織の設定に左右されなくなる",
	},
	"step.open-smtp": {
		En: "SMTP AUTH is off for the mailbox of {sender} now, which stops OAuth as well as Basic: turn it on once the authentication policy keeps Basic closed",
		Ja: "{sender} のメールボックスでは SMTP AUTH が現在無効で、基本認証だけでなく OAuth も止まる。認証ポリシーで基本認証を閉じてから有効にする",
	},
	"step.open-smtp-organization": {
		En: "SMTP AUTH is off for the organisation now, and the mailbox of {sender} follows it, which stops OAuth as well as Basic: turn it on for this mailbox alone once the authentication policy keeps Basic closed; the organisation's setting stays off",
		Ja: "SMTP AUTH は現在組織全体で無効で、{sender} のメールボックスもこれに従うため OAuth も止まる。認証ポリシーで基本認証を閉じてから、このメールボックスのみ有効にする。組織の設定は無効のままとする",
	},
	"step.settings-oauth": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: {host}, STARTTLS, TLS 1.2 or newer, user name {sender}, OAuth 2.0 (SASL XOAUTH2), sign-in at {authority}. An application that signs in as itself gets its token (client credentials) for {scope}; a device code asks for {delegated} and offline_access",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: {host}、STARTTLS、TLS 1.2 以上、ユーザー名 {sender}、OAuth 2.0 (SASL XOAUTH2)、サインイン先 {authority}。アプリケーション自身のサインイン (クライアント資格情報) ではトークンの対象は {scope}、デバイス コードでは {delegated} と offline_access",
	},
	"step.test": {
		En: "before the cut-over day, send one test mail with the new settings from a second profile or another program at the same place; leave the settings in use as they are",
		Ja: "当日より前に、同じ場所の別プロファイルまたは別ソフトから新しい設定で 1 通テスト送信する。稼働中の設定は変更しない",
	},
	"step.cut-over-oauth": {
		En: "set the sender to {host}, STARTTLS, OAuth 2.0, remove the password, and send a test mail to one internal and one external recipient",
		Ja: "送信元を {host}、STARTTLS、OAuth 2.0 に設定し、パスワードを削除して、組織内外に 1 通ずつテスト送信する",
	},

	// Microsoft Graph.
	"step.register-graph": {
		En: "register an application in Entra for sending by Microsoft Graph, with a certificate or a secret, and without consent to Mail.Send for all mailboxes: permissions add up, so such consent would defeat the scope",
		Ja: "Microsoft Graph 送信用のアプリケーションを証明書またはシークレット付きで Entra に登録する。全メールボックスへの Mail.Send には同意しない (権限は加算されるため、範囲の限定が無効になる)",
	},
	"step.scope-graph": {
		En: "allow the application to send as {sender} only; the object ID is that of the enterprise application, and a change can take two hours to take effect",
		Ja: "アプリケーションが {sender} としてのみ送信できるようにする。オブジェクト ID はエンタープライズ アプリケーションのもの。反映に 2 時間かかることがある",
	},
	"step.settings-graph": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: POST to {graph}, users/{sender}/sendMail, with a token of {authority} for {graph}/.default; at most 4 requests at once for a mailbox, and on 429 wait as long as the answer says",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: {graph} の users/{sender}/sendMail へ POST、トークンは {authority} から {graph}/.default を対象に取得。メールボックスあたり同時 4 要求まで、429 では応答の指示どおり待つ",
	},
	"step.cut-over-graph": {
		En: "put the changed software into use, remove the password, and send a test mail to one internal and one external recipient",
		Ja: "改修版に切り替え、パスワードを削除して、組織内外に 1 通ずつテスト送信する",
	},

	// High Volume Email.
	"step.make-hve": {
		En: "create a High Volume Email account with a billing policy, and let replies go to {sender}",
		Ja: "課金ポリシー付きの High Volume Email アカウントを作成し、返信先を {sender} にする",
	},
	"step.hve-oauth": {
		En: "register an application in Entra, add the application permission Mail.Send of Office 365 Exchange Online, grant admin consent, and put it on the account's list of applications",
		Ja: "Entra にアプリケーションを登録し、Office 365 Exchange Online のアプリケーションの許可 Mail.Send を追加して管理者の同意を与え、アカウントの許可アプリケーション一覧に加える",
	},
	"step.hve-basic": {
		En: "make sure that the new account may sign in with its password: security defaults off, no Conditional Access policy that blocks it, and where the organisation's authentication policy closes Basic, one of its own that lets SMTP through (AllowBasicAuthSmtp)",
		Ja: "新しいアカウントがパスワードでサインインできることを確認する: セキュリティの既定値群が無効、条件付きアクセスでブロックされない、組織の認証ポリシーが基本認証を閉じている場合は SMTP を許可する専用ポリシー (AllowBasicAuthSmtp) を割り当てる",
	},
	"step.settings-hve": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: smtp.hve.mx.microsoft:587, STARTTLS, TLS 1.2 or newer, user name and password of the High Volume Email account; at most 50 recipients a message, all internal",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: smtp.hve.mx.microsoft:587、STARTTLS、TLS 1.2 以上、High Volume Email アカウントのユーザー名とパスワード。宛先は 1 通 50 件まで、組織内のみ",
	},
	"step.settings-hve-oauth": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: smtp.hve.mx.microsoft:587, STARTTLS, TLS 1.2 or newer, user name of the High Volume Email account, OAuth 2.0 (SASL XOAUTH2) with a token of {authority} for {scope}; at most 50 recipients a message, all internal",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: smtp.hve.mx.microsoft:587、STARTTLS、TLS 1.2 以上、High Volume Email アカウントのユーザー名、OAuth 2.0 (SASL XOAUTH2)、トークンは {authority} から {scope} を対象に取得。宛先は 1 通 50 件まで、組織内のみ",
	},
	"step.cut-over-hve": {
		En: "set the sender to smtp.hve.mx.microsoft, port 587, STARTTLS, with the High Volume Email account, and send a test mail to an internal recipient",
		Ja: "送信元を smtp.hve.mx.microsoft のポート 587、STARTTLS、High Volume Email アカウントに設定し、組織内にテスト送信する",
	},
	"step.hve-basic-ends": {
		En: "note that High Volume Email accepts passwords only until {hveEnds}, as reported: it needs OAuth by then",
		Ja: "High Volume Email のパスワード認証は {hveEnds} まで (報道情報) と記録する。それまでに OAuth への移行が必要",
	},

	// Azure Communication Services.
	"step.make-acs": {
		En: "create the Communication Services and Email resources, add and verify the domain, connect it, and request a limit that fits the volume: the default is 30 messages a minute and 100 an hour",
		Ja: "Communication Services と Email のリソースを作成し、ドメインを追加・検証・接続し、送信量に見合う上限引き上げを申請する (既定は毎分 30 通、毎時 100 通)",
	},
	"step.dns-acs": {
		En: "add the TXT, SPF and two DKIM records that Azure shows for the domain, for a subdomain of its own if possible; note the old SPF record",
		Ja: "Azure がドメインに対して示す TXT、SPF、2 件の DKIM レコードを追加する (可能なら専用サブドメイン)。旧 SPF レコードを記録する",
	},
	"step.register-acs": {
		En: "register an application in Entra and create a secret: it is the SMTP password, and it expires. Note the day, and who renews it",
		Ja: "Entra にアプリケーションを登録し、シークレットを作成する。これが SMTP のパスワードとなり、期限切れになる。期限と更新担当者を記録する",
	},
	"step.acs-user": {
		En: "give the application a role on the resource that may read it and send (Microsoft.Communication/CommunicationServices/Read, Microsoft.Communication/EmailServices/Write) and do nothing else, and create the SMTP user name. Check the syntax with az --help first",
		Ja: "アプリケーションに、リソースの読み取りと送信のみ可能なロール (Microsoft.Communication/CommunicationServices/Read、Microsoft.Communication/EmailServices/Write) を与え、SMTP ユーザー名を作成する。事前に az --help で構文を確認する",
	},
	"step.settings-acs": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: smtp.azurecomm.net:587, STARTTLS, TLS 1.2 or newer, the new SMTP user name, the secret as password, From of the verified domain; at most 50 recipients a message",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: smtp.azurecomm.net:587、STARTTLS、TLS 1.2 以上、新しい SMTP ユーザー名、パスワードはシークレット、差出人は検証済みドメイン。宛先は 1 通 50 件まで",
	},
	"step.cut-over-acs": {
		En: "set the sender to smtp.azurecomm.net, port 587, STARTTLS, with the new user name and secret, and send a test mail to one internal and one external recipient",
		Ja: "送信元を smtp.azurecomm.net のポート 587、STARTTLS、新しいユーザー名とシークレットに設定し、組織内外に 1 通ずつテスト送信する",
	},

	// Another company's service.
	"step.choose-service": {
		En: "choose an SMTP service, open the account, and create a key for this sender alone; note its host, port, limits and where data are stored",
		Ja: "SMTP サービスを選定してアカウントを開設し、この送信元専用のキーを作成する。ホスト、ポート、上限、データの保管場所を記録する",
	},
	"step.open-service": {
		En: "create a key at {service} for this sender alone, with sending as its only permission; note when it expires",
		Ja: "{service} でこの送信元専用の、送信のみ可能なキーを作成する。有効期限を記録する",
	},
	"step.dns": {
		En: "add the SPF and DKIM records that the service asks for, for a subdomain of its own if possible; note the old SPF record",
		Ja: "サービスが指定する SPF・DKIM レコードを追加する (可能なら専用サブドメイン)。旧 SPF レコードを記録する",
	},
	"step.dns-service": {
		En: "add the records for {service}: {spf} in SPF, DKIM selector {dkim}, for a subdomain of its own if possible; note the old SPF record",
		Ja: "{service} のレコードを追加する: SPF に {spf}、DKIM セレクター {dkim} (可能なら専用サブドメイン)。旧 SPF レコードを記録する",
	},
	"step.settings-service": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: host and port of the service, STARTTLS, TLS 1.2 or newer, user name and key of the service, From of the verified domain, Reply-To {sender}",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: サービスのホストとポート、STARTTLS、TLS 1.2 以上、サービスのユーザー名とキー、差出人は検証済みドメイン、返信先 {sender}",
	},
	"step.settings-service-named": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: {serviceHost}, TLS 1.2 or newer (STARTTLS; implicit TLS on port 465), user name and key of {service}, From of the verified domain, Reply-To {sender}",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: {serviceHost}、TLS 1.2 以上 (STARTTLS。ポート 465 は暗黙の TLS)、{service} のユーザー名とキー、差出人は検証済みドメイン、返信先 {sender}",
	},
	"step.cut-over-service": {
		En: "set the sender to the service, and send a test mail to one internal and one external recipient",
		Ja: "送信元をサービスに切り替え、組織内外に 1 通ずつテスト送信する",
	},
	"step.cut-over-service-named": {
		En: "set the sender to {service} ({serviceHost}), and send a test mail to one internal and one external recipient",
		Ja: "送信元を {service} ({serviceHost}) に切り替え、組織内外に 1 通ずつテスト送信する",
	},

	// By address: connector and Direct Send.
	"step.make-connector": {
		En: "create an inbound connector that trusts this address and no other",
		Ja: "このアドレスだけを信頼する受信コネクタを作成する",
	},
	"step.look-connector": {
		En: "the connector {connectorNow} already trusts this address: do not create a second one, but check that it is meant for this and accepts the sender's domain",
		Ja: "コネクタ {connectorNow} がすでにこのアドレスを信頼している。新規作成はせず、この用途のもので送信ドメインを受け付けることを確認する",
	},
	"step.enable-connector": {
		En: "the connector {connectorNow} trusts this address but is switched off: find out why, and switch it on instead of creating a second one",
		Ja: "コネクタ {connectorNow} はこのアドレスを信頼しているが無効になっている。理由を確認し、新規作成せずに有効にする",
	},
	"step.spf-address": {
		En: "note the SPF record of the domain that mail is sent from, and add the public address to it",
		Ja: "送信元ドメインの SPF レコードを記録し、グローバル IP アドレスを追加する",
	},
	"step.try-port-25": {
		En: "find the MX host of the domain that mail is sent from, and try its port 25 from the network of the sender",
		Ja: "送信元ドメインの MX ホストを調べ、送信元のネットワークからポート 25 への接続を試す",
	},
	"step.settings-relay": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: the MX host, port 25, STARTTLS, TLS 1.2 or newer, no sign-in, From of an accepted domain",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: MX ホスト、ポート 25、STARTTLS、TLS 1.2 以上、認証なし、差出人は承認済みドメイン",
	},
	"step.cut-over-relay": {
		En: "set the sender to the MX host, port 25, STARTTLS, without sign-in, and send a test mail to one internal and one external recipient",
		Ja: "送信元を MX ホスト、ポート 25、STARTTLS、認証なしに設定し、組織内外に 1 通ずつテスト送信する",
	},
	"step.look-direct-send": {
		En: "check that the organisation does not reject Direct Send",
		Ja: "組織が Direct Send を拒否していないことを確認する",
	},
	"step.settings-direct": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: the MX host, port 25, STARTTLS if the device supports it, no sign-in, From of an accepted domain, internal recipients only",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: MX ホスト、ポート 25、可能なら STARTTLS、認証なし、差出人は承認済みドメイン、宛先は組織内のみ",
	},
	"step.cut-over-direct": {
		En: "set the sender to the MX host, port 25, without sign-in, and send a test mail to an internal recipient",
		Ja: "送信元を MX ホスト、ポート 25、認証なしに設定し、組織内にテスト送信する",
	},

	// A relay of one's own.
	"step.make-relay": {
		En: "prepare the relay: it accepts mail from this sender's address only, is patched, and sends with TLS 1.2",
		Ja: "中継サーバーを準備する: この送信元のアドレスのみ受け付け、更新済みで、外向きは TLS 1.2 を使う",
	},
	"step.use-relay": {
		En: "let the relay {relay} accept mail from this sender's address and from no other new one; it is patched, and sends with TLS 1.2",
		Ja: "中継サーバー {relay} でこの送信元のアドレスのみ追加で受け付ける。更新済みで、外向きは TLS 1.2 を使う",
	},
	"step.settings-on-premises": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: host and port of the relay, no sign-in or the relay's own",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: 中継サーバーのホストとポート、認証なしまたは中継サーバー独自の認証",
	},
	"step.settings-on-premises-named": {
		En: "note the old settings (host, port, TLS, account), and prepare the new ones: {relay}, no sign-in or the relay's own",
		Ja: "旧設定 (ホスト、ポート、TLS、アカウント) を記録し、新しい設定を準備する: {relay}、認証なしまたは中継サーバー独自の認証",
	},
	"step.cut-over-on-premises": {
		En: "set the sender to the relay, and send a test mail to one internal and one external recipient",
		Ja: "送信元を中継サーバーに切り替え、組織内外に 1 通ずつテスト送信する",
	},
	"step.cut-over-on-premises-named": {
		En: "set the sender to {relay}, and send a test mail to one internal and one external recipient",
		Ja: "送信元を {relay} に切り替え、組織内外に 1 通ずつテスト送信する",
	},

	// People.
	"step.tell-person": {
		En: "tell the user of {sender} what changes, when, and whom to call",
		Ja: "{sender} の利用者に、変更内容、日時、問い合わせ先を知らせる",
	},
	"step.cut-over-person": {
		En: "add the account again in a mail program that signs in with OAuth, with MFA, and send a test mail",
		Ja: "OAuth でサインインするメールソフトにアカウントを追加し直し (MFA を含む)、テスト送信する",
	},
	"step.remove-passwords": {
		En: "remove the account from the old mail program, and delete stored passwords and app passwords",
		Ja: "旧メールソフトからアカウントを削除し、保存済みパスワードとアプリ パスワードを削除する",
	},

	// After the cut-over.
	"step.every-client": {
		En: "do the same at each of the {clients} {clients|place|places} that send as this account ({places})",
		Ja: "このアカウントで送信している {clients} か所すべて ({places}) で同じ作業を行う",
	},
	"step.watch": {
		En: "watch the sign-in log of {sender} and what it sends",
		Ja: "{sender} のサインイン ログと送信状況を監視する",
	},
	"step.watch-seldom": {
		En: "watch the sign-in log of {sender} until after its next run: it usually sends {every|every day|every # days}, so a quiet day proves nothing",
		Ja: "{sender} のサインイン ログを次回の送信後まで監視する。通常 {every} 日おきの送信のため、静かな日があっても正常とは言えない",
	},
	"step.last-client": {
		En: "{clients} {clients|place|places} sent as this account ({places}): wait for the last one. Do not close Basic before none of them signs in with a password any more",
		Ja: "このアカウントは {clients} か所 ({places}) で使われていた。最後の 1 台が移行するまで待つ。パスワードでのサインインがすべてなくなってから基本認証を閉じる",
	},
	"step.under-policy": {
		En: "the account has its own authentication policy {policyNow}, which {blocking} replaces: check that nothing else depends on it",
		Ja: "アカウントには専用の認証ポリシー {policyNow} が割り当てられており、{blocking} に置き換わる。他に影響がないことを確認する",
	},
	"step.close-basic": {
		En: "close Basic for {sender}, and Basic alone, with the authentication policy {blocking}, which is created once for all senders. Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too",
		Ja: "認証ポリシー {blocking} (全体で 1 度だけ作成) で {sender} の基本認証のみを閉じる。SMTP AUTH 設定を無効にすると OAuth も止まるため、変更しない",
	},
	"step.close-basic-own": {
		En: "close Basic for {sender}, and Basic alone, with the tenant's own authentication policy {blocking}. Leave the SMTP AUTH setting as it is: switching it off would stop OAuth too",
		Ja: "テナントの既存の認証ポリシー {blocking} で {sender} の基本認証のみを閉じる。SMTP AUTH 設定を無効にすると OAuth も止まるため、変更しない",
	},
	"step.closed-already": {
		En: "the authentication policy {policyNow} already closes Basic for {sender}: check that it is still in force, and change nothing",
		Ja: "認証ポリシー {policyNow} がすでに {sender} の基本認証を閉じている。現在も有効であることを確認し、変更はしない",
	},
	"step.block-sign-in": {
		En: "once nothing signs in as {sender} any more, block sign-in of the account: it is no person's mailbox, and an application that signs in as itself does not need it. Do not do this where a device signed in by device code",
		Ja: "{sender} としてサインインするものがなくなったら、アカウントのサインインをブロックする。個人のメールボックスではなく、アプリケーション自身のサインインには不要。デバイス コードでサインインした機器がある場合は行わない",
	},

	// Retiring.
	"step.close-smtp": {
		En: "switch SMTP AUTH off for the mailbox of {sender}",
		Ja: "{sender} のメールボックスの SMTP AUTH を無効にする",
	},
	"step.listen": {
		En: "ask the owner and the service desk whether any mail is missed",
		Ja: "届かなくなったメールがないか、責任者とサービス デスクに確認する",
	},
	"step.find-configured": {
		En: "find the device or program that still holds {sender}, by the addresses in the sign-in log",
		Ja: "サインイン ログのアドレスから、{sender} が設定されたままの機器・ソフトを特定する",
	},
	"step.remove-configured": {
		En: "remove the account there, or give it another sender that is in this plan",
		Ja: "そこからアカウントを削除するか、この計画にある別の送信元に変更する",
	},

	// Incidents.
	"step.contain": {
		En: "block sign-in of {sender} and switch its SMTP AUTH off now, without waiting for anything else",
		Ja: "{sender} のサインインを直ちにブロックし、SMTP AUTH を無効にする。他の作業を待たずに実施する",
	},
	"step.contain-directory": {
		En: "the account is synchronised from the on-premises directory: disable it there too, or the next synchronisation enables it again",
		Ja: "アカウントはオンプレミスのディレクトリから同期されている。次回の同期で再び有効にならないよう、そこでも無効にする",
	},
	"step.reset-password": {
		En: "set a new password and revoke every session of the account",
		Ja: "パスワードを変更し、アカウントの全セッションを失効させる",
	},
	"step.look-around": {
		En: "check what the origin of the successes did elsewhere, what was sent, and the inbox rules and forwarding of {sender}",
		Ja: "成功した発信元の他の活動、送信されたメール、{sender} の受信トレイ ルールおよび転送設定を調べる",
	},
	"step.clear-incident": {
		En: "record what was found; once it is cleared, collect again and plan the sender like any other",
		Ja: "調査結果を記録する。解決後に再収集し、通常の送信元として計画する",
	},
})

var checkPhrases = map[string]inventory.Phrase{
	"check.answered":            {En: "every question has an answer in the notes", Ja: "すべての質問の回答が備考にある"},
	"check.access":              {En: "the way of signing in is settled, and an exception that it needs has an owner and an end", Ja: "サインイン方法が決まり、必要な例外には責任者と期限がある"},
	"check.access-hve":          {En: "it is settled whether the account signs in with a password or with OAuth", Ja: "パスワードと OAuth のどちらを使うかが決まっている"},
	"check.access-person":       {En: "the person has a registered second factor", Ja: "利用者の多要素認証が登録済み"},
	"check.route-changed":       {En: "the new plan has another route for this sender", Ja: "新しい計画でこの送信元の方式が変わっている"},
	"check.captured":            {En: "the values are in the notes of this item", Ja: "値がこの項目の備考にある"},
	"check.same":                {En: "the values are those of the rollback; one that differs is in the notes", Ja: "値が切り戻し欄と一致する。異なる値は備考に記録されている"},
	"check.consent":             {En: "Entra shows the permission as granted, and somebody owns the renewal of the secret", Ja: "Entra で許可が付与済みと表示され、シークレット更新の担当者が決まっている"},
	"check.granted":             {En: "Get-MailboxPermission lists the service principal", Ja: "Get-MailboxPermission にサービス プリンシパルが表示される"},
	"check.smtp-open":           {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as False", Ja: "Get-CASMailbox の SmtpClientAuthenticationDisabled が False"},
	"check.settings":            {En: "old and new settings are in the notes of this item, without the password", Ja: "旧設定と新設定がこの項目の備考にある (パスワードは記載しない)"},
	"check.test-sent":           {En: "the test mail arrived, with the From that the sender uses", Ja: "テスト メールが実際と同じ差出人で届いた"},
	"check.test-mail":           {En: "the test mail arrived, and so did the next real mail", Ja: "テスト メールと、その後の実際のメールが届いた"},
	"check.test-mail-inside":    {En: "the test mail arrived and is not in junk, and so did the next real mail", Ja: "テスト メールが組織内に届き (迷惑メール扱いなし)、その後の実際のメールも届いた"},
	"check.test-mail-dmarc":     {En: "the test mail arrived with SPF, DKIM and DMARC passed", Ja: "テスト メールが SPF・DKIM・DMARC 合格で届いた"},
	"check.no-unscoped":         {En: "Entra shows no consent to Mail.Send for the application", Ja: "Entra でこのアプリケーションに Mail.Send の同意がない"},
	"check.scoped":              {En: "the test says True for this mailbox and False for another", Ja: "このメールボックスでは True、他のメールボックスでは False と表示される"},
	"check.all-internal":        {En: "a message trace of the sender shows your own domains only", Ja: "送信元のメッセージ追跡に自組織のドメインのみが表示される"},
	"check.hve-active":          {En: "the account is shown as active", Ja: "アカウントが有効と表示される"},
	"check.hve-basic":           {En: "no policy that is in force for the account closes Basic for SMTP", Ja: "アカウントに有効なポリシーのうち SMTP の基本認証を閉じるものがない"},
	"check.hve-ends":            {En: "the change to OAuth has an owner and a day", Ja: "OAuth への移行に責任者と日程がある"},
	"check.acs-ready":           {En: "the domain is verified and the limit is granted", Ja: "ドメインが検証済みで、上限引き上げが承認済み"},
	"check.acs-user":            {En: "Azure shows the SMTP user name as ready, and the role as limited to this resource", Ja: "Azure で SMTP ユーザー名が準備完了、ロールがこのリソースのみと表示される"},
	"check.secret-expiry":       {En: "somebody owns the renewal of the secret before it expires", Ja: "シークレットの有効期限に担当者が決まっている"},
	"check.dns":                 {En: "the records can be looked up from outside", Ja: "レコードが外部から参照できる"},
	"check.service-chosen":      {En: "contract, limits and place of data are agreed, and the key is stored safely", Ja: "契約、上限、データ保管場所が合意済みで、キーが安全に保管されている"},
	"check.address-own":         {En: "the address is in the company's own list, not a shared one", Ja: "アドレスが自組織の一覧にあり、共有のものでない"},
	"check.connector":           {En: "Get-InboundConnector shows it enabled, with addresses that are all your own", Ja: "Get-InboundConnector で有効、かつ自組織のアドレスのみと表示される"},
	"check.spf":                 {En: "the record can be looked up from outside, old entries included", Ja: "旧エントリを含むレコードが外部から参照できる"},
	"check.port-25":             {En: "TcpTestSucceeded is True", Ja: "TcpTestSucceeded が True"},
	"check.direct-send":         {En: "RejectDirectSend is False", Ja: "RejectDirectSend が False"},
	"check.relay-closed":        {En: "mail from another address is rejected", Ja: "他のアドレスからのメールが拒否される"},
	"check.told":                {En: "the person has confirmed", Ja: "利用者が了承した"},
	"check.person-sends":        {En: "the person can send and receive", Ja: "利用者が送受信できる"},
	"check.passwords-gone":      {En: "no app password is left on the account", Ja: "アカウントにアプリ パスワードが残っていない"},
	"check.every-client":        {En: "a test mail arrived from each place", Ja: "各設置場所からのテスト メールが届いた"},
	"check.no-basic":            {En: "no Basic sign-in since the cut-over, and mail goes out at its usual rhythm", Ja: "切替後に基本認証のサインインがなく、通常どおり送信されている"},
	"check.no-place-left":       {En: "no place has signed in with Basic since its cut-over", Ja: "どの設置場所でも切替後に基本認証のサインインがない"},
	"check.policy-compared":     {En: "the two policies do not differ in anything that the account needs", Ja: "アカウントに必要な設定で両ポリシーに差がない"},
	"check.basic-closed":        {En: "the policy shows AllowBasicAuthSmtp as False, Get-User shows the policy, and mail still goes out; a change can take 24 hours to take effect", Ja: "ポリシーの AllowBasicAuthSmtp が False、Get-User にポリシーが表示され、送信も継続している (反映に最大 24 時間)"},
	"check.policy-blocks":       {En: "the policy shows AllowBasicAuthSmtp as False, and no Basic sign-in succeeds", Ja: "ポリシーの AllowBasicAuthSmtp が False で、基本認証のサインインが成功しない"},
	"check.sign-in-blocked":     {En: "the account is shown as blocked, and mail still goes out", Ja: "アカウントがブロック済みと表示され、送信は継続している"},
	"check.smtp-closed":         {En: "Get-CASMailbox shows SmtpClientAuthenticationDisabled as True", Ja: "Get-CASMailbox の SmtpClientAuthenticationDisabled が True"},
	"check.nobody-misses":       {En: "nobody misses any mail", Ja: "届かないメールの申告がない"},
	"check.contained":           {En: "new sign-ins are rejected", Ja: "新たなサインインが拒否される"},
	"check.contained-directory": {En: "the account is still disabled after the next synchronisation", Ja: "次回の同期後もアカウントが無効のまま"},
	"check.sessions-revoked":    {En: "the old password is rejected", Ja: "旧パスワードが拒否される"},
	"check.no-rules":            {En: "there is no rule or forwarding that the user does not know", Ja: "利用者に覚えのないルールや転送がない"},
	"check.cleared":             {En: "the security team has signed it off", Ja: "セキュリティ担当が承認した"},
	"check.found":               {En: "the notes name the place", Ja: "設定箇所が備考にある"},
	"check.attempts-stop":       {En: "the sign-in log shows no further attempts", Ja: "サインイン ログに新たな試行がない"},
}

var whoPhrases = map[string]inventory.Phrase{
	whoOwner:    {En: "owner of the item", Ja: "項目の責任者"},
	whoExchange: {En: "Exchange administrator", Ja: "Exchange 管理者"},
	whoEntra:    {En: "Entra application administrator", Ja: "Entra アプリケーション管理者"},
	whoAzure:    {En: "Azure administrator", Ja: "Azure 管理者"},
	whoNetwork:  {En: "network administrator", Ja: "ネットワーク管理者"},
	whoSecurity: {En: "security team", Ja: "セキュリティ担当"},
	whoPerson:   {En: "the user, with the service desk", Ja: "利用者本人 (サービス デスクが支援)"},
}

// withVariants adds to every trigger of a sender the sentence that says after how long silence is one, and to both how silence is judged; and to how long a way back
// exists what that means where Basic is closed already.
func withVariants(errors, table map[string]inventory.Phrase) map[string]inventory.Phrase {
	all := maps.Clone(table)
	for id, p := range table {
		if strings.HasPrefix(id, "possible.before-") || strings.HasPrefix(id, "possible.while-") {
			all[id+closedNow] = inventory.Phrase{
				En: p.En + ". But Basic is already closed for this account today: until that is changed, a rollback does not let it send",
				Ja: p.Ja + "。ただし、このアカウントの基本認証はすでに閉じられているため、それを解除しない限り切り戻しても送信できない",
			}
		}
	}
	for id, p := range errors {
		all[id] = inventory.Phrase{
			En: p.En + ", or mail that the owner expects does not arrive (the evidence shows no rhythm by which to judge silence)",
			Ja: p.Ja + "、または責任者が想定するメールが届かない場合 (証跡からは送信間隔を判断できない)",
		}
		all[id+afterSilence] = inventory.Phrase{
			En: p.En + ", or no mail for {hours} {hours|hour|hours} (the longest gap that its rhythm explains, and one usual gap more)",
			Ja: p.Ja + "、または {hours} 時間メールが出ない場合 (通常の最長間隔にさらに 1 回分を加えた時間)",
		}
	}
	return all
}

var rollbackPhrases = withVariants(map[string]inventory.Phrase{
	"trigger.oauth":   {En: "535 5.7.3 or 5.7.139 at sign-in, 5.7.60 on sending", Ja: "サインイン時の 535 5.7.3 / 5.7.139、送信時の 5.7.60"},
	"trigger.graph":   {En: "401, 403 or 429 from Graph that does not go away", Ja: "Graph の 401 / 403 / 429 が解消しない場合"},
	"trigger.hve":     {En: "535 5.7.139, 5.7.142 to 5.7.144 or 550 5.7.240 at sign-in, a rejected external recipient", Ja: "サインイン時の 535 5.7.139 / 5.7.142～5.7.144 / 550 5.7.240、組織外宛ての拒否"},
	"trigger.service": {En: "sign-in or mail rejected by the service, mail in junk", Ja: "サービスによるサインインまたは送信の拒否、迷惑メール判定"},
	"trigger.relay":   {En: "5.7.64 or 5.7.57 (no connector matched), mail in junk", Ja: "5.7.64 / 5.7.57 (コネクタ不一致)、迷惑メール判定"},
	"trigger.direct":  {En: "5.7.68 (Direct Send rejected), mail in junk", Ja: "5.7.68 (Direct Send 拒否)、迷惑メール判定"},
}, map[string]inventory.Phrase{
	"trigger.person":      {En: "the user can't send at the end of the appointment", Ja: "作業終了時点で利用者が送信できない場合"},
	"trigger.retire":      {En: "the owner or the service desk reports missing mail", Ja: "責任者またはサービス デスクから、届かないメールの申告があった場合"},
	"trigger.investigate": {En: "the security team has cleared the account, and its mail is needed before it is planned", Ja: "アカウントの安全が確認され、移行計画前に送信が必要な場合"},
	triggerGone:           {En: "mail is missed: the account can't be restored, so give the device another sender", Ja: "届かないメールがある場合: アカウントは戻せないため、別の送信元を設定する"},

	"decides.owner":    {En: "the owner of the item, with the Exchange administrator", Ja: "項目の責任者と Exchange 管理者"},
	"decides.security": {En: "the security team", Ja: "セキュリティ担当"},

	"possible.before-default": {
		En: "until {date} as things are: from {flip} on, Microsoft has Basic off by default (the exact day has not been announced), and an administrator must turn it on first. How has not been announced, so no command is given for it",
		Ja: "{date} まではそのまま可能。{flip} 以降は既定で基本認証が無効になり (正確な日付は未発表)、先に管理者が有効にする必要がある。方法は未発表のため、コマンドは示さない",
	},
	"possible.before-default-last": {
		En: "until {date} as things are: from {flip} on, Microsoft has Basic off by default (the exact day has not been announced), and an administrator must turn it on first, which is possible until {last} at least. How has not been announced, so no command is given for it",
		Ja: "{date} まではそのまま可能。{flip} 以降は既定で基本認証が無効になり (正確な日付は未発表)、先に管理者が有効にする必要がある (少なくとも {last} まで可能)。方法は未発表のため、コマンドは示さない",
	},
	"possible.while-admins": {
		En: "until {date} at least, if an administrator first turns Basic on, which has been off by default since {flip}; how has not been announced, so no command is given for it. Microsoft announces the final removal after {date}",
		Ja: "少なくとも {date} まで。ただし {flip} 以降は既定で無効のため、先に管理者が基本認証を有効にする必要がある。方法は未発表のため、コマンドは示さない。{date} より後に Microsoft が最終廃止日を発表する",
	},
	"possible.while-admins-only": {
		En: "until {date} at least: Microsoft announces the final removal after that",
		Ja: "少なくとも {date} まで: その後 Microsoft が最終廃止日を発表する",
	},
	"possible.before-removal": {
		En: "until {date}, if an administrator first turns Basic on, which has been off by default since {flip}; how has not been announced, so no command is given for it. After {date} it is removed for good",
		Ja: "{date} まで。ただし {flip} 以降は既定で無効のため、先に管理者が基本認証を有効にする必要がある。方法は未発表のため、コマンドは示さない。{date} の後は完全に廃止される",
	},
	"possible.before-removal-only": {En: "until {date}: after that Basic is removed for good", Ja: "{date} まで: その後、基本認証は完全に廃止される"},
	"possible.never":               {En: "not possible: Basic is removed for good by then", Ja: "切り戻し不可: その時点で基本認証は完全に廃止されている"},
	"possible.unknown":             {En: "not known: the final removal may have a date by then; check Microsoft's dates before the cut-over", Ja: "不明: その時点で最終廃止日が決まっている可能性がある。切替前に Microsoft の期日を確認する"},
	"possible.gone":                {En: "not possible: the account no longer exists", Ja: "切り戻し不可: アカウントが存在しない"},
})
