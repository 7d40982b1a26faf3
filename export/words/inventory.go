package words

// What the sheets Senders, Clients, Licences, Licence findings, Excluded, Coverage, Evidence and About say of the inventory beyond verdicts and counts.
var (
	ColumnPlanned      = word("Planned", "計画")
	ColumnBasic        = word("Basic works now", "基本認証の現状")
	ColumnBasicWhy     = word("Why", "現状の理由")
	ColumnBasicLater   = word("After the default changes", "既定値変更後の見込み")
	ColumnBlocks       = word("What stops Basic, or would", "基本認証を阻止するもの")
	ColumnAuthPolicy   = word("Authentication policy", "認証ポリシー")
	ColumnPolicyBasic  = word("Basic by policy", "ポリシーの基本認証")
	ColumnMessages     = word("Messages", "送信数")
	ColumnMessagesFrom = word("Messages counted by", "送信数の情報源")
	ColumnLegacyTLS    = word("Over TLS 1.0/1.1", "TLS 1.0/1.1 の割合")
	ColumnRhythm       = word("Rhythm of the busiest client", "主クライアントの周期")
	ColumnStoppedSince = word("Silent since (UTC)", "途絶 (UTC)")
	ColumnPeriod       = word("Rhythm", "周期")
	ColumnEvery        = word("Every", "間隔")
	ColumnHours        = word("Hours (UTC)", "時間帯 (UTC)")
	ColumnWeekdays     = word("Weekdays (UTC)", "曜日 (UTC)")
	ColumnSystems      = word("Autonomous systems", "AS 番号")
	ColumnProbable     = word("Probably SMTP", "SMTP と推定")

	BlockOf         = word("{kind}: {text}", "{kind}: {text}")
	PolicyNamed     = word("{policy} ({from})", "{policy} ({from})")
	MessagesDated   = word("{source}, {since} to {until}", "{source}、{since} ～ {until}")
	EveryMinutes    = word("{minutes} min", "{minutes} 分")
	EveryDays       = word("{days} {days|day|days}", "{days} 日")
	RhythmEvery     = word("every {every}", "{every}ごと")
	RhythmHours     = word("{hours} h UTC", "{hours} 時 (UTC)")
	RangeOf         = word("{first}–{last}", "{first}～{last}")
	AllHours        = word("all", "全時間帯")
	AllWeek         = word("all", "全曜日")
	ProbableYes     = word("the rows name no protocol", "記録にプロトコル名なし")
	NothingBlocks   = word("nothing known", "判明しているものなし")
	NoPolicyInForce = word("none", "なし")

	ColumnNeeded       = word("Needed for violations", "解消に必要")
	ColumnSeatsMissing = word("Missing", "不足")
	ColumnInWarning    = word("In grace period", "猶予期間中")
	ColumnInSuspended  = word("Suspended", "停止中")
	ColumnInLockedOut  = word("Locked out", "ロックアウト中")
	ColumnNextChange   = word("Changes by itself on", "次の状態変更日")
	ColumnPrice        = word("Price a seat and month", "単価 (月額)")
	ColumnCost         = word("Monthly cost of missing", "不足分の月額")

	NoteSeats = word(
		"Seats for {violations|the violation|the # violations}: {needed} needed, {free} free in subscriptions that include a mailbox, {missing} missing; the missing ones cost {cost} a month.",
		"違反 {violations} 件の解消に必要なライセンス数: {needed}、メールボックスを付与できる空き: {free}、不足: {missing}、不足分の月額: {cost}。")
	NoteSeatsUncounted = word(
		"How many seats are needed and missing is not known: the inventory does not say.",
		"必要なライセンス数・不足数は不明 (インベントリに記載なし)。")
	NoteSeatsNowhere = word(
		"{needed} of the needed seats and {missing} of the missing ones belong to none of the subscriptions below: those do not include a mailbox, or were not read.",
		"必要数のうち {needed}、不足数のうち {missing} は下記のどのサブスクリプションにも属さない (付与できるメールボックスがない、または未読み取り)。")
	NoteSeatsReview = word(
		"Findings that only need a review may take {seats} {seats|more seat|more seats}; {seats|it is|they are} not counted here.",
		"要確認の所見の解消にさらに {seats} ライセンスが必要となる可能性がある (ここには含まない)。")
	NotePrices = word(
		"Prices are those in policy.yaml, in its currency. An empty figure means not known.",
		"単価は policy.yaml の値 (通貨もポリシーに従う)。空欄は不明。")

	ColumnCure        = word("Remedy", "対処")
	ColumnCureHow     = word("How", "対処方法")
	ColumnCureSKU     = word("Subscription for it", "対象サブスクリプション")
	ColumnCureSeat    = word("Free seat", "空き")
	ColumnCurePrice   = word("Price a month", "月額")
	ColumnPaths       = word("How licences are assigned", "ライセンスの割り当て経路")
	ColumnEnds        = word("Ends on", "終了日")
	ColumnMessageUse  = word("Messages counted", "送信数の証跡")
	PathDirect        = word("{sku}: direct", "{sku}: 直接")
	PathGroup         = word("{sku}: by group {group}", "{sku}: グループ {group}")
	PathPlanOff       = word("mailbox plan switched off", "メールボックス プラン無効")
	PathNoPlan        = word("no mailbox plan", "メールボックス プランなし")
	PathError         = word("{state} ({error})", "{state} ({error})")
	PathChanged       = word("since {date}", "{date} 時点")
	MessagesEvidence  = word("{messages} {messages|message|messages} ({source})", "{messages} 通 ({source})")
	CureNotTold       = word("not known: the inventory does not say", "不明 (インベントリに記載なし)")
	ExcludedOriginRow = word("Guessing network", "推測攻撃のネットワーク")
	ExcludedOther     = word("Rows of other protocols", "他プロトコルの記録")
	ExcludedOtherWhy  = word(
		"password guessing over other protocols against accounts that send; the figures of senders count SMTP only",
		"送信元アカウントに対する、他のプロトコルでの推測。送信元の件数は SMTP のみのため含まない")
	ExcludedMore    = word("{networks} {networks|more network|more networks}", "ほか {networks} ネットワーク")
	NoteExcludedSum = word(
		"The Rows column adds up to the {records} {records|row that was|rows that were} put aside. Guessing networks also tried other accounts: those failures and successes are not included.",
		"「記録数」列の合計は除外した {records} 件に一致する。推測攻撃のネットワークは他のアカウントも試行しており、その失敗・成功は合計に含まない。")
	NoteExcludedDiffers = word(
		"The inventory does not add up: it puts {records} {records|row|rows} aside, and its senders have {senders}.",
		"インベントリに不整合あり: 除外した記録は {records} 件だが、送信元の合計は {senders} 件。")
	NoteOriginsFirst = word(
		"{shown} of {origins} guessing {origins|network|networks} listed: those that got in or tried the most accounts come first.",
		"推測攻撃のネットワーク {origins} 件中 {shown} 件を記載 (侵入したもの、試行アカウント数の多いものから)。")
	ColumnAccountsTried = word("Accounts tried", "試行アカウント数")
	ColumnNonexistent   = word("Of these, not existing", "うち存在しない")
	ColumnEntered       = word("Of these, entered", "うち侵入・判明")

	ColumnGaps    = word("Spans not read (UTC)", "未読み取りの期間 (UTC)")
	NoteEvidence  = word("{files} {files|file|files} with {records} {records|record|records} and {bytes} bytes.", "{files} ファイル、{records} 記録、{bytes} バイト。")
	NoteInventory = word("SHA-256 of the inventory that the plan was made from: {hash}", "計画の元になったインベントリの SHA-256: {hash}")

	TopicProtection      = word("What stops Basic in Entra", "Entra による基本認証の阻止")
	TopicExchange        = word("Exchange settings", "Exchange の設定")
	AboutDefaults        = word("Security defaults", "セキュリティの既定値群")
	AboutAccessPolicies  = word("Conditional Access policies", "条件付きアクセス ポリシー")
	AboutPoliciesNone    = word("none of those that were read would stop Basic", "読み取った範囲に基本認証を阻止するものなし")
	AboutPolicyValue     = word("{state}; asks for {controls}", "{state}、要求: {controls}")
	AboutPolicyEverybody = word("for all users", "全ユーザー対象")
	AboutPolicySome      = word("for some users", "一部ユーザー対象")
	AboutPolicyExcept    = word("with exceptions, or limited to certain places, platforms or risks", "除外、または場所・プラットフォーム・リスクによる限定あり")
	AboutOn              = word("on", "有効")
	AboutOff             = word("off", "無効")
	AboutNotRead         = word("not read", "未読み取り")
	AboutExchangeNone    = word("no Exchange setting was read", "Exchange の設定は読み取られていない")
	AboutOrgSwitch       = word("SMTP AUTH of the organisation", "組織の SMTP AUTH")
	AboutLegacyTLS       = word("TLS 1.0 and 1.1 for SMTP AUTH (AllowLegacyTLSClients)", "SMTP AUTH の TLS 1.0/1.1 (AllowLegacyTLSClients)")
	AboutDirectSend      = word("Direct Send is rejected (RejectDirectSend)", "Direct Sendの拒否 (RejectDirectSend)")
	AboutDefaultPolicy   = word("Default authentication policy", "既定の認証ポリシー")
	AboutAuthPolicy      = word("Authentication policy \"{policy}\"", "認証ポリシー「{policy}」")
	AboutAuthPolicyValue = word("Basic over SMTP: {state}", "SMTP の基本認証: {state}")
	AboutConnector       = word("Inbound connector \"{connector}\"", "受信コネクタ「{connector}」")
	AboutConnectorFrom   = word("from {from}", "送信元 {from}")
	AboutInventoryPolicy = word("SHA-256 of the inventory's policy", "インベントリ作成時のポリシーの SHA-256")

	TopicUrgencies       = word("Urgencies", "緊急度")
	TopicIncidentKinds   = word("Kinds of incidents", "インシデントの区分")
	TopicIncidentStates  = word("Statuses of incidents", "インシデントの状態")
	TopicGovernance      = word("Governance findings", "ガバナンスの所見")
	TopicGovernanceKinds = word("Rows of Governance", "ガバナンスの行")
	TopicPermissionTypes = word("Types of permissions", "アクセス許可の種類")
	TopicSecretTypes     = word("Secrets of applications", "アプリの資格情報")
	TopicCures           = word("Remedies for licence findings", "ライセンス所見の対処")
	TopicPeriods         = word("Rhythms", "周期")
	TopicBlocks          = word("What stops Basic", "基本認証を阻止するもの")
	TopicPolicySources   = word("Where an authentication policy comes from", "認証ポリシーの適用元")
	TopicAccessStates    = word("States of access policies", "アクセス ポリシーの状態")
	TopicClientRules     = word("Rules behind a client's verdict", "クライアントの判定ルール")
	TopicGuessRules      = word("Rules by which rows are put aside", "記録を除外するルール")
)

