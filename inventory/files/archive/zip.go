package archive

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

const (
	// listEntry is how much of a zip's list of files an entry may take on average: a name, which may be a long one of Azure's, and dates.
	listEntry = 512
	// listFixed is what is read to find the list.
	listFixed = 1 << 20
	// typesName is in every Office document, and in nothing else.
	typesName = "[Content_Types].xml"
)

// zip walks a zip's files by name. An Office document is one file.
func (w *walk) zip(n node) error {
	s, err := n.random()
	if err != nil {
		return w.refuse(n.name, err)
	}
	if err := s.hold(); err != nil {
		return w.refuse(n.name, err)
	}
	defer s.release()
	list := &listing{shared: s, left: listFixed + listEntry*int64(w.limits.Files)}
	z, err := zip.NewReader(list, s.size)
	list.done = true
	switch {
	case err == nil, errors.Is(err, zip.ErrInsecurePath):
	case errors.Is(err, zip.ErrFormat):
		return w.refuse(n.name, fmt.Errorf("the zip's list of files, which is at its end, is missing or damaged: %w: download it again", io.ErrUnexpectedEOF))
	default:
		return w.refuse(n.name, midway(err))
	}
	if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == typesName }) {
		return w.give(n.entry())
	}
	misplaced, err := overlap(z.File)
	if err != nil {
		return w.refuse(n.name, err)
	}
	slices.SortStableFunc(z.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	some := false
	for _, f := range z.File {
		name, skip, err := n.inside(f.Name)
		if err == nil && (skip || !f.Mode().IsRegular()) {
			continue
		}
		some = true
		switch {
		case err != nil:
		case f.Flags&1 != 0:
			err = fmt.Errorf("is encrypted: %s", unpack)
		case f.Method != zip.Store && f.Method != zip.Deflate:
			err = fmt.Errorf("is compressed with method %d, which this version does not read: %s", f.Method, unpack)
		default:
			err = misplaced[f]
		}
		if err != nil {
			err = w.refuse(name, err)
		} else {
			err = w.node(memberOf(n, s, f, name))
		}
		if err != nil {
			return err
		}
	}
	if !some {
		return w.refuse(n.name, errors.New("the archive holds no files"))
	}
	return nil
}

// memberOf is one file of a zip.
func memberOf(n node, s *shared, f *zip.File, name string) node {
	m := &meter{budget: n.budget}
	// Of a zip that is compressed itself, a file's share counts, or zips in one another could go beyond every ratio.
	taken := int64(float64(f.CompressedSize64) * (float64(s.taken) / float64(s.size)))
	inner := node{name: name, size: max(int64(f.UncompressedSize64), -1), depth: n.depth + 1, budget: n.budget}
	inner.open = func() (*flow, error) {
		if err := s.hold(); err != nil {
			return nil, err
		}
		r, err := f.Open()
		if err != nil {
			return nil, errors.Join(midway(err), s.release())
		}
		return m.guard(&flow{
			Reader: r,
			taken:  func() int64 { return taken },
			close: func() error {
				_ = r.Close() // which would only repeat what reading has said
				return s.release()
			},
		}), nil
	}
	inner.random = inner.held
	return inner
}

// overlap refuses a zip that gives the same bytes for several files, which is how a small one unpacks to petabytes without any one file being
// compressed beyond measure. It also gives the files whose place can't be found.
func overlap(files []*zip.File) (misplaced map[*zip.File]error, err error) {
	type extent struct {
		begin, end uint64
		name       string
	}
	extents := make([]extent, 0, len(files))
	misplaced = map[*zip.File]error{}
	for _, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			misplaced[f] = fmt.Errorf("its place in the zip is wrong or missing: %w", midway(err))
			continue
		}
		if f.CompressedSize64 > 0 {
			extents = append(extents, extent{uint64(begin), uint64(begin) + f.CompressedSize64, f.Name})
		}
	}
	slices.SortFunc(extents, func(a, b extent) int { return cmp.Compare(a.begin, b.begin) })
	for i := 1; i < len(extents); i++ {
		if a, b := extents[i-1], extents[i]; b.begin < a.end || a.end < a.begin {
			return nil, fmt.Errorf("%w: %q and %q are in the same place", ErrBomb, a.name, b.name)
		}
	}
	return misplaced, nil
}

// listing bounds how much is read of a zip's list of files, which is held as a whole.
type listing struct {
	*shared
	left int64
	done bool
}

func (l *listing) ReadAt(p []byte, at int64) (int, error) {
	if !l.done {
		if l.left -= int64(len(p)); l.left < 0 {
			return 0, fmt.Errorf("%w: its list of files is too long", ErrBomb)
		}
	}
	return l.shared.ReadAt(p, at)
}
