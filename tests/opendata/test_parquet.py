"""Open data of several bodies as Parquet, asked by DuckDB with the queries of docs/data.md."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal

import pytest

from tests.conftest import ROOT, Workspace

pytest.importorskip("pyarrow", reason="pip install 'dxplan[parquet]'")
duckdb = pytest.importorskip("duckdb", reason="pip install duckdb")

QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "data.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_queries_of_the_document_answer_over_several_bodies(
    real: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for plan in ("2020", "aomori", "r4-r7-kpi"):
        shutil.copytree(ROOT / "plans" / plan, real.path / "plans" / plan)
    for plans, body in ((("2019", "2020"), "070009"), (("aomori",), "020001"), (("r4-r7-kpi",), "072010")):
        done = real.run("export", *plans, "--body", body, "--format", "parquet", "--out", "opendata")
        assert done.code == 0, done.err
    monkeypatch.chdir(real.path)
    totals, missed, reached = (duckdb.sql(query).fetchall() for query in QUERIES[:3])
    assert {row[0] for row in totals} == {"020001", "070009", "072010"}
    assert ("070009", 2019, 108, 93, Decimal("86.1")) in totals
    judged = json.loads(real.run("classify", "2019", "--json").out)["items"]
    assert sorted(row[2] for row in missed) == sorted(
        f"{[d['id'] for d in directions].index(item['direction']) + 1}-{item['number']}"
        for directions in [json.loads(real.run("classify", "2019", "--json").out)["directions"]]
        for item in judged
        if item["verdict"] == "未達"
    )
    assert ("070009", 2019, "PV", 1, 1) in reached
    duckdb.sql(QUERIES[3])
    assert duckdb.sql("SELECT count(*) FROM 'totals.parquet'").fetchall()[0][0] >= len(totals)
    kinds = duckdb.sql("SELECT code FROM 'opendata/common_codes/*.parquet' WHERE list = 'kind'").fetchall()
    assert ("project",) in kinds


def test_it_is_refused_where_nobody_knows_whose_plan_it_is(real: Workspace) -> None:
    done = real.run("export", "2019", "--format", "parquet")
    assert (done.code, "--body 070009" in done.err) == (2, True)
    assert not (real.path / "opendata").exists()
