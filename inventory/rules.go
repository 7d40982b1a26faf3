package inventory

// verdictRules are the rules that speak for a verdict, in the order in which they are told.
var verdictRules = []string{
	"guessing-success", "guessing-password-known", "basic-success", "fails-since", "blocked", "expired", "account-disabled",
	"old-password", "unclassified", "oauth-only", "oauth-fails",
}

// PhraseOf gives the sentence of a rule. The second result is false for an id that this version does not know.
func PhraseOf(rule string) (Phrase, bool) {
	p, ok := phrases[rule]
	return p, ok
}

// phrases are the sentences of every rule, by id.
var phrases = map[string]Phrase{
	// Verdicts.
	"guessing-success": {
		"{successes} sign-ins succeeded from an address that is guessing passwords of other accounts: treat it as an incident first",
		"他アカウントのパスワードを推測している発信元からのサインインが {successes} 件成功。まずインシデントとして対応すること"},
	"guessing-password-known": {
		"an address that is guessing passwords had the right one and was stopped ({codes}): treat it as an incident first",
		"パスワード推測中の発信元が正しいパスワードを使用し、ポリシーで阻止された ({codes})。まずインシデントとして対応すること"},
	"basic-success": {
		"{successes} sign-ins with a password succeeded on {days} days from {first} to {last}, from {places} client(s)",
		"{first} ～ {last} の {days} 日間に、パスワードによるサインインが {successes} 件成功 (クライアント {places} 件)"},
	"fails-since": {
		"worked until {last} and fails since then: {failures} failures on {days} days from the same client ({codes})",
		"{last} まで成功し、その後は同じクライアントで失敗が続く: {days} 日間に {failures} 件 ({codes})"},
	"blocked": {
		"the password was right and a policy or MFA rule stopped it: {failures} failures on {days} days ({codes})",
		"パスワードは正しいがポリシーまたは MFA により阻止: {days} 日間に {failures} 件の失敗 ({codes})"},
	"expired": {
		"the password was right and has expired or must be changed: {failures} failures on {days} days ({codes})",
		"パスワードは正しいが期限切れまたは変更が必要: {days} 日間に {failures} 件の失敗 ({codes})"},
	"account-disabled": {
		"a client still tries to sign in to this disabled account: {failures} failures on {days} days ({codes})",
		"無効なアカウントに対してクライアントがサインインを試行し続けている: {days} 日間に {failures} 件の失敗 ({codes})"},
	"old-password": {
		"one client fails at a regular rhythm with a wrong password, as a device with an old password does: {failures} failures on {days} days; no success was seen",
		"1 つのクライアントが誤ったパスワードで規則的に失敗しており、古いパスワードのままの機器と見られる: {days} 日間に {failures} 件。成功は確認されず"},
	"unclassified": {
		"a configured client fails for a reason that says nothing of its password: {failures} failures on {days} days ({codes})",
		"設定済みのクライアントが、パスワードの正否が判断できない理由で失敗: {days} 日間に {failures} 件 ({codes})"},
	"oauth-only": {
		"{successes} SMTP sign-ins on {days} days, all with OAuth",
		"{days} 日間に SMTP サインイン {successes} 件、すべて OAuth"},
	"oauth-fails": {
		"SMTP sign-ins with OAuth fail: {failures} failures on {days} days ({codes}); none succeeded",
		"OAuth による SMTP サインインが失敗: {days} 日間に {failures} 件 ({codes})。成功なし"},
	"only-guessing": {
		"all {records} rows are failures that look like guessing; no use was seen in the days that were read",
		"全 {records} 件がパスワード推測と見られる失敗。読み取った期間に利用は確認されず"},

	// What else a reader needs to know.
	"excluded-guessing": {
		"{records} failures that look like guessing were put aside and are in no figure",
		"パスワード推測と見られる失敗 {records} 件を除外済み (どの数値にも含まれない)"},
	"probably-smtp": {
		"some rows name no protocol and carry the mark of Basic authentication: probably SMTP, the only protocol left open to it",
		"プロトコル名のない行に基本認証の印があり、基本認証が残る唯一のプロトコルである SMTP の可能性が高い"},
	"rare": {
		"seen on only {days} days of the window: a weekly, monthly or rarer job may look like this",
		"期間中の利用は {days} 日のみ。週次・月次またはそれ以下の頻度の処理の可能性がある"},
	"other-protocols": {
		"other legacy protocols appear under clients and are not in the figures: {protocols}",
		"他のレガシ プロトコルはクライアント一覧のみに表示し、数値には含めない: {protocols}"},

	// Kind of sender.
	"kind-round-the-clock": {"kind: signs in around the clock, weekends too ({hours} hours of the day)", "種別: 週末を含め終日サインインしている ({hours} 時間帯)"},
	"kind-fixed-hours":     {"kind: signs in at fixed hours, weekends too ({hours} hours of the day)", "種別: 週末を含め決まった時刻にサインインしている ({hours} 時間帯)"},
	"kind-office-place":    {"kind: one place, working hours and working days only", "種別: 1 か所から、平日の業務時間のみ"},
	"kind-personal-data":   {"kind: the directory holds a person's name or job title", "種別: ディレクトリに個人の氏名または役職がある"},
	"kind-several-places":  {"kind: signs in from {places} networks, as people do", "種別: {places} 個のネットワークからサインインしており、人の利用に近い"},
	"kind-reads-mail":      {"kind: reads mail with an old protocol too, as mail programs do", "種別: 旧プロトコルでメールの受信も行っており、メールソフトに近い"},
	"kind-name":            {"kind: the account's name contains \"{word}\"", "種別: アカウント名に「{word}」を含む"},

	// Licences.
	"license-plan-works":       {"mailbox plan {plan} is assigned and enabled", "メールボックス プラン {plan} が割り当て済みで有効"},
	"license-grace":            {"mailbox plan {plan} works in its grace period only (Warning)", "メールボックス プラン {plan} は猶予期間中 (Warning)"},
	"license-suspended":        {"mailbox plan {plan} is no longer usable ({status})", "メールボックス プラン {plan} は利用停止 ({status})"},
	"license-plan-off":         {"{sku} carries a mailbox plan, and it is switched off in every assignment", "{sku} にはメールボックス プランが含まれるが、すべての割り当てで無効化されている"},
	"license-no-plan":          {"licensed, and no licence carries a mailbox plan", "ライセンスはあるが、メールボックス プランを含むものがない"},
	"license-assignment-error": {"the licence that would carry the mailbox plan is not in force ({assignment})", "メールボックス プランを含むライセンスの割り当てがエラー ({assignment})"},
	"license-none":             {"the account has no licence at all", "ライセンスの割り当てなし"},
	"license-guest":            {"a guest: its mailbox, if any, is in another tenant", "ゲスト。メールボックスがあるとしても別テナント"},
	"license-deleted":          {"the account was deleted from the directory", "アカウントはディレクトリから削除済み"},
	"license-not-found":        {"the account is not in the directory (deleted, or never existed)", "ディレクトリに存在しない (削除済み、または元々存在しない)"},
	"license-not-read":         {"the directory was not read", "ディレクトリが読み取られていない"},
	"license-plans-not-read":   {"the account's licences were not read", "アカウントのライセンスが読み取られていない"},
	"license-sku-unknown":      {"subscription {sku} was not read, so its plans are not known", "サブスクリプション {sku} が読み取られておらず、プランが不明"},

	// Coverage.
	"coverage-no-sign-ins": {"no sign-ins were read: run unbasic collect, or export the sign-in log from the portal and run unbasic import", "サインインが読み取られていない。unbasic collect を実行するか、ポータルからサインイン ログを出力して unbasic import を実行すること"},
	"coverage-no-users":    {"no directory was read, so licence states are unknown: run unbasic collect", "ディレクトリが読み取られておらず、ライセンス状態が不明。unbasic collect を実行すること"},
	"coverage-no-skus":     {"no subscriptions were read, so seats are unknown: run unbasic collect", "サブスクリプションが読み取られておらず、シート数が不明。unbasic collect を実行すること"},

	// Sources that this version does not ask for.
	"not-read-smtp-report": {"message volumes and the Basic or OAuth column of the Exchange admin centre's SMTP AUTH report (90 days) are not read: rows are sign-ins, not messages, and use before the window is not seen", "Exchange 管理センターの SMTP AUTH レポート (90 日分の送信数と Basic/OAuth の別) は読み取らない。数値はサインイン件数で送信数ではなく、期間より前の利用は見えない"},
	"not-read-switch":      {"SmtpClientAuthenticationDisabled and authentication policies are not read: the switch columns say unknown, accounts that could send and did not are not listed", "SmtpClientAuthenticationDisabled と認証ポリシーは読み取らない。スイッチ欄は不明となり、送信可能だが未使用のアカウントは一覧に含まれない"},
	"not-read-policies":    {"Conditional Access policies and security defaults enter no verdict, also where they are in the evidence: what would block a sender is seen only from its failures", "条件付きアクセスとセキュリティの既定値は、証跡にある場合も判定には使わない。阻止要因は失敗の記録からのみ分かる"},
	"not-read-usage":       {"usage reports (180 days) enter no verdict, also where they are in the evidence: a job that runs less than once in the window is not seen", "利用状況レポート (180 日分) は、証跡にある場合も判定には使わない。期間中に一度も動かない処理は見えない"},
}
