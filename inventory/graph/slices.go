package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph/scan"
)

const (
	// firstSlice is how far the first query of a span reaches back. What its first page spans tells how dense the log is, and the rest is cut by that.
	// Wide windows time out; Microsoft advises days and not weeks.
	firstSlice = 7 * 24 * time.Hour
	// leastSlice is the shortest slice that is cut by density; leastAfterFailure is how short a slice may become that fails.
	leastSlice        = 15 * time.Minute
	leastAfterFailure = 15 * time.Minute
	// leastAfterError is the same where the server answers with an error of its own: what a short slice can't cure takes hours to find out.
	leastAfterError = 6 * time.Hour
	// A slice should have between leastPages and mostPages pages: fewer waste a request each, more lose much when one has to be read again and outlive
	// their page tokens. longest is where one ends that turns out to have more.
	leastPages, mostPages, longest = 4, 10, 30
	// mostSplits bounds how often slices of one part are made smaller because they fail.
	mostSplits = 64
	// retention is how long Entra keeps sign-ins with ID P1 or P2. Source: Microsoft Entra, "data retention".
	retention = 30 * 24 * time.Hour
)

// signInPart reads one kind of sign-ins over some spans, slice by slice, newest first and several at once.
type signInPart struct {
	run    *run
	source Source
	// scope is what of a span is asked for; see Piece. wideScope is what it is without the filter on client apps; the same where there is none.
	scope, wideScope string
	// query gives the filter besides the time; wide is the one without the condition on client apps.
	query func(wide bool) string
	beta  bool
	spans []inventory.Window

	mu      sync.Mutex
	work    *sync.Cond
	waiting []slice // newest last
	active  int
	slices  []inventory.Window // all that are planned, done or not, for the next run
	planned map[time.Time]bool // spans, by their end, that are cut

	records  int
	answered bool // at least one page came
	done     []inventory.Window
	gaps     []inventory.Window
	last     error // why there is the last gap
	silent   int   // failures in a row with no answer at all
	splits   int
	stopped  bool
	wide     bool // the server does not take the filter on client apps
	widened  []inventory.Window
	noted    string
	oldest   time.Time
}

// slice is one query.
type slice struct {
	inventory.Window
	// probe: how to cut the rest of its span is known when its first page is.
	probe bool
	span  inventory.Window
	wide  bool
	// shorter says that its newer part was kept before it failed; met are rows of its newest second that are in that part.
	shorter bool
	met     []uint64
}

// read goes through all spans. The error is one that ends the run.
func (p *signInPart) read(ctx context.Context) error {
	p.work = sync.NewCond(&p.mu)
	p.planned = map[time.Time]bool{}
	if err := p.begin(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { p.mu.Lock(); defer p.mu.Unlock(); p.work.Broadcast() })
	defer stop()
	for {
		p.mu.Lock()
		for len(p.waiting) == 0 && p.active > 0 && ctx.Err() == nil {
			p.work.Wait()
		}
		idle := len(p.waiting) == 0
		p.mu.Unlock()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if idle {
			return nil
		}
		if err := p.run.slots.acquire(ctx); err != nil {
			return err
		}
		s, ok := p.take()
		if !ok {
			p.run.slots.release()
			continue
		}
		p.run.group.Go(func() error {
			err := p.readSlice(ctx, &s)
			err = p.settle(ctx, s, err)
			p.run.slots.release()
			p.mu.Lock()
			defer p.mu.Unlock()
			p.active--
			p.work.Broadcast()
			return err
		})
	}
}

func (p *signInPart) take() (slice, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.waiting) == 0 {
		return slice{}, false
	}
	s := p.waiting[len(p.waiting)-1]
	p.waiting = p.waiting[:len(p.waiting)-1]
	p.active++
	s.wide = s.wide || p.wide
	return s, true
}

