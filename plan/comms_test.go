package plan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// told gives the messages of a plan with what they are made from filled in.
func told(inv inventory.Inventory, p Policy) (Plan, []Message) {
	got := made(inv, p, Digests{}, nil)
	gaps := gapsOf(&inv)
	for i := range got.Waves {
		got.Waves[i].Gaps = gaps[got.Waves[i].Type]
	}
	got.Fallbacks = fallbacksOf(&got, &inv, p)
	return got, messagesOf(&got, p)
}

func TestEachWaveTellsThoseWhomItConcernsInBothLanguages(t *testing.T) {
	seen := map[string]int{}
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got, messages := told(inv, p)
		byWave := map[int][]Message{}
		ids := map[string]bool{}
		for _, m := range messages {
			if ids[m.ID] {
				t.Errorf("%s is there twice", m.ID)
			}
			ids[m.ID] = true
			seen[m.TextID]++
			isItsPhrases(t, m)
			if m.TextID != "mail.fallback.text" {
				byWave[m.Wave] = append(byWave[m.Wave], m)
			}
		}
		for _, w := range got.Waves {
			want := map[Audience]bool{AudienceDesk: true, AudienceManagement: true}
			for _, item := range got.Items {
				if item.Wave != w.Number || item.Route == RouteInvestigate {
					continue
				}
				person := item.Kind == inventory.KindPerson || item.Route == RouteModernClient
				if gone := item.Rollback.TriggerID == triggerGone; person && !gone {
					want[AudienceUsers] = true
				} else {
					want[AudienceOwners] = true
				}
			}
			have := map[Audience]bool{}
			results := 0
			for _, m := range byWave[w.Number] {
				have[m.Audience] = true
				if strings.HasPrefix(m.TextID, "mail.result-"+string(w.Type)) || strings.HasPrefix(m.TextID, "mail.decision-"+string(w.Type)) ||
					strings.HasPrefix(m.TextID, "mail.outcome-"+string(w.Type)) {
					results++
				}
			}
			if diff := cmp.Diff(want, have); diff != "" || results != 3 {
				t.Errorf("wave %d (%s) has %d fixed messages; audiences (-want +got):\n%s", w.Number, w.Type, results, diff)
			}
		}
	})
	for i := range letters {
		if seen["mail."+letters[i].id+".text"] == 0 {
			t.Errorf("%s was never written", letters[i].id)
		}
	}
}

func TestMessagesAreSentOnWorkingDaysInOrder(t *testing.T) {
	early := 0
	eachRandom(t, func(t *testing.T, _ *rand.Rand, inv inventory.Inventory, p Policy) {
		got, messages := told(inv, p)
		waves := map[int]Wave{}
		for _, w := range got.Waves {
			waves[w.Number] = w
		}
		first, _ := p.Calendar.Next(p.today().AddDays(1))
		for i, m := range messages {
			if !p.Calendar.Working(m.Send) || !m.Send.After(p.today()) {
				t.Errorf("%s is sent on %v, today is %v", m.ID, m.Send, p.today())
			}
			if i > 0 && m.TextID != "mail.fallback.text" && messages[i-1].Wave == m.Wave && m.Send.Before(messages[i-1].Send) {
				t.Errorf("%s of %v follows %s of %v", m.ID, m.Send, messages[i-1].ID, messages[i-1].Send)
			}
			if !slices.IsSorted(m.To) || len(m.To) > mostAddresses || m.To == nil {
				t.Errorf("%s goes to %q", m.ID, m.To)
			}
			w := waves[m.Wave]
			row := slices.IndexFunc(letters, func(l letter) bool { return m.TextID == "mail."+l.id+".text" })
			if row < 0 {
				continue
			}
			announced, after := w.Start, false
			switch letters[row].from {
			case onGoNoGo:
				announced = w.GoNoGo
			case onEnd, onSoaked:
				announced, after = w.End, true
			}
			switch {
			case after && !m.Send.After(announced):
				if _, ok := p.Calendar.Next(announced.AddDays(1)); ok {
					t.Errorf("%s is sent on %v, and %v is not over", m.ID, m.Send, announced)
				}
			case !after && !m.Send.Before(announced) && m.Send != first:
				t.Errorf("%s is sent on %v, after %v", m.ID, m.Send, announced)
			case !after && m.Send.Before(announced):
				early++
			}
		}
	})
	if early < 1000 {
		t.Errorf("only %d messages come before what they announce", early)
	}
}

// forged are names that would forge lines, or hide what a line says.
var forged = []string{
	"a\nGo: everything\n@contoso.com", "b\r\nBcc: x@evil.example@contoso.com", "c\u2028d@contoso.com", "e\u202Efdp.exe@contoso.com",
	"f\x1b[2J@contoso.com", "g\x00@contoso.com", "{list}{start}@contoso.com", "h\u0085i@contoso.com", "j | oauth-smtp | 0@contoso.com", "\xff\xfe@contoso.com",
	strings.Repeat("長", 200) + "@contoso.com",
}

