package inventory

import (
	"slices"
	"strings"
	"testing"
)

func TestClientAppsOfEveryEraHaveTheirProtocol(t *testing.T) {
	for _, test := range []struct {
		apps []string
		want Protocol // empty: modern
	}{
		{[]string{"Authenticated SMTP", "SMTP", "Other clients; SMTP", "authenticated smtp", " \tAUTHENTICATED SMTP\r\n", "\u00a0SMTP\u00a0", "Authenticated SMTP (new)"}, ProtocolSMTP},
		{[]string{"IMAP4", "IMAP", "Other clients; IMAP", "imap4 "}, ProtocolIMAP},
		{[]string{"POP3", "POP", "Other clients; POP", "Other clients; POP3"}, ProtocolPOP},
		{[]string{"Exchange ActiveSync", "Exchange ActiveSync (supported)", "Exchange ActiveSync (unSupported)", "Exchange Active Sync"}, ProtocolActiveSync},
		{[]string{"Exchange Web Services"}, ProtocolEWS},
		{[]string{"Autodiscover", "AutoDiscover"}, ProtocolAutodiscover},
		{[]string{"MAPI Over HTTP", "Outlook Anywhere (RPC over HTTP)", "Other clients; MAPI", "MAPI"}, ProtocolMAPI},
		{[]string{"Offline Address Book"}, ProtocolOAB},
		{[]string{"Exchange Online PowerShell"}, ProtocolPowerShell},
		{[]string{"Reporting Web Services"}, ProtocolReporting},
		{[]string{"Outlook Service", "Universal Outlook", "Other clients", "Other clients; Older Office clients", "other CLIENTS"}, ProtocolOther},
		{[]string{"Browser", "Mobile Apps and Desktop clients", " browser ", "Modern clients"}, ""},
	} {
		for _, app := range test.apps {
			got := channelOf(SignIn{ClientApp: app})
			want := channel{protocol: test.want, smtp: test.want == ProtocolSMTP, modern: test.want == ""}
			if got != want {
				t.Errorf("channelOf(%q) = %+v, want %+v", app, got, want)
			}
		}
	}
}

func TestTheMarkOfBasicDecidesWhereNoProtocolIsNamed(t *testing.T) {
	probable := channel{protocol: ProtocolOther, smtp: true, probable: true}
	other := channel{protocol: ProtocolOther}
	modern := channel{modern: true}
	for name, test := range map[string]struct {
		row  SignIn
		want channel
	}{
		"other clients with the password grant are probably SMTP":     {SignIn{ClientApp: "Other clients", UserAgent: "BAV2ROPC"}, probable},
		"unknown with the password grant is probably SMTP":            {SignIn{ClientApp: "Unknown", UserAgent: "Unknown(BAV2ROPC)"}, probable},
		"empty with the password grant is probably SMTP":              {SignIn{UserAgent: "bav2ropc"}, probable},
		"blank with ropc is probably SMTP":                            {SignIn{ClientApp: "  ", AuthProtocol: "ROPC"}, probable},
		"a new word with the mark is probably SMTP":                   {SignIn{ClientApp: "Brand new client", UserAgent: "BAV2ROPC"}, probable},
		"the mark of POP and IMAP is not SMTP":                        {SignIn{ClientApp: "Other clients", UserAgent: "CBAInPROD"}, other},
		"the mark of POP and IMAP is not modern":                      {SignIn{UserAgent: "CBAinPROD"}, other},
		"the test ring's mark is not SMTP either":                     {SignIn{ClientApp: "Unknown", UserAgent: "CBAInTAR", AuthProtocol: "ropc"}, other},
		"a named protocol stays what it is, mark or not":              {SignIn{ClientApp: "IMAP4", UserAgent: "BAV2ROPC"}, channel{protocol: ProtocolIMAP}},
		"Graph's spelling of ActiveSync is not SMTP":                  {SignIn{ClientApp: "Exchange Active Sync", UserAgent: "BAV2ROPC"}, channel{protocol: ProtocolActiveSync}},
		"other clients without a mark are not SMTP":                   {SignIn{ClientApp: "Other clients"}, other},
		"a new word without a mark is never dropped as modern":        {SignIn{ClientApp: "Brand new client", UserAgent: "Mozilla/5.0"}, other},
		"a new word with a token is never dropped as modern":          {SignIn{ClientApp: "Brand new client", AuthProtocol: "oAuth2"}, channel{protocol: ProtocolOther, oauth: true}},
		"hostile words are never dropped as modern":                   {SignIn{ClientApp: "=Browser"}, other},
		"nothing to go by is modern":                                  {SignIn{}, modern},
		"unknown without a mark is modern":                            {SignIn{ClientApp: "unknown", AuthProtocol: "oAuth2"}, modern},
		"a browser is modern whatever it claims":                      {SignIn{ClientApp: "Browser", UserAgent: "BAV2ROPC"}, modern},
		"SMTP with a token is OAuth":                                  {SignIn{ClientApp: "Authenticated SMTP", AuthProtocol: "oAuth2"}, channel{protocol: ProtocolSMTP, smtp: true, oauth: true}},
		"SMTP with a device code is OAuth":                            {SignIn{ClientApp: "SMTP", AuthProtocol: "deviceCode"}, channel{protocol: ProtocolSMTP, smtp: true, oauth: true}},
		"SMTP with a token and the mark of Basic is Basic":            {SignIn{ClientApp: "SMTP", AuthProtocol: "oAuth2", UserAgent: "BAV2ROPC"}, channel{protocol: ProtocolSMTP, smtp: true}},
		"SMTP of which the protocol is not known (v1.0) is Basic":     {SignIn{ClientApp: "SMTP"}, channel{protocol: ProtocolSMTP, smtp: true}},
		"SMTP with a protocol that is new to this version is Basic":   {SignIn{ClientApp: "SMTP", AuthProtocol: "unknownFutureValue"}, channel{protocol: ProtocolSMTP, smtp: true}},
		"IMAP with a token is OAuth and no sender":                    {SignIn{ClientApp: "IMAP4", AuthProtocol: "oAuth2"}, channel{protocol: ProtocolIMAP, oauth: true}},
		"a word that merely contains smtp is SMTP and never probable": {SignIn{ClientApp: "Client; smtps", UserAgent: "BAV2ROPC"}, channel{protocol: ProtocolSMTP, smtp: true}},
	} {
		if got := channelOf(test.row); got != test.want {
			t.Errorf("%s: channelOf(%+v) = %+v, want %+v", name, test.row, got, test.want)
		}
	}
}

