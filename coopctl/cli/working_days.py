"""Which days are working days: the one place where commands ask."""

from coopctl.cli.settings import Settings
from coopctl.domain.durations import AddWorkingDays, add_weekdays


def working_days(_settings: Settings) -> AddWorkingDays:
    """Return what counts working days from a day on."""
    return add_weekdays
