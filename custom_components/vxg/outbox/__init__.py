"""Outbox: events that are sent to the cloud, across outages."""
