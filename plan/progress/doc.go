// Package progress says how far a migration is by what the sign-ins show, and not by what a column says.
//
// An item is done when people say so and the evidence agrees: its sender was seen with OAuth and no more with Basic, or it was silent for as many of its own
// periods as the policy asks. The rhythm is that of each client before the cut-over, so a sender that works once a month is not done after a quiet week. Days that
// no source covers prove nothing: what is not known is said to be unknown, and never to be done.
//
// [Measure] is pure: a plan, the newest inventory and the progress of last time come in, and a [Progress] comes out, which is progress.json. The clock is the
// inventory's AsOf, and days are days in the plan's time zone. [Diff] compares any two inventories without a plan, and [Together] puts
// several tenants side by side. Start reading at [Measure] for the flow, at item.go for the rules by which an item has its state, and at covered.go for which
// days count as read.
//
// # What contradicts
//
// Only sign-ins that succeeded are use: guesses are refused, so they never make an item undone. The success of a client whose origin guesses passwords counts all
// the same, and is named as the incident that it is. The day from which an item is said to be done still belongs to the cut-over: what happens on it is no
// contradiction. A client that is only refused since then is worse than one that goes on: its mail is lost, and the state says so as long as it tries.
// A contradiction stands until the sender has been silent since it for as long as would verify it.
//
// # Own periods
//
// How long silence must last is counted in the sender's own periods, in days:
//
//   - 1 for a client that signs in around the clock or every day
//   - 3 for one that signs in on working days: a weekend is no silence. Where it was silent for more than 14 days at a time, which no holidays explain, that
//     silence: it works in bursts, and a quiet week between two of them says nothing
//   - for a weekly one, and any other with a regular distance, that distance, or its longest silence where that was longer
//   - 31 for a monthly one, the length of the longest months, or its longest silence where that was longer
//   - for an irregular one its longest silence: it came back after that, so it may again
//   - 31 for one that was seen on fewer than three days, because a job that runs every month is seen so in the weeks that a log is kept, or the distance of its
//     two days where that was longer; and 31 for a sender of which no client with Basic is known
//
// A sender needs what its slowest client with Basic needs. The policy multiplies that (progress.silentPeriods) and sets a least number of days
// (progress.quietDays), so that every weekday is among them. Public holidays and further days without work in the plan's calendar come on top of that for all
// senders but those that work every day: a printer is silent at the end of a year, moved or not. Where the evidence does not reach back any more to where an earlier
// progress saw the sender, that progress's period stands: a client of which the log holds only its last days looks like one that is hardly ever there.
//
// # OAuth as evidence
//
// A sender whose Basic is over can be verified sooner than by silence alone, where all of this holds: the route is one by which the same program goes on from
// where it is (oauth-smtp, modern-client); from the network of every client that ever signed in with Basic, SMTP with OAuth succeeded after the last Basic of
// that client, and after the day on which it is said to be done, since when no Basic succeeded at all; and the sender let one whole own period of its slowest
// client go by without Basic, in days that were read. So what used the password works in another way, and has had its usual occasion to use it again. An account
// that signs in with a modern program otherwise proves nothing: a person reads mail with one while a device goes on sending.
//
// # Which days were read
//
// See covered.go. A day counts when it was read whole. Every day after the one on which an item is said to be done must have been read, up to the day before
// yesterday: today is not over, and yesterday may have been read before it was. A gap makes the item unknown; reading the days again or importing them closes it, and so
// does a later day in "Done on", by which people say again that it is done. What an earlier progress had read stays read, also where the evidence is gone by now.
//
// # What it can't see
//
//   - several devices at one address with one account are one client in the log: a slow one hides behind a busy one
//   - holidays that the plan does not know, and those inside of a freeze, which hides them in the plan
//   - OAuth over SMTP is in the log under its own name for some programs only, so that silence is the usual proof
//   - an exported file holds what somebody filtered it to; its span counts as read
package progress
