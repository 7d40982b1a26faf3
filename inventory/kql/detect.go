package kql

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
)

// Detection is a rule that watches a plan's senders in a workspace, run at intervals by Microsoft Sentinel or as an alert of Azure Monitor.
type Detection string

// The detections.
const (
	// UsedAgain: a sender signed in with Basic after its cut-over.
	UsedAgain Detection = "finished-sender-used-basic"
	// StillTries: a sender fails with Basic after its cut-over, as something does that is configured: its mail is lost.
	StillTries Detection = "finished-sender-still-tries"
	// GuessedAt: passwords of senders are guessed.
	GuessedAt Detection = "guessing-at-senders"
	// GotIn: the right password of a sender came from where passwords are guessed.
	GotIn Detection = "guessing-got-in"
)

// Detections are all of them, in the order of their constants.
func Detections() []Detection { return []Detection{UsedAgain, StillTries, GuessedAt, GotIn} }

// Dated reports whether a detection takes the moment from which each sender has to be silent.
func (d Detection) Dated() bool { return d == UsedAgain || d == StillTries }

// Every is how often a detection is to be run: it speaks of what came in since the last time, so a longer pause leaves a gap.
func (d Detection) Every() time.Duration {
	if d == StillTries {
		return 24 * time.Hour
	}
	return time.Hour
}

// Reads is how far back a detection looks, 14 days being the most that Sentinel allows. A row can be on its way for days, and a network's guesses and a device's
// rhythm show over days.
func (d Detection) Reads() time.Duration {
	switch d {
	case UsedAgain:
		return 2 * 24 * time.Hour
	case StillTries:
		return 14 * 24 * time.Hour
	}
	return 7 * 24 * time.Hour
}

// namePrefix begins the keys of accounts whose id is not known, so that none is taken for an id.
const namePrefix = "upn:"

var objectID = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// noAccount is how a sign-in log writes an account that it could not find.
const noAccount = "00000000-0000-0000-0000-000000000000"

// Account is the key of an account in the list that a detection is given: its id, or its name where that is not known.
func Account(userID, upn string) string {
	if id := strings.ToLower(strings.TrimSpace(userID)); objectID.MatchString(id) && id != noAccount {
		return id
	}
	return namePrefix + strings.ToLower(strings.TrimSpace(upn))
}

// Query is the text of a detection for a Log Analytics workspace. Before it stands "let planned = …;", a table of the senders with the columns Account (see
// [Account]) and, for one that is [Detection.Dated], Silent. Each row of the result has the columns UserId, UserPrincipalName and IPAddress.
func (d Detection) Query() string {
	l := inventory.LimitsOfGuessing()
	fill := strings.NewReplacer(
		"{reads}", span(d.Reads()), "{every}", span(d.Every()),
		"{filter}", filter(), "{marked}", marked("UserAgent", basicMarks)+` or AuthenticationProtocol =~ "ropc"`, "{submits}", submits(),
		"{guesses}", codes(inventory.ErrorClass.LooksLikeGuessing), "{right}", codes(inventory.ErrorClass.ProvesPassword),
		"{many}", strconv.Itoa(l.ManyAccounts), "{share}", strconv.Itoa(l.HomeShare), "{crowd}", strconv.Itoa(l.Crowd), "{crowdShare}", strconv.Itoa(l.CrowdShare),
		"{few}", strconv.Itoa(l.FewSuccesses), "{homeDays}", strconv.Itoa(l.HomeDays), "{aDay}", strconv.Itoa(l.RowsADay), "{dictionary}", strconv.Itoa(l.Dictionary),
		"{fewRows}", strconv.Itoa(l.FewRows), "{fewDays}", strconv.Itoa(l.FewDays), "{name}", namePrefix, "{nobody}", noAccount,
	)
	return fill.Replace(queries[d])
}

func span(d time.Duration) string {
	if d%(24*time.Hour) == 0 {
		return strconv.Itoa(int(d/(24*time.Hour))) + "d"
	}
	return strconv.Itoa(int(d/time.Hour)) + "h"
}

// submits is the condition for rows of SMTP with Basic, in the order of channelOf in inventory: what is called SMTP, but for tokens, and what carries the mark of
// Basic and has no other name, but for the mark of POP and IMAP.
func submits() string {
	return fmt.Sprintf(`(ClientAppUsed contains "smtp" and (Marked or AuthenticationProtocol !in~ ("oAuth2", "deviceCode"))
        or Marked and not(%s) and trim(@"\s+", ClientAppUsed) !in~ (%s))`, marked("UserAgent", readerMarks), quoted(inventory.ClientAppsBesideSMTP()))
}

// readerMarks are those of basicMarks that speak of POP and IMAP.
var readerMarks = []string{"CBAinPROD", "CBAinTAR"}

// marked is the condition for text with one of a few words in it.
func marked(column string, marks []string) string {
	list := make([]string, len(marks))
	for i, mark := range marks {
		list[i] = fmt.Sprintf("%s contains %q", column, mark)
	}
	return strings.Join(list, " or ")
}

func codes(of func(inventory.ErrorClass) bool) string {
	var list []string
	for _, code := range inventory.CodesOf(of) {
		list = append(list, strconv.Itoa(code))
	}
	return strings.Join(list, ", ")
}