// begin takes up what an interrupted run had planned and kept, or makes the first slice of each span.
func (p *signInPart) begin() error {
	var planned []inventory.Window
	if _, err := p.run.store.Recall(p.memory(), &planned); err != nil {
		return &storeError{err}
	}
	kept := p.run.kept(p.source)
	for _, piece := range kept {
		if piece.Window == nil || piece.Scope != p.scope && piece.Scope != p.wideScope {
			continue
		}
		p.done = append(p.done, *piece.Window)
		p.records += piece.Records
		if piece.Scope != p.scope {
			p.widened = append(p.widened, *piece.Window)
		}
		for r, err := range p.run.store.Records(piece) {
			if err != nil {
				return &storeError{err}
			}
			row := scan.One(r)
			p.run.look(p.source, row)
			if row == nil {
				continue
			}
			if at, ok := timeOf(row); ok && (p.oldest.IsZero() || at.Before(p.oldest)) {
				p.oldest = at
			}
		}
	}
	if p.source == InteractiveSignIns || p.source == NonInteractiveSignIns {
		for r, err := range p.run.asked.Earlier(p.source) {
			if err != nil {
				return &storeError{err}
			}
			p.run.look(p.source, scan.One(r))
		}
	}
	p.slices = planned
	progress := Progress{Source: p.source}
	for _, span := range p.spans {
		progress.Planned += span.Until.Sub(span.Since)
	}
	for _, w := range p.done {
		progress.Done += w.Until.Sub(w.Since)
	}
	p.run.report(progress)
	for _, span := range p.spans {
		p.planned[span.Until] = slices.ContainsFunc(planned, func(w inventory.Window) bool { return w.Until.Equal(span.Until) })
		if !p.planned[span.Until] {
			first := inventory.Window{Since: later(span.Since, span.Until.Add(-firstSlice)), Until: span.Until}
			p.enqueue(slice{Window: first, probe: true, span: span})
		}
	}
	for _, w := range planned {
		if !slices.ContainsFunc(p.done, same(w)) {
			p.enqueue(slice{Window: w})
		}
	}
	return nil
}

// filtered reports whether there is a filter on client apps that could go.
func (p *signInPart) filtered() bool { return p.scope != p.wideScope }

func (p *signInPart) memory() string {
	return "slices of " + p.source.Name + " " + p.source.Part + " " + p.scope
}

// enqueue keeps the newest slice at the end.
func (p *signInPart) enqueue(list ...slice) {
	p.waiting = append(p.waiting, list...)
	slices.SortStableFunc(p.waiting, func(a, b slice) int { return a.Until.Compare(b.Until) })
	p.work.Broadcast()
}

// replan notes that one slice became several, so that the next run cuts in the same places. The lock is held.
func (p *signInPart) replan(old *inventory.Window, by ...inventory.Window) error {
	if old != nil {
		p.slices = slices.DeleteFunc(p.slices, same(*old))
	}
	p.slices = append(p.slices, by...)
	slices.SortFunc(p.slices, func(a, b inventory.Window) int { return b.Until.Compare(a.Until) })
	if err := p.run.store.Remember(p.memory(), p.slices); err != nil {
		return &storeError{err}
	}
	return nil
}

// cutBy cuts a span into slices of about the right number of pages, given that rows rows lie in a length of time and that a page holds pageSize.
func cutBy(span inventory.Window, rows int, in time.Duration, pageSize int) []inventory.Window {
	length := firstSlice
	if rows > 0 && in > 0 {
		density := float64(rows) / float64(in)
		total := density * float64(span.Until.Sub(span.Since))
		want := min(max(total/(3*mostInFlight), float64(leastPages*pageSize)), float64(mostPages*pageSize))
		length = time.Duration(min(want/density, float64(firstSlice)))
	}
	length = max(length.Truncate(time.Minute), leastSlice)
	var list []inventory.Window
	for until := span.Until; until.After(span.Since); until = until.Add(-length) {
		list = append(list, inventory.Window{Since: later(span.Since, until.Add(-length)), Until: until})
	}
	return list
}

