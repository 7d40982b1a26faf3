package plan

import "unbasic/inventory"

var wavePhrases = map[string]inventory.Phrase{
	"wave.prepare":               {En: "Preparation", Ja: "準備"},
	"wave.pilot":                 {En: "Pilot", Ja: "パイロット"},
	"wave.regular":               {En: "Regular", Ja: "本番移行"},
	"wave.last":                  {En: "Last", Ja: "最終"},
	"wave.departments":           {En: "{departments}", Ja: "{departments}"},
	"wave.departments-and-none":  {En: "{departments}, and senders without a department", Ja: "{departments}、および部署未設定の送信元"},
	"wave.departments-more":      {En: "{departments} and {more} {more|more department|more departments}", Ja: "{departments} ほか {more} 部署"},
	"wave.departments-more-none": {En: "{departments} and {more} {more|more department|more departments}, and senders without a department", Ja: "{departments} ほか {more} 部署、および部署未設定の送信元"},
	"wave.no-department":         {En: "Senders without a department", Ja: "部署未設定の送信元"},
}

var warningPhrases = map[string]inventory.Phrase{
	"past-deadline": {
		En: "{count} {count|sender ends|senders end} after the deadline of {deadline}, the last on {last}: more hours or items in a wave, fewer soak days, or another route would bring {count|it|them} forward; until then an administrator has to keep Basic on",
		Ja: "{count} 件の送信元の完了が期限 {deadline} を過ぎる (最終は {last})。工数・件数の上限の引き上げ、経過観察日数の短縮、または移行方式の変更で前倒しできる。それまで管理者が基本認証を有効に保つ必要がある",
	},
	"decided-days": {
		En: "people moved {count|1 sender|# senders} to days on which nothing is changed, or that are outside of their wave: the plan keeps these days and does not count them for other work; look whether they are meant",
		Ja: "人が変更した日程のうち {count} 件が、作業できない日またはウェーブの期間外になっている。計画はその日程を維持し、他の作業との調整は行わない。意図したものか確認すること",
	},
	"deadline-passed": {
		En: "the deadline of {deadline} had already passed when this plan was made on {day}: set a new one in policy.yaml",
		Ja: "計画作成日 {day} の時点で期限 {deadline} を過ぎている。policy.yaml で新しい期限を設定すること",
	},
	"mechanism-not-announced": {
		En: "Microsoft has not announced how Basic will be switched off at the end of December 2026, on which day, or whether mailboxes with a setting of their own will keep working: check again before the date (last checked on {checked})",
		Ja: "2026 年 12 月末の基本認証無効化について、方法、正確な日付、個別に設定したメールボックスを使い続けられるかは未発表。期日前に再確認すること (最終確認 {checked})",
	},
	"coverage-gap": {
		En: "{source} was not read completely ({status}): {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): {reason}",
	},
	"coverage-gap.signIns": {
		En: "{source} was not read completely ({status}): senders that appear only there are missing from this plan, and others may be busier than shown. Reason: {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): そこにのみ現れる送信元は計画に含まれず、他の送信元も実際の利用はより多い可能性がある。理由: {reason}",
	},
	"coverage-gap.users": {
		En: "{source} was not read completely ({status}): departments, owners, licences and deleted accounts may be wrong. Reason: {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): 部署、責任者、ライセンス、削除済みアカウントの判定が誤っている可能性がある。理由: {reason}",
	},
	"coverage-gap.skus": {
		En: "{source} was not read completely ({status}): routes that depend on a licence may be wrong. Reason: {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): ライセンスに基づく移行方式の判定が誤っている可能性がある。理由: {reason}",
	},
	"coverage-gap.organization": {
		En: "{source} was not read completely ({status}): the tenant's cloud may not be known, in which case routes that exist only in the global cloud are ruled out. Reason: {reason}",
		Ja: "{source} の読み取りが不完全 ({status}): テナントのクラウドが不明な場合、グローバル クラウド限定の移行方式は候補から除かれる。理由: {reason}",
	},
	"incident": {
		En: "{count} {count|sender is an incident|senders are incidents} first: an origin that guesses passwords used the right one; no migration work until {count|it is|they are} cleared",
		Ja: "{count} 件の送信元はまずインシデント対応が必要: パスワード推測を行う発信元が正しいパスワードを使用した。解決するまで移行作業は行わない",
	},
	"licence-violation": {
		En: "{count} {count|sender sends|senders send} outside the terms of {count|its|their} licence: decide before the wave whether to license {count|it|them} or to use a route without a mailbox",
		Ja: "{count} 件の送信元がライセンス条件外で送信している。ウェーブまでに、ライセンスを割り当てるかメールボックス不要の方式に移すかを決めること",
	},
	"no-owner": {
		En: "{count} {count|sender has|senders have} no owner: name owners in policy.yaml under owners",
		Ja: "{count} 件の送信元の責任者が未定。policy.yaml の owners に記載すること",
	},
	"move-group-too-big": {
		En: "{group} must move together and needs {items} {items|item|items} and {hours} {hours|hour|hours}, more than one wave holds ({maxItems} items, {maxHours} hours, and the hours of each owner): it has wave {wave} to itself",
		Ja: "{group} は同時に移行する必要があり、{items} 件・{hours} 時間で 1 ウェーブの上限 ({maxItems} 件・{maxHours} 時間、および責任者ごとの工数) を超える。ウェーブ {wave} を専用に割り当てた",
	},
	"prepare-overflow": {
		En: "{count} {count|sender|senders} to be switched off {count|does|do} not fit in the preparation wave and {count|comes|come} last: allow more items or hours, or switch {count|it|them} off with one script",
		Ja: "廃止対象 {count} 件が準備ウェーブに収まらず最後に回った。件数・工数の上限を引き上げるか、スクリプトで一括処理すること",
	},
	"route-changed": {
		En: "{count} {count|sender has|senders have} had another route since work on {count|it|them} began: the steps up to that day and the rollback of both routes stand, " +
			"and the steps of the new route follow; look at what was set up for the route that was left",
		Ja: "作業開始後に移行方式が変更された送信元が {count} 件ある。変更日までの手順と両方式の切り戻しを残し、その後に新しい方式の手順が続く。変更前の方式で設定したものを確認すること",
	},
	"route-changed.kept": {
		En: "{count} {count|sender has|senders have} had another route since work on {count|it|them} began, and the plan has no steps of it: the evidence does not hold the sender " +
			"any more, or speaks against the route; steps and rollback are those of the route before",
		Ja: "作業開始後に移行方式が変更された送信元が {count} 件あるが、記録に送信元がないか、記録がその方式を否定しているため、その方式の手順を作成できない。手順と切り戻しは変更前の方式のもの",
	},
	"pin-refused": {
		En: "policy.yaml pins senders to waves that are not possible for them",
		Ja: "policy.yaml で固定されたウェーブに入れられない送信元がある",
	},
	"pin-refused.contradict": {
		En: "policy.yaml pins {sender} to wave {wave} (line {line}) and to wave {other} (line {otherLine}): the first one counts; remove the other",
		Ja: "policy.yaml で {sender} がウェーブ {wave} ({line} 行目) とウェーブ {other} ({otherLine} 行目) の両方に固定されている。前者を採用した。どちらかを削除すること",
	},
	"pin-refused.full": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, which has no room for {count|it|them}: too many items, hours, or hours of an owner",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、件数・工数・責任者の工数の上限により収まらない",
	},
	"pin-refused.no-item": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, but {count|it gets|they get} no wave: there is nothing to move, or no day for it",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、移行対象がない、または日程がないためウェーブに入らない",
	},
	"pin-refused.started": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, but {count|its|their} move has already begun in another wave: {count|it stays|they stay} there",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、別のウェーブで作業が始まっているため移さない",
	},
	"pin-refused.incident": {
		En: "policy.yaml pins {count} {count|incident|incidents} to wave {wave}, but incidents take precedence over everything else",
		Ja: "policy.yaml でインシデント {count} 件がウェーブ {wave} に固定されているが、インシデント対応はすべてに優先する",
	},
	"pin-refused.incident-day": {
		En: "policy.yaml lets {count} {count|incident|incidents} wait for a day (notBefore), but incidents take precedence over everything else",
		Ja: "policy.yaml でインシデント {count} 件に開始日 (notBefore) が指定されているが、インシデント対応はすべてに優先する",
	},
	"pin-refused.group": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, and others of the same move group to an earlier one: the earlier one counts for all of them",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、同時移行グループの他の送信元がより早いウェーブに固定されているため、すべてそちらに合わせる",
	},
	"pin-refused.no-such-wave": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, but there is not enough work for so many waves",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、作業量からそのウェーブは作られない",
	},
	"pin-refused.prepare": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, a preparation wave in which nothing migrates",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、準備ウェーブでは移行を行わない",
	},
	"pin-refused.not-before": {
		En: "policy.yaml pins {count} {count|sender|senders} to wave {wave}, which ends before the first day that policy.yaml allows for {count|it|them} (notBefore)",
		Ja: "policy.yaml で送信元 {count} 件がウェーブ {wave} に固定されているが、そのウェーブは notBefore で許された日より前に終わる",
	},
	"route-refused": {
		En: "policy.yaml asks for the route {route}, which is not possible for these senders: the evidence already settles their route, or the tenant is not known to be in the global cloud",
		Ja: "policy.yaml で指定された移行方式 {route} を適用できない: 証跡により移行方式が確定しているか、グローバル クラウドのテナントであることが確認できない",
	},
	"policy-unmatched": {
		En: "policy.yaml names senders that are not in the inventory: {names}",
		Ja: "policy.yaml にインベントリに存在しない送信元がある: {names}",
	},
	"holidays-not-sure": {
		En: "the plan runs until {last}, but the public holidays of {country} are settled only until the end of {year}: check again later",
		Ja: "計画は {last} まで及ぶが、{country} の祝日が確定しているのは {year} 年末まで。後日再確認すること",
	},
	"no-room": {
		En: "{count} {count|sender has|senders have} no wave, because the calendar has no working day left",
		Ja: "営業日がないため、{count} 件の送信元にウェーブを割り当てられない",
	},
	"fallback-no-owner": {
		En: "Basic has to be kept on for {count} {count|sender|senders} by {on}, and no owner is named for this: name one in policy.yaml (fallback.owner, or owners.default)",
		Ja: "{on} までに送信元 {count} 件の基本認証を維持する必要があるが、責任者が未定。policy.yaml に記載すること (fallback.owner または owners.default)",
	},
	"after-removal": {
		En: "{count} {count|sender ends|senders end} on or after {date}, when Basic is removed for good: no administrator can keep it on, and {count|the sender stops|the senders stop} sending until moved",
		Ja: "{count} 件の送信元の完了が、基本認証が完全に廃止される {date} 以降となる。管理者も維持できず、移行するまで送信が止まる",
	},
}

