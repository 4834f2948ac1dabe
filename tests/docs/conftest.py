"""The folder in which a reader of the documents types."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT, Workspace


@pytest.fixture
def project(real: Workspace) -> Workspace:
    """The folder in which a reader types: the plans of all years and the templates."""
    for folder in ("plans/2020", "plans/2021", "templates"):
        shutil.copytree(ROOT / folder, real.path / folder)
    return real
