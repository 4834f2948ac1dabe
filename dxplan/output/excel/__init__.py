"""The handouts as Excel workbooks: report and look in, bytes out. One handout a file, each with ``render``."""
