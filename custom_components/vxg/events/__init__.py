"""What happens: polling, deduplicating and dispatching events."""
