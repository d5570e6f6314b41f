"""Entries corrected and taken back."""