// The parts that queries have in common. An error code that can't be read is -1, as in leg. TimeGenerated is when a row was taken in or a little before; what is
// new since the last run is told by when it could be read, so that no row falls between two runs and none is told twice.
const (
	rowsPart = `let rows = union isfuzzy=true
    (SigninLogs | where TimeGenerated >= ago({reads}) | extend Arrived = ingestion_time()),
    (AADNonInteractiveUserSignInLogs | where TimeGenerated >= ago({reads}) | extend Arrived = ingestion_time())
| extend AuthenticationProtocol = tostring(column_ifexists("AuthenticationProtocol", ""))
| where {filter}
| extend Marked = {marked}
| project At = CreatedDateTime, Arrived, UserId = tolower(UserId), UserPrincipalName = tolower(UserPrincipalName), AppDisplayName, ClientAppUsed,
    UserAgent, IPAddress, ErrorCode = coalesce(toint(ResultType), int(-1)),
    Submits = {submits};
`
	// A network is a /24 or a /64, as in inventory; addresses come with ports, too, and as IPv4 in IPv6.
	networksPart = `let placed = rows
| extend Four = extract(@"^(?:::[fF]{4}:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$", 1, IPAddress)
| extend Network = iff(isnotempty(Four), format_ipv4_mask(Four, 24), parse_ipv6_mask(IPAddress, 64));
let seen = placed
| where isnotempty(Network)
| extend IsGuess = ErrorCode in ({guesses}), IsRight = ErrorCode in ({right})
| summarize Guesses = countif(IsGuess), Right = countif(IsRight), Successes = countif(ErrorCode == 0), FirstGuess = minif(At, IsGuess),
    FirstRight = minif(At, IsRight), LastRight = maxif(At, IsRight), NewGuess = maxif(Arrived, IsGuess), NewRight = maxif(Arrived, IsRight),
    IPAddress = take_any(IPAddress), RightFrom = take_anyif(IPAddress, IsRight)
    by Network, UserId, UserPrincipalName, Day = startofday(At)
| summarize Guesses = sum(Guesses), MostADay = max(Guesses), Right = sum(Right), RightDays = countif(Right > 0), Successes = sum(Successes),
    FirstGuess = min(FirstGuess), FirstRight = min(FirstRight), LastRight = max(LastRight), NewGuess = max(NewGuess), NewRight = max(NewRight),
    IPAddress = take_any(IPAddress), RightFrom = take_anyif(RightFrom, Right > 0), UserPrincipalName = take_any(UserPrincipalName)
    by Network, UserId, Name = iff(UserId in ("", "{nobody}"), UserPrincipalName, "")
| extend Home = Right > 0 and (Successes > {few} or RightDays >= {homeDays});
let guessing = seen
| summarize Failed = countif(Guesses > 0 and Right == 0), Known = countif(Right > 0), AtHome = countif(Home), Began = min(FirstGuess) by Network
| where Failed >= {many} and Failed >= {share} * Known and (AtHome == 0 or Failed >= {crowd} and Failed >= {crowdShare} * AtHome)
| project Network, AccountsTried = Failed, Began;
`
	// An account is looked for by its id and by its name, since a list has the name where it does not know the id.
	plannedPart = `| mv-expand Account = pack_array(UserId, strcat("{name}", UserPrincipalName)) to typeof(string)
| lookup kind=inner planned on Account
`
)

var queries = map[Detection]string{
	UsedAgain: rowsPart + `rows
| where Submits and ErrorCode == 0 and Arrived > ago({every})
` + plannedPart + `| where At >= Silent
| summarize SignIns = count(), First = min(At), Last = max(At), Applications = make_set(AppDisplayName, 20), UserAgents = make_set(UserAgent, 20)
    by UserId, UserPrincipalName, IPAddress, ClientAppUsed, Silent
`,
	StillTries: rowsPart + networksPart + `placed
| where Submits and ErrorCode != 0
` + plannedPart + `| where At >= Silent
| lookup kind=leftouter guessing on Network
| where isnull(Began)
| summarize Rows = count(), First = min(At), Last = max(At), NewFailure = max(Arrived), IPAddress = take_any(IPAddress), ErrorCodes = make_set(ErrorCode, 20),
    UserAgents = make_set(UserAgent, 20)
    by UserId, UserPrincipalName, Network, Silent, Day = startofday(At)
| summarize Failures = sum(Rows), Days = count(), MostADay = max(Rows), First = min(First), Last = max(Last), NewFailure = max(NewFailure),
    IPAddress = take_any(IPAddress), ErrorCodes = make_set(ErrorCodes, 20), UserAgents = make_set(UserAgents, 20)
    by UserId, UserPrincipalName, Network, Silent
| where NewFailure > ago({every}) and Failures >= {fewRows} and Days >= {fewDays} and MostADay <= {aDay}
`,
	GuessedAt: rowsPart + networksPart + `seen
| where Guesses > 0 and Right == 0 and NewGuess > ago({every})
` + plannedPart + `| lookup kind=leftouter guessing on Network
| extend Rule = case(isnotnull(Began), "guess-network", MostADay > {aDay}, "guess-stray", "")
| where Rule != ""
| project UserId, UserPrincipalName, IPAddress, Network, Rule, Guesses, MostADay, AccountsTried, FirstGuess, NewGuess
`,
	GotIn: rowsPart + networksPart + `seen
| where Right > 0 and NewRight > ago({every})
` + plannedPart + `| lookup kind=leftouter guessing on Network
| extend Rule = case(not(Home) and Began < LastRight, "guess-network",
    Guesses >= {dictionary} and Successes between (1 .. {few}) and FirstGuess < FirstRight, "guess-dictionary", "")
| where Rule != ""
| project UserId, UserPrincipalName, IPAddress = RightFrom, Network, Rule, Successes, RightPasswords = Right, Guesses, AccountsTried, Began, FirstRight, LastRight
`,
}
