"""TOML text to the model, with every finding at its line and column."""

from dxplan.format.reading.plan import Reading, read_plan

__all__ = ["Reading", "read_plan"]
