package inventory

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Scratch is space outside of memory, such as an unnamed temporary file. It is written from its beginning on and read back once.
type Scratch interface {
	io.Writer
	io.ReaderAt
}

// copyOf is one row as it was counted: what is needed to find another copy of it, and to take this one back.
type copyOf struct {
	id      uint64 // the hash of the row's id
	cell    uint32 // index of its cell, or cellOutside
	code    int32
	hour    int32 // since 1970
	country int16 // index in the cell, or -1
	blocked bool
}

// Rows outside the window are in no cell.
const (
	cellOutside uint32 = iota
	firstCell
)

const (
	// copySize is the bytes of a copyOf as it is kept.
	copySize = 24
	// shares is how many parts the rows are dealt into by their hash, so that one part at a time fits in memory: a hundred million rows are
	// 10 MB a part.
	shares = 256
	// blockSize is what is written at once: a part's rows up to this stay in memory, which is 4 MB for all.
	blockSize = 16 << 10 / copySize * copySize
)

// copies finds rows that came more than once. Every copy is counted as it comes; in the end the later ones are taken back. So nothing
// has to be looked up while rows come, and memory does not grow with them.
type copies struct {
	scratch Scratch
	parts   [shares]copyPart
	written int64
	err     error
}

// copyPart is the rows of one share: what is written, and what is not yet.
type copyPart struct {
	offsets []int64  // of blocks in scratch
	blocks  [][]byte // without scratch
	rows    []byte
}

func (c *copies) add(e copyOf) {
	p := &c.parts[e.id%shares]
	var b [copySize]byte
	binary.LittleEndian.PutUint64(b[:], e.id)
	binary.LittleEndian.PutUint32(b[8:], e.cell)
	binary.LittleEndian.PutUint32(b[12:], uint32(e.code))
	binary.LittleEndian.PutUint32(b[16:], uint32(e.hour))
	binary.LittleEndian.PutUint16(b[20:], uint16(e.country))
	if e.blocked {
		b[22] = 1
	}
	p.rows = append(p.rows, b[:]...)
	if len(p.rows) < blockSize {
		return
	}
	switch {
	case c.scratch == nil:
		p.blocks = append(p.blocks, p.rows)
		p.rows = nil
	case c.err == nil:
		if _, err := c.scratch.Write(p.rows); err != nil {
			c.err = fmt.Errorf("writing down which rows were seen: %w", err)
			return
		}
		p.offsets = append(p.offsets, c.written)
		c.written += int64(len(p.rows))
		p.rows = p.rows[:0]
	default:
		p.rows = p.rows[:0] // the run fails in the end
	}
}

// later calls take with every copy but the first of its row, in a fixed order.
func (c *copies) later(take func(copyOf)) error {
	if c.err != nil {
		return c.err
	}
	var table seenTable
	block := make([]byte, blockSize)
	for i := range c.parts {
		p := &c.parts[i]
		table.reset((len(p.offsets)+len(p.blocks))*blockSize/copySize + len(p.rows)/copySize)
		look := func(rows []byte) {
			for ; len(rows) > 0; rows = rows[copySize:] {
				if id := binary.LittleEndian.Uint64(rows); !table.add(id) {
					take(copyOf{
						id: id, cell: binary.LittleEndian.Uint32(rows[8:]), code: int32(binary.LittleEndian.Uint32(rows[12:])),
						hour: int32(binary.LittleEndian.Uint32(rows[16:])), country: int16(binary.LittleEndian.Uint16(rows[20:])), blocked: rows[22] == 1,
					})
				}
			}
		}
		for _, offset := range p.offsets {
			if _, err := c.scratch.ReadAt(block, offset); err != nil {
				return fmt.Errorf("reading back which rows were seen: %w", err)
			}
			look(block)
		}
		for _, b := range p.blocks {
			look(b)
		}
		look(p.rows)
		*p = copyPart{}
	}
	return nil
}

// seenTable is a set of hashes: open addressing, at most half full.
type seenTable struct {
	slots []uint64
	zero  bool
}

func (t *seenTable) reset(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if cap(t.slots) >= size {
		t.slots = t.slots[:size]
		clear(t.slots)
	} else {
		t.slots = make([]uint64, size)
	}
	t.zero = false
}

// add reports whether a hash is new.
func (t *seenTable) add(id uint64) bool {
	if id == 0 {
		was := t.zero
		t.zero = true
		return !was
	}
	mask := uint64(len(t.slots) - 1)
	for i := (id / shares) & mask; ; i = (i + 1) & mask {
		switch t.slots[i] {
		case 0:
			t.slots[i] = id
			return true
		case id:
			return false
		}
	}
}
