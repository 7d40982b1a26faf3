package main

import "unbasic/inventory"

// The headers of tables on the terminal.
var (
	headSource     = inventory.Phrase{En: "Source", Ja: "情報源"}
	headPart       = inventory.Phrase{En: "Part", Ja: "内訳"}
	headStatus     = inventory.Phrase{En: "Status", Ja: "状態"}
	headRecords    = inventory.Phrase{En: "Records", Ja: "記録数"}
	headReason     = inventory.Phrase{En: "Reason", Ja: "理由"}
	headSender     = inventory.Phrase{En: "Sender", Ja: "送信元"}
	headName       = inventory.Phrase{En: "Display name", Ja: "表示名"}
	headVerdict    = inventory.Phrase{En: "Verdict", Ja: "判定"}
	headKind       = inventory.Phrase{En: "Kind", Ja: "種別"}
	headLicense    = inventory.Phrase{En: "Licence", Ja: "ライセンス"}
	headWave       = inventory.Phrase{En: "Wave", Ja: "ウェーブ"}
	headStart      = inventory.Phrase{En: "Start", Ja: "開始日"}
	headEnd        = inventory.Phrase{En: "End", Ja: "終了日"}
	headRoute      = inventory.Phrase{En: "Route", Ja: "移行方式"}
	headOwner      = inventory.Phrase{En: "Owner", Ja: "責任者"}
	headReadable   = inventory.Phrase{En: "Readable", Ja: "読み取り"}
	headPermission = inventory.Phrase{En: "Permission", Ja: "アクセス許可"}
	headRole       = inventory.Phrase{En: "Role (person)", Ja: "利用者のロール"}
	headNeeds      = inventory.Phrase{En: "Tenant needs", Ja: "必要なライセンス"}
	headGives      = inventory.Phrase{En: "What it gives", Ja: "得られる情報"}
	headNext       = inventory.Phrase{En: "Next step", Ja: "次の作業"}
	headSnapshot   = inventory.Phrase{En: "Snapshot", Ja: "スナップショット"}
	headFile       = inventory.Phrase{En: "File", Ja: "ファイル"}
	headBytes      = inventory.Phrase{En: "Bytes", Ja: "バイト数"}
	headSum        = inventory.Phrase{En: "SHA-256", Ja: "SHA-256"}
	headFormat     = inventory.Phrase{En: "Format", Ja: "形式"}
	headRowsRead   = inventory.Phrase{En: "Rows", Ja: "記録数"}
	headRowsUsed   = inventory.Phrase{En: "Used", Ja: "使用"}
	headAside      = inventory.Phrase{En: "Put aside", Ja: "除外"}
	headSince      = inventory.Phrase{En: "From (UTC)", Ja: "開始 (UTC)"}
	headUntil      = inventory.Phrase{En: "To (UTC)", Ja: "終了 (UTC)"}
	headSaid       = inventory.Phrase{En: "Remarks", Ja: "備考"}
	headFrom       = inventory.Phrase{En: "Kind, origin", Ja: "種別・発信元"}
	headUse        = inventory.Phrase{En: "OK/failed", Ja: "成功/失敗"}
	headBasic      = inventory.Phrase{En: "Basic", Ja: "基本認証"}
	headFirstStep  = inventory.Phrase{En: "First step", Ja: "最初の作業"}
	headType       = inventory.Phrase{En: "Type", Ja: "種類"}
	headGoNoGo     = inventory.Phrase{En: "Go/no-go on", Ja: "実施可否判断日"}
	headItems      = inventory.Phrase{En: "Items", Ja: "件数"}
	headHours      = inventory.Phrase{En: "Effort (h)", Ja: "工数 (h)"}
	headLate       = inventory.Phrase{En: "Late", Ja: "期限超過"}
	headSlack      = inventory.Phrase{En: "Slack (days)", Ja: "余裕 (日)"}
	headCost       = inventory.Phrase{En: "Cost a year", Ja: "年間費用"}
	headCurrency   = inventory.Phrase{En: "Currency", Ja: "通貨"}
	headQuestions  = inventory.Phrase{En: "Open questions", Ja: "未回答の質問数"}
	headLimits     = inventory.Phrase{En: "Limits of the route", Ja: "移行方式の上限"}
	headBackUntil  = inventory.Phrase{En: "Rollback possible until", Ja: "切り戻し可能期限"}
	headSite       = inventory.Phrase{En: "Site", Ja: "拠点"}
	headProject    = inventory.Phrase{En: "Project", Ja: "プロジェクト"}
	headWaveName   = inventory.Phrase{En: "Name", Ja: "名称"}
	headWeight     = inventory.Phrase{En: "Weight per day", Ja: "負担 (1 日)"}
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
	wordStopped    = inventory.Phrase{En: "silent", Ja: "途絶"}
	wordOneClient  = inventory.Phrase{En: ", 1 client", Ja: "、クライアント 1 件"}
	wordClients    = inventory.Phrase{En: ", {count} {count|client|clients}", Ja: "、クライアント {count} 件"}
	wordCounted    = inventory.Phrase{En: "{count} {what}", Ja: "{what} {count}"}
	wordSemicolon  = inventory.Phrase{En: "; ", Ja: "、"}
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
	"late":         {En: "late items", Ja: "期限超過の項目"},
	"unplanned":    {En: "senders without a wave", Ja: "ウェーブのない送信元"},
	"splits":       {En: "splits of groups", Ja: "グループの分割数"},
	"fallbacks":    {En: "fallbacks that keep Basic on", Ja: "基本認証を維持する例外措置"},
	"cost":         {En: "cost a year, {of}", Ja: "年間費用 ({of})"},
	"cost-nothing": {En: "cost a year", Ja: "年間費用"}, // in no currency, as it is nothing
	"cost-unknown": {En: "items of unknown cost", Ja: "費用が不明な項目"},
	"questions":    {En: "open questions", Ja: "未回答の質問"},
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
	sayNoClaims     = inventory.Phrase{En: "the token does not say which permissions it has: each source is tried", Ja: "トークンからアクセス許可を読み取れないため、各情報源に問い合わせる"}
	sayPerson       = inventory.Phrase{En: "signed in as a person through application {application} to tenant {tenant}, with {permissions}; roles: {roles}", Ja: "アプリケーション {application} を通じて利用者としてテナント {tenant} にサインイン。アクセス許可: {permissions}。ロール: {roles}"}
	sayApplication  = inventory.Phrase{En: "signed in as application {application} to tenant {tenant}, with {permissions}", Ja: "アプリケーション {application} としてテナント {tenant} にサインイン。アクセス許可: {permissions}"}
	warnExpired     = inventory.Phrase{En: "the token expired at {at}: sign in again", Ja: "トークンは {at} に失効済み。再度サインインすること"}
	warnNoPremium   = inventory.Phrase{En: "the tenant has no Entra ID P1 or P2 (asked several times), so sign-ins can't be read through Graph; downloading them from the Entra portal still works: run unbasic import with the file", Ja: "テナントに Entra ID P1/P2 がない (複数回確認)。Graph ではサインインを読み取れないが、Entra ポータルからのダウンロードは可能。ファイルを unbasic import で取り込むこと"}
	sayVerified     = inventory.Phrase{En: "{files|the one file is as it was|all # files are as they were} kept", Ja: "{files} 個のファイルはすべて保存時のまま"}
	saySnapshot     = inventory.Phrase{En: "snapshot {name} is in {folder}", Ja: "スナップショット {name} を {folder} に保存"}
	sayWrote        = inventory.Phrase{En: "wrote {path}", Ja: "{path} を出力"}
	sayResume       = inventory.Phrase{En: "resuming the interrupted collection of {since} to {until}", Ja: "中断された収集 ({since} ～ {until}) を再開"}
	sayReaches      = inventory.Phrase{En: "this snapshot reaches to {until}: run unbasic collect again for later records", Ja: "このスナップショットは {until} まで。以降の分は unbasic collect を再実行"}
	sayImporting    = inventory.Phrase{En: "reading {file}: {megabytes} MB", Ja: "{file} を読み取り中: {megabytes} MB"}
	sayNext         = inventory.Phrase{En: "next: {what}", Ja: "次の作業: {what}"}
	sayReading      = inventory.Phrase{En: "reading {what}: {records} {records|record|records}, {rate} a second", Ja: "{what} を読み取り中: {records} 件、毎秒 {rate} 件"}
	sayWaiting      = inventory.Phrase{En: "waiting {seconds} s: {why}", Ja: "{seconds} 秒待機 ({why})"}
	sayLeft         = inventory.Phrase{En: "{percent}% of the window, about {left} left", Ja: "期間の {percent}%、残り約 {left}"}
	warnSkew        = inventory.Phrase{En: "Graph's clock is {skew} ahead of this machine's: times are Graph's, and the window was set by its clock", Ja: "Graph の時計はこのマシンより {skew} 進んでいる。期間は Graph の時計に合わせた"}
	sayRead         = inventory.Phrase{En: "read {what}: {records} {records|record|records}, {status}", Ja: "{what} を読み取り: {records} 件、{status}"}
	sayFolded       = inventory.Phrase{En: "{counts}: --all shows them", Ja: "{counts} (--all で表示)"}
	saySenders      = inventory.Phrase{En: "{count} {count|sender|senders} from {since} to {until} (UTC): {counts}", Ja: "送信元 {count} 件 ({since} ～ {until} UTC): {counts}"}
	sayFindings     = inventory.Phrase{En: "licences: {counts}; violations that send: {sending}", Ja: "ライセンス: {counts}。うち送信中の違反: {sending}"}
	saySeats        = inventory.Phrase{En: "seats missing to resolve the violations: {missing}", Ja: "違反の解消に不足するライセンス数: {missing}"}
	saySeatsCost    = inventory.Phrase{En: "seats missing to resolve the violations: {missing}, at {cost} a month", Ja: "違反の解消に不足するライセンス数: {missing} (月額 {cost})"}
	sayMissing      = inventory.Phrase{En: "not read, or not completely: {sources}", Ja: "未読み取りまたは不完全: {sources}"}
	sayHolds        = inventory.Phrase{En: "--fail-on {condition} holds: {count} {count|sender|senders}", Ja: "--fail-on {condition} に該当: 送信元 {count} 件"}
	sayHoldsSources = inventory.Phrase{En: "--fail-on {condition} holds: {count} {count|source|sources}", Ja: "--fail-on {condition} に該当: 情報源 {count} 件"}
	sayHoldsItems   = inventory.Phrase{En: "--fail-on {condition} holds: {count} {count|item|items}", Ja: "--fail-on {condition} に該当: 項目 {count} 件"}
	sayInit         = inventory.Phrase{En: "wrote {path}, and {schema} beside it for editors; there is no inventory.json to fill it from: run unbasic inventory first if you want that", Ja: "{path} と編集用の {schema} を出力。inventory.json がないため既定値のみ。値の補完には先に unbasic inventory を実行"}
	sayInitFilled   = inventory.Phrase{En: "wrote {path}, filled in from {inventory}, and {schema} beside it for editors", Ja: "{inventory} の内容を補完した {path} と編集用の {schema} を出力"}
	sayPlan         = inventory.Phrase{En: "{items} {items|item|items} in {waves} {waves|wave|waves} from {start} to {end}: {hours} {hours|hour|hours} of work; late: {late}; senders without a wave: {without}", Ja: "{start} ～ {end} に {waves} ウェーブで {items} 項目、工数 {hours} 時間。期限超過: {late} 件。ウェーブのない送信元: {without} 件"}
	sayMoreItems    = inventory.Phrase{En: "{count} {count|more item|more items}: --all shows them", Ja: "ほか {count} 項目 (--all で表示)"}
	sayMoreWithout  = inventory.Phrase{En: "{count} {count|more sender has|more senders have} no wave: see unplanned in plan.json", Ja: "ほかにウェーブのない送信元 {count} 件 (plan.json の unplanned を参照)"}
	sayRemedy       = inventory.Phrase{En: "what would help: {what}", Ja: "改善案: {what}"}
	sayFallback     = inventory.Phrase{En: "fallback for {count} {count|sender|senders} from {on} to {expires}: {what}", Ja: "送信元 {count} 件の例外措置 ({on} ～ {expires}): {what}"}
	sayMoves        = inventory.Phrase{En: "{count} {count|sender differs|senders differ} from the earlier plan", Ja: "前回の計画から変わった送信元: {count} 件"}
	sayMove         = inventory.Phrase{En: "{sender}: {from} -> {to}: {why}", Ja: "{sender}: {from} → {to}: {why}"}
	sayMoreMoves    = inventory.Phrase{En: "and {count} more: see moves in plan.json", Ja: "ほか {count} 件 (plan.json の moves を参照)"}
	sayMoved        = inventory.Phrase{En: "{count} of {all} {all|item has|items have} a different wave or date from the previous plan.json: --earlier {path} keeps them next time", Ja: "{all} 項目中 {count} 項目のウェーブまたは日付が前回の plan.json から変化。次回は --earlier {path} で維持できる"}
	sayNoneDiffer   = inventory.Phrase{En: "every sender has the same wave, dates and route in both", Ja: "全送信元のウェーブ・日付・移行方式は両方で同じ"}
	sayMoreDiffer   = inventory.Phrase{En: "{count} {count|more sender differs|more senders differ}: --all shows them", Ja: "ほか {count} 件の送信元に差あり (--all で表示)"}
	warnNoSignIns   = inventory.Phrase{
		En: "the evidence holds no sign-in of a legacy client app: a job that runs less often than the window is long would not show",
		Ja: "証跡にレガシ クライアントのサインインが 1 件もない。期間より長い間隔で動く処理は現れない点に注意",
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
