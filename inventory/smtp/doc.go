// Package smtp knows what Exchange Online answers to a client that submits mail: which reply means what, who repairs it, and how.
//
// The replies are a table (replies.go) and [Recognise] finds the entry of a text, however it was pasted: over several lines, with host names,
// quotes, time stamps and the words of a device or a library around it. A reply is known by its enhanced status code (RFC 3463) together with its
// words, since Exchange gives one code to many refusals: 5.7.139 alone means hardly more than "no". Where only the code is known to be always the same,
// the table says so. A text that is not in the table is not guessed at: what of it means something by the standards is said, and which known replies
// share its code.
//
// To add a reply: an entry in replies.go, and its text as it was seen in the table of replies_test.go.
package smtp
