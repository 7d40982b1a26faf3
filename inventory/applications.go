package inventory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// expiresSoon is how long before its end a secret is told.
const expiresSoon = 60 * 24 * time.Hour

// applicationsOf lists the applications that may send with a token, those that need nobody signed in first; nil where they were not read.
func applicationsOf(list []Application, asOf time.Time) []Application {
	if list == nil {
		return nil
	}
	all := make([]Application, 0, len(list))
	for _, a := range list {
		a.Permissions, a.Secrets = append([]AppPermission{}, a.Permissions...), append([]AppSecret{}, a.Secrets...)
		slices.SortStableFunc(a.Permissions, func(x, y AppPermission) int {
			return cmp.Or(strings.Compare(x.Type, y.Type), strings.Compare(x.Value, y.Value), strings.Compare(x.Resource, y.Resource))
		})
		a.NextExpiry = nil
		for i := range a.Secrets {
			secret := &a.Secrets[i]
			secret.Expired = secret.Expires != nil && secret.Expires.Before(asOf)
			if secret.Expires != nil && !secret.Expired && (a.NextExpiry == nil || a.NextExpiry.Before(*secret.Expires)) {
				a.NextExpiry = secret.Expires
			}
		}
		slices.SortStableFunc(a.Secrets, func(x, y AppSecret) int {
			return cmp.Or(compareMoments(x.Expires, y.Expires), strings.Compare(x.Type, y.Type), strings.Compare(string(x.Name), string(y.Name)))
		})
		a.Findings = a.findings(asOf)
		all = append(all, a)
	}
	slices.SortStableFunc(all, func(x, y Application) int {
		return cmp.Or(trueFirst(x.alone(), y.alone()), strings.Compare(string(x.Name), string(y.Name)), strings.Compare(x.ID, y.ID))
	})
	return all
}

// compareMoments puts the earlier one first, and one that is not known last.
func compareMoments(a, b *time.Time) int {
	switch {
	case a == nil || b == nil:
		return trueFirst(a != nil, b != nil)
	}
	return a.Compare(*b)
}

// alone reports whether an application may send with nobody signed in.
func (a Application) alone() bool {
	return slices.ContainsFunc(a.Permissions, func(p AppPermission) bool { return p.Type == PermissionApplication })
}

// findings are the rules that speak of an application, what needs doing first. An application that is switched off does no harm.
func (a Application) findings(asOf time.Time) []Reason {
	list := []Reason{}
	say := func(rule string, args map[string]string) { list = append(list, reason(rule, args)) }
	for _, p := range a.Permissions {
		switch args := map[string]string{"permission": p.Value, "resource": p.Resource}; {
		case isFalse(a.Enabled):
		case p.Type == PermissionApplication && strings.EqualFold(p.Value, "SMTP.SendAsApp"):
			say("application-sends-smtp", args)
		case p.Type == PermissionApplication:
			say("application-sends-as-anybody", args)
		case p.Everybody:
			say("application-sends-for-everybody", args)
		}
	}
	known := slices.DeleteFunc(slices.Clone(a.Secrets), func(s AppSecret) bool { return s.Expires == nil })
	switch {
	case a.NextExpiry != nil && a.NextExpiry.Sub(asOf) <= expiresSoon:
		say("application-secret-expires", map[string]string{"date": date(*a.NextExpiry), "days": strconv.Itoa(int(a.NextExpiry.Sub(asOf) / (24 * time.Hour)))})
	case a.NextExpiry == nil && len(known) > 0 && len(known) == len(a.Secrets):
		say("application-secret-expired", map[string]string{"date": date(*known[len(known)-1].Expires)})
	}
	return list
}
