package main

import "unbasic/inventory"

// The headers of tables on the terminal.
var (
	headSource     = inventory.Phrase{En: "Source", Ja: "情報源"}
	headPart       = inventory.Phrase{En: "Part", Ja: "区分"}
	headStatus     = inventory.Phrase{En: "Status", Ja: "状態"}
	headRecords    = inventory.Phrase{En: "Records", Ja: "件数"}
	headReason     = inventory.Phrase{En: "Reason", Ja: "理由"}
	headSender     = inventory.Phrase{En: "Sender", Ja: "送信者"}
	headName       = inventory.Phrase{En: "Name", Ja: "表示名"}
	headVerdict    = inventory.Phrase{En: "Verdict", Ja: "判定"}
	headKind       = inventory.Phrase{En: "Kind", Ja: "種別"}
	headSuccesses  = inventory.Phrase{En: "Successes", Ja: "成功"}
	headFailures   = inventory.Phrase{En: "Failures", Ja: "失敗"}
	headLastSeen   = inventory.Phrase{En: "Last seen (UTC)", Ja: "最終確認 (UTC)"}
	headLicense    = inventory.Phrase{En: "Licence", Ja: "ライセンス"}
	headFinding    = inventory.Phrase{En: "Finding", Ja: "所見"}
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
	wordNotGranted = inventory.Phrase{En: "(not granted)", Ja: "(未付与)"}
)

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
	saySenders      = inventory.Phrase{En: "{count} senders from {since} to {until} (UTC): {counts}", Ja: "送信者 {count} 件 ({since} ～ {until} UTC): {counts}"}
	sayFindings     = inventory.Phrase{En: "licences: {counts}; violations that send: {sending}", Ja: "ライセンス: {counts}。うち送信中の違反: {sending}"}
	saySeats        = inventory.Phrase{En: "seats missing to cure the violations: {missing}", Ja: "違反の解消に不足するシート数: {missing}"}
	saySeatsCost    = inventory.Phrase{En: "seats missing to cure the violations: {missing}, which cost {cost} a month", Ja: "違反の解消に不足するシート数: {missing} (月額 {cost})"}
	sayMissing      = inventory.Phrase{En: "not read, or not whole: {sources}", Ja: "未読み取りまたは不完全: {sources}"}
	sayHolds        = inventory.Phrase{En: "--fail-on {condition} holds: {count} sender(s)", Ja: "--fail-on {condition} に該当: 送信者 {count} 件"}
	sayHoldsSources = inventory.Phrase{En: "--fail-on {condition} holds: {count} source(s)", Ja: "--fail-on {condition} に該当: 情報源 {count} 件"}
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
