package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"unbasic/inventory"
)

// These lists of Entra are read from a collection, and as somebody exported them from Graph: as pages, arrays or one object. Names are compared without
// case, since PowerShell writes them in capitals, and an object that is there and empty says nothing, since PowerShell writes those for null.

// entraFormat tells Entra's lists from the names in their records. Graph's record of who registered for multifactor authentication has an account's
// names too, so ask before asking for users.
func entraFormat(n names) (Format, bool) {
	switch {
	case n.has("state", "conditions") && n.any("grantcontrols", "sessioncontrols"):
		return GraphConditionalAccess, true
	case n.has("ismfaregistered") && n.any("id", "userprincipalname"):
		return GraphMFARegistration, true
	case n.has("isenabled", "id", "displayname", "description"):
		return GraphSecurityDefaults, true
	}
	return "", false
}

// accessPolicyRecord is what is read of Graph's conditionalAccessPolicy.
type accessPolicyRecord struct {
	ID, DisplayName, State string
	Conditions             *struct {
		ClientAppTypes []string
		Applications   struct {
			IncludeApplications, ExcludeApplications []string
			ApplicationFilter                        struct{ Mode, Rule string }
		}
		Users struct {
			IncludeUsers, ExcludeUsers, IncludeGroups, ExcludeGroups, IncludeRoles, ExcludeRoles []string
			IncludeGuestsOrExternalUsers, ExcludeGuestsOrExternalUsers                           struct{ GuestOrExternalUserTypes words }
		}
		UserRiskLevels, SignInRiskLevels, ServicePrincipalRiskLevels, InsiderRiskLevels words
		Platforms                                                                       struct{ IncludePlatforms, ExcludePlatforms []string }
		Locations                                                                       struct{ IncludeLocations, ExcludeLocations []string }
		Devices                                                                         struct {
			IncludeDevices, ExcludeDevices, IncludeDeviceStates, ExcludeDeviceStates []string
			DeviceFilter                                                             struct{ Mode, Rule string }
		}
		AuthenticationFlows struct{ TransferMethods words }
	}
	GrantControls struct {
		BuiltInControls, CustomAuthenticationFactors, TermsOfUse []string
		AuthenticationStrength                                   struct{ ID string }
	}
}

// words is a list, or a text of words with commas between them, as Graph writes flags.
type words []string

func (w *words) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		*w = nil
		for word := range strings.SplitSeq(text, ",") {
			if word = strings.TrimSpace(word); word != "" {
				*w = append(*w, word)
			}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(w))
}

// decodeAccessPolicy decodes a Conditional Access policy, narrowed to what decides about Basic.
func decodeAccessPolicy(record []byte) (inventory.ConditionalPolicy, error) {
	var r accessPolicyRecord
	if err := json.Unmarshal(record, &r); err != nil {
		var cut *json.UnmarshalTypeError
		if errors.As(err, &cut) && cut.Value == "string" {
			return inventory.ConditionalPolicy{}, fmt.Errorf("%w: PowerShell writes what lies deeper than two levels as text: export it with ConvertTo-Json -Depth 10", err)
		}
		return inventory.ConditionalPolicy{}, err
	}
	switch {
	case r.ID == "":
		return inventory.ConditionalPolicy{}, errors.New("id is missing")
	case r.State == "":
		return inventory.ConditionalPolicy{}, errors.New("state is missing")
	case r.Conditions == nil:
		return inventory.ConditionalPolicy{}, errors.New("conditions are missing")
	}
	c := r.Conditions
	guests := func(types words) bool { return len(types) > 0 && !slices.Equal(types, words{"none"}) }
	p := inventory.ConditionalPolicy{
		ID: strings.ToLower(r.ID), Name: r.DisplayName, State: spelled(r.State, "enabled", "disabled", "enabledForReportingButNotEnforced"),
		ClientAppTypes:      c.ClientAppTypes,
		IncludeApplications: spelledIDs(c.Applications.IncludeApplications), ExcludeApplications: spelledIDs(c.Applications.ExcludeApplications),
		IncludeUsers: spelledIDs(c.Users.IncludeUsers), ExcludeUsers: spelledIDs(c.Users.ExcludeUsers),
		IncludeGroups: spelledIDs(c.Users.IncludeGroups), ExcludeGroups: spelledIDs(c.Users.ExcludeGroups),
		IncludeRoles: spelledIDs(c.Users.IncludeRoles), ExcludeRoles: spelledIDs(c.Users.ExcludeRoles),
		IncludeGuests: guests(c.Users.IncludeGuestsOrExternalUsers.GuestOrExternalUserTypes),
		ExcludeGuests: guests(c.Users.ExcludeGuestsOrExternalUsers.GuestOrExternalUserTypes),
		Flows:         len(c.AuthenticationFlows.TransferMethods) > 0,
		Controls:      append([]string{}, r.GrantControls.BuiltInControls...),
		Strength:      r.GrantControls.AuthenticationStrength.ID != "",
	}
	if len(r.GrantControls.TermsOfUse) > 0 {
		p.Controls = append(p.Controls, "termsOfUse")
	}
	if len(r.GrantControls.CustomAuthenticationFactors) > 0 {
		p.Controls = append(p.Controls, "customAuthenticationFactor")
	}
	// An application filter may take in Exchange or leave it out, which hangs on attributes that nobody reads here.
	if filter := c.Applications.ApplicationFilter; filter.Rule != "" {
		p.Limited = true
		if strings.EqualFold(filter.Mode, "include") {
			p.IncludeApplications = append(p.IncludeApplications, "All")
		}
	}
	p.Limited = p.Limited || r.limited()
	return p, nil
}

