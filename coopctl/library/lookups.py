"""What was recorded, looked up: entries, words, evidence, one thing with all that belongs to it, whole tables."""

from coopctl.domain.codes import DUE_KIND_LABELS, ENTRY_KIND_LABELS
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.closed_periods import ClosedPeriod
from coopctl.domain.record.evidence import EvidenceRow, MissingRow
from coopctl.domain.record.matching import match_code
from coopctl.domain.standing.dossiers import Dossier
from coopctl.domain.standing.searching import SearchHit, parse_query
from coopctl.domain.standing.verification import Verification
from coopctl.language import speaking
from coopctl.ledger.journal import history, search
from coopctl.ledger.journal.targets import find_target
from coopctl.ledger.periods.closed import list_closed
from coopctl.ledger.standing.evidence import list_evidence
from coopctl.library.opened import NOW, Opened
from coopctl.library.rows import Record, record_of
from coopctl.library.times import Day, day_of, times_of
from coopctl.messages import naming
from coopctl.services.answering.dossiers import gather
from coopctl.services.answering.evidence import list_gaps
from coopctl.services.answering.question import (
    find_party_anywhere,
    find_scope,
    keep_understood,
)
from coopctl.services.answering.search import find
from coopctl.services.checking.verification import verify
from coopctl.services.handing_over import tables

_SCOPED = ("plan", "area", "item")
_EVIDENCED = (*_SCOPED, "action", "entry")
_SHOWN = ("item", "action", "entry", "plan")


class Lookups(Opened):
    """What can be looked up; the times and targets are those of `Reads`."""

    def log(
        self,
        item: str | None = None,
        *,
        kind: str | None = None,
        party: str | None = None,
        since: Day | None = None,
        limit: int | None = None,
    ) -> list[Record]:
        """Return the entries of the journal in the order in which things happened, the newest last.

        Of an item or an action, of a `kind` (`update`, `meeting`…), recorded by a party's office, happened since a
        day; at most the newest `limit`. Entries that were corrected or taken back are among them: see `replaced_by`.
        """
        with naming("kind"):
            spoken = self._settings.reader.spoken
            wanted = match_code(kind, ENTRY_KIND_LABELS, spoken) if kind else None
        with self._asking(NOW) as (connection, _times):
            target = find_target(connection, item, ("item", "action")) if item else None
            selection = history.Selection(
                plan=target.plan if target else None, target=target.id if target else None,
                kind=wanted, office=find_party_anywhere(connection, party), since=day_of("since", since),
            )  # fmt: skip
            newest = history.list_newest(connection, selection, -1 if limit is None else limit)
            entries = keep_understood(newest, self._settings.tell)[::-1]
            replaced = history.replacing_among(connection, entries)
            return [record_of(entry, replaced.get(entry.id)) for entry in entries]

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        since: Day | None = None,
        plan: str | None = None,
        limit: int | None = 20,
    ) -> list[SearchHit]:
        """Return items and entries that have the words, with or without marks; a phrase in quotes; the best first.

        `kind` is `item`, `plan` or an entry's; at most `limit`, None being all.
        """
        from coopctl.output.words.record_text import fields_of

        labels = {"item": DUE_KIND_LABELS["item"], **ENTRY_KIND_LABELS}
        with naming("kind"):
            wanted = match_code(kind, labels, self._settings.reader.spoken) if kind else None
        terms, day = parse_query(text), day_of("since", since)
        language = self._settings.reader.language
        with self._asking(NOW) as (connection, _times), speaking(language):
            named = find_target(connection, plan, ("plan",)).plan if plan else None
            query = search.SearchQuery(terms, wanted, named, day)
            places = search.find_places(connection, query)
            return find(connection, query, places, language, fields_of)[:limit]

    def show(
        self,
        target: str,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> Dossier:
        """Return all that belongs to one thing: a plan, an item, an action, a meeting or another entry.

        By what it is: `PlanDossier`, `ItemDossier`, `ActionDossier`, `MeetingDossier` or `EntryDossier`, each with
        the entries, the verdicts of both sides, and what corrected what. Raises: CoopError with the nearest names.
        """
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            wanted = find_target(connection, target, _SHOWN, times.known_at)
            return gather(connection, self._settings, wanted, times)

    def verify(self) -> Verification:
        """Return what is wrong with the ledger and the kept files, how much was looked at, and the check codes."""
        return verify(self._settings)

    def evidence(
        self,
        target: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> list[EvidenceRow]:
        """Return the evidence by plan and item, each with the entry that names it. `size` is in bytes."""
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            wanted = find_target(connection, target, _EVIDENCED) if target else None
            language = self._settings.reader.language
            return list(list_evidence(connection, wanted, times.as_of, language))

    def missing_evidence(
        self,
        target: str | None = None,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> list[MissingRow]:
        """Return what is completed, or came of an item, and rests on nothing."""
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            wanted = find_target(connection, target, _EVIDENCED) if target else None
            return list(list_gaps(connection, self._settings, wanted, times))

    def periods(self, plan: str | None = None) -> list[ClosedPeriod]:
        """Return the closed periods, by plan and in the order of their days."""
        with self._asking(NOW) as (connection, _times):
            return list(list_closed(connection, find_scope(connection, plan).plan))

    def table(
        self,
        name: str,
        *,
        as_of: Day | None = None,
        known_at: Day | None = None,
        period: str | None = None,
    ) -> list[dict[str, object]]:
        """Return a table of `export csv`, a dictionary a row by the codes of its columns; days of records as ISO text.

        `items`, `actions`, `indicators`, `achievements`, `evidence`, `updates`, `meetings`, `outcomes`, `extensions`…
        """
        with naming("name"):
            code = match_code(name, {one: one for one in TABLES}, self._settings.reader.spoken)
        columns = [column.code for column in TABLES[code]]
        with self._asking(times_of(as_of, known_at, period)) as (connection, times):
            rows = tables.list_rows(connection, self._settings, code, times)
            return [dict(zip(columns, row, strict=False)) for row in rows]
