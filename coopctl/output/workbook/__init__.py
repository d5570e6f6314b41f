"""A workbook for Excel: the rows of `status` and `export csv` as sheets, and a summary with charts.

Only what is opened in `book` comes from XlsxWriter; nothing here imports it.
"""
