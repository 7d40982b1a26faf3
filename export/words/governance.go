package words

// The sheet Governance: accounts that send and applications that may.
var (
	SheetGovernance   = word("Governance", "ガバナンス")
	PurposeGovernance = word(
		"For the auditor: accounts that send and applications that may, what is wrong with each, and the facts behind it. What was not read says so.",
		"監査向け: 送信するアカウントと送信権限を持つアプリの問題点と根拠。読み取れていないものはその旨を表示。")
	EmptyGovernance = word(
		"No accounts and no applications: there are no senders to judge, and no application that may send was read.",
		"アカウント・アプリなし: 判定対象の送信元がなく、送信権限を持つアプリも読み取られていない。")
	NoteApplicationsNotRead = word(
		"The permissions of applications were not read: an application that may send is not listed here and may exist all the same.",
		"アプリの権限が読み取られていない。記載がなくても送信権限を持つアプリが存在する可能性がある。")

	ColumnGoverned        = word("Account or application", "アカウント・アプリの別")
	ColumnGovernFindings  = word("What stands out", "指摘")
	ColumnGovernSentences = word("What that means", "指摘の内容")
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
		"Whoever reads the password in the device or program has an administrator's rights.",
		"機器やプログラムから漏れたパスワードで管理者権限を奪われる。")},
	{"application-sends-as-anybody", word("May send as every mailbox", "全メールボックスとして送信可能"), word(
		"A permission without a limit, unless Exchange sets one; that was not read.",
		"Exchange で制限しない限り無制限の権限 (制限は未読み取り)。")},
	{"application-secret-expired", word("All secrets expired", "資格情報がすべて期限切れ"), word(
		"It can't sign in by itself any more.",
		"自らサインインすることはできない。")},
	{"governance-mfa-bypassed", word("Second factor is bypassed", "多要素認証の迂回"), word(
		"A second factor is registered, and Basic gets past it.",
		"多要素認証が登録されているが、基本認証はこれを経ない。")},
	{"governance-shared-enabled", word("Shared mailbox can sign in", "共有メールボックスがサインイン可能"), word(
		"The account of a shared, room or equipment mailbox is enabled.",
		"共有・会議室・備品メールボックスのアカウントが有効。")},
	{"governance-interactive-use", word("Machine's account used by a person", "機器アカウントの対話利用"), word(
		"It sends as a machine does, and is used with modern programs too.",
		"機器やプログラムとして送信しながら、先進認証のプログラムでも利用されている。")},
	{"application-secret-expires", word("Last secret expires soon", "最後の資格情報が期限間近"), word(
		"After that day it can't sign in.",
		"その日以降サインインできない。")},
	{"application-sends-for-everybody", word("Consented for all users", "全ユーザーに対する同意"), word(
		"Whoever signs in to it sends with it without a further question.",
		"サインインした利用者は追加の確認なしに送信できる。")},
	{"application-sends-smtp", word("May send over SMTP as given in Exchange", "Exchange で付与された名義で SMTP 送信可能"), word(
		"It sends as the mailboxes to which Exchange gives it access; that was not read.",
		"Exchange で権限を付与されたメールボックスとして送信できる (付与状況は未読み取り)。")},
	{"governance-no-mfa", word("No second factor", "多要素認証の登録なし"), word(
		"The password is all that protects the account.",
		"アカウントを守るのはパスワードのみ。")},
	{"governance-old-password", word("Old password", "古いパスワード"), word(
		"Not changed for more than a year.",
		"1 年以上変更されていない。")},
	{"governance-password-never-expires", word("Password never expires", "パスワード無期限"), word(
		"The password is exempt from expiry.",
		"パスワードの有効期限が無効化されている。")},
	{"governance-stale", word("Enabled, no use seen", "有効だが利用未検出"), word(
		"No sign-in of any kind succeeded in what was read.",
		"読み取った範囲に成功したサインインがない。")},
}

// PermissionTypes are the types of permissions of applications.
var PermissionTypes = Codes{
	{"application", word("by itself", "アプリ自身"), word("For every mailbox, with nobody signed in.", "利用者のサインインなしに全メールボックスが対象。")},
	{"delegated", word("for who is signed in", "委任"), word("For whoever is signed in to the application.", "アプリにサインインした利用者が対象。")},
}

// SecretTypes are what an application signs in with.
var SecretTypes = Codes{
	{"secret", word("secret", "シークレット"), word("A password of an application.", "アプリケーションのパスワード。")},
	{"certificate", word("certificate", "証明書"), word("A certificate of an application.", "アプリケーションの証明書。")},
}
