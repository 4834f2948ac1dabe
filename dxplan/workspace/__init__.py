"""The only disk access: where things are and reading them (``opening``), writing whole or not at all (``writing``)."""
