package files

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
)

// Load reads every snapshot of a workspace, newest first, into the input of the analysis. Of sign-ins all snapshots count, and a row that
// several hold counts once, as the newest has it; of users and subscriptions the newest snapshot that read them all counts. window limits the
// sign-ins, nil takes what the snapshots asked for. AsOf and Tool are the caller's to fill in.
//
// The error wraps evidence.ErrChanged where a file is not what its manifest says, and ErrTenants where the snapshots are of more than one tenant.
func Load(snapshots []evidence.Snapshot, window *inventory.Window) (in inventory.Input, err error) {
	space := &scratch{}
	defer func() { err = errors.Join(err, space.close()) }()
	in = inventory.Input{Rows: inventory.NewTally(window, space)}
	covered := coverage{}
	var asked inventory.Window
	newest := map[Format]int{
		GraphUsers: chosen(snapshots, inventory.SourceUsers, GraphUsers), GraphSKUs: chosen(snapshots, inventory.SourceSKUs, GraphSKUs),
		GraphSubscriptions:   chosen(snapshots, inventory.SourceSubscriptions, GraphSubscriptions),
		GraphDeletedUsers:    chosen(snapshots, inventory.SourceDeletedUsers, GraphDeletedUsers),
		GraphMailboxPurposes: chosen(snapshots, inventory.SourceMailboxPurpose, GraphMailboxPurposes),
		EmailAppUsageCSV:     chosen(snapshots, inventory.SourceEmailAppUsage, EmailAppUsageCSV),
		MailboxUsageCSV:      chosen(snapshots, inventory.SourceMailboxUsage, MailboxUsageCSV),
		MessageTraceCounts:   chosen(snapshots, inventory.SourceMessageTraces, MessageTraceCounts),
		EmailActivityCSV:     chosen(snapshots, inventory.SourceEmailActivity, EmailActivityCSV),

		GraphConditionalAccess: chosen(snapshots, inventory.SourceConditionalAccess, GraphConditionalAccess),
		GraphSecurityDefaults:  chosen(snapshots, inventory.SourceSecurityDefaults, GraphSecurityDefaults),
		GraphMFARegistration:   chosen(snapshots, inventory.SourceMFARegistration, GraphMFARegistration),
		GraphPolicyMembers:     chosen(snapshots, inventory.SourcePolicyMembers, GraphPolicyMembers),
		GraphMailPermissions:   chosenPermissions(snapshots),
	}
	var sends permissions
	for i, s := range snapshots {
		m := s.Manifest
		if err := sameTenant(&in.Tenant, m.Tenant, s.Name); err != nil {
			return in, err
		}
		if m.Window != nil {
			if asked.Since.IsZero() || m.Window.Since.Before(asked.Since) {
				asked.Since = m.Window.Since
			}
			if m.Window.Until.After(asked.Until) {
				asked.Until = m.Window.Until
			}
		}
		read := slices.Clone(m.Coverage)
		aside := map[sourcePart]leftAside{}
		for _, f := range m.Files {
			if n, ok := newest[Format(f.Format)]; ok && n != i && m.Kind != importKind {
				continue
			}
			if !slices.Contains(keptOnly, Format(f.Format)) {
				left, err := loadFile(&in, &sends, s, f)
				if err != nil {
					return in, err
				}
				key := sourcePart{f.Source, f.Part}
				aside[key] = aside[key].and(left, f.Records)
			}
			in.Evidence = append(in.Evidence, inventory.EvidenceFile{Snapshot: s.Name, Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Records: f.Records})
		}
		for key, left := range aside {
			left.markIn(read, key)
		}
		covered.add(m.Kind, read)
		in.UsersRead = in.UsersRead || i == newest[GraphUsers] && complete(read, inventory.SourceUsers)
		in.SKUsRead = in.SKUsRead || i == newest[GraphSKUs] && complete(read, inventory.SourceSKUs)
		if i == newest[GraphConditionalAccess] && complete(read, inventory.SourceConditionalAccess) {
			takeAccessPolicies(&in, nil) // of a tenant that has none no file may have been kept
			in.AccessPoliciesRead = true
		}
	}
	if i := newest[GraphMailPermissions]; i >= 0 {
		// Where not everything could be read, that nobody was seen does not say that there is nobody.
		if list := sends.applications(in.Tenant.ID); len(list) > 0 || permissionsComplete(snapshots[i].Manifest.Coverage) {
			in.Applications = list
		}
	}
	if err := in.Rows.Settle(); err != nil {
		return in, err
	}
	in.Coverage = covered.all()
	in.Window = asked
	if window != nil {
		in.Window = *window
	}
	return in, nil
}

