package samples

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"unbasic/inventory"
)

// nobody is the user id of a sign-in with a name that does not exist.
const nobody = "00000000-0000-0000-0000-000000000000"

// exchangeOnline is the application on both sides of a sign-in with Basic authentication: Exchange takes the password and
// asks for a token with it.
const (
	exchangeOnline     = "00000002-0000-0ff1-ce00-000000000000"
	exchangeOnlineName = "Office 365 Exchange Online"
)

// microsoftTenant owns Microsoft's own applications.
const microsoftTenant = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

// basicAgent is the user agent under which Exchange Online turns a password into a token.
const basicAgent = "BAV2ROPC"

// The log's names of protocols that occur in the sample.
const (
	clientSMTP       = "Authenticated SMTP"
	clientIMAP       = "IMAP4"
	clientPOP        = "POP3"
	clientActiveSync = "Exchange ActiveSync"
	clientBrowser    = "Browser"
	clientApps       = "Mobile Apps and Desktop clients"
)

func isSMTP(client string) bool { return strings.Contains(strings.ToLower(client), "smtp") }

// The values of signInEventTypes: two for people, and one for applications that sign in by themselves.
const (
	interactive    = "interactiveUser"
	nonInteractive = "nonInteractiveUser"
	byPrincipal    = "servicePrincipal"
)

// An identity is somebody as the log names them, with what is true of them and the figures so far.
type identity struct {
	userID, upn, name string
	guest             bool
	archetype         archetype
	verdict           inventory.Verdict
	kind              inventory.Kind
	license           inventory.LicenseState
	licenseEnds       time.Time

	successes, failures, excluded int
	// The last success of all, and with SMTP: what usage reports tell.
	lastSeen, lastSMTP time.Time
}

// note keeps the time of a success.
func (who *identity) note(r *signIn) {
	if r.at.After(who.lastSeen) {
		who.lastSeen = r.at
	}
	if isSMTP(r.client) && r.at.After(who.lastSMTP) {
		who.lastSMTP = r.at
	}
}

// A signIn is one row of the log.
type signIn struct {
	id, correlation string
	at              time.Time
	who             *identity
	client          string
	agent           string
	event           string     // interactive, nonInteractive or byPrincipal
	principal       *principal // that signed in by itself; else nil
	app             *application
	device          *deviceKind
	address         string
	place           *place
	code            int
	latency         int
	factors         int
	reportOnly      bool
	certificate     bool // was handed over, and no password
}

// An application is the two ends of a sign-in.
type application struct {
	id, name, resourceID, resourceName string
	protocol                           string
}

// A deviceKind is what the log saw of a device.
type deviceKind struct {
	id, name, system, browser, trust string
	managed                          bool
}

var (
	basicMail  = &application{exchangeOnline, exchangeOnlineName, exchangeOnline, exchangeOnlineName, "ropc"}
	noDevice   = &deviceKind{}
	failedText = map[int]string{
		0:     "Other.",
		50034: "The user account does not exist in the directory.",
		50053: "The account is locked, or the sign-in came from an address with malicious activity.",
		50055: "The password is expired.",
		50057: "The user account is disabled.",
		50074: "Strong authentication is required.",
		50076: "Multifactor authentication is required because of a change made by an administrator or a new location.",
		50126: "Error validating credentials due to invalid username or password.",
		50140: "The sign-in was interrupted by the question to stay signed in.",
		53003: "Access has been blocked by Conditional Access policies.",
	}
)

// interrupted reports whether the portal calls a result an interruption and not a failure.
func interrupted(code int) bool {
	return code == 50055 || code == 50074 || code == 50076 || code == 50140
}

// before puts the newest row first, as the log is served; rows of one moment are in the order of their ids.
func before(a, b *signIn) int {
	if c := b.at.Compare(a.at); c != 0 {
		return c
	}
	return strings.Compare(a.id, b.id)
}

func (r *signIn) moment() string { return r.at.Format("2006-01-02T15:04:05.9999999Z07:00") }

func (r *signIn) caStatus() string {
	switch {
	case r.code == 53003:
		return "failure"
	case r.client == clientBrowser || r.client == clientApps:
		return "success"
	default:
		return "notApplied"
	}
}

func (r *signIn) requirement() string {
	if r.factors > 1 || r.code == 50074 || r.code == 50076 {
		return "multiFactorAuthentication"
	}
	return "singleFactorAuthentication"
}

// principalID is the id of the application that signed in by itself; empty in the rows of people.
func (r *signIn) principalID() string {
	if r.principal == nil {
		return ""
	}
	return r.principal.id
}

func (r *signIn) userType() string {
	if r.who.guest {
		return "guest"
	}
	return "member"
}

