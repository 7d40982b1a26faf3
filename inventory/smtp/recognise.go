package smtp

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"unbasic/inventory"
)

// Answer is what is known of a text.
type Answer struct {
	// Reply is null where the text is none of the table's.
	Reply *Reply
	// Basic is the three-digit reply code of RFC 5321 and Enhanced the status code of RFC 3463 in the text; empty where it has none.
	Basic, Enhanced string
	// Outer is the enhanced code of a reply that wraps the one that was recognised.
	Outer string
	// WordsAlone says that the text holds no enhanced code, and was recognised by its words.
	WordsAlone bool
	// Similar are the known replies with the same enhanced code, where the text is none of them.
	Similar []Reply
}

// longest is how much of a text is looked at. A reply is 512 characters at most by RFC 5321, a log around it more.
const longest = 64 << 10

// Recognise finds the reply in a text.
func Recognise(text string) Answer {
	whole := unwrap(text)
	inner, outer := innermost(whole)
	joined := strings.Join(inner, " ")
	codes := enhancedCodes(joined)
	answer := Answer{Outer: outer}
	answer.Basic, answer.Enhanced = codePair(joined, codes)

	// A code that was broken at a line's end is whole again without the break. It counts only together with words, as two numbers may meet there.
	broken := append(enhancedCodes(strings.Join(inner, "")), codes...)
	words := letters(joined)
	for i := range replies {
		for _, p := range replies[i].patterns {
			if p.words == "" && holds(codes, p.code) || p.words != "" && holds(broken, p.code) && strings.Contains(words, letters(p.words)) {
				answer.Reply, answer.Enhanced = &replies[i], p.code
				answer.Basic = basicBefore(joined, p.code)
				if answer.Basic == "" {
					answer.Basic = anyBasic(joined)
				}
				return answer
			}
		}
	}
	if len(broken) == 0 {
		for i := range replies {
			for _, w := range replies[i].words {
				if strings.Contains(words, letters(w)) {
					answer.Reply, answer.WordsAlone = &replies[i], true
					return answer
				}
			}
		}
	}
	for _, r := range replies {
		for _, p := range r.patterns {
			if p.code == answer.Enhanced {
				answer.Similar = append(answer.Similar, r)
				break
			}
		}
	}
	return answer
}

// Class says what the codes of an answer mean by RFC 5321 and RFC 3463, whoever gives them; empty where the text has none.
func (a Answer) Class() inventory.Phrase {
	first := byte(0)
	switch {
	case a.Basic != "":
		first = a.Basic[0]
	case a.Enhanced != "":
		first = a.Enhanced[0]
	}
	class := classes[first]
	if a.Enhanced == "" || class.En == "" {
		return class
	}
	if subject, ok := subjects[strings.Split(a.Enhanced, ".")[1]]; ok {
		return inventory.Phrase{En: class.En + "; it concerns " + subject.En, Ja: class.Ja + "。対象: " + subject.Ja}
	}
	return class
}

var classes = map[byte]inventory.Phrase{
	'2': {En: "success", Ja: "成功"},
	'4': {En: "a temporary failure: the client may try again later", Ja: "一時的な失敗。後で再試行できる"},
	'5': {En: "a permanent failure: trying again without a change does not help", Ja: "恒久的な失敗。設定を変えずに再試行しても成功しない"},
}

var subjects = map[string]inventory.Phrase{
	"1": {En: "an address", Ja: "アドレス"},
	"2": {En: "a mailbox", Ja: "メールボックス"},
	"3": {En: "the mail system", Ja: "メール システム"},
	"4": {En: "network or routing", Ja: "ネットワークまたは経路"},
	"5": {En: "the protocol between client and server", Ja: "クライアントとサーバー間のプロトコル"},
	"6": {En: "the content of the message", Ja: "メッセージの内容"},
	"7": {En: "security or policy (sign-in, permissions)", Ja: "セキュリティまたはポリシー (認証・権限)"},
}