func same(w inventory.Window) func(inventory.Window) bool {
	return func(o inventory.Window) bool { return o.Since.Equal(w.Since) && o.Until.Equal(w.Until) }
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sliceReading is the state of one query.
type sliceReading struct {
	part *signInPart
	*slice
	draft  Draft
	seen   map[uint64]struct{}
	pages  int
	rows   int
	oldest time.Time // row of the pages so far
	edge   []uint64  // rows of the second of oldest
	mixed  bool      // rows are not newest first, so that no page says that the rest is older
	short  bool      // the slice ends before the query does
}

var sliceSeed = maphash.MakeSeed()

// seenSets are used again.
var seenSets = sync.Pool{New: func() any { return map[uint64]struct{}{} }}

// readSlice reads one slice to its end and keeps it. Nothing of it is kept where it fails.
func (p *signInPart) readSlice(ctx context.Context, s *slice) (err error) {
	at, err := p.run.client.signInsURL(ctx, p.beta, s.Window, p.query(s.wide))
	if err != nil {
		return err
	}
	r := &sliceReading{part: p, slice: s, seen: seenSets.Get().(map[uint64]struct{})}
	defer func() {
		clear(r.seen)
		seenSets.Put(r.seen)
	}()
	for _, key := range s.met {
		r.seen[key] = struct{}{}
	}
	if r.draft, err = p.run.store.Draft(p.piece(s)); err != nil {
		return &storeError{err}
	}
	defer func() {
		if err != nil && (ctx.Err() != nil || isFatal(err) || !r.salvage(err)) {
			p.run.disclaim(r)
			r.draft.Drop()
		}
	}()
	// The newest slices go first, whatever part they are of.
	rank := int(p.run.window.Until.Sub(s.Until) / time.Minute)
	q := call{at: at, header: preferAll, pace: p.run.pace(quotaReports), rank: rank}
	links := map[string]bool{}
	scratch := scratches.Get().(*[]scan.Record)
	defer scratches.Put(scratch)
	for {
		var next string
		q.once = r.pages == 0 // a first page that does not come in time asks for a smaller slice
		err := p.run.client.ask(ctx, q, func(a answer) error {
			got, err := pageOf(a, *scratch)
			*scratch = got.records
			if err != nil {
				return err
			}
			next = got.next
			return r.page(got)
		})
		if err != nil {
			return err
		}
		if next == "" || r.atEnd() {
			return r.keep()
		}
		if links[next] {
			return fmt.Errorf("%w: a next link was given twice, so the list would never end", errRepeated)
		}
		links[next] = true
		if q.at, err = p.run.client.nextLink(q.at, next); err != nil {
			return err
		}
	}
}

// page takes the rows of one page.
func (r *sliceReading) page(got page) error {
	p := r.part
	fresh, others := 0, 0
	newest, oldest := r.oldest, r.oldest
	for i := range got.records {
		row := &got.records[i]
		at, ok := timeOf(row)
		if ok {
			if !newest.IsZero() && at.After(newest) {
				r.mixed = true
			}
			newest = at
			if oldest.IsZero() || at.Before(oldest) {
				if at.Truncate(time.Second) != oldest.Truncate(time.Second) {
					r.edge = r.edge[:0]
				}
				oldest = at
			}
			if !r.owns(at) {
				others++
				continue
			}
		}
		if r.twice(row, ok) {
			continue
		}
		if err := r.draft.Record(onOneLine(row.Raw)); err != nil {
			return &storeError{err}
		}
		fresh++
		p.run.look(p.source, row)
	}
	r.oldest = oldest
	r.draft.Request(got.requestID)
	r.pages++
	r.rows += fresh
	p.run.report(Progress{Source: p.source, Slice: &r.Window, Records: fresh})
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answered, p.silent = true, 0
	switch {
	case got.next != "" && len(got.records) > 0 && fresh+others == 0:
		return fmt.Errorf("%w: a page holds only rows that came before (request id %s)", errRepeated, got.requestID)
	case r.pages == 1 && r.probe:
		return r.plan(got)
	case r.pages >= longest && got.next != "" && !r.mixed && !r.short:
		return r.endHere()
	}
	return nil
}

// owns reports whether a row belongs to this slice. Slices have closed ends, since Graph documents no other comparison, and neighbours share an
// instant: a row of that instant belongs to the newer one.
func (r *sliceReading) owns(at time.Time) bool {
	return !at.Before(r.Since) && (at.Before(r.Until) || at.Equal(r.Until) && r.isNewest())
}

func (r *sliceReading) isNewest() bool {
	return slices.ContainsFunc(r.part.spans, func(span inventory.Window) bool { return span.Until.Equal(r.Until) })
}

// twice reports whether the slice holds a row already. Rows without an id that is a word are told apart by all that they say, and since one without a
// time can't be given to a slice, the first slice that meets it has it, as long as that slice is not given up.
func (r *sliceReading) twice(row *scan.Record, dated bool) bool {
	what := row.ID
	if len(what) < 3 || what[0] != '"' {
		what = row.Raw
	}
	key := maphash.Bytes(sliceSeed, what)
	if !dated {
		return !r.part.run.claim(key^maphash.String(sliceSeed, r.part.source.Part), r)
	}
	if _, dup := r.seen[key]; dup {
		return true
	}
	r.seen[key] = struct{}{}
	r.edge = append(r.edge, key)
	return false
}

// plan cuts the rest of the span by what the first page shows, and shortens this slice to its share. The lock is held.
func (r *sliceReading) plan(got page) error {
	p := r.part
	rest := inventory.Window{Since: r.span.Since, Until: r.Since}
	size := max(len(got.records), 1)
	length := r.Until.Sub(r.Since)
	if got.next != "" && !r.mixed && r.oldest.After(r.Since) && r.oldest.Before(r.Until) {
		length = max(r.Until.Sub(r.oldest), time.Second)
		whole := cutBy(r.span, len(got.records), length, size)
		// The page itself must lie in the slice.
		if first := whole[0]; first.Since.Before(r.oldest) && first.Since.After(r.Since) {
			r.Since, r.short = first.Since, true
			rest.Until = first.Since
		}
	}
	cut := []inventory.Window{r.Window}
	if rest.Since.Before(rest.Until) {
		cut = append(cut, cutBy(rest, len(got.records), length, size)...)
	}
	if p.planned[r.span.Until] {
		cut = cut[:1] // the span was cut when this slice was first read
	}
	p.planned[r.span.Until] = true
	r.probe = false
	if err := p.replan(nil, cut...); err != nil {
		return err
	}
	for _, w := range cut[1:] {
		p.enqueue(slice{Window: w, wide: r.wide})
	}
	return nil
}

// endHere ends a slice that has too many pages at the last row so far, and leaves the rest to slices of the density that was met. The lock is held.
func (r *sliceReading) endHere() error {
	end := r.oldest.Truncate(time.Second)
	if !end.After(r.Since) || !end.Before(r.Until) {
		return nil
	}
	p := r.part
	rest := cutBy(inventory.Window{Since: r.Since, Until: end}, r.rows, r.Until.Sub(end), max(r.rows/r.pages, 1))
	old := r.Window
	r.Since, r.short = end, true
	if err := p.replan(&old, append(rest, r.Window)...); err != nil {
		return err
	}
	for _, w := range rest {
		p.enqueue(slice{Window: w, wide: r.wide})
	}
	return nil
}

// atEnd reports whether the rest of the query belongs to other slices.
func (r *sliceReading) atEnd() bool { return r.short && !r.mixed && r.oldest.Before(r.Since) }

// salvage keeps the newer part of a slice that failed behind some pages, since rows come newest first, and reports whether it did: then only the rest is
// to be read again. Pages that repeat leave doubt of all, so that nothing is kept.
func (r *sliceReading) salvage(why error) bool {
	end := r.oldest.Truncate(time.Second)
	if r.mixed || r.probe || errors.Is(why, errRepeated) || !end.After(r.Since) || !end.Before(r.Until) {
		return false
	}
	rest := inventory.Window{Since: r.Since, Until: end.Add(time.Second)}
	old := r.Window
	if !rest.Until.Before(r.Until) {
		return false
	}
	r.Since = rest.Until
	r.part.mu.Lock()
	err := r.part.replan(&old, rest, r.Window)
	r.part.mu.Unlock()
	if err != nil || r.keep() != nil {
		r.Window = old // the store fails, which the next step meets again
		return false
	}
	r.Window, r.met, r.shorter = rest, r.edge, true
	return true
}

func (r *sliceReading) keep() error {
	p := r.part
	piece := p.piece(r.slice)
	piece.Records = r.rows
	if err := r.draft.Keep(piece); err != nil {
		return &storeError{err}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.records += r.rows
	p.done = append(p.done, r.Window)
	p.run.report(Progress{Source: p.source, Done: r.Until.Sub(r.Since)})
	if piece.Scope != p.scope {
		p.widened = append(p.widened, r.Window)
	}
	if !r.oldest.IsZero() && (p.oldest.IsZero() || r.oldest.Before(p.oldest)) {
		p.oldest = r.oldest
	}
	return nil
}

func (p *signInPart) piece(s *slice) Piece {
	w := s.Window
	piece := Piece{Source: p.source, Origin: p.origin(), Window: &w, Scope: p.scope}
	if s.wide {
		piece.Scope = p.wideScope
	}
	return piece
}

func (p *signInPart) origin() string {
	if p.beta {
		return "/beta/auditLogs/signIns"
	}
	return "/v1.0/auditLogs/signIns"
}

// settle decides what becomes of a slice that was read or failed. The error is one that ends the run.
func (p *signInPart) settle(ctx context.Context, s slice, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil || isFatal(err) {
		return lastWord(ctx, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.run.client.log.Info("a slice of sign-ins failed", "part", p.source.Part, "since", s.Since, "until", s.Until, "error", err)
	var answer *Error
	isAnswer := errors.As(err, &answer)
	switch {
	case p.stopped:
		p.gap(s.whole(), err)
	case isAnswer && answer.Status == http.StatusBadRequest && !s.wide && !p.answered && p.filtered():
		p.run.client.log.Info("reading all client apps, since the server refused the filter", "error", err)
		p.wide, s.wide = true, true
		p.noted = "the server refused the filter on client apps, so all were read"
		p.enqueue(s)
	case refused(err), isAnswer && answer.Status == http.StatusBadRequest && !p.answered:
		p.stop(s, err)
	case !isAnswer && !p.heard(err):
		p.stop(s, err)
	default:
		return p.smaller(s, err)
	}
	return nil
}

// lastWord is the error that ends a run: its own interrupt goes before what that made of a request.
func lastWord(ctx context.Context, err error) error {
	if ctx.Err() != nil && !isFatal(err) {
		return ctx.Err()
	}
	return err
}

// heard counts failures to which no server said anything; after a few in a row nobody is there. The lock is held.
func (p *signInPart) heard(err error) bool {
	if errors.Is(err, errAnswer) {
		// It answers, and what it says is no list: it will be so for all, unless lists came before.
		return p.answered || errors.Is(err, errRepeated) || errors.Is(err, scan.ErrShape)
	}
	if slow(err) || errors.Is(err, scan.ErrShape) {
		return true
	}
	p.silent++
	return p.silent < 3
}

// smaller reads a slice again in two halves; where it can't be halved any more, without the filter; and where that fails too, it is a gap.
func (p *signInPart) smaller(s slice, err error) error {
	least := leastAfterError
	if slow(err) || errors.Is(err, errAnswer) || isBadToken(err) {
		least = leastAfterFailure
	}
	length := s.Until.Sub(s.Since)
	switch {
	case s.shorter && p.splits < mostSplits:
		p.splits++
		s.shorter = false
		p.enqueue(s)
	case length > least && p.splits < mostSplits:
		p.splits++
		middle := s.Until.Add(-length / 2).Truncate(time.Second)
		newer, older := inventory.Window{Since: middle, Until: s.Until}, inventory.Window{Since: s.Since, Until: middle}
		if s.probe {
			// Nothing is planned yet: the newer half goes first, and the rest of the span is cut by what it shows.
			s.Window = newer
			p.enqueue(s)
			return nil
		}
		if err := p.replan(&s.Window, newer, older); err != nil {
			return err
		}
		p.enqueue(slice{Window: newer, wide: s.wide, met: s.met}, slice{Window: older, wide: s.wide})
	case slow(err) && !s.wide && p.filtered():
		s.wide = true
		p.enqueue(s)
	case !p.answered:
		p.stop(s, err)
	default:
		p.gap(s.Window, err)
		if s.probe {
			// The rest of the span still has its chance.
			rest := inventory.Window{Since: s.span.Since, Until: s.Since}
			if rest.Since.Before(rest.Until) {
				p.enqueue(slice{Window: inventory.Window{Since: later(rest.Since, rest.Until.Add(-firstSlice)), Until: rest.Until}, probe: true, span: rest, wide: s.wide})
			}
		}
	}
	return nil
}

// isBadToken recognises a page token that Graph no longer knows: a 4xx behind the first page.
func isBadToken(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status/100 == 4
}

// whole is what of the span would be missing with this slice.
func (s slice) whole() inventory.Window {
	if s.probe {
		return inventory.Window{Since: s.span.Since, Until: s.Until}
	}
	return s.Window
}

// stop gives up a part: the rest would fail in the same way, and asking on would only load the server. The lock is held.
func (p *signInPart) stop(s slice, err error) {
	p.stopped = true
	p.gap(s.whole(), err)
	for _, rest := range p.waiting {
		p.gap(rest.whole(), err)
	}
	p.waiting = nil
}

func (p *signInPart) gap(w inventory.Window, err error) {
	p.gaps = append(p.gaps, w)
	p.last = err
}

// refused reports whether asking again, or for other days, would be answered in the same way. 429 comes here only when all patience is used up.
func refused(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Status == http.StatusTooManyRequests || e.Status == http.StatusForbidden || e.Status == http.StatusNotFound || e.Status == http.StatusNotImplemented
}

// coverage says what was read of each span.
func (p *signInPart) coverage() []inventory.Coverage {
	var list []inventory.Coverage
	for i, span := range p.spans {
		entry := inventory.Coverage{Source: p.source.Name, Part: p.source.Part, Since: &span.Since, Until: &span.Until, Status: inventory.CoverageComplete, Note: p.note()}
		if i == 0 {
			entry.Records = p.records // rows are counted with the newest span, since they are what they are together
		}
		entry.Gaps = within(inventory.United(p.gaps), span)
		some := len(p.done) > 0
		var reasons []string
		if len(entry.Gaps) > 0 {
			entry.Status = inventory.CoveragePartial
			if !some {
				entry.Status, entry.Gaps = statusOf(p.last), nil
				reasons = append(reasons, explain(p.last))
			} else {
				reasons = append(reasons, "missing "+spell(entry.Gaps)+": "+explain(p.last))
			}
		}
		if beyond, ok := p.beyond(span); ok && some {
			entry.Status = inventory.CoveragePartial
			entry.Gaps = inventory.United(append(entry.Gaps, beyond))
			reasons = append(reasons, fmt.Sprintf("nothing from %s was served, and Entra keeps sign-ins for 30 days: that is no sign of quiet; import older sign-ins from where they are archived", spell([]inventory.Window{beyond})))
		}
		entry.Reason = strings.Join(reasons, "; ")
		list = append(list, entry)
	}
	return list
}

// beyond gives what of a span lies further back than the log goes: further than Entra keeps it, and than the oldest row that was served.
func (p *signInPart) beyond(span inventory.Window) (inventory.Window, bool) {
	until := p.run.now.Add(-retention)
	if !p.oldest.IsZero() && p.oldest.Before(until) {
		until = p.oldest
	}
	until = until.Truncate(time.Second)
	// An hour of grace: a window of just 30 days was resolved a moment ago.
	return inventory.Window{Since: span.Since, Until: until}, span.Since.Before(until.Add(-time.Hour))
}

func (p *signInPart) note() string {
	var notes []string
	if p.noted != "" {
		notes = append(notes, p.noted)
	}
	if len(p.widened) > 0 && !p.wide {
		notes = append(notes, "the filter on client apps timed out for "+spell(inventory.United(p.widened))+", so all were read there")
	}
	return strings.Join(notes, "; ")
}

func within(list []inventory.Window, span inventory.Window) []inventory.Window {
	var out []inventory.Window
	for _, w := range list {
		w.Since = later(w.Since, span.Since)
		if span.Until.Before(w.Until) {
			w.Until = span.Until
		}
		if w.Since.Before(w.Until) {
			out = append(out, w)
		}
	}
	return out
}

// spell names spans, and counts them where they are many.
func spell(list []inventory.Window) string {
	const most = 4
	var words []string
	for i, w := range list {
		if i == most {
			words = append(words, fmt.Sprintf("and %d more spans up to %s", len(list)-most, list[len(list)-1].Until.Format(time.RFC3339)))
			break
		}
		words = append(words, w.Since.Format(time.RFC3339)+" to "+w.Until.Format(time.RFC3339))
	}
	return strings.Join(words, ", ")
}

// timeOf reads when a row happened.
func timeOf(row *scan.Record) (time.Time, bool) {
	if len(row.Created) < 2 || row.Created[0] != '"' {
		return time.Time{}, false
	}
	return parseTime(row.Created[1 : len(row.Created)-1])
}

// parseTime reads the form that Graph writes, fast; all others as time.Parse does.
func parseTime(text []byte) (time.Time, bool) {
	number := func(from, to int) int {
		n := 0
		for _, c := range text[from:to] {
			if c < '0' || c > '9' {
				return -1 << 20
			}
			n = 10*n + int(c-'0')
		}
		return n
	}
	if len(text) >= 20 && text[len(text)-1] == 'Z' && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
		(len(text) == 20 || text[19] == '.' && len(text) <= 30) {
		y, mo, d, h, mi, s := number(0, 4), number(5, 7), number(8, 10), number(11, 13), number(14, 16), number(17, 19)
		fraction := 0
		if len(text) > 21 {
			fraction = number(20, len(text)-1)
			for range 30 - len(text) {
				fraction *= 10
			}
		}
		if y > 0 && mo >= 1 && mo <= 12 && d >= 1 && d <= 28 && h >= 0 && h < 24 && mi >= 0 && mi < 60 && s >= 0 && s < 60 && fraction >= 0 {
			return time.Date(y, time.Month(mo), d, h, mi, s, fraction, time.UTC), true
		}
	}
	at, err := time.Parse(time.RFC3339Nano, string(text))
	return at.UTC(), err == nil
}

// onOneLine takes line breaks out that are between a record's fields, since evidence holds one record a line. Graph serves none.
func onOneLine(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' ' // a text can't hold one, so it is between fields
		}
		return r
	}, raw)
}

// signInsURL builds the first request of a slice. Without the filter on signInEventTypes both versions of Graph give interactive rows only.
func (c *Client) signInsURL(ctx context.Context, beta bool, w inventory.Window, query string) (*url.URL, error) {
	filter := fmt.Sprintf("createdDateTime ge %s and createdDateTime le %s", w.Since.UTC().Format(time.RFC3339), w.Until.UTC().Format(time.RFC3339))
	if query != "" {
		filter += " and " + query
	}
	version := "v1.0"
	if beta {
		version = "beta"
	}
	return c.firstSignIns(ctx, version, filter, 1000)
}
