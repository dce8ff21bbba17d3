"""Collectors of the public surface, through public means of Home Assistant only.

A collector imports nothing of the integration but its domain: modules and names inside
of it may change at any time.
"""