// importKind is the kind of a snapshot of exported files. Each of its files stands for itself, beside whatever else there is.
const importKind = "import"

// chosen gives the index of the newest snapshot that read a list completely, else of the newest one that read any of it, else -1. A file that was imported
// under the same name of a source is chosen by nobody: it stands for itself.
func chosen(snapshots []evidence.Snapshot, source string, format Format) int {
	partial := -1
	for i, s := range snapshots {
		if s.Manifest.Kind == importKind {
			continue
		}
		if complete(s.Manifest.Coverage, source) {
			return i
		}
		holds := slices.ContainsFunc(s.Manifest.Files, func(f evidence.File) bool { return Format(f.Format) == format && f.Records > 0 })
		if holds && partial < 0 {
			partial = i
		}
	}
	return partial
}

// ErrTenants is wrapped by the error for snapshots of more than one tenant in one workspace.
var ErrTenants = errors.New("snapshots of two tenants in one workspace")

func sameTenant(have *inventory.Tenant, next inventory.Tenant, snapshot string) error {
	switch {
	case next.ID == "":
		return nil
	case have.ID == "":
		*have = next
		return nil
	case have.ID != next.ID:
		return fmt.Errorf("reading snapshot %s: %w: %s and %s: use one --workspace a tenant", snapshot, ErrTenants, have.ID, next.ID)
	}
	return nil
}

// sourcePart names the coverage entry that a file belongs to.
type sourcePart struct{ source, part string }

// leftAside counts records that could not be decoded.
type leftAside struct {
	records int
	of      int    // all records of the files
	first   string // where and why the first one was
}

func (l *leftAside) add(err *rowError) {
	if l.records++; l.records == 1 {
		l.first = err.Error()
	}
}

// and adds what was left aside in one more file of so many records.
func (l leftAside) and(o leftAside, of int) leftAside {
	l.of += of
	if l.records == 0 {
		l.first = o.first
	}
	l.records += o.records
	return l
}

// markIn says in the coverage of a source that records are missing from it. Where the coverage has a gap already, its status and reason stand.
func (l leftAside) markIn(coverage []inventory.Coverage, key sourcePart) {
	if l.records == 0 {
		return
	}
	for i, c := range coverage {
		if c.Source != key.source || c.Part != key.part {
			continue
		}
		coverage[i].Flawed = true
		if c.Status == inventory.CoverageComplete {
			coverage[i].Status = inventory.CoveragePartial
			coverage[i].Reason = fmt.Sprintf("%d of %d records could not be read, the first is %s: the others are used", l.records, l.of, l.first)
		}
	}
}

