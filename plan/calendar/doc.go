// Package calendar answers one question for a plan: is this a day on which things may be changed?
//
// A [Day] is a date without a time or a zone. A [Calendar] is a value made once from [Rules] (working weekdays, public
// holidays by country, days added and removed, freezes) and never changed afterwards; it reads no clock.
//
// Start reading at [Calendar.Working]; everything else counts with it.
//
// # Holidays
//
// Country holidays come from github.com/rickar/cal/v2, which holds the rules of many countries and follows changes of law;
// this package adds no dates of its own. They are the nationwide days only: a holiday of one state, canton or company belongs
// in the policy. So do days of laws that the library does not hold (yet), such as Matariki in New Zealand, Christmas Eve in Poland, 2 to 8
// January in Russia and what Ukraine has changed since 2023.
//
// Japan: the list agrees with the calendar of the Cabinet Office up to and including 2027. Later years are computed: the two equinox
// days of a year are only fixed in the February before it, and holidays move by law (2019 to 2021). [SureThrough] gives that year, so
// that a plan reaching further can say so.
package calendar
