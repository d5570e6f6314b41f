"""`search`: a hit a line, the words that were asked for marked in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coopctl.domain.standing.searching import SearchHit
from coopctl.language import _
from coopctl.output.words import words

if TYPE_CHECKING:
    from coopctl.output.screen.page import Page, Part

_BEFORE = 30  # letters that may stand before the first marked word
_KIND_WIDTH = 18


def found_data(asked: str, rows: Sequence[SearchHit], total: int) -> dict[str, Any]:
    """Return the hits as JSON has them, the best first."""
    hits = [
        {name: value for name, value in row._asdict().items() if name != "label"} for row in rows
    ]
    return {"text": asked, "total": total, "hits": hits}


def show_found(page: "Page", asked: str, rows: Sequence[SearchHit], total: int) -> None:
    """Print the hits, the best first, and how many there are beside those that are shown."""
    from coopctl.output.screen.page import Part

    if not rows:
        page.line(Part(_("nothing has “{text}”").format(text=asked), "dim"))
        return
    several = len({row.plan for row in rows}) > 1
    names = [_name(row, several=several) for row in rows]
    width = max(map(len, names))
    kinds = min(max(len(_kind(row)) for row in rows), _KIND_WIDTH)
    for row, name in zip(rows, names, strict=True):
        room = page.width - width - kinds - 16
        page.columns([
            ([Part(words.day(row.happened_on).rjust(10))], 10),
            ([Part(name, "bold")], width),
            ([Part(_kind(row), "dim")], kinds),
            ([*_line(page, row, 2 * room)], room),
        ])  # fmt: skip
    if total > len(rows):
        more = _("and {count} more; `--limit 0` shows all")
        page.line(Part(more.format(count=words.number(total - len(rows))), "dim"))


def _name(row: SearchHit, *, several: bool) -> str:
    return f"{row.plan}:{row.id}" if several and row.kind == "item" else row.id


def _kind(row: SearchHit) -> str:
    return _("Plan item") if row.kind == "item" else words.label("entry_kind", row.kind)


def _line(page: "Page", row: SearchHit, room: int) -> Iterator["Part"]:
    """Yield what the hit says: for an entry its item and field first, then the words in their text."""
    from coopctl.output.screen.page import Part

    if row.item and row.kind != "item":
        yield Part(f"{row.item}  ", "bold")
    if row.label:
        yield Part(f"{row.label}: ", "dim")
    text = row.text.replace("\n", " ").replace("\t", " ")
    start, end = _window(text, row.spans, room)
    yield Part("…" if start else "")
    at = start
    for first, last in row.spans:
        if first < at or last > end:
            continue
        yield Part(text[at:first])
        yield from _marked(page, text[first:last])
        at = last
    yield Part(text[at:end] + ("…" if end < len(text) else ""))


def _window(text: str, spans: Sequence[tuple[int, int]], room: int) -> tuple[int, int]:
    """Return the part of a text to show: whole words, from shortly before the first that is marked."""
    first, last = spans[0]
    start = 0
    if first > _BEFORE:
        start = text.find(" ", first - _BEFORE, first) + 1 or first
    end = start + max(room, last - start)
    if end < len(text):
        end = max(text.rfind(" ", start, end), last)
    return start, min(end, len(text))


def _marked(page: "Page", text: str) -> Iterator["Part"]:
    """Yield marked words: in colour, or in brackets where there is none."""
    from coopctl.output.screen.page import Part

    if page.coloured:
        yield Part(text, "bold yellow")
    else:
        yield Part(f"[{text}]")
