"""Long-running tests of the integration: chaos and soak."""
