"""Handlers of the requests of the API."""
