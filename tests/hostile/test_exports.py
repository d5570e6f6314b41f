"""Text that means something to a program lands as the same text in every format, or is visibly cut."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest

from coopctl.domain.words.text import visible
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.story import tell
from tests.hostile.test_texts import plant

TEXTS = {
    "formula": "=HYPERLINK(1;2)",
    "plus": "+84 24 3943",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "script": "</script><script>alert(1)</script>&amp;",
    "cdata": "]]><x/>",
    "bidi": "a\u202egpj.exe",
    "emoji": "😀 👩\u200d🌾 xong",
    "control": "chuông\x07 thoát\x1b[31m",
    "long": "dài " * 10_000,
}


def _csv(out: str) -> Iterable[str]:
    return (cell.removeprefix("'") for row in csv.reader(io.StringIO(out)) for cell in row)


def _json(out: str) -> Iterable[str]:
    for entry in read_json(out)["entries"]:
        yield visible(str(entry["body"].get("result")))


def _xlsx(file: Path) -> Iterable[str]:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                yield str(cell.value)


def _docx(file: Path) -> Iterable[str]:
    document = docx.Document(str(file))
    yield from (one.text for one in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _html(file: Path) -> Iterable[str]:
    class Texts(HTMLParser):
        said: list[str] = []  # noqa: RUF012  (one page is read)
        tags: set[str] = set()  # noqa: RUF012

        def handle_data(self, data: str) -> None:
            self.said.append(data)

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.tags.add(tag)

    page = Texts()
    page.said, page.tags = [], set()
    page.feed(file.read_text("utf-8"))
    assert not page.tags & {"script", "x"}
    return page.said


def _ics(file: Path) -> Iterable[str]:
    for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
        yield str(event.get("DESCRIPTION", ""))


FILES: dict[str, Callable[[Path], Iterable[str]]] = {
    "xlsx": _xlsx, "docx": _docx, "html": _html, "ics": _ics,
}  # fmt: skip
STREAMS: dict[str, Callable[[str], Iterable[str]]] = {
    "csv updates": _csv, "csv updates --labels": _csv, "json": _json,
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
@pytest.mark.parametrize("format_", [*STREAMS, *FILES])
def test_the_text_is_there(workspace: Path, coopctl: Runner, format_: str, text: str) -> None:
    tell(coopctl)
    plant(workspace, json.dumps({"status": "in_progress", "result": text}), item="1.1")
    said = [_even(one) for one in _read(coopctl, format_)]
    wanted = _even(visible(text))
    if any(wanted in one for one in said):
        return
    begin = wanted[:60]
    cut = [one[one.index(begin) :] for one in said if begin in one]
    assert text == TEXTS["long"], said
    assert cut, "the text is not there"
    assert all("…" in one for one in cut)


def _read(coopctl: Runner, format_: str) -> Iterable[str]:
    if format_ in STREAMS:
        result = coopctl("export", *format_.split())
        assert result.code == 0, result.err
        return STREAMS[format_](result.out)
    result = coopctl("export", format_, "-o", "out")
    assert result.code == 0, result.err
    return FILES[format_](Path("out").rename(f"out.{format_}"))


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text)
