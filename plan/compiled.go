package plan

import (
	"math/bits"
	"strings"

	"unbasic/inventory"
)

// word is something of a sender, its tenant or the policy that a sentence or a command is filled with, as {name}.
type word uint8

// The words of sentences are as they were found. Those of commands, from wordMailbox on, are literals of PowerShell (see [quote]) or come from a list of
// this package, so a command takes these alone.
const (
	wordSender word = iota
	wordHost
	wordScope
	wordDelegated
	wordAuthority
	wordGraph
	wordTime
	wordZone
	wordService
	wordServiceHost
	wordSPF
	wordDKIM
	wordRelay
	wordBlocking
	wordPolicyNow
	wordBlocks
	wordClients
	wordPlaces
	wordMissing
	wordConnectorNow
	wordEvery
	wordHours
	wordHVEEnds
	wordMailbox
	wordFilter
	wordAddress
	wordObject
	wordDomain
	wordPolicy
	wordConnector
	wordTenant
	wordPriorSwitch
	wordPriorPolicy
	wordPriorAccount
	wordPriorConnector
	wordPriorReject
	wordCount
)

// wordNames are the words as they stand in a sentence or a command.
var wordNames = [wordCount]string{
	wordSender: "sender", wordHost: "host", wordScope: "scope", wordDelegated: "delegated", wordAuthority: "authority", wordGraph: "graph",
	wordTime: "time", wordZone: "zone", wordService: "service", wordServiceHost: "serviceHost", wordSPF: "spf", wordDKIM: "dkim",
	wordRelay: "relay", wordBlocking: "blocking", wordPolicyNow: "policyNow", wordBlocks: "blocks", wordClients: "clients", wordPlaces: "places",
	wordMissing: "missing", wordConnectorNow: "connectorNow", wordEvery: "every", wordHours: "hours", wordHVEEnds: "hveEnds",
	wordMailbox: "mailbox", wordFilter: "filter", wordAddress: "address", wordObject: "object", wordDomain: "domain", wordPolicy: "policy",
	wordConnector: "connector", wordTenant: "tenant", wordPriorSwitch: "priorSwitch", wordPriorPolicy: "priorPolicy", wordPriorAccount: "priorAccount",
	wordPriorConnector: "priorConnector", wordPriorReject: "priorReject",
}

// words are the values of all words; those that a text does not need can be empty.
type words [wordCount]string

// wordSet is a set of words, a bit each.
type wordSet uint64

func setOf(list ...word) wordSet {
	var set wordSet
	for _, w := range list {
		set |= 1 << w
	}
	return set
}

// The words that are the same for every sender of a plan, and those that a command may hold.
var (
	planWords = setOf(wordHost, wordScope, wordDelegated, wordAuthority, wordGraph, wordTime, wordZone, wordService, wordServiceHost, wordSPF,
		wordDKIM, wordRelay, wordBlocking, wordHVEEnds, wordPolicy, wordTenant)
	quotedWords = ^(setOf(wordMailbox) - 1)
)

// args gives the values of a set by name, as a plan keeps them; nil for an empty set.
func (w *words) args(set wordSet) map[string]string {
	if set == 0 {
		return nil
	}
	args := make(map[string]string, bits.OnesCount64(uint64(set)))
	for rest := set; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(uint64(rest))
		args[wordNames[i]] = w[i]
	}
	return args
}

// compiled is a text that was taken apart once, as it is filled for very many senders.
type compiled struct {
	// parts each are some text and the word that follows it; tail is the text after the last word, and all of a text without words.
	parts []part
	tail  string
	set   wordSet
}

type part struct {
	text string
	word word
	// forms are the word's name and the words that fit its number, where the text has such (see [inventory.Phrase]); empty for the word itself.
	forms string
}

// compile takes a text apart. A name that is no word, such as PowerShell's own braces, stays text.
func compile(text string) compiled {
	var t compiled
	from := 0
	for at := 0; at < len(text); at++ {
		if text[at] != '{' {
			continue
		}
		end := strings.IndexByte(text[at:], '}')
		if end < 0 {
			break
		}
		inside := text[at+1 : at+end]
		asked := inventory.ValueName(inside)
		for w, name := range wordNames {
			if asked == name {
				p := part{text: text[from:at], word: word(w)}
				if inside != name {
					p.forms = inside
				}
				t.parts = append(t.parts, p)
				t.set |= 1 << w
				at += end
				from = at + 1
				break
			}
		}
	}
	t.tail = text[from:]
	return t
}

// fill appends the text with its words.
func (t *compiled) fill(b []byte, w *words) []byte {
	for i := range t.parts {
		b = append(b, t.parts[i].text...)
		value := w[t.parts[i].word]
		if forms := t.parts[i].forms; forms != "" {
			value = inventory.Fitting(forms, value)
		}
		b = append(b, value...)
	}
	return append(b, t.tail...)
}
