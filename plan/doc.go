// Package plan decides where each sender of an inventory goes, when, and how it comes back.
//
// [Make] is pure: an [inventory.Inventory] and a [Policy] come in, and perhaps an earlier [Plan]; a [Plan] comes out, and that is plan.json. The clock is
// Policy.AsOf; there is no file, no network and no logger, and equal input gives equal bytes. Start reading at [Make] for the flow, at rules.go for the
// decision table, at group.go for who moves with whom, at waves.go for the waves, at schedule.go and search.go for their order, and at steps.go and
// rollback.go for what is done on the day.
//
//	Inventory --factsOf--> facts --decide--> route --group--> units --arrange--> waves on a timeline --item--> items
//	                                                            \--rearrange (an earlier plan)--/            \--> load, quality, remedies, fallbacks, messages
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
// # Move groups
//
// Senders that must move together are one unit (group.go), with the reason: a group that policy.yaml names (they share a device, an application, a credential or a
// mailbox), devices and applications whose every client came from one address, and applications whose sign-ins name the same program. An address with more than
// a dozen senders is an office, and joins nobody. A unit is never split.
//
// # Waves
//
//   - Prepare (number 0) migrates nothing: incidents first, then accounts that are guessed at, then senders that are switched off. Incidents that do not fit
//     get another prepare wave, since no migration goes before them; what else does not fit comes after everything.
//   - Pilot: a few senders of little risk, one of each kind and route in turn, at most a third of all that move.
//   - Regular: in the order that the policy asks for, by default the one with the least exposure.
//   - Last: high risk, and jobs that run so seldom that a failure would go unseen.
//
// A wave without senders does not exist, and numbers have no gaps after the prepare wave. These hold always:
//
//   - Start, end and go/no-go are working days, and so are starts and ends of items.
//   - Work is laid on days: none holds more than its share of the hours of a week, in total and for each owner with a limit. So no week does.
//   - A wave lasts until its work is done, on as many working days as the policy gives it at most; prepare waves and the pilot last all of them.
//   - The go/no-go comes after the soak days of the wave before, and before the wave starts; the first one is on the day of AsOf at the earliest.
//   - A wave holds at most capacity.itemsPerWave senders. Only a unit that is larger than a whole wave exceeds that or a wave's length; it has the wave for
//     itself, which lasts as long as its work takes, and a warning says so.
//   - A pin ("this sender in wave 3", "never before 12 January") is kept, or a warning says why it can't be.
//
// A sender that can't be done before the deadline still gets its wave, and a warning names it; [Plan].Remedies are changes of the policy that were tried on these very
// senders, and [Plan].Fallbacks keep Basic on for them, as work with an owner and an end. Where the calendar has no working day for a year, or the policy an
// end, the rest is in Plan.Unplanned.
//
// Days in a [Step] (T-7) are working days from the item's End, its cut-over day; work that would lie before the first day of
// the plan is pulled to it.
//
// # How good the schedule is
//
// The objectives are, in this order: least exposure, the earliest last day, few waves for each department (site, project), even load. An order of units is laid out
// into waves (schedule.go) and made better by random changes that are the same every time, and then by single ones (search.go). At last departments are kept
// together, for waves.togetherPercent of the exposure at most. TestExposureIsNearTheOptimum compares this with true optima on 200 problems of up to 40 units; its log has
// the figures. With more than some hundred units the first order is taken, by weight for what a unit takes of a wave, and little is searched.
//
// # An earlier plan
//
// With one, items whose work has begun (in-progress, validating, done) are taken over as they are, be their sender in the inventory or not. Others keep their wave and their days
// while the wave is ahead and has room, and their status and owner; waves keep their days while these can be worked on. What is new, overdue or without room is put
// into the first wave ahead that fits, or into new ones at the end. A new incident goes into the first wave ahead that has room, whatever its type.
// Where people choose another route for an item after work on it has begun (see [Plan.Decided]), it stays where it is: the steps up to that day are kept as those of the
// route that was left, the steps of the new one follow, and the way back leads from both to where the sender was before any work. A warning names such senders.
// [Plan].Moves lists every difference with its reason. So a small change of the input is a small change of the plan.
//
// # Milestones
//
// Microsoft's dates are data with their source (milestones.yaml) and reach rules by id only: the default deadline and how long a way back is
// possible follow from them. A file of one's own can take their place ([ReadMilestones]). How the default changes at the end of December 2026, and on which day, was
// not announced when they were looked at; letters, fallbacks and ways back say so where it matters.
//
// # Words
//
// Every English sentence in a plan stands beside the id of its phrase and its values, and [PhraseOf] gives the phrase in every language.
//
// # Dependencies
//
// go.yaml.in/yaml/v3 reads policy.yaml and milestones.yaml, because it keeps lines and columns for messages.
package plan
