package files

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/files/jsonfile"
)

// signInField is one thing that a sign-in record may say, under whatever name its format has for it.
type signInField int

const (
	fieldID signInField = iota
	fieldTime
	fieldTaken // when the record was taken in, for formats that may lack the time of the event
	fieldUserID
	fieldUPN
	fieldName
	fieldApp
	fieldClientApp
	fieldAgent
	fieldProtocol
	fieldIP
	fieldCode
	fieldReason
	fieldCountry
	fieldPlace    // "City, State, CC"
	fieldStatus   // Success, Failure, Interrupted; or Graph's status as JSON text
	fieldDetails  // Graph's location as JSON text
	fieldCategory // of a diagnostic-settings record
	fieldPrincipal
	fieldASN
	fieldSteps // authenticationDetails as it is written: a list, or text that holds one
	// These are only in groups of rows that an engine counted.
	fieldRows
	fieldLast
	fieldHours
	fieldCertificates
	signInFields
)

// fieldPaths are the places where a field may be, the best first.
type fieldPaths struct {
	field signInField
	paths []string
}

// jsonPaths are where a field is found in JSON: first in Graph's record, as the portal and Log Analytics have it too, then in a record of diagnostic settings,
// which has Graph's under "properties". Names are compared without regard to case.
var jsonPaths = []fieldPaths{
	{fieldID, []string{"id", "properties.id"}},
	{fieldTime, []string{"createdDateTime", "properties.createdDateTime"}},
	{fieldTaken, []string{"timeGenerated", "time"}},
	{fieldUserID, []string{"userId", "properties.userId"}},
	{fieldUPN, []string{"userPrincipalName", "properties.userPrincipalName"}},
	{fieldName, []string{"userDisplayName", "properties.userDisplayName"}},
	{fieldApp, []string{"appDisplayName", "properties.appDisplayName"}},
	{fieldClientApp, []string{"clientAppUsed", "properties.clientAppUsed"}},
	{fieldAgent, []string{"userAgent", "properties.userAgent"}},
	{fieldProtocol, []string{"authenticationProtocol", "properties.authenticationProtocol"}},
	{fieldIP, []string{"ipAddress", "properties.ipAddress", "callerIpAddress"}},
	{fieldCode, []string{"status.errorCode", "status_dynamic.errorCode", "properties.status.errorCode", "resultType"}},
	{fieldReason, []string{"status.failureReason", "status_dynamic.failureReason", "properties.status.failureReason", "resultDescription"}},
	{fieldCountry, []string{
		"location.countryOrRegion", "locationDetails.countryOrRegion", "locationDetails_dynamic.countryOrRegion", "properties.location.countryOrRegion",
	}},
	{fieldPlace, []string{"location"}},
	{fieldStatus, []string{"status", "status_string", "status_dynamic", "properties.status"}},
	{fieldDetails, []string{"locationDetails", "locationDetails_string", "locationDetails_dynamic", "properties.location"}},
	{fieldCategory, []string{"category"}},
	{fieldPrincipal, []string{"servicePrincipalId", "properties.servicePrincipalId"}},
	{fieldASN, []string{"autonomousSystemNumber", "properties.autonomousSystemNumber"}},
	{fieldSteps, []string{"authenticationDetails", "properties.authenticationDetails"}},
}

// huntingPaths are the same for advanced hunting's EntraIdSignInEvents and its forerunner, which have neither the number of the autonomous system nor the steps of
// an authentication.
var huntingPaths = []fieldPaths{
	{fieldID, []string{"requestId"}},
	{fieldTime, []string{"timestamp"}},
	{fieldUserID, []string{"accountObjectId"}},
	{fieldUPN, []string{"accountUpn"}},
	{fieldName, []string{"accountDisplayName"}},
	{fieldApp, []string{"application"}},
	{fieldClientApp, []string{"clientAppUsed"}},
	{fieldAgent, []string{"userAgent"}},
	{fieldProtocol, []string{"logonType"}},
	{fieldIP, []string{"ipAddress"}},
	{fieldCode, []string{"errorCode"}},
	{fieldCountry, []string{"country"}},
}

// groupPaths are the columns of the queries of inventory/kql.
var groupPaths = []fieldPaths{
	{fieldTime, []string{"first"}},
	{fieldUserID, []string{"userId"}},
	{fieldUPN, []string{"userPrincipalName"}},
	{fieldName, []string{"userDisplayName"}},
	{fieldApp, []string{"appDisplayName"}},
	{fieldClientApp, []string{"clientAppUsed"}},
	{fieldAgent, []string{"userAgent"}},
	{fieldProtocol, []string{"authenticationProtocol"}},
	{fieldIP, []string{"ipAddress"}},
	{fieldCode, []string{"errorCode"}},
	{fieldReason, []string{"failureReason"}},
	{fieldCountry, []string{"country"}},
	{fieldRows, []string{"rows"}},
	{fieldLast, []string{"last"}},
	{fieldHours, []string{"hours"}},
	{fieldASN, []string{"autonomousSystemNumber"}},
	{fieldCertificates, []string{"certificateRows"}},
}

