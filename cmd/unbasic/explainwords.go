package main

import "unbasic/inventory"

// The labels of what explain tells.
var (
	labelSender     = inventory.Phrase{En: "Sender", Ja: "送信元"}
	labelAccount    = inventory.Phrase{En: "Account", Ja: "アカウント"}
	labelID         = inventory.Phrase{En: "ID", Ja: "ID"}
	labelVerdict    = inventory.Phrase{En: "Verdict", Ja: "判定"}
	labelReasons    = inventory.Phrase{En: "Reasons", Ja: "理由"}
	labelFigures    = inventory.Phrase{En: "Figures", Ja: "件数"}
	labelClient     = inventory.Phrase{En: "Client", Ja: "クライアント"}
	labelAside      = inventory.Phrase{En: "Put aside", Ja: "除外"}
	labelSwitch     = inventory.Phrase{En: "SMTP AUTH", Ja: "SMTP AUTH"}
	labelBlocks     = inventory.Phrase{En: "Blocks", Ja: "阻止要因"}
	labelNow        = inventory.Phrase{En: "Basic now", Ja: "現在の基本認証"}
	labelMilestone  = inventory.Phrase{En: "End of 2026", Ja: "2026 年末"}
	labelLicense    = inventory.Phrase{En: "Licence", Ja: "ライセンス"}
	labelCure       = inventory.Phrase{En: "Remedy", Ja: "対処"}
	labelGovernance = inventory.Phrase{En: "Governance", Ja: "ガバナンス"}
	labelTracked    = inventory.Phrase{En: "By evidence", Ja: "記録上の状態"}
	labelPlan       = inventory.Phrase{En: "Plan", Ja: "計画"}
	labelPlanWhy    = inventory.Phrase{En: "Reason", Ja: "計画の理由"}
	labelLimits     = inventory.Phrase{En: "Limits", Ja: "移行方式の上限"}
	labelAsk        = inventory.Phrase{En: "Questions", Ja: "質問"}
	labelNext       = inventory.Phrase{En: "Next step", Ja: "次の作業"}
	labelBack       = inventory.Phrase{En: "Rollback", Ja: "切り戻し"}
	labelRead       = inventory.Phrase{En: "Based on", Ja: "根拠"}
	labelSee        = inventory.Phrase{En: "See also", Ja: "関連"}
	labelCode       = inventory.Phrase{En: "Code", Ja: "コード"}
	labelReply      = inventory.Phrase{En: "Reply", Ja: "応答"}
	labelFound      = inventory.Phrase{En: "Recognised", Ja: "読み取り"}
	labelClass      = inventory.Phrase{En: "Class", Ja: "分類"}
	labelMeaning    = inventory.Phrase{En: "Meaning", Ja: "意味"}
	labelFixer      = inventory.Phrase{En: "Who fixes it", Ja: "対応者"}
	labelSteps      = inventory.Phrase{En: "What to do", Ja: "対応手順"}
	labelUndo       = inventory.Phrase{En: "Can be undone", Ja: "元に戻せるか"}
	labelSure       = inventory.Phrase{En: "Certainty", Ja: "確度"}
	labelSimilar    = inventory.Phrase{En: "Same code", Ja: "同コードの応答"}
)

// Words of codes and replies.
var (
	wordOr         = inventory.Phrase{En: ", or ", Ja: "、または "}
	wordSure       = inventory.Phrase{En: "{certainty} ({source})", Ja: "{certainty} ({source})"}
	wordWordsAlone = inventory.Phrase{En: "by its wording alone: the text holds no status code", Ja: "文言のみで照合 (状態コードなし)"}
	wordWrapped    = inventory.Phrase{En: "inside a reply {code}, which only passes it on", Ja: "応答 {code} の内側にある、原因となった応答"}

	failUnknownCode  = inventory.Phrase{En: "Entra code {code} is not known, so nothing is concluded from it; Microsoft lists its codes at {page}", Ja: "Entra のコード {code} は未登録のため判断できない。Microsoft の一覧: {page}"}
	failUnknownReply = inventory.Phrase{En: "{what} is not a known reply: paste the whole reply of the server, from its number to its last word, or look for an earlier one in the log", Ja: "{what} は未登録の応答。番号から末尾まで応答全体を貼り付けるか、ログでこれより前の応答を確認すること"}
	failUnknownWord  = inventory.Phrase{En: "{what} is neither a sender (scan@contoso.com), nor an Entra code (53003), nor a known SMTP reply", Ja: "{what} は送信元名 (scan@contoso.com)・Entra のコード (53003)・既知の SMTP 応答のいずれでもない"}
)

