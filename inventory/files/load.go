package files

import (
	"errors"
	"fmt"
	"io"
	"iter"
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
		read := slices.Clone(m.Coverage)
		for _, f := range m.Files {
			if Format(f.Format) == GraphUsers && i != users || Format(f.Format) == GraphSKUs && i != skus {
				continue
			}
			aside, err := loadFile(&in, s, f)
			if err != nil {
				return in, err
			}
			aside.markIn(read, f)
			in.Evidence = append(in.Evidence, inventory.EvidenceFile{Snapshot: s.Name, Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Records: f.Records})
		}
		covered.add(read)
		in.UsersRead = in.UsersRead || i == users && complete(read, inventory.SourceUsers)
		in.SKUsRead = in.SKUsRead || i == skus && complete(read, inventory.SourceSKUs)
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

// leftAside counts records of a file that could not be decoded.
type leftAside struct {
	records int
	first   string // where and why the first one was
}

func (l *leftAside) add(err *RowError) {
	if l.records++; l.records == 1 {
		l.first = err.Error()
	}
}

// markIn says in the coverage of a file's source that records are missing from it. Where the coverage has a gap already, it stands.
func (l leftAside) markIn(coverage []inventory.Coverage, f evidence.File) {
	if l.records == 0 {
		return
	}
	for i, c := range coverage {
		if c.Source == f.Source && c.Part == f.Part && c.Status == inventory.CoverageComplete {
			coverage[i].Status = inventory.CoveragePartial
			coverage[i].Reason = fmt.Sprintf("%d of %d records could not be read, the first is %s: the others are used", l.records, f.Records, l.first)
		}
	}
}

// loadFile reads one file into in.
func loadFile(in *inventory.Input, s evidence.Snapshot, f evidence.File) (aside leftAside, err error) {
	switch Format(f.Format) {
	case GraphSignIns, PortalCSV, GraphUsers, GraphSKUs, GraphOrganization:
	default:
		return aside, fmt.Errorf("reading %s/%s: format %q is not known to this version", s.Name, f.Name, f.Format)
	}
	r, err := s.Open(f)
	if err != nil {
		return aside, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if aside, err = decodeFile(in, Format(f.Format), r); err != nil {
		// A changed file may make no sense long before its end, where that it was changed comes out.
		if _, atEnd := io.Copy(io.Discard, r); errors.Is(atEnd, evidence.ErrChanged) {
			return aside, atEnd
		}
		if errors.Is(err, evidence.ErrChanged) {
			return aside, err // names the file already
		}
		return aside, fmt.Errorf("reading %s/%s: %w", s.Name, f.Name, err)
	}
	return aside, nil
}

func decodeFile(in *inventory.Input, format Format, r io.Reader) (leftAside, error) {
	var aside leftAside
	var err error
	switch format {
	case GraphUsers:
		in.Users, aside, err = gather(jsonLines(r, decodeUser))
	case GraphSKUs:
		in.SKUs, aside, err = gather(jsonLines(r, decodeSKU))
	case GraphOrganization:
		_, aside, err = gather(jsonLines(r, DecodeTenant))
	default:
		var row *RowError
		for signIn, rowErr := range SignIns(format, r) {
			switch {
			case errors.As(rowErr, &row):
				aside.add(row)
			case errors.Is(rowErr, ErrNextLink):
			case rowErr != nil:
				return aside, rowErr
			default:
				in.Rows.Add(signIn)
			}
		}
		in.Unreadable += aside.records
	}
	return aside, err
}

// gather takes the records of a list that can be decoded, and counts the others.
func gather[T any](records iter.Seq2[T, error]) ([]T, leftAside, error) {
	var list []T
	var aside leftAside
	var row *RowError
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