// listNames are the names under which a page or a wrapper holds its records: Graph's, an event hub's, and advanced hunting's.
var listNames = []string{"value", "records", "results"}

// jsonFields tells for every slot of a spec which field it holds.
type jsonFields struct {
	spec   *jsonfile.Spec
	fields []signInField
}

func newJSONFields(list []fieldPaths) jsonFields {
	var paths []string
	var j jsonFields
	for _, f := range list {
		for _, path := range f.paths {
			paths = append(paths, path)
			j.fields = append(j.fields, f.field)
		}
	}
	j.spec = jsonfile.NewSpec(listNames, paths...)
	return j
}

// signInDecoder makes sign-ins of fields. It is for one goroutine. Texts that come again and again are kept once.
type signInDecoder struct {
	order dateOrder
	texts [signInFields][]byte
	known map[string]string
	ids   strings.Builder
	// places are rows without what tells rows of one place apart, by alike.
	places map[uint64]*inventory.SignIn
}

func newSignInDecoder(order dateOrder) *signInDecoder {
	return &signInDecoder{order: order, known: map[string]string{}, places: map[uint64]*inventory.SignIn{}}
}

// fieldWords name a field in an error.
var fieldWords = [signInFields]string{
	"the id", "the time", "the time", "the user's id", "the user's name", "the display name", "the application", "the client app", "the user agent",
	"the authentication protocol", "the IP address", "the error code", "the failure reason", "the country", "the location", "the status",
	"the location", "the category", "the service principal", "the autonomous system's number", "the steps of the authentication", "the number of rows", "the time of the last row", "the rows by hour",
	"the number of rows with a certificate",
}

// brief gives the beginning of a value, for an error.
func brief(value []byte) string {
	const most = 40
	if len(value) > most {
		return strconv.Quote(string(value[:most])) + "…"
	}
	return strconv.Quote(string(value))
}

// keep gives a text that may be held for long.
func (d *signInDecoder) keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if s, ok := d.known[string(text)]; ok {
		return s
	}
	if len(d.known) == maxKnown {
		clear(d.known) // what is counted has its own hold on its texts
	}
	s := string(text)
	d.known[s] = s
	return s
}

// maxKnown bounds what is kept of texts that never come again.
const maxKnown = 200_000

// signIn makes a sign-in of the texts.
func (d *signInDecoder) signIn() (inventory.SignIn, error) {
	t := &d.texts
	if err := d.ours(); err != nil {
		return inventory.SignIn{}, err
	}
	d.unpack()
	at, err := d.moment(t[fieldTime])
	if len(t[fieldTime]) == 0 && len(t[fieldTaken]) > 0 {
		at, err = d.moment(t[fieldTaken])
	}
	if err != nil {
		return inventory.SignIn{}, err
	}
	code, err := codeOf(t[fieldCode], t[fieldStatus])
	if err != nil {
		return inventory.SignIn{}, err
	}
	if len(t[fieldUserID]) == 0 && len(t[fieldUPN]) == 0 {
		return inventory.SignIn{}, errNoAccount
	}
	alike := d.alike()
	known := d.places[alike]
	if known == nil {
		known = d.place()
		known.Alike = new(inventory.Alike)
		if len(d.places) == maxPlaces {
			clear(d.places)
		}
		d.places[alike] = known
	}
	s := *known
	s.ID, s.Time, s.ErrorCode = d.id(t[fieldID]), at, code
	if code != 0 {
		s.FailureReason = d.keep(t[fieldReason])
	}
	return s, nil
}

// id gives a text that is another one in every row. Many share one piece of memory.
func (d *signInDecoder) id(text []byte) string {
	const piece = 16 << 10
	if d.ids.Cap()-d.ids.Len() < len(text) {
		d.ids = strings.Builder{}
		d.ids.Grow(max(piece, len(text)))
	}
	start := d.ids.Len()
	d.ids.Write(text)
	return d.ids.String()[start:]
}

// maxPlaces bounds what is kept of places that never come again: a few hundred bytes each.
const maxPlaces = 150_000

// placeSeed makes the hashes of all decoders the same.
var placeSeed = maphash.MakeSeed()

