"""Whatever stands in the body of an entry, of a kind that is known or to come: no traceback anywhere."""

from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.domain.codes import ENTRY_KIND_LABELS
from coopctl.domain.exchange.columns import TABLES
from coopctl.domain.record.kinds.catalogue import body_shape
from coopctl.domain.record.kinds.shapes import is_body
from tests.conftest import Runner
from tests.helpers.printed import read_json
from tests.helpers.searches import examples
from tests.hostile.test_altered_ledger import slip_in

_NAMES = sorted(
    {name for shape in map(body_shape, ENTRY_KIND_LABELS) if shape for name in shape.parts}
    | {"correction", "first", "placed_at", "came_after", "party", "name", "role", "text", "lead"}
    | {"cooperating", "sha256", "size", "kept", "file", "url", "plan"}
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
_VALUES = st.recursive(
    _LEAVES | st.sampled_from(["1.1", "zz-1", "zz-1/1", "2026-01-01", "hung-yen", "completed"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_NAMES) | st.text(max_size=4), inner, max_size=4)
    ),
)
_BODIES = _VALUES | st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=6)
_UNKNOWN = st.sampled_from(["other", "handshake", "", "Update", "=1+1", "\x1b[31m"])
_WHY = ("--reason", "x", "--dry-run")
_COMMANDS = (
    *((*words, *rest)
      for words in (("status",), ("show", "1.1"), ("show", "zz-1"), ("show", "zz-1/1"), ("log",),
                    ("due",), ("agenda",), ("search", "a"), ("search", "zz"), ("evidence",),
                    ("timeline",), ("chart",), ("status", "--stages"), ("status", "--indicators"),
                    ("plan", "log"), ("verify",))
      for rest in ((), ("--json",))),
    *(("export", "csv", table, "--labels") for table in TABLES),
    *(("export", "docx", "--kind", *kind, "-o", "a.docx")
      for kind in (("report",), ("annex",), ("minutes", "zz-1"), ("conclusions", "zz-1"),
                   ("letter", "hung-yen"))),
    *(("export", *kind, "-o", name)
      for name, *kind in (("a.html", "html"), ("a.xlsx", "xlsx"), ("a.ics", "ics"),
                          ("b.xlsx", "request", "hoa-binh"))),
    ("export", "json"), ("export", "csv"), ("remind", "--all"), ("status", "--disputed"),
    ("evidence", "--missing"), ("plan", "diff"), ("status", "--as-of", "1/1/2026"), ("check",),
    ("amend", "zz-1", "--on", "1/1/2025", *_WHY), ("retract", "zz-1", *_WHY), ("undo", "--dry-run"),
    ("confirm", "zz-1", "--office", "hung-yen", "--dry-run"),
    ("dispute", "zz-1", "--office", "hung-yen", *_WHY),
    ("close-period", "Kỳ", "--as-of", "1/6/2026", "--yes"), ("status", "--compare", "Kỳ"),
    ("add-meeting", "--from-agenda", "--title", "x", "--dry-run"),
    ("add-update", "1.2", "in_progress", "--dry-run"), ("add-update", "zz-1/1", "completed", "--dry-run"),
)  # fmt: skip


@given(
    kind=st.sampled_from(sorted(ENTRY_KIND_LABELS)) | _UNKNOWN,
    body=_BODIES,
    item=st.sampled_from(["1.1", None, "2.1", "zz-1/1"]),
    replaces=st.sampled_from([None, "zz-1", "nonsense", "-1", "last"]),
    commands=st.lists(st.sampled_from(_COMMANDS), min_size=4, max_size=4, unique=True),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20))
def test_whatever_stands_in_a_body_there_is_no_traceback(
    kind: str, body: object, item: str | None, replaces: str | None,
    commands: list[tuple[str, ...]], workspace: Path, coopctl: Runner,
) -> None:  # fmt: skip
    place = Path(mkdtemp(dir=workspace.parent))
    copytree(workspace / "plans", place / "plans")
    (entry,) = read_json(coopctl("add-update", "1.1", "in_progress", "--json", cwd=place).out)
    last = entry["id"]
    slip_in(place, kind, item, body, replaces=last if replaces == "last" else replaces)
    amend_last = ("amend", last, "--progress", "5", *_WHY)
    for argv in (("show", last), amend_last, *commands):
        result = coopctl(*argv, cwd=place)
        assert "mistake in coopctl" not in result.err, (argv, result.err)
        assert result.code in {0, 1, 2}


@given(kind=st.sampled_from(sorted(ENTRY_KIND_LABELS)) | _UNKNOWN, body=_BODIES)
def test_a_shape_is_judged_without_an_error(kind: str, body: object) -> None:
    assert is_body(kind, body) in {True, False}
