package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"unbasic/inventory"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"golang.org/x/sync/errgroup"
)

// Reading says of one source whether this sign-in can read it.
type Reading struct {
	Source Source
	// Gives is what the source is for.
	Gives inventory.Phrase
	// Permissions are Graph permissions each of which is enough, the least first. Role is the least directory role that a person needs besides, and
	// License what the tenant must have; both may be empty.
	Permissions   []string
	Role, License string
	// Granted says whether the token has one of the permissions; nil where it does not say.
	Granted *bool
	// Status is CoverageComplete where the source can be read, else why not.
	Status inventory.CoverageStatus
	// Said is the server's answer where it can't, with the request id, and Next is what to do about it.
	Said, Next string
}

// Check asks every source for as little as it gives, and changes nothing. The error is one that leaves nothing to say: nobody answers, or the sign-in is
// not accepted.
func (c *Client) Check(ctx context.Context, now time.Time) ([]Reading, error) {
	r := &run{client: c, now: now, paces: map[*quota]*pace{}, asked: Request{Progress: func(Progress) {}}}
	first, err := c.organizationURL(ctx)
	if err != nil {
		return nil, err
	}
	begin := r.try(ctx, Organization, call{at: first})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case begin != nil && isFatal(begin):
		return nil, signedOut(begin)
	case begin != nil && !answered(begin):
		return nil, fmt.Errorf("reading the tenant: %s: check the network, --cloud and --graph-url", describe(begin))
	}
	results := make([]error, len(listings))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for i, l := range listings {
		group.Go(func() error {
			if l.source == Organization {
				results[i] = begin
				return nil
			}
			results[i] = r.tryListing(groupCtx, l.source)
			return groupCtx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var list []Reading
	for i, l := range listings {
		list = append(list, r.reading(l, results[i]))
	}
	return list, nil
}

func (r *run) reading(l listing, err error) Reading {
	one := Reading{Source: l.source, Gives: l.gives, Permissions: l.permissions, Role: l.role, License: l.license, Status: inventory.CoverageComplete}
	if a := r.client.access; a != nil {
		granted := a.Allows(l.permissions)
		one.Granted = &granted
	}
	if err == nil {
		return one
	}
	one.Status, one.Said, one.Next = statusOf(err), describe(err), nextStep(err)
	var e *Error
	switch {
	case one.Status == inventory.CoverageNotPermitted:
		one.Next = permit(l, r.client.access)
	case one.Status == inventory.CoverageNotAvailable && l.globalOnly:
		one.Next = "the national clouds do not offer it; import the file from the admin center instead"
	case errors.As(err, &e) && betaRefused(err) && (l.source == InteractiveSignIns):
		one.Next = "collect reads v1.0 instead, which has less"
	}
	return one
}

// tryListing asks for as little as a source gives.
func (r *run) tryListing(ctx context.Context, s Source) error {
	one := url.Values{"$top": {"1"}, "$select": {"id"}}
	get := func(path string, query url.Values) error {
		return r.try(ctx, s, call{at: r.client.resource("v1.0", path, query)})
	}
	switch s {
	case Domains:
		return get("domains", nil)
	case SubscribedSKUs:
		return get("subscribedSkus", nil)
	case Subscriptions:
		return get("directory/subscriptions", nil)
	case Users:
		return r.try(ctx, s, call{at: r.client.usersURL(1)})
	case DeletedUsers:
		return get("directory/deletedItems/microsoft.graph.user", one)
	case LicenseGroups, PolicyMembers:
		return get("groups", one)
	case InteractiveSignIns, NonInteractiveSignIns, ServicePrincipalSignIns, ModernSignIns:
		event := s.Part
		if s == ModernSignIns {
			event = NonInteractiveSignIns.Part
		}
		filter := fmt.Sprintf("createdDateTime ge %s and %s", r.now.Add(-24*time.Hour).Format(time.RFC3339), eventType(event))
		at, err := r.client.firstSignIns(ctx, "beta", filter, 1)
		if err != nil {
			return err
		}
		return r.try(ctx, s, call{at: at})
	case EmailAppUsage, MailboxUsage, EmailActivity:
		function := map[Source]string{EmailAppUsage: "getEmailAppUsageUserDetail", MailboxUsage: "getMailboxUsageDetail", EmailActivity: "getEmailActivityUserDetail"}[s]
		return r.ask(ctx, s, call{at: r.client.resource("v1.0", "reports/"+function+"(period='D7')", nil), redirect: true}, func(answer) error { return nil })
	case MailboxPurpose:
		return r.tryMailbox(ctx)
	case ConditionalAccess:
		return get("identity/conditionalAccess/policies", nil)
	case SecurityDefaults:
		return r.ask(ctx, s, call{at: r.client.resource("v1.0", "policies/identitySecurityDefaultsEnforcementPolicy", nil)}, checkObject)
	case MFARegistration:
		return get("reports/authenticationMethods/userRegistrationDetails", url.Values{"$top": {"1"}})
	case MailResources, MailHolders:
		return get("servicePrincipals", one)
	case MailAssignments:
		return r.tryAssignments(ctx)
	case MailGrants:
		return get("oauth2PermissionGrants", url.Values{"$top": {"1"}})
	case MailApplications:
		return get("applications", one)
	case MessageTraces:
		return get("admin/exchange/tracing/messageTraces", url.Values{"$top": {"1"}})
	}
	return fmt.Errorf("checking %s %s: no question is known for it", s.Name, s.Part)
}

// try asks for a list.
func (r *run) try(ctx context.Context, s Source, q call) error {
	return r.ask(ctx, s, q, func(a answer) error {
		_, err := pageOf(a, nil)
		return err
	})
}

func (r *run) ask(ctx context.Context, s Source, q call, read func(answer) error) error {
	q.pace = r.pace(listingOf(s).quota)
	return r.client.ask(ctx, q, read)
}

// firstID gives the id of the first entry of a list.
func (r *run) firstID(ctx context.Context, s Source, at *url.URL) (string, error) {
	id := ""
	err := r.ask(ctx, s, call{at: at}, func(a answer) error {
		p, err := pageOf(a, nil)
		for _, row := range p.records {
			_ = json.Unmarshal(row.ID, &id) // an entry without an id is none to go on with
			break
		}
		return err
	})
	if err == nil && !isPlainID(id) {
		err = fmt.Errorf("%w: its first entry has no id", errAnswer)
	}
	return id, err
}

// tryMailbox asks for the type of one mailbox. That an account has none is an answer too.
func (r *run) tryMailbox(ctx context.Context) error {
	id, err := r.firstID(ctx, Users, r.client.resource("v1.0", "users", url.Values{"$top": {"1"}, "$select": {"id"}}))
	if err != nil {
		return err
	}
	body, err := batchBody([]part{{"1", "/users/" + id + "/mailboxSettings/userPurpose"}})
	if err != nil {
		return err
	}
	return r.ask(ctx, MailboxPurpose, call{method: abstractions.POST, at: r.client.resource("v1.0", "$batch", nil), body: body}, func(a answer) error {
		var got struct {
			Responses []struct {
				Status int
				Body   json.RawMessage
			}
		}
		if err := json.Unmarshal(a.body, &got); err != nil || len(got.Responses) != 1 {
			return fmt.Errorf("%w: it holds no response (request id %q)", errAnswer, a.requestID)
		}
		if status := got.Responses[0].Status; status != http.StatusOK && status != http.StatusNotFound {
			failure := errorOf(&http.Response{StatusCode: status, Header: http.Header{}}, got.Responses[0].Body)
			if failure.RequestID == "" {
				failure.RequestID = a.requestID
			}
			return failure
		}
		return nil
	})
}

func (r *run) tryAssignments(ctx context.Context) error {
	id, err := r.firstID(ctx, MailResources, r.client.resource("v1.0", "servicePrincipals", url.Values{"$filter": {"appId eq '" + exchangeOnline + "'"}, "$select": {"id"}}))
	if err != nil {
		return err
	}
	return r.try(ctx, MailAssignments, call{at: r.client.resource("v1.0", "servicePrincipals/"+id+"/appRoleAssignedTo", url.Values{"$top": {"1"}})})
}
