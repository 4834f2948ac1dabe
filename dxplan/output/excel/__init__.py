"""Handouts as Excel workbooks."""
