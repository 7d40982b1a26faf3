package words

// Why a workbook is not read back. Each says what to do next.
var (
	ReadbackEmptyFile = word(
		"{file} is empty; save the workbook again",
		"{file} は空のファイルです。ブックを保存し直してください")
	ReadbackOtherFormat = word(
		"{file} is no Excel workbook but {format}; edit the workbook that unbasic export wrote and save it as .xlsx",
		"{file} は Excel ブックではなく {format} です。unbasic export が出力したブックを編集し、.xlsx 形式で保存してください")
	ReadbackSaveAs = word(
		"{file} is {format}; open it in the program that wrote it and save it as .xlsx",
		"{file} は {format} です。作成したソフトで開き、.xlsx 形式で保存してください")
	ReadbackEncrypted = word(
		"{file} is protected with a password; open it, take the password away and save it again",
		"{file} はパスワードで保護されています。開いてパスワードを解除し、保存し直してください")
	ReadbackBroken = word(
		"{file} is damaged or not whole ({detail}); copy or download it again, or open it in Excel, have it repaired and save it",
		"{file} は破損しているか途中で切れています ({detail})。コピーまたはダウンロードし直すか、Excel で開いて修復し、保存してください")
	ReadbackTooLarge = word(
		"{file} is larger than {limit} when it is unpacked; it is no workbook of unbasic, or has to be cleared of what was added",
		"{file} は展開すると {limit} を超えます。unbasic のブックではないか、追加された内容の削減が必要です")
	ReadbackNoSheet = word(
		"{file} has no sheet that unbasic reads back; its sheets are {sheets}",
		"{file} には unbasic が読み取るシートがありません。含まれるシート: {sheets}")
	ReadbackTenant = word(
		"{file} is a workbook of the tenant {theirs}, and this workspace is of {ours}; choose the other workspace with --workspace",
		"{file} はテナント {theirs} のブックですが、このワークスペースは {ours} です。--workspace で対応するワークスペースを指定してください")
	ReadbackLater = word(
		"{file} was exported when {theirs} decisions were in the journal, and here are {ours}: it belongs to another workspace, or the journal is an old copy; use the workspace that exported it",
		"{file} は記録が {theirs} 件ある状態で出力されましたが、ここには {ours} 件しかありません。別のワークスペースのものか、記録が古い複製です。出力元のワークスペースを使用してください")
	ReadbackRedacted = word(
		"{file} holds pseudonyms, so its rows can't be told apart safely; enter the changes in the workbook that was exported without --redact",
		"{file} は仮名化されており、行を確実に特定できません。--redact なしで出力したブックに変更を入力してください")
	ReadbackOtherPlan = word(
		"{file} has {rows} rows, and this plan knows none of them: it is of another plan; choose its workspace with --workspace",
		"{file} の {rows} 行はいずれもこの計画にありません。別の計画のブックです。--workspace で対応するワークスペースを指定してください")
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
		"{column}: 「{value}」は選択肢 ({choices}) にありません。元の値のままとします")
	ReadbackNearest = word(
		"{column}: “{value}” is none of the choices; the nearest is “{nearest}”; left as it was",
		"{column}: 「{value}」は選択肢にありません。最も近いのは「{nearest}」です。元の値のままとします")
	ReadbackDateReadings = word(
		"{column}: “{value}” can be {readings}; write it as 2026-12-01",
		"{column}: 「{value}」は {readings} のいずれにも読めます。2026-12-01 の形で記入してください")
	ReadbackNoDate = word(
		"{column}: “{value}” can't be read as a date; write it as 2026-12-01",
		"{column}: 「{value}」を日付として読み取れません。2026-12-01 の形で記入してください")
	ReadbackFarDate = word(
		"{column}: “{value}” would be {date}, which is not between {first} and {last}; left as it was",
		"{column}: 「{value}」は {date} となり、{first} から {last} の範囲にありません。元の値のままとします")
	ReadbackNoNumber = word(
		"{column}: “{value}” is no whole number; left as it was",
		"{column}: 「{value}」は整数ではありません。元の値のままとします")
	ReadbackErrorValue = word(
		"{column}: the cell shows the error {value}; left as it was",
		"{column}: セルがエラー {value} になっています。元の値のままとします")
	ReadbackNoResult = word(
		"{column}: the formula has no result in the file; open it in Excel, save it and read it again",
		"{column}: 数式の計算結果がファイルにありません。Excel で開いて保存し、読み直してください")
	ReadbackCutText = word(
		"{column}: the text was cut when it was exported, and the rest of it is not here; the change is not taken, write it into a cell of its own",
		"{column}: 出力時に省略された文章のため、残りの部分がありません。変更は反映しないため、別のセルに記入してください")
	ReadbackMerged = word(
		"the cell was merged with {cell}; left as it was, write the value into each row",
		"{cell} と結合されたセルです。元の値のままとします。値は各行に記入してください")
	ReadbackConflict = word(
		"{column}: “{value}” here, and “{other}” in another row of the same item ({cell}); the other one counts",
		"{column}: ここでは「{value}」、同じ項目の別の行 ({cell}) では「{other}」です。後者を採用します")
	ReadbackIDChanged = word(
		"{column} was changed to “{value}”; the row is read as the one that it was exported as, {id}",
		"{column} が「{value}」に変更されています。出力時の行 {id} として読み取ります")
	ReadbackSenderDiffers = word(
		"{column} is “{value}” and the hidden id that of another item, {id}; the row is read by its id",
		"{column} は「{value}」ですが、非表示の ID は別の項目 {id} のものです。ID に従って読み取ります")
	ReadbackResorted = word(
		"the hidden columns were not sorted along with the others; {rows} rows are read by {column}",
		"非表示の列が一緒に並べ替えられていません。{rows} 行を {column} に従って読み取ります")
	ReadbackWhichRow = word(
		"the hidden columns were not sorted along with the others, so that it is not known which row this is; not taken: {value}",
		"非表示の列が一緒に並べ替えられていないため、どの行か特定できません。反映しません: {value}")
	ReadbackNotAsExported = word(
		"the hidden column “{column}” is damaged in this row; it is read as if nothing were known of its export",
		"この行の非表示列「{column}」が壊れています。出力時の値は不明として読み取ります")
	ReadbackNoRow = word(
		"a row without an id and without an account of the plan; not taken: {value}",
		"ID がなく、計画内のアカウントも特定できない行です。反映しません: {value}")
	ReadbackRowGone = word(
		"the row {id} is not in the plan any more; what was written there stays in the journal",
		"行 {id} は現在の計画にありません。記入内容は記録に残します")
	ReadbackForeignRow = word(
		"the row is of the tenant {tenant}; not taken",
		"テナント {tenant} の行です。反映しません")
	ReadbackUnnamed = word(
		"a column without a header; kept as “{header}”, give it a name",
		"見出しのない列です。「{header}」として保持します。見出しを付けてください")
	ReadbackFarColumn = word(
		"columns behind {last} are not read; move what is yours next to the table",
		"{last} より右の列は読み取りません。記入内容は表の隣に移してください")
	ReadbackOutside = word(
		"text above the table; not taken: {value}",
		"表の上に書かれた文章です。反映しません: {value}")
	ReadbackComment = word(
		"a comment that is on no row which is read back; not taken: {value}",
		"読み取り対象の行にないコメントです。反映しません: {value}")
	ReadbackRenamed = word(
		"the column “{header}” is read as “{column}”",
		"列「{header}」を「{column}」として読み取ります")
	ReadbackNoHeader = word(
		"no header row was found, so nothing on this sheet can be read; put the headers back above the rows",
		"見出し行が見つからず、このシートを読み取れません。行の上に見出しを戻してください")
	ReadbackNoBase = word(
		"the hidden column “{column}” is missing: rows are found by id or account, and only cells in which something stands count",
		"非表示列「{column}」がありません。行は ID またはアカウントで特定し、値のあるセルのみ読み取ります")
	ReadbackSheetUnread = word(
		"a sheet of your own is not read; notes and columns on the sheets of the plan are",
		"独自に追加されたシートは読み取りません。計画のシート上の備考や列は読み取ります")
	ReadbackSheetBroken = word(
		"the sheet is damaged after row {row} ({detail}); the rows up to there are read",
		"シートが {row} 行目より後で破損しています ({detail})。そこまでの行を読み取ります")
	ReadbackMore = word(
		"{count} more problems are not listed",
		"ほかに {count} 件の問題があります")
)
