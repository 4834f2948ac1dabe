"""What the Markdown templates see: plain data of a report, one handout a file."""
