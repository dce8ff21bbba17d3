"""Events: polling, deduplicating and dispatching."""
