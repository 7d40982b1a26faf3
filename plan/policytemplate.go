package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// templateWidth is where comments of the template break.
const templateWidth = 120

// mostHints is how many senders and domains a template proposes.
const mostHints = 20

// PolicyTemplate gives a policy.yaml in which every key is explained, filled with what an inventory shows (nil for none): its tenant, its departments, and
// comments with the domains and the senders that most depends on. As it stands it says the same as [DefaultPolicy] for that tenant, with nobody as owners.
func PolicyTemplate(inv *inventory.Inventory) []byte {
	// The clock is in no key of the file, so any will do.
	d := newDraft(DefaultPolicy(time.Time{}))
	d.policy.Deadline = calendar.Day{} // empty means the day of the milestone, whatever it is when the file is read
	t := template{hints: map[string][]string{}}
	if inv != nil {
		d.policy.Tenant = tenantName(inv.Tenant)
		t.hints["owners.byDepartment"] = departmentHints(inv)
		t.hints["owners.byDomain"] = domainHints(inv)
		t.hints["senders"] = senderHints(inv)
	}
	t.comment("# ", "policy.yaml: what the plan keeps to. Every key may be left out; what stands here is the default.")
	t.comment("# ", "Days are written 2026-12-31. A key that is not known is an error, so a slip of the finger does not go unseen.")
	t.keys("", "", d.keys())
	return []byte(t.String())
}

type template struct {
	strings.Builder
	// hints are lines below a key, by its path.
	hints map[string][]string
}

func (t *template) keys(prefix, indent string, m mapping) {
	for _, k := range m {
		if indent == "" {
			t.WriteByte('\n')
		}
		t.comment(indent+"# ", k.about+wordsOf(k.value))
		below, plain := k.value.(mapping)
		if !plain {
			for _, inner := range k.value.inner() {
				t.comment(indent+"#   ", inner.name+": "+inner.about+wordsOf(inner.value))
			}
		}
		t.WriteString(strings.TrimRight(indent+k.name+": "+k.value.shown(), " ") + "\n")
		if k.example != "" {
			for line := range strings.Lines(k.example) {
				t.WriteString(indent + "  # " + strings.TrimSpace(line) + "\n")
			}
		}
		for _, hint := range t.hints[prefix+k.name] {
			t.WriteString(indent + "  " + hint + "\n")
		}
		if plain {
			t.keys(prefix+k.name+".", indent+"  ", below)
		}
	}
}

// comment writes a text in lines of a readable length, each after a start.
func (t *template) comment(start, text string) {
	line := start
	for _, word := range strings.Fields(text) {
		if len(line) > len(start) {
			if len(line)+1+len(word) > templateWidth {
				t.WriteString(line + "\n")
				line = start
			} else {
				line += " "
			}
		}
		line += word
	}
	t.WriteString(line + "\n")
}

// wordsOf lists what may stand at a key where that is one of a few words.
func wordsOf(v policyValue) string {
	if list, ok := v.(interface{ element() policyValue }); ok {
		v = list.element()
	}
	if worded, ok := v.(interface{ words() []string }); ok {
		return " One of: " + strings.Join(worded.words(), ", ") + "."
	}
	return ""
}

// tenantName is what the policy knows a tenant by. Names that it would refuse are left out.
func tenantName(t inventory.Tenant) string {
	for _, name := range []string{string(t.DefaultDomain), string(t.ID)} {
		if name != "" && ruleTenant.check(path{}, &yaml.Node{}, name) == nil {
			return name
		}
	}
	return ""
}

// departmentHints are lines that fill owners.byDepartment with nobody.
func departmentHints(inv *inventory.Inventory) []string {
	found, strange := map[string]bool{}, 0
	for i := range inv.Senders {
		name := string(inv.Senders[i].Department)
		switch {
		case name == "" || found[name]:
		case !utf8.ValidString(name) || ruleGroup.check(path{}, &yaml.Node{}, name) != nil:
			strange++
		default:
			found[name] = true
		}
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(found)) {
		lines = append(lines, quoteYAML(name)+`: ""`)
	}
	if strange > 0 {
		lines = append(lines, fmt.Sprintf("# %d senders are in departments whose names are too long or no text, and left out here.", strange))
	}
	return lines
}

// domainHints are comments with the domains that most senders are in.
func domainHints(inv *inventory.Inventory) []string {
	counts := map[string]int{}
	for i := range inv.Senders {
		upn := strings.ToLower(inv.Senders[i].UPN)
		if domain := upn[strings.LastIndexByte(upn, '@')+1:]; domain != upn && domain != "" && ruleDomain.check(path{}, &yaml.Node{}, domain) == nil {
			counts[domain]++
		}
	}
	domains := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	var lines []string
	for _, domain := range domains[:min(mostHints, len(domains))] {
		lines = append(lines, fmt.Sprintf(`# %s: ""  # senders: %d`, quoteYAML(domain), counts[domain]))
	}
	return lines
}

// hintKeys are the keys of a sender that matter most for its route, by its kind. People are not asked: their route follows from who they are.
var hintKeys = map[inventory.Kind]string{
	inventory.KindDevice:      "oauth: , recipients: , port25: , fixedAddress: ",
	inventory.KindApplication: "oauth: , recipients: , codeChange: ",
	inventory.KindUnknown:     "kind: , oauth: , recipients: ",
}

// senderHints are comments with the senders that most mail comes from, and what the plan would like to know of them.
func senderHints(inv *inventory.Inventory) []string {
	var asked []*inventory.Sender
	for i := range inv.Senders {
		s := &inv.Senders[i]
		switch s.Verdict {
		case inventory.VerdictActive, inventory.VerdictBroken, inventory.VerdictSuspected:
			name := s.UPN != "" && !strings.Contains(s.UPN, "*") && utf8.ValidString(s.UPN) && rulePattern.check(path{}, &yaml.Node{}, s.UPN) == nil
			if name && s.Kind != inventory.KindPerson {
				asked = append(asked, s)
			}
		}
	}
	slices.SortFunc(asked, func(a, b *inventory.Sender) int {
		return cmp.Or(cmp.Compare(b.Successes, a.Successes), strings.Compare(a.UPN, b.UPN))
	})
	var lines []string
	for _, s := range asked[:min(mostHints, len(asked))] {
		kind := s.Kind
		if hintKeys[kind] == "" {
			kind = inventory.KindUnknown // a word that this version does not know
		}
		lines = append(lines, fmt.Sprintf("# %s: {%s}  # %s, successes: %d", quoteYAML(s.UPN), hintKeys[kind], kind, s.Successes))
	}
	return lines
}
