"""Writes the cells of a file of rows with XlsxWriter, in its fastest way, and says how long that took without reading them.

A line is {"sheet": name, "columns": n} or a row: its height (0 for none), then style and value of each cell in turn. A value is a text, a number, null, or
[formula, value]. Styles are numbers: each is a format of its own, made of what its number says, so that there are as many as in the workbook beside it.
"""
import json
import sys
import time

import xlsxwriter

source, target = sys.argv[1], sys.argv[2]
clock = time.perf_counter
spent = 0.0
cells = 0

start = clock()
book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
spent += clock() - start
formats = {}


def style(number):
    if number not in formats:
        formats[number] = book.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", "indent": number % 2, "bottom": 1,
                                           "bottom_color": "#D5DBE3", "bg_color": "#%06X" % (0xFFFFFF - number)})
    return formats[number]


def write(sheet, first, rows):
    """What is measured. The methods of one type each are faster than write(), which has to find the type out."""
    global cells
    text, number, blank, formula, tall = sheet.write_string, sheet.write_number, sheet.write_blank, sheet.write_formula, sheet.set_row
    for at, row in enumerate(rows, first):
        if row[0]:
            tall(at, row[0])
        column = 0
        for i in range(1, len(row), 2):
            s, v = row[i], row[i + 1]
            kind = type(v)
            if kind is str:
                text(at, column, v, s)
            elif v is None:
                blank(at, column, None, s)
            elif kind is list:
                formula(at, column, "=" + v[0], s, v[1])
            else:
                number(at, column, v, s)
            column += 1
        cells += column


with open(source, encoding="utf-8") as lines:
    sheet, first, rows = None, 0, []

    def flush():
        global first, rows, spent
        if rows:
            begin = clock()
            write(sheet, first, rows)
            spent += clock() - begin
            first += len(rows)
            rows = []

    for line in lines:
        record = json.loads(line)
        if isinstance(record, dict):
            flush()
            begin = clock()
            sheet, first = book.add_worksheet(record["sheet"]), 4
            sheet.set_column(0, record["columns"] - 1, 20)
            sheet.freeze_panes(4, 1)
            spent += clock() - begin
            continue
        for i in range(1, len(record), 2):
            record[i] = style(record[i])
        rows.append(record)
        if len(rows) == 1000:
            flush()
    flush()

begin = clock()
book.close()
spent += clock() - begin
print(json.dumps({"seconds": spent, "cells": cells, "version": xlsxwriter.__version__}))
