"""The sheet for the other side on paper, as LibreOffice prints it."""

import re
import subprocess
from pathlib import Path

from tests.conftest import Runner
from tests.helpers.answered import fill, request, through_libreoffice
from tests.helpers.machine import CALC, PATIENCE, TIMES, needs
from tests.helpers.story import tell

pytestmark = needs(*CALC, "pdftotext", "pdfinfo", "pdffonts")


def printed(program: str, *words: str) -> str:
    """Return what a program prints."""
    done = subprocess.run([program, *words], check=True, capture_output=True, timeout=PATIENCE)
    return done.stdout.decode()


def add_items(workspace: Path, count: int) -> None:
    """Give the plan an area with many items."""
    items = "".join(
        f"      - id: 4.{number}\n        title: Nội dung số {number} Ưở Ẵ ệ ỹ đ\n        lead: hoa-binh\n"
        for number in range(1, count + 1)
    )
    plan = workspace / "plans" / "test.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(f"{text}  - id: 4\n    title: Dài\n    items:\n{items}", "utf-8")


def test_on_paper(workspace: Path, coopctl: Runner) -> None:
    tell(coopctl)
    add_items(workspace, 60)
    path = fill(request(coopctl, "hoa-binh", lang="vi"), {"4.60": {"result": "Ký hiệu cuối"}})
    pdf = str(through_libreoffice(path, "pdf"))
    about = printed("pdfinfo", pdf)
    pages = int(re.findall(r"Pages: +(\d+)", about)[0])
    assert pages > 2
    assert re.search(r"Page size: +1190\.\d+ x 841\.\d+", about)  # A3, landscape
    for page in range(1, pages + 1):
        text = printed("pdftotext", "-layout", "-f", str(page), "-l", str(page), pdf, "-")
        assert "Phần trả lời của đơn vị" in text  # the headers are repeated
        assert f"{page}/{pages}" in text.replace(" ", "")
        assert ("PHIẾU ĐỀ NGHỊ BÁO CÁO" in text) == (page == 1)
    whole = " ".join(printed("pdftotext", "-layout", pdf, "-").split())
    for number in range(1, 61):
        assert f"Nội dung số {number} Ưở Ẵ ệ ỹ đ" in whole
    assert "Ký hiệu cuối" in whole
    assert "###" not in whole


@needs(face=TIMES)
def test_times_new_roman_or_its_metric_twin(workspace: Path, coopctl: Runner) -> None:
    path = request(coopctl, "hoa-binh", lang="vi")
    fonts = printed("pdffonts", str(through_libreoffice(path, "pdf"))).splitlines()[2:]
    assert fonts
    assert all(re.search("TimesNewRoman|LiberationSerif", line) for line in fonts)
