"""Whether what the sides owe one another can be: who owes takes part, and somebody can confirm."""

from collections.abc import Iterator

from coopctl.definitions.yaml.problems import Finding
from coopctl.definitions.yaml.tree import Mapping, Node, pairs_at, text_at, texts_at
from coopctl.domain.record.confirmations import REQUIRED
from coopctl.messages import N_, msg


def check_obligations(root: Node, item: Mapping) -> Iterator[Finding]:
    """Yield a warning for each party that owes without a part in it, and where nobody can confirm."""
    parties = {party.text for party, _ in pairs_at(root, "parties")}
    yield from _check_owing(item, parties)
    yield from _check_confirming(item, parties)


def _check_owing(item: Mapping, parties: set[str]) -> Iterator[Finding]:
    lead = text_at(item, "lead")
    sides = {one.text for one in (lead, *texts_at(item, "cooperating")) if one is not None}
    for party, _ in pairs_at(item, "owes"):
        if sides and party.text in parties and party.text not in sides:
            yield Finding(
                party.line,
                party.column,
                "owes-without-part",
                msg(
                    N_("`{party}` owes something, but neither leads nor cooperates"),
                    party=party.text,
                ),
                msg(N_("add it to `cooperating`, or take it out of `owes`")),
                "warning",
            )


def _check_confirming(item: Mapping, parties: set[str]) -> Iterator[Finding]:
    rule = text_at(item, "confirm")
    if rule is not None and rule.text == REQUIRED and len(parties) == 1:
        yield Finding(
            rule.line,
            rule.column,
            "nobody-confirms",
            msg(N_("the plan has no other party that could confirm it")),
            msg(N_("add the other party, or write `confirm: optional`")),
            "warning",
        )
