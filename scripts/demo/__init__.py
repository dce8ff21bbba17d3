"""The demo: a simulated cloud, and a real Home Assistant that is set up for it."""