func (r *signIn) crossTenant() string {
	if r.who.guest {
		return "b2bCollaboration"
	}
	return "none"
}

// homeOf is the tenant that an account comes from.
func (t *Tenant) homeOf(r *signIn) string {
	if r.who.guest {
		return t.partnerID
	}
	return t.id
}

// A property is one field of a row as Graph serves it. Fields whose v1 is false are served by beta only.
type property struct {
	name string
	v1   bool
	put  func(b []byte, t *Tenant, r *signIn) []byte
}

// text writes what a function gives as a JSON string.
func text(name string, v1 bool, of func(*Tenant, *signIn) string) property {
	return property{name, v1, func(b []byte, t *Tenant, r *signIn) []byte { return putString(b, of(t, r)) }}
}

// ofPrincipal writes what a function gives of an application that signed in by itself, and the same JSON in the rows of people.
func ofPrincipal(name string, v1 bool, people string, of func(*principal) string) property {
	return property{name, v1, func(b []byte, _ *Tenant, r *signIn) []byte {
		if r.principal == nil {
			return append(b, people...)
		}
		return putString(b, of(r.principal))
	}}
}

// ofPeople writes what a function gives of the sign-in of a person or device; applications have no such property.
func ofPeople(name string, v1 bool, of func(*signIn) string) property {
	return property{name, v1, func(b []byte, _ *Tenant, r *signIn) []byte {
		if r.principal != nil {
			return append(b, `null`...)
		}
		return putString(b, of(r))
	}}
}

// fixed writes the same JSON in every row.
func fixed(name string, v1 bool, value string) property {
	return property{name, v1, func(b []byte, _ *Tenant, _ *signIn) []byte { return append(b, value...) }}
}

