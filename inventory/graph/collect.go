package graph

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"unbasic/inventory"
	"unbasic/inventory/graph/scan"

	"golang.org/x/sync/errgroup"
)

// Request says what Collect should read.
type Request struct {
	// Window is the span of sign-in time, UTC and whole seconds.
	Window inventory.Window
	// AllSignIns reads sign-ins of every client app, and not only of those that use passwords.
	AllSignIns bool
	// Covered are spans of sign-ins that earlier snapshots hold, by source and scope; they are not read again.
	Covered func(source Source, scope string) []inventory.Window
	// Earlier gives the records of a source in earlier snapshots: who sends is told from all of the window, not only from what is new.
	Earlier func(source Source) iter.Seq2[[]byte, error]
	// TenantID is the tenant that the store's workspace is of; empty where that is not known.
	TenantID string
	// Now is the clock of the run, to which retention is counted. FollowServer: the window ends at this machine's clock, so where the server's
	// differs by more than a minute, the window ends at the server's.
	Now          time.Time
	FollowServer bool
	// Rate is the most requests a second, all sources together; 0 leaves it to Graph.
	Rate float64
	// Progress is called after each page and each wait, from several goroutines at once; nil is allowed.
	Progress func(Progress)
}

// Progress is one step of a collection.
type Progress struct {
	Source Source
	// Slice is the span that is being read; nil where the source has none.
	Slice *inventory.Window
	// Records came with this step.
	Records int
	// Wait is how long the next request is held back, and Why; 0 where it no longer is.
	Wait time.Duration
	Why  string
	// Ended is set once a source, with what will be in the coverage.
	Ended *inventory.Coverage
	// Planned and Done are lengths of sign-in time, for telling how much is left; zero where they mean nothing.
	Planned, Done time.Duration
}

// The scopes of sign-ins.
const (
	ScopeLegacy = "legacy client apps"
	ScopeAll    = "all client apps"
)

// Piece is what is kept as one: a list, or a slice of sign-ins.
type Piece struct {
	Source Source
	// Origin is the Graph path.
	Origin string
	// Window is the span of a slice; nil for a list.
	Window *inventory.Window
	// Scope says which of the records in it were asked for, where there is a choice.
	Scope   string
	Records int
}

// Store keeps what is read. It is used by several goroutines at once. An error of it ends the run.
type Store interface {
	// Kept are the pieces that this run, or the interrupted one before it, has kept.
	Kept() []Piece
	// Records gives the records of a kept piece as they were given to it.
	Records(Piece) iter.Seq2[[]byte, error]
	// Draft begins a piece.
	Draft(Piece) (Draft, error)
	// Remember and Recall keep a value for the run that goes on with an interrupted one.
	Remember(name string, value any) error
	Recall(name string, into any) (bool, error)
}

// Draft is a piece that is being read. It is for one goroutine, and ends with Keep or Drop.
type Draft interface {
	// Record takes one record as it was served.
	Record([]byte) error
	// Whole takes a file as it was served, and how many records are in it.
	Whole(file []byte, records int) error
	// Request takes the server's id of a request behind the records.
	Request(id string)
	// Keep makes a piece of it that stays.
	Keep(Piece) error
	Drop()
}

// Result is what a collection was.
type Result struct {
	Window   inventory.Window
	Coverage []inventory.Coverage
	// Skew is how far the server's clock is ahead of this machine's.
	Skew time.Duration
}

// Collect reads every source into a store and says what was read. A source that fails is in the coverage with the reason, and the others are read all
// the same. The error is nil then. It wraps ErrSignIn where the sign-in is refused or runs out, is the context's when that ended, and the store's when
// that failed; what was kept until then stays good, and another Collect into the same store goes on from there.
func (c *Client) Collect(ctx context.Context, o Request, store Store) (Result, error) {
	r := &run{client: c, store: store, asked: o, now: o.Now, window: o.Window, coverage: map[Source][]inventory.Coverage{}, senders: map[string]string{},
		claims: map[uint64]*sliceReading{}, paces: map[*quota]*pace{}, slots: make(slots, mostInFlight), drafts: map[Source]partial{}}
	if o.Progress == nil {
		r.asked.Progress = func(Progress) {}
	}
	if o.Covered == nil {
		r.asked.Covered = func(Source, string) []inventory.Window { return nil }
	}
	if o.Earlier == nil {
		r.asked.Earlier = func(Source) iter.Seq2[[]byte, error] { return func(func([]byte, error) bool) {} }
	}
	if o.Rate > 0 {
		r.cap = &rateCap{gap: time.Duration(float64(time.Second) / o.Rate)}
	}
	err := r.all(ctx)
	var failed *storeError
	switch {
	case errors.As(err, &failed):
		err = failed.error
	case ctx.Err() != nil:
		err = ctx.Err()
	}
	if err != nil {
		r.dropPartials()
		return Result{}, err
	}
	return Result{Window: r.window, Coverage: r.told(), Skew: r.skew}, nil
}

