package graph

import (
	"container/heap"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// quota is what Microsoft documents of a throttling limit: so many requests in so much time, of one application in one tenant. Source: Microsoft
// Graph, "service-specific throttling limits". The real limit is lower when the service is busy, and is not enforced at all at other times.
type quota struct {
	requests int
	window   time.Duration
	// strict quotas are kept from the beginning, because the answer to one request too many does not say how long to wait.
	strict bool
}

// The quotas of the lists that are read. Lists that share one share a pace.
var (
	quotaReports     = &quota{requests: 5, window: 10 * time.Second}                // sign-ins and other identity and access reports
	quotaConditional = &quota{requests: 1, window: time.Second, strict: true}       // Conditional Access and identity protection: no Retry-After
	quotaUsage       = &quota{requests: 14, window: 10 * time.Minute, strict: true} // usage reports as CSV
	quotaDirectory   = &quota{requests: 100, window: 10 * time.Second}              // users, groups, subscriptions: by cost, far above what is asked
	quotaMail        = &quota{requests: 100, window: 10 * time.Second}              // mailbox settings and message traces
)

// pace learns how fast a server lets itself be asked, and holds just under it.
//
// Nothing is assumed of the server's way of counting. What is kept is the strictest reading of it: no span of the learned window ever holds more than
// the learned number of requests, so that a server with a sliding window, a fixed one or a token bucket is content alike. The number is learned from
// the first refusal (how many were answered in the window before it), lowered where refusals go on, and tried one step higher now and then, more
// seldom each time that is refused.
//
// Until a first refusal, what is documented goes out at once, two more requests, one by one, try whether the limit is enforced, and then the number of requests
// under way doubles with each round up to most.
//
// Who waits longest does not go first: the lowest rank does, so that a list that is being read is read on while its page tokens are fresh.
type pace struct {
	quota quota
	// unit is the first pause after a refusal that does not say how long; it doubles.
	unit time.Duration
	most int
	// cap is --rate, which all paces share; nil is none.
	cap *rateCap
	// waiting is told when requests are held back for longer than a moment, and why; and with 0 when they no longer are.
	waiting func(wait time.Duration, why string)

	mu       sync.Mutex
	sent     []sending // of the last windows, oldest first
	next     int       // number of the next sending
	inFlight int
	room     int // how many may be in flight
	answered int // before the first refusal

	limit   int // requests a window; 0 while none is known
	margin  time.Duration
	closed  time.Time // nothing goes out before this
	why     string
	event   int // sendings before this number knew nothing of the last refusal
	refused int // refusals since the last answer

	trying    bool // one step above what is known to be allowed
	sinceTry  int  // answers since then, or since the last refusal
	tryAfter  int
	queue     waiters
	timer     *time.Timer
	told      bool
	sendCount int
}

// sending is one request that went out.
type sending struct {
	number int
	at     time.Time // when it went out; once it is answered, about when the server had it
	ok     bool      // answered; one that is refused is taken out
}

// tryEvery is after how many answers in a row one step more is tried: a refusal in a hundred requests is a percent of them.
const tryEvery = 120

// rateCap keeps requests apart, whichever pace they keep.
type rateCap struct {
	gap time.Duration
	mu  sync.Mutex
	at  time.Time
}

// take says how long the next request must wait, or takes its place.
func (c *rateCap) take(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if wait := c.at.Add(c.gap).Sub(now); wait > 0 && !c.at.IsZero() {
		return wait
	}
	c.at = now
	return 0
}

func newPace(q quota, unit time.Duration, most int, limit *rateCap) *pace {
	// The documented window counts in seconds and is scaled like all pauses, which tests shorten.
	q.window = time.Duration(float64(q.window) * float64(unit) / float64(time.Second))
	p := &pace{quota: q, unit: unit, most: most, cap: limit, tryAfter: tryEvery, room: min(most, q.requests), waiting: func(time.Duration, string) {}}
	if q.strict {
		p.limit = q.requests
	}
	return p
}

// waiter is a request that wants to go out.
type waiter struct {
	rank, order int
	ready       chan sending
	index       int
}

type waiters []*waiter

func (w waiters) Len() int { return len(w) }
func (w waiters) Less(i, j int) bool {
	return w[i].rank < w[j].rank || w[i].rank == w[j].rank && w[i].order < w[j].order
}
func (w waiters) Swap(i, j int) { w[i], w[j] = w[j], w[i]; w[i].index, w[j].index = i, j }
func (w *waiters) Push(x any)   { one := x.(*waiter); one.index = len(*w); *w = append(*w, one) }
func (w *waiters) Pop() any {
	old := *w
	one := old[len(old)-1]
	*w, one.index = old[:len(old)-1], -1
	return one
}

// enter waits until a request may go out. done must be called with what became of it.
func (p *pace) enter(ctx context.Context, rank int) (sending, error) {
	one := &waiter{rank: rank, ready: make(chan sending, 1)}
	p.mu.Lock()
	one.order = p.next
	p.next++
	heap.Push(&p.queue, one)
	p.pump()
	p.mu.Unlock()
	select {
	case s := <-one.ready:
		return s, nil
	case <-ctx.Done():
		p.mu.Lock()
		defer p.mu.Unlock()
		if one.index >= 0 {
			heap.Remove(&p.queue, one.index)
			p.pump()
		} else {
			p.leave(<-one.ready, false)
		}
		return sending{}, ctx.Err()
	}
}

// pump lets out whoever may go, and sets the clock for the next one. The lock is held.
func (p *pace) pump() {
	for len(p.queue) > 0 {
		wait, why, timed := p.held()
		if wait > 0 || !timed {
			p.tell(wait, why)
			if wait > 0 {
				p.wake(wait)
			}
			return
		}
		p.tell(0, "")
		one := heap.Pop(&p.queue).(*waiter)
		now := time.Now()
		s := sending{number: p.sendCount, at: now}
		p.sendCount++
		p.sent = append(p.sent, s)
		p.inFlight++
		one.ready <- s
	}
}

// held says how long the next request must wait and why; timed is false where it waits for an answer and not for a time. Where it need not wait it is
// taken to go out.
func (p *pace) held() (wait time.Duration, why string, timed bool) {
	now := time.Now()
	if wait := p.closed.Sub(now); wait > 0 {
		return wait, p.why, true
	}
	if p.inFlight >= p.room {
		return 0, "", false
	}
	window := p.quota.window + p.margin
	for len(p.sent) > 0 && now.Sub(p.sent[0].at) >= window && p.sent[0].ok {
		p.sent = p.sent[1:]
	}
	if p.limit > 0 {
		var recent []time.Time
		for _, s := range p.sent {
			if now.Sub(s.at) < window {
				recent = append(recent, s.at)
			}
		}
		if over := len(recent) - p.limit; over >= 0 {
			slices.SortFunc(recent, time.Time.Compare)
			return recent[over].Add(window).Sub(now), fmt.Sprintf("Graph allows %d requests in %s", p.limit, p.quota.window), true
		}
	}
	if p.cap != nil {
		return p.cap.take(now), "--rate", true
	}
	return 0, "", true
}

func (p *pace) wake(after time.Duration) {
	if p.timer != nil {
		p.timer.Stop()
	}
	p.timer = time.AfterFunc(after, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.pump()
	})
}

