package files

import (
	"errors"
	"fmt"
	"io"
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
	for _, s := range snapshots {
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
		users, skus := !in.UsersRead, !in.SKUsRead
		for _, f := range m.Files {
			used, err := loadFile(&in, s, f, users, skus)
			if err != nil {
				return in, err
			}
			if used {
				in.Evidence = append(in.Evidence, inventory.EvidenceFile{Snapshot: s.Name, Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Records: f.Records})
			}
		}
		in.UsersRead = in.UsersRead || covered.complete(m.Coverage, inventory.SourceUsers)
		in.SKUsRead = in.SKUsRead || covered.complete(m.Coverage, inventory.SourceSKUs)
	}
	in.Coverage = covered.list
	in.Window = asked
	if window != nil {
		in.Window = *window
	}
	return in, nil
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

// loadFile reads one file, and reports whether it was used.
func loadFile(in *inventory.Input, s evidence.Snapshot, f evidence.File, users, skus bool) (used bool, err error) {
	switch Format(f.Format) {
	case GraphUsers:
		if !users {
			return false, nil
		}
	case GraphSKUs:
		if !skus {
			return false, nil
		}
	case GraphSignIns, PortalCSV, GraphOrganization:
	default:
		return false, fmt.Errorf("reading %s/%s: format %q is not known to this version", s.Name, f.Name, f.Format)
	}
	r, err := s.Open(f)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	where := func(err error) error {
		if errors.Is(err, evidence.ErrChanged) {
			return err // names the file already
		}
		return fmt.Errorf("reading %s/%s: %w", s.Name, f.Name, err)
	}
	var row *RowError
	switch Format(f.Format) {
	case GraphUsers:
		in.Users = in.Users[:0]
		for u, err := range jsonLines(r, decodeUser) {
			if err != nil {
				return false, where(err)
			}
			in.Users = append(in.Users, u)
		}
	case GraphSKUs:
		in.SKUs = in.SKUs[:0]
		for sku, err := range jsonLines(r, decodeSKU) {
			if err != nil {
				return false, where(err)
			}
			in.SKUs = append(in.SKUs, sku)
		}
	case GraphOrganization:
		for _, err := range jsonLines(r, DecodeTenant) {
			if err != nil {
				return false, where(err)
			}
		}
	default:
		for signIn, err := range SignIns(Format(f.Format), r) {
			switch {
			case errors.As(err, &row):
				in.Unreadable++
			case errors.Is(err, ErrNextLink):
			case err != nil:
				return false, where(err)
			default:
				in.Rows.Add(signIn)
			}
		}
	}
	return true, nil
}

// coverage unites what snapshots say, newest first.
type coverage struct {
	list []inventory.Coverage
}

// add takes what newer evidence does not already answer: a source or part that was read over the same span, or over a wider one, makes an
// older attempt at it history.
func (c *coverage) add(older []inventory.Coverage) {
	newer := c.list
	for _, o := range older {
		answered := false
		for _, n := range newer {
			if n.Source == o.Source && n.Part == o.Part && n.Source != inventory.SourceFileSignIns &&
				(o.Since == nil || n.Status == inventory.CoverageComplete && spans(n, o)) {
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

func (coverage) complete(list []inventory.Coverage, source string) bool {
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