// run is one collection.
type run struct {
	client *Client
	store  Store
	asked  Request
	now    time.Time
	window inventory.Window
	skew   time.Duration
	slots  slots
	cap    *rateCap // --rate; nil where it was not given
	group  *errgroup.Group

	mu       sync.Mutex
	coverage map[Source][]inventory.Coverage
	failures []error
	paces    map[*quota]*pace
	// senders are accounts that signed in to SMTP with the right password: id to name.
	senders map[string]string
	// claims are records without a time, and the slices that have them.
	claims map[uint64]*sliceReading
	drafts map[Source]partial
}

// partial is a list that failed in the middle. It is kept only when the run is over: a run that goes on reads it anew.
type partial struct {
	draft Draft
	piece Piece
}

// slots bound how many lists are read at once.
type slots chan struct{}

func (s slots) acquire(ctx context.Context) error {
	select {
	case s <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s slots) release() { <-s }

// storeError tells a failure to keep a record from a failure to read one.
type storeError struct{ error }

func (e *storeError) Unwrap() error { return e.error }

// isFatal reports whether an error ends the run: nothing can be kept, or nobody is signed in any more.
func isFatal(err error) bool {
	var store *storeError
	var answer *Error
	return errors.As(err, &store) || errors.Is(err, ErrSignIn) || errors.As(err, &answer) && answer.Status == http.StatusUnauthorized
}

// all goes through the sources in three steps: the tenant, what needs nothing else, and what needs to know the accounts.
func (r *run) all(ctx context.Context) error {
	if err := r.tenant(ctx); err != nil {
		return err
	}
	steps := [][]func(context.Context) error{
		{r.signIns, r.directory, r.reports, r.permissions},
		{r.modern, r.groups, r.policyMembers, r.purposes, r.traces},
	}
	for _, step := range steps {
		group, ctx := errgroup.WithContext(ctx)
		r.group = group
		for _, read := range step {
			group.Go(func() error { return read(ctx) })
		}
		if err := group.Wait(); err != nil {
			return signedOut(err)
		}
	}
	if err := r.nothingRead(); err != nil {
		return err
	}
	return r.keepPartials()
}

// signedOut makes one error of a sign-in that ended during the run.
func signedOut(err error) error {
	var answer *Error
	if errors.As(err, &answer) && answer.Status == http.StatusUnauthorized {
		return fmt.Errorf("%w: %w: %s", ErrSignIn, err, nextStep(err))
	}
	return err
}

// tenant reads the organisation first: where that can't be asked, nothing can, and its answer tells the server's clock.
func (r *run) tenant(ctx context.Context) error {
	first, err := r.client.organizationURL(ctx)
	if err != nil {
		return err
	}
	resumed, err := r.store.Recall("window", &r.window)
	if err != nil {
		return &storeError{err}
	}
	if resumed {
		if err := r.sameTenant(ctx, call{at: first, pace: r.pace(quotaDirectory)}); err != nil {
			return signedOut(err)
		}
	}
	err = r.list(ctx, Organization, []call{{at: first}}, nil)
	switch failed := r.failure(Organization); {
	case err != nil:
		return signedOut(err)
	case failed != nil && !answered(failed):
		return fmt.Errorf("reading the tenant: %s: check the network, --cloud and --graph-url", describe(failed)) // nothing is there to read
	}
	if err := r.expected(); err != nil || resumed {
		return err
	}
	if r.asked.FollowServer && (r.skew > time.Minute || r.skew < -time.Minute) {
		r.now = r.now.Add(r.skew).Truncate(time.Second)
		r.window.Until = r.now
	}
	if err := r.store.Remember("window", r.window); err != nil {
		return &storeError{err}
	}
	return nil
}

// ErrOtherTenant is wrapped by the error of a sign-in to another tenant than the workspace is of.
var ErrOtherTenant = errors.New("the sign-in is to another tenant")

// expected holds the tenant that was read against the one that earlier snapshots are of.
func (r *run) expected() error {
	for raw, err := range r.records(Organization) {
		if err != nil {
			return err
		}
		if id := tenantID(raw); r.asked.TenantID != "" && id != "" && id != r.asked.TenantID {
			return fmt.Errorf("%w: %s, and the workspace holds %s: use one --workspace a tenant", ErrOtherTenant, id, r.asked.TenantID)
		}
	}
	return nil
}

// sameTenant makes sure that an interrupted run is gone on with in its own tenant.
func (r *run) sameTenant(ctx context.Context, q call) error {
	var now string
	err := r.client.each(ctx, q, func(p page) error {
		for _, row := range p.records {
			now = tenantID(row.Raw)
		}
		return nil
	})
	if err != nil {
		if ctx.Err() != nil || isFatal(err) {
			return err
		}
		return fmt.Errorf("reading the tenant: %w: %s", err, nextStep(err))
	}
	for raw, err := range r.records(Organization) {
		if err != nil {
			return err
		}
		if before := tenantID(raw); before != now {
			return fmt.Errorf("%w: %s, and the interrupted collection is of %s: use another --workspace, or --restart to give it up", ErrOtherTenant, now, before)
		}
	}
	return nil
}

func tenantID(organization []byte) string {
	var o struct{ ID string }
	_ = json.Unmarshal(organization, &o) // one without an id is of no tenant that could be compared
	return oneLine(o.ID)
}

func (r *run) failure(s Source) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.coverage[s] {
		if c.Status != inventory.CoverageComplete && len(r.failures) > 0 {
			return r.failures[len(r.failures)-1]
		}
	}
	return nil
}

