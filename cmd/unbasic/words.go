package main

import "unbasic/inventory"

// The headers of tables on the terminal.
var (
	headSource    = inventory.Phrase{En: "Source", Ja: "情報源"}
	headPart      = inventory.Phrase{En: "Part", Ja: "区分"}
	headStatus    = inventory.Phrase{En: "Status", Ja: "状態"}
	headRecords   = inventory.Phrase{En: "Records", Ja: "件数"}
	headReason    = inventory.Phrase{En: "Reason", Ja: "理由"}
	headSender    = inventory.Phrase{En: "Sender", Ja: "送信者"}
	headName      = inventory.Phrase{En: "Name", Ja: "表示名"}
	headVerdict   = inventory.Phrase{En: "Verdict", Ja: "判定"}
	headKind      = inventory.Phrase{En: "Kind", Ja: "種別"}
	headSuccesses = inventory.Phrase{En: "Successes", Ja: "成功"}
	headFailures  = inventory.Phrase{En: "Failures", Ja: "失敗"}
	headLastSeen  = inventory.Phrase{En: "Last seen (UTC)", Ja: "最終確認 (UTC)"}
	headLicense   = inventory.Phrase{En: "Licence", Ja: "ライセンス"}
	headFinding   = inventory.Phrase{En: "Finding", Ja: "所見"}
	headWave      = inventory.Phrase{En: "Wave", Ja: "ウェーブ"}
	headStart     = inventory.Phrase{En: "Start", Ja: "開始"}
	headEnd       = inventory.Phrase{En: "End", Ja: "終了"}
	headRoute     = inventory.Phrase{En: "Route", Ja: "移行方式"}
	headOwner     = inventory.Phrase{En: "Owner", Ja: "担当"}
	headRisk      = inventory.Phrase{En: "Risk", Ja: "リスク"}
)

// What is said while a command works.
var (
	saySnapshot   = inventory.Phrase{En: "snapshot {name} is in {folder}", Ja: "スナップショット {name} を {folder} に保存"}
	sayWrote      = inventory.Phrase{En: "wrote {path}", Ja: "{path} を出力"}
	sayRead       = inventory.Phrase{En: "read {what}: {records} records, {status}", Ja: "{what} を読み取り: {records} 件、{status}"}
	warnNoSignIns = inventory.Phrase{
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
