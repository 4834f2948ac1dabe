"""``dxplan schema``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

import typer

from dxplan.model.findings import DxplanError
from dxplan.output import console


class SchemaKind(StrEnum):
    """What there are schemas of: the files that people write, and the JSON that commands print."""

    PLAN = "plan"
    ITEMS = "items"
    DEPARTMENTS = "departments"
    CLASSIFY = "classify"
    LIST = "list"
    REVIEW = "review"
    VALIDATE = "validate"
    DIFF = "diff"
    DIFF_MERGE = "diff-merge"
    HISTORY = "history"
    SHOW = "show"
    FIND = "find"
    STATUS = "status"
    COLLECT = "collect"
    COLLECT_READ = "collect-read"
    EXPORT_CHECK = "export-check"


#: Where the shape of what a command prints stands: beside what prints it.
_SHAPES: Final = {
    SchemaKind.CLASSIFY: ("machine.judged", "CLASSIFICATION"),
    SchemaKind.LIST: ("machine.listed", "LISTING"),
    SchemaKind.REVIEW: ("machine.judged", "REVIEW"),
    SchemaKind.VALIDATE: ("machine.findings", "FINDINGS"),
    SchemaKind.DIFF: ("differences", "DIFFERENCES"),
    SchemaKind.DIFF_MERGE: ("differences", "MERGES"),
    SchemaKind.HISTORY: ("histories", "HISTORIES"),
    SchemaKind.SHOW: ("whole_item", "SHOWN"),
    SchemaKind.FIND: ("passages", "FOUND"),
    SchemaKind.STATUS: ("status", "STATUS"),
    SchemaKind.COLLECT: ("collection", "COLLECTION"),
    SchemaKind.COLLECT_READ: ("takings", "TAKINGS"),
    SchemaKind.EXPORT_CHECK: ("breaches", "BREACHES"),
}


def schema(
    kind: SchemaKind | None = typer.Argument(
        None,
        metavar="[KIND]",
        help="plan は表紙 plan.toml、items は展開方向（分野など）ごとのファイル、departments は名簿 departments.toml。"
        "classify、list、review、validate、diff、diff-merge（diff --merge）、"
        "history、show、find、status、collect（collect status）、collect-read、export-check（export --check）は、"
        "そのコマンドが出す JSON。",
    ),
    out: Path | None = typer.Option(
        None,
        "--out",
        metavar="DIR",
        help="このフォルダに書き込む。種類を書かなければ、計画のファイルのすべて。",
    ),
) -> None:
    """エディタがキーを補い、誤りを示すための JSON Schema を出す。

    plans/ のある所では、計画が [[field]] で決めた欄も入る。欄を変えたら、もう一度出す。
    コマンドが出す JSON の形も出す。

    例:
        dxplan schema --out schema
    """
    from dxplan.format.blocks import FileKind
    from dxplan.format.schema import schema_name, schema_text
    from dxplan.workspace.writing import write_files

    if kind is None and out is None:
        hint = "dxplan schema plan、dxplan schema items、dxplan schema departments か、dxplan schema --out schema と書いてください。"
        raise DxplanError("どのファイルのスキーマかが書かれていません。", hint)
    made = {each: _schema_of(each) for each in ([kind] if kind else [SchemaKind(each) for each in FileKind])}
    if out:
        write_files(
            {out / schema_name(each): schema_text(found).encode() for each, found in made.items()}, "schema"
        )
        for each in made:
            console.put((out / schema_name(each)).as_posix())
    else:
        for found in made.values():
            console.put_json(found)


def _schema_of(kind: SchemaKind) -> dict[str, Any]:
    from dxplan.format.blocks import FileKind

    if kind in [each.value for each in FileKind]:
        from dxplan.format.schema import schema
        from dxplan.workspace.opening import declared_fields

        return schema(FileKind(kind), declared_fields())
    from importlib import import_module

    module, name = _SHAPES[kind]
    return cast("dict[str, Any]", getattr(import_module(f"dxplan.output.{module}"), name))
