"""Shared code of intents and LLM tools."""
