package pseudonym

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan"
)

var secret = bytes.Repeat([]byte{7}, SecretSize)

// small is a tenant with the names that each rule is about.
func small() (inventory.Inventory, plan.Plan) {
	inv := inventory.Inventory{Tenant: inventory.Tenant{ID: "99999999-aaaa-4000-8000-000000000001", Name: "Contoso", DefaultDomain: "contoso.com"}}
	for i, s := range [][2]string{
		{"Taro.Tanaka@contoso.com", "Tanaka Taro"}, {"scan@contoso.com", "複合機 3F"}, {"o'brien@contoso.com", "Ann O'Brien"}, {"it@contoso.com", "IT"},
		{"suzuki@contoso.com", "鈴木"}, {"active@contoso.com", "active"}, {"kana@contoso.com", "スキャン"}, {"r&d@contoso.com", "R&D mailer"},
		{"info@contoso.com", "Info desk"}, {"info@fabrikam.com", "Info desk"}, {"emp@contoso.com", "12345"}, {"emp6@contoso.com", "123456"},
		{"hidden@contoso.com", "Hid\u200bden user"}, {"taro@gmail.com", "Taro"}, {"long@contoso.com", inventoryName(90)},
	} {
		id := fmt.Sprintf("%08d-0000-4000-8000-00000000abcd", i)
		inv.Senders = append(inv.Senders, inventory.Sender{
			ID: id, UserID: inventory.Optional(id), UPN: s[0], DisplayName: inventory.Optional(s[1]), Clients: []inventory.Client{{ID: fmt.Sprintf("c0ffee%02d", i)}},
		})
	}
	p := plan.Plan{Items: []plan.Item{
		{ID: "deadbeef00", Sender: inv.Senders[0].ID, UPN: inv.Senders[0].UPN, Owner: "Hanako Yamada", MoveGroup: "beefdead00"},
		{ID: "deadbeef01", Sender: inv.Senders[1].ID, UPN: inv.Senders[1].UPN, Owner: "owner@contoso.com", MoveGroup: "203.0.113.0/24"},
	}}
	return inv, p
}

func inventoryName(length int) string { return strings.Repeat("Long Name ", length/10) + "Zebra" }

