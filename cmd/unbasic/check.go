package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph"

	"github.com/spf13/cobra"
)

type checkOptions struct {
	globalOptions
	signIn signInOptions
	format tableFormat
}

const checkHelp = `check says what this sign-in can read: each source, what it is for, its permission and role, the licence that
it needs, whether it can be read now, and what to do where it can't. It reads the token's own words and asks
each source for as little as it gives. It changes nothing, and keeps nothing.` + exitHelp

func newCheckCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use: "check", Short: "Say what this sign-in can read, and what to do where it can't", Long: checkHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.globalOptions = *global
			return runCheck(cmd.Context(), env, opts)
		},
	}
	opts.signIn.addFlags(cmd.Flags())
	opts.format.addFlag(cmd)
	return cmd
}

// runCheck asks every source and shows the answers. Where one can't be read, the error is errIncomplete; where none can, it is one of consent.
func runCheck(ctx context.Context, env *environment, o checkOptions) error {
	u := newUI(env, o.globalOptions)
	client, err := connect(ctx, env, u, o.signIn, "")
	if err != nil {
		return err
	}
	u.access(client.Access(), env.now())
	readings, err := client.Check(ctx, o.now(env))
	if err != nil {
		return err
	}
	if err := u.readings(readings, o.format); err != nil {
		return err
	}
	missing, refused := 0, 0
	for _, r := range readings {
		if r.Status != inventory.CoverageComplete {
			missing++
		}
		if r.Status == inventory.CoverageNotPermitted {
			refused++
		}
	}
	u.warnOf(unreadable(readings)) // a terminal cuts the table's last column
	for _, r := range readings {
		if r.Status == inventory.CoverageNotLicensed && r.Source.Name == inventory.SourceSignIns {
			u.warn("%s", u.word(warnNoPremium))
			break
		}
	}
	switch {
	case refused == len(readings):
		return fmt.Errorf("%w: no source can be read: grant the permissions of the table and admin consent", graph.ErrSignIn)
	case missing > 0:
		return errIncomplete
	}
	return nil
}

// unreadable says of each source that can't be read why, and what to do; parts that share both are named together.
func unreadable(readings []graph.Reading) []string {
	var list []inventory.Coverage
	for _, r := range readings {
		list = append(list, inventory.Coverage{Source: r.Source.Name, Part: r.Source.Part, Status: r.Status, Reason: r.Next + " [" + r.Said + "]"})
	}
	return gapsOf(list)
}

// access tells who is signed in, in the token's own words.
func (u ui) access(a *graph.Access, now time.Time) {
	if a == nil {
		u.say(sayNoClaims)
		return
	}
	p := sayPerson
	if a.Application {
		p = sayApplication
	}
	u.say(p, "application", a.ApplicationID, "tenant", a.TenantID, "permissions", strings.Join(a.Permissions, ", "), "roles", strings.Join(a.Roles, ", "))
	if !a.Expires.IsZero() && a.Expires.Before(now) {
		u.warn("%s", u.word(warnExpired, "at", a.Expires.Format(time.RFC3339)))
	}
}

// readings shows the table.
func (u ui) readings(readings []graph.Reading, format tableFormat) error {
	if format == formatJSON {
		type row struct {
			Source      string                   `json:"source"`
			Part        string                   `json:"part"`
			Gives       string                   `json:"gives"`
			Permissions []string                 `json:"permissions"`
			Granted     *bool                    `json:"granted"`
			Role        string                   `json:"role"`
			License     string                   `json:"license"`
			Status      inventory.CoverageStatus `json:"status"`
			Said        string                   `json:"said"`
			Next        string                   `json:"next"`
		}
		rows := []row{}
		for _, r := range readings {
			rows = append(rows, row{r.Source.Name, r.Source.Part, u.word(r.Gives), r.Permissions, r.Granted, r.Role, r.License, r.Status, r.Said, r.Next})
		}
		return u.json(rows)
	}
	rows := [][]string{}
	for _, r := range readings {
		permission := r.Permissions[0]
		if r.Granted != nil && *r.Granted {
			permission += " " + u.word(wordGranted)
		} else if r.Granted != nil {
			permission += " " + u.word(wordNotGranted)
		}
		now := u.word(wordYes)
		if r.Status != inventory.CoverageComplete {
			now = string(r.Status)
		}
		next := r.Next
		if r.Said != "" {
			next += " [" + r.Said + "]"
		}
		rows = append(rows, []string{r.Source.Name, r.Source.Part, now, permission, r.Role, r.License, u.word(r.Gives), next})
	}
	return u.rows(u.words(headSource, headPart, headReadable, headPermission, headRole, headNeeds, headGives, headNext), rows)
}
