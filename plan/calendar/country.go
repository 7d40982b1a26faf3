package calendar

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/us"
)

// countries maps ISO 3166 codes to nationwide holidays. Australia's package gives lists by state only, so its shared days are named.
var countries = map[string][]*cal.Holiday{
	"AT": at.Holidays,
	"AU": {au.NewYear, au.AustraliaDay, au.GoodFriday, au.EasterMonday, au.AnzacDay, au.ChristmasDay, au.BoxingDay},
	"BE": be.Holidays,
	"DE": de.Holidays,
	"ES": es.Holidays,
	"FR": fr.Holidays,
	"GB": gb.Holidays,
	"IE": ie.Holidays,
	"IT": it.Holidays,
	"JP": jp.Holidays,
	"NL": nl.Holidays,
	"NO": no.Holidays,
	"US": us.Holidays,
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

// isHoliday reports whether a day is a public holiday or the day on which one is made up for.
func isHoliday(holidays []cal.Holiday, day Day) bool {
	years := []int{day.Year}
	// A holiday at the turn of the year can be made up for in the other year.
	switch day.Month {
	case time.December:
		years = append(years, day.Year+1)
	case time.January:
		years = append(years, day.Year-1)
	}
	for i := range holidays {
		for _, year := range years {
			h := holidays[i] // a copy, see holidaysOf
			actual, observed := h.Calc(year)
			if dayOfHoliday(actual) == day || dayOfHoliday(observed) == day {
				return true
			}
		}
	}
	return false
}

// dayOfHoliday reads the date at noon: the library answers with midnight of the computer's own zone, which some zones skip once a year.
func dayOfHoliday(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	return DayOf(t.Add(12 * time.Hour))
}
