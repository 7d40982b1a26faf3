package export

import "unbasic/export/words"

// redaction says what of the report is pseudonyms, what is not, and what nobody can promise.
func (b *book) redaction(row func(topic words.Word, entry, value, detail string)) {
	if b.hide == nil {
		return
	}
	row(words.TopicRedacted, b.say(words.RedactedWhat), b.say(words.RedactedWhatValue), b.say(words.RedactedWhatDetail))
	row(words.TopicRedacted, b.say(words.RedactedStays), b.say(words.RedactedStaysValue), b.say(words.RedactedStaysDetail))
	row(words.TopicRedacted, b.say(words.RedactedUnknown), b.say(words.RedactedUnknownValue), b.say(words.RedactedUnknownDetail))
	row(words.TopicRedacted, b.say(words.RedactedKey), b.say(words.RedactedKeyValue), "")
}
