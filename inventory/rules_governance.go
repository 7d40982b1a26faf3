package inventory

// governancePhrases are the sentences on the switch, on what Entra's policies do to it, on sending accounts and on applications that send.
var governancePhrases = map[string]Phrase{
	// Why Basic works now, or does not.
	"switch-on": {
		"SMTP AUTH is on for this mailbox, and neither an authentication policy nor security defaults nor a Conditional Access policy stops Basic",
		"このメールボックスの SMTP AUTH は有効で、認証ポリシー、セキュリティの既定値群、条件付きアクセスのいずれも基本認証を阻止しない"},
	"switch-off-mailbox": {
		"SMTP AUTH is switched off on the mailbox itself (SmtpClientAuthenticationDisabled), which closes OAuth over SMTP too",
		"メールボックス自体で SMTP AUTH が無効 (SmtpClientAuthenticationDisabled)。SMTP の OAuth も利用不可"},
	"switch-off-organization": {
		"SMTP AUTH is switched off for the organisation and the mailbox inherits that, which closes OAuth over SMTP too",
		"組織全体で SMTP AUTH が無効で、メールボックスはそれを継承している。SMTP の OAuth も利用不可"},
	"switch-off-policy": {
		"the authentication policy \"{policy}\" does not allow Basic over SMTP; OAuth stays open",
		"認証ポリシー「{policy}」が SMTP の基本認証を許可していない (OAuth は利用可能)"},
	"switch-off-security-defaults": {
		"security defaults are on and block Basic for everybody",
		"セキュリティの既定値群が有効で、全員の基本認証を阻止する"},
	"switch-off-conditional-access": {
		"the Conditional Access policy \"{policy}\" stops Basic for this account",
		"条件付きアクセス ポリシー「{policy}」がこのアカウントの基本認証を阻止する"},
	"switch-unknown-mailbox": {
		"unknown: the mailbox's SmtpClientAuthenticationDisabled was not exported (unbasic import --exchange-script prints a script that exports it)",
		"不明: メールボックスの SmtpClientAuthenticationDisabled が読み取られていない (unbasic import --exchange-script で出力用スクリプトを表示)"},
	"switch-unknown-organization": {
		"unknown: the mailbox inherits the organisation's switch, and Get-TransportConfig was not exported (unbasic import --exchange-script prints a script that exports it)",
		"不明: メールボックスは組織の設定を継承するが、Get-TransportConfig が読み取られていない (unbasic import --exchange-script で出力用スクリプトを表示)"},
	"switch-unknown-policy": {
		"unknown: SMTP AUTH is on, and the authentication policy in force or what it allows was not exported (Get-User, Get-OrganizationConfig, Get-AuthenticationPolicy)",
		"不明: SMTP AUTH は有効だが、適用される認証ポリシーまたはその内容が読み取られていない (Get-User、Get-OrganizationConfig、Get-AuthenticationPolicy)"},
	"switch-unknown-maybe": {
		"unknown: the Conditional Access policy \"{policy}\" stops Basic for whom it applies to, and whether it applies here hangs on what was not read or on the place",
		"不明: 条件付きアクセス ポリシー「{policy}」は対象者の基本認証を阻止するが、このアカウントが対象かは未読み取りの情報または場所などの条件による"},
	"switch-unknown-security-defaults": {
		"unknown: SMTP AUTH is on in Exchange, and whether security defaults block Basic was not read",
		"不明: Exchange では SMTP AUTH が有効だが、セキュリティの既定値群が基本認証を阻止するかは読み取られていない"},
	"switch-unknown-conditional-access": {
		"unknown: SMTP AUTH is on in Exchange, and not all Conditional Access policies were read, each of which could stop Basic",
		"不明: Exchange では SMTP AUTH が有効だが、基本認証を阻止し得る条件付きアクセス ポリシーの全体が読み取られていない"},

	// What the change of the default does.
	"milestone-off-already": {
		"off already: the change of the default that is announced for the end of December 2026 alters nothing here",
		"既に無効。2026 年 12 月末に予告されている既定値の変更による影響はない"},
	"milestone-inherits": {
		"on only by default: off by default from the end of December 2026 as announced; how is not announced, and an administrator can still turn it on until the final removal",
		"既定値により有効。予告どおりなら 2026 年 12 月末から既定で無効となる (実施方法は未発表。最終的な廃止までは管理者が再度有効化できる)"},
	"milestone-explicit-on": {
		"set on for the mailbox itself: whether that survives the change of the default at the end of December 2026 is not announced; an administrator can turn it on again until the final removal",
		"メールボックス自体で明示的に有効。2026 年 12 月末の既定値の変更後も維持されるかは未発表 (最終的な廃止までは管理者が再度有効化できる)"},
	"milestone-unknown": {
		"unknown: without the switch of the mailbox and of the organisation it can't be said what the change of the default at the end of December 2026 does here",
		"不明: メールボックスと組織の設定が読み取られていないため、2026 年 12 月末の既定値の変更による影響を判断できない"},

	// What stops Basic besides the switch.
	"block-authentication-policy": {
		"the authentication policy \"{policy}\" does not allow Basic over SMTP",
		"認証ポリシー「{policy}」が SMTP の基本認証を許可していない"},
	"block-security-defaults": {
		"security defaults block Basic for everybody",
		"セキュリティの既定値群が全員の基本認証を阻止する"},
	"block-conditional-access": {
		"the Conditional Access policy \"{policy}\" applies and asks for what a password can't give ({controls})",
		"条件付きアクセス ポリシー「{policy}」の対象であり、パスワードでは満たせない条件を要求する ({controls})"},
	"block-conditional-access-maybe": {
		"the Conditional Access policy \"{policy}\" asks for what a password can't give ({controls}); whether it applies here hangs on a group, a role, a place or a risk",
		"条件付きアクセス ポリシー「{policy}」がパスワードでは満たせない条件を要求する ({controls})。対象となるかはグループ、ロール、場所、リスクによる"},
	"block-report-only": {
		"the Conditional Access policy \"{policy}\" is in report-only mode ({controls}): it blocks on the day it is switched on",
		"条件付きアクセス ポリシー「{policy}」はレポート専用モード ({controls})。有効化された日から阻止する"},
	"block-report-only-maybe": {
		"the Conditional Access policy \"{policy}\" is in report-only mode ({controls}), and may apply on the day it is switched on, which hangs on a group, a role, a place or a risk",
		"条件付きアクセス ポリシー「{policy}」はレポート専用モード ({controls})。有効化された日から対象となる可能性がある (グループ、ロール、場所、リスクによる)"},
	"disagree-authentication-policy": {
		"sources disagree: the authentication policy \"{policy}\" does not allow Basic over SMTP, and a sign-in with a password succeeded on {last}; the sign-in is believed as use: the policy may have been given since, and takes up to a day to act",
		"情報源の不一致: 認証ポリシー「{policy}」は SMTP の基本認証を許可しないが、{last} にパスワードによるサインインが成功している。利用についてはサインインを採用 (その後に割り当てられた可能性がある。反映には最大 1 日かかる)"},
	"disagree-security-defaults": {
		"sources disagree: security defaults block Basic, and a sign-in with a password succeeded on {last}; the sign-in is believed as use: they may have been switched on since",
		"情報源の不一致: セキュリティの既定値群は基本認証を阻止するが、{last} にパスワードによるサインインが成功している。利用についてはサインインを採用 (その後に有効化された可能性がある)"},
	"disagree-conditional-access": {
		"sources disagree: the Conditional Access policy \"{policy}\" should stop Basic for this account, and a sign-in with a password succeeded on {last}; the sign-in is believed as use: the policy may have been changed since",
		"情報源の不一致: 条件付きアクセス ポリシー「{policy}」はこのアカウントの基本認証を阻止するはずだが、{last} にパスワードによるサインインが成功している。利用についてはサインインを採用 (その後にポリシーが変更された可能性がある)"},

	// Sending accounts.
	"governance-admin-sends": {
		"an administrator's account sends with a password: whoever reads the password in the device or program has the administrator's rights; send with another account",
		"管理者アカウントがパスワードで送信している。機器やプログラムからパスワードが漏れると管理者権限を奪われるため、別のアカウントで送信すること"},
	"governance-mfa-bypassed": {
		"a second factor is registered, and {successes} {successes|sign-in|sign-ins} with a password alone succeeded: Basic gets past it",
		"多要素認証が登録されているが、パスワードのみのサインインが {successes} 件成功している。基本認証は多要素認証を経ない"},
	"governance-shared-enabled": {
		"the account of a {mailbox} mailbox can sign in: block its sign-in once nothing sends as it with a password",
		"種類が {mailbox} のメールボックスのアカウントがサインイン可能。パスワードで送信するものがなくなり次第、サインインをブロックすること"},
	"governance-interactive-use": {
		"sends as a machine does, and is used with modern programs too ({signIns} {signIns|sign-in|sign-ins}, the last success on {last}): a person may share its password",
		"機器またはプログラムとして送信しながら、先進認証のプログラムでも利用されている (サインイン {signIns} 件、最終成功 {last})。人がパスワードを共有している可能性がある"},
	"governance-no-mfa": {
		"no second factor is registered: the password is all that protects the account",
		"多要素認証が登録されておらず、アカウントを守るのはパスワードのみ"},
	"governance-old-password": {
		"the password is {days} {days|day|days} old (set on {changed})",
		"パスワードが {days} 日間変更されていない (設定日 {changed})"},
	"governance-password-never-expires": {
		"the password is exempt from expiry (DisablePasswordExpiration)",
		"パスワードの有効期限が無効化されている (DisablePasswordExpiration)"},
	"governance-stale": {
		"the account is enabled, and no sign-in of any kind succeeded from {since} to {until} in what was read: block it if nobody knows its use",
		"アカウントは有効だが、読み取った範囲では {since} ～ {until} に成功したサインインがない。用途が不明であればブロックすること"},

	// Applications that send.
	"application-sends-as-anybody": {
		"holds {permission} of {resource}: it may send as every mailbox unless an application access policy in Exchange limits it, which was not read",
		"{resource} の {permission} を保持しており、Exchange のアプリケーション アクセス ポリシー (未読み取り) で制限されていない限り、全メールボックスとして送信できる"},
	"application-sends-smtp": {
		"holds {permission} of {resource}: it may send over SMTP as every mailbox to which it was given access in Exchange, which was not read",
		"{resource} の {permission} を保持しており、Exchange で権限を付与されたメールボックス (未読み取り) として SMTP で送信できる"},
	"application-sends-for-everybody": {
		"holds {permission} of {resource} for all users: whoever signs in to it sends with it without a further question",
		"{resource} の {permission} が全ユーザーに対して同意済み。サインインした利用者は追加の確認なしに送信できる"},
	"application-secret-expires": {
		"its last secret or certificate that works expires on {date}, in {days} {days|day|days}: it can't sign in from then on",
		"有効な最後のシークレットまたは証明書が {date} に期限切れ (あと {days} 日)。以後サインイン不可"},
	"application-secret-expired": {
		"all of its secrets and certificates have expired, the last on {date}: it can't sign in by itself",
		"すべてのシークレットと証明書が期限切れ (最終 {date})。自らサインインすることはできない"},
}
