"""Tables as csv, of codes and of words, against what `status` knows."""

import csv
import io
from typing import Any

from coopctl.domain.exchange.columns import TABLES
from tests.conftest import Runner
from tests.same.said import said
from tests.same.truth import Truth


def check_tables(truth: Truth, coopctl: Runner, asked: tuple[str, ...]) -> None:
    for table, rows in truth.tables().items():
        coded = read_csv(coopctl, table, *asked)
        assert coded == [{code: defused(value) for code, value in row.items()} for row in rows]
        told = read_csv(coopctl, table, "--labels", *asked)
        assert told == [
            {one.label: defused(said(one.kind, row[one.code])) for one in TABLES[table]}
            for row in rows
        ]


def read_csv(coopctl: Runner, *asked: str) -> list[dict[str, str]]:
    result = coopctl("export", "csv", *asked)
    assert (result.code, result.err) == (0, "")
    header, *rows = csv.reader(io.StringIO(result.out, newline=""))
    assert len(set(header)) == len(header)
    return [dict(zip(header, row, strict=True)) for row in rows]


def defused(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
