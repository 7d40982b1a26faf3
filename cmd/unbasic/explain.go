package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/smtp"
	"unbasic/plan"
	"unbasic/plan/progress"

	"github.com/spf13/cobra"
)

type explainOptions struct {
	globalOptions
	format tableFormat
}

const explainHelp = `explain tells all that is known of one thing. WHAT is, in this order:

  a sender       a name with @, or a sender's id in inventory.json: verdict and reasons, clients, what was put
                 aside, the SMTP AUTH switch, licence, governance, and its route and wave if there is a plan
  an Entra code  53003, AADSTS53003, or a text that names one: what it means, who repairs it and how
  an SMTP reply  as a device, a log or a program shows it, however dirty: 535 5.7.139 Authentication unsuccessful, …

Quotes around WHAT are only needed where the shell asks for them. Codes and replies need no workspace. Nothing is
asked of the network and nothing is written; commands are shown and never run. What is not known is said to be
unknown, with what can be told of it, and ends with 1.` + exitHelp

func newExplainCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts explainOptions
	cmd := &cobra.Command{
		Use: "explain WHAT...", Short: "Tell the whole story of a sender, or what an SMTP reply or an Entra code means", Long: explainHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if strings.TrimSpace(strings.Join(args, " ")) == "" {
				return usageError{errors.New("explain needs WHAT: a sender such as scan@contoso.com, an Entra code such as 53003, or an SMTP reply")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			opts.globalOptions = *global
			return runExplain(env, strings.TrimSpace(strings.Join(args, " ")), opts)
		},
	}
	opts.format.addFlag(cmd)
	return cmd
}

// runExplain decides what is asked for, and tells of it.
func runExplain(env *environment, what string, o explainOptions) error {
	u := newUI(env, o.globalOptions)
	if namesSender(what) {
		return explainSender(u, what, o)
	}
	answer := smtp.Recognise(what)
	// A number that is only called a code may be anything: a text with a known reply in it is about the reply.
	if code, sure := entraCode(what); code >= 0 {
		entry, known := inventory.CodeOf(code)
		if sure || known || answer.Reply == nil {
			return u.explainCode(code, entry, known, o.format)
		}
	}
	return u.reply(what, answer, o)
}

var guid = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// namesSender reports whether a text can only be the name or the id of a sender.
func namesSender(what string) bool {
	return !strings.ContainsAny(what, " \t\r\n") && (strings.Contains(what, "@") || strings.HasPrefix(strings.ToLower(what), "upn:") || guid.MatchString(what))
}

var (
	aadsts    = regexp.MustCompile(`(?i)aadsts[ :#]*([0-9]{1,9})(?:[^0-9]|$)`)
	onlyCode  = regexp.MustCompile(`^["'(]*([0-9]{5,9}|0)["').,:;]*$`)
	codeWords = regexp.MustCompile(`(?i)(?:error|code|コード|エラー)[ "':=#：]*([0-9]{5,9}|0)(?:[^0-9.]|\.?$)`)
)

// entraCode finds an Entra error code in a text, -1 if there is none. It is sure where the text is nothing else, or has Entra's own mark.
func entraCode(what string) (code int, sure bool) {
	what = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, what)
	for i, pattern := range []*regexp.Regexp{aadsts, onlyCode, codeWords} {
		if m := pattern.FindStringSubmatch(what); m != nil {
			code, err := strconv.Atoi(m[1])
			if err != nil {
				return -1, false // nine digits always fit
			}
			return code, i < 2
		}
	}
	return -1, false
}

// explained is a code or a reply as JSON. Texts are in the language of the run.
type explained struct {
	Kind  string `json:"kind"`
	Known bool   `json:"known"`
	// ID is the reply's name in this program, or the code.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Reply and Enhanced are the codes found in a reply, WrappedIn the enhanced code of the reply around it.
	Reply     string          `json:"reply,omitempty"`
	Enhanced  string          `json:"enhanced,omitempty"`
	WrappedIn string          `json:"wrappedIn,omitempty"`
	Class     string          `json:"class"`
	Meaning   string          `json:"meaning"`
	Fixers    []string        `json:"fixers"`
	Steps     []explainedStep `json:"steps"`
	Undo      string          `json:"undo,omitempty"`
	Certainty string          `json:"certainty"`
	Source    string          `json:"source"`
	// Similar are known replies with the same enhanced code as one that is not known.
	Similar []string `json:"similar,omitempty"`
}

type explainedStep struct {
	What    string `json:"what"`
	Command string `json:"command"`
}

// advise fills in what the tables say.
func (u ui) advise(e *explained, a inventory.Advice) {
	e.Known, e.Meaning, e.Undo, e.Certainty, e.Source = true, u.word(a.Meaning), u.word(a.Undo), string(a.Certainty), u.word(a.Source)
	for _, f := range a.Fixers {
		e.Fixers = append(e.Fixers, string(f))
	}
	for _, s := range a.Steps {
		e.Steps = append(e.Steps, explainedStep{u.word(s.What), s.Command})
	}
}

