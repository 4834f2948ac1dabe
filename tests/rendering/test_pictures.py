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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests import browser
from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.rendering.test_old_and_new import files, revised
from tests.setting import pdf_missing
from tests.test_publish import CORRECTION, FILES

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

#: What is asked for in a folder of plans, and where it is written; ``{}`` is the format.
MADE: Final = {
    "results": ("render 2019 --handout 実施結果", "2019/実施結果（案）.{}"),
    "overview": ("render 2019 --handout 概要", "2019/概要（案）.{}"),
    "kpis": ("render r4-r7-kpi --handout KPI一覧", "r4-r7-kpi/KPI一覧（案）.{}"),
    "courses": ("render r4-r7-kpi --handout 指標の推移", "r4-r7-kpi/指標の推移（案）.{}"),
    "roadmap": ("render aomori --handout ロードマップ", "aomori/ロードマップ（案）.{}"),
    "outcomes": ("render aomori --handout 成果指標", "aomori/成果指標（案）.{}"),
    "contents": ("render dx-strategy --handout 目次", "dx-strategy/目次（案）.{}"),
    "corrections": ("render corrected --handout 正誤表", "corrected/正誤表（案）.{}"),
    "pack": ("render --pack pack.toml", "pack/00　資料一覧.{}"),
    "review": ("review 2019 2020 2021 --out out", "2019-2021/総括.{}"),
    "comparison": ("diff old new --out out", "new/新旧対照表.{}"),
}
#: The pages whose pictures are kept.
PDF: Final = {
    "results": (1, 3, 5, 20),
    "overview": (1,),
    "kpis": (1, 6),
    "courses": (1, 4),
    "roadmap": (1, 3),
    "outcomes": (1,),
    "contents": (1,),
    "review": (1, 2),
    "comparison": (1,),
    "corrections": (1,),
    "pack": (1,),
}
EXCEL: Final = {
    "overview": (1,),
    "outcomes": (1,),
    "contents": (1,),
    "review": (2,),
    "comparison": (1,),
    "corrections": (1,),
    "pack": (1,),
}
WORD: Final = {
    "overview": (1,),
    "kpis": (1,),
    "roadmap": (1,),
    "review": (1,),
    "comparison": (1,),
    "corrections": (1,),
    "pack": (1,),
}
#: How wide a window is, and whether it is dark.
HTML: Final = {
    "results": ((1200, False), (390, True)),
    "kpis": ((1200, True),),
    "roadmap": ((390, False),),
    "review": ((1200, False),),
    "comparison": ((1200, False),),
    "corrections": ((1200, False),),
    "pack": ((1200, False),),
}
#: The pages of paper that a browser prints.
PRINTED: Final = {"results": (1,), "courses": (2,), "outcomes": (2,)}
PACK: Final = """title = "推進本部会議"
date = "2020-06-18"
place = "特別室"
office = "情報政策課"

[[document]]
label = "資料１"
plans = ["plans/2019"]
handout = "概要"

[[document]]
label = "資料２"
title = "推進体制図"
office = "人事課"
"""


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
    made = workspace({**files("old"), **revised(), "pack.toml": PACK})
    shutil.copytree(ROOT / "plans", made.path / "plans", dirs_exist_ok=True)
    return made


def correct(made: Workspace) -> None:
    """Publish a plan whose figure is another one today, and tell of it."""
    head, item = (text for _, text in sorted(FILES.items(), reverse=True))
    made.write("plans/corrected/plan.toml", head)
    made.write("plans/corrected/kurashi.toml", item)
    assert made.run("publish", "corrected", "--as", "2020-06-18", "--no-tag").code == 0
    made.write("plans/corrected/plan.toml", made.read("plans/corrected/plan.toml") + CORRECTION)
    wrong = item.replace("actual = 12", "actual = 11").replace("開いた。", '開いた。"\nreason = "台風')
    made.write("plans/corrected/kurashi.toml", wrong)


def rendered(made: Workspace, kinds: Iterable[str], format_: str) -> dict[str, Path]:
    """Render each kind, and return the file of each."""
    written = {}
    for kind in kinds:
        asked, place = MADE[kind]
        if kind == "corrections":
            correct(made)
        draft = ["--draft"] if asked.startswith("render") else []
        label = [] if kind in ("review", "pack") else ["--label", "資料１"]
        outcome = made.run(*asked.split(), *draft, *label, "--format", format_)
        assert outcome.code == 0, outcome.err
        written[kind] = made.path / "out" / place.format(format_)
    return written


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
        for number, picture in zip(PDF[kind], pages(file, PDF[kind]), strict=True)
    ]
    assert [*filter(None, found)] == []


def test_another_heading_and_a_lost_colour_are_seen(plans: Workspace) -> None:
    def page() -> Image.Image:
        return next(pages(rendered(plans, ["results"], "pdf")["results"], (8,)))

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


@pytest.mark.parametrize(("format_", "program", "kept"), [("xlsx", "Calc", EXCEL), ("docx", "Writer", WORD)])
def test_each_page_looks_as_it_did_in_libreoffice(
    format_: str, program: str, kept: Mapping[str, tuple[int, ...]], plans: Workspace, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    library = {"Calc": "libsclo.so", "Writer": "libswlo.so"}[program]
    if office is None or not (Path(office).resolve().parent / library).exists():
        package = f"libreoffice-{program.lower()}"
        pytest.skip(f"LibreOffice {program} がありません（Debian では apt-get install {package}）。")
    for kind, file in rendered(plans, kept, format_).items():
        shutil.copy(file, tmp_path / f"{kind}.{format_}")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(tmp_path / f"{kind}.{format_}") for kind in kept]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=120)
    found = [
        changed(f"{format_}-{kind}-{number}", picture, tmp_path)
        for kind, numbers in kept.items()
        for number, picture in zip(numbers, pages(tmp_path / f"{kind}.pdf", numbers), strict=True)
    ]
    assert [*filter(None, found)] == []


def test_each_page_of_html_looks_as_it_did(plans: Workspace, tmp_path: Path) -> None:
    if browser.chromium() is None:
        pytest.skip("Chromium がありません（Debian では apt-get install chromium）。")
    opened = browser.Browser(tmp_path / "chromium")
    found = []
    try:
        for kind, file in rendered(plans, HTML, "html").items():
            for width, dark in HTML[kind]:
                opened.open(file, width=width, dark=dark)
                shown: Image.Image = Image.open(io.BytesIO(opened.picture()))
                shown = shown.resize((shown.width // 2, shown.height // 2), Image.Resampling.BOX)
                found.append(changed(f"html-{kind}-{width}", shown, tmp_path))
        for kind, file in rendered(plans, PRINTED, "html").items():
            opened.open(file)
            printed = tmp_path / f"{kind}.pdf"
            printed.write_bytes(opened.print())
            for number, picture in zip(PRINTED[kind], pages(printed, PRINTED[kind]), strict=True):
                found.append(changed(f"html-{kind}-printed-{number}", picture, tmp_path))
    finally:
        opened.close()
    assert [*filter(None, found)] == []
