package files

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
)

// sendPermissions are the permissions that let an application send mail.
var sendPermissions = []string{"SMTP.SendAsApp", "SMTP.Send", "Mail.Send", "Mail.Send.Shared"}

// The parts of a collection's permissions to send, as its coverage names them.
const (
	partResources    = "resources"
	partAssignments  = "assignments"
	partGrants       = "grants"
	partHolders      = "holders"
	partApplications = "applications"
)

// permissions is what a collection read of applications that may send: what Exchange and Graph offer, who holds it, and who the holders are.
type permissions struct {
	resources []mailResource
	// assigned need nobody signed in; granted act for whoever is.
	assigned []appRoleAssignment
	granted  []permissionGrant
	// holders are service principals by id, registered the registrations by the application's id, all in lower case.
	holders    map[string]appRecord
	registered map[string]appRecord
}

type mailResource struct {
	ID, DisplayName string
	AppRoles        []struct{ ID, Value string }
}

type appRoleAssignment struct {
	AppRoleID, PrincipalID, PrincipalDisplayName, PrincipalType, ResourceID, ResourceDisplayName string
}

type permissionGrant struct {
	ClientID, ConsentType, ResourceID, Scope string
}

// appRecord is what is read of Graph's servicePrincipal and application.
type appRecord struct {
	ID, AppID, DisplayName, AppOwnerOrganizationID string
	AccountEnabled                                 *bool
	PasswordCredentials, KeyCredentials            []struct{ KeyID, DisplayName, EndDateTime string }
}

// chosenPermissions gives the index of the newest snapshot that read every part completely, else of the newest one that read any, else -1.
func chosenPermissions(snapshots []evidence.Snapshot) int {
	partial := -1
	for i, s := range snapshots {
		m := s.Manifest
		if m.Kind == importKind {
			continue
		}
		if permissionsComplete(m.Coverage) {
			return i
		}
		if partial < 0 && slices.ContainsFunc(m.Files, func(f evidence.File) bool { return Format(f.Format) == GraphMailPermissions && f.Records > 0 }) {
			partial = i
		}
	}
	return partial
}

func permissionsComplete(coverage []inventory.Coverage) bool {
	for _, part := range []string{partResources, partAssignments, partGrants, partHolders, partApplications} {
		if !slices.ContainsFunc(coverage, func(c inventory.Coverage) bool {
			return c.Source == inventory.SourceMailPermissions && c.Part == part && c.Status == inventory.CoverageComplete
		}) {
			return false
		}
	}
	return true
}

// take takes one record of a part.
func (p *permissions) take(part string, record []byte) error {
	switch part {
	case partResources:
		return addRecord(&p.resources, record, func(r mailResource) bool { return r.ID != "" })
	case partAssignments:
		return addRecord(&p.assigned, record, func(a appRoleAssignment) bool { return a.PrincipalID != "" && a.AppRoleID != "" })
	case partGrants:
		return addRecord(&p.granted, record, func(g permissionGrant) bool { return g.ClientID != "" })
	case partHolders:
		var answer struct {
			ID   string
			Body appRecord
		}
		if err := json.Unmarshal(record, &answer); err != nil {
			return err
		}
		if answer.ID == "" {
			return errNoID
		}
		if p.holders == nil {
			p.holders = map[string]appRecord{}
		}
		p.holders[strings.ToLower(answer.ID)] = answer.Body // empty for one that is gone
		return nil
	case partApplications:
		var answer struct {
			ID   string
			Body struct{ Value []appRecord }
		}
		if err := json.Unmarshal(record, &answer); err != nil {
			return err
		}
		if answer.ID == "" {
			return errNoID
		}
		if p.registered == nil {
			p.registered = map[string]appRecord{}
		}
		for _, a := range answer.Body.Value {
			p.registered[strings.ToLower(cmp.Or(a.AppID, answer.ID))] = a
		}
		return nil
	}
	return fmt.Errorf("part %q of %s is not known to this version", part, inventory.SourceMailPermissions)
}

var errNoID = errors.New("id is missing")

func addRecord[T any](list *[]T, record []byte, sound func(T) bool) error {
	var v T
	if err := json.Unmarshal(record, &v); err != nil {
		return err
	}
	if !sound(v) {
		return errNoID
	}
	*list = append(*list, v)
	return nil
}

