"""Lists as people have them (Excel, CSV, text out of a PDF) to a plan: pure, nothing is dropped unseen, nothing guessed in silence."""
