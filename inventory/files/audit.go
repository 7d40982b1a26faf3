package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"unbasic/inventory"
)

// auditRecord is what is read of a record of the unified audit log: the common schema, and the sign-in schema of Entra ID in it.
type auditRecord struct {
	CreationTime       string
	Operation          string
	UserID             string `json:"UserId"`
	UserKey            string
	ClientIP           string
	ActorIPAddress     string `json:"ActorIpAddress"`
	ExtendedProperties []struct{ Name, Value string }
	DeviceProperties   []struct{ Name, Value string }
}

var (
	// errOtherRecord is for audit records that are no sign-in with the mark of Basic. Nothing is wrong with them.
	errOtherRecord = errors.New("the record is no sign-in that carries the mark of Basic authentication")
	// errFailedSignIn is for a sign-in that failed: without the protocol and the error code it says nothing of use.
	errFailedSignIn = errors.New("the record is a failed sign-in, which without its protocol says nothing of use")
)

// decodeAudit decodes a record of the unified audit log: a row of the portal's or Search-UnifiedAuditLog's table, whose cell AuditData holds JSON, or
// that JSON by itself. It knows neither protocol nor application, so all it can do is to make an account suspected.
func decodeAudit(r record) (inventory.Use, error) {
	data := []byte(textIn(r, "auditdata"))
	if len(data) == 0 {
		data = []byte(textIn(r, wholeRecord))
	}
	if len(data) == 0 {
		return inventory.Use{}, errors.New("AuditData is missing")
	}
	var a auditRecord
	if err := json.Unmarshal(data, &a); err != nil {
		return inventory.Use{}, fmt.Errorf("AuditData is no JSON: %w", err)
	}
	agent := ""
	for _, p := range a.ExtendedProperties {
		if strings.EqualFold(p.Name, "UserAgent") {
			agent = p.Value
		}
	}
	switch {
	case !inventory.HasBasicMark(agent):
		return inventory.Use{}, errOtherRecord
	case strings.EqualFold(a.Operation, "UserLoginFailed"):
		return inventory.Use{}, errFailedSignIn
	case !strings.EqualFold(a.Operation, "UserLoggedIn"):
		return inventory.Use{}, errOtherRecord
	}
	at, err := momentOf([]byte(a.CreationTime), dateUnknown)
	if err != nil {
		return inventory.Use{}, fmt.Errorf("CreationTime: %w", err)
	}
	u := inventory.Use{
		Address: strings.ToLower(strings.TrimSpace(a.UserID)), Auth: inventory.AuthBasic, Messages: -1, LegacyTLS: -1,
		Since: at, Until: at, Last: at, IP: a.ActorIPAddress, UserAgent: agent,
	}
	if u.IP == "" {
		u.IP = a.ClientIP
	}
	if !strings.Contains(u.Address, "@") {
		return inventory.Use{}, fmt.Errorf("UserId %q is no account", a.UserID)
	}
	return u, nil
}
