"""End-to-end test of the user interface in a real browser, with a simulated cloud."""
