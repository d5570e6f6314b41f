"""The kinds of entries, and the fields that each has."""