// Words of a sender's story. Those with a blank or a comma in front are put behind another.
var (
	sayTaken = inventory.Phrase{En: "{what} can only be {sender}", Ja: "{what} に該当するのは {sender} のみ"}

	wordKindSure      = inventory.Phrase{En: "{kind} ({percent}% sure)", Ja: "{kind}、確度 {percent}%"}
	wordMailbox       = inventory.Phrase{En: "mailbox: {mailbox}", Ja: "メールボックス: {mailbox}"}
	wordAccountOn     = inventory.Phrase{En: "account enabled", Ja: "アカウント有効"}
	wordAccountOff    = inventory.Phrase{En: "account disabled", Ja: "アカウント無効"}
	wordAccountUnread = inventory.Phrase{En: "account not read", Ja: "アカウントの状態は未読み取り"}
	wordAuth          = inventory.Phrase{En: "authentication: {auth}", Ja: "認証: {auth}"}
	wordHasStopped    = inventory.Phrase{En: "has gone silent", Ja: "途絶した模様"}
	wordNoRows        = inventory.Phrase{En: "no SMTP sign-in was counted for it", Ja: "集計された SMTP サインインなし"}
	wordNever         = inventory.Phrase{En: "none", Ja: "なし"}
	wordCounts        = inventory.Phrase{En: "{successes} {successes|success|successes}, {failures} {failures|failure|failures} on {days} {days|day|days}", Ja: "{days} 日間に成功 {successes} 件、失敗 {failures} 件"}
	wordLastSuccess   = inventory.Phrase{En: "last success (UTC): {last}", Ja: "最終成功 (UTC): {last}"}
	wordMessages      = inventory.Phrase{En: "{count} {count|message|messages} ({source})", Ja: "送信数 {count} ({source})"}
	wordOldTLS        = inventory.Phrase{En: "{percent}% over TLS 1.0 or 1.1", Ja: "TLS 1.0/1.1 が {percent}%"}
	wordMore          = inventory.Phrase{En: "and {count} more, in inventory.json", Ja: "ほか {count} 件 (inventory.json を参照)"}
	wordProbably      = inventory.Phrase{En: "probably {protocol}", Ja: "{protocol} (推定)"}
	wordAddresses     = inventory.Phrase{En: "one of {count} addresses, mostly in {network}", Ja: "{count} 個のアドレスの一つ、主に {network}"}
	wordRhythm        = inventory.Phrase{En: "rhythm: {rhythm}", Ja: "周期: {rhythm}"}
	wordEveryMinutes  = inventory.Phrase{En: ", every {minutes|minute|# minutes}", Ja: "、{minutes} 分間隔"}
	wordEveryDays     = inventory.Phrase{En: ", every {days|day|# days}", Ja: "、{days} 日間隔"}
	wordHours         = inventory.Phrase{En: ", hours {hours} (UTC)", Ja: "、時間帯 {hours} 時 (UTC)"}
	wordAside         = inventory.Phrase{En: "{records} {records|row|rows}, in no figure above: {reason}", Ja: "{records} 件 (上記の件数に含まない): {reason}"}
	wordNetworks      = inventory.Phrase{En: "from {count} {count|network|networks}", Ja: "発信元ネットワーク {count} 個"}
	wordOrigin        = inventory.Phrase{En: "{records} {records|row|rows}; it tried {accounts} {accounts|account|accounts}", Ja: "{records} 件、{accounts} アカウントを試行"}

	wordSwitchUnread         = inventory.Phrase{En: "the SMTP AUTH setting was not read: unbasic import --exchange-script prints a script that exports it", Ja: "SMTP AUTH 設定は未読み取り。unbasic import --exchange-script で出力用スクリプトを表示"}
	wordSwitch               = inventory.Phrase{En: "organisation: {organization}, mailbox: {mailbox}, effective: {effective}", Ja: "組織: {organization}、メールボックス: {mailbox}、実効: {effective}"}
	wordPolicyOfAccount      = inventory.Phrase{En: "the account's authentication policy {policy}: Basic {basic}", Ja: "アカウントの認証ポリシー {policy}: 基本認証 {basic}"}
	wordPolicyOfOrganization = inventory.Phrase{En: "authentication policy {policy}, the organisation's default: Basic {basic}", Ja: "組織の既定の認証ポリシー {policy}: 基本認証 {basic}"}
	wordPolicyNone           = inventory.Phrase{En: "no authentication policy is in force", Ja: "適用される認証ポリシーなし"}
	wordPolicyUnread         = inventory.Phrase{En: "authentication policies were not read", Ja: "認証ポリシーは未読み取り"}
	wordReportOnly           = inventory.Phrase{En: "report-only: not in force yet", Ja: "レポート専用 (未適用)"}

	wordEnds     = inventory.Phrase{En: "ends {day}", Ja: "{day} に終了"}
	wordDirect   = inventory.Phrase{En: "assigned directly", Ja: "直接割り当て"}
	wordGroup    = inventory.Phrase{En: "by group {group}", Ja: "グループ {group} 経由"}
	wordPlanOn   = inventory.Phrase{En: "mailbox plan on", Ja: "メールボックス プラン有効"}
	wordPlanOff  = inventory.Phrase{En: "mailbox plan switched off", Ja: "メールボックス プラン無効"}
	wordNoPlan   = inventory.Phrase{En: "carries no mailbox plan", Ja: "メールボックス プランなし"}
	wordError    = inventory.Phrase{En: "error: {error}", Ja: "エラー: {error}"}
	wordSeatFree = inventory.Phrase{En: "{sku} has a free seat", Ja: "{sku} に空きあり"}
	wordSeatBuy  = inventory.Phrase{En: "{sku}, a seat has to be bought", Ja: "{sku} の追加購入が必要"}
	wordPrice    = inventory.Phrase{En: "{price} a month", Ja: "月額 {price}"}

	govMFA          = inventory.Phrase{En: "MFA registration", Ja: "MFA 登録"}
	govMFAYes       = inventory.Phrase{En: "MFA registered", Ja: "MFA 登録済み"}
	govMFANo        = inventory.Phrase{En: "MFA not registered", Ja: "MFA 未登録"}
	govAdmin        = inventory.Phrase{En: "administrator's roles", Ja: "管理者ロール"}
	govAdminYes     = inventory.Phrase{En: "holds an administrator's role", Ja: "管理者ロールあり"}
	govAdminNo      = inventory.Phrase{En: "no administrator", Ja: "管理者ロールなし"}
	govPassword     = inventory.Phrase{En: "age of the password", Ja: "パスワードの経過日数"}
	govPasswordDays = inventory.Phrase{En: "password {days} {days|day|days} old", Ja: "パスワード変更から {days} 日"}
	govNeverExpires = inventory.Phrase{En: "password never expires", Ja: "パスワード無期限"}
	govModern       = inventory.Phrase{En: "other sign-ins of the account", Ja: "アカウントの他のサインイン"}
	govModernNone   = inventory.Phrase{En: "no modern sign-ins besides", Ja: "ほかに先進認証のサインインなし"}
	govModernCount  = inventory.Phrase{En: "{count} {count|modern sign-in|modern sign-ins} besides", Ja: "ほかに先進認証のサインイン {count} 件"}
	govLast         = inventory.Phrase{En: ", last success {last}", Ja: " (最終成功 {last})"}
	govCreated      = inventory.Phrase{En: "created {day}", Ja: "{day} に作成"}
	govSynchronised = inventory.Phrase{En: "synchronised from the on-premises directory", Ja: "オンプレミスから同期"}
	govStale        = inventory.Phrase{En: "stale: enabled, but no successful sign-in", Ja: "有効だが利用未検出: 成功したサインインなし"}
	wordUnread      = inventory.Phrase{En: "not read, or not in full: {what}", Ja: "未読み取りまたは一部のみ: {what}"}

	wordPlanNone      = inventory.Phrase{En: "there is no plan yet: run unbasic plan", Ja: "計画は未作成。unbasic plan を実行すること"}
	wordPlanOfAnother = inventory.Phrase{En: "plan.json was made from another inventory: run unbasic plan again", Ja: "plan.json は別のインベントリから作成されている。unbasic plan を再実行すること"}
	wordWave          = inventory.Phrase{En: "wave {wave}", Ja: "ウェーブ {wave}"}
	wordOwner         = inventory.Phrase{En: "owner: {owner}", Ja: "責任者: {owner}"}
	wordNobody        = inventory.Phrase{En: "nobody yet", Ja: "未定"}
	wordRisk          = inventory.Phrase{En: "risk: {risk}", Ja: "リスク: {risk}"}
	wordInstead       = inventory.Phrase{En: "other routes: {routes}", Ja: "代替方式: {routes}"}
	wordBackUntil     = inventory.Phrase{En: "can be rolled back until {day}", Ja: "{day} まで切り戻し可能"}
	wordSite          = inventory.Phrase{En: "site: {name}", Ja: "拠点: {name}"}
	wordProject       = inventory.Phrase{En: "project: {name}", Ja: "プロジェクト: {name}"}
	wordSlack         = inventory.Phrase{En: "{days} {days|day|days} before the deadline", Ja: "余裕 {days} 日"}
	wordLateBy        = inventory.Phrase{En: "{days} {days|day|days} after the deadline", Ja: "期限を {days} 日超過"}
	wordCost          = inventory.Phrase{En: "costs {cost} a year", Ja: "年間費用 {cost}"}
	wordMates         = inventory.Phrase{En: "moves together with {senders}", Ja: "{senders} と同時に移行"}
	wordMoreMates     = inventory.Phrase{En: "{count} more", Ja: "ほか {count} 件"}
	wordMoreInPlan    = inventory.Phrase{En: "and {count} more, in plan.json", Ja: "ほか {count} 件 (plan.json を参照)"}
	wordSilence       = inventory.Phrase{En: "silence of {hours} {hours|hour|hours} counts as failure", Ja: "{hours} 時間送信がなければ失敗とみなす"}
	wordPrior         = inventory.Phrase{En: "to restore: {values}", Ja: "戻す値: {values}"}
	wordNotCaptured   = inventory.Phrase{En: "not captured yet: {names}", Ja: "未取得の値: {names}"}
	wordAdminFrom     = inventory.Phrase{En: "from {day}, only after an administrator turns Basic on", Ja: "{day} 以降は先に管理者による有効化が必要"}
	wordNoWave        = inventory.Phrase{En: "in no wave", Ja: "ウェーブ対象外"}
	wordNoItem        = inventory.Phrase{En: "the plan says nothing about it", Ja: "計画に記載なし"}

	wordSpans    = inventory.Phrase{En: "seen in {spans}", Ja: "対象: {spans}"}
	wordNoSpans  = inventory.Phrase{En: "no sign-in log was read", Ja: "サインイン ログは未読み取り"}
	wordGaps     = inventory.Phrase{En: "gaps in these days (UTC): {gaps}", Ja: "期間内の未読み取り (UTC): {gaps}"}
	wordNoProof  = inventory.Phrase{En: "no success was seen in these days and sources, which does not prove that nothing depends on it", Ja: "これらの期間と情報源に成功は見つからないが、依存するものがない証明にはならない"}
	wordRequests = inventory.Phrase{En: "rows are sign-ins, not messages; a job that runs less often than this period is long does not show", Ja: "件数はサインイン数 (送信数ではない)。この期間より長い間隔で動く処理は現れない"}
)

// periods are the rhythms of the inventory.
var periods = map[string]inventory.Phrase{
	"continuous": {En: "around the clock", Ja: "終日"},
	"daily":      {En: "daily", Ja: "毎日"},
	"workdays":   {En: "on working days", Ja: "営業日"},
	"weekly":     {En: "weekly", Ja: "毎週"},
	"monthly":    {En: "monthly", Ja: "毎月"},
	"irregular":  {En: "irregular", Ja: "不定期"},
	"unknown":    {En: "too few days to tell", Ja: "日数不足で判断不可"},
}
