package inventory

import "strconv"

// CodesPage is where Microsoft lists its codes. They change: a code that is not in the table here may be there.
const CodesPage = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes"

// The sources of what is said below.
var (
	codesSource      = Phrase{"Microsoft Learn, Microsoft Entra authentication and authorization error codes", "Microsoft Learn「Microsoft Entra の認証と承認のエラー コード」"}
	codesSourceOlder = Phrase{"an older edition of Microsoft Learn, Microsoft Entra authentication and authorization error codes", "Microsoft Learn「Microsoft Entra の認証と承認のエラー コード」の旧版"}
	codesSourceField = Phrase{"seen in open-source code and support threads", "オープンソースのコードやサポート掲示板での事例"}
)

// EntraCode is an Entra error code, or a run of them that mean one thing, with what there is to say of it. The class of a code is [ClassOf].
type EntraCode struct {
	// From and To are the first and the last code; they are equal for most.
	From, To int
	// Name is Microsoft's own; empty where the page gives none.
	Name string
	Advice
}

// CodeOf gives the entry of a code. The second result is false for a code that this version does not know.
func CodeOf(code int) (EntraCode, bool) {
	for _, e := range entraCodes {
		if e.From <= code && code <= e.To {
			return e, true
		}
	}
	return EntraCode{}, false
}

// one makes an entry of a single documented code, many one of a run of them.
func one(code int, name string, a Advice) EntraCode { return many(code, code, name, a) }

func many(from, to int, name string, a Advice) EntraCode {
	if a.Certainty == "" {
		a.Certainty = CertaintyDocumented
	}
	if a.Source.En == "" {
		a.Source = codesSource
	}
	return EntraCode{from, to, name, a}
}

// Steps that several entries share.
var (
	stepStory = AdviceStep{
		Phrase{"see what was read of the account: its clients, addresses and failures", "このアカウントについて読み取った内容 (クライアント・アドレス・失敗) を確認"},
		"unbasic explain '<account>'"}
	stepAccount = AdviceStep{
		Phrase{"look at the account and the age of its password", "アカウントの状態とパスワードの経過日数を確認"},
		"Get-MgUser -UserId '<account>' -Property AccountEnabled,PasswordPolicies,LastPasswordChangeDateTime | Format-List AccountEnabled,PasswordPolicies,LastPasswordChangeDateTime"}
	stepSecurityDefaults = AdviceStep{
		Phrase{"look whether security defaults are on", "セキュリティの既定値群が有効かを確認"},
		"Get-MgPolicyIdentitySecurityDefaultEnforcementPolicy | Format-List IsEnabled"}
	stepMove = AdviceStep{
		Phrase{"move the sender off its password: no password satisfies this rule", "送信元をパスワード認証以外へ移行 (パスワード認証ではこの条件を満たせない)"},
		"unbasic plan"}
	stepNewPassword = AdviceStep{
		What: Phrase{"set a new password and store it in every client of the account on the same day, or its old copies lock the account", "新しいパスワードを設定し、同じ日にこのアカウントの全クライアントへ反映 (古いパスワードが残るとアカウントがロックされる)"}}
	stepFindClient = AdviceStep{
		Phrase{"find the client by its address and user agent", "IP アドレスとユーザー エージェントからクライアントを特定"},
		"unbasic explain '<account>'"}
	stepNoException = AdviceStep{
		What: Phrase{"as a stopgap only: exempt this one account, limited to the client's own address, with an end date in writing", "応急処置に限り、このアカウントのみをクライアントの IP アドレスに限定して除外し、期限を記録する"}}
	stepApplication = AdviceStep{
		Phrase{"look at the enterprise application", "エンタープライズ アプリケーションを確認"},
		"Get-MgServicePrincipal -Filter \"appId eq '<application id>'\" | Format-List Id,AppId,DisplayName,AccountEnabled"}
	stepSecrets = AdviceStep{
		Phrase{"look when its secrets and certificates end", "シークレットと証明書の有効期限を確認"},
		"Get-MgApplication -Filter \"appId eq '<application id>'\" | Select-Object -ExpandProperty PasswordCredentials | Format-List DisplayName,KeyId,EndDateTime"}
	stepGrants = AdviceStep{
		Phrase{"look at the permissions that were granted", "付与済みのアクセス許可を確認"},
		"Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId '<enterprise application object id>'"}
	stepConsent = AdviceStep{
		What: Phrase{"grant admin consent in the Entra admin center: Enterprise applications, the application, Permissions", "Entra 管理センターの「エンタープライズ アプリケーション」→ 該当アプリ →「アクセス許可」で管理者の同意を付与"}}
	stepAgain = AdviceStep{
		What: Phrase{"sign in again in the application or at the device's panel, so that it gets a new token", "アプリケーションまたは機器の操作パネルで再度サインインし、新しいトークンを取得"}}
	stepNothing = AdviceStep{
		What: Phrase{"nothing to do: it says nothing about mail that is sent with a password", "対応不要 (パスワードによる送信とは無関係)"}}
	stepAgents = AdviceStep{
		What: Phrase{"look at the authentication agents: Entra admin center, Entra Connect, Pass-through authentication; then at their logs and their clocks", "Entra 管理センターの「Entra Connect」→「パススルー認証」でエージェントの状態を確認し、次にエージェントのログと時刻を確認"}}
)

