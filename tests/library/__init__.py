"""Tests of the wheel of the client."""