// tell notes what was read of a source.
func (r *run) tell(s Source, err error, list ...inventory.Coverage) {
	r.mu.Lock()
	r.coverage[s] = append(r.coverage[s], list...)
	if err != nil {
		r.failures = append(r.failures, err)
	}
	r.mu.Unlock()
	for i := range list {
		r.report(Progress{Source: s, Ended: &list[i]})
	}
}

func (r *run) report(p Progress) { r.asked.Progress(p) }

// told gives the coverage in the order of the listings.
func (r *run) told() []inventory.Coverage {
	var all []inventory.Coverage
	for _, l := range listings {
		list := r.coverage[l.source]
		slices.SortStableFunc(list, func(a, b inventory.Coverage) int {
			if a.Since == nil || b.Since == nil {
				return 0
			}
			return a.Since.Compare(*b.Since)
		})
		all = append(all, list...)
	}
	return all
}

// nothingRead makes an error of a run in which every source that was asked failed before its first record.
func (r *run) nothingRead() error {
	for _, list := range r.coverage {
		for _, c := range list {
			if c.Records > 0 || c.Status == inventory.CoverageComplete && c.Note == "" {
				return nil
			}
		}
	}
	if len(r.failures) == 0 {
		return nil
	}
	first := r.failures[0]
	var e *Error
	if errors.As(first, &e) && (e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden) {
		return fmt.Errorf("%w: %w: %s", ErrSignIn, first, nextStep(first))
	}
	return fmt.Errorf("reading the tenant: %w: %s", first, nextStep(first))
}

func (r *run) keepPartials() error {
	for source, p := range r.drafts {
		if err := p.draft.Keep(p.piece); err != nil {
			return &storeError{err}
		}
		delete(r.drafts, source)
	}
	return nil
}

func (r *run) dropPartials() {
	for _, p := range r.drafts {
		p.draft.Drop()
	}
}

// kept are the pieces of a source.
func (r *run) kept(s Source) []Piece {
	var list []Piece
	for _, p := range r.store.Kept() {
		if p.Source == s {
			list = append(list, p)
		}
	}
	return list
}

// records gives what is kept of a source. An error is one that ends the run.
func (r *run) records(s Source) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, piece := range r.kept(s) {
			for record, err := range r.store.Records(piece) {
				if err != nil {
					err = &storeError{err}
				}
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
	}
}