// placeFields are what rows of one place have in common.
var placeFields = [...]signInField{
	fieldUserID, fieldUPN, fieldName, fieldApp, fieldClientApp, fieldAgent, fieldProtocol, fieldIP, fieldCountry, fieldPlace, fieldASN,
}

// alike is the same for rows of one place, and never 0. With 64 bits, two places among a million that share one, whose rows would count as one place's, have a chance of
// about one in forty million.
func (d *signInDecoder) alike() uint64 {
	var sum uint64
	for _, field := range placeFields {
		sum = (sum ^ maphash.Bytes(placeSeed, d.texts[field])) * 0x9e3779b97f4a7c15
	}
	if d.certificate() {
		sum++
	}
	return max(sum, 1)
}

// certificate reports whether a row of ActiveSync shows a certificate.
func (d *signInDecoder) certificate() bool {
	return len(d.texts[fieldSteps]) > 0 && isActiveSync(d.texts[fieldClientApp]) && showsCertificate(d.texts[fieldSteps])
}

// place makes a sign-in of what rows of one place have in common.
func (d *signInDecoder) place() *inventory.SignIn {
	t := &d.texts
	s := &inventory.SignIn{
		UserID: d.keep(t[fieldUserID]), UPN: d.keep(t[fieldUPN]), DisplayName: d.keep(t[fieldName]),
		App: d.keep(t[fieldApp]), ClientApp: d.keep(t[fieldClientApp]), UserAgent: d.keep(t[fieldAgent]), AuthProtocol: d.keep(t[fieldProtocol]),
		IP: d.keep(t[fieldIP]), Country: d.keep(t[fieldCountry]), ASN: systemOf(t[fieldASN]), Certificate: d.certificate(),
	}
	if strings.Contains(strings.ToLower(s.AuthProtocol), "resource owner password") {
		s.AuthProtocol = "ropc" // advanced hunting spells the grant out (assumed)
	}
	if s.Country == "" && len(t[fieldPlace]) > 0 {
		s.Country = countryOf(string(t[fieldPlace]))
	}
	return s
}

// systemOf reads the number of an autonomous system, which has 32 bits (RFC 6793). Graph has a number for it, Log Analytics text. Whatever else is there says nothing of
// the network, and a row with it is as good as one without.
func systemOf(text []byte) int {
	const most = 1<<32 - 1
	if len(text) == 0 || len(text) > len("4294967295") {
		return 0
	}
	var n uint64
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + uint64(c-'0')
	}
	if n > most {
		return 0
	}
	return int(n)
}

// isActiveSync tells by what all spellings of Exchange ActiveSync begin with. It is asked of every row.
func isActiveSync(clientApp []byte) bool {
	const begin = "exchange active"
	return len(clientApp) >= len(begin) && strings.EqualFold(string(clientApp[:len(begin)]), begin)
}

// showsCertificate reports whether one of the steps of an authentication was a certificate. Exchange ActiveSync is the only protocol of Basic that takes one instead of
// a password (Exchange team blog 3606118), so no other row is asked. Entra writes the method as "X.509 Certificate" (Microsoft, "Microsoft Entra certificate-based
// authentication technical deep dive", of interactive sign-ins); that rows of Exchange ActiveSync have the same is assumed.
func showsCertificate(steps []byte) bool {
	var text string
	if json.Unmarshal(steps, &text) == nil {
		steps = []byte(text)
	}
	var list []struct{ AuthenticationMethod string }
	_ = json.Unmarshal(steps, &list) // a step that is none says nothing, and those that can be read stand
	for _, step := range list {
		if strings.Contains(strings.ToLower(step.AuthenticationMethod), "certificate") {
			return true
		}
	}
	return false
}

// ours refuses records of other logs and sign-ins of applications, with which exports mix those of users.
func (d *signInDecoder) ours() error {
	t := &d.texts
	switch category := string(t[fieldCategory]); {
	case category == "" || strings.EqualFold(category, "SignInLogs") || strings.EqualFold(category, "NonInteractiveUserSignInLogs"):
	case strings.EqualFold(category, "ServicePrincipalSignInLogs") || strings.EqualFold(category, "ManagedIdentitySignInLogs"):
		return errApplication
	default:
		return fmt.Errorf("%w: %s", errOtherLog, brief(t[fieldCategory]))
	}
	if len(t[fieldPrincipal]) > 0 && len(t[fieldUPN]) == 0 && noAccount(t[fieldUserID]) {
		return errApplication
	}
	return nil
}

// noAccount reports whether an id is empty or all zeros.
func noAccount(id []byte) bool { return len(bytes.Trim(id, "0-")) == 0 }

