"""Codes as they are typed: the code itself, or its words in any language."""

from collections.abc import Mapping

from coopctl.domain.record.matching import match_code
from coopctl.language import in_all_languages
from coopctl.messages import naming


def read_code(flag: str, text: str | None, labels: Mapping[str, str]) -> str | None:
    """Read a flag that takes a code; None where it was not given. Raises: UsageProblem naming it."""
    if text is None:
        return None
    with naming(flag):
        return match_code(text, labels, in_all_languages)
