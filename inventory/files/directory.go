package files

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"unbasic/inventory"
)

// userRecord is what is read of Graph's user. Slices are nil where the record does not hold the field.
type userRecord struct {
	ID                string `json:"id"`
	UserPrincipalName string `json:"userPrincipalName"`
	DisplayName       string `json:"displayName"`
	GivenName         string `json:"givenName"`
	Surname           string `json:"surname"`
	JobTitle          string `json:"jobTitle"`
	Department        string `json:"department"`
	AccountEnabled    *bool  `json:"accountEnabled"`
	UserType          string `json:"userType"`
	Mail              string `json:"mail"`

	CreatedDateTime            string `json:"createdDateTime"`
	LastPasswordChangeDateTime string `json:"lastPasswordChangeDateTime"`
	// Of these two null says something else than that they were not asked for.
	PasswordPolicies      json.RawMessage `json:"passwordPolicies"`
	OnPremisesSyncEnabled json.RawMessage `json:"onPremisesSyncEnabled"`

	AssignedLicenses []struct {
		SKUID         string   `json:"skuId"`
		DisabledPlans []string `json:"disabledPlans"`
	} `json:"assignedLicenses"`
	AssignedPlans []struct {
		CapabilityStatus string `json:"capabilityStatus"`
		ServicePlanID    string `json:"servicePlanId"`
	} `json:"assignedPlans"`
	LicenseAssignmentStates []struct {
		AssignedByGroup string   `json:"assignedByGroup"`
		DisabledPlans   []string `json:"disabledPlans"`
		Error           string   `json:"error"`
		LastUpdated     string   `json:"lastUpdatedDateTime"`
		SKUID           string   `json:"skuId"`
		State           string   `json:"state"`
	} `json:"licenseAssignmentStates"`
}

func decodeUser(record []byte) (inventory.User, error) {
	var r userRecord
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.User{}, err
	}
	if r.ID == "" {
		return inventory.User{}, errors.New("id is missing")
	}
	u := inventory.User{
		ID: r.ID, UPN: r.UserPrincipalName, DisplayName: r.DisplayName, GivenName: r.GivenName, Surname: r.Surname,
		JobTitle: r.JobTitle, Department: r.Department, AccountEnabled: r.AccountEnabled, UserType: r.UserType,
		PlansRead: r.AssignedPlans != nil, Mail: r.Mail, Created: longAgo(r.CreatedDateTime), PasswordChanged: longAgo(r.LastPasswordChangeDateTime),
	}
	if text := strings.ToLower(string(r.PasswordPolicies)); text != "" { // null and "None" make no exception
		never := strings.Contains(text, "disablepasswordexpiration")
		u.PasswordNeverExpires = &never
	}
	switch string(r.OnPremisesSyncEnabled) {
	case "true":
		yes := true
		u.Synchronised = &yes
	case "false", "null": // was so once, or never
		no := false
		u.Synchronised = &no
	}
	for _, p := range r.AssignedPlans {
		u.Plans = append(u.Plans, inventory.AssignedPlan{ServicePlanID: p.ServicePlanID, CapabilityStatus: p.CapabilityStatus})
	}
	for _, a := range r.LicenseAssignmentStates {
		u.Assignments = append(u.Assignments, inventory.LicenseAssignment{
			SKUID: a.SKUID, DisabledPlans: a.DisabledPlans, GroupID: a.AssignedByGroup, State: a.State, Error: a.Error,
			Changed: longAgo(a.LastUpdated),
		})
	}
	if len(r.LicenseAssignmentStates) == 0 {
		for _, a := range r.AssignedLicenses {
			u.Assignments = append(u.Assignments, inventory.LicenseAssignment{SKUID: a.SKUID, DisabledPlans: a.DisabledPlans})
		}
	}
	return u, nil
}

// longAgo reads a time of the directory; zero where there is none, or where it is one that directories write for none. It is no reason to leave an account
// aside that such a time is odd.
func longAgo(text string) time.Time {
	at, err := momentOf([]byte(text), dateUnknown)
	if err != nil || at.Year() < 1990 {
		return time.Time{}
	}
	return at
}

