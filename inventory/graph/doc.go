// Package graph asks Microsoft Graph: it signs in, reads pages, and hands every record on as it was served.
//
// It is the only package that imports the Graph SDK, kiota and azidentity. It decides nothing: what a record means is said in
// inventory and inventory/files. What could not be read is a value, inventory.Coverage, and never a shorter answer.
//
//	Connect -> Client -> Collect(Request, Store) -> Result: window, coverage
//	                  -> Check -> what each source would give
//
// # Rooms
//
//   - source.go: every source, with permission, role, licence and quota; start here to add one
//   - collect.go: one collection: three steps of sources side by side, each failing on its own
//   - slices.go: sign-ins in spans of time, newest first, several at once, sized by what comes back
//   - lists.go: the other sources
//   - pace.go: how fast a quota lets itself be asked; learned from refusals
//   - page.go: one request until it is answered; the package scan cuts its page into records
//   - check.go, access.go: what this sign-in may read
//   - hunting.go: advanced hunting, which counts sign-ins instead of giving them
//   - connect.go: signing in, here and for another service
//
// # How it is complete
//
// A source, or a slice of one, is handed to the Store whole or not at all, and what the Store has kept is not read again: a run that was killed is
// gone on with by calling Collect on the same Store. Slices have closed ends, since Graph documents no other comparison, and a row of an end that two
// slices share belongs to the newer one. A slice that fails behind some pages keeps those, and the rest is read again; one that fails at once is halved; one
// that times out at its shortest goes without the filter on client apps; and what fails then is a gap that the coverage names.
//
// # Why the bodies are taken raw
//
// The SDK builds the requests and signs them. The response bodies are taken as they come, for three reasons: evidence must be what was served; the SDK's
// models drop words that are newer than the SDK and take twenty times the processor time (BenchmarkCollect); and an error body keeps its code and
// request id even where it is no JSON. The SDK's retry handler is left out, because the pace must see every refusal.
//
// Sign-ins are asked of /beta, because v1.0 has neither non-interactive sign-ins nor authenticationProtocol; where beta is refused, interactive ones come from
// v1.0 and the coverage says what that can't see.
//
// Dependencies: msgraph-sdk-go builds requests for Graph; kiota (abstractions, http, authentication-azure) is what it stands on; azidentity
// knows every way to sign in to Entra; x/sync/errgroup ends all readers when one must end the run.
package graph
