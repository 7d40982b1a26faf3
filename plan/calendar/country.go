package calendar

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// countries maps ISO 3166 codes to nationwide holidays. Packages that mix these with days of single states get the shared days by name: Australia's
// has lists by state only, Canada's are those of the federal labour code, and Switzerland's those of all cantons.
var countries = map[string][]*cal.Holiday{
	"AR": ar.Holidays,
	"AT": at.Holidays,
	"AU": {au.NewYear, au.AustraliaDay, au.GoodFriday, au.EasterMonday, au.AnzacDay, au.ChristmasDay, au.BoxingDay},
	"BE": be.Holidays,
	"BG": bg.Holidays,
	"BR": br.Holidays,
	"CA": {
		ca.NewYear, ca.GoodFriday, ca.VictoriaDay, ca.CanadaDay, ca.LabourDay, ca.NationalDayForTruthAndReconciliation, ca.ThanksgivingDay,
		ca.RemembranceDay, ca.ChristmasDay, ca.BoxingDay,
	},
	"CH": {ch.Neujahr, ch.Auffahrt, ch.Bundesfeiertag, ch.Weihnachtstag},
	"CZ": cz.Holidays,
	"DE": de.Holidays,
	"DK": dk.Holidays,
	"ES": es.Holidays,
	"FR": fr.Holidays,
	"GB": gb.Holidays,
	"GR": gr.Holidays,
	"HR": hr.Holidays,
	"IE": ie.Holidays,
	"IT": it.Holidays,
	"JP": jp.Holidays,
	"LT": lt.Holidays,
	"LV": lv.Holidays,
	"MW": mw.Holidays,
	"NC": nc.Holidays,
	"NL": nl.Holidays,
	"NO": no.Holidays,
	"NZ": nz.Holidays,
	"PL": pl.Holidays,
	"RO": ro.Holidays,
	"RU": ru.Holidays,
	"SE": se.Holidays,
	"SI": si.Holidays,
	"SK": sk.Holidays,
	"UA": ua.Holidays,
	"US": us.Holidays,
	"ZA": za.Holidays,
}

// sureThrough holds the last year whose holidays are fixed, for countries that fix them by announcement.
// Japan: equinox days of 2027 were fixed in February 2026.
var sureThrough = map[string]int{"JP": 2027}

// Countries gives the codes that [New] knows, sorted.
func Countries() []string {
	codes := make([]string, 0, len(countries))
	for code := range countries {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	return codes
}

// SureThrough gives the last year whose holidays are known to be fixed for a country, and false where its days follow from
// rules alone.
func SureThrough(country string) (year int, limited bool) {
	year, limited = sureThrough[country]
	return year, limited
}

// holidaysOf gives copies, because some rules of the library write to the holiday that they are asked about.
func holidaysOf(country string) ([]cal.Holiday, error) {
	shared, ok := countries[country]
	if !ok {
		return nil, fmt.Errorf("unknown country %q: known are %s", country, strings.Join(Countries(), ", "))
	}
	holidays := make([]cal.Holiday, len(shared))
	for i, h := range shared {
		holidays[i] = *h
	}
	return holidays, nil
}

// holidays answers for a whole year at once and keeps the answer, since the library computes every rule anew each time that it is asked.
type holidays struct {
	rules []cal.Holiday
	years sync.Map // int to map[Day]bool
}

// on reports whether a day is a public holiday or the day on which one is made up for.
func (h *holidays) on(day Day) bool {
	if h == nil {
		return false
	}
	days, ok := h.years.Load(day.Year)
	if !ok {
		days, _ = h.years.LoadOrStore(day.Year, h.of(day.Year))
	}
	return days.(map[Day]bool)[day]
}

// of gives the days of a year. A holiday at the turn of the year can be made up for in the other year, so the years beside it count too.
func (h *holidays) of(year int) map[Day]bool {
	days := make(map[Day]bool, len(h.rules))
	for i := range h.rules {
		for y := year - 1; y <= year+1; y++ {
			rule := h.rules[i] // a copy, see holidaysOf
			actual, observed := rule.Calc(y)
			for _, day := range []Day{dayOfHoliday(actual), dayOfHoliday(observed)} {
				if day.Year == year {
					days[day] = true
				}
			}
		}
	}
	return days
}

// dayOfHoliday reads the date at noon: the library answers with midnight of the computer's own zone, which some zones skip once a year.
func dayOfHoliday(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	return DayOf(t.Add(12 * time.Hour))
}
