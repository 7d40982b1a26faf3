// Package export says what an inventory and a plan contain, in the words of the people who read it.
//
// It is pure: [NewReport] takes the two records and a language and gives a [Report], a view model of sheets, columns and
// typed cells that is sorted, worded and made safe. Writers (export/xlsx and its siblings) only lay it out: they decide
// nothing, know no inventory and no plan, and write no word of their own.
//
//	inventory.json + plan.json --[NewReport]--> Report --[xlsx.Write]--> reports/
//
// Start at [Report] for the shape, at [NewReport] for the order of the sheets; each sheet is one function in the file of its
// topic (waves.go, items.go for Plan, gantt.go, runbook.go, gonogo.go, senders.go, licences.go, coverage.go, about.go, summary.go). To add a column: a header in
// export/words, a line in the sheet's columns and a cell in its row; then run the tests with -update and read the difference.
//
// # Text from the tenant
//
// Names, departments, user agents and whatever else comes from a directory or a log is hostile. Every such value passes
// [visible] on its way in: control characters, invisible and direction-changing characters and broken UTF-8 become
// "[U+202E]" and the like, so nothing is lost and nothing acts. It is never translated. That text is inert in a format (no
// formula, no script) is the writer's duty, because what acts differs from format to format.
//
// Where people are hidden ([Options].Hide, made by export/pseudonym), every such value passes that first. Words of the program never do: a label of a known
// code, a header or a sentence stays as it is, whoever is called like it.
package export