// applications joins the parts: every application that holds a permission to send, with its secrets from the service principal and from the registration.
func (p *permissions) applications(tenant inventory.Optional) []inventory.Application {
	byID := map[string]*inventory.Application{}
	of := func(id, name string) *inventory.Application {
		id = strings.ToLower(id)
		a := byID[id]
		if a == nil {
			a = &inventory.Application{ID: id}
			byID[id] = a
		}
		a.Name = cmp.Or(a.Name, inventory.Optional(name))
		return a
	}
	roles, names := p.offers()
	for _, assigned := range p.assigned {
		value, sends := roles[assigned.AppRoleID]
		if !sends || assigned.PrincipalType != "" && !strings.EqualFold(assigned.PrincipalType, "ServicePrincipal") {
			continue
		}
		resource := cmp.Or(names[assigned.ResourceID], assigned.ResourceDisplayName)
		give(of(assigned.PrincipalID, assigned.PrincipalDisplayName), inventory.AppPermission{Value: value, Resource: resource, Type: inventory.PermissionApplication})
	}
	for _, granted := range p.granted {
		for scope := range strings.FieldsSeq(granted.Scope) {
			if slices.Contains(sendPermissions, scope) {
				give(of(granted.ClientID, ""), inventory.AppPermission{Value: scope, Resource: names[granted.ResourceID],
					Type: inventory.PermissionDelegated, Everybody: strings.EqualFold(granted.ConsentType, "AllPrincipals")})
			}
		}
	}
	list := []inventory.Application{}
	for _, a := range byID {
		p.describe(a, tenant)
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b inventory.Application) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// offers gives the names of the roles that let an application send, and of the resources, by id.
func (p *permissions) offers() (roles, names map[string]string) {
	roles, names = map[string]string{}, map[string]string{}
	for _, r := range p.resources {
		names[r.ID] = r.DisplayName
		for _, role := range r.AppRoles {
			if slices.Contains(sendPermissions, role.Value) {
				roles[role.ID] = role.Value
			}
		}
	}
	return roles, names
}

// give adds a permission once. One that somebody has for all users is so whoever else gave it for himself.
func give(a *inventory.Application, p inventory.AppPermission) {
	for i, have := range a.Permissions {
		if have.Value == p.Value && have.Resource == p.Resource && have.Type == p.Type {
			a.Permissions[i].Everybody = have.Everybody || p.Everybody
			return
		}
	}
	a.Permissions = append(a.Permissions, p)
}

// describe says who an application is. What was not read stays null.
func (p *permissions) describe(a *inventory.Application, tenant inventory.Optional) {
	holder := p.holders[a.ID]
	registration, own := p.registered[strings.ToLower(holder.AppID)]
	a.AppID, a.Name = inventory.Optional(holder.AppID), cmp.Or(inventory.Optional(holder.DisplayName), a.Name, inventory.Optional(registration.DisplayName))
	a.Enabled = holder.AccountEnabled
	switch {
	case own && holder.AppID != "":
		a.Own = &own
	case holder.AppOwnerOrganizationID != "" && tenant != "":
		own = strings.EqualFold(holder.AppOwnerOrganizationID, string(tenant))
		a.Own = &own
	}
	seen := map[string]bool{}
	for _, r := range []appRecord{registration, holder} {
		for _, c := range r.PasswordCredentials {
			if c.KeyID == "" || !seen[c.KeyID] {
				a.Secrets = append(a.Secrets, inventory.AppSecret{Type: "secret", Name: inventory.Optional(c.DisplayName), Expires: endOf(c.EndDateTime)})
			}
			seen[c.KeyID] = true
		}
		for _, c := range r.KeyCredentials {
			if c.KeyID == "" || !seen[c.KeyID] {
				a.Secrets = append(a.Secrets, inventory.AppSecret{Type: "certificate", Name: inventory.Optional(c.DisplayName), Expires: endOf(c.EndDateTime)})
			}
			seen[c.KeyID] = true
		}
	}
}

// endOf reads the end of a secret; nil where there is none that makes sense.
func endOf(text string) *time.Time {
	at, err := momentOf([]byte(text), dateUnknown)
	if err != nil {
		return nil
	}
	at = at.Truncate(time.Second)
	return &at
}
