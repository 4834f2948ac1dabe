"""TOML text to the model, with every finding at its line and column."""

from dxplan.format.reading.plan import PlanText, read_edited, read_plan

__all__ = ["PlanText", "read_edited", "read_plan"]
