"""A tour of the user interface: a real browser, Home Assistant and a simulated cloud."""
