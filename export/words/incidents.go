package words

// The sheet Incidents: what has to be dealt with before anything moves.
var (
	SheetIncidents   = word("Incidents", "インシデント")
	PurposeIncidents = word(
		"What has to be dealt with before anything moves: accounts that an attacker got into by guessing, accounts whose passwords are being guessed, then administrators and applications that need attention. The coloured columns are yours to fill in.",
		"移行前に対処すべき事項。推測攻撃で侵入されたアカウント、推測攻撃を受けているアカウント、注意を要する管理者とアプリの順に記載。色付きの列は記入欄。")
	EmptyIncidents = word(
		"No incidents: the sources on the Coverage sheet show no password guessing, and nothing else that has to be dealt with first.",
		"インシデントなし: 「収集範囲」シートの情報源に、パスワード推測など先に対処すべき事項はない。")
	EmptyIncidentsUnread = word(
		"Not known: no sign-in log was read, so password guessing cannot be seen. That this list is empty does not mean that there are no incidents; see Coverage.",
		"不明: サインイン ログが読み取られていないため、パスワード推測の有無を判断できない。空であってもインシデントがないことを意味しない。「収集範囲」シートを参照。")
	EmptyIncidentsGaps = word(
		"None in what was read: the sources on the Coverage sheet that were read show no password guessing, and nothing else that has to be dealt with first. Sign-in logs were not read completely, so incidents may be missing.",
		"読み取った範囲ではなし: 「収集範囲」シートの読み取り済みの情報源に、パスワード推測など先に対処すべき事項はない。サインイン ログの読み取りが不完全なため、インシデントが漏れている可能性がある。")
	NoteIncidentOrigins = word(
		"First and last seen are those of the networks named. A sign-in that succeeded from there may have been the account's own user: ask that person before drawing conclusions.",
		"初回・最終は記載したネットワークのもの。そこからの成功が本人による可能性もあるため、断定する前に本人へ確認する。")

	ColumnUrgency      = word("When", "緊急度")
	ColumnIncidentKind = word("Kind", "区分")
	ColumnHappened     = word("What happened", "事象")
	ColumnOrigins      = word("From where", "発信元")
	ColumnOthersTried  = word("Accounts tried (max)", "試行数 (最多)")
	ColumnGotIn        = word("Successes", "成功")
	ColumnDoNow        = word("What to do now", "対処")
	ColumnFirstStep    = word("First step", "最初の作業")
	ColumnHandled      = word("Handled by", "対応者")
	ColumnCleared      = word("Cleared on", "解消日")
	ColumnIncidentID   = word("Incident ID", "インシデント ID") // hidden

	OriginPlace   = word("{network} ({where})", "{network} ({where})")
	OriginTried   = word("{place}: {accounts} {accounts|account|accounts} tried", "{place}: {accounts} アカウントを試行")
	OriginEntered = word("{place}: {accounts} {accounts|account|accounts} tried, the password of {entered} known", "{place}: {accounts} アカウントを試行、うち {entered} 件でパスワード判明")
	OriginSystem  = word("AS{number}", "AS{number}")
	OriginsMore   = word("and {more} {more|more network|more networks}", "ほか {more} ネットワーク")
	OriginUnknown = word("no readable address", "読み取れるアドレスなし")

	OriginHappened = word(
		"{reason}; {entered} of {accounts} {accounts|account|accounts} entered, or password known",
		"{reason}。{accounts} アカウント中 {entered} 件で侵入またはパスワード判明")
	DoOrigin = word(
		"find the accounts that it got into, including those that send nothing (filter the sign-in log by this network); change their passwords, revoke their sessions, and check inbox rules and forwarding",
		"侵入されたアカウントを、送信しないものも含めサインイン ログ (このネットワークで絞り込み) から特定し、パスワード変更、セッション失効、受信トレイ ルールと転送の確認を行う")
	DoSendsAsAnybody = word(
		"if its owner can't say why it needs to send as everybody, limit it to the mailboxes that it needs (RBAC for Applications in Exchange, after removing the consent in Entra), or remove the permission",
		"全員の名義で送信する理由を責任者が説明できない場合は、必要なメールボックスに限定する (Exchange の RBAC for Applications。Entra 側の同意は削除) か、アクセス許可を取り消す")
	DoSecretExpired = word(
		"ask its owner whether anything uses it: if so, give it a certificate before a sender moves to it; if not, remove its permission",
		"利用の有無を責任者に確認する。利用中なら移行前に証明書を登録し、不要ならアクセス許可を取り消す")
	DoSecretExpires = word(
		"give it a new certificate or secret before that day, and have it tested",
		"期限までに新しい証明書またはシークレットを登録し、動作を確認する")
	DoNotPlanned = word(
		"the plan does not know this account: make the plan again from this inventory",
		"計画にこのアカウントがない。このインベントリから計画を作り直す")
	NotPlanned  = word("not planned", "計画なし")
	PlannedWave = word("Wave {wave}: {route}", "ウェーブ {wave}: {route}")
)

