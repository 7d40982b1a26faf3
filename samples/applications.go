package samples

import (
	"encoding/base64"
	"math/rand/v2"
	"slices"
	"time"
)

// microsoftGraph is the application id of Microsoft Graph as a resource.
const microsoftGraph = "00000003-0000-0000-c000-000000000000"

// A permission is one that a resource offers. Only the ids of Microsoft Graph's are Microsoft's own; the others are invented, so a
// client has to look up the id of a name, as it has to in a tenant.
type permission struct {
	id, value string
}

// A secret is a password of an application.
type secret struct {
	keyID, name string
	since       time.Time
	until       time.Time
}

// A principal is an application as the tenant knows it: the service principal, and the application if it is the tenant's own.
type principal struct {
	id, appID, name string
	owner, audience string
	roles, scopes   []permission
	tags            []string
	// objectID is that of the application object; empty if it is registered elsewhere.
	objectID string
	created  time.Time
	secret   secret
}

// A registry is the applications of a tenant and what they may do.
type registry struct {
	exchange, graph, mailer, tickets, thunderbird *principal
	principals                                    []*principal // in the order in which they are served
	assigned                                      map[*principal][]*record
	grants                                        []*record
	readers                                       string // the group that a policy names
}

// register makes the applications: one that sends with SMTP by itself, one that sends with Graph, and a mail program that sends
// with SMTP for everybody who uses it.
func (g *generator) register(t *Tenant) *registry {
	r := g.stream("applications")
	offer := func(values ...string) []permission {
		var all []permission
		for _, value := range values {
			all = append(all, permission{newGUID(r), value})
		}
		return all
	}
	own := func(name string, expires int) *principal {
		created := g.asOf.AddDate(-1, 0, -r.IntN(90)).Add(-time.Duration(r.IntN(24*3600)) * time.Second)
		return &principal{id: newGUID(r), appID: newGUID(r), name: name, owner: t.id, audience: "AzureADMyOrg",
			tags: []string{"WindowsAzureActiveDirectoryIntegratedApp"}, objectID: newGUID(r), created: created,
			secret: secret{newGUID(r), name + " secret", created.Add(time.Hour), g.asOf.AddDate(0, 0, expires)}}
	}
	all := &registry{
		exchange: &principal{id: newGUID(r), appID: exchangeOnline, name: exchangeOnlineName, owner: microsoftTenant, audience: "AzureADMultipleOrgs",
			roles:  offer("SMTP.SendAsApp", "IMAP.AccessAsApp", "Mail.Send"),
			scopes: offer("SMTP.Send", "IMAP.AccessAsUser.All", "Mail.Send")},
		graph: &principal{id: newGUID(r), appID: microsoftGraph, name: "Microsoft Graph", owner: microsoftTenant, audience: "AzureADMultipleOrgs",
			roles: []permission{{"b633e1c5-b582-4048-a93e-9f11b44c7e96", "Mail.Send"}, {"df021288-bdef-4463-88db-98f22de89214", "User.Read.All"}},
			scopes: []permission{{"e383f46e-2787-4529-855e-0e479a3ffac0", "Mail.Send"}, {"258f6531-6087-4cc4-bb90-092c5fb3ed3f", "SMTP.Send"},
				{"e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read"}}},
		mailer:  own("Invoice mailer", 20),
		tickets: own("Ticket system", 300),
		thunderbird: &principal{id: newGUID(r), appID: thunderbird.id, name: thunderbird.name, owner: newGUID(r),
			audience: "AzureADandPersonalMicrosoftAccount", tags: []string{"WindowsAzureActiveDirectoryIntegratedApp"}},
	}
	all.principals = []*principal{all.exchange, all.graph, all.mailer, all.tickets, all.thunderbird}
	all.readers = newGUID(r)
	g.permit(r, all)
	return all
}

// permit gives the applications their permissions, and some that have nothing to do with mail.
func (g *generator) permit(r *rand.Rand, all *registry) {
	all.assigned = map[*principal][]*record{
		all.exchange: {assigned(r, all.mailer, all.exchange, "SMTP.SendAsApp")},
		all.graph: {
			assigned(r, all.mailer, all.graph, "User.Read.All"),
			assigned(r, all.tickets, all.graph, "Mail.Send"),
		},
	}
	one := g.users[slices.IndexFunc(g.users, func(u *user) bool { return u.account.title == administrator })]
	all.grants = []*record{
		grant(r, all.thunderbird, all.exchange, nil, "SMTP.Send IMAP.AccessAsUser.All offline_access"),
		grant(r, all.tickets, all.graph, one.id, "openid profile User.Read"),
	}
}

// assigned says that an application holds a permission of a resource, for which it needs nobody who is signed in.
func assigned(r *rand.Rand, holder, resource *principal, value string) *record {
	role := resource.roles[slices.IndexFunc(resource.roles, func(p permission) bool { return p.value == value })]
	e := &record{}
	e.set("id", opaque(r))
	e.set("appRoleId", role.id)
	e.set("createdDateTime", holder.created.Add(2*time.Hour).Format(stamp))
	e.set("deletedDateTime", nil)
	e.set("principalDisplayName", holder.name)
	e.set("principalId", holder.id)
	e.set("principalType", "ServicePrincipal")
	e.set("resourceDisplayName", resource.name)
	e.set("resourceId", resource.id)
	return e
}