// advice tells what the tables say.
func (s *story) advice(a inventory.Advice) {
	s.say(labelMeaning, s.word(a.Meaning))
	fixers := []string{}
	for _, f := range a.Fixers {
		fixers = append(fixers, f.In(s.lang))
	}
	s.say(labelFixer, strings.Join(fixers, s.word(wordOr)))
	for i, step := range a.Steps {
		s.say(labelSteps, fmt.Sprintf("%d. %s", i+1, s.word(step.What)))
		if step.Command != "" {
			s.verbatim(labelSteps, "   "+step.Command)
		}
	}
	if a.Undo.En != "" {
		s.say(labelUndo, s.word(a.Undo))
	}
	s.say(labelSure, s.word(wordSure, "certainty", a.Certainty.In(s.lang), "source", s.word(a.Source)))
}

// explainCode tells of an Entra code.
func (u ui) explainCode(code int, entry inventory.EntraCode, known bool, format tableFormat) error {
	class := inventory.ClassOf(code)
	number := strconv.Itoa(code)
	var unknown error
	if !known {
		unknown = errors.New(u.word(failUnknownCode, "code", number, "page", inventory.CodesPage))
	}
	if format == formatJSON {
		e := explained{Kind: "entra-code", ID: number, Name: entry.Name, Class: string(class), Fixers: []string{}, Steps: []explainedStep{}, Source: inventory.CodesPage}
		if known {
			u.advise(&e, entry.Advice)
		}
		return errors.Join(u.json(e), unknown)
	}
	s := u.story()
	title := "AADSTS" + number
	if entry.Name != "" {
		title += " " + entry.Name
	}
	s.say(labelCode, title)
	s.say(labelClass, u.errorClass(class))
	if known {
		s.advice(entry.Advice)
	}
	return errors.Join(s.tell(), unknown)
}

// reply tells of an SMTP reply.
func (u ui) reply(what string, a smtp.Answer, o explainOptions) error {
	codes := strings.TrimSpace(a.Basic + " " + a.Enhanced)
	var unknown error
	switch {
	case a.Reply != nil:
	case codes == "" && !strings.Contains(what, " "):
		unknown = errors.New(u.word(failUnknownWord, "what", quoted(what)))
	default:
		unknown = errors.New(u.word(failUnknownReply, "what", quoted(what)))
	}
	if o.format == formatJSON {
		e := explained{
			Kind: "smtp-reply", Reply: a.Basic, Enhanced: a.Enhanced, WrappedIn: a.Outer, Class: u.word(a.Class()), Fixers: []string{}, Steps: []explainedStep{},
		}
		if a.Reply != nil {
			e.ID, e.Name = a.Reply.ID, a.Reply.Seen
			u.advise(&e, a.Reply.Advice)
		}
		for _, r := range a.Similar {
			e.Similar = append(e.Similar, r.Seen)
		}
		return errors.Join(u.json(e), unknown)
	}
	s := u.story()
	if a.Reply != nil {
		s.say(labelReply, a.Reply.Seen)
	}
	if a.WordsAlone {
		s.say(labelFound, u.word(wordWordsAlone))
	} else if codes != "" {
		s.say(labelFound, codes)
	}
	if a.Outer != "" {
		s.say(labelFound, u.word(wordWrapped, "code", a.Outer))
	}
	if class := a.Class(); class.En != "" {
		s.say(labelClass, u.word(class))
	}
	if a.Reply != nil {
		s.advice(a.Reply.Advice)
	}
	for _, r := range a.Similar {
		s.say(labelSimilar, r.Seen)
	}
	return errors.Join(s.tell(), unknown)
}

// quoted repeats what was typed, short enough for one line.
func quoted(what string) string {
	const most = 60
	if runes := []rune(what); len(runes) > most {
		what = string(runes[:most]) + "…"
	}
	return strconv.Quote(visible(what))
}

// explainSender tells of a sender of the workspace. It takes no lock: files are written whole or not at all, so what is read is one state or the next.
func explainSender(u ui, what string, o explainOptions) error {
	dir, err := filepath.Abs(o.workspace)
	if err != nil {
		return fmt.Errorf("opening workspace: %w", err)
	}
	ws := &workspace{dir: dir}
	inv, digest, err := ws.readInventory()
	if err != nil {
		return err
	}
	sender, err := findSender(inv.Senders, what, ws.inventoryPath())
	if err != nil {
		return err
	}
	if !strings.EqualFold(sender.UPN, what) && !strings.EqualFold(sender.ID, what) {
		u.say(sayTaken, "sender", sender.UPN, "what", what)
	}
	planned := ws.planOf(sender, digest)
	planned.today = o.now(u.env).Format(time.DateOnly)
	planned.track(ws, sender, digest)
	if o.format == formatJSON {
		return u.json(struct {
			Sender inventory.Sender     `json:"sender"`
			Item   *plan.Item           `json:"planItem"`
			None   *plan.Unplanned      `json:"unplanned"`
			Plan   string               `json:"plan"`
			Read   []inventory.Coverage `json:"coverage"`
			// Progress is how far the item is by the evidence; null where unbasic track has not looked at it since the inventory was made.
			Progress *progress.Item `json:"progress"`
		}{sender, planned.item, planned.without, planned.state, inv.Coverage, planned.tracked})
	}
	s := u.story()
	s.sender(inv, sender, planned)
	return s.tell()
}