var (
	errApplication = errors.New("it is the sign-in of an application")
	errOtherLog    = errors.New("it is a record of another log")
)

// errNoAccount is for a row that no account can be told from.
var errNoAccount = errors.New("neither the user's id nor the user's name is filled in")

// unpack reads objects that came as texts: the non-interactive table of Log Analytics, and every CSV file of it, hold JSON in a cell.
func (d *signInDecoder) unpack() {
	t := &d.texts
	if s := t[fieldStatus]; len(s) > 0 && s[0] == '{' {
		if len(t[fieldCode]) == 0 {
			t[fieldCode] = valueIn(s, "errorCode")
		}
		if len(t[fieldReason]) == 0 {
			t[fieldReason] = valueIn(s, "failureReason")
		}
		t[fieldStatus] = nil
	}
	for _, field := range []signInField{fieldDetails, fieldPlace} {
		if s := t[field]; len(s) > 0 && s[0] == '{' {
			if len(t[fieldCountry]) == 0 {
				t[fieldCountry] = valueIn(s, "countryOrRegion")
			}
			t[field] = nil
		}
	}
}

// valueIn gives a field of an object as text, a number as it is written.
func valueIn(object []byte, name string) []byte {
	value := jsonfile.Field(object, name)
	if text, ok := jsonfile.Text(value); ok {
		return text
	}
	return value
}

// unknownCode stands for a failure whose code the file does not give; it is no code of Entra's, so nothing is concluded from it.
const unknownCode = -1

// errNoCode is for a row that says neither that it succeeded nor why not.
var errNoCode = errors.New("the error code is missing")

// codeOf reads the error code. In the portal's file a success has none, or 0; a failure without one stays a failure.
func codeOf(code, status []byte) (int, error) {
	text := strings.TrimSpace(string(code))
	word := strings.ToLower(strings.TrimSpace(string(status)))
	success := word == "success" || word == "成功"
	switch {
	case (text == "" || strings.EqualFold(text, "none")) && word == "":
		return 0, errNoCode
	case text == "" || strings.EqualFold(text, "none"):
		if success {
			return 0, nil
		}
		return unknownCode, nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("the error code %s is no number", brief(code))
	}
	if n == 0 && word != "" && !success {
		return unknownCode, nil
	}
	return int(n), nil
}

// countryOf takes the country from "City, State, CC".
func countryOf(place string) string {
	if i := strings.LastIndex(place, ","); i >= 0 {
		place = place[i+1:]
	}
	place = strings.ToUpper(strings.TrimSpace(place))
	if len(place) == 2 && isLetter(place[0]) && isLetter(place[1]) {
		return place
	}
	return ""
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

// maxGroup is more rows than any tenant has of one kind in a day; sums of it do not run over.
const maxGroup = 1 << 30

// group makes a group of rows that an engine counted.
func (d *signInDecoder) group(source string) (inventory.Group, error) {
	t := &d.texts
	s, err := d.signIn()
	if err != nil {
		return inventory.Group{}, err
	}
	s.Alike = nil // groups are told apart by their texts
	g := inventory.Group{SignIn: s, Source: source}
	g.ID = ""
	if g.Last, err = d.moment(t[fieldLast]); err != nil {
		return g, err
	}
	rows, err := strconv.Atoi(strings.TrimSpace(string(t[fieldRows])))
	if err != nil || rows < 1 || rows > maxGroup {
		return g, fmt.Errorf("the number of rows %s is none", brief(t[fieldRows]))
	}
	g.Rows = rows
	// Groups that were counted before the query asked for certificates have no number of them.
	certificates, err := strconv.Atoi(string(t[fieldCertificates]))
	g.Certificate = err == nil && certificates == rows
	var hours map[string]int
	if err := json.Unmarshal(t[fieldHours], &hours); err != nil {
		return g, fmt.Errorf("the rows by hour %s are no JSON object", brief(t[fieldHours]))
	}
	sum := 0
	for hour, n := range hours {
		h, err := strconv.Atoi(hour)
		if err != nil || h < 0 || h > 23 || n < 0 || n > rows {
			return g, fmt.Errorf("the rows by hour %s name no hour of a day, or too many rows of one", brief(t[fieldHours]))
		}
		g.Hours[h] += n
		sum += n
	}
	if sum != rows {
		return g, fmt.Errorf("the rows by hour add up to %d, and the group has %d rows", sum, rows)
	}
	if g.Last.Before(g.Time) || g.Last.UTC().Truncate(24*time.Hour) != g.Time.UTC().Truncate(24*time.Hour) {
		return g, errors.New("the first and the last row are not of one day")
	}
	return g, nil
}
