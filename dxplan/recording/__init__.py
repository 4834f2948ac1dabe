"""Recording: answers as data, the changes they make, and the write."""
