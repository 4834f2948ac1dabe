"""The rules, one check a file and nothing else: ``dx411_year_pairs.py`` (see ``engine``)."""
