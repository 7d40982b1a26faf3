package words

// The first sheet: title, what each of the three readers looks for, charts, tables.
var (
	ReportTitle    = word("SMTP AUTH: moving off Basic authentication", "SMTP AUTH 基本認証からの移行")
	ReportTitleFor = word("SMTP AUTH: moving off Basic authentication – {tenant}", "SMTP AUTH 基本認証からの移行 - {tenant}")
	ReportSubtitle = word(
		"As of {asOf} UTC · sign-ins from {since} to {until} UTC · unbasic {version}",
		"基準時刻 {asOf} UTC・サインイン期間 {since} ～ {until} UTC・unbasic {version}")
	ReportSubject  = word("Senders on Basic authentication and their migration", "基本認証の送信元と移行計画")
	ReportKeywords = word("SMTP AUTH, Basic authentication, Exchange Online, migration", "SMTP AUTH、基本認証、Exchange Online、移行")
	PageFooter     = word("Page {page} of {pages}", "{page} / {pages} ページ")
	CutMark        = word("… [cut: {left} {left|more character does|more characters do} not fit a cell]", "… [以下 {left} 文字はセルに収まらないため省略]")

	SheetContinued  = word("{name} ({part})", "{name} ({part})")
	SheetContinues  = word("More rows than a sheet can hold: continued in the sheet {sheet}.", "1 シートに収まらない行は「{sheet}」シートへ続く。")
	SheetContinuing = word("The rows of the sheet {sheet}, continued.", "「{sheet}」シートの続き。")

	BannerComplete = word(
		"Coverage: {sources|the one source asked for was|all # sources asked for were} read completely. {notRead|1 source is|# sources are} not used for verdicts; see Coverage for what remains unknown.",
		"収集範囲: 要求した {sources} 情報源はすべて読み取り済み。判定に未使用の情報源は {notRead} 件 (不明点は「収集範囲」シートを参照)。")
	BannerIncomplete = word(
		"Coverage is incomplete: {gaps} of {sources} {sources|source was|sources were} not read completely. Senders can exist without being listed. See Coverage.",
		"収集範囲が不完全: {sources} 情報源のうち {gaps} 件の読み取りが不完全。記載のない送信元が存在する可能性がある。「収集範囲」シートを参照。")
	BannerNone = word(
		"Coverage: the inventory names no source, so nothing here rests on evidence.",
		"収集範囲: インベントリに情報源の記載がなく、本書は証跡に基づいていない。")

	GroupBreaks  = word("What breaks", "影響を受けるもの")
	GroupPlan    = word("The plan", "計画")
	GroupLicence = word("Licences and evidence", "ライセンスと証跡")

	FigureActive          = word("Still on Basic", "基本認証を使用中")
	FigureMovedHint       = word("{hint}; {moved} more {moved|is|are} done and verified", "{hint} (ほかに確認済み {moved} 件)")
	FigureActiveHint      = word("{successes} successful SMTP sign-ins in the window", "期間内の SMTP サインイン成功 {successes} 件")
	FigureBroken          = word("Failing now", "現在失敗中")
	FigureBrokenHint      = word("configured clients that can't sign in", "設定済みだがサインインできない送信元")
	FigureIncidents       = word("Incidents to clear first", "先に対処すべきインシデント")
	FigureIncidentsHint   = word("success from an origin that guesses passwords", "パスワードを推測している発信元からの成功")
	FigureSuspected       = word("Use reported, not proven", "使用の疑い (未確定)")
	FigureSuspectedHint   = word("no sign-in record proves or disproves Basic", "基本認証かどうかを示す記録なし")
	FigureClients         = word("Places they send from", "クライアント")
	FigureClientsHint     = word("networks and programs whose SMTP sign-ins succeed or fail now", "SMTP サインインが成功または失敗しているネットワークとプログラム")
	FigurePlanned         = word("Planned", "計画済み")
	FigurePlannedHint     = word("in {waves} {waves|wave|waves}, {hours} {hours|hour|hours} of work", "{waves} ウェーブ、工数 {hours} 時間")
	FigureUnplanned       = word("Should move, but no wave", "移行対象だが計画外")
	FigureUnplannedHint   = word("see Unplanned for the reasons", "理由は「計画外」シート")
	FigureDeadline        = word("Days to the deadline", "期限までの日数")
	FigureDeadlineHint    = word("counted from {date}", "{date} から数えた日数")
	FigureDeadlineNone    = word("the plan has no deadline", "計画に期限の記載なし")
	FigureLastEnd         = word("End of the last wave", "最終ウェーブの終了日")
	FigureLastEndNone     = word("no waves", "ウェーブなし")
	FigureSlack           = word("Slack (days)", "余裕 (日)")
	FigureSlackHint       = word("from the end of the last wave to the deadline; negative is too late", "最終ウェーブの終了から期限まで (負の値は期限超過)")
	FigureLate            = word("Late items", "期限超過の項目")
	FigureLateHint        = word("end after the deadline of the policy", "ポリシーの期限より後に終了")
	FigureExposure        = word("Exposure", "リスク量")
	FigureExposureHint    = word("sum of weight per day × days until moved", "負担 (1 日) × 移行までの日数の合計")
	FigureOwnerless       = word("Items without an owner", "責任者未定の項目")
	FigureOwnerlessHint   = word("name one in Plan", "「移行計画」シートで指定")
	FigureViolations      = word("Licence violations", "ライセンス違反")
	FigureViolationsHint  = word("senders that are not licensed to send", "送信に必要なライセンスがない送信元")
	FigureReviews         = word("Licences to review", "ライセンス要確認")
	FigureReviewsHint     = word("see Licence findings", "「ライセンス所見」シートを参照")
	FigureUnknown         = word("Licence state unknown", "ライセンス状態不明")
	FigureUnknownHint     = word("could not be read", "読み取れなかった")
	FigureRead            = word("Sign-in rows read", "読み取ったサインイン記録")
	FigureReadHint        = word("{counted} counted, {excluded} put aside as guessing", "集計 {counted} 件、推測攻撃として除外 {excluded} 件")
	FigureUnreadable      = word("Rows that could not be read", "読み取れなかった記録")
	FigureUnreadableHint  = word("see Coverage", "「収集範囲」シートを参照")
	FigureEvidence        = word("Evidence files", "証跡ファイル")
	FigureEvidenceHint    = word("with SHA-256, see Evidence", "SHA-256 付き、「証跡」シートを参照")
	FigureCoverage        = word("Coverage", "収集範囲")
	FigureCoverageYes     = word("complete", "完全")
	FigureCoverageNo      = word("incomplete", "不完全")
	FigureCoverageHint    = word("{gaps} of {sources} {sources|source|sources} incomplete", "{sources} 情報源中 {gaps} 件が不完全")
	FigureCoverageAll     = word("{sources} of {sources} {sources|source|sources} complete", "{sources} 情報源すべて読み取り済み")
	FigureCoverageNoneYet = word("no source named", "情報源の記載なし")

	ChartVerdicts     = word("Senders by verdict", "判定別の送信元数")
	ChartWaves        = word("Items by wave", "ウェーブ別の件数")
	ChartSendersAxis  = word("Senders", "送信元数")
	ChartItemsAxis    = word("Items", "件数")
	ChartAlt          = word("{title}: {values}", "{title}: {values}")
	ChartAltSeparator = word("; ", "、")
	ChartAltValue     = word("{label} {value}", "{label} {value}")
	VerdictMeaning    = word("What it means", "意味")
	WaveDays          = word("When", "時期")
	WaveDaysValue     = word("{start} to {end}, decided on {goNoGo}", "{start} ～ {end} (実施可否判断 {goNoGo})")
	WaveWork          = word("What", "内容")
	WaveWorkValue     = word("{type}, {hours} h, risk {risk}", "{type}、{hours} 時間、リスク {risk}")

	HeadingVerdicts   = word("Senders by verdict", "判定別の送信元")
	HeadingWaves      = word("Waves", "ウェーブ")
	HeadingMilestones = word("Microsoft's dates", "Microsoft の期日")
	HeadingWarnings   = word("Warnings of the plan", "計画の警告")
	HeadingGaps       = word("What was not read", "読み取れていない情報源")
	HeadingSheets     = word("How to read this workbook", "本書の読み方")

	MilestoneDate    = word("Date", "期日")
	MilestoneDays    = word("Days left", "残り日数")
	MilestoneWhat    = word("What happens", "内容")
	MilestoneSource  = word("Source, and when it was last checked", "出典と最終確認日")
	MilestoneChecked = word("{source} (checked on {checked})", "{source} (確認日 {checked})")
	WarningKind      = word("Kind", "種類")
	WarningSenders   = word("Senders", "送信元数")
	WarningText      = word("What is wrong", "内容")
	WarningWho       = word("Who", "該当送信元")
	WhoMore          = word("{names} and {more} more", "{names} ほか {more} 件")
	SheetHeader      = word("Sheet", "シート")
	SheetRows        = word("Rows", "行数")
	SheetPurpose     = word("What it shows", "内容")
	SheetReaders     = word("For", "対象")
	ReadersAll       = word("everyone", "全員")
	ReadersAdmin     = word("IT administrators", "IT 管理者")
	ReadersManager   = word("project managers", "プロジェクト管理者")
	ReadersAuditor   = word("auditors", "監査担当者")
	EmptyMilestones  = word("The plan names no dates.", "計画に期日の記載なし。")
	EmptyWarnings    = word("Nothing to warn about.", "警告なし。")
	EmptyGaps        = word("Everything that was asked for was read.", "要求した範囲はすべて読み取り済み。")
)

