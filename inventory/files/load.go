package files

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
)

// Load reads every snapshot of a workspace, newest first, into the input of the analysis. Of sign-ins all snapshots count, and a row that
// several hold counts once, as the newest has it; of users and subscriptions the newest snapshot that read them all counts. window limits the
// sign-ins, nil takes what the snapshots asked for. AsOf and Tool are the caller's to fill in.
//
// The error wraps evidence.ErrChanged where a file is not what its manifest says, and ErrTenants where the snapshots are of more than one tenant.
func Load(snapshots []evidence.Snapshot, window *inventory.Window) (inventory.Input, error) {
	in := inventory.Input{Rows: inventory.NewTally(window)}
	covered := coverage{}
	var asked inventory.Window
	users := chosen(snapshots, inventory.SourceUsers, GraphUsers)
	skus := chosen(snapshots, inventory.SourceSKUs, GraphSKUs)
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
		covered.add(m.Coverage)
		for _, f := range m.Files {
			if Format(f.Format) == GraphUsers && i != users || Format(f.Format) == GraphSKUs && i != skus {
				continue
			}
			if err := loadFile(&in, s, f); err != nil {
				return in, err
			}
			in.Evidence = append(in.Evidence, inventory.EvidenceFile{Snapshot: s.Name, Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Records: f.Records})
		}
		in.UsersRead = in.UsersRead || i == users && complete(m.Coverage, inventory.SourceUsers)
		in.SKUsRead = in.SKUsRead || i == skus && complete(m.Coverage, inventory.SourceSKUs)
	}
	in.Coverage = covered.list
	in.Window = asked
	if window != nil {
		in.Window = *window
	}
	return in, nil
}

// chosen gives the index of the newest snapshot that read a list completely, else of the newest one that read any of it, else -1.
func chosen(snapshots []evidence.Snapshot, source string, format Format) int {
	partial := -1
	for i, s := range snapshots {
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

// loadFile reads one file into in.
func loadFile(in *inventory.Input, s evidence.Snapshot, f evidence.File) (err error) {
	switch Format(f.Format) {
	case GraphSignIns, PortalCSV, GraphUsers, GraphSKUs, GraphOrganization:
	default:
		return fmt.Errorf("reading %s/%s: format %q is not known to this version", s.Name, f.Name, f.Format)
	}
	r, err := s.Open(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := decodeFile(in, Format(f.Format), r); err != nil {
		// A changed file may make no sense long before its end, where that it was changed comes out.
		if _, atEnd := io.Copy(io.Discard, r); errors.Is(atEnd, evidence.ErrChanged) {
			return atEnd
		}
		if errors.Is(err, evidence.ErrChanged) {
			return err // names the file already
		}
		return fmt.Errorf("reading %s/%s: %w", s.Name, f.Name, err)
	}
	return nil
}

func decodeFile(in *inventory.Input, format Format, r io.Reader) error {
	var row *RowError
	switch format {
	case GraphUsers:
		for u, err := range jsonLines(r, decodeUser) {
			if err != nil {
				return err
			}
			in.Users = append(in.Users, u)
		}
	case GraphSKUs:
		for sku, err := range jsonLines(r, decodeSKU) {
			if err != nil {
				return err
			}
			in.SKUs = append(in.SKUs, sku)
		}
	case GraphOrganization:
		for _, err := range jsonLines(r, DecodeTenant) {
			if err != nil {
				return err
			}
		}
	default:
		for signIn, err := range SignIns(format, r) {
			switch {
			case errors.As(err, &row):
				in.Unreadable++
			case errors.Is(err, ErrNextLink):
			case err != nil:
				return err
			default:
				in.Rows.Add(signIn)
			}
		}
	}
	return nil
}

// coverage unites what snapshots say, newest first.
type coverage struct {
	list []inventory.Coverage
}

// add takes what newer evidence does not already answer: a source or part that was read completely over the same span, or over a wider
// one, makes an older attempt at it history. A newer attempt that failed does so only to one of a source without a span that failed too: the
// older list that was read is the one in use.
func (c *coverage) add(older []inventory.Coverage) {
	newer := c.list
	for _, o := range older {
		answered := false
		for _, n := range newer {
			if n.Source != o.Source || n.Part != o.Part || n.Source == inventory.SourceFileSignIns {
				continue
			}
			if n.Status == inventory.CoverageComplete && (o.Since == nil || spans(n, o)) || o.Since == nil && o.Status != inventory.CoverageComplete {
				answered = true
			}
		}
		if !answered {
			c.list = append(c.list, o)
		}
	}
}

func spans(n, o inventory.Coverage) bool {
	if n.Since == nil || n.Until == nil || o.Until == nil {
		return false
	}
	return !n.Since.After(*o.Since) && !n.Until.Before(*o.Until)
}

func complete(list []inventory.Coverage, source string) bool {
	for _, c := range list {
		if c.Source == source && c.Status == inventory.CoverageComplete {
			return true
		}
	}
	return false
}

// Scan reads a sign-in file to its end: how many rows it holds, how many were left aside and why, and the span of time that it covers. It fails on
// a file that is cut or is no sign-in log.
func Scan(format Format, r io.Reader) (ScanResult, error) {
	var result ScanResult
	var row *RowError
	for s, err := range SignIns(format, r) {
		switch {
		case errors.As(err, &row):
			result.LeftAside++
			if result.FirstProblem == "" {
				result.FirstProblem = row.Error()
			}
			continue
		case errors.Is(err, ErrNextLink):
			result.MorePages = true
			continue
		case err != nil:
			return result, err
		}
		result.Rows++
		if result.First.IsZero() || s.Time.Before(result.First) {
			result.First = s.Time
		}
		if s.Time.After(result.Last) {
			result.Last = s.Time
		}
	}
	return result, nil
}

// ScanResult is what Scan found. First and Last are UTC and zero where there is no row.
type ScanResult struct {
	Rows, LeftAside int
	// FirstProblem says where and why the first row was left aside.
	FirstProblem string
	// MorePages says that the file is part of a longer answer of Graph.
	MorePages   bool
	First, Last time.Time
}