func decodeSKU(record []byte) (inventory.SKU, error) {
	var r struct {
		SKUID            string `json:"skuId"`
		SKUPartNumber    string `json:"skuPartNumber"`
		CapabilityStatus string `json:"capabilityStatus"`
		ConsumedUnits    int    `json:"consumedUnits"`
		PrepaidUnits     *struct {
			Enabled   int `json:"enabled"`
			Warning   int `json:"warning"`
			Suspended int `json:"suspended"`
			LockedOut int `json:"lockedOut"`
		} `json:"prepaidUnits"`
		ServicePlans []struct {
			ServicePlanID string `json:"servicePlanId"`
		} `json:"servicePlans"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.SKU{}, err
	}
	if r.SKUID == "" {
		return inventory.SKU{}, errors.New("skuId is missing")
	}
	sku := inventory.SKU{ID: r.SKUID, PartNumber: r.SKUPartNumber, CapabilityStatus: r.CapabilityStatus, Consumed: r.ConsumedUnits}
	if r.PrepaidUnits != nil {
		sku.Enabled, sku.Warning = r.PrepaidUnits.Enabled, r.PrepaidUnits.Warning
		sku.Suspended, sku.LockedOut = r.PrepaidUnits.Suspended, r.PrepaidUnits.LockedOut
	}
	for _, p := range r.ServicePlans {
		sku.ServicePlanIDs = append(sku.ServicePlanIDs, p.ServicePlanID)
	}
	return sku, nil
}

// decodeSubscription decodes Graph's companySubscription.
func decodeSubscription(record []byte) (inventory.Subscription, error) {
	var r struct {
		SKUID         string `json:"skuId"`
		Status        string `json:"status"`
		NextLifecycle string `json:"nextLifecycleDateTime"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.Subscription{}, err
	}
	if r.SKUID == "" {
		return inventory.Subscription{}, errors.New("skuId is missing")
	}
	return inventory.Subscription{SKUID: r.SKUID, Status: r.Status, NextChange: longAgo(r.NextLifecycle)}, nil
}

// mailboxPurpose is the type of one account's mailbox.
type mailboxPurpose struct {
	id      string
	mailbox inventory.Mailbox
}

// decodePurpose decodes the answer of a batch to the question for mailboxSettings/userPurpose. 404 says that there is no mailbox.
func decodePurpose(record []byte) (mailboxPurpose, error) {
	var r struct {
		ID     string `json:"id"`
		Status int    `json:"status"`
		Body   struct {
			Value string `json:"value"`
		} `json:"body"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return mailboxPurpose{}, err
	}
	if r.ID == "" {
		return mailboxPurpose{}, errors.New("id is missing")
	}
	p := mailboxPurpose{id: strings.ToLower(r.ID), mailbox: inventory.MailboxUnknown}
	switch {
	case r.Status == 404:
		p.mailbox = inventory.MailboxNone
	case r.Body.Value == "user" || r.Body.Value == "linked":
		p.mailbox = inventory.MailboxUser
	case r.Body.Value == "shared" || r.Body.Value == "room" || r.Body.Value == "equipment":
		p.mailbox = inventory.Mailbox(r.Body.Value)
	}
	return p, nil
}

// decodeMessageCount decodes a count of a collection's message traces.
func decodeMessageCount(record []byte) (inventory.MessageCount, error) {
	var r struct {
		SenderAddress string    `json:"senderAddress"`
		FromIP        string    `json:"fromIP"`
		Messages      int       `json:"messages"`
		First         time.Time `json:"first"`
		Last          time.Time `json:"last"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.MessageCount{}, err
	}
	if r.SenderAddress == "" {
		return inventory.MessageCount{}, errors.New("senderAddress is missing")
	}
	return inventory.MessageCount{Address: strings.ToLower(r.SenderAddress), IP: r.FromIP, Messages: r.Messages, First: r.First, Last: r.Last}, nil
}

// DecodeTenant decodes Graph's organization. The cloud is not in it.
func DecodeTenant(record []byte) (inventory.Tenant, error) {
	var r struct {
		ID              string `json:"id"`
		DisplayName     string `json:"displayName"`
		VerifiedDomains []struct {
			Name      string `json:"name"`
			IsDefault bool   `json:"isDefault"`
		} `json:"verifiedDomains"`
	}
	if err := json.Unmarshal(record, &r); err != nil {
		return inventory.Tenant{}, err
	}
	if r.ID == "" {
		return inventory.Tenant{}, errors.New("id is missing")
	}
	t := inventory.Tenant{ID: inventory.Optional(r.ID), Name: inventory.Optional(r.DisplayName)}
	for _, d := range r.VerifiedDomains {
		if d.IsDefault {
			t.DefaultDomain = inventory.Optional(d.Name)
		}
	}
	return t, nil
}

// jsonLines gives one decoded record a line. These files are this program's own, so a line that can't be decoded ends the reading.
func jsonLines[T any](r io.Reader, decode func([]byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		reader := bufio.NewReaderSize(r, 64<<10)
		for row := 1; ; row++ {
			line, err := reader.ReadBytes('\n')
			if err != nil && !errors.Is(err, io.EOF) {
				var zero T
				yield(zero, err)
				return
			}
			if len(bytes.TrimSpace(line)) > 0 {
				value, decodeErr := decode(line)
				if decodeErr != nil {
					decodeErr = &rowError{Row: row, Err: decodeErr}
				}
				if !yield(value, decodeErr) {
					return
				}
			}
			if err != nil {
				return
			}
		}
	}
}
