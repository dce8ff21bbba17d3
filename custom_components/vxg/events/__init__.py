"""Events: polling, deduplication and dispatching."""
