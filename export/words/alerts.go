package words

// The rules that go on watching: what their files say.
var (
	AlertUsedTitle = word("A finished sender used Basic again", "移行済みの送信元による基本認証の再使用")
	AlertUsedFinds = word(
		"Finds successful sign-ins with Basic over SMTP of the plan's senders after the last day of their cut-over.",
		"計画の送信元が、切り替え日の翌日以降に SMTP の基本認証でサインインに成功したものを検出する。")
	AlertUsedDo = word(
		"On a hit: read new evidence (unbasic collect, unbasic inventory) and run unbasic explain with the account. The sheet {clients} says what signs in from that address, {runbook} which step was to stop it; where the sender was put back with leave, as on {rollback}, say so in the plan and export again.",
		"検出時の対応: 新しい証跡を収集し (unbasic collect、unbasic inventory)、対象アカウントで unbasic explain を実行する。その発信元のクライアントは「{clients}」シート、停止の手順は「{runbook}」シートで確認する。「{rollback}」シートのとおり正式に切り戻した場合は、計画に反映して出力し直す。")

	AlertTriesTitle = word("A finished sender still tries Basic and fails", "移行済みの送信元が基本認証で失敗し続けている")
	AlertTriesFinds = word(
		"Finds the plan's senders that fail with Basic over SMTP after the last day of their cut-over, from one network {rows} times or more on {days} days or more and never more than {aDay} times a day: something is still set up the old way, and its mail is lost. Networks that guess passwords are left aside (rule guess-network of the inventory; the other limits are those of guess-few and guess-stray).",
		"計画の送信元が、切り替え日の翌日以降に SMTP の基本認証で失敗し続けているもの (1 ネットワークから {rows} 回以上、{days} 日以上、1 日 {aDay} 回以下) を検出する。旧設定のまま残っている機器などがあり、そのメールは送られていない。パスワードを推測しているネットワークは除く (インベントリの規則 guess-network。ほかの上限と下限は guess-few と guess-stray)。")
	AlertTriesDo = word(
		"On a hit: run unbasic explain with the account. The sheet {clients} says what signs in from that network: give it the sender's new way, or switch it off.",
		"検出時の対応: 対象アカウントで unbasic explain を実行する。そのネットワークのクライアントを「{clients}」シートで特定し、新しい送信方法に設定するか停止する。")

	AlertGuessedTitle = word("Passwords of senders are guessed", "送信元アカウントに対するパスワードの推測")
	AlertGuessedFinds = word(
		"Finds the plan's senders whose passwords are guessed with Basic: from a network (/24 or /64) where {accounts} accounts or more fail, and {share} for each that knows its password (rule guess-network of the inventory; where somebody is at home it takes {crowd} accounts, and {crowdShare} for each of those), or more than {aDay} times a day from one network (rule guess-stray).",
		"計画の送信元に対する、基本認証でのパスワードの推測を検出する。{accounts} アカウント以上が失敗し、正しいパスワードを使った 1 アカウントにつき {share} アカウント以上が失敗しているネットワーク (/24 または /64) からの試行 (インベントリの規則 guess-network。日常的な利用者がいる場合は {crowd} アカウント以上、かつその利用者 1 人につき {crowdShare} アカウント以上)、または 1 ネットワークから 1 日 {aDay} 回を超える失敗 (規則 guess-stray)。")
	AlertGuessedDo = word(
		"On a hit: block the network where nobody of yours is in it, and run unbasic explain with the account. The sheet {incidents} says what to do with accounts that are guessed at.",
		"検出時の対応: 自社の利用がないネットワークであればブロックし、対象アカウントで unbasic explain を実行する。推測されているアカウントへの対処は「{incidents}」シートを参照。")

	AlertGotInTitle = word("The right password of a sender came from where passwords are guessed", "パスワードを推測している発信元で送信元アカウントの正しいパスワードが使われた")
	AlertGotInFinds = word(
		"Finds the right password of one of the plan's senders, be it let in or stopped by a policy, from a network that guesses: {accounts} accounts or more fail there, and {share} for each that knows its password (rule guess-network of the inventory; where somebody is at home it takes {crowd} accounts, and {crowdShare} for each of those); or {few} successes at most after {dictionary} failures or more of the account itself, which a device that was mended looks like, too (rule guess-dictionary).",
		"計画の送信元の正しいパスワードが (成功、またはポリシーで阻止)、推測しているネットワークから、または総当たりの後に使われたことを検出する。前者は {accounts} アカウント以上が失敗し、正しいパスワードを使った 1 アカウントにつき {share} アカウント以上が失敗しているネットワーク (インベントリの規則 guess-network。日常的な利用者がいる場合は {crowd} アカウント以上、かつその利用者 1 人につき {crowdShare} アカウント以上)、後者は同じアカウントの失敗 {dictionary} 回以上の後の {few} 回以下の成功 (規則 guess-dictionary。設定を直した機器の場合もある)。")
	AlertGotInDo = word(
		"On a hit, at once: ask whether it was the owner; if not, change the password, revoke the sessions, look for inbox rules and forwarding, and block the network. The sheet {incidents} and unbasic explain say more.",
		"検出時はただちに: 本人による操作かを確認する。そうでなければパスワードを変更し、セッションを失効させ、受信トレイ ルールと転送を確認し、ネットワークをブロックする。詳細は「{incidents}」シートと unbasic explain を参照。")

	AlertFrom   = word("Made by {tool} from the plan of {tenant} as of {asOf} UTC, for {senders} senders.", "作成: {tool}。{tenant} の計画 ({asOf} UTC 時点)、対象の送信元 {senders} 件。")
	AlertTenant = word("{tenant} ({id})", "{tenant} ({id})")
	AlertHourly = word("Run it once an hour over {days} days of SigninLogs and AADNonInteractiveUserSignInLogs: each run reports what came in since the one before.", "SigninLogs と AADNonInteractiveUserSignInLogs の {days} 日分に対して 1 時間ごとに実行する。各回は前回以降に届いたものを報告する。")
	AlertDaily  = word("Run it once a day over {days} days of SigninLogs and AADNonInteractiveUserSignInLogs: each run reports what came in since the one before.", "SigninLogs と AADNonInteractiveUserSignInLogs の {days} 日分に対して 1 日 1 回実行する。各回は前回以降に届いたものを報告する。")
	AlertSilent = word("Silent (UTC) is when the last day of a sender's cut-over is over in the plan's time zone, {zone}. Sign-ins before it are not looked at.", "Silent (UTC) は、計画のタイム ゾーン ({zone}) における切り替え日の終わり。それより前のサインインは対象外。")

	AlertLeftRolledBack   = word("Left out because they were rolled back: {count}.", "切り戻し済みのため対象外: {count} 件。")
	AlertLeftInvestigated = word("Left out because an incident has to be cleared before they move: {count}.", "移行前にインシデントの解消が必要なため対象外: {count} 件。")
	AlertLeftUndated      = word("Left out because the plan has no day for them: {count}.", "計画に日付がないため対象外: {count} 件。")
	AlertLeftNameless     = word("Left out because neither an id nor an address is known: {count}.", "ID もアドレスも不明のため対象外: {count} 件。")

	AlertAgain     = word("Export it again when the plan changes.", "計画の変更後は出力し直すこと。")
	AlertPart      = word("Part {part} of {parts}, since a rule of Microsoft Sentinel holds 10,000 characters. Every part is a rule of its own; remove those that a later export has no more.", "{parts} 分割中の {part} (Microsoft Sentinel の規則は 10,000 文字まで)。それぞれを別の規則として登録し、後の出力でなくなったものは削除する。")
	AlertWatchlist = word("The senders are too many for queries. In Microsoft Sentinel, make a watchlist of each of {files}, under the alias {lists} and with Account as its search key, and make them anew with every export. A workspace without Sentinel has no watchlists: put a table of your own in their place.", "送信元がクエリに収まらない件数のため、Microsoft Sentinel で {files} からそれぞれウォッチリスト (別名 {lists}、検索キー Account) を作成し、出力のたびに作り直す。Sentinel のないワークスペースではウォッチリストを使えないため、独自のテーブルに置き換える。")

	AlertName      = word("unbasic: {title}", "unbasic: {title}")
	AlertPartName  = word("unbasic: {title} ({part}/{parts})", "unbasic: {title} ({part}/{parts})")
	AlertTemplate  = word("Rules of Microsoft Sentinel for the senders of the plan. All of them are disabled: enable each once its query has been looked at.", "計画の送信元を監視する Microsoft Sentinel の規則。すべて無効の状態で登録されるため、クエリを確認してから 1 件ずつ有効にする。")
	AlertWorkspace = word("Name of the Log Analytics workspace with Microsoft Sentinel, in the resource group that this is deployed to", "展開先のリソース グループにある、Microsoft Sentinel が有効な Log Analytics ワークスペースの名前")
)
