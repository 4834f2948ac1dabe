"""Lists as people have them, imported."""
