"""Regular expressions are compiled late; none may turn out to be broken only then."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import dxplan
from dxplan.values import patterns


def test_every_pattern_of_the_program_compiles() -> None:
    modules = [import_module(info.name) for info in pkgutil.walk_packages(dxplan.__path__, "dxplan.")]
    found = [
        value for module in modules for value in vars(module).values() if isinstance(value, patterns._Pattern)
    ]
    assert len(found) > 100
    for each in found:
        assert isinstance(each.pattern, str)


def test_a_pattern_is_used_as_any_other() -> None:
    digits = patterns.regex(r"(?P<figure>[0-9]+)件", re.IGNORECASE)
    assert digits.search("約12件", 1).group("figure") == "12"  # type: ignore[union-attr]
    assert digits.sub("", "3件と4件") == "と"
    assert digits.groupindex == {"figure": 1}
    assert digits.flags & re.IGNORECASE
