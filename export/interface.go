package export

import "unbasic/export/words"

// words are the words of a screen.
func (b *book) words() Interface {
	return Interface{
		Skip: b.say(words.InterfaceSkip), Sheets: b.say(words.InterfaceSheets), Figures: b.say(words.InterfaceFigures),
		Charts: b.say(words.InterfaceCharts), Behind: b.say(words.InterfaceBehind), Timeline: b.say(words.InterfaceTimeline),
		Period: b.say(words.InterfacePeriod), Legend: b.say(words.InterfaceLegend), Search: b.say(words.InterfaceSearch),
		Filters: b.say(words.InterfaceFilters), Any: b.say(words.InterfaceAny), Blank: b.say(words.InterfaceBlank),
		Clear: b.say(words.InterfaceClear), Columns: b.say(words.InterfaceColumns), Sort: b.say(words.InterfaceSort),
		Rows: b.say(words.InterfaceRows), Filtered: b.say(words.InterfaceFiltered), NoMatch: b.say(words.InterfaceNoMatch),
		Previous: b.say(words.InterfacePrevious), Next: b.say(words.InterfaceNext), Print: b.say(words.InterfacePrint),
		Close: b.say(words.InterfaceClose), Story: b.say(words.InterfaceStory), Nobody: b.say(words.InterfaceNobody),
		NoScript: b.say(words.InterfaceNoScript), PrintCut: b.say(words.InterfacePrintCut),
		More: b.say(words.InterfaceMore), TimelineCut: b.say(words.InterfaceTimelineCut),
		Generated: b.say(words.InterfaceGenerated, "tool", b.meta().Tool, "asOf", b.stamp(b.inv.AsOf)),
	}
}
