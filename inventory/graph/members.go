package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"unbasic/inventory"
)

// groupMembers is a record of the source of policies' groups: who is in a group, which Graph serves in pages of objects of every kind.
type groupMembers struct {
	Group   string   `json:"group"`
	Members []string `json:"members"`
}

// policyMembers reads who is in the groups that Conditional Access policies name which a password can run into. Without it nobody can say whom they stop.
// A group is kept only where all of it was read.
func (r *run) policyMembers(ctx context.Context) error {
	s := PolicyMembers
	if r.already(s) {
		return nil
	}
	if len(r.kept(ConditionalAccess)) == 0 {
		r.tell(s, nil, inventory.Coverage{Source: s.Name, Status: inventory.CoverageMissing,
			Reason: "it needs " + ConditionalAccess.Name + ", which was not read to its end: see there"})
		return nil
	}
	groups, err := r.policyGroups()
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		r.tell(s, nil, inventory.Coverage{Source: s.Name, Status: inventory.CoverageComplete, Note: "no policy names a group that could stop a password"})
		return nil
	}
	l, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	for _, id := range groups {
		q := call{at: r.client.resource("v1.0", "groups/"+id+"/transitiveMembers", url.Values{"$select": {"id"}, "$top": {"999"}}), pace: r.pace(l.quota)}
		if err = r.membersOf(ctx, id, q, draft); err != nil {
			break
		}
		piece.Records++
		r.report(Progress{Source: s, Records: 1})
	}
	return r.end(ctx, piece, draft, err)
}

// membersOf reads one group. One that is gone has nobody in it, and a policy that still names it means nobody by it.
func (r *run) membersOf(ctx context.Context, id string, q call, draft Draft) error {
	group := groupMembers{Group: id, Members: []string{}}
	err := r.client.each(ctx, q, func(p page) error {
		draft.Request(p.requestID)
		for i := range p.records {
			var member struct{ ID string }
			if json.Unmarshal(p.records[i].Raw, &member) == nil && isPlainID(member.ID) {
				group.Members = append(group.Members, strings.ToLower(member.ID))
			}
		}
		return nil
	})
	var answer *Error
	if err != nil && !(errors.As(err, &answer) && answer.Status == http.StatusNotFound) {
		return err
	}
	slices.Sort(group.Members)
	group.Members = slices.Compact(group.Members)
	line, err := json.Marshal(group)
	if err != nil {
		return fmt.Errorf("keeping the members of a group: %w", err)
	}
	if err := draft.Record(line); err != nil {
		return &storeError{err}
	}
	return nil
}

// policyGroups gives the ids of groups that policies name which are on or in report-only mode and look at clients with a password.
func (r *run) policyGroups() ([]string, error) {
	ids := map[string]bool{}
	for raw, err := range r.records(ConditionalAccess) {
		if err != nil {
			return nil, err
		}
		var policy struct {
			State      string
			Conditions struct {
				ClientAppTypes []string
				Users          struct{ IncludeGroups, ExcludeGroups []string }
			}
		}
		c := &policy.Conditions
		if json.Unmarshal(raw, &policy) != nil || policy.State == "disabled" ||
			len(c.ClientAppTypes) > 0 && !slices.Contains(c.ClientAppTypes, "all") && !slices.Contains(c.ClientAppTypes, "other") {
			continue
		}
		for _, id := range slices.Concat(c.Users.IncludeGroups, c.Users.ExcludeGroups) {
			if isPlainID(id) {
				ids[id] = true
			}
		}
	}
	return sorted(ids), nil
}