// stepSignIns shows the sign-ins that got a code.
func stepSignIns(code int) AdviceStep {
	return AdviceStep{
		Phrase{"look at the sign-ins that got it", "このコードになったサインインを確認"},
		"Get-MgAuditLogSignIn -Filter \"userPrincipalName eq '<account>' and status/errorCode eq " + strconv.Itoa(code) + "\" -Top 20 | Format-List CreatedDateTime,IPAddress,ClientAppUsed,AppDisplayName"}
}

// stepPolicies shows which Conditional Access policies decided.
func stepPolicies(code int) AdviceStep {
	return AdviceStep{
		Phrase{"see which policy decided", "どのポリシーが適用されたかを確認"},
		"Get-MgAuditLogSignIn -Filter \"userPrincipalName eq '<account>' and status/errorCode eq " + strconv.Itoa(code) + "\" -Top 5 | Select-Object -ExpandProperty AppliedConditionalAccessPolicies | Format-List DisplayName,Result,EnforcedGrantControls"}
}

// mfa is the advice of the codes that ask for a second factor, which a machine with a password can't give.
func mfa(code int, meaning Phrase) Advice {
	return Advice{
		Meaning: meaning, Fixers: []Fixer{FixerEntra, FixerDevice, FixerApplication},
		Steps: []AdviceStep{stepPolicies(code), stepSecurityDefaults, stepMove, stepNoException},
	}
}

// device is the advice of the codes that ask for a known device.
func device(code int, meaning Phrase) Advice {
	return Advice{
		Meaning: meaning, Fixers: []Fixer{FixerEntra, FixerDevice},
		Steps: []AdviceStep{stepPolicies(code), stepMove, stepNoException},
	}
}

// oauthUpkeep is the advice of tokens that ran out.
func oauthUpkeep(meaning Phrase) Advice {
	return Advice{Meaning: meaning, Fixers: []Fixer{FixerUser, FixerApplication}, Steps: []AdviceStep{
		stepAgain,
		{What: Phrase{"if it comes back: let an unattended client sign in as an application (SMTP.SendAsApp), which has no refresh token", "再発する場合: 無人のクライアントはアプリケーションとしてサインインする方式 (SMTP.SendAsApp) に変更 (更新トークンを使わない)"}},
	}}
}