// tell passes on that requests are held back. Only waits that a person would notice are worth a word.
func (p *pace) tell(wait time.Duration, why string) {
	if wait >= p.unit/2 || p.told {
		p.told = wait >= p.unit/2
		p.waiting(wait, why)
	}
}

// leave says that a request is over: answered, or broken off.
func (p *pace) leave(s sending, ok bool) {
	p.inFlight--
	if i := p.find(s); i >= 0 {
		p.sent[i].ok = true // whatever came of it, the server may have counted it
		// When it came to the server is not known: some time between then and now.
		p.sent[i].at = s.at.Add(min(time.Since(s.at)/2, p.quota.window/40))
	}
	if ok {
		p.succeeded()
	}
	p.pump()
}

func (p *pace) find(s sending) int {
	for i := len(p.sent) - 1; i >= 0; i-- {
		if p.sent[i].number == s.number {
			return i
		}
	}
	return -1
}

// answer says that a request got one, or failed for a reason that has nothing to do with pace.
func (p *pace) answer(s sending, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(s, ok)
}

func (p *pace) succeeded() {
	p.refused = 0
	if p.limit == 0 {
		p.open()
		return
	}
	if p.sinceTry++; p.sinceTry < p.tryAfter {
		return
	}
	p.sinceTry = 0
	if least := p.quota.window / 80; p.margin > least {
		p.margin = max(least, p.margin-p.quota.window/100) // more room than was needed for long
		return
	}
	if p.trying {
		p.tryAfter = max(10, p.tryAfter/4) // it is allowed: the limit may be far higher
	}
	p.trying = true
	p.limit += max(1, p.limit/10)
	p.room = p.most
}

