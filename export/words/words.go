// Package words holds every word that the reports write, in every language of the program.
//
// A [Word] is one sentence or label; it is a variable of this package, so a wrong name does not compile and a word
// that nobody uses is found by a test. A [Codes] is the list of the codes of one kind (verdicts, routes, …) with a
// label and a meaning each, in the order in which people should meet them. Text that comes from the tenant is never
// in here and never translated.
//
// # Glossary
//
// One thing has one word, here, in plan's phrases and on the terminal. English prose is British (licence, organisation), except in Microsoft's own names
// (Exchange admin center, Conditional Access). Japanese is plain form; only letters to people (plan's mail phrases) are polite.
//
//	sender             送信元                 (発信元 is the network that a sign-in comes from)
//	client             クライアント
//	verdict            判定
//	finding            所見
//	licence, seats     ライセンス、ライセンス数  (シート is a sheet of the workbook)
//	item               項目
//	wave               ウェーブ
//	move group         同時移行グループ
//	route              移行方式
//	owner              責任者                 (担当 is who does a step)
//	go/no-go           実施可否判断             (go 実施, no-go 見送り)
//	cut-over           切替
//	rollback           切り戻し
//	fallback           例外措置
//	soak               経過観察
//	working day        営業日
//	deadline, date     期限、期日              (期日 is Microsoft's)
//	slack              余裕
//	coverage           収集範囲
//	gap                証跡の不足
//	evidence           証跡
//	snapshot           スナップショット
//	not read           未読み取り              (未取得 is a value that no rollback can restore yet)
//	SMTP AUTH setting  SMTP AUTH 設定
//	management         管理職                 (管理者 is an administrator)
//
// To add a language, add a field to inventory.Phrase and a value to every line here: the test names the lines that
// lack one. To add a word, add a line to the file of its topic: sheets.go (names, purposes and why a sheet is
// empty), columns.go (headers), summary.go (the first sheet), about.go (the last one), notes.go (sentences in
// cells), codes.go (codes of the files), values.go (codes among the values of sentences), planning.go (all of these for what is
// made from the plan).
package words

import (
	"unbasic/inventory"
)

// Word is one label or sentence in every language. Values in it are written as {name}.
type Word struct {
	phrase inventory.Phrase
}

// word makes a Word: English first, Japanese second.
func word(en, ja string) Word {
	return Word{inventory.Phrase{En: en, Ja: ja}}
}

// In gives the word in a language. The arguments are names and values in turn: In(lang, "count", "3") fills {count}.
func (w Word) In(lang inventory.Language, namesAndValues ...string) string {
	if len(namesAndValues) == 0 {
		return w.phrase.In(lang, nil)
	}
	args := make(map[string]string, len(namesAndValues)/2)
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		args[namesAndValues[i]] = namesAndValues[i+1]
	}
	return w.phrase.In(lang, args)
}

// Code is one code of the program's files with its label for people and one sentence on what it means.
type Code struct {
	Code    string
	Label   Word
	Meaning Word
}

// Codes are the codes of one kind, in the order in which people should meet them.
type Codes []Code

// Label words a code. A code that this version does not know (a file of a newer one) stays as it is.
func (c Codes) Label(code string, lang inventory.Language) string {
	for _, known := range c {
		if known.Code == code {
			return known.Label.In(lang)
		}
	}
	return code
}

// Rank is the place of a code in the order for people; unknown codes come last.
func (c Codes) Rank(code string) int {
	for i, known := range c {
		if known.Code == code {
			return i
		}
	}
	return len(c)
}
