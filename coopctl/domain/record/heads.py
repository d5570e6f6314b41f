"""Heads of chains: each replica's newest entry, in a form that can be read aloud and kept on paper.

The hash of an entry covers all that its replica wrote before it. So whoever noted a head can prove
later that nothing before it was altered or lost, also against one who holds the file and computes
every hash anew: no one else can prove that.
"""

import re
from typing import NamedTuple

from coopctl.domain.record.entries import is_entry_id
from coopctl.domain.words.text import clean_line, excerpt
from coopctl.messages import N_, CoopError, msg

GROUPS, _IN_GROUP = 12, 5
_ALL = GROUPS * _IN_GROUP
_MODULUS = 10**_ALL
_SHA256 = re.compile("[0-9a-f]{64}")
# What may stand between groups where a person typed them; any script's digits are read.
_BETWEEN = re.compile(r"[\s.,;·–-]+")
_PAPER = re.compile(r"(?P<id>\S+?)[:,]?\s+(?P<digits>[\d\s.,;·–-]+)")


class ChainHead(NamedTuple):
    """The newest entry of a replica: its number, and its hash (SHA-256, hex)."""

    replica: str
    seq: int
    hash: str

    @property
    def id(self) -> str:
        """The entry's public id, `hb7kq-12`."""
        return f"{self.replica}-{self.seq}"

    @property
    def is_whole(self) -> bool:
        """Tell whether label, number and hash are what an entry has: an altered ledger may have anything."""
        return is_entry_id(self.id) and _SHA256.fullmatch(str(self.hash)) is not None

    @property
    def digits(self) -> str:
        """Its hash as digits: the check code."""
        return digits_of(self.hash)


class NotedHead(NamedTuple):
    """A head as somebody has it on paper: the entry's id, and its digits."""

    id: str
    digits: str


def digits_of(sha256: str) -> str:
    """Return a SHA-256 (hex) as 12 groups of 5 digits: the number that it is, modulo 10^60.

    They carry 199 of its 256 bits, and are read alike in every language.
    """
    number = f"{int(sha256, 16) % _MODULUS:0{_ALL}d}"
    return " ".join(number[at : at + _IN_GROUP] for at in range(0, _ALL, _IN_GROUP))


def read_noted(text: str) -> NotedHead | None:
    """Read `LABEL-NUMBER DIGITS` as it stands on paper; None for a text that is none.

    Raises: CoopError where the digits are too few or too many.
    """
    found = _PAPER.fullmatch(clean_line(text))
    if found is None or not is_entry_id(found["id"].lower()):
        return None
    number = "".join(str(int(digit)) for digit in _BETWEEN.sub("", found["digits"]))
    if len(number) != _ALL:
        raise CoopError(
            msg(
                N_("“{text}” has {count} digits, and a check code has {all}"),
                text=excerpt(text), count=len(number), all=_ALL,
            ),
            msg(N_("copy the {groups} groups of {size} digits whole"), groups=GROUPS, size=_IN_GROUP),
        )  # fmt: skip
    groups = (number[at : at + _IN_GROUP] for at in range(0, _ALL, _IN_GROUP))
    return NotedHead(found["id"].lower(), " ".join(groups))
