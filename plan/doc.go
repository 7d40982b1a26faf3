// Package plan decides where each sender of an inventory goes, when, and how it comes back.
//
// [Make] is pure: an [inventory.Inventory] and a [Policy] come in, a [Plan] comes out, and that is plan.json. The clock is Policy.AsOf; there
// is no file, no network and no logger, and equal input gives equal bytes. Start reading at [Make] for the flow, at rules.go for the decision
// table, at batch.go for who moves with whom, and at timeline.go for when.
//
//	Inventory --factsOf--> facts --decide--> route --group--> units --arrange--> batches --timeline--> waves, items
//
// # Routes
//
// The decision table in rules.go is data: the first row whose condition fits the facts, and whose route the policy does not avoid, gives the route, the
// reason and the questions for the owner; the table of objections says of every other route why not. What the evidence can't answer
// (does the software do OAuth, does it write to outsiders, is port 25 open) is asked and never assumed, and an answer in policy.yaml can change the
// route. policy.yaml may name another route where the evidence leaves a choice. What a tenant gives to all its senders is in surroundings.go;
// limits.go, cost.go and answers.go hold what a volume breaks, what a route costs a year, and what is known already.
//
// # Weight and exposure
//
// Weight is what one more day on Basic costs for a sender:
//
//	weight = verdict × kind × (1 + log10(1 + uses per day)) × licence × importance
//
// verdict is 2 for suspicious, 1 active, 0.8 broken, 0.6 suspected, 0.1 idle; kind is 2 for an application, 1.5 a device or
// unknown, 1 a person; licence is 1.2 for a sender outside its licence terms, else 1; importance is the policy's, else 1. Uses per day are the
// successes of the inventory over the whole days of its window, or the messages a day where these are known and more. The result is rounded to two decimals. Exposure is the sum over items of weight times the calendar days from AsOf to End.
//
// # Waves
//
//   - Prepare (number 0) migrates nothing: incidents first, then senders that are switched off. Incidents that do not fit get another
//     prepare wave, since no migration goes before them; what else does not fit comes after everything.
//   - Pilot: a few senders of little risk, one of each kind and route in turn, at most a third of all that move.
//   - Regular: by department, the one with most weight for its hours first, within it the heaviest sender first.
//   - Last: high risk, and jobs that run so seldom that a failure would go unseen.
//
// A wave without senders does not exist, and numbers have no gaps after the prepare wave. These hold always:
//
//   - A wave lasts until its work is done, on as many working days as the policy gives it at most; prepare waves and the pilot last all of
//     them. Start, end and go/no-go are working days, and so are starts and ends of items.
//   - The go/no-go comes after the soak days of the wave before, and before the wave starts; the first one is on the day of AsOf at the earliest.
//   - A wave holds at most capacity.itemsPerWave senders and the hours of its working days. Only a move group, or a single sender, that is larger
//     than that exceeds it; it has the wave for itself, and a warning says so.
//   - Devices and applications that came from the very same single address are one move group, which is never split.
//   - Dates have no part in who moves with whom, so one more holiday moves nothing earlier.
//
// A sender that can't be done before the deadline still gets its wave, and a warning names it. Where the calendar has no working day for a
// year, the rest is in Plan.Unplanned.
//
// Days in a [Step] (T-7) are working days from the item's End, its cut-over day; work that would lie before the first day of
// the plan is pulled to it.
//
// # Milestones
//
// Microsoft's dates are data with their source (milestones.yaml) and reach rules by id only: the default deadline and how long a way back is
// possible follow from them.
//
// # Words
//
// Every English sentence in a plan stands beside the id of its phrase and its values, and [PhraseOf] gives the phrase in every language.
//
// # Dependencies
//
// go.yaml.in/yaml/v3 reads policy.yaml, because it keeps line numbers for messages.
package plan
