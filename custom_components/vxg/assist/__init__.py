"""What intents and LLM tools share."""
