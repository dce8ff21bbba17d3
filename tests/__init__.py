"""Tests. What is heard of outdated use begins here, before anything of ours is imported."""

from .common.deprecations import LISTENER

__all__ = ["LISTENER"]