var (
	// escapes are line breaks as programs print them.
	escapes = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", `\r`, "\n", `\t`, " ", "\r\n", "\n", "\r", "\n")
	// code is an enhanced code; enhancedCodes looks at what stands around it.
	code = regexp.MustCompile(`[245]\.[0-9]{1,3}\.[0-9]{1,3}`)
	// continued is the head of a line of a reply: 535-5.7.139, 535 5.7.139 or 535.
	continued = regexp.MustCompile(`(?:^|[^0-9A-Za-z.,:/])([245][0-5][0-9])[ -]+(?:([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[ -]|$))?`)
	// basic is a reply code that stands alone; 587, the port, is none.
	basic = regexp.MustCompile(`(?:^|[^0-9A-Za-z.,:/+-])([245][0-5][0-9])(?:$|[^0-9A-Za-z.:/])`)
)

// unwrap gives the lines of a text with wide digits and letters made narrow, control characters dropped, and the heads of a reply's further lines
// (with whatever a log put before them) taken away, so that its words follow one another.
func unwrap(text string) []string {
	if len(text) > longest {
		text = text[:longest]
	}
	text = escapes.Replace(strings.ToValidUTF8(text, " "))
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xff01 + '!'
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
	var lines []string
	var basicCode, enhanced string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if at := continued.FindStringSubmatchIndex(line); at != nil {
			b, e := line[at[2]:at[3]], ""
			if at[4] >= 0 {
				e = line[at[4]:at[5]]
			}
			if b == basicCode && (e == "" || e == enhanced) {
				line = line[at[1]:]
			} else {
				basicCode, enhanced = b, e
			}
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// innermost gives what stands behind the last "Error:" that has a failure's code behind it, and the code of the reply around it. Exchange's 5.7.57
// carries the refusal that caused it in this way.
func innermost(lines []string) (inner []string, outer string) {
	const mark = "error:"
	for i := len(lines) - 1; i >= 0; i-- {
		lower := lowerASCII(lines[i])
		for at := strings.LastIndex(lower, mark); at >= 0; at = strings.LastIndex(lower[:at], mark) {
			tail := append([]string{lines[i][at+len(mark):]}, lines[i+1:]...)
			codes := enhancedCodes(strings.Join(tail, " "))
			if len(codes) == 0 || codes[0][0] == '2' {
				continue
			}
			head := enhancedCodes(strings.Join(append(append([]string{}, lines[:i]...), lines[i][:at]), " "))
			if len(head) > 0 && head[len(head)-1] != codes[0] && head[len(head)-1][0] != '2' {
				outer = head[len(head)-1]
			}
			return tail, outer
		}
	}
	return lines, ""
}

// enhancedCodes are the codes in a text, in order. A part of an address or a longer number is none.
func enhancedCodes(text string) []string {
	var list []string
	for _, at := range code.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after := text[at[1]:]
		if isDigit(before) || before == '.' || after != "" && isDigit(rune(after[0])) || len(after) > 1 && after[0] == '.' && isDigit(rune(after[1])) {
			continue
		}
		list = append(list, text[at[0]:at[1]])
	}
	return list
}

// codePair chooses the codes that a text is about: the last failure's, else the last.
func codePair(text string, codes []string) (basicCode, enhanced string) {
	for _, c := range codes {
		if enhanced == "" || c[0] != '2' || enhanced[0] == '2' {
			enhanced = c
		}
	}
	if enhanced != "" {
		basicCode = basicBefore(text, enhanced)
	}
	if basicCode == "" {
		basicCode = anyBasic(text)
	}
	return basicCode, enhanced
}

// basicBefore is the reply code that stands before an enhanced code, with no more than marks between them.
func basicBefore(text, enhanced string) string {
	for rest, from := text, 0; ; {
		at := strings.Index(rest, enhanced)
		if at < 0 {
			return ""
		}
		head := strings.TrimRight(text[:from+at], " -_,#b'\"")
		if len(head) >= 3 {
			if m := basic.FindStringSubmatch(" " + head[len(head)-3:]); m != nil && (len(head) == 3 || !isDigit(rune(head[len(head)-4]))) {
				return m[1]
			}
		}
		from += at + len(enhanced)
		rest = text[from:]
	}
}

func anyBasic(text string) string {
	found := ""
	for _, m := range basic.FindAllStringSubmatch(text, -1) {
		if found == "" || m[1][0] != '2' {
			found = m[1]
		}
	}
	return found
}

// letters keeps the small ASCII letters and digits of a text: what is left when marks, blanks and the case of letters say nothing.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', isDigit(r):
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return -1
	}, text)
}

// lowerASCII makes ASCII letters small and leaves every byte in its place.
func lowerASCII(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
	}
	return string(b)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func holds(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
