"""Bring in what was written elsewhere."""
