"""回収: what the sections are asked, as forms of data, and what has come back."""
