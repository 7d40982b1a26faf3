package words

// Names of the sheets that are made from the plan.
var (
	SheetGantt   = word("Gantt", "ガント チャート")
	SheetRunbook = word("Runbook", "作業手順書")
	SheetGoNoGo  = word("Go-No-Go", "実施可否判断")
	SheetComms   = word("Comms", "連絡文")
	SheetChanges = word("Changes", "変更点")
)

// What each of them is for.
var (
	PurposeGantt = word(
		"The plan over time: each wave with its items. Owner, status and days follow the Plan sheet.",
		"ウェーブと項目の時系列表示。責任者・状態・日付は「移行計画」シートに連動する。")
	PurposeRunbook = word(
		"What is done, day by day, one row for each step. Check off and By are yours to fill in; T counts working days from the cut-over of the sender.",
		"日ごとの作業 (1 行に 1 手順)。「実施」「実施者」は記入欄。T は切替日からの営業日数。")
	PurposeGoNoGo = word(
		"The checklist for the meeting that decides on a wave. Open points follow the other sheets; decisions, names and remarks are yours to fill in.",
		"ウェーブの実施可否判断会議のチェックリスト。未解決数は他のシートに連動し、判断・氏名・備考は記入欄。")
	PurposeComms = word(
		"What is sent to whom, and when, ready to copy. Enter the day on which it was sent.",
		"誰に何をいつ送るか。文面はそのまま使用できる。送付後に送付日を記入する。")
	PurposeChanges = word(
		"What changed from the earlier plan, and why.",
		"前回の計画からの変更とその理由。")
)

// Why they have no rows.
var (
	EmptyRunbook = word(
		"No steps: the plan has no items.",
		"手順なし: 計画に項目がない。")
	EmptyComms = word(
		"Nobody has to be told anything: the plan has no waves.",
		"連絡なし: 計画にウェーブがない。")
	EmptyChangesFirst = word(
		"There is no earlier plan to compare with: this is the first one.",
		"比較する前回の計画がない (最初の計画)。")
	EmptyChanges = word(
		"Nothing changed from the earlier plan.",
		"前回の計画からの変更なし。")
)

// Headers.
var (
	ColumnDaysToDecide    = word("Days to decision", "判断まで (日)")
	ColumnSlack           = word("Slack (days)", "余裕 (日)")
	ColumnDone            = word("Done", "完了")
	ColumnProgress        = word("Progress", "進捗")
	ColumnRoomItems       = word("Items limit", "件数の上限")
	ColumnFullItems       = word("Items used", "件数の使用率")
	ColumnRoomHours       = word("Hours limit", "工数の上限 (h)")
	ColumnFullHours       = word("Hours used", "工数の使用率")
	ColumnOpenQuestions   = word("Open questions", "未回答の質問数")
	ColumnWaveGaps        = word("Gaps that could hide senders", "送信元が漏れ得る証跡の不足")
	ColumnDecision        = word("Go/no-go", "実施可否")
	ColumnDoneOn          = word("Done on", "完了日")
	ColumnDatesBefore     = word("Microsoft's dates before its end", "完了前の Microsoft の期日")
	ColumnAnswers         = word("What is known", "判明している前提")
	ColumnLimits          = word("Limits of the route", "移行方式の上限")
	ColumnTogether        = word("Why they move together", "同時移行の理由")
	ColumnSite            = word("Site", "拠点")
	ColumnProject         = word("Project", "プロジェクト")
	ColumnCostYear        = word("Cost a year", "年間費用")
	ColumnCurrency        = word("Currency", "通貨")
	ColumnCostOnce        = word("Paid once for all senders", "全送信元で 1 回分")
	ColumnCostWhy         = word("How the cost is computed", "費用の算出根拠")
	ColumnToRunbook       = word("To the steps", "手順へ")
	ColumnToRollback      = word("To the rollback", "切り戻しへ")
	ColumnWaveOrSender    = word("Wave or sender", "ウェーブ・送信元")
	ColumnOffset          = word("T", "T")
	ColumnDate            = word("Date", "日付")
	ColumnCheck           = word("Check off", "実施")
	ColumnBy              = word("By", "実施者")
	ColumnStep            = word("What is done", "作業内容")
	ColumnCommand         = word("Command", "コマンド")
	ColumnWho             = word("Who", "担当")
	ColumnVerify          = word("How to verify", "確認方法")
	ColumnPortal          = word("In the portal", "管理画面での操作")
	ColumnStepNumber      = word("Step no.", "手順番号")
	ColumnSilence         = word("Silence until rollback (h)", "無送信の許容 (h)")
	ColumnNotCaptured     = word("Values not captured", "未取得の値")
	ColumnTestedOn        = word("Rollback tested on", "切り戻しテスト日")
	ColumnAdminFrom       = word("Admin needed from", "要管理者 (開始日)")
	ColumnCriterion       = word("Criterion", "判断項目")
	ColumnOpenPoints      = word("Open points", "未解決数")
	ColumnRequired        = word("What is needed", "必要な状態")
	ColumnMeetingDecision = word("Decision", "判断")
	ColumnDecidedBy       = word("Decided by", "判断者")
	ColumnDecidedOn       = word("Decided on", "判断日")
	ColumnRemarks         = word("Remarks", "備考")
	ColumnCode            = word("Criterion ID", "判断項目 ID")
	ColumnSendOn          = word("Send on", "送付予定日")
	ColumnAudience        = word("Audience", "対象者")
	ColumnSentOn          = word("Sent on", "送付日")
	ColumnTo              = word("To", "宛先")
	ColumnSubject         = word("Subject", "件名")
	ColumnMessage         = word("Text", "本文")
	ColumnMessageID       = word("Message ID", "連絡文 ID")
	ColumnChange          = word("Change", "変更")
	ColumnDaysLater       = word("Days later", "遅れ (日)")
	ColumnFromWave        = word("Old wave", "旧ウェーブ")
	ColumnFromStart       = word("Old start", "旧開始日")
	ColumnFromEnd         = word("Old end", "旧終了日")
	ColumnFromRoute       = word("Old route", "旧移行方式")
	ColumnToWave          = word("New wave", "新ウェーブ")
	ColumnToStart         = word("New start", "新開始日")
	ColumnToEnd           = word("New end", "新終了日")
	ColumnToRoute         = word("New route", "新移行方式")
)

