package export

import (
	"strings"

	"unbasic/export/words"
)

// setting is one line of About on what Entra and Exchange are set to.
type setting struct {
	topic                words.Word
	entry, value, detail string
}

// settings are those of the organisation that decide whether Basic works, as far as they were read.
func (b *book) settings() []setting {
	list := b.protection()
	x := b.inv.Exchange
	add := func(entry, value, detail string) {
		list = append(list, setting{words.TopicExchange, entry, value, detail})
	}
	if x == nil {
		add(b.say(words.TopicExchange), b.say(words.AboutExchangeNone), "")
		return list
	}
	add(b.say(words.AboutOrgSwitch), b.onOff(inverse(x.SMTPDisabled)), "")
	add(b.say(words.AboutLegacyTLS), b.onOff(x.LegacyTLS), "")
	add(b.say(words.AboutDirectSend), b.onOff(x.RejectDirectSend), "")
	policy := b.say(words.AboutNotRead)
	if x.DefaultPolicy != nil {
		if policy = b.visible(*x.DefaultPolicy); policy == "" {
			policy = b.say(words.NoPolicyInForce)
		}
	}
	add(b.say(words.AboutDefaultPolicy), policy, "")
	for _, p := range x.Policies {
		add(b.say(words.AboutAuthPolicy, "policy", b.visible(p.Name)), b.say(words.AboutAuthPolicyValue, "state", b.onOff(p.AllowBasicSMTP)), "")
	}
	for _, c := range x.Connectors {
		value := []string{b.onOff(c.Enabled)}
		if c.Type != "" {
			value = append(value, b.visible(string(c.Type)))
		}
		var from []string
		for _, list := range [][]string{c.SenderIPs, c.SenderDomains} {
			if text := b.list(list); text != "" {
				from = append(from, text)
			}
		}
		if c.Certificate != "" {
			from = append(from, b.visible(string(c.Certificate)))
		}
		detail := ""
		if len(from) > 0 {
			detail = b.say(words.AboutConnectorFrom, "from", strings.Join(from, b.say(words.ListSeparator)))
		}
		add(b.say(words.AboutConnector, "connector", b.visible(c.Name)), strings.Join(value, b.say(words.ListSeparator)), detail)
	}
	return list
}

// protection is what of Entra's policies would stop Basic.
func (b *book) protection() []setting {
	p := &b.inv.Protection
	list := []setting{{words.TopicProtection, b.say(words.AboutDefaults), b.onOff(p.SecurityDefaults), ""}}
	add := func(entry, value, detail string) {
		list = append(list, setting{words.TopicProtection, entry, value, detail})
	}
	switch {
	case p.Policies == nil:
		add(b.say(words.AboutAccessPolicies), b.say(words.AboutNotRead), "")
	case len(p.Policies) == 0:
		add(b.say(words.AboutAccessPolicies), b.say(words.AboutPoliciesNone), "")
	}
	for _, policy := range p.Policies {
		who := b.say(words.AboutPolicySome)
		if policy.Everybody {
			who = b.say(words.AboutPolicyEverybody)
		}
		if policy.Exceptions {
			who += b.say(words.ListSeparator) + b.say(words.AboutPolicyExcept)
		}
		add(b.visible(policy.Name), b.say(words.AboutPolicyValue, "state", b.label(words.AccessStates, policy.State), "controls", b.list(policy.Controls)), who)
	}
	return list
}

// onOff words a setting that may not have been read.
func (b *book) onOff(flag *bool) string {
	switch {
	case flag == nil:
		return b.say(words.AboutNotRead)
	case *flag:
		return b.say(words.AboutOn)
	}
	return b.say(words.AboutOff)
}

// inverse turns a setting that says what is disabled around.
func inverse(flag *bool) *bool {
	if flag == nil {
		return nil
	}
	not := !*flag
	return &not
}
