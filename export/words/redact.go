package words

// What a report says of itself whose people, addresses and accounts are pseudonyms.
var (
	RedactedTitle    = word("{title} (redacted)", "{title} (仮名化済み)")
	RedactedSubtitle = word(
		"{subtitle} · people, addresses and accounts are pseudonyms, see the last sheet",
		"{subtitle}・個人名・アドレス・アカウントは仮名 (最終シート参照)")

	TopicRedacted     = word("Redaction", "仮名化")
	RedactedWhat      = word("Replaced", "置換対象")
	RedactedWhatValue = word(
		"Accounts with their addresses, display names and IDs; owners; every mail address, IP address and network; hosts and domains of the tenant; the tenant's ID.",
		"アカウントのアドレス・表示名・ID、責任者、すべてのメール アドレス・IP アドレス・ネットワーク、テナントのホスト名・ドメイン・ID。")
	RedactedWhatDetail = word(
		"The same original has the same pseudonym in every report of this workspace; the number of an account is the same in its address, name and IDs.",
		"同じワークスペースのレポートでは、同じ対象は常に同じ仮名。アカウントのアドレス・表示名・ID は同じ番号。")
	RedactedStays      = word("Kept", "置換しないもの")
	RedactedStaysValue = word(
		"Names of the organisation, departments, sites, projects, applications, groups and policies, unless they contain any of the above; dates and figures.",
		"組織・部署・拠点・プロジェクト・アプリケーション・グループ・ポリシーの名称 (上記を含む部分を除く)、日付、数値。")
	RedactedStaysDetail = word(
		"Display names shorter than four letters are replaced only where they stand alone, not within other text; those made of fewer than six digits are kept.",
		"4 文字 (漢字・かな・ハングルは 2 文字) 未満の表示名は単独の場合のみ置換。6 桁未満の数字だけの表示名は置換しない。")
	RedactedUnknown      = word("Can't be recognised", "判別できないもの")
	RedactedUnknownValue = word(
		"People in free text who are on no list, parts of names (a surname alone), telephone numbers, hardware addresses.",
		"一覧にない人物の自由記述、氏名の一部 (姓のみなど)、電話番号、MAC アドレス。")
	RedactedUnknownDetail = word(
		"Read the report before it leaves your organisation: figures and dates can reveal who is meant.",
		"組織外に渡す前に内容を確認のこと。数値や日付から対象が推測できる場合がある。")
	RedactedKey      = word("Key", "対応表")
	RedactedKeyValue = word(
		"redaction-key.json in the workspace maps the pseudonyms back. It is in no report, and must not be handed over with one.",
		"ワークスペースの redaction-key.json で元の名称に戻せる。レポートには含まれず、レポートと一緒に渡さないこと。")
)