// Sentences and small words in their cells.
var (
	NoteSheetsLeftOut = word(
		"Some values are computed from sheets that this version leaves out: they stay as they were when it was written.",
		"一部の値は、この版に含まれないシートから計算したもので、出力時点のまま更新されない。")
	NoteFallbackSteps = word(
		"Steps that keep Basic on for late senders belong to no wave and are at the end.",
		"期限に遅れる送信元のための例外措置の手順はウェーブに属さず、末尾に記載。")
	NoteEarlier = word(
		"Compared with the plan as of {asOf} UTC.",
		"{asOf} UTC 時点の計画との比較。")

	DateBefore         = word("{date}: {what}", "{date}: {what}")
	KeptOn             = word("Basic is kept on until {expires} (fallback)", "{expires} まで基本認証を維持 (例外措置)")
	CostOnce           = word("{cost} {currency}", "{cost} {currency}")
	ToRunbook          = word("Steps ({count})", "手順 ({count})")
	ToRollback         = word("Rollback", "切り戻し")
	FallbackNamed      = word("Fallback for {count} {count|sender|senders}", "送信元 {count} 件の例外措置")
	NoAddress          = word("no address known: use your own list", "アドレス不明 (別途宛先リストを使用)")
	ChangeMoved        = word("changed", "変更")
	ChangeNew          = word("new", "追加")
	ChangeGone         = word("removed", "除外")
	QuestionsInAll     = word("{count} {count|question|questions} in all", "質問は計 {count} 件")
	IncidentsUnplanned = word("and {count} without an item: see Unplanned", "ほか {count} 件は項目なし (「計画外」シートを参照)")
	DeadlineIs         = word("deadline {date}", "期限 {date}")
	NoLimit            = word("no limit", "上限なし")
	LoadOfWave         = word("items: {items} (limit: {roomItems}), hours: {hours} (limit: {roomHours})", "{items} 件 (上限 {roomItems})、{hours} 時間 (上限 {roomHours})")
	DaySpan            = word("{from} to {to}", "{from} ～ {to}")

	DayWork          = word("Working day", "営業日")
	DayWeekend       = word("Weekend", "週末")
	DayHoliday       = word("Holiday", "祝日")
	DayFreeze        = word("Change freeze", "変更凍結")
	DayAsOf          = word("Day of the plan", "計画の基準日")
	DayGoNoGo        = word("Go/no-go", "実施可否判断日")
	DayMilestone     = word("Microsoft's date or deadline", "Microsoft の期日・期限")
	DecisionOf       = word("Go/no-go of wave {wave}", "実施可否判断: ウェーブ {wave}")
	DeadlineOfPolicy = word("Deadline of the plan", "計画の期限")
)

