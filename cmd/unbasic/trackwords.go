package main

import "unbasic/inventory"

// The words of track.
var (
	headState       = inventory.Phrase{En: "By the evidence", Ja: "記録から見た状態"}
	headLastBasic   = inventory.Phrase{En: "Last Basic", Ja: "最後の基本認証"}
	headDue         = inventory.Phrase{En: "Due", Ja: "期日"}
	headPlanned     = inventory.Phrase{En: "Planned", Ja: "計画済み"}
	headVerified    = inventory.Phrase{En: "Done and verified", Ja: "完了 (確認済み)"}
	headUnverified  = inventory.Phrase{En: "Done, not verified", Ja: "完了 (未確認)"}
	headRegressions = inventory.Phrase{En: "Done, and seen again", Ja: "完了後に再使用"}
	headNotDone     = inventory.Phrase{En: "Not done", Ja: "未完了"}
	headBlocked     = inventory.Phrase{En: "Blocked", Ja: "保留"}
	headUnsaid      = inventory.Phrase{En: "Moved, not said", Ja: "移行済み (未記入)"}
	headVanished    = inventory.Phrase{En: "Account gone", Ja: "アカウントなし"}
	headChange      = inventory.Phrase{En: "Change", Ja: "変化"}
	headBefore      = inventory.Phrase{En: "From", Ja: "変更前"}
	headTo          = inventory.Phrase{En: "To", Ja: "変更後"}
	headDay         = inventory.Phrase{En: "Seen on", Ja: "確認日"}
	headNewSenders  = inventory.Phrase{En: "New senders", Ja: "新しい送信元"}

	// wordLate is a day by which an item should have been done.
	wordLate = inventory.Phrase{En: "{day} late", Ja: "{day} 遅延"}

	wordStateSince = inventory.Phrase{En: "since {day}", Ja: "{day} 以降"}
	wordDue        = inventory.Phrase{En: "due {day}", Ja: "期日 {day}"}
	wordTrackedOld = inventory.Phrase{En: "progress.json is of {day} and of another inventory: run unbasic track", Ja: "progress.json は別のインベントリのもの ({day} 時点)。unbasic track を実行すること"}

	sayNewSender    = inventory.Phrase{En: "uses Basic, first seen on {day}, and was not in the plan", Ja: "基本認証を使用しており (初回 {day})、計画になかった"}
	sayReadBack     = inventory.Phrase{En: "read {path}: {rows|1 row|# rows}, {changes|1 change|# changes|no change}", Ja: "{path} を読み取り (行 {rows}、変更 {changes})"}
	sayReadAgain    = inventory.Phrase{En: "{name} was read before and has not changed since: nothing of it counts twice", Ja: "{name} は読み取り済み。その後の変更なし"}
	sayStale        = inventory.Phrase{En: "{count|1 value|# values} of an older workbook {count|was|were} changed by somebody since and {count|stays|stay} as now", Ja: "古いブックの値のうち、その後に変更されたため採用しなかったもの: {count} 件"}
	sayConflict     = inventory.Phrase{En: "{cell}: {subject}, {column}: {value} holds ({rule}); there was also {others}", Ja: "{cell}: {subject} の「{column}」は {value} を採用 ({rule})。他の値: {others}"}
	sayJoined       = inventory.Phrase{En: "{cell}: {subject}, {column}: several people wrote, and all of it is kept: {others}", Ja: "{cell}: {subject} の「{column}」は複数の人が記入したため、すべて併記: {others}"}
	sayMoreProblems = inventory.Phrase{En: "and {count} more of the kind", Ja: "ほか {count} 件"}
	sayPlanIsOlder  = inventory.Phrase{En: "{plan} was made from another inventory than {inventory}: run unbasic plan before unbasic export", Ja: "{plan} は {inventory} とは別のインベントリから作成されたもの。unbasic export の前に unbasic plan を実行すること"}
	sayOldEvidence  = inventory.Phrase{En: "the inventory is of {day}, {days|1 day|# days} ago, and so is this progress: run unbasic collect and unbasic inventory for today's", Ja: "インベントリは {day} 時点 ({days} 日前) のもので、この進捗も同日時点。現在の進捗を見るには unbasic collect と unbasic inventory を実行すること"}
	sayOldSignIns   = inventory.Phrase{En: "the sign-ins that were read end on {day}, {days|1 day|# days} ago: what happened since is not known; run unbasic collect (or import) and unbasic inventory", Ja: "読み取ったサインインは {day} ({days} 日前) まで。その後のことは不明。unbasic collect (または import) と unbasic inventory を実行すること"}
	sayTracked      = inventory.Phrase{En: "{verified} of {items} done and verified, {unverified} done and not verified yet, {regressions} said to be done and seen again", Ja: "{items} 件中 {verified} 件が完了 (確認済み)、{unverified} 件が完了 (未確認)、{regressions} 件が完了後に再使用"}
	sayUnread       = inventory.Phrase{En: "{days|1 day|# days} of the plan {days|was|were} not read, from {first} to {last}: nothing is proven of {days|it|them}; collect or import {days|it|them} again", Ja: "計画期間のうち {days} 日分 ({first}〜{last}) が未読み取りで、何も確認できない。改めて collect または import すること"}
	sayCompared     = inventory.Phrase{En: "from {since} to {until}: {count|1 change|# changes|no change}", Ja: "{since} から {until} までの変化: {count} 件"}
	sayForecast     = inventory.Phrase{En: "{what}", Ja: "{what}"}
	sayHoldsCells   = inventory.Phrase{En: "--fail-on {condition} holds: {count} {count|cell|cells}", Ja: "--fail-on {condition} に該当: セル {count} 件"}

	headTenant   = inventory.Phrase{En: "Tenant", Ja: "テナント"}
	headRun      = inventory.Phrase{En: "Run", Ja: "処理結果"}
	headAgreed   = inventory.Phrase{En: "Verified", Ja: "確認済み"}
	headAgain    = inventory.Phrase{En: "Seen again", Ja: "再使用"}
	headOverdue  = inventory.Phrase{En: "Late", Ja: "遅延"}
	headForecast = inventory.Phrase{En: "Forecast", Ja: "完了見込み"}
	headReadEnd  = inventory.Phrase{En: "Read until", Ja: "読み取り終了"}
	headAsOf     = inventory.Phrase{En: "As of", Ja: "基準日"}

	sayMoreTenants   = inventory.Phrase{En: "{count} more", Ja: "ほか {count} テナント"}
	sayTenantsFailed = inventory.Phrase{En: "{failed} of {count} {count|tenant|tenants} failed: {names}; the roll-up has the reasons", Ja: "{count} テナント中 {failed} テナントの処理が失敗: {names} (理由は集計ブックを参照)"}
)
