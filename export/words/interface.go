package words

// Buttons, fields and names of parts of a report that is read on a screen.
var (
	InterfaceSkip     = word("Skip to the content", "本文へ移動")
	InterfaceSheets   = word("Sheets", "シート一覧")
	InterfaceFigures  = word("Headline figures", "主な数値")
	InterfaceCharts   = word("Charts", "グラフ")
	InterfaceBehind   = word("Figures behind the chart: {title}", "グラフの元の数値: {title}")
	InterfaceTimeline = word("Timeline", "日程")
	InterfacePeriod   = word("{name}: {start} to {end}", "{name}: {start} ～ {end}")
	InterfaceLegend   = word("Legend", "凡例")
	InterfaceSearch   = word("Search in all columns", "全列を検索")
	InterfaceFilters  = word("Filters", "絞り込み")
	InterfaceAny      = word("any", "すべて")
	InterfaceBlank    = word("(empty)", "(空欄)")
	InterfaceClear    = word("Clear filters", "絞り込みを解除")
	InterfaceColumns  = word("Columns", "表示列")
	InterfaceSort     = word("Sort by {column}", "{column}で並べ替え")
	InterfaceRows     = word("Rows {from}–{to} of {count}", "{count} 行中 {from}～{to} 行目")
	InterfaceFiltered = word(
		"Rows {from}–{to} of {count} that match; {all} without filters",
		"該当 {count} 行中 {from}～{to} 行目 (絞り込み前 {all} 行)")
	InterfaceNoMatch  = word("No row matches the filters. Clear them to see all {all}.", "条件に合う行はない。絞り込みを解除すると全 {all} 行を表示する。")
	InterfacePrevious = word("Previous rows", "前の行")
	InterfaceNext     = word("Next rows", "次の行")
	InterfacePrint    = word("Print", "印刷")
	InterfaceClose    = word("Close", "閉じる")
	InterfaceStory    = word("Everything about {sender}", "{sender} の全情報")
	InterfaceNobody   = word("The sender in the address bar is not in this report.", "アドレス バーで指定された送信元は本書にない。")
	InterfaceNoScript = word(
		"Scripts are off. The summary and its charts are complete; the rows of the sheets need scripts. The scripts are part of this file, and nothing is loaded from a network.",
		"スクリプトが無効。サマリーとグラフはすべて表示されるが、各シートの行の表示にはスクリプトが必要。スクリプトは本ファイルに含まれ、ネットワークからは何も読み込まない。")
	InterfaceGenerated = word("{tool} · as of {asOf} UTC", "{tool}・基準時刻 {asOf} UTC")
	InterfacePrintCut  = word(
		"Only the first {shown} of {count} rows are printed. Filter the table to print others.",
		"印刷は {count} 行中、先頭の {shown} 行まで。ほかの行は絞り込んで印刷。")
	InterfaceMore        = word("… [{left} more characters]", "… [残り {left} 文字]")
	InterfaceTimelineCut = word(
		"The first {shown} of {count} rows are drawn here. All of them stand in {sheet}.",
		"ここに描くのは {count} 行中、先頭の {shown} 行まで。全体は「{sheet}」シートを参照。")
)
