package words

// The sheet Governance: accounts that send and applications that may.
var (
	SheetGovernance   = word("Governance", "ガバナンス")
	PurposeGovernance = word(
		"For the auditor: accounts that send and applications that may send, what is wrong with each, and the facts behind it. Whatever was not read is marked as such.",
		"監査向け: 送信するアカウントと送信権限を持つアプリの問題点と、その根拠。読み取れていないものはその旨を記載。")
	EmptyGovernance = word(
		"No accounts and no applications: there are no senders to judge, and no application that may send was found.",
		"アカウント・アプリなし: 判定対象の送信元がなく、送信権限を持つアプリも見つからない。")
	NoteApplicationsNotRead = word(
		"The permissions of applications were not read: applications that may send can exist without being listed here.",
		"アプリの権限が読み取られていない。記載がなくても送信権限を持つアプリが存在する可能性がある。")

	ColumnGoverned        = word("Account or application", "アカウント/アプリ")
	ColumnGovernFindings  = word("Governance findings", "ガバナンス所見")
	ColumnGovernSentences = word("What they mean", "所見の内容")
	ColumnGovernEnabled   = word("Enabled", "有効")
	ColumnMFA             = word("Second factor registered", "多要素認証の登録")
	ColumnAdmin           = word("Administrator", "管理者")
	ColumnModernSignIns   = word("Modern sign-ins", "先進認証サインイン")
	ColumnLastModern      = word("Last modern success (UTC)", "先進認証の最終成功 (UTC)")
	ColumnPasswordSet     = word("Password set (UTC)", "パスワード設定日時 (UTC)")
	ColumnPasswordDays    = word("Password age (days)", "パスワード経過日数")
	ColumnNeverExpires    = word("Password never expires", "パスワード無期限")
	ColumnCreated         = word("Created (UTC)", "作成日時 (UTC)")
	ColumnSynchronised    = word("From on-premises directory", "オンプレミスから同期")
	ColumnStale           = word("Enabled, no use seen", "有効だが利用未検出")
	ColumnOwn             = word("Registered in this tenant", "このテナントで登録")
	ColumnPermissions     = word("Permissions to send", "送信のアクセス許可")
	ColumnSecrets         = word("Secrets and certificates", "シークレットと証明書")
	ColumnNextExpiry      = word("Can sign in until (UTC)", "サインイン可能な期限 (UTC)")
	ColumnApplicationID   = word("Application ID", "アプリケーション ID")
	ColumnObjectID        = word("Object ID", "オブジェクト ID")

	PermissionOf      = word("{permission} of {resource} ({type})", "{resource} の {permission} ({type})")
	PermissionForAll  = word("{permission}, for all users", "{permission}、全ユーザー対象")
	SecretEnds        = word("{secret}: until {date}", "{secret}: {date} まで")
	SecretEnded       = word("{secret}: expired on {date}", "{secret}: {date} に期限切れ")
	SecretEndsUnknown = word("{secret}: its end is not known", "{secret}: 期限不明")
	SecretNamed       = word("{type} \"{name}\"", "{type}「{name}」")
	SecretsNone       = word("none, or not read", "なし、または未読み取り")
)

// GovernanceKinds are what a row of Governance is about.
var GovernanceKinds = Codes{
	{"account", word("Account", "アカウント"), word("An account that sends, tries to, or could.", "送信・試行している、または送信できるアカウント。")},
	{"application", word("Application", "アプリケーション"), word("An application that holds a permission to send mail with a token.", "トークンによる送信権限を持つアプリケーション。")},
}

// GovernanceRules are the findings on accounts and applications, those first that call for something before the others.
var GovernanceRules = Codes{
	{"governance-admin-sends", word("Administrator sends with a password", "管理者がパスワードで送信"), word(
		"Anyone who reads the password in the device or program has an administrator's rights.",
		"機器やプログラムから漏れたパスワードで管理者権限を奪われる。")},
	{"application-sends-as-anybody", word("May send as every mailbox", "全メールボックスとして送信可能"), word(
		"An unlimited permission, unless Exchange limits it; that was not read.",
		"Exchange で制限しない限り無制限の権限 (制限は未読み取り)。")},
	{"application-secret-expired", word("All secrets expired", "資格情報がすべて期限切れ"), word(
		"It can no longer sign in by itself.",
		"自らサインインすることはできない。")},
	{"governance-mfa-bypassed", word("Second factor is bypassed", "多要素認証の迂回"), word(
		"A second factor is registered, but Basic bypasses it.",
		"多要素認証が登録されているが、基本認証では求められない。")},
	{"governance-shared-enabled", word("Shared mailbox can sign in", "共有メールボックスがサインイン可能"), word(
		"The account of a shared, room or equipment mailbox is enabled.",
		"共有・会議室・備品メールボックスのアカウントが有効。")},
	{"governance-interactive-use", word("Machine's account used by a person", "機器アカウントの対話利用"), word(
		"It sends as a machine does, but is used with modern programs too.",
		"機器やプログラムとして送信しながら、先進認証のプログラムでも利用されている。")},
	{"application-secret-expires", word("Last secret expires soon", "最後の資格情報が期限間近"), word(
		"After that day it can no longer sign in.",
		"その日以降サインインできない。")},
	{"application-sends-for-everybody", word("Consented for all users", "全ユーザーに対する同意"), word(
		"Anyone who signs in to it can send with it, without being asked again.",
		"サインインした利用者は追加の確認なしに送信できる。")},
	{"application-sends-smtp", word("May send over SMTP as granted in Exchange", "Exchange で付与された名義で SMTP 送信可能"), word(
		"It sends as the mailboxes to which Exchange gives it access; which they are was not read.",
		"Exchange で権限を付与されたメールボックスとして送信できる (付与状況は未読み取り)。")},
	{"governance-no-mfa", word("No second factor", "多要素認証の登録なし"), word(
		"The password is all that protects the account.",
		"アカウントを守るのはパスワードのみ。")},
	{"governance-old-password", word("Old password", "古いパスワード"), word(
		"Not changed for more than a year.",
		"1 年以上変更されていない。")},
	{"governance-password-never-expires", word("Password never expires", "パスワード無期限"), word(
		"The password is exempt from expiry.",
		"パスワードの有効期限が設定されていない。")},
	{"governance-stale", word("Enabled, no use seen", "有効だが利用未検出"), word(
		"No sign-in of any kind succeeded in what was read.",
		"読み取った範囲に成功したサインインがない。")},
}

// PermissionTypes are the types of permissions of applications.
var PermissionTypes = Codes{
	{"application", word("by itself", "アプリ自身"), word("For every mailbox, with nobody signed in.", "利用者のサインインなしに全メールボックスが対象。")},
	{"delegated", word("for the signed-in user", "委任"), word("For whoever is signed in to the application.", "アプリにサインインした利用者が対象。")},
}

// SecretTypes are what an application signs in with.
var SecretTypes = Codes{
	{"secret", word("secret", "シークレット"), word("A password of an application.", "アプリケーションのパスワード。")},
	{"certificate", word("certificate", "証明書"), word("A certificate of an application.", "アプリケーションの証明書。")},
}
