package words

// Verdicts, the most urgent first. {since} and {until} are the days that were read.
var Verdicts = Codes{
	{"suspicious", word("Suspicious", "不審"), word(
		"A success from an origin that is guessing the passwords of other accounts. An incident first: no migration work until it is cleared.",
		"他アカウントのパスワードを推測している発信元からの成功。まずインシデントとして対処し、解消まで移行作業をしない。")},
	{"broken", word("Broken", "失敗中"), word(
		"A configured client that now fails: either the password was right but a policy, an expiry or a disabled account stopped it, or the client worked before and now fails at its old rhythm.",
		"設定済みのクライアントが現在失敗している (パスワードは正しいがポリシー・期限切れ・アカウント無効化により阻止、または以前は成功し、現在は同じ周期で失敗)。")},
	{"active", word("Active", "使用中"), word(
		"Basic sign-ins succeed in the window, from places that look like real use.",
		"期間内に、通常の利用と見られる場所から基本認証で成功している。")},
	{"suspected", word("Suspected", "使用の疑い"), word(
		"A usage report or an Exchange report says that SMTP was used; no sign-in record proves or disproves the use of Basic.",
		"利用状況レポート等に SMTP の使用があるが、基本認証かどうかを示すサインイン記録がない。")},
	{"idle", word("Idle", "利用未検出"), word(
		"Could send with Basic (the mailbox setting allows it); the sources on the Coverage sheet show no use from {since} to {until} (UTC). That does not prove that nothing depends on it.",
		"基本認証で送信できる設定だが、「収集範囲」シートの情報源では {since} から {until} (UTC) の利用が見つからない。依存するものがない証明にはならない。")},
	{"modern", word("Modern", "先進認証"), word(
		"Uses SMTP with OAuth only. Nothing to migrate.",
		"OAuth のみで SMTP を使用。移行不要。")},
	{"noise", word("Noise", "推測攻撃のみ"), word(
		"Only failures that look like guessing. Never in a wave; the account is secured instead.",
		"パスワード推測と見られる失敗のみ。ウェーブには入れず、アカウントを保護する。")},
}

// Findings, the most urgent first.
var Findings = Codes{
	{"violation", word("Violation", "違反"), word(
		"The account sends, and is not licensed to do so.",
		"送信しているが、必要なライセンスがない。")},
	{"review", word("Review", "要確認"), word(
		"The licence state is about to change, is wrong or could not be judged; somebody has to look at it.",
		"ライセンス状態の変化・誤り・判定不能のため、人の確認が必要。")},
	{"ok", word("OK", "問題なし"), word(
		"The licence state allows what the evidence shows.",
		"証跡に現れた使い方がライセンス状態で認められている。")},
}

// LicenseStates in the order of the file contract.
var LicenseStates = Codes{
	{"licensed", word("Licensed", "ライセンスあり"), word(
		"A licence with an Exchange Online mailbox plan is assigned and in force.",
		"Exchange Online メールボックス プランを含むライセンスが有効。")},
	{"grace", word("Grace period", "猶予期間"), word(
		"The only subscription that carries the mailbox plan has expired and is in its grace period (Warning).",
		"メールボックス プランを含むサブスクリプションが失効し、猶予期間 (Warning) にある。")},
	{"suspended", word("Suspended", "停止"), word(
		"The only subscription that carries the mailbox plan is Suspended or LockedOut.",
		"メールボックス プランを含むサブスクリプションが停止 (Suspended / LockedOut)。")},
	{"plan-off", word("Mailbox plan off", "プラン無効"), word(
		"A licence carries a mailbox plan, and it is switched off in every assignment.",
		"ライセンスにメールボックス プランはあるが、すべての割り当てで無効。")},
	{"no-mailbox-plan", word("No mailbox plan", "プランなし"), word(
		"Licensed, and no licence carries a mailbox plan.",
		"ライセンスはあるが、メールボックス プランを含むものがない。")},
	{"assignment-error", word("Assignment error", "割り当てエラー"), word(
		"The licence that would carry the mailbox plan is in an error state.",
		"メールボックス プランを含むライセンスの割り当てがエラー状態。")},
	{"unlicensed", word("Unlicensed", "ライセンスなし"), word(
		"No licence at all.",
		"ライセンスが一つもない。")},
	{"guest", word("Guest", "ゲスト"), word(
		"A guest account: it has no mailbox in this tenant.",
		"ゲスト アカウント。このテナントにメールボックスはない。")},
	{"deleted", word("Deleted", "削除済み"), word(
		"The account has been deleted.",
		"アカウントは削除済み。")},
	{"not-found", word("Not found", "該当なし"), word(
		"The directory knows no such account.",
		"ディレクトリに該当アカウントがない。")},
	{"unknown", word("Unknown", "不明"), word(
		"The licence state could not be read.",
		"ライセンス状態を読み取れなかった。")},
}

