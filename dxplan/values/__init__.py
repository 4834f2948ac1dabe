"""The words and numbers of the trade: fiscal years, quantities, rounding."""
