"""One renderer a file: report in, text or bytes out."""

import os

# Before anything here imports openpyxl: lxml, where it happens to be installed, writes other bytes than the standard library.
os.environ["OPENPYXL_LXML"] = "False"
