"""The journal: entries that are only ever added, chained by hashes."""
