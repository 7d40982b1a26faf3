package words

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Everything that people read stands in these folders. Letters are the one place where Japanese is polite.
var (
	wordedFolders = []string{".", "../../plan", "../../inventory", "../../inventory/smtp", "../../inventory/graph", "../../cmd/unbasic"}
	letters       = "../../plan/phrases_comms.go"
)

// Each thing has one word (see the package comment); these are others for it.
var otherWords = []struct{ word, not string }{
	{"責任者", `所有者`},
	{"実施可否判断", `実施判定|実施の判断`},
	{"例外措置", `暫定策`},
	{"営業日", `稼働日|平日`},
	{"経過観察", `様子見|様子を見`},
	{"収集範囲", `カバレッジ`},
	{"証跡の不足", `証跡の欠け|欠けあり`},
	{"所見", `ライセンス指摘|ガバナンスの指摘`},
	{"同時移行グループ", `(?:^|[^時])移行グループ`},
	{"ライセンス数", `シート数|空きシート`},
	{"Direct Send", `ダイレクト送信|直接送信`},
	{"High Volume Email", `大量メール`},
	{"SMTP AUTH 設定", `SMTP AUTH の?スイッチ`},
	{"セキュリティの既定値群", `セキュリティの既定値(?:[^群]|$)`},
	{"ガバナンス", `統制`},
	{"管理職", `管理者層`},
	{"タイム ゾーン", `タイムゾーン`},
	{"メール アドレス", `メールアドレス`},
	{"テスト メール", `テストメール`},
	{"すべて", `全て`},
	{"期日", `マイルストーン`},
	{"a word for one and one for many", `[a-z]\(s\)`},
	{"admin center", `[Aa]dmin centre`},
	{"rollback", `\b[Ww]ays? back\b`},
	{"preparation wave", `\b[Pp]repare wave\b`},
	{"～", `[0-9}]\s?~`},
}

func TestOneThingHasOneWord(t *testing.T) {
	patterns := make([]*regexp.Regexp, len(otherWords))
	for i, other := range otherWords {
		patterns[i] = regexp.MustCompile(other.not)
	}
	texts(t, func(at, text string) {
		for i, other := range otherWords {
			if found := patterns[i].FindString(text); found != "" {
				t.Errorf("%s: %q is called %s elsewhere: %q", at, found, other.word, text)
			}
		}
	})
}

func TestJapaneseHasJapanesePunctuation(t *testing.T) {
	const letter = `[\p{Hiragana}\p{Katakana}\p{Han}ー]`
	half := regexp.MustCompile(letter + `[,;!?]|` + letter + `\.(?:\s|$)`)
	full := regexp.MustCompile(letter + `[（）：；！＝％０-９Ａ-Ｚａ-ｚ]`)
	texts(t, func(at, text string) {
		if found := half.FindString(text); found != "" {
			t.Errorf("%s: %q is half-width in %q", at, found, text)
		}
		if found := full.FindString(text); found != "" {
			t.Errorf("%s: %q is full-width in %q: brackets, colons and figures are half-width", at, found, text)
		}
	})
}

func TestOnlyLettersArePolite(t *testing.T) {
	polite := regexp.MustCompile(`(?:です|ます|ません|ました|ください|ましょう)(?:[。、」)]|$)`)
	texts(t, func(at, text string) {
		if found := polite.FindString(text); found != "" && !strings.HasPrefix(at, letters) {
			t.Errorf("%s: %q is polite in %q", at, found, text)
		}
	})
}

// texts visits every text in the code of the folders, with its place.
func texts(t *testing.T, visit func(at, text string)) {
	t.Helper()
	seen := 0
	for _, folder := range wordedFolders {
		files, positions := parsed(t, folder)
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				seen++
				visit(positions.Position(literal.Pos()).String(), text)
				return true
			})
		}
	}
	if seen < 5000 {
		t.Fatalf("%d texts were looked at, want all of them: the test looks in the wrong place", seen)
	}
}
