package export

import (
	"strings"

	"unbasic/export/words"
	"unbasic/inventory"
)

// blocks are what besides the switch stops Basic for a sender, or would, what stops it now first.
func (b *book) blocks(list []inventory.Block) Cell {
	if list == nil {
		return Cell{} // a file of an older version does not say it
	}
	if len(list) == 0 {
		return textCell(b.say(words.NothingBlocks)).with(ToneMuted)
	}
	lines := make([]string, len(list))
	for i, block := range list {
		lines[i] = b.say(words.BlockOf, "kind", b.label(words.BlockKinds, block.Kind), "text", b.sentence(block.Rule, block.Text, block.Args))
	}
	return textCell(strings.Join(lines, "\n"))
}

// authPolicy names the authentication policy in force and where it comes from.
func (b *book) authPolicy(a *inventory.SMTPAuth) Cell {
	from := b.label(words.PolicySources, a.PolicyFrom)
	switch {
	case a.Policy != "":
		return textCell(b.say(words.PolicyNamed, "policy", b.visible(string(a.Policy)), "from", from))
	case a.PolicyFrom == "none":
		return textCell(b.say(words.NoPolicyInForce))
	}
	return textCell(b.say(words.NotRead)).with(ToneMuted)
}

// messagesSource says who counted messages, and of which days.
func (b *book) messagesSource(m *inventory.Messages) string {
	source := b.label(words.Sources, m.Source)
	if m.Since == nil || m.Until == nil {
		return source
	}
	return b.say(words.MessagesDated, "source", source, "since", dateOf(m.Since), "until", dateOf(m.Until))
}