// WarningCodes name the kinds of warnings that a plan has, in one or two words each; the warning itself is a sentence of the plan.
var WarningCodes = Codes{
	{Code: "deadline-passed", Label: word("Deadline has passed", "期限経過")},
	{Code: "past-deadline", Label: word("Past the deadline", "期限超過")},
	{Code: "incident", Label: word("Incident", "インシデント")},
	{Code: "licence-violation", Label: word("Licence violation", "ライセンス違反")},
	{Code: "coverage-gap", Label: word("Gap in the evidence", "証跡の不足")},
	{Code: "no-owner", Label: word("No owner", "責任者未定")},
	{Code: "no-room", Label: word("No working day left", "営業日不足")},
	{Code: "move-group-too-big", Label: word("Move group too big", "同時移行グループ過大")},
	{Code: "prepare-overflow", Label: word("Preparation is full", "準備ウェーブ満杯")},
	{Code: "route-changed", Label: word("Route changed after work began", "作業開始後の方式変更")},
	{Code: "pin-refused", Label: word("Wave not possible", "ウェーブ指定不可")},
	{Code: "route-refused", Label: word("Route not possible", "移行方式指定不可")},
	{Code: "policy-unmatched", Label: word("Policy matches nobody", "ポリシー該当なし")},
	{Code: "holidays-not-sure", Label: word("Holidays not settled", "祝日未確定")},
	{Code: "mechanism-not-announced", Label: word("Not announced yet", "未発表")},
}
