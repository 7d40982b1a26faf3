package main

import "unbasic/inventory"

// The headers of tables on the terminal.
var (
	headSource     = inventory.Phrase{En: "Source", Ja: "情報源"}
	headPart       = inventory.Phrase{En: "Part", Ja: "区分"}
	headStatus     = inventory.Phrase{En: "Status", Ja: "状態"}
	headRecords    = inventory.Phrase{En: "Records", Ja: "件数"}
	headReason     = inventory.Phrase{En: "Reason", Ja: "理由"}
	headSender     = inventory.Phrase{En: "Sender", Ja: "送信元"}
	headName       = inventory.Phrase{En: "Name", Ja: "表示名"}
	headVerdict    = inventory.Phrase{En: "Verdict", Ja: "判定"}
	headKind       = inventory.Phrase{En: "Kind", Ja: "種別"}
	headLicense    = inventory.Phrase{En: "Licence", Ja: "ライセンス"}
	headWave       = inventory.Phrase{En: "Wave", Ja: "ウェーブ"}
	headStart      = inventory.Phrase{En: "Start", Ja: "開始"}
	headEnd        = inventory.Phrase{En: "End", Ja: "終了"}
	headRoute      = inventory.Phrase{En: "Route", Ja: "移行方式"}
	headOwner      = inventory.Phrase{En: "Owner", Ja: "担当"}
	headReadable   = inventory.Phrase{En: "Readable", Ja: "読取可"}
	headPermission = inventory.Phrase{En: "Permission", Ja: "アクセス許可"}
	headRole       = inventory.Phrase{En: "Role of a person", Ja: "利用者のロール"}
	headNeeds      = inventory.Phrase{En: "Tenant needs", Ja: "必要なライセンス"}
	headGives      = inventory.Phrase{En: "What it gives", Ja: "得られる情報"}
	headNext       = inventory.Phrase{En: "Next step", Ja: "次の手順"}
	headSnapshot   = inventory.Phrase{En: "Snapshot", Ja: "スナップショット"}
	headFile       = inventory.Phrase{En: "File", Ja: "ファイル"}
	headBytes      = inventory.Phrase{En: "Bytes", Ja: "バイト数"}
	headSum        = inventory.Phrase{En: "SHA-256", Ja: "SHA-256"}
	headFormat     = inventory.Phrase{En: "Format", Ja: "形式"}
	headRowsRead   = inventory.Phrase{En: "Rows", Ja: "行数"}
	headRowsUsed   = inventory.Phrase{En: "Used", Ja: "使用"}
	headAside      = inventory.Phrase{En: "Left aside", Ja: "除外"}
	headSince      = inventory.Phrase{En: "Since (UTC)", Ja: "開始 (UTC)"}
	headUntil      = inventory.Phrase{En: "Until (UTC)", Ja: "終了 (UTC)"}
	headSaid       = inventory.Phrase{En: "Said of it", Ja: "備考"}
	headFrom       = inventory.Phrase{En: "From", Ja: "種別・発信元"}
	headUse        = inventory.Phrase{En: "Ok/failed", Ja: "成功/失敗"}
	headBasic      = inventory.Phrase{En: "Basic", Ja: "基本認証"}
	headFirstStep  = inventory.Phrase{En: "Do first", Ja: "まず行うこと"}
	headType       = inventory.Phrase{En: "Type", Ja: "種類"}
	headGoNoGo     = inventory.Phrase{En: "Go/no-go", Ja: "可否判断"}
	headItems      = inventory.Phrase{En: "Items", Ja: "項目"}
	headHours      = inventory.Phrase{En: "Hours", Ja: "工数 (h)"}
	headLate       = inventory.Phrase{En: "Late", Ja: "期限超過"}
	headSlack      = inventory.Phrase{En: "Days to the deadline", Ja: "期限までの日数"}
	headCost       = inventory.Phrase{En: "Cost a year", Ja: "年間費用"}
	headCurrency   = inventory.Phrase{En: "Currency", Ja: "通貨"}
	headQuestions  = inventory.Phrase{En: "Questions", Ja: "確認事項"}
	headLimits     = inventory.Phrase{En: "Limits", Ja: "上限"}
	headBackUntil  = inventory.Phrase{En: "Back until", Ja: "切り戻し期限"}
	headSite       = inventory.Phrase{En: "Site", Ja: "拠点"}
	headProject    = inventory.Phrase{En: "Project", Ja: "プロジェクト"}
	headWaveName   = inventory.Phrase{En: "Name", Ja: "名称"}
	headWeight     = inventory.Phrase{En: "Weight", Ja: "1 日あたりの負担"}
	headMoveGroup  = inventory.Phrase{En: "Move group", Ja: "同時移行グループ"}
	headDepartment = inventory.Phrase{En: "Department", Ja: "部署"}
	headSenderID   = inventory.Phrase{En: "Sender ID", Ja: "送信元 ID"}
	headItemID     = inventory.Phrase{En: "Item ID", Ja: "項目 ID"}
	headWhat       = inventory.Phrase{En: "What", Ja: "項目"}
	headDifference = inventory.Phrase{En: "Difference", Ja: "差"}
	headLateIn     = inventory.Phrase{En: "Late in", Ja: "期限超過"}
	headRisk       = inventory.Phrase{En: "Risk", Ja: "リスク"}
)

