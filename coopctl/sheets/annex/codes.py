"""Ids for areas and items: the sheet's own codes, made unique where it uses one twice."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coopctl.messages import N_, Message, msg
from coopctl.sheets.annex.numbering import SMALL, ItemNumber, as_id


class Coded(NamedTuple):
    """An item's area, by its place in the list, and its code; `figure` where the cell is a number."""

    area: int
    number: ItemNumber | None
    figure: bool


class AnnexIds(NamedTuple):
    """The ids of areas; and of items, each with what is worth knowing, and what is wrong with the code."""

    areas: list[str]
    items: list[tuple[str, Message | None, Message | None]]


def give_ids(areas: Sequence[str | None], items: Sequence[Coded]) -> AnnexIds:
    """Return an id for every area (by its code; None for none) and every item, all of them unique."""
    codes = [_code(items, at, areas[item.area]) for at, item in enumerate(items)]
    prefixed = _restarts(items, codes)
    area_ids = _area_ids(areas, {code for code in codes if code and not prefixed})
    taken = {one.casefold() for one in area_ids}
    tried: dict[str, int] = {}
    given = []
    for at, (item, code) in enumerate(zip(items, codes, strict=True)):
        area = area_ids[item.area]
        begin = f"{area}." if areas[item.area] is not None else ""
        wanted = code if code is None or not prefixed or code.startswith(begin) else begin + code
        given.append(_give(items[at], wanted, begin, taken, tried))
    return AnnexIds(area_ids, given)


def _give(
    item: Coded, wanted: str | None, begin: str, taken: set[str], tried: dict[str, int]
) -> tuple[str, Message | None, Message | None]:
    if wanted is None:
        id_ = _free(begin, 1, taken, tried)
        return id_, msg(N_("no code stands beside it; `{id}` was given"), id=id_), None
    id_ = wanted
    if id_.casefold() in taken:
        id_ = _free(f"{wanted[:60]}-", 2, taken, tried)
        return (
            id_,
            None,
            msg(N_("the code `{code}` is used before; it became `{id}`"), code=wanted, id=id_),
        )
    taken.add(id_.casefold())
    written = item.number.text if item.number else ""
    if (
        item.figure
        and written != wanted.rpartition(".")[0]
        and wanted.endswith("0")
        and written + "0" == wanted
    ):
        return (
            id_,
            msg(
                N_("the number {number} is taken for `{id}`, which comes next"),
                number=written,
                id=id_,
            ),
            None,
        )
    return id_, None, None


def _free(begin: str, first: int, taken: set[str], tried: dict[str, int]) -> str:
    """Return the first id with a number behind `begin` that is free; `tried` has the last one of each."""
    number = tried.get(begin, first - 1) + 1
    while f"{begin}{number}".casefold() in taken:
        number += 1
    tried[begin] = number
    taken.add(f"{begin}{number}".casefold())
    return f"{begin}{number}"


def _code(items: Sequence[Coded], at: int, area: str | None) -> str | None:
    """Return an item's code as an id: `b)` under 12 is `12.b`; the number 1.1 behind 1.9 is `1.10`."""
    item = items[at]
    if item.number is None:
        return None
    code = as_id(item.number.text) or None
    if code and item.number.kind == SMALL:
        above = (
            as_id(one.number.text)
            for one in reversed(items[:at])
            if one.number and one.number.kind != SMALL and one.area == item.area
        )
        begin = next(above, area)
        return f"{begin}.{code}" if begin else code
    before = items[at - 1].number if at else None
    if code and item.figure and before is not None:
        tens = re.fullmatch(r"(\d+)\.(\d+)", code)
        ahead = re.fullmatch(r"(\d+)\.(\d*9)", before.text)
        if tens and ahead and tens[1] == ahead[1] and int(tens[2]) * 10 == int(ahead[2]) + 1:
            return f"{code}0"
    return code


def _restarts(items: Sequence[Coded], codes: Sequence[str | None]) -> bool:
    """Tell whether areas count their items each from the beginning."""
    first: dict[str, int] = {}
    return any(
        code is not None and first.setdefault(code.casefold(), item.area) != item.area
        for item, code in zip(items, codes, strict=True)
    )


def _area_ids(areas: Sequence[str | None], taken: set[str]) -> list[str]:
    ids: list[str] = []
    used = {one.casefold() for one in taken}
    for code in areas:
        wanted, number = code or "0", 1
        id_ = wanted
        while id_.casefold() in {*used, *(one.casefold() for one in ids)}:
            number += 1
            id_ = f"{wanted}-{number}" if code else f"0{number - 1}"
        ids.append(id_)
    return ids