// pace gives the pace of a quota.
func (r *run) pace(q *quota) *pace {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.paces[q] == nil {
		p := newPace(*q, r.client.unit, mostInFlight, r.cap)
		p.waiting = func(wait time.Duration, why string) { r.report(Progress{Wait: wait, Why: why}) }
		r.paces[q] = p
	}
	return r.paces[q]
}

// mostClaims bounds how many records without a time are told apart. They are odd, so few; where they are many, the inventory tells them apart.
const mostClaims = 100_000

// claim gives a record without a time to a slice, and reports whether it is that slice's and was not there before.
func (r *run) claim(key uint64, by *sliceReading) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, claimed := r.claims[key]; claimed {
		return false
	}
	if len(r.claims) < mostClaims {
		r.claims[key] = by
	}
	return true
}

// disclaim gives back what a slice had that is given up.
func (r *run) disclaim(by *sliceReading) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.claims, func(_ uint64, owner *sliceReading) bool { return owner == by })
}

// look takes from a row what later sources need to know: accounts that signed in to SMTP with the right password.
func (r *run) look(s Source, row *scan.Record) {
	if s != InteractiveSignIns && s != NonInteractiveSignIns || row == nil || len(row.UserID) < 3 || !mayBeSMTP(row.ClientApp) {
		return
	}
	id := row.UserID[1 : len(row.UserID)-1]
	r.mu.Lock()
	_, known := r.senders[string(id)]
	r.mu.Unlock()
	if known || !isPlainID(string(id)) {
		return
	}
	var status struct {
		ErrorCode *int `json:"errorCode"`
	}
	if json.Unmarshal(row.Status, &status) != nil || status.ErrorCode == nil || !inventory.ClassOf(*status.ErrorCode).ProvesPassword() {
		return
	}
	var name string
	_ = json.Unmarshal(row.UPN, &name) // without a name there is no message trace, and all else goes by id
	r.mu.Lock()
	defer r.mu.Unlock()
	r.senders[string(id)] = name
}

// mayBeSMTP reports whether a row is of SMTP or of a client that the log does not name.
func mayBeSMTP(clientApp []byte) bool {
	switch string(clientApp) {
	case `"Authenticated SMTP"`, `"SMTP"`, `"Other clients"`:
		return true
	}
	return strings.Contains(strings.ToLower(string(clientApp)), "smtp")
}

// accounts gives the ids of the senders, sorted.
func (r *run) accounts() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Sorted(maps.Keys(r.senders))
}

// isPlainID keeps text that only claims to be an id out of addresses and filters.
func isPlainID(id string) bool {
	return len(id) == 36 && strings.Trim(id, "0123456789abcdefABCDEF-") == "" && id != "00000000-0000-0000-0000-000000000000"
}

// already tells of a list that an interrupted run has kept, and reports whether there is one.
func (r *run) already(s Source) bool {
	kept := r.kept(s)
	if len(kept) > 0 {
		r.tell(s, nil, inventory.Coverage{Source: s.Name, Part: s.Part, Status: inventory.CoverageComplete, Records: kept[0].Records})
	}
	return len(kept) > 0
}

// begin begins the one piece of a list. An error is one that ends the run.
func (r *run) begin(s Source) (listing, Piece, Draft, error) {
	l := listingOf(s)
	piece := Piece{Source: s, Origin: l.origin}
	draft, err := r.store.Draft(piece)
	if err != nil {
		return l, piece, nil, &storeError{err}
	}
	return l, piece, draft, nil
}

// list reads a list into one piece. What goes wrong is in the coverage; the error is one that ends the run. choose says which records are kept; nil
// is all.
func (r *run) list(ctx context.Context, s Source, calls []call, choose func(*scan.Record) bool) error {
	if r.already(s) {
		return nil
	}
	l, piece, draft, err := r.begin(s)
	if err != nil {
		return err
	}
	seen := map[uint64]struct{}{}
	for _, q := range calls {
		q.pace = r.pace(l.quota)
		err = r.client.each(ctx, q, func(p page) error {
			r.clock(s, p.date)
			draft.Request(p.requestID)
			fresh := 0
			for i := range p.records {
				row := &p.records[i]
				key := maphash.Bytes(sliceSeed, idOf(row))
				if _, dup := seen[key]; dup || choose != nil && !choose(row) {
					continue
				}
				seen[key] = struct{}{}
				if err := draft.Record(onOneLine(row.Raw)); err != nil {
					return &storeError{err}
				}
				fresh++
			}
			piece.Records += fresh
			r.report(Progress{Source: s, Records: fresh})
			return nil
		})
		if err != nil {
			break
		}
	}
	return r.end(ctx, piece, draft, err)
}

