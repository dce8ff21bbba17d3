"""Tests. Deprecation warnings are collected before the integration is imported."""

from .common.deprecations import DEPRECATIONS

__all__ = ["DEPRECATIONS"]
