"""Entries, evidence and checks on the terminal."""
