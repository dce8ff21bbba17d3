"""Outbox: events on their way into the cloud, across outages."""
