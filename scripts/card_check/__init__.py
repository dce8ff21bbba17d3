"""Checks of the events card in a browser: accessibility, keyboard, requests, and speed."""
