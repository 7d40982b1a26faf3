// Package pseudonym replaces the people, addresses and accounts of a tenant in any text by pseudonyms, the same one for the same original everywhere.
//
// It is pure: [New] takes a secret, an inventory, a plan and the pseudonyms that were given before, and [Names.Hide] is a function from text to text for
// export.Options.Hide. The secret, and the table by which pseudonyms are led back ([Names.Used]), are the caller's to keep.
//
// # What is replaced
//
//	account       user-7f3a2c91@d-1b2c3d4e.example (address), Account 7f3a2c91 (display name), id-7f3a2c91 (object id), item-7f3a2c91 (row of the plan)
//	other address mail-7f3a2c91d0a4@d-1b2c3d4e.example
//	other person  Person 7f3a2c91d0a4 (an owner who is no account of the inventory)
//	origin        ip-…, net-…; loopback and unspecified addresses are nobody's and stay
//	place         d-….example (a domain of the tenant's addresses), host-….d-….example (a host in it), tenant-… (the tenant's id)
//	made of them  client-… and group-… (ids that are sums of names and addresses, which somebody who guesses can try), login-… (DOMAIN\user)
//
// The digits are the start of an HMAC-SHA256 of the kind and the original, so they say nothing without the secret; where two originals would share them,
// both get more. The digits of an account are those of its address, so that its address, name and ids are known for one account. A display name that
// several accounts have gets digits of its own. A pseudonym that was given once stays, even where the account is renamed or somebody else takes its name.
//
// Upper and lower case, full-width and half-width, composed and decomposed characters and invisible ones make no difference.
//
// # Where it is replaced
//
// A text that is an identifier as a whole gives its pseudonym. In any other text (a command, a reason, a file's name) these are replaced:
//
//   - every address (a@b), IPv4 and IPv6 address and network, whether known or not; hosts in the tenant's domains; DOMAIN\user where the user is known, the domain is
//     the tenant's, or it is written in capitals;
//   - every known identifier between word boundaries, whatever signs (quotes doubled or not, "%20", "_") stand between its words, two words in either order. A name must
//     have weight for that: at least one letter, and four points, of which a letter or digit counts one and a Chinese, Japanese or Korean character two. A
//     lighter name ("IT", "a") is replaced as a whole value only, because it would tear other words apart. Chinese characters, hiragana and hangul are
//     words of their own, as no space parts them; a run of katakana is one word;
//   - in file names, the part before @ of a known address, if it has that weight.
//
// # What stays
//
//   - Names of the organisation, departments, sites, projects, applications, groups and policies, except for known identifiers in them. The organisation's name may be
//     the very word in its domain.
//   - A display name of digits and signs alone with fewer than six digits: as a value it can't be told from a figure.
//   - Words of the program. They are never looked at, so an account may be called "active".
//   - Names in free text of people who are on no list, parts of names (a surname alone), nicknames, telephone numbers, hardware addresses, IP addresses in
//     another notation (with dashes, or as reverse names), names of more than 128 words, and anything encoded other than with % or \u. They can't be known.
//     Read a report before it leaves the house.
//   - What can be put together: dates, counts, sums of files, and the order of rows, which is that of the addresses. Pseudonyms are not anonymity.
//
// # Dependencies
//
// golang.org/x/text/unicode/norm, kept by the Go team: the normal forms of Unicode are tables that nobody should copy.
package pseudonym