// Words in tables.
var (
	wordYes        = inventory.Phrase{En: "yes", Ja: "可"}
	wordGranted    = inventory.Phrase{En: "(granted)", Ja: "(付与済み)"}
	wordStopped    = inventory.Phrase{En: "stopped", Ja: "停止"}
	wordOneClient  = inventory.Phrase{En: ", 1 client", Ja: "、クライアント 1 件"}
	wordClients    = inventory.Phrase{En: ", {count} clients", Ja: "、クライアント {count} 件"}
	wordCounted    = inventory.Phrase{En: "{count} {what}", Ja: "{what} {count}"}
	wordComma      = inventory.Phrase{En: ", ", Ja: "、"}
	wordPlace      = inventory.Phrase{En: "wave {wave}, {start} to {end}, {route}", Ja: "ウェーブ {wave}、{start} ～ {end}、{route}"}
	wordShortPlace = inventory.Phrase{En: "{wave}: {end} {route}", Ja: "{wave}: {end} {route}"}
	wordNoPlace    = inventory.Phrase{En: "not in the plan", Ja: "計画になし"}
	wordLateBoth   = inventory.Phrase{En: "both", Ja: "両方"}
	wordNotGranted = inventory.Phrase{En: "(not granted)", Ja: "(未付与)"}
)

// comparedWords say what the rows of a comparison are about.
var comparedWords = map[string]inventory.Phrase{
	"last-end":     {En: "last end", Ja: "最終完了日"},
	"deadline":     {En: "deadline", Ja: "期限"},
	"slack":        {En: "days from the last end to the deadline", Ja: "最終完了から期限までの日数"},
	"exposure":     {En: "exposure", Ja: "リスク量"},
	"waves":        {En: "waves", Ja: "ウェーブ数"},
	"items":        {En: "items", Ja: "項目数"},
	"hours":        {En: "hours of work", Ja: "工数 (h)"},
	"busiest-week": {En: "hours in the busiest week", Ja: "最繁忙週の工数 (h)"},
	"mean-week":    {En: "hours in a week on average", Ja: "週平均の工数 (h)"},
	"late":         {En: "items after the deadline", Ja: "期限後に終わる項目"},
	"unplanned":    {En: "senders without a wave", Ja: "ウェーブのない送信元"},
	"splits":       {En: "splits of groups", Ja: "グループの分割数"},
	"fallbacks":    {En: "fallbacks that keep Basic on", Ja: "基本認証を維持する暫定策"},
	"cost":         {En: "cost a year, {of}", Ja: "年間費用 ({of})"},
	"cost-nothing": {En: "cost a year", Ja: "年間費用"}, // in no currency, as it is nothing
	"cost-unknown": {En: "items of unknown cost", Ja: "費用が不明な項目"},
	"questions":    {En: "open questions", Ja: "未回答の確認事項"},
	"route":        {En: "items by {of}", Ja: "移行方式が {of} の項目"},
}

