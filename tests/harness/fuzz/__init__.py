"""Tests of the fuzz harness."""
