package words

// What only a workbook has to say.
var (
	StillValues = word(
		"Too many rows to follow other sheets; these stay as they were when this workbook was written: {columns}.",
		"行数が多いため他シートに連動しない: {columns} は本書作成時点の値。")
	StillLinks = word(
		"Too many rows to look up; these links lead to fixed rows and go wrong if the other sheet is sorted: {columns}.",
		"行数が多いため、{columns} のリンクは固定の行を指す。リンク先のシートを並べ替えるとずれる。")
	SheetLists = word("Lists", "リスト")
	Suggested  = word(
		"Any value can be entered in {columns}; suggestions are in the hidden sheet {sheet}.",
		"{columns} には任意の値を入力できる。候補は非表示シート「{sheet}」にある。")
)

// Days that a workbook counts from the day on which it is read.
var (
	FromToday = word(
		"{columns} count from today. This workbook was written as of {date}.",
		"{columns} は本日から起算する。本書の基準日は {date}。")
	FigureDeadlineLive = word("counted from today; {days} on {date}", "本日から起算 ({date} 時点で {days} 日)")
)

// Columns that lead from a sender to its rows of other sheets.
var (
	ColumnWithoutWave = word("Without a wave", "ウェーブなし")
	ColumnToGantt     = word("To its bar", "日程図へ")
)
