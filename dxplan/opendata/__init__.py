"""Plans as open data: tidy tables with a master of their columns and of their codes, and the rules such files keep."""
