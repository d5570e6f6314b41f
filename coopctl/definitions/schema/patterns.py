"""The forms of ids, numbers and dates as regular expressions, which editors understand as well.

They keep to what both Python and ECMA-262 read alike: no flags, no lookbehind, no classes.
"""

from unicodedata import normalize

AMOUNT = r"[-+]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})"
ZONE = "[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*"

# As `coopctl.domain.words.dates` reads them: years 1900 to 2200, leap years by the Gregorian rule.
_YEAR = "(?:19[0-9]{2}|2[01][0-9]{2}|2200)"
_LEAP = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"
_D31 = "(?:0?[1-9]|[12][0-9]|3[01])"
_D30 = "(?:0?[1-9]|[12][0-9]|30)"
_D28 = "(?:0?[1-9]|1[0-9]|2[0-8])"
_M31 = "(?:0?[13578]|1[02])"
_M30 = "(?:0?[469]|11)"
_FEB = "0?2"

# Days without a year: `15/12`, of every year, and `15`, of every month. Then a short number.
MONTH_DAY = f"(?:{_D31}/{_M31}|{_D30}/{_M30}|(?:{_D28}|29)/{_FEB})"
NUMBER_OF_DAY = _D31
COUNT = "[0-9]{1,2}"


def _days(day_to_month: str, month_to_year: str) -> str:
    """Return all days of all years, day first, with what links the three numbers."""
    return (
        f"(?:(?:{_D31}{day_to_month}{_M31}|{_D30}{day_to_month}{_M30}|{_D28}{day_to_month}{_FEB})"
        f"{month_to_year}{_YEAR}|29{day_to_month}{_FEB}{month_to_year}{_LEAP})"
    )


def _iso_days(link: str) -> str:
    return (
        f"(?:{_YEAR}{link}(?:{_M31}{link}{_D31}|{_M30}{link}{_D30}|{_FEB}{link}{_D28})"
        f"|{_LEAP}{link}{_FEB}{link}29)"
    )


def _word(word: str) -> str:
    """Return a pattern of a word in small and capital letters, with and without its marks."""
    forms = ({letter, normalize("NFD", letter)[0]} for letter in word)
    return "".join(f"[{''.join(sorted(form | set(map(str.upper, form))))}]" for form in forms)


def _either(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_LINK = " *[/.-] *"
# The two links of a date in figures are the same: this looks ahead before the days are tried.
_SAME_LINKS = r"(?=[^/.-]*([/.-])[^/.-]*\1)"
_OF = f"(?: *[/.,-] *| +)(?:{_word('of')} +|{_word('năm')} +)?"
_ON = f"(?:{_word('ngày')} +)?"
_MONTH_WORD = _either(f"{_word('tháng')} *", f"{_word('t')} *")
_QUARTER_WORD = _either(_word("quarter"), _word("quý"), _word("q")) + " *"
_HALF_WORD = _word("h")
_M12 = "(?:0?[1-9]|1[0-2])"

_DAY = _ON + _either(
    _SAME_LINKS + _either(_days(_LINK, _LINK), _iso_days("[/.-]")),
    _days(f" *[ /-]{_word('tháng')} +", _OF),
)
# One day that exists, in figures or with `tháng`.
DAY = f"^ *{_DAY} *$"

# A day, month, quarter, half or year that exists …
PERIOD = "^ *{} *$".format(
    _either(
        _DAY,
        f"{_M12}{_LINK}{_YEAR}",
        f"{_YEAR}[/.-]{_M12}",
        f"{_MONTH_WORD}{_M12}{_OF}{_YEAR}",
        f"{_QUARTER_WORD}(?:[Ii]{{1,3}}|[Ii][Vv]|[1-4]){_OF}{_YEAR}",
        f"{_HALF_WORD}[12]{_OF}{_YEAR}",
        f"(?:{_word('năm')} +)?{_YEAR}",
    )
)
# … and what can only be meant as one, so that it is refused where it is none.
MEANT = "^ *{} *$".format(
    _either(
        "[0-9][0-9 ,]*",
        "[0-9]+(?: */ *[0-9]+)*",
        "[0-9]+(?: *[.] *[0-9]+)*",
        "[0-9]+ *- *[0-9]+ *- *[0-9]+",
        f"{_ON}{_SAME_LINKS}(?:[0-9]{{1,2}}{_LINK}[0-9]{{1,2}}{_LINK}[0-9]{{1,9}}"
        "|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2})",
        "[0-9]{1,3} *- *[0-9]+",
        "[0-9]{4}-[0-9]{1,2}",
        f"{_MONTH_WORD}[0-9]{{1,2}}{_OF}[0-9]{{1,9}}",
        f"{_QUARTER_WORD}(?:[IVXivx]+|[0-9]{{1,2}}){_OF}[0-9]{{1,9}}",
        f"{_HALF_WORD}[0-9]{_OF}[0-9]{{1,9}}",
        f"{_word('năm')} +[0-9]{{1,9}}",
    )
)


_COUNT = "0*[1-9][0-9]{0,2}"
_UNIT = _either(
    _word("tháng"),
    f"{_word('month')}[sS]?",
    f"{_word('ngày')}(?: +{_word('làm')} +{_word('việc')})?",
    f"(?:{_word('working')} +)?{_word('day')}[sS]?",
)
# A time limit, as `coopctl.domain.words.durations` reads it.
DURATION = f"^ *(?:{_COUNT} *{_UNIT}|{_word('không')}|{_word('none')}) *$"
