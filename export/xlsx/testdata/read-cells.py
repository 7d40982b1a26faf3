"""Reads a workbook with openpyxl and prints its cells, a JSON array a line: sheet, cell, kind, value. Kinds are text, number, formula and error; what stands
beside a formula follows it."""
import json
import re
import sys
import warnings

import openpyxl

warnings.simplefilter("ignore")  # of conditional formats that openpyxl has no place for
formulas = openpyxl.load_workbook(sys.argv[1])
values = openpyxl.load_workbook(sys.argv[1], data_only=True)
kinds = {"s": "text", "inlineStr": "text", "str": "text", "n": "number", "d": "number", "f": "formula", "e": "error", "b": "number"}
for sheet in formulas.worksheets:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            value = values[sheet.title][cell.coordinate].value
            if isinstance(value, str):
                # The format writes some characters by their number, and openpyxl leaves that to its user.
                value = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), value)
            print(json.dumps([sheet.title, cell.coordinate, kinds.get(cell.data_type, cell.data_type), value], default=str))
