// Package inventory says who in a tenant still sends mail with a password, how sure that is, and
// whether the account behind it is licensed to.
//
// It is the middle of the program and knows nothing of its edges: no network, no file, no clock, no
// logger. Values come in (sign-ins, users, subscriptions, coverage) and one [Inventory] comes out, which is
// the contract between this stage and the next and is written to inventory.json.
//
//	evidence/ --[inventory/files]--> SignIn, User, Use --[Tally, Analyze]--> Inventory --> plan
//
// Start reading at [Inventory] for what is said, at [Tally] for how rows are folded, at [Analyze] for how
// a verdict is reached, and at rules.go for the words of every rule.
//
// # Words
//
//   - tenant: one Microsoft 365 organisation
//   - sign-in: one record of the Entra sign-in log. It is a token request, not a message
//   - sender: one account that submits mail with a password, tries to, or is set up so that it could
//   - client: one place a sender sends from: protocol, network, user agent and application
//   - verdict: what the evidence says of a sender, always with reasons
//   - licence state: whether the account may have an Exchange Online mailbox, with the rule that said so
//   - coverage: what was asked for, what was read, what is missing and why
//
// # How a verdict is reached
//
// A [Tally] folds rows into cells: one account, one address, one program. [Analyze] then goes through four steps, each in a file of its own.
//
//   - guessing.go looks at addresses, networks and providers over all accounts, and says which of them guess passwords. Rows of a sender that come from there, or from
//     a place where its password was never right and that has no rhythm of a machine, are put aside with the rule that said so; they are in none of the sender's figures.
//   - clients.go unites what is left into clients. A line whose address moves within one provider and country is one client; lines that are in use side by side are
//     several. rhythm.go measures when a client signs in, and whether it stopped.
//   - verdict.go asks placeRules of every client; the weightiest verdict of its clients is the sender's.
//   - kind.go weighs kindRules, license.go asks licenseRules, switch.go lays the layers of the switch upon another, governance.go asks governanceFindings.
//
// Rules are lists of an id, what they say and a condition. Their sentences are in rules*.go, in English and Japanese, and every rule has a scene in the tests.
//
// # How good it is, and where it is not
//
// TestAccuracy measures it on tenants of samples/population, which was written without a look at the rules: go test ./inventory -run TestAccuracy -long -v. It fails below
// 99 % of verdicts and 90 % of kinds, and for any guessed-at account called active, any real sender called noise, any licence state or finding that is wrong and any count that
// is not exact. What the rules can't know, or get wrong:
//
//   - a wrong password all along is a broken client where others of the tenant are at home, and noise where nobody is: the rows are the same
//   - who guesses at few accounts from a place and is let in by one of them again and again looks at home there
//   - without autonomous systems in the log (v1.0, advanced hunting), a line that moves is several clients, and some failures of one whose password was changed are put aside
//   - an interval shorter than a day is worked out from rows a day, for clients that work around the clock only
//   - a client that was seen on fewer than four days, or on days at the end of a month alone, is never called stopped
//   - an account whose name misleads, and of which nothing else is known, gets the wrong kind; policy.yaml has the last word
//
// TestLimitsOfTheVerdictRules holds some of these scenes.
//
// # Rooms
//
//   - inventory/evidence keeps records as they were served, with a manifest of hashes
//   - inventory/graph reads a tenant through the Microsoft Graph SDK; nothing else imports that SDK
//   - inventory/smtp is the replies of Exchange Online to a client that submits mail, and what to do about each
//   - inventory/kql is the queries by which an engine counts sign-ins where the logs lie
//   - inventory/loganalytics asks a Log Analytics workspace; nothing else imports its SDK
//   - inventory/smtp knows what Exchange Online answers to a client that submits mail
//   - inventory/files reads records out of evidence: what Graph served, and every file that can be exported
package inventory
