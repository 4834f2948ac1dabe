"""The folder in which a reader of the documents types."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT, Workspace


@pytest.fixture
def project(real: Workspace) -> Workspace:
    """The folder in which a reader types: all plans, those of the documents too, and the templates."""
    for plan in sorted((ROOT / "plans").iterdir()):
        if plan.is_dir() and plan.name != "2019":  # which is there
            shutil.copytree(plan, real.path / "plans" / plan.name)
    shutil.copytree(ROOT / "templates", real.path / "templates")
    for folder in ("examples", "lists", "merge"):
        shutil.copytree(ROOT / "docs" / folder, real.path / "docs" / folder)
    return real
