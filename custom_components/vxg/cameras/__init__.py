"""What exists: cameras and their event types."""
