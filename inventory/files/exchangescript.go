package files

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"strings"

	"unbasic/inventory/files/table"
)

//go:embed exchange.ps1
var exchangeScript string

// ExchangeScript gives a PowerShell script for an administrator who may read Exchange Online: it exports the settings that decide about SMTP AUTH and
// changes nothing. The text is UTF-8 without a byte order mark and has lines that end in LF. Its help holds Japanese, for which Windows PowerShell 5.1 must
// find a mark at the beginning of the file, so write one before it; of what the script does, every line is ASCII.
func ExchangeScript() string { return exchangeScript }

// summaryBegins is how the script's summary begins, and summaryRefused what stands in its line of a step that read nothing.
const (
	summaryBegins  = "unbasic exchange export, "
	summaryRefused = ": NOT READ: "
)

// summaryRead is the line of a step that was read.
var summaryRead = regexp.MustCompile(`^[a-z-]+\.csv: \d+ rows(, without .+)?$`)

// readSummary reads the script's summary: a line a step. Steps that were refused are what is missing, with Exchange's reason.
func readSummary(r io.Reader, result *Result) error {
	text, _, err := table.Text(r)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(text)
	for number := 1; lines.Scan(); number++ {
		switch line := strings.TrimSpace(lines.Text()); {
		case number == 1 || line == "":
		case strings.Contains(line, summaryRefused):
			file, why, _ := strings.Cut(line, summaryRefused)
			result.Rows++
			result.leave(AsideUnreadable, 1, file+" was not read: "+why)
		case !summaryRead.MatchString(line):
			result.Rows++
			result.leave(AsideUnreadable, 1, fmt.Sprintf("line %d is cut or is not the script's", number))
		default:
			result.Rows++
			result.Used++
			if _, without, ok := strings.Cut(line, ", without "); ok {
				result.Notes = append(result.Notes, line[:strings.Index(line, ":")+1]+" Exchange did not answer "+without)
			}
		}
	}
	return lines.Err()
}