func idOf(row *scan.Record) []byte {
	if len(row.ID) >= 3 && row.ID[0] == '"' {
		return row.ID
	}
	return row.Raw
}

// clock notes how far the server's clock is ahead.
func (r *run) clock(s Source, date time.Time) {
	if s == Organization && !date.IsZero() {
		r.skew = time.Until(date).Round(time.Second)
	}
}

// end keeps a list that was read, and tells of one that was not.
func (r *run) end(ctx context.Context, piece Piece, draft Draft, err error) error {
	entry := inventory.Coverage{Source: piece.Source.Name, Part: piece.Source.Part, Status: inventory.CoverageComplete, Records: piece.Records}
	switch {
	case err == nil:
		if err := draft.Keep(piece); err != nil {
			return &storeError{err}
		}
	case ctx.Err() != nil || isFatal(err):
		draft.Drop()
		return lastWord(ctx, err)
	case piece.Records > 0:
		entry.Status, entry.Reason = inventory.CoveragePartial, explain(err)
		r.mu.Lock()
		r.drafts[piece.Source] = partial{draft, piece}
		r.mu.Unlock()
	default:
		draft.Drop()
		entry.Status, entry.Reason = statusOf(err), r.explain(piece.Source, err)
	}
	r.tell(piece.Source, err, entry)
	return nil
}

// explain says what went wrong and what to do about it.
func explain(err error) string { return describe(err) + ": " + nextStep(err) }

// explain says so of a source, whose permission it knows.
func (r *run) explain(s Source, err error) string {
	var e *Error
	if errors.As(err, &e) && e.Status == http.StatusForbidden && e.Code != codeNoPremium {
		return describe(err) + ": " + permit(listingOf(s), r.client.access)
	}
	return explain(err)
}

// permit says what would let a source be read.
func permit(l listing, a *Access) string {
	step := "grant the application " + l.permissions[0] + " and admin consent"
	switch {
	case a != nil && a.Allows(l.permissions) && !a.Application && l.role != "":
		step = "the permission is there: give the signed-in person the role " + l.role
	case l.role != "" && (a == nil || !a.Application):
		step += ", and a signed-in person the role " + l.role
	}
	return step
}