// properties are the fields of a row: those of the v1.0 signIn resource, and what beta adds to it.
var properties = []property{
	text("id", true, func(_ *Tenant, r *signIn) string { return r.id }),
	text("createdDateTime", true, func(_ *Tenant, r *signIn) string { return r.moment() }),
	text("userDisplayName", true, func(_ *Tenant, r *signIn) string { return r.who.name }),
	text("userPrincipalName", true, func(_ *Tenant, r *signIn) string { return r.who.upn }),
	text("userId", true, func(_ *Tenant, r *signIn) string { return r.who.userID }),
	text("appId", true, func(_ *Tenant, r *signIn) string { return r.app.id }),
	text("appDisplayName", true, func(_ *Tenant, r *signIn) string { return r.app.name }),
	text("ipAddress", true, func(_ *Tenant, r *signIn) string { return r.address }),
	text("clientAppUsed", true, func(_ *Tenant, r *signIn) string { return r.client }),
	text("userAgent", true, func(_ *Tenant, r *signIn) string { return r.agent }),
	text("correlationId", true, func(_ *Tenant, r *signIn) string { return r.correlation }),
	text("conditionalAccessStatus", true, func(_ *Tenant, r *signIn) string { return r.caStatus() }),
	{"isInteractive", true, func(b []byte, _ *Tenant, r *signIn) []byte {
		return strconv.AppendBool(b, r.event == interactive)
	}},
	text("homeTenantId", true, func(t *Tenant, r *signIn) string { return t.homeOf(r) }),
	fixed("riskDetail", true, `"none"`),
	fixed("riskLevelAggregated", true, `"none"`),
	fixed("riskLevelDuringSignIn", true, `"none"`),
	fixed("riskState", true, `"none"`),
	fixed("riskEventTypes", true, `[]`),
	fixed("riskEventTypes_v2", true, `[]`),
	text("resourceDisplayName", true, func(_ *Tenant, r *signIn) string { return r.app.resourceName }),
	text("resourceId", true, func(_ *Tenant, r *signIn) string { return r.app.resourceID }),
	text("resourceTenantId", true, func(t *Tenant, _ *signIn) string { return t.id }),
	text("servicePrincipalId", true, func(_ *Tenant, r *signIn) string { return r.principalID() }),
	ofPrincipal("servicePrincipalName", true, `null`, func(p *principal) string { return p.name }),
	fixed("authenticationAppDeviceDetails", true, `null`),
	{"status", true, putStatus},
	{"deviceDetail", true, putDevice},
	{"location", true, putLocation},
	{"appliedConditionalAccessPolicies", true, putPolicies},

	fixed("alternateSignInName", false, `""`),
	ofPrincipal("appOwnerTenantId", false, `"`+microsoftTenant+`"`, func(p *principal) string { return p.owner }),
	fixed("appTokenProtectionStatus", false, `null`),
	fixed("appliedEventListeners", false, `[]`),
	fixed("authenticationAppPolicyEvaluationDetails", false, `[]`),
	fixed("authenticationContextClassReferences", false, `[]`),
	{"authenticationDetails", false, putAuthentication},
	fixed("authenticationMethodsUsed", false, `[]`),
	{"authenticationProcessingDetails", false, putProcessing},
	text("authenticationProtocol", false, func(_ *Tenant, r *signIn) string { return r.app.protocol }),
	text("authenticationRequirement", false, func(_ *Tenant, r *signIn) string { return r.requirement() }),
	fixed("authenticationRequirementPolicies", false, `[]`),
	{"autonomousSystemNumber", false, func(b []byte, _ *Tenant, r *signIn) []byte {
		return strconv.AppendInt(b, int64(r.place.system), 10)
	}},
	fixed("azureResourceId", false, `""`),
	ofPrincipal("clientCredentialType", false, `"none"`, func(*principal) string { return "clientSecret" }),
	fixed("clientSessionId", false, `null`),
	fixed("conditionalAccessAudiences", false, `[]`),
	text("crossTenantAccessType", false, func(_ *Tenant, r *signIn) string { return r.crossTenant() }),
	fixed("federatedCredentialId", false, `""`),
	fixed("flaggedForReview", false, `false`),
	fixed("globalSecureAccessIpAddress", false, `""`),
	fixed("homeTenantName", false, `""`),
	fixed("incomingTokenType", false, `"none"`),
	fixed("ipAddressFromResourceProvider", false, `null`),
	fixed("isTenantRestricted", false, `false`),
	fixed("isThroughGlobalSecureAccess", false, `false`),
	fixed("managedServiceIdentity", false, `null`),
	fixed("mfaDetail", false, `null`),
	fixed("networkLocationDetails", false, `[]`),
	text("originalRequestId", false, func(_ *Tenant, r *signIn) string { return r.id }),
	fixed("originalTransferMethod", false, `"none"`),
	fixed("privateLinkDetails", false, `null`),
	{"processingTimeInMilliseconds", false, func(b []byte, _ *Tenant, r *signIn) []byte {
		return strconv.AppendInt(b, int64(r.latency), 10)
	}},
	fixed("resourceOwnerTenantId", false, `"`+microsoftTenant+`"`),
	fixed("resourceServicePrincipalId", false, `null`),
	ofPrincipal("servicePrincipalCredentialKeyId", false, `""`, func(p *principal) string { return p.secret.keyID }),
	fixed("servicePrincipalCredentialThumbprint", false, `""`),
	fixed("sessionId", false, `null`),
	fixed("sessionLifetimePolicies", false, `[]`),
	{"signInEventTypes", false, func(b []byte, _ *Tenant, r *signIn) []byte {
		return append(putString(append(b, '['), r.event), ']')
	}},
	text("signInIdentifier", false, func(_ *Tenant, r *signIn) string { return r.who.upn }),
	ofPeople("signInIdentifierType", false, func(*signIn) string { return "userPrincipalName" }),
	fixed("signInTokenProtectionStatus", false, `"none"`),
	fixed("tokenIssuerName", false, `""`),
	fixed("tokenIssuerType", false, `"AzureAD"`),
	fixed("tokenProtectionStatusDetails", false, `null`),
	text("uniqueTokenIdentifier", false, func(_ *Tenant, r *signIn) string { return strings.ReplaceAll(r.id, "-", "")[:22] }),
	ofPeople("userType", false, func(r *signIn) string { return r.userType() }),
}

func putStatus(b []byte, _ *Tenant, r *signIn) []byte {
	b = append(b, `{"errorCode":`...)
	b = strconv.AppendInt(b, int64(r.code), 10)
	b = append(b, `,"failureReason":`...)
	b = putString(b, failedText[r.code])
	b = append(b, `,"additionalDetails":`...)
	if r.code == 0 && r.factors > 1 {
		b = append(b, `"MFA requirement satisfied by claim in the token"`...)
	} else {
		b = append(b, `null`...)
	}
	return append(b, '}')
}

func putDevice(b []byte, _ *Tenant, r *signIn) []byte {
	d := r.device
	b = append(b, `{"deviceId":`...)
	b = putString(b, d.id)
	b = append(b, `,"displayName":`...)
	b = putString(b, d.name)
	b = append(b, `,"operatingSystem":`...)
	b = putString(b, d.system)
	b = append(b, `,"browser":`...)
	b = putString(b, d.browser)
	// A device that the directory does not know is neither compliant nor not: the log leaves it open.
	if d.id == "" {
		b = append(b, `,"isCompliant":null,"isManaged":null`...)
	} else {
		b = append(b, `,"isCompliant":`...)
		b = strconv.AppendBool(b, d.managed)
		b = append(b, `,"isManaged":`...)
		b = strconv.AppendBool(b, d.managed)
	}
	b = append(b, `,"trustType":`...)
	b = putString(b, d.trust)
	return append(b, '}')
}

