package words

// What was read back from workbooks, and how far the work is by the evidence.
var (
	SheetProgress     = word("Progress", "進捗")
	PurposeProgress   = word("How far each sender is by what the sign-ins show, and not by its status; what contradicts its status comes first.", "状態欄ではなくサインインの記録から見た各送信元の進捗。状態と食い違うものから順に示す。")
	EmptyProgress     = word("The plan has no items and no new sender was seen.", "計画に項目がなく、新しい送信元も見つかっていない。")
	NoteCovered       = word("Sign-ins were read for these days (UTC): {spans}. Nothing is said of other days.", "読み取ったサインインの期間 (UTC): {spans}。これ以外の日については何も判断していない。")
	NoteCoveredNone   = word("No span of sign-ins was read whole, so nothing can be verified.", "完全に読み取れたサインインの期間がないため、何も確認できない。")
	NoteUnread        = word("Nothing is proven of {days|1 day|# days} of the plan that nobody read: {spans}.", "計画期間のうち {days} 日分は未読み取りで、何も確認できない: {spans}。")
	SpanDays          = word("{since} to {until}", "{since}〜{until}")
	SheetConflicts    = word("Conflicts", "競合")
	PurposeConflicts  = word("Cells in which several people wrote different things, or the plan changed meanwhile: what holds, by which rule, and what else there was. To decide otherwise, write it into the cell.", "複数の人が異なる内容を記入したか、その間に計画が変わったセル。採用した値とその規則、他にあった値を示す。別の値にする場合は元のセルに記入する。")
	EmptyConflicts    = word("Nobody wrote anything that contradicts what somebody else wrote.", "互いに食い違う記入はない。")
	SheetJournal      = word("Journal", "変更記録")
	PurposeJournal    = word("Every change that was read from a workbook: what, from, to, which file and cell, and when. The newest come first.", "ブックから読み取ったすべての変更 (対象、変更前、変更後、ファイルとセル、日時)。新しいものから順に示す。")
	EmptyJournal      = word("No change was read from a workbook yet.", "ブックから読み取った変更はまだない。")
	ColumnState       = word("By the evidence", "記録から見た状態")
	ColumnStateSince  = word("State since", "状態の開始日")
	ColumnLate        = word("Late", "遅延")
	ColumnDue         = word("Due", "期日")
	ColumnLastBasic   = word("Last Basic", "最後の基本認証")
	ColumnLastOAuth   = word("Last OAuth", "最後の OAuth")
	ColumnNeedsDays   = word("Silent days needed", "必要な無通信日数")
	ColumnSilentDays  = word("Silent days read", "確認済み無通信日数")
	ColumnVerifiable  = word("Verifiable on", "確認可能日")
	ColumnCulprits    = word("Clients to look at", "確認すべきクライアント")
	ClientSeen        = word("{place}, last on {last} UTC", "{place} (最終 {last} UTC)")
	ColumnRead        = word("Read on", "読み取り日時")
	ColumnSheet       = word("Sheet", "シート")
	ColumnField       = word("Column", "列")
	ColumnHolds       = word("What holds", "採用した値")
	ColumnMergeRule   = word("Rule", "規則")
	ColumnOthers      = word("What else there was", "他にあった値")
	ColumnBefore      = word("From", "変更前")
	ColumnAfter       = word("To", "変更後")
	ColumnBookFile    = word("File", "ファイル")
	ColumnBookCell    = word("Cell", "セル")
	ColumnRowID       = word("Row ID", "行 ID")
	ColumnComment     = word("Comment", "コメント")
	ColumnBookSum     = word("SHA-256 of the file", "ファイルの SHA-256")
	ValueEmpty        = word("(empty)", "(空欄)")
	OtherFromPlan     = word("{value} (the plan)", "{value} (計画)")
	OtherFromBook     = word("{value} ({file}, {cell})", "{value} ({file}、{cell})")
	HeadingHistory    = word("Progress so far", "これまでの進捗")
	ChartHistory      = word("Items by the evidence, over time", "記録から見た項目数の推移")
	EmptyHistory      = word("unbasic track has not been run yet.", "unbasic track は未実行。")
	ColumnVerified    = word("Verified", "確認済み")
	ColumnUnverified  = word("Done, not verified", "完了 (未確認)")
	ColumnRegressions = word("Said done, seen on Basic", "完了とされたが基本認証を使用")
	ColumnNotDone     = word("Not done", "未完了")
	HeadingTracked    = word("By the evidence", "記録から見た進捗")

	FigureVerified         = word("Done and verified", "完了 (確認済み)")
	FigureVerifiedHint     = word("the sign-ins agree", "サインインの記録と一致")
	FigureUnverified       = word("Done, not verified", "完了 (未確認)")
	FigureUnverifiedHint   = word("too early to tell, or days were not read", "判断には早いか、読み取れていない日がある")
	FigureRegressions      = word("Done, and seen again", "完了後に再使用")
	FigureRegressionsHint  = word("said to be done, and Basic was used or tried since", "完了とされた後に基本認証の使用または試行あり")
	FigureUnsaid           = word("Moved, not said", "移行済み (未記入)")
	FigureUnsaidHint       = word("the sign-ins show that they moved; set their status to done", "記録では移行が完了している。状態を「完了」にすること")
	FigureNewSenders       = word("New senders", "新しい送信元")
	FigureNewSendersHint   = word("use Basic and were not in the plan", "基本認証を使用し、計画になかったもの")
	FigureUnread           = word("Days not read", "未読み取りの日数")
	FigureUnreadHint       = word("of the plan so far; nothing is proven of them", "計画期間のうち記録を読み取れていない日 (何も確認できない)")
	FigureForecast         = word("End at this pace", "現在のペースでの完了日")
	FigureExposureLeft     = word("Exposure left", "残りのリスク量")
	FigureExposureLeftHint = word("the plan would have {planned} left today", "計画上の本日の残りは {planned}")
)

