"""Benchmarks of the integration in a real Home Assistant: see `docs/performance.md`."""
