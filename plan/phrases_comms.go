package plan

import "unbasic/inventory"

// Parts that several letters share. Lists in them are lines of values that read the same in both languages. A sentence that has nothing to say where a value
// is empty stands in a line of its own (see [inventory.Phrase]).
const (
	mailUsersEn = "What changes: a mail program, scanner or script that signs in with nothing but your user name and password (Basic authentication) " +
		"has to sign in through the Microsoft sign-in page (OAuth) instead. Your address, your mail and your password stay as they are.\n" +
		"What to do on your day: add your account again in a mail program that opens the Microsoft sign-in page, confirm it with your second factor, " +
		"send a test mail, and remove the account from the old program. Please set aside half an hour and have the phone for your second factor at hand.\n" +
		"If you cannot send afterwards, or a device or program that used your password stops working, call the service desk at once: " +
		"as long as Basic authentication is available, the old setting can be restored.\n"
	mailUsersJa = "変更内容: ユーザー名とパスワードだけでサインインするメールソフト、スキャナー、スクリプト (基本認証) は、Microsoft のサインイン画面を使う方式 (OAuth) " +
		"に切り替える必要があります。メール アドレス、メールの内容、パスワードは変わりません。\n" +
		"当日の作業: Microsoft のサインイン画面が開くメールソフトにアカウントを追加し直し、多要素認証で確認のうえ、テスト メールを送信し、旧ソフトからアカウントを削除してください。" +
		"30 分程度の時間と、多要素認証用の電話をご用意ください。\n" +
		"作業後に送信できない場合や、パスワードを設定していた機器・ソフトが止まった場合は、すぐにサービス デスクへご連絡ください。基本認証が使える間は、元の設定に戻すことができます。\n"

	mailUserListEn = "\nDay | account ({shown} of {count} listed, time zone {zone}):\n{list}\n"
	mailUserListJa = "\n作業日 | アカウント ({count} 件中 {shown} 件を記載、タイム ゾーン {zone}):\n{list}\n"

	mailOwnersEn = "Please do the following before the decision on {goNoGo}:\n" +
		"1. {questions|Answer the open question about your senders; it is listed with the sender in the plan.|Answer the # open questions about your senders; they are listed with each sender in the plan.|" +
		"No question about your senders is open. Tell us if anything in the plan is wrong.}\n" +
		"2. Have ready: access to the settings of the device or application, its version or firmware, one internal and one external test recipient, " +
		"and somebody on site on the cut-over day.\n" +
		"3. Write down the present settings (host, port, TLS, account): they are needed for a rollback.\n" +
		"4. Tell us at once if the day does not suit the business, or if a sender is not yours.\n"
	mailOwnersJa = "実施可否判断日 {goNoGo} までに、次の対応をお願いいたします。\n" +
		"1. {questions|ご担当の送信元への未回答の質問 1 件 (計画の該当する送信元に記載) に回答してください。|ご担当の送信元への未回答の質問 (全 # 件、計画の各送信元に記載) に回答してください。|" +
		"未回答の質問はありません。計画の内容に誤りがあればお知らせください。}\n" +
		"2. 機器・アプリケーションの設定画面への権限、バージョンまたはファームウェア、組織内外のテスト用宛先、切替日に現地で対応できる方をご準備ください。\n" +
		"3. 現在の設定 (ホスト、ポート、TLS、アカウント) を控えてください。切り戻しに必要です。\n" +
		"4. 日程が業務に合わない場合や、ご担当外の送信元が含まれる場合は、すぐにお知らせください。\n"

	mailOwnerListEn = "\nCut-over day | route | open questions | owner | sender ({shown} of {count} listed, time zone {zone}; {recipients|this mail goes to 1 owner|this mail goes to # owners|no owner is known yet}):\n{list}\n"
	mailOwnerListJa = "\n切替日 | 移行方式 | 未回答の質問数 | 責任者 | 送信元 ({count} 件中 {shown} 件を記載、タイム ゾーン {zone}、{recipients|宛先の責任者 1 名|宛先の責任者 # 名|責任者は未定}):\n{list}\n"

	// Microsoft's date, where the milestones have one.
	mailFlipEn = "Microsoft's change of default ({flip} in this plan): neither its exact day nor how it is done has been announced (last checked on {checked}). "
	mailFlipJa = "Microsoft による既定値の変更 (この計画では {flip}) は、正確な日付も実施方法も未発表です (最終確認 {checked})。"

	mailDeskEn = "Callers will say that a scanner, an application or a mail program no longer sends. First look for the sender in the list, then answer by the error:\n" +
		"- 535 5.7.139, SmtpClientAuthentication is disabled: the SMTP AUTH setting is off; call the Exchange administrator.\n" +
		"- 535 5.7.139, basic authentication is disabled: the sender still signs in with its password; finish changing its settings.\n" +
		"- 535 5.7.3: wrong password, token or secret; sign in again, or have the application's secret checked.\n" +
		"- 5.7.57: the sender did not sign in; its settings are incomplete.\n" +
		"- 5.7.60: the account may not send with this From address; ask for the permission.\n" +
		"- 5.7.64 or 5.7.68: the public address is not the one that was agreed; call the network administrator.\n" +
		"Any other error: unbasic explain \"<the error>\" says what it means.\n" +
		"A rollback is decided by the owner of the sender together with the Exchange administrator; the commands are in the Rollback sheet of the plan.\n" +
		mailFlipEn + "After it, senders outside this wave can fail with the same errors, or with 5.7.30.\n" +
		"\nCut-over day | route | owner | sender ({shown} of {count} listed, time zone {zone}):\n{list}\n" +
		mailSignEn
	mailDeskJa = "スキャナー、アプリケーション、メールソフトから送信できないという問い合わせが想定されます。まず一覧で送信元を確認し、エラーごとに次のとおり対応してください。\n" +
		"- 535 5.7.139、SmtpClientAuthentication is disabled: SMTP AUTH 設定が無効です。Exchange 管理者に連絡してください。\n" +
		"- 535 5.7.139、basic authentication is disabled: まだパスワードでサインインしています。設定変更を完了してください。\n" +
		"- 535 5.7.3: パスワード、トークンまたはシークレットの誤りです。サインインし直すか、アプリケーションのシークレットの確認を依頼してください。\n" +
		"- 5.7.57: サインインしていません。設定が不足しています。\n" +
		"- 5.7.60: この差出人アドレスでの送信が許可されていません。権限の付与を依頼してください。\n" +
		"- 5.7.64 または 5.7.68: グローバル IP アドレスが合意したものと異なります。ネットワーク管理者に連絡してください。\n" +
		"その他のエラー: unbasic explain \"<エラー>\" で意味を確認できます。\n" +
		"切り戻しは、送信元の責任者と Exchange 管理者が判断します。コマンドは計画の「切り戻し」シートに記載しています。\n" +
		mailFlipJa + "変更後は、このウェーブ以外の送信元でも同じエラーや 5.7.30 が発生することがあります。\n" +
		"\n切替日 | 移行方式 | 責任者 | 送信元 ({count} 件中 {shown} 件を記載、タイム ゾーン {zone}):\n{list}\n" +
		mailSignJa

	mailCloseListEn = "\nDay | owner | account ({shown} of {count} listed, time zone {zone}):\n{list}\n"
	mailCloseListJa = "\n実施日 | 責任者 | アカウント ({count} 件中 {shown} 件を記載、タイム ゾーン {zone}):\n{list}\n"

	mailDecisionEn = "Scope: {count} {count|sender|senders}, {hours} {hours|hour|hours} of work, risk {risk}, from {start} to {end}.\n" +
		"Covers: {groups}.\n" +
		"Not settled yet: {questions|1 question to an owner|# questions to owners|no question to an owner} open, {ownerless|1 sender|# senders|no sender} without an owner.\n" +
		"Deadline {deadline}: {late|1 sender of this wave ends|# senders of this wave end|no sender of this wave ends} after it.\n" +
		"Evidence: {gapCount|1 gap|# gaps} could hide senders of this wave. Sources: {gaps}.\n" +
		mailFlipEn + "A sender that has not moved by then is sure to keep working only if an administrator keeps Basic on.\n"
	mailDecisionJa = "内容: 送信元 {count} 件、工数 {hours} 時間、リスク {risk}、期間 {start} ～ {end}。\n" +
		"対象: {groups}。\n" +
		"未解決: 責任者への未回答の質問 {questions} 件、責任者未定の送信元 {ownerless} 件。\n" +
		"期限 {deadline}: {late|このウェーブのうち 1 件は期限後の完了となります。|このウェーブのうち # 件は期限後の完了となります。|このウェーブに期限を超える送信元はありません。}\n" +
		"証跡: このウェーブの送信元が漏れるおそれのある証跡の不足が {gapCount} 件あります。情報源: {gaps}。\n" +
		mailFlipJa + "それまでに移行していない送信元は、管理者が基本認証を有効に保たない限り、動作し続ける保証がありません。\n"

	mailAnswerEn = "Please answer with go, no-go, or go without certain senders.\n" +
		"\nLate senders: day | route | owner | sender ({shown} of {late} listed, time zone {zone}):\n{list}\n" + mailSignEn
	mailAnswerJa = "実施、見送り、または一部を除いて実施、のいずれかをご回答ください。\n" +
		"\n期限に遅れる送信元: 完了日 | 移行方式 | 責任者 | 送信元 ({late} 件中 {shown} 件を記載、タイム ゾーン {zone}):\n{list}\n" + mailSignJa

	mailOutcomeEn = "Please check the following, and answer to the migration team by {done}:\n" +
		"1. Which tickets since {start} name a sender of this wave, and are they solved?\n" +
		"2. Has any sender gone silent? No mail for twice its usual interval counts as a failure, even without a call.\n" +
		"3. Which senders were rolled back, by whom, and what has to be done before they move again?\n" +
		"4. Which answer was missing from your notes?\n"
	mailOutcomeJa = "次の点を確認し、{done} までに移行担当へ回答をお願いいたします。\n" +
		"1. {start} 以降に、このウェーブの送信元に関する問い合わせはありましたか。解決済みですか。\n" +
		"2. 送信が止まった送信元はありませんか。通常の 2 倍の間隔にわたりメールが送信されない場合は、問い合わせがなくても失敗とみなします。\n" +
		"3. 切り戻した送信元はどれですか。誰が実施し、再移行までに何が必要ですか。\n" +
		"4. 対応手順に不足はありませんでしたか。\n"

	mailResultEn = "Planned: {count} {count|sender|senders}, {hours} {hours|hour|hours}\n" +
		"Done: ____\n" +
		"Done, with something left to do: ____\n" +
		"Rolled back: ____ (why: ____)\n" +
		"Not started: ____\n" +
		"Hours used: ____\n" +
		"Calls to the service desk: ____\n" +
		"Basic sign-ins still seen (collect again, then unbasic track): ____\n" +
		"Lessons for the next wave: ____\n" +
		"Next go/no-go: {next}\n" +
		"Proposal: ____\n"
	mailResultJa = "計画: 送信元 {count} 件、工数 {hours} 時間\n" +
		"完了: ____\n" +
		"完了 (残作業あり): ____\n" +
		"切り戻し: ____ (理由: ____)\n" +
		"未着手: ____\n" +
		"実績工数: ____\n" +
		"サービス デスクへの問い合わせ: ____\n" +
		"なお残る基本認証サインイン (再収集後に unbasic track で確認): ____\n" +
		"次のウェーブへの教訓: ____\n" +
		"次回の実施可否判断: {next}\n" +
		"提案: ____\n"

	mailFallbackEn = "{count} {count|sender moves|senders move} on {flip} or later. This is the day that the plan assumes for Microsoft's change of default: Basic is then off for existing tenants, " +
		"and administrators can turn it back on.\n" +
		"We propose that an administrator keeps Basic on for {count|this sender, and for no other|these senders, and for no others}: set up on {on} and checked on {check}.\n" +
		"The exception ends by {expires}.\n" +
		"Owner of this exception: {owner}.\n" +
		"Deadline of the plan: {deadline}.\n" +
		"The price: until the exception ends, an attacker can go on guessing the passwords of these accounts.\n" +
		"What is not known: neither the exact day of the change nor how it is done has been announced (last checked on {checked}). " +
		"The commands in the plan may differ from what will be needed, so the check on {check} matters.\n" +
		"Please answer with yes, no, or the senders that should move earlier.\n" +
		"\nCut-over day | route | owner | sender ({shown} of {count} listed, time zone {zone}):\n{list}\n" + mailSignEn
	mailFallbackJa = "この計画で Microsoft による既定値の変更日とみなす {flip} 以降に移行する送信元が {count} 件あります。変更により既存テナントの基本認証は既定で無効となりますが、管理者は再度有効にできます。\n" +
		"これらの送信元に限り、管理者が基本認証を維持することを提案いたします (設定 {on}、確認 {check})。\n" +
		"例外措置の終了期限: {expires}。\n" +
		"この例外措置の責任者: {owner}。\n" +
		"計画の期限: {deadline}。\n" +
		"影響: 例外措置が終わるまで、対象アカウントはパスワード推測の標的になり得ます。\n" +
		"不明点: 変更の正確な日付も実施方法も未発表です (最終確認 {checked})。必要なコマンドが計画と異なる可能性があるため、{check} の確認が重要です。\n" +
		"承認、否認、または前倒しで移行すべき送信元をご回答ください。\n" +
		"\n切替日 | 移行方式 | 責任者 | 送信元 ({count} 件中 {shown} 件を記載、タイム ゾーン {zone}):\n{list}\n" + mailSignJa

	mailHelloEn = "Dear colleagues,\n\n"
	mailHelloJa = "関係者各位\n\nお疲れさまです。メール移行担当です。\n"
	mailSignEn  = "\nKind regards,\nMail migration team"
	mailSignJa  = "\nご不明な点は、メール移行担当までお問い合わせください。\n以上、よろしくお願いいたします。\nメール移行担当"
)

