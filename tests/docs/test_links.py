"""Links and pictures of README and docs lead somewhere."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.docs.documents import DOCUMENTS, README, read


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_image_leads_somewhere(document: str) -> None:
    text = re.sub(r"^```.*?^```$", "", read(document), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / document).parent / path if path else ROOT / document
        assert file.exists(), f"{document}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
            assert anchor in anchors, f"{document}: {target}"  # as GitHub makes them


def test_the_readme_leads_to_every_document() -> None:
    readme = read(README)
    assert [name for name in DOCUMENTS if name != README and f"({name})" not in readme] == []


def test_pictures_are_small_enough_for_a_slow_line() -> None:
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)
