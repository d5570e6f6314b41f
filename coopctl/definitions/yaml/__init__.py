"""YAML, read with the place of every word."""
