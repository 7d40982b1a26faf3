"""Reads the CSV, JSON and calendar files of an export back with readers that are not the program's own: read-exports.py FOLDER [EXPECTED]

Whatever the tenant's names try, a file is read whole and nothing in it acts. EXPECTED is a JSON file with what the program meant: {"csv": {"plan.csv": [[cell, ...], ...]},
"events": [[summary, first day, last day, description], ...]}; with it, every cell and event is compared."""
import csv
import datetime
import glob
import json
import os
import re
import sys
import unicodedata

import icalendar

folder = sys.argv[1]
expected = json.load(open(sys.argv[2], encoding="utf-8")) if len(sys.argv) > 2 else None
csv.field_size_limit(10**7)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ACTS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
counts = {"csv": 0, "cells": 0, "links": 0, "events": 0}


def unseen(text):
    """The characters of a text that act without being seen, line ends apart."""
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"]


def look_at(text, where):
    assert not unseen(text), "%s: %r in %.80r" % (where, unseen(text), text)


def read_csv(path):
    name = os.path.basename(path)
    raw = open(path, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), name + " has no byte order mark"
    assert raw.count(b"\n") == raw.count(b"\r\n"), name + " has a bare line end"
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows, name + " is empty"
    for number, row in enumerate(rows, 1):
        assert len(row) == len(rows[0]), "%s, row %d: %d cells under %d headers" % (name, number, len(row), len(rows[0]))
        for cell in row:
            cell = cell.replace("\r\n", "\n")
            look_at(cell, "%s, row %d" % (name, number))
            # Where the semicolon is the list separator, a cell begins behind it, and behind a line end.
            for part in re.split("[;\n]", cell):
                bare = part.strip(" \u00a0\u3000")
                assert not bare or bare[0] not in ACTS or NUMBER.fullmatch(cell), "%s, row %d: a formula in %.80r" % (name, number, cell)
            counts["cells"] += 1
    counts["csv"] += 1
    return [[cell.replace("\r\n", "\n") for cell in row] for row in rows]


files = {os.path.basename(path): read_csv(path) for path in sorted(glob.glob(folder + "/csv*/*.csv"))}
if files:
    index = files["sheets.csv"]
    assert sorted(row[1] for row in index[1:]) == sorted(name for name in files if name != "sheets.csv"), "sheets.csv does not list the files"
    for row in index[1:]:
        assert int(row[2]) == len(files[row[1]]) - 1, "sheets.csv says that %s has %s rows" % (row[1], row[2])
        assert int(row[2]) > 0 or row[4], row[1] + " has no rows, and sheets.csv does not say why"
if expected:
    assert sorted(files) == sorted(expected["csv"]), "files differ"
    for name, rows in expected["csv"].items():
        assert files[name] == rows, name + " is read as something else than was written"


def nothing_twice(pairs):
    assert len({key for key, _ in pairs}) == len(pairs), "a name is there twice"
    return dict(pairs)


def no_constant(name):
    raise ValueError(name + " is no JSON")


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


for path in glob.glob(folder + "/*.json"):
    report = json.load(open(path, encoding="utf-8"), object_pairs_hook=nothing_twice, parse_constant=no_constant)
    assert report["schema"] == "unbasic/report/1" and next(iter(report)) == "schema", path + " does not begin with its schema"
    for text in strings(report):
        look_at(text, path)
    sheets = {sheet["key"]: sheet for sheet in report["sheets"]}
    for sheet in sheets.values():
        for row in sheet["rows"]:
            assert len(row) == len(sheet["columns"]), sheet["key"] + " has a row with other cells than columns"
            for column, cell in zip(sheet["columns"], row):
                if isinstance(cell, dict) and "row" in cell:
                    assert 0 <= cell["row"] < len(sheets[column["link"]]["rows"]), "%s leads to a row that is not there" % sheet["key"]
                    counts["links"] += 1
        if files:
            assert len(sheet["rows"]) == len(files[sheet["key"] + ".csv"]) - 1, sheet["key"] + " has other rows in JSON than in CSV"

for path in glob.glob(folder + "/*.ics"):
    raw = open(path, "rb").read()
    assert raw.count(b"\n") == raw.count(b"\r\n"), path + " has a bare line end"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75, path + " has a line that is too long"
    raw.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(raw)
    events = []
    for event in calendar.walk("VEVENT"):
        first, behind = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(first) is datetime.date and first < behind, "an event does not last whole days"
        texts = [str(event.get("SUMMARY", "")), str(event.get("DESCRIPTION", ""))]
        for text in texts:
            look_at(text, path)
        events.append([texts[0], first.isoformat(), (behind - datetime.timedelta(days=1)).isoformat(), texts[1]])
    ids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    assert len(set(ids)) == len(ids), "two events have one UID"
    assert not calendar.walk("VALARM") and len(calendar.walk()) == len(events) + 1, path + " has more than events"
    if expected:
        assert len(events) == len(expected["events"]), "%s has %d events, not %d" % (path, len(events), len(expected["events"]))
        for got, want in zip(events, expected["events"]):
            # This reader takes an escaped backslash with an n behind it for a line end.
            assert got in (want, [text.replace("\\n", "\n").replace("\\N", "\n") for text in want]), "%s: read is %.300r, written was %.300r" % (path, got, want)
    counts["events"] += len(events)

print("%s: %d CSV files, %d cells, %d links in JSON, %d events" % (folder, counts["csv"], counts["cells"], counts["links"], counts["events"]))
