package words

// Names of the sheets. The English ones are fixed by the file contract; both stay under Excel's 31 characters.
var (
	SheetSummary         = word("Summary", "サマリー")
	SheetWaves           = word("Waves", "ウェーブ")
	SheetPlan            = word("Plan", "移行計画")
	SheetRollback        = word("Rollback", "切り戻し")
	SheetSenders         = word("Senders", "送信元")
	SheetClients         = word("Clients", "クライアント")
	SheetLicences        = word("Licences", "ライセンス")
	SheetLicenceFindings = word("Licence findings", "ライセンス所見")
	SheetExcluded        = word("Excluded", "除外した記録")
	SheetUnplanned       = word("Unplanned", "計画外")
	SheetCoverage        = word("Coverage", "収集範囲")
	SheetEvidence        = word("Evidence", "証跡")
	SheetAbout           = word("About", "本書について")
)

// What each sheet is for, in one line.
var (
	PurposeWaves = word(
		"When each group of senders moves, and the day on which it is decided.",
		"どの送信元群をいつ移行するか、実施可否をいつ判断するか。")
	PurposePlan = word(
		"One row for each sender that has to move. The coloured columns (Route, Status, Owner, Notes, Go/no-go, Done on) are yours to fill in and are read back later.",
		"移行が必要な送信元 (1 行に 1 件)。色付きの列 (移行方式・状態・責任者・備考・実施可否・完了日) は記入欄で、後の進捗確認で読み取る。")
	PurposeRollback = word(
		"How to roll back each planned sender: what calls for it, what to restore, who decides and until when Basic is known to be available.",
		"計画済みの送信元ごとの切り戻し手順: 発動条件、戻す値、判断者、基本認証へ戻せることが分かっている期限。")
	PurposeSenders = word(
		"Every account found in the evidence, with its verdict, the reasons and the figures behind it. Figures count SMTP sign-ins only.",
		"証跡に現れた全アカウントの判定と、その理由・件数。件数は SMTP のサインインのみ。")
	PurposeClients = word(
		"Where each sender connects from: protocol, network, user agent and application. This is where a change takes effect.",
		"送信元ごとのクライアント (プロトコル、ネットワーク、ユーザー エージェント、アプリ)。変更の影響が出る場所。")
	PurposeLicences = word(
		"The tenant's subscriptions, whether they carry an Exchange Online mailbox plan, and their seats.",
		"テナントのサブスクリプション、Exchange Online メールボックス プランの有無、ライセンス数。")
	PurposeLicenceFindings = word(
		"For the auditor: senders whose licence state is a violation or has to be reviewed, with the rule behind it and the evidence of use.",
		"監査向け: ライセンス状態が違反または要確認の送信元と、根拠となるルール・使用の証跡。")
	PurposeExcluded = word(
		"Sign-in rows that were put aside and are not counted anywhere else, and senders seen only in such rows. Nothing is dropped silently.",
		"集計から外したサインイン記録と、そのような記録にしか現れない送信元。除外した記録もすべてここに示す。")
	PurposeUnplanned = word(
		"Senders without a wave, and why: those that should move but could not be scheduled, and those that never get a wave.",
		"ウェーブに入っていない送信元とその理由 (移行対象だが日程に載せられないもの、移行対象にならないもの)。")
	PurposeCoverage = word(
		"What was asked for, what was read, what is missing and why. A sender that is not in this workbook was not seen in these sources on these days; nothing more can be said.",
		"何を要求し、何を読み取り、何がなぜ不足しているか。本書にない送信元は、これらの情報源と期間では見つからなかったということであり、それ以上のことは言えない。")
	PurposeEvidence = word(
		"The files that every figure was made from. Anyone who has them can check the hashes and repeat the count.",
		"すべての数値の元になったファイル。ファイルがあれば、ハッシュを照合し再集計できる。")
	PurposeAbout = word(
		"How this workbook was made, Microsoft's dates with their sources, and the words used in it.",
		"本書の作成条件、Microsoft の期日と出典、用語。")
)

// Why a sheet has no rows.
var (
	EmptyWaves = word(
		"No waves: no sender in the plan has to move.",
		"ウェーブなし: 計画に移行が必要な送信元がない。")
	EmptyPlan = word(
		"No items: no sender was found that has to move and could be scheduled. See the Unplanned and Coverage sheets.",
		"項目なし: 移行が必要で日程に載せられる送信元がない。「計画外」「収集範囲」シートを参照。")
	EmptyRollback = word(
		"No rollback is needed: the plan has no items.",
		"切り戻しなし: 計画に項目がない。")
	EmptySenders = word(
		"No senders: the evidence shows nobody who uses SMTP with a password or tries to. The Coverage sheet says which sources and days this rests on.",
		"送信元なし: パスワードで SMTP を使用または試行した記録がない。根拠となる情報源と期間は「収集範囲」シートを参照。")
	EmptySendersUnread = word(
		"Not known: no sign-in log was read, so senders cannot be seen. That this list is empty does not mean that nobody sends with a password; see Coverage.",
		"不明: サインイン ログが読み取られていないため、送信元を把握できない。空であってもパスワードによる送信がないことを意味しない。「収集範囲」シートを参照。")
	EmptyClientsUnread = word(
		"Not known: no sign-in log was read, so clients cannot be seen. The Coverage sheet says why.",
		"不明: サインイン ログが読み取られていないため、クライアントを把握できない。理由は「収集範囲」シートを参照。")
	EmptyExcludedUnread = word(
		"Nothing was put aside, because no sign-in log was read. The Coverage sheet says why.",
		"サインイン ログが読み取られていないため、除外した記録はない。理由は「収集範囲」シートを参照。")
	EmptyClients = word(
		"No clients: no sender has a sign-in row in the window.",
		"クライアントなし: 期間内にサインイン記録のある送信元がない。")
	EmptyLicences = word(
		"No subscriptions were read. The Coverage sheet says why.",
		"サブスクリプションを読み取っていない。理由は「収集範囲」シートを参照。")
	EmptyLicenceFindings = word(
		"No findings: every sender's licence state is OK.",
		"所見なし: すべての送信元のライセンス状態に問題なし。")
	EmptyLicenceFindingsNoSenders = word(
		"No findings: there are no senders to judge.",
		"所見なし: 判定対象の送信元がない。")
	EmptyExcluded = word(
		"Nothing was put aside.",
		"除外した記録はない。")
	EmptyUnplanned = word(
		"Every sender that should move has a wave.",
		"移行対象の送信元はすべてウェーブに入っている。")
	EmptyCoverage = word(
		"The inventory names no source. Nothing in this workbook rests on evidence.",
		"インベントリに情報源の記載がない。本書の内容は証跡に基づいていない。")
	EmptyEvidence = word(
		"The inventory names no evidence file, so no figure can be checked against its source.",
		"インベントリに証跡ファイルの記載がないため、数値を元データと照合できない。")
)
