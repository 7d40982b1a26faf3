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
// # Rooms
//
//   - inventory/evidence keeps records as they were served, with a manifest of hashes
//   - inventory/graph reads a tenant through the Microsoft Graph SDK; nothing else imports that SDK
//   - inventory/kql is the queries by which an engine counts sign-ins where the logs lie
//   - inventory/loganalytics asks a Log Analytics workspace; nothing else imports its SDK
//   - inventory/smtp knows what Exchange Online answers to a client that submits mail
//   - inventory/files reads records out of evidence: what Graph served, and every file that can be exported
package inventory
