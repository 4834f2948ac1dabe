"""The checks on five published documents, mistakes included: what they find, what they miss, what they invent.

``tests/published/seeds`` states in the product's own format what the documents state. Its tables hold the exact set of
findings: ``known.tsv`` the mistakes that reading by hand and by script brought up (照査 ``-``: no check finds it),
``others.tsv`` the findings beyond those, judged true or false, ``out-of-scope.tsv`` what a plan has no place for.
``UPDATE_SNAPSHOTS=1`` writes the tables of ``docs/checks.md`` anew.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tomllib
from collections import Counter
from typing import Any, NamedTuple

import pytest

from dxplan.checks.engine import all_pages
from dxplan.model.findings import Severity
from dxplan.values.rounding import Rounding, percentage
from tests.checks import measure
from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.snapshots import assert_snapshot

SEEDS = ROOT / "tests" / "published" / "seeds"
PAGE = ROOT / "docs" / "checks.md"
DOCUMENTS = {
    "001": "福島県　アクションプラン2019の実施結果（108項目）",
    "003": "福島県　3年間の総括（年度ごとの計画が3つ）",
    "000": "福島県　令和6年度の関連事業・KPI一覧（85行）",
    "002": "福島県　DX推進戦略（案）（文だけの計画）",
    "004": "青森県　DX推進プランの委員会資料（76事業）",
}
#: Why no check finds it, in the words of the table, and what stands behind them.
KINDS = {
    "誤字": "脱字・誤字・助詞の誤り。正しい語も別の語も辞書にあり、文を読まないと分からない（回収と改修、本件と本県）",
    "内容": "内容どうしの食い違い。何の数か、何をしたかを読まないと分からない（目標は点検の実施、実績は点検の準備）",
    "空白": "行の折り返しが残した空白のうち、区切りの空白と見分けられないもの（伴走 支援）",
    "規則": "規則にしていないもの。値の書き方、途中の年の目標、実績と基準値の比べ方など",
    "目標の文": "指標があるのに目標の文に数がない、または数を読み取れない（15 社）",
    "始まりの年": "年ごとの目標の初めが空いている。その年に始まった指標と見分けられない",
    "名称": "名称どうし、名称と文の書き方の違い。名称は固有のものなので、文に合わせない",
    "文書の間": "二つの文書を並べて分かるもの。一つの計画だけを見るので分からない",
}


class Known(NamedTuple):
    """A mistake that is known; one ``mistake`` may stand in several places.

    ``certain`` is ``○`` for a mistake of which there is no doubt and that a plain rule or list of words can know, ``△``
    for one that only a reader can know. Ways to write and marks left over from a conversion are neither.
    """

    mistake: str
    place: str
    code: str
    phrase: str
    wrong: str
    kind: str
    certain: str

    @property
    def document(self) -> str:
        return self.mistake[:3]

    @property
    def found(self) -> bool:
        return self.code != "-"


class Other(NamedTuple):
    """A finding that is not among the known mistakes, and whether it is right."""

    document: str
    place: str
    code: str
    phrase: str
    judgement: str
    reason: str


class Found(NamedTuple):
    """A finding: ``2019/denshi/e-bidding/result.report``, its code, and the line from the marked column on."""

    place: str
    code: str
    marked: str


def table(name: str) -> list[list[str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


KNOWN = [Known(*row) for row in table("known.tsv")]
OTHERS = [Other(*row) for row in table("others.tsv")]


def plans_of(document: str, workspace: MakeWorkspace) -> Workspace:
    made = workspace()
    shutil.copytree(SEEDS / document, made.path / "plans")
    return made


def findings(made: Workspace) -> list[Found]:
    data = json.loads(made.run("validate", "--format", "json").out)
    return [_found(made, diagnostic) for diagnostic in data["diagnostics"]]


def _found(made: Workspace, diagnostic: dict[str, Any]) -> Found:
    text = made.read(diagnostic["path"])
    stem = diagnostic["path"].removeprefix("plans/").removesuffix(".toml")
    key = diagnostic["key"]
    if match := re.match(r"item\[(\d+)\]\.?", key):
        key = f"{tomllib.loads(text)['item'][int(match[1])]['id']}/{key[match.end() :]}"
    line = text.split("\n")[diagnostic["line"] - 1]
    return Found(f"{stem}/{key}", diagnostic["code"], line[diagnostic["column"] - 1 :])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_found_in_a_published_document_is_what_the_tables_say(
    document: str, workspace: MakeWorkspace
) -> None:
    missing: list[Known | Other] = [row for row in KNOWN if row.document == document and row.found]
    missing += [row for row in OTHERS if row.document == document]
    unexpected = []
    for finding in findings(plans_of(document, workspace)):
        fitting = [
            row
            for row in missing
            if (row.place, row.code) == finding[:2] and finding.marked.startswith(row.phrase)
        ]
        if fitting:
            missing.remove(max(fitting, key=lambda row: len(row.phrase)))
        else:
            unexpected.append(finding)
    assert (missing, unexpected) == ([], [])


@pytest.mark.parametrize("row", [row for row in KNOWN if not row.found], ids=lambda row: row.mistake)
def test_a_mistake_that_no_check_finds_stands_in_the_plan_and_has_a_reason(row: Known) -> None:
    year, stem = row.place.split("/")[:2]
    assert row.phrase in (SEEDS / row.document / year / f"{stem}.toml").read_text(encoding="utf-8")
    assert row.kind in KINDS


def test_whole_sentences_stay_out() -> None:
    lines = [
        line
        for file in SEEDS.glob("*/*/*.toml")
        for line in file.read_text(encoding="utf-8").split("\n")
        if not line.startswith("name = ")
    ]
    assert len(lines) > 1000
    assert [line for line in lines if re.search(r"。[\"']*,?$", line)] == []


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: f"{row.document}-{row.place}-{row.code}")
def test_every_other_finding_is_judged(row: Other) -> None:
    assert row.judgement in ("true", "false")
    assert row.reason


def test_the_page_tells_what_was_measured(real: Workspace) -> None:
    own = json.loads(real.run("validate", "2019", "--format", "json").out)["diagnostics"]
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    for name, lines in {
        "照査の一覧": _list_of_checks(),
        "測った結果": _measured(len(own)),
        "確かな誤り": _certain(),
        "植えた誤り": _planted(),
        "見つからないもの": _not_found(),
        "対象外": _out_of_scope(),
    }.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- {name} ここまで -->\n"
        before, found, rest = page.partition(begin)
        assert found, name
        page = before + begin + "\n" + "\n".join(lines) + "\n\n" + end + rest.partition(end)[2]
    assert_snapshot(PAGE, page)


def _list_of_checks() -> list[str]:
    pages = [page for page in all_pages().values() if page.code == "DX308" or page.code.startswith("DX4")]
    return [
        "| 番号 | 重さ | 内容 |",
        "|:--|:--|:--|",
        *(
            f"| [{page.code}](codes.md#{page.code.lower()}-{page.name}) "
            f"| {Severity(page.severity).label} | {page.title} |"
            for page in pages
        ),
    ]


def _measured(own: int) -> list[str]:
    lines = [
        "| 文書 | 誤り | 見つけた | 割合 | ほかに見つけた誤り | 誤報 |",
        "|:--|--:|--:|--:|--:|--:|",
    ]
    totals: Counter[str] = Counter()
    for document, name in DOCUMENTS.items():
        mistakes: dict[str, bool] = {}
        for row in KNOWN:
            if row.document == document:
                mistakes[row.mistake] = mistakes.get(row.mistake, True) and row.found
        others = Counter(row.judgement for row in OTHERS if row.document == document)
        counts = Counter(
            known=len(mistakes), found=sum(mistakes.values()), true=others["true"], false=others["false"]
        )
        totals.update(counts)
        lines.append(_line(name, counts))
    lines.append(_line("計", totals))
    return [*lines, f"| この製品の plans/2019 | － | － | － | － | {own} |"]


def _certain() -> list[str]:
    lines = ["| 文書 | 確かな誤り | 知りうるもの | 見つけた |", "|:--|--:|--:|--:|"]
    mistakes = {row.mistake: row for row in KNOWN if row.certain}
    missed = {row.mistake for row in KNOWN if not row.found}
    totals: Counter[str] = Counter()
    for document, name in DOCUMENTS.items():
        rows = [row for row in mistakes.values() if row.document == document]
        knowable = [row.mistake for row in rows if row.certain == "○"]
        counts = Counter(certain=len(rows), knowable=len(knowable), found=len(set(knowable) - missed))
        totals.update(counts)
        lines.append(f"| {name} | {counts['certain']} | {counts['knowable']} | {counts['found']} |")
    return [*lines, f"| 計 | {totals['certain']} | {totals['knowable']} | {totals['found']} |"]


def _line(name: str, counts: Counter[str]) -> str:
    rate = percentage(counts["found"], counts["known"], digits=0, rounding=Rounding.HALF_UP)
    return (
        f"| {name} | {counts['known']} | {counts['found']} | {rate}% | {counts['true']} | {counts['false']} |"
    )


def _planted() -> list[str]:
    seen, unseen = measure.by_kind("planted"), measure.by_kind("held-out")
    lines = ["| 誤りの種類 | 規則を作るときに見たもの | 取り置き |", "|:--|--:|--:|"]
    lines += [f"| {kind} | {_of(*seen[kind])} | {_of(*unseen[kind])} |" for kind in seen]
    totals = [tuple(map(sum, zip(*kinds.values(), strict=True))) for kinds in (seen, unseen)]
    lines += [f"| 計 | {_of(*totals[0])} | {_of(*totals[1])} |", ""]
    lines += ["| 正しい項目 | 数 | 誤報のあったもの |", "|:--|--:|--:|"]
    for called, names in {
        "規則を作るときに見たもの": ("planted", "clean"),
        "取り置き": ("held-out", "held-out-clean"),
    }.items():
        cases = [case for name in names for case in measure.cases(name)]
        alarms = sum(bool(measure.false_alarms(case)) for case in cases)
        lines.append(f"| {called} | {len(cases)} | {alarms} |")
    return lines


def _of(found: int, there: int) -> str:
    return f"{found} / {there}"


def _not_found() -> list[str]:
    counts = Counter((row.kind, row.document) for row in KNOWN if not row.found)
    return [
        f"| 見つからないもの | {' | '.join(DOCUMENTS)} |",
        f"|:--|{'--:|' * len(DOCUMENTS)}",
        *(
            f"| {why} | {' | '.join(str(counts[kind, document]) for document in DOCUMENTS)} |"
            for kind, why in KINDS.items()
        ),
    ]


def _out_of_scope() -> list[str]:
    rows = (f"| {document} | {number} | {what} |" for document, number, what in table("out-of-scope.tsv"))
    return ["| 文書 | 数 | 内容 |", "|:--|--:|:--|", *rows]
