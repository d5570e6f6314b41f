"""The forms of ids, numbers and days as patterns: shared by the models and the JSON Schema."""

from typing import Any

ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)$"


def day_pattern() -> str:
    """Return a pattern of exactly the days there are, 1900 to 2200, day first or ISO."""
    year = "(19[0-9]{2}|2[01][0-9]{2}|2200)"
    leap = "(19(0[48]|[2468][048]|[13579][26])|2[01](0[48]|[2468][048]|[13579][26])|2000)"
    sep = r"\s*[/.-]\s*"
    long, short = "(0?[13578]|1[02])", "(0?[469]|11)"
    first = (
        f"(0?[1-9]|1[0-9]|2[0-8]){sep}(0?[1-9]|1[0-2]){sep}{year}",
        f"(29|30){sep}({long}|{short}){sep}{year}",
        f"31{sep}{long}{sep}{year}",
        f"29{sep}0?2{sep}{leap}",
    )
    iso = (
        f"{year}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-9]|2[0-8])",
        f"{year}[-/.]({long}|{short})[-/.](29|30)",
        f"{year}[-/.]{long}[-/.]31",
        f"{leap}[-/.]0?2[-/.]29",
    )
    return "^(" + "|".join((*first, *iso)) + ")$"


DAY_SCHEMA: dict[str, Any] = {"type": "string", "pattern": day_pattern()}