func TestTheServerIsAskedForNoModernClientAndForEveryCurrentLegacyOne(t *testing.T) {
	asked := map[Protocol]bool{}
	for _, app := range LegacyClientApps() {
		ch := channelOf(SignIn{ClientApp: app})
		if ch.modern {
			t.Errorf("%q is asked for and is modern", app)
		}
		if _, known := clientApps[strings.ToLower(app)]; !known {
			t.Errorf("%q is asked for and is not in the table", app)
		}
		asked[ch.protocol] = true
	}
	for app, protocol := range clientApps {
		if protocol != "" && !asked[protocol] {
			t.Errorf("no value of protocol %s (%q) is asked for", protocol, app)
		}
	}
	if !slices.IsSorted(slices.Sorted(slices.Values(LegacyClientApps()))) || len(slices.Compact(slices.Sorted(slices.Values(LegacyClientApps())))) != len(LegacyClientApps()) {
		t.Error("a value is asked for twice")
	}
}

func TestAddressesHaveOneSpellingAndANetwork(t *testing.T) {
	for _, test := range []struct{ ip, address, network string }{
		{"203.0.113.7", "203.0.113.7", "203.0.113.0/24"},
		{" 203.0.113.7\n", "203.0.113.7", "203.0.113.0/24"},
		{"::ffff:203.0.113.7", "203.0.113.7", "203.0.113.0/24"},
		{"203.0.113.7:50123", "203.0.113.7", "203.0.113.0/24"},
		{"2001:DB8:0:1::00ff", "2001:db8:0:1::ff", "2001:db8:0:1::/64"},
		{"[2001:db8:0:1::ff]:25", "2001:db8:0:1::ff", "2001:db8:0:1::/64"},
		{"fe80::1%eth0", "fe80::1", "fe80::/64"},
		{"", "", ""},
		{"   ", "", ""},
		{"unknown", "unknown", ""},
		{"203.0.113", "203.0.113", ""},
		{"203.0.113.0/24", "203.0.113.0/24", ""},
		{"203.0.113.007", "203.0.113.007", ""},
		{"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", ""},
	} {
		if got := addressOf(test.ip); got != test.address {
			t.Errorf("addressOf(%q) = %q, want %q", test.ip, got, test.address)
		}
		if got := networkOf(test.ip); got != test.network {
			t.Errorf("networkOf(%q) = %q, want %q", test.ip, got, test.network)
		}
		if again := addressOf(addressOf(test.ip)); again != test.address {
			t.Errorf("addressOf twice of %q = %q, want %q", test.ip, again, test.address)
		}
	}
}

func TestAnAccountIsItsGraphIDOrElseItsName(t *testing.T) {
	const id = "0f3a8b6c-1d2e-4f50-9a7b-1234567890ab"
	for name, test := range map[string]struct{ userID, upn, want string }{
		"an id":                         {id, "scan@contoso.com", id},
		"an id in capitals and blanks":  {" " + strings.ToUpper(id) + "\t", "scan@contoso.com", id},
		"an id without a name":          {id, "", id},
		"no id":                         {"", " Scan@Contoso.com ", "upn:scan@contoso.com"},
		"the log's id for nobody":       {noAccount, "ghost@contoso.com", "upn:ghost@contoso.com"},
		"neither":                       {"", "", "upn:"},
		"an id with braces":             {"{" + id[:34] + "}", "a@contoso.com", "upn:a@contoso.com"},
		"an id with a letter too many":  {strings.Replace(id, "0f", "0g", 1), "a@contoso.com", "upn:a@contoso.com"},
		"an id with its dashes shifted": {strings.Replace(id, "c-1d2e-", "c1-d2e-", 1), "a@contoso.com", "upn:a@contoso.com"},
		"a path for an id":              {"../../../../../../../../etc/passwd00", "a@contoso.com", "upn:a@contoso.com"},
		"a formula for an id":           {"=HYPERLINK(\"http://example.com\")", "a@contoso.com", "upn:a@contoso.com"},
		"a name that claims to be one":  {"", "upn:" + id, "upn:upn:" + id},
		"a name that is a GUID":         {"", id, "upn:" + id},
		"wide digits are no digits":     {strings.Replace(id, "0f3a8b6c", "０3a8b", 1), "a@contoso.com", "upn:a@contoso.com"},
	} {
		if got := accountKey(test.userID, test.upn); got != test.want {
			t.Errorf("%s: accountKey(%q, %q) = %q, want %q", name, test.userID, test.upn, got, test.want)
		}
	}
}