var movePhrases = map[string]inventory.Phrase{
	"move.new":      {En: "new in this plan", Ja: "この計画で新たに追加"},
	"move.gone":     {En: "no longer in the inventory", Ja: "インベントリに存在しなくなった"},
	"move.overdue":  {En: "its wave is over, and work on it has not begun", Ja: "ウェーブが終了したが、作業が始まっていない"},
	"move.pin":      {En: "policy.yaml pins it to another wave", Ja: "policy.yaml で別のウェーブに固定された"},
	"move.no-room":  {En: "its wave no longer has room for it", Ja: "元のウェーブに収まらなくなった"},
	"move.route":    {En: "its route changed from {from} to {to}", Ja: "移行方式が {from} から {to} に変わった"},
	"move.calendar": {En: "the days of its wave changed (a holiday, a freeze, or the wave before it)", Ja: "ウェーブの日程が変わった (休日、凍結期間、または前のウェーブの影響)"},
}

var groupPhrases = map[string]inventory.Phrase{
	"group.device":      {En: "policy.yaml: they share a device ({value})", Ja: "policy.yaml: 機器を共有 ({value})"},
	"group.application": {En: "policy.yaml: they share an application ({value})", Ja: "policy.yaml: アプリケーションを共有 ({value})"},
	"group.credential":  {En: "policy.yaml: they share a credential ({value})", Ja: "policy.yaml: 資格情報を共有 ({value})"},
	"group.mailbox":     {En: "policy.yaml: they share a mailbox ({value})", Ja: "policy.yaml: メールボックスを共有 ({value})"},
	"group.address":     {En: "all sign-ins come from {value}: probably one device or server with several accounts, whose settings are changed in one visit", Ja: "すべてのサインインが {value} から: 複数アカウントを使う 1 台の機器またはサーバーと見られ、設定変更は一度に行う"},
	"group.program":     {En: "their sign-ins name the same program ({value})", Ja: "サインインのプログラム名が同じ ({value})"},
}

