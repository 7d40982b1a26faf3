package readback

// synonyms are words that people write for a choice, besides its labels and its code, by sheet and column and by code. One word means one choice of a column.
var synonyms = map[string]map[string][]string{
	"plan status":       statusWords,
	"plan route":        routeWords,
	"plan goNoGo":       decisionWords,
	"go-no-go decision": decisionWords,
	"runbook check":     checkWords,
	"incidents status":  incidentWords,
}

var statusWords = map[string][]string{
	"not-started": {
		"not begun", "not yet", "not yet started", "to do", "open", "new", "planned", "pending", "no",
		"未", "未開始", "未実施", "未対応", "未完了", "開始前", "作業前", "着手前", "予定", "×",
	},
	"ready": {"prepared", "ready to go", "ready to start", "準備済", "準備済み", "準備OK", "実施待ち", "開始待ち"},
	"in-progress": {
		"in work", "started", "doing", "ongoing", "wip", "working", "under way", "begun",
		"着手", "着手済", "着手済み", "進行中", "実施中", "対応中", "移行中", "仕掛中", "仕掛かり中", "△",
	},
	"validating": {"validation", "testing", "in test", "verifying", "verification", "checking", "monitoring", "watching", "検証中", "テスト中", "経過観察", "経過観察中", "観察中", "監視中"},
	"done": {
		"finished", "finish", "completed", "complete", "ok", "okay", "yes", "closed", "migrated", "moved", "✓", "✔", "☑", "✅",
		"完", "済", "済み", "完了済", "完了済み", "実施済", "実施済み", "作業済", "作業済み", "移行済", "移行済み", "移行完了", "対応済", "対応済み", "終了", "完了しました", "○", "〇", "◯",
	},
	"blocked":     {"on hold", "hold", "stuck", "stopped", "paused", "保留中", "停止", "停止中", "中断", "中断中", "ブロック"},
	"rolled-back": {"roll back", "reverted", "undone", "backed out", "切戻し", "切り戻し", "切戻し済", "切戻し済み", "切り戻し済", "切戻", "ロールバック", "ロールバック済", "ロールバック済み"},
}

var decisionWords = map[string][]string{
	"open":  {"undecided", "not decided", "not yet decided", "pending", "tbd", "未定", "未", "未決定", "未判断", "保留", "検討中"},
	"go":    {"yes", "ok", "okay", "approved", "approve", "accepted", "ゴー", "承認", "承認済", "承認済み", "可", "実施可", "実施する", "決行", "○", "〇", "◯"},
	"no-go": {"no", "not approved", "rejected", "reject", "declined", "stop", "ノーゴー", "不可", "否", "否認", "却下", "中止", "延期", "実施不可", "実施しない", "×", "✕", "✗"},
}

var checkWords = map[string][]string{
	"open": {"not done", "not yet", "to do", "pending", "no", "未", "未着手", "未対応", "未完了", "☐"},
	"done": {
		"finished", "completed", "complete", "ok", "okay", "yes", "x", "checked", "✓", "✔", "☑", "✅",
		"完", "済", "済み", "完了", "完了済み", "実施", "実施済", "作業済み", "確認済", "確認済み", "レ", "○", "〇", "◯",
	},
	"skipped": {"skip", "not needed", "not applicable", "n/a", "left out", "omitted", "スキップ", "不要", "対象外", "該当なし", "省略済み", "実施不要"},
}

var incidentWords = map[string][]string{
	"open":    {"not started", "not begun", "new", "to do", "pending", "no", "未", "未着手", "未完了", "未解決"},
	"in-work": {"in progress", "started", "doing", "ongoing", "wip", "working", "under way", "investigating", "着手", "着手済み", "作業中", "進行中", "調査中"},
	"closed": {
		"done", "cleared", "resolved", "solved", "fixed", "finished", "completed", "complete", "ok", "okay", "yes", "✓", "✔",
		"完了", "済", "済み", "解決", "解決済", "解決済み", "対応済", "対応済み", "対応完了", "解消済み", "終了", "クローズ",
	},
}

var routeWords = map[string][]string{
	"oauth-smtp":        {"oauth", "oauth2", "smtp oauth", "xoauth2", "oauth2 smtp"},
	"graph-api":         {"graph", "microsoft graph", "ms graph"},
	"hve":               {"high volume", "high volume mail", "大量メール", "ハイボリューム メール"},
	"acs":               {"azure communication services email", "acs email"},
	"third-party":       {"3rd party", "third party smtp", "smtp service", "外部 SMTP", "外部サービス"},
	"relay-connector":   {"connector", "inbound connector", "smtp relay", "コネクタ", "受信コネクタ", "SMTP リレー"},
	"direct-send":       {"直接送信", "ダイレクト センド"},
	"on-premises-relay": {"on-prem relay", "on premises", "on-prem", "local relay", "オンプレ", "オンプレミス", "オンプレ リレー", "社内リレー"},
	"modern-client":     {"modern client", "outlook", "先進認証クライアント"},
	"retire":            {"switch off", "decommission", "retired", "廃止する", "停止", "停止する"},
	"secure-account":    {"secure account", "secure", "保護"},
	"investigate":       {"find out", "unclear", "tbd", "調査中", "要調査", "調査する"},
}
