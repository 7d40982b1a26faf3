"""Edits a workbook with openpyxl, as a person does, and saves it: edit.py FROM.xlsx TO.xlsx, with the edits as a JSON array on standard input.

An edit is {"do": "set", "sheet": name, "cell": "D7", "value": …, "day": true for a text that is a day}, {"do": "comment", "sheet", "cell", "text", "author"},
{"do": "insertRows" or "deleteRows" or "insertColumns" or "deleteColumns", "sheet", "at", "count"}, {"do": "rename", "sheet", "to"},
{"do": "copy", "sheet", "to"}, {"do": "reverse", "sheet", "first", "last"} for sorting, or {"do": "untable", "sheet"}.
"""
import datetime
import json
import sys
import warnings

import openpyxl
from openpyxl.comments import Comment

warnings.simplefilter("ignore")  # of conditional formats that openpyxl has no place for
book = openpyxl.load_workbook(sys.argv[1])
for edit in json.load(sys.stdin):
    sheet, do = book[edit["sheet"]], edit["do"]
    if do == "set":
        value = edit["value"]
        cell = sheet[edit["cell"]]
        if edit.get("day"):
            value = datetime.datetime.strptime(value, "%Y-%m-%d")
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    elif do == "comment":
        sheet[edit["cell"]].comment = Comment(edit["text"], edit["author"])
    elif do == "insertRows":
        sheet.insert_rows(edit["at"], edit["count"])
    elif do == "deleteRows":
        sheet.delete_rows(edit["at"], edit["count"])
    elif do == "insertColumns":
        sheet.insert_cols(edit["at"], edit["count"])
    elif do == "deleteColumns":
        sheet.delete_cols(edit["at"], edit["count"])
    elif do == "rename":
        sheet.title = edit["to"]
    elif do == "copy":
        book.copy_worksheet(sheet).title = edit["to"]
    elif do == "reverse":
        rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(edit["first"], edit["last"])]
        for row, values in zip(sheet.iter_rows(edit["first"], edit["last"]), reversed(rows)):
            for cell, (value, kind) in zip(row, values):
                cell.value = value
                cell.data_type = kind if value is not None else "n"
    elif do == "untable":
        for name in list(sheet.tables):
            del sheet.tables[name]
    else:
        sys.exit("unknown edit " + do)
book.save(sys.argv[2])
