"""What `export json` writes of a workspace always comes in elsewhere, whatever was recorded there and in which order."""

import re
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coopctl.services.workspace import clock
from tests.cli.commands.bring_in.test_import_json import export, stored, taken, verified
from tests.conftest import TODAY, Runner
from tests.helpers.recorded import journal
from tests.helpers.searches import examples
from tests.helpers.story import tell

_OFFICES = ("hoa-binh", "hung-yen", None)
# Words with `{n}`, the id of an entry; what the program refuses is no step at all.
_STEPS = (
    "add-update 1.1 in_progress --progress 40 --result Đã-có",
    "add-update 1.1 completed --on 1/6/2026 --completed-on 30/5/2026 --evidence plans/test.yaml",
    "add-update 1.2 in_progress --evidence https://vi.du/a",
    "add-update {n}/1 completed --on 1/6/2026 --completed-on 1/6/2026 --outcome = --item-update",
    "add-update 9.1 in_progress",
    "add-outcome 2.1 --title Lớp --indicator trained --value 30 --on 1/2/2026",
    "add-outcome 3.1 --title Bài --type publication --on 1/2/2026",
    "add-extension 1.1 31/3/2027 --reason Sáp-nhập --document 12/QĐ --on 1/6/2026",
    "add-meeting --on 19/9/2025 --title Gặp --host hoa-binh --item 1.1 --attendee hung-yen:An --action hoa-binh:Gửi:1/12/2025",
    "confirm 1.1", "confirm {n}", "dispute {n} --reason Chưa-đúng", "dispute 1.2 --reason Chưa",
    "amend {n} --result Khác --reason Nhầm", "amend {n} --title Khác --reason Nhầm", "amend {n} --item 1.2 --reason Nhầm",
    "amend {n} --action hung-yen:Khác --reason Thêm", "amend {n} --on 2/6/2026 --reason Ngày",
    "retract {n} --reason Nhầm --yes", "undo --yes", "undo --yes",
    "close-period Kỳ-{n} --as-of 1/6/2026 --from 1/1/2026 --yes",
    "plan sign --document 48/KH", "plan update --basis Phụ-lục",
)  # fmt: skip


def _add_item(text: str) -> str:
    """Add an item, or take it out again."""
    line = "      - {id: '9.1', title: Việc thêm, lead: hoa-binh, cooperating: [hung-yen]}\n"
    return (
        text.replace(line, "")
        if line in text
        else re.sub(r"( +items:\n)", rf"\1{line}", text, count=1)
    )


def _rename(text: str) -> str:
    return text.replace("Khảo nghiệm", "Khảo nghiệm lại", 1)


_DAY = timedelta(days=1)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(5),
    phases=(Phase.generate,),
)
@given(seed=st.integers(0, 2**32))
def test_what_was_recorded_always_comes_in_elsewhere(
    workspace: Path, coopctl: Runner, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = Random(seed)
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    if not journal(workspace):
        tell(coopctl)
    root = Path(mkdtemp(dir=workspace.parent))
    place, now = Path(copytree(workspace, root / "0")), TODAY
    for number in range(1, 21):
        match chance.randrange(10):
            case 0:  # the clock goes on, or back
                now += chance.randint(-3, 3) * _DAY
                monkeypatch.setattr(clock, "now", lambda now=now: now)
            case 1:
                plan = place / "plans" / "test.yaml"
                plan.write_text(
                    chance.choice((_add_item, _rename))(plan.read_text("utf-8")), "utf-8"
                )
            case 2 if number % 3 == 0:
                # the whole journal comes into another workspace, and one goes on there
                place = _move(coopctl, place, root / str(number))
            case _:
                _record(coopctl, place, chance)
    verified(coopctl, _move(coopctl, place, root / "last"))


def _record(coopctl: Runner, place: Path, chance: Random) -> None:
    about = chance.choice(journal(place)[-5:]).id
    words = [word.replace("{n}", about) for word in chance.choice(_STEPS).split(" ")]
    office = chance.choice(_OFFICES)
    result = coopctl(*(("--office", office) if office else ()), *words, cwd=place)
    assert "mistake in coopctl" not in result.err, (words, result.err)


def _move(coopctl: Runner, place: Path, other: Path) -> Path:
    """Take the journal into another workspace with the same plan and evidence; return it."""
    copytree(place / "plans", other / "plans")
    result = taken(coopctl, other, export(coopctl, place))
    assert result.code == 0, result.err
    assert stored(other) == stored(place)
    if (place / "evidence").is_dir():
        copytree(place / "evidence", other / "evidence")
    return other
