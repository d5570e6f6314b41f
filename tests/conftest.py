"""What the tests share: a small workspace, and the program run in it as a user would run it."""

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import disk_usage
from types import ModuleType
from typing import Annotated, NamedTuple, Protocol

import pytest
import typer
from hypothesis import settings

from coopctl import language
from coopctl.cli import main, registry
from coopctl.output.screen import talk
from coopctl.services.workspace import clock
from tests.helpers.machine import is_foreign

# A busy machine is no failure. Searches are the same every time; `tests.wide` makes them at random.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("wide", deadline=None, max_examples=1000, print_blob=True)
# What holds does not depend on the system: on Windows a few examples show that it runs there.
settings.register_profile("few", deadline=None, derandomize=True, max_examples=15)
settings.load_profile("few" if sys.platform == "win32" else "same")


FEW = 4  # files with which one process is through before several have begun


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Leave a few files that are named to this process; the rest is told by the number of cores."""
    files = [name.partition("::")[0] for name in config.args]
    few = len(files) <= FEW and all(file.endswith(".py") for file in files)
    return 0 if few else None


MEMORY = Path("/dev/shm")  # noqa: S108  (a folder in memory, on Linux)
ROOM = 2**30  # bytes that a whole run leaves behind at most, and then some


def pytest_configure() -> None:
    """Let what the tests write stand in memory where there is room: they commit often, and a disk is slow."""
    if (
        sys.platform == "linux"
        and MEMORY.is_dir()
        and os.access(MEMORY, os.W_OK)
        and disk_usage(MEMORY).free > ROOM
    ):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what this system cannot show, and say why."""
    unix = item.get_closest_marker("unix")
    if unix is not None and sys.platform == "win32":
        pytest.skip(f"Unix only: {unix.args[0]}")
    if item.get_closest_marker("windows") is not None and sys.platform != "win32":
        pytest.skip("Windows only; `.ci/windows` runs it")


TODAY = datetime(2026, 6, 30, 5, 0, tzinfo=UTC)

PLAN = """\
plan:
  id: test
  number: 48/KH-SKHCN
  date: 17/9/2024
  title: {vi: Kế hoạch thử, en: Test plan}
  memorandum: {signed: 9/8/2024, from: 2024, to: 2026}
parties:
  hung-yen: {names: [{text: {vi: Sở KH&CN tỉnh Hưng Yên, en: Hung Yen DOST}, short: Hưng Yên}]}
  hoa-binh:
    names:
      - text: {vi: Sở KH&CN tỉnh Hòa Bình, en: Hoa Binh DOST}
        short: Hòa Bình
        to: 30/6/2025
      - text: {vi: Sở KH&CN tỉnh Phú Thọ, en: Phu Tho DOST}
        short: Phú Thọ
        from: 1/7/2025
        confirmed: false
areas:
  - id: 1
    title: {vi: Nguồn gen, en: Genetic resources}
    items:
      - id: 1.1
        title: {vi: Đề xuất nhiệm vụ, en: Propose tasks}
        lead: hoa-binh
        cooperating: [hung-yen]
        start: 1/10/2024
        due: Q4/2025
        deliverable: {vi: Danh mục, en: List}
      - id: 1.2
        title: {vi: Khảo nghiệm giống, en: Variety trial}
        lead: hung-yen
        due: 31/12/2026
        deliverable: {vi: Báo cáo, en: Report}
  - id: 2
    title: {vi: Trao đổi, en: Exchange}
    items:
      - id: 2.1
        title: {vi: Tập huấn, en: Training}
        lead: hung-yen
        kind: periodic
        due: hằng năm
        indicators: [{id: trained, title: {vi: Người học, en: People}, target: 120, baseline: 20}]
      - id: 2.2
        title: {vi: Trao đổi thông tin, en: Exchange of information}
  - id: 3
    title: {vi: Chất lượng, en: Quality}
    items:
      - id: 3.1
        title: {vi: Áp dụng hệ thống, en: Apply systems}
        lead: hoa-binh
        due: 5/7/2026
        deliverable: {vi: Báo cáo, en: Report}
      - id: 3.10
        title: {vi: Truy xuất nguồn gốc, en: Traceability}
        due: 30/6/2026
"""


# `nohup`, and a shell without job control, hand on that Ctrl-C is ignored: the programs under test heed it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Result(NamedTuple):
    """What a run left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


class Runner(Protocol):
    """Runs `coopctl` with these words; `lang` en unless told, no terminal, no leaking settings."""

    def __call__(
        self,
        *argv: str,
        lang: str | None = "en",
        stdin: str | bytes = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result: ...


@pytest.fixture(autouse=True)
def _clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the user's own settings, language and clock out of every test."""
    for name in filter(is_foreign, list(os.environ)):
        monkeypatch.delenv(name)
    # All that there is stands at home, so that no workspace is looked for above it.
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {
        "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / ".local" / "state"), "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home / "AppData"), "LANG": "C.UTF-8",
        "COLUMNS": "80", "TZ": "UTC", "LOGNAME": "tester", "TERM": "xterm",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    yield
    language.choose("en")
    talk.choose(as_json=False)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one plan, and the process in it."""
    folder = tmp_path / "work"
    (folder / "plans").mkdir(parents=True)
    plan = folder / "plans" / "test.yaml"
    plan.write_text(PLAN, "utf-8")
    os.utime(plan, (1_700_000_000, 1_700_000_000))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def coopctl(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The program, run in process with captured streams."""

    def run(
        *argv: str,
        lang: str | None = "en",
        stdin: str | bytes = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        out, err = _stream(), _stream()
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            if cwd is not None:
                patch.chdir(cwd)
            code = main.main([*(["--lang", lang] if lang else []), *argv])
            return Result(code, _read(out), _read(err))

    return run


Act = Callable[[typer.Context], int | None]


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Puts a command `probe` into the program, alone under a heading, that does as it is told."""

    def install(act: Act) -> None:
        def command(
            ctx: typer.Context,
            word: Annotated[str | None, typer.Argument(metavar="WORD", help="a word")] = None,
            colour: Annotated[str | None, typer.Option(metavar="NAME", help="a colour")] = None,
            loud: Annotated[bool, typer.Option("--loud", "-l", help="loudly")] = False,
        ) -> int | None:
            """Try the shell out."""
            return act(ctx)

        module = ModuleType("coopctl.cli.probe")
        monkeypatch.setattr(module, "command", command, raising=False)
        monkeypatch.setattr(module, "examples", ("coopctl probe --loud",), raising=False)
        monkeypatch.setitem(sys.modules, "coopctl.cli.probe", module)
        spec = registry.Spec("probe", "what the shell does")
        monkeypatch.setattr(registry, "HEADINGS", (registry.Heading("Trials", "", (spec,)),))
        monkeypatch.setattr(registry, "SPECS", (spec,))
        monkeypatch.setattr(registry, "MODULES", {"probe": "coopctl.cli.probe"})

    return install


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.detach()
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")
