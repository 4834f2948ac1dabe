"""What the pages of each kind look like: pictures of them are kept, so that a change of a page is seen as a picture.

They are grey and small: what is compared is how dark each patch is, not each point of a letter. Where other fonts stand
in for those they were made with, nothing is compared. ``UPDATE_SNAPSHOTS=1 pytest tests/rendering/test_pictures.py``
makes them anew.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests import browser
from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.setting import pdf_missing

if not shutil.which("pdftoppm"):
    pytest.skip("pdftoppm（poppler）がありません", allow_module_level=True)
if missing := pdf_missing():
    pytest.skip(missing, allow_module_level=True)

from PIL import Image, ImageChops, ImageOps
from PIL.PngImagePlugin import PngInfo

KEPT: Final = ROOT / "tests" / "golden" / "pictures"
#: Dots to an inch, and the side of a patch in dots.
DOTS, PATCH = 40, 8
#: A patch is another one where it is so many levels of 256 darker or lighter.
LEVELS = 9

#: A plan, its handout, and the pages whose pictures are kept.
PDF: Final = {
    "results": ("2019", "実施結果", (1, 3, 5, 20)),
    "overview": ("2019", "概要", (1,)),
    "kpis": ("r4-r7-kpi", "KPI一覧", (1, 6)),
    "courses": ("r4-r7-kpi", "指標の推移", (1, 4)),
    "roadmap": ("aomori", "ロードマップ", (1, 3)),
    "outcomes": ("aomori", "成果指標", (1,)),
    "contents": ("dx-strategy", "目次", (1,)),
    "review": ("2019-2021", "総括", (1, 2)),
}
EXCEL: Final = {
    "overview": ("2019", "概要", (1,)),
    "outcomes": ("aomori", "成果指標", (1,)),
    "contents": ("dx-strategy", "目次", (1,)),
    "review": ("2019-2021", "総括", (2,)),
}
#: How wide a window is, and whether it is dark.
HTML: Final = {
    "results": ((1200, False), (390, True)),
    "kpis": ((1200, True),),
    "roadmap": ((390, False),),
    "review": ((1200, False),),
}


@cache
def fonts() -> str:
    """The fonts that stand on the pages of this machine."""
    tool = shutil.which("fc-match")
    if tool is None:
        return ""
    wanted = ("Noto Sans CJK JP", "Meiryo UI:lang=ja", "sans-serif:lang=ja")
    return "、".join(
        subprocess.run([tool, "--format=%{family[0]}", name], capture_output=True, check=True).stdout.decode()
        for name in wanted
    )


@pytest.fixture
def plans(workspace: MakeWorkspace) -> Workspace:
    made = workspace()
    shutil.copytree(ROOT / "plans", made.path / "plans", dirs_exist_ok=True)
    return made


def rendered(
    made: Workspace, kinds: Mapping[str, tuple[str, str, tuple[int, ...]]], format_: str
) -> dict[str, Path]:
    """Render each kind, and return the file of each."""
    files = {}
    for kind, (plan, handout, _) in kinds.items():
        if handout == "総括":
            command = ["review", "2019", "2020", "2021", "--out", "out", "--format", format_]
        else:
            command = [
                "render",
                plan,
                "--handout",
                handout,
                "--draft",
                "--label",
                "資料１",
                "--format",
                format_,
            ]
        outcome = made.run(*command)
        assert outcome.code == 0, outcome.err
        (files[kind],) = (made.path / "out" / plan).glob(f"{handout}*.{format_}")
    return files


def pages(file: Path, numbers: tuple[int, ...]) -> Iterator[Image.Image]:
    """Yield the pictures of some pages of a PDF."""
    for number in numbers:
        place = ["-f", str(number), "-l", str(number), "-singlefile"]
        command = ["pdftoppm", "-r", str(DOTS), "-gray", *place, str(file)]
        yield Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


def changed(name: str, now: Image.Image, beside: Path) -> str:
    """Return where a page looks other than it did, "" where it does not; the picture of what it is now is put beside."""
    now, kept = ImageOps.posterize(now.convert("L"), 5), KEPT / f"{name}.png"
    about = PngInfo()
    about.add_itxt("fonts", fonts())
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        now.save(kept, optimize=True, pnginfo=about)
    before = Image.open(kept)
    if before.info["fonts"] != fonts():
        pytest.skip(f"{before.info['fonts']} で作った絵とは比べられません（ここでは {fonts()}）")
    places = patches(before, now)
    if not places:
        return ""
    now.save(beside / f"{name}.png")
    return f"{kept}: {len(places)} か所が違います（{places[:3]}）。いまの絵は {beside / name}.png"


def patches(before: Image.Image, now: Image.Image) -> list[tuple[int, int]]:
    """Return the patches that differ, by their places."""
    if before.size != now.size:
        return [(0, 0)]
    wide, high = (-(-side // PATCH) for side in now.size)
    levels = ImageChops.difference(before, now).resize((wide, high), Image.Resampling.BOX).tobytes()
    return [(n % wide * PATCH, n // wide * PATCH) for n, level in enumerate(levels) if level > LEVELS]


def test_each_page_of_pdf_looks_as_it_did(plans: Workspace, tmp_path: Path) -> None:
    found = [
        changed(f"pdf-{kind}-{number}", picture, tmp_path)
        for kind, file in rendered(plans, PDF, "pdf").items()
        for number, picture in zip(PDF[kind][2], pages(file, PDF[kind][2]), strict=True)
    ]
    assert [*filter(None, found)] == []


def test_another_heading_and_a_lost_colour_are_seen(plans: Workspace) -> None:
    def page() -> Image.Image:
        return next(pages(rendered(plans, {"results": PDF["results"]}, "pdf")["results"], (8,)))

    kept, look = page(), (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
    for was, becomes in (
        ('heading = "取組概要"', 'heading = "取組の要点"'),
        ('not_achieved = "FBE9E7"', 'not_achieved = "FFFFFF"'),
    ):
        assert was in look
        plans.write("templates/results.toml", look.replace(was, becomes))
        assert patches(kept, page()), becomes
    plans.write("templates/results.toml", look)
    assert patches(kept, page()) == []


def test_each_page_of_excel_looks_as_it_did_in_libreoffice(plans: Workspace, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice がありません（Debian では apt-get install libreoffice-calc）")
    files = rendered(plans, EXCEL, "xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files.values())], capture_output=True, check=True, timeout=120)
    found = [
        changed(f"xlsx-{kind}-{number}", picture, tmp_path)
        for kind, file in files.items()
        for number, picture in zip(
            EXCEL[kind][2], pages(tmp_path / f"{file.stem}.pdf", EXCEL[kind][2]), strict=True
        )
    ]
    assert [*filter(None, found)] == []


def test_each_page_of_html_looks_as_it_did(plans: Workspace, tmp_path: Path) -> None:
    if browser.chromium() is None:
        pytest.skip("Chromium がありません（Debian では apt-get install chromium）。")
    opened = browser.Browser(tmp_path / "chromium")
    found = []
    try:
        for kind, file in rendered(plans, {kind: PDF[kind] for kind in HTML}, "html").items():
            for width, dark in HTML[kind]:
                opened.open(file, width=width, dark=dark)
                shown: Image.Image = Image.open(io.BytesIO(opened.picture()))
                shown = shown.resize((shown.width // 2, shown.height // 2), Image.Resampling.BOX)
                found.append(changed(f"html-{kind}-{width}", shown, tmp_path))
            if kind == "results":
                printed = tmp_path / "printed.pdf"
                printed.write_bytes(opened.print())
                found += [changed("html-results-printed", next(pages(printed, (2,))), tmp_path)]
    finally:
        opened.close()
    assert [*filter(None, found)] == []
