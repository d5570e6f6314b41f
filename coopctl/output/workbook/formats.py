"""How cells look: the fonts of official documents, and a colour for each class of timeliness."""

from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.domain.codes import Timeliness

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

# `none`: not the theme's font, which Excel would put in its place.
FONT = {"font_name": "Times New Roman", "font_size": 11, "font_family": 1, "font_scheme": "none"}


class Tint(NamedTuple):
    """The colours of a class: of a cell, of the text in it, and of its part in a chart."""

    fill: str
    text: str
    chart: str


# Text on its fill has a contrast of 5:1 at least, black on the colour of a chart 6:1; no colour stands without its
# mark or word.
TINTS: dict[str, Tint] = {
    Timeliness.OVERDUE: Tint("#FBDAD7", "#8E0E0E", "#E57373"),
    Timeliness.DUE_SOON: Tint("#FFF0C2", "#6B4A00", "#F5C04A"),
    Timeliness.IN_TIME: Tint("#DCEAF7", "#1A4A73", "#64A5DB"),
    Timeliness.NO_DEADLINE: Tint("#EDEDED", "#404040", "#BDBDBD"),
    Timeliness.DONE_ON_TIME: Tint("#E0EFD9", "#2F5220", "#6DB36D"),
    Timeliness.DONE_LATE: Tint("#EADCF4", "#552A7A", "#B38BD1"),
    Timeliness.DONE_NO_DEADLINE: Tint("#EEF6E9", "#2F5220", "#A9D59B"),
    Timeliness.NOT_COUNTED: Tint("#F7F7F7", "#595959", "#E0E0E0"),
}
# What a cell looks like that no format is named for; to name none is the fastest.
USUAL = {**FONT, "valign": "top", "text_wrap": True}
_LINE = {"border": 1, "border_color": "#7F7F7F"}
_HEAD = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, **_LINE}
_DAY, _MOMENT = "d/m/yyyy", "d/m/yyyy hh:mm"
_WHOLE, _DECIMAL = "#,##0", "#,##0.0##"


class CellLook(NamedTuple):
    """One look for the values of any kind; None is the workbook's own.

    `boxed` cells have borders, also where they are empty.
    """

    text: "Format | None"
    day: "Format"
    moment: "Format"
    whole: "Format"
    decimal: "Format"
    boxed: bool


class Formats(NamedTuple):
    """All the looks of a workbook. `tints` are fixed fills, `rules` those of conditional formats."""

    title: "Format"
    subtitle: "Format"
    caption: "Format"
    heading: "Format"
    header: "Format"
    further_header: "Format"
    flat: CellLook
    further: CellLook
    plain: "Format"
    boxed: CellLook
    centred: CellLook
    group: CellLook
    total: CellLook
    tints: dict[str, "Format"]
    rules: dict[str, "Format"]


def make_formats(book: "Workbook") -> Formats:
    """Make the looks that the sheets use."""

    def make(**properties: Any) -> "Format":
        return book.add_format({"text_wrap": False, **properties})  # the rest is as USUAL

    def look(*, boxed: bool, **properties: Any) -> CellLook:
        shared = {**(_LINE if boxed else {}), **properties}
        centred = {"align": "center", **shared}
        right = {"align": "right", "indent": 1, **shared}
        return CellLook(
            make(**{"text_wrap": True, **shared}), make(**centred, num_format=_DAY),
            make(**centred, num_format=_MOMENT), make(**right, num_format=_WHOLE),
            make(**right, num_format=_DECIMAL), boxed,
        )  # fmt: skip

    wrapped = {"align": "center", "valign": "vcenter", "text_wrap": True}
    return Formats(
        title=make(bold=True, **wrapped, font_size=14),
        subtitle=make(italic=True, **wrapped, font_size=12),
        caption=make(italic=True),
        heading=make(bold=True, font_size=13),
        header=make(**_HEAD, bg_color="#D9E2EC"),
        further_header=make(**_HEAD, bg_color="#F0F0F0"),
        flat=look(boxed=False)._replace(text=None),
        further=look(boxed=False, text_wrap=False),
        plain=make(),
        boxed=look(boxed=True),
        centred=look(boxed=True, align="center"),
        group=look(boxed=True, bold=True, bg_color="#F2F2F2", text_wrap=False, left=0, right=0),
        total=look(boxed=True, bold=True),
        tints={code: make(**_tint(tint), **wrapped, **_LINE) for code, tint in TINTS.items()},
        rules={code: book.add_format(_tint(tint)) for code, tint in TINTS.items()},
    )


def _tint(tint: Tint) -> dict[str, str]:
    return {"bg_color": tint.fill, "font_color": tint.text}