// loadFile reads one file into in.
func loadFile(in *inventory.Input, sends *permissions, s evidence.Snapshot, f evidence.File) (aside leftAside, err error) {
	format := Format(f.Format)
	if !format.known() {
		return aside, fmt.Errorf("reading %s/%s: format %q is not known to this version", s.Name, f.Name, f.Format)
	}
	open := func() (io.ReadCloser, error) { return s.Open(f) }
	order, _, err := orderOf(format, open)
	if err != nil {
		return aside, err
	}
	r, err := open()
	if err != nil {
		return aside, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if aside, err = decodeFile(in, sends, s, f, r, order); err != nil {
		// A changed file may make no sense long before its end, where that it was changed comes out.
		if _, atEnd := io.Copy(io.Discard, r); errors.Is(atEnd, evidence.ErrChanged) {
			return aside, atEnd
		}
		if errors.Is(err, evidence.ErrChanged) {
			return aside, err // names the file already
		}
		return aside, fmt.Errorf("reading %s/%s: %w", s.Name, f.Name, err)
	}
	_, err = io.Copy(io.Discard, r) // the sum is compared at the end
	return aside, err
}

// decodeFile reads the records of a file. Lists that a collection read are of the whole directory; those that were imported add to them.
func decodeFile(in *inventory.Input, sends *permissions, s evidence.Snapshot, f evidence.File, r io.Reader, order dateOrder) (leftAside, error) {
	kind, part := s.Manifest.Kind, ""
	if kind == importKind {
		part = s.Name + "/" + f.Name // no two files are one, whatever they are called
	}
	var aside leftAside
	var err error
	switch format := Format(f.Format); {
	case format == GraphUsers && kind != importKind:
		in.Users, aside, err = gather(jsonLines(r, decodeUser))
	case format == GraphDeletedUsers:
		var deleted []inventory.User
		deleted, aside, err = gather(jsonLines(r, decodeUser))
		in.Deleted = append(in.Deleted, deleted...)
	case format == GraphMailboxPurposes:
		var purposes []mailboxPurpose
		purposes, aside, err = gather(jsonLines(r, decodePurpose))
		in.Mailboxes = map[string]inventory.Mailbox{}
		for _, p := range purposes {
			in.Mailboxes[p.id] = p.mailbox
		}
	case format == GraphSKUs && kind != importKind:
		var skus []inventory.SKU
		skus, aside, err = gather(jsonLines(r, decodeSKU))
		in.SKUs = append(skus, in.SKUs...)
	case format == GraphSubscriptions:
		in.Subscriptions, aside, err = gather(jsonLines(r, decodeSubscription))
	case format == GraphGroups:
		var groups []groupName
		groups, aside, err = gather(jsonLines(r, decodeGroupName))
		nameGroups(in, groups)
	case format == MessageTraceCounts:
		var counts []inventory.MessageCount
		counts, aside, err = gather(jsonLines(r, decodeMessageCount))
		in.Messages = append(in.Messages, counts...)
	case format == GraphConditionalAccess && kind != importKind:
		var policies []inventory.ConditionalPolicy
		policies, aside, err = gather(jsonLines(r, decodeAccessPolicy))
		takeAccessPolicies(in, policies)
	case format == GraphMFARegistration && kind != importKind:
		var registrations []inventory.Registration
		registrations, aside, err = gather(jsonLines(r, decodeRegistration))
		in.Registrations = append(in.Registrations, registrations...) // of an account the first, which is the newest, is heard
	case format == GraphPolicyMembers:
		var groups []policyMembers
		groups, aside, err = gather(jsonLines(r, decodePolicyMembers))
		in.Members = map[string][]string{}
		for _, g := range groups {
			in.Members[g.Group] = g.Members
		}
	case format == GraphMailPermissions:
		_, aside, err = gather(jsonLines(r, func(record []byte) (struct{}, error) { return struct{}{}, sends.take(f.Part, record) }))
	case format == GraphOrganization:
		_, aside, err = gather(jsonLines(r, DecodeTenant))
	default:
		var result Result
		result, err = readFile(in, format, f.Source, part, r, order)
		aside.records, aside.first = result.Unreadable()
		if format.holdsSignIns() || f.Source == inventory.SourceSignIns {
			in.Unreadable += aside.records
		}
	}
	return aside, err
}

// nameGroups takes names of groups. Snapshots come newest first, so the name that is there is the newest.
func nameGroups(in *inventory.Input, groups []groupName) {
	for _, g := range groups {
		if g.name == "" || in.GroupNames[g.id] != "" {
			continue
		}
		if in.GroupNames == nil {
			in.GroupNames = map[string]string{}
		}
		in.GroupNames[g.id] = g.name
	}
}

// gather takes the records of a list that can be decoded, and counts the others.
func gather[T any](records iter.Seq2[T, error]) ([]T, leftAside, error) {
	var list []T
	var aside leftAside
	var row *rowError
	for record, err := range records {
		switch {
		case errors.As(err, &row):
			aside.add(row)
		case err != nil:
			return nil, aside, err
		default:
			list = append(list, record)
		}
	}
	return list, aside, nil
}

// coverage unites what snapshots say, newest first.
type coverage struct {
	list  []inventory.Coverage
	spans map[sourcePart][]inventory.Coverage
}

// add takes what newer evidence does not already answer. Of sources without a span, a complete list makes an older attempt history, and a newer attempt
// that failed does so only to one that failed too: the older list that was read is the one in use. Sources with a span are united at the end.
func (c *coverage) add(kind string, older []inventory.Coverage) {
	newer := c.list
	for _, o := range older {
		if kind == importKind {
			c.list = append(c.list, o)
			continue
		}
		if o.Since != nil && o.Until != nil {
			if c.spans == nil {
				c.spans = map[sourcePart][]inventory.Coverage{}
			}
			key := sourcePart{o.Source, o.Part}
			c.spans[key] = append(c.spans[key], o)
			continue
		}
		answered := false
		for _, n := range newer {
			if n.Source == o.Source && n.Part == o.Part &&
				(n.Status == inventory.CoverageComplete || o.Status != inventory.CoverageComplete) {
				answered = true
			}
		}
		if !answered {
			c.list = append(c.list, o)
		}
	}
}

// all gives every entry; the analysis puts them in order.
func (c *coverage) all() []inventory.Coverage {
	list := c.list
	for _, entries := range c.spans {
		list = append(list, unite(entries)...)
	}
	return list
}

// unite makes of several attempts at one source, newest first, one entry for each span without a break: what any of them read is read, what none
// read is a gap with the reasons of those that tried, and a flaw that has no span is cured by a later attempt at all of it.
func unite(entries []inventory.Coverage) []inventory.Coverage {
	var asked, read []inventory.Window
	for _, e := range entries {
		asked = append(asked, wholeOf(e))
		read = append(read, inventory.Without([]inventory.Window{wholeOf(e)}, gapsOf(e))...)
	}
	var list []inventory.Coverage
	for _, span := range inventory.United(asked) {
		gaps := inventory.Without([]inventory.Window{span}, read)
		one := inventory.Coverage{Source: entries[0].Source, Part: entries[0].Part, Since: &span.Since, Until: &span.Until, Status: inventory.CoverageComplete}
		some := len(inventory.Without([]inventory.Window{span}, gaps)) > 0
		var newer []inventory.Window // what later attempts read without a flaw
		for _, e := range entries {
			if e.Since.Before(span.Since) || e.Until.After(span.Until) {
				continue // of another span
			}
			one.Records += e.Records
			one.Note = both(one.Note, e.Note)
			whole := []inventory.Window{wholeOf(e)}
			again := len(inventory.Without(whole, newer)) == 0
			flawed := e.Flawed || e.Status != inventory.CoverageComplete && len(gapsOf(e)) == 0 // all over
			if !flawed {
				newer = append(newer, inventory.Without(whole, gapsOf(e))...)
			}
			filled := len(gapsOf(e)) > 0 && len(inventory.Without(gapsOf(e), inventory.Without(gapsOf(e), gaps))) == 0
			if e.Status == inventory.CoverageComplete || filled && !flawed || again {
				continue
			}
			one.Flawed = one.Flawed || e.Flawed
			one.Reason = both(one.Reason, e.Reason)
			if one.Status == inventory.CoverageComplete {
				one.Status = e.Status
			}
		}
		if one.Status != inventory.CoverageComplete && some {
			one.Status, one.Gaps = inventory.CoveragePartial, gaps
		}
		list = append(list, one)
	}
	return list
}

func wholeOf(c inventory.Coverage) inventory.Window {
	return inventory.Window{Since: *c.Since, Until: *c.Until}
}

// gapsOf are the spans that an entry did not read.
func gapsOf(c inventory.Coverage) []inventory.Window {
	switch {
	case c.Status == inventory.CoverageComplete:
		return nil
	case len(c.Gaps) > 0:
		return c.Gaps
	case c.Status == inventory.CoveragePartial:
		return nil // something else is wrong with it than a span
	}
	return []inventory.Window{wholeOf(c)}
}

func both(a, b string) string {
	if a == "" || a == b {
		return b
	}
	if b == "" {
		return a
	}
	return a + "; " + b
}

func complete(list []inventory.Coverage, source string) bool {
	for _, c := range list {
		if c.Source == source && c.Status == inventory.CoverageComplete {
			return true
		}
	}
	return false
}
