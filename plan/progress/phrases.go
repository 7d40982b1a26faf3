package progress

import (
	"slices"
	"strings"

	"unbasic/inventory"
	"unbasic/plan"
)

// PhraseOf gives the sentence of any id in a progress or a difference. The second result is false for an id that this version does not know; the English text
// beside the id still holds then.
func PhraseOf(id string) (inventory.Phrase, bool) {
	p, ok := phrases[id]
	return p, ok
}

var phrases = map[string]inventory.Phrase{
	// What contradicts a status of done.
	"item.returned": {
		En: "had been verified, and {client} signed in with Basic again, last on {time}: it came back",
		Ja: "確認済みだったが、{client} から再び基本認証によるサインインがあった (最終 {time})。元に戻っている",
	},
	"item.returned-several": {
		En: "had been verified, and {clients} clients signed in with Basic again, {client} last, on {time}: it came back",
		Ja: "確認済みだったが、クライアント {clients} 件から再び基本認証によるサインインがあった (最終は {client}、{time})。元に戻っている",
	},
	"item.returned-earlier": {
		En: "had been verified, and a sign-in with Basic succeeded since, last on {time}: it came back; the evidence no longer tells from which client",
		Ja: "確認済みだったが、その後に基本認証によるサインインが成功した (最終 {time})。元に戻っている。クライアントは現在の証跡からは特定できない",
	},
	"item.regression": {
		En: "said to be done on {done}, and {client} has signed in with Basic since, last on {time}",
		Ja: "{done} に完了とされたが、その後も {client} から基本認証によるサインインがあった (最終 {time})",
	},
	"item.regression-several": {
		En: "said to be done on {done}, and {clients} clients have signed in with Basic since, {client} last, on {time}",
		Ja: "{done} に完了とされたが、その後もクライアント {clients} 件から基本認証によるサインインがあった (最終は {client}、{time})",
	},
	"item.regression-earlier": {
		En: "said to be done on {done}, and a sign-in with Basic succeeded since, last on {time}; the evidence no longer tells from which client",
		Ja: "{done} に完了とされたが、その後も基本認証によるサインインが成功した (最終 {time})。クライアントは現在の証跡からは特定できない",
	},
	"item.incident": {
		En: "said to be done on {done}, and {client}, an origin that guesses passwords, signed in with Basic on {time}: treat it as an incident first",
		Ja: "{done} に完了とされたが、パスワード推測を行う発信元 {client} が {time} に基本認証でサインインした。まずインシデントとして対応すること",
	},
	"item.failing": {
		En: "said to be done on {done}, and {client} still tries Basic and is refused, last on {time}: what it should send is not sent and is lost",
		Ja: "{done} に完了とされたが、{client} が基本認証を試み続け、拒否されている (最終 {time})。送信されるはずのメールは届かず失われている",
	},
	"item.failing-several": {
		En: "said to be done on {done}, and {clients} clients still try Basic and are refused, {client} last, on {time}: what they should send is not sent and is lost",
		Ja: "{done} に完了とされたが、クライアント {clients} 件が基本認証を試み続け、拒否されている (最終は {client}、{time})。送信されるはずのメールは届かず失われている",
	},
	"item.retired": {
		En: "said to be retired on {done}, and {client} still tries Basic and is refused, last on {time}: switch it off, or find out who needs what it should send",
		Ja: "{done} に廃止とされたが、{client} が基本認証を試み続け、拒否されている (最終 {time})。機器・ソフトを停止するか、送信が必要な人を確認すること",
	},
	"item.retired-several": {
		En: "said to be retired on {done}, and {clients} clients still try Basic and are refused, {client} last, on {time}: switch them off, or find out who needs what they should send",
		Ja: "{done} に廃止とされたが、クライアント {clients} 件が基本認証を試み続け、拒否されている (最終は {client}、{time})。機器・ソフトを停止するか、送信が必要な人を確認すること",
	},
	"item.retired-earlier": {
		En: "said to be retired on {done}, and a client was refused Basic since, last on {time}: find out which and switch it off; the evidence no longer tells",
		Ja: "{done} に廃止とされたが、その後も基本認証が拒否されている (最終 {time})。クライアントは現在の証跡からは特定できない。機器・ソフトを確認して停止すること",
	},
	"item.failing-earlier": {
		En: "said to be done on {done}, and a client was refused Basic since, last on {time}: what it should send is not sent and is lost; the evidence no longer tells which client",
		Ja: "{done} に完了とされたが、その後も基本認証が拒否されている (最終 {time})。送信されるはずのメールは届かず失われている。クライアントは現在の証跡からは特定できない",
	},

	// What proves it.
	"item.verified.oauth": {
		En: "OAuth took the place of Basic at every client, last on {time}, and Basic has been silent for its own period (days: {period}, silent: {silent})",
		Ja: "すべてのクライアントで基本認証が OAuth に置き換わり (最終 {time})、自身の周期以上の間、基本認証がない (周期 {period} 日、現在 {silent} 日)",
	},
	"item.verified.both": {
		En: "signs in with OAuth, last on {time}, and Basic has been silent for long enough (days needed: {needs}, silent: {silent}; its own period: {period})",
		Ja: "OAuth でサインインしており (最終 {time})、基本認証のない期間が十分に続いている (必要 {needs} 日、現在 {silent} 日、自身の周期 {period} 日)",
	},
	"item.verified.silent": {
		En: "Basic has been silent for long enough (days needed: {needs}, silent: {silent}; its own period: {period})",
		Ja: "基本認証によるサインインのない期間が十分に続いている (必要 {needs} 日、現在 {silent} 日、自身の周期 {period} 日)",
	},

	// Why neither can be told.
	"item.waiting": {
		En: "said to be done on {done}, and nothing contradicts it; too early to tell (days needed: {needs}, silent so far: {silent}; its own period: {period}): can be verified on {on}",
		Ja: "{done} に完了とされ、反証はないが、まだ判断できない (基本認証のない期間: 必要 {needs} 日、現在 {silent} 日、自身の周期 {period} 日)。{on} に確認できる見込み",
	},
	"item.unknown.gap": {
		En: "said to be done on {done}, and sign-ins since then were not read from {from} to {to} (days missing in all: {days}), so its silence proves nothing: read them, or write a later day into Done on",
		Ja: "{done} に完了とされたが、その後 {from} ～ {to} のサインインが読み取られていない (不足は計 {days} 日) ため、サインインがないことは証明にならない。該当期間を読み取るか、完了日に後の日付を記入すること",
	},
	"item.unknown.old": {
		En: "said to be done on {done}, and the sign-ins that were read end on {last}: newer ones are needed",
		Ja: "{done} に完了とされたが、読み取ったサインインは {last} まで。より新しいログが必要",
	},
	"item.unknown.nothing": {
		En: "no sign-in log was read whole, so that no sign-in was seen proves nothing: see Coverage",
		Ja: "サインイン ログが完全に読み取られていないため、サインインがないことは証明にならない。収集範囲を確認すること",
	},
	"item.unknown.suspected": {
		En: "only a usage report names it, and no sign-in ever did, so sign-ins can't show that it is done: ask its owner",
		Ja: "利用状況レポートにのみ記録があり、サインインには一度も現れていないため、サインインから完了を確認できない。責任者に確認すること",
	},
	"item.unknown.unseen": {
		En: "nothing in the evidence names it any more (days read: {silent}), and the directory was not read whole: whether the account still exists is not known",
		Ja: "証跡に記録がなくなった (読み取り {silent} 日間)。ディレクトリ全体は読み取られておらず、アカウントが存在するかは不明",
	},
	"item.unknown.open": {
		En: "no sign-in with Basic since {time}, but sign-ins were not read from {from} to {to} (days missing in all: {days}), so it may only look silent",
		Ja: "{time} 以降、基本認証によるサインインは確認されていないが、{from} ～ {to} のサインインが読み取られていない (不足は計 {days} 日) ため、利用がないとは言えない",
	},
	"item.unknown.early": {
		En: "no sign-in with Basic was seen, and too few days were read to say that it is silent (days needed: {needs}, read: {silent})",
		Ja: "基本認証によるサインインは確認されていないが、利用がないと判断するには読み取った日数が足りない (必要 {needs} 日、読み取り {silent} 日)",
	},

	// What is not said to be done.
	"item.unsaid.oauth": {
		En: "OAuth took the place of Basic at every client, last on {time}, and nobody has said that it is done (silent days: {silent}; its own period: {period})",
		Ja: "すべてのクライアントで基本認証が OAuth に置き換わっている (最終 {time}、基本認証なし {silent} 日間、自身の周期は {period} 日) が、完了と記入されていない",
	},
	"item.unsaid.both": {
		En: "signs in with OAuth, last on {time}, and no more with Basic (silent days: {silent}, needed: {needs}); nobody has said that it is done",
		Ja: "OAuth でサインインしており (最終 {time})、基本認証はない ({silent} 日間、必要 {needs} 日) が、完了と記入されていない",
	},
	"item.quiet": {
		En: "no sign-in with Basic for as long as would verify it (silent days: {silent}, needed: {needs}): switched off, broken or moved; ask its owner",
		Ja: "完了確認に必要な期間、基本認証によるサインインがない ({silent} 日間、必要 {needs} 日)。停止・故障・移行済みのいずれか。責任者に確認すること",
	},
	"item.basic": {
		En: "last signed in with Basic on {time} from {client}",
		Ja: "最後の基本認証のサインインは {time} ({client})",
	},
	"item.basic-oauth": {
		En: "last signed in with Basic on {time} from {client}, and with OAuth since then, last on {oauth}: not silent for long enough to say that it moved (silent days: {silent}, needed: {needs})",
		Ja: "最後の基本認証のサインインは {time} ({client})、その後は OAuth (最終 {oauth})。移行済みと判断するには期間が足りない (基本認証なし {silent} 日間、必要 {needs} 日)",
	},
	"item.basic-earlier": {
		En: "signed in with Basic, last on {time}; the evidence no longer tells from which client, and it has not been silent for long enough to say more",
		Ja: "基本認証でサインインしていた (最終 {time})。クライアントは現在の証跡からは特定できず、利用がなくなったと判断するには期間が足りない",
	},
	"item.basic-refused": {
		En: "tries Basic and is refused, last on {time} from {client}: what it should send is not sent",
		Ja: "基本認証を試み、拒否されている (最終 {time}、{client})。送信されるはずのメールは届いていない",
	},
	"item.vanished.deleted": {
		En: "the directory does not know the account any more ({state}): find out what sent with it, and close the item or give it another sender",
		Ja: "アカウントがディレクトリに存在しない ({state})。何が送信に使っていたかを確認し、項目を終了するか別の送信アカウントを割り当てること",
	},
	"item.vanished.unseen": {
		En: "nothing in the evidence names it any more, neither a sign-in nor a report (days read: {silent}): the account is gone or unused; ask its owner",
		Ja: "サインインにもレポートにも記録がなくなった (読み取り {silent} 日間)。アカウントは削除されたか使われていない。責任者に確認すること",
	},

	"item.vanished.still": {
		En: "it had vanished, and nothing in the evidence has named it since",
		Ja: "すでに証跡から消えており、その後も記録がない",
	},

	// When it ends.
	"forecast.nothing": {En: "the plan has no items", Ja: "計画に項目がない"},
	"forecast.done":    {En: "everything is verified", Ja: "すべて確認済み"},
	"forecast.none":    {En: "nothing is verified yet, so there is no pace to tell an end from", Ja: "確認済みの項目がまだなく、終了時期を予測できない"},
	"forecast.early": {
		En: "too early to tell: a pace takes {leastDays} days and {leastItems} verified items at least, and there are {days} and {items} since {from}",
		Ja: "まだ予測できない: 予測には少なくとも {leastDays} 日間と確認済み {leastItems} 件が必要 ({from} 以降、{days} 日・{items} 件)",
	},
	"forecast.stands": {
		En: "nothing more has been verified since {from} (days: {days}): at this pace it does not end",
		Ja: "{from} 以降、新たに確認された項目がない ({days} 日間)。このペースでは終わらない",
	},
	"forecast.pace": {
		En: "{pace|1 item a week was|# items a week were} verified since {from}, and {left|1 is|# are} left: at this pace the last one is verified on {end}",
		Ja: "{from} 以降の確認ペースは週 {pace} 件、残り {left} 件。このペースでは最後の項目の確認は {end}",
	},
	"forecast.silence": {
		En: "{pace|1 item a week was|# items a week were} verified since {from}, and {left|1 is|# are} left; the pace would end sooner, but the silence that {sender} needs can't be over before {end}",
		Ja: "{from} 以降の確認ペースは週 {pace} 件、残り {left} 件。ペース上はより早く終わるが、{sender} の確認に必要な期間が {end} まで終わらない",
	},

	// Why two inventories can't be compared as they are.
	"diff.tenants": {
		En: "the two are of different tenants: {before} and {after}",
		Ja: "2 つは異なるテナントのもの: {before} と {after}",
	},
	"diff.order": {
		En: "the first, of {before}, is not older than the second, of {after}",
		Ja: "1 つ目 ({before}) が 2 つ目 ({after}) より古くない",
	},
	"diff.unread-days": {
		En: "no sign-in log was read whole from {from} to {until}, between what the one and the other cover: what happened then is not known",
		Ja: "両者の取得範囲の間、{from} ～ {until} のサインイン ログが完全に読み取られていない。その間のことは不明",
	},
	"diff.no-sign-ins-before": {
		En: "the first covers no sign-ins, so that a sender is new in the second says nothing",
		Ja: "1 つ目にサインインの完全な取得範囲がないため、2 つ目で新しい送信元であることは意味を持たない",
	},
	"diff.no-sign-ins-after": {
		En: "the second covers no sign-ins, so that Basic is not seen in it says nothing",
		Ja: "2 つ目にサインインの完全な取得範囲がないため、基本認証が見られないことは意味を持たない",
	},
	"diff.source-before": {
		En: "{source} was read whole for the first and not for the second ({status}): what only it tells seems to be gone",
		Ja: "{source} は 1 つ目では完全に読み取られ、2 つ目では不完全 ({status})。その情報源にのみ現れるものは消えたように見える",
	},
	"diff.source-after": {
		En: "{source} was not read whole for the first ({status}) and is for the second: what only it tells seems to be new",
		Ja: "{source} は 1 つ目では不完全 ({status}) で、2 つ目では完全に読み取られた。その情報源にのみ現れるものは新しく見える",
	},
}

// values are the names of the values in each phrase, sorted.
var values = func() map[string][]string {
	all := map[string][]string{}
	for id, p := range phrases {
		var names []string
		for text := p.En + p.Ja; ; {
			_, rest, found := strings.Cut(text, "{")
			if !found {
				break
			}
			var name string
			name, text, _ = strings.Cut(rest, "}")
			names = append(names, name)
		}
		slices.Sort(names)
		all[id] = slices.Compact(names)
	}
	return all
}()

// say gives a phrase in English with the values that it holds.
func say(id string, args map[string]string) plan.Sentence {
	s := plan.Sentence{ID: id}
	for _, name := range values[id] {
		if value, ok := args[name]; ok {
			if s.Args == nil {
				s.Args = make(map[string]string, len(values[id]))
			}
			s.Args[name] = value
		}
	}
	s.Text = phrases[id].In(inventory.English, s.Args)
	return s
}