// grant says that an application may act at a resource for one person, or for everybody if there is none.
func grant(r *rand.Rand, holder, resource *principal, person any, scope string) *record {
	consent := "Principal"
	if person == nil {
		consent = "AllPrincipals"
	}
	e := &record{}
	e.set("id", opaque(r))
	e.set("clientId", holder.id)
	e.set("consentType", consent)
	e.set("principalId", person)
	e.set("resourceId", resource.id)
	e.set("scope", scope)
	return e
}

// opaque is an id that is no GUID, as those of permissions are.
func opaque(r *rand.Rand) string {
	b := make([]byte, 32)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// shape gives the service principal as Graph shapes it.
func (p *principal) shape() *record {
	e := &record{}
	e.set("id", p.id)
	e.set("appId", p.appID)
	e.set("displayName", p.name)
	e.set("accountEnabled", true)
	e.set("servicePrincipalType", "Application")
	e.set("appOwnerOrganizationId", p.owner)
	e.set("signInAudience", p.audience)
	e.set("appRoles", rolesOf(p))
	e.set("oauth2PermissionScopes", scopesOf(p))
	// The secrets of an application are on the application, and not on what a tenant knows of it.
	e.set("passwordCredentials", []object{})
	e.set("keyCredentials", []object{})
	e.set("tags", append([]string{}, p.tags...))
	return e
}

func rolesOf(p *principal) []object {
	all := []object{}
	for _, role := range p.roles {
		all = append(all, object{"allowedMemberTypes": []string{"Application"}, "description": "Allows the application " + role.value + ".",
			"displayName": role.value, "id": role.id, "isEnabled": true, "origin": "Application", "value": role.value})
	}
	return all
}

func scopesOf(p *principal) []object {
	all := []object{}
	for _, scope := range p.scopes {
		all = append(all, object{"adminConsentDescription": "Allows the application " + scope.value + " for whoever is signed in.",
			"adminConsentDisplayName": scope.value, "id": scope.id, "isEnabled": true, "origin": "Application", "type": "User",
			"userConsentDescription": nil, "userConsentDisplayName": nil, "value": scope.value})
	}
	return all
}

// application gives the application object as Graph shapes it.
func (p *principal) application() *record {
	e := &record{}
	e.set("id", p.objectID)
	e.set("appId", p.appID)
	e.set("displayName", p.name)
	e.set("createdDateTime", p.created.Format(stamp))
	e.set("publisherDomain", verifiedDomains[0].name)
	e.set("signInAudience", p.audience)
	e.set("passwordCredentials", []object{{"customKeyIdentifier": nil, "displayName": p.secret.name, "endDateTime": p.secret.until.Format(stamp),
		"hint": nil, "keyId": p.secret.keyID, "secretText": nil, "startDateTime": p.secret.since.Format(stamp)}})
	e.set("keyCredentials", []object{})
	return e
}

func (x *registry) servicePrincipals() []*record {
	var all []*record
	for _, p := range x.principals {
		all = append(all, p.shape())
	}
	return all
}

// applications are those that are registered in this tenant.
func (x *registry) applications() []*record {
	var all []*record
	for _, p := range x.principals {
		if p.objectID != "" {
			all = append(all, p.application())
		}
	}
	return all
}

// addPrincipals gives the sign-ins of a tenant with those of an application that sends invoices about every hour. They are in no
// file and in nobody's figures: an inventory of accounts has no account for them.
func (g *generator) addPrincipals(t *Tenant) []signIn {
	mailer := t.registry.mailer
	r := g.stream("sign-ins of applications")
	s := g.span(r)
	who := &identity{}
	client := &application{mailer.appID, mailer.name, exchangeOnline, exchangeOnlineName, "none"}
	all := slices.Clone(t.rows)
	for _, at := range every(time.Hour)(s) {
		all = append(all, signIn{id: newGUID(r), correlation: newGUID(r), at: at, who: who, event: byPrincipal, principal: mailer, app: client,
			device: noDevice, address: "203.0.113.210", place: tokyo, latency: 40 + r.IntN(200), factors: 1})
	}
	slices.SortFunc(all, func(a, b signIn) int { return before(&a, &b) })
	return all
}

// servicePrincipals serves those of an application id, or all.
func (a *answer) servicePrincipals() *refusal {
	return a.list(listing{name: "servicePrincipals", kind: "microsoft.graph.servicePrincipal", filter: "appId",
		entries: a.tenant.registry.servicePrincipals()})
}

func (a *answer) oneServicePrincipal(key string) *refusal {
	return a.oneOf("servicePrincipals", "microsoft.graph.servicePrincipal", key, a.tenant.registry.servicePrincipals())
}

// appRoleAssignedTo serves who holds the permissions of a resource.
func (a *answer) appRoleAssignedTo(key string) *refusal {
	x := a.tenant.registry
	i := slices.IndexFunc(x.principals, func(p *principal) bool { return p.id == key })
	if i < 0 {
		return notFound(key)
	}
	return a.list(listing{name: "servicePrincipals('" + x.principals[i].id + "')/appRoleAssignedTo", kind: "microsoft.graph.appRoleAssignment",
		properties: x.assigned[x.exchange][0].names, entries: x.assigned[x.principals[i]]})
}

func (a *answer) permissionGrants() *refusal {
	return a.list(listing{name: "oauth2PermissionGrants", kind: "microsoft.graph.oAuth2PermissionGrant", filter: "resourceId",
		entries: a.tenant.registry.grants})
}

func (a *answer) applications() *refusal {
	return a.list(listing{name: "applications", kind: "microsoft.graph.application", filter: "appId", entries: a.tenant.registry.applications()})
}
