"""Thumbnails, still images and videos."""
