package plan

import (
	"math"
	"strconv"

	"unbasic/inventory"
)

// about is what a sentence on a route speaks of. sender is nil for a sentence that is shared by all senders with the same facts. All sentences on a sender are said
// about one value, since it is on the heap and there can be very many.
type about struct {
	around   *surroundings
	facts    *facts
	sender   *inventory.Sender
	override *Override
	volume   volume
	// limit is that of which a sentence speaks, known and least the sender's volume in its unit (see measure).
	limit, known, least float64
	// more are values that only one sentence has.
	more map[string]string
}

// routeWords are the values that sentences on routes hold, besides those of about.more. They are asked for by name, so that a sentence costs only what it says.
var routeWords = map[string]func(a *about) string{
	"sender":       func(a *about) string { return a.sender.UPN },
	"days":         func(a *about) string { return strconv.Itoa(a.sender.ActiveDays) },
	"failures":     func(a *about) string { return strconv.Itoa(a.sender.Failures) },
	"address":      func(a *about) string { return addressOf(a.sender) },
	"state":        func(a *about) string { return string(a.facts.state) },
	"connector":    func(a *about) string { return a.facts.connector.name },
	"cloud":        func(a *about) string { return string(a.around.cloud) },
	"relay":        func(a *about) string { return a.around.relay },
	"service":      func(a *about) string { return a.around.routes.Service.Name },
	"blocker":      func(a *about) string { return a.around.blocker },
	"smtpApps":     func(a *about) string { return a.around.smtpApps },
	"graphApps":    func(a *about) string { return a.around.graphApps },
	"acsLimit":     func(a *about) string { return figure(a.around.acsPerHour) },
	"mailboxLimit": func(*about) string { return figure(mailboxPerDay) },
	"limit":        func(a *about) string { return figure(a.limit) },
	"volume":       func(a *about) string { return figure(a.known) },
	"least":        func(a *about) string { return figure(a.least) },
	"messages":     func(a *about) string { return figure(a.volume.perDay) },
	"count":        func(a *about) string { return strconv.Itoa(a.volume.count) },
	"volumeDays":   func(a *about) string { return strconv.Itoa(a.volume.days) },
	"source":       func(a *about) string { return a.sender.Messages.Source },
	"peak":         func(a *about) string { return strconv.Itoa(a.volume.peak) },
	"signIns":      func(a *about) string { return figure(a.volume.signIns) },
	"clients":      func(a *about) string { return strconv.Itoa(origins(a.sender)) },
	"client":       func(a *about) string { return clientName(a.sender) },
	"percent":      func(a *about) string { return figure(*a.sender.Messages.LegacyTLSPercent) },
	"policy":       func(a *about) string { return lineOf(a.override) },
}

// sharedWords are those of routeWords that are the same for senders that are alike.
var sharedWords = []string{"state", "connector", "cloud", "relay", "service", "blocker", "smtpApps", "graphApps", "acsLimit", "mailboxLimit"}

// sayAbout says a phrase with the values in it.
func sayAbout(id string, a *about) Sentence {
	p := phrases[id]
	if len(p.values) == 0 {
		return Sentence{ID: id, Text: p.phrase.En}
	}
	args := make(map[string]string, len(p.values))
	for _, name := range p.values {
		if value, ok := a.more[name]; ok {
			args[name] = value
		} else if word := routeWords[name]; word != nil {
			args[name] = word(a)
		}
	}
	return Sentence{ID: id, Text: fill(p.phrase.En, args), Args: args}
}

// aboutOf is what sentences on a sender speak of.
func aboutOf(s *inventory.Sender, f *facts, around *surroundings, override *Override) about {
	return about{around: around, facts: f, sender: s, override: override, volume: volumeOf(s, *override)}
}

// sayWith says a phrase with values that it alone has.
func (a *about) sayWith(id string, values map[string]string) Sentence {
	a.more = values
	said := sayAbout(id, a)
	a.more = nil
	return said
}

// whyOf is the sentence of a row for a sender.
func whyOf(row *rule, a *about) Sentence { return sayAbout(row.id, a) }

func addressOf(s *inventory.Sender) string {
	if sole := soleAddress(s); sole.IsValid() {
		return sole.String()
	}
	return ""
}

// clientName names the client that signs in with OAuth already, by what the log gives.
func clientName(s *inventory.Sender) string {
	c := modernClient(s)
	for _, name := range []inventory.Optional{c.App, c.UserAgent, c.IP} {
		if name != "" {
			return string(name)
		}
	}
	return c.ID
}

// lineOf is where in policy.yaml an entry stands.
func lineOf(o *Override) string {
	if o.Line > 0 {
		return "policy.yaml:" + strconv.Itoa(o.Line)
	}
	return "policy.yaml"
}

// figure writes a number that was computed: whole from 10 on, with one decimal below.
func figure(x float64) string {
	if x < 10 {
		return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
	}
	return strconv.FormatFloat(math.Round(x), 'f', -1, 64)
}