// open widens what may be in flight while no limit is known.
func (p *pace) open() {
	p.answered++
	switch {
	case p.answered < p.quota.requests:
		p.room = min(p.most, p.quota.requests-p.answered) // no more than what is documented, those under way included
	case p.answered < p.quota.requests+2:
		p.room = 1 // the next two tell whether the documented limit is enforced; one of the first may have been of another
	default:
		p.room = min(p.room+1, p.most) // one more for each answer: twice as many a round
	}
}

// refusal says that a request was refused for coming too soon. after is what the server said to wait; said is false where it did not.
func (p *pace) refusal(s sending, after time.Duration, said bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.inFlight--
	if i := p.find(s); i >= 0 {
		p.sent = append(p.sent[:i], p.sent[i+1:]...)
	}
	first := s.number >= p.event // the others were under way when the first one was refused, and tell nothing new
	if first {
		p.event = p.sendCount
		p.learn(now)
	}
	wait := after
	if !said || after <= 0 {
		wait = p.unit << min(p.refused, 8)
		if oldest, ok := p.oldest(now); ok && !said && p.refused == 0 {
			wait = max(wait, oldest.Add(p.quota.window+p.margin).Sub(now))
		}
	}
	if first {
		p.refused++
	}
	if until := now.Add(wait); until.After(p.closed) {
		p.closed, p.why = until, "Graph asks to wait"
		if !said {
			p.why = "Graph refuses and does not say how long"
		}
	}
	p.pump()
}

// oldest is the first request of the window before now.
func (p *pace) oldest(now time.Time) (time.Time, bool) {
	for _, s := range p.sent {
		if now.Sub(s.at) < p.quota.window {
			return s.at, true
		}
	}
	return time.Time{}, false
}

// learn takes a limit from a refusal: what was answered in the window before it.
func (p *pace) learn(now time.Time) {
	answered := 0
	for _, s := range p.sent {
		if s.ok && now.Sub(s.at) < p.quota.window+p.margin {
			answered++
		}
	}
	step := max(1, p.limit/11)
	switch {
	case p.limit == 0:
		// Fewer than what is documented may have been enough this once, because somebody else asks too: that shows soon enough. A few more may
		// have been of lists that the server counts by themselves.
		p.limit = max(answered, 1)
		if answered < 2*p.quota.requests {
			p.limit = p.quota.requests
		}
		p.room = p.most
	case p.trying:
		p.limit -= step
		p.tryAfter = min(2*max(p.tryAfter, tryEvery), 100*tryEvery)
	case answered >= p.limit && p.margin < p.quota.window/20:
		p.margin += p.quota.window / 100 // requests meet on their way: a little more room between them
	case answered >= p.limit:
		p.limit = max(1, p.limit-step)
	default:
		p.limit = max(1, answered)
	}
	p.limit = max(1, p.limit)
	if p.margin == 0 {
		p.margin = p.quota.window / 80
	}
	p.trying, p.sinceTry = false, 0
}
