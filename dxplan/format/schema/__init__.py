"""The format of plans as JSON Schema (draft 2020-12), for editors that complete, explain and mark keys.

It says what ``reading`` says, as far as a schema can: it refuses nothing that ``dxplan validate`` has no word
against. What the values mean together (sums, ids, years of another plan) stays with the command.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Final

#: Where ``dxplan init`` puts the schemas, from the workspace.
FOLDER: Final = "schema"


class Kind(StrEnum):
    """Which of a plan's files a schema is for."""

    PLAN = "plan"
    ITEMS = "items"

    @property
    def file_name(self) -> str:
        """The schema's file."""
        return f"{self.value}.schema.json"


def schema(kind: Kind) -> dict[str, Any]:
    """Return a schema as JSON data."""
    from dxplan.format.schema.head import HEAD  # most commands know the kinds and need no schema
    from dxplan.format.schema.items import ITEMS

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | (HEAD if kind is Kind.PLAN else ITEMS)


def schema_text(kind: Kind) -> str:
    """Return a schema as the text of its file, the same bytes every time."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def directive(file_name: str) -> str:
    """Return the first line of a plan's file in a workspace, which tells editors where the schema is."""
    kind = Kind.PLAN if file_name == "plan.toml" else Kind.ITEMS
    return f"#:schema ../../{FOLDER}/{kind.file_name}"


__all__ = ["FOLDER", "Kind", "directive", "schema", "schema_text"]
