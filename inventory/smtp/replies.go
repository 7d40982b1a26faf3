package smtp

import "unbasic/inventory"

// Reply is one reply of Exchange Online that is known.
type Reply struct {
	// ID does not change between versions.
	ID string
	// Seen is how the server writes it, shortened where a host name or an address would follow.
	Seen string
	// patterns recognise it. Each is an enhanced code and words; without words the code is always this reply.
	patterns []pattern
	// words recognise it where a text holds no enhanced code at all. Only words that nobody else uses are here.
	words []string
	inventory.Advice
}

type pattern struct{ code, words string }

// The sources of the table.
var (
	sourceBlog       = inventory.Phrase{En: "Microsoft, Exchange team blog 4114750; the form with 535 is reported", Ja: "Microsoft Exchange チーム ブログ 4114750 (535 の形は報告のみ)"}
	sourceDevices    = inventory.Phrase{En: "Microsoft Learn, Fix issues with printers, scanners, and LOB applications", Ja: "Microsoft Learn (プリンター・スキャナー・基幹業務アプリの問題の修正)"}
	sourceSendAs     = inventory.Phrase{En: sourceDevices.En + "; the forms with SendAsDenied are reported", Ja: sourceDevices.Ja + "。SendAsDenied の形は報告のみ"}
	sourceOAuth      = inventory.Phrase{En: "Microsoft Learn, Authenticate an IMAP, POP or SMTP connection using OAuth", Ja: "Microsoft Learn (OAuth による IMAP・POP・SMTP 接続の認証)"}
	sourceBoth       = inventory.Phrase{En: sourceDevices.En + "; " + sourceOAuth.En, Ja: sourceDevices.Ja + "、" + sourceOAuth.Ja}
	sourceLogs       = inventory.Phrase{En: "seen in many logs of devices and applications", Ja: "機器やアプリケーションの多数のログ"}
	sourceMixed      = inventory.Phrase{En: sourceLogs.En + "; causes differ", Ja: sourceLogs.Ja + "。原因はさまざま"}
	sourceHVE        = inventory.Phrase{En: "others who quote Microsoft Learn, High Volume Email troubleshooting", Ja: "Microsoft Learn (High Volume Email のトラブルシューティング) を引用した第三者の記事"}
	sourceOpenSource = inventory.Phrase{En: "seen in open-source code and support threads", Ja: "オープンソースのコードやサポート掲示板での事例"}
)

// Steps that several entries share.
var (
	lookSwitch = []inventory.AdviceStep{
		{What: inventory.Phrase{En: "look at the organisation's switch", Ja: "組織の設定を確認"}, Command: "Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"},
		{What: inventory.Phrase{En: "look at the mailbox's own (blank: it follows the organisation); note what is there, for a rollback", Ja: "メールボックスの設定を確認 (空欄は組織の設定に従う)。現在の値を切り戻し用に控える"}, Command: "Get-CASMailbox -Identity '<mailbox>' | Format-List SmtpClientAuthenticationDisabled"},
	}
	openMailbox = inventory.AdviceStep{
		What:    inventory.Phrase{En: "if it must send before it is moved: open this one mailbox, not the organisation (this opens Basic and OAuth alike)", Ja: "移行前に送信が必要な場合: 組織全体ではなくこのメールボックスのみ許可 (基本認証と OAuth の両方が許可される)"},
		Command: "Set-CASMailbox -Identity '<mailbox>' -SmtpClientAuthenticationDisabled $false",
	}
	backMailbox = inventory.AdviceStep{
		What:    inventory.Phrase{En: "afterwards put back what was there before", Ja: "終了後は元の値に戻す"},
		Command: "Set-CASMailbox -Identity '<mailbox>' -SmtpClientAuthenticationDisabled <prior: $true, $false or $null>",
	}
	lookPolicy = []inventory.AdviceStep{
		{What: inventory.Phrase{En: "look at the authentication policy of the account and the organisation's default", Ja: "アカウントの認証ポリシーと組織の既定値を確認"}, Command: "Get-User -Identity '<mailbox>' | Format-List AuthenticationPolicy; Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy"},
		{What: inventory.Phrase{En: "look whether it lets Basic through over SMTP", Ja: "ポリシーが SMTP の基本認証を許可しているかを確認"}, Command: "Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp"},
	}
	lookDefaults = inventory.AdviceStep{
		What: inventory.Phrase{En: "look whether security defaults are on", Ja: "セキュリティの既定値群が有効かを確認"}, Command: "Get-MgPolicyIdentitySecurityDefaultEnforcementPolicy | Format-List IsEnabled"}
	lookSignIns = inventory.AdviceStep{
		What:    inventory.Phrase{En: "look at the account's failed sign-ins, then explain the error code", Ja: "アカウントの失敗したサインインを確認し、そのエラー コードを explain で調べる"},
		Command: "Get-MgAuditLogSignIn -Filter \"userPrincipalName eq '<account>' and clientAppUsed eq 'Authenticated SMTP'\" -Top 20 | Format-List CreatedDateTime,IPAddress,Status"}
	story = inventory.AdviceStep{
		What: inventory.Phrase{En: "see what was read of the sender", Ja: "この送信元について読み取った内容を確認"}, Command: "unbasic explain '<account>'"}
	move = inventory.AdviceStep{
		What: inventory.Phrase{En: "give the sender a route without Basic", Ja: "基本認証を使わない方式への移行を計画"}, Command: "unbasic plan"}
	lookApps = inventory.AdviceStep{
		What: inventory.Phrase{En: "look at the enterprise application and take its object id (not the one of the app registration)", Ja: "エンタープライズ アプリケーションを確認し、そのオブジェクト ID を控える (アプリの登録のオブジェクト ID ではない)"}, Command: "Get-MgServicePrincipal -Filter \"appId eq '<application id>'\" | Format-List Id,AppId,DisplayName,AccountEnabled"}
	newToken = inventory.AdviceStep{
		What: inventory.Phrase{En: "let the client fetch a new token before it sends, and look at its clock", Ja: "送信前に新しいトークンを取得するようにし、クライアントの時刻も確認"}}
)