// ProgressStates are what the evidence says of an item, what needs looking at first.
var ProgressStates = Codes{
	{"returned", word("Came back", "再発"), word("it had been verified, and a sign-in with Basic succeeded since", "一度確認済みになった後、基本認証のサインインが成功している")},
	{"regression", word("Still on Basic", "基本認証が継続"), word("said to be done, and a sign-in with Basic succeeded since", "完了とされた後に、基本認証のサインインが成功している")},
	{"failing", word("Refused", "送信不可"), word("said to be done, and a client still tries Basic and is refused: that mail is not sent", "完了とされた後も基本認証を試みて拒否されている。そのメールは送信されていない")},
	{"new-sender", word("New sender", "新しい送信元"), word("uses Basic and was not in the plan", "基本認証を使用しており、計画になかった")},
	{"moved-unsaid", word("Moved, not said", "移行済み (未記入)"), word("the evidence shows that it moved; set its status to done", "記録では移行が完了している。状態を「完了」にすること")},
	{"unknown", word("Not known", "不明"), word("days since then were not read, or its rhythm can't be told from what was read", "その後の日が読み取れていないか、読み取った記録から送信の周期を判断できない")},
	{"waiting", word("Too early", "経過観察中"), word("said to be done, nothing contradicts it, and it has not been silent for long enough", "完了とされ、食い違いはないが、無通信の期間がまだ足りない")},
	{"quiet", word("Quiet", "無通信"), word("not said to be done, and silent for as long as would verify it: ask whether it is still needed", "完了とされていないが、確認に足る期間通信がない。まだ必要か確認すること")},
	{"on-basic", word("On Basic", "基本認証を使用中"), word("uses Basic, as what is not done does", "未完了のため、基本認証を使用している")},
	{"vanished", word("Account gone", "アカウントなし"), word("the evidence does not know the account any more", "記録にアカウントが見つからなくなった")},
	{"verified", word("Verified", "確認済み"), word("said to be done, and the evidence agrees", "完了とされ、記録とも一致している")},
	{"licence-new", word("Licence: new finding", "ライセンス: 新規の指摘"), word("a licence finding that was not there before", "以前はなかったライセンスの指摘")},
	{"licence-back", word("Licence: back", "ライセンス: 再発"), word("a licence finding that had been cured", "一度解消されたライセンスの指摘が再び発生")},
	{"licence-eased", word("Licence: eased", "ライセンス: 軽減"), word("a violation of which something is left to review", "違反は解消したが、確認事項が残るライセンスの指摘")},
	{"licence-cured", word("Licence: cured", "ライセンス: 解消"), word("a licence finding that is no more", "解消されたライセンスの指摘")},
	{"licence-unknown", word("Licence: not known", "ライセンス: 不明"), word("a licence finding that can't be read any more, which is no cure", "読み取れなくなったライセンスの指摘 (解消ではない)")},
}

// MergeRules are how it was decided what holds.
var MergeRules = Codes{
	{"edited", word("Edited", "記入どおり"), word("nobody else had changed it since the export", "出力後に他の人が変更していない")},
	{"person-wins", word("Person wins", "記入を優先"), word("the plan has another value by now; what a person wrote wins over what was generated", "計画の値も変わっているが、人の記入を優先する")},
	{"joined", word("Joined", "併記"), word("several people wrote different text; all of it is kept", "複数の人が異なる文を記入したため、すべて残す")},
	{"last-saved", word("Last saved", "最終保存を優先"), word("several people wrote different values; that of the workbook that was saved last holds", "複数の人が異なる値を記入したため、最後に保存されたブックの値を採用する")},
}
