"""The programs that the commands are timed against, as `python -c` takes them,
and two that run a command."""

START_UP = "import typer, rich.table, rich.console, sqlite3"
# The same queries, by sqlite3 and csv alone.
QUERIED = """
import csv, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
writer = csv.writer(sys.stdout)
values = dict(plan=None, area=None, item=None, timezone="Asia/Ho_Chi_Minh", as_of={as_of!r}, known_at={known_at!r})
for query in {queries!r}:
    writer.writerows(connection.execute(query, values))
"""
# The same command line, on the day before the first generated entry.
BEGUN = """
import sys
from datetime import UTC, datetime
from coopctl.cli.main import main
from coopctl.services.workspace import clock
clock.now = lambda: datetime(2024, 9, 18, tzinfo=UTC)
sys.exit(main(sys.argv[1:]))
"""
# Every page looked at by SQLite, every row read, encoded and hashed: the least that a check takes.
HASHED = """
import hashlib, json, sqlite3, sys
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
connection = sqlite3.connect(sys.argv[1])
if connection.execute("pragma integrity_check").fetchone() != ("ok",):
    sys.exit(1)
for row in connection.execute("select {columns} from journal order by replica, seq"):
    if hashlib.sha256(encode(row[:-1]).encode()).hexdigest() != row[-1]:
        sys.exit(1)
"""
# The cells of a workbook, which `keep_cells` kept, written by XlsxWriter alone.
WORKBOOK = """
import pickle, sys
from datetime import date
from xlsxwriter import Workbook
with open(sys.argv[1], "rb") as file:
    sheets = pickle.load(file)
book = Workbook(sys.argv[2])
day = book.add_format({"num_format": "d/m/yyyy"})
for name, rows in sheets.items():
    sheet = book.add_worksheet(name)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif value is not None:
                sheet.write_number(line, column, value)
book.close()
"""

# Both begin with a copy of the same ledger: the table's rows brought in, and the same rows of the
# journal, finished, put into it by `executemany`.
BROUGHT_IN = """
import shutil, sys
from coopctl.cli.main import main
shutil.copy({ledger!r}, {copy!r})
sys.exit(main(["--workspace", {workspace!r}, "--ledger", {copy!r}, "--author", "A",
               "import", "updates", {table!r}, "--yes"]))
"""
PUT_IN = """
import csv, shutil, sqlite3
shutil.copy({ledger!r}, {copy!r})
connection = sqlite3.connect({copy!r}, isolation_level=None)
connection.execute("pragma synchronous = extra")
connection.execute("begin immediate")
with open({rows!r}, newline="", encoding="utf-8") as file:
    connection.executemany({insert!r}, ([cell or None for cell in row[:-2]] + row[-2:] for row in csv.reader(file)))
connection.execute("commit")
"""
