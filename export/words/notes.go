package words

// Sentences and small words inside cells.
var (
	Yes           = word("yes", "はい")
	No            = word("no", "いいえ")
	NotRead       = word("unknown", "不明")
	WaveLabel     = word("Wave {number}", "ウェーブ {number}")
	WaveNamed     = word("{number} – {name}", "{number} - {name}")
	NextStepNone  = word("none", "なし")
	PriorUnknown  = word("not captured: the first commands capture it", "未取得: 最初のコマンドで取得する")
	PriorNull     = word("empty (inherits)", "空 (継承)")
	PriorValue    = word("{name} = {value}", "{name} = {value}")
	ListSeparator = word(", ", "、")

	NoteIncomplete = word(
		"Coverage is incomplete ({gaps} of {sources} {sources|source|sources}): senders can exist without being listed.",
		"収集範囲が不完全 ({sources} 情報源中 {gaps} 件): 記載のない送信元が存在する可能性がある。")
	NoteWindow = word(
		"Evidence from {since} to {until} UTC.",
		"証跡の期間: {since} ～ {until} UTC。")
	NoteDates = word(
		"Dates are days in {zone}.",
		"日付は {zone} の日。")

	ExcludedPutAside = word("Rows put aside", "記録を除外")
	ExcludedSender   = word("Seen only in such rows", "除外した記録のみ")

	UnplannedShould = word("Should move", "移行対象")
	UnplannedNever  = word("Never planned", "移行対象外")

	SectionSource   = word("Source", "情報源")
	SectionNotAsked = word("Not used", "判定に未使用")
	SectionRows     = word("Rows", "記録の内訳")
	NotAsked        = word("Not used", "未使用")

	RowsRead           = word("Rows read", "読み取った記録")
	RowsReadWhy        = word("every sign-in row that was decoded: the sum of the lines below, except the last", "解読できたすべてのサインイン記録 (最終行を除く以下の合計)")
	RowsDuplicates     = word("Duplicates", "重複")
	RowsDuplicatesWhy  = word("served more than once with the same id; counted once", "同じ ID で複数回返された記録。1 回だけ集計")
	RowsOutside        = word("Outside the window", "期間外")
	RowsOutsideWhy     = word("older or newer than what was asked for", "要求した期間より前または後")
	RowsModern         = word("Not Basic", "基本認証以外")
	RowsModernWhy      = word("client apps that do not use Basic authentication", "基本認証を使わないクライアント アプリ")
	RowsOther          = word("Other protocols", "他のプロトコル")
	RowsOtherWhy       = word("legacy rows of accounts that show no SMTP at all", "SMTP の記録がまったくないアカウントのレガシ認証")
	RowsCounted        = word("Counted", "集計")
	RowsCountedWhy     = word("counted in the figures of the senders", "送信元の件数に含む")
	RowsExcluded       = word("Put aside", "除外")
	RowsExcludedWhy    = word("look like password guessing; see Excluded", "パスワード推測と見られる。「除外した記録」シートを参照")
	RowsUnreadable     = word("Unreadable", "解読不能")
	RowsUnreadableWhy  = word("could not be decoded; not part of the rows read", "解読できなかった記録。「読み取った記録」には含まない")
	ColumnNextStep     = word("Next step", "次の作業")
	Step               = word("{t}  {what}", "{t} {what}")
	StepLeft           = word("{what} (of {route}, the route until then)", "{what} (変更前の移行方式: {route})")
	RouteAfter         = word("{route} (before: {left})", "{route} (変更前: {left})")
	RouteNoSteps       = word("{route} (rollback of {left})", "{route} (切り戻しは変更前の {left} のもの)")
	StepWho            = word("{t}  {what} ({who})", "{t} {what} ({who})")
	SourcePart         = word("{source} ({part})", "{source} ({part})")
	ErrorCount         = word("{code} × {count} ({class})", "{code} × {count} ({class})")
	AlternativeWhy     = word("{route}: {why}", "{route}: {why}")
	NoAlternatives     = word("none", "なし")
	NoMailboxPlan      = word("none", "なし")
	ColumnLicenceEvid  = word("Evidence", "証跡")
	LicenceEvidence    = word("{successes} {successes|success|successes}, last {last} UTC", "成功 {successes} 件、最終 {last} UTC")
	LicenceEvidenceNo  = word("no success in the window", "期間内の成功なし")
	LicenceEvidenceNot = word("no sign-in row in the window", "期間内のサインイン記録なし")
)
