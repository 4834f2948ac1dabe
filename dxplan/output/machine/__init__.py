"""The JSON that other programs read. Its shapes are promises (docs/json.md); numbers are decimal strings.

Beside everything that is made stands its shape.
"""