// basicWords say whether Basic works now.
var basicWords = map[inventory.SwitchState]inventory.Phrase{
	inventory.SwitchEnabled:  {En: "on", Ja: "有効"},
	inventory.SwitchDisabled: {En: "off", Ja: "無効"},
	inventory.SwitchUnknown:  {En: "unknown", Ja: "不明"},
}

// What is said while a command works.
var (
	sayNoClaims     = inventory.Phrase{En: "the token does not say which permissions it has: each source is asked", Ja: "トークンからアクセス許可を読み取れないため、各情報源に問い合わせる"}
	sayPerson       = inventory.Phrase{En: "signed in as a person through application {application} to tenant {tenant}, with {permissions}; roles: {roles}", Ja: "アプリケーション {application} を通じて利用者としてテナント {tenant} にサインイン。アクセス許可: {permissions}。ロール: {roles}"}
	sayApplication  = inventory.Phrase{En: "signed in as application {application} to tenant {tenant}, with {permissions}", Ja: "アプリケーション {application} としてテナント {tenant} にサインイン。アクセス許可: {permissions}"}
	warnExpired     = inventory.Phrase{En: "the token expired at {at}: sign in again", Ja: "トークンは {at} に失効済み。再度サインインすること"}
	warnNoPremium   = inventory.Phrase{En: "the tenant has no Entra ID P1 or P2 (asked several times): sign-ins can't be read through Graph, and their download in the Entra portal still works: run unbasic import with the file", Ja: "テナントに Entra ID P1/P2 がない (複数回確認)。Graph ではサインインを読み取れないが、Entra ポータルからのダウンロードは可能。ファイルを unbasic import で取り込むこと"}
	sayVerified     = inventory.Phrase{En: "all {files} files are as they were kept", Ja: "{files} 個のファイルはすべて保存時のまま"}
	saySnapshot     = inventory.Phrase{En: "snapshot {name} is in {folder}", Ja: "スナップショット {name} を {folder} に保存"}
	sayWrote        = inventory.Phrase{En: "wrote {path}", Ja: "{path} を出力"}
	sayResume       = inventory.Phrase{En: "going on with the collection of {since} to {until} that was interrupted", Ja: "中断された収集 ({since} ～ {until}) を再開"}
	sayReaches      = inventory.Phrase{En: "this snapshot reaches to {until}: run unbasic collect again for what came since", Ja: "このスナップショットは {until} まで。以降の分は unbasic collect を再実行"}
	sayImporting    = inventory.Phrase{En: "reading {file}: {megabytes} MB", Ja: "{file} を読み取り中: {megabytes} MB"}
	sayNext         = inventory.Phrase{En: "next: {what}", Ja: "次の手順: {what}"}
	sayReading      = inventory.Phrase{En: "reading {what}: {records} records, {rate} a second", Ja: "{what} を読み取り中: {records} 件、毎秒 {rate} 件"}
	sayWaiting      = inventory.Phrase{En: "waiting {seconds} s, since {why}", Ja: "{seconds} 秒待機 ({why})"}
	sayLeft         = inventory.Phrase{En: "{percent} % of the window, about {left} left", Ja: "期間の {percent} %、残り約 {left}"}
	warnSkew        = inventory.Phrase{En: "Graph's clock is {skew} ahead of this machine's: times are Graph's, and the window was set by its clock", Ja: "Graph の時計はこのマシンより {skew} 進んでいる。期間は Graph の時計に合わせた"}
	sayRead         = inventory.Phrase{En: "read {what}: {records} records, {status}", Ja: "{what} を読み取り: {records} 件、{status}"}
	sayFolded       = inventory.Phrase{En: "{counts}: --all shows them", Ja: "{counts} (--all で表示)"}
	saySenders      = inventory.Phrase{En: "{count} senders from {since} to {until} (UTC): {counts}", Ja: "送信元 {count} 件 ({since} ～ {until} UTC): {counts}"}
	sayFindings     = inventory.Phrase{En: "licences: {counts}; violations that send: {sending}", Ja: "ライセンス: {counts}。うち送信中の違反: {sending}"}
	saySeats        = inventory.Phrase{En: "seats missing to cure the violations: {missing}", Ja: "違反の解消に不足するシート数: {missing}"}
	saySeatsCost    = inventory.Phrase{En: "seats missing to cure the violations: {missing}, which cost {cost} a month", Ja: "違反の解消に不足するシート数: {missing} (月額 {cost})"}
	sayMissing      = inventory.Phrase{En: "not read, or not whole: {sources}", Ja: "未読み取りまたは不完全: {sources}"}
	sayHolds        = inventory.Phrase{En: "--fail-on {condition} holds: {count} sender(s)", Ja: "--fail-on {condition} に該当: 送信元 {count} 件"}
	sayHoldsSources = inventory.Phrase{En: "--fail-on {condition} holds: {count} source(s)", Ja: "--fail-on {condition} に該当: 情報源 {count} 件"}
	sayHoldsItems   = inventory.Phrase{En: "--fail-on {condition} holds: {count} item(s)", Ja: "--fail-on {condition} に該当: 項目 {count} 件"}
	sayInit         = inventory.Phrase{En: "wrote {path}, and {schema} for editors beside it; there is no inventory.json to fill it from: run unbasic inventory first for that", Ja: "{path} と編集用の {schema} を出力。inventory.json がないため既定値のみ。値の補完には先に unbasic inventory を実行"}
	sayInitFilled   = inventory.Phrase{En: "wrote {path}, filled from {inventory}, and {schema} for editors beside it", Ja: "{inventory} の内容を補完した {path} と編集用の {schema} を出力"}
	sayPlan         = inventory.Phrase{En: "{items} items in {waves} waves from {start} to {end}: {hours} hours of work; late: {late}; senders without a wave: {without}", Ja: "{start} ～ {end} に {waves} ウェーブで {items} 項目、工数 {hours} h。期限超過: {late}。ウェーブなし: {without}"}
	sayMoreItems    = inventory.Phrase{En: "{count} more items: --all shows them", Ja: "ほか {count} 項目 (--all で表示)"}
	sayMoreWithout  = inventory.Phrase{En: "{count} more senders have no wave: plan.json has them in unplanned", Ja: "ほかにウェーブのない送信元 {count} 件 (plan.json の unplanned を参照)"}
	sayRemedy       = inventory.Phrase{En: "what would help: {what}", Ja: "改善案: {what}"}
	sayFallback     = inventory.Phrase{En: "fallback for {count} sender(s), from {on} to {expires}: {what}", Ja: "送信元 {count} 件の暫定策 ({on} ～ {expires}): {what}"}
	sayMoves        = inventory.Phrase{En: "{count} sender(s) stand elsewhere than in the earlier plan", Ja: "以前の計画から変わった送信元: {count} 件"}
	sayMove         = inventory.Phrase{En: "{sender}: {from} -> {to}: {why}", Ja: "{sender}: {from} → {to}: {why}"}
	sayMoreMoves    = inventory.Phrase{En: "and {count} more: plan.json has them in moves", Ja: "ほか {count} 件 (plan.json の moves を参照)"}
	sayMoved        = inventory.Phrase{En: "{count} of {all} items have another wave or date than in the plan.json that was there: --earlier {path} keeps them the next time", Ja: "{all} 項目中 {count} 項目のウェーブまたは日付が以前の plan.json から変化。次回は --earlier {path} で維持できる"}
	sayNoneDiffer   = inventory.Phrase{En: "every sender has the same wave, days and route in both", Ja: "全送信元のウェーブ・日付・移行方式は両方で同じ"}
	sayMoreDiffer   = inventory.Phrase{En: "{count} more senders differ: --all shows them", Ja: "ほか {count} 件の送信元に差あり (--all で表示)"}
	warnNoSignIns   = inventory.Phrase{
		En: "no sign-in of a legacy client app is in the evidence: a job that runs more seldom than the window is long would not show",
		Ja: "レガシ クライアントのサインインが証跡に 1 件もない。期間より長い間隔で動く処理は見えない点に注意",
	}
)

// words gives headers in the run's language.
func (u ui) words(phrases ...inventory.Phrase) []string {
	list := make([]string, len(phrases))
	for i, p := range phrases {
		list[i] = u.word(p)
	}
	return list
}
