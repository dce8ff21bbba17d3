"""The demo: a simulated cloud, and a real Home Assistant that knows its cameras."""