// entraCodes is the table, by what the codes have in common.
var entraCodes = []EntraCode{
	one(0, "success", Advice{
		Meaning: Phrase{"the sign-in succeeded; over SMTP with a password it is a live dependence on Basic authentication", "サインイン成功。パスワードによる SMTP であれば、基本認証に現在依存している"},
		Fixers:  []Fixer{FixerNobody}, Steps: []AdviceStep{stepStory, stepMove},
	}),

	// The password.
	one(50126, "InvalidUserNameOrPassword", Advice{
		Meaning: Phrase{"the user name or the password is wrong: somebody guesses, or a device holds an old password; alone it is no proof of use", "ユーザー名またはパスワードが誤り。推測攻撃か、古いパスワードのままの機器。単独では利用の証拠にならない"},
		Fixers:  []Fixer{FixerDevice, FixerUser, FixerSecurity},
		Steps: []AdviceStep{stepStory, stepSignIns(50126),
			{What: Phrase{"one client, one rhythm, earlier successes: store the right password in it; many accounts from one address: treat it as guessing", "同じクライアントが同じ周期で失敗し以前は成功していた場合は正しいパスワードを設定。1 つのアドレスから多数のアカウントを試行している場合は推測攻撃として扱う"}}},
	}),
	one(50064, "CredentialAuthenticationError", Advice{
		Meaning: Phrase{"the user name or the password could not be validated: read it as a wrong password (50126)", "ユーザー名またはパスワードの検証に失敗。パスワード誤り (50126) と同様に扱う"},
		Fixers:  []Fixer{FixerDevice, FixerUser, FixerSecurity}, Steps: []AdviceStep{stepStory, stepSignIns(50064)},
	}),
	one(50053, "IdsLocked", Advice{
		Meaning: Phrase{"the account is locked after too many wrong passwords, or the address is known for malicious activity: the failure reason of the sign-in says which", "パスワード誤りが続きアカウントがロックされたか、悪意のある活動が確認された IP アドレスからのサインイン。どちらかはサインインの失敗理由に記録される"},
		Fixers:  []Fixer{FixerSecurity, FixerDevice},
		Steps: []AdviceStep{
			{Phrase{"read the failure reason and the addresses", "失敗理由と IP アドレスを確認"}, "Get-MgAuditLogSignIn -Filter \"userPrincipalName eq '<account>' and status/errorCode eq 50053\" -Top 20 | Format-List CreatedDateTime,IPAddress,ClientAppUsed,Status"},
			stepStory,
			{What: Phrase{"locked: it opens by itself; find the client with the old password first, or it locks again", "ロックの場合: 時間の経過で自動的に解除される。先に古いパスワードのままのクライアントを特定しないと再びロックされる"}},
			{What: Phrase{"malicious address that is your own: find out what runs behind it before anything else", "自組織の IP アドレスが該当した場合: まずその背後で何が動作しているかを調査"}}},
	}),
	one(50034, "UserAccountNotFound", Advice{
		Meaning: Phrase{"there is no such account in this tenant: guessing, a typing error, or a client that was left behind after a deletion", "このテナントに該当するアカウントがない。推測攻撃、入力誤り、または削除後に残ったクライアント"},
		Fixers:  []Fixer{FixerDevice, FixerSecurity},
		Steps: []AdviceStep{
			{Phrase{"look among deleted accounts", "削除済みアカウントを確認"}, "Get-MgDirectoryDeletedItemAsUser -All | Format-List UserPrincipalName,DeletedDateTime"},
			stepFindClient},
	}),
	one(50055, "InvalidPasswordExpiredPassword", Advice{
		Meaning: Phrase{"the password was right and has expired: a real client that is failing", "パスワードは正しいが期限切れ。実在するクライアントが失敗している"},
		Fixers:  []Fixer{FixerUser, FixerEntra, FixerDevice}, Steps: []AdviceStep{stepAccount, stepFindClient, stepNewPassword, stepMove},
	}),
	one(50144, "InvalidPasswordExpiredOnPremPassword", Advice{
		Meaning: Phrase{"the password was right and has expired in the on-premises Active Directory: a real client that is failing", "パスワードは正しいが、オンプレミスの Active Directory で期限切れ。実在するクライアントが失敗している"},
		Fixers:  []Fixer{FixerDirectory, FixerUser, FixerDevice},
		Steps: []AdviceStep{
			{Phrase{"look at the account in Active Directory", "Active Directory でアカウントを確認"}, "Get-ADUser -Identity '<account name>' -Properties PasswordExpired,PasswordLastSet,PasswordNeverExpires"},
			stepNewPassword, stepMove},
	}),
	one(50056, "", Advice{
		Meaning: Phrase{"the directory holds no password for the account, or it was not synchronised: Basic authentication can't work for it", "ディレクトリにこのアカウントのパスワードがない (または同期されていない)。基本認証は利用できない"},
		Fixers:  []Fixer{FixerEntra, FixerDirectory},
		Steps: []AdviceStep{
			{Phrase{"look where the account comes from", "アカウントの作成元を確認"}, "Get-MgUser -UserId '<account>' -Property OnPremisesSyncEnabled,AccountEnabled,LastPasswordChangeDateTime | Format-List OnPremisesSyncEnabled,AccountEnabled,LastPasswordChangeDateTime"},
			{What: Phrase{"synchronised: look at password hash synchronisation in Entra Connect; cloud only: set a password only if the sender really needs one", "同期アカウントの場合は Entra Connect のパスワード ハッシュ同期を確認。クラウド専用の場合は、送信元に本当に必要な場合に限りパスワードを設定"}}},
	}),
	one(50057, "UserDisabled", Advice{
		Meaning: Phrase{"the account is disabled and a client is still set up with it; shared mailboxes are like that by default", "アカウントは無効だが、クライアントに設定が残っている。共有メールボックスでは既定でこの状態になる"},
		Fixers:  []Fixer{FixerDevice, FixerEntra},
		Steps: []AdviceStep{stepAccount, stepFindClient,
			{What: Phrase{"take the account out of the client, or give the client an account of its own; do not enable a shared mailbox's account only to send", "クライアントから設定を削除するか、専用のアカウントを割り当てる。送信のためだけに共有メールボックスのアカウントを有効化しないこと"}}},
	}),
	one(50125, "PasswordResetRegistrationRequiredInterrupt", Advice{
		Meaning: Phrase{"the sign-in was interrupted by a password reset or a registration for it, which a machine can't complete", "パスワードのリセットまたはその登録が必要なため中断。機器では完了できない"},
		Fixers:  []Fixer{FixerUser, FixerEntra},
		Steps: []AdviceStep{stepAccount,
			{What: Phrase{"sign in once as the account in a browser and complete it, or exempt accounts of machines from the registration", "ブラウザーでこのアカウントとして一度サインインして完了させるか、機器用アカウントを登録の対象から除外"}}, stepNewPassword},
	}),
	one(50135, "PasswordChangeCompromisedPassword", Advice{
		Meaning: Phrase{"the password must be changed since the account is at risk: treat it as an incident", "アカウントにリスクがあるため、パスワードの変更が必須。インシデントとして扱うこと"},
		Fixers:  []Fixer{FixerSecurity, FixerUser},
		Steps: []AdviceStep{
			{Phrase{"look at the risk", "リスクの内容を確認"}, "Get-MgRiskyUser -Filter \"userPrincipalName eq '<account>'\" | Format-List RiskLevel,RiskState,RiskDetail,RiskLastUpdatedDateTime"},
			stepStory, stepNewPassword},
	}),

	// A second factor.
	one(50072, "UserStrongAuthEnrollmentRequiredInterrupt", mfa(50072, Phrase{"the account must enrol for MFA first: the password was right and Basic authentication is stopped", "MFA の登録が必要。パスワードは正しいが基本認証は阻止されている"})),
	one(50079, "UserStrongAuthEnrollmentRequired", mfa(50079, Phrase{"MFA is required and the account is not enrolled: the password was right and Basic authentication is stopped", "MFA が必要だが未登録。パスワードは正しいが基本認証は阻止されている"})),
	one(50074, "UserStrongAuthClientAuthNRequiredInterrupt", mfa(50074, Phrase{"MFA is required and was not passed: the password was right; over SMTP nobody can answer", "MFA が必要だが未完了。パスワードは正しいが、SMTP では MFA に応答できない"})),
	one(50076, "UserStrongAuthClientAuthNRequired", mfa(50076, Phrase{"MFA is required by a policy, a setting of the account or a new place: the password was right; over SMTP nobody can answer", "ポリシー、アカウントの設定、または新しい場所により MFA が必要。パスワードは正しいが、SMTP では MFA に応答できない"})),
	one(50078, "UserStrongAuthExpired", mfa(50078, Phrase{"the MFA that was given has expired by policy: the password was right; over SMTP nobody can renew it", "MFA の有効期間がポリシーにより終了。パスワードは正しいが、SMTP では更新できない"})),
	one(50158, "ExternalSecurityChallenge", mfa(50158, Phrase{"a third-party MFA challenge was not met: the password was right; over SMTP nobody can answer", "外部 MFA の要求が未完了。パスワードは正しいが、SMTP では応答できない"})),

	// Policies and devices.
	one(53003, "BlockedByConditionalAccess", Advice{
		Meaning: Phrase{"Conditional Access blocks the sign-in; it decides after the password, so the password was right: a client is set up for Basic and fails", "条件付きアクセスによりブロック。評価はパスワードの検証後に行われるためパスワードは正しく、基本認証用に設定されたクライアントが失敗している"},
		Fixers:  []Fixer{FixerEntra, FixerDevice, FixerApplication},
		Steps:   []AdviceStep{stepPolicies(53003), stepStory, stepMove, stepNoException},
	}),
	one(530032, "BlockedByConditionalAccessOnSecurityPolicy", Advice{
		Meaning: Phrase{"a security policy of Conditional Access blocks the sign-in; the password was right", "条件付きアクセスのセキュリティ ポリシーによりブロック。パスワードは正しい"},
		Fixers:  []Fixer{FixerEntra, FixerDevice}, Steps: []AdviceStep{stepPolicies(530032), stepMove, stepNoException},
		Source: codesSourceOlder,
	}),
	one(530035, "BlockedBySecurityDefaults", Advice{
		Meaning: Phrase{"security defaults block legacy authentication, SMTP with a password included; the password was right", "セキュリティの既定値群により、SMTP を含むレガシ認証がブロックされている。パスワードは正しい"},
		Fixers:  []Fixer{FixerEntra, FixerDevice, FixerApplication},
		Steps: []AdviceStep{stepSecurityDefaults, stepStory, stepMove,
			{What: Phrase{"do not switch security defaults off for one sender: that opens every account; where exceptions are needed, put Conditional Access (Entra ID P1) in their place", "1 つの送信元のためにセキュリティの既定値群を無効にしないこと (全アカウントが対象になる)。例外が必要な場合は条件付きアクセス (Entra ID P1) に切り替える"}}},
	}),
	one(530034, "DelegatedAdminBlockedDueToSuspiciousActivity", Advice{
		Meaning: Phrase{"a partner's delegated administrator was blocked for risk in the partner's own tenant; this is not security defaults (that is 530035)", "パートナーの委任された管理者が、パートナー側テナントでのリスクによりブロックされた。セキュリティの既定値群 (530035) とは別"},
		Fixers:  []Fixer{FixerPartner}, Steps: []AdviceStep{{What: Phrase{"ask the partner to clear the risk of the account", "パートナーにアカウントのリスク解消を依頼"}}},
	}),
	one(50131, "ConditionalAccessFailed", Advice{
		Meaning: Phrase{"Conditional Access stopped the sign-in: state of the device, suspicious activity, or another policy", "条件付きアクセスにより阻止。デバイスの状態、不審な活動、または他のポリシーによる"},
		Fixers:  []Fixer{FixerEntra, FixerSecurity}, Steps: []AdviceStep{stepPolicies(50131), stepStory, stepMove},
	}),
	one(53000, "DeviceNotCompliant", device(53000, Phrase{"a policy asks for a compliant device, which a client with only a password never is; the password was right", "ポリシーが準拠デバイスを要求。パスワードのみのクライアントは満たせない。パスワードは正しい"})),
	one(53001, "DeviceNotDomainJoined", device(53001, Phrase{"a policy asks for a domain-joined device, which a client with only a password never is; the password was right", "ポリシーがドメイン参加デバイスを要求。パスワードのみのクライアントは満たせない。パスワードは正しい"})),
	one(53002, "ApplicationUsedIsNotAnApprovedApp", device(53002, Phrase{"a policy asks for an approved application; the password was right", "ポリシーが承認済みアプリを要求。パスワードは正しい"})),
	one(50097, "DeviceAuthenticationRequired", device(50097, Phrase{"the device must authenticate itself, which a client with only a password can't; the password was right", "デバイス認証が必要。パスワードのみのクライアントでは不可能。パスワードは正しい"})),
	one(50155, "DeviceAuthenticationFailed", device(50155, Phrase{"the device could not authenticate itself; the password was right", "デバイス認証に失敗。パスワードは正しい"})),
	one(53004, "ProofUpBlockedDueToRisk", Advice{
		Meaning: Phrase{"the account must register for MFA, and the registration is blocked for risk", "MFA の登録が必要だが、リスクにより登録がブロックされている"},
		Fixers:  []Fixer{FixerSecurity, FixerEntra}, Steps: []AdviceStep{stepSignIns(53004), stepStory, stepMove},
	}),
	one(53011, "", Advice{
		Meaning: Phrase{"the user is blocked for risk in the home tenant", "ホーム テナントでのリスクによりユーザーがブロックされている"},
		Fixers:  []Fixer{FixerSecurity, FixerPartner}, Steps: []AdviceStep{stepSignIns(53011), stepStory},
	}),
	one(50105, "EntitlementGrantsNotFound", Advice{
		Meaning: Phrase{"the user is not assigned to the application", "ユーザーがアプリケーションに割り当てられていない"},
		Fixers:  []Fixer{FixerEntra}, Steps: []AdviceStep{stepApplication,
			{What: Phrase{"assign the user: Enterprise applications, the application, Users and groups", "「エンタープライズ アプリケーション」→ 該当アプリ →「ユーザーとグループ」でユーザーを割り当てる"}}},
	}),

	// Sessions and interrupts.
	one(50058, "UserInformationNotProvided", Advice{
		Meaning: Phrase{"nobody was signed in yet, so single sign-on was not possible: usual in browsers", "未サインインのためシングル サインオンできなかった。ブラウザーでは通常の動作"},
		Fixers:  []Fixer{FixerNobody}, Steps: []AdviceStep{stepNothing},
	}),
	one(50140, "KmsiInterrupt", Advice{
		Meaning: Phrase{"the question \"stay signed in?\" was shown: a usual part of a sign-in in a browser", "「サインインの状態を維持しますか」の表示による中断。ブラウザーでは通常の動作"},
		Fixers:  []Fixer{FixerNobody}, Steps: []AdviceStep{stepNothing},
	}),
	one(50199, "CmsiInterrupt", Advice{
		Meaning: Phrase{"the user was asked to confirm the application: a usual part of a sign-in in a browser", "アプリの確認画面による中断。ブラウザーでは通常の動作"},
		Fixers:  []Fixer{FixerNobody}, Steps: []AdviceStep{stepNothing},
	}),
	one(50132, "SsoArtifactInvalidOrExpired", oauthUpkeep(Phrase{"the session is no longer valid after a change or the end of the password: a client with a token has to sign in again", "パスワードの変更または期限切れによりセッションが無効。トークンを使うクライアントは再サインインが必要"})),
	one(50133, "SsoArtifactRevoked", oauthUpkeep(Phrase{"the session was revoked after a change or the end of the password: a client with a token has to sign in again", "パスワードの変更または期限切れによりセッションが取り消された。トークンを使うクライアントは再サインインが必要"})),
	one(50173, "FreshTokenNeeded", oauthUpkeep(Phrase{"the grant was revoked, by an administrator or by a new password: this is a client with OAuth, not Basic", "管理者またはパスワード変更により許可が取り消された。これは OAuth のクライアントで、基本認証ではない"})),

	// Tokens.
	one(70000, "InvalidGrant", oauthUpkeep(Phrase{"the refresh token is not valid: this is a client with OAuth, not Basic", "更新トークンが無効。これは OAuth のクライアントで、基本認証ではない"})),
	one(70008, "ExpiredOrRevokedGrant", oauthUpkeep(Phrase{"the refresh token has expired since it was not used: this is a client with OAuth, not Basic", "更新トークンが未使用のまま期限切れ。これは OAuth のクライアントで、基本認証ではない"})),
	one(700082, "ExpiredOrRevokedGrantInactiveToken", oauthUpkeep(Phrase{"the refresh token has expired since it was not used for too long, as with a device that sends seldom", "更新トークンが長期間未使用のため期限切れ。送信頻度の低い機器で起こりやすい"})),
	one(700084, "", oauthUpkeep(Phrase{"the refresh token was issued to a single-page application and its fixed life is over", "シングルページ アプリに発行された更新トークンの有効期間が終了"})),
	one(70043, "BadTokenDueToSignInFrequency", Advice{
		Meaning: Phrase{"the refresh token ended by the sign-in frequency of a Conditional Access policy", "条件付きアクセスの「サインインの頻度」により更新トークンが無効になった"},
		Fixers:  []Fixer{FixerEntra, FixerUser}, Steps: []AdviceStep{stepPolicies(70043), stepAgain,
			{What: Phrase{"keep accounts of machines out of policies with a sign-in frequency, or let them sign in as an application", "機器用アカウントをサインインの頻度を設定したポリシーの対象外にするか、アプリケーションとしてサインインさせる"}}},
	}),

	// Applications.
	one(65001, "DelegationDoesNotExist", Advice{
		Meaning: Phrase{"nobody has consented to the permissions that the application asks for", "アプリケーションが要求するアクセス許可に誰も同意していない"},
		Fixers:  []Fixer{FixerEntra, FixerApplication}, Steps: []AdviceStep{stepApplication, stepGrants, stepConsent},
	}),
	one(65004, "UserDeclinedConsent", Advice{
		Meaning: Phrase{"the user declined to consent to the application", "利用者がアプリケーションへの同意を拒否した"},
		Fixers:  []Fixer{FixerUser, FixerEntra}, Steps: []AdviceStep{stepApplication, stepConsent},
	}),
	one(65002, "", Advice{
		Meaning: Phrase{"an application id that belongs to Microsoft is used for something that Microsoft has not preauthorised: the client must use an application registered by you", "Microsoft 所有のアプリケーション ID が事前承認のない API に使われている。自組織で登録したアプリケーションを使用すること"},
		Fixers:  []Fixer{FixerApplication},
		Steps:   []AdviceStep{{What: Phrase{"register an application in this tenant and store its id in the client", "このテナントにアプリケーションを登録し、その ID をクライアントに設定"}}},
	}),
	one(70001, "UnauthorizedClient", Advice{
		Meaning: Phrase{"the application is disabled", "アプリケーションが無効"},
		Fixers:  []Fixer{FixerEntra, FixerApplication}, Steps: []AdviceStep{stepApplication,
			{What: Phrase{"find out who switched it off and why before it is enabled", "有効化する前に、誰がなぜ無効にしたかを確認"}}},
	}),
	one(700011, "UnauthorizedClientAppNotFoundInOrgIdTenant", Advice{
		Meaning: Phrase{"there is no such application in this tenant: a wrong application id, a wrong tenant, or consent that was never given", "このテナントに該当するアプリケーションがない。アプリケーション ID またはテナントの誤り、もしくは未同意"},
		Fixers:  []Fixer{FixerApplication, FixerEntra}, Steps: []AdviceStep{stepApplication,
			{What: Phrase{"compare application id and tenant id in the client with the app registration", "クライアントのアプリケーション ID とテナント ID をアプリの登録と照合"}}},
	}),
	one(700016, "", Advice{
		Meaning: Phrase{"there is no such application in this tenant: a wrong application id, a wrong tenant, or consent that was never given", "このテナントに該当するアプリケーションがない。アプリケーション ID またはテナントの誤り、もしくは未同意"},
		Fixers:  []Fixer{FixerApplication, FixerEntra}, Steps: []AdviceStep{stepApplication,
			{What: Phrase{"compare application id and tenant id in the client with the app registration", "クライアントのアプリケーション ID とテナント ID をアプリの登録と照合"}}},
		Certainty: CertaintyReported, Source: codesSourceField,
	}),
	one(70002, "InvalidClient", Advice{
		Meaning: Phrase{"the application's secret does not match", "アプリケーションのシークレットが一致しない"},
		Fixers:  []Fixer{FixerApplication}, Steps: []AdviceStep{stepSecrets, secretValue},
	}),
	one(7000215, "", Advice{
		Meaning: Phrase{"the application's secret is wrong; often the secret's id was stored in place of its value", "アプリケーションのシークレットが誤り。値ではなくシークレット ID を設定している場合が多い"},
		Fixers:  []Fixer{FixerApplication}, Steps: []AdviceStep{stepSecrets, secretValue},
		Certainty: CertaintyReported, Source: codesSourceField,
	}),
	one(7000222, "", Advice{
		Meaning: Phrase{"the application's secret has expired", "アプリケーションのシークレットが期限切れ"},
		Fixers:  []Fixer{FixerApplication, FixerEntra}, Steps: []AdviceStep{stepSecrets,
			{What: Phrase{"create a new secret or a certificate, store it in the client, test, then delete the old one; note the new end in a calendar", "新しいシークレットまたは証明書を作成してクライアントに設定し、動作確認後に古いものを削除。新しい期限を予定表に登録"}}},
		Certainty: CertaintyReported, Source: codesSourceField,
	}),
	one(700027, "", Advice{
		Meaning: Phrase{"the signature of the client assertion is not valid: a certificate that the app registration does not hold, or a wrong clock", "クライアント アサーションの署名が無効。アプリの登録にない証明書、または時刻のずれ"},
		Fixers:  []Fixer{FixerApplication}, Steps: []AdviceStep{
			{Phrase{"compare the certificates' thumbprints", "証明書の拇印を照合"}, "Get-MgApplication -Filter \"appId eq '<application id>'\" | Select-Object -ExpandProperty KeyCredentials | Format-List DisplayName,KeyId,EndDateTime,CustomKeyIdentifier"},
			{What: Phrase{"look at the clock of the client", "クライアントの時刻を確認"}}},
	}),
	one(700025, "InvalidClientPublicClientWithCredential", Advice{
		Meaning: Phrase{"the application is registered as a public client and sends a secret all the same", "パブリック クライアントとして登録されたアプリケーションがシークレットを送信している"},
		Fixers:  []Fixer{FixerApplication},
		Steps:   []AdviceStep{{What: Phrase{"take the secret out of the client's settings, or register the application as a confidential client", "クライアントの設定からシークレットを削除するか、機密クライアントとして登録"}}},
	}),
	one(70011, "InvalidScope", Advice{
		Meaning: Phrase{"the scope that the application asks for is not valid", "アプリケーションが要求するスコープが無効"},
		Fixers:  []Fixer{FixerApplication},
		Steps:   []AdviceStep{{What: Phrase{"set the scope: https://outlook.office365.com/.default for an application alone, https://outlook.office.com/SMTP.Send offline_access for a person", "スコープを設定: アプリケーション単独は https://outlook.office365.com/.default、利用者の代理は https://outlook.office.com/SMTP.Send offline_access"}}},
	}),
	one(900144, "", Advice{
		Meaning: Phrase{"the token request lacks a parameter, which the message names", "トークン要求に必須パラメーターがない (メッセージに名前が示される)"},
		Fixers:  []Fixer{FixerApplication},
		Steps:   []AdviceStep{{What: Phrase{"repair the client's OAuth settings, or update its software", "クライアントの OAuth 設定を修正、またはソフトウェアを更新"}}},
	}),
	one(90094, "AdminConsentRequired", Advice{
		Meaning: Phrase{"an administrator has to consent to the application", "管理者による同意が必要"},
		Fixers:  []Fixer{FixerEntra}, Steps: []AdviceStep{stepApplication, stepGrants, stepConsent},
	}),
	one(90072, "PassThroughUserMfaError", Advice{
		Meaning: Phrase{"the account of another organisation that was used does not exist in this tenant, or can't satisfy its MFA: sign in with an account of this tenant", "使用した他組織のアカウントがこのテナントに存在しない、または MFA を満たせない。このテナントのアカウントでサインインすること"},
		Fixers:  []Fixer{FixerUser, FixerEntra},
		Steps:   []AdviceStep{{What: Phrase{"sign out, then sign in with an account of this tenant, or have the account invited as a guest", "サインアウトしてこのテナントのアカウントでサインインするか、ゲストとして招待を受ける"}}},
	}),

	// Infrastructure.
	many(80001, 80014, "", Advice{
		Meaning: Phrase{"pass-through authentication is in trouble: the password could not be checked on premises, and nothing is known about it", "パススルー認証の障害。オンプレミスでパスワードを検証できず、正誤は不明"},
		Fixers:  []Fixer{FixerDirectory}, Steps: []AdviceStep{stepAgents},
	}),
	many(81004, 81010, "", Advice{
		Meaning: Phrase{"seamless single sign-on did not work: it concerns browsers on joined computers and not mail that is sent with a password", "シームレス シングル サインオンの失敗。参加済みコンピューターのブラウザーに関するもので、パスワードによる送信とは無関係"},
		Fixers:  []Fixer{FixerNobody}, Steps: []AdviceStep{stepNothing},
	}),
}

// secretValue is the step for a secret that does not fit.
var secretValue = AdviceStep{
	What: Phrase{"store the secret's value, which is shown only once, and not its id; create a new one if the value is lost", "シークレット ID ではなく値 (作成時に一度だけ表示) を設定。値が不明な場合は新しく作成"}}
