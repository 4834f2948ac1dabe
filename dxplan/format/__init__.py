"""The file format: text to plan, plan to text, and what editors know of it."""
