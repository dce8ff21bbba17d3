"""Tests of the repository as a whole: what it promises to its users."""