// CureActions are what repairs a licence finding.
var CureActions = Codes{
	{"assign-licence", word("Assign a licence", "ライセンス割り当て"), word("Give the account a licence with a mailbox plan.", "メールボックス プランを含むライセンスを割り当てる。")},
	{"enable-plan", word("Switch the plan on", "プランの有効化"), word("Switch the mailbox plan on in a licence that the account has.", "保有するライセンスのメールボックス プランを有効にする。")},
	{"repair-assignment", word("Repair the assignment", "割り当ての修復"), word("Clear the error of the assignment.", "割り当てのエラーを解消する。")},
	{"renew-subscription", word("Renew the subscription", "サブスクリプションの更新"), word("Renew the subscription, or give a licence of another one.", "サブスクリプションを更新するか、別のライセンスを割り当てる。")},
	{"leave-mailbox", word("Send without a mailbox", "メールボックスなしの送信"), word("A machine or a shared mailbox needs no mailbox of its own to send: use a relay, High Volume Email or a third-party service.", "機器や共有メールボックスは自身のメールボックスなしで送信できる (中継、High Volume Email、外部サービス)。")},
	{"investigate", word("Investigate", "調査"), word("It is not known yet what the account is.", "何のアカウントかがまだ分からない。")},
}

// Periods are the rhythms of a client, the densest first.
var Periods = Codes{
	{"continuous", word("Around the clock", "終日"), word("Every day, at nearly every hour.", "毎日、ほぼ全時間帯。")},
	{"daily", word("Daily", "毎日"), word("Every day, weekends too.", "週末を含む毎日。")},
	{"workdays", word("Working days", "営業日"), word("Every working day.", "営業日ごと。")},
	{"weekly", word("Weekly", "毎週"), word("About once a week.", "週に 1 回程度。")},
	{"monthly", word("Monthly", "毎月"), word("About once a month.", "月に 1 回程度。")},
	{"irregular", word("Irregular", "不定期"), word("At no constant interval.", "一定の間隔がない。")},
	{"unknown", word("Too few days", "日数不足"), word("Seen on too few days to tell.", "記録のある日が少なく判断できない。")},
}

