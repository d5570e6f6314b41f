"""Codes, records and periods in the reader's words."""
