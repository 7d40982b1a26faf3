package inventory

// PhraseOf gives the sentence of a rule. The second result is false for an id that this version does not know.
func PhraseOf(rule string) (Phrase, bool) {
	p, ok := phrases[rule]
	return p, ok
}

// phrases are the sentences of every rule, by id.
var phrases = unitedPhrases(corePhrases, governancePhrases, licensePhrases())

// unitedPhrases makes one table of several. Two sentences of one id are a mistake of this package.
func unitedPhrases(tables ...map[string]Phrase) map[string]Phrase {
	all := map[string]Phrase{}
	for _, table := range tables {
		for id, phrase := range table {
			if _, twice := all[id]; twice {
				panic("inventory: two phrases have the id " + id)
			}
			all[id] = phrase
		}
	}
	return all
}

// corePhrases are those without a file of their own.
var corePhrases = map[string]Phrase{
	// Verdicts.
	"guessing-success": {
		"{successes} {successes|sign-in|sign-ins} succeeded from an address that is guessing passwords of other accounts: treat it as an incident first",
		"他アカウントのパスワードを推測している発信元からのサインインが {successes} 件成功。まずインシデントとして対応すること"},
	"guessing-password-known": {
		"an address that is guessing passwords had the right one and was stopped ({codes}): treat it as an incident first",
		"パスワード推測中の発信元が正しいパスワードを使用し、ポリシーで阻止された ({codes})。まずインシデントとして対応すること"},
	"basic-success": {
		"{successes} {successes|sign-in|sign-ins} with a password succeeded on {days} {days|day|days} from {first} to {last}, from {places} {places|client|clients}",
		"{first} ～ {last} の {days} 日間に、パスワードによるサインインが {successes} 件成功 (クライアント {places} 件)"},
	"account-fails-since": {
		"nothing but failures since {last}, whatever the client: {failures} {failures|failure|failures} on {days} {days|day|days}; what stops one client of an account stops them all",
		"{last} 以降はクライアントを問わず失敗のみ: {days} 日間に {failures} 件。アカウント単位の要因はすべてのクライアントに影響する"},
	"fails-since": {
		"worked until {last} and fails since then: {failures} {failures|failure|failures} on {days} {days|day|days} from the same client ({codes})",
		"{last} まで成功し、その後は同じクライアントで失敗が続く: {days} 日間に {failures} 件 ({codes})"},
	"blocked": {
		"the password was right and a policy or MFA rule stopped it: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes})",
		"パスワードは正しいがポリシーまたは MFA により阻止: {days} 日間に {failures} 件の失敗 ({codes})"},
	"expired": {
		"the password was right and has expired or must be changed: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes})",
		"パスワードは正しいが期限切れまたは変更が必要: {days} 日間に {failures} 件の失敗 ({codes})"},
	"account-disabled": {
		"a client still tries to sign in to this disabled account: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes})",
		"無効なアカウントに対してクライアントがサインインを試行し続けている: {days} 日間に {failures} 件の失敗 ({codes})"},
	"account-gone": {
		"a client at a known place still signs in as an account that does not exist: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes})",
		"既知の場所にあるクライアントが、存在しないアカウントでサインインを続けている: {days} 日間に {failures} 件の失敗 ({codes})"},
	"old-password": {
		"one client fails at a regular rhythm with a wrong password, as a device with an old password does: {failures} {failures|failure|failures} on {days} {days|day|days}; no success was seen",
		"1 つのクライアントが誤ったパスワードで規則的に失敗しており、古いパスワードのままの機器と見られる: {days} 日間に {failures} 件。成功は確認されず"},
	"unclassified": {
		"a configured client fails for a reason that says nothing of its password: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes})",
		"設定済みのクライアントが、パスワードの正否が判断できない理由で失敗: {days} 日間に {failures} 件 ({codes})"},
	"oauth-only": {
		"{successes} {successes|SMTP sign-in|SMTP sign-ins} on {days} {days|day|days}, all with OAuth",
		"{days} 日間に SMTP サインイン {successes} 件、すべて OAuth"},
	"oauth-fails": {
		"SMTP sign-ins with OAuth fail: {failures} {failures|failure|failures} on {days} {days|day|days} ({codes}); none succeeded",
		"OAuth による SMTP サインインが失敗: {days} 日間に {failures} 件 ({codes})。成功なし"},
	"certificate": {
		"ActiveSync signs in with a certificate or a token, which is not Basic: {successes} {successes|success|successes} on {days} {days|day|days}",
		"ActiveSync は証明書またはトークンによるサインインで、基本認証ではない: {days} 日間に成功 {successes} 件"},
	"closed-protocol": {
		"{successes} {successes|sign-in|sign-ins} of a protocol that has been closed to Basic since 2023 succeeded, so they were made with a certificate or a token",
		"2023 年以降基本認証が使えないプロトコルのサインインが {successes} 件成功しており、証明書またはトークンによるものである"},
	"only-guessing": {
		"all {records} {records|row is|rows are} failures that look like guessing; no use was seen in the days that were read",
		"全 {records} 件がパスワード推測と見られる失敗。読み取った期間に利用は確認されず"},

	// What else a reader needs to know.
	"excluded-guessing": {
		"{records} {records|failure|failures} that look like guessing were put aside and are in no figure",
		"パスワード推測と見られる失敗 {records} 件を除外済み (どの数値にも含まれない)"},
	"stopped": {
		"went silent on {last}, longer than its rhythm explains: retired, moved or broken without a trace in the log; ask its owner",
		"{last} を最後に、通常の周期では説明できない期間サインインがない。廃止・移行・記録に残らない故障のいずれか。責任者に確認すること"},
	"stopped-some": {
		"{places} {places|client|clients} went silent, longer than their rhythm explains",
		"{places} 件のクライアントで、通常の周期では説明できない期間サインインがない"},
	"idle": {
		"the mailbox setting allows SMTP AUTH and no use was seen; that is no proof that nothing depends on it",
		"メールボックスの設定で SMTP AUTH が許可されているが、利用は確認されず (依存がないことの証明ではない)"},

	// Why rows are put aside as guessing. The sentence of an origin, and that of a sender's rows from it.
	"guess-many-accounts": {
		"{accounts} {accounts|account was|accounts were} tried from here and hardly any password was right",
		"{accounts} アカウントが試行され、正しいパスワードはほとんどない"},
	"guess-network": {
		"{accounts} {accounts|account was|accounts were} tried from changing addresses of this network and hardly any password was right",
		"このネットワークの複数アドレスから {accounts} アカウントが試行され、正しいパスワードはほとんどない"},
	"guess-provider": {
		"many accounts were tried from changing networks of this provider and nobody of the tenant is at home there",
		"このプロバイダーの複数ネットワークから多数のアカウントが試行されており、テナントの通常の利用はない"},
	"guess-dictionary": {
		"one account was tried here again and again until its password was found",
		"1 つのアカウントに対し、パスワードが判明するまで試行が繰り返された"},
	"guess-nonexistent": {
		"accounts that do not exist were tried from here ({nonexistent})",
		"存在しないアカウントが試行された ({nonexistent} 件)"},
	"guess-blocked-address": {
		"Microsoft blocks this address for malicious activity",
		"Microsoft が悪意のある活動としてブロックしているアドレス"},
	"guess-many-accounts-rows":   {"{records} {records|row|rows} from addresses that tried many accounts", "多数のアカウントを試行したアドレスからの {records} 件"},
	"guess-network-rows":         {"{records} {records|row|rows} from networks whose addresses took turns to try many accounts", "アドレスを変えながら多数のアカウントを試行したネットワークからの {records} 件"},
	"guess-provider-rows":        {"{records} {records|row|rows} from providers whose networks took turns to try many accounts", "ネットワークを変えながら多数のアカウントを試行したプロバイダーからの {records} 件"},
	"guess-dictionary-rows":      {"{records} {records|row|rows} of trying one password after the other", "パスワードを次々に試行した {records} 件"},
	"guess-nonexistent-rows":     {"{records} {records|row|rows} from addresses that tried accounts that do not exist", "存在しないアカウントを試行したアドレスからの {records} 件"},
	"guess-blocked-address-rows": {"{records} {records|row|rows} from addresses that Microsoft blocks", "Microsoft がブロックしているアドレスからの {records} 件"},
	"guess-no-account-rows":      {"{records} {records|failure|failures} from somewhere else for an account that does not exist", "存在しないアカウントに対する外部からの失敗 {records} 件"},
	"guess-stray-rows":           {"{records} {records|failure|failures} from places where no password of this account was ever right, without the rhythm of a device", "このアカウントの正しいパスワードが一度も使われていない場所からの、機器らしい周期のない失敗 {records} 件"},
	"guess-far-rows":             {"{records} {records|failure|failures} at a rhythm, from a provider or country where nobody of the tenant signs in", "テナントの利用がないプロバイダーまたは国からの、周期的な失敗 {records} 件"},
	"guess-few-rows":             {"{records} {records|failure|failures} that say nothing of a password, too few for a configured client", "パスワードの正否が判断できず、設定済みクライアントとしては少なすぎる失敗 {records} 件"},

	"probably-smtp": {
		"some rows name no protocol and carry the mark of Basic authentication: probably SMTP, the only protocol left open to it",
		"プロトコル名のない行に基本認証の印があり、基本認証が残る唯一のプロトコルである SMTP の可能性が高い"},
	"rare": {
		"seen on only {days} {days|day|days} of the window: a weekly, monthly or rarer job may look like this",
		"期間中の利用は {days} 日のみ。週次・月次またはそれ以下の頻度の処理の可能性がある"},
	"other-protocols": {
		"other legacy protocols appear under clients and are not in the figures: {protocols}",
		"他のレガシ プロトコルはクライアント一覧のみに表示し、数値には含めない: {protocols}"},

	// What sources without sign-ins say.
	"use-smtp-report": {
		"Exchange's SMTP AUTH report lists {messages} {messages|message|messages} ({auth}) from {since} to {until}",
		"Exchange の SMTP AUTH レポートに {since} ～ {until} のメッセージ {messages} 件 ({auth}) の記録がある"},
	"use-smtp-report-undated": {
		"Exchange's SMTP AUTH report lists {messages} {messages|message|messages} (authentication: {auth}); the file does not name its days, which are the last 90 before its export at most",
		"Exchange の SMTP AUTH レポートにメッセージ {messages} 件の記録がある (認証: {auth})。対象日はファイルに記載がなく、出力前の最大 90 日間"},
	"use-smtp-report-uncounted": {
		"Exchange's SMTP AUTH report lists it ({auth}) from {since} to {until}, without a number of messages",
		"Exchange の SMTP AUTH レポートに {since} ～ {until} の記録がある ({auth}、件数なし)"},
	"use-smtp-report-either": {
		"Exchange's SMTP AUTH report lists {messages} {messages|message|messages} from {since} to {until} and does not say whether with Basic or OAuth: export it with the column Authentication Protocol",
		"Exchange の SMTP AUTH レポートに {since} ～ {until} のメッセージ {messages} 件の記録があるが、基本認証か OAuth かは不明。認証プロトコル列を含めて出力すること"},
	"use-smtp-report-bare": {
		"Exchange's SMTP AUTH report lists it from {since} to {until}, without a number of messages or the way to authenticate",
		"Exchange の SMTP AUTH レポートに {since} ～ {until} の記録がある (件数・認証方式なし)"},
	"use-app-report": {
		"the email app usage report says that SMTP was used between {since} and {until}; it can't tell Basic from OAuth, nor from where",
		"メール アプリの利用状況レポートによれば {since} ～ {until} に SMTP が利用された (基本認証か OAuth か、発信元は不明)"},
	"use-app-report-undated": {
		"the email app usage report says that SMTP was used; it can't tell Basic from OAuth, nor from where",
		"メール アプリの利用状況レポートによれば SMTP が利用された (基本認証か OAuth か、発信元は不明)"},
	"use-audit-log": {
		"the unified audit log has sign-ins with the mark of Basic authentication until {last}; it names no protocol, and SMTP is the only one left open to it",
		"統合監査ログに {last} まで基本認証の印のあるサインインがある (プロトコル名なし。基本認証が残るのは SMTP のみ)"},
	"disagree-auth": {
		"sources disagree: the SMTP AUTH report says {report}, the sign-ins say {signIns}; the sign-ins are believed for their days, the report may tell of others",
		"情報源の不一致: SMTP AUTH レポートは {report}、サインインは {signIns}。サインインのある日についてはサインインを採用 (レポートは別の日を含む可能性がある)"},
	"disagree-auth-both": {
		"sources differ: reports say {report}, the sign-ins say {signIns}; both are counted, since each tells of days or clients that the other may not see",
		"情報源の相違: レポートは {report}、サインインは {signIns}。互いに見えない日やクライアントがあり得るため両方を採用"},
	"disagree-usage": {
		"sources disagree: the email app usage report says that SMTP was not used between {since} and {until}, and sign-ins succeeded then; the sign-ins are believed",
		"情報源の不一致: メール アプリの利用状況レポートは {since} ～ {until} に SMTP 利用なしとするが、その間にサインインが成功している。サインインを採用"},
	"disagree-switch": {
		"sources disagree: Exchange says that SMTP AUTH is off for this mailbox, and a sign-in with a password succeeded on {last}; the sign-in is believed as use, and the switch as of its export: it may have been changed since, and then the client fails by now",
		"情報源の不一致: Exchange ではこのメールボックスの SMTP AUTH は無効だが、{last} にパスワードによるサインインが成功している。利用についてはサインインを、設定については出力時点の値を採用 (後から変更された場合、クライアントは既に失敗している)"},
	"disagree-exports": {
		"sources disagree: exports give this mailbox different states of the SMTP AUTH switch; the newest one, {state}, is believed",
		"情報源の不一致: 出力ファイル間でこのメールボックスの SMTP AUTH 設定が異なる。最新の {state} を採用"},
	"disagree-mailbox": {
		"sources disagree: Exchange says that the mailbox is {exchange}, Graph says {graph}; Exchange is believed",
		"情報源の不一致: メールボックスの種類は Exchange では {exchange}、Graph では {graph}。Exchange を採用"},
	"disagree-list": {
		"sources disagree: an exported list says {list} of the account, Graph says {graph}; Graph is believed, since a list may be old",
		"情報源の不一致: アカウントについて出力された一覧は {list}、Graph は {graph}。一覧は古い可能性があるため Graph を採用"},
	"disagree-counts": {
		"sources disagree: on {days} {days|day|days} {source} counts {rows} {rows|sign-in|sign-ins} where {have} were read one by one; of each day the greater count is believed",
		"情報源の不一致: {days} 日間について {source} は {rows} 件、個別に読み取ったサインインは {have} 件。日ごとに多い方を採用"},

	// Kind of sender.
	"kind-policy":              {"kind: policy.yaml says {kind}", "種別: policy.yaml の指定 ({kind})"},
	"kind-round-the-clock":     {"kind: signs in around the clock, weekends too (about {perDay} times a day)", "種別: 週末を含め終日サインインしている (1 日約 {perDay} 回)"},
	"kind-fixed-hours":         {"kind: signs in at fixed hours, weekends too ({hours} {hours|hour|hours} of the day)", "種別: 週末を含め決まった時刻にサインインしている ({hours} 時間帯)"},
	"kind-fixed-hour-workdays": {"kind: signs in equally often on each of its days, at a fixed time ({hours} {hours|hour|hours} of the day)", "種別: 営業日ごとにほぼ同数、決まった時刻にサインインしている ({hours} 時間帯)"},
	"kind-modern":              {"kind: works with modern programs too, on {days} {days|day|days}", "種別: 先進認証のプログラムも {days} 日利用している"},
	"kind-office-place":        {"kind: one place, working hours and working days only", "種別: 1 か所から、営業日の業務時間のみ"},
	"kind-personal-data":       {"kind: the directory holds a person's name or job title", "種別: ディレクトリに個人の氏名または役職がある"},
	"kind-several-places":      {"kind: signs in from {places} {places|network|networks}, as people do", "種別: {places} 個のネットワークからサインインしており、人の利用に近い"},
	"kind-reads-mail":          {"kind: reads mail with an old protocol too, as mail programs do", "種別: 旧プロトコルでメールの受信も行っており、メールソフトに近い"},
	"kind-shared-mailbox":      {"kind: a shared mailbox, which is nobody's own", "種別: 共有メールボックスであり、個人のものではない"},
	"kind-room":                {"kind: the mailbox of a room or of equipment", "種別: 会議室または備品のメールボックス"},
	"kind-name-device":         {"kind: the account's name contains \"{device}\"", "種別: アカウント名に「{device}」を含む"},
	"kind-name-application":    {"kind: the account's name contains \"{application}\"", "種別: アカウント名に「{application}」を含む"},
	"kind-clockwork":           {"kind: signs in around the clock and equally often each day ({perDay} a day)", "種別: 終日、毎日ほぼ同じ回数 (1 日 {perDay} 回) サインインしている"},
	"kind-steady":              {"kind: signs in equally often on all days of the week ({perDay} a day)", "種別: 曜日を問わず毎日ほぼ同じ回数 (1 日 {perDay} 回) サインインしている"},
	"kind-bursts":              {"kind: signs in very often on very few days ({perDay} a day)", "種別: ごく限られた日に集中してサインインしている (1 日 {perDay} 回)"},
	"kind-alarms":              {"kind: signs in now and then at any hour, weekends too, as alarms do", "種別: 週末・夜間を含め不定期にサインインしており、警報の通知に近い"},
	"kind-month-end":           {"kind: signs in around the end of the month only", "種別: 月末・月初のみサインインしている"},
	"kind-office-places":       {"kind: several fixed places at once, at working hours", "種別: 複数の固定拠点から同時期に、業務時間にサインインしている"},
	"kind-rare":                {"kind: seldom signs in, without a schedule", "種別: サインインはまれで不定期"},
	"kind-second-factor":       {"kind: a second factor is registered, as people do", "種別: 多要素認証が登録されており、人の利用に近い"},
	"kind-all-week":            {"kind: signs in on all days of the week, mostly in the daytime, as a system does that people use", "種別: 曜日を問わず主に日中にサインインしており、人が使うシステムに近い"},

	// Coverage.
	"coverage-no-sign-ins": {"no sign-ins were read: run unbasic collect, or export the sign-in log from the portal and run unbasic import", "サインインが読み取られていない。unbasic collect を実行するか、ポータルからサインイン ログを出力して unbasic import を実行すること"},
	"coverage-no-users":    {"no directory was read, so licence states are unknown: run unbasic collect", "ディレクトリが読み取られておらず、ライセンス状態が不明。unbasic collect を実行すること"},
	"coverage-no-skus":     {"no subscriptions were read, so seats are unknown: run unbasic collect", "サブスクリプションが読み取られておらず、ライセンス数が不明。unbasic collect を実行すること"},

	// What to bring next.
	"bring-sign-ins": {
		"bring the sign-in log: in the Entra portal under Monitoring, Sign-in logs, download the interactive and the non-interactive user sign-ins as JSON or CSV (7 days without Entra ID P1, 30 with), or run unbasic collect",
		"サインイン ログを用意: Entra ポータルの「監視」→「サインイン ログ」から対話型・非対話型の両方を JSON または CSV でダウンロード (Entra ID P1 なしで 7 日分、ありで 30 日分)。または unbasic collect を実行"},
	"bring-longer": {
		"the sign-ins cover less than a month, so monthly jobs do not show: bring older downloads, the records that diagnostic settings keep (a storage account, Log Analytics with unbasic collect --print-kql), or Exchange's SMTP AUTH report for 90 days",
		"サインインの期間が 1 か月に満たず、月次処理が見えない: 過去のダウンロード、診断設定の保存先 (ストレージ アカウント、Log Analytics は unbasic collect --print-kql)、または Exchange の SMTP AUTH レポート (90 日) を用意"},
	"bring-smtp-report": {
		"bring Exchange's report on SMTP AUTH clients: in the Exchange admin center under Reports, Mail flow, export 90 days with the column Authentication Protocol; it counts messages and reaches further back than the sign-ins",
		"Exchange の SMTP AUTH クライアント レポートを用意: Exchange 管理センターの「レポート」→「メール フロー」から 90 日分を認証プロトコル列付きで出力 (送信数があり、サインインより過去まで遡れる)"},
	"bring-exchange": {
		"bring Exchange's settings, which say who could send and who is switched off: unbasic import --exchange-script prints a script that exports them and changes nothing",
		"Exchange の設定を用意 (誰が送信可能か・無効か): unbasic import --exchange-script で、変更を行わない出力用スクリプトを表示"},
	"bring-users": {
		"bring the accounts with their licences: unbasic collect reads them, and the Microsoft 365 admin center exports them under Users, Active users, Export users",
		"アカウントとライセンスを用意: unbasic collect で読み取るか、Microsoft 365 管理センターの「ユーザー」→「アクティブなユーザー」→「ユーザーのエクスポート」で出力"},
	"bring-usage": {
		"bring the email app usage report for 180 days: in the Microsoft 365 admin center under Reports, Usage, Email apps; it shows jobs that run less than once a month",
		"メール アプリの利用状況レポート (180 日) を用意: Microsoft 365 管理センターの「レポート」→「利用状況」→「メール アプリ」(月次より低頻度の処理が分かる)"},

	// Sources that were not asked for or not read.
	"not-read-smtp-report": {"message volumes and the Basic or OAuth column of the Exchange admin center's SMTP AUTH report (90 days) were not read: rows are sign-ins, not messages, and use before the window is not seen", "Exchange 管理センターの SMTP AUTH レポート (90 日分の送信数と Basic/OAuth の別) は読み取られていない。数値はサインイン件数で送信数ではなく、期間より前の利用は見えない"},
	"not-read-switch":      {"SmtpClientAuthenticationDisabled of the organisation and of all mailboxes was not read: the switch columns say unknown where it is missing (unbasic import --exchange-script prints a script that exports it)", "組織と全メールボックスの SmtpClientAuthenticationDisabled が読み取られていない。不足分の設定欄は不明となる (unbasic import --exchange-script で出力用スクリプトを表示)"},
	"not-read-policies":    {"Conditional Access policies and security defaults were not both read: what would block a sender is seen only from its failures where they are missing (unbasic collect reads them with Policy.Read.All)", "条件付きアクセス ポリシーとセキュリティの既定値群の両方または一方が読み取られていない。不足分の阻止要因は失敗の記録からのみ分かる (unbasic collect が Policy.Read.All で読み取る)"},
	"not-read-usage":       {"the email app usage report (180 days) was not read: a job that runs less than once in the window is not seen", "メール アプリの利用状況レポート (180 日分) は読み取られていない。期間中に一度も動かない処理は見えない"},
}
