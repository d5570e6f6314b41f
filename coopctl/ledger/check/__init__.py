"""Whether the ledger says what was recorded."""
