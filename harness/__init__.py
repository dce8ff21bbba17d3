"""Programs that put the integration through long and hard runs."""
