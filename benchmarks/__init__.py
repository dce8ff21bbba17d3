"""What the integration costs, measured in a real Home Assistant: `docs/performance.md`."""
