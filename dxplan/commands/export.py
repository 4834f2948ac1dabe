"""``dxplan export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from dxplan.commands.arguments import offered, year_of
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Sequence


def export(
    sources: list[str] = typer.Argument(
        metavar="PLAN...",
        help="計画（plans/2019、または 2019）。--check なら、調べるファイル（xlsx、csv）。",
        autocompletion=offered("plans"),
    ),
    format: str = typer.Option("csv", "--format", metavar="csv,json,xlsx,parquet", help="書き出す形。"),
    out: Path = typer.Option(Path("opendata"), "--out", metavar="DIR", help="書き出すフォルダ。"),
    body: str = typer.Option(
        None, "--body", metavar="コード", help="全国地方公共団体コード（6桁）。省くと、計画の body。"
    ),
    year: str = year_of("書き出す"),
    check: bool = typer.Option(
        False, "--check", help="ファイルが、機械判読可能なデータの統一ルールに合うかを調べる。"
    ),
    json: bool = typer.Option(False, "--json", help="--check の結果を JSON で出力する。"),
) -> None:
    """計画を、機械判読可能なデータ（オープンデータ）として書き出す。

    項目、担当、実績と判定、指標と年度ごとの値、集計、計画の欄の表に、項目定義とコード表が付く。
    列の意味は docs/data.md。

    例:
        dxplan export plans/2019 --out out/opendata
        dxplan export plans/2019 plans/2020 plans/2021 --format xlsx,json --out out/opendata
        dxplan export --check out/opendata/items.csv
    """
    if check:
        raise typer.Exit(_check(sources, json=json))
    if json:
        hint = "計画を JSON で書き出すなら、--format json と書いてください。"
        raise DxplanError("--json は --check とともに使います。", hint)
    from dxplan.opendata.tables import Published, make_tables
    from dxplan.output.opendata import format_names, write
    from dxplan.values.bodies import parse_body
    from dxplan.workspace.opening import open_plan
    from dxplan.workspace.writing import write_files

    formats = [word.strip() for word in format.split(",") if word.strip()]
    if not formats or (unknown := [word for word in formats if word not in format_names()]):
        hint = f"{'、'.join(format_names())} から選んでください。"
        raise DxplanError(f"--format に「{''.join(unknown[:1]) if formats else ''}」は使えません。", hint)
    given = None if body is None else parse_body(body)
    if body is not None and given is None:
        hint = (
            "検査数字を含む6桁です（福島県は 070009）。総務省の全国地方公共団体コードの表で確かめてください。"
        )
        raise DxplanError(f"「{body}」は全国地方公共団体コードではありません。", hint)
    plans = [open_plan(source, year)[0] for source in sources]
    tables = make_tables([Published(plan, given or plan.body) for plan in plans])
    files = {out / name: content for word in formats for name, content in write(word, tables).items()}
    write_files(files, f"export {' '.join(sources)}")
    for file in files:
        console.put(file.as_posix())
    if any(not (given or plan.body) for plan in plans):
        console.say(
            '全国地方公共団体コードがありません。plan.toml に body = "070009" のように書くと、body の列に入ります。'
        )


def _check(names: Sequence[str], *, json: bool) -> int:
    """Hold files against the rules; return the exit code. Files of which nothing can be read break the first of them."""
    from dxplan.cells.book import Refused
    from dxplan.cells.csvs import read_csv
    from dxplan.cells.xlsx import read_workbook
    from dxplan.opendata.readable import RULES, Finding, Source, find_breaches, shortened
    from dxplan.values.characters import visible
    from dxplan.workspace.opening import read_bytes

    sources, found = [], []
    for name in names:
        content = read_bytes(Path(name))
        try:
            book = (
                read_csv(content) if name.lower().endswith(_TEXTS) else read_workbook(content, dressed=True)
            )
        except Refused as refused:
            found.append(Finding("1-1", name, "", "", f"{refused.message}{refused.hint}"))
        else:
            sources.append(Source(name, book))
    found += find_breaches(sources)
    if json:
        from dxplan.output.breaches import breaches_json

        console.put_json(breaches_json(names, found))
        return 1 if found else 0
    for each, more in shortened(found):
        place = "!".join(filter(None, (each.sheet, each.cell)))
        said = f"{each.file}{f':{place}' if place else ''}: {each.rule} {each.message}"
        console.put(visible(" ".join(said.split("\n"))))
        if more:
            console.put(f"{each.file}: {each.rule} ほか{more}か所（{RULES[each.rule]}）")
    rules = len({each.rule for each in found})
    console.say(f"{len(found)}か所、{rules}の決まりに合いません。" if found else "統一ルールに合っています。")
    return 1 if found else 0


_TEXTS: Final = (".csv", ".tsv", ".txt")