// signIns reads the three kinds of sign-ins side by side.
func (r *run) signIns(ctx context.Context) error {
	scope := ScopeLegacy
	if r.asked.AllSignIns {
		scope = ScopeAll
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, source := range []Source{InteractiveSignIns, NonInteractiveSignIns} {
		group.Go(func() error { return r.signInPart(ctx, r.part(source, scope, legacyQuery(source.Part, scope))) })
	}
	group.Go(func() error {
		return r.signInPart(ctx, r.part(ServicePrincipalSignIns, ScopeAll, func(bool) string {
			return eventType("servicePrincipal") + " and resourceId eq '" + exchangeOnline + "'"
		}))
	})
	return group.Wait()
}

// exchangeOnline is the application id of Office 365 Exchange Online, which is also its resource id in the log.
const exchangeOnline = "00000002-0000-0ff1-ce00-000000000000"

func eventType(words ...string) string {
	for i, word := range words {
		words[i] = "t eq '" + word + "'"
	}
	return "signInEventTypes/any(t: " + strings.Join(words, " or ") + ")"
}

// legacyQuery is the filter for one kind of a person's sign-ins.
func legacyQuery(event, scope string) func(wide bool) string {
	apps := inventory.LegacyClientApps()
	for i, app := range apps {
		apps[i] = "clientAppUsed eq '" + app + "'"
	}
	return func(wide bool) string {
		if wide || scope == ScopeAll {
			return eventType(event)
		}
		return eventType(event) + " and (" + strings.Join(apps, " or ") + ")"
	}
}

func (r *run) part(source Source, scope string, query func(bool) string) *signInPart {
	p := &signInPart{run: r, source: source, scope: scope, wideScope: scope, query: query, beta: true, spans: r.spans(source, scope)}
	if scope == ScopeLegacy {
		p.wideScope = ScopeAll
	}
	return p
}

// spans are what of the window no earlier snapshot holds, newest first.
func (r *run) spans(source Source, scope string) []inventory.Window {
	left := inventory.Without([]inventory.Window{r.window}, r.asked.Covered(source, scope))
	slices.SortFunc(left, func(a, b inventory.Window) int { return b.Until.Compare(a.Until) })
	return left
}

// signInPart reads one kind of sign-ins, from v1.0 where beta is refused and v1.0 has any.
func (r *run) signInPart(ctx context.Context, p *signInPart) error {
	if err := p.read(ctx); err != nil {
		return err
	}
	if p.last == nil || p.answered || len(p.done) > 0 || !betaRefused(p.last) {
		r.tell(p.source, p.last, p.coverage()...)
		return nil
	}
	if p.source != InteractiveSignIns {
		list := p.coverage()
		for i := range list {
			if list[i].Status != inventory.CoverageNotPermitted {
				list[i].Status = inventory.CoverageNotAvailable
			}
			list[i].Reason += " (only /beta has sign-ins of this kind)"
		}
		r.tell(p.source, p.last, list...)
		return nil
	}
	r.client.log.Info("reading sign-ins from v1.0, since beta is refused", "error", p.last)
	older := r.part(p.source, p.scope, func(wide bool) string {
		return strings.TrimPrefix(strings.TrimPrefix(p.query(wide), eventType(p.source.Part)), " and ")
	})
	older.beta = false
	older.scope, older.wideScope = older.scope+" of v1.0", older.wideScope+" of v1.0" // it has less, so that it is read again when beta can be
	older.noted = "beta was refused (" + describe(p.last) + "), so this is v1.0: it has interactive sign-ins only, and does not say which protocol got the token, so Basic is told by client app and user agent alone"
	if err := older.read(ctx); err != nil {
		return err
	}
	if !older.answered {
		older = p // both refuse: what beta said stands
	}
	r.tell(p.source, older.last, older.coverage()...)
	return nil
}

// betaRefused reports whether another version of Graph is worth asking.
func betaRefused(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code != codeNoPremium &&
		(e.Status == http.StatusBadRequest || e.Status == http.StatusForbidden || e.Status == http.StatusNotFound || e.Status == http.StatusNotImplemented || e.Status == http.StatusGone)
}

const (
	// modernBatch is how many accounts one filter names: filters must be short.
	modernBatch = 10
	// modernReach is how far back modern sign-ins are read: what else an account uses shows within a week.
	modernReach = 7 * 24 * time.Hour
	// mostAccounts bounds what is asked account by account, at some requests each: a tenant with more senders would wait for hours.
	mostAccounts = 1000
)

// scopeOf names the modern sign-ins of some accounts, so that they are not taken for those of others.
func scopeOf(ids []string) string {
	sum := sha256.Sum256([]byte(strings.Join(ids, " ")))
	return fmt.Sprintf("modern sign-ins of %d accounts, digest %x", len(ids), sum[:8])
}

// upTo gives no more accounts than are asked one by one, and what to say where there are more.
func upTo(list []string) ([]string, string) {
	if len(list) <= mostAccounts {
		return list, ""
	}
	return list[:mostAccounts], fmt.Sprintf("%d accounts send with a password, and this was read for %d of them: ", len(list), mostAccounts)
}

// modern reads the sign-ins with modern authentication to Exchange Online of accounts that send with a password: what else they use decides how they move.
func (r *run) modern(ctx context.Context) error {
	if r.withoutSignIns(ModernSignIns) {
		return nil
	}
	ids := r.accounts()
	span := inventory.Window{Since: later(r.window.Since, r.window.Until.Add(-modernReach)), Until: r.window.Until}
	total := inventory.Coverage{Source: ModernSignIns.Name, Part: ModernSignIns.Part, Since: &span.Since, Until: &span.Until, Status: inventory.CoverageComplete}
	if r.asked.AllSignIns {
		total.Note = "all sign-ins were read, these included"
		r.tell(ModernSignIns, nil, total)
		return nil
	}
	if len(ids) == 0 {
		total.Note = "no account was seen that sends with a password"
		r.tell(ModernSignIns, nil, total)
		return nil
	}
	var failed error
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	ids, more := upTo(ids)
	if more != "" {
		total.Status, total.Reason = inventory.CoveragePartial, more+"run unbasic collect --all-sign-ins for the rest"
	}
	for batch := range slices.Chunk(ids, modernBatch) {
		group.Go(func() error {
			var accounts []string
			for _, id := range batch {
				accounts = append(accounts, "userId eq '"+id+"'")
			}
			query := eventType("interactiveUser", "nonInteractiveUser") + " and resourceId eq '" + exchangeOnline +
				"' and (clientAppUsed eq 'Mobile Apps and Desktop clients' or clientAppUsed eq 'Browser') and (" + strings.Join(accounts, " or ") + ")"
			p := r.part(ModernSignIns, scopeOf(batch), func(bool) string { return query })
			p.spans = within(p.spans, span)
			if err := p.read(ctx); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, c := range p.coverage() {
				total.Records += c.Records
				if c.Status == inventory.CoverageComplete {
					continue
				}
				total.Gaps = inventory.United(append(total.Gaps, c.Gaps...))
				if total.Status, total.Reason = inventory.CoveragePartial, c.Reason; total.Records == 0 && p.last != nil {
					total.Status = statusOf(p.last)
				}
				failed = p.last
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	r.tell(ModernSignIns, failed, total)
	return nil
}

// withoutSignIns tells of a source that needs to know the senders where no sign-ins were read, and reports whether that is so.
func (r *run) withoutSignIns(s Source) bool {
	r.mu.Lock()
	status := inventory.CoverageMissing
	for _, c := range append(slices.Clone(r.coverage[InteractiveSignIns]), r.coverage[NonInteractiveSignIns]...) {
		if c.Status == inventory.CoverageComplete || c.Status == inventory.CoveragePartial {
			r.mu.Unlock()
			return false
		}
		status = c.Status
	}
	none := len(r.coverage[InteractiveSignIns])+len(r.coverage[NonInteractiveSignIns]) == 0 // earlier snapshots hold the whole window
	r.mu.Unlock()
	if none {
		return false
	}
	r.tell(s, nil, inventory.Coverage{Source: s.Name, Part: s.Part, Status: status, Reason: "it needs " + inventory.SourceSignIns + ", which were not read: see there"})
	return true
}

// codeNoPremium is what Graph answers where the tenant has no Entra ID P1 or P2.
const codeNoPremium = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"

// statusOf turns the failure of a whole source into a word of the contract.
func statusOf(err error) inventory.CoverageStatus {
	var e *Error
	if errors.As(err, &e) {
		switch {
		case e.Code == codeNoPremium:
			return inventory.CoverageNotLicensed
		case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
			return inventory.CoverageNotPermitted
		case e.Status == http.StatusNotFound, e.Status == http.StatusNotImplemented:
			return inventory.CoverageNotAvailable
		}
	}
	return inventory.CoverageMissing
}

// answered reports whether a failure came from a server, and not from the way to it.
func answered(err error) bool {
	var e *Error
	return errors.As(err, &e) || errors.Is(err, errAnswer) && !errors.Is(err, scan.ErrShape)
}

func describe(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Code == codeNoPremium {
		return "the tenant has no Entra ID P1 or P2, which Graph's sign-in log needs (" + e.Error() + ")"
	}
	var failed interface{ Timeout() bool }
	if errors.As(err, &failed) && failed.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return "the answer did not come in time"
	}
	return oneLine(err.Error())
}

// nextStep says what to do about a failure.
func nextStep(err error) string {
	var e *Error
	switch {
	case errors.Is(err, errSlow):
		return "run unbasic collect again, which reads only what is missing"
	case errors.Is(err, errAnswer) && !errors.Is(err, scan.ErrShape) && !errors.Is(err, errRepeated):
		return "check the network, --cloud and --graph-url"
	case !errors.As(err, &e):
		return "check the network and run unbasic collect again"
	case e.Code == codeNoPremium:
		return "download the sign-in log in the Entra portal, which works in every edition, and run unbasic import"
	case e.Status == http.StatusUnauthorized:
		return "sign in again; the token was not accepted"
	case e.Status == http.StatusForbidden:
		return "grant the application the permissions of the README and admin consent, or give the signed-in person the role Reports Reader"
	case e.Status == http.StatusNotFound, e.Status == http.StatusNotImplemented:
		return "this cloud does not offer it; import an exported file instead"
	}
	return "run unbasic collect again, and give the request id to Microsoft's support if it goes on"
}
