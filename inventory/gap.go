package inventory

import "time"

// BiggestGap says what to bring next, so that the inventory can say more: the first of these that is missing, the worst first. It is empty where nothing is.
func BiggestGap(coverage []Coverage) Phrase {
	read := map[string]bool{}
	var first, last time.Time
	for _, c := range coverage {
		if c.Status != CoverageComplete && c.Status != CoveragePartial {
			continue
		}
		read[c.Source] = true
		switch c.Source {
		case SourceSignIns, SourceFileSignIns, SourceLogAnalytics, SourceHunting:
			if c.Since != nil && c.Until != nil {
				first, last = earlier(first, *c.Since), later(last, *c.Until)
			}
		}
	}
	rule := ""
	switch {
	case last.IsZero():
		rule = "bring-sign-ins"
	case last.Sub(first) < monthOfLog:
		rule = "bring-longer"
	case !read[SourceSMTPReport]:
		rule = "bring-smtp-report"
	case !read[SourceTransport] || !read[SourceMailboxes]:
		rule = "bring-exchange"
	case !read[SourceUsers] && !read[SourceFileUsers]:
		rule = "bring-users"
	case !read[SourceEmailAppUsage] && !read[SourceFileUsage]:
		rule = "bring-usage"
	}
	return phrases[rule]
}

// monthOfLog is a window in which a job that runs once a month shows, give or take the days that an export lags behind.
const monthOfLog = 27 * 24 * time.Hour
