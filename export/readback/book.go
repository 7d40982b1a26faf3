package readback

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"github.com/xuri/nfp"

	"unbasic/export/words"
)

const (
	// mostUnpacked is how many bytes of a workbook are unpacked at most: some ten times a plan of 100,000 items.
	mostUnpacked = 4 << 30
	// mostSmall is how large any part in XML may be that is neither a sheet nor the texts that sheets share.
	mostSmall = 32 << 20
	// mostCells is how many cells a sheet may have: twice as many as the longest sheet of 100,000 items. excelize holds each of them, and in each row those
	// without anything before its last one.
	mostCells = 32 << 20
	// mostSheets is some twenty times what an export has.
	mostSheets = 500
	// inMemory is how many bytes of a sheet are unpacked into memory; what is larger waits in a temporary file.
	inMemory = 16 << 20
)

var errTooLarge = errors.New("too large")

// book is a workbook as excelize reads it.
type book struct {
	*excelize.File
	sheets []string
	// date1904 reports whether day 0 is in 1904.
	date1904 bool
	looks    map[int]look
	// parts are the paths of the sheets by their names.
	parts map[string]string
	// extents are those of the sheets, by their paths in small letters.
	extents map[string]extent
}

// open opens a workbook of which at most limit bytes are to be unpacked, what does not fit memory into folder. It is to be closed.
func open(r io.ReaderAt, size int64, name string, limit int64, folder string) (*book, error) {
	if err := recognised(r, size, name); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken(name, err)
	}
	if format, saveAs := kindOf(archive); saveAs {
		return nil, refused(CodeFormat, words.ReadbackSaveAs, "file", shown(name), "format", format)
	} else if format != "" {
		return nil, refused(CodeFormat, words.ReadbackOtherFormat, "file", shown(name), "format", format)
	}
	extents, err := weigh(archive, name, limit)
	if err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(io.NewSectionReader(r, 0, size), excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: min(inMemory, limit), TmpDir: folder})
	b := &book{File: f, looks: map[int]look{}, extents: extents}
	if err == nil {
		err = b.list()
	}
	if err != nil {
		b.close()
		return nil, broken(name, err)
	}
	return b, nil
}

// list lists the sheets.
func (b *book) list() error {
	b.sheets = b.GetSheetList()
	if len(b.sheets) > mostSheets {
		return fmt.Errorf("it lists more than %d sheets", mostSheets)
	}
	props, err := b.GetWorkbookProps()
	if err != nil {
		return err
	}
	b.date1904 = props.Date1904 != nil && *props.Date1904
	b.parts = b.sheetParts()
	return nil
}

// close takes the temporary files away.
func (b *book) close() {
	if b.File != nil {
		_ = b.Close() // they were only read; a system that can't delete them now does so later
	}
}

func broken(name string, err error) error {
	return refused(CodeBroken, words.ReadbackBroken, "file", shown(name), "detail", shown(err.Error()))
}

// tooLarge refuses a workbook of which more than limit bytes would have to be unpacked.
func tooLarge(name string, limit int64) error {
	size := fmt.Sprintf("%d MiB", limit>>20)
	if limit >= 1<<30 {
		size = fmt.Sprintf("%d GiB", limit>>30)
	}
	return refused(CodeTooLarge, words.ReadbackTooLarge, "file", shown(name), "limit", size)
}

// extent is what there is to know of a sheet before excelize reads it, which streams rows without saying that they were cut off or that a formula has no result.
type extent struct {
	last int // row
	// whole reports that the sheet has an end, joined that there are cells which are shown as one, and hollow that there are formulas without a result.
	whole, joined, hollow bool
}

// weigh unpacks all parts and keeps nothing of them: whether each is as it was written, and not larger than excelize is to be given. It does not trust the sizes
// that the archive states.
func weigh(archive *zip.Reader, name string, limit int64) (map[string]extent, error) {
	sheets := map[string]extent{}
	left := limit
	for _, f := range archive.File {
		part := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		most, size := left, limit
		sheet := strings.Contains(part, "worksheets/") && strings.HasSuffix(part, ".xml")
		if !sheet && strings.HasSuffix(part, "ml") && !strings.HasSuffix(part, "sharedstrings.xml") && most > mostSmall { // pictures may be larger
			most, size = mostSmall, mostSmall
		}
		in, err := f.Open()
		if err != nil {
			return nil, broken(name, fmt.Errorf("%s: %w", f.Name, err))
		}
		read := &io.LimitedReader{R: in, N: most + 1}
		if sheet {
			sheets[part], err = measured(read)
		} else {
			_, err = io.Copy(io.Discard, read)
		}
		_ = in.Close() // it was only read
		switch {
		case read.N <= 0, errors.Is(err, errTooLarge):
			return nil, tooLarge(name, size)
		case err != nil:
			return nil, broken(name, fmt.Errorf("%s: %w", f.Name, err))
		}
		left -= most + 1 - read.N
	}
	return sheets, nil
}

