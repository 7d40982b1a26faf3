package words

// The scripts of a wave: what their files, and they themselves while they run, say.
var (
	ScriptTitle    = word("{wave} – {stage}", "{wave} - {stage}")
	ScriptDecide   = word("decide first whether to go back. Decides: {who}. When: {trigger}", "最初に切り戻しの要否を判断する。判断者: {who}。発動条件: {trigger}")
	ScriptNoWay    = word("no command brings this sender back: {why}", "この送信元を戻すコマンドはない: {why}")
	ScriptVerify   = word("{what} – right when: {verify}", "{what} → 確認: {verify}")
	ScriptBackStep = word("put back or take away what was set up", "設定値を戻す、または追加した設定を取り除く")

	StageCapture  = word("capture", "現状値の記録")
	StageApply    = word("apply", "適用")
	StageVerify   = word("verify", "確認")
	StageRollback = word("rollback", "切り戻し")

	ScriptCaptureSynopsis  = word("Reads the values that a rollback puts back and keeps them in a file. Changes nothing.", "切り戻しで戻す値を読み取り、ファイルに記録する。何も変更しない。")
	ScriptApplySynopsis    = word("Makes the changes of the wave, one by one. Without -Apply it only shows them.", "ウェーブの変更を 1 件ずつ実施する。-Apply を付けなければ内容を表示するだけ。")
	ScriptVerifySynopsis   = word("Reads whether the changes work. Changes nothing.", "変更の結果を読み取って確認する。何も変更しない。")
	ScriptRollbackSynopsis = word("Puts back what the wave changed, one by one. Without -Apply it only shows it.", "ウェーブの変更を 1 件ずつ元に戻す。-Apply を付けなければ内容を表示するだけ。")

	ScriptUsage = word(
		"Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture; apply and verify on each day that has steps; rollback only after a decision.",
		"実行前に内容を確認すること。自動では何も実行されない。各サービスへの接続後に実行する。順序は 現状値の記録 → 予定日ごとに適用と確認。切り戻しは判断後のみ。")
	ScriptApplyParameter = word("Makes the changes, each after a question. Without it they are only shown.", "変更を 1 件ずつ確認しながら実施する。省略時は表示のみ。")
	ScriptFromParameter  = word("Steps that are due before this day are skipped.", "この日より前に予定された手順は実施しない。")
	ScriptUntilParameter = word("Steps that are due after this day are skipped. Today if left out.", "この日より後に予定された手順は実施しない。省略時は今日。")

	ScriptPreview = word("Preview: nothing is changed. Run it with -Apply to make the changes, each after a question.", "プレビュー: 何も変更しない。-Apply を付けると 1 件ずつ確認しながら変更を実施する。")
	ScriptNothing = word("This stage has no command.", "この段階で実行するコマンドはない。")
	ScriptByHand  = word("By hand:", "手作業:")
	ScriptFillIn  = word("Not run. Fill in what stands in <…> and run it by hand:", "未実行。<…> を実際の値に置き換えて手動で実行する:")
	ScriptNotDue  = word("Skipped, planned for {date}:", "対象外 (予定日 {date}):")

	ScriptTranscript   = word("Transcript: {path}", "実行記録: {path}")
	ScriptNotConnected = word("Not connected to {module}. Run {command} first, and then this script again.", "{module} に接続していない。先に {command} を実行してから、このスクリプトを再実行する。")
	ScriptKeeping      = word("Values kept in {path}", "値の記録先: {path}")
	ScriptKeptBefore   = word("{name} was kept before; the earlier value stays.", "{name} は記録済み。以前の値を残す。")
	ScriptNotKept      = word("{name} was not kept in {path}. Run the capture script before anything is changed, or put the value back by hand.", "{path} に {name} の記録がない。変更前に現状値の記録スクリプトを実行するか、手動で値を戻す。")
)