var remedyPhrases = map[string]inventory.Phrase{
	"remedy.soak":         {En: "no soak days (waves.soakDays: {value}): {late|1 item|# items|no item} would be late; last end {end}", Ja: "経過観察日数をなくす (waves.soakDays: {value}): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.items":        {En: "{value} items in a wave (capacity.itemsPerWave): {late|1 item|# items|no item} would be late; last end {end}", Ja: "1 ウェーブ {value} 件にする (capacity.itemsPerWave): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.hours":        {En: "{value} hours a week (capacity.hoursPerWeek): {late|1 item|# items|no item} would be late; last end {end}", Ja: "週 {value} 時間にする (capacity.hoursPerWeek): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.owner-hours":  {En: "{value} times the hours for each owner (capacity.hoursPerOwner, capacity.owners): {late|1 item|# items|no item} would be late; last end {end}", Ja: "責任者ごとの工数を {value} 倍にする (capacity.hoursPerOwner、capacity.owners): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.longer-waves": {En: "waves of {value} working days (waves.regularDays): {late|1 item|# items|no item} would be late; last end {end}", Ja: "1 ウェーブを {value} 営業日にする (waves.regularDays): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.no-pilot":     {En: "no pilot (waves.pilotItems: {value}): {late|1 item|# items|no item} would be late; last end {end}", Ja: "パイロットを省く (waves.pilotItems: {value}): 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.all":          {En: "all together: {value} hours a week, proportionally more items in a wave, and no soak days: {late|1 item|# items|no item} would be late; last end {end}", Ja: "組み合わせ: 週 {value} 時間、件数上限も同じ割合で増やし、経過観察日数なし: 期限超過は {late} 件、最終完了日は {end}"},
	"remedy.route":        {En: "a route with less effort for {count} {count|late item|late items}: {routes}; {late|1 item|# items|no item} would be late; last end {end}", Ja: "期限超過 {count} 件を工数の少ない移行方式に変える: {routes}。期限超過は {late} 件、最終完了日は {end}"},
}
