"""The page of HTML: all of a handout, obeying nothing that stands in it, for every eye and hand."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser import Browser, why_not
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

Small = Callable[[str], Workspace]
PAGE = "out/2019/実施結果.html"
DONE = '\n[item.result]\ndone = true\nreport = "行った。"\n'
MISSED = '\n[item.result]\ndone = false\nreport = "行えなかった。"\nreason = "人手が足りない。"\n'
#: Elements that need no end.
_VOID = {"meta", "input", "br", "link", "img", "rect", "path", "circle"}
looked_at = pytest.mark.skipif(bool(why_not()), reason=why_not())


class Elements(HTMLParser):
    """The elements of a page, each with its attributes and the text right in it; they are nested as they should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, [""])
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}, [""]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2][0] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes, _ in self.found if name == tag]

    def texts(self, tag: str) -> list[str]:
        return [text[0].strip() for name, _, text in self.found if name == tag]


def rendered(made: Workspace, page: str = PAGE) -> Elements:
    outcome = made.run("render", "2019", "--format", "html")
    assert outcome.code == 0, outcome.err
    return Elements(made.read(page))


@pytest.fixture
def real_page(real: Workspace) -> Elements:
    return rendered(real)


def test_the_page_has_all_items_each_with_a_place_of_its_own(real: Workspace) -> None:
    page = rendered(real)
    ids = [attributes["id"] for _, attributes, _ in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    listed = re.findall(r'(?m)^id = "(.+)"', "".join(real.read(f"plans/2019/{d}.toml") for d in (
        "fukko", "anzen", "sangyo", "kyoiku", "denshi",
    )))  # fmt: skip
    assert len(listed) == 108
    assert set(listed) <= set(ids)
    leading = [attributes["href"] for attributes in page.of("a")]
    assert all(href[0] == "#" and href[1:] in ids for href in leading)
    assert "インターネット広報広聴事業" in page.texts("th")


def test_every_table_has_a_caption_and_says_what_its_headings_are_for(real_page: Elements) -> None:
    captions = real_page.texts("caption")
    assert len(captions) == len(real_page.of("table")) > 10
    assert all(captions)
    assert {"1 復興の推進（令和元年度）", "部局別"} <= set(captions)
    assert {cell["scope"] for cell in real_page.of("th")} == {"col", "row", "rowgroup"}


def test_the_page_needs_nothing_else_and_allows_nothing_else(real: Workspace) -> None:
    page = rendered(real)
    text = real.read(PAGE)
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert not [
        a
        for _, attributes, _ in page.found
        for a in attributes
        if a.startswith("on") or a in ("src", "style")
    ]
    (policy,) = [a["content"] for a in page.of("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_what_stands_in_a_plan_is_shown_and_never_obeyed(small: Small) -> None:
    evil = "</style></script><script>hacked=1</script><img src=x onerror=hacked=1>"
    text = evil.replace('"', '\\"')
    made = small(
        ITEM.replace("広報事業", f'{text}" onclick="x'.replace('"', '\\"'))
        .replace("広報課", f"課{text}")
        .replace("冊子を作る。", f"{text}\\u0007") + DONE
    )  # fmt: skip
    head = made.read("plans/2019/plan.toml")
    made.write(
        "plans/2019/plan.toml", re.sub(r'title = "(.*)"', f'title = "計画\\\\\\\\{text}"', head, count=1)
    )
    page = rendered(made)
    assert len(page.of("script")) == len(page.of("style")) == 1
    assert page.of("img") == []
    assert evil in page.texts("title")[0]
    assert any(found.startswith(evil) for found in page.texts("th"))
    assert "hacked" in made.read(PAGE)
    assert "\\3c " in page.texts("style")[0], (
        "in the style, which says on every page what it is of, it is a text too"
    )


def test_the_same_plan_gives_the_same_page(real: Workspace) -> None:
    rendered(real)
    done = real.process(
        "render", "2019", "--format", "html", "--out", "again", PYTHONHASHSEED="7", TZ="Asia/Tokyo"
    )
    assert done.returncode == 0
    assert real.read("again/2019/実施結果.html") == real.read(PAGE)


def test_a_column_that_the_office_left_out_is_not_on_the_page(real: Workspace) -> None:
    made = rendered(real)
    assert "取組概要" in made.texts("th")
    look = (Path(__file__).parents[2] / "templates" / "results.toml").read_text(encoding="utf-8")
    without = re.sub(r'\[\[column\]\]\nfield = "overview"\n(.+\n)+', "", look)
    assert without != look
    real.write("templates/results.toml", without)
    assert "取組概要" not in rendered(real).texts("th")


def test_changed_texts_are_marked() -> None:
    from dxplan.handouts.handout import RichText, Run
    from dxplan.output.formats.html import _rich

    assert _rich(RichText([Run("年<12>回"), Run("13回", changed=True)])) == "年&lt;12&gt;回<ins>13回</ins>"


def test_the_review_has_a_page_too(workspace: MakeWorkspace) -> None:
    head = HEAD + "items = 10\nachieved = {}\n"
    made = workspace(
        {f"plans/{2019 + n}/plan.toml": head.format(8 + n).replace("2019", str(2019 + n)) for n in range(2)}
    )
    outcome = made.run("review", "2019", "2020", "--out", "out", "--format", "html")
    assert (outcome.code, outcome.out) == (0, "out/2019-2020/総括.html\n"), outcome.err
    page = Elements(made.read("out/2019-2020/総括.html"))
    whole, direction = page.of("svg")
    assert whole["aria-label"] == "達成項目の割合の推移の図。数は表にある。"
    assert direction["aria-label"] == "暮らしの達成項目の割合の推移の図。数は表にある。"
    assert {"80.0%", "90.0%"} <= set(page.texts("text"))


def test_data_have_no_page(real: Workspace) -> None:
    outcome = real.run("render", "2019", "--handout", "データ", "--format", "html")
    assert outcome.code == 2
    assert "載せるものがありません" in outcome.err


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture
def two(small: Small) -> Workspace:
    """A plan of two directions and three items, one of them missed, and its page."""
    more = '\n[[direction]]\nid = "sangyo"\nname = "産業"\n'
    second = ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業").replace("広報課", "広聴課")
    made = small(ITEM + DONE + "\n" + second + MISSED)
    made.write("plans/2019/plan.toml", made.read("plans/2019/plan.toml") + more)
    made.write(
        "plans/2019/sangyo.toml", ITEM.replace('"koho"', '"iot"').replace("広報事業", "IoT導入支援") + DONE
    )
    assert made.run("render", "2019", "--format", "html", "--draft").code == 0
    return made


#: Names of the items in the lists of directions, as far as they are seen.
SEEN = "[...document.querySelectorAll('tr[id]')].filter(r => r.checkVisibility()).map(r => r.id)"


@looked_at
def test_axe_finds_nothing_while_people_search_filter_sort_and_follow(
    two: Workspace, browser: Browser
) -> None:
    browser.open(two.path / "out/2019/実施結果（案）.html")
    assert browser.run(SEEN) == ["koho", "kocho", "iot"]
    assert browser.complaints() == []
    browser.run("document.getElementById('page.words').focus()")
    browser.type("ｉｏｔ 導入")
    assert browser.run(SEEN) == ["iot"]
    assert browser.run("document.getElementById('page.found').textContent") == "3件のうち1件"
    assert browser.complaints() == []
    browser.run("document.querySelector('[type=reset]').focus()")
    browser.press("Enter")
    browser.run("new Promise(setTimeout)")
    assert browser.run(SEEN) == ["koho", "kocho", "iot"]
    pick = (
        "(([s, v]) => {{ s.value = [...s.options].find(o => o.text === v).value;"
        " s.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
        "([document.getElementById(document.querySelector('label:nth-child(1)') && [...document.querySelectorAll('label')]"
        ".find(l => l.textContent === '{0}').htmlFor), '{1}'])"
    )
    browser.run(pick.format("判定", "未達"))
    assert browser.run(SEEN) == ["kocho"]
    browser.run(pick.format("判定", "すべて"))
    browser.run(pick.format("施策の展開方向", "2 産業"))
    assert browser.run(SEEN) == ["iot"]
    browser.run(pick.format("施策の展開方向", "すべて"))
    browser.run(pick.format("担当課", "総務部 広聴課"))
    assert browser.run(SEEN) == ["kocho"]
    browser.run("document.querySelector('tr[id=kocho]').closest('table').querySelector('th button').focus()")
    browser.run("document.querySelector('[type=reset]').click()")
    browser.run("new Promise(setTimeout)")
    browser.press("Enter", "Enter")
    assert browser.run("document.activeElement.parentNode.ariaSort") == "descending"
    assert browser.run(SEEN) == ["kocho", "koho", "iot"]
    assert browser.complaints() == []
    browser.run("document.getElementById('page.words').value = '広聴'; document.getElementById('page.words')"
                ".dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
    browser.run("location.hash = '#iot'")
    browser.run("new Promise(done => setTimeout(done, 20))")
    assert browser.run("document.querySelector(':target').checkVisibility()"), (
        "a link leads to what was filtered away"
    )
    assert browser.complaints() == []
    assert browser.said == []


@looked_at
@pytest.mark.parametrize(
    ("which", "looks"),
    [
        (
            "two",
            [
                (printed, dark, width)
                for printed in (False, True)
                for dark in (False, True)
                for width in (390, 1400)
            ],
        ),
        ("real", [(True, False, 1400)]),
    ],
)
def test_axe_finds_nothing_in_what_is_filtered_and_printed_in_light_and_dark_wide_and_narrow(
    which: str, looks: list[tuple[bool, bool, int]], browser: Browser, request: pytest.FixtureRequest
) -> None:
    made: Workspace = request.getfixturevalue(which)
    if which == "real":
        made.run("render", "2019", "--format", "html")
    (page,) = (made.path / "out/2019").glob("*.html")
    browser.open(page)
    browser.run(
        "(s => { s.value = [...s.options].find(o => o.text === '未達').value;"
        " s.dispatchEvent(new Event('input', {bubbles: true})); })"
        "([...document.querySelectorAll('select')].find(s => s.labels[0].textContent === '判定'))"
    )
    left = browser.run(SEEN)
    assert left
    assert len(left) < browser.run("document.querySelectorAll('tr[id]').length")
    for printed, dark, width in looks:
        browser.look(width=width, dark=dark, printed=printed)
        assert browser.run(SEEN) == left, (printed, dark, width)
        assert browser.complaints() == [], (printed, dark, width)
    assert browser.run("document.querySelector('form').checkVisibility()") is False, "a form is not printed"


@looked_at
def test_the_page_is_whole_without_a_script_and_prints_across(two: Workspace, browser: Browser) -> None:
    browser.open(two.path / "out/2019/実施結果（案）.html", script=False)
    written = browser.print()
    assert re.search(rb"/MediaBox \[0 0 841\.\d+ 59\d", written)
    assert b"/MarkInfo" in written
    browser.open(two.path / "out/2019/実施結果（案）.html")
    assert browser.run("!document.getElementById('page.search').hidden"), (
        "where there is a script, there is a search"
    )
    assert '<form id="page.search" role="search" aria-label="項目を絞り込む" hidden>' in two.read(
        "out/2019/実施結果（案）.html"
    )


@looked_at
@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_it_in_light_and_dark_without_moving_sideways(
    two: Workspace, browser: Browser, *, dark: bool
) -> None:
    browser.open(two.path / "out/2019/実施結果（案）.html", width=390, dark=dark)
    assert browser.run("document.documentElement.scrollWidth") <= 390
    assert browser.run("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    light = browser.run("parseInt(getComputedStyle(document.body).backgroundColor.slice(4)) > 128")
    assert light is not dark
    assert browser.complaints() == []


@looked_at
def test_the_keyboard_leads_to_the_text_first(two: Workspace, browser: Browser) -> None:
    browser.open(two.path / "out/2019/実施結果（案）.html")
    browser.press("Tab")
    assert browser.run("document.activeElement.textContent") == "本文へ移動"
    browser.press("Enter")
    browser.run("new Promise(done => setTimeout(done, 20))")
    assert browser.run("document.activeElement.id") == "page.main"


@looked_at
def test_axe_finds_nothing_in_the_real_plan(real: Workspace, browser: Browser) -> None:
    real.run("render", "2019", "--format", "html")
    browser.open(real.path / PAGE)
    assert len(browser.run(SEEN)) == 108
    assert browser.complaints() == []
    assert browser.said == []


@looked_at
def test_a_link_that_is_none_breaks_nothing(two: Workspace, browser: Browser) -> None:
    browser.open(two.path / "out/2019/実施結果（案）.html", at="%")
    assert browser.run("document.querySelectorAll('th button').length") > 5
    assert browser.said == []
