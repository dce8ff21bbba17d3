"""Malformed responses of all endpoints, and malformed input, for the real client.

Only the client's own errors are allowed, within bounded time and memory, and none of
them, nor a log line, may have a part of a token or of a signed URL.
"""
