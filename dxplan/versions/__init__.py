"""The versions of a plan: next year's made of this year's."""