// Routes in the order of the file contract. Labels hold no comma: Excel's drop-down lists are separated by commas.
var Routes = Codes{
	{"oauth-smtp", word("OAuth SMTP", "OAuth SMTP"), word(
		"Same server, same protocol; the client signs in with OAuth.",
		"サーバーとプロトコルはそのまま、認証を OAuth に変更。")},
	{"graph-api", word("Graph API", "Graph API"), word(
		"The application sends through Microsoft Graph.",
		"アプリを Microsoft Graph による送信に変更。")},
	{"hve", word("High Volume Email", "High Volume Email"), word(
		"High Volume Email of Exchange Online, for internal recipients.",
		"Exchange Online の High Volume Email (組織内宛てのみ)。")},
	{"acs", word("Azure Communication Services", "Azure Communication Services"), word(
		"Azure Communication Services Email.",
		"Azure Communication Services Email。")},
	{"third-party", word("Third-party SMTP service", "外部 SMTP サービス"), word(
		"An SMTP service outside Microsoft 365.",
		"Microsoft 365 以外の SMTP サービス。")},
	{"relay-connector", word("Relay connector", "リレー コネクタ"), word(
		"An inbound connector that knows the sender by its address or certificate.",
		"IP アドレスまたは証明書で送信元を識別する受信コネクタ。")},
	{"direct-send", word("Direct Send", "Direct Send"), word(
		"Unauthenticated mail to recipients in your own tenant only.",
		"認証なしで自テナントの宛先にのみ送信。")},
	{"on-premises-relay", word("On-premises relay", "オンプレミス リレー"), word(
		"A mail server in your own network accepts the mail and passes it on.",
		"組織内のメール サーバーが受け取り、中継する。")},
	{"modern-client", word("Modern mail client", "先進認証メールソフト"), word(
		"A person moves to a mail program that signs in with OAuth.",
		"利用者が OAuth 対応のメールソフトへ移行する。")},
	{"retire", word("Retire", "廃止"), word(
		"Switch it off.",
		"送信を停止する。")},
	{"secure-account", word("Secure the account", "アカウント保護"), word(
		"Close the door: nobody uses the account, and somebody is guessing its password.",
		"利用者がおらず推測攻撃を受けているため、入口を閉じる。")},
	{"investigate", word("Investigate", "調査"), word(
		"Investigate first; no route can be chosen on this evidence.",
		"現在の証跡では方式を決められないため、まず調査する。")},
}

// Statuses of items in the order in which an item passes through them. Labels hold no comma, as with Routes.
var Statuses = Codes{
	{"not-started", word("Not started", "未着手"), word("Nothing has been done.", "作業前。")},
	{"ready", word("Ready", "準備完了"), word("Preconditions are met; waiting for its day.", "前提条件が整い、実施日待ち。")},
	{"in-progress", word("In progress", "作業中"), word("Being changed.", "変更作業中。")},
	{"validating", word("Validating", "確認中"), word("Changed, and being watched.", "変更済み、経過観察中。")},
	{"done", word("Done", "完了"), word("Moved, and Basic is no longer used.", "移行済みで、基本認証は使われていない。")},
	{"blocked", word("Blocked", "保留"), word("Can't continue; Why or Notes say what is missing.", "進められない。理由または備考を参照。")},
	{"rolled-back", word("Rolled back", "切り戻し済み"), word("Back on Basic.", "基本認証へ戻した。")},
}

