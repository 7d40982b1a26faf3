// Package population invents tenants of any size whose truth is known, so that verdicts can be measured on organisations that nobody tuned a rule on.
//
// [New] makes one from a seed: offices in one or several countries, people, devices, applications and those who guess passwords over all of them. Every
// account is of one archetype (archetypes.go), and everything about it varies with the seed: places, providers, hours, rates, names, licences, and what
// goes wrong. Equal arguments give equal bytes. Nothing of it is kept: [Population.SignIns] makes the rows account by account, so memory grows with accounts
// (a few words each) and not with rows.
//
// # What is true of it
//
// [Population.Truth] says what an inventory should find of every account that is a sender. Verdict, kind and licence are set where the archetype is
// written, by the words of the contract; figures are counted while rows are made, each row being told by its maker whether it is the account's own or
// somebody's guess. Neither knows how a classifier works. Cases on which the contract can be read in two ways are not made:
//
//   - a client that has failed with a wrong password for as long as the log goes back, and an account with one client that works and one that is broken
//   - a guesser whose password was right but who was stopped by a policy, and one who comes back from a place that guesses nothing else
//   - use that a report alone tells of with its protocol, or of an account that cannot have a mailbox
//   - an open mailbox, or one that a report names, whose only rows are guesses; guesses from an office or against an account that is disabled
//   - guesses with which a network that tries few others gets in, or from the country of an office against one account alone
//   - where the log names no autonomous systems, a wrong password from an address that moves over networks, and somebody who tries
//     one account alone from a country in which the organisation has servers or travellers
//   - a kind that nothing shows: such a sender's Kind is [inventory.KindUnknown] and is not scored
//
// # How it is used
//
//	p := population.New(seed, 3000, asOf)
//	in := p.Input()
//	in.Rows = inventory.NewTally(&in.Window, nil)
//	for row := range p.SignIns() {
//		in.Rows.Add(row)
//	}
//	inv := inventory.Analyze(in) // to be compared with p.Truth()
//
// Domains and addresses are those reserved for documentation, autonomous systems are reserved or private, and people are called things like 見本 太郎 or
// Ima Ginary. IPv4 has room for three networks only, so most places are on IPv6.
package population
