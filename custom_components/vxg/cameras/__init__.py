"""Cameras and their event types."""
