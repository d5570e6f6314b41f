"""The working days of Vietnam: weekends, public holidays, and what the workspace says otherwise.

The holidays come from the optional library `holidays`, asked only for days on which one may fall:
its import takes half a second. The workspace's `holidays.toml` comes before it. A closed period
answers from the days that it kept, whatever library and file say since.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path

from coopctl.domain.words.workdays import Exceptions, add_working_days, is_weekend, may_be_holiday
from coopctl.messages import N_, msg
from coopctl.services.answering.question import Times
from coopctl.services.workspace.caller import Tell, hear_nothing
from coopctl.services.workspace.extras import install_hint
from coopctl.services.workspace.holidays_file import read_exceptions
from coopctl.services.workspace.settings import Settings


class Calendar:
    """Which days are off in a workspace, or were where a closed period `kept` them.

    Remembers whether an answer lacked the public holidays.
    """

    def __init__(
        self, workspace: Path, kept: Exceptions | None = None, tell: Tell = hear_nothing
    ) -> None:
        self._workspace = workspace
        self._kept = kept
        self._tell = tell
        self._lacks_holidays = False

    @cached_property
    def _exceptions(self) -> Exceptions:
        return read_exceptions(self._workspace)

    @cached_property
    def _works_on(self) -> Callable[[date], bool] | None:
        return load_holidays()

    def is_off(self, day: date) -> bool:
        """Tell whether nobody works on a day. Raises: SettingsError where `holidays.toml` is wrong."""
        if self._kept is not None:
            return self._kept.is_off(day)
        if day in self._exceptions.work:
            return False
        if day in self._exceptions.off:
            return True
        if not may_be_holiday(day):
            return is_weekend(day)
        if self._works_on is None:
            self._lacks_holidays = True
            return is_weekend(day)
        return not self._works_on(day)

    def after(self, day: date, count: int) -> date:
        """Return the day that is `count` working days after `day`. Raises: as `is_off`."""
        return add_working_days(day, count, self.is_off)

    def tell(self) -> None:
        """Say, once, where an answer knew of weekends only."""
        if self._lacks_holidays:
            self._lacks_holidays = False
            self._tell(
                msg(N_("working days were counted without Vietnam's public holidays")),
                msg(
                    N_("{install}; `holidays.toml` can state single days"),
                    install=install_hint("holidays"),
                ),
            )


def calendar_of(settings: Settings, times: Times) -> Calendar:
    """Return the calendar by which to count at the times of a question."""
    return Calendar(settings.workspace, times.days, settings.tell)


def load_holidays() -> Callable[[date], bool] | None:
    """Return what tells whether people work on a day in Vietnam; None without the library.

    Weekend days that are worked in exchange for others count as worked, as far as it knows them.
    """
    try:
        from holidays import country_holidays

        return country_holidays("VN").is_working_day
    except Exception:  # noqa: BLE001  (a library of others, in whatever state it was installed)
        return None
