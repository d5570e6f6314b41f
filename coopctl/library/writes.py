"""Recording and correcting, checked and written as the commands do it, by the same services."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

from coopctl.domain.record.closed_periods import read_name
from coopctl.domain.record.confirmations import Confirmation
from coopctl.domain.words.text import clean
from coopctl.ledger.file import database, presence
from coopctl.ledger.file.kept_files import folder_of
from coopctl.ledger.plan.choice import choose_plan, plan_of
from coopctl.library.opened import NOW, Opened
from coopctl.library.rows import Record, record_of
from coopctl.library.texts import Value, text_of, texts_of, with_fields
from coopctl.messages import Message, naming
from coopctl.services.answering.question import read_day
from coopctl.services.correcting import undo
from coopctl.services.correcting.amend import (
    corrected,
    find_amendable,
    overlaid,
    prepare_amendment,
    present_texts,
)
from coopctl.services.correcting.retraction import (
    find_retractable,
    remarks_on_lateness,
    retraction_of,
)
from coopctl.services.correcting.take_back import (
    read_reason,
    refuse_replaced,
    remark_on_office,
    take_back_all,
)
from coopctl.services.correcting.undo import find_undoable, refuse_changed, speak_for, undoing
from coopctl.services.correcting.undo_refusals import nothing_to_undo
from coopctl.services.recording.evidence import EvidenceFiles
from coopctl.services.recording.period import (
    Closing,
    check_closable,
    check_order,
    close,
    count_figures,
    find_first,
)
from coopctl.services.recording.prepare import Prepared, Request, prepare, record
from coopctl.services.workspace.offices import speak
from coopctl.services.workspace.session import opened, reopening


class Writes(Opened):
    """What can be recorded.

    A field takes what would be typed, or Python's own value: a date, a number, a path; a list where it takes several.
    None, and what pandas has for nothing, leaves it out. A file that is named as evidence is copied
    beside the ledger, unless `keep_files` is False: then only its fingerprint is noted. A day to come is
    refused unless `future` allows it. What is odd but allowed goes to `tell`.

    Raises: RecordRefused (a CoopError) with all `problems`, each with its `field`; nothing is recorded then.
    """

    @with_fields("update")
    def add_update(
        self,
        item: str,
        status: str | None = None,
        *,
        keep_files: bool = True,
        future: bool = False,
        **fields: Value,
    ) -> Record:
        """Record where an item or an action stands: `add_update("1.1", "in_progress", progress=60)`."""
        values = {"item": item, "status": status, **fields}
        return self._add("update", values, keep_files=keep_files, future=future)

    @with_fields("meeting")
    def add_meeting(
        self,
        title: str,
        on: Value,
        *,
        plan: str | None = None,
        keep_files: bool = True,
        future: bool = False,
        **fields: Value,
    ) -> Record:
        """Record a meeting, its conclusions and actions; `plan` is owed where there are several.

        An attendee is written `party: name, role`; an action `party: what: due`.
        """
        values = {"title": title, "on": on, **fields}
        return self._add("meeting", values, plan=plan, keep_files=keep_files, future=future)

    @with_fields("outcome")
    def add_outcome(
        self,
        item: str,
        title: str,
        *,
        keep_files: bool = True,
        future: bool = False,
        **fields: Value,
    ) -> Record:
        """Record what an item brought about; `value` is in the unit of the `indicator`."""
        values = {"item": item, "title": title, **fields}
        return self._add("outcome", values, keep_files=keep_files, future=future)

    @with_fields("extension")
    def add_extension(
        self,
        item: str,
        due: Value,
        reason: str,
        document: str,
        *,
        future: bool = False,
        **fields: Value,
    ) -> Record:
        """Record that a deadline was moved back, why, and the document that approves it."""
        values = {"item": item, "due": due, "reason": reason, "document": document, **fields}
        return self._add("extension", values, future=future)

    def confirm(self, entry: str, *, note: str | None = None, on: Value = None) -> Record:
        """Confirm an entry of the other office, or the last update of an item or action."""
        values = {"item": entry, "verdict": Confirmation.CONFIRMED, "note": note, "on": on}
        return self._add("confirmation", values)

    def dispute(
        self, entry: str, reason: str, *, note: str | None = None, on: Value = None
    ) -> Record:
        """Say that your office does not agree with an entry of the other one, and why."""
        verdict = Confirmation.DISPUTED
        values = {"item": entry, "verdict": verdict, "reason": reason, "note": note, "on": on}
        return self._add("confirmation", values)

    def amend(
        self,
        entry: str,
        why: str,
        /,
        *,
        keep_files: bool = True,
        future: bool = False,
        **fields: Value,
    ) -> Record:
        """Record a corrected entry in the place of one: what is given takes the place of what it says.

        An empty text takes a field out; a field of several texts is replaced as a whole. `why` is kept.
        The fields are those of the entry's kind. Raises: CoopError where nothing would change.
        """
        reason, settings = read_reason(why) or "", self._settings
        files = EvidenceFiles(Path(), settings.watch, keep=keep_files)

        def correct(connection: sqlite3.Connection) -> Prepared:
            old = find_amendable(connection, entry)
            typed = texts_of(old.kind, fields)
            texts = overlaid(present_texts(old), typed)
            prepared = prepare_amendment(
                connection, settings, old, texts, files, future_allowed=future
            )
            return prepared._replace(draft=corrected(old, prepared.draft, reason))

        return self._record(correct, files)

    def retract(self, entry: str, reason: str) -> Record:
        """Take an entry back, a meeting with its actions; it stays to be seen, with the reason.

        Taking back what took something back brings that back. Returns: what took it back.
        """
        why, settings = read_reason(reason) or "", self._settings
        with self._asking(NOW) as (connection, _times):
            old = find_retractable(connection, entry)
            plan = plan_of(connection, old.plan)
            speak(settings, plan)
            self._tell((*remark_on_office(settings, old), *remarks_on_lateness(connection, old)))
        with self._writing() as connection, database.transaction(connection):
            refuse_replaced(connection, old, "retract")
            drafts = [retraction_of(old, why, plan)]
            return record_of(take_back_all(connection, settings, [old], drafts)[0])

    def undo(self, entry: str | None = None, *, reason: str | None = None) -> list[Record]:
        """Take back all that the newest command or call recorded in this ledger; once more brings it back.

        `entry` says, to be sure, what is meant. Returns: what took it back, in the order of recording.
        Raises: CoopError where there is nothing, another is meant, or something rests on it since.
        """
        why, settings = read_reason(reason), self._settings
        if not presence.exists(settings.ledger):
            raise nothing_to_undo(None)
        with self._writing(partial(opened, catch_up=False)) as connection:
            last = find_undoable(connection, entry)
            speak_for(connection, settings, last)
            self._tell(undo.remarks_on_lateness(connection, last))
            drafts = [undoing(connection, recorded, why) for recorded in last]
        with self._writing(reopening) as connection, database.transaction(connection):
            refuse_changed(last, find_undoable(connection, entry))
            entries = take_back_all(connection, settings, last, drafts)
        return [record_of(retraction) for retraction in entries]

    def close_period(
        self,
        name: str,
        as_of: Value,
        *,
        first: Value = None,
        plan: str | None = None,
        note: str = "",
    ) -> Record:
        """Close a period: its figures, as known now, stay what they are for ever (`items(period=name)`).

        `as_of` is its last day; `first` its first, None being that of the plan's report that ends on it.
        Raises: CoopError for a day to come, a name that is closed, and where the first day is open.
        """
        settings = self._settings
        begin, last = read_day("first", _written(first)), read_day("as_of", _written(as_of))
        with naming("name"):
            closing = Closing(read_name(name), begin, last or date.max, clean(note))
        with self._asking(NOW) as (connection, _times):
            chosen = choose_plan(connection, plan)
            speak(settings, chosen)
            check_closable(connection, chosen, closing)
            begin = begin or find_first(chosen, closing.as_of)
            check_order(begin, closing.as_of)
            figures = count_figures(connection, settings, chosen, closing)
        with self._writing() as connection, database.transaction(connection):
            whole = closing._replace(first=begin)
            return record_of(close(connection, settings, chosen.id, whole, figures))

    def _add(
        self,
        kind: str,
        values: dict[str, Value],
        *,
        plan: str | None = None,
        keep_files: bool = True,
        future: bool = False,
    ) -> Record:
        texts = texts_of(kind, values)
        if plan is not None:
            texts["plan"] = [plan]
        files = EvidenceFiles(Path(), self._settings.watch, keep=keep_files)
        request = Request(kind, texts, files, future_allowed=future)
        return self._record(lambda connection: prepare(connection, self._settings, request), files)

    def _record(
        self, check: Callable[[sqlite3.Connection], Prepared], files: EvidenceFiles
    ) -> Record:
        """Check, say what is odd, check as things stand now, and record: the files are kept only with it."""
        with self._asking(NOW) as (connection, _times):
            prepared = check(connection)
        self._tell(prepared.remarks)
        folder = folder_of(self._settings.ledger)
        with (
            self._writing() as connection,
            files.kept(folder, [prepared.draft]),
            database.transaction(connection),
        ):
            drafts = [check(connection).draft]
            return record_of(record(connection, self._settings, drafts)[0])

    def _tell(self, remarks: Iterable[Message]) -> None:
        for remark in remarks:
            self._settings.tell(remark)


def _written(value: Value) -> str | None:
    return text_of(value) if value is not None else None