// WaveTypes in the order in which waves run.
var WaveTypes = Codes{
	{"prepare", word("Preparation", "準備"), word("Work that changes nothing for senders.", "送信元に変更を加えない準備作業。")},
	{"pilot", word("Pilot", "パイロット"), word("A few harmless senders first.", "影響の小さい少数の送信元で先行実施。")},
	{"regular", word("Regular", "通常"), word("The bulk of the work.", "主たる移行作業。")},
	{"last", word("Last", "最終"), word("The senders that must not fail.", "失敗が許されない送信元。")},
}

// Risks, the highest first.
var Risks = Codes{
	{"high", word("High", "高"), word("A failure does harm, and is hard to notice or to undo.", "失敗の影響が大きく、気づきにくい、または戻しにくい。")},
	{"medium", word("Medium", "中"), word("A failure is noticed and can be undone.", "失敗に気づくことができ、戻せる。")},
	{"low", word("Low", "低"), word("A failure is harmless or unlikely.", "失敗しても影響が小さい、または失敗しにくい。")},
}

// Kinds in the order of the file contract.
var Kinds = Codes{
	{"person", word("Person", "個人"), word("Somebody with a mail program.", "メールソフトを使う人。")},
	{"device", word("Device", "機器"), word("A printer, scanner or other machine.", "複合機などの機器。")},
	{"application", word("Application", "アプリケーション"), word("A program or a service.", "プログラムまたはサービス。")},
	{"unknown", word("Unknown", "不明"), word("The evidence does not say.", "証跡からは分からない。")},
}

// Mailboxes in the order of the file contract.
var Mailboxes = Codes{
	{"user", word("User", "ユーザー"), word("A person's mailbox.", "個人のメールボックス。")},
	{"shared", word("Shared", "共有"), word("A shared mailbox: needs no licence until somebody signs in as it to send.", "共有メールボックス。ライセンスは不要だが、サインインして送信すると利用条件に反する。")},
	{"room", word("Room", "会議室"), word("A room's mailbox.", "会議室メールボックス。")},
	{"equipment", word("Equipment", "備品"), word("An equipment mailbox.", "備品用メールボックス。")},
	{"none", word("None", "なし"), word("No mailbox.", "メールボックスなし。")},
	{"unknown", word("Unknown", "不明"), word("Not read.", "読み取っていない。")},
}

// Auths in the order of the file contract.
var Auths = Codes{
	{"basic", word("Basic", "基本認証"), word("Name and password with every connection.", "接続ごとに ID とパスワードを送る。")},
	{"oauth", word("OAuth", "OAuth"), word("A token; no password.", "トークンを使い、パスワードを送らない。")},
	{"mixed", word("Mixed", "混在"), word("Both were seen.", "両方の記録がある。")},
	{"unknown", word("Unknown", "不明"), word("The evidence does not say.", "証跡からは分からない。")},
}

// Protocols in the order of the file contract.
var Protocols = Codes{
	{"smtp", word("SMTP", "SMTP"), word("Sending mail.", "メール送信。")},
	{"imap", word("IMAP", "IMAP"), word("Reading mail.", "メール受信。")},
	{"pop", word("POP", "POP"), word("Reading mail.", "メール受信。")},
	{"activesync", word("ActiveSync", "ActiveSync"), word("Phones.", "携帯端末の同期。")},
	{"ews", word("EWS", "EWS"), word("Exchange Web Services.", "Exchange Web サービス。")},
	{"autodiscover", word("Autodiscover", "Autodiscover"), word("Looking up settings.", "設定の自動検出。")},
	{"mapi", word("MAPI", "MAPI"), word("Outlook.", "Outlook の接続。")},
	{"oab", word("OAB", "OAB"), word("Offline address book.", "オフライン アドレス帳。")},
	{"powershell", word("PowerShell", "PowerShell"), word("Administration.", "管理用。")},
	{"reporting", word("Reporting", "レポート"), word("Reporting web services.", "レポート用 Web サービス。")},
	{"other", word("Other", "その他"), word("The log says only that it is a legacy client.", "レガシ クライアントとだけ記録されている。")},
}

// Switches in the order of the file contract.
var Switches = Codes{
	{"enabled", word("Enabled", "有効"), word("SMTP AUTH is on, for Basic and OAuth alike.", "SMTP AUTH は有効 (基本認証・OAuth とも)。")},
	{"disabled", word("Disabled", "無効"), word("SMTP AUTH is off, for Basic and OAuth alike.", "SMTP AUTH は無効 (基本認証・OAuth とも)。")},
	{"inherit", word("Inherits", "継承"), word("The mailbox follows the organisation.", "メールボックスは組織の設定に従う。")},
	{"unknown", word("Unknown", "不明"), word("Not read.", "読み取っていない。")},
}

