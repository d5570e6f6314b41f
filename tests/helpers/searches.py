"""How far the searches go that cannot go far in every run."""

from hypothesis import settings

_USUAL = 100  # examples of a search that says nothing


def examples(count: int) -> int:
    """Return how many examples a search takes that takes `count` in the ordinary run: so many times more where all do.

    A bare number would hold in every profile, `wide` too.
    """
    return max(1, count * settings.default.max_examples // _USUAL)  # type: ignore[union-attr]
