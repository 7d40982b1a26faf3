package plan

import (
	"errors"
	"time"

	"unbasic/inventory"
	"unbasic/plan/calendar"
)

// The ids of milestones that rules refer to. A table without one of them switches off what depends on it.
const (
	milestoneDefaultOff       = "milestone.default-off"
	milestoneRemovalAnnounced = "milestone.removal-announced"
	milestoneHVEBasicEnds     = "milestone.hve-basic-ends"
	// milestoneRemoval is the final removal itself. It has no date yet, so it is not in the table; rollbacks honour it once it is.
	milestoneRemoval = "milestone.removal"
)

// Milestones gives the dated changes by Microsoft that this version knows, earliest first. The result is the caller's to change.
func Milestones() []Milestone {
	checked := calendar.On(2026, time.November, 23)
	table := []Milestone{
		{
			ID:      milestoneDefaultOff,
			Date:    calendar.On(2026, time.December, 31),
			Source:  "Microsoft, Exchange team blog 4489835 (2026-01-27); message center MC786329",
			Checked: checked,
		},
		{
			// The announcement falls in the second half of 2027: the first day of it is the earliest.
			ID:      milestoneRemovalAnnounced,
			Date:    calendar.On(2027, time.July, 1),
			Source:  "Microsoft, Exchange team blog 4489835 (2026-01-27); message center MC786329",
			Checked: checked,
		},
		{
			ID:      milestoneHVEBasicEnds,
			Date:    calendar.On(2028, time.September, 30),
			Source:  "reported by petri.com and others, quoting the Exchange team blog; not confirmed by Microsoft's documentation",
			Checked: checked,
		},
	}
	for i := range table {
		table[i].What = sentence(table[i].ID, nil)
	}
	return table
}

// milestone finds one by its id.
func (p Policy) milestone(id string) (Milestone, bool) {
	for _, m := range p.Milestones {
		if m.ID == id {
			return m, true
		}
	}
	return Milestone{}, false
}

var milestonePhrases = map[string]inventory.Phrase{
	milestoneDefaultOff: {
		En: "end of December 2026: Basic authentication for SMTP AUTH is off by default in existing tenants; administrators can turn it back on. How it is switched off, and the exact day, were not announced",
		Ja: "2026年12月末: 既存テナントで SMTP AUTH の基本認証が既定で無効になる。管理者は再度有効にできる。無効化の方法と正確な日付は未発表",
	},
	milestoneRemovalAnnounced: {
		En: "second half of 2027, not before this day: Microsoft announces the date of the final removal of Basic authentication for SMTP AUTH. The removal itself comes later, on a day not known yet",
		Ja: "2027年後半 (早くてもこの日): SMTP AUTH の基本認証の最終廃止日を Microsoft が発表。廃止自体はその後で、日付は未定",
	},
	milestoneHVEBasicEnds: {
		En: "reported: High Volume Email (HVE) accepts Basic authentication until September 2028",
		Ja: "報道情報: High Volume Email (HVE) の基本認証は 2028年9月まで利用可能",
	},
	milestoneRemoval: {
		En: "Basic authentication for SMTP AUTH is removed for good",
		Ja: "SMTP AUTH の基本認証が完全に廃止される",
	},
}

// ReadMilestones reads a list of milestones that takes the place of [Milestones].
func ReadMilestones(data []byte) ([]Milestone, error) { return nil, errors.ErrUnsupported }
