"""Correct the record."""
