package samples

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// A listing is a resource with entries, served in pages, and what it takes besides $select, $top and $skiptoken.
type listing struct {
	name, kind string
	filter     string   // the property that $filter may compare with eq; empty if there is no $filter
	properties []string // if there may be no entries to tell them
	entries    []*record
}

// list serves a listing in pages of the size that the directory has.
func (a *answer) list(l listing) *refusal {
	options := []string{"$select", "$top", "$skiptoken"}
	if l.filter != "" {
		options = append(options, "$filter")
	}
	q, refused := readQuery(a.request, options...)
	if refused != nil {
		return refused
	}
	size, refused := q.pageSize(usualUsers, mostUsers, a.opts.PageSize)
	if refused != nil {
		return refused
	}
	if l.properties == nil {
		l.properties = l.entries[0].names
	}
	chosen, refused := chooseProperties(q.selected(), l.properties, l.kind)
	if refused != nil {
		return refused
	}
	entries, refused := l.filtered(q)
	if refused != nil {
		return refused
	}
	offset, refused := q.offset()
	if refused != nil {
		return refused
	}
	rest := entries[min(offset, len(entries)):]
	var page [][]byte
	for _, e := range rest[:min(size, len(rest))] {
		page = append(page, e.put(nil, chosen))
	}
	a.writePage(q, l.name, page, offset, len(rest) > size)
	return nil
}

// filtered are the entries that the request's filter lets through.
func (l listing) filtered(q *query) ([]*record, *refusal) {
	text, ok := q.options["$filter"]
	if !ok {
		return l.entries, nil
	}
	value, err := parseEqual(text, l.filter, l.kind)
	if err != nil {
		return nil, badRequest("Invalid filter clause: %v", err)
	}
	wanted := string(mustMarshal(value))
	var kept []*record
	for _, e := range l.entries {
		if strings.EqualFold(string(e.properties[l.filter]), wanted) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// oneOf serves one of a resource's entries by its id.
func (a *answer) oneOf(name, kind, key string, entries []*record) *refusal {
	i := slices.IndexFunc(entries, func(e *record) bool {
		return strings.EqualFold(string(e.properties["id"]), string(mustMarshal(key)))
	})
	if i < 0 {
		return notFound(key)
	}
	return a.single(name, "/$entity", kind, entries[i])
}

// single serves a resource that is one object and takes no option but $select.
func (a *answer) single(name, suffix, kind string, e *record) *refusal {
	q, refused := readQuery(a.request, "$select")
	if refused != nil {
		return refused
	}
	chosen, refused := chooseProperties(q.selected(), e.names, kind)
	if refused != nil {
		return refused
	}
	a.writeEntity(q, name, suffix, e, chosen)
	return nil
}

// writeEntity writes an object with its context before its properties.
func (a *answer) writeEntity(q *query, name, suffix string, e *record, chosen []string) {
	body := append([]byte(`{"@odata.context":`), putString(nil, a.context(q, name, suffix))...)
	body = append(body, ',')
	a.write(http.StatusOK, append(body, e.put(nil, chosen)[1:]...))
}

func notFound(key string) *refusal {
	return &refusal{http.StatusNotFound, "Request_ResourceNotFound",
		fmt.Sprintf("Resource '%s' does not exist or one of its queried reference-property objects are not present.", key)}
}
