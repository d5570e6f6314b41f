"""README's two pictures: `status` of an area on a terminal, and the web page, of the example on a fixed day.

`uv run --group test python -m tests.pictures` draws them anew; it needs Chromium, a face with Vietnamese letters of
one width, and what makes the web page. Draw them when either looks otherwise than they show.
"""

import base64
import io
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.helpers.browser import Page, browser
from tests.readme import MANUAL, Stage, place, run

PICTURES = MANUAL / "pictures"
_STAGE = Stage(datetime(2026, 11, 5, 2, 0, tzinfo=UTC), example=True)
_COLUMNS = 100  # of the window that `status` is shown in
_WIDTH, _MARGIN = 1000, 16  # pixels of the web page
_DARK = TerminalTheme(
    (22, 27, 34), (208, 215, 222),
    [(72, 79, 88), (255, 123, 114), (86, 211, 100), (227, 179, 65), (121, 192, 255), (210, 168, 255),
     (86, 212, 221), (177, 186, 196)],
)  # fmt: skip
_WINDOW = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px 18px; background: {background}; color: {foreground}; width: max-content }}
pre {{ margin: 0; font: 13px/1.38 "Noto Sans Mono", "DejaVu Sans Mono", monospace }}
</style><pre>{code}</pre>"""


def draw_status(page: Page, folder: Path) -> bytes:
    """Return `status` of an area as it looks on a terminal with colours, in English."""
    os.environ |= {"COLUMNS": str(_COLUMNS), "FORCE_COLOR": "1", "COOPCTL_LANG": "en"}
    status = run("coopctl status 2")
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(f"$ {status.command}\n{status.output}"))
    window = folder / "status.html"
    window.write_text(
        console.export_html(theme=_DARK, code_format=_WINDOW, inline_styles=True), "utf-8"
    )
    page.open(window)
    width, height = page.run("[document.body.offsetWidth, document.documentElement.offsetHeight]")
    return _take(page, width, height)


def draw_web_page(page: Page, folder: Path) -> bytes:
    """Return the charts of the web page, in Vietnamese: the areas, and the items as bars."""
    os.environ["COOPCTL_LANG"] = "vi"
    file = folder / "page.html"
    run(f"coopctl export html -o {file}")
    page.open(file, width=_WIDTH)
    top, bottom = page.run(
        "['areas', 'indicators'].map(name => document.querySelector(`#p1-${name}`).getBoundingClientRect().top)"
    )
    return _take(page, _WIDTH, bottom - top, top - _MARGIN, scale=0.8)


def _take(page: Page, width: float, height: float, top: float = 0, scale: float = 1) -> bytes:
    """Return so much of the page as PNG."""
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": scale}
    answer = page.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
    return base64.b64decode(answer["data"])


def main() -> None:
    """Draw both pictures anew."""
    with (
        tempfile.TemporaryDirectory() as folder,
        browser(Path(folder) / "browser") as started,
        place(_STAGE),
    ):
        page = started.new_page()
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / "status.png").write_bytes(draw_status(page, Path(folder)))
        (PICTURES / "page.png").write_bytes(draw_web_page(page, Path(folder)))


if __name__ == "__main__":
    main()
