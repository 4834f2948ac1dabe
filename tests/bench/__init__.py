"""Benchmarks against bare scripts, run by hand: ``python -m tests.bench`` (see docs/performance.md)."""