// replies is the table. Where a text could be two of them, the first is meant: what says more comes before what says less.
var replies = []Reply{
	{
		ID: "basic-retired", Seen: "550 5.7.30 Basic authentication is not supported for Client Submission.",
		patterns: []pattern{{"5.7.30", ""}},
		words:    []string{"basic authentication is not supported for client submission"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "Basic authentication is retired for client submission: the server takes no password any more, right or wrong", Ja: "クライアント送信の基本認証は廃止済み。パスワードの正誤にかかわらず受け付けられない"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerApplication, inventory.FixerExchange},
			Steps:   []inventory.AdviceStep{lookSwitch[0], lookSwitch[1], story, move},
			Undo:    inventory.Phrase{En: "not after the final removal, whose date Microsoft announces in the second half of 2027 at the earliest; before that an administrator may be able to turn it on again (which reply the change of default of December 2026 gives is not announced)", Ja: "最終廃止後は不可 (廃止日は早くても 2027 年後半に発表)。それ以前は管理者が再度有効にできる可能性がある (2026 年 12 月の既定値変更時の応答は未発表)"},
			Source:  sourceBlog, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "disabled-tenant", Seen: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
		patterns: []pattern{{"5.7.139", "smtpclientauthentication is disabled for the tenant"}},
		words:    []string{"smtpclientauthentication is disabled for the tenant"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "SMTP AUTH is switched off for the organisation and the mailbox follows it; this stops OAuth over SMTP too", Ja: "組織で SMTP AUTH が無効になっており、メールボックスはその設定に従っている。SMTP の OAuth も使えない"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange},
			Steps:   []inventory.AdviceStep{lookSwitch[0], lookSwitch[1], story, move, openMailbox, backMailbox},
			Undo:    inventory.Phrase{En: "yes, by an Exchange administrator, for one mailbox or for all; for Basic only until its final removal", Ja: "可 (Exchange 管理者がメールボックス単位または組織単位で変更)。基本認証は最終廃止まで"},
			Source:  sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "disabled-mailbox", Seen: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
		patterns: []pattern{{"5.7.139", "smtpclientauthentication is disabled for the mailbox"}},
		words:    []string{"smtpclientauthentication is disabled for the mailbox"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "SMTP AUTH is switched off for this mailbox, by its own setting as a rule; this stops OAuth over SMTP too", Ja: "このメールボックスで SMTP AUTH が無効 (通常はメールボックス自体の設定)。SMTP の OAuth も使えない"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange},
			Steps:   []inventory.AdviceStep{lookSwitch[1], lookSwitch[0], story, move, openMailbox, backMailbox},
			Undo:    inventory.Phrase{En: "yes, by an Exchange administrator; for Basic only until its final removal", Ja: "可 (Exchange 管理者が変更)。基本認証は最終廃止まで"},
			Source:  sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "basic-disabled", Seen: "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
		patterns: []pattern{{"5.7.139", "basic authentication is disabled"}},
		words:    []string{"authentication unsuccessful, basic authentication is disabled"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "Basic itself is blocked, OAuth is not: an authentication policy in a tenant, or an account of consumer Outlook.com, which takes no Basic since September 2024", Ja: "基本認証のみがブロックされている (OAuth は可)。テナントの認証ポリシー、または 2024 年 9 月以降基本認証を受け付けない個人用 Outlook.com のアカウント"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange, inventory.FixerDevice, inventory.FixerApplication},
			Steps: []inventory.AdviceStep{lookPolicy[0], lookPolicy[1], move,
				{What: inventory.Phrase{En: "if it must send before it is moved: a policy of its own for this account that lets SMTP through (acts within 24 hours)", Ja: "移行前に送信が必要な場合: SMTP を許可する専用ポリシーをこのアカウントに割り当て (反映まで最大 24 時間)"}, Command: "Set-User -Identity '<mailbox>' -AuthenticationPolicy '<policy with AllowBasicAuthSmtp>'"},
				{What: inventory.Phrase{En: "afterwards put back what was there before", Ja: "終了後は元の値に戻す"}, Command: "Set-User -Identity '<mailbox>' -AuthenticationPolicy <prior policy, or $null>"}},
			Undo:   inventory.Phrase{En: "in a tenant usually, until the final removal; for Outlook.com no", Ja: "テナントでは通常可 (最終廃止まで)。Outlook.com では不可"},
			Source: sourceOpenSource, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "wrong-password", Seen: "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
		patterns: []pattern{{"5.7.139", "the user credentials were incorrect"}},
		words:    []string{"authentication unsuccessful, the user credentials were incorrect"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the user name or the password is wrong or has expired, or the account needs an app password (Entra 50126 and its like)", Ja: "ユーザー名またはパスワードの誤り・期限切れ、またはアプリ パスワードが必要 (Entra の 50126 など)"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerUser, inventory.FixerApplication},
			Steps: []inventory.AdviceStep{lookSignIns, story,
				{What: inventory.Phrase{En: "store the right password in every client of the account on the same day; the user name is the account's full name (UPN)", Ja: "正しいパスワードを同じ日に全クライアントへ設定。ユーザー名は完全な UPN を使用"}}},
			Undo:   inventory.Phrase{En: "yes: repair the credential", Ja: "可 (資格情報を修正)"},
			Source: sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "criteria", Seen: "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.",
		patterns: []pattern{{"5.7.139", "the request did not meet the criteria to be authenticated successfully"}},
		words:    []string{"the request did not meet the criteria to be authenticated successfully"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "a policy or a criterion blocks it: usually Conditional Access (Entra 53003 and its like), sometimes MFA or the mailbox's switch; the sign-in log says which", Ja: "ポリシーまたは条件によるブロック。通常は条件付きアクセス (Entra の 53003 など)、まれに MFA やメールボックスの設定。サインイン ログで特定できる"},
			Fixers:  []inventory.Fixer{inventory.FixerEntra, inventory.FixerExchange},
			Steps: []inventory.AdviceStep{lookSignIns, lookDefaults, lookSwitch[1], lookPolicy[1], move,
				{What: inventory.Phrase{En: "as a stopgap only: exempt this one account in the policy, limited to the client's own address, with an end date", Ja: "応急処置に限り、このアカウントのみをクライアントの IP アドレスに限定してポリシーから除外し、期限を設ける"}}},
			Undo:   inventory.Phrase{En: "yes, by whoever keeps the policy", Ja: "可 (ポリシーの管理者が変更)"},
			Source: sourceMixed, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "security-defaults", Seen: "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
		patterns: []pattern{{"5.7.139", "security defaults policy"}},
		words:    []string{"user is locked by your organization's security defaults policy"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "security defaults block sign-ins with a password alone (Entra 530035); the password itself was right", Ja: "セキュリティの既定値群により、パスワードのみのサインインがブロックされている (Entra 530035)。パスワード自体は正しい"},
			Fixers:  []inventory.Fixer{inventory.FixerEntra},
			Steps: []inventory.AdviceStep{lookDefaults, story, move,
				{What: inventory.Phrase{En: "do not switch security defaults off for one sender: that opens every account; where exceptions are needed, put Conditional Access (Entra ID P1) in their place", Ja: "1 つの送信元のためにセキュリティの既定値群を無効にしないこと (全アカウントが対象になる)。例外が必要な場合は条件付きアクセス (Entra ID P1) に切り替える"}}},
			Undo:   inventory.Phrase{En: "yes, but only for the whole tenant", Ja: "可 (ただしテナント全体でのみ)"},
			Source: sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "hve-policy", Seen: "535 5.7.139 Authentication unsuccessful, the organization configuration does not allow this aut…",
		patterns: []pattern{{"5.7.139", "the organization configuration does not allow this aut"}},
		words:    []string{"the organization configuration does not allow this aut"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email: security defaults are on, or an authentication policy does not let Basic through over SMTP; the organisation's SMTP AUTH switch has no part in it", Ja: "High Volume Email: セキュリティの既定値群が有効、または認証ポリシーが SMTP の基本認証を許可していない。組織の SMTP AUTH 設定は関係しない"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange, inventory.FixerEntra},
			Steps: []inventory.AdviceStep{lookDefaults, lookPolicy[1],
				{What: inventory.Phrase{En: "let the HVE account use OAuth, or give it a policy of its own that allows Basic over SMTP (HVE takes Basic until September 2028, as is reported)", Ja: "HVE アカウントで OAuth を使うか、SMTP の基本認証を許可する専用ポリシーを割り当てる (HVE の基本認証は 2028 年 9 月までとの報告)"}, Command: "Set-User -Identity '<HVE account>' -AuthenticationPolicy '<policy with AllowBasicAuthSmtp>'"}},
			Undo:   inventory.Phrase{En: "yes, by policy", Ja: "可 (ポリシーで変更)"},
			Source: sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "federation-unreachable", Seen: "535 5.7.139 Authentication unsuccessful, federated STS service was unreachable.",
		patterns: []pattern{{"5.7.139", "federated sts service was unreachable"}},
		words:    []string{"federated sts service was unreachable"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the on-premises sign-in service (AD FS or another STS) could not be reached, often since it still talks TLS 1.0 or 1.1", Ja: "オンプレミスのサインイン サービス (AD FS などの STS) に到達できない。TLS 1.0/1.1 のままであることが多い"},
			Fixers:  []inventory.Fixer{inventory.FixerDirectory},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look from where the domain signs in", Ja: "ドメインのフェデレーション設定を確認"}, Command: "Get-MgDomainFederationConfiguration -DomainId '<domain>' | Format-List DisplayName,IssuerUri,ActiveSignInUri"},
				{What: inventory.Phrase{En: "look whether the service can be reached from outside over TLS 1.2 with a valid certificate", Ja: "外部から TLS 1.2 と有効な証明書で到達できるかを確認"}}},
			Undo:   inventory.Phrase{En: "yes: repair the service", Ja: "可 (STS を修復)"},
			Source: sourceDevices, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "federation-no-https", Seen: "535 5.7.139 Authentication unsuccessful, the federated STS URL does not support HTTPS.",
		patterns: []pattern{{"5.7.139", "the federated sts url does not support https"}},
		words:    []string{"the federated sts url does not support https"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the on-premises sign-in service (AD FS or another STS) is set up with an address without HTTPS", Ja: "オンプレミスのサインイン サービス (AD FS などの STS) の URL が HTTPS に対応していない"},
			Fixers:  []inventory.Fixer{inventory.FixerDirectory},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look at the addresses that the tenant has for it", Ja: "テナントに設定された URL を確認"}, Command: "Get-MgDomainFederationConfiguration -DomainId '<domain>' | Format-List DisplayName,IssuerUri,ActiveSignInUri"},
				{What: inventory.Phrase{En: "give the service an HTTPS address with a valid certificate and TLS 1.2", Ja: "有効な証明書と TLS 1.2 を使う HTTPS の URL に変更"}}},
			Undo:   inventory.Phrase{En: "yes: repair the service", Ja: "可 (STS を修復)"},
			Source: sourceDevices, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "hve-malformed-token", Seen: "501 5.5.121 to 501 5.5.126",
		patterns: []pattern{{"5.5.121", ""}, {"5.5.122", ""}, {"5.5.123", ""}, {"5.5.124", ""}, {"5.5.125", ""}, {"5.5.126", ""}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email with OAuth: the XOAUTH2 string is malformed", Ja: "High Volume Email の OAuth: XOAUTH2 の文字列の形式が誤り"},
			Fixers:  []inventory.Fixer{inventory.FixerApplication, inventory.FixerDevice},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "compare what the client sends with base64 of: user=<HVE account> 0x01 auth=Bearer <token> 0x01 0x01", Ja: "送信内容を次の base64 と照合: user=<HVE アカウント> 0x01 auth=Bearer <トークン> 0x01 0x01"}},
				{What: inventory.Phrase{En: "update the client's firmware or library", Ja: "クライアントのファームウェアまたはライブラリを更新"}}},
			Undo:   inventory.Phrase{En: "yes: repair the client", Ja: "可 (クライアントを修正)"},
			Source: sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "hve-token-expiring", Seen: "535 5.7.142",
		patterns: []pattern{{"5.7.142", ""}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email with OAuth: the token is about to expire", Ja: "High Volume Email の OAuth: トークンの有効期限が近い"},
			Fixers:  []inventory.Fixer{inventory.FixerApplication, inventory.FixerDevice},
			Steps:   []inventory.AdviceStep{newToken},
			Undo:    inventory.Phrase{En: "yes: a new token", Ja: "可 (トークンを再取得)"},
			Source:  sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "hve-token-expired", Seen: "535 5.7.143",
		patterns: []pattern{{"5.7.143", ""}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email with OAuth: the token has expired", Ja: "High Volume Email の OAuth: トークンが期限切れ"},
			Fixers:  []inventory.Fixer{inventory.FixerApplication, inventory.FixerDevice},
			Steps:   []inventory.AdviceStep{newToken},
			Undo:    inventory.Phrase{En: "yes: a new token", Ja: "可 (トークンを再取得)"},
			Source:  sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "hve-permissions", Seen: "535 5.7.144",
		patterns: []pattern{{"5.7.144", ""}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email with OAuth: the application has the wrong API permissions; it needs Mail.Send of Office 365 Exchange Online as an application permission", Ja: "High Volume Email の OAuth: アプリケーションの API アクセス許可が誤り。Office 365 Exchange Online の Mail.Send (アプリケーション) が必要"},
			Fixers:  []inventory.Fixer{inventory.FixerEntra, inventory.FixerApplication},
			Steps: []inventory.AdviceStep{lookApps,
				{What: inventory.Phrase{En: "look at what was granted", Ja: "付与済みのアクセス許可を確認"}, Command: "Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId '<enterprise application object id>'"},
				{What: inventory.Phrase{En: "add the permission to the app registration and grant admin consent", Ja: "アプリの登録にアクセス許可を追加し、管理者の同意を付与"}}},
			Undo:   inventory.Phrase{En: "yes: permission and consent", Ja: "可 (アクセス許可と同意)"},
			Source: sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "hve-app-not-allowed", Seen: "550 5.7.240",
		patterns: []pattern{{"5.7.240", ""}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "High Volume Email with OAuth: the application is not in the account's list of allowed ones", Ja: "High Volume Email の OAuth: アプリケーションがアカウントの許可一覧にない"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange},
			Steps: []inventory.AdviceStep{lookApps,
				{What: inventory.Phrase{En: "allow it for the account (ten at most)", Ja: "アカウントに許可を追加 (最大 10 件)"}, Command: "Add-HVEAppAccess -Identity '<HVE account>' -AppIds <enterprise application object id>"},
				{What: inventory.Phrase{En: "the rollback", Ja: "切り戻し"}, Command: "Remove-HVEAppAccess -Identity '<HVE account>' -AppIds <enterprise application object id>"}},
			Undo:   inventory.Phrase{En: "yes, by an Exchange administrator", Ja: "可 (Exchange 管理者が変更)"},
			Source: sourceHVE, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "send-as-denied", Seen: "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
		patterns: []pattern{{"5.7.60", ""}, {"5.2.252", "sendasdenied"}},
		words:    []string{"client does not have permissions to send as this sender", "sendasdenied"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the sign-in worked, and the From address is not the mailbox's own and the account has no right to send as it", Ja: "サインインは成功したが、差出人 (From) が自身のメールボックスではなく、送信者アクセス許可 (SendAs) もない"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerExchange},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look who may send as that address", Ja: "そのアドレスの SendAs 権限を確認"}, Command: "Get-RecipientPermission -Identity '<From address>' | Format-List Trustee,AccessRights"},
				{What: inventory.Phrase{En: "set the device's From address to the account that signs in; or give the account the right", Ja: "機器の差出人アドレスをサインインするアカウントに合わせるか、権限を付与"}, Command: "Add-RecipientPermission -Identity '<From address>' -Trustee '<account>' -AccessRights SendAs"},
				{What: inventory.Phrase{En: "the rollback", Ja: "切り戻し"}, Command: "Remove-RecipientPermission -Identity '<From address>' -Trustee '<account>' -AccessRights SendAs"}},
			Undo:   inventory.Phrase{En: "yes: From address or permission", Ja: "可 (差出人アドレスまたは権限を変更)"},
			Source: sourceSendAs, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "bad-outbound-sender", Seen: "550 5.1.8 Access denied, bad outbound sender",
		patterns: []pattern{{"5.1.8", "bad outbound sender"}},
		words:    []string{"access denied, bad outbound sender"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the account is blocked from sending since it sent what looks like spam: find out first whether somebody else has its password", Ja: "迷惑メールと見られる送信のため、アカウントの送信が制限されている。まずパスワードが漏えいしていないかを調査すること"},
			Fixers:  []inventory.Fixer{inventory.FixerSecurity, inventory.FixerExchange},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look at the block and its reason", Ja: "制限の内容と理由を確認"}, Command: "Get-BlockedSenderAddress -SenderAddress '<address>'"},
				story,
				{What: inventory.Phrase{En: "new password if anything looks strange; then lift the block", Ja: "不審な点があればパスワードを変更し、その後に制限を解除"}, Command: "Remove-BlockedSenderAddress -SenderAddress '<address>'"}},
			Undo:   inventory.Phrase{En: "yes, once the cause is found; repeated blocks get harder to lift", Ja: "可 (原因を特定してから)。繰り返すと解除しにくくなる"},
			Source: sourceDevices, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "no-connector", Seen: "550 5.7.64 TenantAttribution; Relay Access Denied",
		patterns: []pattern{{"5.7.64", "relay access denied"}, {"4.4.62", "mail sent to the wrong office 365 region"}},
		words:    []string{"tenantattribution; relay access denied", "mail sent to the wrong office 365 region"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "relay without sign-in, and no inbound connector knows the sender: its public address or its certificate has changed, or was never entered", Ja: "認証なしのリレーで、一致する受信コネクタがない。グローバル IP アドレスまたは証明書が変わったか、登録されていない"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange, inventory.FixerNetwork},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look at the connectors", Ja: "コネクタを確認"}, Command: "Get-InboundConnector | Format-List Name,Enabled,ConnectorType,SenderIPAddresses,SenderDomains,TlsSenderCertificateName"},
				{What: inventory.Phrase{En: "compare with the public address from which the mail leaves, and with the certificate's names; note the prior values, then correct the connector", Ja: "送信元のグローバル IP アドレスおよび証明書の名前と照合し、変更前の値を控えてからコネクタを修正"}, Command: "Set-InboundConnector -Identity '<name>' -SenderIPAddresses <public address>"}},
			Undo:   inventory.Phrase{En: "yes, by the connector", Ja: "可 (コネクタを修正)"},
			Source: sourceDevices, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "direct-send-rejected", Seen: "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources",
		patterns: []pattern{{"5.7.68", "direct send not allowed"}},
		words:    []string{"direct send not allowed for this organization from unauthorized sources"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the organisation refuses Direct Send: unauthenticated mail in the name of its own domains that no connector knows", Ja: "組織が Direct Send (自組織ドメインを差出人とする、コネクタに一致しない認証なしのメール) を拒否している"},
			Fixers:  []inventory.Fixer{inventory.FixerExchange, inventory.FixerDevice},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look at the setting", Ja: "設定を確認"}, Command: "Get-OrganizationConfig | Format-List RejectDirectSend"},
				{What: inventory.Phrase{En: "better than opening it for all: a connector for the address or the certificate of this sender", Ja: "全体を開放するより、この送信元の IP アドレスまたは証明書を登録したコネクタを推奨"}, Command: "New-InboundConnector -Name '<name>' -ConnectorType OnPremises -SenderDomains '*' -SenderIPAddresses <public address> -Enabled $true"},
				{What: inventory.Phrase{En: "the rollback", Ja: "切り戻し"}, Command: "Set-InboundConnector -Identity '<name>' -Enabled $false"}},
			Undo:   inventory.Phrase{En: "yes: the setting acts within about 30 minutes", Ja: "可 (設定変更の反映まで約 30 分)"},
			Source: sourceOpenSource, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "old-tls", Seen: "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2.",
		patterns: []pattern{{"4.7.66", "tls 1.0 and 1.1 are not supported"}},
		words:    []string{"tls 1.0 and 1.1 are not supported. please upgrade/update your client to support tls 1.2"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the client speaks TLS 1.0 or 1.1 only, which the usual host does not take; trying again does not help, although the reply is a temporary one", Ja: "クライアントが TLS 1.0/1.1 しか使えず、通常のホストでは受け付けられない。一時的エラーの応答だが、再試行しても成功しない"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerExchange},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look whether the legacy host is open", Ja: "旧 TLS 用ホストが許可されているかを確認"}, Command: "Get-TransportConfig | Format-List AllowLegacyTLSClients"},
				{What: inventory.Phrase{En: "update the firmware and switch TLS 1.2 on in the device", Ja: "ファームウェアを更新し、機器で TLS 1.2 を有効化"}},
				{What: inventory.Phrase{En: "as a stopgap only: open it for the organisation and send to smtp-legacy.office365.com; a device that old hardly speaks OAuth, so plan another route", Ja: "応急処置に限り、組織で許可して smtp-legacy.office365.com に送信。古い機器は OAuth に対応していないことが多く、別の方式を計画すること"}, Command: "Set-TransportConfig -AllowLegacyTLSClients $true"},
				{What: inventory.Phrase{En: "the rollback", Ja: "切り戻し"}, Command: "Set-TransportConfig -AllowLegacyTLSClients <prior: $true or $false>"}},
			Undo:   inventory.Phrase{En: "yes: the client, or the legacy host for as long as there is one", Ja: "可 (クライアントを更新、または旧 TLS 用ホストが存続する間はそれを利用)"},
			Source: sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "too-many-at-once", Seen: "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
		patterns: []pattern{{"4.3.2", "sender thread limit exceeded"}, {"4.3.2", "concurrent connections limit"}},
		words:    []string{"storedrv.clientsubmit; sender thread limit exceeded"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "more than three submissions at once with one mailbox", Ja: "1 つのメールボックスで同時に 3 件を超える送信"},
			Fixers:  []inventory.Fixer{inventory.FixerApplication, inventory.FixerDevice},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "let the client try again after a pause, with at most three connections", Ja: "クライアントで接続数を 3 以下にし、間隔を空けて再試行"}},
				story,
				{What: inventory.Phrase{En: "if many devices share the account: give each its own, or take a route without a mailbox (connector, HVE for internal mail, a mail service)", Ja: "多数の機器がアカウントを共有している場合は個別に分けるか、メールボックスを使わない方式 (コネクタ、社内宛の HVE、外部サービス) に変更"}}},
			Undo:   inventory.Phrase{En: "passes by itself; the limit can't be raised", Ja: "時間の経過で解消 (上限の引き上げは不可)"},
			Source: sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "daily-quota", Seen: "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
		patterns: []pattern{{"5.2.0", "submissionquotaexceededexception"}},
		words:    []string{"submissionquotaexceededexception"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the mailbox has used up its recipients of 24 hours (10,000)", Ja: "メールボックスの 24 時間あたりの受信者数の上限 (10,000) に到達"},
			Fixers:  []inventory.Fixer{inventory.FixerApplication, inventory.FixerSecurity},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "count what the account sent, and whether it was its own", Ja: "アカウントの送信数と、正規の送信かどうかを確認"}, Command: "Get-MessageTraceV2 -SenderAddress '<address>' -StartDate <start> -EndDate <end> | Group-Object Status"},
				story,
				{What: inventory.Phrase{En: "wait for the 24 hours to pass; for bulk mail take another route (HVE for internal mail, Azure Communication Services or a mail service)", Ja: "24 時間の経過を待つ。大量送信は別の方式 (社内宛は HVE、社外宛は Azure Communication Services や外部サービス) に変更"}}},
			Undo:   inventory.Phrase{En: "passes by itself; the limit can't be raised", Ja: "時間の経過で解消 (上限の引き上げは不可)"},
			Source: sourceLogs, Certainty: inventory.CertaintyReported,
		},
	},
	{
		ID: "not-authenticated", Seen: "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
		patterns: []pattern{{"5.7.57", "client was not authenticated"}, {"5.7.57", "client not authenticated"}},
		words:    []string{"client was not authenticated to send anonymous mail during mail from", "client not authenticated to send mail"},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the client sent no sign-in, or went on after its sign-in had failed: what the server said before this reply is the cause", Ja: "クライアントが認証を行わなかったか、認証に失敗したまま続行した。この応答より前のサーバーの応答が原因を示す"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerApplication},
			Steps: []inventory.AdviceStep{
				{What: inventory.Phrase{En: "look for an earlier reply in the client's log (535 …), also behind the word Error: in this one, and explain that", Ja: "クライアントのログでこれより前の応答 (535 …) や、この応答内の「Error:」以降を探し、それを explain で調べる"}},
				{What: inventory.Phrase{En: "look at the client: SMTP authentication on, STARTTLS, port 587, host smtp.office365.com, full user name", Ja: "クライアントの設定を確認: SMTP 認証を有効、STARTTLS、ポート 587、ホスト smtp.office365.com、完全なユーザー名"}},
				lookSwitch[0], lookSwitch[1], lookSignIns},
			Undo:   inventory.Phrase{En: "yes: repair the client, or the cause that the earlier reply names", Ja: "可 (クライアント、または先行する応答が示す原因を修正)"},
			Source: sourceDevices, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "unsuccessful", Seen: "535 5.7.3 Authentication unsuccessful",
		patterns: []pattern{{"5.7.3", "authentication unsuccessful"}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the sign-in failed and the server does not say why: a wrong password, SMTP AUTH switched off, a policy; with OAuth a token that is bad, expired or of the wrong audience", Ja: "認証に失敗 (理由の記載なし)。パスワード誤り、SMTP AUTH の無効化、ポリシーなど。OAuth の場合はトークンの不正・期限切れ・対象 (audience) の誤り"},
			Fixers:  []inventory.Fixer{inventory.FixerDevice, inventory.FixerApplication, inventory.FixerExchange},
			Steps: []inventory.AdviceStep{lookSignIns, lookSwitch[0], lookSwitch[1], lookPolicy[1],
				{What: inventory.Phrase{En: "with OAuth: XOAUTH2 is base64 of user=<mailbox> 0x01 auth=Bearer <token> 0x01 0x01, the token is for https://outlook.office365.com, and the application has a right on the mailbox", Ja: "OAuth の場合: XOAUTH2 は user=<メールボックス> 0x01 auth=Bearer <トークン> 0x01 0x01 の base64、トークンの対象は https://outlook.office365.com、アプリケーションにメールボックスの権限があることを確認"}, Command: "Get-MailboxPermission -Identity '<mailbox>' | Format-List User,AccessRights"}},
			Undo:   inventory.Phrase{En: "depends on the cause", Ja: "原因による"},
			Source: sourceBoth, Certainty: inventory.CertaintyDocumented,
		},
	},
	{
		ID: "success", Seen: "235 2.7.0 Authentication successful",
		patterns: []pattern{{"2.7.0", "authentication successful"}},
		Advice: inventory.Advice{
			Meaning: inventory.Phrase{En: "the sign-in succeeded; whether with Basic or with OAuth, the client's AUTH line says (LOGIN or PLAIN, or XOAUTH2)", Ja: "認証成功。基本認証か OAuth かは、クライアントの AUTH 行 (LOGIN/PLAIN または XOAUTH2) で分かる"},
			Fixers:  []inventory.Fixer{inventory.FixerNobody},
			Steps:   []inventory.AdviceStep{story},
			Undo:    inventory.Phrase{En: "nothing to undo", Ja: "該当なし"},
			Source:  sourceOAuth, Certainty: inventory.CertaintyDocumented,
		},
	},
}
