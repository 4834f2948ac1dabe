"""``dxplan schema``."""

from __future__ import annotations

from pathlib import Path

import typer

from dxplan.format.blocks import FileKind
from dxplan.model.findings import DxplanError
from dxplan.output import console


def schema(
    kind: FileKind | None = typer.Argument(
        None,
        metavar="[KIND]",
        help="plan は表紙 plan.toml、items は展開方向のファイル、departments は名簿 departments.toml。",
    ),
    out: Path | None = typer.Option(
        None, "--out", metavar="DIR", help="このフォルダに書き込む。種類を書かなければすべて。"
    ),
) -> None:
    """エディタがキーを補い、誤りを示すための JSON Schema を出す。

    plans/ のある所では、計画が [[field]] で決めた欄も入る。欄を変えたら、もう一度出す。

    例:
        dxplan schema --out schema
    """
    from dxplan.format.schema import schema as schema_of
    from dxplan.format.schema import schema_name, schema_text
    from dxplan.workspace.opening import declared_fields
    from dxplan.workspace.writing import write_files

    plans = declared_fields()
    if out:
        kinds = [kind] if kind else list(FileKind)
        contents = {out / schema_name(each): schema_text(each, plans).encode() for each in kinds}
        write_files(contents, "schema")
        for each in kinds:
            console.put((out / schema_name(each)).as_posix())
    elif kind:
        console.put_json(schema_of(kind, plans))
    else:
        hint = "dxplan schema plan、dxplan schema items、dxplan schema departments か、dxplan schema --out schema と書いてください。"
        raise DxplanError("どのファイルのスキーマかが書かれていません。", hint)