// Small tables of the summary.
var (
	HeadingRemedies   = word("What would help late items", "期限超過への対策")
	HeadingFallbacks  = word("Fallbacks that keep Basic on", "基本認証を維持する例外措置")
	HeadingLoad       = word("Work by week", "週ごとの工数")
	EmptyRemedies     = word("Nothing is late.", "期限超過なし。")
	EmptyRemediesLate = word("Items are late, and none of the policy changes tried makes them fewer.", "期限超過があるが、試したポリシー変更では減らせない。")
	EmptyFallbacks    = word("As far as the plan knows, no sender needs Basic after Microsoft changes the default.", "Microsoft による既定値の変更後に基本認証を要する送信元は、計画上はない。")
	EmptyLoad         = word("The plan contains no work.", "計画に作業なし。")

	RemedyLate      = word("Still late", "残る期限超過")
	RemedyEnd       = word("Last end", "最終完了日")
	RemedyWhat      = word("Change", "変更内容")
	FallbackOn      = word("From", "開始日")
	FallbackExpires = word("Ends by", "終了期限")
	FallbackWhat    = word("What", "内容")
	FallbackMore    = word("Owner, check, reason for the end date", "責任者・確認日・期限の根拠")
	FallbackDetail  = word("Owner: {owner}; check on {check}; {why}", "責任者: {owner}、確認日: {check}、期限の根拠: {why}")
	NobodyYet       = word("nobody yet", "未定")
	LoadWeek        = word("Week of", "週 (月曜日)")
	LoadHours       = word("Hours", "工数 (h)")
	LoadRoom        = word("Limit of the policy", "ポリシーの上限")
	LoadByOwner     = word("By owner, busiest first", "責任者別 (負荷の高い順)")
	RoomHours       = word("{room} h", "{room} 時間")
	RoomTaken       = word("{room} h, {percent}% used", "{room} 時間、使用率 {percent}%")
	OwnerHours      = word("{owner} {hours} h", "{owner} {hours} 時間")
	OwnerHoursOf    = word("{owner} {hours} of {room} h", "{owner} {hours}/{room} 時間")
)

// Entries of a calendar.
var (
	TagMigration = word("SMTP AUTH migration", "SMTP AUTH 移行")
	TagWave      = word("Wave", "ウェーブ")
	TagDecision  = word("Go/no-go", "実施可否判断")
	TagMilestone = word("Microsoft's date", "Microsoft の期日")
	TagDeadline  = word("Deadline", "期限")
	TagFallback  = word("Fallback", "例外措置")

	EventWave            = word("Wave {wave}", "ウェーブ {wave}")
	EventItems           = word("senders: {count}, without an owner: {ownerless}", "送信元 {count} 件 (うち責任者未定 {ownerless} 件)")
	EventDecision        = word("The wave would run from {start} to {end}.", "ウェーブの予定期間: {start} ～ {end}。")
	EventQuestions       = word("open questions: {questions}, gaps in the evidence: {gaps}", "未回答の質問 {questions} 件、証跡の不足 {gaps} 件")
	EventMilestone       = word("{what}. Source: {source} (checked on {checked})", "{what}。出典: {source} (確認日 {checked})")
	EventDeadline        = word("The last day by which items should end; {count} {count|item is|items are} planned.", "項目を完了すべき最終日。計画済みは {count} 件。")
	EventFallbackOn      = word("Keep Basic on: {fallback}", "基本認証の維持を開始: {fallback}")
	EventFallbackCheck   = word("Check: {fallback}", "確認: {fallback}")
	EventFallbackExpires = word("Ends: {fallback}", "終了期限: {fallback}")
)

// Decisions on an item or a wave. Labels hold no comma, as with Routes.
var Decisions = Codes{
	{Code: "open", Label: word("Open", "未決")},
	{Code: "go", Label: word("Go", "実施")},
	{Code: "no-go", Label: word("No-go", "見送り")},
}

// Checks say what became of a step.
var Checks = Codes{
	{Code: "open", Label: word("Open", "未実施")},
	{Code: "done", Label: word("Done", "実施済み")},
	{Code: "skipped", Label: word("Skipped", "省略")},
}

