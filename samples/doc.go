// Package samples is an invented organisation, so that the program can be tried and tested without a tenant.
//
// [New] makes it from a seed and a moment: about 60 accounts in Japanese and English, and what the sign-in log would
// hold of them for the 30 days before that moment, some 13,000 rows. The same seed and moment give the same
// bytes. It can be had in two ways: served over HTTP as Microsoft Graph serves a tenant ([Tenant.Handler]), and written as
// the files that administrators export: the sign-in log in every form of [Forms] ([Tenant.WriteSignIns]), and what Exchange and
// the admin centres say of accounts, in every container of [Exports] ([Tenant.WriteExport]). Nothing in it exists: domains and
// addresses are those reserved for documentation, and the people are called things like 見本 太郎 or Ima Ginary.
//
// # Who is in it
//
//   - office scanners and printers, on workdays, in daytime, some behind one office address
//   - application servers: every quarter of an hour or every night, weekends too, one of them on IPv6
//   - people whose old mail program sends with a password, from one to three networks
//   - a month-end job that a short look at the log would miss
//   - shared mailboxes that send without a licence, one of them with its account blocked
//   - one account for each way in which a licence can be missing, late, switched off or in error
//   - devices that fail though their password is right, and a scanner that worked until its password changed
//   - a guest, and an account that is in the log and was deleted a few days ago
//   - people who only use modern authentication, one of whom sent with SMTP until two months ago, rooms, and equipment; two of them have
//     telephones that speak Exchange ActiveSync with a certificate
//   - applications that may send: one signs in to Exchange Online every hour by itself, one has a permission of Graph, and a mail
//     program has the consent of everybody
//
// and, over all of them, password guessing: two networks that try nearly every account (one of them gets in once),
// and many small ones that try a few accounts slowly. Some names, departments and user agents are hostile on purpose: they
// begin like a formula, or hold markup and terminal control characters.
//
// # What is true of it
//
// [Tenant.Truth] says what an inventory should find. It is written by hand beside each account in catalogue.go and counted
// while rows are made, so it does not depend on any classifier. Start reading there. [Tenant.ExchangeTruth] says the same of the
// exports. They contradict the sign-ins of two accounts on purpose, and say more than them of a third; it says of which. [Tenant.GovernanceTruth]
// says what Entra's policies and registrations make of an account.
//
// # Rooms
//
//   - catalogue.go: the accounts, one line each, with what is true of them
//   - rhythm.go, generate.go, guessing.go, modern.go: when they sign in, from where and with what result
//   - license.go, directory.go: subscriptions, users, groups, domains and the organisation, as Graph shapes them
//   - policies.go: Conditional Access and who is in its groups, security defaults and who is registered for multifactor authentication
//   - applications.go: service principals, their permissions and their own sign-ins
//   - reports.go: usage reports; trace.go: message traces
//   - signin.go: a row and its properties
//   - files.go: the forms of sign-in files; portal.go: the portal's tables; logs.go: diagnostic settings, engines and the audit log
//   - export.go: what Exchange knows of accounts; powershell.go: how PowerShell writes it; downloads.go: what the admin centres save
//   - engines.go, loganalytics.go, hunting.go: the engines that count sign-ins where they live
//   - handler.go, batch.go, list.go, query.go, filter.go: the emulated Graph
package samples
