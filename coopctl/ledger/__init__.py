"""The ledger: one SQLite file whose append-only journal is the truth; the rest is derived."""
