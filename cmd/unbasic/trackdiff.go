package main

import (
	"fmt"
	"strconv"
	"time"

	"unbasic/export/words"
	"unbasic/inventory"
	"unbasic/plan/progress"
)

// differenceRow is one change between two snapshots. Change, From and To are codes.
type differenceRow struct {
	change, upn, sender string
	from, to            string
	at                  *time.Time
	// label words the codes.
	label words.Codes
}

// differenceRows are all changes, those that somebody has to look at first.
func differenceRows(d progress.Difference) []differenceRow {
	var rows []differenceRow
	for _, s := range d.New {
		rows = append(rows, differenceRow{change: "new-sender", upn: s.UPN, sender: s.Sender, to: string(s.Verdict), at: s.FirstSeen, label: words.Verdicts})
	}
	for _, c := range d.Begun {
		rows = append(rows, differenceRow{change: "basic-begun", upn: c.UPN, sender: c.Sender, at: &c.Last})
	}
	for _, c := range d.Licences {
		rows = append(rows, differenceRow{change: "licence-" + string(c.Change), upn: c.UPN, sender: c.Sender, from: string(c.From), to: string(c.To), label: words.Findings})
	}
	for _, c := range d.Switches {
		rows = append(rows, differenceRow{change: "switch-" + c.Layer, upn: c.UPN, sender: c.Sender, from: string(c.From), to: string(c.To), label: words.Switches})
	}
	for _, c := range d.Verdicts {
		rows = append(rows, differenceRow{change: "verdict", upn: c.UPN, sender: c.Sender, from: string(c.From), to: string(c.To), label: words.Verdicts})
	}
	for _, c := range d.Stopped {
		rows = append(rows, differenceRow{change: "basic-stopped", upn: c.UPN, sender: c.Sender, at: &c.Last})
	}
	for _, s := range d.Gone {
		rows = append(rows, differenceRow{change: "gone-sender", upn: s.UPN, sender: s.Sender, from: string(s.Verdict), at: s.FirstSeen, label: words.Verdicts})
	}
	return rows
}

// differenceWords are the changes for people.
var differenceWords = map[string]inventory.Phrase{
	"new-sender":          {En: "new sender", Ja: "新しい送信元"},
	"gone-sender":         {En: "gone", Ja: "なくなった送信元"},
	"basic-begun":         {En: "began with Basic", Ja: "基本認証の開始"},
	"basic-stopped":       {En: "stopped Basic", Ja: "基本認証の停止"},
	"verdict":             {En: "verdict", Ja: "判定"},
	"licence-new":         {En: "licence: new finding", Ja: "ライセンス: 新規の指摘"},
	"licence-back":        {En: "licence: back", Ja: "ライセンス: 再発"},
	"licence-eased":       {En: "licence: eased", Ja: "ライセンス: 軽減"},
	"licence-cured":       {En: "licence: cured", Ja: "ライセンス: 解消"},
	"licence-unknown":     {En: "licence: not known", Ja: "ライセンス: 不明"},
	"switch-organization": {En: "SMTP AUTH of the organisation", Ja: "組織の SMTP AUTH"},
	"switch-mailbox":      {En: "SMTP AUTH of the mailbox", Ja: "メールボックスの SMTP AUTH"},
	"switch-policy":       {En: "authentication policy", Ja: "認証ポリシー"},
}

// differenceColumns fit in 80 columns.
var differenceColumns = []tableColumn{
	{headChange, 0, 0, 0},
	{headSender, 16, 30, 0},
	{headBefore, 0, 0, 1},
	{headTo, 0, 0, 0},
	{headDay, 0, 0, 2},
}

// difference shows what changed between two snapshots.
func (u ui) difference(d progress.Difference, since, until string, o trackOptions) error {
	for _, s := range d.Unsafe {
		u.warn("%s", u.sentence(s.ID, s.Text, s.Args))
	}
	rows := differenceRows(d)
	r := records{names: []string{"change", "sender", "from", "to", "at", "senderId"}}
	for _, row := range rows {
		r.rows = append(r.rows, []record{own(row.change), fromOutside(row.upn), own(row.from), own(row.to), own(timeText(row.at)), fromOutside(row.sender)})
	}
	switch {
	case o.format.tableFormat == formatJSON:
		return u.json(d)
	case o.format.tableFormat == formatCSV:
		return u.csv(r)
	case !u.env.stdoutTerminal:
		return u.rows(r.names, r.texts())
	}
	u.say(sayCompared, "since", since, "until", until, "count", strconv.Itoa(len(rows)))
	shown := rows
	if !o.all && len(shown) > mostItems {
		shown = shown[:mostItems]
	}
	cells := make([][]string, len(shown))
	for i, row := range shown {
		word := func(code string) string {
			if code == "" {
				return ""
			}
			return u.code(row.label, code)
		}
		what := row.change
		if phrase, known := differenceWords[row.change]; known {
			what = u.word(phrase)
		}
		cells[i] = []string{what, row.upn, word(row.from), word(row.to), dayText(row.at)}
	}
	if len(cells) == 0 {
		return nil
	}
	if err := u.table(differenceColumns, cells, ""); err != nil {
		return err
	}
	if len(shown) == len(rows) {
		return nil
	}
	_, err := fmt.Fprintln(u.env.stdout, u.word(sayMoreItems, "count", strconv.Itoa(len(rows)-len(shown))))
	return err
}
