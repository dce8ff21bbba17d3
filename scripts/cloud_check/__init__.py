"""Compare a real cloud with what the integration assumes about its API."""

import logging

# Importing the client imports Home Assistant, which warns of missing libraries.
logging.getLogger("homeassistant").addHandler(logging.NullHandler())
