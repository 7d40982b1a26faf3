package plan

import "unbasic/inventory"

// gapEffects say what a source that was not read completely could hide from a wave.
var gapEffects = map[string]inventory.Phrase{
	"sign-ins": {
		En: "senders that appear only there are missing from this wave, and those in it may be busier than shown",
		Ja: "そこにのみ現れる送信元はこのウェーブに含まれず、含まれる送信元も実際の利用はより多い可能性がある",
	},
	"incidents": {
		En: "a sign-in by somebody who guesses passwords may be hidden there, so an incident may be missing from this wave",
		Ja: "パスワード推測によるサインインの成功が隠れている可能性があり、インシデントがこのウェーブから漏れているおそれがある",
	},
	"file": {
		En: "its content is unknown: senders of every kind may be missing",
		Ja: "内容が不明なため、あらゆる種類の送信元が漏れている可能性がある",
	},
	"switch": {
		En: "accounts that could send and were not seen doing so may be missing, or may be listed here although SMTP AUTH is off for them",
		Ja: "利用は確認されていないが送信可能なアカウントが漏れているか、SMTP AUTH が無効のアカウントが含まれている可能性がある",
	},
	"policies": {
		En: "whether an authentication policy closes Basic for an account is not known, so unused accounts may be missing or listed here needlessly",
		Ja: "認証ポリシーで基本認証が閉じられているか不明なため、未使用アカウントの漏れや不要な掲載があり得る",
	},
	"report": {
		En: "senders of the last 90 days that no sign-in shows are missing, and volumes are counted in sign-ins only",
		Ja: "サインインに現れない過去 90 日間の送信元が漏れ、量はサインイン件数でのみ把握している",
	},
	"usage": {
		En: "jobs that run less often than the sign-in log reaches back (month-end, quarter-end, yearly) may be missing",
		Ja: "サインイン ログの保存期間より低頻度の処理 (月末、四半期末、年次) が漏れている可能性がある",
	},
	"audit": {
		En: "older Basic sign-ins that only the audit log still holds are not seen, so senders may be missing",
		Ja: "監査ログにのみ残る過去の基本認証サインインが見えないため、送信元が漏れている可能性がある",
	},
	"deleted": {
		En: "accounts that were deleted and are still configured somewhere may be missing",
		Ja: "削除済みで、機器などに設定が残っているアカウントが漏れている可能性がある",
	},
	"people": {
		En: "departments, owners and kinds of account may be wrong or missing, so senders may be in a wave that they do not belong in",
		Ja: "部署、責任者、アカウント種別の誤りや欠落により、送信元が本来とは別のウェーブにある可能性がある",
	},
	"licences": {
		En: "licences may be wrong, and with them the routes of senders in this wave",
		Ja: "ライセンスの判定が誤っている可能性があり、このウェーブの送信元の移行方式も誤り得る",
	},
	"mailboxes": {
		En: "shared, room and equipment mailboxes may be taken for people and put in a wave that they do not belong in",
		Ja: "共有・会議室・備品用メールボックスが個人とみなされ、本来とは別のウェーブにある可能性がある",
	},
	"cloud": {
		En: "the tenant's cloud or domains may not be known, and routes that need them may have been ruled out",
		Ja: "テナントのクラウドまたはドメインが不明な可能性があり、それらを要する移行方式が候補から外れる",
	},
	"blocks": {
		En: "what blocks a sender is seen from its failures only, so senders that a policy stops may be missing, or may look as if they failed by themselves",
		Ja: "阻止要因は失敗の記録からのみ分かるため、ポリシーで止められた送信元の漏れや、原因の取り違えがあり得る",
	},
	"volume": {
		En: "how many messages a sender submits is not known, so a limit of its route may be overlooked",
		Ja: "送信数が把握できないため、移行方式の上限を見落とす可能性がある",
	},
	"relay": {
		En: "existing connectors are not known, so senders that already use one may be planned needlessly",
		Ja: "既存のコネクタが不明なため、利用済みの送信元が不要に計画されている可能性がある",
	},
	"tokens": {
		En: "applications that may already send with a token are not known, so their senders may be planned needlessly",
		Ja: "トークンで送信できるアプリケーションが不明なため、その送信元が不要に計画されている可能性がある",
	},
	"second-factor": {
		En: "people without a second factor are not known, so their move may take longer than planned",
		Ja: "多要素認証が未登録の利用者が不明なため、移行に計画以上の時間を要する可能性がある",
	},
	"other": {
		En: "senders may be missing from this wave",
		Ja: "送信元がこのウェーブから漏れている可能性がある",
	},
}

// gapSentences are the phrases of gaps: each effect after the words for how a source was not read.
var gapSentences = func() map[string]inventory.Phrase {
	all := map[string]inventory.Phrase{
		gapMore: {En: "{count} {count|more gap is|more gaps are} listed in the coverage", Ja: "ほかに証跡の不足が {count} 件 (収集範囲を参照)"},
	}
	for id, effect := range gapEffects {
		for suffix, span := range map[string]inventory.Phrase{"": {}, gapSpan: {En: ", {span}", Ja: "、{span}"}} {
			bare := inventory.Phrase{
				En: "{source} was not read completely ({status}" + span.En + "): " + effect.En,
				Ja: "{source} の読み取りが不完全 ({status}" + span.Ja + "): " + effect.Ja,
			}
			all["gap."+id+suffix+gapNoReason] = bare
			all["gap."+id+suffix] = inventory.Phrase{En: bare.En + ". Reason: {reason}", Ja: bare.Ja + "。理由: {reason}"}
		}
		all["gap."+id+gapNotAsked] = inventory.Phrase{
			En: "{source} was not read: " + effect.En,
			Ja: "{source} は読み取られていない: " + effect.Ja,
		}
	}
	return all
}()