// CoverageStatuses in the order of the file contract.
var CoverageStatuses = Codes{
	{"complete", word("Complete", "完全"), word("All that was asked for was read.", "要求した範囲をすべて読み取った。")},
	{"partial", word("Partial", "一部"), word("Some of it was read.", "一部のみ読み取った。")},
	{"missing", word("Missing", "欠落"), word("Nothing of it was read.", "まったく読み取れなかった。")},
	{"not-licensed", word("Not licensed", "ライセンス不足"), word("The tenant's licences do not give access to it.", "テナントのライセンスでは取得できない。")},
	{"not-permitted", word("Not permitted", "権限不足"), word("The sign-in lacks a permission or a role.", "サインインした権限・ロールでは取得できない。")},
	{"not-available", word("Not available", "取得不可"), word("The source does not exist here, in this cloud for example.", "この環境 (クラウドなど) には情報源がない。")},
}

// ErrorClasses in the order of the inventory: what an Entra error code says about the password.
var ErrorClasses = Codes{
	{"success", word("success", "成功"), word("No error.", "エラーなし。")},
	{"blocked", word("blocked by policy", "ポリシーで阻止"), word("The password was right; a policy or MFA stopped it.", "パスワードは正しいが、ポリシーまたは MFA で阻止。")},
	{"expired", word("expired", "期限切れ"), word("The password was right and has expired.", "パスワードは正しいが期限切れ。")},
	{"disabled", word("account disabled", "アカウント無効"), word("The account is disabled.", "アカウントが無効。")},
	{"wrong-password", word("wrong password", "パスワード誤り"), word("The password was wrong.", "パスワードが誤り。")},
	{"locked", word("locked", "ロックアウト"), word("Locked after too many failures.", "失敗が多くロックされた。")},
	{"no-account", word("no such account", "アカウントなし"), word("The account does not exist.", "アカウントが存在しない。")},
	{"other", word("other", "その他"), word("Says nothing about the password.", "パスワードの正誤は分からない。")},
}

