"""The web page in a real browser: it fetches nothing, says nothing, fits, prints, and can be heard."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopctl.domain.words.text import visible
from tests.conftest import PLAN, Runner
from tests.helpers.browser import Browser, Page, browser
from tests.helpers.machine import needs
from tests.helpers.story import tell
from tests.hostile.test_texts import HOSTILE, plant

_UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
_WIDEST = "document.documentElement.scrollWidth"
_ATTACK = "</script><script>document.title='x'</script><img src=http://x.invalid/ onerror=alert(1)>"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def tab(chromium: Browser) -> Page:
    return chromium.new_page()


def write(workspace: Path, coopctl: Runner, lang: str = "en") -> Path:
    """Write the page of a plan with records of every kind; some in text that means harm."""
    story = tell(coopctl)
    for words in (
        ("add-update", "1.2", "suspended", "--on", "1/2/2026", "--result", _ATTACK),
        ("add-update", "3.1", "completed", "--on", "1/6/2026", "--completed-on", "1/6/2026"),
        ("add-update", "3.10", "in_progress", "--on", "2/6/2026", "--result", "dài lắm " * 1000),
        ("add-update", story.action, "in_progress", "--result", "x" * 5000),
        ("amend", story.update, "--result", "Đã có 15 đề xuất", "--reason", "nhầm", "--yes"),
        ("confirm", story.done, "--office", "hung-yen", "--author", "Chi"),
    ):
        result = coopctl(*words)
        assert result.code == 0, result.err
    plant(workspace, json.dumps({"status": "in_progress", "result": HOSTILE}), item="2.2")
    result = coopctl("export", "html", "-o", "page.html", lang=lang)
    assert result.code == 0, result.err
    return workspace / "page.html"


def test_it_fetches_nothing_and_says_nothing(workspace: Path, coopctl: Runner, tab: Page) -> None:
    path = write(workspace, coopctl)
    tab.open(path)
    tab.run(_UNFOLD)
    tab.picture()
    assert tab.requests == [path.as_uri()]
    assert tab.messages == []
    assert tab.run("document.scripts.length + document.images.length") == 0
    assert tab.run("document.title") == "Test plan"


def test_it_stands_in_the_page_as_it_was_written(
    workspace: Path, coopctl: Runner, tab: Page
) -> None:
    tab.open(write(workspace, coopctl))
    said = tab.run("[...document.querySelectorAll('bdi, dd')].map(one => one.textContent)")
    for text in (_ATTACK, visible(HOSTILE), ("dài lắm " * 1000).strip(), "x" * 5000):
        assert text in said


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(
    workspace: Path, coopctl: Runner, tab: Page, lang: str, dark: bool, width: int
) -> None:
    tab.open(write(workspace, coopctl, lang), width, dark=dark)
    assert tab.run("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    tab.run(_UNFOLD)
    assert tab.find_violations() == []
    assert tab.run("document.documentElement.lang") == lang


def test_axe_would_find_something(tmp_path: Path, tab: Page) -> None:
    (tmp_path / "bad.html").write_text(
        "<p style='color:#ccc'>Pale words</p><img src='data:,'>", "utf-8"
    )
    found = tab.open(tmp_path / "bad.html").find_violations()
    assert {one.partition(":")[0] for one in found} >= {
        "image-alt",
        "color-contrast",
        "html-has-lang",
    }


def test_several_plans_pass_too(workspace: Path, coopctl: Runner, tab: Page) -> None:
    other = PLAN.replace("id: test", "id: other").replace("Test plan", "Another plan")
    (workspace / "plans" / "other.yaml").write_text(other, "utf-8")
    assert coopctl("export", "html", "-o", "page.html").code == 0
    tab.open(workspace / "page.html", 360)
    assert tab.find_violations() == []
    assert tab.run(_WIDEST) <= 360


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_it_never_scrolls_sideways(workspace: Path, coopctl: Runner, tab: Page, width: int) -> None:
    tab.open(write(workspace, coopctl, "vi"), width)
    tab.run(_UNFOLD)
    assert tab.run(_WIDEST) <= width


def test_it_is_read_without_any_style_in_the_right_order(
    workspace: Path, coopctl: Runner, tab: Page
) -> None:
    tab.open(write(workspace, coopctl))
    tree = tab.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert roles.count(role) == 1, role
    assert roles.index("banner") < roles.index("main") < roles.index("contentinfo")
    names = {
        node["name"]["value"]
        for node in tree
        if not node["ignored"] and node["role"]["value"] in {"img", "image"}
    }
    assert any(name.startswith("1 Genetic resources: 1 Overdue") for name in names)
    assert any(name.startswith("1.1 Propose tasks; start 1/10/2024") for name in names)
    assert all(names)


def test_it_keeps_its_tables_on_a_phone(workspace: Path, coopctl: Runner, tab: Page) -> None:
    tab.open(write(workspace, coopctl), 360)
    tree = tab.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("table") >= 3
    assert "columnheader" in roles
    assert "rowheader" in roles


@needs("pdftotext", "pdfinfo")
def test_it_prints_on_a4(workspace: Path, coopctl: Runner, tab: Page, tmp_path: Path) -> None:
    import subprocess

    tab.open(write(workspace, coopctl, "vi"), dark=True)
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(tab.pdf())
    about = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +59\d\.?\d* x 84\d\.?\d* pts \(A4\)", about)
    words = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    for said in (
        "Kế hoạch thử",
        "Số liệu",
        "Tiến trình",
        "Đề xuất nhiệm vụ",
        "Gặp nhau tại Hòa Bình",
    ):
        assert said in text
    assert "Chuyển đến nội dung" not in text
