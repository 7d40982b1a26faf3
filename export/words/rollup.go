package words

// The roll-up: several tenants side by side.
var (
	RollUpTitle    = word("SMTP AUTH: moving off Basic authentication – {count} {count|tenant|tenants}", "SMTP AUTH 基本認証からの移行 - {count} テナント")
	RollUpSubtitle = word("as of {asOf} UTC, made by unbasic {version}", "{asOf} UTC 時点、unbasic {version} で作成")
	RollUpSubject  = word("Progress of several tenants side by side", "複数テナントの進捗の比較")

	RollUpAllWell    = word("All {count} {count|tenant|tenants} came through, and every source that was asked for was read whole.", "{count} テナントすべての処理が完了し、要求した情報源はすべて完全に読み取った。")
	RollUpIncomplete = word("All {count} {count|tenant|tenants} came through. The evidence of {incomplete} {incomplete|is|are} incomplete: {names}. No use seen there proves nothing.", "{count} テナントすべての処理が完了。うち {incomplete} テナントは証跡の不足あり: {names}。そこで使用が見えないことは未使用の証明にならない。")
	RollUpFailed     = word("{failed} of {count} {count|tenant|tenants} failed: {names}. Their figures are of an earlier run, or missing.", "{count} テナント中 {failed} テナントの処理が失敗: {names}。その数値は以前の実行のものか、空欄。")
	RollUpFailedToo  = word("{failed} of {count} {count|tenant|tenants} failed: {names}. Their figures are of an earlier run, or missing. The evidence of {incomplete} is incomplete.", "{count} テナント中 {failed} テナントの処理が失敗: {names}。その数値は以前の実行のものか、空欄。証跡の不足あり: {incomplete} テナント。")

	RollUpNoteTwice   = word("{first} and {second} are the same tenant by its id: the figures count it twice.", "{first} と {second} は ID が同じテナントのため、数値が二重に数えられている。")
	RollUpNoteStale   = word("The sign-ins that were read end more than two days before these figures for {names}: what happened since is not known.", "{names} は、読み取ったサインインがこの数値の 2 日以上前で終わっている。その後のことは不明。")
	RollUpNoteCharted = word("The chart shows the {shown} tenants that need attention first, of {count}.", "グラフは {count} テナントのうち、対応を優先すべき {shown} テナントのみ。")
	RollUpNoteOrder   = word("What needs attention first comes first: failed runs, then senders that came back, what is late, and what will be.", "対応を優先すべき順 (失敗、再使用、遅延、遅延の見込み)。")
	RollUpNoteEarlier = word("Figures of a failed run are those of the day in the column As of, and grey.", "失敗したテナントの数値は「基準時刻」列の時点のもので、灰色で表示。")
	RollUpNotesOfOwn  = word("Each tenant's own workbook has the rest: reports/migration-plan.xlsx in its workspace.", "詳細は各テナントのブックを参照: ワークスペースの reports/migration-plan.xlsx。")

	SheetTenants     = word("Tenants", "テナント")
	PurposeTenants   = word("One row a tenant: who sends with a password, how far the plan is by the evidence, and what is missing.", "1 行に 1 テナント。パスワードによる送信元、記録から見た計画の進捗、不足しているもの。")
	EmptyTenants     = word("The file names no tenant.", "ファイルにテナントの記載がない。")
	SheetAttention   = word("Attention", "要対応")
	PurposeAttention = word("What somebody has to look at in any tenant: came back, still on Basic, refused, new, or late.", "いずれかのテナントで確認が必要なもの (再発、基本認証が継続、送信不可、新しい送信元、遅延)。")
	EmptyAttention   = word("Nothing contradicts its status, nothing is late, and no new sender was seen, as far as tenants were tracked.", "追跡できた範囲では、状態との食い違い、遅延、新しい送信元はない。")
	PurposeGaps      = word("Sources that were not read whole, by tenant. What is not in the evidence can't be called quiet.", "テナントごとの、完全には読み取れなかった情報源。証跡にないものを未使用とは言えない。")
	EmptyGapsRollUp  = word("Every source that was asked for was read whole, as far as tenants were read.", "読み取れたテナントでは、要求した情報源をすべて完全に読み取った。")

	PurposeAboutRollUp = word("How this workbook was made, which tenants are in it, and the words used in it.", "本書の作成条件、対象のテナント、用語。")

	ColumnTenant       = word("Tenant", "テナント")
	ColumnTenantState  = word("State", "処理結果")
	ColumnDomain       = word("Domain", "ドメイン")
	ColumnFiguresAsOf  = word("As of", "基準時刻")
	ColumnTracked      = word("Items planned", "計画済み項目")
	ColumnNewSenders   = word("New senders", "新しい送信元")
	ColumnBlockedItems = word("Blocked", "保留")
	ColumnViolations   = word("Licence violations", "ライセンス違反")
	ColumnReadUntil    = word("Sign-ins read until", "サインイン読み取り終了")
	ColumnExposure     = word("Exposure left", "残りのリスク量")
	ColumnForecast     = word("Forecast end", "完了見込み")
	ColumnDeadlineDay  = word("Deadline", "期限")
	ColumnSlackDays    = word("Slack (days)", "余裕 (日)")
	ColumnGapCount     = word("Gaps", "証跡の不足")
	ColumnFailure      = word("Why it failed", "失敗の理由")
	ColumnWorkspace    = word("Workspace", "ワークスペース")
	ColumnBasicOrFirst = word("Last Basic, or first seen", "最後の基本認証または初回確認")
	ColumnOfTenant     = word("{verdict} senders", "送信元: {verdict}")

	GroupTenants         = word("Tenants", "テナント")
	FigureTenants        = word("Tenants", "テナント数")
	FigureTenantsHint    = word("named in the file", "ファイルに記載")
	FigureFailed         = word("Failed", "失敗")
	FigureFailedHint     = word("see Why it failed in Tenants", "理由は「テナント」シートを参照")
	FigureEarlier        = word("With earlier figures", "以前の数値を使用")
	FigureEarlierHint    = word("failed now; the sums below count what their last run found", "今回失敗したテナント。下の合計には前回の数値を含む")
	FigureGappy          = word("Evidence incomplete", "証跡の不足あり")
	FigureGappyHint      = word("see Coverage", "「収集範囲」シートを参照")
	GroupRollUp          = word("All tenants, by the evidence", "全テナントの進捗 (記録から)")
	FigureAllItems       = word("Items planned", "計画済み項目")
	FigureAllItemsHint   = word("in all plans", "全計画の合計")
	FigureNotDone        = word("Not done", "未完了")
	FigureNotDoneHint    = word("nobody says that they are done", "完了とされていないもの")
	FigureHeldUpHint     = word("people say that they can't go on", "進められないと記入されたもの")
	FigureOverdue        = word("Late", "遅延")
	FigureOverdueHint    = word("their day is over and they are not done, or seen again", "終了日を過ぎて未完了、または再使用")
	FigureAllEnd         = word("Forecast end", "完了見込み")
	FigureAllEndHint     = word("the last of all tenants, at the pace so far", "現在のペースでの、全テナント中最後の完了日")
	FigureAllEndNone     = word("not known while a tenant has no forecast", "見込みのないテナントがあるため不明")
	FigureAllSendersHint = word("senders in all tenants", "全テナントの送信元")

	HeadingTenants  = word("Items by tenant", "テナント別の項目")
	ChartTenants    = word("Progress by tenant", "テナント別の進捗")
	HeadingFailures = word("What failed", "失敗したテナント")
	EmptyFailures   = word("Nothing failed.", "失敗なし。")
	FailedLast      = word("figures of {asOf} UTC", "{asOf} UTC の数値")
	FailedNoFigures = word("no figures yet", "数値なし")
	TopicTenants    = word("Tenant states", "処理結果")
	TopicProgress   = word("By the evidence", "記録から見た状態")
)

// TenantStates are how a run over a tenant ended, the worst first.
var TenantStates = Codes{
	{"failed", word("Failed", "失敗"), word("the run ended with an error; the workspace is as it was before", "エラーで終了。ワークスペースは実行前のまま")},
	{"incomplete", word("Incomplete", "一部不足"), word("done, and not everything that was asked for could be read", "完了したが、要求したもののうち読み取れないものがあった")},
	{"done", word("Done", "完了"), word("done, and everything that was asked for was read", "完了し、要求したものをすべて読み取った")},
}
