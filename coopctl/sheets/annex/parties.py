"""The parties that a sheet names: those that the workspace knows, and new ones with ids of their own."""

from collections.abc import Iterable, Sequence

from coopctl.domain.exchange.annex import FoundParty, Stated
from coopctl.domain.plan.plan import Party
from coopctl.domain.record.matching import party_names
from coopctl.sheets.annex.numbering import as_id
from coopctl.sheets.annex.sides import key_of


class Parties:
    """Parties by the names that cells give them; a name that nobody has makes a new party."""

    def __init__(self, known: Sequence[Party]) -> None:
        self._known = {party.id: party for party in known}
        self._ids: dict[str, str] = {}
        shared: set[str] = set()
        for party, names in party_names(known).items():
            for key in {key_of(name) for name in (party, *names)}:
                if self._ids.setdefault(key, party) != party:
                    shared.add(key)
        for key in shared:  # what two are called names neither
            del self._ids[key]
        self._found: dict[str, FoundParty] = {}

    def keys(self) -> Iterable[str]:
        """Return what the known names are compared by."""
        return self._ids.keys()

    def knows(self, name: str) -> bool:
        """Tell whether the workspace has a party of that name."""
        return self._ids.get(key_of(name)) in self._known

    def find(self, name: str, place: str) -> FoundParty:
        """Return the party of that name; it is new where none has it."""
        key = key_of(name)
        id_ = self._ids.get(key)
        if id_ is None:
            id_ = self._ids[key] = self._new_id(name)
        known = self._known.get(id_)
        return self._found.setdefault(id_, FoundParty(id_, Stated(name, place), known))

    def found(self) -> tuple[FoundParty, ...]:
        """Return the parties that were named, as they came."""
        return tuple(self._found.values())

    def _new_id(self, name: str) -> str:
        first = as_id(name).lower() or "party"
        taken = {*self._known, *self._found}
        number, id_ = 1, first
        while id_ in taken:
            number += 1
            id_ = f"{first[:60]}-{number}"
        return id_