func TestHostileNamesForgeNoLines(t *testing.T) {
	eachRandom(t, func(t *testing.T, rng *rand.Rand, inv inventory.Inventory, p Policy) {
		lines := func(inv inventory.Inventory, p Policy) map[string]int {
			count := map[string]int{}
			_, messages := told(inv, p)
			for _, m := range messages {
				for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
					subject, _ := PhraseOf(m.SubjectID)
					text, _ := PhraseOf(m.TextID)
					for _, line := range append(strings.Split(text.In(lang, m.Args), "\n"), subject.In(lang, m.Args)) {
						count[m.ID]++
						if i := strings.IndexFunc(line, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }); i >= 0 {
							t.Errorf("%s has a control character: %q", m.ID, line)
						}
					}
				}
				for _, to := range m.To {
					if clean(to, longestMail) != to {
						t.Errorf("%s goes to %q", m.ID, to)
					}
				}
			}
			return count
		}
		for i := range inv.Senders {
			inv.Senders[i].UPN = fmt.Sprintf("%s%d", pick(rng, forged...), i)
			inv.Senders[i].Department = inventory.Optional(strings.ReplaceAll(string(inv.Senders[i].Department), "a", "\n"))
		}
		p.Owners = Owners{}
		p.Senders = nil
		for id, n := range lines(inv, p) {
			// Lists are at most so long, and no name adds a line to them.
			if phrase, _ := PhraseOf("mail." + id[strings.LastIndexByte(id, '.')+1:] + ".text"); n > 2*(strings.Count(phrase.En, "\n")+2+mostListed)+4 {
				t.Errorf("%s has %d lines", id, n)
			}
		}
	})
	for text, want := range map[string]string{
		"plain": "plain", "経理部": "経理部", "a\nb": "a\uFFFDb", "a\u202Eb": "a\uFFFDb", "\xff": "\uFFFD",
		strings.Repeat("x", 81): strings.Repeat("x", 80) + "…", strings.Repeat("長", 80): strings.Repeat("長", 80),
	} {
		if got := clean(text, 80); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// isItsPhrases checks that both languages can be written from the ids and values of a message.
func isItsPhrases(t *testing.T, m Message) {
	t.Helper()
	subject, _ := PhraseOf(m.SubjectID)
	text, ok := PhraseOf(m.TextID)
	if !ok || subject.In(inventory.English, m.Args) != m.Subject || text.In(inventory.English, m.Args) != m.Text {
		t.Errorf("%s is not its phrases", m.ID)
	}
	names := placeholders(subject.En + subject.Ja + text.En + text.Ja)
	if diff := cmp.Diff(names, slices.Sorted(maps.Keys(m.Args))); diff != "" {
		t.Errorf("%s: values (-said +given):\n%s", m.ID, diff)
	}
}

func TestMailsAreWholeLetters(t *testing.T) {
	for id, phrase := range mailPhrases {
		if strings.HasSuffix(id, ".subject") {
			if strings.Contains(phrase.En+phrase.Ja, "\n") || strings.Contains(phrase.En, "{list}") {
				t.Errorf("%s is not one line", id)
			}
			continue
		}
		for lang, text := range map[string]string{"en": phrase.En, "ja": phrase.Ja} {
			lines := 0
			for line := range strings.SplitSeq(text, "\n") {
				if strings.TrimSpace(line) != "" {
					lines++
				}
			}
			if lines < 5 || lines > 20 {
				t.Errorf("%s has %d lines in %s", id, lines, lang)
			}
		}
		if !strings.HasPrefix(phrase.En, mailHelloEn) || !strings.HasSuffix(phrase.En, mailSignEn) ||
			!strings.HasPrefix(phrase.Ja, mailHelloJa) || !strings.HasSuffix(phrase.Ja, mailSignJa) {
			t.Errorf("%s lacks its greeting or its end", id)
		}
		if strings.Contains(phrase.En, "{flip}") && (!strings.Contains(phrase.En, "announced") || !strings.Contains(phrase.Ja, "未発表")) {
			t.Errorf("%s speaks of Microsoft's change and not of what is unknown about it", id)
		}
	}
}

// messageOf finds a message by its id.
func messageOf(t *testing.T, messages []Message, id string) Message {
	t.Helper()
	for _, m := range messages {
		if m.ID == id {
			return m
		}
	}
	t.Fatalf("no message %s", id)
	return Message{}
}

func TestWhatAMessageSays(t *testing.T) {
	var senders []inventory.Sender
	for i := range 60 {
		s := sender(fmt.Sprintf("scan%02d", i))
		s.Clients = []inventory.Client{client(fmt.Sprintf("198.51.100.%d", i))}
		senders = append(senders, s)
	}
	senders = append(senders, people(60)...)
	policy := DefaultPolicy(asOf)
	policy.Capacity = Capacity{ItemsPerWave: 200, HoursPerWeek: 400}
	policy.Waves.PilotItems = 0
	policy.CutOverAt = "22:00"
	policy.Owners.Default = "it@contoso.com"
	policy.Start = calendar.On(2026, 12, 14)
	inv := inventoryOf(senders...)
	inv.Coverage = []inventory.Coverage{{Source: inventory.SourceSignIns, Part: "nonInteractiveUser", Status: inventory.CoveragePartial, Reason: "refused"}}
	got, messages := told(inv, policy)
	if len(got.Waves) != 1 {
		t.Fatalf("%d waves", len(got.Waves))
	}
	for _, tc := range []struct {
		id, send string
		audience Audience
		to       int
		says     []string
	}{
		{"wave-1.users-regular", "2026-12-07", AudienceUsers, 50, []string{"2026-12-14", "p000@contoso.com", "20 of 60 listed", "22:00 | "}},
		{"wave-1.owners-regular", "2026-12-04", AudienceOwners, 1, []string{"decision on 2026-12-11", "| oauth-smtp |", "| it@contoso.com | scan", "1 owner)"}},
		{"wave-1.desk-regular", "2026-12-11", AudienceDesk, 0, []string{"20 of 120 listed", "unbasic explain", "5.7.139", "Facilities"}},
		{"wave-1.decision-regular", "2026-12-10", AudienceManagement, 0, []string{"120 senders", "1 gap", "graph.signIns nonInteractiveUser (partial)", "Deadline 2026-12-31: no sender of this wave ends after it."}},
		{"wave-1.outcome-regular", "2026-12-16", AudienceDesk, 0, []string{"answer to the migration team by 2026-12-16"}},
		{"wave-1.result-regular", "2026-12-16", AudienceManagement, 0, []string{"120 senders", "Rolled back: ____"}},
	} {
		t.Run(tc.id, func(t *testing.T) {
			m := messageOf(t, messages, tc.id)
			if m.Send.String() != tc.send || m.Audience != tc.audience || len(m.To) != tc.to || m.Wave != 1 {
				t.Errorf("sent on %v to %s, %d addresses, wave %d", m.Send, m.Audience, len(m.To), m.Wave)
			}
			for _, words := range tc.says {
				if !strings.Contains(m.Text, words) && !strings.Contains(m.Subject, words) {
					t.Errorf("it does not say %q:\n%s\n%s", words, m.Subject, m.Text)
				}
			}
			for _, not := range []string{"Late senders", "Next go/no-go", ": -", "\n\n\n"} { // there is nothing to say of these
				if strings.Contains(m.Text, not) {
					t.Errorf("it says %q:\n%s", not, m.Text)
				}
			}
			ja, _ := PhraseOf(m.TextID)
			if text := ja.In(inventory.Japanese, m.Args); strings.ContainsAny(text, "{}") {
				t.Errorf("a value is missing in Japanese:\n%s", text)
			}
		})
	}
}

func TestAnIncidentIsNeverMailedToItsAccount(t *testing.T) {
	hit := people(1)[0]
	hit.Verdict = inventory.VerdictSuspicious
	_, messages := told(inventoryOf(hit), DefaultPolicy(asOf))
	for _, m := range messages {
		if m.Audience == AudienceUsers || slices.Contains(m.To, hit.UPN) {
			t.Errorf("%s goes to %s, %v", m.ID, m.Audience, m.To)
		}
	}
	if m := messageOf(t, messages, "wave-0.incidents"); !strings.Contains(m.Text, hit.UPN) {
		t.Errorf("the account is not named:\n%s", m.Text)
	}
}

// BenchmarkTold is a large plan: 100,000 senders in 4,000 waves, in a country with holidays.
func BenchmarkTold(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	var senders []inventory.Sender
	for len(senders) < 100_000 {
		s := sender(fmt.Sprint("s", len(senders)))
		s.Kind = pick(rng, inventory.KindPerson, inventory.KindDevice, inventory.KindApplication)
		s.Clients = []inventory.Client{client(fmt.Sprintf("203.%d.%d.%d", len(senders)/65536, len(senders)/256%256, len(senders)%256))}
		senders = append(senders, s)
	}
	inv := inventoryOf(senders...)
	inv.Coverage = []inventory.Coverage{{Source: inventory.SourceSignIns, Part: "nonInteractiveUser", Status: inventory.CoveragePartial, Reason: "refused"}}
	policy := DefaultPolicy(asOf)
	policy.Capacity = Capacity{ItemsPerWave: 25, HoursPerWeek: 500}
	policy.Calendar, _ = calendar.New(calendar.Rules{Countries: []string{"JP"}})
	got := made(inv, policy, Digests{}, nil)
	b.ReportAllocs()
	for b.Loop() {
		gaps := gapsOf(&inv)
		for i := range got.Waves {
			got.Waves[i].Gaps = gaps[got.Waves[i].Type]
		}
		got.Fallbacks = fallbacksOf(&got, &inv, policy)
		got.Messages = messagesOf(&got, policy)
		got.Quality = qualityOf(&got, policy)
	}
	b.ReportMetric(float64(len(got.Waves)), "waves")
	b.ReportMetric(float64(len(got.Messages)), "messages")
}
