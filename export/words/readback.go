package words

// Why a workbook is not read back. Each says what to do next.
var (
	ReadbackEmptyFile = word(
		"{file} is empty; save the workbook again",
		"{file} は空のファイル。ブックを保存し直すこと")
	ReadbackOtherFormat = word(
		"{file} is no Excel workbook but {format}; edit the workbook that unbasic export wrote and save it as .xlsx",
		"{file} は Excel ブックではなく {format}。unbasic export が出力したブックを編集し、.xlsx 形式で保存すること")
	ReadbackSaveAs = word(
		"{file} is {format}; open it in the program that wrote it and save it as .xlsx",
		"{file} は {format}。作成したソフトで開き、.xlsx 形式で保存すること")
	ReadbackEncrypted = word(
		"{file} is protected with a password; open it, take the password away and save it again",
		"{file} はパスワードで保護されている。開いてパスワードを解除し、保存し直すこと")
	ReadbackBroken = word(
		"{file} is damaged or not whole ({detail}); copy or download it again, or open it in Excel, have it repaired and save it",
		"{file} は破損しているか途中で切れている ({detail})。コピーまたはダウンロードし直すか、Excel で開いて修復し、保存すること")
	ReadbackTooLarge = word(
		"{file} is larger than {limit} when it is unpacked; it is no workbook of unbasic, or has to be cleared of what was added",
		"{file} は展開すると {limit} を超える。unbasic のブックではないか、追加された内容の削減が必要")
	ReadbackNoSheet = word(
		"{file} has no sheet that unbasic reads back; its sheets are {sheets}",
		"{file} には unbasic が読み取るシートがない。含まれるシート: {sheets}")
	ReadbackTenant = word(
		"{file} is a workbook of the tenant {theirs}, and this workspace is of {ours}; choose the other workspace with --workspace",
		"{file} はテナント {theirs} のブックで、この作業フォルダーは {ours} のもの。--workspace で対応する作業フォルダーを指定すること")
	ReadbackLater = word(
		"{file} was exported when {theirs} decisions were in the journal, and here are {ours}: it belongs to another workspace, or the journal is an old copy; use the workspace that exported it",
		"{file} は変更記録が {theirs} 件ある状態で出力されたが、ここには {ours} 件しかない。別の作業フォルダーのものか、変更記録が古い複製である。出力元の作業フォルダーを使用すること")
	ReadbackRedacted = word(
		"{file} holds pseudonyms, so its rows can't be told apart safely; enter the changes in the workbook that was exported without --redact",
		"{file} は仮名化されており、行を確実に特定できない。--redact なしで出力したブックに変更を入力すること")
	ReadbackOtherPlan = word(
		"{file} has {rows} rows, and this plan knows none of them: it is of another plan; choose its workspace with --workspace",
		"{file} の {rows} 行はいずれもこの計画にない。別の計画のブックである。--workspace で対応する作業フォルダーを指定すること")
)

// What files turn out to be.
var (
	FormatCSV   = word("text with separators (CSV)", "区切り文字付きテキスト (CSV)")
	FormatText  = word("plain text", "テキスト ファイル")
	FormatHTML  = word("a web page (HTML)", "Web ページ (HTML)")
	FormatXML   = word("an XML file", "XML ファイル")
	FormatJSON  = word("a JSON file", "JSON ファイル")
	FormatPDF   = word("a PDF document", "PDF 文書")
	FormatZip   = word("an archive of other files (ZIP)", "他のファイルの書庫 (ZIP)")
	FormatOther = word("something else", "別の形式")
	FormatXLS   = word("a workbook in the old format of Excel (.xls)", "旧形式の Excel ブック (.xls)")
	FormatXLSB  = word("a binary workbook of Excel (.xlsb)", "Excel バイナリ ブック (.xlsb)")
	FormatODS   = word("an OpenDocument spreadsheet (.ods)", "OpenDocument 表計算 (.ods)")
)

