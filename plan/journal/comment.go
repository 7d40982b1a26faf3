package journal

import "strings"

// Comment is the column in which the comments of a row's cells stand in the next workbook, a line each, with who wrote them ("Iris: ask them first"): in a column
// they are seen, sorted and read back like all that people write. The key is the same in every language, so that there is one such column.
const Comment = Own + "Comment"

// AddComments adds the lines of comments to others. Some programs forget who wrote a comment when they save it: a line without its writer is the same as the one with
// them, and that one is kept.
func AddComments(text, more string) string {
	lines := strings.Split(text, "\n")
	if text == "" {
		lines = nil
	}
next:
	for line := range strings.SplitSeq(more, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		for i, other := range lines {
			switch {
			case other == line, strings.HasSuffix(other, ": "+line):
				continue next
			case other != "" && strings.HasSuffix(line, ": "+other):
				lines[i] = line
				continue next
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