// Sources in the order in which they are read.
var Sources = Codes{
	{"graph.signIns", word("Entra sign-in log", "Entra サインイン ログ"), word("Microsoft Graph, auditLogs/signIns.", "Microsoft Graph の auditLogs/signIns。")},
	{"graph.users", word("Users", "ユーザー"), word("Microsoft Graph, users with their licence assignments.", "Microsoft Graph のユーザーとライセンス割り当て。")},
	{"graph.subscribedSkus", word("Subscriptions", "サブスクリプション"), word("Microsoft Graph, subscribedSkus.", "Microsoft Graph の subscribedSkus。")},
	{"graph.subscriptions", word("Ends of subscriptions", "サブスクリプションの期限"), word("Microsoft Graph, directory/subscriptions: when subscriptions end.", "Microsoft Graph の directory/subscriptions。サブスクリプションの終了日。")},
	{"graph.organization", word("Organisation", "組織"), word("Microsoft Graph, organization.", "Microsoft Graph の organization。")},
	{"graph.domains", word("Domains", "ドメイン"), word("Microsoft Graph, domains.", "Microsoft Graph の domains。")},
	{"graph.deletedUsers", word("Deleted users", "削除済みユーザー"), word("Accounts that the directory deleted in the last 30 days.", "過去 30 日間にディレクトリから削除されたアカウント。")},
	{"graph.groups", word("Licence groups", "ライセンス グループ"), word("Groups by which licences are given.", "ライセンスを付与するグループ。")},
	{"graph.emailAppUsage", word("Email app usage", "メール アプリの利用状況"), word("Microsoft 365 usage report for 180 days: which mailboxes used SMTP.", "180 日分の Microsoft 365 利用状況レポート。SMTP を利用したメールボックス。")},
	{"graph.mailboxUsage", word("Mailbox usage", "メールボックスの使用状況"), word("Microsoft 365 usage report for 180 days: sizes and quotas.", "180 日分の Microsoft 365 利用状況レポート。容量とクォータ。")},
	{"graph.emailActivity", word("Email activity", "メール アクティビティ"), word("Microsoft 365 usage report for 180 days: messages sent.", "180 日分の Microsoft 365 利用状況レポート。送信数。")},
	{"graph.policyMembers", word("Members of policies' groups", "ポリシー対象グループのメンバー"), word("Who is in the groups that Conditional Access policies name.", "条件付きアクセス ポリシーが指定するグループのメンバー。")},
	{"graph.securityDefaults", word("Security defaults", "セキュリティの既定値群"), word("Whether security defaults block passwords.", "セキュリティの既定値群がパスワード認証を阻止するか。")},
	{"graph.mfaRegistration", word("MFA registration", "MFA 登録状況"), word("Who is registered for multifactor authentication.", "多要素認証の登録状況。")},
	{"graph.mailPermissions", word("Permissions to send", "送信のアクセス許可"), word("Applications that hold SMTP.SendAsApp, SMTP.Send or Mail.Send.", "SMTP.SendAsApp、SMTP.Send、Mail.Send を持つアプリケーション。")},
	{"graph.messageTraces", word("Message traces", "メッセージ追跡"), word("Messages of each sender, counted by address.", "送信元ごとの送信数 (発信元アドレス別)。")},
	{"file.signIns", word("Exported sign-ins", "エクスポートしたサインイン"), word("Files that an administrator exported and imported here.", "管理者がエクスポートし、取り込んだファイル。")},
	{"logAnalytics.signIns", word("Log Analytics, counted", "Log Analytics (集計)"), word("Sign-ins that a Log Analytics workspace counted by day and client.", "Log Analytics ワークスペースが日・クライアント別に集計したサインイン。")},
	{"hunting.signIns", word("Advanced hunting, counted", "高度な追求 (集計)"), word("Sign-ins that advanced hunting counted by day and client.", "高度な追求が日・クライアント別に集計したサインイン。")},
	{"file.auditLog", word("Unified audit log", "統合監査ログ"), word("Sign-ins marked as Basic, without the protocol.", "基本認証の印のあるサインイン (プロトコル名なし)。")},
	{"file.users", word("Exported users", "エクスポートしたユーザー"), word("Lists of accounts that an administrator exported.", "管理者が出力したアカウントの一覧。")},
	{"file.licenses", word("Exported licences", "エクスポートしたライセンス"), word("Lists of subscriptions that an administrator exported.", "管理者が出力したサブスクリプションの一覧。")},
	{"file.usageReports", word("Exported usage reports", "エクスポートした利用状況レポート"), word("Usage reports of Microsoft 365 that an administrator exported.", "管理者が出力した Microsoft 365 の利用状況レポート。")},
	{"file.unread", word("File that was not read", "読み取れなかったファイル"), word("A file in a folder or archive that could not be read.", "フォルダーまたはアーカイブ内の読み取れなかったファイル。")},
	{"exchange.transportConfig", word("Organisation's SMTP AUTH setting", "組織の SMTP AUTH 設定"), word("Get-TransportConfig.", "Get-TransportConfig。")},
	{"exchange.mailboxes", word("Mailboxes", "メールボックス"), word("SMTP AUTH setting, type and authentication policy of mailboxes, as Exchange PowerShell exports them.", "Exchange PowerShell が出力したメールボックスの SMTP AUTH 設定・種類・認証ポリシー。")},
	{"exchange.authenticationPolicies", word("Authentication policies", "認証ポリシー"), word("Get-AuthenticationPolicy.", "Get-AuthenticationPolicy。")},
	{"exchange.organizationConfig", word("Exchange organisation", "Exchange 組織"), word("Get-OrganizationConfig: default policy and Direct Send.", "Get-OrganizationConfig (既定のポリシーと Direct Send)。")},
	{"exchange.inboundConnectors", word("Inbound connectors", "受信コネクタ"), word("Get-InboundConnector.", "Get-InboundConnector。")},
	{"exchange.messageTrace", word("Exported message trace", "エクスポートしたメッセージ追跡"), word("Messages of each sender, counted from an exported trace.", "出力したメッセージ追跡から数えた送信元ごとの送信数。")},
	{"exchange.export", word("Exchange script", "Exchange スクリプト"), word("What the script of unbasic import --exchange-script could read.", "unbasic import --exchange-script のスクリプトが読み取れたもの。")},
	{"exchange.smtpAuthReport", word("SMTP AUTH report", "SMTP AUTH レポート"), word("Exchange admin center, SMTP AUTH clients submission report.", "Exchange 管理センターの SMTP AUTH クライアント送信レポート。")},
	{"exchange.smtpClientAuthentication", word("SMTP AUTH setting", "SMTP AUTH 設定"), word("Exchange Online settings of organisation and mailboxes, and authentication policies.", "Exchange Online の組織・メールボックスの設定と認証ポリシー。")},
	{"graph.conditionalAccess", word("Conditional Access", "条件付きアクセス"), word("Policies and security defaults that can block a sign-in.", "サインインを阻止し得るポリシーとセキュリティの既定値群。")},
	{"graph.mailboxPurpose", word("Mailbox types", "メールボックスの種類"), word("Whether a mailbox is a person's, shared, a room's or equipment's.", "ユーザー・共有・会議室・備品の別。")},
}

