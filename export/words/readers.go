package words

// For whom a report was made, where it is not for all.
var (
	ForAdmin   = word("For the IT administrator", "IT 管理者向け")
	ForManager = word("For the project manager", "プロジェクト管理者向け")
	ForAuditor = word("For the auditor", "監査担当者向け")

	ForSubtitle = word("{subtitle} · {reader}", "{subtitle}・{reader}")
	ForReader   = word("{reader} · left out: {sheets}", "{reader}・省略したシート: {sheets}")
	ForNothing  = word("{reader} · nothing left out", "{reader}・省略なし")
	ForAbout    = word("Made for", "対象読者")
	ForWhole    = word("unbasic export without --for writes the whole report", "--for を付けない unbasic export で全体を出力")

	// The summary's figures as a table of their own.
	FigureGroupHeader = word("Group", "区分")
	FigureHeader      = word("Figure", "指標")
	FigureValueHeader = word("Value", "値")
	FigureHintHeader  = word("Note", "補足")
	HeadingFigures    = word("Figures", "指標一覧")

	// What kind of number a figure is (a share of 0.9 is 90%), and the files of a format that has one a table.
	FigureTypeHeader = word("Type", "種類")
	FileHeader       = word("File", "ファイル")
	FileEmptyHeader  = word("Why there are no rows", "行がない理由")
	FileNotesHeader  = word("Notes", "注記")
)
