"""Texts and days of a plan out of plain data: what `plan_data` and `pipeline_data` share."""

from datetime import date
from typing import Any

from coopctl.domain.plan.plan import Text


def text_from_data(data: Any) -> Text | None:
    """Return a text of one language or both; a plain one stands for both, None for none."""
    if data is None:
        return None
    return Text(data, data) if isinstance(data, str) else Text(data.get("vi"), data.get("en"))


def must_text(data: Any) -> Text:
    """Return a text that is always stated."""
    return text_from_data(data) or Text(None, None)


def day_from_data(data: str | None) -> date | None:
    """Return a day from its ISO text."""
    return date.fromisoformat(data) if data else None
