"""What ``review.md.j2`` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.handouts.review_tables import notes_of, parts_table, remarks, sections_table, table_of, title_of

if TYPE_CHECKING:
    from dxplan.handouts.review import Line, Review


def context(review: Review, label: str) -> dict[str, Any]:
    """Return the names of 総括 and what they stand for (docs/templates.md)."""

    def line(of: Line) -> dict[str, Any]:
        words = {"name": of.name, "theme": of.theme, "texts": of.texts}
        return words | {"table": table_of(review, of), "notes": notes_of(review, of)}

    rounding, *others = remarks(review)
    return {
        "title": review.title,
        "office": review.office,
        "label": label,
        "years": review.years,
        "rounding": rounding,
        "remarks": others,
        "texts": review.texts,
        "whole": line(review.whole),
        "directions": [
            line(each)
            | {
                "heading": title_of(each, number, "({}) "),
                "parts": parts_table(review, each),
                "part_notes": [
                    f"{part.heading} {note}" for part in each.below for note in notes_of(review, part)
                ],
            }
            for number, each in enumerate(review.directions, 1)
        ],
        "courses": [
            {
                "name": course.name,
                "verdicts": [verdict.label if verdict else "－" for verdict in course.verdicts],
                "notes": "、".join(course.notes),
                "figures": course.figures,
            }
            for course in review.courses
        ],
        "figures": any(course.figures for course in review.courses),
        "sections": sections_table(review),
    }
