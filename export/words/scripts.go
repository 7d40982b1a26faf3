package words

// The scripts of a wave: what their files, and they themselves while they run, say.
var (
	ScriptTitle    = word("{wave} – {stage}", "{wave} - {stage}")
	ScriptDecide   = word("decide first whether to roll back. Decides: {who}. When: {trigger}", "最初に切り戻しの要否を判断する。判断者: {who}。発動条件: {trigger}")
	ScriptNoWay    = word("no command rolls this sender back: {why}", "この送信元を戻すコマンドはない: {why}")
	ScriptVerify   = word("{what} – right when: {verify}", "{what} → 確認: {verify}")
	ScriptBackStep = word("restore or remove what was set up", "設定値を戻す、または追加した設定を取り除く")

	StageCapture  = word("capture", "現状値の記録")
	StageApply    = word("apply", "適用")
	StageVerify   = word("verify", "確認")
	StageRollback = word("rollback", "切り戻し")

	ScriptCaptureSynopsis  = word("Reads the values that a rollback restores and keeps them in a file. Changes nothing.", "切り戻しで戻す値を読み取り、ファイルに記録する。何も変更しない。")
	ScriptApplySynopsis    = word("Makes the changes of the wave, one by one. Without -Apply it only shows what it would do.", "ウェーブの変更を 1 件ずつ実施する。-Apply を付けなければ内容を表示するだけ。")
	ScriptVerifySynopsis   = word("Checks whether the changes work. Changes nothing.", "変更の結果を読み取って確認する。何も変更しない。")
	ScriptRollbackSynopsis = word("Undoes the changes of the wave, one by one. Without -Apply it only shows what it would do.", "ウェーブの変更を 1 件ずつ元に戻す。-Apply を付けなければ内容を表示するだけ。")

	ScriptUsage = word(
		"Read it first. Nothing runs by itself: connect to the services yourself, then run it. Order: capture first; apply and verify on each day that has steps; roll back only after a decision.",
		"実行前に内容を確認すること。自動では何も実行されない。各サービスへ接続してから実行する。順序: 現状値の記録 → 予定日ごとに適用と確認。切り戻しは判断後にのみ実行する。")
	ScriptApplyParameter = word("Makes the changes, asking before each one. Without it they are only shown.", "変更を 1 件ずつ確認しながら実施する。省略時は表示のみ。")
	ScriptFromParameter  = word("Steps that are due before this day are skipped.", "この日より前に予定された手順は実施しない。")
	ScriptUntilParameter = word("Steps that are due after this day are skipped. Today if left out.", "この日より後に予定された手順は実施しない。省略時は今日。")

	ScriptPreview = word("Preview: nothing is changed. Run it with -Apply to make the changes; it asks before each one.", "プレビュー: 何も変更しない。-Apply を付けると 1 件ずつ確認しながら変更を実施する。")
	ScriptNothing = word("This stage has no command.", "この段階で実行するコマンドはない。")
	ScriptByHand  = word("By hand:", "手作業:")
	ScriptFillIn  = word("Not run. Fill in the values in <…> and run it by hand:", "未実行。<…> を実際の値に置き換えて手動で実行する:")
	ScriptNotDue  = word("Skipped, planned for {date}:", "対象外 (予定日 {date}):")

	ScriptTranscript   = word("Transcript: {path}", "実行記録: {path}")
	ScriptNotConnected = word("Not connected to {module}. Run {command} first, and then this script again.", "{module} に接続していない。先に {command} を実行してから、このスクリプトを再実行する。")
	ScriptKeeping      = word("Values kept in {path}", "値の記録先: {path}")
	ScriptKeptBefore   = word("{name} has been kept before; the earlier value stays.", "{name} は記録済み。以前の値を残す。")
	ScriptNotKept      = word("{name} was not kept in {path}. Run the capture script before anything is changed, or restore the value by hand.", "{path} に {name} の記録がない。変更前に現状値の記録スクリプトを実行するか、手動で値を戻す。")

	// The capture before the first change, and what is made of it afterwards.
	ScriptNoCapture    = word("There is no {path}. Run {script} first: without the values from before the change nothing can be put back.", "{path} がない。先に {script} を実行する。変更前の値がなければ切り戻しができない。")
	ScriptCaptureFirst = word("{name} of {sender} was not kept in {path}. Run {script} before anything is changed.", "{path} に {sender} の {name} の記録がない。変更前に {script} を実行する。")
	ScriptFromEvidence = word("{name} was not kept in {path}: the value of the plan's evidence is put back.", "{path} に {name} の記録がないため、計画の証跡にある値に戻す。")
	ScriptCompare      = word("compare the settings with the values from before the change and with what the plan sets", "設定値を変更前の記録値および計画の設定値と比較する")
	ScriptAsPlanned    = word("{name} is {is}, as the plan sets it (before: {was}).", "{name} は {is}。計画どおり (変更前: {was})。")
	ScriptAsBefore     = word("{name} is {is}, as before the change.", "{name} は {is}。変更前と同じ。")
	ScriptNotAsPlanned = word("DIFFERS: {name} is {is}, and the plan sets {should} (before: {was}).", "相違: {name} は {is}。計画の設定値は {should} (変更前: {was})。")
	ScriptNotAsBefore  = word("DIFFERS: {name} is {is}, and was {was} before the change.", "相違: {name} は {is}。変更前は {was}。")
	ScriptNoBefore     = word("{name} is {is}. It was not kept in {path}, so nothing tells whether it changed.", "{name} は {is}。{path} に記録がなく、変更の有無は不明。")
	ScriptNotOne       = word("DIFFERS: {count} objects were found, and one was looked for.", "相違: 対象が {count} 件見つかった (想定は 1 件)。")
	ScriptDiffer       = word("{count} values differ: see the lines above that say so, and decide before the next step.", "{count} 件の値に相違あり。上の該当行を確認し、次の手順の前に判断する。")
	ScriptAllSame      = word("No value differs.", "値の相違なし。")
	ScriptBlank        = word("(empty)", "(空)")
)