func putLocation(b []byte, _ *Tenant, r *signIn) []byte {
	b = append(b, `{"city":`...)
	b = putString(b, r.place.city)
	b = append(b, `,"state":`...)
	b = putString(b, r.place.state)
	b = append(b, `,"countryOrRegion":`...)
	b = putString(b, r.place.country)
	b = append(b, `,"geoCoordinates":{`...)
	if r.place.city != "" {
		b = append(b, `"altitude":null,"latitude":`...)
		b = strconv.AppendFloat(b, r.place.latitude, 'f', -1, 64)
		b = append(b, `,"longitude":`...)
		b = strconv.AppendFloat(b, r.place.longitude, 'f', -1, 64)
	}
	return append(b, "}}"...)
}

func putPolicies(b []byte, t *Tenant, r *signIn) []byte {
	put := func(id, name, control, result string) {
		b = append(b, `[{"id":`...)
		b = putString(b, id)
		b = append(b, `,"displayName":`...)
		b = putString(b, name)
		b = append(b, `,"enforcedGrantControls":[`...)
		b = putString(b, control)
		b = append(b, `],"enforcedSessionControls":[],"result":`...)
		b = putString(b, result)
		b = append(b, "}]"...)
	}
	switch {
	case r.code == 53003 && r.client == clientIMAP:
		put(t.mailPolicy, mailPolicyName, "Block", "failure")
	case r.code == 53003:
		put(t.blockPolicy, blockPolicyName, "Block", "failure")
	case r.reportOnly:
		put(t.reportPolicy, reportPolicyName, "Block", "reportOnlyFailure")
	case r.caStatus() == "success":
		put(t.factorPolicy, factorPolicyName, "Mfa", "success")
	default:
		b = append(b, "[]"...)
	}
	return b
}

func putAuthentication(b []byte, _ *Tenant, r *signIn) []byte {
	if r.event != interactive && r.app.protocol != "ropc" && !r.certificate {
		return append(b, "[]"...) // a token was renewed, or an application used its secret: nobody authenticated
	}
	b = append(b, `[{"authenticationStepDateTime":`...)
	b = putString(b, r.moment())
	if r.certificate {
		return append(b, `,"authenticationMethod":"X.509 Certificate","authenticationMethodDetail":"","succeeded":true,"authenticationStepResultDetail":"",`+
			`"authenticationStepRequirement":"Primary authentication"}]`...)
	}
	b = append(b, `,"authenticationMethod":"Password","authenticationMethodDetail":"Password in the cloud","succeeded":`...)
	switch r.code {
	case 50126, 50053, 50034, 50057:
		b = append(b, `false,"authenticationStepResultDetail":"Invalid username or password or Invalid on-premise username or password."`...)
	default:
		// Policies and second factors are looked at after the password, so a sign-in that they stop had the right one.
		b = append(b, `true,"authenticationStepResultDetail":"Correct password"`...)
	}
	return append(b, `,"authenticationStepRequirement":"Primary authentication"}]`...)
}

func putProcessing(b []byte, _ *Tenant, r *signIn) []byte {
	if r.principal != nil {
		return append(b, "[]"...)
	}
	if r.app.protocol != "ropc" {
		return append(b, `[{"key":"Login Hint Present","value":"True"}]`...)
	}
	return append(b, `[{"key":"Legacy TLS (TLS 1.0, 1.1, 3DES)","value":"False"}]`...)
}

// putString writes a JSON string. Markup is left as it is: Graph serves it so too.
func putString(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] == '"' || s[i] == '\\' || s[i] >= utf8.RuneSelf {
			return putEscaped(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func putEscaped(b []byte, s string) []byte {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic("samples: encoding a string: " + err.Error()) // a string can always be encoded
	}
	return append(b, strings.TrimSuffix(out.String(), "\n")...)
}

// putRow writes a row with the chosen properties.
func (t *Tenant) putRow(b []byte, r *signIn, chosen []*property) []byte {
	for i, p := range chosen {
		if i == 0 {
			b = append(b, '{')
		} else {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, p.name...)
		b = append(b, `":`...)
		b = p.put(b, t, r)
	}
	return append(b, '}')
}

// signInProperties are the properties of a version of Graph, in the order in which they are served.
func signInProperties(beta bool) []*property {
	var chosen []*property
	for i := range properties {
		if beta || properties[i].v1 {
			chosen = append(chosen, &properties[i])
		}
	}
	return chosen
}
