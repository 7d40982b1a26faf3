package plan

import "unbasic/inventory"

var wavePhrases = map[string]inventory.Phrase{
	"wave.prepare":               {En: "Prepare", Ja: "準備"},
	"wave.pilot":                 {En: "Pilot", Ja: "パイロット"},
	"wave.regular":               {En: "Regular", Ja: "本番移行"},
	"wave.last":                  {En: "Last", Ja: "最終"},
	"wave.departments":           {En: "{departments}", Ja: "{departments}"},
	"wave.departments-and-none":  {En: "{departments}, and senders without a department", Ja: "{departments}、および部署不明"},
	"wave.departments-more":      {En: "{departments} and {more} more departments", Ja: "{departments} ほか {more} 部署"},
	"wave.departments-more-none": {En: "{departments} and {more} more departments, and senders without a department", Ja: "{departments} ほか {more} 部署、および部署不明"},
	"wave.no-department":         {En: "Senders without a department", Ja: "部署不明"},
}

var warningPhrases = map[string]inventory.Phrase{
	"past-deadline": {
		En: "{count} sender(s) end after the deadline, {deadline}, the last on {last}: more hours or items in a wave, fewer soak days, or another route would bring them forward; until then an administrator has to keep Basic on",
		Ja: "{count} 件の送信元の完了が期限 {deadline} を過ぎる (最終は {last})。工数・件数上限の引き上げ、様子見日数の短縮、方式の変更で前倒しできる。それまで管理者が基本認証を有効に保つ必要がある",
	},
	"deadline-passed": {
		En: "the deadline, {deadline}, was over when this plan was made, on {day}: set a new one in policy.yaml",
		Ja: "計画作成日 {day} の時点で期限 {deadline} を過ぎている。policy.yaml で新しい期限を設定すること",
	},
	"mechanism-not-announced": {
		En: "Microsoft has not announced how Basic is switched off at the end of December 2026, on which day, or whether mailboxes with a setting of their own go on working: look again before the date (last looked at {checked})",
		Ja: "2026年12月末の基本認証無効化の方法、正確な日付、個別設定されたメールボックスが使い続けられるかは未発表。期日前に再確認すること (最終確認 {checked})",
	},
	"coverage-gap": {
		En: "{source} was not read completely ({status}): {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): {reason}",
	},
	"coverage-gap.signIns": {
		En: "{source} was not read completely ({status}): senders that only appear there are missing from this plan, and others may be busier than shown. {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): そこにのみ現れる送信元は計画に含まれず、他の送信元も実際の利用はより多い可能性がある。{reason}",
	},
	"coverage-gap.users": {
		En: "{source} was not read completely ({status}): departments, owners, licences and deleted accounts may be wrong. {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): 部署、責任者、ライセンス、削除済みアカウントの判定が誤っている可能性がある。{reason}",
	},
	"coverage-gap.skus": {
		En: "{source} was not read completely ({status}): routes that depend on a licence may be wrong. {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): ライセンスに基づく移行方式の判定が誤っている可能性がある。{reason}",
	},
	"coverage-gap.organization": {
		En: "{source} was not read completely ({status}): the tenant's cloud may not be known, and routes of the global cloud only are left out then. {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): テナントのクラウドが不明な場合、グローバル クラウド限定の方式は候補から除かれる。{reason}",
	},
	"incident": {
		En: "an incident first for {count} sender(s): an origin that guesses passwords had the right one; no migration work until they are cleared",
		Ja: "{count} 件の送信元はまずインシデント対応が必要: パスワード推測を行う発信元が正しいパスワードを使用した。解決するまで移行作業は行わない",
	},
	"licence-violation": {
		En: "{count} sender(s) send outside the terms of their licence: decide before their wave whether to license them or to move them to a route without a mailbox",
		Ja: "{count} 件の送信元がライセンス条件外で送信している。ウェーブまでに、ライセンスを割り当てるかメールボックス不要の方式に移すかを決めること",
	},
	"no-owner": {
		En: "{count} sender(s) have no owner: name them in policy.yaml under owners",
		Ja: "{count} 件の送信元に責任者がいない。policy.yaml の owners に記載すること",
	},
	"move-group-too-big": {
		En: "{group} must move together and needs {items} items and {hours} hours, more than one wave holds ({maxItems} items, {maxHours} hours): it has wave {wave} for itself",
		Ja: "{group} は同時に移行する必要があり、{items} 件・{hours} 時間で 1 ウェーブの上限 ({maxItems} 件・{maxHours} 時間) を超える。ウェーブ {wave} を専用に割り当てた",
	},
	"prepare-overflow": {
		En: "{count} sender(s) to be switched off do not fit in the prepare wave and come last: allow more items or hours, or close them by one script",
		Ja: "廃止対象 {count} 件が準備ウェーブに収まらず最後に回った。件数・工数の上限を引き上げるか、スクリプトで一括処理すること",
	},
	"pin-refused": {
		En: "policy.yaml asks for wave {wave}, which these senders can't have: it does not exist, is full, belongs to other work, or their move group is elsewhere",
		Ja: "policy.yaml で指定されたウェーブ {wave} に入れられない: 存在しない、満杯、別種の作業用、または移行グループが別のウェーブにある",
	},
	"route-refused": {
		En: "policy.yaml asks for the route {route}, which these senders can't have: the evidence settles theirs, or the tenant is not known to be in the global cloud",
		Ja: "policy.yaml で指定された方式 {route} を適用できない: 証跡により方式が確定しているか、グローバル クラウドのテナントであることが確認できない",
	},
	"policy-unmatched": {
		En: "policy.yaml names senders that are not in the inventory: {names}",
		Ja: "policy.yaml にインベントリに存在しない送信元がある: {names}",
	},
	"holidays-not-sure": {
		En: "the plan reaches {last}, and public holidays of {country} are fixed to the end of {year} only: look again later",
		Ja: "計画は {last} まで及ぶが、{country} の祝日が確定しているのは {year} 年末まで。後日再確認すること",
	},
	"no-room": {
		En: "{count} sender(s) have no wave, because the calendar has no working day left for them",
		Ja: "稼働日がないため、{count} 件の送信元にウェーブを割り当てられない",
	},
}
