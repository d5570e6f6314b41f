"""A workspace with research tasks beside other items, for tests of their stages."""

import os
from datetime import date
from pathlib import Path

from coopctl.domain.words.workdays import add_working_days, is_weekend
from tests.conftest import PLAN

WITH_TASKS = (
    PLAN
    + """\
  - id: 4
    title: {vi: Nhiệm vụ KH&CN, en: S&T tasks}
    items:
      - id: 4.1
        title: {vi: Nhiệm vụ cấp tỉnh, en: Provincial task}
        lead: hoa-binh
        start: 1/1/2025
        due: 30/6/2026
        deliverable: x
        pipeline: provincial-2013
      - id: 4.2
        title: {vi: Nhiệm vụ cấp cơ sở, en: Grassroots task}
        lead: hung-yen
        due: 31/12/2026
        deliverable: x
        pipeline: grassroots-2025
      - id: 4.3
        title: {vi: Nhiệm vụ đã rút, en: Withdrawn task}
        pipeline: provincial-2025
        withdrawn: thôi
pipelines:
  grassroots-2025: {clocks: {progress_report: 3 tháng}}
"""
)


def write_tasks(workspace: Path, text: str = WITH_TASKS) -> None:
    """Put the plan with tasks in the place of the workspace's own."""
    file = workspace / "plans" / "test.yaml"
    file.write_text(text, "utf-8")
    os.utime(file, (1_700_000_000, 1_700_000_000))


def add_weekdays(day: date, count: int) -> date:
    """Count working days where only Saturdays and Sundays are off."""
    return add_working_days(day, count, is_weekend)
