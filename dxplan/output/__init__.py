"""One renderer a file: report in, text or bytes out."""