// Weekdays by their numbers in the inventory.
var Weekdays = Codes{
	{Code: "1", Label: word("Mon", "月")},
	{Code: "2", Label: word("Tue", "火")},
	{Code: "3", Label: word("Wed", "水")},
	{Code: "4", Label: word("Thu", "木")},
	{Code: "5", Label: word("Fri", "金")},
	{Code: "6", Label: word("Sat", "土")},
	{Code: "0", Label: word("Sun", "日")},
}

// BlockKinds are what besides the switch stops Basic.
var BlockKinds = Codes{
	{"authentication-policy", word("Authentication policy", "認証ポリシー"), word("An Exchange policy that does not let Basic through over SMTP; OAuth still works.", "SMTP の基本認証を許可しない Exchange のポリシー (OAuth は利用可能)。")},
	{"security-defaults", word("Security defaults", "セキュリティの既定値群"), word("Block Basic for everybody.", "全員の基本認証を阻止する。")},
	{"conditional-access", word("Conditional Access", "条件付きアクセス"), word("An Entra policy that requires more than a password.", "パスワード以外の条件を要求する Entra のポリシー。")},
}

// PolicySources say where the authentication policy of an account comes from.
var PolicySources = Codes{
	{"account", word("the account's own", "アカウントに割り当て"), word("Assigned to the account itself.", "アカウント自体に割り当て。")},
	{"organization", word("the organisation's default", "組織の既定"), word("The account has none of its own.", "アカウント自体への割り当てはない。")},
	{"none", word("none in force", "適用なし"), word("Neither the account nor the organisation has one.", "アカウントにも組織にも設定なし。")},
	{"unknown", word("not read", "未読み取り"), word("Which one is in force was not read.", "適用されるポリシーは読み取られていない。")},
}