// findSender finds a sender by name or id in any case of letters, or by the only one that begins so. path is the file that is spoken of.
func findSender(senders []inventory.Sender, what, path string) (inventory.Sender, error) {
	var same, begins []inventory.Sender
	var names []string
	local, _, _ := strings.Cut(strings.ToLower(what), "@")
	namesake := ""
	for _, s := range senders {
		if strings.EqualFold(s.ID, what) {
			return s, nil
		}
		lower := strings.ToLower(s.UPN)
		switch {
		case strings.EqualFold(s.UPN, what):
			same = append(same, s)
		case strings.HasPrefix(lower, strings.ToLower(what)), strings.HasPrefix(strings.ToLower(s.ID), strings.ToLower(what)):
			begins = append(begins, s)
		}
		if namesake == "" && strings.HasPrefix(lower, local+"@") {
			namesake = s.UPN
		}
		names = append(names, s.UPN)
	}
	if len(same) == 0 {
		same = begins
	}
	switch {
	case len(same) == 1:
		return same[0], nil
	case len(same) > 1:
		ids := []string{}
		for i, s := range same {
			if i == 5 {
				ids = append(ids, "…")
				break
			}
			ids = append(ids, s.UPN+" ("+s.ID+")")
		}
		return inventory.Sender{}, fmt.Errorf("%d senders of %s go by %s: ask for one by its name or id: %s", len(same), path, what, strings.Join(ids, ", "))
	}
	err := fmt.Errorf("%s is no sender in %s", what, path)
	if namesake == "" {
		best, changes := plan.Nearest(what, names)
		if best != "" && changes <= 1+len([]rune(what))/4 {
			namesake = best
		}
	}
	if namesake != "" {
		return inventory.Sender{}, fmt.Errorf("%w: did you mean %s?", err, namesake)
	}
	return inventory.Sender{}, fmt.Errorf("%w: nothing that was read shows it sending or set up to send; unbasic inventory lists those that are", err)
}

// planned is what plan.json says of a sender.
type planned struct {
	state   string
	item    *plan.Item
	without *plan.Unplanned
	// group is the item's move group where it has others in it, and mates are their names.
	group *plan.MoveGroup
	mates []string
	// tracked is how far the item is by the evidence, nil where that is not known; trackedOf is the moment of a progress that is of another inventory, zero for none.
	tracked   *progress.Item
	trackedOf time.Time
	trackErr  error
	// today is the day from which steps lie ahead, as 2026-11-23.
	today string
	err   error
}

// The states of a plan.
const (
	planCurrent    = "current"
	planNone       = "none"
	planOfAnother  = "other-inventory"
	planUnreadable = "unreadable"
)

// matesOf gives the group that an item moves with, and the names of the others in it.
func matesOf(p plan.Plan, item *plan.Item) (*plan.MoveGroup, []string) {
	if item == nil {
		return nil, nil
	}
	for i := range p.MoveGroups {
		group := &p.MoveGroups[i]
		if group.ID != item.MoveGroup {
			continue
		}
		var names []string
		for j := range p.Items {
			if other := &p.Items[j]; other.Sender != item.Sender && slices.Contains(group.Senders, other.Sender) {
				names = append(names, other.UPN)
			}
		}
		slices.Sort(names)
		return group, names
	}
	return nil, nil
}

// track adds how far a sender's item is by progress.json, if that was measured by the inventory with this digest.
func (p *planned) track(w *workspace, sender inventory.Sender, digest string) {
	measured, err := w.readProgress()
	switch {
	case err != nil:
		p.trackErr = err
	case measured == nil:
	case measured.Inventory.SHA256 != digest:
		p.trackedOf = measured.AsOf
	default:
		for i := range measured.Items {
			if measured.Items[i].Sender == sender.ID {
				p.tracked = &measured.Items[i]
			}
		}
	}
}

// planOf looks a sender up in plan.json, if that was made from the inventory with this digest.
func (w *workspace) planOf(sender inventory.Sender, digest string) planned {
	if _, err := os.Lstat(w.planPath()); errors.Is(err, os.ErrNotExist) {
		return planned{state: planNone}
	}
	p, _, err := w.readPlan()
	switch {
	case err != nil:
		return planned{state: planUnreadable, err: err}
	case p.Inventory.SHA256 != digest:
		return planned{state: planOfAnother}
	}
	found := planned{state: planCurrent}
	for i := range p.Items {
		if p.Items[i].Sender == sender.ID {
			found.item = &p.Items[i]
		}
	}
	found.group, found.mates = matesOf(p, found.item)
	for _, list := range [][]plan.Unplanned{p.Unplanned, p.NeverPlanned} {
		for i := range list {
			if list[i].Sender == sender.ID {
				found.without = &list[i]
			}
		}
	}
	return found
}
