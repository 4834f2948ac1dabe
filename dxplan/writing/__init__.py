"""What people say about a plan to the smallest change of its text."""