// Urgencies say when an incident is dealt with, the most urgent first.
var Urgencies = Codes{
	{"now", word("Now", "至急"), word("Today, whatever the plan says.", "計画にかかわらず当日中に対処。")},
	{"first", word("Before migration", "移行前"), word("Before the sender, or anything by this application, is moved.", "該当する送信元・アプリの移行前に対処。")},
	{"soon", word("Soon", "早めに"), word("Before the date given, or when its owner is next asked.", "記載の期日まで、または責任者への確認時に対処。")},
}

// IncidentKinds are what a row of Incidents is about, the most urgent first.
var IncidentKinds = Codes{
	{"guessed", word("Password guessed", "パスワード判明"), word(
		"An origin that guesses passwords had the right one for this account.",
		"パスワードを推測している発信元が、このアカウントの正しいパスワードを使用した。")},
	{"origin-entered", word("Attacker got in", "推測攻撃による侵入"), word(
		"A network that guesses passwords had the right one for some accounts, over any protocol. Accounts that do not send appear on no other sheet.",
		"パスワードを推測しているネットワークが、いずれかのプロトコルで正しいパスワードを使用した。送信しないアカウントは他のシートに現れない。")},
	{"guessed-at", word("Under attack", "推測攻撃の対象"), word(
		"Only password guessing was seen over SMTP: close the door.",
		"SMTP では推測攻撃のみ。入口を閉じる。")},
	{"admin-sends", word("Administrator sends", "管理者による送信"), word(
		"An account with an administrator's role sends with a password.",
		"管理者ロールを持つアカウントがパスワードで送信している。")},
	{"secret-expired", word("Application's secrets expired", "アプリの資格情報切れ"), word(
		"All secrets and certificates of an application that may send have expired.",
		"送信権限を持つアプリの資格情報がすべて期限切れ。")},
	{"secret-expires", word("Application's last secret expires", "アプリの資格情報が期限間近"), word(
		"The last secret or certificate of an application that may send expires soon.",
		"送信権限を持つアプリの最後の資格情報が間もなく期限切れ。")},
	{"sends-as-anybody", word("Application sends as anybody", "全員名義で送信できるアプリ"), word(
		"An application may send as every mailbox, unless that is limited in Exchange.",
		"Exchange で制限されていない限り、全メールボックスとして送信できるアプリ。")},
}

// IncidentStatuses are how far an incident is. Labels hold no comma, as with Routes.
var IncidentStatuses = Codes{
	{"open", word("Open", "未対応"), word("Nobody has started.", "着手前。")},
	{"in-work", word("In progress", "対応中"), word("Somebody is working on it.", "対応中。")},
	{"closed", word("Closed", "解消"), word("Cleared by the person and on the day given.", "記載の対応者が記載の日に解消。")},
}