// AccessStates are the states of a Conditional Access policy that can stop somebody.
var AccessStates = Codes{
	{"enabled", word("in force", "有効"), word("It stops sign-ins that do not meet it.", "条件を満たさないサインインを阻止する。")},
	{"enabledForReportingButNotEnforced", word("report-only", "レポート専用"), word("It stops nobody yet.", "まだ誰も阻止しない。")},
}

// ClientRules are the rules behind the verdict of a client, the weightiest first.
var ClientRules = Codes{
	{"guessing-success", word("Attacker signed in", "推測攻撃による成功"), word("Successes from an origin that guesses passwords.", "パスワードを推測している発信元からの成功。")},
	{"guessing-password-known", word("Attacker knows the password", "推測攻撃によるパスワード判明"), word("An origin that guesses passwords had the right one and was stopped.", "推測攻撃中の発信元が正しいパスワードを使用し、阻止された。")},
	{"certificate", word("Certificate or token", "証明書またはトークン"), word("ActiveSync without a password.", "パスワードによらない ActiveSync。")},
	{"oauth-only", word("OAuth succeeds", "OAuth で成功"), word("Signs in with a token.", "トークンによるサインイン。")},
	{"oauth-fails", word("OAuth fails", "OAuth で失敗"), word("Tries to sign in with a token, and none succeeded.", "トークンによるサインインがすべて失敗。")},
	{"closed-protocol", word("Protocol closed to Basic", "基本認証終了済みプロトコル"), word("A success over a protocol that has been closed to Basic since 2023.", "2023 年以降基本認証が使えないプロトコルでの成功。")},
	{"fails-since", word("Worked, and fails now", "以前は成功、現在は失敗"), word("Successes at first, and nothing but failures since.", "以前は成功し、その後は失敗のみ。")},
	{"basic-success", word("Basic succeeds", "基本認証で成功"), word("Signs in with a password.", "パスワードによるサインインが成功。")},
	{"blocked", word("Stopped by a policy", "ポリシーで阻止"), word("The password was right; a policy or MFA stopped it.", "パスワードは正しいがポリシーまたは MFA で阻止。")},
	{"expired", word("Password expired", "パスワード期限切れ"), word("The password was right and has expired or must be changed.", "パスワードは正しいが期限切れまたは変更が必要。")},
	{"account-disabled", word("Account disabled", "アカウント無効"), word("Still tries to sign in to a disabled account.", "無効なアカウントへの試行が続いている。")},
	{"account-gone", word("Account gone", "アカウントなし"), word("Tries to sign in as an account that does not exist.", "存在しないアカウントでの試行。")},
	{"old-password", word("Old password", "古いパスワード"), word("Fails with a wrong password at a device's rhythm.", "機器らしい周期で誤ったパスワードにより失敗。")},
	{"unclassified", word("Fails, reason unclear", "失敗 (理由不明)"), word("Fails for a reason that says nothing about the password.", "パスワードの正否が分からない理由で失敗。")},
}

