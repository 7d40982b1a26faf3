package population

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"unbasic/inventory"
)

const (
	tenantID       = "11111111-2222-4333-8444-555555555555"
	exchangeAppID  = "00000002-0000-0ff1-ce00-000000000000"
	microsoftOwner = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
)

// WriteSignIns writes n rows as Graph's beta serves them, one a line. They are those of [Population.SignIns] if n is not positive or is their number: then
// Truth is true of them. Fewer are taken evenly from all accounts; of more, each row is repeated with another id, some seconds later.
func (p *Population) WriteSignIns(w io.Writer, n int) error {
	total := p.rows()
	if n <= 0 {
		n = total
	}
	if total == 0 {
		return fmt.Errorf("population: %d rows of a tenant that has none", n)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	var row []byte
	var err error
	seen := 0
	each := func(s inventory.SignIn, from *line) bool {
		// Of every total rows n are written: row seen stands for those between these two.
		first, last := seen*n/total, (seen+1)*n/total
		seen++
		for copy := range last - first {
			if copy > 0 {
				s.ID = guid(mix(uint64(first), uint64(copy)), 0xc0)
				if later := s.Time.Add(1e9); later.Before(p.asOf) {
					s.Time = later
				}
			}
			row = appendRow(row[:0], &s, from)
			if _, err = out.Write(row); err != nil {
				return false
			}
		}
		return true
	}
	for a := range p.accounts() {
		if _, more := p.play(a, each); !more {
			return err
		}
	}
	return out.Flush()
}

// appendRow writes a row with the properties that beta gives a sign-in with a password; those that are empty or the same everywhere are left out but for
// the usual ones.
func appendRow(b []byte, s *inventory.SignIn, from *line) []byte {
	text := func(name, value string) {
		b = append(b, name...)
		b = appendText(b, value)
	}
	text(`{"id":`, s.ID)
	b = append(b, `,"createdDateTime":"`...)
	b = s.Time.AppendFormat(b, "2006-01-02T15:04:05Z")
	text(`","userDisplayName":`, s.DisplayName)
	text(`,"userPrincipalName":`, s.UPN)
	text(`,"userId":`, s.UserID)
	text(`,"appId":"`+exchangeAppID+`","appDisplayName":`, s.App)
	text(`,"ipAddress":`, s.IP)
	text(`,"ipAddressFromResourceProvider":null,"clientAppUsed":`, s.ClientApp)
	text(`,"userAgent":`, s.UserAgent)
	text(`,"correlationId":`, s.ID)
	text(`,"conditionalAccessStatus":"notApplied","originalRequestId":`, s.ID)
	b = append(b, `,"isInteractive":true,"tokenIssuerName":"","tokenIssuerType":"AzureAD","clientCredentialType":"none","processingTimeInMilliseconds":`...)
	b = strconv.AppendInt(b, 60+int64(s.ID[0]), 10)
	b = append(b, `,"riskDetail":"none","riskLevelAggregated":"none","riskLevelDuringSignIn":"none","riskState":"none","riskEventTypes":[],"riskEventTypes_v2":[],`+
		`"resourceDisplayName":"Office 365 Exchange Online","resourceId":"`+exchangeAppID+`","resourceTenantId":"`+tenantID+`","homeTenantId":"`+tenantID+
		`","resourceOwnerTenantId":"`+microsoftOwner+`","servicePrincipalId":"","servicePrincipalName":null,"crossTenantAccessType":"none","userType":"member",`+
		`"incomingTokenType":"none","signInEventTypes":["interactiveUser"],"authenticationRequirement":"singleFactorAuthentication","authenticationProtocol":`...)
	b = appendText(b, s.AuthProtocol)
	b = append(b, `,"autonomousSystemNumber":`...)
	if s.ASN == 0 {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, int64(s.ASN), 10)
	}
	b = append(b, `,"status":{"errorCode":`...)
	b = strconv.AppendInt(b, int64(s.ErrorCode), 10)
	text(`,"failureReason":`, s.FailureReason)
	text(`,"additionalDetails":null},"deviceDetail":{"deviceId":"","displayName":"","operatingSystem":"","browser":"","isCompliant":null,"isManaged":null,"trustType":""},`+
		`"location":{"city":`, from.country.city)
	text(`,"state":"","countryOrRegion":`, s.Country)
	b = append(b, `,"geoCoordinates":{}},"appliedConditionalAccessPolicies":[],"authenticationProcessingDetails":[{"key":"Legacy TLS (TLS 1.0, 1.1, 3DES)","value":"False"}],`+
		`"networkLocationDetails":[],"authenticationDetails":[{"authenticationStepDateTime":"`...)
	b = s.Time.AppendFormat(b, "2006-01-02T15:04:05Z")
	if s.Certificate {
		b = append(b, `","authenticationMethod":"X.509 Certificate","authenticationMethodDetail":null,"succeeded":`...)
	} else {
		b = append(b, `","authenticationMethod":"Password","authenticationMethodDetail":"Password in the cloud","succeeded":`...)
	}
	switch s.ErrorCode {
	case 50126, 50053, 50034, 50057:
		b = append(b, `false,"authenticationStepResultDetail":"Invalid username or password"`...)
	default:
		b = append(b, `true,"authenticationStepResultDetail":"Correct password"`...)
	}
	return append(b, `,"authenticationStepRequirement":"Primary authentication"}]}`+"\n"...)
}

// appendText writes a JSON string. The texts of this package are valid UTF-8 without control characters.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		if c := s[i]; c == '"' || c == '\\' {
			b = append(b, '\\')
		} else if c >= utf8.RuneSelf {
			return append(append(b, s[i:]...), '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}
