"""What stands above the table of an annex: the plan's title, its number and its date."""

import re
from collections.abc import Iterator

from coopctl.domain.exchange.annex import ABOVE, PLAN_NUMBER, PLAN_TITLE, Stated
from coopctl.domain.words.dates import parse_day, show_day
from coopctl.domain.words.text import fold
from coopctl.messages import CoopError
from coopctl.sheets.annex.readings import Readings
from coopctl.sheets.book.grid import Grid

# Lines that are no title, folded: form numbers, the agency, the country's name, the reference, and
# what this program's own annex has there: that it is an example, the plan's number, the legend.
_NO_TITLE = re.compile(
    r"(?:phu luc|bieu|mau|don vi tinh|dvt|cong hoa xa hoi|doc lap|uy ban|ubnd|so |tinh (?!hinh )|thanh pho |hoi dong"
    r"|vi du:|example:|(?:ke hoach so|plan) \d+/|[▲◆▒░█▓■×] |so:|annex|appendix|form|.{0,25}, ?ngay .{1,12} thang|[-–_=. ]*$|\()"
)
_REFERENCE = re.compile(
    r"kèm theo\s+(?P<kind>[^\d:]*?)\s*số\s*:?\s*(?P<number>[\w.&-]+/[\w./&-]+)\s*,?\s+ngày\s+"
    r"(?P<day>\d{1,2}\s*(?:/|tháng)\s*\d{1,2}\s*(?:/|năm)\s*\d{4})",
    re.IGNORECASE,
)


def read_above(
    grid: Grid, top: int, cells: Readings
) -> tuple[Stated | None, Stated | None, Stated | None]:
    """Return title, number and date of the plan document, None for what is not stated there."""
    title: list[str] = []
    place, ended = "", False
    number = date = None
    for row in range(top):
        for column in grid.filled(row):
            text = grid.text(row, column)
            at = grid.place(row, column)
            stated = ""
            found = _REFERENCE.search(" ".join(text.split()))
            if found and _is_plan(found):
                number, date = Stated(found["number"], at), _day(found["day"], at)
                stated = ", ".join(one.text for one in (number, date) if one)
            lines = list(_title_lines(text)) if not ended else []
            ended = ended or (bool(title) and not lines)
            meaning = PLAN_TITLE if lines else PLAN_NUMBER if stated else ABOVE
            cells.note(row, column, meaning, "; ".join(filter(None, (" ".join(lines), stated))))
            place = place or (at if lines else "")
            title += lines
    return (Stated(" ".join(title), place) if title else None), number, date


def _title_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        bare = line.strip()
        if bare and not _NO_TITLE.match(fold(bare)):
            yield bare


def _is_plan(found: re.Match[str]) -> bool:
    return "ke hoach" in fold(found["kind"]) or "/KH" in found["number"].upper()


def _day(text: str, place: str) -> Stated | None:
    written = re.sub(r"\s*(?:/|tháng|năm)\s*", "/", text, flags=re.IGNORECASE)
    try:
        return Stated(show_day(parse_day(written)), place)
    except CoopError:  # a date that does not exist is left out, as one that is not stated
        return None