// GuessRules are the rules by which rows are put aside as guessing.
var GuessRules = Codes{
	{"guess-many-accounts", word("Many accounts from one address", "1 アドレスから多数のアカウント"), word("Many accounts were tried from one address and hardly any password was right.", "1 アドレスから多数のアカウントが試行され、正しいパスワードはほとんどない。")},
	{"guess-network", word("Many accounts from one network", "1 ネットワークから多数のアカウント"), word("The same, from changing addresses of one network.", "同様の試行が 1 ネットワークの複数アドレスから行われた。")},
	{"guess-provider", word("Many accounts from one provider", "1 プロバイダーから多数のアカウント"), word("The same, from changing networks of a provider that nobody in the tenant uses.", "同様の試行が、テナントの利用がないプロバイダーの複数ネットワークから行われた。")},
	{"guess-dictionary", word("One password after another", "パスワードの総当たり"), word("One account was tried until its password was found.", "1 アカウントのパスワードが判明するまで試行された。")},
	{"guess-nonexistent", word("Accounts that do not exist", "存在しないアカウント"), word("Accounts that do not exist were tried from there.", "存在しないアカウントが試行された。")},
	{"guess-blocked-address", word("Address blocked by Microsoft", "Microsoft によるブロック"), word("Microsoft blocks the address for malicious activity.", "Microsoft が悪意のある活動としてブロックしているアドレス。")},
	{"guess-no-account", word("Account does not exist", "該当アカウントなし"), word("Failures from elsewhere for an account that does not exist.", "存在しないアカウントに対する外部からの失敗。")},
	{"guess-stray", word("Stray failures", "散発的な失敗"), word("Failures from where the password was never right, without the rhythm of a device.", "正しいパスワードが使われたことのない場所からの、機器らしい周期のない失敗。")},
	{"guess-far", word("Far from home", "利用のない地域"), word("Failures at a rhythm, from a place where nobody in the tenant signs in.", "テナントの利用がないプロバイダーまたは国からの周期的な失敗。")},
	{"guess-few", word("Too few to be a client", "件数僅少"), word("Failures that say nothing about a password, too few for a configured client.", "設定済みクライアントとしては少なすぎる、パスワードの正否が分からない失敗。")},
}
