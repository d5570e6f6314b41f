"""Whether anybody could ever tell that an item was done: who, by when, and what is there then.

Source: the "6 rõ" test of Vietnamese offices; OGP IRM's verifiability of commitments.
"""

from collections.abc import Iterator

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import Mapping, Scalar, mappings_at, text_at, value_at
from coopctl.messages import N_, Message, msg

_NO_LEAD = msg(N_("no lead"))
_NO_DEADLINE = msg(N_("no deadline"))
_NO_RESULT = msg(N_("no deliverable"))


def check_verifiable(item: Mapping) -> Iterator[Finding]:
    """Yield at most one warning: all that an item lacks to be verifiable."""
    missing = () if _states(item, "withdrawn") else tuple(_missing(item))
    if not missing:
        return
    id_ = text_at(item, "id")
    place = id_ or item
    yield Finding(
        place.line,
        place.column,
        "not-verifiable",
        msg(
            N_("nobody could tell whether `{item}` was done: {missing}"),
            item=id_.text if id_ else "?",
            missing=missing,
        ),
        msg(N_("add what the signed documents say; leave out what they do not")),
        "warning",
    )


def _missing(item: Mapping) -> Iterator[Message]:
    kind = text_at(item, "kind")
    open_ended = _states(item, "every") or (kind is not None and kind.text != "dated")
    if not _states(item, "lead"):
        yield _NO_LEAD
    if not _states(item, "due") and not open_ended:
        yield _NO_DEADLINE
    if not _states(item, "deliverable") and not mappings_at(item, "indicators"):
        yield _NO_RESULT


def _states(item: Mapping, key: str) -> bool:
    """Tell whether anything stands under a key, right or wrong."""
    value = value_at(item, key)
    return value is not None and not (isinstance(value, Scalar) and value.absent)
