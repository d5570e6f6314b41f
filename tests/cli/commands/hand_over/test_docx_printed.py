"""Word files as they come out of a printer: LibreOffice makes PDF of them, and poppler reads it."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.output.documents.frame import _MOTTO_RULES
from tests.cli.commands.hand_over.test_export_docx import state
from tests.conftest import Runner
from tests.helpers.machine import PATIENCE, TIMES, WRITER, needs
from tests.helpers.story import tell

pytestmark = needs(*WRITER, "pdftotext", "pdffonts", "pdfinfo", face=TIMES)
A_MM = 72 / 25.4  # points
Print = Callable[..., "Printed"]


class Printed:
    """A PDF: what its pages say, and where each word stands."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, tool: str, *words: str) -> str:
        done = subprocess.run(
            [tool, *words, str(self.path), *(["-"] if tool == "pdftotext" else [])],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def pages(self) -> list[str]:
        return self.run("pdftotext", "-layout").split("\f")[:-1]

    def sizes(self) -> list[tuple[int, int]]:
        found = re.findall(r"size: +([\d.]+) x ([\d.]+)", self.run("pdfinfo", "-l", "-1"))
        return [(round(float(x) / A_MM), round(float(y) / A_MM)) for x, y in found]

    def boxes(self) -> list[list[tuple[float, float, float, float, str]]]:
        """Return the words of each page with left, top, right and bottom in mm."""
        text = self.run("pdftotext", "-bbox")
        pattern = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
        found = []
        for page in text.split("<page ")[1:]:
            words = re.findall(pattern, page)
            sides = [[float(side) / A_MM for side in word[:4]] for word in words]
            found.append([(*side, word[4]) for side, word in zip(sides, words, strict=True)])
        return found


@pytest.fixture
def printed(workspace: Path, coopctl: Runner) -> Print:
    def run(*words: str, lang: str = "vi") -> Printed:
        result = coopctl("export", "docx", *words, "-o", "out.docx", lang=lang)
        assert result.code == 0, result.err
        profile = f"-env:UserInstallation=file://{workspace}/profile"
        done = subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "out.docx"],
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert (workspace / "out.pdf").exists(), done.stderr
        return Printed(workspace / "out.pdf")

    return run


def number_above(page: list[tuple[float, float, float, float, str]]) -> str | None:
    """Return what stands in the top margin of a page, None for nothing."""
    above = [word for *_, bottom, word in page if bottom < 20]
    return " ".join(above) or None


def test_every_kind_is_whole_on_paper(workspace: Path, coopctl: Runner, printed: Print) -> None:
    story = tell(coopctl)
    state(workspace)
    kinds = (
        ("report",), ("annex",), ("minutes", story.meeting), ("conclusions", story.meeting),
        ("letter", "hung-yen", "--within", "12m"),
    )  # fmt: skip
    for kind in kinds:
        pdf = printed("--kind", *kind)
        fonts = [line.split()[0] for line in pdf.run("pdffonts").splitlines()[2:]]
        assert fonts
        assert all(re.search("Liberation ?Serif|Times ?New ?Roman", font) for font in fonts), fonts
        text = "".join(pdf.pages())
        assert "�" not in text
        if kind[0] != "annex":
            assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
            assert "Độc lập - Tự do - Hạnh phúc" in text
        for page, (width, height) in zip(pdf.boxes(), pdf.sizes(), strict=True):
            for left, _top, right, bottom, word in page:
                assert left >= 29, (kind, word)
                assert right <= width - 19, (kind, word)
                assert bottom <= height - 19, (kind, word)


def test_numbers_from_the_second_page_and_anew_in_the_annex(
    workspace: Path, coopctl: Runner, printed: Print
) -> None:
    for item in ("1.1", "1.2", "2.1", "2.2", "3.1", "3.10"):
        coopctl("add-update", item, "in_progress", "--result", "Đã trao đổi ở hai sở. " * 60)
    pdf = printed()
    upright = pdf.sizes().count((210, 297))
    across = pdf.sizes().count((297, 210))
    assert upright > 2
    assert across > 1
    assert [number_above(page) for page in pdf.boxes()] == [
        None, *map(str, range(2, upright + 1)), None, *map(str, range(2, across + 1)),
    ]  # fmt: skip
    (left, *_, right) = next(
        (left, top, right)
        for left, top, right, _, word in pdf.boxes()[1]
        if word == "2" and top < 20
    )
    assert abs((left + right) / 2 - (30 + 190) / 2) < 2


def test_dashes_stand_under_the_colon_and_rules_are_as_long_as_the_motto(
    workspace: Path, coopctl: Runner, printed: Print
) -> None:
    state(workspace, to='["Ủy ban nhân dân tỉnh Phú Thọ", "Tỉnh ủy Phú Thọ"]')
    for lang, last, motto in (
        ("vi", "gửi:", ("Độc", "phúc")),
        ("en", "To:", ("Independence", "Happiness")),
    ):
        pdf = printed(lang=lang)
        page = pdf.boxes()[0]
        (colon,) = [right for *_, right, _, word in page if word == last]
        dashes = [left for left, *_, word in page if word == "-" and left < 105]
        assert len(dashes) == 2
        assert all(0 < colon - left < 1.6 for left in dashes), (lang, colon, dashes)
        first, end = (next(box for box in page if box[4] == word) for word in motto)
        assert abs(end[2] - first[0] - _MOTTO_RULES[lang]) < 1, lang


def test_no_word_of_a_head_is_broken(workspace: Path, coopctl: Runner, printed: Print) -> None:
    words = [word for *_, word in printed("--kind", "annex", lang="en").boxes()[0]]
    assert {"Content", "Cooperating", "Deadline", "Deliverable", "Standing", "Notes"} <= set(words)


def test_a_long_annex_repeats_its_head_on_every_page(
    workspace: Path, coopctl: Runner, printed: Print
) -> None:
    coopctl("add-update", "1.1", "in_progress", "--result", "dài " * 4_999 + "hết")
    coopctl("add-update", "1.2", "in_progress", "--result", "d" * 5_000)
    pages = printed("--kind", "annex").pages()
    assert len(pages) > 5
    assert all("STT" in page and "Chủ trì" in page for page in pages)
    assert "hết" in "".join(pages)
    assert re.sub(r"\s", "", "".join(pages)).count("d") > 5_000


def test_letters_of_vietnamese_are_all_there(
    workspace: Path, coopctl: Runner, printed: Print
) -> None:
    letters = "ăâđêôơư ẮẰẲẴẶ ẤẦẨẪẬ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ ỈĨỊ ỎÕỌ ỦŨỤ"
    coopctl("add-update", "1.1", "in_progress", "--result", letters)
    assert letters in " ".join("".join(printed().pages()).split())
