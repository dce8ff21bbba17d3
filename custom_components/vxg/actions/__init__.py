"""The actions of the integration, one module each."""