// SignInParts are the parts of sources: the event types of the sign-in log, and the lists of the permissions to send.
var SignInParts = Codes{
	{"modern", word("Modern authentication", "先進認証"), word("Modern sign-ins to Exchange Online of accounts that send with a password.", "パスワードで送信するアカウントの Exchange Online への先進認証サインイン。")},
	{"resources", word("On offer", "提供元"), word("The permissions to send that Exchange and Graph offer.", "Exchange と Graph が提供する送信権限。")},
	{"assignments", word("Applications", "アプリケーション"), word("Applications that may send as anybody.", "任意の差出人で送信できるアプリケーション。")},
	{"grants", word("Delegated", "委任"), word("Applications that may send for a person.", "利用者に代わって送信できるアプリケーション。")},
	{"holders", word("Holders", "保有者"), word("Who these applications are.", "上記アプリケーションの名称。")},
	{"applications", word("Secrets", "資格情報"), word("When the secrets of these applications expire.", "上記アプリケーションの資格情報の有効期限。")},
	{"interactiveUser", word("Interactive", "対話型"), word("Sign-ins in which the log sees a user.", "ログ上、利用者による対話型サインイン。")},
	{"nonInteractiveUser", word("Non-interactive", "非対話型"), word("Sign-ins on a user's behalf, without a prompt.", "利用者に代わる、画面を伴わないサインイン。")},
	{"servicePrincipal", word("Service principals", "サービス プリンシパル"), word("Sign-ins of applications.", "アプリケーションのサインイン。")},
	{"managedIdentity", word("Managed identities", "マネージド ID"), word("Sign-ins of Azure resources.", "Azure リソースのサインイン。")},
}

// ExcludedReasons say why rows were put aside.
var ExcludedReasons = Codes{
	{"guessing", word("Password guessing", "パスワード推測"), word(
		"Rows from origins that look like password guessing: many accounts, or failures only. They are not counted anywhere else.",
		"パスワード推測と見られる発信元 (多数のアカウントを試行、または失敗のみ) の記録。他の件数には含まない。")},
}

// SubscriptionStatuses are Graph's capabilityStatus of a subscription, the best first.
var SubscriptionStatuses = Codes{
	{"Enabled", word("Enabled", "有効"), word("In force.", "有効。")},
	{"Warning", word("Warning (grace period)", "警告 (猶予期間)"), word("Expired; still works for a while.", "失効後の猶予期間。")},
	{"Suspended", word("Suspended", "停止"), word("No longer works.", "停止中。")},
	{"LockedOut", word("Locked out", "ロックアウト"), word("Cancelled by Microsoft or the customer.", "解約またはロックされている。")},
	{"Deleted", word("Deleted", "削除済み"), word("Gone.", "削除済み。")},
}

// Clouds are the Microsoft clouds that a tenant can be in.
var Clouds = Codes{
	{"global", word("Global", "グローバル"), word("The worldwide cloud.", "世界共通のクラウド。")},
	{"gcc-high", word("GCC High", "GCC High"), word("US government.", "米国政府機関向け。")},
	{"dod", word("DoD", "DoD"), word("US Department of Defense.", "米国国防総省向け。")},
	{"china", word("China (21Vianet)", "中国 (21Vianet)"), word("Operated by 21Vianet.", "21Vianet 運営。")},
}