// Problems of one sheet, row or cell: the rest is read.
var (
	ReadbackNoChoice = word(
		"{column}: “{value}” is none of {choices}; left as it was",
		"{column}: 「{value}」は選択肢 ({choices}) にない。元の値のままとする")
	ReadbackNearest = word(
		"{column}: “{value}” is none of the choices; the nearest is “{nearest}”; left as it was",
		"{column}: 「{value}」は選択肢にない。最も近いのは「{nearest}」。元の値のままとする")
	ReadbackDateReadings = word(
		"{column}: “{value}” can be {readings}; write it as 2026-12-01",
		"{column}: 「{value}」は {readings} のいずれにも読める。2026-12-01 の形で記入すること")
	ReadbackNoDate = word(
		"{column}: “{value}” can't be read as a date; write it as 2026-12-01",
		"{column}: 「{value}」を日付として読み取れない。2026-12-01 の形で記入すること")
	ReadbackFarDate = word(
		"{column}: “{value}” would be {date}, which is not between {first} and {last}; left as it was",
		"{column}: 「{value}」は {date} となり、{first} から {last} の範囲にない。元の値のままとする")
	ReadbackNoNumber = word(
		"{column}: “{value}” is no whole number; left as it was",
		"{column}: 「{value}」は整数ではない。元の値のままとする")
	ReadbackErrorValue = word(
		"{column}: the cell shows the error {value}; left as it was",
		"{column}: セルがエラー {value} になっている。元の値のままとする")
	ReadbackNoResult = word(
		"{column}: the formula has no result in the file; open it in Excel, save it and read it again",
		"{column}: 数式の計算結果がファイルにない。Excel で開いて保存し、読み直すこと")
	ReadbackCutText = word(
		"{column}: the text was cut when it was exported, and the rest of it is not here; the change is not taken, write it into a cell of its own",
		"{column}: 出力時に省略された文章で、残りの部分がない。変更は反映しないため、別のセルに記入すること")
	ReadbackMerged = word(
		"the cell was merged with {cell}; left as it was, write the value into each row",
		"{cell} と結合されたセル。元の値のままとする。値は各行に記入すること")
	ReadbackConflict = word(
		"{column}: “{value}” here, and “{other}” in another row of the same item ({cell}); the other one counts",
		"{column}: ここでは「{value}」、同じ項目の別の行 ({cell}) では「{other}」。後者を採用する")
	ReadbackIDChanged = word(
		"{column} was changed to “{value}”; the row is read as the one that it was exported as, {id}",
		"{column} が「{value}」に変更されている。出力時の行 {id} として読み取る")
	ReadbackSenderDiffers = word(
		"{column} is “{value}” and the hidden id that of another item, {id}; the row is read by its id",
		"{column} は「{value}」だが、非表示の ID は別の項目 {id} のもの。ID に従って読み取る")
	ReadbackResorted = word(
		"the hidden columns were not sorted along with the others; {rows} rows are read by {column}",
		"非表示の列が一緒に並べ替えられていない。{rows} 行を {column} に従って読み取る")
	ReadbackWhichRow = word(
		"the hidden columns were not sorted along with the others, so that it is not known which row this is; not taken: {value}",
		"非表示の列が一緒に並べ替えられていないため、どの行か特定できない。反映しない: {value}")
	ReadbackNotAsExported = word(
		"the hidden column “{column}” is damaged in this row; it is read as if nothing were known of its export",
		"この行の非表示列「{column}」が壊れている。出力時の値は不明として読み取る")
	ReadbackNoRow = word(
		"a row without an id and without an account of the plan; not taken: {value}",
		"ID がなく、計画内のアカウントも特定できない行。反映しない: {value}")
	ReadbackRowGone = word(
		"the row {id} is not in the plan any more; what was written there stays in the journal",
		"行 {id} は現在の計画にない。記入内容は変更記録に残す")
	ReadbackForeignRow = word(
		"the row is of the tenant {tenant}; not taken",
		"テナント {tenant} の行。反映しない")
	ReadbackUnnamed = word(
		"a column without a header; kept as “{header}”, give it a name",
		"見出しのない列。「{header}」として保持する。見出しを付けること")
	ReadbackFarColumn = word(
		"columns behind {last} are not read; move what is yours next to the table",
		"{last} より右の列は読み取らない。記入内容は表の隣に移すこと")
	ReadbackOutside = word(
		"text above the table; not taken: {value}",
		"表の上に書かれた文章。反映しない: {value}")
	ReadbackComment = word(
		"a comment that is on no row which is read back; not taken: {value}",
		"読み取り対象の行にないコメント。反映しない: {value}")
	ReadbackRenamed = word(
		"the column “{header}” is read as “{column}”",
		"列「{header}」を「{column}」として読み取る")
	ReadbackNoHeader = word(
		"no header row was found, so nothing on this sheet can be read; put the headers back above the rows",
		"見出し行が見つからず、このシートを読み取れない。行の上に見出しを戻すこと")
	ReadbackNoBase = word(
		"the hidden column “{column}” is missing: rows are found by id or account, and only cells in which something stands count",
		"非表示列「{column}」がない。行は ID またはアカウントで特定し、値のあるセルのみ読み取る")
	ReadbackSheetUnread = word(
		"a sheet of your own is not read; notes and columns on the sheets of the plan are",
		"独自に追加されたシートは読み取らない。計画のシート上の備考や列は読み取る")
	ReadbackSheetBroken = word(
		"the sheet is damaged ({detail}), and nothing on it is read; open the workbook in Excel, have it repaired and save it",
		"シートが破損しており ({detail})、読み取らない。Excel でブックを開いて修復し、保存すること")
	ReadbackSheetCut = word(
		"the sheet is damaged after row {row} ({detail}); the rows up to there are read",
		"シートが {row} 行目より後で破損している ({detail})。そこまでの行を読み取る")
	ReadbackCommentsBroken = word(
		"the comments on the sheet are damaged ({detail}) and not read",
		"シートのコメントが破損しており ({detail})、読み取らない")
	ReadbackMore = word(
		"{count} more problems are not listed",
		"ほかに {count} 件の問題がある")
)