func mustNew(t testing.TB, secret []byte, inv inventory.Inventory, p plan.Plan, given []Entry) *Names {
	t.Helper()
	n, err := New(secret, inv, p, given)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Each case says what becomes of a text; <x> stands for the pseudonym of x as a whole value.
func TestHide(t *testing.T) {
	inv, p := small()
	n := mustNew(t, secret, inv, p, nil)
	whole := regexp.MustCompile(`<[^<>]*>`)
	for _, c := range []struct{ name, in, want string }{
		{"case", "TARO.TANAKA@CONTOSO.COM", "<taro.tanaka@contoso.com>"},
		{"full-width", "taro.tanaka＠contoso.com", "<taro.tanaka@contoso.com>"},
		{"name in the other order", "for Taro Tanaka only", "for <tanaka taro> only"},
		{"name with a comma", "Tanaka, Taro", "<tanaka taro>"},
		{"short name in a word", "ITsupport by IT", "ITsupport by IT"},
		{"name that is a word of the program", "it is active since", "it is <active> since"},
		{"digits that may be a figure", "12345", "12345"},
		{"digits in a text", "123456 rows", "123456 rows"},
		{"command", "Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled $true", "Set-CASMailbox -Identity '<scan@contoso.com>' -SmtpClientAuthenticationDisabled $true"},
		{"doubled quote in an address", "Get-User 'o''brien@contoso.com'", "Get-User '<o'brien@contoso.com>'"},
		{"doubled quote in a name", "Get-User 'Ann O''Brien'", "Get-User '<ann o'brien>'"},
		{"hash table", "@{Add='x'; B=@(1,2)}", "@{Add='x'; B=@(1,2)}"},
		{"static method", "[List]::Add(1)", "[List]::Add(1)"},
		{"file named after a person", "signins-taro.tanaka.csv", "signins-<tanaka taro>.csv"},
		{"file named after an account", "signins_suzuki_2026.csv.gz", "signins_{suzuki@contoso.com}_2026.csv.gz"},
		{"file in a sentence", "suzuki.csv: line 4", "{suzuki@contoso.com}.csv: line 4"},
		{"part of an address that is no file", "suzuki of sales", "suzuki of sales"},
		{"address in Japanese", "宛先taro.tanaka@contoso.comに送信", "宛先<taro.tanaka@contoso.com>に送信"},
		{"Japanese name", "鈴木様と複合機3Fです", "<鈴木>様と<複合機 3F>です"},
		{"katakana name in a longer word", "スキャンサーバーのスキャン", "スキャンサーバーの<スキャン>"},
		{"percent escapes", "https://h.example/?u=taro.tanaka%40contoso.com&n=%E9%88%B4%E6%9C%A8", "https://h.example/?u=<taro.tanaka@contoso.com>&n=<鈴木>"},
		{"JSON escapes", `{"a":"R\u0026D mailer"}`, `{"a":"<r&d mailer>"}`},
		{"ampersand in an address", "smtp:r&d@contoso.com;x", "smtp:<r&d@contoso.com>;x"},
		{"sign that can't be seen, marked", "'Hid\ufffdden user'", "'<hidden user>'"},
		{"name that the plan cut", inventoryName(90)[:80] + "…", "<" + inventoryName(90) + "> …"},
		{"id with a prefix", "upn:taro.tanaka@contoso.com", "upn:<taro.tanaka@contoso.com>"},
		{"known address in a longer one", "xtaro.tanaka@contoso.com", "<xtaro.tanaka@contoso.com>"},
		{"unknown address", "to x.y@example.org.", "to <x.y@example.org>."},
		{"host", "mail.contoso.com:587", "<mail.contoso.com>:587"},
		{"host of the domain with dashes", "contoso-com.mail.protection.outlook.com", "<contoso.com>.mail.protection.outlook.com"},
		{"hosts of Microsoft", "smtp.office365.com, login.microsoftonline.com", "smtp.office365.com, login.microsoftonline.com"},
		{"domain that is everybody's", "mail through gmail.com", "mail through gmail.com"},
		{"addresses and networks", "203.0.113.7, (203.0.113.0/24) 2001:DB8::1/64 [2001:db8::1]:587", "<203.0.113.7>, (<203.0.113.0/24>) <2001:db8::1/64> [<2001:db8::1>]:587"},
		{"one address in other spellings", "203.000.113.007 ::ffff:203.0.113.7", "<203.0.113.7> <203.0.113.7>"},
		{"address in Japanese text", "発信元203.0.113.7から", "発信元<203.0.113.7>から"},
		{"no addresses", "10:20:30 1.2.3.4.5 v1.2.3.4 16.0.12527.20880 5.7.139 2026-11-23T10:20:30Z", "10:20:30 1.2.3.4.5 v1.2.3.4 16.0.12527.20880 5.7.139 2026-11-23T10:20:30Z"},
		{"nobody's addresses", "127.0.0.1 ::1 0.0.0.0", "127.0.0.1 ::1 0.0.0.0"},
		{"login", `FABRIKAM\hanako and corp\suzuki`, `<FABRIKAM\hanako> and <corp\suzuki>`},
		{"paths", `HKLM\Software C:\Temp\x.csv reports\plan.xlsx \\server\share`, `HKLM\Software C:\Temp\x.csv reports\plan.xlsx \\server\share`},
		{"owner who is no account", "asked Hanako Yamada", "asked <hanako yamada>"},
		{"ids", "client c0ffee01 of item deadbeef00 in beefdead00", "client <c0ffee01> of item <deadbeef00> in <beefdead00>"},
		{"organisation", "Contoso", "Contoso"},
		{"nothing", "nothing to hide", "nothing to hide"},
	} {
		want := whole.ReplaceAllStringFunc(c.want, func(x string) string {
			pseudonym := n.Hide(x[1 : len(x)-1])
			if pseudonym == x[1:len(x)-1] {
				t.Errorf("%s: %s has no pseudonym", c.name, x)
			}
			return pseudonym
		})
		if before, address, some := strings.Cut(want, "{suzuki"); some && strings.HasPrefix(address, "@") {
			local, _, _ := strings.Cut(n.Hide("suzuki@contoso.com"), "@")
			want = before + local + strings.TrimPrefix(address, "@contoso.com}")
		}
		if got := n.Hide(c.in); got != want {
			t.Errorf("%s: Hide(%q) = %q, want %q", c.name, c.in, got, want)
		}
	}
}

func TestOneAccountHasOneStem(t *testing.T) {
	inv, p := small()
	n := mustNew(t, secret, inv, p, nil)
	address := n.Hide("taro.tanaka@contoso.com")
	stem, domain, _ := strings.Cut(strings.TrimPrefix(address, "user-"), "@")
	for in, want := range map[string]string{
		inv.Senders[0].ID: "id-" + stem, "Tanaka Taro": "Account " + stem, "deadbeef00": "item-" + stem, "contoso.com": domain,
	} {
		if got := n.Hide(in); got != want {
			t.Errorf("Hide(%q) = %q, want %q as the address is %s", in, got, want, address)
		}
	}
	if tagged := n.Hide("taro.tanaka+fax@contoso.com"); !strings.HasPrefix(tagged, "user-"+stem+"+") || tagged == n.Hide("taro.tanaka+scan@contoso.com") {
		t.Errorf("an address with a tag is %s, want the digits of %s and others for another tag", tagged, address)
	}
	if n.Hide("info@contoso.com") == n.Hide("info@fabrikam.com") {
		t.Error("two addresses have one pseudonym")
	}
	if got := n.Hide("Info desk"); strings.Contains(got, strings.TrimPrefix(strings.Split(n.Hide("info@contoso.com"), "@")[0], "user-")) {
		t.Errorf("a name of two accounts is %s, the digits of one of them", got)
	}
}

func TestPseudonymsFitEveryFormat(t *testing.T) {
	inv, p := small()
	n := mustNew(t, secret, inv, p, nil)
	for _, text := range []string{"x@y.example.org", "203.0.113.7", "2001:db8::/32", "h.contoso.com", `CORP\suzuki`, "taro.tanaka+a@contoso.com", "Tanaka Taro", inv.Senders[0].ID, inv.Senders[0].UPN} {
		n.Hide(text)
	}
	fit := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 .@+-]*[a-z0-9]$`)
	for _, e := range n.Used() {
		if !fit.MatchString(e.Pseudonym) {
			t.Errorf("%q has characters that a format or a file name may not take", e.Pseudonym)
		}
		if got := n.Hide(e.Pseudonym); got != e.Pseudonym {
			t.Errorf("the pseudonym %q is hidden once more, as %q", e.Pseudonym, got)
		}
	}
}

func TestAnotherSecretGivesOtherPseudonyms(t *testing.T) {
	inv, p := small()
	a, b := mustNew(t, secret, inv, p, nil), mustNew(t, bytes.Repeat([]byte{8}, SecretSize), inv, p, nil)
	for _, text := range []string{"taro.tanaka@contoso.com", "Tanaka Taro", "203.0.113.7", "contoso.com", "deadbeef00", "c0ffee00", "Hanako Yamada"} {
		if a.Hide(text) == b.Hide(text) || a.Hide(text) == text {
			t.Errorf("Hide(%q) = %q under one secret and %q under another", text, a.Hide(text), b.Hide(text))
		}
	}
	if _, err := New(secret[:16], inv, p, nil); err == nil {
		t.Error("a short secret is taken")
	}
}

func TestPseudonymsStayWhenTheInventoryChanges(t *testing.T) {
	inv, p := small()
	n := mustNew(t, secret, inv, p, nil)
	texts := []string{
		"taro.tanaka@contoso.com", "Tanaka Taro", inv.Senders[0].ID, "deadbeef00", "suzuki@contoso.com", "鈴木", "later@contoso.com", "Hanako Yamada", "203.0.113.7", "mail.contoso.com",
		"o''brien@contoso.com", `CORP\suzuki`, "taro.tanaka+fax@contoso.com", "203.000.113.009", "owner@contoso.com",
	}
	before := map[string]string{}
	for _, text := range texts {
		before[text] = n.Hide(text)
	}
	later, _ := small()
	later.Senders[0].UPN = "taro.tanaka-sato@contoso.com"                                                                                                 // renamed
	later.Senders[1].UPN = "taro.tanaka@contoso.com"                                                                                                      // and the address given to another
	later.Senders[2].DisplayName = "鈴木"                                                                                                                   // a second one
	later.Senders = append(later.Senders, inventory.Sender{ID: "new", UPN: "later@contoso.com", DisplayName: "Hanako Yamada"})                            // was no account before
	later.Senders = slices.DeleteFunc(later.Senders, func(s inventory.Sender) bool { return s.UPN == "suzuki@contoso.com" || s.UPN == "it@contoso.com" }) // gone
	again := mustNew(t, secret, later, plan.Plan{}, n.Used())
	for _, text := range texts {
		if text == "deadbeef00" {
			continue // an id that is in no list is a word like any other
		}
		if got := again.Hide(text); got != before[text] {
			t.Errorf("Hide(%q) = %q, and %q before the inventory changed", text, got, before[text])
		}
	}
	if diff := cmp.Diff(n.Used(), mustNew(t, secret, inv, p, n.Used()).Used()); diff != "" {
		t.Errorf("a table that is read back differs (-want +got):\n%s", diff)
	}
}

func TestPseudonymsAreOneToOneWhateverTheDigits(t *testing.T) {
	for digits := range 3 {
		var inv inventory.Inventory
		for i := range 400 {
			inv.Senders = append(inv.Senders, inventory.Sender{ID: fmt.Sprintf("id-%d-x", i), UPN: fmt.Sprintf("user%d@contoso.com", i), DisplayName: inventory.Optional(fmt.Sprintf("Name %d", i/2))})
		}
		n, err := build(secret, inv, plan.Plan{}, nil, digits)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(inv.Senders)
		reversed, err := build(secret, inv, plan.Plan{}, nil, digits)
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]string{}
		for _, s := range inv.Senders {
			for _, text := range []string{s.UPN, s.ID, string(s.DisplayName)} {
				pseudonym := n.Hide(text)
				if other, twice := of[pseudonym]; twice && other != text || pseudonym == text {
					t.Fatalf("%d digits: %q and %q are both %q", digits, text, other, pseudonym)
				}
				if of[pseudonym] = text; reversed.Hide(text) != pseudonym {
					t.Fatalf("%d digits: %q is %q, and %q from the reversed list", digits, text, pseudonym, reversed.Hide(text))
				}
			}
		}
	}
}

func TestHideIsTheSameWhenManyAskAtOnce(t *testing.T) {
	inv, p := small()
	alone, together := mustNew(t, secret, inv, p, nil), mustNew(t, secret, inv, p, nil)
	want, got := make([]string, 500), make([]string, 500)
	text := func(i int) string {
		return fmt.Sprintf("203.0.113.%d to x%d@example.org for Tanaka Taro at h%d.contoso.com", i%200, i%90, i%70)
	}
	for i := range want {
		want[i] = alone.Hide(text(i))
	}
	inventory.InParallel(len(got), func(i int) { got[i] = together.Hide(text(i)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts hidden at the same time differ (-alone +together):\n%s", diff)
	}
	if diff := cmp.Diff(alone.Used(), together.Used()); diff != "" {
		t.Errorf("the tables differ (-alone +together):\n%s", diff)
	}
}

// A text of 40,000 characters that is made to be slow takes milliseconds; the limit is what a busy computer never needs.
func TestTextsThatAreMadeToBeSlowAreNot(t *testing.T) {
	inv, p := small()
	inv.Senders = append(inv.Senders, inventory.Sender{ID: "slow", UPN: "slow@contoso.com", DisplayName: inventory.Optional(strings.Repeat("a ", 20_000))})
	n := mustNew(t, secret, inv, p, nil)
	const length = 40_000
	for _, unit := range []string{"a ", "a.", "@", "a@", "!@a.", "!.", ":", "a:", "1.", "\\", `a\`, "%4", "suzuki-", "contoso.com.", "'", "田", "a+b@"} {
		text := strings.Repeat(unit, length/len(unit))
		begin := time.Now()
		n.Hide(text)
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%d times %q takes %v", length/len(unit), unit, took)
		}
	}
}

func TestNewRefusesATableThatCannotBe(t *testing.T) {
	for name, given := range map[string][]Entry{
		"one pseudonym of two": {{"user-1@d-1.example", Address, "a@b.c"}, {"user-1@d-1.example", Address, "x@b.c"}},
		"unknown kind":         {{"what-1", "what", "x"}},
		"no original":          {{"user-1@d-1.example", Address, " "}},
		"no pseudonym":         {{"", Address, "a@b.c"}},
	} {
		if _, err := New(secret, inventory.Inventory{}, plan.Plan{}, given); err == nil {
			t.Errorf("%s: New takes it", name)
		}
	}
}

func FuzzHide(f *testing.F) {
	inv, p := small()
	n := mustNew(f, secret, inv, p, nil)
	for _, seed := range []string{"'o''brien@contoso.com'", "a@b@c.d@", `x\\y@z`, "1.2.3.4/99::/::1", "taro.tanaka%40contoso.com", "\xff@\xfe.", "@", "::", "contoso.com.", "..@.."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := n.Hide(text)
		if got != n.Hide(text) {
			t.Errorf("Hide(%q) is not always the same", text)
		}
		// Between blanks nothing of the text around an address belongs to it.
		if around := n.Hide(text + " taro.tanaka@contoso.com "); strings.Contains(strings.ToLower(around), "taro.tanaka@contoso.com") {
			t.Errorf("Hide(%q and an address) = %q", text, around)
		}
	})
}
