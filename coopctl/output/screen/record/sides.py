"""Both sides on the terminal: what the other one said of an entry, and whose move it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from coopctl.domain.plan.plan import Party
from coopctl.domain.record.confirmations import Confirmation, DisputedRow, Verdict
from coopctl.domain.standing.standing import ActionRow, ItemRow, count_confirmations
from coopctl.language import _
from coopctl.output.screen.page import Page, Part
from coopctl.output.words import words

# Small marks that are told apart without colour; what nobody said anything of has none.
MARKS: dict[str, Part] = {
    Confirmation.CONFIRMED: Part("✓", "green"),
    Confirmation.DISPUTED: Part("≠", "bold red"),
}
_Rows = Sequence[ItemRow | ActionRow]


def mark(confirmation: str | None) -> list[Part]:
    """Return the mark of a confirmation behind a space; nothing where there is none."""
    found = MARKS.get(confirmation or "")
    return [Part(" "), found] if found else []


def verdict_in_words(confirmation: str | None) -> list[Part]:
    """Return `✓ confirmed`; nothing where nobody said anything."""
    found = MARKS.get(confirmation or "")
    return [found, Part(f" {words.label('confirmation', confirmation).lower()}")] if found else []


def verdict_parts(verdict: Verdict, parties: Sequence[Party]) -> list[Part]:
    """Return `✓ confirmed by Hưng Yên on 1/7/2026 (An): note`; the party's name is that of the day."""
    names = words.Names(parties, verdict.on)
    sentence = {
        Confirmation.CONFIRMED: _("confirmed by {party} on {day} ({author})"),
        Confirmation.DISPUTED: _("disputed by {party} on {day} ({author})"),
    }[Confirmation(verdict.verdict)]
    said = sentence.format(
        party=names.short(verdict.office), day=words.day(verdict.on), author=verdict.author
    )
    text = f": {verdict.text}" if verdict.text else ""
    return [MARKS[verdict.verdict], Part(" " + said, "dim"), Part(text)]


def show_verdicts(
    page: Page, verdicts: Iterable[Verdict], parties: Sequence[Party], indent: int = 0
) -> None:
    """Print a line for each office that said something of an entry."""
    for verdict in verdicts:
        page.line(*verdict_parts(verdict, parties), indent=indent, hang=2)


def show_sides(
    page: Page,
    items: Sequence[ItemRow],
    actions: Sequence[ActionRow],
    names: words.Names,
    *,
    counted: bool,
) -> None:
    """Print what the other side said of the last updates, and how many things wait for whom."""
    said = count_parts(items, actions) if counted else []
    if said:
        page.line(*said)
    moves = _moves_line(items, actions, names)
    if moves:
        page.line(Part(moves, "dim"))


def count_parts(items: Sequence[ItemRow], actions: Sequence[ActionRow]) -> list[Part]:
    """Return the counts with what the marks mean; nothing where nobody said anything yet."""
    counts = count_confirmations(items, actions)
    if not any(counts[code] for code in MARKS):
        return []
    parts = [Part(_("Last updates:"))]
    for code, count in counts.items():
        label = words.label("confirmation", code).lower()
        parts += [*mark(code), Part(f" {words.number(count)} {label}"), Part(" ·", "dim")]
    return parts[:-1]


def move_parts(row: ItemRow | ActionRow, names: words.Names) -> list[Part]:
    """Return whose move it is where that is not plain: an open thing is its lead's."""
    if not row.move or row.move == row.lead:
        return []
    return [Part(_("move: {parties}").format(parties=names.shorts(row.move.split())), "cyan")]


def _moves_line(items: _Rows, actions: _Rows, names: words.Names) -> str:
    """Return how many items and actions wait for each party; nothing where none waits."""
    counts = Counter(party for row in (*items, *actions) for party in row.move.split())
    if not counts:
        return ""
    each = [
        f"{names.short(party)} {words.number(count)}"
        for party, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    return _("Whose move: {counts} (items and actions)").format(counts=" · ".join(each))


def show_disputed(page: Page, rows: Sequence[DisputedRow], parties: Sequence[Party]) -> None:
    """Print what is disputed, by whom and why."""
    page.gap()
    if not rows:
        page.line(Part(_("nothing is disputed"), "dim"))
        return
    page.line(Part(_("What is disputed"), "bold"))
    for row in rows:
        kind = words.label("entry_kind", row.kind)
        about = f"{kind} · {row.item}" if row.item else kind
        page.line(
            Part(words.day(row.happened_on)), Part(f"  {row.id}  ", "dim"), Part(f"{about}  "),
            Part(row.title), indent=2, hang=4,
        )  # fmt: skip
        said = _("disputed by {party} on {day}").format(
            party=words.Names(parties, row.disputed_on).short(row.disputed_by),
            day=words.day(row.disputed_on),
        )
        page.line(
            MARKS[Confirmation.DISPUTED], Part(f" {said}: ", "dim"), Part(row.reason or ""),
            indent=4, hang=2,
        )  # fmt: skip