// mailPhrases are letters to people, so Japanese is in polite form here.
var mailPhrases = map[string]inventory.Phrase{
	"mail.incidents.subject": {
		En: "Urgent, wave {wave}: {count} {count|account|accounts} whose password may have been guessed; work begins on {start}",
		Ja: "【至急】ウェーブ {wave}: パスワードを推測された可能性のあるアカウント {count} 件の対応 ({start} 開始)",
	},
	"mail.incidents.text": {
		En: mailHelloEn + "An attacker who guesses passwords signed in to {count} {count|account|accounts} with the right password. {count|It is treated as an incident|They are treated as incidents} from {start} to {end}, " +
			"before anything is migrated.\n" +
			"Security team: please block sign-in, set a new password, revoke all sessions, and check inbox rules and forwarding; the steps are in the plan. " +
			"None of these accounts migrates until you have cleared it.\n" +
			"Service desk: callers will say that they have been signed out, or that a device no longer sends. Do not reset a password or switch anything back on yourselves: " +
			"hand the call over to the security team.\n" +
			"Reach the people behind these accounts by telephone, not by mail to the account.\n" +
			"Whether anything is undone is decided by the security team alone.\n" + mailCloseListEn + mailSignEn,
		Ja: mailHelloJa + "パスワード推測を行う発信元が、{count} 件のアカウントに正しいパスワードでサインインしました。移行に先立ち、{start} から {end} にかけてインシデントとして対応します。\n" +
			"セキュリティ担当: サインインのブロック、パスワード変更、全セッションの失効、受信トレイ ルールと転送設定の確認をお願いいたします。手順は計画に記載しています。" +
			"安全が確認されるまで、これらのアカウントの移行は行いません。\n" +
			"サービス デスク: サインアウトされた、機器から送信できない、といった問い合わせが想定されます。パスワードの初期化や再有効化は行わず、セキュリティ担当に引き継いでください。\n" +
			"利用者への連絡は、該当アカウント宛てのメールではなく電話でお願いいたします。\n" +
			"元に戻す判断は、セキュリティ担当のみが行います。\n" + mailCloseListJa + mailSignJa,
	},
	"mail.retire-users.subject": {
		En: "Please confirm: SMTP sending with your account will be switched off from {start} (wave {wave})",
		Ja: "【要確認】お使いのアカウントの SMTP 送信を {start} 以降に無効化します (ウェーブ {wave})",
	},
	"mail.retire-users.text": {
		En: mailHelloEn + "Your account is allowed to send mail by SMTP with a password. We have no record that you still need this, so we will switch it off between {start} and {end}.\n" +
			"What changes: old mail programs, scanners and scripts that use your password will no longer be able to send. Outlook, Outlook on the web and the mobile app keep working.\n" +
			"What to do: nothing, if you do not use any of these. If you do, or are not sure, call the service desk before {start}; we will then plan to migrate your account instead.\n" +
			"If something stops working after that day, also call the service desk: SMTP sending can be switched back on.\n" + mailUserListEn + mailSignEn,
		Ja: mailHelloJa + "お使いのアカウントは、パスワードによる SMTP 送信が可能な状態です。現在必要とされる利用が確認できないため、{start} から {end} の間に無効化します。\n" +
			"変更内容: お使いのパスワードを設定した旧メールソフト、スキャナー、スクリプトから送信できなくなります。Outlook、Outlook on the web、モバイル アプリは引き続きご利用いただけます。\n" +
			"お願い: ご利用がない場合、対応は不要です。ご利用がある場合、またはご不明な場合は、{start} より前にサービス デスクへご連絡ください。移行の対象に変更いたします。\n" +
			"無効化後に支障が出た場合も、サービス デスクへご連絡ください。再度有効にできます。\n" + mailUserListJa + mailSignJa,
	},
	"mail.retire-owners.subject": {
		En: "Please confirm: {count} unused {count|sender|senders} will be switched off from {start} (wave {wave})",
		Ja: "【要確認】未使用の送信元 {count} 件を {start} 以降に無効化します (ウェーブ {wave})",
	},
	"mail.retire-owners.text": {
		En: mailHelloEn + "We plan to switch off SMTP sending, or to remove what is left of a deleted account, for {count} {count|sender|senders} between {start} and {end}. " +
			"The evidence shows no use that is still needed, but it may not reach back far enough to show jobs at month-end, quarter-end or year-end.\n" +
			"What to do: go through the list, thinking of rare jobs and spare devices too, and tell us before {start} which senders are still needed. We will then plan to migrate them instead.\n" +
			"Without an answer, a sender is switched off on its day. It can be switched back on, unless its account was deleted.\n" +
			"{recipients|This mail goes to 1 owner|This mail goes to # owners|No owner is known yet, so please pass this mail on}.\n" + mailCloseListEn + mailSignEn,
		Ja: mailHelloJa + "{start} から {end} の間に、送信元 {count} 件の SMTP 送信の無効化、または削除済みアカウントの残存設定の撤去を予定しています。" +
			"証跡では現在必要とされる利用は確認できませんが、月末、四半期末、年度末の処理までは遡れていない可能性があります。\n" +
			"お願い: 一覧を (低頻度の処理や予備機も含めて) ご確認いただき、必要な送信元があれば {start} より前にお知らせください。移行の対象に変更いたします。\n" +
			"ご回答がない場合は、実施日に無効化します。削除済みアカウントを除き、再度有効にできます。\n" +
			"{recipients|宛先の責任者は 1 名です|宛先の責任者は # 名です|責任者が未定のため、該当する方へ転送をお願いいたします}。\n" + mailCloseListJa + mailSignJa,
	},
	"mail.retire-desk.subject": {
		En: "Wave {wave}: SMTP sending is switched off for {count} unused {count|account|accounts} from {start}",
		Ja: "ウェーブ {wave}: 未使用アカウント {count} 件の SMTP 送信を {start} から無効化します",
	},
	"mail.retire-desk.text": {
		En: mailHelloEn + "From {start} to {end}, SMTP sending is switched off for {count} {count|account|accounts} without known use.\n" +
			"Callers will say that an old mail program, a scanner or a script no longer sends. The error is 535 5.7.139, SmtpClientAuthentication is disabled for the Mailbox.\n" +
			"First answer: find the account in the list, ask what sends with it, how often and who needs it, and hand the call over to the Exchange administrator. " +
			"Switching it back on takes one command, which is in the Rollback sheet of the plan.\n" +
			"If the account no longer exists, the device needs another account.\n" +
			"An account that is not on the list fails for another reason: unbasic explain \"<the error>\" says what the error means.\n" + mailCloseListEn + mailSignEn,
		Ja: mailHelloJa + "{start} から {end} にかけて、利用が確認されていないアカウント {count} 件の SMTP 送信を無効化します。\n" +
			"旧メールソフト、スキャナー、スクリプトから送信できないという問い合わせが想定されます。エラーは 535 5.7.139、SmtpClientAuthentication is disabled for the Mailbox です。\n" +
			"一次対応: 一覧でアカウントを確認し、何から、どの頻度で、誰のために送信しているかを聞き取り、Exchange 管理者に引き継いでください。再有効化は、計画の「切り戻し」シートに記載したコマンド 1 つで行えます。\n" +
			"アカウントが既に存在しない場合、その機器には別のアカウントが必要です。\n" +
			"一覧にないアカウントは、別の原因による失敗です。unbasic explain \"<エラー>\" で意味を確認できます。\n" + mailCloseListJa + mailSignJa,
	},

	"mail.users-pilot.subject": {
		En: "Pilot from {start}: how your mail program signs in will change (wave {wave})",
		Ja: "【パイロット】{start} からメールソフトのサインイン方式が変わります (ウェーブ {wave})",
	},
	"mail.users-pilot.text": {
		En: mailHelloEn + "From {start} to {end} we change how your account sends mail. You are among the first (wave {wave}, the pilot): what you tell us will help everybody who follows.\n" +
			mailUsersEn + "Please tell the service desk within {soak} {soak|working day|working days} of your day how it went, even if all is well.\n" + mailUserListEn + mailSignEn,
		Ja: mailHelloJa + "{start} から {end} にかけて、お使いのアカウントのメール送信方式を変更します。ウェーブ {wave} (パイロット) として最初にお願いするもので、いただいたご意見は以降の移行に反映します。\n" +
			mailUsersJa + "問題がない場合も含め、作業日から {soak} 営業日以内に結果をサービス デスクへお知らせください。\n" + mailUserListJa + mailSignJa,
	},
	"mail.users-regular.subject": {
		En: "From {start}: how your mail program signs in will change (wave {wave})",
		Ja: "【重要】{start} からメールソフトのサインイン方式が変わります (ウェーブ {wave})",
	},
	"mail.users-regular.text": {
		En: mailHelloEn + "From {start} to {end} (wave {wave}) we change how your account sends mail. Other colleagues have already made the change.\n" +
			mailUsersEn + "If the day does not suit you, tell the service desk before {start}.\n" + mailUserListEn + mailSignEn,
		Ja: mailHelloJa + "{start} から {end} にかけて (ウェーブ {wave})、お使いのアカウントのメール送信方式を変更します。先行する部署では既に実施しています。\n" +
			mailUsersJa + "作業日のご都合が悪い場合は、{start} より前にサービス デスクへご連絡ください。\n" + mailUserListJa + mailSignJa,
	},
	"mail.users-last.subject": {
		En: "Appointment from {start}: your account moves to the new sign-in with our help (wave {wave})",
		Ja: "【個別対応】{start} から、お使いのアカウントを新しいサインイン方式へ移行します (ウェーブ {wave})",
	},
	"mail.users-last.text": {
		En: mailHelloEn + "From {start} to {end} (wave {wave}, the last wave) we change how your account sends mail. It was left until last because a failure would do more harm " +
			"than elsewhere, so the service desk will go through it with you.\n" +
			mailUsersEn + "Please arrange a time with the service desk before {start}, and say which of your mails must not go missing.\n" + mailUserListEn + mailSignEn,
		Ja: mailHelloJa + "{start} から {end} にかけて (ウェーブ {wave}、最終段階)、お使いのアカウントのメール送信方式を変更します。失敗時の影響が大きいため後半に回しており、サービス デスクが個別に支援いたします。\n" +
			mailUsersJa + "{start} より前に、サービス デスクと作業時刻をご調整ください。止まると困るメールがあれば、あわせてお知らせください。\n" + mailUserListJa + mailSignJa,
	},

	"mail.owners-pilot.subject": {
		En: "Pilot: {count} of your senders {count|moves|move} from {start}, decision on {goNoGo} (wave {wave})",
		Ja: "【パイロット】担当の送信元 {count} 件を {start} から移行します (実施可否判断 {goNoGo}、ウェーブ {wave})",
	},
	"mail.owners-pilot.text": {
		En: mailHelloEn + "Devices and applications that you own are in the pilot (wave {wave}). They leave Basic authentication between {start} and {end}. " +
			"The pilot takes a few low-risk senders, some of each kind, so that problems are found here.\n" +
			mailOwnersEn + "Please note how long each sender took and what was not as described.\n" + mailOwnerListEn + mailSignEn,
		Ja: mailHelloJa + "ご担当の機器・アプリケーションがパイロット (ウェーブ {wave}) の対象です。{start} から {end} の間に基本認証から移行します。" +
			"パイロットは、問題をここで洗い出すために、リスクの低い送信元を種類ごとに少数選んで行います。\n" +
			mailOwnersJa + "各送信元の所要時間と、手順と異なった点をお控えください。\n" + mailOwnerListJa + mailSignJa,
	},
	"mail.owners-regular.subject": {
		En: "{count} of your senders {count|moves|move} from {start}, decision on {goNoGo} (wave {wave})",
		Ja: "担当の送信元 {count} 件を {start} から移行します (実施可否判断 {goNoGo}、ウェーブ {wave})",
	},
	"mail.owners-regular.text": {
		En: mailHelloEn + "Devices and applications that you own are in wave {wave}. They leave Basic authentication between {start} and {end}.\n" +
			mailOwnersEn + "A sender whose questions are still open on {goNoGo} may be taken out of the wave and moved later.\n" + mailOwnerListEn + mailSignEn,
		Ja: mailHelloJa + "ご担当の機器・アプリケーションがウェーブ {wave} の対象です。{start} から {end} の間に基本認証から移行します。\n" +
			mailOwnersJa + "{goNoGo} の時点で質問が未回答の送信元は、このウェーブから外れ、移行が後になることがあります。\n" + mailOwnerListJa + mailSignJa,
	},
	"mail.owners-last.subject": {
		En: "Critical or rare: {count} of your senders {count|moves|move} from {start}, decision on {goNoGo} (wave {wave})",
		Ja: "【重要・低頻度】担当の送信元 {count} 件を {start} から移行します (実施可否判断 {goNoGo}、ウェーブ {wave})",
	},
	"mail.owners-last.text": {
		En: mailHelloEn + "Devices and applications that you own are in wave {wave}. They leave Basic authentication between {start} and {end}. " +
			"They come last because a failure would do great harm, or because they run so rarely that it would go unnoticed.\n" +
			mailOwnersEn + "For each sender, please name a test run on the cut-over day and who will check its next regular run. Do not wait for an error message: silence is a failure too.\n" +
			mailOwnerListEn + mailSignEn,
		Ja: mailHelloJa + "ご担当の機器・アプリケーションがウェーブ {wave} の対象です。{start} から {end} の間に基本認証から移行します。" +
			"失敗時の影響が大きいか、低頻度で失敗に気付きにくいため、後半に回しています。\n" +
			mailOwnersJa + "送信元ごとに、切替日の試験実行と、次回の本番実行を確認する担当者をお決めください。エラーが出なくても、送信がないことは失敗とみなします。\n" +
			mailOwnerListJa + mailSignJa,
	},

	"mail.desk-pilot.subject": {
		En: "Wave {wave} (pilot): {count} {count|sender changes|senders change} from {start} to {end}; what to answer",
		Ja: "ウェーブ {wave} (パイロット): {start} ～ {end} に送信元 {count} 件を変更します (問い合わせ対応のお願い)",
	},
	"mail.desk-pilot.text": {
		En: mailHelloEn + "The pilot (wave {wave}) changes {count} {count|sender|senders} between {start} and {end}. Please record every call about them, solved or not: the calls decide whether the rest follows.\n" +
			"Covers: {groups}.\n" + mailDeskEn,
		Ja: mailHelloJa + "パイロット (ウェーブ {wave}) として、{start} から {end} の間に送信元 {count} 件を変更します。後続の実施可否判断に用いるため、関連する問い合わせは解決の有無を問わずすべて記録してください。\n" +
			"対象: {groups}。\n" + mailDeskJa,
	},
	"mail.desk-regular.subject": {
		En: "Wave {wave}: {count} {count|sender changes|senders change} from {start} to {end}; what to answer",
		Ja: "ウェーブ {wave}: {start} ～ {end} に送信元 {count} 件を変更します (問い合わせ対応のお願い)",
	},
	"mail.desk-regular.text": {
		En: mailHelloEn + "Wave {wave} changes {count} {count|sender|senders} between {start} and {end}.\nCovers: {groups}.\n" + mailDeskEn,
		Ja: mailHelloJa + "ウェーブ {wave} として、{start} から {end} の間に送信元 {count} 件を変更します。\n対象: {groups}。\n" + mailDeskJa,
	},
	"mail.desk-last.subject": {
		En: "Wave {wave} (critical and rare senders): {count} {count|changes|change} from {start} to {end}; what to answer",
		Ja: "ウェーブ {wave} (重要・低頻度): {start} ～ {end} に送信元 {count} 件を変更します (問い合わせ対応のお願い)",
	},
	"mail.desk-last.text": {
		En: mailHelloEn + "Wave {wave} changes {count} {count|sender|senders} between {start} and {end} whose failure would do great harm, or that run rarely. Call the owner at once if one of them fails; " +
			"a failure may show only weeks later, at the next run.\nCovers: {groups}.\n" + mailDeskEn,
		Ja: mailHelloJa + "ウェーブ {wave} として、{start} から {end} の間に、影響の大きいまたは低頻度の送信元 {count} 件を変更します。失敗した場合は、すぐに責任者へ連絡してください。" +
			"次回の実行時 (数週間後) に失敗が判明することもあります。\n対象: {groups}。\n" + mailDeskJa,
	},

	"mail.decision-prepare.subject": {
		En: "Decision on {goNoGo}: preparation wave {wave}, {count} {count|account|accounts}, {hours} {hours|hour|hours}",
		Ja: "【判断依頼】{goNoGo} 実施可否判断: 準備ウェーブ {wave} ({count} 件、{hours} 時間)",
	},
	"mail.decision-prepare.text": {
		En: mailHelloEn + "Please decide on {goNoGo} whether preparation wave {wave} begins on {start}. Nothing is migrated in it: incidents are cleared, and accounts that nobody uses to send are switched off.\n" +
			mailDecisionEn + "Go, if the security team has people available on these days. No-go leaves accounts open whose passwords may be known, and delays every later wave.\n" + mailAnswerEn,
		Ja: mailHelloJa + "準備ウェーブ {wave} を {start} に開始するかどうかを、{goNoGo} にご判断ください。このウェーブでは移行は行わず、インシデント対応と未使用アカウントの無効化を行います。\n" +
			mailDecisionJa + "期間中にセキュリティ担当の体制を確保できることが、実施の条件です。見送る場合、パスワードが知られた可能性のあるアカウントが開いたままとなり、以降のウェーブもすべて遅れます。\n" + mailAnswerJa,
	},
	"mail.decision-pilot.subject": {
		En: "Decision on {goNoGo}: pilot (wave {wave}), {count} {count|sender|senders}, {hours} {hours|hour|hours}, risk {risk}",
		Ja: "【判断依頼】{goNoGo} 実施可否判断: パイロット (ウェーブ {wave}、{count} 件、{hours} 時間、リスク {risk})",
	},
	"mail.decision-pilot.text": {
		En: mailHelloEn + "Please decide on {goNoGo} whether the pilot (wave {wave}) begins on {start}. It tries out every kind of sender and route on a few that carry little risk.\n" +
			mailDecisionEn + "Go, if owners have answered, the rollback is known for every sender, and the service desk has been told.\n" + mailAnswerEn,
		Ja: mailHelloJa + "パイロット (ウェーブ {wave}) を {start} に開始するかどうかを、{goNoGo} にご判断ください。リスクの低い少数の送信元で、各種別と移行方式を試行します。\n" +
			mailDecisionJa + "責任者の回答がそろい、全送信元の切り戻し手順が確認され、サービス デスクに周知済みであることが、実施の条件です。\n" + mailAnswerJa,
	},
	"mail.decision-regular.subject": {
		En: "Decision on {goNoGo}: wave {wave}, {count} {count|sender|senders}, {hours} {hours|hour|hours}, risk {risk}",
		Ja: "【判断依頼】{goNoGo} 実施可否判断: ウェーブ {wave} ({count} 件、{hours} 時間、リスク {risk})",
	},
	"mail.decision-regular.text": {
		En: mailHelloEn + "Please decide on {goNoGo} whether wave {wave} begins on {start}.\n" +
			mailDecisionEn + "Go, if the previous wave is stable, owners have answered, and the service desk has been told. No-go delays this wave and all that follow.\n" + mailAnswerEn,
		Ja: mailHelloJa + "ウェーブ {wave} を {start} に開始するかどうかを、{goNoGo} にご判断ください。\n" +
			mailDecisionJa + "前のウェーブが安定し、責任者の回答がそろい、サービス デスクに周知済みであることが、実施の条件です。見送る場合、このウェーブと以降のすべてが遅れます。\n" + mailAnswerJa,
	},
	"mail.decision-last.subject": {
		En: "Decision on {goNoGo}: critical and rare senders (wave {wave}), {count} {count|sender|senders}, {hours} {hours|hour|hours}, risk {risk}",
		Ja: "【判断依頼】{goNoGo} 実施可否判断: 重要・低頻度の送信元 (ウェーブ {wave}、{count} 件、{hours} 時間、リスク {risk})",
	},
	"mail.decision-last.text": {
		En: mailHelloEn + "Please decide on {goNoGo} whether wave {wave} begins on {start}. It holds the senders whose failure would do most harm, jobs that run so rarely that a failure would go unnoticed, " +
			"and those for which earlier waves had no room.\n" +
			mailDecisionEn + "Go, if the rollback has been tested, a test run is agreed for every sender, and no closing of accounts falls on these days.\n" + mailAnswerEn,
		Ja: mailHelloJa + "ウェーブ {wave} を {start} に開始するかどうかを、{goNoGo} にご判断ください。失敗時の影響が最も大きい送信元、低頻度で失敗に気付きにくい処理、および先のウェーブに収まらなかったものが対象です。\n" +
			mailDecisionJa + "切り戻しが試験済みで、全送信元の試験実行が合意され、期間中に決算などの業務がないことが、実施の条件です。\n" + mailAnswerJa,
	},

	"mail.outcome-prepare.subject": {
		En: "Preparation wave {wave} ended on {end}: please check the outcome by {done}",
		Ja: "準備ウェーブ {wave} が {end} に終了しました (結果確認のお願い、{done} まで)",
	},
	"mail.outcome-prepare.text": {
		En: mailHelloEn + "Preparation wave {wave} ended on {end}: {count} {count|account was|accounts were} looked into or switched off.\n" +
			mailOutcomeEn + "5. Has the security team cleared each incident in writing? An account that is not cleared does not migrate.\n" + mailSignEn,
		Ja: mailHelloJa + "準備ウェーブ {wave} が {end} に終了しました。調査または無効化の対象は {count} 件です。\n" +
			mailOutcomeJa + "5. 各インシデントについて、セキュリティ担当による解決の記録はありますか。未解決のものは移行しません。\n" + mailSignJa,
	},
	"mail.outcome-pilot.subject": {
		En: "The pilot (wave {wave}) ended on {end}: please check the outcome by {done}",
		Ja: "パイロット (ウェーブ {wave}) が {end} に終了しました (結果確認のお願い、{done} まで)",
	},
	"mail.outcome-pilot.text": {
		En: mailHelloEn + "The pilot (wave {wave}, {count} {count|sender|senders}) ended on {end}. Your answers decide whether the rest follows as planned.\n" +
			mailOutcomeEn + "5. Which calls could better letters to users and owners have prevented?\n" + mailSignEn,
		Ja: mailHelloJa + "パイロット (ウェーブ {wave}、送信元 {count} 件) が {end} に終了しました。ご回答をもとに、後続を計画どおり進めるかを判断します。\n" +
			mailOutcomeJa + "5. 利用者・責任者への案内を改めれば防げた問い合わせはありましたか。\n" + mailSignJa,
	},
	"mail.outcome-regular.subject": {
		En: "Wave {wave} ended on {end}: please check the outcome by {done}",
		Ja: "ウェーブ {wave} が {end} に終了しました (結果確認のお願い、{done} まで)",
	},
	"mail.outcome-regular.text": {
		En: mailHelloEn + "Wave {wave} ({count} {count|sender|senders}) ended on {end}.\nNext go/no-go: {next}.\n" + mailOutcomeEn + mailSignEn,
		Ja: mailHelloJa + "ウェーブ {wave} (送信元 {count} 件) が {end} に終了しました。\n次回の実施可否判断日: {next}。\n" + mailOutcomeJa + mailSignJa,
	},
	"mail.outcome-last.subject": {
		En: "Wave {wave} (critical and rare senders) ended on {end}: please check the outcome by {done}",
		Ja: "ウェーブ {wave} (重要・低頻度) が {end} に終了しました (結果確認のお願い、{done} まで)",
	},
	"mail.outcome-last.text": {
		En: mailHelloEn + "Wave {wave} ({count} {count|sender|senders} that are critical or run rarely) ended on {end}.\n" +
			mailOutcomeEn + "Please keep a ticket open for each job that has not run since its cut-over until its next run has succeeded.\n" + mailSignEn,
		Ja: mailHelloJa + "ウェーブ {wave} (重要または低頻度の送信元 {count} 件) が {end} に終了しました。\n" +
			mailOutcomeJa + "切替後にまだ実行されていない処理は、次回の実行が成功するまでチケットを閉じないでください。\n" + mailSignJa,
	},

	"mail.result-prepare.subject": {
		En: "Result of preparation wave {wave}, {start} to {end}",
		Ja: "準備ウェーブ {wave} ({start} ～ {end}) 結果報告",
	},
	"mail.result-prepare.text": {
		En: mailHelloEn + "This is the result of preparation wave {wave}, {start} to {end}.\n" + mailResultEn + "Incidents cleared / still open: ____ / ____\n" + mailSignEn,
		Ja: mailHelloJa + "準備ウェーブ {wave} ({start} ～ {end}) の結果をご報告いたします。\n" + mailResultJa + "インシデント 解決 / 未解決: ____ / ____\n" + mailSignJa,
	},
	"mail.result-pilot.subject": {
		En: "Result of the pilot (wave {wave}), {start} to {end}",
		Ja: "パイロット (ウェーブ {wave}、{start} ～ {end}) 結果報告",
	},
	"mail.result-pilot.text": {
		En: mailHelloEn + "This is the result of the pilot (wave {wave}), {start} to {end}.\n" + mailResultEn + "Routes to be reviewed before the rest follows: ____\n" + mailSignEn,
		Ja: mailHelloJa + "パイロット (ウェーブ {wave}、{start} ～ {end}) の結果をご報告いたします。\n" + mailResultJa + "後続の前に見直しを要する移行方式: ____\n" + mailSignJa,
	},
	"mail.result-regular.subject": {
		En: "Result of wave {wave}, {start} to {end}",
		Ja: "ウェーブ {wave} ({start} ～ {end}) 結果報告",
	},
	"mail.result-regular.text": {
		En: mailHelloEn + "This is the result of wave {wave}, {start} to {end}.\nCovers: {groups}.\n" + mailResultEn + mailSignEn,
		Ja: mailHelloJa + "ウェーブ {wave} ({start} ～ {end}) の結果をご報告いたします。\n対象: {groups}。\n" + mailResultJa + mailSignJa,
	},
	"mail.result-last.subject": {
		En: "Result of wave {wave} (critical and rare senders), {start} to {end}",
		Ja: "ウェーブ {wave} (重要・低頻度、{start} ～ {end}) 結果報告",
	},
	"mail.result-last.text": {
		En: mailHelloEn + "This is the result of wave {wave}, the critical and rare senders, {start} to {end}.\n" + mailResultEn +
			"Jobs whose first run after the cut-over is still to come: ____\n" + mailSignEn,
		Ja: mailHelloJa + "ウェーブ {wave} (重要・低頻度の送信元、{start} ～ {end}) の結果をご報告いたします。\n" + mailResultJa +
			"切替後の初回実行を待つ処理: ____\n" + mailSignJa,
	},

	"mail.fallback.subject": {
		En: "Decision by {on}: keep Basic on for {count} {count|sender|senders} until {expires}",
		Ja: "【判断依頼】{on} まで: 送信元 {count} 件の基本認証の維持 ({expires} まで)",
	},
	"mail.fallback.text": {
		En: mailHelloEn + mailFallbackEn, Ja: mailHelloJa + mailFallbackJa,
	},
	"mail.fallback-open.subject": {
		En: "Decision by {on}: keep Basic on for {count} {count|sender|senders}, end still to be set",
		Ja: "【判断依頼】{on} まで: 送信元 {count} 件の基本認証の維持 (終了期限は未定)",
	},
	"mail.fallback-open.text": {
		En: mailHelloEn + mailFallbackEn, Ja: mailHelloJa + mailFallbackJa,
	},
}
