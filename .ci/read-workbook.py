"""Reads the workbook of a demo back with a reader that is not the program's own, and compares it with inventory.json and plan.json."""
import datetime
import json
import re
import sys
import warnings
import zipfile
from xml.dom import minidom

import openpyxl

warnings.simplefilter("ignore")  # of conditional formats that openpyxl has no place for
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
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in archive.read(name), name + " leads outside"
        charts += name.startswith("xl/charts/chart")
    assert charts >= 1, "no native chart"

HEADER, FIRST = 4, 5
book = openpyxl.load_workbook(path)
# What stands beside formulas: links are formulas, and so is what follows other sheets.
values = openpyxl.load_workbook(path, data_only=True)
tables = {table: sheet for sheet in book.worksheets for table in sheet.tables}
shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def sheet_of(table):
    return values[tables[table].title]


def rows(sheet):
    return [row for row in sheet.iter_rows(min_row=FIRST) if row[0].value is not None]


def column(sheet, number):
    return [row[number].value for row in rows(sheet)]


waves, items, rollback, runbook = sheet_of("tblWaves"), sheet_of("tblPlan"), sheet_of("tblRollback"), sheet_of("tblRunbook")
senders, clients, licences = sheet_of("tblSenders"), sheet_of("tblClients"), sheet_of("tblLicences")
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
hidden = [letter for letter, d in tables["tblPlan"].column_dimensions.items() if d.hidden]
assert hidden, "no hidden id column"
ids = {row[openpyxl.utils.column_index_from_string(hidden[-1]) - 1].value for row in rows(items)}
assert ids == {i["id"] for i in plan["items"]}, "ids differ"

# Only what the writer makes: functions that it uses, tables, columns, names of figures, and texts in quotes.
TOKEN = r"""(?:"(?:[^"]|"")*"|(?:HYPERLINK|ROW|ROWS|MATCH|INDEX|IF|IFERROR|ISNUMBER|OR|AND|COUNT|COUNTA|COUNTIFS|MAX|DATE|SUBSTITUTE|TODAY|CHAR)\(|""" \
    r"""(?:tbl|fig)[A-Za-z0-9]+|\[(?:\[#(?:This Row|Headers)\],)?(?:\[?(?:[^\[\]'#]|'.)+\]?)\]|\$[A-Z]+[0-9]+|[0-9.]+|[-+*/=&,()<>])"""
OWN = re.compile("=" + TOKEN + "+")
ERRORS = ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")
formulas = 0
for sheet in book.worksheets:
    for row in sheet.iter_rows():
        for cell in row:
            at = "%s!%s" % (sheet.title, cell.coordinate)
            assert cell.data_type != "e" and values[sheet.title][cell.coordinate].value not in ERRORS, at + " is an error"
            if cell.data_type == "f":
                formulas += 1
                assert OWN.fullmatch(cell.value), "%s is the formula %s" % (at, cell.value)
                for leads in re.findall(r'HYPERLINK\("([^"]*)"', cell.value):
                    target = re.fullmatch(r"#'([^']+)'!A\d*", leads)
                    assert target and target[1] in book.sheetnames, "%s leads to %s" % (at, leads)

for sheet in shown[1:]:
    assert sheet.freeze_panes and sheet.freeze_panes.endswith("5"), sheet.title + " is not frozen: " + str(sheet.freeze_panes)
    assert sheet.tables, sheet.title + " has no table"
    for table in sheet.tables.values():
        cells = sheet[table.ref]
        assert [c.value for c in cells[0]] == [c.name for c in table.tableColumns], table.name + " has other headers than its sheet"
        assert len(cells) > 1, table.name + " has no rows"

names = book.defined_names.values() if hasattr(book.defined_names, "values") else book.defined_names.definedName
named = 0
for name in names:
    for title, _ in name.destinations:
        assert title in book.sheetnames, "%s names a sheet that is not there: %s" % (name.name, title)
        named += 1
assert named >= 20, "only %d names" % named

print("%s: %d sheets, %d charts, %d formulas, %d names, %d senders, %d items" % (
    path, len(shown), charts, formulas, named, len(inventory["senders"]), len(plan["items"])))
