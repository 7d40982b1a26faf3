package plan

import "strings"

// nearest gives the known word that needs the fewest changes to become word.
func nearest(word string, known []string) string {
	best, _ := Nearest(word, known)
	return best
}

// Nearest gives the known word that needs the fewest changes to become word, in any case of letters, and how many they are; the first of equals.
func Nearest(word string, known []string) (string, int) {
	const longest = 40 // a longer word is no slip of the finger
	runes := []rune(strings.ToLower(word))
	if len(runes) > longest {
		runes = runes[:longest]
	}
	best, fewest := "", int(^uint(0)>>1)
	for _, candidate := range known {
		if n := changes(runes, []rune(strings.ToLower(candidate))); n < fewest {
			best, fewest = candidate, n
		}
	}
	return best, fewest
}

// changes is the Levenshtein distance: single letters added, dropped or replaced.
func changes(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