// Audiences of messages, in the order in which a wave meets them.
var Audiences = Codes{
	{Code: "users", Label: word("Users", "利用者")},
	{Code: "device-owners", Label: word("Owners", "責任者")},
	{Code: "service-desk", Label: word("Service desk", "サービス デスク")},
	{Code: "management", Label: word("Management", "管理職")},
}

// MilestoneNames call Microsoft's dates by a few words, for calendars and drawings.
var MilestoneNames = Codes{
	{Code: "milestone.default-off", Label: word("Basic off by default", "基本認証が既定で無効")},
	{Code: "milestone.removal-announced", Label: word("Removal announced", "最終廃止日の発表")},
	{Code: "milestone.removal", Label: word("Basic removed for good", "基本認証の完全廃止")},
	{Code: "milestone.hve-basic-ends", Label: word("Basic ends for High Volume Email", "High Volume Email の基本認証終了")},
}

// Criteria of the meeting on a wave. The meaning says what is needed; a number above zero has to be explained in the remarks.
var Criteria = Codes{
	{"earlier", word("Items of earlier waves not done", "先行ウェーブの未完了項目"), word(
		"None, or each is known and not in the way.", "0 件、または未完了の理由が明らかで支障がないこと。")},
	{"pilot", word("Items of the pilot not done", "パイロットの未完了項目"), word(
		"None: the pilot shows that the routes work before more senders follow.", "0 件。パイロットで移行方式の動作を確認してから後続を実施する。")},
	{"rolled-back", word("Items of earlier waves rolled back", "先行ウェーブで切り戻した項目"), word(
		"None, or the cause is found and is not in this wave too.", "0 件、または原因が判明し、このウェーブには当てはまらないこと。")},
	{"incidents", word("Incidents not cleared", "未解決のインシデント"), word(
		"None: a known password is an incident first, and a migration later.", "0 件。パスワード漏えいへの対処を移行より優先する。")},
	{"owners", word("Items without an owner", "責任者未定の項目"), word(
		"None: somebody is responsible for every sender on its day.", "0 件。全送信元に当日の責任者がいること。")},
	{"questions", word("Items with open questions", "未回答の質問がある項目"), word(
		"None, or the route does not depend on the answer.", "0 件、または回答が移行方式を左右しないこと。")},
	{"not-started", word("Items not ready", "準備未着手の項目"), word(
		"None: the status in Plan is Ready or further.", "0 件。「移行計画」の状態が準備完了以降であること。")},
	{"blocked", word("Items blocked", "保留中の項目"), word(
		"None, or they are left out of the wave.", "0 件、またはこのウェーブから除外すること。")},
	{"steps", word("Steps due by now and open", "判断日までの未実施手順"), word(
		"None in Runbook up to the day of the decision.", "判断日までの手順が「作業手順書」ですべて実施済みであること。")},
	{"messages", word("Messages due by now and not sent", "判断日までの未送付連絡"), word(
		"None in Comms up to the day of the decision.", "判断日までの連絡が「連絡文」ですべて送付済みであること。")},
	{"rollback", word("Rollbacks not tested", "切り戻し未テストの項目"), word(
		"None, or one for the same route was tested.", "0 件、または同じ移行方式でテスト済みであること。")},
	{"undecided", word("Items not decided", "実施可否が未決の項目"), word(
		"None: each item is marked Go or No-go in Plan.", "0 件。「移行計画」の各項目に実施または見送りを記入すること。")},
	{"late", word("Items that end after the deadline", "期限後に完了する項目"), word(
		"None, or a fallback keeps Basic on for them.", "0 件、または例外措置で基本認証を維持すること。")},
	{"load", word("Limits of the policy exceeded", "ポリシーの上限超過"), word(
		"None, or people are available for the additional work.", "0 件、または追加作業の要員を確保すること。")},
	{"freeze", word("Days of a change freeze until the end", "終了日までの変更凍結日"), word(
		"Everybody with work in this wave knows them.", "作業者全員が把握していること。")},
	{"gaps", word("Gaps in the evidence", "証跡の不足"), word(
		"None, or accepted: senders may be missing. See Waves for the sources.", "0 件、または送信元の漏れを許容すること。情報源は「ウェーブ」シートを参照。")},
	{"whole", word("The wave as a whole", "ウェーブ全体"), word(
		"Every line above is Go; then decide on the wave.", "上記の全項目が「実施」であること。その上でウェーブの実施可否を判断する。")},
}
