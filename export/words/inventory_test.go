package words

import (
	"strings"
	"testing"

	"unbasic/inventory"
)

// A label is what people filter by, so no two codes of one kind may share one. Those that are chosen from a list fit into it.
func TestCodesOfTheInventoryAreDifferentAndSoAreTheirLabels(t *testing.T) {
	for name, codes := range map[string]Codes{
		"Urgencies": Urgencies, "IncidentKinds": IncidentKinds, "IncidentStatuses": IncidentStatuses, "GovernanceKinds": GovernanceKinds,
		"GovernanceRules": GovernanceRules, "PermissionTypes": PermissionTypes, "SecretTypes": SecretTypes, "CureActions": CureActions, "Periods": Periods,
		"Weekdays": Weekdays, "BlockKinds": BlockKinds, "PolicySources": PolicySources, "AccessStates": AccessStates, "ClientRules": ClientRules, "GuessRules": GuessRules,
	} {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			seen := map[string]string{}
			for _, code := range codes {
				label := code.Label.In(lang)
				if other, twice := seen[label]; twice {
					t.Errorf("%s in %s: %q and %q are both called %q", name, lang, other, code.Code, label)
				}
				seen[label] = code.Code
			}
		}
	}
	for _, name := range []Word{SheetIncidents, SheetGovernance} {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			if text := name.In(lang); len([]rune(text)) > 31 || strings.ContainsAny(text, `:\/?*[]'`) {
				t.Errorf("%q is no valid sheet name", text)
			}
		}
	}
	for _, code := range IncidentStatuses {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			if label := code.Label.In(lang); strings.ContainsAny(label, `,"=`) {
				t.Errorf("IncidentStatuses in %s: %q can't stand in a list", lang, label)
			}
		}
	}
}
