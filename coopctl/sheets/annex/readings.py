"""What became of every cell: each is noted once, and none is left out."""

from collections.abc import Collection, Iterator

from coopctl.domain.exchange.annex import NUMBER, UNKNOWN, Reading
from coopctl.messages import N_, Message, msg
from coopctl.sheets.book.grid import Grid


class Readings:
    """The cells of a sheet by place, with what each was taken for."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._cells: dict[tuple[int, int], Reading] = {}

    def note(
        self, row: int, column: int, meaning: str, value: str = "", *, remark: Message | None = None
    ) -> Reading:
        """Note what a cell was taken for; said again, what is new comes behind."""
        row, column = self._grid.origin(row, column)
        before = self._cells.get((row, column))
        if before is not None and before.problem is not None:
            return before
        if before is not None and before.remark and remark and before.remark != remark:
            remark = msg("{first}; {second}", first=before.remark, second=remark)
        if before is not None and before.meaning == meaning != NUMBER:
            value = "; ".join(dict.fromkeys(filter(None, (*before.value.split("; "), value))))
        return self._keep(Reading(
            row, column, self._grid.place(row, column), self._grid.text(row, column), meaning,
            value or (before.value if before else ""), None,
            remark or (before.remark if before else None),
        ))  # fmt: skip

    def fail(self, row: int, column: int, problem: Message) -> Reading:
        """Note that a cell was not understood, and why."""
        row, column = self._grid.origin(row, column)
        text = self._grid.text(row, column)
        return self._keep(
            Reading(row, column, self._grid.place(row, column), text, UNKNOWN, "", problem)
        )

    def doubt(self, row: int, column: int, problem: Message) -> Reading:
        """Note that a cell may mean something else than what it was taken for: it counts as not understood."""
        at = self._grid.origin(row, column)
        before = self._cells.get(at)
        if before is None:
            return self.fail(row, column, problem)
        if before.problem is not None:
            return before
        return self._keep(before._replace(problem=problem, remark=None))

    def has_day(self, row: int, column: int) -> bool:
        """Tell whether a cell was taken for a day."""
        reading = self._cells.get(self._grid.origin(row, column))
        return (
            reading is not None and " → " in reading.value and reading.meaning in {"due", "start"}
        )

    def explain(self, row: int, column: int, cause: Message) -> Reading:
        """Doubt a cell, or say of one that was not understood what the cause is."""
        before = self._cells.get(self._grid.origin(row, column))
        if before is None or before.problem is None:
            return self.doubt(row, column, cause)
        return self._keep(before._replace(problem=cause))

    def add_remark(self, row: int, column: int, remark: Message) -> None:
        """Note what is worth knowing of a cell that was understood."""
        at = self._grid.origin(row, column)
        if at in self._cells and self._cells[at].problem is None:
            self._cells[at] = self._cells[at]._replace(remark=remark)

    def places(self) -> Collection[tuple[int, int]]:
        """Return the row and column of each cell that was noted."""
        return self._cells.keys()

    def all(self) -> Iterator[Reading]:
        """Yield every cell that holds something, row by row; the forgotten ones as not understood."""
        for row in range(self._grid.height):
            for column in self._grid.filled(row):
                at = (row, column)
                if at not in self._cells:
                    self.fail(
                        row,
                        column,
                        msg(N_("what this cell is about does not follow from its place")),
                    )
                yield self._cells[at]

    def _keep(self, reading: Reading) -> Reading:
        self._cells[reading.row, reading.column] = reading
        return reading
