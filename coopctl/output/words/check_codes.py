"""Check codes of the newest entries, as documents, pages and the terminal print them."""

from collections.abc import Iterator, Sequence

from coopctl.domain.record.heads import ChainHead


def code_lines(heads: Sequence[ChainHead]) -> Iterator[str]:
    """Yield a line for each entry: `hb7kq-12: 27553 33190 …`."""
    for head in heads:
        yield f"{head.id}: {head.digits}"


def halved_lines(heads: Sequence[ChainHead]) -> Iterator[str]:
    """Yield a line for each half of a code, the first with the entry's id: at most 80 columns."""
    width = max((len(head.id) for head in heads), default=0)
    for head in heads:
        half = len(head.digits) // 2
        yield f"{head.id:<{width}}  {head.digits[:half].rstrip()}"
        yield f"{'':<{width}}  {head.digits[half:].lstrip()}"