var rowOf = regexp.MustCompile(`\sr=["']([A-Za-z]{0,3})(\d{0,9})["']`)

// measured looks at the elements of a sheet one by one, without reading what stands in them.
func measured(part io.Reader) (extent, error) {
	const longest = 1 << 20 // more than a cell holds (32,767 characters), each written as "&#x10FFFF;"
	elements := bufio.NewScanner(part)
	elements.Buffer(make([]byte, 0, 64<<10), longest)
	elements.Split(func(data []byte, end bool) (int, []byte, error) {
		if at := bytes.IndexByte(data, '<'); at >= 0 {
			return at + 1, data[:at], nil
		}
		if end && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	var e extent
	cells, widest, column := 0, 0, 0
	formula, result := false, false
	for elements.Scan() {
		tag, behind, _ := strings.Cut(elements.Text(), ">")
		name, _, _ := strings.Cut(strings.TrimSuffix(tag, "/"), " ")
		if ends := strings.HasPrefix(name, "/"); strings.Contains(name, ":") {
			_, name, _ = strings.Cut(name, ":")
			if ends {
				name = "/" + name
			}
		}
		switch name {
		case "row":
			cells, widest, column = cells+widest, 0, 0
			e.last++
			if m := rowOf.FindStringSubmatch(tag); m != nil {
				if n, err := strconv.Atoi(m[2]); err == nil {
					e.last = n
				}
			}
		case "c":
			column++
			if m := rowOf.FindStringSubmatch(tag); m != nil && m[1] != "" {
				column = columnOf(m[1])
			}
			widest = max(widest, column)
			formula, result = false, false
		case "f":
			formula = true
		case "v":
			result = result || behind != ""
		case "/c":
			e.hollow = e.hollow || formula && !result
		case "mergeCell":
			e.joined = true
		case "/worksheet":
			e.whole = true
		}
		if cells+widest > mostCells {
			return e, errTooLarge
		}
	}
	if errors.Is(elements.Err(), bufio.ErrTooLong) {
		return e, errTooLarge
	}
	return e, elements.Err()
}

// look is what a format makes of a number.
type look uint8

const (
	lookPlain look = iota
	lookDay
	lookMoment // a day with a time, or a time
	lookPercent
)

// look is what a style makes of a number.
func (b *book) look(style int) look {
	if known, some := b.looks[style]; some {
		return known
	}
	made := lookPlain
	// A style that the workbook does not have is none.
	if s, err := b.GetStyle(style); err == nil {
		made = builtInLooks[s.NumFmt]
		if s.CustomNumFmt != nil {
			made = lookOf(*s.CustomNumFmt)
		}
	}
	b.looks[style] = made
	return made
}

// builtInLooks are the formats that have a number and no code, those of East Asia included (ECMA-376 part 1, 18.8.30).
var builtInLooks = map[int]look{
	9: lookPercent, 10: lookPercent, 14: lookDay, 15: lookDay, 16: lookDay, 17: lookDay, 18: lookMoment, 19: lookMoment, 20: lookMoment, 21: lookMoment,
	22: lookMoment, 27: lookDay, 28: lookDay, 29: lookDay, 30: lookDay, 31: lookDay, 32: lookMoment, 33: lookMoment, 34: lookMoment, 35: lookMoment, 36: lookDay,
	45: lookMoment, 46: lookMoment, 47: lookMoment, 50: lookDay, 51: lookDay, 52: lookDay, 53: lookDay, 54: lookDay, 55: lookDay, 56: lookDay, 57: lookDay, 58: lookDay,
}

// lookOf reads a format's code as far as it tells days from numbers.
func lookOf(code string) look {
	parser := nfp.NumberFormatParser()
	made := lookPlain
	for i, section := range parser.Parse(code) {
		if i > 0 {
			break // those for numbers below zero and for texts
		}
		for _, token := range section.Items {
			switch token.TType {
			case nfp.TokenTypeElapsedDateTimes:
				return lookMoment
			case nfp.TokenTypeDateTimes:
				if strings.ContainsAny(strings.ToLower(token.TValue), "hs") {
					return lookMoment
				}
				made = lookDay
			case nfp.TokenTypePercent:
				made = lookPercent
			}
		}
	}
	return made
}
