"""Reads the workbook of a demo back with a reader that is not the program's own, and compares it with inventory.json and plan.json."""
import datetime
import json
import sys
import zipfile
from xml.dom import minidom

import openpyxl

folder = sys.argv[1]
path = folder + "/reports/migration-plan.xlsx"
inventory = json.load(open(folder + "/inventory.json", encoding="utf-8"))
plan = json.load(open(folder + "/plan.json", encoding="utf-8"))

with zipfile.ZipFile(path) as archive:
    assert archive.testzip() is None, "the file is damaged"
    charts = 0
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            minidom.parseString(archive.read(name))
        charts += name.startswith("xl/charts/chart")
    assert charts >= 1, "no native chart"

HEADER, FIRST = 4, 5
book = openpyxl.load_workbook(path)
tables = {name: sheet for sheet in book.worksheets for name in sheet.tables}
waves, items, runbook, rollback, senders, clients, licences = (
    tables["tbl" + key] for key in ("Waves", "Plan", "Runbook", "Rollback", "Senders", "Clients", "Licences")
)


def rows(sheet):
    return [row for row in sheet.iter_rows(min_row=FIRST) if row[0].value is not None]


def column(sheet, number):
    return [row[number].value for row in rows(sheet)]


assert sorted(column(senders, 0)) == sorted(s["upn"] for s in inventory["senders"]), "senders differ"
assert sorted(column(items, 0)) == sorted(i["upn"] for i in plan["items"]), "items differ"
assert column(waves, 0) == [w["number"] for w in plan["waves"]], "waves differ"
assert len(rows(rollback)) == len(plan["items"]), "rollback differs"
steps = sum(len(i["steps"]) for i in plan["items"]) + sum(len(f["steps"]) for f in plan["fallbacks"])
assert len([row for row in runbook.iter_rows(min_row=FIRST) if row[3].value is not None]) == steps, "runbook differs"
assert len(rows(clients)) == sum(len(s["clients"]) for s in inventory["senders"]), "clients differ"
assert len(rows(licences)) == len(inventory["licenses"]), "licences differ"

headers = [cell.value for cell in items[HEADER]]
if book.sheetnames[0] == "Summary":
    for name in ("Sender", "Wave", "Route", "Status", "Owner", "Start", "End", "Notes"):
        assert name in headers, name + " is missing in " + str(headers)
start = headers.index("Start") if "Start" in headers else 5
for row in rows(items):
    assert isinstance(row[start].value, datetime.datetime), "start is no date: %r" % row[start].value
hidden = [letter for letter, d in items.column_dimensions.items() if d.hidden]
assert hidden, "no hidden id column"
ids = {row[openpyxl.utils.column_index_from_string(hidden[-1]) - 1].value for row in rows(items)}
assert ids == {i["id"] for i in plan["items"]}, "ids differ"

for sheet in book.worksheets[1:]:
    assert sheet.freeze_panes == "B5", sheet.title + " is not frozen: " + str(sheet.freeze_panes)
    assert sheet.tables, sheet.title + " has no table"
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", "%s!%s is a formula" % (sheet.title, cell.coordinate)

print("%s: %d sheets, %d charts, %d senders, %d items" % (path, len(book.sheetnames), charts, len(inventory["senders"]), len(plan["items"])))