// limited reports whether a policy is for some places, platforms, devices or risks alone.
func (r accessPolicyRecord) limited() bool {
	c := r.Conditions
	some := func(include, exclude []string) bool {
		return len(exclude) > 0 || len(include) > 0 && !slices.ContainsFunc(include, func(s string) bool { return strings.EqualFold(s, "all") })
	}
	d := c.Devices
	return some(c.Locations.IncludeLocations, c.Locations.ExcludeLocations) || some(c.Platforms.IncludePlatforms, c.Platforms.ExcludePlatforms) ||
		some(d.IncludeDevices, d.ExcludeDevices) || some(d.IncludeDeviceStates, d.ExcludeDeviceStates) || d.DeviceFilter.Rule != "" ||
		len(c.UserRiskLevels)+len(c.SignInRiskLevels)+len(c.ServicePrincipalRiskLevels)+len(c.InsiderRiskLevels) > 0
}

// spelled gives a word in Graph's spelling; one that is none of them stays as it is.
func spelled(word string, all ...string) string {
	for _, known := range all {
		if strings.EqualFold(word, known) {
			return known
		}
	}
	return word
}

// spelledIDs gives ids in lower case, and the words that stand among them in Graph's spelling.
func spelledIDs(list []string) []string {
	ids := make([]string, 0, len(list))
	for _, id := range list {
		ids = append(ids, spelled(strings.ToLower(strings.TrimSpace(id)), "All", "None", "Office365", "GuestsOrExternalUsers"))
	}
	return ids
}

// takeAccessPolicies adds policies to those of newer evidence. Of two of one id the newer stands, and behind a whole list nothing older is heard:
// what it does not hold was deleted.
func takeAccessPolicies(in *inventory.Input, list []inventory.ConditionalPolicy) {
	if in.AccessPoliciesRead {
		return
	}
	if in.AccessPolicies == nil {
		in.AccessPolicies = []inventory.ConditionalPolicy{}
	}
	for _, p := range list {
		if !slices.ContainsFunc(in.AccessPolicies, func(have inventory.ConditionalPolicy) bool { return have.ID == p.ID }) {
			in.AccessPolicies = append(in.AccessPolicies, p)
		}
	}
}

// decodeSecurityDefaults decodes Graph's identitySecurityDefaultsEnforcementPolicy. Its id is the same in every tenant.
func decodeSecurityDefaults(record []byte) (bool, error) {
	var r struct {
		ID, DisplayName string
		IsEnabled       *bool
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return false, err
	}
	switch {
	case r.IsEnabled == nil:
		return false, errors.New("isEnabled is missing")
	case r.ID != "00000000-0000-0000-0000-000000000005" && !strings.EqualFold(r.DisplayName, "Security Defaults"):
		return false, fmt.Errorf("it is %q, and not the policy of security defaults", r.DisplayName)
	}
	return *r.IsEnabled, nil
}

// decodeRegistration decodes Graph's userRegistrationDetails.
func decodeRegistration(record []byte) (inventory.Registration, error) {
	var r struct {
		ID                       string
		IsMfaRegistered, IsAdmin *bool
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.Registration{}, err
	}
	if r.ID == "" {
		return inventory.Registration{}, errors.New("id is missing")
	}
	return inventory.Registration{UserID: strings.ToLower(r.ID), MFA: r.IsMfaRegistered, Admin: r.IsAdmin}, nil
}

// groupName is what a group is called.
type groupName struct{ id, name string }

// decodeGroupName decodes the answer of a batch to the question for a group, or Graph's group as it is. A group that is gone has no name.
func decodeGroupName(record []byte) (groupName, error) {
	type group struct{ ID, DisplayName string }
	var r struct {
		group
		Status int
		Body   *group
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return groupName{}, err
	}
	if r.ID == "" {
		return groupName{}, errors.New("id is missing")
	}
	if r.Body != nil {
		r.DisplayName = r.Body.DisplayName
	}
	return groupName{strings.ToLower(r.ID), r.DisplayName}, nil
}

// policyMembers is who is in a group, as a collection writes it.
type policyMembers struct {
	Group   string
	Members []string
}

func decodePolicyMembers(record []byte) (policyMembers, error) {
	var m policyMembers
	if err := json.Unmarshal(record, &m); err != nil {
		return m, err
	}
	if m.Group == "" || m.Members == nil { // a group of nobody has an empty list
		return m, errors.New("group or members are missing")
	}
	m.Group = strings.ToLower(m.Group)
	return m, nil
}

// takeEntra gives what takes the records of an exported list of Entra's, and what is to be done behind the last one.
func takeEntra(in *inventory.Input, format Format, result *Result) (take func(record) error, done func()) {
	switch format {
	case GraphConditionalAccess:
		var list []inventory.ConditionalPolicy
		return decoded(&list, whole(decodeAccessPolicy)), func() {
			takeAccessPolicies(in, list)
			// The portal exports policies one by one, so one alone does not prove that there are no others.
			if len(list) == 1 {
				result.Notes = append(result.Notes, "one policy does not say that there are no others: bring all of them, as unbasic collect reads them")
			}
			bad, _ := result.Unreadable()
			in.AccessPoliciesRead = in.AccessPoliciesRead || len(list) > 1 && bad == 0 && result.Ends == ""
		}
	case GraphSecurityDefaults:
		return func(r record) error {
			on, err := decodeSecurityDefaults([]byte(r[wholeRecord].text))
			if err == nil && in.SecurityDefaults == nil { // newer evidence stands
				in.SecurityDefaults = &on
			}
			return err
		}, nil
	}
	return decoded(&in.Registrations, whole(decodeRegistration)), nil
}

// whole decodes a record of JSON from its own text.
func whole[T any](decode func([]byte) (T, error)) func(record) (T, error) {
	return func(r record) (T, error) { return decode([]byte(r[wholeRecord].text)) }
}
