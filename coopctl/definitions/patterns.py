r"""The forms of texts, ids, numbers, days and deadlines: what the JSON Schema is put together from.

Patterns cannot ignore case, so they know the usual spellings only. `\s` stands where
`domain.dates` has a space, because it reads any white space as one.
"""

from typing import Any, NamedTuple

ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"

_YEAR = "(19[0-9]{2}|2[01][0-9]{2}|2200)"
_LEAP = "(19(0[48]|[2468][048]|[13579][26])|2[01](0[48]|[2468][048]|[13579][26])|2000)"
_MONTH = "(0?[1-9]|1[0-2])"
_DASH = "[-\u2010\u2011\u2212]"
_LONG_NAMES = "[Jj]an(uary)?|[Mm]ar(ch)?|[Mm]ay|[Jj]uly?|[Aa]ug(ust)?|[Oo]ct(ober)?|[Dd]ec(ember)?"
_SHORT_NAMES = "[Aa]pr(il)?|[Jj]une?|[Ss]ep(t(ember)?)?|[Nn]ov(ember)?"
_FEBRUARY = "[Ff]eb(ruary)?"


class _Days(NamedTuple):
    """Days of the month, and the months, by number or name, and years that have them."""

    days: str
    months: str
    names: str
    years: str


_CALENDAR = (
    _Days("0?[1-9]|1[0-9]|2[0-8]", _MONTH, f"{_LONG_NAMES}|{_SHORT_NAMES}|{_FEBRUARY}", _YEAR),
    _Days("29|30", "0?[13-9]|1[0-2]", f"{_LONG_NAMES}|{_SHORT_NAMES}", _YEAR),
    _Days("31", "0?[13578]|1[02]", _LONG_NAMES, _YEAR),
    _Days("29", "0?2", _FEBRUARY, _LEAP),
)


def day_shape() -> str:
    """Return a pattern of the ways to write a day: `19/9/2024`, ISO, with the month in words."""
    few, year = "[0-9]{1,2}", "[0-9]{4}"
    month = rf"([Tt]h[aá]ng\s+{few}|{_LONG_NAMES}|{_SHORT_NAMES}|{_FEBRUARY})"
    of = rf"(\s*([/.,]|{_DASH})\s*|\s+)([Oo]f\s+|[Nn][aă]m\s+)?"
    marks = ("/", r"\.", _DASH)
    day_first = "|".join(rf"{few}\s*{mark}\s*{few}\s*{mark}\s*{year}" for mark in marks)
    iso = "|".join(f"{year}{mark}{few}{mark}{few}" for mark in marks)
    words = rf"{few}(\s+|/|{_DASH}){month}{of}{year}"
    month_first = rf"{month}\s+{few},\s*{year}"
    return rf"^\s*(([Nn]g[aà]y\s+)?({day_first}|{iso}|{words})|{month_first})\s*$"


def day_exists() -> str:
    """Return a pattern of exactly the days there are, 1900 to 2200, of what has such a shape."""
    day_first = "|".join(
        rf"({one.days})[^0-9]+({one.months}|{one.names})[^0-9]+{one.years}" for one in _CALENDAR
    )
    iso = "|".join(rf"{one.years}[^0-9]({one.months})[^0-9]({one.days})" for one in _CALENDAR)
    month_first = "|".join(
        rf"([Tt]h[aá]ng\s+({one.months})|{one.names})\s+({one.days}),\s*{one.years}"
        for one in _CALENDAR
    )
    return rf"^\s*(([Nn]g[aà]y\s+)?({day_first}|{iso})|{month_first})\s*$"


_NO_DAY = "không phải là ngày: hãy viết 19/9/2024 / not a day: write 19/9/2024"

# A range's ends are read by `coopctl check` only, as is what stands with words.
_END = r"[0-9]{1,4}(\s*[/.]\s*[0-9]{1,4}){0,2}"
_FIGURES = (
    _YEAR,
    rf"{_MONTH}\s*([/.]|{_DASH})\s*{_YEAR}",
    rf"{_YEAR}([/.]|{_DASH}){_MONTH}",
    rf"{_END}\s*([–—]|{_DASH})\s*{_END}",
)

Part = dict[str, Any]
# A text as editors read it; a blank one is nothing.
LINE: Part = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def shared(name: str) -> Part:
    """Return what stands for a shared part where models say their JSON Schema."""
    return {"shared": name}


def refer(name: str) -> Part:
    """Return a reference to a shared part."""
    return {"$ref": f"#/definitions/{name}"}


def or_nothing(name: str, description: str) -> Part:
    """Return the schema of a shared part that may be left empty."""
    return {"anyOf": [refer(name), refer("Nothing")], "description": description}


SHARED: dict[str, Part] = {
    "Line": LINE,
    "Nothing": {"type": ["null", "string"], "pattern": r"^\s*$"},
    "Text": {
        "anyOf": [
            refer("Line"),
            {
                "type": "object",
                "properties": {
                    "vi": or_nothing("Line", "Tiếng Việt / Vietnamese"),
                    "en": or_nothing("Line", "Tiếng Anh / English"),
                },
                "additionalProperties": False,
                "anyOf": [
                    {"required": [language], "properties": {language: refer("Line")}}
                    for language in ("vi", "en")
                ],
            },
        ]
    },
    "Day": {
        "type": "string",
        "allOf": [
            {"pattern": pattern, "patternErrorMessage": _NO_DAY}
            for pattern in (day_shape(), day_exists())
        ],
    },
    "Due": {
        "anyOf": [
            {"type": "string", "pattern": "[A-Za-z\u00c0-\u1ef9]|^[^0-9]*$"},
            refer("Day"),
            {"type": "string", "pattern": rf"^\s*({'|'.join(_FIGURES)})\s*$"},
            {"type": "integer", "minimum": 1900, "maximum": 2200},
            # `12.2025` and `2025.12`, read as numbers
            *(
                {"type": "number", "not": {"type": "integer"}, "minimum": low, "maximum": high}
                for low, high in ((1, 13), (1900, 2201))
            ),
            {"type": "boolean"},
        ]
    },
}
