package graph

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Access is what a token says of itself: who signed in, and with which permissions. It is read from the middle part of the token, without checking
// its signature, which is Graph's to do; the token itself is not kept.
type Access struct {
	// Application: nobody is signed in but the application itself, so directory roles do not matter.
	Application   bool
	ApplicationID string
	TenantID      string
	// Permissions are Graph's names of them, sorted.
	Permissions []string
	// Roles are directory roles of the person: names where this program knows them, else the ids of their templates.
	Roles   []string
	Expires time.Time
}

// Allows reports whether one of several permissions is there.
func (a *Access) Allows(permissions []string) bool {
	return slices.ContainsFunc(permissions, func(p string) bool { return slices.Contains(a.Permissions, p) })
}

// roleTemplates are directory roles that may read something here. Source: Microsoft Entra, "built-in roles".
var roleTemplates = map[string]string{
	"62e90394-69f5-4237-9190-012177145e10": "Global Administrator",
	"f2ef992c-3afb-46b9-b7cf-a126ee74c451": "Global Reader",
	"4a5d8f65-41da-4de4-8968-e035b65339cf": "Reports Reader",
	"194ae4cb-b126-40b2-bd5b-6091b380977d": "Security Administrator",
	"5f2222b1-57c3-48ba-8ad5-d4759f1fde6f": "Security Operator",
	"5d6b6bb7-de71-4623-b4af-96380a352509": "Security Reader",
	"29232cdf-9323-42fd-ade2-1d097af3e4de": "Exchange Administrator",
	"88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "Directory Readers",
}

// everyUser is the template of the role that every member has and that allows nothing here.
const everyUser = "b79fbf4d-3ef9-4689-8143-76b194e85509"

// accessOf reads a token; nil where it is not one that can be read.
func accessOf(token string) *Access {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil
	}
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return nil
	}
	var claims struct {
		AppID    string   `json:"appid"`
		TenantID string   `json:"tid"`
		Scopes   string   `json:"scp"`
		Roles    []string `json:"roles"`
		IDType   string   `json:"idtyp"`
		Wids     []string `json:"wids"`
		Expires  float64  `json:"exp"`
	}
	if json.Unmarshal(data, &claims) != nil {
		return nil
	}
	a := &Access{
		Application: claims.IDType == "app" || claims.IDType == "" && claims.Scopes == "", ApplicationID: oneLine(claims.AppID), TenantID: oneLine(claims.TenantID),
		Permissions: []string{}, Expires: time.Unix(int64(claims.Expires), 0).UTC(),
	}
	for _, p := range append(strings.Fields(claims.Scopes), claims.Roles...) {
		a.Permissions = append(a.Permissions, oneLine(p))
	}
	slices.Sort(a.Permissions)
	for _, id := range claims.Wids {
		switch name, known := roleTemplates[id]; {
		case known:
			a.Roles = append(a.Roles, name)
		case id != everyUser:
			a.Roles = append(a.Roles, oneLine(id))
		}
	}
	slices.Sort(a.Roles)
	return a
}
